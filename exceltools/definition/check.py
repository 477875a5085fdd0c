"""A definition's data in, what its parts say against each other out.

Works on the data as read, so that this is found together with values that are wrong by themselves: whatever has the
wrong type here is passed over in silence, since it is reported already.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from exceltools.definition.faults import Fault, KeyPath, enumerated, nearest, shown
from exceltools.definition.toml_lines import Lines
from exceltools.text import ascii_key, key

_KINDS = {
    "utgangspunkt": "utgangspunkt",
    "omrade": "omrade",
    "mal": "text",
    "metod": "text",
    "ansvarig": "text",
    "tidsplan": "period",
    "uppfoljning": "follow_up",
}
# Characters that are read as one another in a code: the letter O and nought, I and 1, ...
_LOOKALIKES = str.maketrans("OQILSBZG", "00115826")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A table of a list, and where it stands."""

    at: KeyPath
    table: Mapping[str, Any]

    def text(self, name: str) -> str:
        value = self.table.get(name)
        return value if isinstance(value, str) else ""

    @property
    def identity(self) -> str | KeyPath:
        """Its id or code; its place where it has none."""
        return self.text("id") or self.text("code") or self.at

    @property
    def name(self) -> str:
        """What a person calls it."""
        return self.text("name") or self.text("header") or self.text("id")

    def spellings(self, *names: str) -> Iterator[tuple[KeyPath, str]]:
        """Give every text under the keys, and each one's place; lists one by one."""
        for name in names:
            value = self.table.get(name)
            if isinstance(value, str):
                yield (*self.at, name), value
            elif isinstance(value, list):
                yield from (((*self.at, name, n), text) for n, text in enumerate(value) if isinstance(text, str))


def check(data: Mapping[str, Any], lines: Lines) -> Iterator[Fault]:
    """Find what does not fit together.

    Args:
        data: what the file holds.
        lines: where everything in it stands.
    """
    columns, units = _entries(data, "columns"), _entries(data, "units")
    points, codes, terms = (_entries(data, name) for name in ("utgangspunkter", "follow_up", "terms"))
    yield from _columns(data, columns, lines)
    for entries in (points, units, terms):
        yield from _twice(entries, "id", lines)
    yield from _twice(codes, "code", lines)
    yield from _claims(columns, ("header", "aliases"), lines)
    yield from _claims(points, ("name", "aliases"), lines)
    for point in points:
        areas = _entries(point.table, "omraden", point.at)
        yield from _twice(areas, "id", lines)
        yield from _claims(areas, ("name", "aliases"), lines)
    yield from _claims(units, ("name", "id", "aliases"), lines)
    yield from _claims(codes, ("code", "name", "aliases"), lines)
    yield from _claims(terms, ("names",), lines)
    yield from _not_asked(units, points, lines)
    yield from _lookalikes(codes, lines)
    yield from _spans(data, lines)


def _entries(table: Mapping[str, Any], name: str, at: KeyPath = ()) -> list[_Entry]:
    found = table.get(name)
    if not isinstance(found, list):
        return []
    return [_Entry((*at, name, n), entry) for n, entry in enumerate(found) if isinstance(entry, dict)]


def _columns(data: Mapping[str, Any], columns: list[_Entry], lines: Lines) -> Iterator[Fault]:
    there = [column.text("id") for column in columns]
    missing = [name for name in _KINDS if name not in there]
    if isinstance(data.get("columns"), list) and len(there) - len(set(there) & set(_KINDS)) < len(missing):
        sentence = f"Alla sju kolumner ska finnas med. Det saknas en med id {enumerated(missing)}."
        yield Fault(lines.of(("columns",)), sentence, ("columns",))
        missing = []
    yield from _twice(columns, "id", lines, f" Kanske ska det vara {enumerated(missing, 'eller')}?" if missing else "")
    for column in columns:
        kind, wanted = column.text("kind"), _KINDS.get(column.text("id"))
        if wanted and kind in _KINDS.values() and kind != wanted:
            at = (*column.at, "kind")
            yield Fault(lines.of(at), f'Kolumnen ”{column.text("id")}” ska ha kind = "{wanted}".', at)


def _twice(entries: list[_Entry], name: str, lines: Lines, advice: str = "") -> Iterator[Fault]:
    first: dict[str, KeyPath] = {}
    for entry in entries:
        value, at = entry.text(name), (*entry.at, name)
        if value and first.setdefault(value, at) != at:
            sentence = f'{name} = "{value}" finns redan på rad {lines.of(first[value])}.'
            yield Fault(lines.of(at), sentence + (advice or " Den ska vara olika varje gång."), at)


def _claims(entries: list[_Entry], names: Iterable[str], lines: Lines) -> Iterator[Fault]:
    """Find texts that two entries would be recognised by, compared the way that the stages further on compare them.

    Two entries with the same id are a copy with its own sentence; their names say nothing more.
    """
    names = tuple(names)
    same = ascii_key if "id" in names else key
    owners: dict[str, tuple[_Entry, KeyPath]] = {}
    for entry in entries:
        for at, text in entry.spellings(*names):
            owner, place = owners.setdefault(same(text), (entry, at))
            if owner is not entry and owner.identity != entry.identity:
                whose = f" för {shown(owner.name)}" if same(owner.name) != same(text) else ""
                sentence = f"{shown(text)} används redan på rad {lines.of(place)}{whose}. Ta bort den ena."
                yield Fault(lines.of(at), sentence, at)


def _not_asked(units: list[_Entry], points: list[_Entry], lines: Lines) -> Iterator[Fault]:
    """Find ids under `not_asked` that no utgångspunkt and no område has."""
    known = [point.text("id") for point in points]
    known += [area.text("id") for point in points for area in _entries(point.table, "omraden", point.at)]
    for unit in units:
        for at, text in unit.spellings("not_asked"):
            if text not in known:
                meant = nearest(text, known)
                advice = f" Menade du {shown(meant)}?" if meant else ""
                sentence = f"Det finns ingen utgångspunkt och inget område med id {shown(text)}.{advice}"
                yield Fault(lines.of(at), sentence, at)


def _lookalikes(codes: list[_Entry], lines: Lines) -> Iterator[Fault]:
    for one, other in itertools.combinations(codes, 2):
        first, second = one.text("code"), other.text("code")
        if first != second and _as_seen(first) == _as_seen(second):
            at, place = (*other.at, "code"), lines.of((*one.at, "code"))
            yield Fault(
                lines.of(at), f"{shown(second)} är för lik {shown(first)} på rad {place}. Välj en annan kod.", at
            )


def _as_seen(code: str) -> str:
    """Give the code as a hasty reader sees it.

    >>> _as_seen("TI") == _as_seen("T1") == _as_seen("T01"), _as_seen("T1") == _as_seen("T10")
    (True, False)
    """
    return re.sub(r"(?<!\d)0+(?=\d)", "", code.upper().translate(_LOOKALIKES))


def _spans(data: Mapping[str, Any], lines: Lines) -> Iterator[Fault]:
    days = {at: _day(data, at) for at in itertools.product(("strategy", "plan"), ("start", "end"))}
    for span in ("strategy", "plan"):
        start, end = days[span, "start"], days[span, "end"]
        if start and end and end < start:
            yield Fault(lines.of((span, "end")), f"Slutet {end} ligger före början {start}.", (span, "end"))
    earliest, latest = days["strategy", "start"], days["strategy", "end"]
    for name in ("start", "end"):
        day, at = days["plan", name], ("plan", name)
        if day and earliest and latest and earliest <= latest and not earliest <= day <= latest:
            sentence = f"{day} ligger utanför strategins tid, {earliest} till {latest}. Planen ska rymmas i den."
            yield Fault(lines.of(at), sentence, at)


def _day(data: Mapping[str, Any], at: tuple[str, str]) -> dt.date | None:
    table = data.get(at[0])
    value = table.get(at[1]) if isinstance(table, dict) else None
    if isinstance(value, str):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            return None
    return value if type(value) is dt.date else None
