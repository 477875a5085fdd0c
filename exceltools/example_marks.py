"""An earlier consolidated workbook in, the coordinator's marks of good examples in it out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from exceltools.consolidated.contents import MARK_HEADER, UNIT_HEADER
from exceltools.definition import Definition
from exceltools.errors import UsageError
from exceltools.good_examples import Mark, reason
from exceltools.own_workbook import OwnWorkbook, own_workbooks
from exceltools.reading.limits import limits_of
from exceltools.reading.outcomes import read_all
from exceltools.reading.sources import find


def read_marks(path: Path, definition: Definition) -> list[Mark]:
    """Read the marks, in the order of the rows.

    Args:
        path: a consolidated workbook in which somebody has written in the column of marks.
        definition: what the city asks; units are known by its names.

    Raises:
        UsageError: there is no such workbook, or it is not one of ours.
    """
    limits = limits_of(definition.limits.model_dump())
    if not path.is_file():
        raise UsageError(f"{path} finns inte. Ange sammanställningen där de goda exemplen är märkta.")
    outcomes = list(read_all(find([path], limits), limits))
    ours = list(own_workbooks(outcomes, definition))
    if not ours:
        raise UsageError(f"{path} är ingen sammanställning. Ange den där de goda exemplen är märkta.")
    return [mark for own in ours for mark in _marks(own, definition)]


def _marks(own: OwnWorkbook, definition: Definition) -> Iterator[Mark]:
    header = own.table.first
    columns = {text: column for column, text in (*header.extra.items(), *header.columns.items())}
    ids = {unit.name: unit.id for unit in definition.units}
    marked = columns.get(MARK_HEADER, 0)
    for row in sorted({row for row, column in own.table.sheet.values if column == marked and row > header.row}):
        texts = {name: own.table.text(row, column) for name, column in columns.items()}
        if reason(texts[MARK_HEADER]) is not None:
            name = texts.get(UNIT_HEADER, "")
            omrade, mal, metod = (texts.get(column, "") for column in ("omrade", "mal", "metod"))
            yield Mark(ids.get(name), name, omrade, mal, metod, texts[MARK_HEADER])
