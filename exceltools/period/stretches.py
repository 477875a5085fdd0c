"""Tokens and points in, stretches of time out: "fr.o.m. HT 2021", "1/9 2021 – 30/6 2022", "löpande".

A stretch is a range, a single point, a beginning, an end, or löpande; a text names one or several.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from exceltools.period.parts import Point, Verdict
from exceltools.period.patterns import sign
from exceltools.period.words import Token

DAY = dt.timedelta(days=1)

Form = Literal["single", "span", "from", "until", "open"]


@dataclass(slots=True)
class Stretch:
    """A stretch of time as the text names it."""

    form: Form
    first: Point | None = None
    last: Point | None = None  # of a single the same as the first
    after: bool = False  # "efter sommaren": begins when the first point is over
    before: bool = False  # "före sommaren": ends before the last point begins
    doubtful: bool = False  # "till sommaren": before it, or with it?

    @property
    def points(self) -> list[Point]:
        """The points in the order of the text, each once."""
        return [point for point in (self.first, None if self.form == "single" else self.last) if point]

    @property
    def start(self) -> dt.date | None:
        """First day, where the text tells."""
        if self.first is None:
            return None
        return self.first.days[1] + DAY if self.after else self.first.days[0]

    @property
    def end(self) -> dt.date | None:
        """Last day, where the text tells."""
        if self.last is None:
            return None
        return self.last.days[0] - DAY if self.before else self.last.days[1]

    @property
    def written(self) -> str:
        """The stretch in words that are read as the same again."""
        first = self.first.written if self.first else ""
        last = self.last.written if self.last else ""
        match self.form:
            case "from":
                return f"efter {first}" if self.after else f"fr.o.m. {first}"
            case "until":
                return f"före {last}" if self.before else f"t.o.m. {last}"
            case "span":
                return f"{first} – före {last}" if self.before else f"{self._first_beside_last or first} – {last}"
        return first or "löpande"

    @property
    def _first_beside_last(self) -> str:
        """Name the first point without its year where the last one says the same: mars – juni 2021."""
        if self.first is None or self.last is None or self.first.part.crosses or not self.last.part.name:
            return ""
        return self.first.part.name if self.first.year == self.last.year else ""


# --- from tokens to stretches ----------------------------------------------------------------------------------

_ONE = re.compile(  # in the letters of `sign`
    r"(?:(?P<lead>(?:[GRW],?)+)?"
    r"(?:B(?P<between>P[&~-])P|[fSa]+P(?P<to>[,&]?[-~tTuhbD]+)P|(?P<begin>[fSa]+)P|(?P<end>[tTuhbD]+)P"
    r"|P(?P<range>[-~tTh][tuhbD]*)P|(?P<single>P))"
    r"(?P<onward>[-~,&tT]?W|[-~&][GR]|,?S|[-~]$)?(?P<done>,?D)?(?P<ongoing>(?:,?[GR])+)?"
    r"|(?P<open>[GRW](?:[,&]?[GRW])*))(?P<joint>[-~,&/|]*)"
)
_SPARE_COMMA = re.compile(r"^,+|,+$|,+(?=[-~,&|/])|(?<=[-~&|/]),+")


def stretches(tokens: Sequence[Token]) -> tuple[list[Stretch], str]:
    """Read tokens whose calendar parts are points already.

    Returns:
        The stretches, and the signs that join them: "," "&" "/" "|", " " where nothing stands between two.
    """
    tokens = _without_spare_commas(tokens)
    bullet = bool(tokens) and tokens[0].kind in ("dash", "hyphen")
    tokens = tokens[bullet:]
    found = list(_read(tokens))
    if bullet and len(found) == 1 and found[0][0].form == "single":
        name = found[0][0].written
        raise Verdict("ambiguous", f"{name} eller t.o.m. {name}")
    return [stretch for stretch, _ in found], "".join(joint or " " for _, joint in found[:-1])


def _without_spare_commas(tokens: Sequence[Token]) -> list[Token]:
    """Leave out commas at the ends, and beside what joins: "2021,", "våren, samt hösten"."""
    spare = {place for match in _SPARE_COMMA.finditer("".join(map(sign, tokens))) for place in range(*match.span())}
    return [token for place, token in enumerate(tokens) if place not in spare]


def _read(tokens: Sequence[Token]) -> Iterator[tuple[Stretch, str]]:
    """Give each stretch with the signs after it."""
    shape = "".join(map(sign, tokens))
    at = 0
    while at < len(shape) or not shape:
        match = _ONE.match(shape, at)
        if match is None:
            raise Verdict("not-a-period")
        points = [cast("Point", token.value) for token in tokens[at : match.end()] if token.kind == "point"]
        yield _stretch(match, points, in_list=at > 0), match["joint"]
        at = match.end()
        if match["joint"] and at == len(shape):
            raise Verdict("not-a-period")  # something is to follow


def _stretch(match: re.Match[str], points: list[Point], *, in_list: bool) -> Stretch:
    if match["open"]:
        return Stretch("open")
    first, last = points[0], points[-1]
    if match["single"]:
        stretch = Stretch("single", first, first)
    elif match["begin"]:
        stretch = Stretch("from", first, after="a" in match["begin"])
    elif match["end"]:
        stretch = Stretch("until", None, last, before="b" in match["end"], doubtful=match["end"][-1] in "Th")
    else:
        joint = match["to"] or match["range"] or match["between"]
        stretch = Stretch("span", first, last, before="b" in joint, doubtful=_doubtful(joint, first, last))
        stretch.after = bool(match["to"]) and "a" in match[0].partition("P")[0]
    if "W" in (match["lead"] or "") and stretch.form in ("single", "span"):
        raise Verdict("ambiguous", f"fr.o.m. {first.written}")  # "tills vidare 2021"
    return _with_trail(stretch, match, in_list=in_list)


def _doubtful(joint: str, first: Point, last: Point) -> bool:
    """Tell whether the end may lie before the last point: "från mars till sommaren"."""
    return joint[-1] == "h" or (joint[-1] == "T" and last.part.grain == "term" and first.part.grain != "term")


def _with_trail(stretch: Stretch, match: re.Match[str], *, in_list: bool) -> Stretch:
    """Take in what stands after a stretch: "och framåt", "– tills vidare", ", löpande", "(start)", "klart".

    After a list, as after a range, "löpande" says how and not for how long: "2021 och 2022, löpande".
    """
    if match["onward"] and (stretch.last is None or stretch.form == "single"):
        stretch = Stretch("from", stretch.first, after=stretch.after)
    elif match["onward"] and stretch.form == "span" and "W" in match["onward"]:
        stretch = Stretch("from", stretch.first)
    elif match["onward"]:
        raise Verdict("ambiguous")
    if match["done"]:
        if stretch.form != "single":
            raise Verdict("ambiguous")
        stretch = Stretch("until", None, stretch.first)
    dated = stretch.first is not None and stretch.first.year is not None  # "maj varje år" is no date
    if match["ongoing"] and stretch.form == "single" and dated and not match["lead"] and not in_list:
        name = stretch.written
        raise Verdict("ambiguous", f"{name} eller fr.o.m. {name}")  # "september 2021, löpande"
    return stretch
