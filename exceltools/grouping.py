"""Issues in, groups of them out: the same sentence on many cells of a sheet is said once, with the cells beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from exceltools.issues import SEVERITIES
from exceltools.model import Issue

_REFERENCE = re.compile(r"([A-Z]+)([0-9]+)")


@dataclass(frozen=True, slots=True)
class Group:
    """Issues that say the same of the same sheet."""

    issues: tuple[Issue, ...]  # one at least, in order of place

    @property
    def first(self) -> Issue:
        """The issue whose place stands first; what is said is the same in all."""
        return self.issues[0]

    @property
    def values(self) -> tuple[str, ...]:
        """What stands in the cells, each text once; empty cells have none."""
        return tuple(dict.fromkeys(issue.value for issue in self.issues if issue.value))

    def places(self, most: int = 12) -> str:
        """Give the cells for a person, runs in one column drawn together: "G6–G9, G12".

        Args:
            most: how many cells and runs are written out; how many more cells there are is said after them.
        """
        runs = list(_runs(self.issues))
        text = ", ".join(run for run, _ in runs[:most])
        rest = sum(size for _, size in runs[most:])
        return f"{text} och {rest} till" if rest else text


def grouped(issues: Iterable[Issue]) -> list[Group]:
    """Draw together what says the same of the same sheet; groups come in the order of their first issues."""
    groups: dict[tuple[object, ...], list[Issue]] = {}
    for issue in issues:
        said = (
            f"{issue.message}\n{issue.hint}".casefold()
        )  # what quotes ”löpande” and what quotes ”Löpande” is the same
        about = (issue.unit, issue.source, issue.sheet, issue.column, issue.code, issue.severity)
        groups.setdefault((*about, said), []).append(issue)
    return [Group(tuple(group)) for group in groups.values()]


def worst_first(issue: Issue) -> int:
    """Rank an issue by severity: 0 for an error."""
    return SEVERITIES.index(issue.severity)


def _runs(issues: Iterable[Issue]) -> Iterator[tuple[str, int]]:
    """Give each run of cells one below the other, and how many cells it has."""
    places = list(dict.fromkeys(_place(issue) for issue in issues if issue.row is not None))
    numbered = enumerate(sorted(places))
    for _, members in groupby(numbered, key=lambda pair: (*pair[1][:2], pair[1][2] - pair[0])):
        run = [place for _, place in members]
        yield _written(run[0], run[-1]), len(run)


def _place(issue: Issue) -> tuple[int, str, int]:
    """Give width and letters of the column, so that AA comes after Z, and the row; no letters for a whole row."""
    match = _REFERENCE.fullmatch(issue.cell or "")
    letters = match[1] if match else ""
    return len(letters), letters, int(match[2]) if match else issue.row or 0


def _written(first: tuple[int, str, int], last: tuple[int, str, int]) -> str:
    letters = first[1] or "rad "
    if first == last:
        return f"{letters}{first[2]}"
    return f"{letters}{first[2]}–{first[1]}{last[2]}"
