"""Plans in, which of their activities name what out: an entry of a list, or another unit.

A district's name is often a place as well. "Ungdomar i Farsta" is about a place, "tillsammans med Farsta" about the
district: so a name after a word of place does not count, and a district's other names, which are places, are not
looked for. A committee's administration is looked for by all its names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from exceltools.definition import Definition
from exceltools.phrases import found
from exceltools.rules import Activity, Plan

COLUMNS = ("omrade", "mal", "metod", "ansvarig", "uppfoljning")  # where people write with whom
_AFTER_PLACE = re.compile(  # "kring unga i Rinkeby, Tensta och "
    r"\b(?:i|på|vid|kring|runt|från|till|genom|inom)\s+(?:[A-ZÅÄÖ][\w-]*(?:\s*,\s*|\s+(?:och|eller|samt)\s+))*$"
)
_NEAR = 60  # characters before a name in which a word of place is looked for
_WORD = re.compile(r"[^\W\d_]+")

Names = Mapping[str, Sequence[tuple[str, bool, re.Pattern[str]]]]  # first word -> unit id, may be a place, whole name


def naming(plan: Plan, entries: Sequence[str]) -> list[Activity]:
    """Give the activities of a plan that name one of the entries (see `exceltools.phrases`)."""
    return [activity for activity in plan.activities if found(_text(activity), entries)]


def units_named(plan: Plan, definition: Definition) -> dict[str, Activity]:
    """Give the ids of other units that a plan names, in the definition's order, each with the first activity."""
    names = _names(tuple((unit.id, unit.kind, unit.name, unit.aliases) for unit in definition.units))
    first: dict[str, Activity] = {}
    for activity in plan.activities:
        for unit in _units_in(_text(activity), names):
            first.setdefault(unit, activity)
    return {
        unit.id: first[unit.id]
        for unit in definition.units
        if unit.id in first and unit.id != (plan.unit and plan.unit.id)
    }


def _text(activity: Activity) -> str:
    return "\n".join(activity.text(column) for column in COLUMNS)


def _units_in(text: str, names: Names) -> Iterator[str]:
    for word in _WORD.finditer(text):
        begin = word[0].casefold()
        for unit, may_be_place, name in (*names.get(begin, ()), *names.get(begin.removesuffix("s"), ())):
            if name.match(text, word.start()) and not (may_be_place and _is_place(text, word.start())):
                yield unit


def _is_place(text: str, at: int) -> bool:
    return _AFTER_PLACE.search(text[max(0, at - _NEAR) : at]) is not None


@lru_cache(maxsize=8)
def _names(units: tuple[tuple[str, str, str, tuple[str, ...]], ...]) -> Names:
    """Index names by their first word, so that the cost follows the text and not the number of units.

    A name is found with or without a genitive s, its hyphens spaced or not; a committee's also without a capital.
    """
    index: dict[str, list[tuple[str, bool, re.Pattern[str]]]] = defaultdict(list)
    for unit, kind, name, aliases in units:
        district = kind == "district"
        for spelling in (name,) if district else (name, *aliases):
            first = _WORD.search(spelling)
            whole = r"\s*[-–]\s*".join(re.escape(part) for part in spelling.split("-"))
            pattern = re.compile(rf"(?<![\w-]){whole}s?(?![\w-])", 0 if district else re.IGNORECASE)
            if first and spelling.startswith(first[0]):
                index[first[0].casefold()].append((unit, district, pattern))
    return index
