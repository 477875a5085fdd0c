"""A plan's issues in, the lines of its feedback out: each says one thing of one run of cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from exceltools import catalogue
from exceltools.answers import Line, note_lines
from exceltools.cell_names import column_number, parted, reference, sheet_reference
from exceltools.definition import Severity
from exceltools.feedback.text import HIDDEN, WHOLE_PLAN
from exceltools.grouping import Group, grouped, runs, target, worst_first
from exceltools.issues import SEVERITIES
from exceltools.model import Issue, Plan
from exceltools.reading.raw import Range
from exceltools.text import capitalised

_ANSWERS = frozenset({catalogue.ANSWERED.code, catalogue.WRITTEN_BESIDE.code})


@dataclass(frozen=True, slots=True)
class Point:
    """One line of the feedback."""

    severity: Severity
    where: str  # "E6–E9"
    target: str  # where the link leads: "'Plan'!E6:E9"
    what: str
    to_do: str
    fingerprints: tuple[str, ...]
    answer: str = ""  # what the unit answered in an earlier round, where the matter remains


def concerning(plan: Plan, issues: Iterable[Issue]) -> list[Issue]:
    """Give the issues that the unit can do something about, worst first.

    What is only said of the file, or of the unit's own answers, is for the coordinator.
    """
    own = [
        issue
        for issue in issues
        if issue.source == plan.source and issue.sheet is not None and issue.code not in _ANSWERS
    ]
    return sorted(own, key=worst_first)


def points(plan: Plan, issues: Sequence[Issue], hidden: Iterable[int] = ()) -> list[Point]:
    """Give the lines.

    Args:
        plan: the plan.
        issues: from `concerning`.
        hidden: the numbers of rows that are hidden on the plan's sheet.
    """
    out_of_sight = frozenset(hidden)
    return [point for group in grouped(issues) for point in _of_group(group, plan, out_of_sight)]


def answered_before(found: Sequence[Point], earlier: Sequence[Line]) -> list[Point]:
    """Give the lines with what the unit has answered to them before."""
    answers = {fingerprint: line.answer for line in earlier if line.answer for fingerprint in line.fingerprints}
    return [
        replace(point, answer=next((answers[one] for one in point.fingerprints if one in answers), ""))
        for point in found
    ]


def remaining(found: Sequence[Point], earlier: Sequence[Line]) -> int:
    """Count the lines of an earlier round that something is left of."""
    here = {fingerprint for point in found for fingerprint in point.fingerprints}
    return sum(not here.isdisjoint(line.fingerprints) for line in earlier)


def marked(found: Mapping[str, Sequence[Issue]]) -> Mapping[Severity, list[str]]:
    """Give the cells to mark, each once under its worst severity.

    Args:
        found: from `by_cell`.
    """
    worst = {cell: min(issues, key=worst_first).severity for cell, issues in found.items()}
    return {severity: [cell for cell, own in worst.items() if own == severity] for severity in SEVERITIES}


def notes(found: Mapping[str, Sequence[Issue]]) -> dict[str, list[str]]:
    """Give the lines of the note on each cell that is marked.

    Args:
        found: from `by_cell`.
    """
    return {cell: note_lines(issues) for cell, issues in found.items()}


def by_cell(plan: Plan, issues: Sequence[Issue], merged: Sequence[Range] = ()) -> dict[str, list[Issue]]:
    """Give the issues of each cell of the plan's sheet that something is to be done about; what is noted needs no mark.

    Args:
        plan: the plan.
        issues: from `concerning`.
        merged: merged ranges of the sheet: only their first cell can be seen and can have a note.
    """
    found: dict[str, list[Issue]] = {}
    for issue in issues:
        if issue.cell and issue.sheet == plan.sheet and issue.severity != "info":
            found.setdefault(_seen(issue.cell, merged), []).append(issue)
    return found


def _seen(cell: str, merged: Sequence[Range]) -> str:
    letters, row = parted(cell)
    column = column_number(letters)
    covering = (one for one in merged if one[0] <= (row or 0) <= one[2] and one[1] <= column <= one[3])
    return next((reference(*one[:2]) for one in covering), cell)


def most_important(issues: Sequence[Issue], most: int = 3) -> list[Group]:
    """Give what a letter should name: the worst first, of those what most cells have, and a warning of a kind once."""
    to_do = sorted((group for group in grouped(issues) if group.first.severity != "info"), key=_importance)
    first_of_each = {group.first.code: group for group in reversed(to_do)}
    again = [group.first.severity != "error" and first_of_each[group.first.code] is not group for group in to_do]
    chosen = sorted(range(len(to_do)), key=lambda number: again[number])[:most]
    return [to_do[number] for number in sorted(chosen)]


def _importance(group: Group) -> tuple[int, bool, int]:
    """Rank a group: a fault of the whole plan is grave, a warning about it is seldom as useful as one about a cell."""
    of_whole_plan = group.first.row is None
    return worst_first(group.first), of_whole_plan == (group.first.severity != "error"), -len(group.issues)


def _of_group(group: Group, plan: Plan, hidden: frozenset[int]) -> Iterator[Point]:
    placed = list(runs(group.issues))
    for where, issues in placed:
        rows = {issue.row for issue in issues if issue.row and issue.sheet == plan.sheet}
        yield _point(issues, f"{where} ({HIDDEN})" if rows & hidden else capitalised(where), _target(issues, plan))
    if not placed:
        sheet = group.first.sheet or plan.sheet
        where = WHOLE_PLAN if sheet == plan.sheet else f"Bladet {sheet}"
        yield _point(group.issues, where, f"{sheet_reference(sheet)}!{_start(plan) if sheet == plan.sheet else 'A1'}")


def _point(issues: Sequence[Issue], where: str, target: str) -> Point:
    first = issues[0]
    return Point(first.severity, where, target, first.message, first.hint, tuple(issue.fingerprint for issue in issues))


def _target(issues: Sequence[Issue], plan: Plan) -> str:
    first, last = target(issues[0]), target(issues[-1])
    reach = first if first == last else f"{first}:{last}"
    return f"{sheet_reference(issues[0].sheet or plan.sheet)}!{reach}"


def _start(plan: Plan) -> str:
    return next(iter(plan.columns.values()), reference(plan.header_row, 1))
