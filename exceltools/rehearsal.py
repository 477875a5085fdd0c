"""A rule and plans in, what the rule would say of them out, whatever anybody has made of it so far."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from exceltools.definition import Definition
from exceltools.engine.registry import Registry
from exceltools.grouping import Group, grouped
from exceltools.issues import severity_of
from exceltools.merge import Progress, merge
from exceltools.model import Declaration, Issue, Result
from exceltools.selection import Selection, find
from exceltools.wording import EVERYBODY, counted, owner, severities, unit_name

_MOST = 10  # sentences that are shown


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What came of it."""

    rule: Declaration
    result: Result
    issues: tuple[Issue, ...]  # the rule's own
    trouble: tuple[Issue, ...]  # what says that it could not be asked everywhere


def rehearse(
    code: str, sources: Sequence[Path], definition: Definition, registry: Registry, *, progress: Progress | None = None
) -> Rehearsal:
    """Ask one rule about the plans.

    Args:
        code: the rule's code, former code or name.
        sources: as for a merge.
        definition: its parameters hold; whether the rule is off or on trial in it does not matter.
        registry: where the rule is.
        progress: as for a merge.

    Raises:
        UsageError: no such rule; the text names the nearest.
    """
    rule = find(code, registry.declarations())
    wishes = {**definition.severities, rule.code: severity_of(rule, definition)}
    asked = definition.model_copy(update={"severities": wishes})
    result = merge(sources, asked, registry, asked=Selection(select=(rule.code,)), progress=progress)
    own = tuple(issue for issue in result.issues if issue.code == rule.code)
    trouble = tuple(
        issue
        for issue in result.issues
        if issue.code != rule.code and issue.severity == "error" and rule.code in issue.message
    )
    return Rehearsal(rule, result, own, trouble)


def told(rehearsal: Rehearsal) -> str:
    """Say it for the terminal: how much in how many plans, where, and in which words."""
    return "\n".join(_lines(rehearsal))


def _lines(one: Rehearsal) -> Iterator[str]:
    plans = counted(len(one.result.plans), "plan", "planer")
    tried = f"{plans} är {'prövad' if len(one.result.plans) == 1 else 'prövade'}."
    yield f"{one.rule.code}  {one.rule.title}"
    if not one.issues:
        yield f"Regeln skulle inte säga något. {tried}"
    else:
        units = {owner(issue) for issue in one.issues} - {EVERYBODY}
        number = severities(len(one.issues), one.issues[0].severity)
        where = f" hos {counted(len(units), 'enhet', 'enheter')}" if units else ""
        yield f"Regeln skulle ge {number}{where}. {tried}"
        yield ""
        yield from _by_unit(one)
        yield ""
        yield from _sentences(grouped(one.issues))
    yield from (f"{said.message} {said.hint}".rstrip() for said in one.trouble)


def _by_unit(one: Rehearsal) -> Iterator[str]:
    counts: dict[str, int] = {}
    for issue in one.issues:
        name = unit_name(one.result.definition, owner(issue))
        counts[name] = counts.get(name, 0) + 1
    width = max(map(len, counts))
    for name, number in sorted(counts.items(), key=lambda pair: -pair[1]):
        yield f"  {name.ljust(width)}  {number}"


def _sentences(groups: Sequence[Group]) -> Iterator[str]:
    for group in groups[:_MOST]:
        where = " ".join(filter(None, [group.first.source, group.places()]))
        yield f"{where}{': ' if where else ''}{group.first.message}"
    if len(groups) > _MOST:
        yield f"… och {counted(len(groups) - _MOST, 'mening', 'meningar')} till."
