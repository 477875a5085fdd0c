"""A consolidated workbook in, a text out that a reviewer can read: every cell a row a line, links beside their text.

`python tests/dump_consolidated.py` writes the golden dump anew; read the difference before you keep it.
"""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from opening import links, trees
from openpyxl import load_workbook
from results import few, put_files

from exceltools.consolidated import write_workbook

GOLDEN = Path(__file__).parent / "golden" / "consolidated.txt"


def dump(data: bytes) -> str:
    """Turn a workbook into text."""
    book = load_workbook(io.BytesIO(data))
    found = links(data)
    charts = sum(name.startswith("xl/charts/chart") for name in trees(data))
    lines = [f"title: {book.properties.title}; language: {book.properties.language}; charts: {charts}"]
    for sheet in book.worksheets:
        lines += ["", f"=== {sheet.title}", *_sheet(sheet, {one.cell: one for one in found[sheet.title]})]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _sheet(sheet: Any, found: dict[str, Any]) -> Iterator[str]:
    yield (
        f"frozen {sheet.freeze_panes}; filter {sheet.auto_filter.ref}; titles {sheet.print_title_rows}; "
        f"tables {[f'{table.name} {table.ref}' for table in sheet.tables.values()]}"
    )
    for row in sheet.iter_rows():
        cells = [(cell, _shown(cell, found.get(cell.coordinate))) for cell in row]
        written = [f"{cell.column_letter}: {text}" for cell, text in cells if text]
        if written:
            yield f"{row[0].row}  {'  '.join(written)}"
        marked = [
            (cell.column_letter, cell.fill.bgColor.rgb if cell.fill.patternType != "solid" else "") for cell in row
        ]
        pattern = [letter for letter, colour in marked if colour not in ("", "00000000")]
        if pattern:
            yield f"    striped: {' '.join(pattern)}"


def _shown(cell: Any, link: Any) -> str:
    if cell.value is None:
        return ""
    value = cell.value.date().isoformat() if cell.is_date else str(cell.value).replace("\n", "\\n")
    if link is None:
        return value
    place = f"#{link.location}" if link.location else ""
    return f"{value} -> {link.target or ''}{place}"


def small_round(folder: Path) -> bytes:
    """Write the small round in a folder where its files are."""
    given = few()
    put_files(given, folder)
    before = Path.cwd()
    os.chdir(folder)
    try:
        write_workbook(given, Path("ut") / "sammanställning.xlsx")
    finally:
        os.chdir(before)
    return (folder / "ut" / "sammanställning.xlsx").read_bytes()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        GOLDEN.write_text(dump(small_round(Path(place))), encoding="utf-8")
