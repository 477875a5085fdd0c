"""Whatever a district wrote can be held by a cell, and nothing is lost without a mark."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from results import HOSTILE

from exceltools.safe_text import MOST, held, looks_active, one_line, quoted


def units(text):
    """Length as Excel counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Vålds- och könsnormer", "Vålds- och könsnormer", id="ordinary"),
        pytest.param("a\r\nb\rc\u2028d\x85e", "a\nb\nc\nd\ne", id="line ends"),
        pytest.param("a\tb", "a\tb", id="tab stays"),
        pytest.param("a\x00b\x0bc\x1fd\x7f", "a�b�c�d�", id="control characters"),
        pytest.param("a\ud800b\udfff", "a�b�", id="half characters"),
        pytest.param("a\ufffeb\uffff", "a�b�", id="no characters"),
        pytest.param("👍🏽", "👍🏽", id="emoji stays"),
        pytest.param("  a  ", "  a  ", id="spaces stay"),
    ],
)
def test_text_is_held_as_it_is_or_marked(text, expected):
    assert held(text) == expected


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param("x" * MOST, MOST, id="just fits"),
        pytest.param("👍" * (MOST // 2), MOST // 2, id="emoji that just fit"),
    ],
)
def test_what_fits_is_not_cut(text, kept):
    assert held(text) == text
    assert len(held(text)) == kept


@pytest.mark.parametrize(
    ("text", "size"),
    [
        pytest.param("x" * (MOST + 1), "32\u00a0768", id="one too many"),
        pytest.param("lång " * 8_000, "40\u00a0000", id="40 000"),
        pytest.param("👍" * 20_000, "20\u00a0000", id="emoji that count twice"),
        pytest.param("a" + "👍" * 20_000, "20\u00a0001", id="emoji at odd places"),
    ],
)
def test_what_does_not_fit_is_cut_with_a_mark_that_says_so(text, size):
    cut = held(text)
    beginning, _, mark = cut.partition(" […] ")
    assert mark == f"Texten är {size} tecken och får inte plats. Hela texten finns i källfilen."
    assert text.startswith(beginning)
    assert MOST - 1 <= units(cut) <= MOST


@given(st.text(st.characters()))
def test_any_text_can_be_written_as_xml(text):
    safe = held(text)
    safe.encode()
    assert not any(char < " " and char not in "\t\n" for char in safe)
    assert held(safe) == safe


@given(st.text(st.characters(categories=("L", "N", "P", "S", "Zs"))))
def test_what_people_write_is_not_changed(text):
    assert held(text) == text


@pytest.mark.parametrize("name", ["formula", "link", "phone", "minus", "at", "tab"])
def test_what_excel_would_take_for_a_formula_is_known(name):
    assert looks_active(HOSTILE[name])


def test_ordinary_text_is_not_taken_for_a_formula():
    assert not any(looks_active(text) for text in ("T1, T2 och VB", "2021 – 2022", "– tankstreck först", "", " "))


def test_a_quotation_is_shortened_visibly():
    assert quoted("ett två tre", 7) == "ett två …"
    assert quoted("ett två", 7) == "ett två"


def test_a_name_stands_on_one_line():
    assert one_line(" arbetet\r\n utförs\tav ") == "arbetet utförs av"
