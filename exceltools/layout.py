"""A raw sheet in, the plan's table out: which row is the header, which column is which.

Headers are recognised by name and alias wherever they stand, never by position and never by likeness alone. In a
template of ours a second witness is heard: the name that the template gave the column. Where a header has been wiped
out, or is only alike, that name settles it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from exceltools.definition import Definition
from exceltools.header_words import ENOUGH, LONGEST, Cells, HeaderWords
from exceltools.normalise import clean, key
from exceltools.reading.raw import Place, RawSheet

# Headers of columns that the template itself adds beside the plan: never a unit's own column.
OWN_HEADERS = ("Kontroll",)
# Sheets that the template has beside the plan: what stands on them is said already, or was in an earlier workbook.
OWN_TITLES = ("Instruktion", "Självkontroll", "Fick inte plats")
# What stands in the first cell of the sheet that a check in the open workbook lists its findings on.
REVIEW_TITLE = "Granskning"

_FAR_RIGHT = 1 << 20  # beyond every column that there is


@dataclass(frozen=True, slots=True)
class Header:
    """One header row: where it stands and what its columns are (column numbers are 1-based)."""

    row: int
    columns: Mapping[int, str]  # column number -> column id
    extra: Mapping[int, str]  # column number -> header of a column that the unit added
    own: frozenset[int]  # columns of the template's own checks
    last: int | None = None  # the last row that its words take, where that is another one
    begins: int = 1  # the leftmost column of its table, where others stand beside it ...
    ends: int = _FAR_RIGHT  # ... and the rightmost one
    by_name: Mapping[int, str] = field(default_factory=dict)  # columns known by the template's name -> what it says
    lost: bool = False  # the row itself is gone, and all columns are known by the template's names

    @property
    def bottom(self) -> int:
        """The last row before its table's contents."""
        return self.row if self.last is None else self.last

    def holds(self, column: int) -> bool:
        """Tell whether a column belongs to its table."""
        return self.begins <= column <= self.ends


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet that holds a plan: its header rows from the top (repeated ones may differ), at least one."""

    sheet: RawSheet
    headers: tuple[Header, ...]
    worded: frozenset[int] = frozenset()  # rows in which the word of some header stands

    @property
    def first(self) -> Header:
        """The topmost header."""
        return self.headers[0]

    def text(self, row: int, column: int) -> str:
        """Give the cleaned text of a cell; empty where there is none."""
        value = self.sheet.values.get((row, column))
        return clean(value) if isinstance(value, str) else ""


@dataclass(frozen=True, slots=True)
class _Line:
    """What might be a header: one row, or two that are read as one."""

    row: int
    last: int
    cells: Cells
    found: Mapping[str, int]  # column id -> the leftmost column that bears its header


class Headers:
    """The definition's headers, ready for looking up."""

    def __init__(self, definition: Definition) -> None:
        """Keep the words that headers are known by."""
        self.words = HeaderWords(definition)
        self._names: dict[str, str] = {column.id: column.header for column in definition.columns}
        self._own = {key(name) for name in OWN_HEADERS}

    def find(self, sheet: RawSheet, anchors: Mapping[str, Place] | None = None) -> Table | None:
        """Find the plan's table in a sheet.

        Args:
            sheet: as read.
            anchors: column id -> (row, column) of its header, by the template's own names; none where there are none.

        Returns:
            The table; None where no row holds enough of the headers and no names tell where they were.
        """
        anchors = {column: place for column, place in (anchors or {}).items() if column in self._names}
        lines = [_Line(row, row, cells, self.words.recognised(cells)) for row, cells in rows_of(sheet)]
        best = max((len(line.found) for line in lines), default=0)
        if best < len(self._names):
            lines = self._joined(lines)
            best = max((len(line.found) for line in lines), default=0)
        if best < ENOUGH:
            return self._by_names_alone(sheet, lines, anchors)
        first = _first([line for line in lines if len(line.found) >= ENOUGH], sheet)
        candidates = (line for line in lines if line.row >= first and len(line.found) >= ENOUGH)
        headers = [header for line in candidates for header in self._headers(line, anchors)]
        return Table(sheet, tuple(headers), _worded(lines))

    def perhaps(self, sheet: RawSheet) -> tuple[int, dict[str, str]] | None:
        """Find the row that may be a misspelt header, in a sheet where none was found: for a person to confirm.

        Returns:
            Its number, and what stands there -> the header that may be meant; None where no row is like one.
        """
        best: tuple[int, dict[str, str]] | None = None
        for row, cells in rows_of(sheet):
            short = {column: text for column, text in cells if len(text) <= LONGEST // 10}
            meant = {
                text: name
                for column_id, name in self._names.items()
                if (text := self.words.either(column_id, short)) is not None
            }
            if len(meant) >= ENOUGH and len(meant) > len(best[1] if best else ()):
                best = row, meant
        return best

    def _joined(self, lines: Sequence[_Line]) -> list[_Line]:
        """Read two rows as one where the header's words go on in the second: more is recognised then."""
        joined: list[_Line] = []
        for line in lines:
            above = joined[-1] if joined and joined[-1].last == line.row - 1 else None
            both = self._both(above, line) if above is not None else None
            if both is None:
                joined.append(line)
            else:
                joined[-1] = both
        return joined

    def _both(self, above: _Line, below: _Line) -> _Line | None:
        if above.last != above.row or len(above.cells) < ENOUGH or not _are_short(above.cells):
            return None
        texts = dict(above.cells)
        for column, text in below.cells:
            texts[column] = f"{texts[column]} {text}" if column in texts else text
        cells = sorted(texts.items())
        found = self.words.recognised(cells)
        enough = len(found) >= ENOUGH and len(found) > max(len(above.found), len(below.found))
        return _Line(above.row, below.row, cells, found) if enough else None

    def _headers(self, line: _Line, anchors: Mapping[str, Place]) -> Iterator[Header]:
        """Give the header of a row, or one for each table where several stand side by side."""
        blocks = list(self._side_by_side(line.cells))
        for number, (begins, cells) in enumerate(blocks):
            ends = blocks[number + 1][0] - 1 if number + 1 < len(blocks) else _FAR_RIGHT
            found = self.words.recognised(cells)
            header = self._header(replace(line, cells=cells, found=found), {} if number else anchors)
            yield replace(header, begins=begins, ends=ends)

    def _side_by_side(self, cells: Cells) -> Iterator[tuple[int, Cells]]:
        """Part a row where its headers begin anew; a few that come twice are columns that somebody added."""
        again = self._beginning_anew(cells)
        if again is None:
            yield 1, cells
            return
        yield 1, [cell for cell in cells if cell[0] < again]
        for begins, further in self._side_by_side([cell for cell in cells if cell[0] >= again]):
            yield max(begins, again), further

    def _beginning_anew(self, cells: Cells) -> int | None:
        seen: set[str] = set()
        for column, text in cells:
            column_id = self.words.column(text)
            if column_id in seen:
                rest = self.words.recognised([cell for cell in cells if cell[0] >= column])
                enough = len(seen) >= ENOUGH and len(rest) >= ENOUGH and len(seen & rest.keys()) >= ENOUGH
                return column if enough else None
            if column_id is not None:
                seen.add(column_id)
        return None

    def _header(self, line: _Line, anchors: Mapping[str, Place]) -> Header:
        cells = dict(line.cells)
        columns = {column: column_id for column_id, column in line.found.items()}
        by_name = self._named(cells, columns, anchors)
        columns |= {anchors[column_id][1]: column_id for column_id in by_name}
        own = frozenset(column for column, text in cells.items() if key(text) in self._own)
        extra: dict[int, str] = {}
        for column, text in sorted(cells.items()):
            if column not in columns and column not in own:
                extra[column] = unlike(" ".join(text.split("\n")), {*extra.values(), *self._names.values()})
        said = {anchors[column_id][1]: text for column_id, text in by_name.items()}
        return Header(line.row, columns, extra, own, line.last, by_name=said)

    def _named(
        self, cells: Mapping[int, str], columns: Mapping[int, str], anchors: Mapping[str, Place]
    ) -> dict[str, str]:
        """Find the columns whose header is empty or only alike, and that the template's own name vouches for."""
        found: dict[str, str] = {}
        for column_id, (_, column) in anchors.items():
            text = cells.get(column, "")
            if column_id not in columns.values() and column not in columns:
                alike = not text or self.words.lookalike(column_id, {column: text}) is not None
                if alike and key(text) not in self._own:
                    found[column_id] = text
        return found

    def _by_names_alone(self, sheet: RawSheet, lines: Sequence[_Line], anchors: Mapping[str, Place]) -> Table | None:
        """Find the table of a template whose header row has been deleted or overwritten."""
        if len(anchors) < ENOUGH or not sheet.values:
            return None
        row = Counter(row for row, _ in anchors.values()).most_common(1)[0][0]
        there = next((line for line in lines if line.row == row), _Line(row, row, (), {}))
        if not there.cells or there.found or self._are_misspelt(there.cells, anchors):
            header = replace(self._header(there, anchors), lost=not there.cells)
        else:  # the row is deleted, and the first activity has moved up into its place
            columns = {column: column_id for column_id, (_, column) in anchors.items()}
            header = Header(max(row - 1, 1), columns, {}, frozenset(), row - 1, lost=True)
        return Table(sheet, (header,), _worded(lines))

    def _are_misspelt(self, cells: Cells, anchors: Mapping[str, Place]) -> bool:
        """Tell whether most cells of a row are like the header that their column should have."""
        asked = {column: column_id for column_id, (_, column) in anchors.items()}
        short = {column: text for column, text in cells if len(text) <= LONGEST // 10}
        alike = [
            column
            for column, text in short.items()
            if column in asked and self.words.lookalike(asked[column], {column: text}) is not None
        ]
        return len(alike) * 2 > len(cells)


def _worded(lines: Sequence[_Line]) -> frozenset[int]:
    return frozenset(row for line in lines if line.found for row in range(line.row, line.last + 1))


def _are_short(cells: Cells) -> bool:
    """Tell whether nothing in a row is longer than a header's first line may be."""
    return all(len(text) <= LONGEST // 4 for _, text in cells)


def _first(candidates: Sequence[_Line], sheet: RawSheet) -> int:
    """Give the row of the header that the plan begins with.

    The fullest one, since words of it may stand in a note above; but a row that has activities right below it begins
    the plan however little of it was recognised, for otherwise they would be lost.
    """
    best = max(len(line.found) for line in candidates)
    for number, line in enumerate(candidates):
        columns = set(line.found.values())
        following = candidates[number + 1].row if len(line.found) < best else line.row
        held = Counter(below for below, column in sheet.values if line.last < below < following and column in columns)
        if len(line.found) == best or max(held.values(), default=0) > 1:
            return line.row
    raise AssertionError  # one of them is the fullest


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
