"""A workbook's key, a sheet's name and areas in, LibreOffice's own objects for them out. All numbers are from 1."""

# ruff: noqa: ANN401 - requests are plain lists; a request whose name says it all needs no more words

from __future__ import annotations

from typing import Any

import uno
from com.sun.star.beans import PropertyValue

ANNOTATION = 8  # com.sun.star.sheet.CellFlags


def properties(**named: Any) -> tuple[Any, ...]:
    """Give arguments as LibreOffice wants them."""
    made = []
    for name, value in named.items():
        one = PropertyValue()
        one.Name, one.Value = name, value
        made.append(one)
    return tuple(made)


class GoneError(Exception):
    """The workbook or the sheet that was asked for is not there any more."""


class Finder:
    """Finds what requests speak of, and remembers it."""

    def __init__(self, desktop: Any) -> None:
        self.desktop = desktop
        self._known: dict[tuple[str, str], Any] = {}  # workbooks and sheets that have been asked for

    def _is_book(self, document: Any) -> bool:
        return hasattr(document, "supportsService") and document.supportsService(
            "com.sun.star.sheet.SpreadsheetDocument"
        )

    def _book(self, key: str) -> Any:
        if (key, "") not in self._known:
            found = [each for each in self.desktop.Components if self._is_book(each) and each.RuntimeUID == key]
            if not found:
                raise GoneError("book")
            self._known[key, ""] = found[0]
        return self._known[key, ""]

    def _sheet(self, key: str, name: str) -> Any:
        if (key, name) not in self._known:
            sheets = self._book(key).Sheets
            if not sheets.hasByName(name):
                raise GoneError("sheet")
            self._known[key, name] = sheets.getByName(name)
        return self._known[key, name]

    def _styles(self, key: str) -> Any:
        return self._book(key).StyleFamilies.getByName("CellStyles")

    def _cells(self, key: str, name: str, area: list[int]) -> Any:
        top, left, bottom, right = area
        return self._sheet(key, name).getCellRangeByPosition(left - 1, top - 1, right - 1, bottom - 1)

    def _areas(self, ranges: Any) -> list[list[int]]:
        found = ranges.RangeAddresses
        return [[one.StartRow + 1, one.StartColumn + 1, one.EndRow + 1, one.EndColumn + 1] for one in found]

    def _ranges(self, key: str, name: str, areas: list[list[int]]) -> Any:
        """Give many cells as one thing; runs of them below each other are joined first."""
        ranges = self._book(key).createInstance("com.sun.star.sheet.SheetCellRanges")
        address = uno.createUnoStruct("com.sun.star.table.CellRangeAddress")
        address.Sheet = self._sheet(key, name).RangeAddress.Sheet
        for top, left, bottom, right in joined(areas):
            address.StartRow, address.StartColumn = top - 1, left - 1
            address.EndRow, address.EndColumn = bottom - 1, right - 1
            ranges.addRangeAddress(address, True)
        return ranges


def rows_of(area: list[int]) -> range:
    """Give the numbers of an area's rows."""
    return range(area[0], area[2] + 1)


def columns_of(area: list[int]) -> range:
    """Give the numbers of an area's columns."""
    return range(area[1], area[3] + 1)


def joined(areas: list[list[int]]) -> list[list[int]]:
    """Join what stands below each other."""
    found: list[list[int]] = []
    for area in sorted(areas, key=lambda one: (one[1], one[3], one[0])):
        if found and found[-1][1::2] == area[1::2] and found[-1][2] + 1 == area[0]:
            found[-1][2] = area[2]
        else:
            found.append(list(area))
    return found


def holds(area: list[int], row: int, column: int) -> bool:
    """Tell whether a cell is in an area."""
    return row in rows_of(area) and column in columns_of(area)


def places_of(area: list[int]) -> list[tuple[int, int]]:
    """Give row and column of each cell of an area."""
    return [(row, column) for row in rows_of(area) for column in columns_of(area)]
