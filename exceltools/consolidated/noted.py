"""What was only noticed in, the sheet `Noterat` out: said once, with all its cells, under a band for each rule.

So what is alike is read together, whichever unit it is about.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from exceltools.consolidated.book import BAND, FOLDED_BAND, FOLDED_UNDER, UNDER, Sheet
from exceltools.consolidated.contents import Contents
from exceltools.consolidated.issue_lines import GROUP, HEADER, finish, group_values
from exceltools.grouping import Group, grouped
from exceltools.wording import severities

MOST_OPEN = 500  # lines: more are folded under their bands
_FOLDED = "Raderna är hopfällda. Klicka på + till vänster för att se dem, eller på 2 längst upp till vänster för alla."
_NUMBER = next(place for place, heading in enumerate(GROUP) if heading.text == "Antal")
_BAND = [heading.looking("total number" if place == _NUMBER else "total") for place, heading in enumerate(GROUP)]


def write(sheet: Sheet, contents: Contents) -> None:
    """Write every group of notes, with a link to the first of its cells."""
    issues = [issue for found in contents.by_owner.values() for issue in found if issue.severity == "info"]
    groups = grouped(sorted(issues, key=lambda issue: issue.code))
    folded = len(groups) > MOST_OPEN
    said = (
        f"{severities(len(issues), 'info')}. Inget av det behöver rättas." if issues else "Inget särskilt är noterat."
    )
    sheet.put(0, 0, sheet.name, "title")
    sheet.put(1, 0, said, "quiet")
    sheet.put(2, 0, _FOLDED if folded else "", "quiet")
    sheet.header(HEADER, GROUP)
    sheet.outline()
    row = HEADER + 1
    for code, found in groupby(groups, key=lambda group: group.first.code):
        alike = list(found)
        _band(sheet, row, _title(code, alike, contents), alike, fold=FOLDED_BAND if folded else BAND)
        for number, group in enumerate(alike, row + 1):
            sheet.record(number, GROUP, list(group_values(group, contents)), fold=FOLDED_UNDER if folded else UNDER)
        row += 1 + len(alike)
    finish(sheet, row - 1, GROUP)


def _title(code: str, alike: Sequence[Group], contents: Contents) -> str:
    declared = contents.result.declarations.get(code)
    return f"{declared.title}. {declared.why}" if declared else alike[0].first.rule


def _band(sheet: Sheet, row: int, title: str, alike: Sequence[Group], *, fold: str) -> None:
    values: list[str | float | None] = [None] * len(GROUP)
    values[0], values[_NUMBER] = title, sum(len(group.issues) for group in alike)
    sheet.record(row, _BAND, values, fold=fold)
