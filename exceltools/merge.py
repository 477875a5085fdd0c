"""Sources in, a `Result` out: the whole story of a merge, one line a stage.

`judge` is its second half, from what was taken in: `live` begins there, with the workbook that is open.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from exceltools import coverage, deliveries, schemas
from exceltools.choices import choices
from exceltools.definition import Definition
from exceltools.deliveries import Delivery
from exceltools.engine import sheets, validate
from exceltools.engine.registry import Registry
from exceltools.intake import Intake
from exceltools.model import Result
from exceltools.reading.limits import Limits, limits_of
from exceltools.reading.outcomes import Outcome, read_all
from exceltools.reading.sources import find
from exceltools.rivals import decide, reading_order
from exceltools.selection import EVERYTHING, Selection, left_out, remark, to_run
from exceltools.sifting import Wishes, sift
from exceltools.waivers.reading import read as read_waivers

Progress = Callable[[int, int], None]


def merge(  # noqa: PLR0913
    sources: Sequence[Path],
    definition: Definition,
    registry: Registry,
    *,
    choose: Sequence[str] = (),
    asked: Selection = EVERYTHING,
    waivers: Path | None = None,
    today: dt.date | None = None,
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
        asked: the rules that a person has picked or left out.
        waivers: a workbook of what somebody has accepted; its rows are reported where they cannot be used.
        today: the day by which waivers expire; None: this day.
        passwords: tried on workbooks that are locked with one.
        jobs: number of workbooks that are read at the same time.
        limits: what a workbook may cost; None for what the definition says.
        progress: called with (files read, files in all).

    Raises:
        UsageError: a choice names a unit, a file or a rule that is not there.
    """
    limits = limits or limits_of(definition.limits.model_dump())
    wishes = wished(definition, registry, asked=asked, waivers=waivers, today=today)
    candidates = find(sources, limits)
    chosen = choices(choose, candidates, definition)
    candidates.sort(key=lambda candidate: reading_order(candidate.path, chosen))
    outcomes = read_all(candidates, limits, jobs, passwords=passwords)
    taken = _take(outcomes, len(candidates), definition, chosen, progress)
    return judge(taken, definition, registry, wishes, chosen=chosen, is_round=any(map(_is_collection, sources)))


def wished(
    definition: Definition,
    registry: Registry,
    *,
    asked: Selection = EVERYTHING,
    waivers: Path | None = None,
    today: dt.date | None = None,
) -> Wishes:
    """Settle which rules shall not speak and what has been accepted, before anything is read.

    Raises:
        UsageError: there is no such rule, or the workbook of waivers cannot be read.
    """
    declarations = registry.declarations()
    out = left_out(asked, declarations, definition)
    accepting = read_waivers(waivers, definition, declarations) if waivers else ()
    return Wishes(out, accepting, today or dt.datetime.now().astimezone().date())


def judge(  # noqa: PLR0913
    taken: Iterable[Delivery],
    definition: Definition,
    registry: Registry,
    wishes: Wishes,
    *,
    chosen: Mapping[str, str] = MappingProxyType({}),
    is_round: bool = False,
) -> Result:
    """Check what was taken in.

    Args:
        taken: every file with what became of it so far, in `reading_order`.
        definition: what the city asks.
        registry: the rules that are to run.
        wishes: which rules shall not speak, and what has been accepted.
        chosen: unit ids by the paths of the files that a person has chosen.
        is_round: whether the files are a round of returns, so that units can be missing.

    Raises:
        UsageError: a chosen file holds no plan.
    """
    declarations, out = registry.declarations(), wishes.out
    decided = decide(taken, definition, chosen)
    found = [*registry.issues(definition), *decided.issues]
    if is_round:
        found += deliveries.missing(decided.plans, definition)
    found += schemas.check(decided.plans, definition)
    checked = validate.run(registry, decided.plans, definition, found, wanted=to_run(registry.rules, out))
    said = sift(
        [*found, *checked.issues, *remark(out, definition)],
        decided.sources,
        declarations,
        definition,
        wishes,
    )
    result = Result(
        definition=definition,
        plugins=checked.runs,
        sources=decided.sources,
        plans=decided.plans,
        issues=said.open,
        coverage=coverage.count(decided.plans, definition),
        declarations={code: rule for code, rule in declarations.items() if code not in out},
        accepted=said.accepted,
        trial=said.trial,
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
