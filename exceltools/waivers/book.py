"""A definition and issues in, a new workbook of waivers out: each issue in a row, accepted by nobody yet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from exceltools.atomic import write_whole
from exceltools.catalogue import ALWAYS_SAID
from exceltools.consolidated.book import Book, Heading
from exceltools.definition import Definition
from exceltools.errors import UsageError
from exceltools.model import Issue
from exceltools.safe_text import quoted
from exceltools.waivers.sheet import CODE, FINGERPRINT, HELP, REASON, SHEET, UNIT, UNTIL, WHO
from exceltools.wording import unit_name

_HEADINGS = (
    Heading(CODE, 12, "line"),
    Heading(UNIT, 24),
    Heading(FINGERPRINT, 20, "line"),
    Heading(REASON, 40),
    Heading(WHO, 22),
    Heading(UNTIL, 14, "date"),
    Heading("Vad", 56),
    Heading("Cell", 10, "line"),
    Heading("Det står", 30),
    Heading("Fil", 36),
)
_ROOM = 50  # empty rows below, ready to be written in


def write_new(path: Path, definition: Definition, issues: Sequence[Issue]) -> int:
    """Write a workbook of waivers.

    Args:
        path: where; nothing may stand there, for somebody may have accepted something in it.
        definition: the units' names, and the look.
        issues: the open ones, in order; what cannot be accepted is left out, and so is what is only noted.

    Returns:
        Number of rows.

    Raises:
        UsageError: there is a file of that name.
        OutputError: it cannot be written.
    """
    if path.exists():
        raise UsageError(f"{path} finns redan, och ingenting har ändrats. Välj ett annat namn.")
    rows = [issue for issue in issues if issue.severity != "info" and not issue.code.startswith(ALWAYS_SAID)]
    write_whole(path, _book(definition, rows))
    return len(rows)


def _book(definition: Definition, issues: Sequence[Issue]) -> bytes:
    book = Book(definition)
    sheet = book.sheet(SHEET)
    sheet.put(0, 0, SHEET, "title")
    for row, text in enumerate(HELP, start=1):
        sheet.put(row, 0, text, "quiet")
    top = len(HELP) + 2
    sheet.header(top, _HEADINGS)
    for row, issue in enumerate(issues, start=top + 1):
        unit = unit_name(definition, issue.unit) if issue.unit else ""
        known = (issue.message, issue.cell, quoted(issue.value or "", 80), issue.source)
        sheet.record(row, _HEADINGS, (issue.code, unit, issue.fingerprint, None, None, None, *known))
    last = top + len(issues) + _ROOM
    for row in range(top + len(issues) + 1, last + 1):
        sheet.record(row, _HEADINGS, [None] * len(_HEADINGS))
    sheet.raw.autofilter(top, 0, last, len(_HEADINGS) - 1)
    sheet.raw.freeze_panes(top + 1, 0)
    return book.finish()
