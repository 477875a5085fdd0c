"""Rules and plans in, issues out: each rule is asked on its own, and one that fails costs only itself.

The rule says what is wrong; where that is, how grave it is and whether the question is worth asking is decided here.
What a rule answered before it failed counts, what it was not asked any more is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter

from exceltools import catalogue
from exceltools.definition import Definition
from exceltools.engine import parameters
from exceltools.engine.hearing import Heard, answers, applies, place, questions
from exceltools.engine.isolation import attempt
from exceltools.engine.registry import Plugin, Registry
from exceltools.issues import core_issue, issue
from exceltools.model import Issue, Plan, PluginRun, PluginState
from exceltools.rules import Context, Rule
from exceltools.wording import listed

SLOW = 10.0  # seconds that a rule may take over all plans before it is named
_MOST_NAMES = 6  # plans that are listed by name in a sentence

Plans = tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the rules found, what became of each plugin, and how long each rule took."""

    issues: tuple[Issue, ...]
    runs: tuple[PluginRun, ...]
    seconds: Mapping[str, float]  # by rule code


@dataclass(slots=True)
class _Hearing:
    """What came of asking one rule."""

    found: list[Issue] = field(default_factory=list)
    failed: list[Plan] = field(default_factory=list)
    reason: str = ""
    printed: str = ""
    seconds: float = 0.0
    relevant: bool = False


def run(registry: Registry, plans: Sequence[Plan], definition: Definition, earlier: Iterable[Issue] = ()) -> Outcome:
    """Ask every rule.

    Args:
        registry: the rules, and whose they are.
        plans: those that count.
        definition: severities and parameters, and what the rules may know.
        earlier: issues found so far; a rule that requires their codes is not asked about the same places.
    """
    heard = Heard(earlier)
    hearings: dict[str, _Hearing] = {}
    current = {former: rule.code for rule in registry.rules for former in rule.former}
    for rule in _in_order(registry.rules, current):
        requires = tuple(current.get(code, code) for code in rule.requires)
        hearings[rule.code] = _hear(rule, requires, tuple(plans), definition, heard)
        heard.add(hearings[rule.code].found)
    found = parameters.issues(registry.declarations(), definition, complete=registry.complete)
    for code, hearing in sorted(hearings.items()):
        found += hearing.found
        found += _remarks(code, registry.owner(code), hearing, plans, definition)
    seconds = {code: hearing.seconds for code, hearing in sorted(hearings.items())}
    return Outcome(tuple(found), _runs(registry, hearings), seconds)


def _in_order(rules: Sequence[Rule], current: Mapping[str, str]) -> list[Rule]:
    """Sort by code, but what a rule requires before the rule itself; where rules require each other, by code alone."""
    by_code = {rule.code: rule for rule in sorted(rules, key=lambda rule: rule.code)}
    ordered: list[Rule] = []
    entered: set[str] = set()

    def enter(rule: Rule) -> None:
        if rule.code in entered:
            return
        entered.add(rule.code)
        for code in sorted(current.get(code, code) for code in rule.requires):
            if code in by_code:
                enter(by_code[code])
        ordered.append(rule)

    for rule in by_code.values():
        enter(rule)
    return ordered


def _hear(rule: Rule, requires: Sequence[str], plans: Plans, definition: Definition, heard: Heard) -> _Hearing:
    hearing = _Hearing()
    context = Context(parameters.own_copy(definition), parameters.parameters_of(rule, definition))
    begun = perf_counter()
    for batch in _batches(rule, plans):
        hearing.relevant = True
        with attempt() as tried:
            for question in questions(rule, batch):
                if requires and heard.speaks(requires, question):
                    continue
                for said in answers(rule, question, context):
                    where = place(said, question)
                    hearing.found.append(issue(rule, definition, message=said.message, hint=said.hint, **where))
        if tried.reason:
            hearing.failed += batch
        hearing.reason = hearing.reason or tried.reason
        hearing.printed = hearing.printed or tried.printed
    hearing.seconds = perf_counter() - begun
    return hearing


def _batches(rule: Rule, plans: Plans) -> list[Plans]:
    """Give what the rule is asked about at one go: a failure costs the rest of it, and no more."""
    if rule.scope == "collection":
        return [plans] if plans else []
    return [(plan,) for plan in plans if applies(rule, plan)]


def _remarks(
    code: str, plugin: Plugin, hearing: _Hearing, plans: Sequence[Plan], definition: Definition
) -> Iterator[Issue]:
    """Say what there is to say of the rule itself."""
    words = {"rule": code, "plugin": plugin.name, "who": f"Regeln {code} i insticksprogrammet {plugin.name}"}
    if hearing.reason:
        words |= {"reason": hearing.reason, "plans": _named(hearing.failed, plans)}
        yield core_issue(catalogue.RULE_NOT_CHECKED, definition, words, about=code)
    if hearing.printed:
        words["text"] = hearing.printed
        yield core_issue(catalogue.PLUGIN_PRINTS, definition, words, about=code)
    if hearing.seconds > SLOW:
        words["seconds"] = f"{SLOW:.0f}"
        yield core_issue(catalogue.RULE_SLOW, definition, words, about=code)


def _named(failed: Sequence[Plan], plans: Sequence[Plan]) -> str:
    if len(failed) == len(plans) > 1:
        return f"någon av de {len(plans)} planerna"
    names = [plan.unit.name if plan.unit else plan.source for plan in failed]
    left = len(names) - _MOST_NAMES
    return listed([*names[:_MOST_NAMES], f"{left} till"] if left > 0 else names)


def _runs(registry: Registry, hearings: Mapping[str, _Hearing]) -> tuple[PluginRun, ...]:
    return tuple(
        PluginRun(plugin.name, plugin.version, plugin.origin, _state(plugin, hearings)) for plugin in registry.plugins
    )


def _state(plugin: Plugin, hearings: Mapping[str, _Hearing]) -> PluginState:
    own = [hearings[rule.code] for rule in plugin.rules]
    if plugin.fault or any(hearing.reason for hearing in own):
        return "failed"
    return "ran" if any(hearing.relevant for hearing in own) else "not relevant"
