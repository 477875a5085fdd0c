"""What a workbook says of itself in, whose plan it is out.

Evidence is weighed in a fixed order, strongest first: the identity that the template carries, the text above the
plan's header, the sheet's name, the file's name, the folder's name. The first that names exactly one unit decides;
a stronger and a weaker one that disagree are an issue, not a choice made in silence. (A folder's name is too weak to
disagree with anything.)
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath

from exceltools.definition import Definition, Unit
from exceltools.definition.faults import nearest
from exceltools.errors import UsageError
from exceltools.layout import Table
from exceltools.reading.raw import RawWorkbook
from exceltools.text import ascii_key, clean
from exceltools.wording import listed

_WORDS = re.compile(r"[A-ZÅÄÖÉÜ]+(?![a-zåäöéü])|[A-ZÅÄÖÉÜ]?[a-zåäöéü]+|\d+")
_LONGEST_NAME = 6  # words

EVIDENCE = {
    "chosen": "valet med --choose",
    "identity": "mallens egen märkning",
    "text": "texten ovanför tabellen",
    "sheet": "bladets namn",
    "file": "filens namn",
    "folder": "mappens namn",
}


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose plan a workbook is.

    Attributes:
        unit: unit id; None where nothing names exactly one.
        evidence: key of EVIDENCE that decided; None where nothing did.
        contradicted_by: (evidence, unit id) of weaker evidence that names another unit.
        candidates: unit ids named anywhere, where nothing named exactly one.
        unknown: units that the template's identity names and the definition does not have.
        definition: id of the definition that the template was made from, if it carries one.
        version: version of that definition.
    """

    unit: str | None
    evidence: str | None
    contradicted_by: tuple[tuple[str, str], ...]
    candidates: tuple[str, ...]
    definition: str | None
    version: str | None
    unknown: tuple[str, ...] = ()


class UnitNames:
    """The definition's units by every name they go by."""

    def __init__(self, definition: Definition) -> None:
        """Index names, aliases and ids; a name that two units claim belongs to neither."""
        self._receiver = f"till {definition.delivery.to}"  # whom a template asks to be sent to is not whose it is
        owners: dict[str, set[str]] = {}
        for unit in definition.units:
            for name in (unit.id, unit.name, *unit.aliases):
                owners.setdefault(ascii_key(name), set()).add(unit.id)
        self._owner = {name: units.pop() for name, units in owners.items() if len(units) == 1}
        self._within = lru_cache(maxsize=1024)(
            self._search
        )  # the same lines stand above the table in nearly every plan

    def exactly(self, text: str) -> str | None:
        """Give the id of the unit that goes by this name, in whatever case and with or without accents."""
        return self._owner.get(ascii_key(text))

    def within(self, text: str) -> frozenset[str]:
        """Give the ids of all units that a text names, in whatever case, with or without accents and genitive s.

        A longer name wins over the shorter ones it contains.
        """
        return self._within(text)

    def _search(self, text: str) -> frozenset[str]:
        text = unicodedata.normalize("NFC", text).replace(self._receiver, " ")
        words = [ascii_key(word) for word in _WORDS.findall(text)]
        found: set[str] = set()
        start = 0
        while start < len(words):
            for length in range(min(_LONGEST_NAME, len(words) - start), 0, -1):
                owner = self._owner_of("".join(words[start : start + length]))
                if owner is not None:
                    found.add(owner)
                    start += length
                    break
            else:
                start += 1
        return frozenset(found)

    def _owner_of(self, name: str) -> str | None:
        return self._owner.get(name) or (self._owner.get(name[:-1]) if name.endswith("s") else None)


def unit_called(text: str, definition: Definition) -> Unit:
    """Give the unit that somebody asks for, by id, name or other name.

    Raises:
        UsageError: no unit goes by that name; the sentence says which was probably meant.
    """
    owner = UnitNames(definition).exactly(text)
    if owner is not None:
        return definition.unit(owner)
    spellings = {name: unit for unit in definition.units for name in (unit.id, unit.name, *unit.aliases)}
    near = nearest(text, spellings)
    advice = (
        f"Menade du {spellings[near].name}?"
        if near
        else f"Där finns: {listed(unit.name for unit in definition.units)}."
    )
    raise UsageError(f"Enheten ”{text}” finns inte i definitionen. {advice}")


def identify(  # noqa: PLR0913
    workbook: RawWorkbook,
    table: Table,
    path: str,
    names: UnitNames,
    known: Iterable[str],
    *,
    chosen: str | None = None,
) -> Identity:
    """Tell whose plan a workbook is.

    Args:
        workbook: as read.
        table: the plan's table in it.
        path: as given on the command line.
        names: the definition's units.
        known: the definition's unit ids; an identity that is none of them is no evidence.
        chosen: the unit that a person says it is, which goes before all else.
    """
    carried = {carrier: dict(said) for carrier, said in workbook.identity.items()}
    known = set(known)
    marked = {said["exceltools_unit"] for said in carried.values() if said.get("exceltools_unit")}
    evidence = [
        ("chosen", {chosen} if chosen else set()),
        ("identity", marked & known),
        ("text", _named_above(table, names)),
        ("sheet", names.within(table.sheet.name)),
        ("file", names.within(PurePosixPath(path).stem)),
        ("folder", names.within(PurePosixPath(path).parent.name)),
    ]
    decided = next(((kind, units) for kind, units in evidence if len(units) == 1), None)
    unit = next(iter(decided[1])) if decided else None
    return Identity(
        unit=unit,
        evidence=decided[0] if decided else None,
        contradicted_by=tuple(
            (kind, other)
            for kind, units in evidence
            if kind != "folder" and unit and (unit not in units or kind == "identity")
            for other in sorted(units - {unit})
        ),
        candidates=() if decided else tuple(sorted(set().union(*(units for _, units in evidence)))),
        definition=_first(carried.values(), "exceltools_definition"),
        version=_first(carried.values(), "exceltools_version"),
        unknown=tuple(sorted(marked - known)),
    )


def named_by_table(table: Table, names: UnitNames) -> str | None:
    """Give the unit that a table names by the text above it or by its sheet's name, where it is exactly one."""
    named = _named_above(table, names) or names.within(table.sheet.name)
    return next(iter(named)) if len(named) == 1 else None


def _named_above(table: Table, names: UnitNames) -> set[str]:
    found: set[str] = set()
    for (row, _), value in table.sheet.values.items():
        if row < table.first.row and isinstance(value, str):
            found |= names.within(clean(value))
    return found


def _first(carried: Iterable[dict[str, str]], name: str) -> str | None:
    return next((said[name] for said in carried if said.get(name)), None)
