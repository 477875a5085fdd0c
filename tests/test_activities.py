import datetime as dt

import pytest

from exceltools.activities import Builder
from exceltools.definition import COLUMN_IDS, load
from exceltools.model import Cell


@pytest.fixture(scope="module")
def builder() -> Builder:
    return Builder(load())


def built(builder, **texts):
    cells = {column: Cell(column, text, text, f"{'ABCDEFG'[n]}6") for n, (column, text) in enumerate(texts.items())}
    return builder.activity(unit="bromma", source="a.xlsx", sheet="Plan", row=6, cells=cells)


def test_recognised_within_its_utgangspunkt(builder):
    activity = built(builder, utgangspunkt="civilsamhället ", omrade="Samverkan med civilsamhälle")
    assert activity.utgangspunkt.id == "civilsamhallet"
    assert activity.omrade.id == "samverkan-civilsamhallet"
    assert activity.omrade_of == "civilsamhallet"


def test_an_omrade_of_another_utgangspunkt_is_that_ones(builder):
    activity = built(builder, utgangspunkt="Civilsamhället", omrade="Fritid")
    assert (activity.omrade.id, activity.omrade_of) == ("fritid", "skyddsfaktorer")


def test_a_column_that_is_not_there_is_an_empty_cell_without_reference(builder):
    activity = built(builder, utgangspunkt="Civilsamhället")
    assert tuple(activity.cells) == COLUMN_IDS
    assert activity.cells["metod"] == Cell("metod", "", "", None)
    assert activity.text("metod") == ""


def test_nobody_can_change_the_cells_of_an_activity(builder):
    extra = {"Arbetet utförs av": Cell("Arbetet utförs av", "Fältarna", "Fältarna", "H6")}
    activity = builder.activity(unit=None, source="a.xlsx", sheet="Plan", row=6, cells={}, extra=extra)
    with pytest.raises(TypeError):
        activity.cells["metod"] = Cell("metod", "x", "x", None)
    extra.clear()
    assert activity.extra["Arbetet utförs av"].text == "Fältarna"


def test_the_time_plan_is_parsed(builder):
    found = built(builder, tidsplan="2021 – 2022").period
    assert (found.kind, found.start, found.end) == ("span", dt.date(2021, 1, 1), dt.date(2022, 12, 31))
    assert built(builder).period is None
