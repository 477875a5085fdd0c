"""A definition in, the instruction sheet out: how to fill in, what each column asks, what there is to choose from.

The columns stand below one another here, never as a row of headers: no reader can take this sheet for the plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from openpyxl.workbook import Workbook

from exceltools import style
from exceltools.definition import Definition, Unit
from exceltools.template.cells import Page, line_height, lines_needed
from exceltools.template.looks import HEADING, INDENTED, SECTION, SMALL, STRONG, TEXT
from exceltools.template.names import GUIDE_SHEET
from exceltools.template.rules import Demands
from exceltools.template.text import GuideText, steps, subtitle, version_line

_WIDTHS = {"A": 43, "B": 90}
_AIR = 5  # points between a heading and what stands under it, and more under every line than the text needs

_ONE_PAGE = 1250  # points; so many can be shrunk to one page and still be read

_NOTHING: Mapping[str, str] = MappingProxyType({})

Line = tuple[str, str, str]  # what it is about, what is said of it, the look of the former


def add_guide(book: Workbook, demands: Demands, unit: Unit, first: Mapping[str, str] = _NOTHING) -> Page:
    """Add the instruction sheet; `first` are steps before all others."""
    definition = demands.definition
    page = Page(book, GUIDE_SHEET)
    for letter, width in _WIDTHS.items():
        page.sheet.column_dimensions[letter].width = width
    to_do = ((label, text, STRONG) for label, text in {**first, **steps(demands, unit)}.items())
    row = _table(page, 5, GuideText.STEPS, to_do)
    row = _table(page, row, GuideText.COLUMNS, _columns(definition))
    points = [*_points(definition)]
    explained = any(text for _, text, _ in points)
    _table(page, row, GuideText.POINTS if explained else (GuideText.POINTS[0], ""), points)
    page.title(definition.title)
    page.put(2, 1, subtitle(unit), HEADING)
    page.put(3, 1, version_line(definition), SMALL)
    page.height(2, style.HEADING_SIZE)
    page.sheet.sheet_view.showGridLines = False
    height = sum(page.sheet.row_dimensions[row].height or line_height() for row in range(1, page.sheet.max_row + 1))
    page.print_on_a4(f"{unit.name} · {definition.version}", landscape=False, pages=1 if height < _ONE_PAGE else 0)
    page.protect()
    return page


def _columns(definition: Definition) -> Iterator[Line]:
    for column in definition.columns:
        yield column.header, GuideText.about(column, definition), STRONG


def _points(definition: Definition) -> Iterator[Line]:
    for point in definition.utgangspunkter:
        yield point.name, point.explanation, STRONG
        for area in point.omraden:
            yield area.name, area.explanation, INDENTED


def _table(page: Page, first: int, headings: tuple[str, str], lines: Iterable[Line]) -> int:
    """Write headings and the lines under them, a little air between; give the row where the next part begins."""
    for column, heading in enumerate(headings, 1):
        page.put(first, column, heading, SECTION)
    page.height(first)
    page.height(first + 1, lines=0, more=_AIR)
    row = first + 1
    for row, (subject, text, look) in enumerate(lines, first + 2):
        page.put(row, 1, subject, look)
        page.put(row, 2, text, TEXT)
        needed = (lines_needed(text, width) for text, width in zip((subject, text), _WIDTHS.values(), strict=True))
        page.height(row, lines=max(needed), more=_AIR)
    return row + 2
