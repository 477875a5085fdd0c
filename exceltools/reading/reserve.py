"""An Office package in, its sheets' values and everything beside them out, slowly and exactly.

The second of two readers. It parses each sheet cell by cell and never allocates what lies between them, so it reads
what calamine cannot: cells in the far corner of the grid, error values of newer programs, other encodings than UTF-8.
It needs neither fonts nor fills to be in order. What a number format means, and which day a number is, openpyxl says.
"""

from __future__ import annotations

import datetime as dt
import io
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

from exceltools.cell_names import column_number
from exceltools.reading.guard import LAST_COLUMN, LAST_ROW, Scan
from exceltools.reading.limits import Limits
from exceltools.reading.package import Book, Package, forgiving, local, truth
from exceltools.reading.raw import Place, Value
from exceltools.reading.values import tidy
from exceltools.reading.wire import Failure, limits_met

_EASTERN_DATES = frozenset((*range(27, 37), *range(50, 59)))  # built in, and dates in every language that has them
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7}):\$?([A-Z]{1,3})\$?([0-9]{1,7})")


@dataclass(slots=True)
class _Context:
    """What a sheet's cells refer to."""

    strings: Sequence[str]
    dates: Mapping[int, str]  # style -> "date" or "duration"
    epoch: dt.datetime
    limits: Limits
    cells: int = 0  # so far, of all sheets
    text: int = 0  # likewise, in characters


def read(package: Package, book: Book, limits: Limits) -> Iterator[tuple[dict[Place, Value], Scan]]:
    """Read the worksheets in the workbook's order.

    Yields:
        The values of a sheet, errors left out, and what else there is.

    Raises:
        Failure: "damaged" or "too-much".
    """
    context = _Context(
        strings=_strings(package, book.strings),
        dates=_dates(package, book.styles),
        epoch=MAC_EPOCH if book.from_1904 else WINDOWS_EPOCH,
        limits=limits,
    )
    for sheet in book.worksheets:
        yield _sheet(package.part(sheet.part) or b"", context)


def _sheet(part: bytes, context: _Context) -> tuple[dict[Place, Value], Scan]:
    return forgiving(lambda data: _Walk(context).through(data), part)


@dataclass(slots=True)
class _Walk:
    """One pass through a sheet's part."""

    context: _Context
    values: dict[Place, Value] = field(default_factory=dict)
    scan: Scan = field(default_factory=Scan)
    columns: set[int] = field(default_factory=set)  # hidden ones
    row: int = 0

    def through(self, part: bytes) -> tuple[dict[Place, Value], Scan]:
        within: list[ET.Element] = []
        for event, element in ET.iterparse(io.BytesIO(part), ("start", "end")):
            if event == "start":
                within.append(element)
                continue
            within.pop()
            name = local(element.tag)
            if name == "row":
                self._row(element)
            elif name == "col" and truth(element.get("hidden")):
                self.columns.update(range(int(element.get("min", 0)), min(int(element.get("max", 0)), LAST_COLUMN) + 1))
            elif name == "mergeCell":
                self._merged(element)
            if name in ("row", "mergeCell", "hyperlink", "col") and within:
                within[-1].remove(element)  # a million rows must not stay in memory
        self._finish()
        return self.values, self.scan

    def _row(self, element: ET.Element) -> None:
        self.row = int(element.get("r", self.row + 1))
        self.scan.rows += 1
        column, held = 0, len(self.values) + len(self.scan.errors) + len(self.scan.unvalued)
        limits_met("rows", self.scan.rows, self.context.limits.rows)
        for cell in element:
            if local(cell.tag) == "c":
                place = _place(cell.get("r"), (self.row, column + 1))
                column = place[1]
                self._cell(cell, place)
        if len(self.values) + len(self.scan.errors) + len(self.scan.unvalued) > held:
            self.scan.filled_rows += 1
            if truth(element.get("hidden")):
                self.scan.hidden_rows.append(self.row)

    def _cell(self, cell: ET.Element, place: Place) -> None:
        self.scan.cells += 1
        self.context.cells += 1
        limits_met("cells", self.context.cells, self.context.limits.cells)
        parts = {local(child.tag): child for child in cell}
        kind = cell.get("t", "n")
        if kind == "e":
            self.scan.errors[place] = (parts["v"].text or "") if "v" in parts else ""
            return
        value = self._value(kind, parts, int(cell.get("s") or 0))
        if value is None or value == "":
            if "f" in parts and not (kind == "str" and "v" in parts):
                self.scan.unvalued[place] = "=" + (parts["f"].text or "")
            return
        if self.values.setdefault(place, value) != value:
            raise Failure("damaged")  # two cells in one place that disagree: nobody knows which one Excel shows
        if isinstance(value, str):
            self.context.text += len(value)
            limits_met("text", self.context.text, self.context.limits.text)

    def _value(self, kind: str, parts: Mapping[str, ET.Element], style: int) -> Value | None:
        if kind == "inlineStr":
            return _unescaped(_text(parts["is"])) if "is" in parts else None
        text = parts["v"].text if "v" in parts else None
        if text is None:
            return None
        if kind == "s":
            index = int(text)
            if index < 0:
                raise Failure("damaged")
            return self.context.strings[index]
        if kind == "b":
            return truth(text.strip()) if text.strip() in ("0", "1", "true", "false") else text
        if kind == "n":
            return _number(text, self.context.dates.get(style), self.context.epoch)
        return _iso(text) if kind == "d" else _unescaped(text)

    def _merged(self, element: ET.Element) -> None:
        match = _RANGE.fullmatch(element.get("ref", ""))
        if match:
            self.scan.merged.append((int(match[2]), column_number(match[1]), int(match[4]), column_number(match[3])))

    def _finish(self) -> None:
        places = [*self.values, *self.scan.errors, *self.scan.unvalued]
        if places:
            self.scan.last = max(row for row, _ in places), max(column for _, column in places)
            self.scan.hidden_columns = sorted(self.columns & {column for _, column in places})
        self.scan.values = len(self.values)


def _place(reference: str | None, otherwise: Place) -> Place:
    if reference is None:
        return otherwise
    match = _REFERENCE.fullmatch(reference)
    place = (int(match[2]), column_number(match[1].upper())) if match else (0, 0)
    if not (0 < place[0] <= LAST_ROW and 0 < place[1] <= LAST_COLUMN):
        raise Failure("damaged")
    return place


def _strings(package: Package, name: str | None) -> list[str]:
    part = package.part(name) if name else None
    if part is None:
        return []
    return forgiving(lambda data: [_unescaped(text) for text in _items(data)], part)


def _items(part: bytes) -> Iterator[str]:
    for _, element in ET.iterparse(io.BytesIO(part)):
        if local(element.tag) == "si":
            yield _text(element)
            element.clear()


def _text(item: ET.Element) -> str:
    """Give the text of a plain or formatted string; the pronunciation that Japanese texts carry is not part of it."""
    texts = []
    for child in item:
        if local(child.tag) == "t":
            texts.append(child.text or "")
        elif local(child.tag) == "r":
            texts += [run.text or "" for run in child if local(run.tag) == "t"]
    return "".join(texts)


def _unescaped(text: str) -> str:
    r"""Undo Excel's way of writing what XML cannot hold.

    >>> _unescaped("rad 1_x000D_ _x005F_x000D_")
    'rad 1\r _x000D_'
    """
    if "_x" not in text:
        return text
    plain = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _dates(package: Package, name: str | None) -> dict[int, str]:
    """Find the cell styles whose numbers are dates, times or durations."""
    tree = package.tree(name) if name else None
    if tree is None:
        return {}
    formats = dict(BUILTIN_FORMATS)
    kinds: dict[int, str] = {}
    for element in tree.iter():
        if local(element.tag) == "numFmt" and (element.get("numFmtId") or "").isdigit():
            formats[int(element.get("numFmtId", 0))] = element.get("formatCode", "")
    for styles in (element for element in tree if local(element.tag) == "cellXfs"):
        for style, element in enumerate(styles):
            number = int(element.get("numFmtId") or 0)
            code = formats.get(number, "General")
            if is_timedelta_format(code):
                kinds[style] = "duration"
            elif is_date_format(code) or (number in _EASTERN_DATES and number not in formats):
                kinds[style] = "date"
    return kinds


def _number(text: str, kind: str | None, epoch: dt.datetime) -> Value:
    try:
        number = float(text)
    except ValueError:
        return text  # what no number is stays as it stands
    if not math.isfinite(number):
        return text
    if kind is not None and number >= 0:
        try:
            return tidy(from_excel(number, epoch, timedelta=kind == "duration"))
        except (OverflowError, ValueError):
            pass
    return tidy(number)


def _iso(text: str) -> Value:
    for read in (dt.date.fromisoformat, dt.datetime.fromisoformat, dt.time.fromisoformat):
        try:
            return tidy(read(text))
        except ValueError:
            continue
    return text
