"""A plan's table in, its rows sorted out: which are activities, under which header, and what the others say.

Cells merged downwards lend their values to the rows below, and every value knows the cell that it really stands in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from exceltools.layout import Header, Headers, Table
from exceltools.reading.raw import RawSheet, Value
from exceltools.text import clean


class Rows:
    """The rows of a table, sorted out: which are activities, under which header, and what the others say."""

    def __init__(self, table: Table, headers: Headers) -> None:
        """Sort out a table's rows."""
        self.sheet: RawSheet = table.sheet
        self.headers = table.headers
        self.activities: list[tuple[int, Header]] = []
        self.remarks: list[tuple[int, dict[int, str]]] = []  # (row, texts by column)
        self._own = _by_row(table.sheet.values)
        self._inherited = _inherited(table.sheet)
        self._header_rows = {header.row: header for header in table.headers}
        self._sort(table, headers)

    def row(self, row: int) -> dict[int, tuple[Value, tuple[int, int]]]:
        """Give a row's values by column, with the (row, column) that each one really stands in."""
        own = {column: (value, (row, column)) for column, value in self._own.get(row, {}).items()}
        inherited = {
            column: found
            for column, found in self._inherited.get(row, {}).items()
            if column not in own and found[1][0] not in self._header_rows  # a header lends its words to nobody
        }
        return dict(sorted((own | inherited).items()))

    def _sort(self, table: Table, headers: Headers) -> None:
        header = table.first
        for row in sorted(self._own):
            if row in self._header_rows:
                header = self._header_rows[row]
            elif row > header.row:
                self._sort_row(row, header, headers)

    def _sort_row(self, row: int, header: Header, headers: Headers) -> None:
        texts = {
            column: text
            for column, value in self._own[row].items()
            if column not in header.own and (text := clean(written(value)))
        }
        planned = {header.columns[column]: text for column, text in texts.items() if column in header.columns}
        if not texts or headers.is_question_row(list(planned.values())):
            return
        if len(planned) > 1 or not planned.keys().isdisjoint(("mal", "metod")):
            self.activities.append((row, header))
        else:
            self.remarks.append((row, texts))


def _by_row(values: Mapping[tuple[int, int], Value]) -> dict[int, dict[int, Value]]:
    rows: dict[int, dict[int, Value]] = {}
    for (row, column), value in values.items():
        rows.setdefault(row, {})[column] = value
    return rows


def _inherited(sheet: RawSheet) -> dict[int, dict[int, tuple[Value, tuple[int, int]]]]:
    """Give the values that cells merged downwards lend to the rows below their first one."""
    rows: dict[int, dict[int, tuple[Value, tuple[int, int]]]] = {}
    last = max((row for row, _ in sheet.values), default=0)
    for first_row, column, last_row, _ in sheet.merged:
        value = sheet.values.get((first_row, column))
        if value is not None:
            for row in range(first_row + 1, min(last_row, last) + 1):
                rows.setdefault(row, {})[column] = (value, (first_row, column))
    return rows


def written(value: Value) -> str:
    """Write a cell's value as a person would."""
    match value:
        case bool():
            return "Ja" if value else "Nej"
        case int() | str():
            return str(value)
        case float():
            return f"{value:.15g}".replace(".", ",")
        case dt.timedelta():  # as Excel shows it: hours, minutes and seconds
            minutes, seconds = divmod(round(value.total_seconds()), 60)
            return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
        case dt.datetime():
            midnight = value.time() == dt.time()
            return value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="minutes")
        case _:
            return str(value)
