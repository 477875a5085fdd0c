"""Workbooks in, what their formulas show out; and the values put where Excel keeps them.

The template checks itself with formulas. Excel stores what a formula shows beside it, openpyxl cannot work it out, so
LibreOffice does, once: the values are kept in `shown.json` and building needs no LibreOffice. Excel calculates anew as
soon as somebody opens the workbook to work in it.
"""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from openpyxl import load_workbook

SHOWN = Path(__file__).parent / "shown.json"

Values = Mapping[str, str | float]  # cell -> what its formula shows; a formula that shows nothing is left out
Shown = Mapping[str, Mapping[str, Values]]  # file name -> sheet -> values

_FORMULA = re.compile(r'<c r="([A-Z]+\d+)"([^>]*)><f>(.*?)</f><v ?/></c>')


def load() -> Shown:
    """Give the values that are kept."""
    shown: Shown = json.loads(SHOWN.read_text(encoding="utf-8"))
    return shown


def keep(shown: Shown) -> None:
    """Write the values, a line for each workbook."""
    lines = [
        f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(sheets, ensure_ascii=False)}"
        for name, sheets in sorted(shown.items())
    ]
    SHOWN.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def calculated(books: list[Path]) -> Shown:
    """Let LibreOffice calculate the workbooks; give what the formulas of their visible sheets show."""
    with tempfile.TemporaryDirectory() as scratch:
        profile = f"-env:UserInstallation={Path(scratch, 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", scratch, *map(str, books)]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603  our own workbooks
        return {book.name: dict(_values(book, Path(scratch, book.name))) for book in books}


def _values(book: Path, counted: Path) -> dict[str, Values]:
    """Give, by sheet, what `counted` holds where `book` has formulas."""
    written, values = load_workbook(book), load_workbook(counted, data_only=True)
    shown: dict[str, Values] = {}
    for sheet in written:
        formulas = [cell.coordinate for row in sheet for cell in row if cell.data_type == "f"]
        if formulas and sheet.sheet_state == "visible":
            found = {cell: values[sheet.title][cell].value for cell in formulas}
            shown[sheet.title] = {cell: value for cell, value in found.items() if value not in (None, "")}
    return shown


def with_values(sheet: str, values: Values) -> str:
    """Put values into the XML of a sheet.

    >>> with_values('<c r="A1" s="2"><f>B1</f><v /></c><c r="A2"><f>C1&amp;D1</f><v /></c>', {"A1": 3})
    '<c r="A1" s="2"><f>B1</f><v>3</v></c><c r="A2" t="str"><f>C1&amp;D1</f><v></v></c>'
    """

    def valued(match: re.Match[str]) -> str:
        cell, attributes, formula = match.groups()
        value = values.get(cell, "")
        kind = ' t="str"' if isinstance(value, str) else ""
        return f'<c r="{cell}"{attributes}{kind}><f>{formula}</f><v>{escape(str(value))}</v></c>'

    return _FORMULA.sub(valued, sheet)
