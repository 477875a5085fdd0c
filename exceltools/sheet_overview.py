"""The whole result in, the sheet `Översikt` out: the verdict first, then figures, who is in, and what is left to do."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from xlsxwriter.url import Url

from exceltools import style
from exceltools.book import Heading, Sheet, Value, internal
from exceltools.contents import Contents
from exceltools.definition import Unit
from exceltools.model import Plan, Result
from exceltools.sentences import coverage, deliveries, missing, observations, verdict
from exceltools.wording import KIND_WORDS, UNKNOWN_UNIT, digits

_LINE = 125  # characters of a sentence on one row: what the width of the sheet holds
_LEFT = 1  # a narrow margin first
MOST_IN_CHART = 25  # more columns than this nobody reads; the table below has bars of its own
CHART_ROWS = 16
POINTS_AT = 4  # the column in which the numbers of the table of utgångspunkter begin
_ERROR_BAR, _WARNING_BAR = "#B5413A", "#E3B54A"

UNITS = (
    Heading("Enhet", 27, "line"),
    Heading("Grupp", 13, "line"),
    Heading("Plan", 13, "line"),
    Heading("Aktiviteter", 13, "number"),
    Heading("Utgångspunkter", 15, "share"),
    Heading("Områden", 13, "share"),
    Heading("Fel", 13, "number"),
    Heading("Varningar", 13, "number"),
    Heading("Att göra", 15, "centred link"),
    Heading("Fil", 50, "link"),
)


def write(sheet: Sheet, contents: Contents) -> None:
    """Write the sheet from the top down."""
    result = contents.result
    sheet.raw.set_column(0, 0, 2)
    for column, heading in enumerate(UNITS, _LEFT):
        sheet.raw.set_column(column, column, heading.width)
    row = _top(sheet, result)
    row = _tiles(sheet, row, result)
    row = _said(sheet, row, result)
    points = row + 1
    charts = _points(sheet, points, contents) + 1
    units = charts + CHART_ROWS
    sheet.raw.set_h_pagebreaks([units])
    number = _units(sheet, units, contents)
    _chart_of_points(sheet, charts, points, contents)
    if number <= MOST_IN_CHART:
        _chart_of_units(sheet, charts, units + 2, number)


def _top(sheet: Sheet, result: Result) -> int:
    definition, said = result.definition, verdict(result)
    sheet.put(0, _LEFT, definition.title, "title")
    sheet.raw.set_row(0, 28)
    years = f"{definition.plan.start.year}–{definition.plan.end.year}"
    sheet.put(1, _LEFT, f"Sammanställning av planer för {years}. {definition.organisation}.", "quiet")
    paint = style.SEVERITIES[said.level]
    sheet.raw.set_row(3, 32)
    for column in range(_LEFT, _LEFT + len(UNITS)):
        sheet.put(
            3, column, said.text if column == _LEFT else None, "verdict", font_color=paint.text, bg_color=paint.fill
        )
    return 5


def _tiles(sheet: Sheet, row: int, result: Result) -> int:
    """Write a few numbers large, each with its word under it."""
    found = Counter(issue.severity for issue in result.issues)
    units = len(result.definition.units)
    refused = sum(source.status == "refused" for source in result.sources)
    tiles = [
        (f"{units - len(missing(result))} av {units}", "planer är inne", ""),
        (digits(len(result.activities)), "aktiviteter", ""),
        (digits(found["error"]), "fel", "error" if found["error"] else ""),
        (digits(found["warning"]), "varningar", "warning" if found["warning"] else ""),
        (digits(refused), "fil gick inte att läsa" if refused == 1 else "filer gick inte att läsa", ""),
    ]
    sheet.raw.set_row(row, 30)
    for column, (number, word, severity) in zip((1, 3, 5, 7, 9), tiles, strict=True):
        colour = style.SEVERITIES[severity].text if severity else style.ACCENT
        sheet.put(row, column, number, "figure", font_color=colour)
        sheet.put(row + 1, column, word, "quiet")
    return row + 3


def _said(sheet: Sheet, row: int, result: Result) -> int:
    """Write the sentences, a little air between those of different kinds; give the next row."""
    for said in filter(None, (deliveries(result), coverage(result), observations(result))):
        for sentence in said:
            for number, line in enumerate(textwrap.wrap(sentence, _LINE, break_on_hyphens=False)):
                sheet.put(row, _LEFT, line if number == 0 else f"    {line}")
                row += 1
        sheet.raw.set_row(row, 6)
        row += 1
    return row - 1


def _points(sheet: Sheet, top: int, contents: Contents) -> int:
    """Write a small table: activities within each utgångspunkt, and how many units have any; give the next row."""
    numbers = ["Aktiviteter", *(f"{KIND_WORDS[kind][1].capitalize()} med" for kind in contents.kinds)]
    for column in range(1, POINTS_AT):
        sheet.put(top, column, "Utgångspunkt" if column == 1 else None, "open header")
    sheet.raw.set_row(top, 32)
    for column, text in enumerate(numbers, POINTS_AT):
        sheet.put(top, column, text, "header")
    for row, point in enumerate(contents.definition.utgangspunkter, top + 1):
        sheet.put(row, 1, point.name, "open row")
        for column in range(2, POINTS_AT):
            sheet.put(row, column, None, "open row")
        activities = sum(counts[point.id, None] for counts in contents.matrix.values())
        sheet.put(row, POINTS_AT, activities, "number")
        for column, kind in enumerate(contents.kinds, POINTS_AT + 1):
            sheet.put(row, column, "{} av {}".format(*contents.having((point.id, None), kind)), "share")
    return top + 1 + len(contents.definition.utgangspunkter)


@dataclass(frozen=True, slots=True)
class _Line:
    """A unit with its plan, or a plan that nobody knows whose it is."""

    unit: Unit | None
    plan: Plan | None


def _units(sheet: Sheet, row: int, contents: Contents) -> int:
    """Write the table of units; give the number of its rows."""
    sheet.put(row, _LEFT, "Enheterna", "heading")
    top = row + 1
    sheet.header(top, UNITS, _LEFT)
    lines = _lines(contents.result)
    for number, line in enumerate(lines, top + 1):
        looks = list(UNITS)
        looks[2] = looks[2].looking("ok word" if line.plan else "error word")
        sheet.record(number, looks, _values(line, contents), _LEFT)
    last = top + len(lines)
    sheet.raw.autofilter(top, _LEFT, last, _LEFT + len(UNITS) - 1)
    for column, paint in ((_LEFT + 6, style.ERROR), (_LEFT + 7, style.WARNING)):
        bar = {"type": "data_bar", "bar_color": paint.fill, "bar_solid": True, "min_type": "num", "min_value": 0}
        sheet.raw.conditional_format(top + 1, column, last, column, bar)
    return len(lines)


def _lines(result: Result) -> list[_Line]:
    plans = {plan.unit.id: plan for plan in result.plans if plan.unit is not None}
    known = [_Line(unit, plans.get(unit.id)) for unit in result.definition.units]
    return known + [_Line(None, plan) for plan in result.plans if plan.unit is None]


def _values(line: _Line, contents: Contents) -> Iterator[Value | Url]:
    unit, plan = line.unit, line.plan
    yield unit.name if unit else UNKNOWN_UNIT
    yield KIND_WORDS[unit.kind][0].capitalize() if unit else ""
    yield "Inne" if plan else "Saknas"
    yield len(plan.activities) if plan else 0
    for areas in (False, True):
        yield "{} av {}".format(*contents.covered(unit.id, areas=areas)) if unit and plan else ""
    owner = unit.id if unit else None
    errors, warnings = contents.counts[owner, "error"], contents.counts[owner, "warning"]
    yield errors
    yield warnings
    number = errors + warnings
    yield internal(contents.issue_sheet(owner), f"Visa {digits(number)}") if number else ""
    yield _file(plan, contents) if plan else ""


def _file(plan: Plan, contents: Contents) -> Value | Url:
    name = PurePosixPath(plan.source).name
    return contents.links.to(name, plan.source, plan.sheet) or name


def _chart_of_points(sheet: Sheet, row: int, points: int, contents: Contents) -> None:
    number = len(contents.definition.utgangspunkter)
    most = max(sum(counts[slot] for counts in contents.matrix.values()) for slot in contents.slots)
    room = max(most * 1.2, 1)  # for the number at the end of the longest bar
    chart = sheet.book.chart({"type": "bar"})
    chart.add_series(
        {
            "name": "Aktiviteter",
            "categories": [sheet.name, points + 1, 1, points + number, 1],
            "values": [sheet.name, points + 1, POINTS_AT, points + number, POINTS_AT],
            "fill": {"color": style.ACCENT},
            "gap": 60,
            "data_labels": {"value": True, "font": {"color": style.INK}},
        }
    )
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "line": {"color": style.BORDER}})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0, "max": room})
    _insert(sheet, row, 1, chart, "Aktiviteter per utgångspunkt", 580)


def _chart_of_units(sheet: Sheet, row: int, first: int, number: int) -> None:
    chart = sheet.book.chart({"type": "column", "subtype": "stacked"})
    for column, name, colour in ((7, "Fel", _ERROR_BAR), (8, "Varningar", _WARNING_BAR)):
        chart.add_series(
            {
                "name": name,
                "categories": [sheet.name, first, 1, first + number - 1, 1],
                "values": [sheet.name, first, column, first + number - 1, column],
                "fill": {"color": colour},
                "gap": 50,
            }
        )
    chart.set_legend({"position": "top", "font": {"color": style.INK}})
    chart.set_x_axis({"num_font": {"size": style.SMALL_SIZE}, "line": {"color": style.BORDER}})
    chart.set_y_axis(
        {"major_gridlines": {"visible": True, "line": {"color": style.BORDER}}, "min": 0, "line": {"none": True}}
    )
    _insert(sheet, row, 6, chart, "Fel och varningar per enhet", 700)


def _insert(sheet: Sheet, row: int, column: int, chart: Any, title: str, width: int) -> None:  # noqa: ANN401, PLR0913, PLR0917
    font = {"size": style.HEADING_SIZE, "bold": True, "color": style.ACCENT}
    chart.set_title({"name": title, "name_font": font, "overlay": False})
    chart.set_chartarea({"border": {"color": style.BORDER}})
    chart.set_size({"width": width, "height": 20 * (CHART_ROWS - 1)})
    sheet.raw.insert_chart(row, column, chart, {"description": title, "object_position": 1})
