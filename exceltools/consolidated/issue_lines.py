"""An issue or a group of issues in, its line on a sheet out: the columns that the issue sheets share.

What says which file it is stands to the right, and not on paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlsxwriter.url import Url

from exceltools.consolidated.book import Heading, Sheet, Value
from exceltools.consolidated.contents import Contents
from exceltools.grouping import Group, place_in_words, target
from exceltools.model import Issue
from exceltools.safe_text import quoted
from exceltools.wording import SEVERITY_WORDS, column_name, unit_name

HEADER = 4  # row of the header on every issue sheet: title, what is there, a way on or back, air
SEVERITY = Heading("Allvar", 9)
_SAID = (Heading("Vad", 46), Heading("Gör så här", 42))
_CODE = Heading("Kod", 10, "line")
_FILE = (_CODE, Heading("Fil", 32), Heading("Blad", 14))

GROUP = (
    Heading("Enhet", 21, "line"),
    *_SAID,
    Heading("Kolumn", 15),
    Heading("Celler", 16),
    Heading("Antal", 9, "number"),
    Heading("Det står", 26),
    Heading("Öppna", 9, "link"),
    *_FILE,
)
CELL = (
    SEVERITY,
    Heading("Cell", 9, "link"),
    Heading("Kolumn", 17),
    Heading("Det står", 32),
    *_SAID,
    *_FILE,
)


def group_values(group: Group, contents: Contents) -> Iterator[Value | Url]:
    """Give the values of `GROUP`."""
    issue = group.first
    yield unit_name(contents.definition, contents.owner(issue))
    yield issue.message
    yield issue.hint
    yield column_name(contents.definition, issue.column)
    yield group.places()
    yield len(group.issues)
    yield quoted(" | ".join(quoted(value, 80) for value in group.values))
    yield contents.links.to("Öppna", issue.source, issue.sheet, target(issue)) or ""
    yield issue.code
    yield issue.source
    yield issue.sheet


def cell_values(issue: Issue, contents: Contents) -> Iterator[Value | Url]:
    """Give the values of `CELL`."""
    yield SEVERITY_WORDS[issue.severity]
    yield contents.links.to(place_in_words(issue), issue.source, issue.sheet, target(issue)) or place_in_words(issue)
    yield column_name(contents.definition, issue.column)
    yield quoted(issue.value or "")
    yield issue.message
    yield issue.hint
    yield issue.code
    yield issue.source
    yield issue.sheet


def finish(sheet: Sheet, last: int, headings: Sequence[Heading]) -> None:
    """Set filter, panes and what is printed, when the last row is known."""
    last = max(last, HEADER + 1)
    sheet.raw.autofilter(HEADER, 0, last, len(headings) - 1)
    sheet.raw.freeze_panes(HEADER + 1, 0)
    sheet.raw.print_area(0, 0, last, headings.index(_CODE) - 1)
