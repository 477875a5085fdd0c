"""A `Result` in, the consolidated workbook out: what the coordinator works with for weeks.

Every sheet is a module of its own that takes an empty sheet and the contents. To add one: write the module, give the
sheet a name in `contents.py`, and a line below.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from exceltools import style
from exceltools.atomic import write_whole
from exceltools.consolidated import activities as sheet_activities
from exceltools.consolidated import added as sheet_added
from exceltools.consolidated import coverage as sheet_coverage
from exceltools.consolidated import deliveries as sheet_deliveries
from exceltools.consolidated import examples as sheet_examples
from exceltools.consolidated import follow_ups as sheet_follow_ups
from exceltools.consolidated import issues as sheet_issues
from exceltools.consolidated import noted as sheet_noted
from exceltools.consolidated import overview as sheet_overview
from exceltools.consolidated import rules as sheet_rules
from exceltools.consolidated import timeline as sheet_timeline
from exceltools.consolidated.book import Book
from exceltools.consolidated.contents import (
    ACTIVITIES,
    CELLS,
    COVERAGE,
    DELIVERIES,
    EXAMPLES,
    FOLLOW_UPS,
    ISSUES,
    NOTED,
    OVERVIEW,
    RULES,
    TIMELINE,
    Contents,
    contents,
)
from exceltools.consolidated.links import SourceLinks
from exceltools.good_examples import Mark
from exceltools.model import Result

_SHEETS = (
    (OVERVIEW, sheet_overview.write),
    (ACTIVITIES, sheet_activities.write),
    (COVERAGE, sheet_coverage.write),
    (TIMELINE, sheet_timeline.write),
    (FOLLOW_UPS, sheet_follow_ups.write),
    (EXAMPLES, sheet_examples.write),
    (ISSUES, sheet_issues.write_grouped),
    (NOTED, sheet_noted.write),
    (DELIVERIES, sheet_deliveries.write),
    (RULES, sheet_rules.write),
)


def write_workbook(
    result: Result, path: Path, copies: Mapping[str, Path] = MappingProxyType({}), marks: Sequence[Mark] = ()
) -> None:
    """Write the consolidated workbook. The same result, written to the same place, gives the same bytes.

    Args:
        result: all that the merge found out.
        path: where the workbook goes.
        copies: where a source has a copy that the links should lead to.
        marks: good examples that the coordinator has marked in an earlier workbook.

    Raises:
        OutputError: the file cannot be written; what stood there before is untouched.
    """
    write_whole(path, workbook(contents(result, SourceLinks(path.parent, copies), marks)))


def workbook(given: Contents) -> bytes:
    """Give the consolidated workbook as the bytes of an .xlsx file."""
    book = Book(given.definition)
    for name, write in _SHEETS:
        write(book.sheet(name, tab=style.HEADER), given)
    for name, added in given.added_sheets.items():
        sheet_added.write(book.sheet(name, tab=style.HEADER), given, added)
    for unit, name in given.unit_sheets.items():
        to_mend = given.counts[unit, "error"] + given.counts[unit, "warning"]
        sheet_issues.write_unit(book.sheet(name, tab=style.WARNING if to_mend else style.INFO), given, unit)
    if given.too_many:
        sheet_issues.write_cells(book.sheet(CELLS), given)
    return book.finish()
