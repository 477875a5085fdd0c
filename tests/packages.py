"""Workbooks for tests: made in code, and mutilated in code.

`plan()` is the good neighbour of every hostile case. `package()` writes an Office package from bare XML, so that a test
shows the very cells it is about; `edit()` changes one part of any package; `raw_zip()` writes zips that no library
would write.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import xlsxwriter

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
SHEET = "xl/worksheets/sheet1.xml"
WORKBOOK = "xl/workbook.xml"
STRINGS = "xl/sharedStrings.xml"
HEADERS = (
    "Prioriterad utgångspunkt",
    "Område",
    "Mål och nytta",
    "Metoder och arbetssätt",
    "Ansvarig",
    "Tidsplan",
    "Uppföljning",
)


def written(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    """Give the workbook that XlsxWriter makes of what `fill` does."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as workbook:
        fill(workbook)
    return target.getvalue()


def plan(name: str = "Bromma", rows: int = 3) -> bytes:
    """Give a small good plan: headers in row 4, one activity a row below."""

    def fill(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.add_worksheet("Handlingsplan")
        sheet.write(0, 0, f"Handlingsplan för {name}")
        sheet.write_row(3, 0, HEADERS)
        for row in range(rows):
            sheet.write_row(4 + row, 0, [f"{header} {row + 1} i {name}" for header in HEADERS])

    return written(fill)


def parts(data: bytes) -> dict[str, bytes]:
    """Give a package's parts by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def zipped(entries: Mapping[str, bytes] | Iterable[tuple[str, bytes]]) -> bytes:
    """Zip parts up."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items() if isinstance(entries, Mapping) else entries:
            archive.writestr(zipfile.ZipInfo(name, (2021, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def edit(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Change one part of a package; the change must change something."""
    contents = parts(data)
    changed = change(contents[name])
    assert changed != contents[name], f"nothing was changed in {name}"
    return zipped(contents | {name: changed})


def replace(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """Replace some bytes of one part, everywhere."""
    return edit(data, name, lambda part: part.replace(old, new))


def without(data: bytes, name: str) -> bytes:
    """Leave one part out."""
    contents = parts(data)
    del contents[name]
    return zipped(contents)


def package(  # noqa: PLR0913 - one argument for each part
    rows: str = "",
    *,
    strings: Sequence[str] = (),
    before: str = "",
    after: str = "",
    styles: str | None = None,
    workbook: str = "",
    extra: Mapping[str, str | bytes] | None = None,
    strict: bool = False,
) -> bytes:
    """Write a package with one sheet, "Blad1".

    Args:
        rows: what stands in sheetData.
        strings: the inside of each shared string, as XML.
        before: what stands before sheetData.
        after: what stands after it.
        styles: the styles part.
        workbook: what stands in the workbook part after the sheets.
        extra: further parts.
        strict: with the namespaces of Strict Open XML.
    """
    main, relations = (STRICT_MAIN, STRICT_RELATIONS) if strict else (MAIN, RELATIONS)
    spaces = f'xmlns="{main}" xmlns:r="{relations}"'
    items = "".join(f"<si>{item}</si>" for item in strings)
    contents: dict[str, str | bytes] = {
        "[Content_Types].xml": _content_types(styles is not None),
        "_rels/.rels": _related(relations, [("officeDocument", "xl/workbook.xml")]),
        WORKBOOK: f'<workbook {spaces}><sheets><sheet name="Blad1" sheetId="1" r:id="rId1"/></sheets>'
        f"{workbook}</workbook>",
        "xl/_rels/workbook.xml.rels": _related(
            relations,
            [("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")]
            + [("styles", "styles.xml")] * (styles is not None),
        ),
        SHEET: f"<worksheet {spaces}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>",
        STRINGS: f'<sst xmlns="{main}">{items}</sst>',
    }
    if styles is not None:
        contents["xl/styles.xml"] = styles
    declared = {
        name: '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + content
        if isinstance(content, str)
        else content
        for name, content in (contents | dict(extra or {})).items()
    }
    return zipped({name: text.encode() if isinstance(text, str) else text for name, text in declared.items()})


def _content_types(styles: bool) -> str:  # noqa: FBT001
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = [(WORKBOOK, "sheet.main"), (SHEET, "worksheet"), (STRINGS, "sharedStrings")]
    overrides += [("xl/styles.xml", "styles")] * styles
    listed = "".join(f'<Override PartName="/{name}" ContentType="{kind}.{what}+xml"/>' for name, what in overrides)
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def _related(relations: str, targets: Sequence[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{relations}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}</Relationships>'
    )


def cells(*rows: Sequence[tuple[str, str]]) -> str:
    """Give rows of inline texts: cells(("A1", "text"), ...), a sequence for each row."""
    return "".join(
        f'<row r="{re.sub("[A-Z]", "", row[0][0])}">'
        + "".join(f'<c r="{ref}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>' for ref, text in row)
        + "</row>"
        for row in rows
    )


@dataclass(frozen=True)
class Entry:
    """A zip entry as it is to be written, whether or not it is true."""

    name: str
    content: bytes = b""
    size: int | None = None  # as declared
    crc: int | None = None
    method: int = 8
    flags: int = 0
    deflated: bytes | None = None  # instead of deflating the content


def raw_zip(entries: Sequence[Entry], *, copies_of_first: int = 0) -> bytes:
    """Write a zip byte by byte; `copies_of_first` more entries of the directory point at the first part."""
    body, directory = b"", []
    for entry in entries:
        packer = zlib.compressobj(wbits=-15)
        packed = entry.deflated if entry.deflated is not None else packer.compress(entry.content) + packer.flush()
        crc = zlib.crc32(entry.content) if entry.crc is None else entry.crc
        size = len(entry.content) if entry.size is None else entry.size
        fields = struct.pack("<HHHHHIII", 20, entry.flags, entry.method, 0, 0x21, crc, len(packed), size)
        name = entry.name.encode()
        directory.append((fields, name, len(body)))
        body += b"PK\x03\x04" + fields + struct.pack("<HH", len(name), 0) + name + packed
    first = directory[0]
    directory += [(first[0], b"%d-" % number + first[1], first[2]) for number in range(copies_of_first)]
    central = b"".join(
        b"PK\x01\x02\x14\x00" + fields + struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, at) + name
        for fields, name, at in directory
    )
    count = len(directory)
    end = struct.pack("<HHHHIIH", 0, 0, min(count, 0xFFFF), min(count, 0xFFFF), len(central), len(body), 0)
    return body + central + b"PK\x05\x06" + end


def swollen(name: str, byte: bytes, mebibytes: int) -> Entry:
    """Give an entry that unpacks to so many equal bytes, without packing them all."""
    packer = zlib.compressobj(wbits=-15)
    block = packer.compress(byte * 2**20) + packer.flush(zlib.Z_FULL_FLUSH)
    crc = 0
    for _ in range(mebibytes):
        crc = zlib.crc32(byte * 2**20, crc)
    return Entry(name, size=mebibytes * 2**20, crc=crc, deflated=block * mebibytes + packer.flush())


def ole(streams: Mapping[str, bytes]) -> bytes:
    """Write an OLE file; each stream is padded so that it lies in ordinary sectors."""
    sectors: list[bytes] = []
    chains: list[int] = []
    entries = [_ole_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1 if streams else 0xFFFFFFFF)]
    for number, (name, content) in enumerate(streams.items(), start=1):
        padded = content.ljust(max(4096, -(-len(content) // 512) * 512), b"\0")
        blocks = [padded[at : at + 512] for at in range(0, len(padded), 512)]
        following = number + 1 if number < len(streams) else 0xFFFFFFFF
        entries.append(_ole_entry(name, 2, len(sectors), len(padded), right=following))
        chains += [*range(len(sectors) + 1, len(sectors) + len(blocks)), 0xFFFFFFFE]
        sectors += blocks
    table = b"".join(entries).ljust(-(-len(entries) // 4) * 512, b"\0")
    first_of_directory = len(sectors)
    blocks = [table[at : at + 512] for at in range(0, len(table), 512)]
    chains += [*range(first_of_directory + 1, first_of_directory + len(blocks)), 0xFFFFFFFE]
    sectors += blocks
    count = 1
    while (len(chains) + count) * 4 > count * 512:
        count += 1
    allocation = [*chains, *[0xFFFFFFFD] * count]
    packed = struct.pack(f"<{len(allocation)}I", *allocation).ljust(count * 512, b"\xff")
    where = [len(sectors) + number for number in range(count)]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    head += struct.pack("<IIIIIIIII", 0, count, first_of_directory, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", *where, *[0xFFFFFFFF] * (109 - count))
    return head + b"".join(sectors) + packed


def _ole_entry(  # noqa: PLR0913 - the fields of the entry
    name: str, kind: int, start: int, size: int, *, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF
) -> bytes:
    text = name.encode("utf-16-le")
    head = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text) + 2, kind, 1, 0xFFFFFFFF, right, child)
    return head + b"\0" * 36 + struct.pack("<IQ", start, size)


def xls(rows: Sequence[Sequence[str | float]], name: str = "Blad1", *, password: bool = False) -> bytes:
    """Write an Excel 97 workbook with texts and numbers from A1; one that says it is encrypted if asked to."""

    def record(kind: int, content: bytes) -> bytes:
        return struct.pack("<HH", kind, len(content)) + content

    sheet = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0, 0, 0, 0))
    width = max((len(row) for row in rows), default=0)
    sheet += record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, str):
                text = value.encode("utf-16-le")
                sheet += record(0x0204, struct.pack("<HHHHB", at, column, 0, len(text) // 2, 1) + text)
            else:
                sheet += record(0x0203, struct.pack("<HHHd", at, column, 0, value))
    sheet += record(0x000A, b"")
    start = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x05, 0, 0, 0, 0))
    start += record(0x002F, struct.pack("<HHH", 1, 1, 2)) if password else b""
    start += record(0x0042, struct.pack("<H", 1200))
    title = name.encode("utf-16-le")
    listed = struct.pack("<BBBB", 0, 0, len(name), 1) + title
    offset = len(start) + 4 + 4 + len(listed) + 4
    book = start + record(0x0085, struct.pack("<I", offset) + listed) + record(0x000A, b"")
    return ole({"Workbook": book + sheet})


def xlsb(rows: Sequence[Sequence[str | float]], *, corner: bool = False) -> bytes:
    """Write a binary workbook of Excel 2007 with texts and numbers from A1, and with one in XFD1048576 if asked to."""

    def text(value: str) -> bytes:
        return struct.pack("<I", len(value)) + value.encode("utf-16-le")

    def record(kind: int, content: bytes = b"") -> bytes:
        identity = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
        size, length = len(content), b""
        while True:
            size, low = size >> 7, size & 0x7F
            length += bytes([low | (0x80 if size else 0)])
            if not size:
                return identity + length + content

    width = max((len(row) for row in rows), default=1)
    sheet = record(129) + record(148, struct.pack("<IIII", 0, max(len(rows) - 1, 0), 0, width - 1)) + record(145)
    for at, row in enumerate(rows):
        sheet += record(0, struct.pack("<IIHBBBI", at, 0, 300, 0, 0, 0, 0))
        for column, value in enumerate(row):
            place = struct.pack("<II", column, 0)
            is_text = isinstance(value, str)
            sheet += record(6, place + text(value)) if is_text else record(5, place + struct.pack("<d", value))
    if corner:
        sheet += record(0, struct.pack("<IIHBBBI", 1_048_575, 0, 300, 0, 0, 0, 0))
        sheet += record(6, struct.pack("<II", 16_383, 0) + text("x"))
    sheet += record(146) + record(130)
    bundle = record(156, struct.pack("<II", 0, 1) + text("rId1") + text("Blad1"))
    book = record(131) + record(143) + bundle + record(144) + record(132)
    return zipped(
        {
            "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            b'<Override PartName="/xl/workbook.bin" '
            b'ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>',
            "_rels/.rels": _related(RELATIONS, [("officeDocument", "xl/workbook.bin")]).encode(),
            "xl/_rels/workbook.bin.rels": _related(RELATIONS, [("worksheet", "worksheets/sheet1.bin")]).encode(),
            "xl/workbook.bin": book,
            "xl/worksheets/sheet1.bin": sheet,
        }
    )


def ods(rows: str, *, tables: str = "", styles: str = "", names: str = "", meta: str = "") -> bytes:
    """Write an OpenDocument spreadsheet with one sheet, "Blad1".

    Args:
        rows: what stands in the sheet.
        tables: further sheets, or anything that stands beside them.
        styles: automatic styles.
        names: named expressions.
        meta: what stands in the document's properties.
    """
    spaces = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (
            ("office", "office"),
            ("table", "table"),
            ("text", "text"),
            ("style", "style"),
            ("meta", "meta"),
        )
    )
    spaces += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    spaces += ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    content = (
        f"<office:document-content{spaces}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f'<office:spreadsheet><table:table table:name="Blad1">{rows}</table:table>{tables}'
        f"<table:named-expressions>{names}</table:named-expressions></office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    properties = f"<office:document-meta{spaces}><office:meta>{meta}</office:meta></office:document-meta>"
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content.encode(),
            "meta.xml": properties.encode(),
            "META-INF/manifest.xml": b"<manifest/>",
        }
    )
