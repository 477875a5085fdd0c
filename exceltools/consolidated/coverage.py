"""The counts in, the sheet `Täckning` out: units against områden grouped by utgångspunkt, as a heat map with numbers.

Nothing at all is told three ways: by the word, by a pattern and by colour.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from exceltools.consolidated.book import Sheet
from exceltools.consolidated.contents import Contents
from exceltools.consolidated.looks import heat
from exceltools.coverage import Slot
from exceltools.definition import Definition, Unit
from exceltools.sentences import coverage
from exceltools.wording import KIND_WORDS, UNKNOWN_UNIT, counted

_NOTHING, _NOT_ASKED = "saknas", "–"
_HEADER_ROW = 2
_STEPS = (2, 4, 7)  # number of activities from which a cell is one step darker
_EXTRA = ("Utan känt område", "Alla aktiviteter", "Områden med aktiviteter")


def write(sheet: Sheet, contents: Contents) -> None:
    """Write the matrix, totals by row and column, and the sentences that it tells."""
    totals = Counter(activity.unit for activity in contents.result.activities)
    _headers(sheet, contents)
    units = contents.units
    for row, unit in enumerate(units, _HEADER_ROW + 1):
        if unit.id in contents.returned:
            _unit(sheet, row, unit, contents, totals[unit.id])
        else:
            _missing(sheet, row, unit, contents)
    row = _column_totals(sheet, _HEADER_ROW + 1 + len(units), contents, totals)
    said = coverage(contents.result)
    if totals[None]:
        said.append(f"{counted(totals[None], 'aktivitet', 'aktiviteter')} från {UNKNOWN_UNIT.lower()} är inte med här.")
    for line, sentence in enumerate(said, row + 1):
        sheet.put(line, 0, sentence)


def _headers(sheet: Sheet, contents: Contents) -> None:
    sheet.put(0, 0, sheet.name, "title")
    said = (
        f"Siffran är antalet aktiviteter; ju mörkare, desto fler. ”{_NOTHING}” och randigt betyder ingen alls, "
        f"”{_NOT_ASKED}” att enheten inte har någon och inte behöver ha det."
    )
    sheet.put(1, 0, said, "quiet")
    sheet.raw.set_row(_HEADER_ROW, 190)
    sheet.raw.set_column(0, 0, 28)
    sheet.raw.set_column(1, len(contents.slots), 6.3)
    sheet.raw.set_column(len(contents.slots) + 1, len(contents.slots) + len(_EXTRA), 8.5)
    sheet.put(_HEADER_ROW, 0, "Enhet", "header")
    names = _names(contents.definition)
    for column, slot in enumerate(contents.slots, 1):
        sheet.put(_HEADER_ROW, column, names[slot], "area header" if slot[1] else "upright header")
    for column, name in enumerate(_EXTRA, len(contents.slots) + 1):
        sheet.put(_HEADER_ROW, column, name, "upright header")
    sheet.raw.repeat_rows(_HEADER_ROW)
    sheet.raw.freeze_panes(_HEADER_ROW + 1, 1)


def _names(definition: Definition) -> Mapping[Slot, str]:
    names: dict[Slot, str] = {}
    for point in definition.utgangspunkter:
        names[point.id, None] = point.name
        names |= {(point.id, area.id): area.name for area in point.omraden}
    return names


def _unit(sheet: Sheet, row: int, unit: Unit, contents: Contents, total: int) -> None:
    counts = contents.matrix[unit.id]
    sheet.put(row, 0, unit.name, "line")
    for column, slot in enumerate(contents.slots, 1):
        if counts[slot] or slot in contents.asked[unit.id]:
            _heat(sheet, row, column, counts[slot], look="area count" if slot[1] else "point count")
        else:
            sheet.put(row, column, _NOT_ASKED, "not asked")
    last = len(contents.slots) + 1
    sheet.put(row, last, total - sum(number for (_, area), number in counts.items() if area), "number")
    sheet.put(row, last + 1, total, "number", bold=True)
    sheet.put(row, last + 2, contents.covered(unit.id, areas=True), "share")


def _missing(sheet: Sheet, row: int, unit: Unit, contents: Contents) -> None:
    sheet.put(row, 0, unit.name, "line")
    sheet.put(row, 1, "Ingen plan är inne.", "quiet")
    for column in range(2, len(contents.slots) + len(_EXTRA) + 1):
        sheet.put(row, column, None, "quiet")


def _heat(sheet: Sheet, row: int, column: int, number: int, *, look: str) -> None:
    if number == 0:
        sheet.put(row, column, 0, "no count", num_format=f'0;-0;"{_NOTHING}"')
    elif look == "point count":
        sheet.put(row, column, number, look)
    else:
        step = sum(number >= least for least in _STEPS)
        sheet.put(row, column, number, look, bg_color=heat(step / len(_STEPS)))


def _column_totals(sheet: Sheet, row: int, contents: Contents, totals: Counter[str | None]) -> int:
    """Write number of activities, and of units of each kind that have any, for every column; give the next row."""
    sheet.put(row, 0, "Alla aktiviteter", "total")
    for column, slot in enumerate(contents.slots, 1):
        sheet.put(row, column, contents.total[slot], "total count")
    everything = sum(number for unit, number in totals.items() if unit is not None)
    within = sum(count.activities for count in contents.result.coverage if count.omrade)
    last = len(contents.slots) + 1
    for column, value in enumerate((everything - within, everything, None), last):
        sheet.put(row, column, value, "total number")
    kinds = contents.kinds if contents.is_a_round else ()
    for line, kind in enumerate(kinds, row + 1):
        sheet.put(line, 0, f"{KIND_WORDS[kind][1].capitalize()} med aktiviteter", "total")
        for column, slot in enumerate(contents.slots, 1):
            sheet.put(line, column, contents.having(slot, kind)[0], "total count")
        number = sum(unit.kind == kind for unit in contents.definition.units)
        sheet.put(line, last, f"av {number}", "quiet")
    return row + 1 + len(kinds)
