"""Issues in, colours and notes at their cells in the open workbook out; and all of it taken away again.

A mark is a conditional format that always holds, and a note. The cell's own colours are never touched, so there is
nothing to remember and nothing to restore wrongly; the program moves both when rows come and go. A cell that has a note
of somebody else's keeps that and gets none of ours. Both are known again by what they say: the rule by its formula,
which needs no word of any language, the note by its first line and its last.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from exceltools import style
from exceltools.answers import without_ours
from exceltools.cell_names import column_number, parted, reference
from exceltools.live import own_sheet
from exceltools.live.lines import note, severity
from exceltools.model import Issue

RULE = '="exceltools"="exceltools"'

_LONGEST = 200  # characters of an address: Excel takes 255
_RUN = 3  # cells below each other that are better named as one range
_NOTE_WIDTH, _LINE_HEIGHT, _LINE_LENGTH = 300, 14, 58  # points, points, characters


def mark(sheet: Any, cells: Mapping[str, Sequence[Issue]]) -> None:  # noqa: ANN401 - xlwings.Sheet
    """Bring a sheet's marks up to date.

    Args:
        sheet: an xlwings sheet.
        cells: "G14" -> its issues; none takes all marks away.
    """
    _remove_rules(sheet)
    for level, paint in style.SEVERITIES.items():
        places = [cell for cell, issues in cells.items() if severity(issues) == level]
        for address in _addresses(places):
            sheet.range(address).conditional_formats.add_custom(
                RULE, fill_color=paint.fill, font_color=paint.text, stop_if_true=True
            )
    _write_notes(sheet, {cell: note(issues) for cell, issues in cells.items()})


def clear(book: Any) -> bool:  # noqa: ANN401 - xlwings.Book
    """Take every trace of ours out of a workbook; tell whether there was any."""
    found = own_sheet.remove(book)
    for sheet in book.sheets:
        found = _remove_rules(sheet) or found
        found = _write_notes(sheet, {}) or found
    return found


def _remove_rules(sheet: Any) -> bool:  # noqa: ANN401 - xlwings.Sheet
    ours = [rule for rule in sheet.cells.conditional_formats if rule.type == "custom" and rule.formula == RULE]
    for rule in reversed(ours):  # from the end: the numbers of those that follow a deleted one change
        rule.delete()
    return bool(ours)


def _write_notes(sheet: Any, wanted: Mapping[str, str]) -> bool:  # noqa: ANN401 - xlwings.Sheet
    """Write, change and remove our notes; tell whether any of ours was there."""
    found, taken = False, _commented(sheet)
    for each in sheet.notes:
        cell, text = each.location.address.replace("$", ""), each.text
        rest = without_ours(text)
        taken.add(cell)
        if rest == text:
            continue  # somebody else's
        found = True
        if rest:
            each.text = rest
        elif cell not in wanted:
            each.delete()
        elif text != wanted[cell]:
            each.text = wanted[cell]
    for cell, text in wanted.items():
        if cell not in taken:
            _make_room(sheet.range(cell).add_note(text), text)
    return found


def _commented(sheet: Any) -> set[str]:  # noqa: ANN401 - xlwings.Sheet
    """Give the cells with a discussion: they can have no note."""
    with suppress(Exception):  # programs that know no discussions answer in many ways
        return {comment.location.address.replace("$", "") for comment in sheet.comments}
    return set()


def _make_room(made: Any, text: str) -> None:  # noqa: ANN401 - xlwings.Note
    """Let the whole note be read: the room that Excel on Windows gives is too small, and xlwings has no word for it."""
    shape = getattr(made.api, "Shape", None)
    if shape is not None:
        lines = sum(1 + len(line) // _LINE_LENGTH for line in text.splitlines())
        shape.Width, shape.Height = _NOTE_WIDTH, _LINE_HEIGHT * (lines + 1)


def _addresses(cells: Sequence[str]) -> Iterator[str]:
    """Name cells in few addresses: runs below each other as one range, the others many at a time.

    >>> list(_addresses(["B8", "G6", "G7", "G8", "A3"]))
    ['G6:G8', 'A3,B8']
    """
    singles: list[str] = []
    for first, last in _runs(cells):
        if last[1] - first[1] + 1 >= _RUN:
            yield f"{reference(first[1], first[0])}:{reference(last[1], last[0])}"
        else:
            singles += [reference(row, first[0]) for row in range(first[1], last[1] + 1)]
    while singles:
        part = [singles.pop(0)]
        while singles and len(",".join([*part, singles[0]])) <= _LONGEST:
            part.append(singles.pop(0))
        yield ",".join(part)


def _runs(cells: Sequence[str]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Give first and last (column, row) of each run of cells below each other."""
    places = sorted((column_number(letters), row or 0) for letters, row in map(parted, cells))
    start = 0
    for end in range(1, len(places) + 1):
        if end == len(places) or places[end] != (places[end - 1][0], places[end - 1][1] + 1):
            yield places[start], places[end - 1]
            start = end
