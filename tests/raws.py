"""Raw workbooks for tests, written as the grid a person sees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from exceltools.reading.raw import Carrier, Noted, RawSheet, RawWorkbook, Value

HEADERS = [
    "Prioriterad utgångspunkt",
    "Område",
    "Mål och nytta",
    "Metoder och arbetssätt",
    "Ansvarig",
    "Tidsplan",
    "Uppföljning",
]
ROW = [
    "Systematisk samhandling",
    "Tidig upptäckt",
    "Färre barn far illa.",
    "Utbilda personalen.",
    "Enhetschef",
    "2021 – 2022",
    "T1, T2 och VB",
]


def sheet(
    rows: Sequence[Sequence[Value | None]],
    name: str = "Plan",
    *,
    at: tuple[int, int] = (1, 1),
    merged: Sequence[tuple[int, int, int, int]] = (),
    visible: bool = True,
) -> RawSheet:
    """Lay rows out as a sheet, their first cell at (row, column) `at`; None leaves a cell empty."""
    values = {
        (at[0] + down, at[1] + right): value
        for down, row in enumerate(rows)
        for right, value in enumerate(row)
        if value is not None
    }
    return RawSheet(name, visible, values, tuple(merged))


def workbook(
    *sheets: RawSheet,
    identity: Mapping[Carrier, Mapping[str, str]] | None = None,
    noted: Sequence[Noted] = (),
    engine: str = "calamine",
) -> RawWorkbook:
    """Bind sheets into a workbook."""
    return RawWorkbook(tuple(sheets), identity or {}, None, tuple(noted), engine, "xlsx")  # type: ignore[arg-type]


def row(**changed: Value | None) -> list[Value | None]:
    """Give a sound row with some columns changed."""
    ids = ["utgangspunkt", "omrade", "mal", "metod", "ansvarig", "tidsplan", "uppfoljning"]
    return [changed.get(column, text) for column, text in zip(ids, ROW, strict=True)]
