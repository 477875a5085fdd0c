"""One raw workbook in, one plan out, with everything that was noticed on the way as issues.

Read as a careful colleague would: the table wherever it stands, merged cells for all the rows they span, columns that
the unit added kept, headers that come back and guiding questions passed over. What is no activity is said, not dropped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePosixPath
from types import MappingProxyType

from exceltools import answers
from exceltools import catalogue as say
from exceltools.activities import Builder
from exceltools.catalogue import CoreRule
from exceltools.cell_names import column_letters, parted, reference
from exceltools.definition import Definition
from exceltools.identity import EVIDENCE, Identity, UnitNames, identify, named_by_table
from exceltools.issues import core_issue
from exceltools.layout import OWN_TITLES, REVIEW_TITLE, Headers, Table
from exceltools.model import Activity, Cell, Issue, Plan
from exceltools.reading.raw import Noted, RawWorkbook
from exceltools.rows import Rows, written
from exceltools.text import clean
from exceltools.wording import listed, shortened


@dataclass(frozen=True, slots=True)
class Taken:
    """What the intake made of a workbook: a plan, or the reason why there is none; issues in both cases."""

    plan: Plan | None
    refusal: CoreRule | None
    issues: tuple[Issue, ...]


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
        ours = {sheet.name for sheet in workbook.sheets if answers.is_feedback(sheet)}
        tables = [table for sheet in workbook.sheets if sheet.name not in ours and (table := self._headers.find(sheet))]
        if not tables:
            return self._refused(say.NO_PLAN, path, self._no_plan_words(workbook, path))
        read = [(table, Rows(table, self._headers)) for table in tables]
        filled = [(table, rows) for table, rows in read if rows.activities]
        if len(filled) > 1:
            return self._several([table for table, _ in filled], path)
        plan, issues = self._plan(workbook, path, *(filled or read)[0], unit)
        others = self._other_sheets(workbook, plan, ours | {table.sheet.name for table in tables})
        return Taken(plan, None, (*issues, *others, *self._answers(workbook, plan)))

    def _several(self, tables: list[Table], path: str) -> Taken:
        """Refuse a workbook with several plans: of one unit, or of several that each name theirs."""
        owners = [named_by_table(table, self._names) for table in tables]
        if None not in owners and len(set(owners)) == len(owners):
            named = (
                (table.sheet.name, self._definition.unit(owner or "").name)
                for table, owner in zip(tables, owners, strict=True)
            )
            plans = listed(unit if sheet == unit else f"{unit} (bladet ”{sheet}”)" for sheet, unit in named)
            return self._refused(say.TWO_UNITS, path, {"file": _file(path), "plans": plans})
        sheets = listed(f"”{table.sheet.name}”" for table in tables)
        return self._refused(say.SEVERAL_PLANS, path, {"file": _file(path), "sheets": sheets})

    def _plan(
        self, workbook: RawWorkbook, path: str, table: Table, rows: Rows, chosen: str | None
    ) -> tuple[Plan, list[Issue]]:
        known = (unit.id for unit in self._definition.units)
        found = identify(workbook, table, path, self._names, known, chosen=chosen)
        unit = self._definition.unit(found.unit) if found.unit else None
        errors = {
            noted.cell: noted.detail
            for noted in workbook.noted
            if noted.kind == "error-value" and noted.sheet == table.sheet.name and noted.cell
        }
        plan = Plan(
            unit=unit,
            source=path,
            sheet=table.sheet.name,
            header_row=table.first.row,
            columns=MappingProxyType(
                {
                    column_id: reference(table.first.row, column)
                    for column, column_id in sorted(table.first.columns.items())
                }
            ),
            activities=tuple(self._activities(rows, found.unit, path, errors)),
            template_version=found.version,
        )
        issues = [
            *self._identity_issues(found, plan, path),
            *self._column_issues(table, plan),
            *self._row_issues(rows, plan),
            *self._noted_issues(workbook, table, plan),
        ]
        return plan, issues

    def _activities(self, rows: Rows, unit: str | None, path: str, errors: Mapping[str, str]) -> Iterator[Activity]:
        for row, header in rows.activities:
            cells: dict[str, Cell] = {}
            extra: dict[str, Cell] = {}
            for column, (value, origin) in rows.row(row).items():
                ref = reference(*origin)
                raw = written(value)
                column_id = header.columns.get(column)
                name = column_id or header.extra.get(column) or _untitled(column)
                if column not in header.own:
                    (cells if column_id else extra)[name] = Cell(name, clean(raw), raw, ref, origin != (row, column))
            for column, column_id in header.columns.items():
                ref = reference(row, column)
                cells.setdefault(column_id, Cell(column_id, errors.get(ref, ""), errors.get(ref, ""), ref))
            yield self._builder.activity(
                unit=unit, source=path, sheet=rows.sheet.name, row=row, cells=cells, extra=extra
            )

    # What is said of a workbook, in the order a person would.

    def _no_plan_words(self, workbook: RawWorkbook, path: str) -> dict[str, str]:
        return {
            "file": _file(path),
            "sheets": listed(f"”{sheet.name}”" for sheet in workbook.sheets) or "inga",
            "headers": listed(f"”{column.header}”" for column in self._definition.columns),
        }

    def _refused(self, rule: CoreRule, path: str, words: dict[str, str]) -> Taken:
        return Taken(None, rule, (core_issue(rule, self._definition, words, source=path),))

    def _identity_issues(self, found: Identity, plan: Plan, path: str) -> Iterator[Issue]:
        place = _sheet_of(plan)
        if found.unit is None:
            named = [self._definition.unit(unit).name for unit in found.candidates]
            why_not = f"Både {listed(named)} nämns." if named else "Varken mallen, bladet eller filnamnet säger det."
            words = {"file": _file(path), "why_not": why_not, "example": self._definition.units[0].name}
            yield core_issue(say.UNKNOWN_UNIT, self._definition, words, **place)
        for kind, other in found.contradicted_by:
            words = {
                "unit": plan.unit.name if plan.unit else "",
                "evidence": EVIDENCE[found.evidence or "identity"],
                "other_evidence": EVIDENCE[kind],
                "other": self._definition.unit(other).name,
            }
            yield core_issue(say.UNIT_CONTRADICTED, self._definition, words, **place, about=other)
        if found.definition and found.definition != self._definition.id:
            words = {"other": found.definition, "current": self._definition.id}
            yield core_issue(say.OTHER_DEFINITION, self._definition, words, **place)
        elif found.version and found.version != self._definition.version:
            words = {"version": found.version, "current": self._definition.version}
            yield core_issue(say.OTHER_VERSION, self._definition, words, **place)

    def _column_issues(self, table: Table, plan: Plan) -> Iterator[Issue]:
        header = table.first
        place = {**_sheet_of(plan), "row": header.row}
        for column in self._definition.columns:
            if column.id not in plan.columns:
                alike = self._headers.lookalike(column.id, header.extra)
                advice = (
                    f"Är det kolumnen ”{alike}” som menas? Skriv rubriken som i mallen: ”{column.header}”."
                    if alike
                    else "Lägg till kolumnen med samma rubrik som i mallen och fyll i den."
                )
                words = {"header": column.header, "advice": advice}
                yield core_issue(say.MISSING_COLUMN, self._definition, words, **place, column=column.id)
        for number, name in header.extra.items():
            where = {"cell": reference(header.row, number), "value": table.text(header.row, number)}
            yield core_issue(say.ADDED_COLUMN, self._definition, {"header": name}, **place, **where)

    def _row_issues(self, rows: Rows, plan: Plan) -> Iterator[Issue]:
        place = _sheet_of(plan)
        for row, texts in rows.remarks:
            words = {"text": shortened(" – ".join(texts.values()), 80)}
            for column, text in texts.items():
                where = {"cell": reference(row, column), "row": row, "value": text}
                yield core_issue(say.NOT_AN_ACTIVITY, self._definition, words, **place, **where)
        known = {name for header in rows.headers for name in header.extra.values()}
        for activity in plan.activities:
            for name, cell in activity.extra.items():
                if name not in known:
                    where = {"cell": cell.ref, "row": parted(cell.ref or "")[1], "value": cell.text}
                    yield core_issue(say.ELSEWHERE, self._definition, {"header": name}, **place, **where)
        if not plan.activities:
            yield core_issue(say.EMPTY_PLAN, self._definition, {"file": _file(plan.source)}, **place)

    def _noted_issues(self, workbook: RawWorkbook, table: Table, plan: Plan) -> Iterator[Issue]:
        place = _sheet_of(plan)
        own = {column_letters(column) for column in table.first.own}
        here = [
            noted for noted in workbook.noted if noted.sheet == plan.sheet and parted(noted.cell or "")[0] not in own
        ]
        for kind, one, many in (("hidden-row", "Rad", "Raderna"), ("hidden-column", "Kolumn", "Kolumnerna")):
            places = [noted.cell or "" for noted in here if noted.kind == kind]
            if places:
                what = f"{one} {places[0]} är dold" if len(places) == 1 else f"{many} {listed(_runs(places))} är dolda"
                yield core_issue(say.HIDDEN_CONTENT, self._definition, {"what": what}, **place)
        if not next(sheet for sheet in workbook.sheets if sheet.name == plan.sheet).visible:
            words = {"what": f"Bladet ”{plan.sheet}” är dolt"}
            yield core_issue(say.HIDDEN_CONTENT, self._definition, words, **place)
        for noted in here:
            above = noted.kind == "formula-without-value" and (parted(noted.cell or "")[1] or 0) < plan.header_row
            if noted.kind in ("formula-without-value", "far-cell") and not above:
                yield self._noted_cell(noted, place)

    def _other_sheets(self, workbook: RawWorkbook, plan: Plan, plans: set[str]) -> Iterator[Issue]:
        for sheet in workbook.sheets:
            ours = sheet.name in OWN_TITLES or sheet.values.get((1, 1)) == REVIEW_TITLE
            if sheet.values and sheet.name not in plans and not ours:
                place = {**_sheet_of(plan), "sheet": sheet.name}
                yield core_issue(say.OTHER_SHEET, self._definition, {"sheet": sheet.name}, **place, about=sheet.name)

    def _answers(self, workbook: RawWorkbook, plan: Plan) -> Iterator[Issue]:
        """Give what the unit wrote on the feedback sheet of an earlier round."""
        for found in answers.answered(workbook):
            place = {**_sheet_of(plan), "sheet": found.sheet}
            for line in found.lines:
                if line.answer:
                    words = {"where": _within(line.where), "answer": shortened(line.answer, 300), "what": line.what}
                    where = {"cell": line.cell, "row": parted(line.cell)[1], "value": line.answer}
                    about = {"about": " ".join(line.fingerprints) or line.what}
                    yield core_issue(say.ANSWERED, self._definition, words, **place, **where, **about)
            for cell, text in found.remarks.items():
                where = {"cell": cell, "row": parted(cell)[1], "value": text}
                words = {"text": shortened(text, 300)}
                yield core_issue(say.WRITTEN_BESIDE, self._definition, words, **place, **where)

    def _noted_cell(self, noted: Noted, place: Mapping[str, object]) -> Issue:
        rule = say.FAR_CELL if noted.kind == "far-cell" else say.FORMULA_WITHOUT_VALUE
        cell = noted.cell or ""
        return core_issue(
            rule, self._definition, {"cell": cell}, **place, cell=cell, row=parted(cell)[1], value=noted.detail or None
        )


def _sheet_of(plan: Plan) -> dict[str, object]:
    return {"source": plan.source, "sheet": plan.sheet, "unit": plan.unit.id if plan.unit else None}


def _runs(places: list[str]) -> Iterator[str]:
    """Draw the numbers of rows that follow each other together; letters of columns stay as they are.

    >>> [*_runs(["2", "3", "4", "9"])], [*_runs(["C", "D"])]
    (['2–4', '9'], ['C', 'D'])
    """
    numbered = enumerate(places)
    for _, run in groupby(numbered, key=lambda pair: int(pair[1]) - pair[0] if pair[1].isdecimal() else pair[1]):
        members = [place for _, place in run]
        yield members[0] if len(members) == 1 else f"{members[0]}–{members[-1]}"


def _within(where: str) -> str:
    """Give a place as it is written within a sentence.

    >>> _within("E6–E9"), _within("Hela planen")
    ('E6–E9', 'hela planen')
    """
    return where[:1].lower() + where[1:] if where[1:2].islower() else where


def _untitled(column: int) -> str:
    return f"Kolumn {column_letters(column)}"


def _file(path: str) -> str:
    return PurePosixPath(path).name
