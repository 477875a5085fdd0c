"""A cell or an issue's fingerprint in, the cell in front of the person out.

In a plan that is open the cell is the plan's own. In a consolidated workbook it stands in a row, and the row tells
which plan it comes from: that is opened, in the same program, and the cell selected there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exceltools.catalogue import live as say
from exceltools.definition import Definition
from exceltools.errors import NotOpenError, UsageError
from exceltools.grouping import target
from exceltools.layout import Headers
from exceltools.live import blocks, check, programs
from exceltools.live.check import Desk
from exceltools.merge import merge
from exceltools.reading.raw import RawSheet

_CELL = re.compile(r"(?:(?P<sheet>.+)!)?(?P<cell>\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6})")
_FINGERPRINT = re.compile(r"[0-9a-f]{16}")
_FIRST_CELL = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
_FIRST_ROW = re.compile(r"[1-9][0-9]{0,6}")

# The headings of the consolidated workbook's tables that tell where a row comes from.
_FILE, _SHEET = "Fil", "Blad"
_PLACES = ("Cell", "Celler", "Rad")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a row of a consolidated workbook comes from."""

    file: str  # as it was given on the command line
    sheet: str | None
    cell: str


def go(book: Any, wanted: str, desk: Desk) -> None:  # noqa: ANN401 - xlwings.Book
    """Select the cell that is meant.

    Args:
        book: an xlwings workbook: a plan, or a consolidated workbook.
        wanted: "G14", "Handlingsplan!G14", or an issue's fingerprint.
        desk: what a plan is checked by.

    Raises:
        UsageError: there is no such cell or issue.
        NotOpenError: the plan's file is not where it was.
    """
    with programs.speaking(desk.program, book.name):
        if _FINGERPRINT.fullmatch(wanted):
            _to_finding(book, wanted, desk)
        else:
            _to_cell(book, wanted, desk.definition)


def _to_cell(book: Any, wanted: str, definition: Definition) -> None:  # noqa: ANN401
    match = _CELL.fullmatch(wanted.strip())
    if match is None:
        raise UsageError(say.NO_SUCH_CELL.format(cell=wanted))
    cell = match["cell"].replace("$", "").upper()
    sheet = _sheet(book, match["sheet"]) if match["sheet"] else _plan_sheet(book, definition)
    table = dict(blocks.values(sheet, (1, 1, *blocks.last_cell(sheet))))
    if not any(_columns(table, row) for row in range(1, 10)):
        _select(sheet, cell)
        return
    origin = _origin(table, int(_FIRST_ROW.findall(cell)[-1]))
    if origin is None:
        raise UsageError(say.NO_SOURCE_HERE.format(cell=cell, book=book.name))
    _open(book, origin)


def _to_finding(book: Any, fingerprint: str, desk: Desk) -> None:  # noqa: ANN401
    """Find the issue: by checking the plan that is open, or all the plans that the consolidated workbook names."""
    files = sorted({origin.file for origin in _origins(book)})
    if files:
        places = [_path(book, file) for file in files]
        result = merge([place for place in places if place is not None], desk.definition, desk.registry)
    else:
        result = check.judged(check.read(book, desk), programs.path_of(book), desk)
    found = next((issue for issue in result.issues if issue.fingerprint == fingerprint), None)
    if found is None:
        raise UsageError(say.NO_SUCH_FINDING.format(book=book.name, fingerprint=fingerprint))
    if files and found.source:
        _open(book, Origin(found.source, found.sheet, target(found) or "A1"))
    elif found.sheet:
        _select(_sheet(book, found.sheet), target(found) or "A1")


def _sheet(book: Any, title: str) -> Any:  # noqa: ANN401
    plain = title[1:-1].replace("''", "'") if title[:1] == title[-1:] == "'" else title
    for sheet in book.sheets:
        if sheet.name.casefold() == plain.casefold():
            return sheet
    raise UsageError(say.NO_SUCH_SHEET.format(sheet=plain, book=book.name))


def _plan_sheet(book: Any, definition: Definition) -> Any:  # noqa: ANN401
    """Give the sheet that a cell without a sheet is meant on: the one in front, or in a plan the plan's."""
    in_front = book.sheets.active
    if any(_origins(book)):
        return in_front
    headers = Headers(definition)
    for sheet in [in_front, *book.sheets]:
        values = dict(blocks.values(sheet, (1, 1, *blocks.last_cell(sheet))))
        if blocks.is_visible(sheet) and headers.find(RawSheet(sheet.name, visible=True, values=values, merged=())):
            return sheet
    return in_front


def _origins(book: Any) -> Iterator[Origin]:  # noqa: ANN401
    """Give where the rows of a consolidated workbook come from; nothing for any other workbook."""
    for sheet in book.sheets:
        if blocks.is_visible(sheet):
            rows, columns = blocks.last_cell(sheet)
            table = dict(blocks.values(sheet, (1, 1, rows, columns)))
            yield from (origin for row in range(1, rows + 1) if (origin := _origin(table, row)))


def _origin(table: Mapping[tuple[int, int], Any], row: int) -> Origin | None:
    """Read where a row comes from, by the nearest headings above it."""
    columns = next((found for above in range(row - 1, 0, -1) if (found := _columns(table, above))), {})
    file = table.get((row, columns.get(_FILE, 0)))
    if not file:
        return None
    place = next((str(table[row, columns[one]]) for one in _PLACES if (row, columns.get(one, 0)) in table), "")
    cells, rows = _FIRST_CELL.findall(place), _FIRST_ROW.findall(place)
    sheet = table.get((row, columns.get(_SHEET, 0)))
    return Origin(str(file), str(sheet) if sheet else None, cells[0] if cells else f"A{rows[0]}" if rows else "A1")


def _columns(table: Mapping[tuple[int, int], Any], row: int) -> dict[str, int]:
    """Give the columns of a row of headings; none where it is no such row of a consolidated workbook."""
    found = {str(value): column for (at, column), value in table.items() if at == row and isinstance(value, str)}
    return found if {_FILE, _SHEET} <= found.keys() else {}


def _open(book: Any, origin: Origin) -> None:  # noqa: ANN401
    path = _path(book, origin.file)
    if path is None:
        raise NotOpenError(say.SOURCE_GONE.format(file=origin.file))
    plan = book.app.books.open(str(path))
    plan.activate()
    _select(_sheet(plan, origin.sheet) if origin.sheet else plan.sheets.active, origin.cell)


def _path(book: Any, file: str) -> Path | None:  # noqa: ANN401
    """Find a source that is named as it was on some command line: from here, or from where the workbook lies."""
    home = Path(programs.path_of(book)).parent
    for folder in (Path(), home, *home.parents):
        if (folder / file).is_file():
            return (folder / file).resolve()
    beside = home / Path(file).name
    return beside.resolve() if beside.is_file() else None


def _select(sheet: Any, cell: str) -> None:  # noqa: ANN401
    sheet.activate()
    sheet.range(cell).select()
