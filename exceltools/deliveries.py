"""Everything that was read in, what counts out: one plan a unit, and who is missing.

Of several plans from one unit the one saved last counts: by the file's own properties, and by name where two were
saved at the same moment or do not tell. The others are shown as superseded.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from exceltools import catalogue as say
from exceltools.definition import Definition
from exceltools.intake import Taken
from exceltools.issues import core_issue
from exceltools.model import Issue, Plan, Source
from exceltools.reading.candidates import Reason
from exceltools.reading.outcomes import Outcome

_LONG_AGO = dt.datetime.min.replace(tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One file with what became of it so far."""

    source: Source
    plan: Plan | None
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """Which plans count, what became of every file, and what is said about it."""

    plans: tuple[Plan, ...]
    sources: tuple[Source, ...]
    issues: tuple[Issue, ...]


def delivery(outcome: Outcome, taken: Taken | None, definition: Definition) -> Delivery:
    """Bring together what reading and intake made of a file.

    Args:
        outcome: what reading gave.
        taken: what the intake made of the workbook; None where there was no workbook to take.
        definition: may set other severities.
    """
    path = outcome.candidate.path
    if taken is None:
        reason = outcome.reason or Reason(say.NOT_A_RETURN, {"what": "Filen"})
        source = Source(
            path=path, sha256=outcome.sha256, bytes=outcome.bytes, status=outcome.status, reason=reason.rule.code
        )
        return Delivery(source, None, tuple(remark(said, path, definition) for said in (reason, *outcome.remarks)))
    plan = taken.plan
    source = Source(
        path=path,
        sha256=outcome.sha256,
        bytes=outcome.bytes,
        status="refused" if plan is None else "read",
        reason=taken.refusal.code if taken.refusal else None,
        unit=plan.unit.id if plan and plan.unit else None,
        sheet=plan.sheet if plan else None,
        template_version=plan.template_version if plan else None,
        activities=len(plan.activities) if plan else 0,
        modified=outcome.workbook.modified if outcome.workbook else None,
    )
    remarks = (remark(reason, path, definition, source.unit) for reason in outcome.remarks)
    return Delivery(source, plan, (*taken.issues, *remarks))


def remark(reason: Reason, path: str, definition: Definition, unit: str | None = None) -> Issue:
    """Make an issue of what reading says of a file."""
    words = {"file": PurePosixPath(path).name, **reason.words}
    return core_issue(reason.rule, definition, words, source=path, unit=unit)


def decide(deliveries: Iterable[Delivery], definition: Definition) -> Decided:
    """Choose the plan that counts for each unit.

    Returns:
        Plans in the definition's order of units, those of unknown units last; sources sorted by path. The issues of
        files that do not count are left out: nobody has to mend what is not used.
    """
    once = list(_each_file_once(deliveries, definition))
    final = [_superseded(delivery, once, definition) for delivery in once]
    order = {unit.id: number for number, unit in enumerate(definition.units)}
    plans = [delivery.plan for delivery in final if delivery.plan]
    plans.sort(key=lambda plan: (order.get(plan.unit.id, -1) if plan.unit else len(order), plan.source))
    return Decided(
        tuple(plans),
        tuple(sorted((delivery.source for delivery in final), key=lambda source: source.path)),
        tuple(found for delivery in final for found in delivery.issues),
    )


def missing(plans: Sequence[Plan], definition: Definition) -> list[Issue]:
    """Say which units have returned nothing."""
    here = {plan.unit.id for plan in plans if plan.unit}
    return [
        core_issue(say.MISSING_RETURN, definition, {"unit": unit.name}, unit=unit.id)
        for unit in definition.units
        if unit.id not in here
    ]


def _each_file_once(deliveries: Iterable[Delivery], definition: Definition) -> Iterable[Delivery]:
    seen: dict[str, Delivery] = {}
    for delivery in sorted(deliveries, key=lambda delivery: delivery.source.path):
        source = delivery.source
        twin = seen.setdefault(source.sha256, delivery) if source.sha256 else delivery
        if twin is delivery or source.status != "read":
            yield delivery
        else:
            words = {"file": _name(source), "other": twin.source.path}
            found = core_issue(say.SAME_FILE_TWICE, definition, words, source=source.path, unit=source.unit)
            yield _without_plan(delivery, say.SAME_FILE_TWICE.code, found)


def _superseded(delivery: Delivery, others: Sequence[Delivery], definition: Definition) -> Delivery:
    """Give the delivery as it is where it counts, otherwise without its plan."""
    plan = delivery.plan
    if plan is None or plan.unit is None:
        return delivery
    rivals = [other for other in others if other.plan and other.plan.unit and other.plan.unit.id == plan.unit.id]
    chosen = max(rivals, key=_saved)
    if chosen is delivery:
        return delivery
    later = _saved(chosen)[0] > _saved(delivery)[0]
    words = {
        "unit": plan.unit.name,
        "file": _name(delivery.source),
        "other": _name(chosen.source),
        "reason": "sparades senast" if later else "kommer sist i namnordning (filerna säger inte vilken som är nyast)",
    }
    found = core_issue(say.SUPERSEDED, definition, words, source=plan.source, sheet=plan.sheet, unit=plan.unit.id)
    return _without_plan(delivery, say.SUPERSEDED.code, found)


def _without_plan(delivery: Delivery, reason: str, found: Issue) -> Delivery:
    return Delivery(replace(delivery.source, status="superseded", reason=reason, activities=0), None, (found,))


def _saved(delivery: Delivery) -> tuple[dt.datetime, str]:
    return delivery.source.modified or _LONG_AGO, delivery.source.path


def _name(source: Source) -> str:
    return PurePosixPath(source.path).name
