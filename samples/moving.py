"""A sheet and what was done to it in, everything that refers to it following out: what Excel does by itself.

openpyxl moves cells and nothing else. Here the table, dropdowns, frozen panes, print titles, conditional formats,
defined names and formulas, also those on other sheets, go where their cells have gone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.table import TableColumn
from openpyxl.worksheet.worksheet import Worksheet

from exceltools.template.cells import text_column

Moved = Callable[[int, int], tuple[int, int]]  # a cell's old row and column -> its new ones; 1-based
Rewritten = Callable[[str], str]  # an old formula, without "=" -> the new one

_END = re.compile(r"(\$?)([A-Z]{1,3})(\$?)(\d+)|(\$?)([A-Z]{1,3})|(\$?)(\d+)")  # one end of a range


def paste_above(book: Workbook, sheet: Worksheet, at: int, lines: list[str]) -> list[Cell]:
    """Insert lines and an empty row; what stands at row `at` and below moves down. Give the cells of the lines."""
    count = len(lines) + 1
    heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
    sheet.insert_rows(at, count)
    for row, height in enumerate([*heights[: at - 1], *[None] * count, *heights[at - 1 :]], 1):
        sheet.row_dimensions[row].height = height
    follow(book, sheet, lambda row, column: (row + count if row >= at else row, column))
    return [sheet.cell(row, 1, line) for row, line in enumerate(lines, at)]


def insert_column(book: Workbook, sheet: Worksheet, header_row: int, at: int, header: str) -> None:
    """Insert a column that looks like the one to its left; the others move right."""
    widths = _widths(sheet)
    widths.insert(at - 1, widths[at - 2])
    sheet.insert_cols(at)
    for row in range(header_row - 1, sheet.max_row + 1):
        sheet.cell(row, at).style = sheet.cell(row, at - 1).style
    sheet.cell(header_row, at).value = header
    for column in range(at, len(widths)):  # all but the last, the template's own check
        text_column(sheet, get_column_letter(column), widths[column - 1])
    _set_widths(sheet, widths)
    follow(book, sheet, lambda row, column: (row, column + 1 if column >= at else column))
    for table in sheet.tables.values():
        new = max(column.id for column in table.tableColumns) + 1
        table.tableColumns.insert(at - 1, TableColumn(id=new, name=header))


def reorder_columns(book: Workbook, sheet: Worksheet, header_row: int, order: list[int]) -> None:
    """Put the columns in the order of their old numbers; under the headers they are still empty and look the same."""
    widths = _widths(sheet)
    _set_widths(sheet, [widths[old - 1] for old in order])
    for row in (header_row - 1, header_row):
        for column, text in enumerate([sheet.cell(row, old).value for old in order], 1):
            sheet.cell(row, column).value = text
    follow(book, sheet, lambda row, column: (row, order.index(column) + 1 if column in order else column))
    for table in sheet.tables.values():
        table.tableColumns[: len(order)] = [table.tableColumns[old - 1] for old in order]


def rename(book: Workbook, sheet: Worksheet, title: str) -> None:
    """Give the sheet another name, also in the formulas that mention it."""
    old, sheet.title = sheet.title, title
    _rewrite_all(book, lambda _, formula: _rewritten(formula, lambda place, of: (place, title if of == old else of)))


def follow(book: Workbook, sheet: Worksheet, moved: Moved) -> None:
    """Let everything that refers to cells of the sheet follow them."""

    def rewritten(here: bool, formula: str) -> str:  # noqa: FBT001  "on the sheet itself", said by the only caller
        def moved_reference(place: str, of: str) -> tuple[str, str]:
            return (_moved_place(place, moved) if of == sheet.title or (here and not of) else place), of

        return _rewritten(formula, moved_reference)

    _rewrite_all(book, lambda at, formula: rewritten(at is sheet, formula))
    for validation in sheet.data_validations.dataValidation:
        validation.sqref = MultiCellRange(_moved_places(str(validation.sqref), moved))
    formats = ConditionalFormattingList()
    for area in sheet.conditional_formatting:
        for rule in area.rules:
            formats.add(_moved_places(str(area.sqref), moved), rule)
    sheet.conditional_formatting = formats
    for table in sheet.tables.values():
        table.ref = table.autoFilter.ref = _moved_place(table.ref, moved)
    sheet.freeze_panes = _moved_place(sheet.freeze_panes, moved)
    sheet.print_title_rows = _moved_place(sheet.print_title_rows, moved).replace("$", "")


def _rewrite_all(book: Workbook, rewritten: Callable[[Worksheet | None, str], str]) -> None:
    """Rewrite every formula of the workbook, given the sheet that it stands on."""
    for name in book.defined_names.values():
        if isinstance(name, DefinedName):
            name.attr_text = rewritten(None, name.attr_text)
    for sheet in book:
        for cell in _formulas(sheet):
            if isinstance(cell.value, ArrayFormula):
                cell.value.text = "=" + rewritten(sheet, cell.value.text.removeprefix("="))
            else:
                cell.value = "=" + rewritten(sheet, cell.value[1:])
        for validation in sheet.data_validations.dataValidation:
            if validation.formula1:
                validation.formula1 = rewritten(sheet, validation.formula1)
        for area in sheet.conditional_formatting:
            for rule in area.rules:
                rule.formula = [rewritten(sheet, formula) for formula in rule.formula]


def _formulas(sheet: Worksheet) -> Iterator[Cell]:
    return (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f")


def _rewritten(formula: str, reference: Callable[[str, str], tuple[str, str]]) -> str:
    """Rewrite a formula's references, given the place and the sheet named before it, which may be none."""
    tokens = Tokenizer("=" + formula)
    for token in tokens.items:
        if token.subtype == Token.RANGE:
            named, _, place = token.value.rpartition("!")
            place, named = reference(place, named.strip("'"))
            token.value = f"'{named}'!{place}" if named else place
    return str(tokens.render())[1:]


def _moved_places(places: str, moved: Moved) -> str:
    return " ".join(_moved_place(place, moved) for place in places.split())


def _moved_place(place: str, moved: Moved) -> str:
    """Move "$A$6", "A6:G40", "$A:$A" or "5:5"; anything else is a name and stays."""
    ends = [_END.fullmatch(end) for end in place.split(":")]
    if None in ends or (len(ends) == 1 and ends[0] and ends[0][4] is None):
        return place
    return ":".join(_moved_end(end, moved) for end in ends if end)


def _moved_end(end: re.Match[str], moved: Moved) -> str:
    if end[6]:
        return f"{end[5]}{get_column_letter(moved(1, column_index_from_string(end[6]))[1])}"
    if end[8]:
        return f"{end[7]}{moved(int(end[8]), 1)[0]}"
    row, column = moved(int(end[4]), column_index_from_string(end[2]))
    return f"{end[1]}{get_column_letter(column)}{end[3]}{row}"


def _widths(sheet: Worksheet) -> list[float]:
    return [sheet.column_dimensions[get_column_letter(column)].width for column in range(1, sheet.max_column + 1)]


def _set_widths(sheet: Worksheet, widths: list[float]) -> None:
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
