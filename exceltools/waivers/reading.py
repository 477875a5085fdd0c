"""The path of a workbook of waivers in, its rows out, each with what is wrong with it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from exceltools import catalogue
from exceltools.definition import Definition
from exceltools.errors import UsageError
from exceltools.identity import UnitNames
from exceltools.model import Declaration, Waiver
from exceltools.period import parse
from exceltools.reading.outcomes import Outcome, read_all
from exceltools.reading.own_output import unmarked
from exceltools.reading.raw import RawSheet, Value
from exceltools.reading.sources import find
from exceltools.selection import find as find_rule
from exceltools.text import clean, key
from exceltools.waivers.sheet import ACCEPTING, CODE, FINGERPRINT, HEADERS, NAMING, REASON, UNIT, UNTIL, WHO
from exceltools.written import written

_ENOUGH = 4  # of the headers, for a header row
_FINGERPRINT = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Row:
    """A row that somebody has begun to fill in."""

    number: int
    file: str  # the workbook's name
    code: str | None  # of the rule as it is called now
    unit: str | None  # unit id
    fingerprint: str | None
    waiver: Waiver | None  # None where something is wrong
    faults: tuple[str, ...]  # Swedish clauses


def read(path: Path, definition: Definition, declarations: Mapping[str, Declaration]) -> tuple[Row, ...]:
    """Read a workbook of waivers.

    Args:
        path: as given on the command line or in the definition.
        definition: the units, and the words for dates.
        declarations: every rule, by code.

    Raises:
        UsageError: it is not there, cannot be read, or has no table of waivers.
    """
    if not path.is_file():
        raise UsageError(f"Filen {path} med det som är godtaget finns inte. exceltools waivers new {path} gör en ny.")
    outcome = _outcome(path)
    for sheet in outcome.workbook.sheets if outcome.workbook else ():
        header = _header(sheet)
        if header:
            return tuple(_rows(sheet, *header, Reader(path.name, definition, declarations)))
    raise UsageError(f"{path} har ingen tabell med rubrikerna {', '.join(HEADERS)}. {_why_not(outcome)}".rstrip())


def _outcome(path: Path) -> Outcome:
    (outcome,) = read_all(find([path]))
    if outcome.reason and outcome.reason.rule is catalogue.OWN_OUTPUT:
        (outcome,) = read_all([unmarked(outcome.candidate)])
    return outcome


def _why_not(outcome: Outcome) -> str:
    if outcome.reason is None:
        return ""
    words = {"file": Path(outcome.candidate.path).name, **outcome.reason.words}
    return outcome.reason.rule.message.format_map(words)


def _header(sheet: RawSheet) -> tuple[int, dict[int, str]] | None:
    """Find the header row, and which column holds what."""
    wanted = {key(name): name for name in HEADERS}
    for row in sorted({row for row, _ in sheet.values}):
        columns = {
            column: wanted[key(str(value))]
            for (at, column), value in sheet.values.items()
            if at == row and key(str(value)) in wanted
        }
        if len(columns) >= _ENOUGH:
            return row, columns
    return None


def _rows(sheet: RawSheet, top: int, columns: Mapping[int, str], reader: Reader) -> Iterator[Row]:
    rows: dict[int, dict[str, Value]] = {}
    for (row, column), value in sorted(sheet.values.items()):
        if row > top and column in columns:
            rows.setdefault(row, {})[columns[column]] = value
    for number, values in rows.items():
        if any(name in values for name in ACCEPTING):
            yield reader.row(number, values)


class Reader:
    """Reads rows by one definition and its rules."""

    def __init__(self, file: str, definition: Definition, declarations: Mapping[str, Declaration]) -> None:
        """Index the units once."""
        self._file = file
        self._definition = definition
        self._declarations = declarations
        self._units = UnitNames(definition)

    def row(self, number: int, values: Mapping[str, Value]) -> Row:
        """Read a row: header -> value."""
        texts = {name: clean(written(value)) for name, value in values.items()}
        faults: list[str] = []
        fingerprint = texts.get(FINGERPRINT, "").lower() or None
        code, unit = (None, None) if fingerprint else self._named(texts, faults)
        if fingerprint and not _FINGERPRINT.fullmatch(fingerprint):
            faults.append(f"”{fingerprint}” är inget fingeravtryck")
        faults += [f"{name} är inte ifyllt" for name in ACCEPTING if not texts.get(name)]
        until = self._day(values[UNTIL], faults) if texts.get(UNTIL) else None
        waiver = None
        if until and not faults:
            waiver = Waiver(texts[REASON], texts[WHO], until)
        return Row(number, self._file, code, unit, fingerprint, waiver, tuple(faults))

    def _named(self, texts: Mapping[str, str], faults: list[str]) -> tuple[str | None, str | None]:
        """Give rule and unit, which together stand for a fingerprint."""
        if not texts.get(CODE) or not texts.get(UNIT):
            missing = [name for name in NAMING if not texts.get(name)]
            faults.append(f"det framgår inte vad som godtas ({', '.join(missing)} saknas)")
            return None, None
        named = self._units.within(texts[UNIT])
        code, unit = None, next(iter(named)) if len(named) == 1 else None
        try:
            code = find_rule(texts[CODE], self._declarations).code
        except UsageError as error:
            faults.append(str(error).partition(". ")[0][:1].lower() + str(error).partition(". ")[0][1:])
        if unit is None:
            faults.append(f"det finns ingen enhet som heter {texts[UNIT]}")
        if code and code.startswith(catalogue.ALWAYS_SAID):
            faults.append(f"{code} säger vad som inte kunde kontrolleras, och kan inte godtas")
        return code, unit

    def _day(self, value: Value, faults: list[str]) -> dt.date | None:
        """Give the last day that a text or a date cell names."""
        if isinstance(value, dt.datetime):
            return value.date()
        if isinstance(value, dt.date):
            return value
        text = clean(written(value))
        with suppress(ValueError):
            return dt.date.fromisoformat(text)
        period = parse(text, self._definition.terms)
        if period is None or period.end is None:
            faults.append(f"”{text}” är inget datum; skriv till exempel 2022-12-31")
            return None
        return period.end
