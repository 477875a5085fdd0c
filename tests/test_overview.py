"""The first sheet fits what was merged: a whole round, one workbook, nothing at all, or hundreds of units."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from opening import links, parts, texts
from results import activity, few, many, plan, result, small_city

from exceltools.consolidated import workbook
from exceltools.consolidated.contents import contents
from exceltools.consolidated.links import SourceLinks
from exceltools.consolidated.overview import MOST_IN_CHART
from exceltools.consolidated.overview_load import loads


def made(given):
    return workbook(contents(given, SourceLinks(Path())))


def alone():
    city = small_city()
    return result(city, [plan(city, "alsta", [activity("alsta", 2, source="a.xlsx")])], [], [])


def units(data):
    shown = texts(data)["Översikt"]
    (heading,) = (int(place[1:]) for place, text in shown.items() if text == "Enheterna")
    return [text for place, text in shown.items() if place[0] == "B" and int(place[1:]) > heading + 1]


def charts(data):
    return sum(name.startswith("xl/charts/chart") for name in parts(data))


@pytest.mark.parametrize(
    ("given", "plans", "names", "number"),
    [
        pytest.param(few(), "2 av 3", ["Ålsta", "Bergby", "Kulturnämnden", "Övriga filer"], 2, id="a round"),
        pytest.param(alone(), "1", ["Ålsta"], 1, id="one workbook"),
        pytest.param(replace(few(), plans=(), coverage=()), "0 av 3", None, 0, id="nothing could be read"),
        pytest.param(many(MOST_IN_CHART + 1, 1), "26 av 26", None, 2, id="too many for a chart of units"),
    ],
)
def test_the_sheet_shows_what_it_is_about(given, plans, names, number):
    data = made(given)
    assert plans in texts(data)["Översikt"].values()
    assert names is None or units(data) == names
    assert charts(data) == number


def test_one_workbook_is_compared_with_nobody():
    shown = texts(made(alone()))
    for sheet in ("Översikt", "Täckning"):
        assert not any(" av 3" in text and "planer" in text for text in shown[sheet].values())
        assert "Bergby" not in shown[sheet].values()
        assert not any("med aktiviteter" in text and "Stadsdelar" in text for text in shown[sheet].values())
    (row,) = (place[1:] for place, text in shown["Översikt"].items() if text == "Systematisk samhandling")
    assert shown["Översikt"][f"F{row}"] == "1 av 2"  # områden: Tidig upptäckt, but not Samlad kompetens


def test_every_sheet_is_one_click_away():
    found = [one.location for one in links(made(few()))["Översikt"] if one.cell.endswith("3") and len(one.cell) == 2]
    assert found == [
        f"'{name}'!A1"
        for name in texts(made(few()))
        if name not in ("Översikt", "Ålsta", "Bergby", "Övriga filer")
    ]  # fmt: skip


def test_an_empty_folder_is_no_unit():
    (source,) = (one for one in few().sources if one.status == "refused")
    (locked,) = (one for one in few().issues if one.source == source.path)
    nothing = replace(few(), plans=(), coverage=(), sources=(source,), issues=(locked,))
    data = made(nothing)
    assert units(data) == ["Övriga filer"]
    assert "Okänd enhet" not in [text for sheet in texts(data).values() for text in sheet.values()]


def test_units_are_counted_by_how_much_is_left():
    given = many(6, 12)
    kept = {"enhet-1": 0, "enhet-2": 1, "enhet-3": 2, "enhet-4": 5, "enhet-5": 10, "enhet-6": 11}
    issues = [
        issue for unit, number in kept.items() for issue in [one for one in given.issues if one.unit == unit][:number]
    ]
    assert loads(contents(replace(given, issues=tuple(issues)), SourceLinks(Path()))) == [
        ("inga", 1), ("1–2", 2), ("3–5", 1), ("6–10", 1), ("11 eller fler", 1),
    ]  # fmt: skip
