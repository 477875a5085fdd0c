"""One raw workbook in, one plan out, with everything that was noticed on the way as issues.

Read as a careful colleague would: the table wherever it stands, merged cells for all the rows they span, columns that
the unit added kept, headers that come back and guiding questions passed over. What is no activity is said, not dropped.

    choice      which of several tables is the plan
    rows        which rows are activities
    continued   what a row leaves out because the one above says it
    split       several activities in one row
    plan        the activities
    patterns    series and copies
    about_plan, noticed, replies   what is said of all that
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exceltools import catalogue as say
from exceltools.activities import Builder
from exceltools.answers import Answered, answered
from exceltools.catalogue import CoreRule
from exceltools.definition import Definition
from exceltools.identity import UnitNames, identify, named_by_table
from exceltools.intake import about_plan, noticed
from exceltools.intake.choice import Choice, choose
from exceltools.intake.plan import build, plan_of
from exceltools.intake.replies import replies
from exceltools.intake.rows import Rows
from exceltools.intake.voice import Voice
from exceltools.layout import Headers, Table
from exceltools.model import Issue, Plan
from exceltools.reading.raw import RawWorkbook
from exceltools.wording import listed


@dataclass(frozen=True, slots=True)
class Taken:
    """What the intake made of a workbook: a plan, or the reason why there is none; issues in both cases."""

    plan: Plan | None
    refusal: CoreRule | None
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class _Return:
    """A workbook that is being taken in."""

    workbook: RawWorkbook
    path: str
    chosen: str | None  # id of the unit that a person says it is of
    feedback: Sequence[Answered]
    known: set[str]  # names of the sheets that hold a plan's table, or our feedback


class Intake:
    """Turns raw workbooks into plans by one definition."""

    def __init__(self, definition: Definition) -> None:
        """Index the definition once."""
        self._definition = definition
        self._headers = Headers(definition)
        self._names = UnitNames(definition)
        self._builder = Builder(definition)

    def take(self, workbook: RawWorkbook, path: str, unit: str | None = None) -> Taken:
        """Find and read the plan in a workbook.

        Args:
            workbook: as the reading worker gave it.
            path: as given on the command line; every place in the plan names it.
            unit: id of the unit that a person says it is of; None: the workbook tells.
        """
        feedback = answered(workbook)
        ours = {found.sheet for found in feedback}
        tables = [
            table
            for sheet in workbook.sheets
            if sheet.name not in ours
            and (table := self._headers.find(sheet, workbook.anchors.get(sheet.name))) is not None
        ]
        if not tables:
            return self._refused(say.NO_PLAN, path, self._no_plan_words(workbook, path))
        choice = choose([(table, self._rows(table)) for table in tables], self._owner)
        if choice.chosen is None:
            return self._several(choice.rivals, path)
        known = ours | {table.sheet.name for table in tables}
        return self._taken(_Return(workbook, path, unit, feedback, known), choice, choice.chosen)

    def _several(self, tables: Sequence[Table], path: str) -> Taken:
        """Refuse a workbook with several plans: of one unit, or of several that each name theirs."""
        owners = [self._owner(table) for table in tables]
        if None not in owners and len(set(owners)) == len(owners):
            named = (
                (table.sheet.name, self._definition.unit(owner or "").name)
                for table, owner in zip(tables, owners, strict=True)
            )
            plans = listed(unit if sheet == unit else f"{unit} (bladet ”{sheet}”)" for sheet, unit in named)
            return self._refused(say.TWO_UNITS, path, {"file": about_plan.file_name(path), "plans": plans})
        sheets = listed(f"”{table.sheet.name}”" for table in tables)
        return self._refused(say.SEVERAL_PLANS, path, {"file": about_plan.file_name(path), "sheets": sheets})

    def _owner(self, table: Table) -> str | None:
        return named_by_table(table, self._names)

    def _rows(self, table: Table) -> Rows:
        return Rows(table, self._headers, self._definition, self._builder.is_code)

    def _taken(self, came: _Return, choice: Choice, chosen: tuple[Table, Rows]) -> Taken:
        table, rows = chosen
        workbook, path, name = came.workbook, came.path, table.sheet.name
        known = (unit.id for unit in self._definition.units)
        found = identify(workbook, table, path, self._names, known, chosen=came.chosen)
        here = [noted for noted in workbook.noted if noted.sheet == name]
        built = build(rows, here, self._builder, unit=found.unit, source=path, sheet=name)
        unit = self._definition.unit(found.unit) if found.unit else None
        plan = plan_of(table, built, Plan(unit, path, name, table.first.row, {}, (), found.version))
        voice = Voice(self._definition, path, name, found.unit)
        issues = (
            *about_plan.identity(found, plan, voice),
            *about_plan.choice(choice, plan, voice),
            *about_plan.columns(table, self._headers, voice),
            *about_plan.rows(rows, built, plan, voice),
            *about_plan.patterns(plan.activities, voice),
            *noticed.beside_the_plan(workbook, table, plan, came.feedback, voice),
            *noticed.lost_lists(workbook, table, plan, voice),
            *noticed.other_sheets(workbook, came.known, voice),
            *replies(came.feedback, voice),
        )
        return Taken(plan, None, issues)

    def _refused(self, rule: CoreRule, path: str, words: dict[str, str]) -> Taken:
        return Taken(None, rule, (Voice(self._definition, path).say(rule, words),))

    def _no_plan_words(self, workbook: RawWorkbook, path: str) -> dict[str, str]:
        return {
            "file": about_plan.file_name(path),
            "sheets": listed(f"”{sheet.name}”" for sheet in workbook.sheets) or "inga",
            "advice": self._perhaps(workbook)
            or say.USE_THE_TEMPLATE.format(headers=listed(f"”{column.header}”" for column in self._definition.columns)),
        }

    def _perhaps(self, workbook: RawWorkbook) -> str:
        """Point to a row that may be a misspelt header; empty where no row is like one."""
        for sheet in workbook.sheets:
            found = self._headers.perhaps(sheet)
            if found is not None:
                pairs = listed(f"”{text}” för ”{header}”" for text, header in found[1].items() if text != header)
                return say.PERHAPS_HEADERS.format(row=found[0], sheet=sheet.name, pairs=pairs)
        return ""
