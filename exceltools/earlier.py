"""Earlier workbooks in, what each unit wrote in them out: to be poured into a fresh template.

An earlier workbook is a return, an old template that somebody has worked in, or a consolidated workbook. Reading is the
merge's own, so a return that can be merged can be rescued; of several from one unit the one that counts is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from exceltools import answers, catalogue
from exceltools.cell_names import reference
from exceltools.consolidated.contents import UNIT_HEADER
from exceltools.definition import Definition, Unit
from exceltools.deliveries import delivery, remark
from exceltools.errors import UsageError
from exceltools.identity import UnitNames, unit_called
from exceltools.intake import Intake, Taken
from exceltools.model import Issue, Plan
from exceltools.own_workbook import OwnWorkbook, own_workbooks
from exceltools.reading.limits import limits_of
from exceltools.reading.outcomes import Outcome, read_all
from exceltools.reading.raw import RawSheet, RawWorkbook
from exceltools.reading.sources import find
from exceltools.rivals import decide, reading_order
from exceltools.template.earlier import Earlier, Leftover
from exceltools.template.names import GUIDE_SHEET, LEFTOVERS_SHEET, SELF_CHECK_SHEET
from exceltools.template.text import LeftoverText, is_of_the_template
from exceltools.text import clean
from exceltools.wording import listed

_LAST_HEADER = "Källa"  # of the consolidated workbook: left of it stand no columns of the units' own

_NO_ACTIVITY = (catalogue.NOT_AN_ACTIVITY.code, catalogue.EXAMPLE_ROW.code, catalogue.OTHER_TABLE.code)
_BESIDE = {catalogue.COMMENT.code: LeftoverText.COMMENT, catalogue.TEXT_BOX.code: LeftoverText.TEXT_BOX}


@dataclass(frozen=True, slots=True)
class Found:
    """What the sources held."""

    plans: Mapping[str, Earlier]  # by unit id
    problems: tuple[Issue, ...]  # what could not be read or counted


def read_earlier(sources: Sequence[Path], definition: Definition, units: Sequence[str] = ()) -> Found:
    """Read earlier plans.

    Args:
        sources: workbooks, folders and .zip files.
        definition: what the city asks now.
        units: ids or names of the units whose plans are wanted; none: all. Where one is named, and one plan does not
            tell whose it is, it is taken for that unit's.

    Raises:
        UsageError: a unit that the definition does not have, or that none of the sources has a plan of.
    """
    units = [unit_called(unit, definition).id for unit in units]
    intake = Intake(definition)
    limits = limits_of(definition.limits.model_dump())
    candidates = sorted(find(sources, limits), key=lambda candidate: reading_order(candidate.path))
    outcomes = list(read_all(candidates, limits))
    read = [
        (outcome, intake.take(outcome.workbook, outcome.candidate.path)) for outcome in outcomes if outcome.workbook
    ]
    plans = _consolidated(outcomes, definition, intake)
    decided = decide([delivery(outcome, taken, definition) for outcome, taken in read], definition)
    workbooks = {outcome.candidate.path: (outcome.workbook, taken) for outcome, taken in read}
    unknown = [plan for plan in decided.plans if plan.unit is None]
    assigned = units[0] if len(units) == 1 and len(unknown) == 1 and not _has(decided.plans, units[0]) else None
    for plan in decided.plans:
        owner = plan.unit.id if plan.unit else assigned
        if owner:
            plans[owner] = earlier_of(plan, *workbooks[plan.source], definition)
    wanted = {owner: earlier for owner, earlier in plans.items() if not units or owner in units}
    _check_found(wanted, plans, units, definition)
    return Found(wanted, tuple(_problems(outcomes, decided.issues, definition, assigned)))


def _has(plans: Sequence[Plan], unit: str) -> bool:
    return any(plan.unit is not None and plan.unit.id == unit for plan in plans)


def _check_found(
    wanted: Mapping[str, Earlier], plans: Mapping[str, Earlier], units: Sequence[str], definition: Definition
) -> None:
    known = {unit.id: unit.name for unit in definition.units}
    for unit in units:
        if unit not in wanted:
            others = f"Det finns planer från {listed(known[owner] for owner in plans)}." if plans else ""
            raise UsageError(f"Det finns ingen plan från {known[unit]} att fylla i. {others}".rstrip())


def _problems(
    outcomes: Sequence[Outcome], issues: Sequence[Issue], definition: Definition, assigned: str | None
) -> Iterator[Issue]:
    """Give what the coordinator should know: files that were not read, plans that were not taken, and why."""
    for outcome in outcomes:
        reason = outcome.reason
        if reason and not reason.ignored:
            yield remark(reason, outcome.candidate.path, definition)
    told = {catalogue.NO_PLAN.code, catalogue.SEVERAL_PLANS.code, catalogue.EMPTY_PLAN.code, catalogue.SUPERSEDED.code}
    told |= set() if assigned else {catalogue.UNKNOWN_UNIT.code}
    yield from (issue for issue in issues if issue.code in told)


# --- a return


def earlier_of(plan: Plan, workbook: RawWorkbook | None, taken: Taken, definition: Definition) -> Earlier:
    """Give what a return holds: its activities, and everything else that somebody wrote in the workbook."""
    found = [*_above(plan, workbook, definition), *_remarks(taken), *_other_sheets(plan, workbook), *_before(workbook)]
    return Earlier(PurePosixPath(plan.source).name, plan.activities, tuple(found))


def _above(plan: Plan, workbook: RawWorkbook | None, definition: Definition) -> Iterator[Leftover]:
    """Give the texts above the table that no template wrote."""
    sheet = _sheet(plan, workbook)
    for (row, column), value in sorted(sheet.values.items()):
        if row < plan.header_row and isinstance(value, str):
            text = clean(value)
            if text and not is_of_the_template(text, definition):
                yield Leftover(reference(row, column), text, LeftoverText.ABOVE)


def _sheet(plan: Plan, workbook: RawWorkbook | None) -> RawSheet:
    sheets = workbook.sheets if workbook else ()
    return next((sheet for sheet in sheets if sheet.name == plan.sheet), RawSheet(plan.sheet, True, {}, ()))


def _remarks(taken: Taken) -> Iterator[Leftover]:
    sheet = taken.plan.sheet if taken.plan else None
    for issue in taken.issues:
        if issue.code in _NO_ACTIVITY and issue.value:
            yield Leftover(issue.cell or f"Rad {issue.row}", issue.value, LeftoverText.NOT_AN_ACTIVITY)
        if issue.code in _BESIDE and issue.value:
            where = issue.cell or "Okänd plats"
            place = where if issue.sheet == sheet else f"Bladet {issue.sheet}, {where}"
            yield Leftover(place, issue.value, _BESIDE[issue.code])
        if issue.code in (catalogue.ANSWERED.code, catalogue.WRITTEN_BESIDE.code) and issue.value:
            yield Leftover(f"Bladet {issue.sheet}, {issue.cell}", issue.value, LeftoverText.ANSWER)


def _other_sheets(plan: Plan, workbook: RawWorkbook | None) -> Iterator[Leftover]:
    """Name every sheet of the unit's own, with how much stands on it."""
    for sheet in workbook.sheets if workbook else ():
        ours = sheet.name in (GUIDE_SHEET, SELF_CHECK_SHEET, LEFTOVERS_SHEET) or answers.is_feedback(sheet)
        if not ours and sheet.name != plan.sheet and sheet.values:
            yield Leftover(f"Bladet {sheet.name}", LeftoverText.cells(len(sheet.values)), LeftoverText.OTHER_SHEET)


def _before(workbook: RawWorkbook | None) -> Iterator[Leftover]:
    """Give what found no place the last time either and still stands on its sheet."""
    sheets = workbook.sheets if workbook else ()
    values = next((sheet.values for sheet in sheets if sheet.name == LEFTOVERS_SHEET), {})
    for row in sorted(row for row, column in values if column == 2):
        where, text, why = (clean(str(values.get((row, column), ""))) for column in (1, 2, 3))
        if (where, text, why) != LeftoverText.HEADINGS:
            yield Leftover(where, text, why)


# --- a consolidated workbook


def _consolidated(outcomes: Sequence[Outcome], definition: Definition, intake: Intake) -> dict[str, Earlier]:
    """Read our own output as if each unit had returned its rows of it."""
    plans = {}
    for own in own_workbooks(outcomes, definition):
        for unit, workbook in _by_unit(own, definition):
            plan = intake.take(workbook, own.path).plan
            if plan and plan.activities:
                plans[unit.id] = Earlier(PurePosixPath(own.path).name, plan.activities)
    return plans


def _by_unit(own: OwnWorkbook, definition: Definition) -> Iterator[tuple[Unit, RawWorkbook]]:
    """Give, for each unit, a workbook with its rows alone and only the columns that it wrote."""
    sheet, header = own.table.sheet, own.table.first
    places = {text: column for column, text in header.extra.items()}
    added = (column for column in header.extra if column > places.get(_LAST_HEADER, 0))
    wanted = {*header.columns, *added}
    names = UnitNames(definition)
    rows: dict[str, set[int]] = {}
    for (row, column), value in sheet.values.items():
        if column == places.get(UNIT_HEADER) and row > header.row:
            for unit in names.within(str(value)):
                rows.setdefault(unit, {header.row}).add(row)
    for unit, kept in rows.items():
        values = {place: value for place, value in sheet.values.items() if place[0] in kept and place[1] in wanted}
        carried = {"exceltools_unit": unit, "exceltools_definition": definition.id, "exceltools_version": ""}
        only = replace(
            own.workbook, sheets=(replace(sheet, values=values, merged=()),), identity={"names": carried}, noted=()
        )
        yield definition.unit(unit), only
