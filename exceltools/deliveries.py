"""Everything that was read in, what counts out: one plan a unit, and who is missing.

Of several plans from one unit the one that a person has chosen counts; otherwise one with activities before an empty
one, then the one saved last by the file's own properties, and the last by name where two were saved at the same moment
or do not tell. The others are shown as superseded.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from types import MappingProxyType

from exceltools import catalogue as say
from exceltools.catalogue import CoreRule
from exceltools.definition import Definition
from exceltools.errors import UsageError
from exceltools.intake import Taken
from exceltools.issues import core_issue
from exceltools.model import Activity, Issue, Plan, Source
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


def decide(
    deliveries: Iterable[Delivery], definition: Definition, chosen: Mapping[str, str] = MappingProxyType({})
) -> Decided:
    """Choose the plan that counts for each unit.

    Args:
        deliveries: every file that was looked at.
        definition: gives the order of the units.
        chosen: unit ids by the paths of the files that a person has chosen.

    Returns:
        Plans in the definition's order of units, those of unknown units last; sources sorted by path. The issues of
        files that do not count are left out: nobody has to mend what is not used.

    Raises:
        UsageError: a chosen file holds no plan.
    """
    once = list(_each_file_once(deliveries, definition, chosen))
    best = _best(once, chosen)
    final = [_settled(delivery, best, definition, chosen) for delivery in once]
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


def _each_file_once(
    deliveries: Iterable[Delivery], definition: Definition, chosen: Mapping[str, str]
) -> Iterator[Delivery]:
    seen: dict[str, Delivery] = {}
    for delivery in sorted(deliveries, key=lambda each: (each.source.path not in chosen, each.source.path)):
        source = delivery.source
        if source.path in chosen and delivery.plan is None:
            said = delivery.issues[0].message if delivery.issues else ""
            raise UsageError(
                f"{source.path} är vald för {_unit_name(definition, chosen[source.path])}. {said}".rstrip()
            )
        twin = seen.setdefault(source.sha256, delivery) if source.sha256 else delivery
        if twin is delivery or source.status != "read":
            yield delivery
        else:
            words = {"file": _name(source), "other": twin.source.path}
            found = core_issue(say.SAME_FILE_TWICE, definition, words, source=source.path, unit=source.unit)
            yield _without_plan(delivery, found)


def _best(deliveries: Iterable[Delivery], chosen: Mapping[str, str]) -> dict[str, Delivery]:
    """Find the delivery that counts for each unit."""
    best: dict[str, Delivery] = {}
    for delivery in deliveries:
        if delivery.plan and delivery.plan.unit:
            unit = delivery.plan.unit.id
            rival = best.setdefault(unit, delivery)
            best[unit] = max(rival, delivery, key=lambda each: _rank(each, chosen))
    return best


def _rank(delivery: Delivery, chosen: Mapping[str, str]) -> tuple[bool, bool, dt.datetime, str]:
    source = delivery.source
    filled = bool(delivery.plan and delivery.plan.activities)
    return source.path in chosen, filled, source.modified or _LONG_AGO, source.path


def _settled(
    delivery: Delivery, best: Mapping[str, Delivery], definition: Definition, chosen: Mapping[str, str]
) -> Delivery:
    """Give the delivery as it is where it counts, otherwise without its plan."""
    plan = delivery.plan
    if plan is None or plan.unit is None:
        return delivery
    counts = best[plan.unit.id]
    place = {"source": plan.source, "sheet": plan.sheet, "unit": plan.unit.id}
    words = {"unit": plan.unit.name, "unit_id": plan.unit.id, "file": _name(delivery.source)}
    if counts is not delivery:
        words["other"] = _name(counts.source) if _name(counts.source) != words["file"] else counts.source.path
        rule = _why_not(delivery, counts)
        reason = _why(counts, delivery, chosen)
        return _without_plan(delivery, core_issue(rule, definition, {**words, "reason": reason}, **place))
    if delivery.source.path in chosen:
        return replace(delivery, issues=(*delivery.issues, core_issue(say.CHOSEN, definition, words, **place)))
    return delivery


def _why_not(delivery: Delivery, counts: Delivery) -> CoreRule:
    """Tell which rule a plan falls by that does not count."""
    mine, theirs = (each.plan.activities if each.plan else () for each in (delivery, counts))
    if not mine and theirs:
        return say.UNFILLED
    return say.SAME_PLAN_TWICE if mine and _contents(mine) == _contents(theirs) else say.SUPERSEDED


def _contents(activities: Sequence[Activity]) -> list[tuple[dict[str, str], dict[str, str]]]:
    return [
        (
            {name: cell.text for name, cell in activity.cells.items()},
            {name: cell.text for name, cell in activity.extra.items()},
        )
        for activity in activities
    ]


def _why(counts: Delivery, other: Delivery, chosen: Mapping[str, str]) -> str:
    if counts.source.path in chosen:
        return "är vald med --choose"
    if _rank(counts, chosen)[2] > _rank(other, chosen)[2]:
        return "sparades senast"
    return "kommer sist i namnordning (filerna säger inte vilken som är nyast)"


def _without_plan(delivery: Delivery, found: Issue) -> Delivery:
    return Delivery(replace(delivery.source, status="superseded", reason=found.code, activities=0), None, (found,))


def _unit_name(definition: Definition, unit: str) -> str:
    return definition.unit(unit).name


def _name(source: Source) -> str:
    return PurePosixPath(source.path).name
