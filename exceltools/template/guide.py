"""A definition in, the instruction sheet out: how to fill in, what each column asks, what there is to choose from.

The columns stand below one another here, never as a row of headers: no reader can take this sheet for the plan.
"""

from __future__ import annotations

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from exceltools.definition import Definition, Unit
from exceltools.template.cells import HEADING, SMALL, STRONG, TEXT, TITLE, line_height, lines_needed, protect, put
from exceltools.template.names import GUIDE_SHEET
from exceltools.template.text import steps, subtitle, version_line

_WIDTHS = (30, 92)


def add_guide(book: Workbook, definition: Definition, unit: Unit) -> Worksheet:
    """Add the instruction sheet."""
    sheet = book.create_sheet(GUIDE_SHEET)
    for letter, width in zip("AB", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    put(sheet, 1, 1, definition.title, TITLE)
    put(sheet, 2, 1, subtitle(unit), HEADING)
    put(sheet, 3, 1, version_line(definition), SMALL)
    row = _table(sheet, 5, "Så här gör ni", [(f"{number}.", text) for number, text in enumerate(steps(definition), 1)])
    row = _table(sheet, row, "Kolumnerna", [(column.header, column.question) for column in definition.columns])
    _table(sheet, row, "Utgångspunkter och områden", list(_points(definition)))
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    protect(sheet)
    return sheet


def _points(definition: Definition) -> list[tuple[str, str]]:
    return [
        (point.name, "\n".join([point.explanation, *(f"– {area.name}" for area in point.omraden)]).strip())
        for point in definition.utgangspunkter
    ]


def _table(sheet: Worksheet, first: int, heading: str, lines: list[tuple[str, str]]) -> int:
    """Write a heading and the lines under it; give the row where the next part begins."""
    put(sheet, first, 1, heading, HEADING)
    for row, (left, right) in enumerate(lines, first + 1):
        put(sheet, row, 1, left, STRONG)
        put(sheet, row, 2, right, TEXT)
        needed = max(lines_needed(text, width) for text, width in zip((left, right), _WIDTHS, strict=True))
        sheet.row_dimensions[row].height = line_height() * needed + 3
    return first + len(lines) + 2
