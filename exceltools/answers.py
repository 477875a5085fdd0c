"""A workbook that came back in, the unit's answers on its feedback sheet out.

The sheet was written by `exceltools.feedback` in an earlier round. It is known again by its headings, wherever they
stand and whatever the sheet is called by now. Everything on it that we did not write is an answer or a remark.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from exceltools.cell_names import reference
from exceltools.layout import REVIEW_TITLE
from exceltools.model import Issue
from exceltools.reading.raw import RawSheet, RawWorkbook
from exceltools.text import clean, key
from exceltools.wording import SEVERITY_WORDS

TITLE = "Återkoppling"
NOTE = f"––– {TITLE} –––"  # the heading of ours in a note, whichever program has saved the workbook since
# What stands around ours in a note of a workbook that was checked while it was open.
NOTE_HEADING = f"––– {REVIEW_TITLE} –––"
NOTE_END = "–––"  # what somebody adds to a note stands below it, or above the heading
ANSWER = "Svar från förvaltningen"
# The columns of the feedback sheet from the left; the last one is hidden and knows the issues again.
HEADINGS = ("Allvar", "Var", "Vad det gäller", "Så kan ni göra", ANSWER, "Nyckel")
_WORDS = tuple(f"{word}: " for word in SEVERITY_WORDS.values())  # how our lines begin
_LONGEST = 60  # characters: none of them is longer, whatever has been added to it
_SEVERITY, _WHERE, _WHAT, _TO_DO, _, _KEY = range(len(HEADINGS))


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a feedback sheet that came back."""

    cell: str  # of the answer, "E9"
    severity: str  # in the words of the time
    where: str  # the place in the plan as it was named: "E6–E9"
    what: str
    to_do: str
    answer: str  # empty where there is none
    fingerprints: tuple[str, ...]  # of the issues that the line stood for


@dataclass(frozen=True, slots=True)
class Answered:
    """A feedback sheet as it came back."""

    sheet: str
    lines: tuple[Line, ...]
    remarks: Mapping[str, str]  # cell -> what the unit wrote anywhere else on the sheet


def note_lines(issues: Iterable[Issue]) -> list[str]:
    """Write what the note on a cell says of its issues, in whichever kind of note."""
    said = ((f"{SEVERITY_WORDS[issue.severity]}: {issue.message}", issue.hint) for issue in issues)
    return [line for lines in said for line in lines if line]


def answered(workbook: RawWorkbook) -> list[Answered]:
    """Give the feedback sheets of a workbook; usually one or none."""
    found = ((sheet, _headings(sheet)) for sheet in workbook.sheets)
    return [_read(sheet, row, columns) for sheet, (row, columns) in found if columns]


def is_feedback(sheet: RawSheet) -> bool:
    """Tell whether a sheet is a feedback sheet of an earlier round."""
    return bool(_headings(sheet)[1])


def _headings(sheet: RawSheet) -> tuple[int, dict[str, int]]:
    """Give the row of the headings and the column of each; no columns where there is no such row."""
    short = (text for text in sheet.values.values() if isinstance(text, str) and len(text) <= _LONGEST)
    if not any(text.lstrip()[:1] in ("S", "s") and key(text) == key(ANSWER) for text in short):
        return 0, {}  # nearly every sheet
    wanted = {key(heading): heading for heading in HEADINGS}
    rows: dict[int, dict[str, int]] = {}
    beginnings = {heading[0] for heading in HEADINGS}
    for (row, column), value in sorted(sheet.values.items()):
        if not isinstance(value, str) or len(value) > _LONGEST or value.lstrip()[:1].upper() not in beginnings:
            continue  # nearly every cell
        if key(value) in wanted:
            rows.setdefault(row, {}).setdefault(wanted[key(value)], column)
    enough = {HEADINGS[_WHAT], HEADINGS[_TO_DO], ANSWER}
    return next(((row, columns) for row, columns in rows.items() if enough <= columns.keys()), (0, {}))


def _read(sheet: RawSheet, headings: int, columns: Mapping[str, int]) -> Answered:
    rows: dict[int, dict[int, str]] = {}
    for (row, column), value in sorted(sheet.values.items()):
        text = clean(str(value))
        if text and (row > headings or column not in range(1, len(HEADINGS) + 1)):
            rows.setdefault(row, {})[column] = text
    lines: list[Line] = []
    remarks: dict[str, str] = {}
    for row, texts in rows.items():
        said = {heading: texts.pop(column) for heading, column in columns.items() if column in texts and row > headings}
        if HEADINGS[_WHAT] in said and (HEADINGS[_SEVERITY] in said or HEADINGS[_KEY] in said):
            lines.append(_line(said, reference(row, columns[ANSWER])))
        else:
            texts |= {columns[heading]: text for heading, text in said.items()}
        remarks |= {reference(row, column): text for column, text in sorted(texts.items())}
    return Answered(sheet.name, tuple(lines), remarks)


def _line(said: Mapping[str, str], cell: str) -> Line:
    return Line(
        cell=cell,
        severity=said.get(HEADINGS[_SEVERITY], ""),
        where=said.get(HEADINGS[_WHERE], ""),
        what=said[HEADINGS[_WHAT]],
        to_do=said.get(HEADINGS[_TO_DO], ""),
        answer=said.get(ANSWER, ""),
        fingerprints=tuple(said.get(HEADINGS[_KEY], "").split()),
    )


def foreign_lines(after: str, known: Collection[str]) -> Iterator[str]:
    """Give the lines under the heading of our note that we have not written.

    Args:
        after: what stands in a note below `NOTE`.
        known: lines that we wrote, as far as that is known.
    """
    ours = False
    for line in after.split("\n"):
        text = clean(line)
        if text.startswith(_WORDS):
            ours = not known  # what we wrote is not known: the line that follows is what we advised
        elif text and text not in known and not ours:
            yield line
        else:
            ours = False


def without_ours(text: str) -> str:
    r"""Give what somebody else has written in a note; the whole of it where it is none of ours.

    >>> without_ours("––– Granskning –––\nFel: Cellen är tom.\n–––\nVi frågar Anna.")
    'Vi frågar Anna.'
    >>> without_ours("Granskning sker på måndag")
    'Granskning sker på måndag'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if NOTE_HEADING not in lines:
        return text
    start = lines.index(NOTE_HEADING)
    if NOTE_END not in lines[start:]:
        return text
    end = lines.index(NOTE_END, start)
    return "\n".join([*lines[:start], *lines[end + 1 :]]).strip()
