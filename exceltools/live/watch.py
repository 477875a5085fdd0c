"""The workbook that is open in, a new check each time its cells have changed out: quietly, until somebody ends it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from exceltools.catalogue import live as say
from exceltools.errors import BookError
from exceltools.interrupts import held
from exceltools.live import check, programs
from exceltools.live.check import Desk
from exceltools.model import Result

_SECONDS = 1.0  # between two looks


def watch(book: Any, desk: Desk, tell: Callable[[Result], None]) -> None:  # noqa: ANN401 - xlwings.Book
    """Check the workbook whenever its cells have changed, and mark it where the outcome is another.

    Args:
        book: an xlwings workbook, checked and marked already or not.
        desk: what it is checked by.
        tell: called with each outcome that differs from the one before.

    Raises:
        BookError: the workbook has been closed, or cannot be marked any more.
    """
    path = programs.path_of(book)
    seen, told = None, None
    while True:
        now = _look(book, desk)
        if now is not None and now != seen:
            result = check.judged(now, path, desk)
            if result.issues != told and _marked(book, result, desk):
                told = result.issues
                tell(result)
            seen = now if told == result.issues else seen
        time.sleep(_SECONDS)


def _look(book: Any, desk: Desk) -> Any:  # noqa: ANN401
    """Read the workbook; None while somebody is writing in a cell."""
    try:
        return check.read(book, desk)
    except BookError as error:
        if _passes(error, desk):
            return None
        raise


def _marked(book: Any, result: Result, desk: Desk) -> bool:  # noqa: ANN401
    try:
        with held():  # Ctrl+C comes before the marks or after them
            check.mark(book, result, desk)
    except BookError as error:
        if _passes(error, desk):
            return False
        raise
    return True


def _passes(error: BookError, desk: Desk) -> bool:
    return str(error) == say.BUSY.format(program=programs.title(desk.program))
