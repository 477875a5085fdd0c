"""A merge's result in, what goes back to the units out: a copy of each return with feedback in it, letters, reminders.

A unit that something goes wrong with costs only itself: it becomes a sentence, and the others get theirs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from exceltools.catalogue import TWO_UNITS
from exceltools.definition import Definition, Unit
from exceltools.errors import OutputError
from exceltools.feedback import letters, text
from exceltools.feedback.copies import Copies, Copy, Return
from exceltools.feedback.letters import Attachment, Letter
from exceltools.feedback.points import concerning
from exceltools.identity import UnitNames
from exceltools.model import Plan, Result
from exceltools.own_folder import Folder
from exceltools.reading.candidates import RefusalError
from exceltools.reading.limits import limits_of
from exceltools.reading.outcomes import Outcome, read_all
from exceltools.reading.sources import find
from exceltools.sentences import awaited


@dataclass(frozen=True, slots=True)
class Written:
    """What was written."""

    copies: int
    fresh: int  # of these, fresh templates
    reminders: int
    remarks: tuple[str, ...]  # a sentence for each plan and unit that get nothing, and why
    problems: tuple[str, ...]  # a sentence for each unit that got nothing because something went wrong


def write_feedback(result: Result, sources: Sequence[Path], folder: Path, *, passwords: Sequence[str] = ()) -> Written:
    """Write a copy and a letter for each unit that has returned a plan, and a reminder for each that has not.

    Args:
        result: of the merge.
        sources: what was merged, as given on the command line: the workbooks are read once more.
        folder: where the files go; made where it does not exist.
        passwords: tried on workbooks that are locked with one.

    Raises:
        OutputError: nothing at all can be written there.
    """
    place = Folder(folder)
    copies = Copies(result.definition)
    problems: list[str] = []
    made: list[Copy] = []
    for plan, returned in _returns(result, sources, passwords):
        try:
            made.append(_answer(plan, returned, result, copies, place))
        except OutputError as problem:
            problems.append(str(problem))
    shared = _in_shared_workbooks(result)
    lacking = [unit for unit in awaited(result) if unit.id not in shared]
    reminded = 0
    for unit in lacking:
        try:
            _remind(unit, result, copies, place)
            reminded += 1
        except OutputError as problem:
            problems.append(str(problem))
    place.finish()
    strangers = sum(plan.unit is None for plan in result.plans)
    return Written(
        copies=len(made),
        fresh=sum(bool(copy.why_fresh) for copy in made),
        reminders=reminded,
        remarks=(*([text.unknown(strangers)] if strangers else []), *shared.values()),
        problems=tuple(problems),
    )


def _returns(result: Result, sources: Sequence[Path], passwords: Sequence[str]) -> Iterator[tuple[Plan, Return | None]]:
    """Read the workbooks that count once more; give each known unit's plan with its return, None where it is gone."""
    plans = {plan.source: plan for plan in result.plans if plan.unit is not None}
    checksums = {source.path: source.sha256 for source in result.sources}
    limits = limits_of(result.definition.limits.model_dump())
    wanted = [candidate for candidate in find(sources, limits) if candidate.path in plans]
    for outcome in read_all(wanted, limits, passwords=passwords):
        plan = plans.pop(outcome.candidate.path)
        yield plan, _return(plan, outcome, result, checksums[plan.source])
    yield from ((plan, None) for plan in plans.values())


def _return(plan: Plan, outcome: Outcome, result: Result, checksum: str | None) -> Return | None:
    try:
        data = outcome.candidate.read()
    except (OSError, RefusalError):
        return None
    if outcome.workbook is None or hashlib.sha256(data).hexdigest() != checksum:
        return None
    return Return(plan, concerning(plan, result.issues), data, outcome.workbook)


def _answer(plan: Plan, returned: Return | None, result: Result, copies: Copies, place: Folder) -> Copy:
    unit = plan.unit
    if unit is None or returned is None:
        raise OutputError(f"{plan.source} har ändrats medan den lästes. Kör en gång till.")
    copy = copies.copy(returned)
    attachment = Attachment(f"{unit.name} återkoppling.{copy.suffix}", copy.data, secret=copy.secret)
    remarks = [*([copy.why_fresh] if copy.why_fresh else []), *([letters.signed()] if copy.signed else [])]
    there, issues = copy.moved or (plan, returned.issues)
    letter = letters.answer(there, issues, result.definition, attachment, remarks=remarks)
    place.write({attachment.name: copy.data, **_written(letter, "brev", unit, result.definition)})
    return copy


def _remind(unit: Unit, result: Result, copies: Copies, place: Folder) -> None:
    unread = _unread(unit, result)
    template = Attachment(f"{unit.name} mall.xlsx", copies.empty(unit))
    letter = letters.reminder(unit, result.definition, unread, template)
    place.write({template.name: template.data, **_written(letter, "påminnelse", unit, result.definition)})


def _written(letter: Letter, what: str, unit: Unit, definition: Definition) -> dict[str, bytes]:
    said = letter.text().replace("\n", "\r\n").encode("utf-8-sig")  # as Windows' Notepad has always wanted it
    return {f"{unit.name} {what}.txt": said, f"{unit.name} {what}.eml": letters.draft(letter, unit, definition)}


def _unread(unit: Unit, result: Result) -> list[str]:
    """Say what is the matter with files that could not be read and that by their name are the unit's."""
    names = UnitNames(result.definition)
    refused = [source.path for source in result.sources if source.status == "refused"]
    own = {path for path in refused if names.within(PurePosixPath(path).stem) == {unit.id}}
    found = [issue for issue in result.issues if issue.source in own and issue.severity == "error"]
    return [letters.unread(PurePosixPath(issue.source or "").name, issue.message) for issue in found]


def _in_shared_workbooks(result: Result) -> dict[str, str]:
    """Give the units whose plan came in one workbook with others', each with a sentence for the coordinator."""
    names = UnitNames(result.definition)
    shared = [issue for issue in result.issues if issue.code == TWO_UNITS.code]
    return {
        unit: text.in_shared_workbook(result.definition.unit(unit), PurePosixPath(issue.source or "").name)
        for issue in shared
        for unit in sorted(names.within(issue.message))
        if not result.returned(unit)
    }
