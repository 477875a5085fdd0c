"""Sources in, a `Result` out: the whole story of a merge, one line a stage."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from exceltools import coverage, deliveries, schemas
from exceltools.catalogue import NOT_A_RETURN
from exceltools.definition import Definition
from exceltools.deliveries import Delivery
from exceltools.engine import validate
from exceltools.engine.registry import Registry
from exceltools.intake import Intake
from exceltools.issues import core_issue, order
from exceltools.model import Issue, Result, Source
from exceltools.reading.candidates import Candidate, Reason
from exceltools.reading.limits import Limits
from exceltools.reading.outcomes import Outcome, read_all
from exceltools.reading.sources import find

Progress = Callable[[int, int], None]


def merge(  # noqa: PLR0913
    sources: Sequence[Path],
    definition: Definition,
    registry: Registry,
    *,
    jobs: int = 1,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Result:
    """Read what came back, check it, and gather what was found.

    Args:
        sources: workbooks, folders and .zip files, as given on the command line.
        definition: what the city asks.
        registry: the rules that are to run.
        jobs: number of workbooks that are read at the same time.
        limits: what a workbook may cost; None for the documented defaults.
        progress: called with (files read, files in all).
    """
    taken = list(_take(find(sources, limits), definition, jobs, limits, progress))
    decided = deliveries.decide(taken, definition)
    found = [*registry.issues(definition), *decided.issues]
    if any(_is_collection(source) for source in sources):
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
    candidates: Sequence[Candidate], definition: Definition, jobs: int, limits: Limits | None, progress: Progress | None
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
        reason = outcome.reason or Reason(NOT_A_RETURN, {"what": "Filen"})
        source = Source(
            path=path, sha256=outcome.sha256, bytes=outcome.bytes, status=outcome.status, reason=reason.rule.code
        )
        return Delivery(source, None, (_remark(reason, path, definition),))
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
    remarks = (_remark(reason, path, definition, source.unit) for reason in outcome.remarks)
    return Delivery(source, plan, (*taken.issues, *remarks))


def _remark(reason: Reason, path: str, definition: Definition, unit: str | None = None) -> Issue:
    words = {"file": PurePosixPath(path).name, **reason.words}
    return core_issue(reason.rule, definition, words, source=path, unit=unit)


def _is_collection(source: Path) -> bool:
    """Tell whether a source stands for a round of returns rather than for one of them."""
    return source.is_dir() or source.suffix.lower() == ".zip"


def _settled(found: Sequence[Issue]) -> tuple[Issue, ...]:
    """Put the issues in order; one that several rows of a merged cell raise at the same cell stands once."""
    once = {
        (item.code, item.source, item.sheet, item.cell or item.row, item.unit, item.column, item.message): item
        for item in reversed(found)
    }
    return tuple(sorted(once.values(), key=order))
