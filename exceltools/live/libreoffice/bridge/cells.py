"""Requests about what stands in cells and how it looks in, answers out."""

# ruff: noqa: ANN401, D102, FBT001 - requests are plain lists; a request whose name says it all needs no more words

from __future__ import annotations

from typing import Any

import uno

from exceltools.live.libreoffice.bridge.finding import Finder

ERRORS = {32767: "#N/A", 502: "#VALUE!", 503: "#NUM!", 519: "#VALUE!", 524: "#REF!", 525: "#NAME?", 532: "#DIV/0!"}
VALUE, DATETIME, STRING, FORMULA = 1, 2, 4, 16  # com.sun.star.sheet.CellFlags
IS_DATE, IS_TIME, IS_LOGICAL = 2, 4, 1024  # com.sun.star.util.NumberFormat
NUMERIC, FAULTY = 1, 4  # com.sun.star.sheet.FormulaResult
FEATURE = "\x01"  # stands in a text of several lines for what is no letter


class Cells(Finder):
    """What can be asked of cells."""

    def __init__(self, desktop: Any) -> None:
        super().__init__(desktop)
        self._formats: dict[tuple[str, int], int] = {}

    def values(self, key: str, name: str, area: list[int]) -> list[list[Any]]:
        """Give the values of an area: null, text, number, truth, or [kind, content] for a date, a time and an error."""
        cells = self._cells(key, name, area)
        top, left = area[0], area[1]
        rows = [[None if value == "" else value for value in row] for row in cells.getDataArray()]
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                if isinstance(text, str) and FEATURE in text:  # a tab among the lines: what is typed tells it
                    typed = cells.getCellByPosition(column, row).Formula
                    rows[row][column] = typed[1:] if typed[:1] == "'" != text[:1] else typed
        for one in cells.queryFormulaCells(FAULTY).Cells:
            place = one.CellAddress
            text = ERRORS.get(one.getError(), one.String)
            rows[place.Row + 1 - top][place.Column + 1 - left] = ["error", text]
        numbers = (cells.queryContentCells(VALUE | DATETIME), cells.queryFormulaCells(NUMERIC))
        for one in (one for ranges in numbers for part in self._parts(key, name, ranges) for one in part):
            kind = self._kind(key, one)
            if kind:
                place = one.CellAddress
                rows[place.Row + 1 - top][place.Column + 1 - left] = [kind, one.Value]
        return rows

    def _parts(self, key: str, name: str, ranges: Any) -> Any:
        """Give the cells of areas that are not plain numbers all over: asking for each cell costs a journey."""
        for area in self._areas(ranges):
            cells = self._cells(key, name, area)
            if cells.getPropertyState("NumberFormat").value == "AMBIGUOUS_VALUE" or self._kind(key, cells):
                yield [
                    cells.getCellByPosition(column, row)
                    for row in range(area[2] - area[0] + 1)
                    for column in range(area[3] - area[1] + 1)
                ]

    def _kind(self, key: str, cell: Any) -> str:
        number = cell.NumberFormat
        if (key, number) not in self._formats:
            self._formats[key, number] = self._book(key).NumberFormats.getByKey(number).Type
        kind = self._formats[key, number]
        if kind & IS_LOGICAL:
            return "truth"
        if kind & IS_DATE:
            return "date"
        return "time" if kind & IS_TIME else ""

    def null_date(self, key: str) -> list[int]:
        day = self._book(key).NullDate
        return [day.Year, day.Month, day.Day]

    def write(self, key: str, name: str, area: list[int], rows: list[list[Any]]) -> None:
        """Write texts and numbers; null empties a cell, and no text becomes anything else."""
        cells = tuple(tuple("" if value is None else value for value in row) for row in rows)
        self._cells(key, name, area).setDataArray(cells)

    def formulas(self, key: str, name: str, area: list[int]) -> list[list[str]]:
        return [list(row) for row in self._cells(key, name, area).getFormulaArray()]

    def write_formulas(self, key: str, name: str, area: list[int], rows: list[list[str]]) -> None:
        self._cells(key, name, area).setFormulaArray(tuple(map(tuple, rows)))

    def clear(self, key: str, name: str, area: list[int]) -> None:
        self._cells(key, name, area).clearContents(VALUE | DATETIME | STRING | FORMULA)

    def clear_sheet(self, key: str, name: str) -> None:
        """Take everything away: values, looks, notes."""
        self._sheet(key, name).clearContents(1023)

    def visible(self, key: str, name: str, area: list[int]) -> list[list[int]]:
        """Give the areas that are not hidden."""
        return self._areas(self._cells(key, name, area).queryVisibleCells())

    def faulty(self, key: str, name: str, area: list[int]) -> list[list[int]]:
        """Give the areas of formulas whose result is an error."""
        return self._areas(self._cells(key, name, area).queryFormulaCells(FAULTY))

    def filled(self, key: str, name: str, area: list[int], formulas: bool) -> list[list[int]]:
        """Give the areas that hold formulas, or those that hold something else."""
        flags = FORMULA if formulas else VALUE | DATETIME | STRING
        return self._areas(self._cells(key, name, area).queryContentCells(flags))

    def has_merged(self, key: str, name: str, area: list[int]) -> bool:
        return bool(self._cells(key, name, area).IsMerged)

    def merged_area(self, key: str, name: str, area: list[int]) -> list[int]:
        sheet = self._sheet(key, name)
        cursor = sheet.createCursorByRange(self._cells(key, name, area))
        cursor.collapseToMergedArea()
        address = cursor.RangeAddress
        return [address.StartRow + 1, address.StartColumn + 1, address.EndRow + 1, address.EndColumn + 1]

    def look(self, key: str, name: str, area: list[int], wanted: dict[str, Any]) -> None:
        """Set properties of cells, in LibreOffice's own names."""
        cells = self._cells(key, name, area)
        for each, value in wanted.items():
            cells.setPropertyValue(each, self._number_format(key, value) if each == "NumberFormat" else value)

    def looks(self, key: str, name: str, area: list[int], wanted: list[str]) -> list[Any]:
        """Give properties of cells that are plain values."""
        cells = self._cells(key, name, area)
        return [cells.getPropertyValue(each) for each in wanted]

    def number_format(self, key: str, name: str, area: list[int]) -> str:
        number = self._cells(key, name, area).NumberFormat
        return str(self._book(key).NumberFormats.getByKey(number).FormatString)

    def _number_format(self, key: str, code: str) -> int:
        formats = self._book(key).NumberFormats
        language = uno.createUnoStruct("com.sun.star.lang.Locale")
        language.Language, language.Country = "en", "US"
        known = formats.queryKey(code, language, False)
        return int(known if known >= 0 else formats.addNew(code, language))

    def width(self, key: str, name: str, area: list[int], points: float) -> None:
        self._cells(key, name, area).Columns.Width = round(points * 2540 / 72)

    def fit_rows(self, key: str, name: str, area: list[int]) -> None:
        self._cells(key, name, area).Rows.OptimalHeight = True
