"""Units and plans in, the table of units on `Översikt` out: who is in, what each covers, and what is left to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from xlsxwriter.url import Url

from exceltools import style
from exceltools.consolidated.book import Heading, Sheet, Value
from exceltools.consolidated.contents import Contents
from exceltools.definition import Unit
from exceltools.model import Plan
from exceltools.sentences import awaited
from exceltools.wording import EVERYBODY, KIND_WORDS, OTHER_FILES, counted, digits, unit_name

LEFT = 1  # the sheet has a narrow margin first

UNITS = (
    Heading("Enhet", 27, "line"),
    Heading("Grupp", 13, "line"),
    Heading("Plan", 13, "line"),
    Heading("Aktiviteter", 15, "number"),
    Heading("Utgångspunkter", 19, "share"),
    Heading("Områden", 13, "share"),
    Heading("Fel", 13, "number"),
    Heading("Varningar", 14, "number"),
    Heading("Att göra", 15, "centred link"),
    Heading("Fil", 50, "link"),
)
_PLAN, ERRORS, WARNINGS = 2, 6, 7  # columns of the table, from its left


@dataclass(frozen=True, slots=True)
class _Line:
    """A unit with its plan; or everything that nobody knows whose it is, or that is everybody's."""

    owner: str | None
    unit: Unit | None
    plans: tuple[Plan, ...] = ()
    awaited: bool = False

    @property
    def state(self) -> tuple[str, str]:
        """What is said of the plan, and the look of it."""
        if self.plans:
            return "Inne", "ok word"
        if self.unit is None:
            return "", "line"
        return ("Saknas", "warning word") if self.awaited else ("Inte med", "line")


def write(sheet: Sheet, row: int, contents: Contents) -> int:
    """Write the table with its heading; give the number of its lines."""
    sheet.put(row, LEFT, "Enheterna", "heading")
    top = row + 1
    sheet.header(top, UNITS, LEFT)
    lines = _lines(contents)
    for number, line in enumerate(lines, top + 1):
        for column, (heading, value) in enumerate(zip(UNITS, _values(line, contents), strict=True), LEFT):
            look = line.state[1] if heading is UNITS[_PLAN] else heading.look
            if isinstance(value, Url):
                sheet.link(number, column, value, look)
            else:
                sheet.put(number, column, value, look)
    last = top + len(lines)
    sheet.raw.autofilter(top, LEFT, last, LEFT + len(UNITS) - 1)
    for column, paint in ((LEFT + ERRORS, style.ERROR), (LEFT + WARNINGS, style.WARNING)):
        bar = {"type": "data_bar", "bar_color": paint.fill, "bar_solid": True, "min_type": "num", "min_value": 0}
        sheet.raw.conditional_format(top + 1, column, last, column, bar)
    return len(lines)


def _lines(contents: Contents) -> list[_Line]:
    plans = {plan.unit.id: plan for plan in contents.result.plans if plan.unit is not None}
    lacking = {unit.id for unit in awaited(contents.result)}
    lines = [
        _Line(unit.id, unit, (plans[unit.id],) if unit.id in plans else (), unit.id in lacking)
        for unit in contents.units
    ]
    strangers = tuple(plan for plan in contents.result.plans if plan.unit is None)
    if strangers or None in contents.by_owner:
        lines.append(_Line(None, None, strangers))
    lines += [_Line(one, None) for one in (OTHER_FILES, EVERYBODY) if one in contents.by_owner]
    return lines


def _values(line: _Line, contents: Contents) -> Iterator[Value | Url]:
    unit, plans = line.unit, line.plans
    yield unit_name(contents.definition, line.owner)
    yield KIND_WORDS[unit.kind][0].capitalize() if unit else ""
    yield line.state[0]
    yield sum(len(plan.activities) for plan in plans) if plans else None
    for areas in (False, True):
        yield contents.covered(unit.id, areas=areas) if unit and plans else ""
    errors, warnings = contents.counts[line.owner, "error"], contents.counts[line.owner, "warning"]
    yield errors
    yield warnings
    yield _to_do(line.owner, errors + warnings, contents)
    yield _file(plans, contents)


def _to_do(owner: str | None, number: int, contents: Contents) -> Value | Url:
    """Lead to what there is to do, or where there is nothing, to what was noted in the cells."""
    if number:
        return contents.way_to_issues(owner, f"Visa {digits(number)}")
    noted = contents.counts[owner, "info"]
    has_own = owner in contents.unit_sheets or (contents.too_many and noted)
    return contents.way_to_issues(owner, f"Noterat {digits(noted)}") if has_own else ""


def _file(plans: tuple[Plan, ...], contents: Contents) -> Value | Url:
    if len(plans) != 1:
        return counted(len(plans), "fil", "filer") if plans else ""
    name = PurePosixPath(plans[0].source).name
    return contents.links.to(name, plans[0].source, plans[0].sheet) or name
