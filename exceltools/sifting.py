"""Everything that was found in; what is open, what somebody has accepted and what is on trial out, in order.

What counts is decided here alone: whoever adds up issues, adds up the open ones.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from exceltools.definition import Definition
from exceltools.issues import is_on_trial, order
from exceltools.model import Accepted, Declaration, Issue, Source
from exceltools.waivers.matching import match
from exceltools.waivers.reading import Row


@dataclass(frozen=True, slots=True)
class Sifted:
    """The issues of a run."""

    open: tuple[Issue, ...]
    accepted: tuple[Accepted, ...]
    trial: tuple[Issue, ...]  # of rules on trial


@dataclass(frozen=True, slots=True)
class Wishes:
    """What people have decided about rules and issues."""

    out: frozenset[str] = frozenset()  # codes that shall not speak
    waivers: Sequence[Row] = ()
    today: dt.date = dt.date.max  # by which waivers expire


def sift(
    found: Sequence[Issue],
    sources: Sequence[Source],
    declarations: Mapping[str, Declaration],
    definition: Definition,
    wishes: Wishes,
) -> Sifted:
    """Sift the issues.

    Args:
        found: in any order; one that several rows of a merged cell raise at the same cell stands once afterwards.
        sources: what became of the files; why one was refused is said whatever anybody leaves out.
        declarations: every rule, by code.
        definition: which rules are on trial.
        wishes: what is left out, and what is accepted.
    """
    refusals = {(source.path, source.reason) for source in sources if source.status == "refused"}
    kept = [item for item in _each_once(found) if item.code not in wishes.out or (item.source, item.code) in refusals]
    trial = {code for code, rule in declarations.items() if is_on_trial(rule, definition)}
    tried = [item for item in kept if item.code in trial and (item.source, item.code) not in refusals]
    counted = [item for item in kept if item.code not in trial or (item.source, item.code) in refusals]
    matched = match(counted, wishes.waivers, wishes.today, definition)
    return Sifted(
        open=tuple(sorted([*matched.open, *matched.remarks], key=order)),
        accepted=matched.accepted,
        trial=tuple(tried),
    )


def _each_once(found: Sequence[Issue]) -> list[Issue]:
    once: dict[tuple[object, ...], Issue] = {}
    for item in found:
        place = (item.source, item.sheet, item.cell or item.row, item.unit, item.column)
        once.setdefault((item.code, *place, item.message), item)
    return sorted(once.values(), key=order)
