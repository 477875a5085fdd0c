"""The rules that a person picks or leaves out in; the codes that shall not speak out.

A rule is named by its code, a former code, its kebab-case name, or by how several codes begin: "TID". What could not be
checked (KOR) is said whatever anybody picks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from exceltools.catalogue import ALWAYS_SAID, RULES_LEFT_OUT
from exceltools.definition import Definition
from exceltools.definition.faults import nearest
from exceltools.errors import UsageError
from exceltools.issues import core_issue, wish_for
from exceltools.model import Declaration, Issue
from exceltools.rules import Rule
from exceltools.wording import code_runs

_CODE = re.compile(r"([A-Z]+)\d{3}")


@dataclass(frozen=True, slots=True)
class Selection:
    """What somebody asked for on the command line."""

    select: tuple[str, ...] = ()  # these and no others; none: all
    ignore: tuple[str, ...] = ()


EVERYTHING = Selection()


def left_out(asked: Selection, declarations: Mapping[str, Declaration], definition: Definition) -> frozenset[str]:
    """Give the codes that shall not speak.

    Args:
        asked: what the command line picks goes before what the definition has turned off.
        declarations: every rule, by code.
        definition: may have turned rules off.

    Raises:
        UsageError: something is asked for that no rule is called; the text names the nearest.
    """
    if asked.select:
        out = declarations.keys() - named(asked.select, declarations)
    else:
        out = {code for code, rule in declarations.items() if wish_for(rule, definition) == "off"}
    out |= named(asked.ignore, declarations)
    return frozenset(code for code in out if not code.startswith(ALWAYS_SAID))


def to_run(rules: Iterable[Rule], out: frozenset[str]) -> set[str]:
    """Give the codes of the rules that are to be asked: those that may speak, and all that these require."""
    by_code = {code: rule for rule in rules for code in (rule.code, *rule.former)}
    waiting = [rule.code for rule in by_code.values() if rule.code not in out]
    wanted: set[str] = set()
    while waiting:
        code = waiting.pop()
        if code in by_code and by_code[code].code not in wanted:
            wanted.add(by_code[code].code)
            waiting += by_code[code].requires
    return wanted


def remark(out: frozenset[str], definition: Definition) -> list[Issue]:
    """Say which rules were left out."""
    return [core_issue(RULES_LEFT_OUT, definition, {"rules": code_runs(out)})] if out else []


def find(name: str, declarations: Mapping[str, Declaration]) -> Declaration:
    """Find the one rule of a name.

    Raises:
        UsageError: no such rule; the text names the nearest.
    """
    wanted = name.strip().upper()
    for rule in declarations.values():
        if wanted in (rule.code, rule.name.upper(), *rule.former):
            return rule
    raise UsageError(f"Det finns ingen regel som heter {name}. {_advice(wanted, declarations)}")


def named(names: Sequence[str], declarations: Mapping[str, Declaration]) -> set[str]:
    """Give the codes of all that is named, several by how they begin."""
    found: set[str] = set()
    for name in (part for given in names for part in given.split(",") if part.strip()):
        begin = name.strip().upper()
        beginning = {
            rule.code for rule in declarations.values() if begin in {c[:-3] for c in (rule.code, *rule.former)}
        }
        found |= beginning or {find(name, declarations).code}
    return found


def _advice(wanted: str, declarations: Mapping[str, Declaration]) -> str:
    spellings = {
        spelling: rule.code
        for rule in declarations.values()
        for spelling in (rule.code, rule.name.upper(), *rule.former)
    }
    if wanted.isalpha():
        spellings |= dict.fromkeys((prefix for rule in declarations.values() for prefix in _prefixes(rule)), "")
    near = None if _of_somebody_else(wanted, spellings) else nearest(wanted, sorted(spellings))
    if near:
        return f"Menade du {spellings[near] or near}?"
    return "Kommandot ”exceltools rules list” visar alla. Står regeln i en egen mapp, ange den med --plugins-dir."


def _prefixes(rule: Declaration) -> set[str]:
    return {code[:-3] for code in (rule.code, *rule.former)}


def _of_somebody_else(wanted: str, known: Iterable[str]) -> bool:
    """Tell whether this is a proper code with a prefix like none that is known: a rule that is not loaded."""
    proper = _CODE.fullmatch(wanted)
    prefixes = {found[1] for code in known if (found := _CODE.fullmatch(code))}
    return proper is not None and not nearest(proper[1], sorted(prefixes))
