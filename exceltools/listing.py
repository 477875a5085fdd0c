"""A `Result` in, plain Swedish text for the terminal out: the issues as `check` prints them, and merge's summary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exceltools import sentences
from exceltools.definition import Severity
from exceltools.grouping import Group, grouped
from exceltools.issues import SEVERITIES
from exceltools.model import Issue, Result
from exceltools.wording import counted, owner, unit_name

_SEVERITY: dict[Severity, tuple[str, str]] = {
    "error": ("fel", "fel"),
    "warning": ("varning", "varningar"),
    "info": ("notering", "noteringar"),
}


def listing(result: Result) -> str:
    """Give all issues by file, then cell, and a last line of totals."""
    lines: list[str] = []
    heading: str | None = None
    for group in grouped(result.issues):
        where = _heading(group.first, result)
        if where != heading:
            lines += ["", where] if lines else [where]
            heading = where
        lines += _entry(group)
    return "\n".join([*lines, *([""] if lines else []), totals(result)])


def summary(result: Result) -> str:
    """Give what a merge says when it is done: verdict, who is in, the report's figures, totals."""
    return "\n".join([sentences.verdict(result).text, *sentences.sentences(result), totals(result)])


def totals(result: Result) -> str:
    """Give one line of totals."""
    numbers = [_number(result.issues, severity) for severity in SEVERITIES]
    return f"{counted(len(result.activities), 'aktivitet', 'aktiviteter')} i {_files(result)}: {', '.join(numbers)}."


def _heading(found: Issue, result: Result) -> str:
    return found.source or unit_name(result.definition, owner(found))


def _entry(group: Group) -> Iterator[str]:
    found = group.first
    places = group.places()
    yield f"  {f'{places}: ' if places else ''}{_SEVERITY[found.severity][0]} {found.code}: {found.message}"
    if found.hint:
        yield f"      {found.hint}"


def _number(issues: Sequence[Issue], severity: Severity) -> str:
    one, many = _SEVERITY[severity]
    return counted(sum(found.severity == severity for found in issues), one, many)


def _files(result: Result) -> str:
    read = sum(source.status == "read" for source in result.sources)
    refused = sum(source.status == "refused" for source in result.sources)
    text = counted(read, "läst fil", "lästa filer")
    return f"{text} ({counted(refused, 'fil', 'filer')} gick inte att läsa)" if refused else text
