"""A unit's earlier activities in, the texts that go into a fresh template out, and what cannot go there.

Nothing of an activity is lost: the seven columns and the unit's own ones are filled in as they were, except that an
utgångspunkt or område written in another way becomes the definition's own name, so that the dropdowns know it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from exceltools.definition import Definition
from exceltools.layout import OWN_HEADERS, unlike
from exceltools.model import Activity
from exceltools.safe_text import held, one_line, without_escapes
from exceltools.stand_ins import ERROR_VALUE
from exceltools.template.text import LeftoverText

_ERROR_VALUE = re.compile(ERROR_VALUE)


@dataclass(frozen=True, slots=True)
class Leftover:
    """A text of an earlier workbook that has no place in the plan."""

    where: str  # the place in the earlier workbook: a cell, a sheet
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a unit wrote before."""

    source: str  # the workbook that it comes from
    activities: tuple[Activity, ...]
    leftovers: tuple[Leftover, ...] = ()


def texts(activity: Activity, definition: Definition) -> list[str]:
    """Give the texts of the seven columns as a cell can hold them."""
    named = _names(activity, definition)
    return [_in_a_cell(named.get(column.id) or activity.text(column.id)) for column in definition.columns]


def own_columns(activities: Iterable[Activity], definition: Definition) -> dict[str, str]:
    """Give the columns that the unit added: its header -> the header in the template, all different to Excel."""
    asked = (*OWN_HEADERS, *(column.header for column in definition.columns))
    found: dict[str, str] = {}
    for header in dict.fromkeys(header for activity in activities for header in activity.extra):
        name = without_escapes(one_line(header))[:200] or LeftoverText.UNTITLED
        found[header] = unlike(name, (*asked, *found.values()))
    return found


def own_text(activity: Activity, header: str) -> str:
    """Give what stands in a column that the unit added, as a cell can hold it."""
    return _in_a_cell(activity.extra[header].text) if header in activity.extra else ""


def left_over(earlier: Earlier) -> tuple[Leftover, ...]:
    """Give everything that has no place in the plan: what the reading found, and what a cell cannot take."""
    return (*earlier.leftovers, *(found for activity in earlier.activities for found in _unplaced(activity)))


def _names(activity: Activity, definition: Definition) -> dict[str, str]:
    """Give the definition's names of what was recognised and fits together."""
    point = definition.utgangspunkt(activity.utgangspunkt.id) if activity.utgangspunkt.id else None
    names = {"utgangspunkt": point.name} if point else {}
    if point and activity.omrade_of == point.id:
        names["omrade"] = next(area.name for area in point.omraden if area.id == activity.omrade.id)
    return names


def _in_a_cell(text: str) -> str:
    return "" if _ERROR_VALUE.fullmatch(text) else held(text)


def _unplaced(activity: Activity) -> Iterator[Leftover]:
    for cell in (*activity.cells.values(), *activity.extra.values()):
        where = cell.ref or f"Rad {activity.row}"
        if _ERROR_VALUE.fullmatch(cell.text):
            yield Leftover(where, cell.text, LeftoverText.ERROR_VALUE)
        elif held(cell.text) != cell.text:
            yield Leftover(where, held(cell.text[-30_000:]), LeftoverText.TOO_LONG)
