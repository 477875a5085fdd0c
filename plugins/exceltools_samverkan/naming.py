"""Plans in, which of their activities name what out: an entry of a list, or another unit.

A district's name is often a place as well. "Ungdomar i Farsta" is about a place, "tillsammans med Farsta" about the
district: so a name after a word of place does not count, and a district's other names, which are places, are not
looked for. A committee's administration is looked for by all its names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from exceltools.definition import Definition, Unit
from exceltools.phrases import found
from exceltools.rules import Activity, Plan

COLUMNS = ("omrade", "mal", "metod", "ansvarig", "uppfoljning")  # where people write with whom
_AFTER_PLACE = re.compile(  # "kring unga i Rinkeby, Tensta och "
    r"\b(?:i|på|vid|kring|runt|från|till|genom|inom)\s+(?:[A-ZÅÄÖ][\w-]*(?:\s*,\s*|\s+(?:och|eller|samt)\s+))*$"
)
_NEAR = 60  # characters before a name in which a word of place is looked for


def naming(plan: Plan, entries: Sequence[str]) -> list[Activity]:
    """Give the activities of a plan that name one of the entries (see `exceltools.phrases`)."""
    return [
        activity for activity in plan.activities if any(found(activity.text(column), entries) for column in COLUMNS)
    ]


def units_named(plan: Plan, definition: Definition) -> dict[str, Activity]:
    """Give the ids of other units that a plan names, in the definition's order, each with the first activity."""
    others = [unit for unit in definition.units if plan.unit is None or unit.id != plan.unit.id]
    named = {unit.id: next(_naming_unit(plan, unit), None) for unit in others}
    return {unit: activity for unit, activity in named.items() if activity}


def _naming_unit(plan: Plan, unit: Unit) -> Iterator[Activity]:
    pattern = _pattern((unit.name, *unit.aliases) if unit.kind == "committee" else (unit.name,))
    for activity in plan.activities:
        for column in COLUMNS:
            text = activity.text(column)
            if any(unit.kind == "committee" or not _is_place(text, match.start()) for match in pattern.finditer(text)):
                yield activity
                break


def _is_place(text: str, at: int) -> bool:
    return _AFTER_PLACE.search(text[max(0, at - _NEAR) : at]) is not None


@lru_cache(maxsize=512)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Find a name with or without a genitive s, its hyphens spaced or not; a committee's also without a capital."""
    choices = "|".join(r"\s*[-–]\s*".join(re.escape(part) for part in name.split("-")) for name in names)
    lower = any(name.endswith(("nämnden", "förvaltningen")) for name in names)
    return re.compile(rf"(?<![\w-])(?:{choices})s?(?![\w-])", re.IGNORECASE if lower else 0)
