"""Issues in, groups of them out: the same sentence on many cells of a sheet is said once, with the cells beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from exceltools.cell_names import parted
from exceltools.issues import SEVERITIES
from exceltools.model import Issue


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
        found = [(run, len({_place(issue) for issue in issues})) for run, issues in runs(self.issues)]
        text = ", ".join(run for run, _ in found[:most])
        rest = sum(size for _, size in found[most:])
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


def runs(issues: Iterable[Issue]) -> Iterator[tuple[str, list[Issue]]]:
    """Give each run of cells one below the other, as people write it, with its issues; none for those without a row."""
    at: dict[tuple[int, str, int], list[Issue]] = {}
    for issue in issues:
        if issue.row is not None:
            at.setdefault(_place(issue), []).append(issue)
    for _, members in groupby(enumerate(sorted(at)), key=lambda pair: (*pair[1][:2], pair[1][2] - pair[0])):
        run = [place for _, place in members]
        yield _written(run[0], run[-1]), [issue for place in run for issue in at[place]]


def place_in_words(issue: Issue) -> str:
    """Name the place as exactly as it is known: "G14", a row, the sheet or the file."""
    if issue.row is not None:
        return issue.cell or f"Rad {issue.row}"
    return "Bladet" if issue.sheet else "Filen" if issue.source else ""


def target(issue: Issue) -> str | None:
    """Give the cell that a link to the issue leads to, on the issue's sheet; None where there is no such place."""
    return issue.cell or (f"A{issue.row}" if issue.row else None)


def _place(issue: Issue) -> tuple[int, str, int]:
    """Give width and letters of the column, so that AA comes after Z, and the row; no letters for a whole row."""
    letters, row = parted(issue.cell or "")
    return len(letters), letters, row or issue.row or 0


def _written(first: tuple[int, str, int], last: tuple[int, str, int]) -> str:
    letters = first[1] or "rad "
    if first == last:
        return f"{letters}{first[2]}"
    return f"{letters}{first[2]}–{first[1]}{last[2]}"
