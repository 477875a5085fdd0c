"""Packages that are damaged, lie, swell or hide something: nothing of them reaches a reader that it could hurt."""

from __future__ import annotations

import dataclasses
import random
import re

from cases_case import READ, Case
from packages import (
    SHEET,
    STRINGS,
    WORKBOOK,
    Entry,
    cells,
    edit,
    parts,
    plan,
    raw_zip,
    replace,
    swollen,
    without,
)

PLAN = plan("okänd")
STYLES, CORE, TYPES = "xl/styles.xml", "docProps/core.xml", "[Content_Types].xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
LAUGHS = '<!DOCTYPE a [<!ENTITY b "hahaha"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
NOISE = random.Random(1).randbytes(2**19).hex().encode()  # noqa: S311 - text that does not pack well
MARKER = "exceltools-marker-file-content"


def beside(*entries: Entry) -> bytes:
    """Give the plan with further parts."""
    return raw_zip([*(Entry(name, part) for name, part in parts(PLAN).items()), *entries])


def defining(name: str, definition: str, encoding: str = "utf-8") -> bytes:
    def change(part: bytes) -> bytes:
        head, root = part.decode().split("?>", 1)
        return f"{head.replace('UTF-8', encoding)}?>{definition}{root}".encode(encoding)

    return edit(PLAN, name, change)


def place(reference: str) -> bytes:
    return replace(PLAN, SHEET, b'r="A1"', f'r="{reference}"'.encode())


def dimension(said: str) -> bytes:
    return edit(PLAN, SHEET, lambda part: re.sub(rb"<dimension[^>]*/>", said.encode(), part))


def with_rows(rows: str) -> bytes:
    return edit(PLAN, SHEET, lambda part: part.replace(b"</sheetData>", rows.encode() + b"</sheetData>"))


def after(xml: str) -> bytes:
    return edit(PLAN, SHEET, lambda part: part.replace(b"</sheetData>", b"</sheetData>" + xml.encode()))


def merged_over(rows: range) -> bytes:
    ranges = "".join(f'<mergeCell ref="A1:XFD{row}"/>' for row in rows)
    return after(f"<mergeCells>{ranges}</mergeCells>")


def long_text() -> bytes:
    table = edit(PLAN, STRINGS, lambda part: part.replace(b"</sst>", b"<si><t>" + NOISE + b"</t></si></sst>"))
    number = parts(PLAN)[STRINGS].count(b"<si>")
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>{number}</v></c></row>' for row in range(20, 20_020))
    return edit(table, SHEET, lambda part: part.replace(b"</sheetData>", rows.encode() + b"</sheetData>"))


DAMAGED = (
    Case("no bytes", b"", "INT009"),
    Case("only zeros", b"\0" * 8192, "INT009"),
    Case("only the first bytes of a zip", b"PK\x03\x04", "INT013"),
    *(Case(f"cut at {share} %", PLAN[: len(PLAN) * share // 100], "INT013") for share in (10, 50, 90, 99)),
    Case("100 kB of zeros behind it", PLAN + b"\0" * 100_000, "INT014"),
    Case("500 bytes before it", b"\0" * 500 + PLAN, "INT017"),
    Case("a pdf before it", b"%PDF-1.7" + b" " * 500 + PLAN, "INT017"),
    Case(
        "a declared size of 500 bytes", beside(dataclasses.replace(swollen("xl/a.xml", b"0", 300), size=500)), "INT014"
    ),
    Case("a wrong checksum", beside(Entry("xl/a.xml", b"hej", crc=1)), "INT014"),
    Case("broken packing", beside(Entry("xl/a.xml", b"hej", deflated=b"\xff" * 9)), "INT014"),
    Case("no sheet part", without(PLAN, SHEET), "INT014"),
    Case("no shared strings", without(PLAN, STRINGS), "INT014"),
    Case("no workbook part", without(PLAN, WORKBOOK), "INT014"),
    Case("no list of types", without(PLAN, TYPES), "INT010"),
    *(
        Case(
            f"shared string {number}",
            edit(PLAN, SHEET, lambda part, number=number: part.replace(b"<v>0</v>", f"<v>{number}</v>".encode(), 1)),
            "INT014",
        )
        for number in ("999", "-1", "abc")
    ),
    Case(
        "a sheet that leads out of the package",
        edit(PLAN, RELATIONS, lambda part: part.replace(b'"worksheets/sheet1.xml"', b'"../../../../etc/hostname"')),
        "INT014",
    ),
    Case("half a sheet", edit(PLAN, SHEET, lambda part: part[: len(part) // 2]), "INT014"),
    Case("a sheet that is a pdf", edit(PLAN, SHEET, lambda _: b"%PDF-1.7"), "INT014"),
    Case("two values in one cell", edit(PLAN, SHEET, lambda part: part.replace(b'r="B4"', b'r="A4"')), "INT014"),
)
BOMBS = (
    Case(
        "shared strings of 300 MiB",
        raw_zip(
            [*(Entry(name, part) for name, part in parts(PLAN).items() if name != STRINGS), swollen(STRINGS, b"0", 300)]
        ),
        "INT015",
    ),
    Case("300 MiB of spaces in a part", beside(swollen("xl/a.xml", b" ", 300)), "INT015"),
    Case("a picture of 300 MiB", beside(swollen("xl/media/image1.png", b"0", 300)), "INT015"),
    Case("a part that swells more than a hundredfold", beside(swollen("xl/a.xml", b" ", 1)), "INT015"),
    Case("60 entries for one part", raw_zip([Entry("a", b"x")], copies_of_first=60), "INT017"),
    Case("5 000 empty parts", beside(*(Entry(f"a{n}") for n in range(5000))), "INT017"),
    Case("5 000 sheets", beside(*(Entry(f"xl/worksheets/sheet{n}.xml") for n in range(2, 5001))), "INT019"),
    Case("one part twice", beside(Entry(SHEET, b"<x/>")), "INT017"),
    Case("one part twice but for case", beside(Entry(SHEET.upper(), b"<x/>")), "INT017"),
    Case("a locked part", beside(Entry("a", b"x", flags=1)), "INT017"),
    Case("a part packed by an unknown method", beside(Entry("a", b"x", method=9)), "INT017"),
    Case("a part packed by lzma", beside(Entry("a", b"x", method=14)), "INT017"),
    *(
        Case(f"a billion laughs in {name.rpartition('/')[2]}", defining(name, LAUGHS), "INT016")
        for name in (SHEET, STRINGS, WORKBOOK, STYLES, CORE, TYPES)
    ),
    *(
        Case(
            f"an external entity in {name.rpartition('/')[2]}",
            lambda path, name=name: path.write_bytes(
                defining(name, f'<!DOCTYPE a [<!ENTITY b SYSTEM "{(path.parent / "marker.txt").as_uri()}">]>')
            ),
            "INT016",
        )
        for name in (SHEET, STRINGS, WORKBOOK, STYLES, CORE, TYPES)
    ),
    Case("a small harmless entity", defining(SHEET, '<!DOCTYPE a [<!ENTITY b "x">]>'), "INT016"),
    Case("definitions elsewhere", defining(SHEET, '<!DOCTYPE a SYSTEM "http://example.org/a.dtd">'), "INT016"),
    Case("definitions in UTF-16", defining(SHEET, LAUGHS, "utf-16"), "INT016"),
    *(
        Case(f"a value in {reference}", place(reference), "INT014")
        for reference in ("A4294967295", "ZZZZZZZ1", "A0", "?!", "XFE1", "A1048577")
    ),
    Case("a million empty rows", with_rows("".join(f'<row r="{row}"/>' for row in range(20, 1_048_577))), "INT019"),
    Case("one long text in 20 000 cells", long_text(), "INT019"),
)
HARMLESS = (
    Case(
        "a value in the farthest corner",
        with_rows(cells([("XFD1048576", "långt borta")])),
        READ,
        also=("INT026", "INT038"),
    ),
    *(
        Case(f"dimension {said}", dimension(f'<dimension ref="{said}"/>'), READ)
        for said in ("A1:XFD1048576", "A1:AMJ1048576", "A1", "A1:B2")
    ),
    Case("no dimension", dimension(""), READ),
    Case(
        "100 000 blank formatted rows",
        with_rows(
            "".join(f'<row r="{row}"><c r="A{row}" s="1"/><c r="G{row}" s="1"/></row>' for row in range(20, 100_020))
        ),
        READ,
    ),
    Case("60 000 merged ranges over everything", merged_over(range(99_999, 900_000, 13)), READ),
    Case("the whole sheet merged", after('<mergeCells><mergeCell ref="A20:XFD1048576"/></mergeCells>'), READ),
    Case(
        "a link over a whole column",
        after('<hyperlinks><hyperlink ref="A1:A1048576" location="A1"/></hyperlinks>'),
        READ,
    ),
    Case(
        "50 000 names",
        edit(
            PLAN,
            WORKBOOK,
            lambda part: part.replace(
                b"</sheets>",
                b"</sheets><definedNames>"
                + b"".join(b'<definedName name="n%d">1</definedName>' % n for n in range(50_000))
                + b"</definedNames>",
            ),
        ),
        READ,
    ),
    *(
        Case(f"a part named {name.strip()}", beside(Entry(name, b"x")), READ, also=("INT027",))
        for name in ("../../x", "/x", "C:\\x")
    ),
    Case("macros", beside(Entry("xl/vbaProject.bin", b"x")), READ, also=("INT027",)),
    Case("macros of Excel 4", beside(Entry("xl/macrosheets/sheet1.xml", b"<x/>")), READ, also=("INT027",)),
    Case("links to other files", beside(Entry("xl/externalLinks/externalLink1.xml", b"<x/>")), READ, also=("INT027",)),
    Case(
        "a DDE link without its relations",
        beside(
            Entry(
                "xl/externalLinks/externalLink1.xml",
                b'<externalLink><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>',
            )
        ),
        READ,
        also=("INT027",),
    ),
)
CASES = (*DAMAGED, *BOMBS, *HARMLESS)
