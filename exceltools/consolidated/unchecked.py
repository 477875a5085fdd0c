"""A `Result` in, sentences about everything that was not checked out: so that nobody takes silence for approval."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from exceltools.catalogue import MISSING_COLUMN, run
from exceltools.catalogue.core_rule import CoreRule
from exceltools.model import Issue, Result
from exceltools.sentences import awaited
from exceltools.wording import column_name, counted, listed, unit_name

_OF_WAIVERS = (run.WAIVER_INCOMPLETE, run.WAIVER_EXPIRED, run.WAIVER_WITHOUT_ISSUE)  # these leave nothing unchecked
_FAULTS_OF_THE_RUN = frozenset(
    said.code for said in vars(run).values() if isinstance(said, CoreRule) and said not in _OF_WAIVERS
)
_NAMED = 6  # more units than this are counted instead
_NEVER = (
    "Det här bedömer verktyget aldrig: om målen är rätt valda, om metoderna har effekt och om texten är sann. "
    "Det kan bara den som läser."
)


def unchecked(result: Result) -> list[str]:
    """Say what was not checked, what weighs most first; the last sentence always holds."""
    return [*_faults(result), *_files(result), *_columns(result), _NEVER]


def _faults(result: Result) -> Iterator[str]:
    found = [issue for issue in result.issues if _leaves_unchecked(issue)]
    yield from (f"{issue.message} {issue.hint}".rstrip() for issue in found)
    failed = [run.name for run in result.plugins if run.status == "failed"]
    if failed and all(issue.code == run.RULES_LEFT_OUT.code for issue in found):
        yield f"Insticksprogram som inte kunde köras färdigt: {listed(failed)}."


def _leaves_unchecked(issue: Issue) -> bool:
    if issue.code == run.RULES_LEFT_OUT.code:
        return True
    return issue.code in _FAULTS_OF_THE_RUN and issue.severity != "info"


def _files(result: Result) -> Iterator[str]:
    refused = sum(source.status == "refused" for source in result.sources)
    replaced = sum(source.status == "superseded" for source in result.sources)
    for number, what in ((refused, "kunde inte läsas"), (replaced, "räknas inte")):
        if number:
            inside = "den" if number == 1 else "dem"
            yield f"{counted(number, 'fil', 'filer')} {what}, och inget i {inside} är kontrollerat. Se Leveranser."
    if lacking := awaited(result):
        yield f"{counted(len(lacking), 'plan', 'planer')} har inte kommit in. Se Översikt."


def _columns(result: Result) -> Iterator[str]:
    """Say which columns whole plans lack: the rules about them had nothing to look at."""
    lacking: dict[str, list[Issue]] = defaultdict(list)
    for issue in result.issues:
        if issue.code == MISSING_COLUMN.code and issue.column is not None:
            lacking[issue.column].append(issue)
    for column, issues in lacking.items():
        names = list(dict.fromkeys(unit_name(result.definition, issue.unit) for issue in issues))
        whose = listed(names) if len(names) <= _NAMED else counted(len(names), "enhet", "enheter")
        header = column_name(result.definition, column)
        yield f"Kolumnen {header} saknas i planen från {whose}, så reglerna om den hade inget att pröva där."
