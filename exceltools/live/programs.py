"""A program's name in, the workbooks that are open in it out, as xlwings gives them; xlwings is imported here alone.

Nothing of xlwings' paid part is used, no add-in and no macro: Python drives the program from outside.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from exceltools.catalogue import live as say
from exceltools.errors import BookError, NotOpenError
from exceltools.wording import listed

Program = Literal["excel", "libreoffice"]

_TITLES = {"excel": "Excel", "libreoffice": "LibreOffice"}
_BUSY = {  # what Excel answers through COM while a cell is edited or a box is open
    -2147418111,  # the call was rejected
    -2147417846,  # try again later
    -2146777998,  # the object is in use
}
_GONE = (-2147417848, -2146827864, -2147023174)  # disconnected, no such object, no such program
_TRIES = 2_000  # of a call that Excel rejects; xlwings itself would go on for ever
_NO_CONNECTION = (-600, -609, -1712)  # what macOS answers where Excel has gone or does not answer in time
_PERSONAL = "personal.xlsb"  # Excel's own hidden workbook for macros


def title(program: str) -> str:
    """Give a program's name as people write it."""
    return _TITLES.get(program, program)


@contextmanager
def running(program: Program) -> Iterator[list[Any]]:
    """Give the workbooks that are open in the program, the one in front first.

    Raises:
        NotOpenError: xlwings or the program is not here, or not running.
    """
    try:
        import xlwings
    except ImportError as error:
        raise NotOpenError(say.NO_XLWINGS) from error
    if program == "excel":
        with speaking(program):
            yield _in_excel(xlwings)
        return
    from exceltools.live.libreoffice.engine import NAME, Engine
    from exceltools.live.libreoffice.office import PROGRAM, Office, OfficeMissingError

    try:
        office = Office()
    except OfficeMissingError as error:
        raise NotOpenError(say.NO_OFFICE_HERE.format(variable=PROGRAM)) from error
    try:
        xlwings.engines.add(xlwings.Engine(impl=Engine(office)))
        xlwings.engines[NAME].activate()
        with speaking(program):
            yield list(xlwings.engines[NAME].apps[1].books)
    finally:
        office.part()


def _in_excel(xlwings: Any) -> list[Any]:  # noqa: ANN401 - the module
    if "excel" not in [engine.name for engine in xlwings.engines]:
        raise NotOpenError(say.NO_EXCEL_HERE)
    native = sys.modules.get("xlwings._xlwindows")
    if native is not None:
        native.N_COM_ATTEMPTS = _TRIES  # type: ignore[attr-defined]
    apps = list(xlwings.engines["excel"].apps)
    if not apps:
        raise NotOpenError(say.NOT_RUNNING)
    return [book for app in apps for book in app.books if book.name.casefold() != _PERSONAL]


def chosen(books: list[Any], wanted: str | None, program: str) -> Any:  # noqa: ANN401 - xlwings.Book
    """Give the workbook that is meant.

    Args:
        books: those that are open.
        wanted: its name, with or without the ending, or its whole path; None where only one is open.
        program: where they are open.

    Raises:
        NotOpenError: there is none, or more than one.
    """
    program = title(program)
    if not books:
        raise NotOpenError(say.NOTHING_OPEN.format(program=program))
    named = listed(book.name for book in books)
    if wanted is None:
        if len(books) > 1:
            raise NotOpenError(say.SEVERAL_OPEN.format(program=program, books=named))
        return books[0]
    key = wanted.casefold()
    found = [book for book in books if key in _names(book)]
    if not found:
        raise NotOpenError(say.NO_SUCH_BOOK.format(book=wanted, program=program, books=named))
    if len(found) > 1:
        raise NotOpenError(say.SAME_NAME.format(book=wanted))
    return found[0]


def path_of(book: Any) -> str:  # noqa: ANN401 - xlwings.Book
    """Give the path of a workbook with slashes, its name alone where it has never been saved or lies in the cloud."""
    try:
        return str(book.fullname).replace("\\", "/")
    except Exception as error:
        if _is_busy(error):
            raise
        return str(book.name)  # xlwings could not find the local copy of a file in the cloud


def _names(book: Any) -> set[str]:  # noqa: ANN401 - xlwings.Book
    name = book.name.casefold()
    return {
        name,
        name.rpartition(".")[0] or name,
        path_of(book).casefold(),
        path_of(book).replace("/", "\\").casefold(),
    }


@contextmanager
def speaking(program: str, book: str = "") -> Iterator[None]:
    """Turn what goes wrong between us and the program into a sentence.

    Raises:
        BookError: the program is busy, or the workbook has gone.
    """
    try:
        yield
    except Exception as error:
        said = _sentence(error, title(program), book)
        if said is None:
            raise
        raise BookError(said) from error


def _sentence(error: Exception, program: str, book: str) -> str | None:
    if _is_busy(error):
        return say.BUSY.format(program=program)
    if getattr(error, "hresult", None) in _GONE and book:
        return say.GONE.format(book=book)
    if getattr(error, "errornumber", None) in _NO_CONNECTION:
        return say.UNREACHABLE.format(program=program)
    office = sys.modules.get("exceltools.live.libreoffice.office")
    if office is not None and isinstance(error, office.GoneError):
        return say.GONE.format(book=book) if book else say.UNREACHABLE.format(program=program)
    if office is not None and isinstance(error, office.OfficeError):
        return say.UNREACHABLE.format(program=program)
    return None


def _is_busy(error: BaseException) -> bool:
    return getattr(error, "hresult", None) in _BUSY


def fact(api: Any, windows: str, mac: str) -> bool:  # noqa: ANN401 - Excel's own object
    """Ask Excel's own object what xlwings has no words for; it bears one name on Windows and another on macOS."""
    if sys.platform == "darwin" and not hasattr(api, windows):
        return bool(getattr(api, mac).get())
    return bool(getattr(api, windows))


def held(book: Any) -> Any:  # noqa: ANN401 - a context manager of xlwings
    """Let nothing flicker and no macro of the workbook's own run while we write."""
    return book.app.properties(screen_updating=False, enable_events=False)
