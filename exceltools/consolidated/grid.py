"""Activities and their marks in, a grid out: a band with numbers for each unit, under it a line for each activity.

The lines of a unit are an outline: one click folds them away, so that only the bands are left, units against columns.
Where there are many units the sheet starts that way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter.url import Url

from exceltools.consolidated.book import BAND, FOLDED_BAND, FOLDED_UNDER, UNDER, Heading, Sheet, Value
from exceltools.consolidated.contents import Contents
from exceltools.model import Activity
from exceltools.wording import counted

MOST_OPEN = 40  # more units than this are shown folded: nobody looks through thousands of lines
_FIRST = (Heading("Enhet", 24, "line"), Heading("Område", 28, "line"), Heading("Aktivitet", 60, "line"))
_TOP = 4  # row of the header
_NARROWEST = 6.5
_STEPS = 3  # of the colour behind a number: from none of the activities to all
_FOLDED = (
    "Aktiviteterna är hopfällda. Klicka på + vid en enhet för att se dess aktiviteter, "
    "eller på 2 längst upp till vänster för att se alla."
)


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands in a cell of the grid; the look says the same as the text."""

    text: str
    look: str


SURE = Mark("•", "mark")
LIKELY = Mark("(•)", "likely mark")
UNCLEAR = Mark("?", "unclear mark")
NONE = Mark("", "no mark")


@dataclass(frozen=True, slots=True)
class Line:
    """An activity, its mark in each column, and what stands to the right of the marks."""

    activity: Activity
    marks: Sequence[Mark]
    last: Sequence[Value | Url]


@dataclass(frozen=True, slots=True)
class Group:
    """A unit, or a plan that nobody knows whose it is, with its lines; no lines at all where the plan is missing."""

    name: str
    returned: bool
    lines: Sequence[Line]


class Grid:
    """A grid on a sheet of its own."""

    def __init__(self, sheet: Sheet, columns: Sequence[str], last: Sequence[Heading]) -> None:
        """Take what the marked columns are called, and the headings to the right of them."""
        width = max(_NARROWEST, *(len(word) + 1.5 for text in columns for word in text.split()))
        self._sheet = sheet
        self._columns, self._last = len(columns), tuple(last)
        self._headings = [*_FIRST, *(Heading(text, width, NONE.look) for text in columns), *last]
        self._marked = {mark.look: Heading("", width, mark.look) for mark in (SURE, LIKELY, UNCLEAR, NONE)}

    def write(self, said: str, groups: Sequence[Group], contents: Contents) -> None:
        """Write what the marks mean, the header, the numbers of all units together, each unit's numbers and lines."""
        folded = len(groups) > MOST_OPEN
        self._top(said, _FOLDED if folded else "")
        row = _TOP + 1
        if len(groups) > 1:
            every = Group("Alla enheter", returned=True, lines=[line for group in groups for line in group.lines])
            self._band(row, every, "strong total")
            row += 1
        band, under = (FOLDED_BAND, FOLDED_UNDER) if folded else (BAND, UNDER)
        for group in groups:
            self._band(row, group, "total", fold=band if group.lines else BAND)
            for number, line in enumerate(group.lines, row + 1):
                looks = [*_FIRST, *(self._marked[mark.look] for mark in line.marks), *self._last]
                values = (group.name, *contents.said(line.activity), *(mark.text for mark in line.marks), *line.last)
                self._sheet.record(number, looks, values, fold=under)
            row += 1 + len(group.lines)
        self._sheet.raw.autofilter(_TOP, 0, max(row - 1, _TOP + 1), len(self._headings) - 1)

    def _top(self, said: str, folded: str) -> None:
        self._sheet.put(0, 0, self._sheet.name, "title")
        self._sheet.put(1, 0, said, "quiet")
        self._sheet.put(2, 0, folded, "quiet")
        self._sheet.header(_TOP, self._headings)
        self._sheet.outline()
        self._sheet.raw.freeze_panes(_TOP + 1, 1)

    def _band(self, row: int, group: Group, look: str, fold: str = BAND) -> None:
        quiet = Heading("", 20, look)
        said: list[Value] = [group.name, "Ingen plan är inne.", None]
        if group.returned:
            said[1] = counted(len(group.lines), "aktivitet", "aktiviteter")
        found = Counter(column for line in group.lines for column, mark in enumerate(line.marks) if mark is not NONE)
        counts = [found[column] if group.returned else None for column in range(self._columns)]
        warmth = [round(_STEPS * (count or 0) / max(len(group.lines), 1)) for count in counts]
        looks = [*[quiet] * len(_FIRST), *(Heading("", 20, f"{look} heat {step}") for step in warmth)]
        looks += [quiet] * len(self._last)
        self._sheet.record(row, looks, [*said, *counts, *[None] * len(self._last)], fold=fold)
