"""The words that all stages share: cells, activities, plans, deliveries and issues, as plain frozen data.

Every value keeps where it came from (source, sheet, row, cell) to the very end. Nothing here reads, writes or judges.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from exceltools.definition import Definition, Grade, Severity, Unit

PeriodKind = Literal[
    "span",  # 2021 – 2022
    "single",  # 2022, hösten 2021, september 2021
    "open",  # löpande, tills vidare: no end and no start
    "from",  # fr.o.m. 2021
    "until",  # t.o.m. 2022, senast 31 mars 2022
    "ambiguous",  # 2021/2022 without the word läsåret: a school year or two years?
    "reversed",  # 2022 – 2021
    "impossible",  # 31 februari 2021
    "no-year",  # hösten, september
    "not-a-period",  # anything else
]
PeriodRemark = Literal[
    "",
    "two-digit-years",  # 21–22
    "several",  # hösten 2021 och hösten 2022: start and end embrace them, with a gap or an overlap between
]
SourceStatus = Literal["read", "refused", "superseded", "ignored"]
PluginState = Literal["ran", "failed", "not relevant"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of an activity."""

    column: str  # column id, or the header for a column that the unit added
    text: str  # cleaned: as a person reads it
    raw: str  # as it stood in the workbook, dates and numbers written out
    ref: str | None  # "G14"; None where the returned sheet has no such column
    inherited: bool = False  # the value stands in another row: of a merged cell, or of the one this row continues
    unread: bool = False  # there is something that could not be read, and an issue says so


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a text was recognised as in one of the definition's code lists."""

    id: str | None  # exactly one entry, by its name or an alias
    suggestion: str | None = None  # the nearest entry's name where nothing was recognised: proposed, never used


@dataclass(frozen=True, slots=True)
class Period:
    """What a time plan says. `start` and `end` are None where the text does not tell; both ends included."""

    kind: PeriodKind
    start: dt.date | None
    end: dt.date | None
    suggestion: str = ""  # how it could be written instead, where the grammar can tell
    remark: PeriodRemark = ""  # what should be said of a period that was read all the same


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What a follow-up says."""

    codes: tuple[str, ...]  # recognised codes, each once, in the definition's order
    other: str = ""  # the rest of the text: another way of follow-up
    unknown: tuple[tuple[str, str], ...] = ()  # (what looks like a code, nearest code or "")


@dataclass(frozen=True, slots=True)
class Activity:
    """One row of a plan: a method with its responsible, its time and its follow-up."""

    unit: str | None  # unit id
    source: str  # path of the workbook as given on the command line
    sheet: str
    row: int  # 1-based, the workbook's own
    cells: Mapping[str, Cell]  # all seven columns, by column id
    extra: Mapping[str, Cell]  # columns that the unit added, by their header
    utgangspunkt: Recognised
    omrade: Recognised
    omrade_of: str | None  # id of the utgångspunkt that the recognised område belongs to
    period: Period | None  # None where the cell is empty
    follow_up: FollowUp

    def text(self, column: str) -> str:
        """Give the cleaned text of a column; empty where the cell is empty or the column is missing."""
        return self.cells[column].text


@dataclass(frozen=True, slots=True)
class Plan:
    """What one unit returned: the activities of one sheet of one workbook."""

    unit: Unit | None  # None: nobody knows whose it is
    source: str
    sheet: str
    header_row: int  # 1-based
    columns: Mapping[str, str]  # column id -> cell of its header ("C5"); a missing column is not there
    activities: tuple[Activity, ...]
    template_version: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """What is known of a rule before anything is checked. Codes are stable and never used again for another rule."""

    code: str  # ASCII: the owner's prefix and a number, "TID003"
    name: str  # kebab-case, "period-reversed"
    title: str  # Swedish, a few words
    severity: Grade
    why: str  # Swedish: why the rule exists, for the handbook
    former: tuple[str, ...] = ()  # codes it was known by before


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """What a rule found, with its place. Places are None where there is no one cell, never wrong ones."""

    code: str
    rule: str
    severity: Severity
    unit: str | None
    source: str | None
    sheet: str | None
    cell: str | None
    row: int | None
    column: str | None
    value: str | None
    message: str
    hint: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Waiver:
    """Why an issue is accepted."""

    reason: str
    who: str
    until: dt.date  # the last day


@dataclass(frozen=True, slots=True)
class Accepted:
    """An issue that somebody has accepted: it is seen, but counts nowhere."""

    issue: Issue
    waiver: Waiver


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file that was looked at, and what became of it."""

    path: str  # as given on the command line, relative, forward slashes
    sha256: str | None
    bytes: int | None
    status: SourceStatus
    reason: str | None = None  # issue code
    unit: str | None = None
    sheet: str | None = None
    template_version: str | None = None
    activities: int = 0
    modified: dt.datetime | None = None  # last saved, by the file's own properties


@dataclass(frozen=True, slots=True)
class PluginRun:
    """A plugin as the report names it."""

    name: str
    version: str
    origin: str
    status: PluginState


@dataclass(frozen=True, slots=True)
class Count:
    """Number of activities that a unit has within an utgångspunkt, or within one område of it."""

    unit: str
    utgangspunkt: str
    omrade: str | None  # None: the whole utgångspunkt
    activities: int


# What a cell of a plugin's sheet may hold; an activity becomes a link to its row in the returned workbook.
SheetValue = str | int | float | dt.date | Activity | None


@dataclass(frozen=True, slots=True)
class AddedSheet:
    """A sheet that a plugin adds to the consolidated workbook, filled in."""

    name: str
    about: str  # a sentence under the title
    headings: Mapping[str, float]  # text -> width in characters
    rows: tuple[tuple[SheetValue, ...], ...]  # as long as there are headings


@dataclass(frozen=True, slots=True)
class Result:
    """Everything that a merge found out; report and workbook are two views of it."""

    definition: Definition
    plugins: tuple[PluginRun, ...]
    sources: tuple[Source, ...]  # sorted by path
    plans: tuple[Plan, ...]  # the ones that count, in the definition's order of units, unknown units last
    issues: tuple[Issue, ...]  # the open ones, sorted by place, then code
    coverage: tuple[Count, ...]  # every returned unit against every utgångspunkt and område, zeros too
    declarations: Mapping[str, Declaration] = field(default_factory=dict)  # of every rule that could have spoken
    sheets: tuple[AddedSheet, ...] = ()  # what plugins add to the workbook
    accepted: tuple[Accepted, ...] = ()  # in the same order
    trial: tuple[Issue, ...] = ()  # what rules on trial say: it counts nowhere

    @property
    def activities(self) -> tuple[Activity, ...]:
        """All activities of all plans, in order."""
        return tuple(activity for plan in self.plans for activity in plan.activities)

    def returned(self, unit_id: str) -> bool:
        """Tell whether a plan of the unit was read and counts."""
        return any(plan.unit is not None and plan.unit.id == unit_id for plan in self.plans)
