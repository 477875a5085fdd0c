"""The whole result in, the sheet `Översikt` out: the verdict first, then figures, who is in, and what is left to do."""

from __future__ import annotations

import textwrap
from collections import Counter

from exceltools import style
from exceltools.consolidated import overview_charts, overview_units
from exceltools.consolidated.book import Sheet
from exceltools.consolidated.contents import Contents
from exceltools.consolidated.overview_charts import CHART_ROWS, POINTS_AT
from exceltools.consolidated.overview_units import LEFT, UNITS
from exceltools.model import Result
from exceltools.sentences import coverage, deliveries, observations, verdict
from exceltools.wording import KIND_WORDS, digits

_LINE = 125  # characters of a sentence on one row: what the width of the sheet holds
MOST_IN_CHART = 25  # more columns than this nobody reads; the table below has bars of its own


def write(sheet: Sheet, contents: Contents) -> None:
    """Write the sheet from the top down."""
    result = contents.result
    sheet.raw.set_column(0, 0, 2)
    for column, heading in enumerate(UNITS, LEFT):
        sheet.raw.set_column(column, column, heading.width)
    row = _top(sheet, result)
    row = _tiles(sheet, row, contents)
    row = _said(sheet, row, result)
    points = row + 1
    charts = _points(sheet, points, contents) + 1
    units = charts + CHART_ROWS
    sheet.raw.set_h_pagebreaks([units])
    number = overview_units.write(sheet, units, contents)
    overview_charts.of_points(sheet, charts, points, contents)
    if number <= MOST_IN_CHART:
        overview_charts.of_units(sheet, charts, units + 2, number, contents)


def _top(sheet: Sheet, result: Result) -> int:
    definition, said = result.definition, verdict(result)
    sheet.put(0, LEFT, definition.title, "title")
    sheet.raw.set_row(0, 28)
    years = "–".join(sorted({str(day.year) for day in (definition.plan.start, definition.plan.end)}))
    sheet.put(1, LEFT, f"Sammanställning av planer för {years}. {definition.organisation}.", "quiet")
    paint = style.SEVERITIES[said.level]
    sheet.raw.set_row(3, 32)
    for column in range(LEFT, LEFT + len(UNITS)):
        sheet.put(
            3, column, said.text if column == LEFT else None, "verdict", font_color=paint.text, bg_color=paint.fill
        )
    return 5


def _tiles(sheet: Sheet, row: int, contents: Contents) -> int:
    """Write a few numbers large, each with its word under it."""
    result = contents.result
    found = Counter(issue.severity for issue in result.issues)
    units = len(result.definition.units)
    refused = sum(source.status == "refused" for source in result.sources)
    tiles = [
        (f"{len(contents.returned)} av {units}", "planer är inne", ""),
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
