"""A definition and a unit in, the sheet that the unit fills in out: title, questions, headers, dropdowns, prompts.

The sheet is not protected: rows can be added, deleted, sorted and filtered at will. Everything below the headers is
set for whole columns and a long way down, and anchored where a deleted row cannot take it along.
"""

from __future__ import annotations

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from exceltools import style
from exceltools.definition import Column, Definition, Unit
from exceltools.template_cells import (
    HEADER,
    HEADING,
    INPUT,
    QUESTION,
    SMALL,
    TITLE,
    line_height,
    lines_needed,
    put,
    text_column,
)
from exceltools.template_lists import FOLLOW_UPS, PERIODS, POINTS, areas_formula
from exceltools.template_text import HEADER_ERROR, HEADER_TITLE, PLAN_SHEET, alert, subtitle, version_line

QUESTION_ROW = 4
HEADER_ROW = 5
FIRST_ROW = HEADER_ROW + 1
PREPARED_ROWS = 40
LAST_ROW = HEADER_ROW + 1000  # as far down as dropdowns and prompts reach


def add_plan(book: Workbook, definition: Definition, unit: Unit) -> Worksheet:
    """Add the plan sheet."""
    sheet = book.create_sheet(PLAN_SHEET)
    for number, column in enumerate(definition.columns, 1):
        text_column(sheet, get_column_letter(number), column.width)
    _title(sheet, definition, unit)
    _headers(sheet, definition)
    _prepared_rows(sheet, definition)
    _validations(sheet, definition)
    _view_and_print(sheet, definition, unit)
    return sheet


def _title(sheet: Worksheet, definition: Definition, unit: Unit) -> None:
    put(sheet, 1, 1, definition.title, TITLE)
    put(sheet, 2, 1, subtitle(unit), HEADING)
    put(sheet, 3, 1, version_line(definition), SMALL)
    for row, size in enumerate((style.TITLE_SIZE, style.HEADING_SIZE, style.SMALL_SIZE), 1):
        sheet.row_dimensions[row].height = line_height(size)


def _headers(sheet: Worksheet, definition: Definition) -> None:
    for number, column in enumerate(definition.columns, 1):
        put(sheet, QUESTION_ROW, number, column.question, QUESTION)
        put(sheet, HEADER_ROW, number, column.header, HEADER)
    lines = max(lines_needed(column.question, column.width, style.SMALL_SIZE) for column in definition.columns)
    sheet.row_dimensions[QUESTION_ROW].height = line_height(style.SMALL_SIZE) * lines
    lines = max(lines_needed(column.header, column.width - 3) for column in definition.columns)
    sheet.row_dimensions[HEADER_ROW].height = line_height() * lines + 6
    sheet.auto_filter.ref = f"A{HEADER_ROW}:{get_column_letter(len(definition.columns))}{HEADER_ROW + PREPARED_ROWS}"


def _prepared_rows(sheet: Worksheet, definition: Definition) -> None:
    for row in range(FIRST_ROW, FIRST_ROW + PREPARED_ROWS):
        for number in range(1, len(definition.columns) + 1):
            sheet.cell(row, number).style = INPUT


def _validations(sheet: Worksheet, definition: Definition) -> None:
    for number, column in enumerate(definition.columns, 1):
        letter = get_column_letter(number)
        validation = _validation(definition, column)
        validation.add(f"{letter}{FIRST_ROW}:{letter}{LAST_ROW}")
        sheet.add_data_validation(validation)
    headers = DataValidation(type="custom", formula1="FALSE", allow_blank=False, showErrorMessage=True)
    headers.errorTitle, headers.error = HEADER_TITLE, HEADER_ERROR
    headers.add(f"A{HEADER_ROW}:{get_column_letter(len(definition.columns))}{HEADER_ROW}")
    sheet.add_data_validation(headers)


def _validation(definition: Definition, column: Column) -> DataValidation:
    formulas = {
        "utgangspunkt": POINTS,
        "omrade": areas_formula(definition, f"${_letter(definition, 'utgangspunkt')}{FIRST_ROW}"),
        "period": PERIODS,
        "follow_up": FOLLOW_UPS,
    }
    made = DataValidation(allow_blank=True, showInputMessage=True, promptTitle=column.header, prompt=column.question)
    said = alert(column)
    if said is not None:
        made.type, made.formula1 = "list", formulas[column.kind]
        made.showErrorMessage, made.errorStyle = True, said.style
        made.errorTitle, made.error = said.title, said.text
    return made


def _letter(definition: Definition, kind: str) -> str:
    number = next(number for number, column in enumerate(definition.columns, 1) if column.kind == kind)
    return str(get_column_letter(number))


def _view_and_print(sheet: Worksheet, definition: Definition, unit: Unit) -> None:
    sheet.freeze_panes = f"A{FIRST_ROW}"
    sheet.sheet_view.selection[-1].activeCell = sheet.sheet_view.selection[-1].sqref = f"A{FIRST_ROW}"
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.5, 0.6
    # & opens a code in headers and footers; doubled it is itself
    sheet.oddFooter.left.text = f"{unit.name} · {definition.version}".replace("&", "&&")
    sheet.oddFooter.right.text = "Sida &P av &N"
