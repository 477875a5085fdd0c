"""Issues in, what is written into a marked workbook out: the note of a cell, how bad it is, the lines of the list.

The words are the same whether the workbook is open or is a copy that is sent back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from exceltools.definition import Definition, Severity
from exceltools.issues import SEVERITIES
from exceltools.model import Issue
from exceltools.safe_text import quoted
from exceltools.wording import SEVERITY_WORDS, column_name, counted, listed

NOTE_HEADING = "Granskning"
NOTE_END = "– exceltools –"  # what somebody adds to a note stands below it, or above the heading

# The columns of the list, and their widths in characters.
HEADINGS = (
    ("Allvar", 10),
    ("Cell", 9),
    ("Kolumn", 20),
    ("Det står", 34),
    ("Vad", 50),
    ("Gör så här", 46),
    ("Kod", 10),
    ("Blad", 16),
)

_QUOTED = 200  # characters of a cell's text that the list repeats


def by_cell(issues: Iterable[Issue]) -> dict[tuple[str, str], list[Issue]]:
    """Gather the issues of each cell, by sheet and cell, the worst first."""
    cells: dict[tuple[str, str], list[Issue]] = {}
    for issue in issues:
        if issue.sheet is not None and issue.cell is not None:
            cells.setdefault((issue.sheet, issue.cell), []).append(issue)
    for found in cells.values():
        found.sort(key=lambda issue: SEVERITIES.index(issue.severity))
    return cells


def severity(issues: Sequence[Issue]) -> Severity:
    """Give the worst severity among the issues of a cell."""
    return min((issue.severity for issue in issues), key=SEVERITIES.index)


def note(issues: Sequence[Issue]) -> str:
    """Write a cell's note."""
    said = [
        f"{SEVERITY_WORDS[issue.severity]} {issue.code}: {issue.message}\n{issue.hint}".rstrip() for issue in issues
    ]
    return "\n\n".join([NOTE_HEADING, *said, NOTE_END])


def without_ours(text: str) -> str:
    r"""Give what somebody else has written in a note; the whole of it where it is none of ours.

    >>> without_ours("Granskning\n\nFel SCH001: Cellen är tom.\n\n– exceltools –\nVi frågar Anna.")
    'Vi frågar Anna.'
    >>> without_ours("Granskning sker på måndag")
    'Granskning sker på måndag'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if NOTE_HEADING not in lines or NOTE_END not in lines:
        return text
    start, end = lines.index(NOTE_HEADING), lines.index(NOTE_END)
    if end < start:
        return text
    return "\n".join([*lines[:start], *lines[end + 1 :]]).strip()


def line(issue: Issue, definition: Definition) -> tuple[str, ...]:
    """Give an issue's line in the list, a text for each of the HEADINGS."""
    return (
        SEVERITY_WORDS[issue.severity],
        place(issue),
        column_name(definition, issue.column),
        quoted(issue.value or "", _QUOTED),
        issue.message,
        issue.hint,
        issue.code,
        issue.sheet or "",
    )


def place(issue: Issue) -> str:
    """Name the place as exactly as it is known: "G14", a row, the sheet or the file."""
    if issue.row is not None:
        return issue.cell or f"Rad {issue.row}"
    return "Bladet" if issue.sheet else "Filen" if issue.source else ""


def target(issue: Issue) -> str | None:
    """Give the cell that a link to the issue leads to, on the issue's sheet; None where there is no such place."""
    return issue.cell or (f"A{issue.row}" if issue.row else None)


def tally(issues: Sequence[Issue]) -> str:
    """Count the issues: "2 fel, 1 varning och 3 saker som bara noterats"."""
    errors, warnings, infos = (sum(issue.severity == each for issue in issues) for each in SEVERITIES)
    parts = [counted(errors, "fel", "fel")] if errors else []
    parts += [counted(warnings, "varning", "varningar")] if warnings else []
    parts += [f"{counted(infos, 'sak', 'saker')} som bara noterats"] if infos else []
    return listed(parts)
