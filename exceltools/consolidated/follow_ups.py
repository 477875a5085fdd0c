"""The follow-ups in, the sheet `Uppföljning` out: what is followed up in which report, unit by unit.

One column for each report, one for other ways of following up, and one for activities that do not say.
"""

from __future__ import annotations

from exceltools.consolidated.book import Heading, Sheet
from exceltools.consolidated.contents import Contents
from exceltools.consolidated.grid import NONE, SURE, UNCLEAR, Grid, Group, Line, Mark
from exceltools.definition import Definition
from exceltools.model import Activity, FollowUp
from exceltools.wording import listed

_OTHER, _UNCLEAR = "Annat sätt", "Oklart"


def write(sheet: Sheet, contents: Contents) -> None:
    """Write the grid: for each unit how many activities each report takes up, and each activity."""
    definition = contents.definition
    meaning = listed(f"{one.code} är {one.name[:1].lower()}{one.name[1:]}" for one in definition.follow_up)
    said = f"{meaning}. {UNCLEAR.text} planen säger inte, eller går inte att tolka. Siffrorna är antalet aktiviteter."
    columns = [*(one.code for one in definition.follow_up), _OTHER, _UNCLEAR]
    header = f"{definition.column('uppfoljning').header}, som det skrevs"
    grid = Grid(sheet, columns, (Heading(header, 40), Heading("Öppna", 9, "link")))
    groups = [
        Group(owner.name, owner.returned, [_line(activity, contents) for activity in owner.activities])
        for owner in contents.owners
    ]
    grid.write(said, groups, contents)


def _line(activity: Activity, contents: Contents) -> Line:
    last = activity.text("uppfoljning"), contents.way_to(activity, "uppfoljning")
    return Line(activity, marks(activity.follow_up, contents.definition), last)


def marks(found: FollowUp, definition: Definition) -> list[Mark]:
    """Give an activity's mark in each column."""
    codes = [SURE if one.code in found.codes else NONE for one in definition.follow_up]
    unclear = found.unknown or not (found.codes or found.other)
    return [*codes, SURE if found.other else NONE, UNCLEAR if unclear else NONE]
