"""A `Result` and the folder of the workbook in, what several sheets need to know of each other out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from xlsxwriter.url import Url

from exceltools import good_examples
from exceltools.consolidated.book import internal, sheet_names
from exceltools.consolidated.links import SourceLinks
from exceltools.coverage import Slot, asked, slots
from exceltools.definition import Definition, Severity, Unit, UnitKind
from exceltools.good_examples import Examples, Mark
from exceltools.grouping import worst_first
from exceltools.model import Activity, AddedSheet, Issue, Result
from exceltools.sentences import KINDS, awaited
from exceltools.wording import EVERYBODY, OTHER_FILES, shortened, unit_name

OVERVIEW = "Översikt"
ACTIVITIES = "Sammanställning"
COVERAGE = "Täckning"
ISSUES = "Avvikelser"
NOTED = "Noterat"
TIMELINE = "Tidslinje"
FOLLOW_UPS = "Uppföljning"
DELIVERIES = "Leveranser"
RULES = "Regler"
EXAMPLES = "Goda exempel"
CELLS = "Avvikelser per cell"
CELLS_FIRST = 6  # its first line, as Excel counts
SHEETS = (
    *(OVERVIEW, ACTIVITIES, COVERAGE, TIMELINE, FOLLOW_UPS, EXAMPLES, ISSUES, NOTED, DELIVERIES, RULES),
    CELLS,
)
# Headers of `Sammanställning` that are read again from an earlier workbook.
UNIT_HEADER, MARK_HEADER = "Enhet", "Lyft som gott exempel"

MOST_UNIT_SHEETS = 40  # more tabs than this nobody finds their way among: then one sheet lists every cell instead


@dataclass(frozen=True, slots=True)
class Owner:
    """A unit with its activities, or those of plans that nobody knows whose they are."""

    id: str | None
    name: str
    returned: bool
    activities: tuple[Activity, ...]


@dataclass(frozen=True)
class Contents:
    """What the workbook is about, and which sheets it has for whom."""

    result: Result
    links: SourceLinks
    unit_sheets: Mapping[str | None, str]  # unit id, or None for unknown units -> sheet name
    added_sheets: Mapping[str, AddedSheet] = field(default_factory=dict)  # sheet name -> what a plugin added
    examples: Examples = field(default_factory=Examples)  # what somebody has marked
    too_many: bool = False  # for a sheet each: one sheet with every cell takes their place

    @property
    def definition(self) -> Definition:
        """The definition of the result."""
        return self.result.definition

    @property
    def main_sheets(self) -> tuple[str, ...]:
        """The sheets that every workbook has, but for the first."""
        return tuple(name for name in SHEETS if name not in (OVERVIEW, CELLS))

    @cached_property
    def is_a_round(self) -> bool:
        """Tell whether everybody was asked for a plan, rather than one or a few workbooks looked at by themselves."""
        return bool(awaited(self.result)) or len(self.returned) == len(self.definition.units)

    def owner(self, issue: Issue) -> str | None:
        """Give the id of the unit that an issue is about: None if unknown, a sign where it is nobody's plan."""
        if issue.unit is not None:
            return issue.unit
        if issue.source is None:
            return EVERYBODY
        return None if issue.source in self._strangers else OTHER_FILES

    @cached_property
    def _strangers(self) -> frozenset[str]:
        return frozenset(plan.source for plan in self.result.plans if plan.unit is None)

    @cached_property
    def counts(self) -> Counter[tuple[str | None, Severity]]:
        """Number of issues by owner and severity."""
        return Counter((self.owner(issue), issue.severity) for issue in self.result.issues)

    @cached_property
    def returned(self) -> frozenset[str]:
        """Ids of the units whose plan counts."""
        return frozenset(plan.unit.id for plan in self.result.plans if plan.unit is not None)

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The units that this is about: whose plan is in, missing or spoken of. The others nobody asked for."""
        lacking = {unit.id for unit in awaited(self.result)}
        concerned = {*self.returned, *lacking, *(issue.unit for issue in self.result.issues)}
        return tuple(unit for unit in self.definition.units if unit.id in concerned)

    @cached_property
    def owners(self) -> tuple[Owner, ...]:
        """The units with their activities, and last what nobody knows whose it is."""
        found: dict[str | None, list[Activity]] = {}
        for activity in self.result.activities:
            found.setdefault(activity.unit, []).append(activity)
        owners = [
            Owner(unit.id, unit.name, unit.id in self.returned, tuple(found.get(unit.id, ()))) for unit in self.units
        ]
        if None in found:
            owners.append(Owner(None, unit_name(self.definition, None), returned=True, activities=tuple(found[None])))
        return tuple(owners)

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """Every utgångspunkt followed by its områden, in the definition's order."""
        return tuple(slots(self.definition))

    @cached_property
    def matrix(self) -> Mapping[str, Mapping[Slot, int]]:
        """Number of activities of each returned unit in each slot, zeros too."""
        empty = dict.fromkeys(self.slots, 0)
        counts = {unit: dict(empty) for unit in self.returned}
        for count in self.result.coverage:
            counts.setdefault(count.unit, dict(empty))[count.utgangspunkt, count.omrade] = count.activities
        return counts

    @cached_property
    def total(self) -> Mapping[Slot, int]:
        """Number of activities of all known units in each slot."""
        return {slot: sum(counts[slot] for counts in self.matrix.values()) for slot in self.slots}

    @cached_property
    def asked(self) -> Mapping[str, frozenset[Slot]]:
        """What each unit is to have activities within."""
        return {unit.id: frozenset(asked(unit, self.definition)) for unit in self.definition.units}

    def covered(self, unit: str, *, areas: bool) -> str:
        """Say how many utgångspunkter, or områden, a unit has activities within, of how many it is asked for."""
        numbers = {slot: number for slot, number in self.matrix[unit].items() if (slot[1] is not None) == areas}
        wanted = self.asked[unit] & numbers.keys()
        if not wanted:
            return str(sum(number > 0 for number in numbers.values()))
        return f"{sum(numbers[slot] > 0 for slot in wanted)} av {len(wanted)}"

    def having(self, slot: Slot, kind: UnitKind) -> tuple[int, int]:
        """Give how many units of a kind have activities in a slot, and how many units there are of the kind."""
        units = [unit.id for unit in self.definition.units if unit.kind == kind]
        return sum(self.matrix[unit][slot] > 0 for unit in units if unit in self.returned), len(units)

    def names(self, activity: Activity) -> tuple[str, str]:
        """Give the definition's names of the utgångspunkt and the område that were recognised, "" for the others."""
        return self._names[activity.utgangspunkt.id, None], self._names[activity.omrade_of, activity.omrade.id]

    def said(self, activity: Activity) -> tuple[str, str]:
        """Say on a line within which område an activity is, by its name or as it was written, and what is done."""
        area = self.names(activity)[1] or activity.text("omrade")
        return shortened(area, 31), shortened(activity.text("metod") or activity.text("mal"), 72)

    @cached_property
    def _names(self) -> Mapping[tuple[str | None, str | None], str]:
        names: defaultdict[tuple[str | None, str | None], str] = defaultdict(str)
        for point in self.definition.utgangspunkter:
            names[point.id, None] = point.name
            names.update({(point.id, area.id): area.name for area in point.omraden})
        return names

    @cached_property
    def marks(self) -> Mapping[good_examples.Place, str]:
        """What the coordinator wrote beside activities that are good examples, by their places."""
        return self.examples.written()

    def way_to(self, activity: Activity, column: str = "") -> Url | str:
        """Give a link to the cell of an activity in its source, or to its row, that says "Rad 7"; text if none."""
        cell = activity.cells[column].ref if column else None
        text = f"Rad {activity.row}"
        return self.links.to(text, activity.source, activity.sheet, cell or f"A{activity.row}") or text

    @property
    def kinds(self) -> tuple[UnitKind, ...]:
        """The kinds of units that the definition has."""
        return tuple(kind for kind in KINDS if any(unit.kind == kind for unit in self.definition.units))

    @cached_property
    def by_owner(self) -> Mapping[str | None, list[Issue]]:
        """The issues of everybody, of other files and of each owner, worst first, then in order of place."""
        owners = (EVERYBODY, OTHER_FILES, None, *(unit.id for unit in self.definition.units))
        ranks = {one: rank for rank, one in enumerate(owners)}
        found: dict[str | None, list[Issue]] = {}
        for issue in sorted(self.result.issues, key=lambda one: (ranks[self.owner(one)], worst_first(one))):
            found.setdefault(self.owner(issue), []).append(issue)
        return found

    def way_to_issues(self, unit: str | None, text: str) -> Url:
        """Give a link to where the issues of an owner stand, a cell a line: its sheet, or its first line of all."""
        if self.too_many:
            return internal(CELLS, text, f"A{self._first_lines.get(unit, 1)}")
        return internal(self.unit_sheets.get(unit, ISSUES), text)

    @cached_property
    def _first_lines(self) -> Mapping[str | None, int]:
        """Number, as Excel counts, of each owner's first line on the sheet of every cell."""
        lines: dict[str | None, int] = {}
        line = CELLS_FIRST
        for one, issues in self.by_owner.items():
            lines[one] = line
            line += len(issues)
        return lines


def contents(result: Result, links: SourceLinks, marks: Sequence[Mark] = ()) -> Contents:
    """Decide who gets an issue sheet: each unit with something to mend or see in a cell, unless they are too many."""
    given = Contents(result, links, {})
    faulty = {
        given.owner(issue)
        for issue in result.issues
        if issue.source is not None and (issue.severity != "info" or issue.cell is not None)
    }
    possible = (*(unit.id for unit in result.definition.units), None, OTHER_FILES)
    owners = [one for one in possible if one in faulty]
    too_many = len(owners) > MOST_UNIT_SHEETS
    wanted = [] if too_many else [unit_name(result.definition, one) for one in owners]
    names = sheet_names([*wanted, *(sheet.name for sheet in result.sheets)], SHEETS)
    return Contents(
        result,
        links,
        unit_sheets=dict(zip(owners, names[: len(wanted)], strict=False)),
        added_sheets=dict(zip(names[len(wanted) :], result.sheets, strict=True)),
        examples=good_examples.find(result.activities, marks),
        too_many=too_many,
    )
