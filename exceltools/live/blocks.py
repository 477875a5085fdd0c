"""An xlwings sheet in, what stands in its cells and how they are shown out: few questions, large answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from exceltools.reading.raw import Place, Range, Value
from exceltools.reading.values import tidy

# Excel hands errors on as whole numbers, which no other value is; xlwings knows the seven oldest of them.
_FIRST_ERROR = -2146828288
_NEWER_ERRORS = {
    2043: "#GETTING_DATA",
    2045: "#SPILL!",
    2046: "#CONNECT!",
    2047: "#BLOCKED!",
    2048: "#UNKNOWN!",
    2049: "#FIELD!",
    2050: "#CALC!",
}
_DAY_ZERO = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - the day that a time without a date falls on
_FIRST_DATE = dt.datetime(1900, 1, 1)  # noqa: DTZ001
_LAST_COLUMN = 16_384
_ANY_ERROR = "#VALUE!"


def last_cell(sheet: Any) -> Place:  # noqa: ANN401 - xlwings.Sheet
    """Give the last row and the last column of the part that is in use."""
    used = sheet.used_range
    rows, columns = used.shape
    return used.row + rows - 1, used.column + columns - 1


def values(sheet: Any, area: Range) -> Iterator[tuple[Place, Value]]:  # noqa: ANN401 - xlwings.Sheet
    """Give the values of an area in one question; errors and empty cells are left out."""
    top, left, bottom, right = area
    rows = sheet.range((top, left), (bottom, right)).options(ndim=2).value
    for row, cells in enumerate(rows, top):
        for column, value in enumerate(cells, left):
            if value is not None and value != "" and not _is_error(value):
                yield (row, column), _value(value)


def filled(sheet: Any) -> Iterator[tuple[Place, Value]]:  # noqa: ANN401 - xlwings.Sheet
    """Give the values of all cells that hold any, area by area: where the used part is too large for one block."""
    for kind in ("constants", "formulas"):
        for found in sheet.used_range.get_special_cells(kind):
            rows, columns = found.shape
            yield from values(sheet, (found.row, found.column, found.row + rows - 1, found.column + columns - 1))


def errors(sheet: Any, last: Place) -> dict[Place, str]:  # noqa: ANN401 - xlwings.Sheet
    """Give the cells that show an error, and which."""
    found: dict[Place, str] = {}
    if not last[0]:
        return found
    for kind in ("formulas", "constants"):
        for area in sheet.used_range.get_special_cells(kind, "errors"):
            rows = area.options(ndim=2, err_to_str=True).value
            for row, cells in enumerate(rows, area.row):
                for column, value in enumerate(cells, area.column):
                    found[row, column] = value if isinstance(value, str) else _newer(value)
    return found


def seen(sheet: Any, last: Place) -> tuple[set[int], set[int]]:  # noqa: ANN401 - xlwings.Sheet
    """Give the rows and the columns that are not hidden, as far as the last cell."""
    rows: set[int] = set()
    columns: set[int] = set()
    # One column more than is filled: Excel takes a single cell to mean the whole sheet.
    for area in sheet.range((1, 1), (last[0], min(last[1] + 1, _LAST_COLUMN))).get_special_cells("visible"):
        height, width = area.shape
        rows.update(range(area.row, area.row + height))
        columns.update(range(area.column, area.column + width))
    return rows, columns


def merged(sheet: Any, last: Place) -> Iterator[Range]:  # noqa: ANN401 - xlwings.Sheet
    """Give the merged ranges that begin within the last cell: halves without any are passed over."""
    found: set[Range] = set()
    waiting = [(1, 1, *last)] if last[0] else []
    while waiting:
        area = waiting.pop()
        if any(_within(area, known) for known in found):
            continue
        cells = sheet.range(area[:2], area[2:])
        if cells.merge_cells is False:
            continue
        if area[:2] == area[2:]:
            whole = cells.merge_area
            rows, columns = whole.shape
            found.add((whole.row, whole.column, whole.row + rows - 1, whole.column + columns - 1))
        else:
            waiting.extend(_halves(area))
    yield from sorted(found)


def is_visible(sheet: Any) -> bool:  # noqa: ANN401 - xlwings.Sheet
    """Tell whether a sheet can be seen: Excel on Windows has a number for it, and a third for very hidden ones."""
    visible = sheet.visible
    return visible if isinstance(visible, bool) else visible == -1


def sheet_of(name: Any) -> str | None:  # noqa: ANN401 - xlwings.Name
    """Give the sheet that a name leads to; None where it was deleted."""
    return None if "#REF!" in name.refers_to else str(name.refers_to_range.sheet.name)


def _value(value: Any) -> Value:  # noqa: ANN401 - whatever xlwings gives
    """Give a value as the reader of saved files gives it.

    >>> _value(2021.0), _value(dt.datetime(1899, 12, 30, 8, 30)), _value("T1")
    (2021, datetime.time(8, 30), 'T1')
    """
    match value:
        case dt.datetime() if value < _FIRST_DATE:
            lasting = value.replace(tzinfo=None) - _DAY_ZERO
            return lasting if lasting.days else value.time()
        case Decimal():
            return tidy(float(value))
        case _:
            return tidy(value)


def _is_error(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 2000 <= value - _FIRST_ERROR < 2100


def _newer(value: object) -> str:
    return _NEWER_ERRORS.get(value - _FIRST_ERROR, _ANY_ERROR) if isinstance(value, int) else _ANY_ERROR


def _within(area: Range, other: Range) -> bool:
    return other[0] <= area[0] and other[1] <= area[1] and area[2] <= other[2] and area[3] <= other[3]


def _halves(area: Range) -> list[Range]:
    top, left, bottom, right = area
    if bottom - top >= right - left:
        middle = (top + bottom) // 2
        return [(middle + 1, left, bottom, right), (top, left, middle, right)]
    middle = (left + right) // 2
    return [(top, middle + 1, bottom, right), (top, left, bottom, middle)]
