"""Rules and plans in, issues out: each rule is asked on its own, and one that fails costs only itself.

The rule says what is wrong; where that is, how grave it is and whether the question is worth asking is decided here.
What a rule answered before it failed counts, what it was not asked any more is said.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from exceltools import catalogue
from exceltools.definition import Definition
from exceltools.engine import parameters
from exceltools.engine.containment import contained
from exceltools.engine.hearing import Heard, answers, applies, place, questions
from exceltools.engine.isolation import attempt
from exceltools.engine.patience import patience
from exceltools.engine.registry import Plugin, Registry
from exceltools.issues import core_issue, is_on_trial, issue
from exceltools.model import Issue, Plan, PluginRun, PluginState
from exceltools.rules import Context, Finding, Rule
from exceltools.wording import listed

SLOW = 10.0  # seconds that a rule may take over all plans before it is named
PATIENCE = 30.0  # seconds after which it is stopped, and a millisecond more for each activity
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


@dataclass(frozen=True, slots=True)
class _Round:
    """What all rules of one run have in common."""

    plans: Plans
    definition: Definition
    heard: Heard
    seconds: float  # that each rule may take


def run(  # noqa: PLR0913
    registry: Registry,
    plans: Sequence[Plan],
    definition: Definition,
    earlier: Iterable[Issue] = (),
    *,
    wanted: Container[str] | None = None,
    seconds: float | None = None,
) -> Outcome:
    """Ask every rule.

    Args:
        registry: the rules, and whose they are.
        plans: those that count.
        definition: severities and parameters, and what the rules may know.
        earlier: issues found so far; a rule that requires their codes is not asked about the same places.
        wanted: codes of the rules that are to be asked; None for all.
        seconds: after how long a rule is stopped; None for the usual, which is more for many activities.
    """
    if seconds is None:
        seconds = PATIENCE + sum(len(plan.activities) for plan in plans) / 1000
    one = _Round(tuple(plans), definition, Heard(earlier), seconds)
    hearings: dict[str, _Hearing] = {}
    current = {former: rule.code for rule in registry.rules for former in rule.former}
    for rule in _in_order(registry.rules, current):
        if wanted is not None and rule.code not in wanted:
            continue
        requires = tuple(current.get(code, code) for code in rule.requires)
        hearings[rule.code] = _hear(rule, requires, one)
        if not is_on_trial(rule, definition):
            one.heard.add(hearings[rule.code].found)
    found = parameters.issues(registry.declarations(), definition, complete=registry.complete)
    for code, hearing in sorted(hearings.items()):
        found += hearing.found
        found += _remarks(code, registry.owner(code), hearing, plans, definition)
    taken = {code: hearing.seconds for code, hearing in sorted(hearings.items())}
    return Outcome(tuple(found), _runs(registry, hearings), taken)


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


def _hear(rule: Rule, requires: Sequence[str], one: _Round) -> _Hearing:
    """Ask a rule about everything; when its time is up it is asked nothing more."""
    context = Context(parameters.own_copy(one.definition), parameters.parameters_of(rule, one.definition))
    batches = _batches(rule, one.plans)
    hearing = _Hearing(relevant=bool(batches))
    done: set[int] = set()
    reasons: list[str] = []
    begun = perf_counter()
    with contained() as printed, attempt() as whole, patience(one.seconds):
        for number, batch in enumerate(batches):
            with attempt() as tried:
                for said, where in _asked(rule, requires, batch, context, one.heard):
                    hearing.found.append(issue(rule, one.definition, message=said.message, hint=said.hint, **where))
                done.add(number)
            reasons.append(tried.reason)
            if tried.stopped:
                break
    hearing.seconds = perf_counter() - begun
    hearing.failed = [plan for number, batch in enumerate(batches) if number not in done for plan in batch]
    if hearing.failed:
        hearing.reason = next(filter(None, [*reasons, whole.reason]))
    hearing.printed = printed.text
    return hearing


def _asked(
    rule: Rule, requires: Sequence[str], batch: Plans, context: Context, heard: Heard
) -> Iterator[tuple[Finding, dict[str, Any]]]:
    """Give what the rule finds and where, one by one: what it says before it fails counts."""
    for question in questions(rule, batch):
        if not (requires and heard.speaks(requires, question)):
            for said in answers(rule, question, context):
                yield said, place(said, question)


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
    if hearing.seconds > SLOW and not hearing.reason:
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
    own = [hearings[rule.code] for rule in plugin.rules if rule.code in hearings]
    if plugin.fault or any(hearing.reason for hearing in own):
        return "failed"
    return "ran" if any(hearing.relevant for hearing in own) else "not relevant"
