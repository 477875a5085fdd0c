"""What a reader found in each sheet in, a `RawWorkbook` out.

Here alone it is decided what is handed on: values within the grid, merged ranges within the used part of it, and a note
of everything that is not handed on or that a person would not see.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from exceltools.cell_names import column_letters, reference
from exceltools.reading.beside import Beside
from exceltools.reading.guard import Scan
from exceltools.reading.limits import Limits
from exceltools.reading.raw import (
    IDENTITY_NAMES,
    IDENTITY_SHEET,
    OWN_SHEETS,
    Carrier,
    Engine,
    Format,
    Noted,
    NotedKind,
    Place,
    Range,
    RawSheet,
    RawWorkbook,
    Value,
)
from exceltools.reading.wire import limits_met

_SHOWN = 200  # characters of a value or formula in a note
_WHOLE = ("struck-text", "comment", "text-box")  # people's own words, which stand nowhere else


@dataclass(frozen=True, slots=True)
class Contents:
    """A worksheet as any of the readers gives it."""

    name: str
    visible: bool
    values: Mapping[Place, Value]  # blank text may be among them
    scan: Scan
    beside: Beside = field(default_factory=Beside)


@dataclass(frozen=True, slots=True)
class Origin:
    """What is known of the workbook as a whole."""

    format: Format
    engine: Engine
    properties: Mapping[str, str]  # identity by custom properties
    names: Mapping[str, str]  # identity by defined names
    modified: dt.datetime | None
    anchors: Mapping[str, Mapping[str, Place]] = field(default_factory=dict)  # columns by the template's own names


def workbook(sheets: Sequence[Contents], origin: Origin, limits: Limits) -> RawWorkbook:
    """Put the workbook together.

    Raises:
        Failure: "too-much", where merged ranges lie on each other without end.
    """
    carriers: dict[Carrier, Mapping[str, str]] = {
        "properties": origin.properties,
        "names": origin.names,
        "sheet": {name: text for sheet in sheets if _is_identity(sheet) for name, text in _identity(sheet)},
    }
    ordinary = [sheet for sheet in sheets if sheet.name.casefold() not in OWN_SHEETS]
    whole = RawWorkbook(
        sheets=tuple(_sheet(sheet, limits) for sheet in ordinary),
        identity={carrier: dict(said) for carrier, said in carriers.items() if said},
        modified=origin.modified,
        noted=tuple(noted for sheet in ordinary for noted in _notes(sheet, limits)),
        engine=origin.engine,
        format=origin.format,
        anchors=origin.anchors,
    )
    covered = sum(_area(merged) for sheet in whole.sheets for merged in sheet.merged)
    limits_met("merged", covered, limits.merged)
    return whole


def _is_identity(sheet: Contents) -> bool:
    return sheet.name.casefold() == IDENTITY_SHEET


def _identity(sheet: Contents) -> Iterator[tuple[str, str]]:
    for (row, column), name in sheet.values.items():
        if column == 1 and name in IDENTITY_NAMES and (row, 2) in sheet.values:
            yield str(name), str(sheet.values[row, 2]).strip()


def _sheet(sheet: Contents, limits: Limits) -> RawSheet:
    all_near = not _is_far(sheet.scan.last, limits)
    values = {
        place: value
        for place, value in sorted(sheet.values.items())
        if not _is_blank(value) and (all_near or not _is_far(place, limits))
    }
    used = max((row for row, _ in values), default=0), max((column for _, column in values), default=0)
    clipped = (_clipped(merged, used) for merged in sheet.scan.merged)
    merged = tuple(sorted({one for one in clipped if _area(one) > 1}))
    lists = None if sheet.beside.lists is None else tuple(sheet.beside.lists)
    return RawSheet(sheet.name, sheet.visible, values, merged, lists)


def _is_blank(value: Value) -> bool:
    return isinstance(value, str) and not value.strip()


def _is_far(place: Place, limits: Limits) -> bool:
    return place[0] > limits.grid_rows or place[1] > limits.grid_columns


def _clipped(merged: Range, used: Place) -> Range:
    return merged[0], merged[1], min(merged[2], used[0]), min(merged[3], used[1])


def _area(merged: Range) -> int:
    top, left, bottom, right = merged
    return (bottom - top + 1) * (right - left + 1) if bottom >= top and right >= left else 0


def _notes(sheet: Contents, limits: Limits) -> Iterator[Noted]:
    scan, name = sheet.scan, sheet.name
    far = (
        []
        if not _is_far(scan.last, limits)
        else [
            (place, str(value))
            for place, value in sorted(sheet.values.items())
            if _is_far(place, limits) and not _is_blank(value)
        ]
    )
    held = any(not _is_blank(value) for value in sheet.values.values())
    yield from _some("hidden-sheet", name, [(None, "")] if held and not sheet.visible else [], limits)
    formulas = sheet.beside.formulas
    errors = ((reference(*place), text, formulas.get(place, "")) for place, text in sorted(scan.errors.items()))
    yield from _some("error-value", name, errors, limits)
    yield from _some("formula-without-value", name, _named(sorted(scan.unvalued.items())), limits)
    filtered = {row for row in scan.hidden_rows if any(top < row <= end for top, _, end, _ in sheet.beside.filters)}
    hidden = [row for row in scan.hidden_rows if row not in filtered]
    yield from _some("hidden-row", name, ((str(row), "") for row in hidden), limits)
    yield from _some("filtered-row", name, ((str(row), "") for row in sorted(filtered)), limits)
    yield from _some("hidden-column", name, ((column_letters(column), "") for column in scan.hidden_columns), limits)
    yield from _some("far-cell", name, _named(far), limits)
    yield from _some("struck-text", name, _named(_struck(sheet)), limits)
    for kind in ("comment", "text-box", "comments-unread"):
        yield from _some(kind, name, _written(sheet, kind), limits)


def _struck(sheet: Contents) -> Iterator[tuple[Place, str]]:
    """Give what is struck through, of the cells that hold something."""
    for place, text in sorted(sheet.beside.struck.items()):
        value = sheet.values.get(place, "")
        if not _is_blank(value):
            yield place, text or str(value)


def _written(sheet: Contents, kind: NotedKind) -> Iterator[tuple[str | None, str, str]]:
    for one in sheet.beside.annotations:
        if one.kind == kind and (one.text or kind == "comments-unread"):
            yield reference(*one.place) if one.place else None, one.text, one.who


def _named(found: Iterable[tuple[Place, str]]) -> Iterator[tuple[str, str]]:
    return ((reference(*place), text) for place, text in found)


def _some(
    kind: NotedKind, sheet: str, found: Iterable[tuple[str | None, str] | tuple[str | None, str, str]], limits: Limits
) -> Iterator[Noted]:
    """Give notes of one kind, at most so many; the one after them says how many more there are."""
    remaining = iter(found)
    for cell, *texts in islice(remaining, limits.comments if kind in _WHOLE else limits.notes):
        yield Noted(kind, sheet, cell, *(text if kind in _WHOLE else text[:_SHOWN] for text in texts))
    more = sum(1 for _ in remaining)
    if more:
        yield Noted(kind, sheet, None, f"+{more}")
