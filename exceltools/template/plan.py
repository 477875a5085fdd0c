"""A definition and a unit in, the sheet that the unit fills in out: title, questions, headers, dropdowns, row check.

The sheet is not protected: rows can be added, deleted, sorted and filtered at will. Dropdowns, prompts and colours are
set a long way down, and nothing refers to a cell that a deleted row could take along.
"""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from exceltools import style
from exceltools.definition import Column, Definition, Unit
from exceltools.model import Activity
from exceltools.template import names
from exceltools.template.cells import Page, lines_needed, text_column
from exceltools.template.lists import areas_formula
from exceltools.template.looks import HEADER, HEADING, QUESTION, SMALL, STATUS
from exceltools.template.names import (
    CHECK_HEADER,
    CHECK_WIDTH,
    FIRST_ROW,
    HEADER_ROW,
    HEADERS_AT,
    PLAN_SHEET,
    QUESTION_ROW,
)
from exceltools.template.rows import add_rows
from exceltools.template.rules import Demands
from exceltools.template.text import (
    CHECK_QUESTION,
    EMPTY_PLAN,
    HEADER_ERROR,
    HEADER_TITLE,
    alert,
    subtitle,
    version_line,
)

_LAST_ROW = HEADER_ROW + 2 * names.CHECKED_ROWS  # as far down as dropdowns and prompts reach


def add_plan(book: Workbook, demands: Demands, unit: Unit, activities: Sequence[Activity] = ()) -> Page:
    """Add the plan sheet, with the activities filled in."""
    definition = demands.definition
    page = Page(book, PLAN_SHEET)
    for number, column in enumerate(definition.columns, 1):
        text_column(page.sheet, get_column_letter(number), column.width)
    page.sheet.column_dimensions[_check_column(definition)].width = CHECK_WIDTH
    _headers(page, definition)
    _above(page, definition, unit)
    add_rows(page, demands, activities)
    _validations(page.sheet, demands)
    _colours(page, definition)
    page.sheet.freeze_panes = f"A{FIRST_ROW}"
    page.sheet.sheet_view.selection[-1].activeCell = page.sheet.sheet_view.selection[-1].sqref = f"A{FIRST_ROW}"
    page.sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    page.print_on_a4(f"{unit.name} · {definition.version}", landscape=True)
    return page


def _check_column(definition: Definition) -> str:
    return str(get_column_letter(len(definition.columns) + 1))


def _above(page: Page, definition: Definition, unit: Unit) -> None:
    page.title(definition.title)
    page.put(2, 1, subtitle(unit), HEADING)
    page.put(2, len(definition.columns) + 1, version_line(definition), SMALL)
    page.formula(3, 1, f'{names.VERDICT}&" "&{names.REMAINS}', STATUS, shows=EMPTY_PLAN)
    page.height(2, style.HEADING_SIZE)
    page.height(3, more=8)


def _headers(page: Page, definition: Definition) -> None:
    asked = [(column.header, column.question, column.width) for column in definition.columns]
    asked.append((CHECK_HEADER, CHECK_QUESTION, CHECK_WIDTH))
    for number, (header, question, _) in enumerate(asked, 1):
        page.put(QUESTION_ROW, number, question, QUESTION)
        page.put(HEADER_ROW, number, header, HEADER)
    lines = max(lines_needed(question, width, style.SMALL_SIZE) for _, question, width in asked)
    page.height(QUESTION_ROW, style.SMALL_SIZE, lines)
    lines = max(lines_needed(header, width - 4) for header, _, width in asked)  # the filter's button takes room
    page.height(HEADER_ROW, lines=lines, more=6)


def _validations(sheet: Worksheet, demands: Demands) -> None:
    definition = demands.definition
    for number, column in enumerate(definition.columns, 1):
        letter = get_column_letter(number)
        validation = _validation(demands, column)
        validation.add(f"{letter}{FIRST_ROW}:{letter}{_LAST_ROW}")
        sheet.add_data_validation(validation)
    # A row inserted right under the headers takes after them in some programs, and must take texts all the same.
    not_here = f"ROW()<>{HEADERS_AT}"
    headers = DataValidation(type="custom", formula1=not_here, allow_blank=False, showErrorMessage=True)
    headers.errorTitle, headers.error = HEADER_TITLE, HEADER_ERROR
    headers.add(f"A{HEADER_ROW}:{_check_column(definition)}{HEADER_ROW}")
    sheet.add_data_validation(headers)


def _validation(demands: Demands, column: Column) -> DataValidation:
    definition = demands.definition
    formulas = {
        "utgangspunkt": names.POINT_LIST,
        "omrade": areas_formula(definition),
        "period": names.PERIOD_LIST,
        "follow_up": names.FOLLOW_UP_LIST,
    }
    made = DataValidation(
        allow_blank=True, showInputMessage=True, promptTitle=column.header, prompt=demands.prompt(column)
    )
    said = alert(column)
    if said is not None:
        made.type, made.formula1 = "list", formulas[column.kind]
        made.showErrorMessage, made.errorStyle = True, said.style
        made.errorTitle, made.error = said.title, said.text
    return made


def _colours(page: Page, definition: Definition) -> None:
    """Paint what the row check speaks of; the ranges begin at the headers, which nobody deletes."""
    bottom = HEADER_ROW + names.CHECKED_ROWS
    for number, column in enumerate(definition.columns, 1):
        letter = get_column_letter(number)
        for condition, paint in _cell_colours(column):
            formula = f"AND(ROW()>{HEADERS_AT},{_here(names.ACTIVITY)}=1,{condition})"
            page.highlight(f"{letter}{HEADER_ROW}:{letter}{bottom}", formula, paint)
    letter = _check_column(definition)
    for level, paint in _LEVEL_PAINTS:
        formula = f"AND(ROW()>{HEADERS_AT},{_here(names.ROW_LEVEL)}={level})"
        page.highlight(f"{letter}{HEADER_ROW}:{letter}{bottom}", formula, paint)
    for level, paint in PLAN_PAINTS:
        page.highlight(f"A3:{letter}3", f"{names.PLAN_LEVEL}={level}", paint)


_LEVEL_PAINTS = (
    (names.COMPLETE, style.OK),
    (names.TO_LOOK_AT, style.INFO),
    (names.NOT_COUNTED, style.INFO),
    (names.INCOMPLETE, style.WARNING),
)
PLAN_PAINTS = (
    (names.PLAN_EMPTY, style.INFO),
    (names.PLAN_COMPLETE, style.OK),
    (names.PLAN_TO_LOOK_AT, style.INFO),
    (names.PLAN_INCOMPLETE, style.WARNING),
)


def _here(step: str) -> str:
    """Give the formula of a step's value in the row where the formula stands."""
    return f"INDEX({step},ROW()-{HEADERS_AT})"


def _cell_colours(column: Column) -> list[tuple[str, style.Paint]]:
    cell = _here(names.state(column.id))
    paints = [(f"{cell}={names.ERROR_VALUE}", style.WARNING)]
    if column.required:
        paints.append((f"OR({cell}={names.EMPTY},{cell}={names.STAND_IN})", style.WARNING))
    if column.id == "utgangspunkt":
        paints.append((f"{_here(names.POINT)}=0", style.WARNING))
    if column.id == "tidsplan":
        paints.append((f"{_here(names.TIME_FAULT)}=1", style.INFO))
    if column.id == "uppfoljning":
        paints.append((f"{_here(names.SAYS_NOTHING)}=1", style.INFO))
    if column.id == "omrade":
        paints.append((f"{_here(names.AREA_FAULT)}>0", style.INFO))
    return paints
