"""What calamine does not tell of binary workbooks, read from their records."""

import random
import struct

import pytest
from packages import ods, ole, parts, xls, xlsb, zipped

from exceltools.reading import ole as container
from exceltools.reading import records
from exceltools.reading.candidates import Candidate
from exceltools.reading.outcomes import read_all
from exceltools.reading.wire import Failure

SHEET = "xl/worksheets/sheet1.bin"


def record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def old(*extra: bytes) -> bytes:
    """Write an Excel 97 workbook with two rows and further records in its sheet."""
    book = container.stream(xls([["a", "b"], ["c", "d"]]), "Workbook")
    ending = record(0x000A, b"")
    return ole({"Workbook": book[: book.rindex(ending)] + b"".join(extra) + ending})


def new(*extra: bytes) -> bytes:
    """Write the same in the binary format of Excel 2007; each extra is a kind below 128 and its content."""
    data = xlsb([["a", "b"], ["c", "d"]])
    sheet = parts(data)[SHEET]
    end = sheet.rindex(b"\x92\x01\x00")
    return zipped(parts(data) | {SHEET: sheet[:end] + b"".join(extra) + sheet[end:]})


def short(kind: int, content: bytes) -> bytes:
    return bytes([kind, len(content)]) + content


HIDDEN_97 = record(0x0208, struct.pack("<HHHHHHHH", 1, 0, 2, 300, 0, 0, 0x20, 0))
SHOWN_97 = record(0x0208, struct.pack("<HHHHHHHH", 0, 0, 2, 300, 0, 0, 0, 0))
HIDDEN_2007 = short(0, struct.pack("<IIHBBBI", 1, 0, 300, 0, 0x10, 0, 0))


@pytest.mark.parametrize(
    ("data", "kind", "noted"),
    [
        pytest.param(old(), "xls", [], id="nothing odd, xls"),
        pytest.param(new(), "xlsb", [], id="nothing odd, xlsb"),
        pytest.param(
            old(record(0x0205, struct.pack("<HHHBB", 4, 2, 0, 23, 1))),
            "xls",
            [("error-value", "C5", "#REF!")],
            id="an error, xls",
        ),
        pytest.param(old(record(0x0205, struct.pack("<HHHBB", 4, 2, 0, 1, 0))), "xls", [], id="true is no error, xls"),
        pytest.param(
            old(record(0x0006, struct.pack("<HHH", 4, 0, 0) + bytes([2, 0, 42, 0, 0, 0, 255, 255]) + bytes(8))),
            "xls",
            [("error-value", "A5", "#N/A")],
            id="a formula's error, xls",
        ),
        pytest.param(
            new(short(0, struct.pack("<IIHBBBI", 4, 0, 300, 0, 0, 0, 0)), short(3, struct.pack("<IIB", 2, 0, 7))),
            "xlsb",
            [("error-value", "C5", "#DIV/0!")],
            id="an error, xlsb",
        ),
        pytest.param(old(SHOWN_97, HIDDEN_97), "xls", [("hidden-row", "2", "")], id="a hidden row, xls"),
        pytest.param(new(HIDDEN_2007), "xlsb", [("hidden-row", "2", "")], id="a hidden row, xlsb"),
        pytest.param(
            old(record(0x007D, struct.pack("<HHHHHH", 1, 255, 2000, 0, 1, 0))),
            "xls",
            [("hidden-column", "B", "")],
            id="hidden columns, xls",
        ),
        pytest.param(
            new(short(60, struct.pack("<IIIIH", 1, 16383, 2000, 0, 1))),
            "xlsb",
            [("hidden-column", "B", "")],
            id="hidden columns, xlsb",
        ),
    ],
)
def test_what_is_hidden_or_wrong_is_noted(data, kind, noted):
    (outcome,) = read_all([Candidate(f"plan.{kind}", opener=lambda: data)])
    assert outcome.workbook is not None, outcome.reason
    (sheet,) = outcome.workbook.sheets
    texts = {(1, 1): "a", (1, 2): "b", (2, 1): "c", (2, 2): "d"}
    assert {place: text for place, text in sheet.values.items() if isinstance(text, str)} == texts
    assert [(each.kind, each.cell, each.detail) for each in outcome.workbook.noted] == noted


def test_a_workbook_older_than_excel_97_is_not_known():
    book = record(0x0809, struct.pack("<HH", 0x0500, 0x05)) + record(0x000A, b"")
    assert records.scans(ole({"Workbook": book}), "xls") is None
    assert records.scans(ole({"Book": book}), "xls") is None


def test_small_and_large_streams_are_read_whole():
    for size in (0, 1, 64, 4096, 5000, 200_000):
        content = random.Random(size).randbytes(size)  # noqa: S311 - repeatable
        assert container.stream(ole({"Annat": b"x" * 700, "Workbook": content}), "Workbook")[:size] == content
    assert container.stream(ole({"Annat": b"x"}), "Workbook") is None


@pytest.mark.parametrize(("data", "kind"), [(old(HIDDEN_97), "xls"), (new(HIDDEN_2007), "xlsb")], ids=["xls", "xlsb"])
def test_damage_is_a_failure_or_nothing(data, kind):
    source = random.Random(5)  # noqa: S311 - repeatable
    for _ in range(300):
        damaged = bytearray(data if kind == "xls" else parts(data)[SHEET])
        for _ in range(source.randrange(1, 6)):
            damaged[source.randrange(len(damaged))] = source.randrange(256)
        whole = bytes(damaged) if kind == "xls" else zipped(parts(data) | {SHEET: bytes(damaged)})
        try:
            found = records.scans(whole, kind)
        except Failure as failure:
            found = failure.name
        assert found is None or found == "damaged" or isinstance(found, dict)


def test_what_is_no_container_has_no_streams():
    for data in (b"", b"x", ods(""), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff" * 5000):
        assert container.stream(data, "Workbook") is None
