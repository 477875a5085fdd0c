"""A text in, what it says of time out: from when, until when, and in words that can be read again.

Years that the text says once are shared out: "mars – juni 2021", "2021: våren, hösten". Where that takes a guess, the
reading ends with a `Verdict` that proposes the guess.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from exceltools.period.parts import YEAR, Point, Verdict
from exceltools.period.points import points
from exceltools.period.stretches import DAY, Form, Stretch, stretches
from exceltools.period.words import Token, Vocabulary, tokens
from exceltools.wording import listed

BREAK = dt.timedelta(days=62)  # between two terms: a summer break is no gap in the plan
_SILENT = ("noise", "year-word", "hedge", "vague")


@dataclass(frozen=True, slots=True)
class Said:
    """What a text says of time; dates are None where it does not tell."""

    form: Form
    start: dt.date | None
    end: dt.date | None
    words: str  # can be read again
    several: bool = False  # periods that overlap or have gaps between them
    two_digits: bool = False


def read(text: str, words: Vocabulary) -> Said:
    """Read a folded text.

    Raises:
        Verdict: the text is no period one can count on.
    """
    found = tokens(text, words)
    kinds = {token.kind for token in found}
    if "unknown" in kinds:
        raise Verdict("not-a-period")
    spoken = _without_spare_whole([token for token in found if token.kind not in _SILENT])
    if not spoken:
        raise Verdict("no-year" if kinds & {"year-word", "vague"} else "not-a-period")
    if "vague" in kinds:
        raise Verdict("ambiguous" if "number" in kinds else "no-year")  # "i början av 2021", "vintern"
    said = _said(spoken, words)
    if "hedge" in kinds:
        raise Verdict("ambiguous", said.words)  # "ca 2021", "2021?"
    return said


def _without_spare_whole(spoken: Sequence[Token]) -> list[Token]:
    """Leave out "hela" where no year follows: "hela hösten"."""
    before_year = [token.kind == "number" and len(token.text) == 4 for token in spoken[1:]] + [False]
    return [token for token, keep in zip(spoken, before_year, strict=False) if keep or token.kind != "whole"]


def _said(spoken: Sequence[Token], words: Vocabulary) -> Said:
    found, joints = stretches(points(spoken, words.school_year))
    yearless = all(point.year is None for stretch in found for point in stretch.points)
    if yearless and any(token.kind == "recurring" for token in spoken):
        return Said("open", None, None, "löpande")  # "årligen i september"
    share_years(found)
    return answer(found, joints)


# --- sharing out years ------------------------------------------------------------------------------------------


def share_years(found: Sequence[Stretch]) -> None:
    """Give every point without a year the year that the text says for it.

    A year after several parts is everyone's: "mars – juni 2021"; one before them too: "2021: mars, juni".

    Raises:
        Verdict: "no-year"; "ambiguous" where a part could lie in two years, with the more likely one.
    """
    points = [point for stretch in found for point in stretch.points]
    if all(point.year is None for point in points):
        for point in points:
            _ = point.days  # raises "impossible" or "no-year"
    shared = _from_the_right(points)
    guessed = _from_the_left(points)
    moved = _moved_apart(points, shared)
    if guessed or moved:
        raise Verdict("ambiguous", _proposed(found) if moved else written(found))


def _proposed(found: Sequence[Stretch]) -> str:
    """Propose how parts in the wrong order were meant: "hösten och våren 2022" may be of two years or of one."""
    guess = written(found)
    points = [point for stretch in found for point in stretch.points]
    if len(found) == 1:
        for point in points:
            point.year = (point.year or 0) + 1
        return f"{guess} eller {written(found)}"
    if any(stretch.form != "single" for stretch in found):
        return guess
    for point in points:
        point.year = points[-1].year
    return f"{written(sorted(found, key=lambda stretch: stretch.points[0].days))} eller {guess}"


def _from_the_right(points: Sequence[Point]) -> set[int]:
    """Share each year leftwards; give the places of the points that got one."""
    places = set()
    for place in range(len(points) - 2, -1, -1):
        point, right = points[place], points[place + 1]
        if point.year is None and right.year is not None and not point.part.crosses:
            point.year, point.two_digits = right.year, right.two_digits
            places.add(place)
    return places


def _from_the_left(points: Sequence[Point]) -> bool:
    """Share each year rightwards; tell whether that was a guess, because the year was no heading."""
    guessed = False
    for left, point in pairwise(points):
        if point.year is None and left.year is not None:
            point.year, point.heading = left.year, left.heading
            guessed = guessed or not left.heading or point.days[0] < left.days[0]
            point.year += point.days[0] < left.days[0]
    return guessed


def _moved_apart(points: Sequence[Point], shared: set[int]) -> bool:
    """Move a shared year back where the parts stand in the wrong order: "hösten – våren 2022"."""
    moved = False
    for place in sorted(shared, reverse=True):
        point, right = points[place], points[place + 1]
        if point.days[0] > right.days[0] and point.year:
            point.year -= 1
            moved = True
    return moved


# --- one answer --------------------------------------------------------------------------------------------------


def answer(found: Sequence[Stretch], joints: str) -> Said:
    """Put the stretches together, their years known.

    Raises:
        Verdict: "reversed"; "impossible"; "ambiguous" where two readings remain.
    """
    for stretch in found:
        _check(stretch)
    if len(found) > 1:
        _check_list(found, joints)
    two_digits = any(point.two_digits for stretch in found for point in stretch.points)
    different = _without_repeats(found)
    if len(different) == 1:
        form = different[0].form
        return Said(form, different[0].start, different[0].end, different[0].written, two_digits=two_digits)
    several = any(_gap(one, other) for one, other in pairwise(different))
    start, end = min(_days(one)[0] for one in different), max(_days(one)[1] for one in different)
    return Said("span", start, end, written(found), several=several, two_digits=two_digits)


def written(found: Sequence[Stretch]) -> str:
    """Give the stretches in words that are read as the same again."""
    return listed(stretch.written for stretch in found)


def _days(stretch: Stretch) -> tuple[dt.date, dt.date]:
    """Give first and last day; Verdict where the text tells only one of them."""
    start, end = stretch.start, stretch.end
    if start is None or end is None:
        raise Verdict("ambiguous")
    return start, end


def _check(stretch: Stretch) -> None:
    """Refuse a stretch that ends before it begins, and one whose end can be read in two ways."""
    last = stretch.last
    if stretch.doubtful and last and last.part.grain != "day":
        name = last.written
        raise Verdict("ambiguous", stretch.written if stretch.first else f"före {name} eller t.o.m. {name}")
    if stretch.form != "span" or not stretch.first or not last:
        return
    start, end = _days(stretch)
    if start > end:
        raise Verdict("reversed", "" if stretch.before else _turned(stretch.first, last))
    if not stretch.before and (last.days[0] < stretch.first.days[0] or last.days[1] < stretch.first.days[1]):
        raise Verdict("ambiguous")  # "2021 – mars 2021"


def _turned(first: Point, last: Point) -> str:
    """Propose how a reversed range was meant: with the next year's end, or the other way round."""
    if first.year == last.year and first.year and "year" not in (first.part.grain, last.part.grain):
        return f"{first.written} – {last.part.written(first.year + 1)}"
    return f"{last.written} – {first.written}"


def _check_list(found: Sequence[Stretch], joints: str) -> None:
    """Refuse a list that can be read in two ways."""
    if any(stretch.form not in ("single", "span") for stretch in found):
        raise Verdict("ambiguous")
    points = [point for stretch in found for point in stretch.points]
    if "|" in joints:
        raise Verdict("ambiguous", " eller ".join(stretch.written for stretch in found))
    if set(joints) & set(" -~") or "&/" in joints:
        raise Verdict("ambiguous", f"{points[0].written} – {points[-1].written}")
    for point, later in pairwise(points):
        if later.part is YEAR and point.part.grain not in ("year", "day"):
            raise Verdict("ambiguous", _in_each_year(points))
        if later.heading and point.part is YEAR:
            raise Verdict("ambiguous")  # "2021 och 2022 hösten"


def _in_each_year(points: Sequence[Point]) -> str:
    """Propose what "hösten 2021 och 2022" means; of "mars – juni 2021 och 2022" it takes more words than one has."""
    first, *others = points
    if any(point.part is not YEAR for point in others):
        return ""
    return listed(first.part.written(point.year or 0) for point in points)


def _without_repeats(found: Sequence[Stretch]) -> list[Stretch]:
    """Sort stretches by their days and leave out repeated ones; a text may hold a line for each of several methods."""
    if len(found) == 1:
        return list(found)
    return [by_days for _, by_days in sorted({_days(stretch): stretch for stretch in found}.items())]


def _gap(one: Stretch, other: Stretch) -> bool:
    """Tell whether the second stretch does not follow directly upon the first; terms may have a break between."""
    terms = all(point.part.grain == "term" for stretch in (one, other) for point in stretch.points)
    distance = _days(other)[0] - _days(one)[1]
    return not DAY <= distance <= (BREAK if terms else DAY)
