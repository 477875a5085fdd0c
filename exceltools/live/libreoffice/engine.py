"""A LibreOffice in, an xlwings engine out: the application and its workbooks as xlwings' own classes want them.

What `live` uses of xlwings is here, and what is not here says so itself: the base classes raise NotImplementedError.
"""

# ruff: noqa: D102 - the methods are xlwings' own, and documented there

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from xlwings import base_classes

from exceltools.live.libreoffice.books import Book, Sheet
from exceltools.live.libreoffice.office import Office
from exceltools.live.libreoffice.ranges import Range
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

    def seen_from(self, book: Book) -> App:
        """Give the application as a workbook in it sees it: what is held and released is that workbook."""
        return App(self.engine, book)

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
