"""Eighteen plans as text in, the workbooks that came back out.

    python samples/build.py [-o DIR] [--recalculate]

Each file in `samples/content/` says what a unit wrote and what it did to the sheet. This script gives the unit its
template, as `exceltools template` does, and then does in openpyxl what the unit did in Excel. The same content gives
the same bytes; where content or template have changed, `--recalculate` also lets LibreOffice work out anew what the
template's own checks show. What is odd in the plans, and why, stands in `samples/README.md`.

A content file has

    unit, file, saved           whose plan it is, what the file is called, when it was saved last (UTC)
    [[area]]                    utgångspunkt, område and goal exactly as written, shared by its activities
    [[area.activity]]           the other columns; a column of the area's given again here replaces it

and, where the unit did something to the sheet,

    sheet                       the name that the sheet was given
    preface, notes              lines above the table, lines under it
    merge_down                  columns in which cells that say the same were merged
    column_order                the columns in another order
    added_column                header of a column of the unit's own (its cells: `added`), and what it stands after
    own_workbook                a title and headers: a workbook that was never made from the template
    area: blank_rows_before, header_before · activity: hidden
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import re
import tomllib
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import shown
from moving import insert_column, paste_above, rename, reorder_columns
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from exceltools.definition import COLUMN_IDS, Definition, load
from exceltools.template import Design
from exceltools.template.cells import line_height, lines_needed

CONTENT = Path(__file__).parent / "content"
RETURNED = Path(__file__).parent / "returned"

Plan = dict[str, Any]  # a content file, as described above
Row = dict[str, Any]  # column id (or "added") -> value; "hidden"; nothing at all for an empty row

HEADER_AGAIN: Row = {"header": True}
PASTED_AT = 4  # a preface goes between the template's title and its questions
SENT_OUT = dt.datetime(2020, 5, 25, 8, 0, tzinfo=dt.UTC)
RUNNING_ON = Alignment(wrap_text=False)  # a line that runs on over the cells to the right
ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # what Excel writes
FORMATS = {int: "General", dt.date: "yyyy-mm-dd"}  # what a cell becomes that Excel took for something else than text


def main() -> None:
    """Build every workbook."""
    parser = argparse.ArgumentParser(description="Build the returned sample workbooks.")
    parser.add_argument("-o", "--output", type=Path, default=RETURNED, help="folder, by default samples/returned")
    parser.add_argument("--recalculate", action="store_true", help="let LibreOffice calculate the template's checks")
    asked = parser.parse_args()
    asked.output.mkdir(parents=True, exist_ok=True)
    if asked.recalculate:
        shown.keep(shown.calculated(build(asked.output, {})))
    build(asked.output, shown.load())


def build(folder: Path, showing: shown.Shown) -> list[Path]:
    """Build every workbook, its formulas showing the given values; give those that were made from the template."""
    definition = load()
    design = Design(definition)
    checked = []
    for path in sorted(CONTENT.glob("*.toml")):
        plan = tomllib.loads(path.read_text(encoding="utf-8"))
        own = "own_workbook" in plan
        book = own_workbook(plan) if own else filled_template(plan, definition, design)
        target = folder / plan["file"]
        target.write_bytes(package(book, plan["saved"], showing.get(target.name, {})))
        checked += [] if own else [target]
    return checked


def rows_of(plan: Plan) -> Iterator[Row]:
    """Give the rows under the header from the top: activities, empty ones, and the header where it comes again."""
    for area in plan["area"]:
        shared = {column: area[column] for column in COLUMN_IDS if column in area}
        yield from ({} for _ in range(area.get("blank_rows_before", 0)))
        if area.get("header_before"):
            yield HEADER_AGAIN
        yield from (shared | activity for activity in area["activity"])


# --- a template, changed and filled in --------------------------------------------------------------------


def filled_template(plan: Plan, definition: Definition, design: Design) -> Workbook:
    """Fill in the unit's template as the unit did."""
    book = load_workbook(io.BytesIO(design.workbook(definition.unit(plan["unit"]))))
    sheet = book.active
    names: dict[str, str] = {column.header: column.id for column in definition.columns}
    if "preface" in plan:
        for cell in paste_above(book, sheet, PASTED_AT, plan["preface"]):
            cell.alignment = RUNNING_ON
    header_row = next(cell.row for cell in sheet["A"] if cell.value in names)
    if "column_order" in plan:
        reorder_columns(book, sheet, header_row, [COLUMN_IDS.index(column) + 1 for column in plan["column_order"]])
    if "added_column" in plan:
        names[plan["added_column"]["header"]] = "added"
        after = COLUMN_IDS.index(plan["added_column"]["after"]) + 1
        insert_column(book, sheet, header_row, after + 1, plan["added_column"]["header"])
    columns = {names[cell.value]: cell.column for cell in sheet[header_row] if cell.value in names}
    last = fill(sheet, header_row, columns, list(rows_of(plan)))
    if "merge_down" in plan:
        sheet.tables.clear()  # Excel merges no cells in a table: it has been converted to a range
    for column in plan.get("merge_down", ()):
        merge_down(sheet, columns, column, header_row + 1, last)
    for number, note in enumerate(plan.get("notes", ()), 1):
        sheet.cell(last + 1 + number, 1, note).alignment = RUNNING_ON
    if "sheet" in plan:
        rename(book, sheet, plan["sheet"])
    book.properties.lastModifiedBy = definition.unit(plan["unit"]).name
    return book


def fill(sheet: Worksheet, header_row: int, columns: dict[str, int], rows: list[Row]) -> int:
    """Write the rows under the header; give the last row's number."""
    for number, row in enumerate(rows, header_row + 1):
        if row is HEADER_AGAIN:
            for cell in sheet[header_row]:
                copied = sheet.cell(number, cell.column, cell.value)
                copied.style = cell.style
        for column, value in row.items():
            if column in columns:
                write(sheet.cell(number, columns[column]), value)
        sheet.row_dimensions[number].hidden = row.get("hidden", False)
        fit_height(sheet, number)
    return header_row + len(rows)


def write(cell: Any, value: str | int | dt.date) -> None:  # noqa: ANN401  openpyxl has no types
    """Write a value as Excel would keep it; an empty text leaves the cell empty."""
    cell.value = value if value != "" else None
    cell.number_format = FORMATS.get(type(value), cell.number_format)


def fit_height(sheet: Worksheet, row: int) -> None:
    """Make a row as high as its longest text needs, as Excel does while one types."""
    needed = [
        lines_needed(cell.value, sheet.column_dimensions[cell.column_letter].width)
        for cell in sheet[row]
        if isinstance(cell.value, str)
    ]
    sheet.row_dimensions[row].height = line_height() * max(needed, default=1)


def merge_down(sheet: Worksheet, columns: dict[str, int], column: str, first: int, last: int) -> None:
    """Merge neighbouring cells that say the same, within what the columns further left say."""
    kept = [columns[name] for name in COLUMN_IDS[: COLUMN_IDS.index(column) + 1]]
    texts = {row: tuple(_text_above(sheet, row, number, first) for number in kept) for row in range(first, last + 1)}
    for _, group in groupby(texts, key=texts.__getitem__):
        rows = list(group)
        if len(rows) > 1:
            where = {"start_column": columns[column], "end_column": columns[column]}
            sheet.merge_cells(start_row=rows[0], end_row=rows[-1], **where)


def _text_above(sheet: Worksheet, row: int, column: int, first: int) -> str:
    """Give a cell's text, or that of the merged cell it has become part of."""
    while row > first and sheet.cell(row, column).value is None:
        row -= 1
    return str(sheet.cell(row, column).value)


# --- a workbook that was never a template -----------------------------------------------------------------


def own_workbook(plan: Plan) -> Workbook:
    """Make a plain table under a title, with the unit's own headers and only the columns that it has."""
    book = Workbook()
    sheet = book.active
    sheet.title = plan["sheet"]
    book.properties.creator = None
    headers: dict[str, str] = plan["own_workbook"]["headers"]
    sheet["A1"] = plan["own_workbook"]["title"]
    sheet["A1"].font = Font(name="Calibri", bold=True, size=14)
    columns = {column: number for number, column in enumerate(headers, 1)}
    for column, number in columns.items():
        sheet.cell(3, number, headers[column]).font = Font(name="Calibri", bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = 28
    for number, row in enumerate(rows_of(plan), 4):
        for column, value in row.items():
            write(sheet.cell(number, columns[column]), value)
            sheet.cell(number, columns[column]).alignment = Alignment(wrap_text=True, vertical="top")
        fit_height(sheet, number)
    sheet.page_setup.orientation = "landscape"
    return book


# --- the same content, the same bytes ----------------------------------------------------------------------


def package(book: Workbook, saved: dt.datetime, showing: Mapping[str, shown.Values]) -> bytes:
    """Save the workbook as if at the given time, UTC, with what its formulas show, by sheet."""
    pages = {f"xl/worksheets/sheet{number}.xml": title for number, title in enumerate(book.sheetnames, 1)}
    written, fixed = io.BytesIO(), io.BytesIO()
    book.save(written)
    with ZipFile(written) as source, ZipFile(fixed, "w", ZIP_DEFLATED, compresslevel=9) as target:
        for part in source.infolist():
            content = source.read(part)
            if part.filename == "docProps/core.xml":
                content = _dated(_dated(content, "created", SENT_OUT), "modified", saved)
            title = pages.get(part.filename)
            if title is not None and title in showing:
                content = shown.with_values(content.decode(), showing[title]).encode()
            info = ZipInfo(part.filename, ZIP_DATE)
            info.compress_type = ZIP_DEFLATED
            target.writestr(info, content)
    return fixed.getvalue()


def _dated(core: bytes, name: str, moment: dt.datetime) -> bytes:
    stamp = f"{moment.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}".encode()
    return re.sub(rb"(<dcterms:" + name.encode() + rb"\b[^>]*>)[^<]*", rb"\g<1>" + stamp, core)


if __name__ == "__main__":
    main()
