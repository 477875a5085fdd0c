"""Tokens in, parts of a year out: 15 mars, 3/4, 2021-03, 210901, kvartal 1–3, andra halvåret, T1 och T2.

A date that has its year becomes a point at once; what lacks one stays a part, until period_points finds the year.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from exceltools.period.parts import SHORT_YEARS, WHOLE_YEAR, YEAR, YEARS, Point, Series, Verdict, day_part, month_part
from exceltools.period.patterns import full_year, numbers, of_part, of_point, part_of, rewritten, table
from exceltools.period.words import Token


def parts(tokens: Sequence[Token]) -> list[Token]:
    """Replace everything that names a part of the calendar by parts, and by points where the year is in it.

    Raises:
        Verdict: "ambiguous" or "impossible".
    """
    return rewritten(tokens, _PARTS)


def _date(year: int, month: int, day: int, *, two_digits: bool = False) -> Token:
    point = Point(day_part(day, month), year, two_digits=two_digits)
    _ = point.days  # ends the reading where the calendar has no such day
    return Token("point", value=point)


def _year_month_day(tokens: Sequence[Token]) -> list[Token] | None:
    """2021-03-15, 2021.03.15, 2021/03/15."""
    year, month, day = numbers(tokens)
    return [_date(year, month, day)] if year in YEARS else None


def _day_month_year(tokens: Sequence[Token]) -> list[Token] | None:
    """15/3/2021, 15.3.2021, 15/3/21; and 21-03-15, which begins with the year if that is the only reading."""
    day, month, last = numbers(tokens)
    if last in YEARS:
        return [_date(last, month, day)]
    year_last = _valid(last, month, day)
    year_first = _valid(day, month, last)
    if year_last and year_first:
        raise Verdict("ambiguous", f"{year_first.written} eller {year_last.written}")
    point = year_last or year_first
    return [Token("point", value=point)] if point else None


def _valid(short_year: int, month: int, day: int) -> Point | None:
    point = Point(day_part(day, month), full_year(short_year), two_digits=True)
    try:
        return point if point.days else None
    except Verdict:
        return None


def _eight_digits(tokens: Sequence[Token]) -> list[Token] | None:
    """20210315."""
    text = tokens[0].text
    year, month, day = int(text[:4]), int(text[4:6]), int(text[6:])
    looks_like_two_years = int(text[4:]) in YEARS
    return [_date(year, month, day)] if year in YEARS and not looks_like_two_years else None


def _six_digits(tokens: Sequence[Token]) -> list[Token] | None:
    """210315, or 202103 for the whole month."""
    text = tokens[0].text
    day = _valid(int(text[:2]), int(text[2:4]), int(text[4:]))
    year, month = int(text[:4]), int(text[4:])
    whole = Point(month_part(month), year) if year in YEARS and 1 <= month <= 12 else None
    if day and whole:
        raise Verdict("ambiguous", f"{whole.written} eller {day.written}")
    point = day or whole
    return [Token("point", value=point)] if point else None


def _year_month(tokens: Sequence[Token]) -> list[Token] | None:
    """2021-03; but 2021-22 is two years, 2021-3 unfinished, and 2011-12 may be either."""
    year, month = numbers(tokens)
    if year not in YEARS or month in SHORT_YEARS or month > 31:
        return None
    if tokens[1].kind == "dot" and tokens[2].text == "0":
        return [of_point(YEAR, year)]  # a number cell: 2021.0
    if not 1 <= month <= 12:
        raise Verdict("impossible")
    point = Point(month_part(month), year)
    if len(tokens[2].text) == 1:
        raise Verdict("ambiguous", point.written)
    if 2000 + month > year:
        raise Verdict("ambiguous", f"{point.written} eller {year} – {2000 + month}")
    return [Token("point", value=point)]


def _month_year(tokens: Sequence[Token]) -> list[Token] | None:
    """03/2021, 9/2021."""
    month, year = numbers(tokens)
    return [of_point(month_part(month), year)] if 1 <= month <= 12 and year in YEARS else None


def _days(tokens: Sequence[Token]) -> list[Token] | None:
    """15 mars, 15/3, and several days of one month: 1–15 mars, 1, 8 och 15/3."""
    if tokens[-1].kind == "month":
        last, month = -1, int(tokens[-1].text)
    else:
        last, month = -2, int(tokens[-1].text)
        if int(tokens[-3].text) in SHORT_YEARS and month in SHORT_YEARS:
            return None  # 21/22
    return [of_part(day_part(int(t.text), month)) if t.kind == "number" else t for t in tokens[:last]]


def _ordinal_day(tokens: Sequence[Token]) -> list[Token]:
    """1:a mars."""
    return [of_part(day_part(int(tokens[0].text), int(tokens[1].text)))]


def _series(tokens: Sequence[Token]) -> list[Token]:
    """Kvartal 2, T1, vecka 34; and several of them: kvartal 1–3, T1 och 2. A number too large is left for a year."""
    parts = cast("Series", tokens[0].value).parts
    first = int(tokens[1].text)
    if first not in parts:
        raise Verdict("impossible")
    made = [of_part(parts[first])]
    rest = list(tokens[2:])
    while rest and int(rest[1].text) in parts:
        made += [rest[0], of_part(parts[int(rest[1].text)])]
        rest = rest[2:]
    return made + rest


def _ordinals(tokens: Sequence[Token]) -> list[Token]:
    """Andra kvartalet; första och andra kvartalet."""
    parts = cast("Series", tokens[-1].value).parts
    if any(token.kind == "ordinal" and int(token.text) not in parts for token in tokens):
        raise Verdict("impossible")
    return [of_part(parts[int(t.text)]) if t.kind == "ordinal" else t for t in tokens[:-1]]


def _all_of_a_year(tokens: Sequence[Token]) -> list[Token] | None:
    """Hela 2022."""
    (year,) = numbers(tokens)
    return [of_point(WHOLE_YEAR, year)] if year in YEARS else None


def _month(tokens: Sequence[Token]) -> list[Token]:
    return [of_part(part_of(tokens[0]))]


_PARTS = table(
    (r"4[-~][12][-~][12]|4/[12]/[12]|4\.[12]\.[12]", _year_month_day),
    (r"[12][-~][12][-~][24]|[12]/[12]/[24]|[12]\.[12]\.[24]", _day_month_year),
    (r"8", _eight_digits),
    (r"6", _six_digits),
    # No list of days begins with the year of a date before it: 1/8 -21 – 30/6 -22.
    (r"(?:(?<![mpcs])(?<![mpc][-~])(?<!/[12])(?<!/[12][-~])(?<!s[12])(?:[12][-~&,])+)?[12](?:m|/[12])", _days),
    (r"om", _ordinal_day),
    (r"4[-~/.][12](?!m|/[12]|[-~&,][12]m)", _year_month),
    (r"[12]/4|2-4", _month_year),
    (r"s[12](?:[-~&,/][12](?![m/]))*", _series),
    (r"o(?:[-~&,]o)*s", _ordinals),
    (r"w4", _all_of_a_year),
    (r"m", _month),
)
