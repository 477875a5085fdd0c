"""A definition and the loaded rules in, the time plans that the template itself can tell are faulty out.

Time plans are too rich for formulas. What people write most often is tried out on the merge's own rules instead, and
what those object to is kept as text to look up: the template says nothing of a time plan that the merge would not say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product
from types import MappingProxyType

from exceltools.activities import Builder
from exceltools.definition import Definition, Severity
from exceltools.engine import validate
from exceltools.engine.registry import Registry
from exceltools.model import Cell, Plan
from exceltools.period.parts import MONTHS

_COLUMN = "tidsplan"
_NEAR, _FAR = (3, 5), (12, 20)  # years before and after the strategy that somebody may mean, or write by mistake
_MOST_TEXTS = 2_000  # a cell holds 32 767 characters; the longest strategies do without the rarest texts
_LEADING = ("", "under", "från", "fr.o.m.", "t.o.m.", "senast")  # before a year
_VAGUE = ("vid behov", "efter behov", "enligt plan", "enligt planen", "snarast", "senare", "nästa år", "i år")


@dataclass(frozen=True, slots=True)
class TimeFault:
    """A rule about time plans, and the texts that break it, in capitals and with a bare hyphen between two times."""

    code: str
    severity: Severity
    sentence: str
    texts: tuple[str, ...]


def time_faults(definition: Definition, registry: Registry) -> tuple[TimeFault, ...]:
    """Give every rule about time plans alone that gives errors or warnings, with the texts that it objects to."""
    texts = tuple(islice(dict.fromkeys(_usual_texts(definition)), _MOST_TEXTS))
    spelt = [(text, spelling) for text in texts for spelling in {text, text.replace("-", " – ")}]
    asked = _about_times(registry)
    issues = validate.run(asked, [_plan([spelling for _, spelling in spelt], definition)], definition).issues
    faults = []
    for rule in asked.rules:
        said: dict[int, Severity] = {
            issue.row: issue.severity for issue in issues if issue.code == rule.code and issue.row
        }
        fine = {text for row, (text, _) in enumerate(spelt, 1) if row not in said}
        faulty = tuple(text.upper() for text in texts if text not in fine)
        severity: Severity = next(iter(said.values()), "info")
        if faulty and severity != "info":
            faults.append(TimeFault(rule.code, severity, f"{rule.title}.", faulty))
    return tuple(faults)


def _about_times(registry: Registry) -> Registry:
    """Give the rules that look at a row's time plan and at nothing else."""
    return Registry(
        tuple(
            replace(plugin, rules=tuple(r for r in plugin.rules if (r.scope, r.columns) == ("row", (_COLUMN,))))
            for plugin in registry.plugins
        )
    )


def _plan(texts: Sequence[str], definition: Definition) -> Plan:
    build = Builder(definition).activity
    return Plan(
        unit=None,
        source="",
        sheet="",
        header_row=0,
        columns=MappingProxyType({_COLUMN: "F0"}),
        activities=tuple(
            build(unit=None, source="", sheet="", row=row, cells={_COLUMN: Cell(_COLUMN, text, text, f"F{row}")})
            for row, text in enumerate(texts, 1)
        ),
    )


def _usual_texts(definition: Definition) -> Iterator[str]:
    """Give years, spans of years, and parts of years with and without a year, in and around the strategy's time."""
    strategy = definition.strategy
    own, near, far = (
        range(strategy.start.year - before, strategy.end.year + after + 1) for before, after in ((0, 0), _NEAR, _FAR)
    )
    parts = [*MONTHS, *(name for term in definition.terms for name in term.names)]
    crossing = [name for term in definition.terms if term.end < term.start for name in term.names]
    yield from (*_VAGUE, *parts)
    yield from (f"{word} {year}".strip() for word in _LEADING for year in far)
    yield from (f"{part} {year}" for part in parts for year in near)
    yield from (f"{first}-{last}" for first, last in (*product(near, repeat=2), *product(own, far)))
    for year in near:
        yield from (f"{year}/{year + 1}", f"{year}/{(year + 1) % 100:02}")
        yield from (f"{name} {year}/{year + 1}" for name in crossing)
