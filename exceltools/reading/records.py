"""A binary workbook's bytes in, what calamine cannot tell of its sheets out: error values, hidden rows and columns.

Both binary formats are a row of records, each with a kind and a length. Only the few kinds that matter here are looked
into; nothing is allocated by what a record says of itself.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from exceltools.reading import ole
from exceltools.reading.guard import LAST_COLUMN, LAST_ROW, Scan
from exceltools.reading.package import Package
from exceltools.reading.raw import Format
from exceltools.reading.wire import Failure

Record = tuple[int, bytes]

_ERRORS = {
    0: "#NULL!",
    7: "#DIV/0!",
    15: "#VALUE!",
    23: "#REF!",
    29: "#NAME?",
    36: "#NUM!",
    42: "#N/A",
    43: "#GETTING_DATA",
}
# The kinds of records in the format of Excel 2007 ...
_ROW, _CELLS, _ERROR, _FORMULA_ERROR, _COLUMNS, _SHEET = 0, range(1, 12), 3, 11, 60, 156
# ... and in that of Excel 97.
_BEGIN_97, _END_97, _SHEET_97, _ROW_97, _COLUMNS_97 = 0x0809, 0x000A, 0x0085, 0x0208, 0x007D
_FORMULA_97, _BOOL_OR_ERROR_97 = 0x0006, 0x0205
_VERSION_97 = 0x0600


def scans(data: bytes, kind: Format) -> dict[str, Scan] | None:
    """Scan the sheets of a binary workbook.

    Args:
        data: the whole file.
        kind: "xlsb" or "xls".

    Returns:
        By the sheets' names: errors, hidden rows and columns, and the last place that holds a cell; None for a format
        older than Excel 97, which is not known here.

    Raises:
        Failure: "damaged", where the records make no sense.
    """
    try:
        return _of_2007(data) if kind == "xlsb" else _of_97(data)
    except (struct.error, IndexError, UnicodeDecodeError) as fault:
        raise Failure("damaged") from fault


# --- Excel 2007


def _of_2007(data: bytes) -> dict[str, Scan]:
    package = Package(data)
    main = next((part for kind, part in package.related().values() if kind == "officeDocument"), "/xl/workbook.bin")
    parts = package.related(main)
    found = {}
    for kind, content in _records_2007(package.part(main) or b""):
        if kind == _SHEET:
            relation, rest = _text_2007(content[8:])
            name, _ = _text_2007(rest)
            of_kind, part = parts.get(relation, ("", ""))
            if of_kind == "worksheet":
                found[name] = _sheet_2007(package.part(part) or b"")
    return found


def _records_2007(data: bytes) -> Iterator[Record]:
    """Give the records: kind and length are written in pieces of seven bits."""
    at = 0
    while at < len(data):
        kind, at = _varied(data, at, 2)
        length, at = _varied(data, at, 4)
        yield kind, data[at : at + length]
        at += length


def _varied(data: bytes, at: int, most: int) -> tuple[int, int]:
    value = 0
    for step in range(most):
        byte = data[at + step]
        value |= (byte & 0x7F) << 7 * step
        if byte < 0x80:
            return value, at + step + 1
    return value, at + most


def _text_2007(data: bytes) -> tuple[str, bytes]:
    (length,) = struct.unpack_from("<I", data)
    if length == 0xFFFFFFFF:
        return "", data[4:]
    return data[4 : 4 + 2 * length].decode("utf-16-le"), data[4 + 2 * length :]


def _sheet_2007(data: bytes) -> Scan:
    found, row = Scan(), 0
    for kind, content in _records_2007(data):
        if kind == _ROW:
            row = struct.unpack_from("<I", content)[0] + 1
            if content[11] & 0x10:
                found.hidden_rows.append(row)
        elif kind == _COLUMNS and content[16] & 1:
            first, last = struct.unpack_from("<II", content)
            found.hidden_columns += range(first + 1, min(last + 1, LAST_COLUMN) + 1)
        elif kind in _CELLS:
            place = row, struct.unpack_from("<I", content)[0] + 1
            _seen(found, place)
            if kind in (_ERROR, _FORMULA_ERROR):
                found.errors[place] = _ERRORS.get(content[8], "#?")
    return found


# --- Excel 97


def _of_97(data: bytes) -> dict[str, Scan] | None:
    book = ole.stream(data, "Workbook")
    if book is None or struct.unpack_from("<H", book, 4)[0] != _VERSION_97:
        return None
    found = {}
    for kind, content in _records_97(book, 0):
        if kind == _SHEET_97 and content[5] == 0:
            text = content[8 : 8 + content[6] * (2 if content[7] & 1 else 1)]
            name = text.decode("utf-16-le" if content[7] & 1 else "latin-1")
            found[name] = _sheet_97(book, struct.unpack_from("<I", content)[0])
    return found


def _records_97(data: bytes, at: int) -> Iterator[Record]:
    """Give the records of what begins at a place, up to its end; what is embedded in it is passed over."""
    depth = 0
    while at + 4 <= len(data):
        kind, length = struct.unpack_from("<HH", data, at)
        depth += (kind == _BEGIN_97) - (kind == _END_97)
        if depth <= 1:
            yield kind, data[at + 4 : at + 4 + length]
        at += 4 + length
        if depth <= 0:
            return


def _sheet_97(data: bytes, start: int) -> Scan:
    found = Scan()
    for kind, content in _records_97(data, start):
        if kind == _ROW_97 and content[12] & 0x20:
            found.hidden_rows.append(struct.unpack_from("<H", content)[0] + 1)
        elif kind == _COLUMNS_97 and content[8] & 1:
            first, last = struct.unpack_from("<HH", content)
            found.hidden_columns += range(first + 1, min(last + 1, LAST_COLUMN) + 1)
        elif kind in (_FORMULA_97, _BOOL_OR_ERROR_97):
            error = _error_97(kind, content)
            if error is not None:
                row, column = struct.unpack_from("<HH", content)
                found.errors[row + 1, column + 1] = _ERRORS.get(error, "#?")
    return found


def _error_97(kind: int, content: bytes) -> int | None:
    """Give the number of a cell's error, None where it has none."""
    if kind == _BOOL_OR_ERROR_97:
        return content[6] if content[7] else None
    return content[8] if content[12:14] == b"\xff\xff" and content[6] == 2 else None


def _seen(found: Scan, place: tuple[int, int]) -> None:
    if place[0] > LAST_ROW or place[1] > LAST_COLUMN:
        raise Failure("damaged")
    found.last = max(found.last[0], place[0]), max(found.last[1], place[1])
