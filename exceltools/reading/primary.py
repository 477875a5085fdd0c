"""A workbook's bytes in, its sheets' values out, by python-calamine: the fast first reader.

It must not be given a sheet that spans more than the limits say: it allocates the whole rectangle, and where it cannot
the process ends at once.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from exceltools.reading.limits import Limits
from exceltools.reading.raw import Place, Range, Value
from exceltools.reading.values import tidy
from exceltools.reading.wire import Failure


@dataclass(frozen=True, slots=True)
class Table:
    """A worksheet as calamine gives it."""

    name: str
    visible: bool
    values: dict[Place, Value]  # what is not empty; blank text is still there
    merged: list[Range]


def read(data: bytes, limits: Limits, unread: Collection[str] = ()) -> Iterator[Table]:
    """Read the worksheets in the workbook's order.

    Args:
        data: the whole file.
        limits: of a sheet's area.
        unread: names of sheets, in lower case, that nobody wants.

    Raises:
        Failure: "encrypted" or "too-much".
        Exception: whatever calamine makes of the file.
    """
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError as fault:
        raise Failure("encrypted") from fault
    with workbook:
        for index, about in enumerate(workbook.sheets_metadata):
            if about.typ == SheetTypeEnum.WorkSheet and about.name.casefold() not in unread:
                sheet = workbook.get_sheet_by_index(index)
                visible = about.visible == SheetVisibleEnum.Visible
                yield Table(about.name, visible, _values(sheet, limits), _merged(sheet))


def _values(sheet: CalamineSheet, limits: Limits) -> dict[Place, Value]:
    if sheet.start is None:
        return {}
    if sheet.height * sheet.width > limits.area:
        raise Failure("too-much", what="area", count=sheet.height * sheet.width, limit=limits.area)
    top, left = sheet.start[0] + 1, sheet.start[1] + 1
    return {
        (row, column): value if isinstance(value, str) else tidy(value)
        for row, values in enumerate(sheet.to_python(), start=top)
        for column, value in enumerate(values, start=left)
        if value != ""
    }


def _merged(sheet: CalamineSheet) -> list[Range]:
    return [
        (top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    ]
