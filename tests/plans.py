"""Plans for tests, as files: rows in, the bytes of a workbook out, dressed up as people dress theirs up.

`plan_file` writes with XlsxWriter; `dress` may do to the page whatever Excel can. `taken` reads the bytes as a merge
does, and `says` gives what comes of it in one line a thing, so that a case can be read at a glance.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence

import xlsxwriter
from raws import HEADERS, ROW
from xlsxwriter.utility import xl_cell_to_rowcol

from exceltools import schemas
from exceltools.definition import COLUMN_IDS, load
from exceltools.intake import Intake, Taken
from exceltools.reading import reader, wire
from exceltools.reading.limits import Limits
from exceltools.reading.preflight import Passed, inspect
from exceltools.reading.raw import COLUMN_NAME, RawWorkbook, Value

CITY = load()
INTAKE = Intake(CITY)
Row = Sequence[Value | None]
Dress = Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet], None]

# Four sound activities that are all different.
A: list[Value | None] = [*ROW]
B: list[Value | None] = [
    ROW[0],
    "Samlad kompetens",
    "Alla vet hur man gör.",
    "Kurs för fältarbetare.",
    "Rektor",
    "2022",
    "VB",
]
C: list[Value | None] = [
    "Civilsamhället", "Samverkan med civilsamhället", "Föreningar är med.", "Möten varje månad.", "Föreningsråd",
    "hösten 2021", "T2",
]  # fmt: skip
BLANKS: list[Value | None] = [None] * 7


def row(like: Row = A, /, **changed: Value | None) -> list[Value | None]:
    """Give a row with some columns changed, by column id; `more` adds cells to its right."""
    more = changed.pop("more", None)
    cells = [changed.get(column, value) for column, value in zip(COLUMN_IDS, like, strict=True)]
    return cells if more is None else [*cells, more]


def header(**changed: str | None) -> list[str | None]:
    """Give the header row with some headers changed; `more` adds one to its right."""
    return row(HEADERS, **changed)  # type: ignore[return-value]


def plan_file(  # noqa: PLR0913
    rows: Sequence[Row],
    *,
    headers: Row | None = HEADERS,
    at: str = "A1",
    sheet: str = "Handlingsplan",
    template: bool = False,
    dress: Dress | None = None,
    before: Mapping[str, Sequence[Row]] | None = None,
    after: Mapping[str, Sequence[Row]] | None = None,
    options: Mapping[str, bool] | None = None,
) -> bytes:
    """Write a workbook with a plan.

    Args:
        rows: what stands below the header.
        headers: the header row; None for none.
        at: the cell of its upper left corner.
        sheet: the sheet's name.
        template: whether it is one of ours: it names its unit and its columns.
        dress: called with the workbook and the plan's sheet when all is written.
        before: further sheets before the plan's, by name.
        after: likewise after it.
        options: of XlsxWriter's workbook.
    """
    target = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, **(options or {})}
    with xlsxwriter.Workbook(target, settings) as book:
        for name, content in (before or {}).items():
            _write(book, book.add_worksheet(name), content, (0, 0))
        page = book.add_worksheet(sheet)
        place = xl_cell_to_rowcol(at)
        _write(book, page, rows if headers is None else [headers, *rows], place)
        for name, content in (after or {}).items():
            _write(book, book.add_worksheet(name), content, (0, 0))
        if template:
            _name_columns(book, sheet, place)
        if dress:
            dress(book, page)
    return target.getvalue()


def _write(book: xlsxwriter.Workbook, page: object, rows: Sequence[Row], at: tuple[int, int]) -> None:
    import datetime as dt

    formats = {dt.date: "yyyy-mm-dd", dt.datetime: "yyyy-mm-dd hh:mm"}
    for down, cells in enumerate(rows):
        for right, value in enumerate(cells):
            place = at[0] + down, at[1] + right
            if isinstance(value, str):
                page.write_string(*place, value)
            elif type(value) in formats:
                page.write_datetime(*place, value, book.add_format({"num_format": formats[type(value)]}))
            elif value is not None:
                page.write(*place, value)


def _name_columns(book: xlsxwriter.Workbook, sheet: str, at: tuple[int, int]) -> None:
    book.set_custom_property("exceltools_unit", "bromma")
    book.set_custom_property("exceltools_definition", CITY.id)
    book.set_custom_property("exceltools_version", CITY.version)
    for number, column in enumerate(COLUMN_IDS):
        letter = chr(ord("A") + at[1] + number)
        book.define_name(f"{COLUMN_NAME}{column}", f"='{sheet}'!${letter}${at[0] + 1}:${letter}${at[0] + 2000}")


def dropdowns(first: int = 2, last: int = 1000) -> Dress:
    """Give the four columns with lists theirs, in these rows."""

    def dress(book: xlsxwriter.Workbook, page: xlsxwriter.worksheet.Worksheet) -> None:
        for column in (0, 1, 5, 6):
            page.data_validation(first - 1, column, last - 1, column, {"validate": "list", "source": ["a", "b"]})
        for column in (2, 3, 4):  # prompts only, as in the template
            page.data_validation(first - 1, column, last - 1, column, {"validate": "any", "input_message": "Fråga <x>"})

    return dress


def read(data: bytes) -> RawWorkbook:
    """Read a file as the reading worker does, its answer sent over the pipe and back."""
    passed = inspect(data, Limits())
    assert isinstance(passed, Passed), passed
    return wire.whole(wire.decode(wire.encode(wire.flat(reader.read(data, passed.format, Limits())))))


def taken(data: bytes, path: str = "in/Bromma.xlsx") -> Taken:
    """Read a file and take its plan."""
    return INTAKE.take(read(data), path)


def says(taken: Taken) -> list[str]:
    """Give what is said of a plan, by intake and schemas: "INT046 A3", "INT033 rad 1", "INT056 Blad2"."""
    found = [*taken.issues, *schemas.check([taken.plan] if taken.plan else [], CITY)]
    main = taken.plan.sheet if taken.plan else None
    lines = []
    for issue in found:
        place = issue.cell or (f"rad {issue.row}" if issue.row else "")
        sheet = issue.sheet if issue.sheet != main else ""
        lines.append(" ".join(part for part in (issue.code, sheet, place) if part))
    return sorted(dict.fromkeys(lines))


def texts(taken: Taken) -> list[tuple[int, list[str]]]:
    """Give each activity's row and texts, in the definition's order of columns."""
    assert taken.plan is not None, [issue.message for issue in taken.issues]
    return [(one.row, [one.text(column) for column in COLUMN_IDS]) for one in taken.plan.activities]
