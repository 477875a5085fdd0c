"""Tables on `Översikt` in, two charts of them side by side out: what the plans are about, and where work is left."""

from __future__ import annotations

from typing import Any

from exceltools import style
from exceltools.consolidated.book import Sheet
from exceltools.consolidated.contents import Contents
from exceltools.consolidated.overview_load import LOAD_AT, STEPS
from exceltools.consolidated.overview_units import ERRORS, LEFT, WARNINGS

CHART_ROWS = 16  # rows of the sheet that the charts take
POINTS_AT = 4  # the column in which the numbers of the table of utgångspunkter begin
_ERROR_BAR, _WARNING_BAR = "#B5413A", "#E3B54A"
_LINE = {"color": style.BORDER}


def of_points(sheet: Sheet, row: int, table: int, contents: Contents) -> None:
    """Insert a bar for each utgångspunkt.

    Args:
        sheet: the overview.
        row: the chart's first row.
        table: the header row of the table of utgångspunkter.
        contents: gives their number, and how long the longest bar is.
    """
    first, last = table + 1, table + len(contents.definition.utgangspunkter)
    most = max(contents.total.values())
    chart = sheet.book.chart({"type": "bar"})
    chart.add_series(
        {
            "name": "Aktiviteter",
            "categories": [sheet.name, first, LEFT, last, LEFT],
            "values": [sheet.name, first, POINTS_AT, last, POINTS_AT],
            "fill": {"color": style.ACCENT},
            "gap": 60,
            "data_labels": {"value": True, "font": {"color": style.INK}},
        }
    )
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "line": _LINE})
    room = max(most * 1.2, 1)  # for the number at the end of the longest bar
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0, "max": room})
    _insert(sheet, (row, LEFT), chart, "Aktiviteter per utgångspunkt", 620)


def of_units(sheet: Sheet, row: int, first: int, contents: Contents) -> None:
    """Insert a column for each unit, errors and warnings on top of each other; nothing where there are none.

    Args:
        sheet: the overview.
        row: the chart's first row.
        first: the first line of the table of units.
        contents: gives the number of units, which stand before everything else there, and the highest column.
    """
    ids, number = [unit.id for unit in contents.units], len(contents.units)
    most = max((contents.counts[unit, "error"] + contents.counts[unit, "warning"] for unit in ids), default=0)
    if most == 0:
        return
    chart = sheet.book.chart({"type": "column", "subtype": "stacked"})
    for column, name, colour in ((ERRORS, "Fel", _ERROR_BAR), (WARNINGS, "Varningar", _WARNING_BAR)):
        chart.add_series(
            {
                "name": name,
                "categories": [sheet.name, first, LEFT, first + number - 1, LEFT],
                "values": [sheet.name, first, LEFT + column, first + number - 1, LEFT + column],
                "fill": {"color": colour},
                "gap": 50,
            }
        )
    chart.set_legend({"position": "top", "font": {"color": style.INK}})
    chart.set_x_axis({"num_font": {"size": style.SMALL_SIZE}, "line": _LINE})
    steps = {"major_unit": 1} if most <= 6 else {}
    chart.set_y_axis({"major_gridlines": {"visible": True, "line": _LINE}, "min": 0, "line": {"none": True}, **steps})
    _insert(sheet, (row, LEFT + 5), chart, "Fel och varningar per enhet", 700)


def of_load(sheet: Sheet, row: int, table: int) -> None:
    """Insert a column for each step of how much is left to do, from the table whose header row is given."""
    first, last = table + 1, table + len(STEPS)
    chart = sheet.book.chart({"type": "column"})
    chart.add_series(
        {
            "name": "Antal enheter",
            "categories": [sheet.name, first, LOAD_AT, last, LOAD_AT],
            "values": [sheet.name, first, LOAD_AT + 1, last, LOAD_AT + 1],
            "fill": {"color": _WARNING_BAR},
            "gap": 50,
            "data_labels": {"value": True, "font": {"color": style.INK}},
        }
    )
    chart.set_legend({"none": True})
    chart.set_x_axis({"line": _LINE, "name": "Fel och varningar", "name_font": {"bold": False, "color": style.QUIET}})
    chart.set_y_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    _insert(sheet, (row, LEFT + 5), chart, "Så många enheter har så mycket kvar att se över", 700)


def _insert(sheet: Sheet, place: tuple[int, int], chart: Any, title: str, width: int) -> None:  # noqa: ANN401
    font = {"size": style.HEADING_SIZE, "bold": True, "color": style.ACCENT}
    chart.set_title({"name": title, "name_font": font, "overlay": False})
    chart.set_chartarea({"border": _LINE})
    chart.set_size({"width": width, "height": 20 * (CHART_ROWS - 1)})
    sheet.raw.insert_chart(*place, chart, {"description": title, "object_position": 1})
