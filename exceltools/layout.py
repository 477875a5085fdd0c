"""A raw sheet in, the plan's table out: which row is the header, which column is which.

Headers are recognised by name and alias wherever they stand; never by position, and never by likeness alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from exceltools.definition import Definition
from exceltools.normalise import clean, key
from exceltools.reading.raw import RawSheet

# Headers of columns that the template itself adds beside the plan: never a unit's own column.
OWN_HEADERS = ("Kontroll",)
# Sheets that the template has beside the plan: what stands on them is said already, or was in an earlier workbook.
OWN_TITLES = ("Instruktion", "Självkontroll", "Fick inte plats")
# What stands in the first cell of the sheet that a check in the open workbook lists its findings on.
REVIEW_TITLE = "Granskning"

_ENOUGH = 3  # recognised headers that make a row a header row; a plan row never holds so many of them
_BEGINNING = 3  # letters: a shorter beginning says nothing
_MUCH_ALIKE = 80  # of 100: below this a header is a column of the unit's own and no misspelling


@dataclass(frozen=True, slots=True)
class Header:
    """One header row: where it stands and what its columns are (column numbers are 1-based)."""

    row: int
    columns: Mapping[int, str]  # column number -> column id
    extra: Mapping[int, str]  # column number -> header of a column that the unit added
    own: frozenset[int]  # columns of the template's own checks


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet that holds a plan: its header rows from the top (repeated ones may differ), at least one."""

    sheet: RawSheet
    headers: tuple[Header, ...]

    @property
    def first(self) -> Header:
        """The topmost header."""
        return self.headers[0]

    def text(self, row: int, column: int) -> str:
        """Give the cleaned text of a cell; empty where there is none."""
        value = self.sheet.values.get((row, column))
        return clean(value) if isinstance(value, str) else ""


class Headers:
    """The definition's headers, ready for looking up."""

    def __init__(self, definition: Definition) -> None:
        """Index headers, aliases and guiding questions."""
        self._by_key = {
            key(name): column.id for column in definition.columns for name in (*column.aliases, column.header)
        }
        self._questions = {key(column.question) for column in definition.columns}
        self._names: dict[str, str] = {column.id: column.header for column in definition.columns}
        self._own = {key(name) for name in OWN_HEADERS}
        self._column = cache(self._column_of)  # the same texts stand in many rows and many plans

    def find(self, sheet: RawSheet) -> Table | None:
        """Find the plan's table in a sheet; None where no row holds enough of the headers."""
        rows = rows_of(sheet)
        scored = [(row, self._recognised(cells)) for row, cells in rows]
        best = max((len(found) for _, found in scored), default=0)
        if best < _ENOUGH:
            return None
        first = _first([(row, found) for row, found in scored if len(found) >= _ENOUGH], sheet)
        headers = [
            self._header(row, dict(cells), found)
            for (row, cells), (_, found) in zip(rows, scored, strict=True)
            if row >= first and len(found) >= _ENOUGH
        ]
        return Table(sheet, tuple(headers))

    def is_question_row(self, texts: list[str]) -> bool:
        """Tell whether a row repeats the guiding questions rather than answering them."""
        ours = sum(key(text) in self._questions for text in texts)
        asking = sum(text.rstrip(")").endswith("?") for text in texts)
        return ours >= 2 or (len(texts) >= _ENOUGH and asking * 2 > len(texts))

    def lookalike(self, column_id: str, extra: Mapping[int, str]) -> str | None:
        """Find the unit's header that may be a misspelling of a missing column's: a suggestion, nothing more."""
        from rapidfuzz import fuzz

        wanted = key(self._names[column_id])
        scored = [(fuzz.ratio(wanted, key(header)), header) for header in extra.values()]
        score, header = max(scored, default=(0.0, ""))
        if score >= _MUCH_ALIKE:
            return header
        known = [name for name, column in self._by_key.items() if column == column_id]
        return next((header for header in extra.values() if _begins_alike(key(header), known)), None)

    def _recognised(self, cells: list[tuple[int, str]]) -> dict[str, int]:
        """Map column ids to the leftmost column that bears their header."""
        found: dict[str, int] = {}
        for column, text in cells:
            column_id = self._column(text)
            if column_id is not None:
                found.setdefault(column_id, column)
        return found

    def _column_of(self, text: str) -> str | None:
        return next((self._by_key[part] for part in _header_parts(text) if part in self._by_key), None)

    def _header(self, row: int, cells: dict[int, str], found: Mapping[str, int]) -> Header:
        columns = {column: column_id for column_id, column in found.items()}
        own = frozenset(column for column, text in cells.items() if key(text) in self._own)
        extra: dict[int, str] = {}
        for column, text in sorted(cells.items()):
            if column not in columns and column not in own:
                extra[column] = unlike(" ".join(text.split("\n")), {*extra.values(), *self._names.values()})
        return Header(row, columns, extra, own)


def _begins_alike(header: str, known: list[str]) -> bool:
    """Tell whether a header is the beginning of a known one, or the other way about: "Uppfölj", "Målsättning"."""
    return any(
        min(len(header), len(name)) >= _BEGINNING and (header.startswith(name) or name.startswith(header))
        for name in known
    )


def _first(candidates: list[tuple[int, dict[str, int]]], sheet: RawSheet) -> int:
    """Give the row of the header that the plan begins with.

    The fullest one, since words of it may stand in a note above; but a row that has activities right below it begins
    the plan however little of it was recognised, for otherwise they would be lost.
    """
    best = max(len(found) for _, found in candidates)
    for number, (row, found) in enumerate(candidates):
        columns = set(found.values())
        following = candidates[number + 1][0] if len(found) < best else row
        held = Counter(below for below, column in sheet.values if row < below < following and column in columns)
        if len(found) == best or max(held.values(), default=0) > 1:
            return row
    raise AssertionError  # one of them is the fullest


def _header_parts(text: str) -> Iterator[str]:
    """Give the keys a header may be known by: all of it, its first line, what stands before a parenthesis."""
    yield key(text)
    yield key(text.split("\n", 1)[0])
    yield key(re.split(r"[(:?]", text, maxsplit=1)[0])


def unlike(header: str, taken: Collection[str]) -> str:
    """Make a header unlike those that are taken, also to Excel's tables, which do not see capitals.

    >>> unlike("egen", {"Egen", "Egen (2)"})
    'egen (3)'
    """
    seen = {name.casefold() for name in taken}
    numbered = (f"{header} ({number})" for number in range(2, len(taken) + 3))
    return next(name for name in (header, *numbered) if name.casefold() not in seen)


def rows_of(sheet: RawSheet) -> list[tuple[int, list[tuple[int, str]]]]:
    """Give each row's (column, cleaned text) of text cells, rows and columns ascending."""
    rows: dict[int, list[tuple[int, str]]] = {}
    for (row, column), value in sorted(sheet.values.items()):
        if isinstance(value, str) and (text := clean(value)):
            rows.setdefault(row, []).append((column, text))
    return sorted(rows.items())
