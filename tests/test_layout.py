"""The header is found by its words, wherever it stands and however it is dressed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from raws import HEADERS, ROW, sheet

from exceltools.definition import COLUMN_IDS, load
from exceltools.layout import Headers

HEADERS_OF = Headers(load())


def changed(column: int, text: str) -> list[str]:
    return [*HEADERS[:column], text, *HEADERS[column + 1 :]]


@pytest.mark.parametrize(
    "header",
    [
        pytest.param(HEADERS, id="as in the template"),
        pytest.param([name.upper() for name in HEADERS], id="upper case"),
        pytest.param([f" {name}: " for name in HEADERS], id="colon and spaces"),
        pytest.param(changed(0, "Prioriterad\nutgångspunkt"), id="line break inside"),
        pytest.param(changed(0, "Prioriterad utgångs-\npunkt"), id="hyphen left from a line break"),
        pytest.param(changed(0, "Prioriterad\u00a0utgångs\u00adpunkt"), id="NBSP and soft hyphen from Word"),
        pytest.param(changed(1, "Omra\u030ade"), id="decomposed letters"),
        pytest.param(changed(1, "Delområde"), id="alias"),
        pytest.param(changed(5, "Tidsplan (När ska det göras?)"), id="question in parentheses"),
        pytest.param(changed(5, "Tidsplan\nNär ska det göras?"), id="question on the next line"),
        pytest.param(changed(2, "Mål & nytta"), id="ampersand"),
    ],
)
def test_header_is_recognised(header):
    table = HEADERS_OF.find(sheet([header, ROW]))
    assert table is not None
    assert dict(table.first.columns) == dict(zip(range(1, 8), COLUMN_IDS, strict=True))
    assert table.first.extra == {}


@pytest.mark.parametrize(
    ("rows", "row"),
    [
        pytest.param([["Lokal handlingsplan"], [], ["Enhet: Bromma"], HEADERS, ROW], 4, id="title above"),
        pytest.param([["Område", "Tidsplan"], HEADERS, ROW], 2, id="two header words in a note above"),
        pytest.param([["Vi följer upp i Tidsplan"], HEADERS, ROW], 2, id="a sentence with a header's word"),
        pytest.param([["Område", "Tidsplan", "Ansvarig"], HEADERS, ROW], 2, id="three header words in a note above"),
        pytest.param([changed(4, "Ansvarrig"), ROW, [], HEADERS, ROW], 1, id="a poorer header with activities above"),
        pytest.param([HEADERS[:3], ["Välj i listan"], HEADERS, ROW], 3, id="a poorer header and a remark above"),
        pytest.param([*[[f"rad {number}"] for number in range(40)], HEADERS, ROW], 41, id="forty rows above"),
    ],
)
def test_header_row(rows, row):
    table = HEADERS_OF.find(sheet(rows))
    assert table is not None
    assert table.first.row == row


def test_columns_are_found_by_name_never_by_position():
    table = HEADERS_OF.find(sheet([list(reversed(HEADERS)), list(reversed(ROW))], at=(3, 5)))
    assert table is not None
    assert table.first.columns == {5 + n: column for n, column in enumerate(reversed(COLUMN_IDS))}


def test_added_columns_keep_their_heading():
    header = [*HEADERS[:5], "arbetet\nutförs av", *HEADERS[5:], "Ansvarig"]
    table = HEADERS_OF.find(sheet([header]))
    assert table is not None
    assert table.first.extra == {6: "arbetet utförs av", 9: "Ansvarig (2)"}


def test_the_templates_own_check_column_is_no_column_of_the_unit():
    table = HEADERS_OF.find(sheet([[*HEADERS, "Kontroll"]]))
    assert table is not None
    assert table.first.extra == {}
    assert table.first.own == {8}


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([], id="empty sheet"),
        pytest.param([["Område", "Tidsplan"]], id="two headers only"),
        pytest.param([ROW, ROW], id="rows without a header"),
        pytest.param([[2021, 2022, 1.5, True]], id="numbers"),
    ],
)
def test_no_header(rows):
    assert HEADERS_OF.find(sheet(rows)) is None


def test_a_header_that_comes_back_may_have_its_columns_in_another_order():
    table = HEADERS_OF.find(sheet([HEADERS, ROW, list(reversed(HEADERS)), list(reversed(ROW))]))
    assert table is not None
    assert [header.row for header in table.headers] == [1, 3]
    assert table.headers[1].columns[1] == "uppfoljning"


@pytest.mark.parametrize(
    ("header", "column", "expected"),
    [
        pytest.param("Uppföjlning", "uppfoljning", "Uppföjlning", id="letters swapped"),
        pytest.param("Ansvarg", "ansvarig", "Ansvarg", id="letter missing"),
        pytest.param("Uppfölj", "uppfoljning", "Uppfölj", id="cut short"),
        pytest.param("Målsättning", "mal", "Målsättning", id="begins as an alias does"),
        pytest.param("Må", "mal", None, id="two letters say nothing"),
        pytest.param("Kostnad", "ansvarig", None, id="another word"),
    ],
)
def test_a_misspelt_header_is_suggested(header, column, expected):
    assert HEADERS_OF.words.lookalike(column, {3: header}) == expected


@given(st.permutations(range(7)), st.integers(1, 60), st.integers(1, 40))
def test_any_order_at_any_place(order, row, column):
    table = HEADERS_OF.find(sheet([[HEADERS[n] for n in order]], at=(row, column)))
    assert table is not None
    assert table.first.row == row
    assert [table.first.columns[column + n] for n in range(7)] == [COLUMN_IDS[n] for n in order]
