"""A definition in, the tables of spellings that the template's formulas look up out.

A spelling is looked up by its key, as in the merge; each table is made by asking the merge's own code what it takes
the spelling for. An entry's spellings fill a block of slots, all blocks of one size, so that a formula gets from the
place where it found a key to the number of the entry by dividing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exceltools.definition import Definition, Omrade, Utgangspunkt
from exceltools.model import Recognised
from exceltools.normalise import Codes, key
from exceltools.stand_ins import STAND_INS
from exceltools.template.names import ANY_AREA_KEYS, AREA_KEYS, NO_ANSWER_KEYS, ONE_HOME_KEYS, POINT_KEYS, times
from exceltools.template.rules import Demands
from exceltools.template.times import TimeFault

BAR = "|"  # between texts in one cell
ANSWERED = "="  # what stands before the key in the table of stand-ins, so that an empty key can be found too


@dataclass(frozen=True, slots=True)
class KeyTable:
    """Keys to look up, under a defined name; None leaves a slot empty."""

    name: str
    block: int  # slots of one entry
    keys: tuple[str | None, ...]


def key_tables(demands: Demands) -> tuple[KeyTable, ...]:
    """Give all tables of a definition."""
    definition = demands.definition
    return (
        _points(definition),
        *_areas(definition),
        KeyTable(NO_ANSWER_KEYS, 1, (ANSWERED, *(ANSWERED + text for text in STAND_INS))),
        *(_times(number, fault) for number, fault in enumerate(demands.times, 1)),
    )


def block_of(tables: Sequence[KeyTable], name: str) -> int:
    """Give the number of slots that an entry has in a table."""
    return next(table.block for table in tables if table.name == name)


def areas_in_order(definition: Definition) -> tuple[tuple[int, Utgangspunkt, Omrade], ...]:
    """Give every område with the number of its utgångspunkt, in the order in which formulas number them, from 1."""
    return tuple(
        (number, point, area) for number, point in enumerate(definition.utgangspunkter, 1) for area in point.omraden
    )


def names_of(definition: Definition) -> tuple[str, ...]:
    """Give every spelling of utgångspunkter and områden."""
    points = (text for point in definition.utgangspunkter for text in _spellings(point))
    areas = (text for _, _, area in areas_in_order(definition) for text in _spellings(area))
    return (*points, *areas)


def _points(definition: Definition) -> KeyTable:
    known = Codes(definition).utgangspunkter
    return _table(
        POINT_KEYS,
        [
            [key(text) for text in _spellings(point) if known.recognise(text).id == point.id]
            for point in definition.utgangspunkter
        ],
    )


def _areas(definition: Definition) -> Iterator[KeyTable]:
    codes = Codes(definition)
    within, alone, known = [], [], set[str]()
    for number, point, area in areas_in_order(definition):
        own = [text for text in _spellings(area) if codes.omrade(text, point.id) == (Recognised(area.id), point.id)]
        within.append([f"{number}|{key(text)}" for text in own])
        alone.append([key(text) for text in own if codes.omrade(text, None)[1] == point.id])
        known |= {key(text) for text in _spellings(area)}
    yield _table(AREA_KEYS, within)
    yield _table(ONE_HOME_KEYS, alone)
    yield KeyTable(ANY_AREA_KEYS, 1, tuple(sorted(known)))


def _times(number: int, fault: TimeFault) -> KeyTable:
    """Put texts into one cell, with bars between them: hundreds of cells would cost more than they are worth."""
    return KeyTable(times(number), 1, (f"{BAR}{BAR.join(fault.texts)}{BAR}",))


def _spellings(entry: Utgangspunkt | Omrade) -> tuple[str, ...]:
    return (entry.name, *entry.aliases)


def _table(name: str, entries: Sequence[Sequence[str]]) -> KeyTable:
    unique = [list(dict.fromkeys(text for text in entry if text.rpartition("|")[2])) for entry in entries]
    block = max(1, *(len(entry) for entry in unique))
    slots = [text for entry in unique for text in [*entry, *[None] * (block - len(entry))]]
    return KeyTable(name, block, tuple(slots))
