"""A definition in, the self-check sheet out: what the plan lacks, live while somebody types. Formulas only.

On the left stand the figures and the coverage of utgångspunkter and områden, on the right what is left to do.
"""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from exceltools import style
from exceltools.definition import Definition, Unit
from exceltools.template import names
from exceltools.template.cells import (
    HEADER,
    HEADING,
    INDENTED,
    LINE,
    NUMBER,
    NUMBER_HEADER,
    SMALL,
    STATUS,
    STRONG,
    TEXT,
    TITLE,
    heat,
    highlight,
    line_height,
    protect,
    put,
    put_formula,
)
from exceltools.template.formulas import literal
from exceltools.template.plan import PLAN_PAINTS
from exceltools.template.rules import AREA_MISSING, POINT_MISSING, asks, severity
from exceltools.template.text import SelfCheckText as Say
from exceltools.template.text import subtitle

_WIDTHS = {"A": 52, "B": 9, "C": 11, "D": 3, "E": 92}
_TO_DO = 5  # column E
_LINES = 25  # of things to do; more are counted
_FIRST = 7


def add_self_check(book: Workbook, definition: Definition, unit: Unit) -> Worksheet:
    """Add the self-check sheet."""
    sheet = book.create_sheet(names.SELF_CHECK_SHEET)
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    _verdict(sheet, unit)
    row = _figures(sheet, definition)
    _coverage(sheet, definition, unit, row + 1)
    _to_do(sheet)
    _view_and_print(sheet, unit)
    protect(sheet)
    return sheet


def _verdict(sheet: Worksheet, unit: Unit) -> None:
    put(sheet, 1, 1, names.SELF_CHECK_SHEET, TITLE)
    put(sheet, 2, 1, subtitle(unit), HEADING)
    put(sheet, 3, 1, Say.ABOUT, SMALL)
    put_formula(sheet, 5, 1, f'{names.VERDICT}&" "&{names.REMAINS}', STATUS)
    for level, paint in PLAN_PAINTS:
        highlight(sheet, "A5:E5", f"{names.PLAN_LEVEL}={level}", paint)
    for row, size in ((1, style.TITLE_SIZE), (2, style.HEADING_SIZE), (5, style.TITLE_SIZE)):
        sheet.row_dimensions[row].height = line_height(size) + 3


def _figures(sheet: Worksheet, definition: Definition) -> int:
    """Write the figures; give the row after them."""
    _header(sheet, _FIRST, Say.FIGURES, Say.NUMBER)
    figures = [
        (Say.ACTIVITIES, names.ACTIVITIES),
        (Say.COMPLETE_ROWS, names.COMPLETE_ROWS),
        (Say.INCOMPLETE_ROWS, names.INCOMPLETE_ROWS),
        (Say.ROWS_TO_LOOK_AT, names.ROWS_TO_LOOK_AT),
        (Say.ROWS_NOT_COUNTED, names.ROWS_NOT_COUNTED),
        *((Say.follow_up(code), f"SUM({names.follow_up(n)})") for n, code in enumerate(definition.follow_up, 1)),
    ]
    for row, (label, formula) in enumerate(figures, _FIRST + 1):
        put(sheet, row, 1, label, TEXT)
        put_formula(sheet, row, 2, formula, NUMBER)
    return _FIRST + 1 + len(figures)


def _coverage(sheet: Worksheet, definition: Definition, unit: Unit, first: int) -> None:
    """Write how many activities each utgångspunkt and each område has, and what is missed of those asked for."""
    _header(sheet, first, Say.COVERAGE, Say.NUMBER, Say.STATE)
    there, missing, not_yet = literal(Say.THERE), literal(Say.MISSING), literal(Say.NOT_YET)
    cells: dict[str, list[str]] = {POINT_MISSING: [], AREA_MISSING: []}
    row = first
    for row, (name, code, count, present) in enumerate(_covered(definition), first + 1):
        absent = f"IF({present},{missing},{not_yet})" if asks(code, unit.kind, definition) else not_yet
        put(sheet, row, 1, name, STRONG if code == POINT_MISSING else INDENTED)
        put_formula(sheet, row, 2, count, NUMBER)
        put_formula(sheet, row, 3, f"IF(B{row}>0,{there},{absent})", INDENTED)
        cells[code].append(f"B{row}:C{row}")
    for code, places in cells.items():
        top = places[0].partition(":")[0].lstrip("B")
        highlight(sheet, " ".join(places), f"$C{top}={missing}", style.SEVERITIES[severity(code, definition)])
    heat(sheet, f"B{first + 1}:B{row}")


def _covered(definition: Definition) -> Iterator[tuple[str, str, str, str]]:
    """Give name, rule, count, and whether it can be missed, of utgångspunkter and their områden in order."""
    area_number = 0
    for number, point in enumerate(definition.utgangspunkter, 1):
        in_point = f"COUNTIF({names.POINT},{number})"
        yield point.name, POINT_MISSING, in_point, f"{names.ACTIVITIES}>0"
        for area in point.omraden:
            area_number += 1
            yield area.name, AREA_MISSING, f"COUNTIF({names.AREA},{area_number})", f"{in_point}>0"


def _to_do(sheet: Worksheet) -> None:
    """Write the list of what is left: first what concerns the whole plan, then row by row."""
    put(sheet, _FIRST, _TO_DO, Say.TO_DO, HEADER)
    remarks = f"COUNT({names.REMARKS_AT})"
    for line in range(1, _LINES + 1):
        remark = f"INDEX({names.REMARKS},SMALL({names.REMARKS_AT},{line}))"
        at = f"SMALL({names.ROW_TO_DO},{line}-{remarks})"
        text = f"{literal(Say.ROW)}&{at}&{literal(': ')}&INDEX({names.ROW_TEXT},{at}-{names.HEADERS_AT})"
        nothing = f"IF({names.PLAN_LEVEL}={names.PLAN_EMPTY},{literal('')},{literal(Say.NOTHING_TO_DO)})"
        otherwise = nothing if line == 1 else literal("")
        put_formula(sheet, _FIRST + line, _TO_DO, f"IFERROR(IF({line}<={remarks},{remark},{text}),{otherwise})", LINE)
    more = f"{remarks}+COUNT({names.ROW_TO_DO})-{_LINES}"
    told = f"{literal(Say.MORE[0])}&({more})&{literal(Say.MORE[1])}"
    put_formula(sheet, _FIRST + _LINES + 1, _TO_DO, f"IF({more}>0,{told},{literal('')})", LINE)


def _header(sheet: Worksheet, row: int, *texts: str) -> None:
    for column, look in enumerate((HEADER, NUMBER_HEADER, HEADER), 1):
        put(sheet, row, column, texts[column - 1] if column <= len(texts) else "", look)
    sheet.row_dimensions[row].height = line_height() + 4


def _view_and_print(sheet: Worksheet, unit: Unit) -> None:
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.oddFooter.left.text = unit.name.replace("&", "&&")
    sheet.oddFooter.right.text = "Sida &P av &N"
