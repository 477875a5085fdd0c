"""A LibreOffice in, an xlwings engine out: applications, workbooks and sheets as xlwings' own classes want them.

What `live` uses of xlwings is here, and what is not here says so itself: the base classes raise NotImplementedError.
"""

# ruff: noqa: D102 - the methods are xlwings' own, and documented there

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from xlwings import base_classes

from exceltools.cell_names import area_of
from exceltools.live.libreoffice.office import Office
from exceltools.live.libreoffice.ranges import Range, noted
from exceltools.live.libreoffice.values import CellError

NAME = "libreoffice"
_ONE_STEP = "exceltools"  # what the menu offers to undo


class Engine:
    """The engine, as `xlwings.engines` holds it."""

    name = NAME
    type = "desktop"

    def __init__(self, office: Office) -> None:
        """Speak to this LibreOffice."""
        self.office = office

    @property
    def apps(self) -> Apps:
        return Apps(self)

    @staticmethod
    def prepare_xl_data_element(value: Any, options: object) -> Any:  # noqa: ANN401
        del options
        return value

    @staticmethod
    def clean_value_data(
        data: Sequence[Sequence[Any]],
        datetime_builder: Callable[..., Any],
        empty_as: object,
        number_builder: Callable[[float], Any] | None,
        err_to_str: bool,  # noqa: FBT001 - xlwings' own signature
    ) -> list[list[Any]]:
        def clean(value: Any) -> Any:  # noqa: ANN401
            match value:
                case None:
                    return empty_as
                case CellError():
                    return str(value) if err_to_str else None
                case dt.datetime():
                    return datetime_builder(
                        year=value.year,
                        month=value.month,
                        day=value.day,
                        hour=value.hour,
                        minute=value.minute,
                        second=value.second,
                        microsecond=value.microsecond,
                    )
                case float() if number_builder:
                    return number_builder(value)
                case _:
                    return value

        return [[clean(value) for value in row] for row in data]


class Apps(base_classes.Apps):
    """The one LibreOffice of a person."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keys(self) -> list[int]:
        return [1]

    def __iter__(self) -> Iterator[App]:
        yield App(self._engine)

    def __len__(self) -> int:
        return 1

    def __getitem__(self, pid: int) -> App:
        if pid != 1:
            raise KeyError(pid)
        return App(self._engine)


class App(base_classes.App):
    """LibreOffice; seen from a workbook, where it was asked for through one."""

    pid = 1
    visible = True
    enable_events = True
    display_alerts = True

    def __init__(self, engine: Engine, book: Book | None = None) -> None:
        self.engine = engine
        self._book = book

    @property
    def api(self) -> Office:
        return self.engine.office

    def activate(self, steal_focus: bool = False) -> None:  # noqa: FBT001, FBT002 - xlwings' own signature
        """Leave the window where it is; a cell that is selected brings it to the front."""

    def calculate(self) -> None:
        book = self._book or self.books.active
        self.api.calculate(book.key)

    @property
    def books(self) -> Books:
        return Books(self)

    @property
    def selection(self) -> Range | None:
        book = self._book or self.books.active
        sheet, area = self.api.selection(book.key)
        return Range(Sheet(book, sheet), area)

    @property
    def screen_updating(self) -> bool:
        return self._book is None or not self._book.held

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        book = self._book
        if book is None or value is not book.held:
            return
        book.held = not value
        book.noted.clear()
        if value:
            self.api.release(book.key)
        else:
            self.api.hold(book.key, _ONE_STEP)
        self.api.holding = not value


class Books(base_classes.Books):
    """The spreadsheets that are open."""

    def __init__(self, app: App) -> None:
        self.app = app

    @property
    def api(self) -> Office:
        return self.app.api

    @property
    def active(self) -> Book:
        return next(iter(self))

    def __call__(self, name_or_index: str | int) -> Book:
        books = list(self)
        if isinstance(name_or_index, int):
            return books[name_or_index - 1]
        for book in books:
            if name_or_index in (book.name, book.fullname):
                return book
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return len(self.api.books())

    def __iter__(self) -> Iterator[Book]:
        for key in self.api.books():
            yield Book(self.app, key)

    def open(self, fullname: str, *_: object, **__: object) -> Book:
        return Book(self.app, self.api.open(str(fullname), self.api.windowless))


class Book(base_classes.Book):
    """A spreadsheet."""

    def __init__(self, app: App, key: str) -> None:
        self.key = key
        self.held = False
        self.noted: dict[str, dict[tuple[int, int], Any]] = {}  # notes by sheet and cell, while nothing is drawn
        self.engine = app.engine
        self.office = app.api

    @property
    def app(self) -> App:
        return App(self.engine, self)

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
        self.office = book.office
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
