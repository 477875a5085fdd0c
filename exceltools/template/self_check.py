"""A definition in, the self-check sheet out: what the plan lacks, live while somebody types. Formulas only.

On the left stand the figures and the coverage of utgångspunkter and områden, on the right what is left to do.
"""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl.workbook import Workbook

from exceltools import style
from exceltools.coverage import Slot
from exceltools.definition import Definition, Unit
from exceltools.template import names
from exceltools.template.cells import Page, lines_needed
from exceltools.template.formulas import literal
from exceltools.template.looks import (
    HEADING,
    INDENTED_LABEL,
    LABEL,
    LINE,
    NUMBER,
    NUMBER_SECTION,
    SECTION,
    SMALL,
    STATUS,
    STRONG_LABEL,
)
from exceltools.template.plan import PLAN_PAINTS
from exceltools.template.rules import AREA_MISSING, POINT_MISSING, Demands
from exceltools.template.text import EMPTY_PLAN, subtitle
from exceltools.template.text import SelfCheckText as Say

_WIDTHS = {"A": 52, "B": 9, "C": 11, "D": 3, "E": 104}
_TO_DO = 5  # column E
_LINES = 25  # of things to do; more are counted
_FIRST = 7


def add_self_check(book: Workbook, demands: Demands, unit: Unit) -> Page:
    """Add the self-check sheet."""
    page = Page(book, names.SELF_CHECK_SHEET)
    for letter, width in _WIDTHS.items():
        page.sheet.column_dimensions[letter].width = width
    _verdict(page, unit)
    row = _figures(page, demands.definition)
    _coverage(page, demands, unit, row + 1)
    _to_do(page)
    page.sheet.sheet_view.showGridLines = False
    page.print_on_a4(unit.name, landscape=True)
    page.protect()
    return page


def _verdict(page: Page, unit: Unit) -> None:
    page.title(names.SELF_CHECK_SHEET)
    page.put(2, 1, subtitle(unit), HEADING)
    page.put(3, 1, Say.ABOUT, SMALL)
    page.put(4, 1, Say.LIMITS, SMALL)
    page.formula(5, 1, f'{names.VERDICT}&" "&{names.REMAINS}', STATUS, shows=EMPTY_PLAN)
    for level, paint in PLAN_PAINTS:
        page.highlight("A5:E5", f"{names.PLAN_LEVEL}={level}", paint)
    page.height(2, style.HEADING_SIZE)
    page.height(4, style.SMALL_SIZE, more=9)
    page.height(5, style.TITLE_SIZE)


def _figures(page: Page, definition: Definition) -> int:
    """Write the figures; give the row after them."""
    _header(page, _FIRST, Say.FIGURES, Say.NUMBER)
    figures = [
        (Say.ACTIVITIES, names.ACTIVITIES),
        (Say.COMPLETE_ROWS, names.COMPLETE_ROWS),
        (Say.INCOMPLETE_ROWS, names.INCOMPLETE_ROWS),
        (Say.ROWS_TO_LOOK_AT, names.ROWS_TO_LOOK_AT),
        (Say.ROWS_NOT_COUNTED, names.ROWS_NOT_COUNTED),
        *((Say.follow_up(code), f"SUM({names.follow_up(n)})") for n, code in enumerate(definition.follow_up, 1)),
    ]
    for row, (label, formula) in enumerate(figures, _FIRST + 1):
        page.put(row, 1, label, LABEL)
        page.formula(row, 2, formula, NUMBER, shows=0)
        page.height(row)
    return _FIRST + 1 + len(figures)


def _coverage(page: Page, demands: Demands, unit: Unit, first: int) -> None:
    """Write how many activities each utgångspunkt and each område has, and what is missed of those asked for."""
    _header(page, first, Say.COVERAGE, Say.NUMBER, Say.STATE)
    there, missing, not_yet = literal(Say.THERE), literal(Say.MISSING), literal(Say.NOT_YET)
    cells: dict[str, list[str]] = {POINT_MISSING: [], AREA_MISSING: []}
    row = first
    asked = demands.asked(unit)
    for row, (name, slot, count, present) in enumerate(_covered(demands.definition), first + 1):
        code = AREA_MISSING if slot[1] else POINT_MISSING
        absent = f"IF({present},{missing},{not_yet})" if slot in asked else not_yet
        page.put(row, 1, name, STRONG_LABEL if code == POINT_MISSING else INDENTED_LABEL)
        page.formula(row, 2, count, NUMBER, shows=0)
        page.formula(row, 3, f"IF(B{row}>0,{there},{absent})", LABEL, shows=Say.NOT_YET)
        page.height(row, lines=lines_needed(name, _WIDTHS["A"] - 3))
        cells[code].append(f"B{row}:C{row}")
    for code, places in cells.items():
        top = places[0].partition(":")[0].lstrip("B")
        paint = style.SEVERITIES[demands.severity(code) or "info"]
        page.highlight(" ".join(places), f"$C{top}={missing}", paint)
    page.heat(f"B{first + 1}:B{row}")


def _covered(definition: Definition) -> Iterator[tuple[str, Slot, str, str]]:
    """Give name, id, count, and whether it can be missed, of utgångspunkter and their områden in order."""
    area_number = 0
    for number, point in enumerate(definition.utgangspunkter, 1):
        in_point = f"COUNTIF({names.POINT},{number})"
        yield point.name, (point.id, None), in_point, f"{names.ACTIVITIES}>0"
        for area in point.omraden:
            area_number += 1
            yield area.name, (point.id, area.id), f"COUNTIF({names.AREA},{area_number})", f"{in_point}>0"


def _to_do(page: Page) -> None:
    """Write the list of what is left: first what concerns the whole plan, then row by row."""
    page.put(_FIRST, _TO_DO, Say.TO_DO, SECTION)
    remarks = f"COUNT({names.REMARKS_AT})"
    for line in range(1, _LINES + 1):
        remark = f"INDEX({names.REMARKS},SMALL({names.REMARKS_AT},{line}))"
        at = f"SMALL({names.ROW_TO_DO},{line}-{remarks})"
        text = f"{literal(Say.ROW)}&{at}&{literal(': ')}&INDEX({names.ROW_TEXT},{at}-{names.HEADERS_AT})"
        nothing = f"IF({names.PLAN_LEVEL}={names.PLAN_EMPTY},{literal('')},{literal(Say.NOTHING_TO_DO)})"
        otherwise = nothing if line == 1 else literal("")
        formula = f"IFERROR(IF({line}<={remarks},{remark},{text}),{otherwise})"
        page.formula(_FIRST + line, _TO_DO, formula, LINE, shows="")
    more = f"{remarks}+COUNT({names.ROW_TO_DO})-{_LINES}"
    told = f"{literal(Say.MORE[0])}&({more})&{literal(Say.MORE[1])}"
    page.formula(_FIRST + _LINES + 1, _TO_DO, f"IF({more}>0,{told},{literal('')})", LINE, shows="")


def _header(page: Page, row: int, *texts: str) -> None:
    for column, look in enumerate((SECTION, NUMBER_SECTION, SECTION), 1):
        page.put(row, column, texts[column - 1] if column <= len(texts) else "", look)
    page.height(row)
