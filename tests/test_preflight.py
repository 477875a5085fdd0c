"""Bytes in, a verdict out: what a file is, and whether a reader may have it."""

import dataclasses
import random
import struct

import pytest
from packages import (
    SHEET,
    STRINGS,
    WORKBOOK,
    Entry,
    edit,
    ods,
    ole,
    package,
    parts,
    plan,
    raw_zip,
    replace,
    swollen,
    without,
    written,
    xls,
    xlsb,
    zipped,
)

from exceltools.catalogue import CONTENT_WORDS, FILE_KINDS, core_rules
from exceltools.reading.candidates import Reason
from exceltools.reading.limits import Limits
from exceltools.reading.preflight import Passed, inspect, too_much

PLAN = plan()
RANDOM = random.Random(4)  # noqa: S311 - repeatable damage
CONTENT_TYPES = "[Content_Types].xml"
CORE = "docProps/core.xml"
STYLES = "xl/styles.xml"


def verdict(data: bytes, limits: Limits | None = None) -> str:
    """Give the format, or the code of the reason."""
    judged = inspect(data, limits or Limits())
    return judged.rule.code if isinstance(judged, Reason) else judged.format


def remarks(data: bytes) -> list[tuple[str, dict[str, str]]]:
    judged = inspect(data, Limits())
    assert isinstance(judged, Passed)
    return [(remark.rule.code, dict(remark.words)) for remark in judged.remarks]


def with_entries(*entries: Entry) -> bytes:
    return raw_zip([*(Entry(name, content) for name, content in parts(PLAN).items()), *entries])


def office(main: str) -> bytes:
    return zipped({CONTENT_TYPES: f'<Types><Override ContentType="application/vnd.{main}+xml"/></Types>'.encode()})


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(PLAN, "xlsx", id="XlsxWriter"),
        pytest.param(package(), "xlsx", id="bare xlsx"),
        pytest.param(package(strict=True), "strict", id="strict"),
        pytest.param(
            replace(
                PLAN,
                CONTENT_TYPES,
                b"openxmlformats-officedocument.spreadsheetml.sheet.main",
                b"ms-excel.sheet.macroEnabled.main",
            ),
            "xlsm",
            id="xlsm",
        ),
        pytest.param(replace(PLAN, CONTENT_TYPES, b"sheet.main+xml", b"template.main+xml"), "xlsx", id="template"),
        pytest.param(xlsb([["a"]]), "xlsb", id="xlsb"),
        pytest.param(xls([["a"]]), "xls", id="xls"),
        pytest.param(ole({"Book": b""}), "xls", id="xls of Excel 95"),
        pytest.param(ole({"WordDocument": b"", "Workbook": b""}), "xls", id="xls that holds a Word document"),
        pytest.param(ods(""), "ods", id="ods"),
        pytest.param(
            edit(PLAN, CONTENT_TYPES, lambda part: part.decode().replace("UTF-8", "UTF-16").encode("utf-16")),
            "xlsx",
            id="types in UTF-16",
        ),
        pytest.param(
            zipped({name.replace("/", "\\"): part for name, part in parts(PLAN).items()}), "xlsx", id="backslashes"
        ),
        pytest.param(PLAN + b"\0" * 100, "xlsx", id="a little behind the end"),
    ],
)
def test_workbooks_pass(data, expected):
    assert verdict(data) == expected


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        pytest.param(b"P", "text", id="one byte"),
        pytest.param("Mål;Tid\r\nfler unga i skolan;2021\r\n".encode(), "text", id="csv"),
        pytest.param("Mål;Tid\r\nfärre;2021\r\n".encode("cp1252"), "text", id="csv of Windows"),
        pytest.param("Mål\tTid\r\n".encode("utf-16"), "text", id="tsv in UTF-16"),
        pytest.param(b"<html><body><table><tr><td>Plan</td></tr></table></body></html>", "html", id="html"),
        pytest.param(b"\xef\xbb\xbf<!DOCTYPE html><html></html>", "html", id="html with a byte order mark"),
        pytest.param(b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n", "mhtml", id="mhtml"),
        pytest.param(b"%PDF-1.7\n%\xe2\xe3", "pdf", id="pdf"),
        pytest.param(b"{\\rtf1\\ansi", "rtf", id="rtf"),
        pytest.param(office("openxmlformats-officedocument.wordprocessingml.document.main"), "word", id="docx"),
        pytest.param(ole({"WordDocument": b"x"}), "word", id="doc"),
        pytest.param(office("openxmlformats-officedocument.presentationml.presentation.main"), "slides", id="pptx"),
        pytest.param(zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), "writer", id="odt"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0", "picture", id="png"),
        pytest.param(b"\xff\xd8\xff\xe0\0\x10JFIF", "picture", id="jpeg"),
        pytest.param(
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Table/></Workbook>',
            "excel-xml",
            id="SpreadsheetML 2003",
        ),
        pytest.param(
            b'<?xml version="1.0"?><office:document xmlns:meta="urn:x"><meta:a/><table:table/></office:document>',
            "xml",
            id="flat OpenDocument",
        ),
        pytest.param(zipped({"Index/Document.iwa": b"x"}), "numbers", id="numbers"),
        pytest.param(zipped({"Index.zip": b"x"}), "numbers", id="older numbers"),
        pytest.param(zipped({"Plan.xlsx": PLAN}), "zip", id="zip of workbooks"),
        pytest.param(zipped({}), "zip", id="empty zip"),
        pytest.param(b"7z\xbc\xaf\x27\x1c", "archive", id="7z"),
        pytest.param(b"Received: from x\r\nSubject: Plan\r\n\r\nHej", "e-mail", id="eml"),
        pytest.param(ole({"__properties_version1.0": b"x"}), "outlook", id="msg"),
        pytest.param(b"L\0\0\0\x01\x14\x02\0\0\0\0\0", "shortcut", id="lnk"),
        pytest.param(b"\x09\x04\x06\0\0\0\x10\0", "excel-4", id="Excel 4"),
        pytest.param(b"\0\x01\x02\x03" * 20, "unknown", id="anything"),
        pytest.param(ole({"Contents": b"x"}), "unknown", id="any OLE"),
    ],
)
def test_other_files_are_named_as_what_they_are(data, kind):
    judged = inspect(data, Limits())
    assert isinstance(judged, Reason)
    assert (judged.rule.code, judged.words) == ("INT010", FILE_KINDS[kind])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "INT009", id="no bytes"),
        pytest.param(b"\0" * 8192, "INT009", id="only zeros"),
        pytest.param(b"PK\x03\x04", "INT013", id="only the first bytes"),
        pytest.param(PLAN[: len(PLAN) // 10], "INT013", id="cut at a tenth"),
        pytest.param(PLAN[: len(PLAN) // 2], "INT013", id="cut in half"),
        pytest.param(PLAN[: len(PLAN) * 9 // 10], "INT013", id="cut at nine tenths"),
        pytest.param(PLAN[: len(PLAN) * 99 // 100], "INT013", id="cut at the very end"),
        pytest.param(xls([["x"]], password=True), "INT011", id="xls, password"),
        pytest.param(xls([["x"]])[:1024], "INT013", id="xls without its directory"),
        pytest.param(PLAN + b"\0" * 100_000, "INT014", id="zeros behind the end"),
        pytest.param(b"\0" * 500 + PLAN, "INT017", id="bytes before the zip"),
        pytest.param(b"%PDF-1.7" + b" " * 500 + PLAN, "INT017", id="a pdf before the zip"),
        pytest.param(zipped({"Plan.txt": b"x"}) + PLAN, "INT017", id="a zip before the zip"),
        pytest.param(ole({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}), "INT011", id="password"),
        pytest.param(ole({"EncryptedPackage": b"x", "DRMEncryptedTransform": b"x"}), "INT012", id="sensitivity label"),
        pytest.param(
            zipped(parts(ods("")) | {"META-INF/manifest.xml": b"<manifest:encryption-data/>"}),
            "INT011",
            id="ods, password",
        ),
        pytest.param(with_entries(swollen("xl/calcChain.xml", b"0", 300)), "INT015", id="300 MiB of zeros"),
        pytest.param(with_entries(swollen("xl/media/image1.png", b"0", 300)), "INT015", id="300 MiB in a picture"),
        pytest.param(with_entries(swollen("xl/a.xml", b" ", 110)), "INT015", id="one part above 100 MiB"),
        pytest.param(with_entries(swollen("xl/a.xml", b" ", 1)), "INT015", id="more than a hundredfold"),
        pytest.param(
            with_entries(dataclasses.replace(swollen("xl/a.xml", b"0", 300), size=500)),
            "INT014",
            id="a lie of 500 bytes",
        ),
        pytest.param(with_entries(Entry("xl/a.xml", b"hej", size=2)), "INT014", id="a lie of one byte"),
        pytest.param(with_entries(Entry("xl/a.xml", b"hej", crc=1)), "INT014", id="wrong checksum"),
        pytest.param(with_entries(Entry("xl/a.xml", b"hej", deflated=b"\xff" * 9)), "INT014", id="broken packing"),
        pytest.param(raw_zip([Entry("a", b"x")], copies_of_first=60), "INT017", id="sixty entries for one part"),
        pytest.param(with_entries(*(Entry(f"a{n}") for n in range(5000))), "INT017", id="5 000 empty parts"),
        pytest.param(
            with_entries(*(Entry(f"xl/worksheets/sheet{n}.xml") for n in range(2, 5001))), "INT019", id="5 000 sheets"
        ),
        pytest.param(
            with_entries(*(Entry(f"xl/worksheets/sheet{n}.xml") for n in range(2, 102))), "INT019", id="101 sheets"
        ),
        pytest.param(with_entries(Entry(SHEET, b"<x/>")), "INT017", id="one part twice"),
        pytest.param(with_entries(Entry(SHEET.upper(), b"<x/>")), "INT017", id="one part twice but for case"),
        pytest.param(with_entries(Entry("a", b"x", flags=1)), "INT017", id="a locked part"),
        pytest.param(with_entries(Entry("a", b"x", method=9)), "INT017", id="deflate64"),
        pytest.param(with_entries(Entry("a", b"x", method=14)), "INT017", id="lzma"),
        pytest.param(
            written(lambda book: book.set_custom_property("exceltools_output", "x")), "INT005", id="our own output"
        ),
    ],
)
def test_what_must_not_be_read_is_refused(data, code):
    assert verdict(data) == code


BILLION = '<!DOCTYPE a [<!ENTITY b "hahaha"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
EXTERNAL = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>'
SMALL = '<!DOCTYPE a [<!ENTITY b "x">]>'
OUTSIDE = '<!DOCTYPE a SYSTEM "http://example.org/a.dtd">'


def with_definition(name: str, definition: str, encoding: str = "utf-8") -> bytes:
    def change(part: bytes) -> bytes:
        head, root = part.decode().split("?>", 1)
        return f"{head.replace('UTF-8', encoding)}?>{definition}{root}".encode(encoding)

    return edit(PLAN, name, change)


@pytest.mark.parametrize("definition", [BILLION, EXTERNAL], ids=["a billion laughs", "external entity"])
@pytest.mark.parametrize("name", [SHEET, STRINGS, WORKBOOK, STYLES, CORE, CONTENT_TYPES])
def test_definitions_are_refused_in_every_part(name, definition):
    assert verdict(with_definition(name, definition)) == "INT016"


@pytest.mark.parametrize("definition", [SMALL, OUTSIDE], ids=["harmless entity", "definitions elsewhere"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_definitions_are_refused_in_every_writing(definition, encoding):
    assert verdict(with_definition(SHEET, definition, encoding)) == "INT016"


def test_a_definition_far_into_a_part_is_seen_across_pieces():
    for offset in (2**20 - 5, 2**20, 3 * 2**20 - 2):
        noise = RANDOM.randbytes(offset // 2 + 8).hex().encode()[:offset]
        assert verdict(with_entries(Entry("xl/a.xml", noise + b"<!DOCTYPE a>"))) == "INT016"


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        pytest.param(Entry("xl/media/image1.svg", b"<!DOCTYPE svg><svg/>"), [], id="a drawing with its document type"),
        pytest.param(swollen("xl/media/image1.bmp", b"\xff", 5), [], id="a white picture"),
        pytest.param(swollen("xl/drawings/vmlDrawing1.vml", b" ", 5), [], id="the boxes of a thousand notes"),
        pytest.param(swollen("xl/comments1.xml", b" ", 5), [], id="a thousand equal notes"),
        pytest.param(Entry("xl/vbaProject.bin", b"x"), ["makron"], id="macros"),
        pytest.param(Entry("xl/macrosheets/sheet1.xml", b"<x/>"), ["makron"], id="macros of Excel 4"),
        pytest.param(
            Entry("xl/externalLinks/externalLink1.xml", b"<x/>"), ["länkar till andra filer"], id="external links"
        ),
        pytest.param(Entry("../../x", b"x"), ["delar med vilseledande namn"], id="up and away"),
        pytest.param(Entry("/x", b"x"), ["delar med vilseledande namn"], id="root"),
        pytest.param(Entry("C:\\x", b"x"), ["delar med vilseledande namn"], id="drive"),
    ],
)
def test_what_does_not_hinder_is_remarked(entry, found):
    assert remarks(with_entries(entry)) == [("INT027", {"what": what}) for what in found]


def test_several_remarks_are_one_sentence():
    data = with_entries(Entry("xl/vbaProject.bin", b"x"), Entry("xl/externalLinks/externalLink1.xml", b"<x/>"))
    assert remarks(data) == [("INT027", {"what": "makron och länkar till andra filer"})]


def test_formats_that_hide_things_from_the_reader_are_remarked():
    assert remarks(xls([["a"]])) == [("INT028", {"format": "xls"})]
    assert remarks(xlsb([["a"]])) == [("INT028", {"format": "xlsb"})]
    assert remarks(ods("")) == []


def test_without_its_list_of_types_a_package_is_only_a_zip():
    assert inspect(without(PLAN, CONTENT_TYPES), Limits()) == Reason(core_rules()["INT010"], FILE_KINDS["zip"])


def test_numbers_are_grouped_as_in_swedish():
    assert dict(too_much("cells", 1_234_567, 1_000_000).words) == {
        "what": CONTENT_WORDS["cells"],
        "count": "1\u00a0234\u00a0567",
        "limit": "1\u00a0000\u00a0000",
    }


def test_a_name_in_the_middle_of_a_stream_is_no_directory_entry():
    data = ole({"Contents": b"x" * 40 + "EncryptedPackage".encode("utf-16-le") + b"\0\0", "Workbook": b""})
    assert verdict(data) == "xls"


def test_no_damage_escapes_as_an_exception():
    source = RANDOM
    for _ in range(300):
        data = bytearray(PLAN)
        for _ in range(source.randrange(1, 6)):
            data[source.randrange(len(data))] = source.randrange(256)
        assert isinstance(inspect(bytes(data), Limits()), Passed | Reason)


def test_a_directory_that_points_outside_is_refused():
    data = bytearray(PLAN)
    at = PLAN.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 42, len(PLAN) + 5)
    assert verdict(bytes(data)) == "INT014"
