"""Sources in, a `Result` out: the whole story of a merge, one line a stage."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from exceltools import coverage, deliveries, schemas, validate
from exceltools.definition import Definition
from exceltools.deliveries import Delivery
from exceltools.intake import Intake
from exceltools.issues import core_issue, order
from exceltools.model import Issue, Result, Source
from exceltools.preflight import Limits
from exceltools.reading import Outcome, read_all
from exceltools.registry import Registry
from exceltools.sources import Candidate, find, is_collection

Progress = Callable[[int, int], None]


def merge(  # noqa: PLR0913
    sources: Sequence[Path],
    definition: Definition,
    registry: Registry,
    *,
    jobs: int | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Result:
    """Read what came back, check it, and gather what was found.

    Args:
        sources: workbooks, folders and .zip files, as given on the command line.
        definition: what the city asks.
        registry: the rules that are to run.
        jobs: number of workbooks that are read at the same time; None chooses.
        limits: what a workbook may cost; None for the documented defaults.
        progress: called with (files read, files in all).
    """
    candidates = find(sources)
    taken = list(_take(candidates, definition, jobs, limits or Limits(), progress))
    decided = deliveries.decide(taken, definition)
    found = [*registry.issues(definition), *decided.issues]
    if any(is_collection(source) for source in sources):
        found += deliveries.missing(decided.plans, definition)
    found += schemas.check(decided.plans, definition)
    checked = validate.run(registry, decided.plans, definition, found)
    return Result(
        definition=definition,
        plugins=checked.runs,
        sources=decided.sources,
        plans=decided.plans,
        issues=_settled([*found, *checked.issues]),
        coverage=coverage.count(decided.plans, definition),
        declarations=registry.declarations(),
    )


def _take(
    candidates: Sequence[Candidate], definition: Definition, jobs: int | None, limits: Limits, progress: Progress | None
) -> Iterator[Delivery]:
    intake = Intake(definition)
    for number, outcome in enumerate(read_all(candidates, limits, jobs), start=1):
        yield _delivery(outcome, intake, definition)
        if progress:
            progress(number, len(candidates))


def _delivery(outcome: Outcome, intake: Intake, definition: Definition) -> Delivery:
    """Turn what reading gave into a source with its plan, or with the reason why there is none."""
    path = outcome.candidate.path
    if outcome.workbook is None:
        found = core_issue(outcome.refusal, definition, outcome.words, source=path)
        source = Source(
            path=path, sha256=outcome.sha256, bytes=outcome.bytes, status=outcome.status, reason=outcome.refusal.code
        )
        return Delivery(source, None, (found,))
    taken = intake.take(outcome.workbook, path)
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
        modified=outcome.workbook.modified,
    )
    return Delivery(source, plan, taken.issues)


def _settled(found: Sequence[Issue]) -> tuple[Issue, ...]:
    """Put the issues in order; one that several rows of a merged cell raise at the same cell stands once."""
    once = {
        (item.code, item.source, item.sheet, item.cell or item.row, item.unit, item.column, item.message): item
        for item in reversed(found)
    }
    return tuple(sorted(once.values(), key=order))
