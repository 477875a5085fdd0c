"""A workbook's bytes in, a text out that a reviewer can read: for golden comparisons that say what changed.

Everything that a person or a program could notice is there: cells, formulas, formats by name, widths, validations,
conditional formats, tables, print setup, names, properties. Cells and rows that are equal are drawn together, and
nothing that depends on the clock, on zip or on the order of style tables is shown.

    python tests/dump.py FILE.xlsx
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.formula import ArrayFormula


def dump(data: bytes) -> str:
    """Turn a workbook into text."""
    book = load_workbook(io.BytesIO(data))
    return "\n".join(_workbook(book)) + "\n"


def _workbook(book: Any) -> Iterator[str]:
    yield f"active: {book.active.title}"
    properties = book.properties
    for name in ("title", "creator", "language", "created", "modified", "lastModifiedBy"):
        yield f"property {name}: {getattr(properties, name)}"
    for custom in book.custom_doc_props.props:
        yield f"custom property {custom.name}: {custom.value}"
    for name in sorted(book.defined_names):
        yield f"name {name}: {book.defined_names[name].attr_text}"
    for sheet in book.worksheets:
        yield ""
        yield from _sheet(sheet)


def _sheet(sheet: Any) -> Iterator[str]:
    yield f"=== {sheet.title} ({sheet.sheet_state}, {'protected' if sheet.protection.sheet else 'open'})"
    merged = sorted(map(str, sheet.merged_cells))
    yield f"frozen: {sheet.freeze_panes}; filter: {sheet.auto_filter.ref}; merged: {merged}"
    page = sheet.page_setup
    yield (
        f"print: {page.orientation}, paper {page.paperSize}, wide {page.fitToWidth}, high {page.fitToHeight}, "
        f"titles {sheet.print_title_rows}, footer {sheet.oddFooter.left.text} | {sheet.oddFooter.right.text}"
    )
    widths = ((key, round(column.width, 2), column.number_format) for key, column in sheet.column_dimensions.items())
    yield "widths: " + ", ".join(f"{key}={width} {number_format}" for key, width, number_format in widths)
    for table in sheet.tables.values():
        yield f"table {table.displayName}: {table.ref}"
    for found in sheet.data_validations.dataValidation:
        yield from _validation(found)
    for ranges in sheet.conditional_formatting:
        for found in ranges.rules:
            yield f"format {ranges.sqref}: {found.type} {found.formula} {_differential(found.dxf)}"
    for look, run in groupby(sheet.iter_rows(), key=_row):
        rows = list(run)
        first, last = rows[0][0].row, rows[-1][0].row
        where = str(first) if first == last else f"{first}–{last}"
        yield from (f"{where} {line}" for line in look)


def _validation(found: Any) -> Iterator[str]:
    alert = (
        f"{found.errorStyle or 'stop'}: {found.errorTitle} / {found.error}" if found.showErrorMessage else "no alert"
    )
    prompt = f"{found.promptTitle} / {found.prompt}" if found.showInputMessage else "no prompt"
    yield f"validation {found.sqref}: {found.type} {found.formula1}"
    yield f"    {alert}"
    yield f"    {prompt}"


def _differential(found: Any) -> str:
    text = found.font.color.rgb if found is not None and found.font is not None and found.font.color else None
    fill = found.fill.bgColor.rgb if found is not None and found.fill is not None else None
    return f"text {text} fill {fill}"


def _row(row: tuple[Any, ...]) -> tuple[str, ...]:
    """Give a row's cells without its number, so that rows that look the same are the same."""
    lines = []
    for (look, value), run in groupby(row, key=lambda cell: (cell.style, _shown(cell.value))):
        cells = list(run)
        if look != "Normal" or value:
            columns = cells[0].column_letter + (f":{cells[-1].column_letter}" if len(cells) > 1 else "")
            lines.append(f"{columns} [{look}] {value}".rstrip())
    return tuple(lines)


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, ArrayFormula):
        return f"{{{value.text}}} over {value.ref}"
    return repr(value)


if __name__ == "__main__":
    sys.stdout.write(dump(Path(sys.argv[1]).read_bytes()))
