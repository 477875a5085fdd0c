"""What reading and intake made of a file in, a delivery out; and who has delivered nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from exceltools import catalogue as say
from exceltools.definition import Definition
from exceltools.intake import Taken
from exceltools.issues import core_issue
from exceltools.model import Issue, Plan, Source
from exceltools.reading.candidates import Reason
from exceltools.reading.outcomes import Outcome


@dataclass(frozen=True, slots=True)
class Delivery:
    """One file with what became of it so far."""

    source: Source
    plan: Plan | None
    issues: tuple[Issue, ...] = ()


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


def missing(plans: Sequence[Plan], definition: Definition) -> list[Issue]:
    """Say which units have returned nothing."""
    here = {plan.unit.id for plan in plans if plan.unit}
    return [
        core_issue(say.MISSING_RETURN, definition, {"unit": unit.name}, unit=unit.id)
        for unit in definition.units
        if unit.id not in here
    ]
