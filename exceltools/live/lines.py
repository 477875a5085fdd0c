"""Issues in, what is written into the open workbook of them out: the note of a cell, the lines of the list.

The list has the words and the shape of the one that is sent back to the units, and what is only noted gets no mark
there either.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from exceltools.answers import NOTE_END, NOTE_HEADING, note_lines
from exceltools.catalogue import live as say
from exceltools.definition import Severity
from exceltools.grouping import place_in_words, worst_first
from exceltools.issues import SEVERITIES
from exceltools.model import Issue
from exceltools.safe_text import quoted
from exceltools.wording import SEVERITY_WORDS, listed, severities

# The columns of the list, and their widths in characters.
HEADINGS = (
    ("Allvar", 11),
    ("Var", 11),
    ("Vad det gäller", 50),
    ("Så kan ni göra", 46),
    ("Det står", 34),
    ("Blad", 16),
    ("Kod", 11),
)

_QUOTED = 200  # characters of a cell's text that the list repeats


def by_cell(issues: Iterable[Issue]) -> dict[tuple[str, str], list[Issue]]:
    """Gather what is to be marked, by sheet and cell, the worst first; what is only noted needs no mark."""
    cells: dict[tuple[str, str], list[Issue]] = {}
    for issue in issues:
        if issue.sheet is not None and issue.cell is not None and issue.severity != "info":
            cells.setdefault((issue.sheet, issue.cell), []).append(issue)
    for found in cells.values():
        found.sort(key=worst_first)
    return cells


def severity(issues: Sequence[Issue]) -> Severity:
    """Give the worst severity among the issues of a cell."""
    return min(issues, key=worst_first).severity


def note(issues: Sequence[Issue]) -> str:
    """Write a cell's note."""
    return "\n".join([NOTE_HEADING, *note_lines(issues), NOTE_END])


def line(issue: Issue) -> tuple[str, ...]:
    """Give an issue's line in the list, a text for each of the HEADINGS."""
    return (
        SEVERITY_WORDS[issue.severity],
        place_in_words(issue),
        issue.message,
        issue.hint,
        quoted(issue.value or "", _QUOTED),
        issue.sheet or "",
        issue.code,
    )


def tally(issues: Sequence[Issue]) -> str:
    """Count the issues, the worst first; empty where there are none."""
    number = Counter(issue.severity for issue in issues)
    return listed(severities(number[each], each) for each in SEVERITIES if number[each])


def summary(book: str, issues: Sequence[Issue]) -> str:
    """Say in one line what was found in a workbook."""
    said = say.MARKED if issues else say.NOTHING_FOUND
    return said.format(book=book, tally=tally(issues))
