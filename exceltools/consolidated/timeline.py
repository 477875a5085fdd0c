"""The periods in, the sheet `Tidslinje` out: activities against tertials, unit by unit, as a grid of real cells.

A mark stands in each tertial in which an activity goes on. What a plan leaves open, because it says no beginning or no
end, is marked in another way than what it says; a time plan that cannot be read stands in a column of its own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exceltools.consolidated.book import Heading, Sheet
from exceltools.consolidated.contents import Contents
from exceltools.consolidated.grid import LIKELY, NONE, SURE, UNCLEAR, Grid, Group, Line, Mark
from exceltools.definition import Span
from exceltools.model import Activity, Period
from exceltools.wording import shortened

_MOST_TERTIALS = 15  # five years: a longer plan is shown by the year
_MONTHS = ((1, 4), (5, 8), (9, 12))  # first and last month of each tertial
_DAY = dt.timedelta(days=1)
_LEGEND = (
    f"{SURE.text} pågår enligt tidsplanen. {LIKELY.text} pågår troligen: planen säger inte när det "
    f"börjar eller slutar. {UNCLEAR.text} tidsplanen saknas eller går inte att läsa. Siffrorna är antalet aktiviteter."
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A column of the grid: what it is called, its first and its last day."""

    name: str
    first: dt.date
    last: dt.date


def write(sheet: Sheet, contents: Contents) -> None:
    """Write the grid: for each unit how much goes on at the same time, and each activity by its beginning."""
    columns = stretches(contents.definition.plan)
    header = contents.definition.column("tidsplan").header
    names = [*(column.name for column in columns), "Oklar tid"]
    grid = Grid(sheet, names, (Heading(header, 25, "line"), Heading("Öppna", 9, "link")))
    groups = [
        Group(
            owner.name,
            owner.returned,
            [_line(one, columns, contents) for one in sorted(owner.activities, key=_duration)],
        )
        for owner in contents.owners
    ]
    grid.write(_LEGEND, groups, contents)


def _line(activity: Activity, columns: Sequence[Stretch], contents: Contents) -> Line:
    last = shortened(activity.text("tidsplan"), 26), contents.way_to(activity, "tidsplan")
    return Line(activity, marks(activity.period, columns), last)


def _duration(activity: Activity) -> tuple[dt.date, dt.date]:
    """Sort by beginning, then by end; what does not tell comes last."""
    period = activity.period
    if period is None:
        return dt.date.max, dt.date.max
    return period.start or (dt.date.min if period.end else dt.date.max), period.end or dt.date.max


def stretches(plan: Span) -> list[Stretch]:
    """Give the columns for a plan: its tertials, or its years where they are too many, and the times around it.

    >>> [column.name for column in stretches(Span(start=dt.date(2021, 5, 1), end=dt.date(2022, 2, 28)))]
    ['Före', 'T2 2021', 'T3 2021', 'T1 2022', 'Efter']
    """
    years = range(plan.start.year, plan.end.year + 1)
    within = [one for year in years for one in _tertials(year) if one.last >= plan.start and one.first <= plan.end]
    if len(within) > _MOST_TERTIALS:
        within = [Stretch(str(year), dt.date(year, 1, 1), dt.date(year, 12, 31)) for year in years]
    before = Stretch("Före", dt.date.min, within[0].first - _DAY)
    return [before, *within, Stretch("Efter", within[-1].last + _DAY, dt.date.max)]


def _tertials(year: int) -> Iterator[Stretch]:
    for number, (first, last) in enumerate(_MONTHS, 1):
        end = dt.date(year, last + 1, 1) - _DAY if last < 12 else dt.date(year, 12, 31)
        yield Stretch(f"T{number} {year}", dt.date(year, first, 1), end)


def marks(period: Period | None, columns: Sequence[Stretch]) -> list[Mark]:
    """Give an activity's mark in each column, and in one more for a time that is not known."""
    if period is None or (period.start is None and period.end is None and period.kind != "open"):
        return [*[NONE] * len(columns), UNCLEAR]
    return [*(_mark(period, column) for column in columns), NONE]


def _mark(period: Period, column: Stretch) -> Mark:
    """Mark what the plan says, and what it leaves open up to the plan's own beginning and end."""
    if period.start is not None and period.start > column.last:
        return NONE
    if period.end is not None and period.end < column.first:
        return NONE
    begins = period.start is not None and period.start <= column.last
    ends = period.end is not None and period.end >= column.first
    if begins and ends:
        return SURE
    said = period.start if begins else period.end if ends else None
    if said is not None and column.first <= said <= column.last:
        return SURE
    outside = column.first == dt.date.min or column.last == dt.date.max
    return NONE if outside else LIKELY
