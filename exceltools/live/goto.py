"""A cell or an issue's fingerprint in, the cell in front of the person out: in the open plan, or in the plan that a row
of the open consolidated workbook comes from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from exceltools.catalogue import live as say
from exceltools.errors import NotOpenError, UsageError
from exceltools.live import blocks, check, programs
from exceltools.live.check import Desk
from exceltools.model import Issue

_CELL = re.compile(r"(?:(?P<sheet>.+)!)?\$?(?P<cell>[A-Za-z]{1,3}\$?[1-9][0-9]{0,6})")
_FINGERPRINT = re.compile(r"[0-9a-f]{16}")
_FIRST_CELL = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}|(?<=[Rr]ad )[1-9][0-9]{0,6}")

# The headings of the consolidated workbook's tables that tell where a row comes from.
_FILE, _SHEET = ("Fil", "Källa"), ("Blad",)
_PLACE = ("Cell", "Celler", "Rad", "Källrad")


def go(book: Any, wanted: str, desk: Desk) -> None:  # noqa: ANN401 - xlwings.Book
    """Select the cell that is meant.

    Args:
        book: an xlwings workbook: a plan, or a consolidated workbook.
        wanted: "G14", "Handlingsplan!G14", or an issue's fingerprint.
        desk: what the plan is checked by.

    Raises:
        UsageError: there is no such cell or issue.
        NotOpenError: the plan's file is not where it was.
    """
    with programs.speaking(desk.program, book.name):
        if _FINGERPRINT.fullmatch(wanted):
            _to_issue(book, wanted, desk)
            return
        match = _CELL.fullmatch(wanted.strip().strip("'"))
        if match is None:
            raise UsageError(say.NO_SUCH_CELL.format(cell=wanted))
        sheet = _sheet(book, match["sheet"])
        row = _origin(sheet, match["cell"].replace("$", "").upper())
        if row is None:
            _select(book, sheet.name if match["sheet"] else _plan_sheet(book, desk) or sheet.name, match["cell"])
        else:
            _open(book, row, match["cell"])


def _sheet(book: Any, title: str | None) -> Any:  # noqa: ANN401
    if title is None:
        return book.sheets.active
    title = title.strip("'").replace("''", "'")
    for sheet in book.sheets:
        if sheet.name.casefold() == title.casefold():
            return sheet
    raise UsageError(say.NO_SUCH_SHEET.format(sheet=title, book=book.name))
