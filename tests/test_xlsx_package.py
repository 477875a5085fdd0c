"""The package says its language, holds text as text, and knows when XlsxWriter has moved what it leans on."""

from __future__ import annotations

import pytest
import xlsxwriter
import xlsxwriter.workbook
from opening import MAIN, parts, texts, trees
from results import HOSTILE
from xlsxwriter.core import Core
from xlsxwriter.packager import Packager
from xlsxwriter.sharedstrings import SharedStrings
from xlsxwriter.worksheet import Worksheet

from exceltools.consolidated.xlsx_package import TextWorkbook, number_of
from exceltools.safe_text import held


def made(*values, height=15):
    book = TextWorkbook("sv-SE")
    sheet = book.sheet("Blad")
    plain = number_of(book.add_format({"bold": True}))
    for row, value in enumerate(values):
        sheet.add_row(row, 1, [(value, plain)], height)
    return book.finish()


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (xlsxwriter.Workbook, "_get_packager"),
        (xlsxwriter.Workbook, "_store_workbook"),
        (xlsxwriter.workbook, "ZipFile"),
        (Packager, "_write_core_file"),
        (Packager, "_write_shared_strings_file"),
        (Core, "_write_cp_content_status"),
        (SharedStrings, "_write_si"),
        (Worksheet, "_write_rows"),
        (Worksheet, "_write_row"),
        (Worksheet, "_write_empty_row"),
        (Worksheet, "_write_cell"),
        (Worksheet, "_check_dimensions"),
    ],
)
def test_xlsxwriter_still_has_what_is_replaced(owner, name):
    assert callable(getattr(owner, name))


def test_packing_quickly_is_ours_alone():
    usual = xlsxwriter.workbook.ZipFile
    made("x" * 100_000)
    assert xlsxwriter.workbook.ZipFile is usual


def test_the_document_says_its_language():
    core = trees(made("x"))["docProps/core.xml"]
    assert [one.text for one in core if one.tag.endswith("}language")] == ["sv-SE"]


@pytest.mark.parametrize("name", HOSTILE)
def test_text_comes_back_as_it_went_in(name):
    text = held(HOSTILE[name])
    data = made(text)
    assert texts(data)["Blad"] == {"B1": text}
    assert b"<f>" not in parts(data)["xl/worksheets/sheet1.xml"]


def test_markup_of_a_district_is_not_let_through():
    """XlsxWriter on its own takes a text that begins with <r> and ends with </r> for its own markup."""
    strings = parts(made("<r><t>x</r>"))["xl/sharedStrings.xml"]
    assert b"&lt;r&gt;&lt;t&gt;x&lt;/r&gt;" in strings


def test_numbers_texts_and_empty_cells_stand_where_they_should():
    assert texts(made("text", 7, 1.5, None, ""))["Blad"] == {"B1": "text", "B2": "7", "B3": "1.5"}


def test_added_rows_and_single_cells_go_together():
    book = TextWorkbook("sv-SE")
    sheet = book.sheet("Blad")
    plain = number_of(book.add_format())
    sheet.write_string(4, 0, "under")
    sheet.add_row(2, 0, [("mitten", plain), (2, plain)], 30)
    sheet.write_string(0, 0, "över")
    sheet.set_row(6, 6)
    data = book.finish()
    assert texts(data)["Blad"] == {"A1": "över", "A3": "mitten", "B3": "2", "A5": "under"}
    tree = trees(data)["xl/worksheets/sheet1.xml"]
    assert [row.get("r") for row in tree.iter(f"{MAIN}row")] == ["1", "3", "5", "7"]
    assert next(tree.iter(f"{MAIN}dimension")).get("ref") == "A1:B7"


def test_excel_may_adjust_the_height_of_an_added_row():
    (row,) = trees(made("x", height=45))["xl/worksheets/sheet1.xml"].iter(f"{MAIN}row")
    assert row.get("ht") == "45"
    assert row.get("customHeight") is None


def test_nothing_is_written_on_the_way(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    made("x")
    assert list(tmp_path.iterdir()) == []
