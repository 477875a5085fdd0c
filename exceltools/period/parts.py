"""A part of a year and a year in, first and last day out; and what both are called in Swedish.

A `Part` is what "hösten", "kvartal 2" or "15 mars" mean in any year. A `Point` is a part that the text names, with its
year or still without one.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Literal

from exceltools.definition import Term
from exceltools.model import PeriodKind

Days = tuple[dt.date, dt.date]  # first and last day, both included
Grain = Literal["day", "week", "month", "part", "term", "year"]

MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)
YEARS = range(1990, 2100)  # what four digits must lie within to be a year
SHORT_YEARS = range(18, 50)  # what two digits must: below, they may as well be a day or a month
FULL_YEAR = 2004  # has every day and week that any year has


class Verdict(Exception):  # noqa: N818 - not an error: the text's class is known, the grammar need not go on
    """The text is understood as something that is no period one can count on."""

    def __init__(self, kind: PeriodKind, suggestion: str = "") -> None:
        """Take the class and, where one can tell, how the period could be written instead."""
        super().__init__(kind)
        self.kind: PeriodKind = kind
        self.suggestion = suggestion


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a year, or a whole one."""

    name: str  # "hösten", "15 mars"; empty for the whole year
    days: Callable[[int], Days]  # ValueError where the year has no such day
    grain: Grain = "part"
    crosses: bool = False  # its end lies in the year after
    corrected: str = ""  # what to write instead where the year has no such day, year left out

    def written(self, year: int) -> str:
        """Give the part with its year, as the grammar reads it again."""
        return f"{self.name} {year}/{year + 1}" if self.crosses else f"{self.name} {year}".strip()


@dataclass(frozen=True, slots=True)
class Series:
    """Parts that are told apart by a number: kvartal 1 to 4."""

    parts: Mapping[int, Part]


@dataclass(slots=True)
class Point:
    """A part that the text names; the year may be found elsewhere in the text."""

    part: Part
    year: int | None = None
    two_digits: bool = False  # the year was written with two
    heading: bool = False  # the year stands before the part and may be meant for more: "2021, mars – juni"

    @property
    def days(self) -> Days:
        """First and last day; Verdict where the calendar has no such day."""
        try:
            days = self.part.days(FULL_YEAR if self.year is None else self.year)
        except ValueError:
            corrected = self.part.corrected
            raise Verdict("impossible", f"{corrected} {self.year}" if corrected and self.year else "") from None
        if self.year is None:
            raise Verdict("no-year")
        return days

    @property
    def written(self) -> str:
        """The part with its year; without one where it is not known."""
        return self.part.name if self.year is None else self.part.written(self.year)


def month_days(month: int, year: int) -> Days:
    """Give first and last day of a month."""
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


def _year_days(year: int) -> Days:
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _months_days(first: int, last: int, year: int) -> Days:
    return dt.date(year, first, 1), month_days(last, year)[1]


def _day_days(month: int, day: int, year: int) -> Days:
    return (dt.date(year, month, day),) * 2


def _week_days(week: int, year: int) -> Days:
    return dt.date.fromisocalendar(year, week, 1), dt.date.fromisocalendar(year, week, 7)


YEAR = Part("", _year_days, "year")
WHOLE_YEAR = Part(
    "hela", _year_days, "year"
)  # "hösten 2021 och hela 2022" is clear where "hösten 2021 och 2022" is not


def month_part(month: int) -> Part:
    """Give a month, 1 to 12."""
    return Part(MONTHS[month - 1], partial(month_days, month), "month")


def day_part(day: int, month: int) -> Part:
    """Give a day of a month, also one that no year has: the point says so when it is asked for its days."""
    named = 1 <= month <= 12
    name = f"{day} {MONTHS[month - 1]}" if named else f"{day}/{month}"
    return Part(name, partial(_day_days, month, day), "day", corrected=_near_day(day, month))


def _near_day(day: int, month: int) -> str:
    """Give the last day of a month that is shorter, or day and month the other way round."""
    if 1 <= month <= 12 and 28 < day <= 31:
        return f"{28 if month == 2 else 30} {MONTHS[month - 1]}"
    return f"{month} {MONTHS[day - 1]}" if 1 <= day <= 12 < month <= 31 else ""


def term_part(term: Term, name: str) -> Part:
    """Give a term of the definition, called by the name that the text uses."""
    return Part(name, term.in_year, "term", crosses=term.end < term.start)


QUARTERS = Series({n: Part(f"kvartal {n}", partial(_months_days, 3 * n - 2, 3 * n)) for n in range(1, 5)})
HALVES = Series(
    {n: Part(f"{('första', 'andra')[n - 1]} halvåret", partial(_months_days, 6 * n - 5, 6 * n)) for n in (1, 2)}
)
WEEKS = Series({n: Part(f"vecka {n}", partial(_week_days, n), "week") for n in range(1, 54)})
