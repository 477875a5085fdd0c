"""What an earlier workbook said beside its plan in, a sheet that lists it out: for somebody to place by hand."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.workbook import Workbook

from exceltools import style
from exceltools.definition import Unit
from exceltools.template.cells import Page, lines_needed
from exceltools.template.earlier import Leftover
from exceltools.template.looks import HEADING, LABEL, SECTION, SMALL
from exceltools.template.names import LEFTOVERS_SHEET
from exceltools.template.text import LeftoverText, subtitle

_WIDTHS = {"A": 16, "B": 80, "C": 50}
_FIRST = 6


def add_leftovers(book: Workbook, found: Sequence[Leftover], unit: Unit) -> Page:
    """Add the sheet; it can be edited and deleted."""
    page = Page(book, LEFTOVERS_SHEET)
    for letter, width in _WIDTHS.items():
        page.sheet.column_dimensions[letter].width = width
    for column, heading in enumerate(LeftoverText.HEADINGS, 1):
        page.put(_FIRST, column, heading, SECTION)
    page.height(_FIRST)
    for row, leftover in enumerate(found, _FIRST + 1):
        texts = (leftover.where, leftover.text, leftover.why)
        for column, text in enumerate(texts, 1):
            page.put(row, column, text, LABEL)
        needed = (lines_needed(text, width) for text, width in zip(texts, _WIDTHS.values(), strict=True))
        page.height(row, lines=min(25, max(needed)), more=6)
    page.title(LeftoverText.TITLE)
    page.put(2, 1, subtitle(unit), HEADING)
    page.put(4, 1, LeftoverText.ABOUT, SMALL)
    page.height(2, style.HEADING_SIZE)
    page.sheet.freeze_panes = f"A{_FIRST + 1}"
    page.sheet.sheet_view.showGridLines = False
    page.sheet.print_title_rows = f"{_FIRST}:{_FIRST}"
    page.print_on_a4(unit.name, landscape=True)
    return page
