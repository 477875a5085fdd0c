"""Rows as dictionaries in, plans out: the examples of a rule become the plans that a merge would have made of them.

What a row leaves out is filled in with sound text, so that an example shows only what its rule is about.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from types import MappingProxyType

from exceltools.activities import Builder
from exceltools.cell_names import reference
from exceltools.definition import COLUMN_IDS, Definition
from exceltools.model import Activity, Cell, Plan
from exceltools.normalise import Codes, clean

HEADER_ROW = 5
SHEET = "Handlingsplan"

# Goal, method and responsible that belong together; rows that leave them out take one each in turn.
_SOUND = (
    (
        "Färre barn och unga mår dåligt utan att någon vuxen vet om det.",
        "Införa en gemensam mottagning där skola och socialtjänst träffar familjen inom en vecka efter en orosanmälan.",
        "Enhetschef barn och unga",
    ),
    (
        "Eleverna är i skolan, och frånvaro uppmärksammas tidigt.",
        "Utbilda alla mentorer i att ringa hem samma dag och att kalla till möte efter tre dagars frånvaro.",
        "Rektor",
    ),
    (
        "Unga har någonstans att vara på kvällarna och vuxna att prata med.",
        "Öppna ungdomsgården två kvällar till i veckan tillsammans med idrottsföreningarna.",
        "Enhetschef fritid",
    ),
    (
        "Personalen ser tecken på våld och vet hur de går vidare.",
        "Starta handledning varannan vecka för fältassistenter och fritidsledare om våld i nära relationer.",
        "Avdelningschef förebyggande arbete",
    ),
)


def plan(
    *rows: Mapping[str, str],
    definition: Definition,
    unit: str | None = "bromma",
    without: Collection[str] = (),
    source: str | None = None,
) -> Plan:
    """Make a plan of example rows, recognised and parsed as in a merge.

    Args:
        rows: column id -> text; other keys are columns that the unit added. What is left out is filled in.
        definition: what the texts are recognised by.
        unit: unit id; None for a plan that nobody knows whose it is.
        without: ids of columns that the returned sheet does not have.
        source: path of the workbook; otherwise the unit's id with .xlsx.

    Raises:
        KeyError: no such unit.
        ValueError: no such column in `without`.
    """
    unknown = set(without) - set(COLUMN_IDS)
    if unknown:
        raise ValueError(f"no such column: {', '.join(sorted(unknown))}")
    present = [column for column in COLUMN_IDS if column not in without]
    source = source or f"{unit or 'okand'}.xlsx"
    make = partial(Builder(definition).activity, unit=unit, source=source, sheet=SHEET)
    return Plan(
        unit=definition.unit(unit) if unit else None,
        source=source,
        sheet=SHEET,
        header_row=HEADER_ROW,
        columns=MappingProxyType({column: reference(HEADER_ROW, n) for n, column in enumerate(present, start=1)}),
        activities=tuple(
            _activity(make, _filled(row, number, definition), present, number=number) for number, row in enumerate(rows)
        ),
    )


def plans(rows: Sequence[Mapping[str, str]], definition: Definition) -> list[Plan]:
    """Make a plan of each unit that the rows name under "unit"; rows without are Bromma's. In the rows' order."""
    by_unit: dict[str, list[Mapping[str, str]]] = {}
    for row in rows:
        rest = {column: text for column, text in row.items() if column != "unit"}
        by_unit.setdefault(row.get("unit", "bromma"), []).append(rest)
    return [plan(*own, definition=definition, unit=unit) for unit, own in by_unit.items()]


def _filled(row: Mapping[str, str], number: int, definition: Definition) -> dict[str, str]:
    mal, metod, ansvarig = _SOUND[number % len(_SOUND)]
    start, end = definition.plan.start.year, definition.plan.end.year
    sound = {
        "mal": mal,
        "metod": metod,
        "ansvarig": ansvarig,
        "tidsplan": f"{start} – {end}" if start != end else f"{start}",
        "uppfoljning": ", ".join(code.code for code in definition.follow_up),
    }
    return _place_in_strategy(row, definition) | sound | dict(row)


def _place_in_strategy(row: Mapping[str, str], definition: Definition) -> dict[str, str]:
    """Give the område that goes with the row's utgångspunkt, or the other way round."""
    codes = Codes(definition)
    _, home = codes.omrade(row.get("omrade", ""), None)
    wanted = codes.utgangspunkter.recognise(row["utgangspunkt"]).id if "utgangspunkt" in row else home
    points = definition.utgangspunkter
    point = next((point for point in points if point.id == wanted), points[0])
    return {"utgangspunkt": point.name, "omrade": point.omraden[0].name}


def _activity(
    make: Callable[..., Activity], row: Mapping[str, str], present: Sequence[str], *, number: int
) -> Activity:
    """Lay the row out below the header: the columns that are there first, the added ones after them."""
    added = [header for header in row if header not in COLUMN_IDS]
    at = HEADER_ROW + 1 + number
    cells = {
        name: Cell(name, clean(row[name]), row[name], reference(at, column))
        for column, name in enumerate([*present, *added], start=1)
    }
    return make(
        row=at,
        cells={column: cells[column] for column in present},
        extra={header: cells[header] for header in added},
    )
