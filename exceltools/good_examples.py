"""Activities and marks in, the good examples among them out: what a unit or the coordinator wants others to learn from.

A unit marks an activity in a column of its own that is called "Gott exempel": with an x, or with why it is one. The
coordinator marks it in the consolidated workbook; a mark is found again by unit and by what is done.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from exceltools.model import Activity
from exceltools.normalise import key

HEADERS = ("Gott exempel", "Goda exempel", "Bra exempel")  # of a unit's own column
_KEYS = frozenset(key(header) for header in HEADERS)
_NO = frozenset(
    key(text) for text in ("nej", "nix", "inte", "ej", "n", "0", "false", "falskt")
)  # "-" has no key at all
_ONLY_YES = frozenset(key(text) for text in ("x", "xx", "xxx", "ja", "j", "1", "true", "sant", "ok"))

Place = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """What the coordinator wrote beside an activity in an earlier consolidated workbook."""

    unit: str | None  # unit id; None for a plan of nobody known
    name: str  # the unit's, as it stood
    omrade: str
    mal: str
    metod: str
    said: str  # x, or why it is a good example


@dataclass(frozen=True, slots=True)
class Example:
    """An activity that somebody has marked. What is said is "" where it was marked only, None where it was not."""

    activity: Activity
    by_unit: str | None
    by_coordinator: str | None


@dataclass(frozen=True, slots=True)
class Examples:
    """All that is marked."""

    found: tuple[Example, ...] = ()
    lost: tuple[Mark, ...] = ()  # the coordinator's marks whose activity is in no plan any more

    def written(self) -> Mapping[Place, str]:
        """Give what the coordinator wrote, by the place of the activity: to be written there again."""
        marked = [one for one in self.found if one.by_coordinator is not None]
        return {_place(one.activity): one.by_coordinator or "x" for one in marked}


def find(activities: Iterable[Activity], marks: Sequence[Mark] = ()) -> Examples:
    """Find the marked activities, in their order.

    Args:
        activities: of all plans.
        marks: the coordinator's. Each belongs to one activity of its unit: one with the same method, and where several
            have it, the one whose goal and område are the same too.
    """
    every = list(activities)
    by_coordinator: dict[Place, str] = {}
    lost = []
    for mark in marks:
        same = [one for one in every if _is_same(one, mark) and _place(one) not in by_coordinator]
        if same:
            best = max(same, key=lambda one: _likeness(one, mark))  # the first of several that are as like
            by_coordinator[_place(best)] = reason(mark.said) or ""
        else:
            lost.append(mark)
    examples = [Example(one, _said_by_unit(one), by_coordinator.get(_place(one))) for one in every]
    found = [one for one in examples if (one.by_unit, one.by_coordinator) != (None, None)]
    return Examples(tuple(found), tuple(lost))


def reason(text: str) -> str | None:
    """Give why something is a good example; "" where it is only marked, None where it is not.

    >>> reason("x"), reason("Når många"), reason("nej"), reason(" – ")
    ('', 'Når många', None, None)
    """
    written = key(text)
    if not written or written in _NO:
        return None
    return "" if written in _ONLY_YES else text.strip()


def _said_by_unit(activity: Activity) -> str | None:
    said = [reason(cell.text) for header, cell in activity.extra.items() if key(header) in _KEYS]
    marked = [one for one in said if one is not None]
    return " ".join(filter(None, marked)) if marked else None


def _is_same(activity: Activity, mark: Mark) -> bool:
    return activity.unit == mark.unit and _what(activity.text("metod"), activity.text("mal")) == _what(
        mark.metod, mark.mal
    )


def _what(method: str, goal: str) -> str:
    return key(method) or key(goal)


def _likeness(activity: Activity, mark: Mark) -> tuple[bool, bool]:
    return key(activity.text("mal")) == key(mark.mal), key(activity.text("omrade")) == key(mark.omrade)


def _place(activity: Activity) -> Place:
    return activity.source, activity.sheet, activity.row
