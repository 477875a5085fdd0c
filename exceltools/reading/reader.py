"""A workbook's bytes in, a `RawWorkbook` out: which reader reads it, and whether what it gives is all there is.

calamine reads, a scan of the sheets' parts beside it tells what calamine cannot, and the counts of both must agree.
Where they do not, where calamine gives up, and where a sheet would be dangerous to it, the reserve reader reads.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from exceltools.reading import beside, guard, primary, records
from exceltools.reading.assemble import Contents, Origin, workbook
from exceltools.reading.guard import Scan
from exceltools.reading.limits import Limits
from exceltools.reading.package import Book, Package, book
from exceltools.reading.raw import UNREAD_SHEETS, Engine, Format, RawWorkbook
from exceltools.reading.wire import Failure, limits_met

_ITEM = re.compile(rb"<(?:[\w.-]+:)?si[\s>].*?</(?:[\w.-]+:)?si>", re.DOTALL)
_STRING_CELL = re.compile(rb't="s"[^>]*>\s*<[^>]*>(\d{1,9})<')


def read(data: bytes, kind: Format, limits: Limits, *, reserve_only: bool = False) -> RawWorkbook:
    """Read a workbook that the preflight has passed.

    Args:
        data: the whole file.
        kind: what the preflight found it to be.
        limits: of contents.
        reserve_only: the first reader has failed on this file before.

    Raises:
        Failure: it cannot be read, or not all of it.
    """
    if kind == "ods":
        return _open_document(data, limits)
    if kind in ("xls", "xlsb"):
        return _binary(data, kind, limits)
    package = Package(data)
    about = book(package)
    parts = [package.part(sheet.part) or b"" for sheet in about.worksheets]
    sheets = None if reserve_only else _by_calamine(data, package, about, parts, limits)
    engine: Engine = "calamine"
    if sheets is None:
        sheets, engine = _by_reserve(package, about, limits), "reserve"
    whole = [
        replace(sheet, beside=found)
        for sheet, found in zip(sheets, beside.read(package, about, parts, limits), strict=True)
    ]
    origin = Origin(kind, engine, about.properties, about.names, about.modified, about.anchors)
    return workbook(whole, origin, limits)


def _by_calamine(
    data: bytes, package: Package, about: Book, parts: Sequence[bytes], limits: Limits
) -> list[Contents] | None:
    """Read with calamine; None where the reserve reader should read instead."""
    worksheets = about.worksheets
    strings = (package.part(about.strings) if about.strings else None) or b""
    scans = [guard.scan(part) for part in parts]
    if guard.loses_space(strings) or not _safe(scans, parts, strings, limits):
        return None
    try:
        tables = list(primary.read(data, limits, UNREAD_SHEETS))
    except Failure:
        raise
    except Exception:  # noqa: BLE001 - there is no honest list of what calamine raises
        return None
    if [table.name for table in tables] != [sheet.name for sheet in worksheets]:
        return None
    if sum(map(len, parts)) > limits.text:
        texts = (value for table in tables for value in table.values.values() if isinstance(value, str))
        limits_met("text", sum(map(len, texts)), limits.text)
    contents = [
        Contents(sheet.name, sheet.visible, table.values, scan)
        for sheet, table, scan in zip(worksheets, tables, scans, strict=True)
        if scan is not None and len(table.values) == scan.values
    ]
    return contents if len(contents) == len(worksheets) else None


def _safe(scans: Sequence[Scan | None], parts: Sequence[bytes], strings: bytes, limits: Limits) -> bool:
    """Tell whether calamine may be called; refuse what is too much for any reader."""
    known = [scan for scan in scans if scan is not None]
    _judge_amounts(known, limits)
    if len(known) < len(scans) or any(scan.last[0] * scan.last[1] > limits.area for scan in known):
        return False
    if len(strings) * sum(scan.values for scan in known) > limits.text:
        lengths = [len(item) for item in _ITEM.findall(strings)]
        used = (int(index) for part in parts for index in _STRING_CELL.findall(part))
        limits_met("text", sum(lengths[index] for index in used if index < len(lengths)), limits.text)
    return True


def _judge_amounts(scans: Sequence[Scan], limits: Limits) -> None:
    limits_met("rows", sum(scan.rows for scan in scans), limits.rows)
    limits_met("cells", sum(scan.cells for scan in scans), limits.cells)
    limits_met("filled-rows", sum(scan.filled_rows for scan in scans), limits.filled_rows)
    limits_met("values", sum(scan.values for scan in scans), limits.values)


def _by_reserve(package: Package, about: Book, limits: Limits) -> list[Contents]:
    from exceltools.reading import reserve

    read = reserve.read(package, about, limits)
    contents = [
        Contents(sheet.name, sheet.visible, values, scan)
        for sheet, (values, scan) in zip(about.worksheets, read, strict=True)
    ]
    _judge_amounts([content.scan for content in contents], limits)
    return contents


def _binary(data: bytes, kind: Format, limits: Limits) -> RawWorkbook:
    """Read a format that only calamine knows; a scan of its records tells what calamine cannot."""
    scans = records.scans(data, kind) or {}
    for scan in scans.values():
        limits_met("area", scan.last[0] * scan.last[1], limits.area)  # calamine would allocate all of it
    try:
        tables = list(primary.read(data, limits))
    except Failure:
        raise
    except Exception as fault:
        raise Failure("damaged") from fault
    if not any(table.values for table in tables):
        raise Failure("values-lost")  # nothing counts the cells of these formats: an empty one cannot be believed
    contents = [
        Contents(table.name, table.visible, table.values, _scan_of(table, scans.get(table.name, Scan())))
        for table in tables
    ]
    _judge_amounts([content.scan for content in contents], limits)
    return workbook(contents, Origin(kind, "calamine", {}, {}, None), limits)


def _scan_of(table: primary.Table, seen: Scan) -> Scan:
    places = [*table.values, *seen.errors]
    rows, columns = {row for row, _ in places}, {column for _, column in places}
    return Scan(
        values=len(table.values),
        filled_rows=len(rows),
        last=(max(rows, default=0), max(columns, default=0)),
        errors=seen.errors,
        hidden_rows=[row for row in seen.hidden_rows if row in rows],
        hidden_columns=[column for column in seen.hidden_columns if column in columns],
        merged=table.merged,
    )


def _open_document(data: bytes, limits: Limits) -> RawWorkbook:
    from exceltools.reading import opendocument

    package = Package(data)
    document = opendocument.read(package, limits)
    contents = [
        Contents(table.name, table.style not in document.invisible, table.values, table.scan, table.beside)
        for table in document.tables
    ]
    _judge_amounts([content.scan for content in contents], limits)
    properties, modified = opendocument.properties(package)
    return workbook(contents, Origin("ods", "reserve", properties, document.names, modified, document.anchors), limits)
