"""Everything that was found in; what is open and what is only on trial out, in order.

What counts is decided here alone: whoever adds up issues, adds up the open ones.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from exceltools.definition import Definition
from exceltools.issues import is_on_trial, order
from exceltools.model import Declaration, Issue, Source


@dataclass(frozen=True, slots=True)
class Sifted:
    """The issues of a run."""

    open: tuple[Issue, ...]
    trial: tuple[Issue, ...]  # of rules on trial


def sift(
    found: Sequence[Issue],
    sources: Sequence[Source],
    declarations: Mapping[str, Declaration],
    definition: Definition,
    out: Container[str],
) -> Sifted:
    """Sift the issues.

    Args:
        found: in any order; one that several rows of a merged cell raise at the same cell stands once afterwards.
        sources: what became of the files; why one was refused is said whatever anybody leaves out.
        declarations: every rule, by code.
        definition: which rules are on trial.
        out: codes that shall not speak.
    """
    refusals = {(source.path, source.reason) for source in sources if source.status == "refused"}
    kept = [item for item in _each_once(found) if item.code not in out or (item.source, item.code) in refusals]
    trial = {code for code, rule in declarations.items() if is_on_trial(rule, definition)}
    return Sifted(
        open=tuple(item for item in kept if item.code not in trial or (item.source, item.code) in refusals),
        trial=tuple(item for item in kept if item.code in trial and (item.source, item.code) not in refusals),
    )


def _each_once(found: Sequence[Issue]) -> list[Issue]:
    once: dict[tuple[object, ...], Issue] = {}
    for item in found:
        place = (item.source, item.sheet, item.cell or item.row, item.unit, item.column)
        once.setdefault((item.code, *place, item.message), item)
    return sorted(once.values(), key=order)
