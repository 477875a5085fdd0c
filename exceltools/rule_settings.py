"""A definition and the rules that are loaded in, what it says of rules that do not exist out, with lines.

`load` cannot know this: which rules there are depends on the plugins. A merge goes on all the same and says so among
its issues (see `parameters`); whoever checks the file gets it at its line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from exceltools.catalogue import ALWAYS_SAID
from exceltools.definition import Definition, toml_file
from exceltools.definition.faults import Fault, KeyPath, enumerated, listed, nearest, shown
from exceltools.errors import DefinitionError
from exceltools.model import Declaration
from exceltools.rules import Rule

_NEAR = 85  # of 100: TID03 is near TID003; TID009 is not, for it would be as near to every other TID
_SHAPES = {bool: "true eller false", int: "ett heltal", float: "ett tal", str: "en text"}


def check_settings(definition: Definition, declarations: Iterable[Declaration], path: Path, *, complete: bool) -> None:
    """Check what a definition sets for rules.

    Args:
        definition: a checked one.
        declarations: all rules, the core's and every plugin's.
        path: the file it was loaded from.
        complete: whether every plugin was loaded; only then is a code that nobody has a mistake.

    Raises:
        DefinitionError: with every fault, a line each.
    """
    known = {
        code: declared.parameters if isinstance(declared, Rule) else {}
        for declared in declarations
        for code in (declared.code, *declared.former)
    }
    faults = [*unknown_parameters(definition, known, path), *_always_said(definition, path)]
    if complete:
        faults += unknown_codes(definition, known, path)
    if faults:
        raise DefinitionError(listed(path.name, faults))


def unknown_codes(definition: Definition, known: Iterable[str], path: Path | None = None) -> list[Fault]:
    """Find rule codes in [severities] and [parameters] that no rule has.

    Args:
        definition: a checked one.
        known: codes and former codes of all rules.
        path: the file it was loaded from; without it the faults have no lines.
    """
    codes = set(known)
    codes |= {code[:-3] for code in codes}
    places = [("severities", code) for code in definition.severities] + [
        ("parameters", code) for code in definition.parameters
    ]
    return [_fault(at, _no_such_code(at[-1], codes), path) for at in places if at[-1] not in codes]


def _always_said(definition: Definition, path: Path) -> Iterator[Fault]:
    for code, wish in definition.severities.items():
        if code.startswith(ALWAYS_SAID) and wish in ("trial", "off"):
            sentence = f"Koderna {ALWAYS_SAID} säger vad som inte kunde kontrolleras, och kan inte stängas av."
            yield _fault(("severities", code), sentence, path)


def unknown_parameters(
    definition: Definition, known: Mapping[str, Mapping[str, Any]], path: Path | None = None
) -> list[Fault]:
    """Find parameters that their rule does not have, and values of another type than the rule's own.

    Args:
        definition: a checked one.
        known: names and default values of each rule's parameters, by code and former code; other codes are passed over.
        path: the file it was loaded from; without it the faults have no lines.
    """
    return [
        _fault(("parameters", code, name), sentence, path)
        for code, parameters in definition.parameters.items()
        if code in known
        for name, value in parameters.items()
        for sentence in _wrong_parameter(code, name, value, known[code])
    ]


def nearest_code(code: str, codes: Iterable[str]) -> str | None:
    """Give the rule code that a code is misspelt from, None where none is near."""
    return nearest(code, sorted(codes), _NEAR)


def fits(value: object, default: object) -> bool:
    """Tell whether a value is of the default's kind; a whole number is a number, true is not."""
    if default is None:
        return True
    if isinstance(default, float):
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if isinstance(default, (list, tuple)):
        return isinstance(value, (list, tuple))
    if isinstance(default, Mapping):
        return isinstance(value, Mapping)
    return isinstance(value, type(default)) and isinstance(value, bool) == isinstance(default, bool)


def shape_of(default: object) -> str:
    """Say in Swedish what a value must be to fit."""
    if isinstance(default, (list, tuple)):
        return "en lista"
    if isinstance(default, Mapping):
        return "en tabell"
    return _SHAPES.get(type(default), "av samma slag som regelns eget")


def _no_such_code(code: str, codes: set[str]) -> str:
    meant = nearest_code(code, codes)
    advice = f"Menade du ”{meant}”?" if meant else "Alla koder visas av exceltools rules list."
    return f"Det finns ingen regel med koden ”{code}”. {advice}"


def _wrong_parameter(code: str, name: str, value: object, defaults: Mapping[str, Any]) -> Iterator[str]:
    if name not in defaults:
        meant = nearest(name, defaults)
        if meant:
            advice = f"Menade du ”{meant}”?"
        else:
            advice = f"Den har {enumerated(defaults)}." if defaults else "Den har inga inställningar."
        yield f"Regeln {code} har ingen inställning ”{name}”. {advice}"
    elif not fits(value, defaults[name]):
        yield f"”{name}” ska vara {shape_of(defaults[name])}, inte {shown(value)}."


def _fault(at: KeyPath, sentence: str, path: Path | None) -> Fault:
    return Fault(toml_file.read(path).lines.of(at) if path else 0, sentence, at)
