"""A unit's return and its issues in, the workbook that goes back to the unit out.

It is the unit's own workbook with marks, notes and a feedback sheet. Where that workbook cannot be changed, it is a
fresh template with the unit's rows in it and the same feedback.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

from exceltools.answers import Answered, answered
from exceltools.cell_names import parted, reference
from exceltools.definition import Definition, Unit
from exceltools.earlier import earlier_of
from exceltools.feedback import text
from exceltools.feedback.page import Page
from exceltools.feedback.parts import TYPES
from exceltools.feedback.points import answered_before, by_cell, marked, notes, points, remaining
from exceltools.feedback.workbook import Feedback, UnchangeableError, with_feedback
from exceltools.intake import Intake
from exceltools.model import Issue, Plan
from exceltools.reading import kinds
from exceltools.reading.package import Package
from exceltools.reading.raw import Range, RawWorkbook
from exceltools.template import Design
from exceltools.template.names import FIRST_ROW, HEADER_ROW, PLAN_SHEET
from exceltools.wording import SEVERITY_WORDS

_CHANGEABLE = ("xlsx", "xlsm", "strict")
# What the package says it is, and the ending that goes with it: Excel refuses a file where they differ.
_SUFFIXES = (
    (b"template.macroEnabled.main", "xltm"),
    (b"sheet.macroEnabled.main", "xlsm"),
    (b"spreadsheetml.template.main", "xltx"),
)


@dataclass(frozen=True, slots=True)
class Return:
    """A workbook with the plan of a unit."""

    plan: Plan
    issues: Sequence[Issue]  # from `points.concerning`
    data: bytes
    workbook: RawWorkbook


@dataclass(frozen=True, slots=True)
class Copy:
    """The workbook that goes back."""

    data: bytes
    suffix: str  # "xlsx"
    why_fresh: str = ""  # why it is not the unit's own workbook: a whole sentence
    signed: bool = False  # the return was signed, and the signature does not hold for the copy
    secret: bool = False  # the return was locked with a password, and the copy is not
    moved: tuple[Plan, tuple[Issue, ...]] | None = None  # the plan and its issues, where they have other cells there


class Copies:
    """Makes copies by one definition."""

    def __init__(self, definition: Definition) -> None:
        """Keep what all copies have in common."""
        self._definition = definition

    @cached_property
    def _design(self) -> Design:
        return Design(self._definition)

    @cached_property
    def _intake(self) -> Intake:
        return Intake(self._definition)

    def copy(self, returned: Return) -> Copy:
        """Make a unit's copy."""
        if kinds.of_bytes(returned.data) == "ole" and kinds.of_ole(returned.data) == "encrypted":
            return replace(self._fresh(returned, text.LOCKED), secret=True)
        if returned.workbook.format not in _CHANGEABLE:
            return self._fresh(returned, text.other_format(returned.workbook.format))
        try:
            data = with_feedback(returned.data, self._feedback(returned))
        except Exception:  # noqa: BLE001 - whatever is odd in a workbook, its unit still gets its feedback
            return self._fresh(returned, text.UNCHANGEABLE)
        package = Package(returned.data)
        signed = any(name.startswith("_xmlsignatures/") for name in package.infos)
        return Copy(data, _suffix(package.part(TYPES) or b""), signed=signed)

    def empty(self, unit: Unit) -> bytes:
        """Give an empty template for a unit whose return cannot be read."""
        return self._design.workbook(unit)

    def _feedback(self, returned: Return, *, why_fresh: str = "") -> Feedback:
        plan, issues, earlier = returned.plan, returned.issues, answered(returned.workbook)
        lines = [line for found in earlier for line in found.lines]
        to_do = [line for line in lines if line.severity != SEVERITY_WORDS["info"]]
        said = answered_before(points(plan, issues, () if why_fresh else _hidden_rows(returned)), lines)
        in_cells = by_cell(plan, issues, () if why_fresh else _merged(returned))
        about = [
            *([why_fresh] if why_fresh else []),
            text.verdict(issues),
            *([text.since_last(len(to_do), remaining(said, to_do))] if to_do else []),
            *([text.where_to_look(plan.sheet)] if in_cells else []),
            *([text.how_to(self._definition)] if issues else []),
        ]
        return Feedback(
            sheet=plan.sheet,
            page=Page(text.whose(plan), about, said),
            marked=marked(in_cells),
            notes=notes(in_cells),
            earlier=tuple(found.sheet for found in earlier),
            known=frozenset(_written_before(earlier)),
        )

    def _fresh(self, returned: Return, why: str) -> Copy:
        """Pour the plan into a fresh template, and let the feedback speak of the cells there."""
        plan = returned.plan
        if plan.unit is None:
            raise UnchangeableError
        taken = self._intake.take(returned.workbook, plan.source)
        earlier = earlier_of(plan, returned.workbook, taken, self._definition)
        template = self._design.workbook(plan.unit, earlier)
        moved = _moved(plan, self._definition)
        issues = [there for issue in returned.issues if (there := _in_template(issue, moved, plan))]
        columns: dict[str, str] = {
            column.id: reference(HEADER_ROW, number) for number, column in enumerate(self._definition.columns, 1)
        }
        poured = replace(plan, sheet=PLAN_SHEET, header_row=HEADER_ROW, columns=MappingProxyType(columns))
        feedback = self._feedback(replace(returned, plan=poured, issues=issues), why_fresh=why)
        data = with_feedback(template, replace(feedback, earlier=()))
        return Copy(data, "xlsx", why, moved=(poured, tuple(issues)))


def _hidden_rows(returned: Return) -> list[int]:
    return [
        int(noted.cell)
        for noted in returned.workbook.noted
        if noted.kind == "hidden-row" and noted.sheet == returned.plan.sheet and noted.cell
    ]


def _merged(returned: Return) -> Sequence[Range]:
    sheets = returned.workbook.sheets
    return next((sheet.merged for sheet in sheets if sheet.name == returned.plan.sheet), ())


def _written_before(earlier: Sequence[Answered]) -> Iterator[str]:
    """Give the lines that notes of an earlier round may have."""
    for found in earlier:
        for line in found.lines:
            yield line.to_do
            yield from (f"{word}: {line.what}" for word in SEVERITY_WORDS.values())


def _moved(plan: Plan, definition: Definition) -> Mapping[str, str]:
    """Give where each cell and each header of the plan stands in a template that it is poured into."""
    order: dict[str, int] = {column.id: number for number, column in enumerate(definition.columns, 1)}
    places: dict[str, str] = {}
    for row, activity in enumerate(plan.activities, FIRST_ROW):
        places.setdefault(str(activity.row), reference(row, 1))
        for column, cell in activity.cells.items():
            if cell.ref:
                place = reference(row, order[column])
                places.setdefault(cell.ref, place)
                places.setdefault(f"{cell.ref} {cell.text}", place)  # of several activities that came in one row
    return places


def _in_template(issue: Issue, moved: Mapping[str, str], plan: Plan) -> Issue | None:
    """Give the issue with its place in the template; None where it is about something that is not there."""
    if issue.sheet != plan.sheet:
        return None
    place = moved.get(f"{issue.cell} {issue.value}") or moved.get(issue.cell or str(issue.row or ""))
    if place is None:
        return None if issue.severity == "info" else replace(issue, sheet=PLAN_SHEET, cell=None, row=None)
    return replace(issue, sheet=PLAN_SHEET, cell=place if issue.cell else None, row=parted(place)[1])


def _suffix(types: bytes) -> str:
    return next((suffix for said, suffix in _SUFFIXES if said in types), "xlsx")
