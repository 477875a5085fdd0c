"""A plan's table in, its rows sorted out: which are activities, under which header, and what the others say.

Cells merged downwards lend their values to the rows below, and every value knows the cell that it really stands in.
Headers that come back and guiding questions are passed over; totals, notes, examples and other tables are remarks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from exceltools.definition import Definition
from exceltools.layout import Header, Headers, Table
from exceltools.normalise import key
from exceltools.reading.raw import Place, RawSheet, Value
from exceltools.text import clean
from exceltools.wording import listed
from exceltools.written import written

RemarkKind = Literal["not-an-activity", "example", "other-table"]

_LONGEST_HEADER = 40  # characters: what is longer heads no column
_TOTAL = re.compile(r"(summa|delsumma|totalt?|antal)\b", re.IGNORECASE)
_NUMBER = re.compile(r"[\d\s.,%–-]+(st|kr|tkr)?\.?", re.IGNORECASE)
_EXAMPLE = re.compile(r"\W*(exempel(rad)?|ex)\b\.?\s*\d*\s*([:)]|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Remark:
    """A row that is no activity."""

    row: int
    kind: RemarkKind
    texts: Mapping[int, str]  # by column
    about: str = ""  # the headers of another table


class Rows:
    """The rows of a table, sorted out: which are activities, under which header, and what the others say."""

    def __init__(self, table: Table, headers: Headers, definition: Definition, is_code: Callable[[str], bool]) -> None:
        """Sort out a table's rows.

        Args:
            table: the sheet's.
            headers: the definition's headers.
            definition: its examples are never activities.
            is_code: tells whether a text names an utgångspunkt or område.
        """
        self.sheet: RawSheet = table.sheet
        self.headers = table.headers
        self.activities: list[tuple[int, Header]] = []
        self.remarks: list[Remark] = []
        self._own = _by_row(table.sheet.values)
        self._inherited = _inherited(table.sheet)
        self._header_rows = {
            row: [header for header in table.headers if header.row == top.row]
            for top in table.headers
            for row in range(top.row, top.bottom + 1)
        }
        self._words = headers.words
        self._worded = table.worded
        self._examples: dict[str, str] = {column.id: column.example for column in definition.columns}
        self._is_code = is_code
        self._sort(table)

    def row(self, row: int, header: Header) -> dict[int, tuple[Value, Place]]:
        """Give the values of a row of a header's table by column, with the (row, column) that each really stands in."""
        own = {
            column: (value, (row, column)) for column, value in self._own.get(row, {}).items() if header.holds(column)
        }
        inherited = {
            column: found
            for column, found in self._inherited.get(row, {}).items()
            if column not in own and header.holds(column) and found[1][0] not in self._header_rows
        }  # a header lends its words to nobody
        return dict(sorted((own | inherited).items()))

    def _sort(self, table: Table) -> None:
        side_by_side = [header for header in table.headers if header.row == table.first.row]
        other: str | None = None  # the headers of another table that the rows belong to
        last = table.first.bottom  # the last row that held anything
        for row in sorted(self._own):
            gap, last = row > last + 1, max(last, row)
            if row in self._header_rows:
                side_by_side, other = self._header_rows[row], None
            elif row > table.first.bottom:
                if gap:
                    other = None
                for header in side_by_side:
                    other = self._sort_row(row, header, other, gap=gap)

    def _sort_row(self, row: int, header: Header, other: str | None, *, gap: bool) -> str | None:
        """Sort a row of one table; give the headers of the other table that it begins or belongs to."""
        texts = {
            column: text
            for column, value in self._own[row].items()
            if header.holds(column) and column not in header.own and (text := clean(written(value)))
        }
        if not texts:
            return other
        planned = {header.columns[column]: text for column, text in texts.items() if column in header.columns}
        if other is None and self._words.is_question_row(list(planned.values())):
            return None
        found = self._words.recognised(sorted(texts.items())) if row in self._worded else {}
        if found and self._is_header_again(found, texts, header):
            return None
        if other is None and found and self._begins_another_table(found, texts, header, gap=gap):
            other = listed(f"”{text}”" for text in texts.values())
        if other is not None:
            self.remarks.append(Remark(row, "other-table", texts, other))
        elif self._is_example(planned, texts, header):
            self.remarks.append(Remark(row, "example", texts))
        elif self._is_activity(planned, texts, below=gap or any(one.row == row - 1 for one in self.remarks[-1:])):
            self.activities.append((row, header))
        else:
            self.remarks.append(Remark(row, "not-an-activity", texts))
        return other

    def _is_header_again(self, found: Mapping[str, int], texts: Mapping[int, str], header: Header) -> bool:
        """Tell whether nothing but some of the headers stands in the row, each over its own column."""
        return (
            len(found) > 1
            and len(found) == len(texts)
            and all(header.columns.get(column) == column_id for column_id, column in found.items())
        )

    def _begins_another_table(
        self, found: Mapping[str, int], texts: Mapping[int, str], header: Header, *, gap: bool
    ) -> bool:
        """Tell whether the row heads another table: words of headers, and not over the columns that have them here."""
        elsewhere = [column for column_id, column in found.items() if header.columns.get(column) != column_id]
        if not elsewhere or len(texts) < 2 or any(len(text) > _LONGEST_HEADER for text in texts.values()):
            return False
        return len(found) > 1 or gap

    def _is_example(self, planned: Mapping[str, str], texts: Mapping[int, str], header: Header) -> bool:
        """Tell whether the row shows how a row is filled in: it says so first, or repeats the definition's example."""
        asked = self._examples
        alike = [text for column_id, text in planned.items() if text[:2] == asked[column_id][:2]]
        same = sum(key(text) == key(asked[column_id]) for column_id, text in planned.items()) if len(alike) > 2 else 0
        if same >= 3 and same * 2 > len(planned):
            return True
        left = min(texts)
        return header.columns.get(left) not in ("mal", "metod") and _EXAMPLE.match(texts[left]) is not None

    def _is_activity(self, planned: Mapping[str, str], texts: Mapping[int, str], *, below: bool) -> bool:
        """Tell whether a row is an activity: a goal or a method, or two other columns of the plan.

        Below the table two cells are a note ("Kontakt:", a name) unless one of them names an utgångspunkt or område.
        """
        if _is_total(texts):
            return False
        if not planned.keys().isdisjoint(("mal", "metod")):
            return True
        if len(planned) < 2:
            return False
        return not (below and len(planned) == 2 and not any(self._is_code(text) for text in planned.values()))


def _is_total(texts: Mapping[int, str]) -> bool:
    """Tell whether a row adds up: it begins with a word for that, and all the rest are numbers."""
    first, *rest = [texts[column] for column in sorted(texts)]
    return bool(rest) and _TOTAL.match(first) is not None and all(_NUMBER.fullmatch(text) for text in rest)


def _by_row(values: Mapping[Place, Value]) -> dict[int, dict[int, Value]]:
    rows: dict[int, dict[int, Value]] = {}
    for (row, column), value in values.items():
        rows.setdefault(row, {})[column] = value
    return rows


def _inherited(sheet: RawSheet) -> dict[int, dict[int, tuple[Value, Place]]]:
    """Give the values that cells merged downwards lend to the rows below their first one."""
    rows: dict[int, dict[int, tuple[Value, Place]]] = {}
    last = max((row for row, _ in sheet.values), default=0)
    for first_row, column, last_row, _ in sheet.merged:
        value = sheet.values.get((first_row, column))
        if value is not None:
            for row in range(first_row + 1, min(last_row, last) + 1):
                rows.setdefault(row, {})[column] = (value, (first_row, column))
    return rows
