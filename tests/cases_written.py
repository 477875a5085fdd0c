"""Plans that other programs, other settings or other people wrote: read, whole, whatever they are called."""

from __future__ import annotations

import io
import re

import openpyxl
from cases_case import READ, Case
from packages import (
    HEADERS,
    SHEET,
    STRINGS,
    WORKBOOK,
    cells,
    edit,
    ods,
    ole,
    package,
    parts,
    plan,
    without,
    xls,
    xlsb,
    zipped,
)

PLAN = plan("okänd")
ROWS = [[f"{header} {row}" for header in HEADERS] for row in (1, 2, 3)]
LETTERS = "ABCDEFG"
STYLES, RELATIONS = "xl/styles.xml", "xl/_rels/workbook.xml.rels"


def grid(lines=(HEADERS, *ROWS)):
    """Give rows of bare XML, from the first row on."""
    return cells(
        *(
            [(f"{letter}{number}", text) for letter, text in zip(LETTERS, line, strict=False)]
            for number, line in enumerate(lines, 1)
        )
    )


def prefixed(part: bytes) -> bytes:
    return re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", part).replace(b"xmlns=", b"xmlns:x=")


def encoded(name: str, encoding: str) -> bytes:
    return edit(PLAN, name, lambda part: part.decode().replace("UTF-8", encoding).encode(encoding))


def renamed(old: str, new: str) -> bytes:
    return zipped({new if name == old else name: part for name, part in parts(PLAN).items()})


def by_openpyxl(form: str = "") -> bytes:
    book = openpyxl.Workbook()
    for line in (HEADERS, *ROWS):
        book.active.append(line)
    target = io.BytesIO()
    book.template = form == "template"
    book.save(target)
    return target.getvalue()


def as_document(count: int = 3) -> bytes:
    lines = (
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' for text in line
        )
        + "</table:table-row>"
        for line in (HEADERS, *ROWS[:count])
    )
    return ods("".join(lines))


def macro() -> bytes:
    return edit(
        PLAN,
        "[Content_Types].xml",
        lambda part: part.replace(
            b"openxmlformats-officedocument.spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml"
        ),
    )


def broken_looks(old: bytes, new: bytes) -> bytes:
    return edit(PLAN, STYLES, lambda part: re.sub(old, new, part, count=1))


OLD = ("INT028",)
OTHERWISE = ("INT026",)
CASES = (
    Case("saved by openpyxl", by_openpyxl(), READ),
    Case("saved as a template", by_openpyxl("template"), READ, "xltx"),
    Case("a workbook with macros by its type", macro(), READ, "xlsm"),
    Case("Strict Open XML", package(grid(), strict=True), READ),
    Case("xls", xls([HEADERS, *ROWS]), READ, "xls", also=OLD),
    Case("xlsb", xlsb([HEADERS, *ROWS]), READ, "xlsb", also=OLD),
    Case("ods", as_document(), READ, "ods"),
    Case("xls named .xlsx", xls([HEADERS, *ROWS[:2]]), READ, activities=2, also=OLD),
    Case("ods named .xlsx", as_document(2), READ, activities=2),
    Case("xlsx named .xls", package(grid((HEADERS, *ROWS[:1]))), READ, "xls", activities=1),
    Case("xlsx named .XLSX", package(grid((HEADERS, *ROWS[:2]))), READ, "XLSX", activities=2),
    Case(
        "xlsx with a space after its name",
        package(grid((HEADERS, ROWS[0])), extra={"a.xml": "<a/>"}),
        READ,
        "xlsx ",
        activities=1,
    ),
    Case(
        "xlsx without an extension", package(grid((HEADERS, ROWS[0])), extra={"b.xml": "<b/>"}), READ, "", activities=1
    ),
    Case("xlsx named .zip", package(grid((HEADERS, ROWS[0])), extra={"c.xml": "<c/>"}), READ, "zip", activities=1),
    Case("xlsx named .pdf", package(grid((HEADERS, ROWS[0])), extra={"d.xml": "<d/>"}), READ, "pdf", activities=1),
    Case("prefixed names", edit(PLAN, SHEET, prefixed), READ),
    Case("a byte order mark", edit(PLAN, SHEET, lambda part: b"\xef\xbb\xbf" + part), READ),
    Case("a sheet in UTF-16", encoded(SHEET, "utf-16"), READ, also=OTHERWISE),
    Case("texts in UTF-16", encoded(STRINGS, "utf-16"), READ, also=OTHERWISE),
    Case("texts in Latin-1", encoded(STRINGS, "iso-8859-1"), READ, also=OTHERWISE),
    Case(
        "texts in Latin-1 that say they are UTF-8",
        edit(PLAN, STRINGS, lambda part: part.decode().encode("cp1252")),
        READ,
        also=OTHERWISE,
    ),
    Case(
        "absolute targets", edit(PLAN, RELATIONS, lambda part: part.replace(b'"worksheets/', b'"/xl/worksheets/')), READ
    ),
    Case("a part in other case", renamed(STRINGS, "xl/SharedStrings.xml"), READ),
    Case("backslashes", zipped({name.replace("/", "\\"): part for name, part in parts(PLAN).items()}), READ),
    Case("no properties", without(without(PLAN, "docProps/core.xml"), "docProps/app.xml"), READ),
    Case("texts in the cells", package(grid(), extra={"e.xml": "<e/>"}), READ),
    Case(
        "rows out of order",
        edit(PLAN, SHEET, lambda part: re.sub(rb'(<row r="5".*?</row>)(<row r="6".*?</row>)', rb"\2\1", part)),
        READ,
    ),
    Case(
        "cells without places",
        edit(PLAN, SHEET, lambda part: re.sub(rb' r="[A-Z]\d"', b"", part)),
        READ,
        also=OTHERWISE,
    ),
    Case("rows without numbers", edit(PLAN, SHEET, lambda part: re.sub(rb'<row r="([567])"', b"<row", part)), READ),
    Case(
        "no styles",
        edit(without(PLAN, STYLES), RELATIONS, lambda part: re.sub(rb"<Relationship [^>]*styles[^>]*/>", b"", part)),
        READ,
    ),
    Case("an empty fill", broken_looks(rb"<fill>.*?</fill>", b"<fill/>"), READ),
    Case("an unknown font family", broken_looks(rb'<family val="2"/>', b'<family val="99"/>'), READ),
    Case("an unknown colour", broken_looks(rb'<color theme="1"/>', b'<color rgb="blue"/>'), READ),
    Case(
        "a broken pane",
        edit(
            PLAN,
            SHEET,
            lambda part: part.replace(
                b"<sheetData>",
                b'<sheetViews><sheetView workbookViewId="0"><pane state="sned"/></sheetView></sheetViews><sheetData>',
                1,
            ),
        ),
        READ,
    ),
    Case(
        "control characters",
        edit(PLAN, STRINGS, lambda part: part.replace(b"Ansvarig 1", b"Ansvarig\x01\x0b _x0007_ 1")),
        READ,
    ),
    Case(
        "half a character",
        edit(PLAN, STRINGS, lambda part: part.replace(b"Ansvarig 1", b"Ansvarig &#xD800; 1")),
        READ,
        also=OTHERWISE,
    ),
    Case(
        "every error value",
        package(
            grid()
            + "".join(
                f'<row r="{9 + n}"><c r="A{9 + n}" t="e"><v>{error}</v></c></row>'
                for n, error in enumerate(("#REF!", "#N/A", "#SPILL!", "#CALC!", "#GETTING_DATA", "#SAKNAS!"))
            )
        ),
        READ,
        also=OTHERWISE,
    ),
    Case(
        "a formula without a value",
        package(grid() + '<row r="9"><c r="D9"><f>1+1</f></c></row>'),
        READ,
        also=("INT037",),
    ),
    Case(
        "a hidden row",
        edit(PLAN, SHEET, lambda part: part.replace(b'<row r="6"', b'<row r="6" hidden="1"')),
        READ,
        also=("INT036",),
    ),
    Case(
        "a hidden sheet",
        edit(PLAN, WORKBOOK, lambda part: part.replace(b'sheetId="1"', b'sheetId="1" state="veryHidden"')),
        READ,
        also=("INT036",),
    ),
    Case("no table at all", package(cells([("A1", "Budget"), ("B1", "12")])), "INT030"),
    Case("nothing in it", package(), "INT030"),
    Case("headers and nothing below", package(grid([HEADERS])), READ, activities=0, also=("INT032",)),
    Case("an empty old workbook", xls([]), "INT023", "xls"),
    Case("an old workbook of garbage", ole({"Workbook": b"\x09\x08" * 4000}), "INT014", "xls"),
)
