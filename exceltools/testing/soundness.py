"""Rules in, what their author should mend out: Swedish sentences, each with the code of the rule that it is about.

Examples that do not hold, texts that are no sentences, and plans at which a rule stops: the empty ones, the ones that
nobody knows whose they are, the ones with far too much in a cell. Real returns are like that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from exceltools.catalogue import PLUGIN_PRINTS, RULE_NOT_CHECKED
from exceltools.definition import COLUMN_IDS
from exceltools.engine import validate
from exceltools.engine.registry import Plugin, Registry
from exceltools.model import Issue, Plan
from exceltools.rules import Rule
from exceltools.testing.asking import bundled, core_issues, example_faults, plan, plans

Fault = tuple[str, str]  # rule code, sentence

_TITLE = 60  # characters
_SENTENCES = 500  # characters of a message or a hint, whatever stands in the cell
_LONG = "Vi träffas, pratar och planerar. " * 150
_PATIENCE = 3.0  # seconds for a plan of a row or two
_EMPTY = dict.fromkeys(COLUMN_IDS, "")
_ODD = {
    "tidsplan": "när det passar 🙂",
    "uppfoljning": "?",
    "ansvarig": "–",
    "metod": "x",
    "mal": "…",
    "omrade": "Övrigt",
}


def faults(rules: Sequence[Rule]) -> list[Fault]:
    """Give everything that is to be mended, rule by rule.

    Args:
        rules: of one plugin, their declarations complete; they may require each other.
    """
    return [(rule.code, sentence) for rule in rules for sentence in dict.fromkeys(_of_rule(rule, rules))]


def _of_rule(rule: Rule, rules: Sequence[Rule]) -> Iterator[str]:
    others = [other for other in rules if other is not rule]
    yield from _texts(rule)
    said = _run(rule, others, plans(*rule.fails))
    broken = [*_broken(rule, said, "sitt eget exempel")]
    yield from broken
    if not broken:
        yield from (f"{fault.partition(': ')[2]}." for fault in example_faults(rule, also=others))
    for issue in said:
        if issue.code == rule.code:
            yield from _said(issue.message, "meddelandet")
            yield from (
                _said(issue.hint, "rådet (hint)")
                if issue.hint
                else ["ett fynd saknar råd (hint) om vad man ska skriva i stället."]
            )
    yield from _hard(rule, others)


def _texts(rule: Rule) -> Iterator[str]:
    if rule.title.endswith(".") or len(rule.title) > _TITLE or not rule.title[:1].isupper():
        yield f"title ska vara några ord med stor bokstav först och utan punkt, högst {_TITLE} tecken: ”{rule.title}”."
    yield from _said(rule.why, "why")
    if not rule.check.__doc__:
        yield "funktionen saknar en dokumentsträng som säger vad den hittar."
    for text in (rule.title, rule.why):
        yield from _characters(text)


def _said(text: str, what: str) -> Iterator[str]:
    """Say what keeps a text from being whole sentences to a person."""
    quote = text if len(text) < 80 else f"{text[:70]} …"
    if not re.match(r"[A-ZÅÄÖ0-9”–]", text) or not re.search(r"[.?!”)]$", text):
        yield f"{what} ska vara en hel mening med stor bokstav och punkt: ”{quote}”."
    if re.search(r"\{\w*\}|\bNone\b|<\w+ object", text):
        yield f"{what} visar något av koden: ”{quote}”."
    if '"' in text or "  " in text or "\n" in text:
        yield f"{what} ska ha svenska citattecken (”så här”), inga radbrytningar och inga dubbla mellanslag: ”{quote}”."
    yield from _characters(text)


def _characters(text: str) -> Iterator[str]:
    strange = [char for char in dict.fromkeys(text) if not char.encode("cp1252", "ignore")]
    if strange:
        yield f"tecknet {', '.join(strange)} går inte att visa i alla kommandofönster: ”{text}”."


# --- plans as they come back


def _hard(rule: Rule, others: Sequence[Rule]) -> Iterator[str]:
    for situation, made in _situations():
        said = _run(rule, others, made)
        broken = [*_broken(rule, said, situation)]
        yield from broken
        if broken:
            continue
        own = [issue for issue in said if issue.code == rule.code]
        if any(max(len(issue.message), len(issue.hint)) > _SENTENCES for issue in own):
            yield f"meningen blir mycket lång för {situation}. Korta citatet med exceltools.wording.shortened."
        if own != [issue for issue in _run(rule, others, made) if issue.code == rule.code]:
            yield f"regeln säger inte samma sak två gånger om {situation}."


@cache
def _situations() -> tuple[tuple[str, tuple[Plan, ...]], ...]:
    """Give plans that a rule must stand, and what to call them."""
    committee = next((unit.id for unit in bundled().units if unit.kind == "committee"), None)
    odd_and_own = plan(_ODD, {**_ODD, "en egen kolumn": "ja"})
    return (
        ("en plan där alla celler är tomma", (plan(_EMPTY),)),
        ("en plan utan aktiviteter", (plan(),)),
        ("en plan som ingen vet vems den är", (plan({}, {}, unit=None),)),
        ("en nämnds plan", (plan({}, {}, unit=committee),)),
        ("en plan där det mesta saknas på bladet", (plan({}, without=set(COLUMN_IDS) - {"metod"}),)),
        ("celler med mycket lång text", (plan(dict.fromkeys(COLUMN_IDS, _LONG)),)),
        ("celler med oväntad text", (odd_and_own,)),
        ("en omgång utan planer", ()),
        ("flera planer", (plan({}, {}), plan({}, unit="farsta"), plan(unit="norrmalm"))),
    )


def _run(rule: Rule, others: Sequence[Rule], made: Sequence[Plan]) -> tuple[Issue, ...]:
    registry = Registry((Plugin("test", "", "test", (rule, *others)),))
    return validate.run(registry, made, bundled(), core_issues(rule, made, bundled()), seconds=_PATIENCE).issues


def _broken(rule: Rule, said: Iterable[Issue], situation: str) -> Iterator[str]:
    for issue in said:
        if not issue.message.startswith(f"Regeln {rule.code} "):
            continue
        if issue.code == RULE_NOT_CHECKED.code:
            reason = issue.message.partition(": ")[2].rstrip(".")
            yield f"regeln stannar vid {situation}: {reason}."
        elif issue.code == PLUGIN_PRINTS.code:
            yield "regeln skriver ut egen text. Ta bort print; det som hittas lämnas med yield."
