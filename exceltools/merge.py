"""Sources in, a `Result` out: the whole story of a merge, one line a stage."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from exceltools import coverage, deliveries, schemas
from exceltools.choices import choices
from exceltools.definition import Definition
from exceltools.deliveries import Delivery
from exceltools.engine import sheets, validate
from exceltools.engine.registry import Registry
from exceltools.intake import Intake
from exceltools.issues import order
from exceltools.model import Issue, Result
from exceltools.reading.limits import Limits
from exceltools.reading.outcomes import Outcome, read_all
from exceltools.reading.sources import find

Progress = Callable[[int, int], None]


def merge(  # noqa: PLR0913
    sources: Sequence[Path],
    definition: Definition,
    registry: Registry,
    *,
    choose: Sequence[str] = (),
    passwords: Sequence[str] = (),
    jobs: int = 1,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Result:
    """Read what came back, check it, and gather what was found.

    Args:
        sources: workbooks, folders and .zip files, as given on the command line.
        definition: what the city asks.
        registry: the rules that are to run.
        choose: "UNIT=FILE" for each unit whose plan a person has chosen.
        passwords: tried on workbooks that are locked with one.
        jobs: number of workbooks that are read at the same time.
        limits: what a workbook may cost; None for the documented defaults.
        progress: called with (files read, files in all).

    Raises:
        UsageError: a choice names a unit or a file that is not there.
    """
    candidates = find(sources, limits)
    chosen = choices(choose, candidates, definition)
    outcomes = read_all(candidates, limits, jobs, passwords=passwords)
    taken = list(_take(outcomes, len(candidates), definition, chosen, progress))
    decided = deliveries.decide(taken, definition, chosen)
    found = [*registry.issues(definition), *decided.issues]
    if any(_is_collection(source) for source in sources):
        found += deliveries.missing(decided.plans, definition)
    found += schemas.check(decided.plans, definition)
    checked = validate.run(registry, decided.plans, definition, found)
    result = Result(
        definition=definition,
        plugins=checked.runs,
        sources=decided.sources,
        plans=decided.plans,
        issues=_settled([*found, *checked.issues]),
        coverage=coverage.count(decided.plans, definition),
        declarations=registry.declarations(),
    )
    return sheets.added(result, registry)


def _take(
    outcomes: Iterable[Outcome],
    total: int,
    definition: Definition,
    chosen: Mapping[str, str],
    progress: Progress | None,
) -> Iterator[Delivery]:
    intake = Intake(definition)
    for number, outcome in enumerate(outcomes, start=1):
        path = outcome.candidate.path
        taken = intake.take(outcome.workbook, path, chosen.get(path)) if outcome.workbook else None
        yield deliveries.delivery(outcome, taken, definition)
        if progress:
            progress(number, total)


def _is_collection(source: Path) -> bool:
    """Tell whether a source stands for a round of returns rather than for one of them."""
    return source.is_dir() or source.suffix.lower() == ".zip"


def _settled(found: Sequence[Issue]) -> tuple[Issue, ...]:
    """Put the issues in order; one that several rows of a merged cell raise at the same cell stands once."""
    once: dict[tuple[object, ...], Issue] = {}
    for item in found:
        place = (item.source, item.sheet, item.cell or item.row, item.unit, item.column)
        once.setdefault((item.code, *place, item.message), item)
    return tuple(sorted(once.values(), key=order))
