"""An OpenDocument package in, its sheets' values and everything beside them out.

Read by our own walk through the one part that holds all sheets: calamine gives neither merged ranges nor hidden rows
nor error values of this format, and believes how often a cell says that it is repeated.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from exceltools.reading.beside import Beside
from exceltools.reading.comments import Annotation
from exceltools.reading.guard import LAST_COLUMN, LAST_ROW, Scan
from exceltools.reading.limits import Limits
from exceltools.reading.package import Package, anchored, forgiving, local, utc
from exceltools.reading.raw import COLUMN_NAME, IDENTITY_NAMES, Place, Value
from exceltools.reading.values import tidy
from exceltools.reading.wire import Failure, limits_met

_DURATION = re.compile(r"(-?)P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?")
_SPACES = re.compile(r"[ \t\r\n]+")
_HIDDEN = ("collapse", "filter")
_BESIDE = ("annotation", "shapes", "tracked-changes", "dde-links")  # they have texts and tables of their own


@dataclass(slots=True)
class Table:
    """A sheet."""

    name: str
    style: str
    values: dict[Place, Value] = field(default_factory=dict)
    scan: Scan = field(default_factory=Scan)
    row: int = 0  # the last one that was walked
    column: int = 0  # the last one that was declared
    hidden: set[int] = field(default_factory=set)  # columns
    beside: Beside = field(default_factory=Beside)


@dataclass(slots=True)
class Document:
    """What the package holds."""

    tables: list[Table] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)  # identity by named expressions
    anchors: dict[str, dict[str, Place]] = field(default_factory=dict)  # columns by the template's own names
    invisible: set[str] = field(default_factory=set)  # styles of hidden sheets
    struck: set[str] = field(default_factory=set)  # styles of struck-through text
    text: int = 0  # characters so far


def read(package: Package, limits: Limits) -> Document:
    """Read all sheets.

    Raises:
        Failure: "damaged" or "too-much".
    """
    part = package.part("content.xml")
    if part is None:
        raise Failure("damaged")
    return forgiving(lambda data: _walked(data, limits), part)


def properties(package: Package) -> tuple[dict[str, str], dt.datetime | None]:
    """Give the identity by user-defined properties, and when the document was last saved."""
    tree = package.tree("meta.xml")
    elements = [] if tree is None else list(tree.iter())
    found = {}
    for element in elements:
        name = next((value for key, value in element.attrib.items() if local(key) == "name"), "")
        if local(element.tag) == "user-defined" and name in IDENTITY_NAMES:
            found[name] = (element.text or "").strip()
    stamps = (utc(element.text or "") for element in elements if local(element.tag) == "date")
    return found, next(stamps, None)


def _walked(part: bytes, limits: Limits) -> Document:
    document, within, names = Document(), [], []
    for event, element in ET.iterparse(io.BytesIO(part), ("start", "end")):
        name = local(element.tag)
        if event == "start":
            within.append(element)
            names.append(name)
            if name == "table" and names[-2] == "spreadsheet":
                document.tables.append(Table(_get(element, "name"), _get(element, "style-name")))
            continue
        within.pop()
        names.pop()
        if any(beside in names for beside in _BESIDE):
            continue
        _element(document, name, element, limits, parent=names[-1] if names else "")
        if name in ("table-row", "table-column", "style", *_BESIDE) and name != "annotation":
            within[-1].remove(element)
    return _finished(document)


def _element(document: Document, name: str, element: ET.Element, limits: Limits, parent: str) -> None:
    if name == "table-row" and document.tables:
        _row(document, document.tables[-1], element, limits)
    elif name == "table-column" and document.tables:
        _column(document.tables[-1], element)
    elif name == "style":
        _style(document, element)
    elif name == "named-expression" and parent == "named-expressions":
        text = _get(element, "expression")
        if _get(element, "name") in IDENTITY_NAMES and len(text) > 1 and text[0] == text[-1] == '"':
            document.names[_get(element, "name")] = text[1:-1].replace('""', '"')
    elif name == "named-range" and _get(element, "name").startswith(COLUMN_NAME):
        for sheet, columns in anchored([(_get(element, "name"), _get(element, "cell-range-address"))]).items():
            document.anchors.setdefault(sheet, {}).update(columns)


def _style(document: Document, style: ET.Element) -> None:
    for child in style:
        if local(child.tag) == "table-properties" and _get(child, "display") == "false":
            document.invisible.add(_get(style, "name"))
        if local(child.tag) == "text-properties" and _get(child, "text-line-through-style") not in ("", "none"):
            document.struck.add(_get(style, "name"))


def _column(table: Table, element: ET.Element) -> None:
    first, table.column = table.column + 1, min(table.column + _repeated(element, "columns"), LAST_COLUMN)
    if _get(element, "visibility") in _HIDDEN:
        table.hidden.update(range(first, table.column + 1))


def _row(document: Document, table: Table, element: ET.Element, limits: Limits) -> None:
    """Take in a row, as often as it is repeated; empty ones are only counted."""
    first, table.row = table.row + 1, table.row + _repeated(element, "rows")
    cells = [(column, cell) for column, cell in _cells(element) if _holds(cell)]
    table.scan.rows += 1
    for row in range(first, table.row + 1) if cells else ():
        if row > LAST_ROW:
            raise Failure("damaged")
        for column, cell in cells:
            _cell(document, table, (row, column), cell, limits)
        if _get(element, "visibility") in _HIDDEN:
            table.scan.hidden_rows.append(row)
        if _get(element, "visibility") == "filter":
            table.beside.filters.append((row - 1, 1, row, LAST_COLUMN))
    table.beside.annotations += _annotations(element, first)


def _annotations(row: ET.Element, number: int) -> Iterator[Annotation]:
    """Give what is noted beside the cells of a row; a cell that has a note is not repeated."""
    column = 1
    for cell in row:
        for note in (child for child in cell if local(child.tag) == "annotation"):
            who = next((part.text or "" for part in note if local(part.tag) == "creator"), "")
            yield Annotation("comment", (number, column), _text(note).strip(), who.strip())
        if local(cell.tag) in ("table-cell", "covered-table-cell"):
            column += _repeated(cell, "columns")


def _cells(row: ET.Element) -> Iterator[tuple[int, ET.Element]]:
    """Give each cell that holds something as often as it is repeated."""
    column = 0
    for cell in row:
        if local(cell.tag) not in ("table-cell", "covered-table-cell"):
            continue
        times = _repeated(cell, "columns")
        if _holds(cell):
            if column + times > LAST_COLUMN:
                raise Failure("damaged")
            for further in range(times):
                yield column + further + 1, cell
        column += times


def _holds(cell: ET.Element) -> bool:
    return any(_get(cell, name) for name in ("value-type", "formula", "number-columns-spanned", "number-rows-spanned"))


def _cell(document: Document, table: Table, place: Place, cell: ET.Element, limits: Limits) -> None:
    rows, columns = int(_get(cell, "number-rows-spanned") or 1), int(_get(cell, "number-columns-spanned") or 1)
    if rows * columns > 1:
        table.scan.merged.append((*place, place[0] + rows - 1, place[1] + columns - 1))
    table.scan.cells += 1
    value = _value(cell)
    if document.struck and (struck := _struck(cell, document.struck)) is not None:
        table.beside.struck[place] = struck
    if any(local(key) == "value-type" and content == "error" for key, content in cell.attrib.items()):
        table.scan.errors[place] = _text(cell)
        table.beside.formulas[place] = _get(cell, "formula").removeprefix("of:")
    elif value is not None and value != "":
        table.values[place] = value
        document.text += len(value) if isinstance(value, str) else 0
    elif _get(cell, "formula") and not _get(cell, "value-type"):
        table.scan.unvalued[place] = _get(cell, "formula").removeprefix("of:")
    limits_met("values", sum(len(each.values) for each in document.tables), limits.values)
    limits_met("cells", table.scan.cells, limits.cells)
    limits_met("text", document.text, limits.text)


def _struck(cell: ET.Element, styles: set[str]) -> str | None:
    """Give what is struck through in a cell: an empty text for all of it, None for nothing."""
    if _get(cell, "style-name") in styles:
        return ""
    spans = (span for span in cell.iter() if local(span.tag) == "span" and _get(span, "style-name") in styles)
    return "".join("".join(_runs(span)) for span in spans).strip() or None


def _value(cell: ET.Element) -> Value | None:
    match _get(cell, "value-type"):
        case "float" | "percentage" | "currency":
            return tidy(float(_get(cell, "value")))
        case "boolean":
            return _get(cell, "boolean-value") == "true"
        case "date":
            text = _get(cell, "date-value")
            read = dt.datetime.fromisoformat if "T" in text else dt.date.fromisoformat
            return tidy(read(text))
        case "time":
            return _time(_get(cell, "time-value"))
        case "":
            return None
        case _:
            return _get(cell, "string-value") or _text(cell)


def _time(text: str) -> Value:
    """Read a time of day or, from 24 hours, a duration: "PT08H30M00S"."""
    match = _DURATION.fullmatch(text)
    if match is None:
        return text
    days, hours, minutes, seconds = (float((part or "0").replace(",", ".")) for part in match.groups()[1:])
    span = dt.timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    if match[1]:
        return -span
    if span >= dt.timedelta(days=1):
        return span
    return dt.time(span.seconds // 3600, span.seconds // 60 % 60, span.seconds % 60, span.microseconds)


def _text(cell: ET.Element) -> str:
    return "\n".join("".join(_runs(child)) for child in cell if local(child.tag) == "p")


def _runs(element: ET.Element) -> Iterator[str]:
    """Give the text of a paragraph; spaces, tabs and line breaks are elements of their own."""
    yield _SPACES.sub(" ", element.text or "")
    for child in element:
        match local(child.tag):
            case "s":
                yield " " * min(int(_get(child, "c") or 1), 1000)
            case "tab":
                yield "\t"
            case "line-break":
                yield "\n"
            case "annotation" | "note":
                pass
            case _:
                yield from _runs(child)
        yield _SPACES.sub(" ", child.tail or "")


def _finished(document: Document) -> Document:
    # Tables that LibreOffice keeps of other files that formulas refer to are not this workbook's own.
    document.tables = [table for table in document.tables if table.style != "ta_extref"]
    for table in document.tables:
        scan = table.scan
        places = [*table.values, *scan.errors, *scan.unvalued]
        rows, columns = {row for row, _ in places}, {column for _, column in places}
        scan.values, scan.filled_rows = len(table.values), len(rows)
        scan.last = max(rows, default=0), max(columns, default=0)
        scan.hidden_rows = [row for row in scan.hidden_rows if row in rows]
        scan.hidden_columns = sorted(table.hidden & columns)
    return document


def _repeated(element: ET.Element, what: str) -> int:
    return max(int(_get(element, f"number-{what}-repeated") or 1), 1)


def _get(element: ET.Element, name: str) -> str:
    """Give an attribute whatever its namespace; calcext repeats some with another meaning and is passed over."""
    for key, value in element.attrib.items():
        if local(key) == name and "calc:xmlns:calcext" not in key:
            return value
    return ""
