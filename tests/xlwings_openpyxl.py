"""An xlwings engine on openpyxl, for tests: workbooks that are "open" in this very process.

It does what Excel does where the two can differ for `live`: a new conditional format comes first, a cell can have one
note, sheets and names are found by what they are called. Everything goes through xlwings' own classes.
"""

from __future__ import annotations

import datetime as dt
import re
import warnings
from copy import copy
from pathlib import Path

import xlwings
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font as Letters
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.workbook.defined_name import DefinedName
from xlwings import base_classes

from exceltools.live.libreoffice.office import GoneError

NAME = "openpyxl"
_ERRORS = ("#N/A", "#REF!", "#NAME?", "#DIV/0!", "#VALUE!", "#NUM!", "#NULL!")


class Engine:
    name = NAME
    type = "desktop"

    def __init__(self):
        self.app = App(self)
        self.apps = [self.app]

    @staticmethod
    def prepare_xl_data_element(value, options):
        return value

    @staticmethod
    def clean_value_data(data, datetime_builder, empty_as, number_builder, err_to_str):
        def clean(value):
            if value is None:
                return empty_as
            if isinstance(value, ErrorValue):
                return str(value) if err_to_str else None
            return value

        return [[clean(value) for value in row] for row in data]


class BusyError(Exception):
    """What Excel answers while somebody writes in a cell."""

    hresult = -2147418111


class ErrorValue(str):
    __slots__ = ()


class App(base_classes.App):
    pid = 1
    screen_updating = enable_events = display_alerts = True

    def __init__(self, engine):
        self.engine = engine
        self.opened = []
        self.selected = None

    @property
    def books(self):
        return Books(self)

    @property
    def selection(self):
        return self.selected

    def activate(self, steal_focus=None):
        pass


class Books(base_classes.Books):
    def __init__(self, app):
        self.app = app

    @property
    def active(self):
        return self.app.opened[0]

    def __call__(self, name):
        if isinstance(name, int):
            return self.app.opened[name - 1]
        for book in self.app.opened:
            if name in (book.name, book.fullname):
                return book
        raise KeyError(name)

    def __len__(self):
        return len(self.app.opened)

    def __iter__(self):
        return iter(self.app.opened)

    def open(self, fullname, *_):
        self.app.opened.insert(0, Book(self.app, Path(fullname)))
        return self.app.opened[0]


class Book(base_classes.Book):
    def __init__(self, app, path):
        self._app = app
        self.path = path
        with warnings.catch_warnings(action="ignore"):  # openpyxl leaves out what it does not know
            self.native = load_workbook(path, data_only=True)
        self.ReadOnly = self.ProtectStructure = False  # what a test may set, by Excel's own names
        self.busy = 0  # how many times more somebody writes in a cell when we come

    @property
    def app(self):
        return self._app

    @property
    def api(self):
        return self

    @property
    def name(self):
        return self.path.name

    @property
    def fullname(self):
        return str(self.path)

    @property
    def sheets(self):
        return Sheets(self)

    @property
    def names(self):
        if self not in self._app.opened:
            raise GoneError("book")
        if self.busy:
            self.busy -= 1
            raise BusyError
        return Names(self)

    def activate(self):
        pass

    def save(self, path=None, password=None):
        self.native.save(path or self.path)

    def close(self):
        self._app.opened.remove(self)


class Sheets(base_classes.Sheets):
    api = None

    def __init__(self, book):
        self.book = book

    @property
    def active(self):
        return Sheet(self.book, self.book.native.active)

    def __call__(self, name):
        natives = self.book.native.worksheets
        return Sheet(self.book, natives[name - 1] if isinstance(name, int) else self.book.native[name])

    def __len__(self):
        return len(self.book.native.worksheets)

    def __iter__(self):
        return (Sheet(self.book, native) for native in self.book.native.worksheets)

    def __contains__(self, name):
        return name in self.book.native.sheetnames

    def add(self, before=None, after=None, name=None):
        native = self.book.native
        place = native.index(after.native) + 1 if after else native.index(before.native) if before else None
        made = native.create_sheet(name, place)
        native.active = made
        return Sheet(self.book, made)


class Sheet(base_classes.Sheet):
    def __init__(self, book, native):
        self._book = book
        self.native = native

    @property
    def book(self):
        return self._book

    @property
    def api(self):
        return self

    @property
    def ProtectContents(self):  # noqa: N802 - Excel's own name
        return self.native.protection.sheet

    @property
    def name(self):
        return self.native.title

    @name.setter
    def name(self, value):
        self.native.title = value

    @property
    def index(self):
        return self._book.native.index(self.native) + 1

    @property
    def visible(self):
        return {"visible": -1, "hidden": 0, "veryHidden": 2}[self.native.sheet_state]

    @property
    def used_range(self):
        return Range(self, (1, 1, self.native.max_row, self.native.max_column))

    @property
    def cells(self):
        return Range(self, (1, 1, 1_048_576, 16_384))

    @property
    def notes(self):
        return [Note(Range(self, (cell.row, cell.column) * 2)) for cell in _cells(self.native) if cell.comment]

    @property
    def comments(self):
        return []

    def range(self, first, last=None):
        if isinstance(first, tuple) and len(first) == 4:
            row, column, rows, columns = first
            return Range(self, (row, column, row + rows - 1, column + columns - 1))
        corners = [_areas(corner) for corner in (first, last) if corner is not None]
        if last is None:
            return Range(self, *corners[0])
        return Range(self, (*corners[0][0][:2], *corners[1][0][2:]))

    def activate(self):
        self._book.native.active = self.native

    def clear(self):
        for row in self.native:
            for cell in row:
                cell.value = cell.comment = cell.hyperlink = None
                cell.style = "Normal"

    def delete(self):
        self._book.native.remove(self.native)


def _cells(native):
    return [cell for row in native for cell in row]


def _areas(corner):
    if isinstance(corner, Range):
        return corner.areas
    if isinstance(corner, tuple):
        return [(*corner, *corner)]
    found = []
    for part in corner.replace("$", "").split(","):
        left, top, right, bottom = range_boundaries(part)
        found.append((top, left, bottom, right))
    return found


class Range(base_classes.Range):
    max_cells_per_read = max_cells_per_write = None
    options = None

    def __init__(self, sheet, *areas):
        self._sheet = sheet
        self.areas = areas
        self.area = areas[0]

    @property
    def sheet(self):
        return self._sheet

    @property
    def api(self):
        return self

    @property
    def row(self):
        return self.area[0]

    @property
    def column(self):
        return self.area[1]

    @property
    def shape(self):
        top, left, bottom, right = self.area
        return bottom - top + 1, right - left + 1

    def __len__(self):
        return self.shape[0] * self.shape[1]

    @property
    def coords(self):
        return (self._sheet, self.row, self.column, *self.shape)

    @property
    def address(self):
        first, last = (f"${get_column_letter(column)}${row}" for row, column in (self.area[:2], self.area[2:]))
        return first if first == last else f"{first}:{last}"

    def get_address(self, *_):
        return self.address

    def __call__(self, row, column):
        return Range(self._sheet, (self.row + row - 1, self.column + column - 1) * 2)

    @property
    def natives(self):
        top, left, bottom, right = self.area
        native = self._sheet.native
        return [[native.cell(row, column) for column in range(left, right + 1)] for row in range(top, bottom + 1)]

    @property
    def raw_value(self):
        return [[_value(cell) for cell in row] for row in self.natives]

    @raw_value.setter
    def raw_value(self, value):
        rows = value if isinstance(value, list | tuple) else [[value]]
        for cells, values in zip(self.natives, rows, strict=True):
            for cell, one in zip(cells, values, strict=True):
                cell.value = None if one == "" else one
                if isinstance(one, str) and one:  # no text becomes a formula where the cell is one for text
                    assert cell.number_format == "@" or one[0] not in "=+-@", one
                    cell.data_type = "s"

    def get_special_cells(self, cell_type, value_type):
        sheet = self._sheet.native
        cells = [cell for row in self.natives for cell in row]
        if cell_type == "visible":
            hidden_rows = {row for row, about in sheet.row_dimensions.items() if about.hidden}
            hidden_columns = {about.min for about in sheet.column_dimensions.values() if about.hidden}
            chosen = [cell for cell in cells if cell.row not in hidden_rows and cell.column not in hidden_columns]
        elif value_type == "errors":
            chosen = [cell for cell in cells if cell.data_type == "e"] if cell_type == "constants" else []
        else:
            chosen = [cell for cell in cells if cell.value is not None] if cell_type == "constants" else []
        return [Range(self._sheet, (cell.row, cell.column) * 2) for cell in chosen]

    @property
    def merge_cells(self):
        found = [area for area in self._sheet.native.merged_cells.ranges if _meet(self.area, _of(area))]
        return bool(found) and (None if len(self) > 1 else True)

    @property
    def merge_area(self):
        merged = (_of(area) for area in self._sheet.native.merged_cells.ranges)
        return Range(self._sheet, next((area for area in merged if _meet(self.area, area)), self.area))

    def select(self):
        self._sheet.book.app.selected = self

    @property
    def font(self):
        return Font(self)

    @property
    def color(self):
        return None

    @color.setter
    def color(self, value):
        for cell in (cell for row in self.natives for cell in row):
            cell.fill = PatternFill("solid", start_color="FF" + value.removeprefix("#"))

    def _set(self, name, value):
        for cell in (cell for row in self.natives for cell in row):
            if name == "number_format":
                cell.number_format = value
            else:
                alignment = copy(cell.alignment)
                setattr(alignment, name, value)
                cell.alignment = alignment

    number_format = property(
        lambda self: self.natives[0][0].number_format, lambda self, v: self._set("number_format", v)
    )
    wrap_text = property(lambda self: self.natives[0][0].alignment.wrap_text, lambda self, v: self._set("wrap_text", v))
    vertical_alignment = property(
        lambda self: self.natives[0][0].alignment.vertical, lambda self, v: self._set("vertical", v)
    )

    @property
    def column_width(self):
        return self._sheet.native.column_dimensions[get_column_letter(self.column)].width

    @column_width.setter
    def column_width(self, value):
        self._sheet.native.column_dimensions[get_column_letter(self.column)].width = value

    def autofit(self, axis=None):
        assert axis == "r"

    @property
    def formula(self):
        found = [[cell.value for cell in row] for row in self.natives]
        return found[0][0] if len(self) == 1 else found

    @formula.setter
    def formula(self, value):
        """Keep the text of a formula, and show what a link shows."""
        for cells, formulas in zip(self.natives, value, strict=True):
            for cell, formula in zip(cells, formulas, strict=True):
                cell.value = re.fullmatch(r'=HYPERLINK\(".*","(.*)"\)|(.*)', formula).expand(r"\1\2")
                cell.hyperlink = formula

    @property
    def note(self):
        return Note(self) if self.natives[0][0].comment else None

    def add_note(self, text):
        self.natives[0][0].comment = Comment(text, "test")
        return Note(self)

    @property
    def conditional_formats(self):
        return Rules(self)


def _of(merged):
    return merged.min_row, merged.min_col, merged.max_row, merged.max_col


def _meet(one, other):
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _value(cell):
    value = cell.value
    if cell.data_type == "e":
        return ErrorValue(value)
    if isinstance(value, dt.time):
        return dt.datetime.combine(dt.date(1899, 12, 30), value)
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return value


class Note(base_classes.Note):
    def __init__(self, cell):
        self._cell = cell

    @property
    def native(self):
        return self._cell.natives[0][0]

    @property
    def api(self):
        return self.native

    @property
    def text(self):
        return self.native.comment.text

    @text.setter
    def text(self, value):
        self.native.comment = Comment(value, self.native.comment.author)

    @property
    def author(self):
        return self.native.comment.author

    @property
    def location(self):
        return self._cell

    def delete(self):
        self.native.comment = None


class Font(base_classes.Font):
    def __init__(self, cells):
        self._cells = cells

    def _set(self, name, value):
        for cell in (cell for row in self._cells.natives for cell in row):
            letters = copy(cell.font)
            cell.font = Letters(**{**{key: getattr(letters, key) for key in ("b", "sz", "color", "name")}, name: value})

    bold = property(lambda self: self._cells.natives[0][0].font.b, lambda self, v: self._set("b", v))
    size = property(lambda self: self._cells.natives[0][0].font.sz, lambda self, v: self._set("sz", v))
    color = property(lambda self: None, lambda self, v: self._set("color", "FF" + v.removeprefix("#")))


class Rules(base_classes.ConditionalFormats):
    def __init__(self, cells):
        self._cells = cells
        self.native = cells.sheet.native

    def _found(self):
        return [
            Rule(self.native, ranges, rule)
            for ranges in self.native.conditional_formatting
            for rule in ranges.rules
            if any(_meet(_of(area), own) for area in ranges.sqref.ranges for own in self._cells.areas)
        ]

    def __iter__(self):
        return iter(self._found())

    def __len__(self):
        return len(self._found())

    def __call__(self, index):
        return self._found()[index - 1]

    def add_custom(self, spec):
        fill, text = ("FF" + bytes(spec[name]).hex().upper() for name in ("fill_color", "font_color"))
        rule = FormulaRule(
            formula=[spec["formula"].removeprefix("=")],
            fill=PatternFill(bgColor=fill),
            font=Letters(color=text),
            stopIfTrue=spec["stop_if_true"],
        )
        for other in (one for ranges in self.native.conditional_formatting for one in ranges.rules):
            other.priority += 1
        places = " ".join(Range(self._cells.sheet, area).address.replace("$", "") for area in self._cells.areas)
        self.native.conditional_formatting.add(places, rule)
        rule.priority = 1
        return next(one for one in self._found() if one.rule is rule)


class Rule(base_classes.ConditionalFormat):
    def __init__(self, native, ranges, rule):
        self.native, self.ranges, self.rule = native, ranges, rule

    @property
    def type(self):
        return "custom" if self.rule.type == "expression" else "unknown"

    @property
    def formula(self):
        return f"={self.rule.formula[0]}" if self.type == "custom" else None

    @property
    def fill_color(self):
        return tuple(bytes.fromhex(self.rule.dxf.fill.bgColor.rgb[2:]))

    def delete(self):
        kept = ConditionalFormattingList()
        for ranges in self.native.conditional_formatting:
            for rule in ranges.rules:
                if rule is not self.rule:
                    priority = rule.priority
                    kept.add(str(ranges.sqref), rule)
                    rule.priority = priority - (priority > self.rule.priority)
        self.native.conditional_formatting = kept


class Names(base_classes.Names):
    api = None

    def __init__(self, book):
        self._book = book
        self.native = book.native.defined_names

    def __call__(self, name):
        return Name(self._book, list(self.native)[name - 1] if isinstance(name, int) else name)

    def contains(self, name):
        return name in self.native

    def __len__(self):
        return len(self.native)

    def add(self, name, refers_to):
        self.native[name] = DefinedName(name, attr_text=refers_to.removeprefix("="))
        return Name(self._book, name)


class Name(base_classes.Name):
    def __init__(self, book, name):
        self._book, self._name = book, name

    @property
    def name(self):
        return self._name

    @property
    def refers_to(self):
        """As in Excel, a sheet that was renamed has its new name here, and one that was deleted none."""
        text = self._book.native.defined_names[self._name].attr_text
        sheet = re.fullmatch(r"'?(.*?)'?!.*", text)
        return "=#REF!$A$1" if sheet and sheet[1] not in self._book.native.sheetnames else f"={text}"

    @property
    def refers_to_range(self):
        sheet, _, cell = self.refers_to.removeprefix("=").rpartition("!")
        return Range(self._book.sheets(sheet.strip("'")), _areas(cell)[0])

    def delete(self):
        del self._book.native.defined_names[self._name]


def app():
    """Give a new, empty application behind xlwings' own class, and make its engine the active one."""
    engine = xlwings.Engine(impl=Engine())
    engine.impl.app.apps = engine.impl.apps
    xlwings.engines.add(engine)
    engine.activate()
    return next(iter(engine.apps))


__all__ = ["NAME", "app"]
