"""A plan's activities in, what looks as if a program or a habit had written it out: series, copies, repeated texts.

None of it is wrong in itself, so all of it is only noticed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from exceltools.definition import COLUMN_IDS
from exceltools.model import Activity, Cell

_SHORTEST_SERIES = 3  # rows
_COUNTED = ("tidsplan", "uppfoljning")  # elsewhere a number may be that of an appendix, and only years are looked at
_YEARS = range(1990, 2100)
_LAST_NUMBER = re.compile(r"(.*?)(\d{1,6})(\D*)", re.DOTALL)
_MANY = 3  # rows with the same method
_LONG = 25  # characters: a shorter method ("Samtal") may well be the same

Parted = tuple[str, int, str]


def series(activities: Sequence[Activity]) -> Iterator[list[Cell]]:
    """Find runs of cells below each other whose number grows by one a row and all else is equal: 2021, 2022, 2023.

    Excel does that when somebody drags a cell's corner downwards in order to copy it.
    """
    for column in COLUMN_IDS:
        for run in _runs([(activity.row, activity.cells[column]) for activity in activities], _is_next):
            if len(run) >= _SHORTEST_SERIES:
                yield run


def copies(activities: Sequence[Activity]) -> Iterator[tuple[Activity, Activity]]:
    """Find activities that say the same in every column as one above: (the copy, the first one)."""
    seen: dict[tuple[str, ...], Activity] = {}
    for activity in activities:
        texts = tuple(activity.text(column) for column in COLUMN_IDS)
        first = seen.setdefault(texts, activity)
        if first is not activity and texts[COLUMN_IDS.index("metod")]:
            yield activity, first


def repeated(activities: Sequence[Activity]) -> Iterator[list[Activity]]:
    """Find activities that have the same long method and differ in something else."""
    by_method: dict[str, list[Activity]] = {}
    for activity in activities:
        cell = activity.cells["metod"]
        if not cell.inherited and len(cell.text) >= _LONG:
            by_method.setdefault(cell.text, []).append(activity)
    for same in by_method.values():
        copied = {id(copy) for copy, _ in copies(same)}
        differing = [activity for activity in same if id(activity) not in copied]
        if len(differing) >= _MANY:
            yield differing


def _runs(cells: Sequence[tuple[int, Cell]], follows: Callable[[Cell, Cell], bool]) -> Iterator[list[Cell]]:
    run: list[tuple[int, Cell]] = []
    for row, cell in cells:
        if run and not (row == run[-1][0] + 1 and follows(run[-1][1], cell)):
            yield [one for _, one in run]
            run = []
        run.append((row, cell))
    yield [one for _, one in run]


def _is_next(above: Cell, below: Cell) -> bool:
    if above.text == below.text or abs(len(above.text) - len(below.text)) > 1 or above.inherited or below.inherited:
        return False  # nearly every pair
    first, second = _parted(above.text), _parted(below.text)
    if first is None or second is None:
        return False
    counted = above.column in _COUNTED or first[1] in _YEARS
    return counted and (first[0], first[2]) == (second[0], second[2]) and second[1] == first[1] + 1


def _parted(text: str) -> Parted | None:
    r"""Part a text at its last number, which is the one that Excel counts up.

    >>> _parted("2021 – 2023"), _parted("T1, T2 och VB 2021."), _parted("löpande")
    (('2021 – ', 2023, ''), ('T1, T2 och VB ', 2021, '.'), None)
    """
    match = _LAST_NUMBER.fullmatch(text)
    return (match[1], int(match[2]), match[3]) if match else None
