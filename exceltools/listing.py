"""A `Result` in, plain Swedish text for the terminal out: the issues as `check` prints them, and merge's summary."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, zip_longest

from exceltools import sentences
from exceltools.catalogue import MISSING_RETURN
from exceltools.grouping import Group, grouped
from exceltools.issues import SEVERITIES
from exceltools.model import Accepted, Issue, Result
from exceltools.wording import SEVERITY_WORDS, accepted_in_words, counted, listed, owner, severities, unit_name


def listing(result: Result) -> str:
    """Give all issues by file, then cell, and a last line of totals."""
    found = [issue for issue in result.issues if not _says_who_is_missing(issue)]
    parts = [_file(list(groups), result) for _, groups in groupby(grouped(found), lambda group: _key(group.first))]
    if missing := [issue for issue in result.issues if _says_who_is_missing(issue)]:
        parts.append(_missing(missing, result))
    if result.accepted:
        parts.append(_accepted(result.accepted))
    if result.trial:
        parts.append(_aside("På prov, och räknas inte", grouped(result.trial)))
    return "\n\n".join(["\n".join(part) for part in [*parts, [totals(result)]]])


def summary(result: Result) -> str:
    """Give what a merge says when it is done: verdict, who is in, the report's figures, totals."""
    return "\n".join([sentences.verdict(result).text, *sentences.sentences(result), totals(result)])


def totals(result: Result) -> str:
    """Give one line of totals."""
    numbers = [
        severities(sum(found.severity == severity for found in result.issues), severity) for severity in SEVERITIES
    ]
    return f"{counted(len(result.activities), 'aktivitet', 'aktiviteter')} i {_files(result)}: {', '.join(numbers)}."


def _says_who_is_missing(issue: Issue) -> bool:
    return issue.code == MISSING_RETURN.code and issue.unit is not None


def _missing(issues: Sequence[Issue], result: Result) -> list[str]:
    """Name all units whose plan is missing in one sentence, in the definition's order."""
    lacking = {issue.unit for issue in issues}
    names = listed(unit.name for unit in result.definition.units if unit.id in lacking)
    first = issues[0]
    return ["Planer som saknas", f"  {_said(first)}Ingen plan har kommit från {names}.", f"      {first.hint}"]


def _key(found: Issue) -> tuple[str | None, str | None]:
    return found.source, owner(found) if found.source is None else None


def _file(groups: Sequence[Group], result: Result) -> list[str]:
    """Give a heading and what is said under it; advice that several sentences in a row share stands after the last."""
    first = groups[0].first
    lines = [first.source or unit_name(result.definition, owner(first))]
    for group, after in zip_longest(groups, groups[1:]):
        lines.append(_entry(group))
        if group.first.hint and not (after and _advice(after) == _advice(group)):
            lines.append(f"      {group.first.hint}")
    return lines


def _accepted(accepted: Sequence[Accepted]) -> list[str]:
    """Give what somebody has accepted: the same sentence, accepted for the same reason, once."""
    lines = ["Godtaget, och räknas inte"]
    waivers = dict.fromkeys(one.waiver for one in accepted)
    for waiver in waivers:
        lines += _aside("", grouped(one.issue for one in accepted if one.waiver == waiver))[1:]
        lines.append(f"      {accepted_in_words(waiver)}")
    return lines


def _aside(heading: str, groups: Sequence[Group]) -> list[str]:
    """Give what counts nowhere, with its file before its cells."""
    lines = [heading]
    for group in groups:
        where = " ".join(filter(None, [group.first.source, group.places()]))
        lines.append(f"  {where}{': ' if where else ''}{group.first.code}: {group.first.message}")
    return lines


def _entry(group: Group) -> str:
    places = group.places()
    return f"  {f'{places}: ' if places else ''}{_said(group.first)}{group.first.message}"


def _said(found: Issue) -> str:
    return f"{SEVERITY_WORDS[found.severity].lower()} {found.code}: "


def _advice(group: Group) -> tuple[str, str]:
    return group.first.code, group.first.hint


def _files(result: Result) -> str:
    read = sum(source.status == "read" for source in result.sources)
    refused = sum(source.status == "refused" for source in result.sources)
    text = counted(read, "läst fil", "lästa filer")
    return f"{text} ({counted(refused, 'fil', 'filer')} gick inte att läsa)" if refused else text
