"""A rule's defaults and the definition's wishes in, the rule's parameters out; and what the definition got wrong."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from exceltools import catalogue
from exceltools.definition import Definition
from exceltools.definition.faults import nearest
from exceltools.issues import core_issue
from exceltools.model import Declaration, Issue
from exceltools.rule_settings import fits, nearest_code, shape_of
from exceltools.rules import Rule
from exceltools.wording import listed


def parameters_of(rule: Rule, definition: Definition) -> Mapping[str, Any]:
    """Give the rule's parameters: its defaults, replaced by what the definition sets and the rule can use.

    Lists are given as tuples, so that no rule can change what another one sees.
    """
    wished = _wished(rule, definition)
    return MappingProxyType(
        {
            name: _frozen(wished[name] if name in wished and fits(wished[name], default) else default)
            for name, default in rule.parameters.items()
        }
    )


def own_copy(definition: Definition) -> Definition:
    """Give a plugin a definition whose dictionaries are its own: all the rest is frozen."""
    own = {"severities": dict(definition.severities), "parameters": copy.deepcopy(definition.parameters)}
    return definition.model_copy(update=own)


def issues(declarations: Mapping[str, Declaration], definition: Definition, *, complete: bool) -> list[Issue]:
    """Say which settings in the definition have no effect.

    Args:
        declarations: every rule that is known, by code.
        definition: whose severities and parameters are looked at.
        complete: whether every plugin was loaded; only then is a code that nobody has a mistake.
    """
    found = [issue for declared in declarations.values() for issue in _unfit(declared, definition)]
    if complete:
        known = {code for declared in declarations.values() for code in (declared.code, *declared.former)}
        known |= {code[:-3] for code in known}
        named = dict.fromkeys(sorted({*definition.severities, *definition.parameters}), "Definitionen")
        for rule in declarations.values():
            named |= dict.fromkeys(rule.requires if isinstance(rule, Rule) else (), f"Regeln {rule.code}")
        found += [_unknown(code, who, sorted(known), definition) for code, who in named.items() if code not in known]
    return found


def _wished(declared: Declaration, definition: Definition) -> Mapping[str, Any]:
    for code in (declared.code, *declared.former):
        if code in definition.parameters:
            return definition.parameters[code]
    return {}


def _unfit(declared: Declaration, definition: Definition) -> Iterator[Issue]:
    defaults: Mapping[str, Any] = declared.parameters if isinstance(declared, Rule) else {}
    for name, value in _wished(declared, definition).items():
        if name in defaults and fits(value, defaults[name]):
            continue
        words = {"parameter": name, "rule": declared.code}
        if name in defaults:
            words["reason"] = f"värdet ska vara {shape_of(defaults[name])}"
            words["advice"] = f"Utan inställning gäller {written(defaults[name])}."
        else:
            near = nearest(name, defaults)
            words["reason"] = "regeln har ingen sådan"
            words["advice"] = f"Menas {near}?" if near else _choices(defaults)
        yield core_issue(catalogue.PARAMETER_UNKNOWN, definition, words, about=f"{declared.code} {name}")


def _choices(defaults: Mapping[str, Any]) -> str:
    return f"De som finns är {listed(defaults)}." if defaults else "Regeln har inga inställningar."


def _unknown(code: str, who: str, known: Sequence[str], definition: Definition) -> Issue:
    near = nearest_code(code, known)
    advice = f"Menas {near}?" if near else "Kommandot ”exceltools rules list” visar alla koder."
    return core_issue(catalogue.CODE_UNKNOWN, definition, {"who": who, "rule": code, "advice": advice}, about=code)


def _frozen(value: Any) -> Any:  # noqa: ANN401  whatever TOML can say
    if isinstance(value, (list, tuple, set)):
        return tuple(_frozen(item) for item in value)
    if isinstance(value, Mapping):
        return MappingProxyType({name: _frozen(item) for name, item in value.items()})
    return value


def written(value: object) -> str:
    """Write a value as the definition would."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(written(item) for item in value)}]"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{name} = {written(item)}' for name, item in value.items())}}}"
    return f'"{value}"' if isinstance(value, str) else str(value)
