"""Plans in, how many activities each unit has within each utgångspunkt and område out.

An activity counts for an utgångspunkt that was recognised, and for an område that was recognised and belongs to that
utgångspunkt. What was only suggested is not counted: the coordinator decides, not we. What a unit is asked for is said
by the definition, by the kind of unit and unit by unit; rules, sentences, sheets and template all go by `asked`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import get_args

from exceltools.definition import Definition, Omrade, Unit, UnitKind, Utgangspunkt
from exceltools.model import Activity, Count, Plan

Slot = tuple[str, str | None]  # (utgångspunkt id, område id, or None for the utgångspunkt as a whole)


def count(plans: Sequence[Plan], definition: Definition) -> tuple[Count, ...]:
    """Count activities of every known unit that returned a plan, zeros too, all in the definition's order."""
    tallies: dict[str, Counter[Slot]] = {}
    for plan in plans:
        if plan.unit is not None:
            tallies.setdefault(plan.unit.id, Counter()).update(tally(plan.activities))
    return tuple(
        Count(unit.id, point, area, tallies[unit.id][point, area])
        for unit in definition.units
        if unit.id in tallies
        for point, area in slots(definition)
    )


def tally(activities: Iterable[Activity]) -> Counter[Slot]:
    """Count activities by utgångspunkt and, besides, by område within it."""
    found: Counter[Slot] = Counter()
    for activity in activities:
        point = activity.utgangspunkt.id
        if point is not None:
            found[point, None] += 1
            if counts_for_omrade(activity):
                found[point, activity.omrade.id] += 1
    return found


def counts_for_omrade(activity: Activity) -> bool:
    """Tell whether the activity counts for an område: recognised, and one of its own utgångspunkt's."""
    return activity.omrade.id is not None and activity.omrade_of == activity.utgangspunkt.id


def slots(definition: Definition) -> Iterator[Slot]:
    """Give each utgångspunkt followed by its områden: the columns of a coverage matrix."""
    for point in definition.utgangspunkter:
        yield point.id, None
        for area in point.omraden:
            yield point.id, area.id


def asked(unit: Unit | None, definition: Definition) -> tuple[Slot, ...]:
    """Give what a unit is to have activities within, in the definition's order.

    Of a plan that nobody knows whose it is, only what is asked of all kinds of units is asked.
    """
    kinds: set[UnitKind] = {unit.kind} if unit else set(get_args(UnitKind))
    of_points = kinds <= set(definition.asked.every_utgangspunkt)
    of_areas = kinds <= set(definition.asked.every_omrade)
    exempt = set(unit.not_asked) if unit else set()
    return tuple(
        (point, area)
        for point, area in slots(definition)
        if (of_points if area is None else of_areas) and exempt.isdisjoint({point, area})
    )


def missing_utgangspunkter(plan: Plan, definition: Definition) -> tuple[Utgangspunkt, ...]:
    """Give the utgångspunkter that the unit is asked for and no activity of its plan counts for."""
    wanted, found = set(asked(plan.unit, definition)), tally(plan.activities)
    return tuple(
        point for point in definition.utgangspunkter if (point.id, None) in wanted and not found[point.id, None]
    )


def missing_omraden(plan: Plan, definition: Definition) -> list[tuple[Utgangspunkt, tuple[Omrade, ...]]]:
    """Give the områden that the unit is asked for and no activity counts for, by utgångspunkt, in order.

    Only within those utgångspunkter that the plan does have; of the others it is said that they are missing whole.
    """
    wanted, found = set(asked(plan.unit, definition)), tally(plan.activities)
    missing = [
        (point, tuple(a for a in point.omraden if (point.id, a.id) in wanted and not found[point.id, a.id]))
        for point in definition.utgangspunkter
        if found[point.id, None]
    ]
    return [(point, areas) for point, areas in missing if areas]
