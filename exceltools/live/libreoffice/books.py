"""Workbooks, sheets and names of a LibreOffice, as xlwings' own classes want them."""

# ruff: noqa: D102 - the methods are xlwings' own, and documented there

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xlwings import base_classes

from exceltools.cell_names import area_of
from exceltools.live.libreoffice.office import Office
from exceltools.live.libreoffice.ranges import Range, noted


class Book(base_classes.Book):
    """A spreadsheet."""

    def __init__(self, app: Any, key: str) -> None:  # noqa: ANN401 - engine.App
        self.key = key
        self.held = False
        self.noted: dict[str, dict[tuple[int, int], Any]] = {}  # notes by sheet and cell, while nothing is drawn
        self._app = app
        self.office: Office = app.api

    @property
    def app(self) -> Any:  # noqa: ANN401
        return self._app.seen_from(self)

    @property
    def api(self) -> Facts:
        return Facts(self.office.book(self.key))

    @property
    def name(self) -> str:
        return str(self.office.book(self.key)["name"])

    @property
    def fullname(self) -> str:
        about = self.office.book(self.key)
        return str(about["path"] or about["name"])

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    @property
    def names(self) -> Names:
        return Names(self)

    def activate(self) -> None:
        self.office.activate(self.key)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        """Write a copy; the workbook stays the one that it was."""
        del password
        self.office.save(self.key, str(path or self.fullname))

    def close(self) -> None:
        self.office.close(self.key)


class Facts:
    """What xlwings has no words for, by the names that Excel's own objects have."""

    def __init__(self, about: dict[str, Any]) -> None:
        self.ReadOnly = bool(about.get("read_only"))
        self.ProtectStructure = bool(about.get("structure"))
        self.ProtectContents = bool(about.get("protected"))


class Sheets(base_classes.Sheets):
    """The sheets of a spreadsheet."""

    def __init__(self, book: Book) -> None:
        self._book = book

    @property
    def api(self) -> Office:
        return self._book.office

    @property
    def active(self) -> Sheet:
        return Sheet(self._book, self.api.active_sheet(self._book.key))

    def __call__(self, name_or_index: str | int) -> Sheet:
        names = self.api.sheets(self._book.key)
        return Sheet(self._book, names[name_or_index - 1] if isinstance(name_or_index, int) else name_or_index)

    def __len__(self) -> int:
        return len(self.api.sheets(self._book.key))

    def __iter__(self) -> Iterator[Sheet]:
        for name in self.api.sheets(self._book.key):
            yield Sheet(self._book, name)

    def __contains__(self, name: str) -> bool:
        return name in self.api.sheets(self._book.key)

    def add(self, before: Sheet | None = None, after: Sheet | None = None, name: str | None = None) -> Sheet:
        names = self.api.sheets(self._book.key)
        position = names.index(before.name) if before else names.index(after.name) + 1 if after else len(names)
        made = name or next(f"Blad{number}" for number in range(1, len(names) + 2) if f"Blad{number}" not in names)
        self.api.add_sheet(self._book.key, made, position)
        return Sheet(self._book, made)


class Sheet(base_classes.Sheet):
    """A sheet."""

    def __init__(self, book: Book, name: str) -> None:
        self._book = book
        self.office: Office = book.office
        self._name = name

    @property
    def book(self) -> Book:
        return self._book

    @property
    def place(self) -> tuple[str, str]:
        """The workbook's key and the sheet's name: where every request about cells begins."""
        return self._book.key, self._name

    @property
    def api(self) -> Facts:
        return Facts(self.office.sheet(*self.place))

    @property
    def name(self) -> str:
        return self._name

    @name.setter
    def name(self, value: str) -> None:
        self.office.rename_sheet(*self.place, value)
        self._name = value

    @property
    def index(self) -> int:
        return int(self.office.sheets(self._book.key).index(self._name)) + 1

    @property
    def visible(self) -> bool:
        return bool(self.office.sheet(*self.place)["visible"])

    @visible.setter
    def visible(self, value: bool) -> None:
        self.office.show_sheet(*self.place, value)

    @property
    def used_range(self) -> Range:
        return Range(self, [1, 1, *self.office.used(*self.place)])

    @property
    def cells(self) -> Range:
        return Range(self, [1, 1, 1_048_576, 1_024])

    @property
    def notes(self) -> list[Any]:
        found = [noted(self, *note) for note in self.office.notes(*self.place)]
        if self._book.held:
            self._book.noted[self._name] = {(note.location.row, note.location.column): note for note in found}
        return found

    @property
    def comments(self) -> list[Any]:
        return []  # LibreOffice knows notes only

    def range(self, first: Any, last: Any = None) -> Range:  # noqa: ANN401
        if isinstance(first, tuple) and len(first) == 4:
            row, column, rows, columns = first
            return Range(self, [row, column, row + rows - 1, column + columns - 1])
        corners = [area for corner in (first, last) if corner is not None for area in _areas(corner)]
        if last is None:
            return Range(self, *corners)
        return Range(self, [*corners[0][:2], *corners[-1][2:]])

    def activate(self) -> None:
        self.office.activate_sheet(*self.place)

    select = activate

    def clear(self) -> None:
        self.office.clear_sheet(*self.place)

    def delete(self) -> None:
        self.office.remove_sheet(*self.place)


def _areas(corner: Any) -> list[list[int]]:  # noqa: ANN401
    if isinstance(corner, Range):
        return [corner.area]
    if isinstance(corner, tuple):
        return [[*corner, *corner]]
    return [area_of(part) for part in corner.replace("$", "").split(",")]


class Names(base_classes.Names):
    """The defined names of a spreadsheet."""

    def __init__(self, book: Book) -> None:
        self._book = book

    @property
    def api(self) -> Office:
        return self._book.office

    def __call__(self, name_or_index: str | int) -> Name:
        if isinstance(name_or_index, int):
            return Name(self._book, self.api.name_list(self._book.key)[name_or_index - 1])
        if not self.contains(name_or_index):
            raise KeyError(name_or_index)
        return Name(self._book, name_or_index)

    def snapshot(self) -> list[tuple[str, Name]]:
        return [(name, Name(self._book, name)) for name in self.api.name_list(self._book.key)]

    def contains(self, name: str) -> bool:
        return self.api.name(self._book.key, name) is not None

    def __len__(self) -> int:
        return len(self.api.name_list(self._book.key))

    def add(self, name: str, refers_to: str) -> Name:
        content = refers_to.removeprefix("=")
        sheet, _, cell = content.rpartition("!")
        self.api.add_name(self._book.key, name, f"${sheet}.{cell}" if sheet else content)
        return Name(self._book, name)


class Name(base_classes.Name):
    """A defined name."""

    def __init__(self, book: Book, name: str) -> None:
        self._book = book
        self._name = name

    @property  # type: ignore[misc]
    def name(self) -> str:
        return self._name

    @property  # type: ignore[misc]
    def refers_to(self) -> str:
        """The content as Excel writes it, for constants and whole references."""
        content = self._book.office.name(self._book.key, self._name) or ""
        sheet, dot, cell = content.rpartition(".")
        return f"={sheet.removeprefix('$')}!{cell}" if dot and cell.startswith("$") else f"={content}"

    @property
    def refers_to_range(self) -> Range:
        sheet, _, cell = self.refers_to.removeprefix("=").rpartition("!")
        plain = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
        return Range(Sheet(self._book, plain), area_of(cell))

    def delete(self) -> None:
        self._book.office.remove_name(self._book.key, self._name)
