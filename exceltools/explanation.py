"""A workbook and the name of a cell in, everything that is known of the cell out: `exceltools check --explain`.

What stands there, how it is read, which column it is taken for and why, what it is recognised as, and every rule that
looked at it with what it said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from exceltools import schemas
from exceltools.cell_names import column_letters, column_number, parted, reference
from exceltools.definition import Definition
from exceltools.engine.looking import looks
from exceltools.engine.registry import Registry
from exceltools.errors import UsageError
from exceltools.follow_up import written as written_follow_up
from exceltools.issues import is_on_trial
from exceltools.layout import Header, Headers, Table
from exceltools.model import Activity, Cell, Declaration, Issue, Plan, Result
from exceltools.normalise import clean, key
from exceltools.period import written as written_period
from exceltools.reading.outcomes import read_all
from exceltools.reading.sources import find
from exceltools.text import capitalised
from exceltools.wording import WISH_WORDS, accepted_in_words, listed, unit_name

_CELL = re.compile(r"(?:(?P<sheet>.+)!)?\$?(?P<letters>[A-Za-z]{1,3})\$?(?P<row>[1-9]\d{0,6})")
_KINDS = {
    "open": "en tid utan början och slut",
    "ambiguous": "något som kan betyda flera saker",
    "reversed": "en tid som slutar innan den börjar",
    "impossible": "en dag som inte finns",
    "no-year": "en tid utan årtal",
    "not-a-period": "något som inte är en tid",
}


@dataclass(frozen=True, slots=True)
class _Place:
    """The cell that was asked about."""

    sheet: str | None
    row: int
    column: int

    @property
    def name(self) -> str:
        return reference(self.row, self.column)


def explain(cell: str, source: Path, result: Result, registry: Registry) -> str:
    """Explain a cell.

    Args:
        cell: "G14" or "Bladet!G14".
        source: the one workbook that was checked.
        result: what came of it.
        registry: the rules.

    Raises:
        UsageError: that is no cell, or nothing could be read there.
    """
    at = _place(cell)
    if len(result.sources) != 1:
        raise UsageError("--explain förklarar en cell i en enda arbetsbok. Ange den arbetsboken som källa.")
    plans = [plan for plan in result.plans if at.sheet is None or key(plan.sheet) == key(at.sheet)]
    if not plans:
        raise UsageError(_no_plan(at, result))
    plan = next((one for one in plans if any(row.row == at.row for row in one.activities)), plans[0])
    table = _table(source, plan, result.definition)
    return "\n".join(_Told(at, plan, table, result, registry).lines())


def _place(cell: str) -> _Place:
    found = _CELL.fullmatch(cell.strip())
    if not found:
        raise UsageError(f"”{cell}” är ingen cell. Skriv den som i Excel, till exempel G14.")
    sheet = (found["sheet"] or "").strip("'") or None
    return _Place(sheet, int(found["row"]), column_number(found["letters"].upper()))


def _no_plan(at: _Place, result: Result) -> str:
    if result.plans:
        known = listed(f"”{plan.sheet}”" for plan in result.plans)
        return f"Bladet ”{at.sheet}” är inget blad med en plan. Planen står på {known}."
    said = next((f" {issue.message}" for issue in result.issues if issue.source), "")
    return f"Det finns ingen läst plan att förklara.{said}"


def _table(source: Path, plan: Plan, definition: Definition) -> Table | None:
    for outcome in read_all(find([source])):
        for sheet in outcome.workbook.sheets if outcome.workbook else ():
            if sheet.name == plan.sheet:
                return Headers(definition).find(sheet)
    return None


class _Told:
    """Puts what is known of one cell into words."""

    def __init__(self, at: _Place, plan: Plan, table: Table | None, result: Result, registry: Registry) -> None:
        self._at, self._plan, self._table = at, plan, table
        self._result, self._definition, self._registry = result, result.definition, registry

    def lines(self) -> Iterator[str]:
        unit = unit_name(self._definition, self._plan.unit.id if self._plan.unit else None)
        yield f"{self._at.name} på bladet {self._plan.sheet} i {self._plan.source} ({unit})"
        activity = next((row for row in self._plan.activities if row.row == self._at.row), None)
        column, cell = self._cell(activity) if activity else (None, None)
        if activity is None or cell is None:
            yield from self._outside(activity)
            return
        yield f"  Det står: {_quoted(cell.raw)}{self._inherited(cell)}"
        if cell.raw != cell.text:
            yield f"  Läses som: {_quoted(cell.text)}"
        yield f"  Kolumn: {self._column(column)}"
        if column is not None:
            yield from self._recognised(activity, column)
            yield from self._rules(activity, column, cell)

    def _cell(self, activity: Activity) -> tuple[str | None, Cell | None]:
        letters = column_letters(self._at.column)
        for column, header in self._plan.columns.items():
            if parted(header)[0] == letters:
                return column, activity.cells[column]
        own = (cell for cell in activity.extra.values() if cell.ref and parted(cell.ref)[0] == letters)
        return None, next(own, None)

    def _inherited(self, cell: Cell) -> str:
        return f" (i {cell.ref}, som är sammanfogad över raden)" if cell.inherited else ""

    # --- which column, and why

    def _header(self) -> Header | None:
        """Give the header that holds where the cell is: the last one above it."""
        headers = [header for header in (self._table.headers if self._table else ()) if header.row <= self._at.row]
        return headers[-1] if headers else None

    def _column(self, column: str | None) -> str:
        header = self._header()
        text = self._table.text(header.row, self._at.column) if self._table and header else ""
        where = f"rubriken i {reference(header.row, self._at.column)}" if header else "rubriken"
        if column is None:
            return (
                f"ingen av planens. {capitalised(where)} är enhetens egen: {_quoted(text)}. Reglerna ser inte på den."
            )
        declared = self._definition.column(column)
        if clean(text) == declared.header:
            why = "är densamma som i mallen"
        elif key(text) == key(declared.header):
            why = f"{_quoted(text)} är densamma som i mallen, så när som på stora bokstäver, mellanslag och tecken"
        elif key(text) in {key(alias) for alias in declared.aliases}:
            why = f"{_quoted(text)} är ett av kolumnens andra namn i definitionen"
        else:
            why = f"{_quoted(text)} börjar som mallens"
        return f"{declared.header}. {capitalised(where)} {why}."

    def _outside(self, activity: Activity | None) -> Iterator[str]:
        header = self._header()
        said = [issue for issue in self._all() if issue.cell == self._at.name and issue.sheet == self._plan.sheet]
        if header is None:
            yield f"  Cellen ligger ovanför planens tabell, som börjar på rad {self._plan.header_row}."
        elif header.row == self._at.row:
            column = header.columns.get(self._at.column)
            yield f"  Här står en rubrik. Kolumnen är {self._column(column)}"
        elif activity is not None:
            yield "  Cellen ligger utanför planens kolumner, och det står ingenting där."
        elif self._table and not any(row == self._at.row for row, _ in self._table.sheet.values):
            yield "  Raden är tom."
        else:
            yield "  Raden räknas inte som en aktivitet."
        yield from (f"  {_said(issue)}" for issue in said)

    # --- what it is recognised as

    def _recognised(self, activity: Activity, column: str) -> Iterator[str]:
        if not activity.text(column):
            return
        words = {
            "utgangspunkt": lambda: self._known(activity.utgangspunkt.id, activity.utgangspunkt.suggestion),
            "omrade": lambda: self._known(activity.omrade.id, activity.omrade.suggestion),
            "tidsplan": lambda: self._period(activity),
            "uppfoljning": lambda: self._follow_up(activity),
        }
        if column in words:
            yield f"  Tolkas som: {words[column]()}"

    def _known(self, code: str | None, suggestion: str | None) -> str:
        names = {point.id: point.name for point in self._definition.utgangspunkter}
        names |= {area.id: area.name for point in self._definition.utgangspunkter for area in point.omraden}
        if code:
            return names[code]
        return f"inget i listan{f' (närmast är {suggestion})' if suggestion else ''}"

    def _period(self, activity: Activity) -> str:
        period = activity.period
        if period is None:
            return "ingenting"
        days = f"{period.start or '…'} till {period.end or '…'}"
        return _KINDS.get(period.kind) or f"{written_period(period)} ({days})"

    def _follow_up(self, activity: Activity) -> str:
        found = activity.follow_up
        reports = written_follow_up(type(found)(found.codes), self._definition.follow_up)
        parts = [f"{'rapporten' if len(found.codes) == 1 else 'rapporterna'} {reports}"] if found.codes else []
        parts += [f"ett annat sätt: {_quoted(found.other)}"] if found.other else []
        parts += [f"{_quoted(name)}, som ingen känner till" for name, _ in found.unknown]
        return listed(parts) or "ingenting"

    # --- the rules

    def _all(self) -> Sequence[Issue]:
        return [*self._result.issues, *(one.issue for one in self._result.accepted), *self._result.trial]

    def _rules(self, activity: Activity, column: str, cell: Cell) -> Iterator[str]:
        spoken = [issue for issue in self._all() if issue.source == self._plan.source]
        declared = self._result.declarations
        asked: list[Declaration] = [
            rule for rule in schemas.rules_about(column, self._definition) if rule.code in declared
        ]
        kept: list[tuple[Declaration, tuple[str, ...]]] = []
        ran = [rule for rule in self._registry.rules if rule.code in declared]
        for look in looks(ran, self._plan, activity, column, spoken):
            if look.rule.scope == "cell" and not cell.text:
                continue
            if look.kept_off_by:
                kept.append((look.rule, look.kept_off_by))
            else:
                asked.append(look.rule)
        yield "Regler som prövade cellen:"
        for rule in sorted(asked, key=lambda rule: rule.code):
            yield from self._verdict(rule, activity, cell)
        if kept:
            yield "Regler som inte fick pröva den:"
        for rule, codes in kept:
            yield f"  {rule.code}  {rule.title}: {listed(codes)} hade redan sagt något."

    def _verdict(self, rule: Declaration, activity: Activity, cell: Cell) -> Iterator[str]:
        own = [issue for issue in self._all() if issue.code == rule.code and issue.source == self._plan.source]
        here = [issue for issue in own if issue.cell == cell.ref or (issue.cell is None and issue.row == activity.row)]
        here += [issue for issue in own if issue.row is None and issue.sheet == self._plan.sheet]  # of the whole plan
        trial = " (på prov)" if is_on_trial(rule, self._definition) else ""
        if here:
            yield from (f"  {rule.code}{trial}  {_said(issue)}{self._accepted(issue)}" for issue in here)
        else:
            yield f"  {rule.code}{trial}  {rule.title}: inget att anmärka."

    def _accepted(self, issue: Issue) -> str:
        waivers = [one.waiver for one in self._result.accepted if one.issue == issue]
        return f" {accepted_in_words(waivers[0])}." if waivers else ""


def _said(issue: Issue) -> str:
    return f"{WISH_WORDS[issue.severity].lower()}: {issue.message} {issue.hint}".rstrip()


def _quoted(text: str) -> str:
    return f"”{text}”" if text else "ingenting"
