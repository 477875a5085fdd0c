"""Tokens and a table in, tokens out: the small machine that the grammar's tables run on.

A pattern is a regular expression that speaks of tokens by one letter each: `[12]/[12]` is a number of one or two
digits, a slash and another such number. From left to right, the first pattern that fits and whose maker does not
decline (returns None) replaces its tokens by what the maker makes of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import cast

from exceltools.period.parts import SHORT_YEARS, YEARS, Part, Point
from exceltools.period.words import Token

# How patterns call tokens; numbers are called by their count of digits, 1 2 4 6 8, and 9 for all others.
SIGNS = {
    "month": "m",
    "part": "p",
    "crossing": "c",  # a part that runs into the next year: läsåret
    "series": "s",  # wants a number: kvartal, vecka, T
    "ordinal": "o",
    "point": "P",
    "whole": "w",  # hela, before a year
    "from": "f",
    "start": "S",
    "until": "u",
    "done": "D",
    "before": "b",
    "after": "a",
    "to": "t",
    "till": "T",
    "short-of": "h",
    "between": "B",
    "ongoing": "G",
    "recurring": "R",
    "onward": "W",
    "hyphen": "-",  # a dash without spaces around it
    "dash": "~",
    "slash": "/",
    "dot": ".",  # between two digits
    "comma": ",",
    "and": "&",
    "or": "|",
}
_COUNTED = {1: "1", 2: "2", 4: "4", 6: "6", 8: "8"}

Maker = Callable[[Sequence[Token]], "list[Token] | None"]
Table = Sequence[tuple[re.Pattern[str], Maker]]


def table(*rows: tuple[str, Maker]) -> Table:
    """Make a table of patterns and what makes tokens of them; the order counts."""
    return [(re.compile(pattern), make) for pattern, make in rows]


def sign(token: Token) -> str:
    """Give the letter by which patterns call a token."""
    return _COUNTED.get(len(token.text), "9") if token.kind == "number" else SIGNS[token.kind]


def rewritten(tokens: Sequence[Token], table: Table) -> list[Token]:
    """Replace what the table's patterns find, from left to right; what no pattern finds stays."""
    shape = "".join(map(sign, tokens))
    made: list[Token] = []
    at = 0
    while at < len(tokens):
        found, length = _first_made(tokens, shape, at, table)
        made += found
        at += length
    return made


def _first_made(tokens: Sequence[Token], shape: str, at: int, table: Table) -> tuple[Sequence[Token], int]:
    for pattern, make in table:
        match = pattern.match(shape, at)
        made = make(tokens[at : match.end()]) if match else None
        if match and made is not None:
            return made, match.end() - at
    return tokens[at : at + 1], 1


def numbers(tokens: Iterable[Token]) -> list[int]:
    """Give the values of the numbers among the tokens."""
    return [int(token.text) for token in tokens if token.kind == "number"]


def full_year(number: int) -> int | None:
    """Give the year that four digits or two stand for; None where they are no year."""
    if number in YEARS:
        return number
    return 2000 + number if number in SHORT_YEARS else None


def of_part(part: Part) -> Token:
    """Wrap a part in a token."""
    return Token("crossing" if part.crosses else "part", part.name, part)


def of_point(part: Part, year: int | None = None, *, two_digits: bool = False, heading: bool = False) -> Token:
    """Wrap a part and its year in a token."""
    return Token("point", value=Point(part, year, two_digits=two_digits, heading=heading))


def part_of(token: Token) -> Part:
    """Give the part that a token wraps."""
    return cast("Part", token.value)
