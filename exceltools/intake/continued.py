"""A row's cells and those of the row above in, the cells with what the row above lends them out.

People leave a cell empty, or write ”se ovan”, where it says the same as the one above. That is read only where nothing
else can be meant: an empty utgångspunkt, and an empty område below it, of a row that goes on right below another; or
words that say so themselves, in any column. Goal, responsible, time and follow-up are never filled in because they are
empty: that is how they look when somebody has forgotten them, too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from exceltools.model import Cell
from exceltools.normalise import key

_OUTLINE = ("utgangspunkt", "omrade")  # in their order: the second may only be empty where the first one is
_DITTO = frozenset(
    key(text)
    for text in (
        *("se ovan", "som ovan", "enligt ovan", "samma som ovan", "samma som ovanstående", "se ovanstående"),
        *("samma", "dito", "d:o", "ibid"),
    )
)
_LONGEST = 24  # characters
_DITTO_MARKS = re.compile(r"""[\s–—−-]*(["”“„″〃»«]|''|’’)[\s–—−"”“″'’-]*""")
_DASHES = re.compile(r"[\s–—−.…-]*")


def continued(
    cells: Mapping[str, Cell], above: Mapping[str, Cell], home: Callable[[str], str | None]
) -> Iterator[tuple[Cell, Cell]]:
    """Find what the row above lends a row.

    Args:
        cells: the row's, by column id or header; those that its sheet lacks are not there.
        above: those of the activity right above.
        home: gives the utgångspunkt that a text names, or that alone has the område it names.

    Yields:
        The cell as it was, and as it is read.
    """
    for column, cell in cells.items():
        if column in above and above[column].text and is_ditto(cell.text):
            yield cell, _lent(cell, above[column])
    for column in _OUTLINE:
        empty, lender = cells.get(column), above.get(column)
        if empty is None or lender is None or not lender.text or not _says_nothing(empty):
            return
        if column == "utgangspunkt" and _belongs_elsewhere(cells, lender, home):
            return
        yield empty, _lent(empty, lender)


def is_ditto(text: str) -> bool:
    r"""Tell whether a text says that the one above holds here too.

    >>> [is_ditto(text) for text in ("Se ovan.", "”", "-\"-", "d:o", "-", "Se ovanför skolan")]
    [True, True, True, True, False, False]
    """
    if not text or len(text) > _LONGEST:
        return False
    return key(text) in _DITTO if text[0].isalpha() else _DITTO_MARKS.fullmatch(text) is not None


def _says_nothing(cell: Cell) -> bool:
    return not cell.unread and _DASHES.fullmatch(cell.text) is not None


def _belongs_elsewhere(cells: Mapping[str, Cell], lender: Cell, home: Callable[[str], str | None]) -> bool:
    """Tell whether the row's område belongs to another utgångspunkt than the one above."""
    area = cells.get("omrade")
    owner = home(area.text) if area is not None else None
    return owner is not None and home(lender.text) not in (None, owner)


def _lent(cell: Cell, lender: Cell) -> Cell:
    return replace(cell, text=lender.text, ref=lender.ref, inherited=True)
