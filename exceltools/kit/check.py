"""A path in, what the author of the plugins there should mend out: `exceltools plugins check`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from exceltools.catalogue import core_rules
from exceltools.engine import registry, validate
from exceltools.engine.registry import Plugin, Registry
from exceltools.model import Plan
from exceltools.rules import Rule
from exceltools.testing import soundness
from exceltools.testing.asking import bundled, plan
from exceltools.text import capitalised
from exceltools.wording import counted, origin_in_words

_PLANS, _ROWS = 18, 56  # about a thousand activities: four rounds of a large city's returns
_SLOW = 0.5  # seconds for them; two hundred rules like that would be noticed by everybody


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of checking one plugin."""

    plugin: Plugin
    faults: tuple[str, ...]  # of the plugin as a whole
    rules: tuple[tuple[Rule, tuple[str, ...], float], ...]  # each rule, what to mend, seconds for a thousand activities

    @property
    def number(self) -> int:
        """How many things there are to mend."""
        return len(self.faults) + sum(len(faults) for _, faults, _ in self.rules)


def check(path: Path) -> list[Checked]:
    """Check every plugin in a folder, a package or a .py file.

    Raises:
        UsageError: there is none.
    """
    plugins = registry.of_path(path)
    places = {plugin.path for plugin in plugins}
    others = [plugin for plugin in registry.load().plugins if plugin.path not in places]
    made = _many()
    return [_checked(plugin, [*others, *(one for one in plugins if one is not plugin)], made) for plugin in plugins]


def told(checked: Sequence[Checked]) -> str:
    """Say it for the terminal."""
    lines: list[str] = []
    for one in checked:
        lines.append(f"{one.plugin.name} ({origin_in_words(one.plugin.origin)})")
        lines += [f"  {fault}" for fault in one.faults]
        for rule, faults, seconds in one.rules:
            verdict = "att rätta:" if faults else f"inget att rätta, tusen aktiviteter på {seconds * 1000:.0f} ms."
            lines.append(f"  {rule.code}  {rule.name}: {verdict}")
            lines += [f"      {fault}" for fault in faults]
    number = sum(one.number for one in checked)
    rules = counted(sum(len(one.rules) for one in checked), "regel", "regler")
    what = counted(number, "sak", "saker") if number else "inget"
    plugins = counted(len(checked), "insticksprogram", "insticksprogram")
    return "\n".join([*lines, "", f"{rules} i {plugins}: {what} att rätta."])


def _checked(plugin: Plugin, others: Sequence[Plugin], made: Sequence[Plan]) -> Checked:
    alone = Registry((plugin,))
    found = soundness.faults(plugin.rules)
    seconds = validate.run(alone, made, bundled()).seconds
    rules = []
    for rule in alone.rules:
        sentences = [sentence for code, sentence in found if code == rule.code]
        sentences += [*_taken(rule, others), *_unknown(rule, [plugin, *others])]
        if seconds[rule.code] > _SLOW:
            sentences.append(f"regeln är långsam: {seconds[rule.code]:.1f} sekunder för tusen aktiviteter.")
        rules.append((rule, tuple(map(capitalised, sentences)), seconds[rule.code]))
    return Checked(plugin, tuple(_of_plugin(plugin)), tuple(rules))


def _of_plugin(plugin: Plugin) -> Iterator[str]:
    if plugin.fault:
        yield from (capitalised(f"{clause}.") for clause in plugin.fault.split("; "))
    if plugin.printed:
        yield f"Insticksprogrammet skriver ut egen text när det läses in: ”{plugin.printed}”. Ta bort det."
    prefixes = sorted({rule.code[:-3] for rule in plugin.rules})
    if len(prefixes) > 1:
        yield f"Koderna börjar på olika sätt ({', '.join(prefixes)}). Ett insticksprogram ska ha en egen inledning."


def _taken(rule: Rule, others: Sequence[Plugin]) -> Iterator[str]:
    """Say which of the rule's names belong to somebody else."""
    prefix = rule.code[:-3]
    for owner in others:
        if prefix in {other.code[:-3] for other in owner.rules}:
            yield f"koder som börjar med {prefix} hör till insticksprogrammet {owner.name}. Välj en egen inledning."
        if rule.name in {other.name for other in owner.rules}:
            yield f"namnet {rule.name} finns redan i insticksprogrammet {owner.name}. Välj ett eget."


def _unknown(rule: Rule, plugins: Sequence[Plugin]) -> Iterator[str]:
    """Say which codes the rule requires that nobody has."""
    known = {code for plugin in plugins for other in plugin.rules for code in (other.code, *other.former)}
    for code in rule.requires:
        if code not in known and code not in core_rules():
            yield f"requires nämner {code}, men ingen sådan regel finns."


def _many() -> list[Plan]:
    units = [unit.id for unit in bundled().units][:_PLANS]
    return [plan(*[{}] * _ROWS, unit=unit) for unit in units]
