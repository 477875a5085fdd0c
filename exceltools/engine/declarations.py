"""A rule as a plugin declared it in, what is wrong with the declaration out, in Swedish for the one who wrote it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import get_args

from exceltools.catalogue import core_rules
from exceltools.definition import COLUMN_IDS, Grade
from exceltools.rules import Rule, Scope, Sheet

CODE = re.compile(r"[A-Z]{2,6}\d{3}")
MOST_COLUMNS = 50  # of a sheet
WIDEST = 200  # characters of a column
_PROMPT = 120  # characters: half of what Excel shows, for the guiding question comes first
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def faults(declared: object) -> list[str]:
    """Say what is wrong with a rule: clauses without a full stop; none where the declaration is complete."""
    if not isinstance(declared, Rule):
        return [f"listan innehåller {_kind(declared)} som inte är en regel (saknas @rule?)"]
    return [f"regeln {_text(declared.code) or 'utan kod'} {said}" for said in _said(declared)]


def sheet_faults(declared: object) -> list[str]:
    """Say what is wrong with a sheet: clauses without a full stop; none where the declaration is complete."""
    if not isinstance(declared, Sheet):
        return [f"listan innehåller {_kind(declared)} som inte är ett blad (saknas @sheet?)"]
    return [f"bladet {_text(declared.name) or 'utan namn'} {said}" for said in _said_of_sheet(declared)]


def _said_of_sheet(declared: Sheet) -> Iterator[str]:
    for field in ("name", "about"):
        if not _text(getattr(declared, field)):
            yield f"saknar {field}"
    if not 1 <= len(declared.headings) <= MOST_COLUMNS:
        yield f"behöver en till {MOST_COLUMNS} rubriker i headings"
    for heading, width in declared.headings.items():
        wide = isinstance(width, (int, float)) and not isinstance(width, bool) and 0 < width <= WIDEST
        if not _text(heading) or not wide:
            yield "har en rubrik i headings som inte är en text och en bredd i tecken, till exempel {'Namn': 30}"
            return
    yield from _codes("parameters_of", declared.parameters_of)
    if not _takes_two(declared.fill):
        yield "ska vara en funktion av två uppgifter: resultatet, och context"


def _said(declared: Rule) -> Iterator[str]:
    yield from _identity(declared)
    for field in ("title", "why"):
        if not _text(getattr(declared, field)):
            yield f"saknar {field}"
    if declared.severity not in get_args(Grade):
        yield f"har allvarsgraden {declared.severity!r}; välj error, warning, info eller trial"
    if declared.scope not in get_args(Scope):
        yield f"har scope {declared.scope!r}; välj cell, row, plan eller collection"
    yield from _columns(declared)
    yield from _codes("requires", declared.requires)
    yield from _codes("former", declared.former)
    if declared.code in (*declared.requires, *declared.former):
        yield "nämner sin egen kod i requires eller former"
    if not all(_text(name) for name in declared.parameters):
        yield "har en inställning utan namn i parameters"
    yield from _prompt(declared)
    for field in ("passes", "fails"):
        yield from _examples(field, getattr(declared, field))
    if not _takes_two(declared.check):
        yield "ska vara en funktion av två uppgifter: det som prövas, och context"


def _identity(declared: Rule) -> Iterator[str]:
    code, name = _text(declared.code), _text(declared.name)
    if not CODE.fullmatch(code):
        yield "behöver en kod av två till sex stora bokstäver A–Z och tre siffror, till exempel ABC001"
    elif code[:-3] in {known[:-3] for known in core_rules()}:
        yield f"har en kod som börjar med {code[:-3]}, och de koderna är exceltools egna"
    if not NAME.fullmatch(name):
        yield "behöver ett namn av små bokstäver a–z, siffror och bindestreck, till exempel metod-too-short"


def _columns(declared: Rule) -> Iterator[str]:
    unknown = [str(column) for column in declared.columns if column not in COLUMN_IDS]
    if unknown:
        yield f"nämner kolumner som inte finns ({', '.join(unknown)}); de som finns är {', '.join(COLUMN_IDS)}"
    if declared.scope == "cell" and not declared.columns:
        yield "prövar celler men säger inte i vilka kolumner (columns)"


def _prompt(declared: Rule) -> Iterator[str]:
    if not isinstance(declared.prompt, str) or len(declared.prompt) > _PROMPT:
        yield f"har en prompt som inte är en text på högst {_PROMPT} tecken"
    elif declared.prompt and not declared.columns:
        yield "har en prompt men säger inte för vilken kolumn (columns)"


def _codes(field: str, codes: Iterable[object]) -> Iterator[str]:
    wrong = [str(code) for code in codes if not CODE.fullmatch(_text(code))]
    if wrong:
        yield f"nämner i {field} något som inte är en regelkod ({', '.join(wrong)})"


def _examples(field: str, rows: tuple[object, ...]) -> Iterator[str]:
    if not rows:
        yield f"saknar exempel i {field}"
    for row in rows:
        if not isinstance(row, Mapping) or not all(_is_text(part) for item in row.items() for part in item):
            yield f"har ett exempel i {field} som inte är en rad, till exempel {{'metod': 'Möten'}}"
            return


def _takes_two(check: Callable[..., object]) -> bool:
    try:
        inspect.signature(check).bind(None, None)
    except (TypeError, ValueError):
        return False
    return True


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _kind(value: object) -> str:
    return getattr(value, "__name__", None) or type(value).__name__
