"""What the reader noticed beside the values in, issues out: nothing that somebody wrote or hid goes unsaid."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from exceltools import catalogue as say
from exceltools.answers import NOTE, TITLE, Answered, foreign_lines, without_ours
from exceltools.cell_names import column_letters, column_number, parted
from exceltools.intake.voice import Voice
from exceltools.layout import OWN_TITLES, REVIEW_TITLE, Table
from exceltools.model import Issue, Plan
from exceltools.reading.raw import Noted, NotedKind, RawSheet, RawWorkbook
from exceltools.text import clean
from exceltools.wording import listed, shortened
from exceltools.written import written

_HIDDEN: tuple[tuple[NotedKind, str, str, str, str], ...] = (
    ("hidden-row", "Rad", "är dold", "Raderna", "är dolda"),
    ("filtered-row", "Rad", "är bortfiltrerad", "Raderna", "är bortfiltrerade"),
    ("hidden-column", "Kolumn", "är dold", "Kolumnerna", "är dolda"),
)
_KINDS: Mapping[NotedKind, str] = {
    "comment": "kommentarer",
    "text-box": "textrutor",
    "struck-text": "överstrukna texter",
    "formula-without-value": "formler utan värde",
    "error-value": "felvärden",
    "far-cell": "celler långt utanför planen",
}
_QUOTED = 500  # characters of a sheet that does not come along


def beside_the_plan(
    workbook: RawWorkbook, table: Table, plan: Plan, feedback: Sequence[Answered], voice: Voice
) -> Iterator[Issue]:
    """Say what is hidden on the plan's sheet, and what there is beside the values on every sheet."""
    own = {column_letters(column) for header in table.headers for column in header.own}
    here = [one for one in workbook.noted if one.sheet == plan.sheet and parted(one.cell or "")[0] not in own]
    yield from _hidden(here, table.sheet, voice)
    for noted in here:
        above = (parted(noted.cell or "")[1] or 0) < plan.header_row
        if noted.kind == "formula-without-value" and noted.cell and not above:
            yield voice.at(
                say.FORMULA_WITHOUT_VALUE, noted.cell, value=noted.detail or None, column=_column(noted, table)
            )
        elif noted.kind == "far-cell" and noted.cell:
            yield voice.at(say.FAR_CELL, noted.cell, {"cell": noted.cell}, value=noted.detail or None)
    known_lines = {text for found in feedback for line in found.lines for text in (line.what, line.to_do)}
    for noted in workbook.noted:
        if noted.kind in _KINDS and noted.cell is None and noted.detail.startswith("+"):
            words = {"count": noted.detail[1:], "what": _KINDS[noted.kind]}
            yield voice.say(say.MORE_OF_IT, words, sheet=noted.sheet, about=noted.kind)
        else:
            yield from _written_beside(_their_own(noted, known_lines), voice)


def _their_own(noted: Noted, known: Collection[str]) -> Noted:
    """Give a comment without what we wrote in it in an earlier round."""
    if noted.kind != "comment":
        return noted
    before, ours, after = without_ours(noted.detail).partition(NOTE)
    theirs = "\n".join(line for line in (before.strip(), *foreign_lines(after, known)) if line) if ours else before
    return replace(noted, detail=theirs, more="" if noted.more == TITLE else noted.more)


def _written_beside(noted: Noted, voice: Voice) -> Iterator[Issue]:
    text = clean(noted.detail)
    place = {"sheet": noted.sheet, "value": f"{noted.more}: {text}" if noted.more else text}
    if noted.kind == "comment" and text:
        where = f"Vid cell {noted.cell}" if noted.cell else "På bladet"
        who = f" från {noted.more}" if noted.more else ""
        yield voice.at(say.COMMENT, noted.cell, {"where": where, "who": who, "text": shortened(text, 200)}, **place)
    elif noted.kind == "text-box":
        yield voice.at(say.TEXT_BOX, noted.cell, {"text": shortened(text, 200)}, **place)
    elif noted.kind == "struck-text":
        yield voice.at(say.STRUCK, noted.cell, {"text": shortened(text)}, **place)
    elif noted.kind == "comments-unread":
        yield voice.say(say.COMMENTS_UNREAD, sheet=noted.sheet, about=noted.sheet)


def _hidden(here: Sequence[Noted], sheet: RawSheet, voice: Voice) -> Iterator[Issue]:
    for kind, one, is_hidden, many, are_hidden in _HIDDEN:
        places = [noted.cell for noted in here if noted.kind == kind and noted.cell]
        more = next((noted.detail[1:] for noted in here if noted.kind == kind and not noted.cell), "")
        names = [*_runs(places), *([f"{more} till"] if more else [])]
        if len(places) == 1 and not more:
            yield voice.say(say.HIDDEN_CONTENT, {"what": f"{one} {places[0]} {is_hidden}"})
        elif places:
            yield voice.say(say.HIDDEN_CONTENT, {"what": f"{many} {listed(names)} {are_hidden}"})
    if not sheet.visible:
        yield voice.say(say.HIDDEN_CONTENT, {"what": f"Bladet ”{sheet.name}” är dolt"})


def other_sheets(workbook: RawWorkbook, known: set[str], voice: Voice) -> Iterator[Issue]:
    """Name the sheets that do not come along, with the beginning of what stands on them.

    Args:
        workbook: as read.
        known: names of the sheets that hold a plan's table, or our feedback.
        voice: speaks for the plan.
    """
    for sheet in workbook.sheets:
        ours = sheet.name in OWN_TITLES or sheet.values.get((1, 1)) == REVIEW_TITLE
        if sheet.values and sheet.name not in known and not ours:
            what = f"Bladet ”{sheet.name}”" if sheet.visible else f"Det dolda bladet ”{sheet.name}”"
            texts = (clean(written(value)) for value in sheet.values.values())
            value = shortened(" | ".join(text for text in texts if text), _QUOTED)
            yield voice.say(say.OTHER_SHEET, {"what": what}, sheet=sheet.name, about=sheet.name, value=value)


def lost_lists(workbook: RawWorkbook, table: Table, plan: Plan, voice: Voice) -> Iterator[Issue]:
    """Say where a template's dropdowns are gone: only where the template and its format can tell."""
    lists = table.sheet.lists
    asked = [column.id for column in voice.definition.columns if column.kind != "text"]
    if lists is None or plan.sheet not in workbook.anchors or not plan.activities:
        return
    lost = [
        cell
        for activity in plan.activities
        for column in asked
        if (cell := activity.cells[column]).ref and not cell.inherited and not _covered(cell.ref, lists)
    ]
    columns = {column for column in asked if column in plan.columns}
    everywhere = len(lost) == sum(
        not activity.cells[column].inherited for activity in plan.activities for column in columns
    )
    if lost and everywhere:
        yield voice.say(say.LIST_LOST, {"what": "Listorna att välja i finns inte kvar på bladet."})
        return
    for cell in lost:
        place = {"value": cell.text, "column": cell.column}
        yield voice.at(say.LIST_LOST, cell.ref, {"what": "Cellen har inte kvar listan att välja i."}, **place)


def _covered(cell: str, ranges: Sequence[tuple[int, int, int, int]]) -> bool:
    letters, row = parted(cell)
    column = column_number(letters)
    return any(top <= (row or 0) <= bottom and left <= column <= right for top, left, bottom, right in ranges)


def _column(noted: Noted, table: Table) -> str | None:
    letters, row = parted(noted.cell or "")
    above = [header for header in table.headers if header.row < (row or 0) and header.holds(column_number(letters))]
    return above[-1].columns.get(column_number(letters)) if above else None


def _runs(places: Sequence[str]) -> Iterator[str]:
    """Draw the numbers of rows that follow each other together; letters of columns stay as they are.

    >>> [*_runs(["2", "3", "4", "9"])], [*_runs(["C", "D"])]
    (['2–4', '9'], ['C', 'D'])
    """
    numbered = enumerate(places)
    for _, run in groupby(numbered, key=lambda pair: int(pair[1]) - pair[0] if pair[1].isdecimal() else pair[1]):
        members = [place for _, place in run]
        yield members[0] if len(members) == 1 else f"{members[0]}–{members[-1]}"
