"""A definition in, the hidden sheet that works out what each row of the plan lacks out: formulas, one column a step.

The formulas say of a row what the merge would say of it, from the same definition. Each step is one array formula over
all the rows, so that no row of the plan carries anything that could be sorted or cut away, and has a defined name by
which the next step, the row check and the self-check find it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

from exceltools.coverage import Slot
from exceltools.definition import Definition
from exceltools.normalise import key
from exceltools.reading.raw import CHECK_SHEET
from exceltools.template import names
from exceltools.template.cells import Page
from exceltools.template.formulas import joined, key_of, literal, signs_in, when
from exceltools.template.keys import KeyTable
from exceltools.template.row_check import row_steps
from exceltools.template.rules import Demands
from exceltools.template.verdict import plan_cells, remarks

_FIRST_ROW = "hela_rad"  # number of the first row of the columns as named; the headers', as long as they are there
_SEEN_ROWS = 20_000  # rows below the headers in which text is noticed
_FIRST_STEP = 6  # columns A and B hold what is worked out once, C and D the remarks, from here on stand the steps


@dataclass(frozen=True, slots=True)
class Workings:
    """All formulas of the hidden sheet: the same for all units that are asked the same."""

    columns: tuple[tuple[str, str], ...]  # defined name, what it refers to
    cells: tuple[tuple[str, str], ...]  # defined name, formula
    remarks: tuple[str, ...]
    steps: tuple[tuple[str, str], ...]


def workings(demands: Demands, tables: Sequence[KeyTable], asked: frozenset[Slot]) -> Workings:
    """Write all formulas for units that are asked for these; `tables` are the definition's."""
    definition = demands.definition
    return Workings(
        columns=tuple(_columns(definition)),
        cells=(*_place_cells(definition), *plan_cells(demands, asked)),
        remarks=tuple(remarks(demands, asked)),
        steps=tuple(row_steps(demands, tables)),
    )


def add_check(book: Workbook, formulas: Workings) -> None:
    """Add the hidden sheet and the names of its cells."""
    page = Page(book, CHECK_SHEET)
    for name, reference in formulas.columns:
        _name(book, name, reference)
    _write_cells(book, page.sheet, formulas.cells)
    _write_remarks(book, page.sheet, formulas.remarks)
    for number, (name, formula) in enumerate(formulas.steps, _FIRST_STEP):
        letter = get_column_letter(number)
        page.put(1, number, name)
        page.sheet[f"{letter}2"] = ArrayFormula(f"{letter}2:{letter}{1 + names.CHECKED_ROWS}", f"={formula}")
        _name(book, name, f"'{CHECK_SHEET}'!${letter}$2:${letter}${1 + names.CHECKED_ROWS}")
    page.sheet.sheet_state = "hidden"
    page.protect()


def _name(book: Workbook, name: str, formula: str) -> None:
    book.defined_names[name] = DefinedName(name, attr_text=formula)


def _write_cells(book: Workbook, sheet: Worksheet, cells: Iterable[tuple[str, str]]) -> None:
    for row, (name, formula) in enumerate(cells, 2):
        sheet.cell(row, 1).value = name
        sheet.cell(row, 2).value = f"={formula}"
        _name(book, name, f"'{CHECK_SHEET}'!$B${row}")


def _write_remarks(book: Workbook, sheet: Worksheet, formulas: Sequence[str]) -> None:
    """Write what can be said of the plan as a whole, and beside it the numbers of what is said."""
    for row, formula in enumerate(formulas, 2):
        sheet.cell(row, 3).value = f"={formula}"
        sheet.cell(row, 4).value = f'=IF(C{row}="","",{row - 1})'
    for letter, name in (("C", names.REMARKS), ("D", names.REMARKS_AT)):
        _name(book, name, f"'{CHECK_SHEET}'!${letter}$2:${letter}${1 + len(formulas)}")


# --- where the plan is


def _columns(definition: Definition) -> Iterator[tuple[str, str]]:
    """Name the plan's columns from the headers downwards.

    Nothing above the headers is in it: the verdict stands there, and must not seem to depend on itself.
    """
    top, bottom = names.HEADER_ROW, names.HEADER_ROW + _SEEN_ROWS
    yield names.PLAN_HEADERS, f"'{names.PLAN_SHEET}'!${top}:${top}"
    for number, column in enumerate(definition.columns, 1):
        letter, whole = get_column_letter(number), names.whole_column(column.id)
        yield whole, f"'{names.PLAN_SHEET}'!${letter}${top}:${letter}${bottom}"
        first, last = f"{names.HEADERS_PLACE}+1", f"{names.HEADERS_PLACE}+{names.CHECKED_ROWS}"
        yield names.column(column.id), f"INDEX({whole},{first}):INDEX({whole},{last})"
        if column.id == "utgangspunkt":
            yield names.CHOSEN_POINT, f"'{names.PLAN_SHEET}'!${letter}1"


def _place_cells(definition: Definition) -> Iterator[tuple[str, str]]:
    whole = [names.whole_column(column.id) for column in definition.columns]
    first_row = str(names.HEADER_ROW)
    for one in whole:  # any of them may have been deleted
        first_row = f"IFERROR(MIN(ROW({one})),{first_row})"
    yield _FIRST_ROW, first_row
    yield names.HEADERS_GONE, f"IF(ISERROR(ROW({names.PLAN_HEADERS})),1,0)"
    yield names.HEADERS_AT, f"IFERROR(MIN(ROW({names.PLAN_HEADERS})),{_FIRST_ROW}-1)"
    yield names.HEADERS_PLACE, f"{names.HEADERS_AT}-{_FIRST_ROW}+1"
    yield names.HEADERS_CHANGED, _headers_changed(definition)
    first_below = f"{names.HEADERS_PLACE}+{names.CHECKED_ROWS + 1}"
    below = (f"IFERROR(COUNTA(INDEX({one},{first_below}):INDEX({one},ROWS({one}))),0)" for one in whole)
    yield names.TEXT_BELOW, "+".join(below)


def _headers_changed(definition: Definition) -> str:
    """Give the headers that are neither what they were nor one of their aliases."""
    signs = signs_in(name for column in definition.columns for name in (column.header, *column.aliases))
    gone = []
    for column in definition.columns:
        cell = key_of(f"INDEX({names.whole_column(column.id)},{names.HEADERS_PLACE})", signs)
        known = ",".join(literal(key(name)) for name in (column.header, *column.aliases))
        gone.append(when(f"ISERROR(MATCH({cell},{{{known}}},0))", f", {column.header}"))
    return f"IF({names.HEADERS_PLACE}<1,{literal('')},MID({joined(gone)},3,500))"
