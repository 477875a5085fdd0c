"""Returned workbooks for tests: plain ones, as somebody without the template might have made them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter
from raws import HEADERS

from exceltools.definition import load
from exceltools.reading.raw import Value

DEFINITION = load()


def complete_rows() -> list[list[str]]:
    """Give one sound row for each område: a plan without a single issue."""
    return [
        [
            point.name,
            area.name,
            f"Fler barn har det bra inom {area.name.lower()}.",
            f"Enheten tar fram en rutin och utbildar personalen i {area.name.lower()}.",
            "Enhetschef förebyggande",
            "2021 – 2022",
            "T1, T2 och VB",
        ]
        for point in DEFINITION.utgangspunkter
        for area in point.omraden
    ]


def write_return(
    path: Path,
    rows: Sequence[Sequence[Value | None]] | None = None,
    *,
    header: Sequence[str] = HEADERS,
    above: Sequence[str] = (),
    saved: dt.datetime | None = None,
) -> Path:
    """Write a workbook with one plan in it and give its path."""
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": saved or dt.datetime(2021, 1, 15)})  # noqa: DTZ001 - XlsxWriter wants it naive
    page = book.add_worksheet("Handlingsplan")
    lines = [*([text] for text in above), header, *(complete_rows() if rows is None else rows)]
    for number, line in enumerate(lines):
        page.write_row(number, 0, ["" if value is None else value for value in line])
    book.close()
    return path
