"""Tokens in, points of time out: HT21, hösten (2021), 2021: mars, läsåret 2021/2022, 2021–22.

Here parts of a year meet their years. A text that can be read in two ways ends the reading with a `Verdict`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from exceltools.period.dates import parts
from exceltools.period.parts import MONTHS, SHORT_YEARS, YEAR, YEARS, Part, Verdict
from exceltools.period.patterns import Maker, Table, full_year, numbers, of_point, part_of, rewritten, table
from exceltools.period.words import Token


def points(tokens: Sequence[Token], school_year: Part | None) -> list[Token]:
    """Replace everything that names a part of the calendar by points, with a year or still without.

    Raises:
        Verdict: "ambiguous" or "impossible".
    """
    made = rewritten(parts(tokens), _table(school_year))
    left = [token for token in made if token.kind == "number"]
    if len(left) == 1 == sum(token.kind == "number" for token in tokens):
        _refuse_short_year(left[0])
    return made


def _refuse_short_year(token: Token) -> None:
    """A lone 22 is a year, a day, a week or a number of something."""
    if len(token.text) == 2 and int(token.text) in SHORT_YEARS:
        raise Verdict("ambiguous", str(2000 + int(token.text)))


def _school_years(tokens: Sequence[Token]) -> list[Token]:
    """Läsåret 2021/2022, läsåret 21/22, läsåren 2021/2022 – 2022/2023."""
    part, pairs = part_of(tokens[0]), tokens[1:]
    made = []
    for at in range(0, len(pairs), 4):
        made += [_school_year(part, pairs[at], pairs[at + 2]), *pairs[at + 3 : at + 4]]
    return made


def _school_year_after(tokens: Sequence[Token]) -> list[Token]:
    """2021/2022 läsår."""
    return [_school_year(part_of(tokens[3]), tokens[0], tokens[2])]


def _school_year(part: Part, *numbers: Token) -> Token:
    first, second = (full_year(int(token.text)) for token in numbers)
    if first is None or second is None:
        raise Verdict("not-a-period")
    if second == first + 1:
        return of_point(part, first, two_digits=len(numbers[0].text) == 2)
    raise Verdict("ambiguous", f"{part.written(first)} – {part.written(second - 1)}" if second > first else "")


def _which_school_year(tokens: Sequence[Token]) -> None:
    """Läsåret 2021: the one that begins then, or the one that ends?"""
    part = next(part_of(token) for token in tokens if token.kind == "crossing")
    year = full_year(numbers(tokens)[0])
    if year:
        raise Verdict("ambiguous", f"{part.written(year)} eller {part.written(year - 1)}")


def _two_years(school_year: Part | None) -> Maker:
    """2021/2022: a school year, or two years?"""

    def refuse(tokens: Sequence[Token]) -> None:
        first, second = (full_year(number) for number in numbers(tokens))
        if first is None or second is None or first == second:
            return
        first, second = sorted((first, second))
        span = f"{first} – {second}"
        one = school_year.written(first) if school_year else ""
        raise Verdict("ambiguous", f"{one} eller {span}" if one and second == first + 1 else span)

    return refuse


def _part_of_two_years(tokens: Sequence[Token]) -> None:
    """Hösten 2021 – 2022: both autumns, or on to the end of 2022? Of a day it is clear."""
    part = part_of(tokens[0])
    first, second = (full_year(number) for number in numbers(tokens))
    if first is None or second is None or (part.grain == "day" and tokens[-2].kind != "slash"):
        return
    if first < second and tokens[-2].kind != "slash":
        both = f"{part.written(first)} och {part.written(second)}"
        raise Verdict("ambiguous", f"{part.written(first)} – {MONTHS[-1]} {second} eller {both}")
    raise Verdict("ambiguous")


def _with_year(tokens: Sequence[Token]) -> list[Token] | None:
    """Hösten 2021, HT21, vt-22, hösten (2021); but mars 31 is hardly a year, and vecka 21 22 may be two weeks."""
    part, number = part_of(tokens[0]), tokens[-1]
    year, short = full_year(int(number.text)), len(number.text) == 2
    if short and (part.grain == "week" or (part.grain == "month" and number.text in ("30", "31"))):
        raise Verdict("ambiguous")
    return [of_point(part, year, two_digits=short)] if year else None


def _under_heading(tokens: Sequence[Token]) -> list[Token] | None:
    """2021 mars, 2021: hösten, 2021-HT."""
    part, year = part_of(tokens[-1]), int(tokens[0].text)
    if part.grain == "day" and len(tokens) == 3 and tokens[1].kind == "hyphen":
        raise Verdict("ambiguous", part.written(year))  # 2021-03 mars
    return [of_point(part, year, heading=True)] if year in YEARS else None


def _part_or_range(tokens: Sequence[Token]) -> None:
    """Mars – 2021, 2021 – hösten: a range with half of it left out, or a hyphen gone astray?"""
    part = next(part_of(token) for token in tokens if token.kind == "part")
    year = numbers(tokens)[0]
    if year in YEARS:
        raise Verdict("ambiguous", part.written(year))


def _short_range(tokens: Sequence[Token]) -> list[Token] | None:
    """21–22, 2021–22."""
    first, second = (full_year(number) for number in numbers(tokens))
    if first is None or second is None:
        return None
    short = len(tokens[0].text) == 2
    return [of_point(YEAR, first, two_digits=short), tokens[1], of_point(YEAR, second)]


def _whole_year(tokens: Sequence[Token]) -> list[Token] | None:
    year = int(tokens[0].text)
    return [of_point(YEAR, year)] if year in YEARS else None


def _without_year(tokens: Sequence[Token]) -> list[Token]:
    return [of_point(part_of(tokens[0]))]


@lru_cache(maxsize=8)
def _table(school_year: Part | None) -> Table:
    return table(
        (r"c[24][-~/][24](?:[-~&,][24][-/][24])*", _school_years),
        (r"[24]/[24]c", _school_year_after),
        (r"c,?[24]|4c", _which_school_year),
        (r"[24]/[24]", _two_years(school_year)),
        (r"p[-/,]?4[-~/][24]|p[-~/]?2[-~/]2", _part_of_two_years),
        (r"p[-/,]?4|p[-~/]?2", _with_year),
        (r"p~4|4~p(?![-/,]?[24])", _part_or_range),
        (r"4[-/,]?p(?![-/,]?4(?!p)|[-/]?2)", _under_heading),
        (r"[24][-~tT]2", _short_range),
        (r"4", _whole_year),
        (r"[pc]", _without_year),
    )
