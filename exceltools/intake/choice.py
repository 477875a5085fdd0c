"""The tables of a workbook in, the one that is the plan out, and what is said of the others.

Two filled plans are never chosen between, with two exceptions that leave no doubt: a sheet that says exactly the same
is a copy, and a sheet that somebody has hidden is not the one that they mean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from exceltools.intake.rows import Rows
from exceltools.layout import Table
from exceltools.normalise import key
from exceltools.written import written

Found = tuple[Table, Rows]


@dataclass(frozen=True, slots=True)
class Choice:
    """The plan among a workbook's tables."""

    chosen: Found | None  # None: several, and nothing tells which
    rivals: tuple[Table, ...] = ()  # between which nothing tells
    copies: tuple[str, ...] = ()  # names of sheets that say the same as the chosen one
    hidden: tuple[str, ...] = ()  # names of hidden sheets that hold another plan


def choose(found: Sequence[Found], owner: Callable[[Table], str | None]) -> Choice:
    """Choose the plan.

    Args:
        found: every table of the workbook, at least one; empty ones too.
        owner: gives the unit that a table itself names: two units' plans are no copies, whatever they say.
    """
    filled = [one for one in found if one[1].activities]
    if len(filled) < 2:
        return Choice((filled or found)[0])
    visible = [one for one in filled if one[0].sheet.visible]
    candidates = visible or filled
    hidden = tuple(one[0].sheet.name for one in filled if visible and not one[0].sheet.visible)
    contents = [tuple(_contents(rows)) for _, rows in candidates]
    owners = {owner(table) for table, _ in candidates} - {None}
    if len(set(contents)) > 1 or len(owners) > 1:
        return Choice(None, rivals=tuple(table for table, _ in candidates))
    copies = tuple(table.sheet.name for table, _ in candidates[1:])
    same = {
        table.sheet.name
        for table, rows in filled
        if table.sheet.name in hidden and tuple(_contents(rows)) == contents[0]
    }
    return Choice(
        candidates[0],
        copies=(*copies, *sorted(same)),
        hidden=tuple(name for name in hidden if name not in same),
    )


def _contents(rows: Rows) -> Iterator[tuple[tuple[str, str], ...]]:
    """Give what each activity says, by column, wherever its columns and rows stand."""
    for row, header in rows.activities:
        values = rows.row(row, header).items()
        texts = ((header.columns.get(column, ""), key(written(value))) for column, (value, _) in values)
        yield tuple(sorted((column, text) for column, text in texts if column))
