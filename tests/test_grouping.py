"""The same sentence on many cells is said once, with the cells drawn together."""

from __future__ import annotations

from dataclasses import replace

import pytest
from results import few, said

from exceltools.grouping import grouped, worst_first

PLACE = {"unit": "bergby", "source": "b.xlsx", "sheet": "Plan"}


def at(*cells, message="Cellen är tom."):
    for cell in cells:
        row = int("".join(char for char in cell if char.isdigit()))
        place = {**PLACE, "row": row, "cell": cell if cell[0].isalpha() else None}
        yield said("SCH001", message, "Fyll i den.", place)


@pytest.mark.parametrize(
    ("cells", "places"),
    [
        pytest.param(["G14"], "G14", id="one"),
        pytest.param(["G6", "G7", "G8", "G9", "G12"], "G6–G9, G12", id="a run and one more"),
        pytest.param(["G6", "G7"], "G6–G7", id="a short run"),
        pytest.param(["G9", "G6", "G8", "G7"], "G6–G9", id="in any order"),
        pytest.param(["E6", "G6", "E7"], "E6–E7, G6", id="two columns"),
        pytest.param(["AA6", "Z6", "B6"], "B6, Z6, AA6", id="columns in the sheet's order"),
        pytest.param(["7", "8", "12"], "rad 7–8, rad 12", id="whole rows"),
        pytest.param(["G6", "G6"], "G6", id="the same cell twice"),
        pytest.param(["G99", "G100", "G101"], "G99–G101", id="numbers, not letters"),
    ],
)
def test_cells_are_drawn_together(cells, places):
    (group,) = grouped(at(*cells))
    assert group.places() == places
    assert len(group.issues) == len(cells)


def test_many_scattered_cells_are_counted():
    (group,) = grouped(at(*(f"G{row}" for row in range(2, 60, 2))))
    assert group.places(3) == "G2, G4, G6 och 26 till"


def test_no_place_gives_no_text():
    (group,) = grouped([said("TACK001", "Planen saknar något.", "", PLACE)])
    assert group.places() == ""


@pytest.mark.parametrize(
    "change",
    [{"unit": "alsta"}, {"source": "c.xlsx"}, {"sheet": "Plan 2"}, {"message": "Annat."}, {"hint": "Annat."},
     {"severity": "warning"}, {"code": "SCH002"}, {"column": "mal"}],
    ids=lambda change: next(iter(change)),
)  # fmt: skip
def test_what_differs_is_said_apart(change):
    first, second = at("G6", "G7")
    assert len(grouped([first, replace(second, **change)])) == 2


def test_the_small_round_says_the_empty_cells_once():
    groups = grouped(few().issues)
    assert len(groups) == 7
    assert [group.places() for group in groups if group.first.code == "SCH001"] == ["E6–E7"]


def test_each_text_in_the_cells_is_given_once():
    first, second = at("G6", "G7")
    (group,) = grouped([replace(first, value="löpande"), replace(second, value="löpande")])
    assert group.values == ("löpande",)


def test_errors_come_first():
    found = sorted(few().issues, key=worst_first)
    assert [one.severity for one in found] == ["error"] * 4 + ["warning"] * 3 + ["info"]
