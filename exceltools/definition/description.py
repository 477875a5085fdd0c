"""A checked definition in, a page of plain Swedish about it out: what a coordinator reads through before sending."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterable, Iterator, Sequence

from exceltools.definition import Column, Definition, Span, Term, Unit, Utgangspunkt

_WIDTH = 100
_HARD_SPACE = "\u00a0"  # textwrap does not break at it
_MONTHS = (
    "januari februari mars april maj juni juli augusti september oktober november december".split()  # noqa: SIM905
)
_COLUMN_KINDS = {
    "utgangspunkt": "väljs i en lista över utgångspunkter",
    "omrade": "väljs i en lista över områden",
    "text": "fri text",
    "period": "tid",
    "follow_up": "koder för uppföljning",
}
_UNIT_KINDS = {"district": "Stadsdelar", "committee": "Facknämnder"}
_SEVERITIES = {"error": "fel", "warning": "varning", "info": "noterat", "trial": "på prov", "off": "avstängd"}


def describe(definition: Definition) -> str:
    """Describe a definition.

    Returns:
        Lines of at most 100 characters where words allow it, LF between them, only characters of cp1252; what is
        written in other characters is shown with question marks.
    """
    sections = (
        _head(definition),
        _columns(definition.columns),
        _points(definition.utgangspunkter),
        _follow_up(definition),
        _terms(definition.terms),
        _units(definition.units),
        _rules(definition),
    )
    text = "\n\n".join("\n".join(lines) for section in sections if (lines := list(section)))
    return text.encode("cp1252", errors="replace").decode("cp1252")


def _head(definition: Definition) -> Iterator[str]:
    yield from _wrapped(definition.title)
    yield f"{definition.organisation} · {definition.id}, version {definition.version}"
    yield ""
    yield f"Strategin gäller {_span(definition.strategy)}."
    yield f"Planen gäller {_span(definition.plan)}."
    yield from _wrapped(f"Den lämnas till {definition.delivery.to}, {definition.delivery.by}.")


def _columns(columns: Iterable[Column]) -> Iterator[str]:
    columns = tuple(columns)
    yield f"Kolumner ({len(columns)})"
    for column in columns:
        duty = "ska fyllas i" if column.required else "får vara tom"
        yield f"  {column.header} – {_COLUMN_KINDS[column.kind]}, {duty}"
        yield from _wrapped(column.question, indent=6)
        yield from _also(column.aliases, indent=6)


def _points(points: Iterable[Utgangspunkt]) -> Iterator[str]:
    points = tuple(points)
    yield f"Utgångspunkter ({len(points)}) och områden ({sum(len(point.omraden) for point in points)})"
    for point in points:
        yield f"  {point.name}"
        yield from _wrapped(point.explanation, indent=6)
        yield from _also(point.aliases, indent=6)
        for area in point.omraden:
            yield f"    – {area.name}"
            yield from _wrapped(area.explanation, indent=6)
            yield from _also(area.aliases, indent=6)


def _follow_up(definition: Definition) -> Iterator[str]:
    yield f"Uppföljning ({len(definition.follow_up)})"
    for code in definition.follow_up:
        yield f"  {code.code} – {code.name}, per {_month_day(code.date)}"
        yield from _also([alias for alias in code.aliases if alias != code.name], indent=6)


def _terms(terms: Iterable[Term]) -> Iterator[str]:
    terms = tuple(terms)
    if terms:
        yield f"Ord för delar av året ({len(terms)})"
    for term in terms:
        following = " året därpå" if term.end < term.start else ""
        yield f"  {term.names[0]} – {_month_day(term.start)} till {_month_day(term.end)}{following}"
        yield from _also(term.names[1:], indent=6)


def _units(units: Iterable[Unit]) -> Iterator[str]:
    units = tuple(units)
    yield f"Enheter som lämnar en plan ({len(units)}), med id inom parentes"
    for kind, heading in _UNIT_KINDS.items():
        of_kind = [unit for unit in units if unit.kind == kind]
        if of_kind:
            yield f"  {heading} ({len(of_kind)})"
        for unit in of_kind:
            yield f"    {unit.name} ({unit.id})"
            yield from _also(unit.aliases, indent=6)
            if unit.not_asked:
                yield from _wrapped(f"efterfrågas inte: {', '.join(unit.not_asked)}", indent=6)


def _rules(definition: Definition) -> Iterator[str]:
    if definition.severities or definition.parameters:
        yield "Regler som är inställda här"
    for code, severity in definition.severities.items():
        yield f"  {code} – {_SEVERITIES[severity]}"
    for code, parameters in definition.parameters.items():
        for name, value in parameters.items():
            yield f"  {code} – {name} = {value}"


def _also(names: Sequence[str], *, indent: int) -> Iterator[str]:
    """Give other names, broken after a dot and never inside a name."""
    if names:
        whole = [name.replace(" ", _HARD_SPACE) for name in names]
        text = f"även: {f'{_HARD_SPACE}· '.join(whole)}"
        yield from (line.replace(_HARD_SPACE, " ") for line in _wrapped(text, indent=indent))


def _wrapped(text: str, *, indent: int = 0) -> Iterator[str]:
    margin = " " * indent
    for paragraph in text.splitlines():
        yield from textwrap.wrap(
            paragraph,
            _WIDTH,
            initial_indent=margin,
            subsequent_indent=margin,
            break_long_words=False,
            break_on_hyphens=False,
        )


def _span(span: Span) -> str:
    return f"{_date(span.start)} – {_date(span.end)}"


def _date(day: dt.date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _month_day(text: str) -> str:
    month, day = text.split("-")
    return f"{int(day)} {_MONTHS[int(month) - 1]}"
