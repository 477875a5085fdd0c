"""The whole result in, the sheet `Översikt` out: the verdict first, then figures, who is in, and what is left to do."""

from __future__ import annotations

import textwrap
from collections import Counter

from exceltools import style
from exceltools.consolidated import overview_charts, overview_load, overview_units
from exceltools.consolidated.book import Sheet, internal
from exceltools.consolidated.contents import Contents
from exceltools.consolidated.overview_charts import CHART_ROWS, POINTS_AT
from exceltools.consolidated.overview_units import LEFT, UNITS
from exceltools.model import Result
from exceltools.sentences import coverage, deliveries, observations, verdict
from exceltools.wording import KIND_WORDS, digits

_LINE = 125  # characters of a sentence on one row: what the width of the sheet holds
_MOST_BELOW_CHARTS = 8  # lines of the table of units that have room on the first page
MOST_IN_CHART = 25  # more columns than this nobody reads; the table below has bars of its own


def write(sheet: Sheet, contents: Contents) -> None:
    """Write the sheet from the top down."""
    result = contents.result
    sheet.raw.set_column(0, 0, 2)
    for column, heading in enumerate(UNITS, LEFT):
        sheet.raw.set_column(column, column, heading.width)
    row = _top(sheet, contents)
    row = _tiles(sheet, row, contents)
    row = _said(sheet, row, result)
    if result.activities:
        row = _figures(sheet, row + 1, contents)
    if overview_units.write(sheet, row, contents) > _MOST_BELOW_CHARTS:
        sheet.raw.set_h_pagebreaks([row])
    if result.activities and 1 < len(contents.units) <= MOST_IN_CHART:
        overview_charts.of_units(sheet, row - CHART_ROWS, row + 2, contents)


def _figures(sheet: Sheet, top: int, contents: Contents) -> int:
    """Write the small tables, and under them their charts side by side; give the next row."""
    many = len(contents.units) > MOST_IN_CHART
    row = _points(sheet, top, contents)
    if many:
        row = max(row, overview_load.write(sheet, top, contents))
        overview_charts.of_load(sheet, row + 1, top)
    overview_charts.of_points(sheet, row + 1, top, contents)
    return row + 1 + CHART_ROWS


def _top(sheet: Sheet, contents: Contents) -> int:
    definition, said = contents.definition, verdict(contents.result)
    sheet.put(0, LEFT, definition.title, "title")
    sheet.raw.set_row(0, 28)
    years = "–".join(sorted({str(day.year) for day in (definition.plan.start, definition.plan.end)}))
    sheet.put(1, LEFT, f"Sammanställning av planer för {years}. {definition.organisation}.", "quiet")
    for column, name in enumerate(contents.main_sheets, LEFT):
        sheet.link(2, column, internal(name, name), "way")
    paint = style.SEVERITIES[said.level]
    sheet.raw.set_row(4, 32)
    for column in range(LEFT, LEFT + len(UNITS)):
        text = said.text if column == LEFT else None
        sheet.put(4, column, text, "verdict", font_color=paint.text, bg_color=paint.fill)
    return 6


def _tiles(sheet: Sheet, row: int, contents: Contents) -> int:
    """Write a few numbers large, each with its word under it."""
    result = contents.result
    found = Counter(issue.severity for issue in result.issues)
    inside = len(result.plans)
    plans = f"{len(contents.returned)} av {len(result.definition.units)}" if contents.is_a_round else digits(inside)
    refused = sum(source.status == "refused" for source in result.sources)
    tiles = [
        (plans, "plan är inne" if plans == "1" else "planer är inne", ""),
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
                sheet.put(row, LEFT, line if number == 0 else f"    {line}")
                row += 1
        sheet.raw.set_row(row, 6)
        row += 1
    return row


def _points(sheet: Sheet, top: int, contents: Contents) -> int:
    """Write a small table: activities within each utgångspunkt, and how many units have any; give the next row.

    Where nobody can be compared with anybody, how many of its områden have activities instead.
    """
    kinds = contents.kinds if contents.is_a_round else ()
    numbers = ["Aktiviteter", *(f"{KIND_WORDS[kind][1].capitalize()} med" for kind in kinds)]
    for column in range(1, POINTS_AT):
        sheet.put(top, column, "Utgångspunkt" if column == 1 else None, "open header")
    sheet.raw.set_row(top, 32)
    for column, text in enumerate(numbers if kinds else [*numbers, "Områden"], POINTS_AT):
        sheet.put(top, column, text, "header")
    for row, point in enumerate(contents.definition.utgangspunkter, top + 1):
        sheet.put(row, 1, point.name, "open row")
        for column in range(2, POINTS_AT):
            sheet.put(row, column, None, "open row")
        sheet.put(row, POINTS_AT, contents.total[point.id, None], "number")
        shares = [contents.having((point.id, None), kind) for kind in kinds]
        within = [contents.total[point.id, area.id] > 0 for area in point.omraden]
        for column, share in enumerate(shares if kinds else [(sum(within), len(within))], POINTS_AT + 1):
            sheet.put(row, column, "{} av {}".format(*share), "share")
    return top + 1 + len(contents.definition.utgangspunkter)
