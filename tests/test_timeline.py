"""The timeline marks when an activity goes on, and never claims to know what the plan does not say."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opening import sheets, texts, trees
from results import activity, few, many, plan, result, small_city

from exceltools import period
from exceltools.consolidated import workbook
from exceltools.consolidated.contents import contents
from exceltools.consolidated.grid import MOST_OPEN
from exceltools.consolidated.links import SourceLinks
from exceltools.consolidated.timeline import marks, stretches
from exceltools.definition import Span, load
from exceltools.model import Period

COLUMNS = stretches(Span(start=dt.date(2021, 1, 1), end=dt.date(2022, 12, 31)))
TERMS = load().terms


def sheet(given_result):
    return texts(workbook(contents(given_result, SourceLinks(Path()))))["Tidslinje"]


def shown(text):
    """Write the marks as a line: Före, T1 2021 … T3 2022, Efter, Oklar tid."""
    letters = {"": ".", "•": "x", "(•)": "o", "?": "?"}
    return "".join(letters[mark.text] for mark in marks(period.parse(text, TERMS), COLUMNS))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("2021 – 2022", ".xxxxxx..", id="the plan's whole time"),
        pytest.param("2021", ".xxx.....", id="a year"),
        pytest.param("hösten 2021", "..xx.....", id="from August: two tertials"),
        pytest.param("läsåret 2021/2022", "..xxxx...", id="a school year"),
        pytest.param("31 augusti 2021", "..x......", id="the last day of a tertial"),
        pytest.param("1 september 2021", "...x.....", id="the first day of a tertial"),
        pytest.param("2019 – 2025", "xxxxxxxx.", id="begun before and not over after"),
        pytest.param("2020", "x........", id="over before the plan"),
        pytest.param("2023", ".......x.", id="after the plan"),
        pytest.param("fr.o.m. hösten 2021", "..xoooo..", id="no end is said"),
        pytest.param("fr.o.m. 2019", "xoooooo..", id="begun before, no end is said"),
        pytest.param("t.o.m. april 2022", ".ooox....", id="no beginning is said"),
        pytest.param("löpande", ".oooooo..", id="neither is said"),
        pytest.param("2022 – 2021", "........?", id="backwards"),
        pytest.param("2021/2022", "........?", id="ambiguous"),
        pytest.param("31 februari 2021", "........?", id="impossible"),
        pytest.param("hösten", "........?", id="no year"),
        pytest.param("när vi hinner", "........?", id="no period"),
    ],
)
def test_a_time_plan_in_tertials(text, line):
    assert shown(text) == line


def test_no_time_plan_at_all_is_unclear():
    assert [mark.text for mark in marks(None, COLUMNS)] == [""] * 8 + ["?"]


@pytest.mark.parametrize(
    ("start", "end", "names"),
    [
        pytest.param("2021-01-01", "2021-12-31", "Före, T1 2021, T2 2021, T3 2021, Efter", id="a year"),
        pytest.param("2021-04-30", "2021-05-01", "Före, T1 2021, T2 2021, Efter", id="two days in two tertials"),
        pytest.param("2016-01-01", "2021-04-30", "Före, 2016, 2017, 2018, 2019, 2020, 2021, Efter", id="many: by year"),
    ],
)
def test_the_columns_follow_the_plan(start, end, names):
    span = Span(start=dt.date.fromisoformat(start), end=dt.date.fromisoformat(end))
    assert ", ".join(column.name for column in stretches(span)) == names


DAYS = st.dates(dt.date(2015, 1, 1), dt.date(2030, 12, 31))


@given(DAYS, DAYS)
def test_a_mark_stands_where_a_day_of_the_activity_lies(one, other):
    start, end = min(one, other), max(one, other)
    found = marks(Period("span", start, end), COLUMNS)
    for column, mark in zip(COLUMNS, found, strict=False):
        assert (mark.text == "•") == (max(column.first, start) <= min(column.last, end))
    assert found[-1].text == ""


def test_a_band_counts_what_goes_on_and_the_lines_come_by_their_beginning():
    city = small_city()
    autumn = Period("single", dt.date(2021, 8, 1), dt.date(2021, 12, 31))
    unclear = Period("no-year", None, None)
    rows = [
        activity("alsta", 2, source="a.xlsx", period=unclear, texts={"metod": "Sist"}),
        activity("alsta", 3, source="a.xlsx", period=autumn, texts={"metod": "Mitten"}),
        activity("alsta", 4, source="a.xlsx", texts={"metod": "Först"}),
    ]
    cells = sheet(result(city, [plan(city, "alsta", rows)], [], []))
    assert [cells[f"{letter}5"] for letter in "DEFGHIJKL"] == [
        "Före", "T1 2021", "T2 2021", "T3 2021", "T1 2022", "T2 2022", "T3 2022", "Efter", "Oklar tid",
    ]  # fmt: skip
    assert [cells[f"C{row}"] for row in (7, 8, 9)] == ["Först", "Mitten", "Sist"]
    assert (cells["A6"], cells["B6"]) == ("Ålsta", "3 aktiviteter")
    assert [cells[f"{letter}6"] for letter in "DEFGHIJKL"] == ["0", "1", "2", "2", "1", "1", "1", "0", "1"]


def test_all_units_stand_first_and_a_missing_plan_is_said():
    cells = sheet(few())
    assert [cells[f"{letter}6"] for letter in "ABE"] == ["Alla enheter", "5 aktiviteter", "4"]
    (row,) = (place[1:] for place, text in cells.items() if text == "Kulturnämnden")
    assert cells[f"B{row}"] == "Ingen plan är inne."
    assert f"E{row}" not in cells


@pytest.mark.parametrize(("units", "folded"), [(MOST_OPEN, False), (MOST_OPEN + 1, True)], ids=["some", "many"])
@pytest.mark.parametrize("name", ["Tidslinje", "Uppföljning"])
def test_the_activities_of_many_units_are_folded_away_and_the_reader_is_told(units, folded, name):
    data = workbook(contents(many(units, 2, 0), SourceLinks(Path())))
    tree = trees(data)[sheets(data)[name]]
    rows = [row for row in tree.iter() if row.tag.endswith("}row")]
    under = [row for row in rows if row.get("outlineLevel") == "1"]
    assert len(under) == units * 2
    assert all((row.get("hidden") == "1") == folded for row in under)
    assert sum(row.get("collapsed") == "1" for row in rows) == (units if folded else 0)
    assert ("A3" in texts(data)[name]) == folded
    (outline,) = (one for one in tree.iter() if one.tag.endswith("}outlinePr"))
    assert outline.get("summaryBelow") == "0"


def test_a_plan_of_nobody_known_is_there_too():
    given_result = few()
    stranger = plan(small_city(), None, [activity(None, 2, source="vem.xlsx")])
    cells = sheet(replace(given_result, plans=(*given_result.plans, stranger)))
    assert "Okänd enhet" in cells.values()
