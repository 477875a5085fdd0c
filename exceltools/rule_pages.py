"""The registry in, text for the terminal out: the rules in a list, one rule explained, the plugins in a list.

All of it comes from the declarations; what a rule says of its failing example is what it says when it is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from textwrap import wrap

from exceltools import catalogue
from exceltools.definition import Definition, load
from exceltools.engine import examples, validate
from exceltools.engine.parameters import parameters_of, written
from exceltools.engine.registry import Plugin, Registry
from exceltools.issues import is_on_trial, severity_of, wish_for
from exceltools.model import Declaration
from exceltools.rules import ExampleRow, Rule
from exceltools.selection import EVERYTHING, Selection, find, named
from exceltools.wording import WISH_WORDS, code_runs, listed, origin_in_words

_WIDTH = 96
_MOST_SAYINGS = 3
_SCOPES = {
    "cell": "varje cell för sig",
    "row": "varje rad för sig",
    "plan": "en plan i taget",
    "collection": "alla planer tillsammans",
}


def rules_list(registry: Registry, definition: Definition, asked: Selection = EVERYTHING) -> str:
    """List the rules by code: how grave each is in this city, title, and whose it is.

    Raises:
        UsageError: a rule is asked for that does not exist.
    """
    declarations = registry.declarations()
    shown = named(asked.select, declarations) or {*declarations}
    shown -= named(asked.ignore, declarations)
    rows = [
        (declared.code, _grade(declared, definition), declared.title, _owner(declared, registry))
        for declared in declarations.values()
        if declared.code in shown
    ]
    return _table([("KOD", "GRAD", "REGEL", "FRÅN"), *rows])


def rule_page(code: str, registry: Registry, definition: Definition) -> str:
    """Explain a rule.

    Args:
        code: a code, a former code or a rule's name, in capitals or not.
        registry: where the rule is looked for.
        definition: sets severity and parameters.

    Raises:
        UsageError: no such rule; the text names the nearest.
    """
    declared = find(code, registry.declarations())
    grade = _grade(declared, definition)
    lines = [f"{declared.code}  {declared.title}", f"{grade}, {declared.name}, från {_owner(declared, registry)}"]
    if declared.former:
        lines.append(f"tidigare {', '.join(declared.former)}")
    lines += ["", *_wrapped(declared.why)]
    lines += _of_plugin(declared, definition) if isinstance(declared, Rule) else _of_core(declared)
    return "\n".join(lines)


def plugins_list(registry: Registry) -> str:
    """List the plugins: where each comes from, how many rules it has, and what keeps it from being loaded."""
    rows = [
        (
            plugin.name,
            plugin.version or "–",
            origin_in_words(plugin.origin),
            plugin.hash or "–",
            code_runs(rule.code for rule in plugin.rules) or "inga",
            "inläst" if not plugin.fault else "fel",
        )
        for plugin in registry.plugins
    ]
    faults = [f"{plugin.name}: {plugin.fault}." for plugin in registry.plugins if plugin.fault]
    text = _table([("NAMN", "VERSION", "KOMMER FRÅN", "INNEHÅLL", "REGLER", "LÄGE"), *rows])
    return "\n\n".join([text, *("\n".join(wrap(fault, _WIDTH)) for fault in faults)])


def _of_plugin(rule: Rule, definition: Definition) -> Iterator[str]:
    names = [definition.column(column).header for column in rule.columns] or ["hela planen"]
    headers = listed(names)
    yield from ("", *_wrapped(f"Prövar {headers}, {_SCOPES[rule.scope]}."))
    if rule.requires:
        yield f"Prövar inte det som redan har fått {listed(rule.requires, 'eller')}."
    if rule.prompt:
        yield from ("", *_wrapped(f"Mallen säger vid {names[0]}: {rule.prompt}"))
    if rule.parameters:
        yield from ("", "Inställningar, med det värde som gäller nu:")
        for name, value in parameters_of(rule, definition).items():
            yield from _setting(name, value)
    yield from ("", "Godtas:")
    yield from _rows(rule.passes, definition)
    yield from ("", "Godtas inte:")
    yield from _rows(rule.fails, definition)
    yield from ("", "Då säger regeln:")
    for said in islice(_sayings(rule), _MOST_SAYINGS):
        yield from _wrapped(said, "  ")


def _setting(name: str, value: object) -> Iterator[str]:
    """Show a setting; a table takes a line for each of its entries."""
    if not isinstance(value, Mapping):
        yield from _wrapped(f"{name} = {written(value)}", "  ")
        return
    yield f"  {name}:" if value else f"  {name}: inget"
    for key, entry in value.items():
        yield from _wrapped(f"{key} = {written(entry)}", "    ")


def _sayings(rule: Rule) -> Iterable[str]:
    """Ask the rule about its failing example, which is written for the bundled definition."""
    bundled = load()
    alone = Registry((Plugin(rule.name, "", "", (rule,)),))
    outcome = validate.run(alone, examples.plans(rule.fails, bundled), bundled)
    return dict.fromkeys(
        f"{said.message} {said.hint}".strip()
        for said in outcome.issues
        if said.code in (rule.code, catalogue.RULE_NOT_CHECKED.code)
    )


def _of_core(declared: Declaration) -> Iterator[str]:
    if isinstance(declared, catalogue.CoreRule):
        said = [re.sub(r"\{\w+\}", "…", text).replace("….", "…") for text in (declared.message, declared.hint)]
        yield from ("", "Så säger regeln (… är det som gäller just där):")
        yield from _wrapped(" ".join(text for text in said if text.strip("… ")), "  ")


def _rows(rows: Iterable[ExampleRow], definition: Definition) -> Iterator[str]:
    """Show what the examples say; what they leave out is of no matter to the rule."""
    for row in rows:
        parts = [f"{_header(column, definition)}: {text or '(tom)'}" for column, text in row.items()]
        yield from _wrapped("; ".join(parts) or "(en vanlig rad)", "  ")


def _header(column: str, definition: Definition) -> str:
    if column == "unit":
        return "Enhet"
    return next((known.header for known in definition.columns if known.id == column), column)


def _grade(declared: Declaration, definition: Definition) -> str:
    wish = wish_for(declared, definition)
    if wish != "off" and is_on_trial(declared, definition):
        wish = "trial"
    return WISH_WORDS[wish or severity_of(declared, definition)].lower()


def _owner(declared: Declaration, registry: Registry) -> str:
    return registry.owner(declared.code).name if isinstance(declared, Rule) else "exceltools"


def _wrapped(text: str, indent: str = "") -> list[str]:
    return wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=indent)


def _table(rows: list[tuple[str, ...]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )
