"""The workbook that is open in, a `RawWorkbook` out: what the reading of its saved file would give.

Every sheet is read in one block. Hidden rows, merged cells and error values are asked for only where a plan may stand:
each costs a question of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from exceltools.definition import Definition
from exceltools.layout import Headers
from exceltools.live import blocks
from exceltools.live.own_sheet import OWN_NAME
from exceltools.reading.assemble import Contents, Origin, workbook
from exceltools.reading.guard import Scan
from exceltools.reading.limits import Limits
from exceltools.reading.raw import IDENTITY_NAMES, UNREAD_SHEETS, Format, Place, RawSheet, RawWorkbook, Value
from exceltools.reading.wire import limits_met

_FORMATS: tuple[Format, ...] = ("xlsx", "xlsm", "xlsb", "xls", "ods")


def snapshot(book: Any, definition: Definition, limits: Limits | None = None) -> RawWorkbook:  # noqa: ANN401 - xlwings.Book
    """Read a workbook where it is open.

    Args:
        book: an xlwings workbook.
        definition: tells which sheets may hold the plan.
        limits: of contents; the defaults where left out.

    Raises:
        Failure: it has more content than a plan can have.
    """
    limits = limits or Limits()
    names = {name.name: name for name in book.names if name.name in (*IDENTITY_NAMES, OWN_NAME)}
    own = names.pop(OWN_NAME, None)
    review = blocks.sheet_of(own) if own else None
    headers = Headers(definition)
    sheets = [sheet for sheet in book.sheets if sheet.name.casefold() not in UNREAD_SHEETS and sheet.name != review]
    limits_met("sheets", len(sheets), limits.sheets)
    contents = [_contents(sheet, headers, limits) for sheet in sheets]
    limits_met("values", sum(len(content.values) for content in contents), limits.values)
    identity = {name: text for name, found in names.items() if (text := _constant(found.refers_to))}
    return workbook(contents, Origin(_format(book.name), "program", {}, identity, None), limits)


def _contents(sheet: Any, headers: Headers, limits: Limits) -> Contents:  # noqa: ANN401 - xlwings.Sheet
    values = dict(_values(sheet, limits))
    last = max((row for row, _ in values), default=0), max((column for _, column in values), default=0)
    scan = Scan(values=len(values), last=last)
    visible = blocks.is_visible(sheet)
    if headers.find(RawSheet(sheet.name, visible, {place: value for place, value in values.items() if value}, ())):
        near = min(last[0], limits.grid_rows), min(last[1], limits.grid_columns)
        scan.errors = blocks.errors(sheet, last)
        values = {place: value for place, value in values.items() if place not in scan.errors}
        scan.last = max(last[0], *(row for row, _ in scan.errors), 0), max(last[1], *(col for _, col in scan.errors), 0)
        rows, columns = {row for row, _ in values}, {column for _, column in values}
        seen_rows, seen_columns = blocks.seen(sheet, near)
        scan.hidden_rows = sorted(row for row in rows if row <= near[0] and row not in seen_rows)
        scan.hidden_columns = sorted(column for column in columns if column <= near[1] and column not in seen_columns)
        scan.merged = list(blocks.merged(sheet, near))
    return Contents(sheet.name, visible, values, scan)


def _values(sheet: Any, limits: Limits) -> Iterator[tuple[Place, Value]]:  # noqa: ANN401 - xlwings.Sheet
    """Give what the cells hold; of an enormous sheet the part that is handed on, and what stands beyond it."""
    rows, columns = blocks.last_cell(sheet)
    if rows * columns <= limits.area:
        yield from blocks.values(sheet, (1, 1, rows, columns))
        return
    yield from blocks.values(sheet, (1, 1, min(rows, limits.grid_rows), min(columns, limits.grid_columns)))
    for place, value in blocks.filled(sheet):
        if place[0] > limits.grid_rows or place[1] > limits.grid_columns:
            yield place, value


def _constant(refers_to: str) -> str:
    """Give the text of a name that stands for one: ="bromma"."""
    text = refers_to.strip().removeprefix("=")
    return text[1:-1].replace('""', '"') if len(text) > 1 and text[0] == text[-1] == '"' else ""


def _format(name: str) -> Format:
    ending = name.rpartition(".")[2].casefold()
    return next((known for known in _FORMATS if known == ending), "xlsx")
