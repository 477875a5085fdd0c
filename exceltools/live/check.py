"""The workbook that is open in, the same `Result` as for its saved file out; and its marks brought up to date."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exceltools.catalogue import live as say
from exceltools.definition import Definition
from exceltools.deliveries import delivery
from exceltools.engine.registry import Registry
from exceltools.errors import BookError
from exceltools.intake import Intake
from exceltools.live import marks, own_sheet, programs
from exceltools.live.lines import by_cell
from exceltools.live.snapshot import snapshot
from exceltools.merge import judge, wished
from exceltools.model import Result
from exceltools.reading.candidates import Candidate
from exceltools.reading.outcomes import Outcome
from exceltools.reading.raw import RawWorkbook
from exceltools.reading.wire import Failure


@dataclass(frozen=True, slots=True)
class Desk:
    """What a workbook is checked by."""

    definition: Definition
    registry: Registry
    program: str
    waivers: Path | None = None


def run(book: Any, desk: Desk) -> Result:  # noqa: ANN401 - xlwings.Book
    """Check the workbook and mark it.

    Raises:
        BookError: it cannot be read or marked, or holds no plan.
    """
    result = judged(read(book, desk), programs.path_of(book), desk)
    mark(book, result, desk)
    return result


def read(book: Any, desk: Desk) -> RawWorkbook:  # noqa: ANN401 - xlwings.Book
    """Read the workbook.

    Raises:
        BookError: it is too large, or the program does not answer.
    """
    with programs.speaking(desk.program, book.name):
        try:
            return snapshot(book, desk.definition)
        except Failure as failure:
            raise BookError(say.TOO_LARGE.format(book=book.name)) from failure


def judged(workbook: RawWorkbook, path: str, desk: Desk) -> Result:
    """Check what was read, as a merge of the saved file would.

    Args:
        workbook: from `read`.
        path: of the file; its name may tell whose plan it is.
        desk: what it is checked by.

    Raises:
        BookError: it holds no plan.
    """
    outcome = Outcome(Candidate(path), workbook=workbook)
    taken = Intake(desk.definition).take(workbook, path)
    if taken.plan is None:
        raise BookError(" ".join(f"{issue.message} {issue.hint}".rstrip() for issue in taken.issues))
    wishes = wished(desk.definition, desk.registry, waivers=desk.waivers)
    return judge([delivery(outcome, taken, desk.definition)], desk.definition, desk.registry, wishes)


def mark(book: Any, result: Result, desk: Desk) -> str:  # noqa: ANN401 - xlwings.Book
    """Mark the cells and write the list; nothing is saved.

    Returns:
        The title of the list's sheet.

    Raises:
        BookError: the workbook cannot be changed as it is.
    """
    with programs.speaking(desk.program, book.name):
        cells: dict[str, dict[str, Any]] = {}
        for (sheet, cell), issues in by_cell(result.issues).items():
            cells.setdefault(sheet, {})[cell] = issues
        _must_be_open_to_change(book, list(cells))
        own = own_sheet.find(book)
        with programs.held(book):
            for sheet in book.sheets:
                if own is None or sheet.name != own.name:
                    marks.mark(sheet, cells.get(sheet.name, {}))
            after = result.plans[0].sheet if result.plans else book.sheets[0].name
            return own_sheet.write(book, result.issues, after)


def clear(book: Any, program: str) -> bool:  # noqa: ANN401 - xlwings.Book
    """Take every trace away; tell whether there was any.

    Raises:
        BookError: the workbook cannot be changed as it is.
    """
    with programs.speaking(program, book.name):
        _must_be_open_to_change(book, [])
        with programs.held(book):
            return marks.clear(book)


def _must_be_open_to_change(book: Any, sheets: list[str]) -> None:  # noqa: ANN401 - xlwings.Book
    if programs.fact(book.api, "ReadOnly", "read_only"):
        raise BookError(say.READ_ONLY.format(book=book.name))
    if programs.fact(book.api, "ProtectStructure", "protect_structure"):
        raise BookError(say.BOOK_PROTECTED.format(book=book.name))
    for name in sheets:
        if programs.fact(book.sheets[name].api, "ProtectContents", "protect_contents"):
            raise BookError(say.SHEET_PROTECTED.format(sheet=name, book=book.name))
