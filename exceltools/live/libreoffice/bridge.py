"""Requests in on stdin, what LibreOffice answers out on stdout, a line of JSON each: the far end of `office`.

Runs under the Python that has LibreOffice's `uno`, which is rarely the one that runs exceltools, and imports nothing
else than that and the standard library. It joins the LibreOffice that is open; the next call of its program hands the
wish to listen over to it. Rows and columns are 1-based.
"""

# ruff: noqa: ANN401, D102, FBT001 - requests are plain lists; a request whose name says it all needs no more words

from __future__ import annotations

import json
import sys
import time
from itertools import groupby
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException

ERRORS = {32767: "#N/A", 502: "#VALUE!", 503: "#NUM!", 519: "#VALUE!", 524: "#REF!", 525: "#NAME?", 532: "#DIV/0!"}
VALUE, DATETIME, STRING, ANNOTATION, FORMULA = 1, 2, 4, 8, 16  # com.sun.star.sheet.CellFlags
IS_DATE, IS_TIME, IS_LOGICAL = 2, 4, 1024  # com.sun.star.util.NumberFormat
NUMERIC, FAULTY = 1, 4  # com.sun.star.sheet.FormulaResult
EXPRESSION = 24  # com.sun.star.sheet.ConditionFormatOperator
FILTERS = {
    "xlsx": "Calc MS Excel 2007 XML",
    "xls": "MS Excel 97",
    "ods": "calc8",
    "fods": "OpenDocument Spreadsheet Flat XML",
}
FEATURE = "\x01"  # stands in a text of several lines for what is no letter
STYLES = "exceltools "  # what the names of our cell styles begin with
OPERATOR = "com.sun.star.sheet.ConditionOperator"
FILTERS = {
    "xlsx": "Calc MS Excel 2007 XML",
    "xls": "MS Excel 97",
    "ods": "calc8",
    "fods": "OpenDocument Spreadsheet Flat XML",
}
FEATURE = "\x01"  # stands in a text of several lines for what is no letter
STYLES = "exceltools "  # what the names of our cell styles begin with
OPERATOR = "com.sun.star.sheet.ConditionOperator"
OPERATORS = {  # com.sun.star.sheet.ConditionFormatOperator: what rules are read by -> what they are made by
    0: "EQUAL",
    1: "LESS",
    2: "GREATER",
    3: "LESS_EQUAL",
    4: "GREATER_EQUAL",
    5: "NOT_EQUAL",
    6: "BETWEEN",
    7: "NOT_BETWEEN",
    EXPRESSION: "FORMULA",
}
CONDITION = 0  # com.sun.star.sheet.ConditionEntryType


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


class Bridge:
    """What can be asked; every public method is a request."""

    def __init__(self, pipe: str, seconds: float) -> None:
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        until = time.monotonic() + seconds
        while True:
            try:
                context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                break
            except NoConnectException:
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)
        self.desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        self._formats: dict[tuple[str, int], int] = {}
        self._known: dict[tuple[str, str], Any] = {}  # workbooks and sheets that have been asked for

    def batch(self, requests: list[Any]) -> None:
        """Do several things; those of one kind that follow each other at once, where that is possible."""
        for (what, key, name), group in groupby(requests, key=lambda one: (one[0], *one[1][:2])):
            rest = [arguments[2:] for _, arguments in group]
            if what in ("add_note", "remove_note", "add_condition", "remove_condition"):
                getattr(self, what + "s")(key, name, rest)
            else:
                for arguments in rest:
                    getattr(self, what)(key, name, *arguments)

    # --- workbooks

    def books(self) -> list[str]:
        """Give the keys of the workbooks that are open, the one in front first."""
        self._known.clear()
        open_ones = [each for each in self.desktop.Components if self._is_book(each)]
        front = self.desktop.CurrentComponent
        first = front.RuntimeUID if front is not None and self._is_book(front) else None
        keys = [each.RuntimeUID for each in open_ones]
        return sorted(keys, key=lambda key: key != first)

    def book(self, key: str) -> dict[str, Any]:
        document = self._book(key)
        url = document.URL
        return {
            "name": document.Title.split(" (")[0]
            if not url
            else uno.fileUrlToSystemPath(url).replace("\\", "/").split("/")[-1],
            "path": uno.fileUrlToSystemPath(url) if url.startswith("file:") else url,
            "read_only": document.isReadonly(),
            "structure": document.isProtected(),
        }

    def open(self, path: str, hidden: bool) -> str:
        """Open a workbook; a LibreOffice without windows falls over unless it is hidden."""
        url = uno.systemPathToFileUrl(path)
        return str(self.desktop.loadComponentFromURL(url, "_blank", 0, properties(Hidden=hidden)).RuntimeUID)

    def save(self, key: str, path: str) -> None:
        kind = FILTERS[path.rpartition(".")[2].lower()]
        self._book(key).storeToURL(uno.systemPathToFileUrl(path), properties(FilterName=kind))

    def close(self, key: str) -> None:
        self._book(key).close(True)

    def activate(self, key: str) -> None:
        controller = self._book(key).CurrentController
        if controller is not None:
            controller.Frame.activate()

    def leave(self) -> bool:
        """Take LibreOffice down if nothing is open in it; tell whether it goes on."""
        goes_on = any(True for _ in self.desktop.Components)
        if not goes_on:
            self.desktop.terminate()
        return goes_on

    def calculate(self, key: str) -> None:
        self._book(key).calculateAll()

    def hold(self, key: str, name: str) -> None:
        """Draw nothing until `release`, and make all that follows one step to undo."""
        document = self._book(key)
        document.UndoManager.enterUndoContext(name)
        document.addActionLock()

    def release(self, key: str) -> None:
        document = self._book(key)
        self._sweep(key)
        document.removeActionLock()
        document.UndoManager.leaveUndoContext()

    def _sweep(self, key: str) -> None:
        """Take away the styles that we brought and no rule uses any more."""
        ours = {name for name in self._styles(key).ElementNames if name.startswith(STYLES)}
        for name in self._book(key).Sheets.ElementNames if ours else ():
            ours -= {rule["style"] for rule in self.conditions(key, name)}
        for name in ours:
            self._styles(key).removeByName(name)

    # --- names

    def name(self, key: str, name: str) -> str | None:
        """Give what a name stands for; None where there is no such name."""
        found = self._book(key).NamedRanges
        return found.getByName(name).Content if found.hasByName(name) else None

    def name_list(self, key: str) -> list[str]:
        return list(self._book(key).NamedRanges.ElementNames)

    def add_name(self, key: str, name: str, content: str) -> None:
        origin = uno.createUnoStruct("com.sun.star.table.CellAddress")
        self._book(key).NamedRanges.addNewByName(name, content, origin, 0)

    def remove_name(self, key: str, name: str) -> None:
        self._book(key).NamedRanges.removeByName(name)

    # --- sheets

    def sheets(self, key: str) -> list[str]:
        self._known.clear()
        return list(self._book(key).Sheets.ElementNames)

    def sheet(self, key: str, name: str) -> dict[str, Any]:
        found = self._sheet(key, name)
        return {"visible": found.IsVisible, "protected": found.isProtected()}

    def active_sheet(self, key: str) -> str:
        controller = self._book(key).CurrentController
        return str(controller.ActiveSheet.Name) if controller is not None else self.sheets(key)[0]

    def activate_sheet(self, key: str, name: str) -> None:
        controller = self._book(key).CurrentController
        if controller is not None:
            controller.setActiveSheet(self._sheet(key, name))

    def add_sheet(self, key: str, name: str, position: int) -> None:
        self._book(key).Sheets.insertNewByName(name, position)

    def remove_sheet(self, key: str, name: str) -> None:
        self._book(key).Sheets.removeByName(name)

    def rename_sheet(self, key: str, name: str, wanted: str) -> None:
        self._sheet(key, name).setName(wanted)

    def show_sheet(self, key: str, name: str, visible: bool) -> None:
        self._sheet(key, name).IsVisible = visible

    def used(self, key: str, name: str) -> list[int]:
        cursor = self._sheet(key, name).createCursor()
        cursor.gotoEndOfUsedArea(False)
        last = cursor.RangeAddress
        return [last.EndRow + 1, last.EndColumn + 1]

    def select(self, key: str, name: str, area: list[int]) -> None:
        controller = self._book(key).CurrentController
        if controller is not None:
            controller.setActiveSheet(self._sheet(key, name))
            controller.select(self._cells(key, name, area))
            controller.Frame.ContainerWindow.toFront()

    def selection(self, key: str) -> list[Any]:
        """Give sheet and area of what is selected."""
        chosen = self._book(key).CurrentSelection
        address = getattr(chosen, "RangeAddress", None)
        if address is None:
            return [self.active_sheet(key), [1, 1, 1, 1]]
        area = [address.StartRow + 1, address.StartColumn + 1, address.EndRow + 1, address.EndColumn + 1]
        return [self.sheets(key)[address.Sheet], area]

    # --- values

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

    # --- looks

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

    # --- notes

    def notes(self, key: str, name: str) -> list[list[Any]]:
        """Give row, column, text and author of every note."""
        found = self._sheet(key, name).Annotations
        return [[one.Position.Row + 1, one.Position.Column + 1, one.String, one.Author] for one in found]

    def add_notes(self, key: str, name: str, notes: list[Any]) -> None:
        found = self._sheet(key, name).Annotations
        place = uno.createUnoStruct("com.sun.star.table.CellAddress")
        place.Sheet = self._sheet(key, name).RangeAddress.Sheet
        for (row, column, *_), text in notes:
            place.Row, place.Column = row - 1, column - 1
            found.insertNew(place, text)

    def note(self, key: str, name: str, area: list[int]) -> list[str] | None:
        """Give text and author of a cell's note."""
        cells = self._cells(key, name, area)
        if not cells.queryContentCells(ANNOTATION).Count:
            return None
        note = cells.getCellByPosition(0, 0).Annotation
        return [note.String, note.Author]

    def remove_notes(self, key: str, name: str, cells: list[Any]) -> None:
        self._ranges(key, name, [area for (area,) in cells]).clearContents(ANNOTATION)

    # --- conditional formats

    def conditions(self, key: str, name: str) -> list[dict[str, Any]]:
        """Give every rule of a sheet with its areas, those of the same areas in their order."""
        found = []
        for one in self._sheet(key, name).ConditionalFormats.getConditionalFormats():
            areas = self._areas(one.Range)
            for index in range(one.Count):
                entry = one.getByIndex(index)
                plain = entry.getType() == CONDITION
                formula = entry.Formula1 if plain and entry.Operator == EXPRESSION else None
                style = entry.StyleName if plain else ""
                found.append({"id": one.ID, "index": index, "areas": areas, "formula": formula, "style": style})
        return found

    def add_conditions(self, key: str, name: str, wanted: list[Any]) -> None:
        """Add rules that come before those that are there: (areas, formula, style) for each.

        LibreOffice takes the cells away from their older rules. So ours is followed by copies of those, and what they
        were is known when ours goes: it stands in the cells themselves, wherever they are moved. Cells whose rules
        cannot be copied (colour scales and the like, or several that overlap) keep them and get none of ours.
        """
        there = [(self._areas(rule.Range), rule) for rule in self._rules(key, name)]
        plans = []
        for areas, formula, style in wanted:
            groups: dict[int, list[tuple[int, int]]] = {}
            for place in [place for area in areas for place in _places(area)]:
                over = [
                    number for number, (covered, _) in enumerate(there) if any(_holds(one, *place) for one in covered)
                ]
                if len(over) < 2:
                    groups.setdefault(over[0] if over else -1, []).append(place)
            plans += [(number, places, formula, style) for number, places in groups.items()]
        kept = {number: self._entries(key, name, there[number][1]) for number, *_ in plans if number >= 0}
        for number, places, formula, style in plans:
            older = kept.get(number, [])
            if older is not None:
                ours = (uno.Enum(OPERATOR, "FORMULA"), formula, "", None, style)
                self._apply(key, name, [[row, column, row, column] for row, column in places], [ours, *older])

    def remove_conditions(self, key: str, name: str, numbers: list[Any]) -> None:
        """Take rules of ours away: (number,) for each. The cells get back to the rules that they had."""
        rules = {rule.ID: rule for rule in self._rules(key, name)}
        gone = [number for (number,) in numbers if number in rules]
        signs = {number: self._signs(rule) or [] for number, rule in rules.items()}
        back: dict[str, tuple[list[Any], list[list[int]]]] = {}
        taken: list[int] = []
        for number in gone:
            older = signs[number][1:]
            if not older:
                continue
            entries, areas = back.setdefault(repr(older), ([], []))
            areas += self._areas(rules[number].Range)
            entries += [] if entries else (self._entries(key, name, rules[number]) or [])[1:]
            twins = [one for one in rules if one not in (*gone, *taken) and signs[one] == older]
            for twin in twins[:1]:
                taken.append(twin)
                areas += self._areas(rules[twin].Range)
                entries += [] if entries else self._entries(key, name, rules[twin]) or []
        for number in [*gone, *taken]:
            self._sheet(key, name).ConditionalFormats.removeByID(number)
        for entries, areas in back.values():
            if entries:
                self._apply(key, name, areas, entries)

    def _rules(self, key: str, name: str) -> Any:
        return self._sheet(key, name).ConditionalFormats.getConditionalFormats()

    def _signs(self, rule: Any) -> list[Any] | None:
        """Give what tells a rule's conditions from others; None where there is more to it than conditions."""
        entries = [rule.getByIndex(index) for index in range(rule.Count)]
        if any(entry.getType() != CONDITION for entry in entries):
            return None
        return [(one.Operator, one.Formula1, one.Formula2, one.StyleName) for one in entries]

    def _entries(self, key: str, name: str, rule: Any) -> list[Any] | None:
        """Give a rule's conditions as they can be given to other cells; None where they cannot.

        They are read from a cell, where they are in no language. Sorting can have left some of the cells with other
        rules than the rule itself says.
        """
        signs = self._signs(rule)
        if signs is None:
            return None
        styles = [sign[-1] for sign in signs]
        for row, column in [place for area in self._areas(rule.Range) for place in _places(area)]:
            found = self._sheet(key, name).getCellByPosition(column - 1, row - 1).ConditionalFormat
            entries = [found.getByIndex(index) for index in range(found.Count)]
            if [one.StyleName for one in entries] == styles:
                return [
                    (one.Operator, one.Formula1, one.Formula2, one.SourcePosition, one.StyleName) for one in entries
                ]
        return None

    def _apply(self, key: str, name: str, areas: list[list[int]], entries: list[Any]) -> None:
        ranges = self._ranges(key, name, areas)
        made = ranges.ConditionalFormat
        made.clear()
        for operator, first, second, position, style in entries:
            told = {"Operator": operator, "Formula1": first, "Formula2": second, "StyleName": style}
            if position is not None:
                told["SourcePosition"] = position
            made.addNew(properties(**told))
        ranges.ConditionalFormat = made

    def _ranges(self, key: str, name: str, areas: list[list[int]]) -> Any:
        """Give many cells as one thing; runs of them below each other are joined first."""
        ranges = self._book(key).createInstance("com.sun.star.sheet.SheetCellRanges")
        address = uno.createUnoStruct("com.sun.star.table.CellRangeAddress")
        address.Sheet = self._sheet(key, name).RangeAddress.Sheet
        for top, left, bottom, right in _joined(areas):
            address.StartRow, address.StartColumn = top - 1, left - 1
            address.EndRow, address.EndColumn = bottom - 1, right - 1
            ranges.addRangeAddress(address, True)
        return ranges

    def styles(self, key: str) -> list[str]:
        return list(self._styles(key).ElementNames)

    def add_style(self, key: str, style: str, fill: int, text: int) -> bool:
        """Add a cell style; tell whether it could be done.

        While any sheet is protected LibreOffice lets no style be changed: sheets protected without a password are
        opened for that moment. Beside its colours the style says what its parent would say otherwise about cells.
        """
        if self._styles(key).hasByName(style):
            return True
        sheets = [self._sheet(key, name) for name in self._book(key).Sheets.ElementNames]
        protected = [sheet for sheet in sheets if sheet.isProtected()]
        for sheet in protected:
            sheet.unprotect("")
        possible = not any(sheet.isProtected() for sheet in protected)
        if possible:
            self._styles(key).insertByName(style, self._book(key).createInstance("com.sun.star.style.CellStyle"))
            made = self._styles(key).getByName(style)
            made.CellBackColor, made.CharColor = fill, text
            made.VertJustify, made.IsTextWrapped = 1, True
        for sheet in protected:
            if not sheet.isProtected():
                sheet.protect("")
        return possible

    def style_colours(self, key: str, style: str) -> list[int]:
        found = self._styles(key).getByName(style)
        return [found.CellBackColor, found.CharColor]

    # --- finding things

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


def _rows(area: list[int]) -> range:
    return range(area[0], area[2] + 1)


def _columns(area: list[int]) -> range:
    return range(area[1], area[3] + 1)


def _joined(areas: list[list[int]]) -> list[list[int]]:
    """Join what stands below each other."""
    found: list[list[int]] = []
    for area in sorted(areas, key=lambda one: (one[1], one[3], one[0])):
        if found and found[-1][1::2] == area[1::2] and found[-1][2] + 1 == area[0]:
            found[-1][2] = area[2]
        else:
            found.append(list(area))
    return found


def _holds(area: list[int], row: int, column: int) -> bool:
    return row in _rows(area) and column in _columns(area)


def _places(area: list[int]) -> list[tuple[int, int]]:
    return [(row, column) for row in _rows(area) for column in _columns(area)]


def say(**answer: Any) -> None:
    """Answer a request."""
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Serve until the other side closes stdin."""
    try:
        bridge = Bridge(sys.argv[1], float(sys.argv[2]))
    except NoConnectException:
        say(fault="no connection")
        return
    say(answer="ready")
    for line in sys.stdin:
        request = json.loads(line)
        try:
            say(answer=getattr(bridge, request["do"])(*request["with"]))
        except GoneError as gone:
            say(gone=str(gone))
        except DisposedException:
            say(gone="office")
        except Exception as fault:  # noqa: BLE001 - whatever LibreOffice raises is told to the one who asked
            say(fault=f"{type(fault).__name__}: {fault}")


if __name__ == "__main__":
    main()
