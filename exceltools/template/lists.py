"""A definition in, the lists behind the template's dropdowns out: on a hidden sheet, each under a defined name.

Dropdowns always go through names: a direct reference to another sheet lands in an extension that many programs drop.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName

from exceltools.definition import Definition, Term
from exceltools.reading.raw import LISTS_SHEET
from exceltools.template.cells import Page
from exceltools.template.keys import KeyTable
from exceltools.template.names import (
    CHOSEN_POINT,
    FOLLOW_UP_LIST,
    NOTHING_YET,
    PERIOD_LIST,
    POINT_LIST,
    areas_of,
)
from exceltools.template.text import CHOOSE_FIRST

_MOST_COMBINED = 4  # codes; five would already make 31 lines in the dropdown


@dataclass(frozen=True, slots=True)
class ValueList:
    """What a dropdown offers, and the defined name that it is found by."""

    name: str
    values: tuple[str, ...]


def value_lists(definition: Definition) -> tuple[ValueList, ...]:
    """Give every list that the template's dropdowns need."""
    points = definition.utgangspunkter
    areas = (
        ValueList(areas_of(number), tuple(area.name for area in point.omraden))
        for number, point in enumerate(points, 1)
    )
    return (
        ValueList(POINT_LIST, tuple(point.name for point in points)),
        ValueList(NOTHING_YET, (CHOOSE_FIRST,)),
        ValueList(PERIOD_LIST, period_suggestions(definition)),
        ValueList(FOLLOW_UP_LIST, follow_up_suggestions(definition)),
        *areas,
    )


def areas_formula(definition: Definition) -> str:
    """Give the formula of the dropdown that depends on the utgångspunkt in its row.

    While that cell is empty or holds something else, the list has one line that says so. The row's own utgångspunkt
    goes by a name: a plain reference to it is lost when the first row is deleted.
    """
    names = ",".join(areas_of(number) for number in range(1, len(definition.utgangspunkter) + 1))
    found = f"MATCH({CHOSEN_POINT},{POINT_LIST},0)"
    return f"IF(ISNA({found}),{NOTHING_YET},CHOOSE({found},{names}))"


def period_suggestions(definition: Definition) -> tuple[str, ...]:
    """Give time plans to choose from: the whole plan period, each year, and each named part of a year within it."""
    first, last = definition.plan.start.year, definition.plan.end.year
    whole = (f"{first} – {last}",) if last > first else ()
    years = tuple(str(year) for year in range(first, last + 1))
    parts = sorted(
        (start, end, _term_in_year(term, year))
        for year in range(first, last + 1)
        for term in definition.terms
        for start, end in (term.in_year(year),)
        if definition.plan.covers(start) and definition.plan.covers(end)
    )
    return whole + years + tuple(text for _, _, text in parts)


def _term_in_year(term: Term, year: int) -> str:
    start, end = term.in_year(year)
    years = str(year) if start.year == end.year else f"{year}/{end.year}"
    return f"{term.names[0]} {years}"


def follow_up_suggestions(definition: Definition) -> tuple[str, ...]:
    """Give follow-ups to choose from: every combination of the codes, the single ones first."""
    codes = [code.code for code in definition.follow_up]
    sizes = range(1, len(codes) + 1) if len(codes) <= _MOST_COMBINED else (1, len(codes))
    return tuple(_listed(chosen) for size in sizes for chosen in combinations(codes, size))


def _listed(words: tuple[str, ...]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} och {words[-1]}"


def add_lists(book: Workbook, lists: Sequence[ValueList], tables: Sequence[KeyTable]) -> None:
    """Add the hidden sheet, a column for each list and each table of spellings, and the defined names.

    Over each list stands its name, never the plan's header: nothing here may look like a second plan.
    """
    page = Page(book, LISTS_SHEET)
    columns: list[tuple[str, tuple[str | None, ...]]] = [(found.name, found.values) for found in lists]
    columns += [(table.name, table.keys) for table in tables]
    for column, (name, values) in enumerate(columns, 1):
        page.put(1, column, name)
        for row, value in enumerate(values, 2):
            if value is not None:
                page.put(row, column, value)
        letter = get_column_letter(column)
        reach = f"'{LISTS_SHEET}'!${letter}$2:${letter}${1 + len(values)}"
        book.defined_names[name] = DefinedName(name, attr_text=reach)
    page.sheet.sheet_state = "hidden"
    page.protect()
