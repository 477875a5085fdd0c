"""Cells and notes of a LibreOffice sheet, as xlwings' own classes want them."""

# ruff: noqa: D102 - the methods are xlwings' own, and documented there

from __future__ import annotations

from typing import Any

from xlwings import base_classes

from exceltools.cell_names import reference
from exceltools.live.libreoffice.rules import ConditionalFormats
from exceltools.live.libreoffice.values import number, rgb, sendable, value_of, with_semicolons

_POINTS_A_CHARACTER = 5.6  # of the width of a column, in Calibri 11
_ALIGNED = {"top": 1, "center": 2, "bottom": 3}  # com.sun.star.table.CellVertJustify2


class Range(base_classes.Range):
    """A rectangle of cells, or several of them where only conditional formats are asked for."""

    options: Any = None

    def __init__(self, sheet: Any, *areas: list[int]) -> None:  # noqa: ANN401 - engine.Sheet
        self._sheet = sheet
        self.areas = list(areas)
        self.area = self.areas[0]

    @property
    def sheet(self) -> Any:  # noqa: ANN401
        return self._sheet

    @property
    def _office(self) -> Any:  # noqa: ANN401
        return self._sheet.office

    @property
    def place(self) -> tuple[str, str, list[int]]:
        return (*self._sheet.place, self.area)

    @property
    def coords(self) -> tuple[Any, int, int, int, int]:
        return (self._sheet, self.row, self.column, *self.shape)

    @property
    def api(self) -> Any:  # noqa: ANN401
        return self._office

    def __len__(self) -> int:
        rows, columns = self.shape
        return rows * columns

    def __call__(self, row: int, column: int | None = None) -> Range:
        if column is None:
            row, column = divmod(row - 1, self.shape[1])
            row, column = row + 1, column + 1
        top, left = self.row + row - 1, self.column + column - 1
        return Range(self._sheet, [top, left, top, left])

    @property
    def row(self) -> int:
        return self.area[0]

    @property
    def column(self) -> int:
        return self.area[1]

    @property
    def shape(self) -> tuple[int, int]:
        top, left, bottom, right = self.area
        return bottom - top + 1, right - left + 1

    @property
    def address(self) -> str:
        top, left, bottom, right = self.area
        return reference(top, left) if len(self) == 1 else f"{reference(top, left)}:{reference(bottom, right)}"

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:  # noqa: FBT001
        del row_absolute, col_absolute, external
        return self.address

    # values

    @property
    def max_cells_per_read(self) -> None:
        return None

    @property
    def max_cells_per_write(self) -> None:
        return None

    @property
    def raw_value(self) -> Any:  # noqa: ANN401
        null_date = self._office.null_date(self._sheet.place[0])
        return [[value_of(value, null_date) for value in row] for row in self._office.values(*self.place)]

    @raw_value.setter
    def raw_value(self, value: Any) -> None:  # noqa: ANN401
        rows, columns = self.shape
        cells = value if isinstance(value, list | tuple) else [[value] * columns] * rows
        self._office.later("write", *self.place, [[sendable(one) for one in row] for row in cells])

    @property
    def formula(self) -> Any:  # noqa: ANN401
        found = self._office.formulas(*self.place)
        return found[0][0] if len(self) == 1 else found

    @formula.setter
    def formula(self, value: Any) -> None:  # noqa: ANN401
        rows = value if isinstance(value, list | tuple) else [[value]]
        self._office.later("write_formulas", *self.place, [[with_semicolons(one) for one in row] for row in rows])

    def clear_contents(self) -> None:
        self._office.clear(*self.place)

    def get_special_cells(self, cell_type: str, value_type: str | None) -> list[Range]:
        if cell_type == "visible":
            found = self._office.visible(*self.place)
        elif (cell_type, value_type) == ("formulas", "errors"):
            found = self._office.faulty(*self.place)
        elif (cell_type, value_type) == ("constants", "errors"):
            found = []  # LibreOffice has none
        elif cell_type in ("constants", "formulas") and value_type is None:
            found = self._office.filled(*self.place, cell_type == "formulas")
        else:
            raise NotImplementedError
        return [Range(self._sheet, area) for area in found]

    @property
    def merge_cells(self) -> bool:
        return bool(self._office.has_merged(*self.place))

    @property
    def merge_area(self) -> Range:
        return Range(self._sheet, self._office.merged_area(*self.place))

    def select(self) -> None:
        self._office.select(*self.place)

    # looks

    def look(self, **wanted: Any) -> None:  # noqa: ANN401
        self._office.later("look", *self.place, wanted)

    @property
    def font(self) -> Font:
        return Font(self)

    @property
    def color(self) -> tuple[int, int, int] | None:
        (found,) = self._office.looks(*self.place, ["CellBackColor"])
        return None if found < 0 else rgb(found)

    @color.setter
    def color(self, value: Any) -> None:  # noqa: ANN401
        self.look(CellBackColor=-1 if value is None else number(value))

    @property
    def number_format(self) -> str:
        return str(self._office.number_format(*self.place))

    @number_format.setter
    def number_format(self, value: str) -> None:
        self.look(NumberFormat=value)

    @property
    def wrap_text(self) -> bool:
        return bool(self._office.looks(*self.place, ["IsTextWrapped"])[0])

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        self.look(IsTextWrapped=value)

    @property
    def vertical_alignment(self) -> str:
        (found,) = self._office.looks(*self.place, ["VertJustify"])
        return next((name for name, each in _ALIGNED.items() if each == found), "bottom")

    @vertical_alignment.setter
    def vertical_alignment(self, value: str) -> None:
        self.look(VertJustify=_ALIGNED[value])

    @property
    def column_width(self) -> float:
        raise NotImplementedError

    @column_width.setter
    def column_width(self, value: float) -> None:
        self._office.width(*self.place, value * _POINTS_A_CHARACTER)

    def autofit(self, axis: str | None = None) -> None:
        if axis not in ("rows", "r"):
            raise NotImplementedError
        self._office.fit_rows(*self.place)

    # notes

    @property
    def note(self) -> Note | None:
        known: dict[tuple[int, int], Note] | None = self._sheet.book.noted.get(self._sheet.name)
        if known is not None:
            return known.get((self.row, self.column))
        found = self._office.note(*self.place)
        return None if found is None else Note(self, *found)

    def add_note(self, text: str) -> Note:
        self._office.later("add_note", *self.place, text)
        return Note(self, text, "")

    @property
    def comment(self) -> None:
        return None  # LibreOffice knows notes only

    @property
    def conditional_formats(self) -> ConditionalFormats:
        return ConditionalFormats(self)


class Note(base_classes.Note):
    """A note, as it was when it was asked for."""

    def __init__(self, cell: Range, text: str, author: str) -> None:
        self._cell = cell
        self._text = text
        self._author = author

    @property
    def api(self) -> Any:  # noqa: ANN401
        return self._cell.api

    @property
    def text(self) -> str:
        return self._text

    @text.setter
    def text(self, value: str) -> None:
        self.delete()
        self._cell.add_note(value)
        self._text = value

    @property
    def author(self) -> str:
        return self._author

    @property
    def location(self) -> Range:
        return self._cell

    def delete(self) -> None:
        self._cell.api.later("remove_note", *self._cell.sheet.place, self._cell.area)


def noted(sheet: Any, row: int, column: int, text: str, author: str) -> Note:  # noqa: ANN401
    """Give a note by its place."""
    return Note(Range(sheet, [row, column, row, column]), text, author)


class Font(base_classes.Font):
    """The letters of a range."""

    def __init__(self, cells: Range) -> None:
        self._cells = cells

    @property
    def bold(self) -> bool:
        return bool(self._cells.api.looks(*self._cells.place, ["CharWeight"])[0] > 100)

    @bold.setter
    def bold(self, value: bool) -> None:
        self._cells.look(CharWeight=150.0 if value else 100.0)

    @property
    def size(self) -> float:
        return float(self._cells.api.looks(*self._cells.place, ["CharHeight"])[0])

    @size.setter
    def size(self, value: float) -> None:
        self._cells.look(CharHeight=float(value))

    @property
    def name(self) -> str:
        return str(self._cells.api.looks(*self._cells.place, ["CharFontName"])[0])

    @name.setter
    def name(self, value: str) -> None:
        self._cells.look(CharFontName=value)

    @property
    def color(self) -> tuple[int, int, int] | None:
        (found,) = self._cells.api.looks(*self._cells.place, ["CharColor"])
        return None if found < 0 else rgb(found)

    @color.setter
    def color(self, value: Any) -> None:  # noqa: ANN401
        self._cells.look(CharColor=number(value))
