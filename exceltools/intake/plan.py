"""A table's sorted rows in, the plan's activities out, with what was filled in and parted on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from exceltools.activities import Builder
from exceltools.cell_names import column_letters, reference
from exceltools.intake.continued import continued
from exceltools.intake.rows import Rows
from exceltools.intake.split import split
from exceltools.layout import Header, Table
from exceltools.model import Activity, Cell, Plan
from exceltools.reading.raw import Noted
from exceltools.text import clean
from exceltools.written import written


@dataclass(slots=True)
class Built:
    """A plan's activities, and what a person should be told of how they were read."""

    activities: list[Activity] = field(default_factory=list)
    continued: list[tuple[str, Cell, Cell]] = field(default_factory=list)  # (place, as it was, as it is read)
    parted: list[tuple[Cell, int]] = field(default_factory=list)  # (method, number of activities)
    perhaps_several: list[Cell] = field(default_factory=list)  # methods


def build(  # noqa: PLR0913
    rows: Rows, noted: Sequence[Noted], builder: Builder, *, unit: str | None, source: str, sheet: str
) -> Built:
    """Build the activities of a table.

    Args:
        rows: sorted out.
        noted: what the reader noticed on the sheet: error values, and formulas without a value.
        builder: by the definition.
        unit: unit id, where known.
        source: path as given on the command line.
        sheet: the sheet's name.
    """
    built = Built()
    cells = _Cells(rows, noted)
    above: tuple[int, Header, Mapping[str, Cell]] | None = None
    for row, header in rows.activities:
        planned, extra = cells.of(row, header)
        if above is not None and above[:2] == (row - 1, header):
            for was, now in list(continued(planned, above[2], builder.home)):
                built.continued.append((cells.place(row, header, was.column), was, now))
                planned[was.column] = now
        parts = split({**planned, **{_EXTRA + name: cell for name, cell in extra.items()}})
        if parts.verdict == "several":
            built.parted.append((planned["metod"], len(parts.rows)))
        elif parts.verdict == "perhaps":
            built.perhaps_several.append(planned["metod"])
        for part in parts.rows:
            own = {column: cell for column, cell in part.items() if not column.startswith(_EXTRA)}
            added = {name.removeprefix(_EXTRA): cell for name, cell in part.items() if name.startswith(_EXTRA)}
            activity = builder.activity(unit=unit, source=source, sheet=sheet, row=row, cells=own, extra=added)
            built.activities.append(activity)
            above = row, header, own
    return built


def plan_of(table: Table, built: Built, plan: Plan) -> Plan:
    """Give the plan with its columns and activities; `plan` says whose it is and where it stands."""
    columns: dict[str, str] = {}
    for header in table.headers:
        for column, column_id in sorted(header.columns.items()):
            columns.setdefault(column_id, reference(header.row, column))
    return replace(plan, columns=MappingProxyType(columns), activities=tuple(built.activities))


def untitled(column: int) -> str:
    """Name a column without a header."""
    return f"Kolumn {column_letters(column)}"


_EXTRA = "\0"  # before the header of a unit's own column, so that it is never taken for a column id


class _Cells:
    """The cells of a table's rows, those included that hold what no reader can give."""

    def __init__(self, rows: Rows, noted: Sequence[Noted]) -> None:
        self._rows = rows
        self._unreadable: dict[str, Noted] = {
            one.cell: one for one in noted if one.kind in ("error-value", "formula-without-value") and one.cell
        }

    def of(self, row: int, header: Header) -> tuple[dict[str, Cell], dict[str, Cell]]:
        """Give a row's cells by column id, and those of the unit's own columns by header."""
        planned: dict[str, Cell] = {}
        extra: dict[str, Cell] = {}
        for column, (value, origin) in self._rows.row(row, header).items():
            if column not in header.own:
                raw = written(value)
                name = header.columns.get(column) or header.extra.get(column) or untitled(column)
                cell = Cell(name, clean(raw), raw, reference(*origin), inherited=origin != (row, column))
                (planned if column in header.columns else extra)[name] = cell
        for column, column_id in header.columns.items():
            if column_id not in planned:
                planned[column_id] = self._empty(column_id, row, column)
        for column, name in header.extra.items() if self._unreadable else ():
            cell = self._empty(name, row, column)
            if name not in extra and (cell.text or cell.unread):
                extra[name] = cell
        return planned, extra

    def place(self, row: int, header: Header, column_id: str) -> str:
        """Give the cell where a column of a row really stands."""
        return reference(row, next(column for column, name in header.columns.items() if name == column_id))

    def _empty(self, name: str, row: int, column: int) -> Cell:
        """Give a cell without a value: it is empty, shows an error, or holds a formula that nobody has worked out."""
        ref = reference(row, column)
        noted = self._unreadable.get(ref)
        if noted is None:
            return Cell(name, "", "", ref)
        if noted.kind == "error-value":
            return Cell(name, noted.detail, noted.more or noted.detail, ref)
        return Cell(name, "", noted.detail, ref, unread=True)
