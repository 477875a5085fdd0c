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

from exceltools.definition import Definition, UnitKind
from exceltools.normalise import key
from exceltools.reading.raw import CHECK_SHEET
from exceltools.template import names
from exceltools.template.cells import protect, put, put_formula
from exceltools.template.formulas import joined, key_of, literal, signs_in, when
from exceltools.template.keys import KeyTable
from exceltools.template.row_check import row_steps
from exceltools.template.verdict import plan_cells, remarks

_FIRST_STEP = 6  # columns A and B hold what is worked out once, C and D the remarks, from here on stand the steps


@dataclass(frozen=True, slots=True)
class Workings:
    """All formulas of the hidden sheet: the same for every unit of a kind."""

    columns: tuple[tuple[str, str], ...]  # defined name, what it refers to
    cells: tuple[tuple[str, str], ...]  # defined name, formula
    remarks: tuple[str, ...]
    steps: tuple[tuple[str, str], ...]


def workings(definition: Definition, tables: Sequence[KeyTable], kind: UnitKind) -> Workings:
    """Write all formulas for units of a kind; `tables` are the definition's."""
    return Workings(
        columns=tuple(_columns(definition)),
        cells=(*_place_cells(definition), *plan_cells(definition, kind)),
        remarks=tuple(remarks(definition, kind)),
        steps=tuple(row_steps(definition, tables)),
    )


def add_check(book: Workbook, formulas: Workings) -> None:
    """Add the hidden sheet and the names of its cells."""
    sheet = book.create_sheet(CHECK_SHEET)
    for name, reference in formulas.columns:
        _name(book, name, reference)
    _write_cells(book, sheet, formulas.cells)
    _write_remarks(book, sheet, formulas.remarks)
    for number, (name, formula) in enumerate(formulas.steps, _FIRST_STEP):
        letter = get_column_letter(number)
        put(sheet, 1, number, name)
        sheet[f"{letter}2"] = ArrayFormula(f"{letter}2:{letter}{1 + names.CHECKED_ROWS}", f"={formula}")
        _name(book, name, f"'{CHECK_SHEET}'!${letter}$2:${letter}${1 + names.CHECKED_ROWS}")
    sheet.sheet_state = "hidden"
    protect(sheet)


def _name(book: Workbook, name: str, formula: str) -> None:
    book.defined_names[name] = DefinedName(name, attr_text=formula)


def _write_cells(book: Workbook, sheet: Worksheet, cells: Iterable[tuple[str, str]]) -> None:
    for row, (name, formula) in enumerate(cells, 2):
        put(sheet, row, 1, name)
        put_formula(sheet, row, 2, formula)
        _name(book, name, f"'{CHECK_SHEET}'!$B${row}")


def _write_remarks(book: Workbook, sheet: Worksheet, formulas: Sequence[str]) -> None:
    """Write what can be said of the plan as a whole, and beside it the numbers of what is said."""
    for row, formula in enumerate(formulas, 2):
        put_formula(sheet, row, 3, formula)
        put_formula(sheet, row, 4, f'IF(C{row}="","",{row - 1})')
    for letter, name in (("C", names.REMARKS), ("D", names.REMARKS_AT)):
        _name(book, name, f"'{CHECK_SHEET}'!${letter}$2:${letter}${1 + len(formulas)}")


# --- where the plan is


def _columns(definition: Definition) -> Iterator[tuple[str, str]]:
    """Name the plan's columns from the headers downwards, wherever the headers have moved."""
    yield names.PLAN_HEADERS, f"'{names.PLAN_SHEET}'!${names.HEADER_ROW}:${names.HEADER_ROW}"
    for number, column in enumerate(definition.columns, 1):
        letter = get_column_letter(number)
        cells = _slice(letter, letter, f"{names.HEADERS_AT}+1", f"{names.HEADERS_AT}+{names.CHECKED_ROWS}")
        yield names.column(column.id), cells
        if column.id == "utgangspunkt":
            yield names.CHOSEN_POINT, f"'{names.PLAN_SHEET}'!${letter}1"


def _slice(first: str, last: str, top: str, bottom: str) -> str:
    sheet = f"'{names.PLAN_SHEET}'!"
    return f"INDEX({sheet}${first}:${first},{top}):INDEX({sheet}${last}:${last},{bottom})"


def _place_cells(definition: Definition) -> Iterator[tuple[str, str]]:
    last = get_column_letter(len(definition.columns))
    bottom = f"ROWS('{names.PLAN_SHEET}'!$A:$A)"
    yield names.HEADERS_AT, f"IFERROR(MIN(ROW({names.PLAN_HEADERS})),{names.HEADER_ROW - 1})"
    yield names.HEADERS_GONE, f"IF(ISERROR(ROW({names.PLAN_HEADERS})),1,0)"
    yield names.HEADERS_CHANGED, _headers_changed(definition)
    below = _slice("A", last, f"{names.HEADERS_AT}+{names.CHECKED_ROWS + 1}", bottom)
    yield names.TEXT_BELOW, f"IFERROR(COUNTA({below}),0)"


def _headers_changed(definition: Definition) -> str:
    """Give the headers that are neither what they were nor one of their aliases."""
    signs = signs_in(name for column in definition.columns for name in (column.header, *column.aliases))
    gone = []
    for number, column in enumerate(definition.columns, 1):
        letter = get_column_letter(number)
        cell = key_of(f"INDEX('{names.PLAN_SHEET}'!${letter}:${letter},{names.HEADERS_AT})", signs)
        known = ",".join(literal(key(name)) for name in (column.header, *column.aliases))
        gone.append(when(f"ISERROR(MATCH({cell},{{{known}}},0))", f", {column.header}"))
    return f"IF({names.HEADERS_GONE}=1,{literal('')},MID({joined(gone)},3,500))"
