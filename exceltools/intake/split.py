"""The cells of a row in, the cells of each activity that stands in it out.

A table that comes from Word often holds several activities in one row, lined up by blank lines. They are parted only
where that structure leaves no doubt: as many paragraphs of method as of at least two of responsible, time and
follow-up, and everything else either once, for all of them, or as many times.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from exceltools.model import Cell

_WITNESSES = ("ansvarig", "tidsplan", "uppfoljning")
_ONCE = ("utgangspunkt", "omrade")
_BLANK_LINES = re.compile(r"\n\s*\n")
_BULLET = re.compile(r"\s*([•·▪‣◦*–—-]|o\s|\(?[a-zåäö0-9]{1,2}[).]\s)")
_NUMBER = re.compile(r"^\s*(\d{1,2})[.)]\s", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Split:
    """What was made of a row."""

    rows: tuple[Mapping[str, Cell], ...]  # the cells of each activity, by column id or header
    verdict: Literal["one", "several", "perhaps"]  # "perhaps": kept whole, and somebody should look


def split(cells: Mapping[str, Cell]) -> Split:
    """Part a row into its activities, where that is certain."""
    method = cells.get("metod")
    if method is None or "\n" not in method.text:
        return Split((cells,), "one")
    counts = {column: len(paragraphs(cell.text)) for column, cell in cells.items()}
    number = counts.get("metod", 0)
    witnesses = [counts.get(column, 0) for column in _WITNESSES]
    if number < 2 or max(counts.get(column, 0) for column in ("ansvarig", "tidsplan")) < 2:
        return Split((cells,), "perhaps" if _are_numbered(cells) or _are_lined_up(cells) else "one")
    even = all(count in ((0, 1) if column in _ONCE else (0, 1, number)) for column, count in counts.items())
    if not even or witnesses.count(number) < 2:
        return Split((cells,), "perhaps")
    return Split(tuple(_part(cells, position, number) for position in range(number)), "several")


def paragraphs(text: str) -> list[str]:
    r"""Part a text at its blank lines; bullets belong to the paragraph above them.

    >>> paragraphs("Läsa.\n\n• bibliotek\n\n• nätverk\n\n\nRäkna.")
    ['Läsa.\n\n• bibliotek\n\n• nätverk', 'Räkna.']
    >>> paragraphs("• Läsa\n\n• Räkna")
    ['• Läsa', '• Räkna']
    """
    blocks = [block.strip() for block in _BLANK_LINES.split(text) if block.strip()]
    if not blocks or _BULLET.match(blocks[0]):
        return blocks
    found = blocks[:1]
    for block in blocks[1:]:
        if _BULLET.match(block):
            found[-1] += f"\n\n{block}"
        else:
            found.append(block)
    return found


def _are_numbered(cells: Mapping[str, Cell]) -> bool:
    """Tell whether method and another column number what they hold in the same way: 1. 2. 3."""
    numbers = {column: _NUMBER.findall(cell.text) for column, cell in cells.items()}
    method = numbers.get("metod", [])
    return len(method) > 1 and any(numbers.get(column) == method for column in _WITNESSES)


def _are_lined_up(cells: Mapping[str, Cell]) -> bool:
    """Tell whether method, responsible and time have as many lines each, and every line of the time is a time."""
    lines = {column: cell.text.split("\n") for column, cell in cells.items()}
    times = lines.get("tidsplan", [])
    same = all(len(lines.get(column, [])) == len(times) for column in ("metod", "ansvarig"))
    return len(times) > 1 and same and all(any(char.isdigit() for char in line) for line in times)


def _part(cells: Mapping[str, Cell], position: int, number: int) -> dict[str, Cell]:
    parts = {column: paragraphs(cell.text) for column, cell in cells.items()}
    return {
        column: replace(cell, text=parts[column][position], raw=parts[column][position])
        if len(parts[column]) == number
        else cell
        for column, cell in cells.items()
    }
