"""Sheets get legal names, rows their height, and text stays text."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opening import links, parts, texts, trees
from results import HOSTILE, small_city

from exceltools.consolidated import book as book_module
from exceltools.consolidated.book import Book, Heading, internal, lines_of, sheet_names
from exceltools.safe_text import held


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        pytest.param(["Bromma"], ["Bromma"], id="ordinary"),
        pytest.param(["A/B: [C]*?\\"], ["A-B- -C----"], id="forbidden characters"),
        pytest.param(["'Bo's'"], ["Bo's"], id="apostrophes at the ends"),
        pytest.param(["x" * 40], ["x" * 31], id="too long"),
        pytest.param(["x" * 40, "x" * 41], ["x" * 31, "x" * 27 + " (2)"], id="too long and alike"),
        pytest.param(["👍" * 20], ["👍" * 15], id="emoji count twice"),
        pytest.param(["PLAN", "plan", "Plan"], ["PLAN", "plan (2)", "Plan (3)"], id="upper and lower case"),
        pytest.param(["Översikt"], ["Översikt (2)"], id="taken"),
        pytest.param(["history"], ["history (2)"], id="Excel's own"),
        pytest.param(["", "''", " \n "], ["Blad", "Blad (2)", "Blad (3)"], id="nothing"),
        pytest.param(["a\nb\x07"], ["a b�"], id="line break and control character"),
    ],
)
def test_sheet_names(wanted, names):
    assert sheet_names(wanted, ["Översikt"]) == names


@given(st.lists(st.text(st.characters()) | st.text("'[]:*?/\\aA👍 ", max_size=40), max_size=6))
def test_any_names_become_legal_and_different(wanted):
    names = sheet_names(wanted, ["Översikt"])
    assert len({name.casefold() for name in names} - {"översikt", "history"}) == len(wanted)
    for name in names:
        assert 1 <= len(name.encode("utf-16-le")) // 2 <= 31
        assert not re.search(r"[\[\]:*?/\\\n]|^'|'$", name)
    book = Book(small_city())
    for name in names:
        book.sheet(name)  # XlsxWriter has its own opinion


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        pytest.param("", 10, 1, id="empty"),
        pytest.param("tio tecken", 10, 1, id="fits"),
        pytest.param("ett två tre fyra", 10, 2, id="two lines"),
        pytest.param("ett\n\ntvå", 10, 3, id="line breaks"),
        pytest.param("x" * 35, 10, 4, id="a word longer than a line"),
        pytest.param("ett " + "x" * 35, 10, 5, id="a long word after a short one"),
    ],
)
def test_lines_are_estimated(text, width, lines):
    assert lines_of(text, width) == lines


def one_sheet(write):
    book = Book(small_city())
    write(book.sheet("Blad"))
    return book.finish()


@pytest.mark.parametrize("way", ["put", "record"])
def test_whatever_is_written_stays_text(way):
    def write(sheet):
        for row, text in enumerate(HOSTILE.values()):
            if way == "put":
                sheet.put(row, 0, text, "cell")
            else:
                sheet.record(row, [Heading("", 20)], [text])

    data = one_sheet(write)
    assert list(texts(data)["Blad"].values()) == [held(text) for text in HOSTILE.values()]
    assert b"<f" not in parts(data)["xl/worksheets/sheet1.xml"]
    assert links(data)["Blad"] == []


@pytest.mark.parametrize("way", ["put", "record"])
def test_a_text_that_looks_like_a_formula_stays_text_when_it_is_edited(way):
    """The quote prefix is Excel's own sign for it."""

    def write(sheet):
        for row, text in enumerate(["=1+1", "T1"]):
            if way == "put":
                sheet.put(row, 0, text, "cell")
            else:
                sheet.record(row, [Heading("", 20)], [text])

    found = trees(one_sheet(write))
    cells = [one for one in found["xl/worksheets/sheet1.xml"].iter() if one.tag.endswith("}c")]
    (formats,) = (one for one in found["xl/styles.xml"] if one.tag.endswith("}cellXfs"))
    assert [formats[int(cell.get("s"))].get("quotePrefix") for cell in cells] == ["1", None]


@pytest.mark.parametrize("way", ["put", "record"])
@pytest.mark.parametrize(
    ("day", "written"),
    [
        (dt.date(2021, 1, 1), "44197"),
        (dt.date(1900, 3, 1), "61"),
        (dt.date(1900, 2, 28), "1900-02-28"),
        (dt.date(9999, 12, 31), "2958465"),
        (dt.date(21, 1, 1), "0021-01-01"),
    ],
    ids=str,
)
def test_days_are_numbers_that_excel_knows_or_text(way, day, written):
    def write(sheet):
        if way == "put":
            sheet.put(0, 0, day, "date")
        else:
            sheet.record(0, [Heading("", 20, "date")], [day])

    assert texts(one_sheet(write))["Blad"] == {"A1": written}


def test_links_beyond_excels_limit_become_text(monkeypatch):
    monkeypatch.setattr(book_module, "MOST", 3)

    def write(sheet):
        for row in range(3):
            sheet.record(row, [Heading("", 20, "link")] * 2, [internal("Blad", "Hit"), internal("Blad", "Dit")])

    data = one_sheet(write)
    assert [one.cell for one in links(data)["Blad"]] == ["A1", "B1", "A2"]
    assert list(texts(data)["Blad"].values()) == ["Hit", "Dit"] * 3


def test_every_sheet_is_set_up_for_paper():
    tree = trees(one_sheet(lambda sheet: sheet.header(0, [Heading("Enhet", 20)])))
    sheet = tree["xl/worksheets/sheet1.xml"]
    attributes = {one.tag.rpartition("}")[2]: one.attrib for one in sheet.iter()}
    assert attributes["pageSetup"]["paperSize"] == "9"
    assert attributes["pageSetup"]["orientation"] == "landscape"
    assert attributes["pageSetup"]["fitToHeight"] == "0"
    assert attributes["pageSetUpPr"]["fitToPage"] == "1"
    (footer,) = (one.text for one in sheet.iter() if one.tag.endswith("}oddFooter"))
    assert footer == "&L&8Små planer&C&8&A&R&8Sida &P av &N"
    names = [one for one in tree["xl/workbook.xml"].iter() if one.tag.endswith("}definedName")]
    assert [(one.get("name"), one.text) for one in names] == [("_xlnm.Print_Titles", "Blad!$1:$1")]


def test_an_ampersand_in_the_title_is_no_code_in_the_footer():
    city = small_city().model_copy(update={"title": "Barn & unga"})
    book = Book(city)
    book.sheet("Blad")
    assert b"&amp;L&amp;8Barn &amp;&amp; unga" in parts(book.finish())["xl/worksheets/sheet1.xml"]
