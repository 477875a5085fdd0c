"""The case library of finding, reading, cleaning and noticing: what came back, and what is made of it.

Each case is a workbook that is written and read for real. `says` is everything that intake and schemas say of it, by
code and cell, and nothing else may be said; `rows` are the rows that are read as activities. A case that becomes
better than it says here fails as well.
"""

from __future__ import annotations

import datetime as dt
import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation
from packages import edit, parts, zipped
from plans import BLANKS, CITY, A, B, C, dropdowns, header, plan_file, row, says, taken, texts
from raws import HEADERS

from exceltools.template import template_bytes

SAID = "Systematisk samhandling"


def blocks(*paragraphs: str) -> str:
    """Give a cell's text with a blank line between its paragraphs, as it comes from Word."""
    return "\n\n".join(paragraphs)


@dataclass(frozen=True)
class Case:
    """A workbook, and what is to be made of it."""

    name: str
    data: bytes | Callable[[], bytes]
    rows: Sequence[int] | None  # rows of the activities; None where there is no plan
    says: Sequence[str] = ()
    path: str = "in/Bromma.xlsx"


def check(case: Case) -> None:
    made = taken(case.data() if callable(case.data) else case.data, case.path)
    assert says(made) == sorted(case.says)
    assert (None if made.plan is None else [activity.row for activity in made.plan.activities]) == (
        None if case.rows is None else list(case.rows)
    )


def table(cases: Sequence[Case]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in cases])


# --- 1. finding the plan: the sheet


def chart_sheet_first() -> bytes:
    def dress(book, page):
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=Blad9!$A$1:$A$3"})
        book.add_chartsheet("Diagram").set_chart(chart)

    return plan_file([A, B], sheet="Blad9", dress=dress)


def hidden(name: str):
    """Give a dress that hides the sheet with this name."""
    return lambda book, page: book.get_worksheet_by_name(name).hide()


def shown_and_hidden(book, page):
    """Hide the plan's own sheet and show another."""
    book.get_worksheet_by_name("Om").activate()
    book.get_worksheet_by_name("Om").set_first_sheet()
    page.hide()


SHEETS = [
    Case("as it should be", plan_file([A, B]), [2, 3]),
    Case("sheet renamed", plan_file([A, B], sheet="Vår plan 21–22 (ny)"), [2, 3]),
    Case("sheet name with an apostrophe", plan_file([A, B], sheet="Eva's plan"), [2, 3]),
    Case("table moved down and to the right", plan_file([A, B], at="D9"), [10, 11]),
    Case("an empty sheet first", plan_file([A, B], before={"Blad1": []}), [2, 3]),
    Case("a cover sheet first", plan_file([A, B], before={"Om": [["Om planen"]]}), [2, 3], ["INT045 Om"]),
    Case("a chart sheet", chart_sheet_first, [2, 3]),
    Case("extra sheets after", plan_file([A], after={"Budget": [["Kostnad", 12]]}), [2], ["INT045 Budget"]),
    Case(
        "a hidden sheet with notes",
        plan_file([A], after={"Utkast": [["gammalt"]]}, dress=hidden("Utkast")),
        [2],
        ["INT045 Utkast"],
    ),
    Case("a copy of the plan", plan_file([A, B], after={"Plan (2)": [HEADERS, A, B]}), [2, 3], ["INT054 Plan (2)"]),
    Case(
        "a copy with its columns in another order",
        plan_file([A, B], after={"Kopia": [HEADERS[::-1], A[::-1], B[::-1]]}),
        [2, 3],
        ["INT054 Kopia"],
    ),
    Case("an empty copy", plan_file([A, B], after={"Mall": [HEADERS]}), [2, 3]),
    Case("an empty copy first", plan_file([A, B], before={"Mall": [HEADERS]}), [2, 3]),
    Case(
        "the same plan for two units",
        plan_file([A], sheet="Farsta", after={"Bromma": [HEADERS, A]}),
        None,
        ["INT063"],
        "in/x.xlsx",
    ),
    Case("two plans that differ", plan_file([A, B], after={"2022": [HEADERS, A, C]}), None, ["INT031"]),
    Case(
        "an older plan on a hidden sheet",
        plan_file([A, B], after={"2020": [HEADERS, C]}, dress=hidden("2020")),
        [2, 3],
        ["INT056 2020"],
    ),
    Case(
        "the same plan on a hidden sheet",
        plan_file([A, B], after={"2020": [HEADERS, A, B]}, dress=hidden("2020")),
        [2, 3],
        ["INT054 2020"],
    ),
    Case(
        "the plan itself is hidden",
        plan_file([A], before={"Om": [["x"]]}, dress=shown_and_hidden),
        [2],
        ["INT036", "INT045 Om"],
    ),
    Case("no plan", plan_file([["Kostnad", 12]], headers=["Budget", "2021"]), None, ["INT030"]),
    Case("only headers", plan_file([]), [], ["INT032"]),
]


@table(SHEETS)
def test_the_sheet(case):
    check(case)


# --- 1. finding the plan: the header

SPLIT = ["Prioriterad", "Område", "Mål och", "Metoder och", "Ansvarig", "Tidsplan", "Uppföljning"]
REST = ["utgångspunkt", None, "nytta", "arbetssätt", None, None, None]
QUESTIONS = [column.question for column in CITY.columns]
MISSPELT = ["Prio utgångspkt", "Omrade", "Mål och nyta", "Metoder o arbetssätt", "Ansvarg", "Tidsplann", "Uppföjlning"]

HEADER = [
    Case("titles above", plan_file([["Enhet: Bromma"], [], HEADERS, A], headers=["Plan 2021"]), [5]),
    Case("thirty rows above", plan_file([A], at="A31"), [32]),
    Case("reordered", plan_file([A[::-1], B[::-1]], headers=HEADERS[::-1]), [2, 3]),
    Case("aliases and other letters", plan_file([A], headers=header(metod="AKTIVITETER:", tidsplan=" när?")), [2]),
    Case("guiding questions below", plan_file([QUESTIONS, A]), [3]),
    Case("guiding questions above", plan_file([HEADERS, A], headers=QUESTIONS), [3]),
    Case("questions in parentheses below", plan_file([[f"(Vad gäller för {one}?)" for one in HEADERS], A]), [3]),
    Case(
        "the question in the header's cell", plan_file([A], headers=header(mal="Mål och nytta\n(Vart vill vi?)")), [2]
    ),
    Case("over two lines", plan_file([REST, A, B], headers=SPLIT), [3, 4]),
    Case("over two lines, and again", plan_file([REST, A, SPLIT, REST, B], headers=SPLIT), [3, 6]),
    Case(
        "over two lines with a hyphen",
        plan_file([[None] * 6 + ["ning"], A], headers=header(uppfoljning="Uppfölj-")),
        [3],
    ),
    Case("under a row of groups", plan_file([HEADERS, A], headers=["Vad", None, None, "Hur", None, "När"]), [3]),
    Case("repeated before each section", plan_file([A, [], HEADERS, B, HEADERS, C]), [2, 5, 7]),
    Case("repeated, in part", plan_file([A, [None, "Område", "Mål och nytta"], B]), [2, 4]),
    Case(
        "repeated with a column more",
        plan_file([A, [*HEADERS, "utförs av"], [*B, "Fält"]]),
        [2, 4],
        ["INT034 H3"],
    ),
    Case("repeated with a column less", plan_file([A, HEADERS[:6], B[:6], C[:6]]), [2, 4, 5], ["INT033 rad 3"]),
    Case("repeated in another order", plan_file([A, HEADERS[::-1], B[::-1]]), [2, 4]),
    Case("a column added", plan_file([[*A, "Fält"]], headers=[*HEADERS, "utförs av"]), [2], ["INT034 H1"]),
    Case(
        "a column inserted",
        plan_file([[*A[:3], "Fält", *A[3:]]], headers=[*HEADERS[:3], "utförs av", *HEADERS[3:]]),
        [2],
        ["INT034 D1"],
    ),
    Case("a column without a header", plan_file([[*A, None, "obs"]]), [2], ["INT044 I2"]),
    Case("a header twice", plan_file([[*A, "Rektor"]], headers=[*HEADERS, "Ansvarig"]), [2], ["INT034 H1"]),
    Case("a column missing", plan_file([A[:6], B[:6], C[:6]], headers=HEADERS[:6]), [2, 3, 4], ["INT033 rad 1"]),
    Case(
        "a header misspelt",
        plan_file([A], headers=header(uppfoljning="Uppföjlning")),
        [2],
        ["INT033 rad 1", "INT034 G1"],
    ),
    Case("all headers misspelt", plan_file([A, B], headers=MISSPELT), None, ["INT030"]),
    Case("no header at all", plan_file([A, B], headers=None), None, ["INT030"]),
    Case(
        "two tables side by side",
        plan_file([[*A, None, *B], [*C, None, *row(B, metod="Annat")]], headers=[*HEADERS, None, *HEADERS]),
        [2, 2, 3, 3],
        ["INT053 I1"],
    ),
    Case(
        "a wide table and a narrow one beside it",
        plan_file([[*A, None, "x", "y"]], headers=[*HEADERS, None, "Ansvarig", "Tidsplan"]),
        [2],
        ["INT034 I1", "INT034 J1"],
    ),
]

TEMPLATE = [
    Case("as we sent it", plan_file([A, B], template=True, dress=dropdowns()), [2, 3]),
    Case(
        "a header misspelt",
        plan_file([A], template=True, dress=dropdowns(), headers=header(uppfoljning="Uppföjlning")),
        [2],
        ["INT047 G1"],
    ),
    Case(
        "a header wiped out",
        plan_file([A], template=True, dress=dropdowns(), headers=header(ansvarig=None)),
        [2],
        ["INT047 E1"],
    ),
    Case(
        "all headers misspelt",
        plan_file([A, B], template=True, dress=dropdowns(), headers=MISSPELT),
        [2, 3],
        [f"INT047 {letter}1" for letter in "ABCDEFG"],
    ),
    Case(
        "a column that serves another purpose",
        plan_file([A], template=True, dress=dropdowns(), headers=header(uppfoljning="Kostnad")),
        [2],
        ["INT033 rad 1", "INT034 G1"],
    ),
    Case(
        "columns retyped in another order",
        plan_file([A[::-1]], template=True, dress=dropdowns(), headers=HEADERS[::-1]),
        [2],
        [],
    ),
    Case(
        "the header row deleted",
        plan_file([A, B], template=True, dress=dropdowns(), headers=None, at="A5"),
        [5, 6],
        ["INT048"],
    ),
    Case(
        "the header row deleted from the very top",
        plan_file(
            [row(mal="Målet är trygghet.", omrade="Tidig upptäckt"), B], template=True, dress=dropdowns(1), headers=None
        ),
        [1, 2],
        ["INT048"],
    ),
    Case(
        "the header row deleted above a row with gaps",
        plan_file([row(mal=None, ansvarig=None), B], template=True, dress=dropdowns(), headers=None, at="A5"),
        [5, 6],
        ["INT048", "SCH001 C5", "SCH001 E5"],
    ),
    Case(
        "the header row emptied",
        plan_file([A, B], template=True, dress=dropdowns(), headers=BLANKS),
        [2, 3],
        ["INT048"],
    ),
]


@table(HEADER)
def test_the_header(case):
    check(case)


@table(TEMPLATE)
def test_the_header_of_a_template(case):
    check(case)


def test_a_row_that_may_be_the_header_is_shown_for_a_person_to_confirm():
    (found,) = taken(plan_file([["Plan"], MISSPELT, A], headers=None)).issues
    assert "Rad 2 på bladet ”Handlingsplan” liknar rubrikraden" in found.hint
    assert "”Ansvarg” för ”Ansvarig”" in found.hint


def test_every_activity_of_tables_side_by_side_has_its_own_cells():
    made = taken(plan_file([[*A, None, *B]], headers=[*HEADERS, None, *HEADERS]))
    assert texts(made) == [(2, A), (2, B)]
    assert [one.cells["uppfoljning"].ref for one in made.plan.activities] == ["G2", "O2"]


def test_the_names_of_the_template_itself_are_understood():
    """What the template calls its columns is what the reader looks for."""
    book = openpyxl.load_workbook(io.BytesIO(template_bytes(CITY, CITY.unit("bromma"))))
    sheet = book["Handlingsplan"]
    for column, value in enumerate(A, 1):
        sheet.cell(6, column).value = value
    sheet["G5"] = "Uppföjlning"
    sheet["A5"] = None
    target = io.BytesIO()
    book.save(target)
    made = taken(target.getvalue(), "x.xlsx")
    assert texts(made) == [(6, A)]
    assert says(made) == ["INT047 A5", "INT047 G5"]


# --- 2. rows as people write them


def merged(*ranges: str):
    """Give a dress that merges these ranges, the value in their first cell kept."""

    def dress(book, page):
        for one in ranges:
            first, last = one.split(":")
            page.merge_range(one, "")
            if first[0] == last[0]:
                page.write_string(first, A["ABCDEFG".index(first[0])])

    return dress


def again(like, **changed):
    return row(like, utgangspunkt=None, **changed)


ABOVE = [
    Case("utgångspunkt left out", plan_file([A, again(B)]), [2, 3], ["INT046 A3"]),
    Case("område left out too", plan_file([A, again(B, omrade=None)]), [2, 3], ["INT046 A3", "INT046 B3"]),
    Case(
        "three rows on",
        plan_file([A, again(B, omrade=None), again(B, omrade=None, metod="Annat"), again(B, omrade=None, metod="Mer")]),
        [2, 3, 4, 5],
        ["INT046 A3", "INT046 A4", "INT046 A5", "INT046 B3", "INT046 B4", "INT046 B5"],
    ),
    Case("a dash", plan_file([A, row(B, utgangspunkt="-", omrade="–")]), [2, 3], ["INT046 A3", "INT046 B3"]),
    Case("a goal left out", plan_file([A, row(B, mal=None)]), [2, 3], ["SCH001 C3"]),
    Case(
        "responsible, time and follow-up left out",
        plan_file([A, row(B, ansvarig=None, tidsplan=None, uppfoljning=None)]),
        [2, 3],
        ["SCH001 E3", "SCH001 F3", "SCH001 G3"],
    ),
    Case("område left out beside an utgångspunkt", plan_file([A, row(B, omrade=None)]), [2, 3], ["SCH001 B3"]),
    Case("after a gap", plan_file([A, [], again(B)]), [2, 4], ["SCH001 A4"]),
    Case("in the first row", plan_file([again(A), B]), [2, 3], ["SCH001 A2"]),
    Case("under a header that comes back", plan_file([A, HEADERS, again(B)]), [2, 4], ["SCH001 A4"]),
    Case("an område of another utgångspunkt", plan_file([A, again(B, omrade="Fritid")]), [2, 3], ["SCH001 A3"]),
    Case("nothing above to continue", plan_file([again(A), again(B)]), [2, 3], ["SCH001 A2", "SCH001 A3"]),
    Case(
        "an unknown utgångspunkt is one issue",
        plan_file([row(utgangspunkt="Något annat"), again(B)]),
        [2, 3],
        ["INT046 A3", "SCH003 A2"],
    ),
    Case("the words se ovan", plan_file([A, row(B, mal="Se ovan", tidsplan="se ovan")]), [2, 3], ["INT046 C3", "INT046 F3"]),
    Case("ditto marks", plan_file([A, row(B, ansvarig="”", uppfoljning='-"-')]), [2, 3], ["INT046 E3", "INT046 G3"]),
    Case("d:o", plan_file([A, row(B, ansvarig="d:o")]), [2, 3], ["INT046 E3"]),
    Case("ditto with nothing above", plan_file([row(ansvarig="se ovan")]), [2], ["SCH002 E2"]),
    Case("ditto after a gap", plan_file([A, [], row(B, ansvarig="se ovan")]), [2, 4], ["SCH002 E4"]),
    Case("a dash for responsible is no ditto", plan_file([A, row(B, ansvarig="-")]), [2, 3], ["SCH002 E3"]),
    Case(
        "cells merged downwards",
        plan_file([A, row(B, utgangspunkt=None, omrade=None)], dress=merged("A2:A3", "B2:B3")),
        [2, 3],
    ),
    Case("a goal merged downwards", plan_file([A, row(B, mal=None)], dress=merged("C2:C3")), [2, 3]),
    Case("merged, and continued", plan_file([A, again(B), again(C, omrade=None)], dress=merged("A2:A3")), [2, 3, 4], ["INT046 A4", "INT046 B4"]),
    Case("a merge below the plan", plan_file([A], dress=merged("A2:A400")), [2]),
    Case("a formula that leaves nothing is not filled in", lambda: plan_file([A, again(B)], dress=formula("A3")), [2, 3], ["INT037 A3"]),
]  # fmt: skip


def formula(cell: str, text: str = '=CONCATENATE("a","b")', value: str = ""):
    """Give a dress that writes a formula, with its stored value if there is one."""
    return lambda book, page: page.write_formula(cell, text, None, value)


@table(ABOVE)
def test_what_a_row_leaves_out(case):
    check(case)


def test_what_is_filled_in_is_what_stands_above():
    made = taken(plan_file([A, again(B, omrade=None, ansvarig="”"), again(C, omrade="Samlad kompetens")]))
    assert texts(made) == [
        (2, A),
        (3, [*A[:2], B[2], B[3], A[4], B[5], B[6]]),
        (4, [A[0], "Samlad kompetens", *C[2:]]),
    ]
    assert [one.cells["utgangspunkt"].ref for one in made.plan.activities] == ["A2", "A2", "A2"]
    assert [one.cells["utgangspunkt"].inherited for one in made.plan.activities] == [False, True, True]


THREE = blocks("Läsa", "Räkna", "Skriva")
WHO = blocks("Rektor", "Enhetschef", "Lärare")
WHEN = blocks("2021", "2022", "2021 – 2022")
HOW = blocks("T1", "T2", "VB")

SEVERAL = [
    Case("three of everything", plan_file([row(metod=THREE, ansvarig=WHO, tidsplan=WHEN, uppfoljning=HOW)]), [2] * 3, ["INT049 D2"]),
    Case("one follow-up for all", plan_file([row(metod=THREE, ansvarig=WHO, tidsplan=WHEN)]), [2] * 3, ["INT049 D2"]),
    Case("one responsible for all", plan_file([row(metod=THREE, tidsplan=WHEN, uppfoljning=HOW)]), [2] * 3, ["INT049 D2"]),
    Case("a goal each", plan_file([row(mal=WHO, metod=THREE, ansvarig=WHO, tidsplan=WHEN)]), [2] * 3, ["INT049 D2"]),
    Case("uneven blank lines", plan_file([row(metod=THREE, ansvarig="Rektor\n \n\n\nEnhetschef\n\nLärare\n\n", tidsplan=WHEN)]), [2] * 3, ["INT049 D2"]),
    Case("two responsibles for three methods", plan_file([row(metod=THREE, ansvarig=blocks("Rektor", "Chef"), tidsplan=WHEN)]), [2], ["INT050 D2"]),
    Case("only the times tell", plan_file([row(metod=THREE, tidsplan=WHEN)]), [2], ["INT050 D2"]),
    Case("two goals for three methods", plan_file([row(mal=blocks("a", "b"), metod=THREE, ansvarig=WHO, tidsplan=WHEN)]), [2], ["INT050 D2"]),
    Case("numbered alike", plan_file([row(metod="1. Läsa\n2. Räkna", ansvarig="1. Rektor\n2. Lärare")]), [2], ["INT050 D2"]),
    Case("lines side by side", plan_file([row(metod="Läsa\nRäkna", ansvarig="Rektor\nLärare", tidsplan="2021\n2022")]), [2], ["INT050 D2"]),
    Case("a method in two paragraphs", plan_file([row(metod=blocks("Vi läser.", "Det gör vi ofta."))]), [2]),
    Case("two responsibles, one method", plan_file([row(ansvarig=blocks("Rektor", "Enhetschef"))]), [2]),
    Case("bullets", plan_file([row(metod="Läsa:\n• böcker\n• tidningar\n– kartor")]), [2]),
    Case("bullets apart from each other", plan_file([row(metod=blocks("Läsa:", "• böcker", "• tidningar"), ansvarig=blocks("Rektor", "Lärare"))]), [2]),
    Case("a numbered list in the method alone", plan_file([row(metod="1. Läsa\n2. Räkna\n3. Skriva")]), [2]),
    Case("two paragraphs of follow-up", plan_file([row(uppfoljning=blocks("T1, T2 och VB", "Enkät"))]), [2]),
]  # fmt: skip


@table(SEVERAL)
def test_several_activities_in_a_row(case):
    check(case)


def test_what_is_parted_keeps_together_what_stood_side_by_side():
    method = blocks("Läsa:", "• böcker", "• kartor", "Räkna", "Skriva")
    made = taken(plan_file([[*row(metod=method, ansvarig=WHO, tidsplan=WHEN), "ja"]], headers=[*HEADERS, "Klart"]))
    assert [values[3:] for _, values in texts(made)] == [
        [blocks("Läsa:", "• böcker", "• kartor"), "Rektor", "2021", A[6]],
        ["Räkna", "Enhetschef", "2022", A[6]],
        ["Skriva", "Lärare", "2021 – 2022", A[6]],
    ]
    assert [one.extra["Klart"].text for one in made.plan.activities] == ["ja"] * 3
    assert {cell.ref for one in made.plan.activities for cell in one.cells.values()} == {f"{c}2" for c in "ABCDEFG"}


BUDGET = [["Område", "Budget", "Ansvarig"], ["Fritid", 10, "Eva"], ["Skola", 20, "Bo"]]


def cells(code: str, *names: str) -> list[str]:
    return [f"{code} {name}" for name in names]


LEFTOVERS = [
    Case("rows after a gap", plan_file([A, [], [], B]), [2, 5]),
    Case("rows far below", plan_file([A, *[[]] * 1500, B]), [2, 1503]),
    Case("a note below", plan_file([A, [], ["* Prioriterat 2021"]]), [2], ["INT035 A4"]),
    Case("a note right below", plan_file([A, ["* Prioriterat 2021"]]), [2], ["INT035 A3"]),
    Case("a total", plan_file([A, ["Summa", None, None, 12, None, None, "3 st"]]), [2], cells("INT035", "A3", "D3", "G3")),
    Case("a total in words", plan_file([A, ["Antal aktiviteter:", 1]]), [2], cells("INT035", "A3", "B3")),
    Case("an activity that begins with a total", plan_file([row(utgangspunkt=SAID, metod="Summan av allt.")]), [2]),
    Case("contact and date", plan_file([A, [], ["Kontakt:", "Anna Berg"], ["Datum", dt.date(2021, 3, 1)]]), [2], cells("INT035", "A4", "A5", "B4", "B5")),
    Case("utgångspunkt and område alone, after a gap", plan_file([A, [], B[:2]]), [2, 4], cells("SCH001", "C4", "D4", "E4", "F4", "G4")),
    Case("another table below", plan_file([A, [], *BUDGET]), [2], cells("INT052", *(f"{c}{r}" for r in (4, 5, 6) for c in "ABC"))),
    Case("the plan goes on after another table", plan_file([A, [], *BUDGET, [], B]), [2, 8], cells("INT052", *(f"{c}{r}" for r in (4, 5, 6) for c in "ABC"))),
    Case("another table right below", plan_file([A, ["Ansvarig", "Tidsplan", "Kr"], ["Eva", 2021, 10]]), [2], cells("INT052", "A3", "B3", "C3", "A4", "B4", "C4")),
    Case("a row that says it is an example", plan_file([row(utgangspunkt="Exempel:"), B]), [3], cells("INT051", *(f"{c}2" for c in "ABCDEFG"))),
    Case("the definition's own example", plan_file([[c.example for c in CITY.columns], B]), [3], cells("INT051", *(f"{c}2" for c in "ABCDEFG"))),
    Case("a method that is called an example", plan_file([row(metod="Exempel: läxhjälp i tre skolor")]), [2]),
    Case("an example chosen as it stands, for something else", plan_file([row(omrade=CITY.column("omrade").example, tidsplan=CITY.column("tidsplan").example)]), [2]),
    Case("a goal that asks", plan_file([row(mal="Vad kan vi göra?", metod="Kan vi mötas?")]), [2]),
]  # fmt: skip


@table(LEFTOVERS)
def test_what_stands_around_the_activities(case):
    check(case)


# --- 3. cleaning for comparison


TEXTS = [
    pytest.param("metod", "a\u00a0b\u202fc\u2009d", "a b c d", id="hard and thin spaces"),
    pytest.param("metod", "mellan\u00adtvång", "mellantvång", id="soft hyphen"),
    pytest.param("metod", "a\u200bb\u200c\ufeffc\u2060", "abc", id="zero width"),
    pytest.param("metod", "fo\u0308ra\u030aa\u0308", "föråä", id="decomposed letters"),
    pytest.param("metod", "rad 1\r\nrad 2\rrad 3", "rad 1\nrad 2\nrad 3", id="line ends"),
    pytest.param("metod", "  a   b \t c  ", "a b c", id="stray spaces and tabs"),
    pytest.param("metod", "a\u2028b\u0085c", "a\nb\nc", id="line separators"),
    pytest.param("metod", "a\n\nb", "a\n\nb", id="blank lines inside one activity are kept"),
    pytest.param("metod", "• a\n• b", "• a\n• b", id="bullets are kept"),
    pytest.param("tidsplan", 2021, "2021", id="a number for a year"),
    pytest.param("tidsplan", 2021.0, "2021", id="the same with decimals"),
    pytest.param("ansvarig", 0.5, "0,5", id="a fraction"),
    pytest.param("tidsplan", dt.date(2021, 12, 31), "2021-12-31", id="a date cell"),
    pytest.param("tidsplan", dt.datetime(2021, 9, 1, 8, 30), "2021-09-01 08:30", id="with a time"),  # noqa: DTZ001
    pytest.param("ansvarig", True, "Ja", id="a truth value"),
    pytest.param("ansvarig", "0812345678", "0812345678", id="digits that were typed as text"),
    pytest.param("metod", "=cmd|'/c calc'!A1", "=cmd|'/c calc'!A1", id="what looks like a formula"),
    pytest.param("metod", "None", "None", id="a word that programs take for nothing"),
]


@pytest.mark.parametrize(("column", "value", "expected"), TEXTS)
@pytest.mark.parametrize("from_1904", [False, True], ids=["1900", "1904"])
def test_a_cell_is_read_as_a_person_reads_it(column, value, expected, from_1904):
    made = taken(plan_file([row(**{column: value})], options={"date_1904": from_1904}))
    assert made.plan.activities[0].text(column) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("rad 1_x000D_&#10;rad 2", "rad 1\nrad 2", id="carriage return"),
        pytest.param("a_x0007_b", "ab", id="bell"),
        pytest.param("a_x005F_x000D_b", "a\nb", id="by a program that writes it so twice"),
        pytest.param("a&#11;b", "a\nb", id="vertical tab"),
    ],
)
def test_what_xml_cannot_hold_is_read_as_excel_shows_it(written, expected):
    data = edit(
        plan_file([row(metod="MARK")]), "xl/sharedStrings.xml", lambda part: part.replace(b"MARK", written.encode())
    )
    assert taken(data).plan.activities[0].text("metod") == expected


@pytest.mark.parametrize(
    ("changed", "point", "area"),
    [
        pytest.param({"utgangspunkt": "SYSTEMATISK  SAMHANDLING "}, "samhandling", "tidig-upptackt", id="case and spaces"),
        pytest.param({"utgangspunkt": "System-\natisk samhandling"}, "samhandling", "tidig-upptackt", id="hyphen from a line break"),
        pytest.param({"utgangspunkt": "Systematisk\u00a0sam\u00adhandling"}, "samhandling", "tidig-upptackt", id="from Word"),
        pytest.param({"omrade": "Tidig upptäckt:"}, "samhandling", "tidig-upptackt", id="colon"),
        pytest.param({"omrade": "Tidig uppta\u0308ckt"}, "samhandling", "tidig-upptackt", id="decomposed"),
        pytest.param({"utgangspunkt": "Civilsamhälle", "omrade": "Samverkan – civilsamhället"}, "civilsamhallet", "samverkan-civilsamhallet", id="dash"),
    ],
)  # fmt: skip
def test_names_are_recognised_however_they_are_written(changed, point, area):
    (activity,) = taken(plan_file([row(**changed)])).plan.activities
    assert (activity.utgangspunkt.id, activity.omrade.id) == (point, area)


WITHOUT_ANSWER = [
    Case(f"placeholder {text!r}", plan_file([row(ansvarig=text)]), [2], ["SCH002 E2"])
    for text in ("-", "–", ".", "N/A", "n/a", "ej aktuellt", "Ej aktuellt.", "se ovan", "saknas", "?", "xxx", "null")
]
VALUES = [
    *WITHOUT_ANSWER,
    Case("a space", plan_file([row(ansvarig=" ")]), [2], ["SCH001 E2"]),
    Case("a hard space", plan_file([row(ansvarig="\u00a0")]), [2], ["SCH001 E2"]),
    Case("a zero width space", plan_file([row(ansvarig="\u200b")]), [2], ["SCH001 E2"]),
    Case("an error value", plan_file([row(metod=None)], dress=formula("D2", "=1/0", "#DIV/0!")), [2], ["SCH007 D2"]),
    Case("text that became a formula", plan_file([row(metod=None)], dress=formula("D2", "=-Samverka skolan", "#NAME?")), [2], ["SCH007 D2"]),
    Case("a formula with its value", plan_file([row(metod=None)], dress=formula("D2", "=A1", "Utbilda.")), [2]),
    Case("a formula without a value is one issue", plan_file([row(uppfoljning=None)], dress=formula("G2")), [2], ["INT037 G2"]),
    Case("a formula without a value in the utgångspunkt", plan_file([again(A)], dress=formula("A2")), [2], ["INT037 A2"]),
    Case("a formula without a value in a column of one's own", plan_file([A], headers=[*HEADERS, "Nr"], dress=formula("H2")), [2], ["INT034 H1", "INT037 H2"]),
    Case("an error value in a column of one's own", plan_file([A], headers=[*HEADERS, "Nr"], dress=formula("H2", "=1/0", "#DIV/0!")), [2], ["INT034 H1"]),
]  # fmt: skip


@table(VALUES)
def test_cells_without_an_answer(case):
    check(case)


def test_what_somebody_wrote_that_became_a_formula_is_given_back():
    data = plan_file([row(metod=None)], dress=formula("D2", "=-Samverka skolan", "#NAME?"))
    cell = taken(data).plan.activities[0].cells["metod"]
    assert (cell.text, cell.raw) == ("#NAME?", "=-Samverka skolan")


def test_an_error_value_in_a_column_of_ones_own_is_kept():
    data = plan_file([A], headers=[*HEADERS, "Nr"], dress=formula("H2", "=1/0", "#DIV/0!"))
    assert taken(data).plan.activities[0].extra["Nr"].text == "#DIV/0!"


def test_a_text_longer_than_a_cell_is_kept_whole_and_said():
    long = random.Random(1).randbytes(24_576).hex()[:32_768]  # noqa: S311 - what repeats itself is a bomb
    data = plan_file([[*row(metod="MARK"), "KRAM"]], headers=[*HEADERS, "Nr"])
    data = edit(
        data, "xl/sharedStrings.xml", lambda part: part.replace(b"MARK", long.encode()).replace(b"KRAM", long.encode())
    )
    made = taken(data)
    assert made.plan.activities[0].text("metod") == long
    assert made.plan.activities[0].extra["Nr"].text == long
    assert says(made) == ["INT034 H1", "SCH006 D2", "SCH006 H2"]


# --- 4. what it noticed


def struck(cell: str, text: str):
    return lambda book, page: page.write_string(cell, text, book.add_format({"font_strikeout": True}))


def partly_struck(book, page):
    struck = book.add_format({"font_strikeout": True})
    page.write_rich_string("D2", "Utbilda ", struck, "inte ", "personalen.")


def rows_hidden(*rows: int, filtered: bool = False, table: bool = False):
    def dress(book, page):
        for number in rows:
            page.set_row(number - 1, None, None, {"hidden": True})
        if table:
            page.add_table("A1:G4", {"columns": [{"header": name} for name in HEADERS]})
        if filtered:
            page.autofilter("A1:G4")
            page.filter_column("F", "x == 2022")

    return dress


def commented(book, page):
    page.write_comment("D2", "Stäm av med polisen", {"author": "Eva Ek"})
    page.write_comment("J9", "Utan namn")


def text_box(book, page):
    page.insert_textbox("I4", "Glöm inte fritidsgården\nHälsningar Bo")


def hidden_column(book, page):
    page.set_column("E:E", None, None, {"hidden": True})


def hidden_blank_column(book, page):
    page.set_column("M:M", None, None, {"hidden": True})


def years(*texts: object) -> bytes:
    return plan_file(
        [row(metod=f"Metod {letter}", tidsplan=text) for letter, text in zip("abcdef", texts, strict=False)]
    )


def follow_ups(*texts: object) -> bytes:
    return plan_file(
        [row(metod=f"Metod {letter}", uppfoljning=text) for letter, text in zip("abcdef", texts, strict=False)]
    )


SAME = "Vi utbildar all personal i bemötande och rutiner."

NOTICED = [
    Case("a comment with its author", plan_file([A], dress=commented), [2], ["INT080 D2", "INT080 J9"]),
    Case("a text box", plan_file([A], dress=text_box), [2], ["INT081 I4"]),
    Case("a struck-through cell", plan_file([A, B], dress=struck("D3", B[3])), [2, 3], ["INT082 D3"]),
    Case("a cell struck through in part", plan_file([A], dress=partly_struck), [2], ["INT082 D2"]),
    Case("a struck-through cell that is empty", plan_file([A], dress=struck("K9", "")), [2]),
    Case("a hidden row", plan_file([A, B, C], dress=rows_hidden(3)), [2, 3, 4], ["INT036"]),
    Case("a row that a filter hides", plan_file([A, B, C], dress=rows_hidden(2, 4, filtered=True)), [2, 3, 4], ["INT036"]),
    Case("a filter that hides nothing", plan_file([A, B, C], dress=rows_hidden(filtered=True)), [2, 3, 4]),
    Case("a hidden row without anything in it", plan_file([A, B], dress=rows_hidden(20)), [2, 3]),
    Case("a hidden column", plan_file([A], dress=hidden_column), [2], ["INT036"]),
    Case("a hidden column without anything in it", plan_file([A], dress=hidden_blank_column), [2]),
    Case("years dragged down", years(2021, 2022, 2023), [2, 3, 4], ["INT083 F2", "INT083 F3", "INT083 F4"]),
    Case("spans dragged down", years("2021 – 2022", "2021 – 2023", "2021 – 2024"), [2, 3, 4], ["INT083 F2", "INT083 F3", "INT083 F4"]),
    Case("dates dragged down", years(*(dt.date(2021, 9, day) for day in (9, 10, 11))), [2, 3, 4], ["INT083 F2", "INT083 F3", "INT083 F4"]),
    Case("a series in the middle", years("2021", "2021", 2022, 2023, "2022"), [2, 3, 4, 5, 6], ["INT083 F3", "INT083 F4", "INT083 F5"]),
    Case("two years in a row", years(2021, 2022, 2022), [2, 3, 4]),
    Case("the same year all the way", years(2021, 2021, 2021, 2021), [2, 3, 4, 5]),
    Case("reports dragged down", follow_ups("VB 2021", "VB 2022", "VB 2023"), [2, 3, 4], ["INT083 G2", "INT083 G3", "INT083 G4"]),
    Case("appendices counted on purpose", plan_file([row(metod=f"Se bilaga {n}") for n in (1, 2, 3)]), [2, 3, 4]),
    Case("the same method in three rows", plan_file([row(metod=SAME, ansvarig=who) for who in "abc"]), [2, 3, 4], ["INT084 D2", "INT084 D3", "INT084 D4"]),
    Case("the same method in two rows", plan_file([row(metod=SAME, ansvarig=who) for who in "ab"]), [2, 3]),
    Case("a short method in many rows", plan_file([row(metod="Samtal", ansvarig=who) for who in "abcd"]), [2, 3, 4, 5]),
    Case("the same goal in many rows", plan_file([row(mal=SAME, metod=f"Metod {n}") for n in "abcd"]), [2, 3, 4, 5]),
    Case("a row copied", plan_file([A, B, A]), [2, 3, 4], ["INT085 rad 4"]),
    Case("all lists lost", plan_file([A, B], template=True), [2, 3], ["INT086"]),
    Case("lists lost where something was pasted", plan_file([A, B], template=True, dress=dropdowns(2, 2)), [2, 3], cells("INT086", "A3", "B3", "F3", "G3")),
    Case("a workbook of one's own has no lists to lose", plan_file([A, B]), [2, 3]),
]  # fmt: skip


@table(NOTICED)
def test_what_is_noticed(case):
    check(case)


def test_a_comments_words_and_author_are_harvested():
    by_cell = {issue.cell: issue for issue in taken(plan_file([A], dress=commented)).issues}
    assert by_cell["D2"].value == "Eva Ek: Stäm av med polisen"
    assert by_cell["D2"].message == "Vid cell D2 finns en kommentar från Eva Ek: ”Stäm av med polisen”."
    assert by_cell["J9"].value == "Utan namn"
    assert {issue.severity for issue in by_cell.values()} == {"info"}


def test_comments_on_other_sheets_are_harvested_too():
    def dress(book, page):
        book.get_worksheet_by_name("Möten").write_comment("A1", "Ring Bo", {"author": "Eva"})

    made = taken(plan_file([A], after={"Möten": [["3 mars"]]}, dress=dress))
    assert says(made) == ["INT045 Möten", "INT080 Möten A1"]


THREAD = """<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">
<threadedComment ref="D2" dT="2021-03-01T08:00:00.00" personId="{AB-1}" id="{1}"><text>Räcker det med två möten?</text>
</threadedComment><threadedComment ref="D2" personId="{CD-2}" id="{2}" parentId="{1}"><text>Ja &amp; nej.</text>
</threadedComment></ThreadedComments>"""
PERSONS = """<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">
<person displayName="Eva Ek" id="{ab-1}" userId="x" providerId="y"/><person displayName="Bo" id="{CD-2}"/></personList>"""
THREAD_KIND = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"


def threaded() -> bytes:
    """Give a plan with a thread, as Excel writes it: beside it stands a note for programs that know no threads."""

    def dress(book, page):
        page.write_comment("D2", "[Trådad kommentar] Din version av Excel …", {"author": "tc={1}"})
        page.write_comment("E2", "En vanlig anteckning", {"author": "Eva Ek"})

    contents = parts(plan_file([A], dress=dress))
    relation = f'<Relationship Id="rId99" Type="{THREAD_KIND}" Target="../threadedComments/threadedComment1.xml"/>'
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    contents[rels] = contents[rels].replace(b"</Relationships>", f"{relation}</Relationships>".encode())
    contents["xl/threadedComments/threadedComment1.xml"] = THREAD.encode()
    contents["xl/persons/person.xml"] = PERSONS.encode()
    return zipped(contents)


def test_threaded_comments_are_harvested_once_with_their_answers():
    made = taken(threaded())
    assert [(issue.cell, issue.value) for issue in made.issues] == [
        ("D2", "Eva Ek: Räcker det med två möten?"),
        ("D2", "Bo: Ja & nej."),
        ("E2", "Eva Ek: En vanlig anteckning"),
    ]


def test_comments_that_cannot_be_read_cost_nothing_but_themselves():
    data = edit(threaded(), "xl/threadedComments/threadedComment1.xml", lambda part: part[:90])
    made = taken(data)
    assert texts(made) == [(2, A)]
    assert "INT087" in says(made)


def test_what_is_more_than_can_be_listed_is_counted():
    def dress(book, page):
        for number in range(250):
            page.write_formula(number + 10, 9, "=1+1", None, "")

    made = taken(plan_file([A], dress=dress))
    assert sum(issue.code == "INT037" for issue in made.issues) == 200
    (more,) = (issue for issue in made.issues if issue.code == "INT088")
    assert "50 till" in more.message


def test_lists_are_told_by_openpyxls_way_of_writing_them_too():
    book = openpyxl.load_workbook(io.BytesIO(plan_file([A, B], template=True)))
    sheet = book["Handlingsplan"]
    lists = DataValidation(type="list", formula1='"a,b"', prompt="större > mindre", promptTitle="x")
    for place in ("A2:A9", "B2:B9", "F2:F9", "G2"):
        lists.add(place)
    sheet.add_data_validation(DataValidation(prompt="bara en fråga", sqref="C2:C9"))
    sheet.add_data_validation(lists)
    target = io.BytesIO()
    book.save(target)
    assert says(taken(target.getvalue())) == ["INT086 G3"]


IDENTITY = {
    "another unit's file name": ({}, "in/Farsta.xlsx", ["INT041"]),
    "another unit's name in the text and the file name": ({"above": "Handlingsplan för Farsta"}, "in/Farsta.xlsx", ["INT041"]),
    "two units' marks": ({"name": "farsta"}, "in/Bromma.xlsx", ["INT041"]),
    "a unit that is no more": ({"name": "maria"}, "in/Bromma.xlsx", ["INT055"]),
    "an older version": ({"version": "2019.1"}, "in/Bromma.xlsx", ["INT042"]),
    "another strategy's template": ({"definition": "aldreomsorg"}, "in/Bromma.xlsx", ["INT043"]),
}  # fmt: skip


@pytest.mark.parametrize("name", IDENTITY)
def test_whose_the_template_is(name):
    changed, path, expected = IDENTITY[name]

    def dress(book, page):
        if "above" in changed:
            page.write_string("A1", changed["above"])
        if "name" in changed:
            book.define_name("exceltools_unit", f'="{changed["name"]}"')
        for what in ("version", "definition"):
            if what in changed:
                book.set_custom_property(f"exceltools_{what}", changed[what])
        dropdowns()(book, page)

    data = plan_file([A], template=True, at="A3", dress=dress)
    assert says(taken(data, path)) == expected
