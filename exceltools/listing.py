"""A `Result` in, plain Swedish text for the terminal out: the issues as `check` prints them, and a summary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from exceltools.issues import SEVERITIES
from exceltools.model import Issue, Result

SEVERITY_NAMES = {"error": "fel", "warning": "varning", "info": "notering"}
_PLURALS = {"error": "fel", "warning": "varningar", "info": "noteringar"}
_MOST_CELLS = 8


@dataclass(frozen=True, slots=True)
class Group:
    """The same sentence on one or many cells of a sheet: one line for people."""

    first: Issue
    cells: tuple[str, ...]  # references, in order; empty where the issue has no cell

    @property
    def places(self) -> str:
        """Give the cells as a person lists them, with the number of those left out."""
        shown = ", ".join(self.cells[:_MOST_CELLS])
        left = len(self.cells) - _MOST_CELLS
        return f"{shown} och {left} till" if left > 0 else shown


def grouped(issues: Iterable[Issue]) -> list[Group]:
    """Bring together issues that say the same of one sheet, in the order of their first cell."""
    groups: dict[tuple[object, ...], list[Issue]] = {}
    for found in issues:
        groups.setdefault((found.source, found.sheet, found.unit, found.code, found.message, found.hint), []).append(
            found
        )
    return [
        Group(same[0], tuple(dict.fromkeys(found.cell for found in same if found.cell))) for same in groups.values()
    ]


def listing(result: Result) -> str:
    """Give all issues by file, then cell, with a last line of totals."""
    lines: list[str] = []
    heading: str | None = None
    for group in grouped(result.issues):
        where = _heading(group.first, result)
        if where != heading:
            lines += ["", where] if lines else [where]
            heading = where
        lines += _entry(group)
    lines += [""] if lines else []
    return "\n".join([*lines, totals(result)])


def totals(result: Result) -> str:
    """Give one line of totals."""
    counts = [(sum(found.severity == severity for found in result.issues), severity) for severity in SEVERITIES]
    parts = [f"{count} {SEVERITY_NAMES[severity] if count == 1 else _PLURALS[severity]}" for count, severity in counts]
    return f"{_counted(len(result.activities), 'aktivitet', 'aktiviteter')} i {_files(result)}: {', '.join(parts)}."


def _heading(found: Issue, result: Result) -> str:
    if found.source:
        return found.source
    return result.definition.unit(found.unit).name if found.unit else "Körningen"


def _entry(group: Group) -> Iterator[str]:
    found = group.first
    place = group.places or (f"rad {found.row}" if found.row else "")
    yield f"  {f'{place}: ' if place else ''}{SEVERITY_NAMES[found.severity]} {found.code}: {found.message}"
    if found.hint:
        yield f"      {found.hint}"


def _files(result: Result) -> str:
    read = sum(source.status == "read" for source in result.sources)
    refused = sum(source.status == "refused" for source in result.sources)
    text = _counted(read, "läst fil", "lästa filer")
    return f"{text} ({refused} gick inte att läsa)" if refused else text


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
