"""Earlier activities in, the rows of the plan sheet out: prepared for typing, or filled in already, as one Excel table.

The table grows with what is typed or pasted under it and gives new rows their check. Columns that the unit once added
stand last and belong to the table, so that sorting takes them along.
"""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table, TableColumn, TableFormula

from exceltools.definition import Definition
from exceltools.model import Activity
from exceltools.template import names
from exceltools.template.cells import Page, lines_needed, text_column
from exceltools.template.earlier import own_columns, own_text, texts
from exceltools.template.looks import HEADER, INPUT, REMARK
from exceltools.template.names import CHECK_HEADER, CHECK_WIDTH, FIRST_ROW, HEADER_ROW, HEADERS_AT
from exceltools.template.row_check import about_to_be_told
from exceltools.template.rules import Demands
from exceltools.template.text import TABLE_NAME

_PREPARED = 40  # rows
_SPARE = 10  # rows at least that are empty when a plan is filled in already
_OWN_WIDTH = 26
_MOST_LINES = 26  # Excel's rows are 409 points high at most
_CHECK_FORMULA = f'IFERROR(INDEX({names.ROW_TEXT},ROW()-{HEADERS_AT}),"")'


def add_rows(page: Page, demands: Demands, activities: Sequence[Activity]) -> None:
    """Write rows and table; the headers of the seven columns and of the check must be there."""
    definition = demands.definition
    own = own_columns(activities, definition)
    count = max(_PREPARED, len(activities) + _SPARE)
    _prepare(page, definition, count, len(own))
    _own_headers(page, definition, list(own.values()))
    widths = [*(column.width for column in definition.columns), CHECK_WIDTH, *([_OWN_WIDTH] * len(own))]
    for row, activity in enumerate(activities, FIRST_ROW):
        own_texts = [own_text(activity, header) for header in own]
        line = [*texts(activity, definition), "", *own_texts]
        for column, text in enumerate(line, 1):
            if text:
                page.put(row, column, text, INPUT)
        line[len(definition.columns)] = about_to_be_told(activity, demands)
        page.height(row, lines=min(_MOST_LINES, max(map(lines_needed, line, widths))))
    _table(page, [column.header for column in definition.columns], list(own.values()), count)


def _prepare(page: Page, definition: Definition, count: int, own: int) -> None:
    check = len(definition.columns) + 1
    for row in range(FIRST_ROW, FIRST_ROW + count):
        for number in (*range(1, check), *range(check + 1, check + 1 + own)):
            page.sheet.cell(row, number).style = INPUT
        page.formula(row, check, _CHECK_FORMULA, REMARK, shows="")


def _own_headers(page: Page, definition: Definition, headers: Sequence[str]) -> None:
    for number, header in enumerate(headers, len(definition.columns) + 2):
        text_column(page.sheet, get_column_letter(number), _OWN_WIDTH)
        page.put(HEADER_ROW, number, header, HEADER)


def _table(page: Page, asked: Sequence[str], own: Sequence[str], count: int) -> None:
    check = TableColumn(id=1, name=CHECK_HEADER, calculatedColumnFormula=TableFormula(attr_text=_CHECK_FORMULA))
    columns = [
        *(TableColumn(id=1, name=name) for name in asked),
        check,
        *(TableColumn(id=1, name=name) for name in own),
    ]
    for number, column in enumerate(columns, 1):
        column.id = number
    reach = f"A{HEADER_ROW}:{get_column_letter(len(columns))}{HEADER_ROW + count}"
    table = Table(displayName=TABLE_NAME, ref=reach, tableColumns=columns, autoFilter=AutoFilter(ref=reach))
    table.totalsRowShown = False
    page.sheet.add_table(table)
