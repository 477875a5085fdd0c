"""Does the plan explain its abbreviations? KVAL010.

An abbreviation is explained where words beside it spell it: "social insatsgrupp (SIG)", "SIG, social insatsgrupp",
"kommunala aktivitetsansvaret (KAA)". What the definition itself writes, everybody is taken to know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from exceltools.definition import Definition
from exceltools.rules import Activity, Context, Finding, Plan, rule

KNOWN = """
    APT BVC BUP HVB HBTQ HBTQI LVU LVM LPT LSS IVO BBIC IT PC SFI ID EU FN PM VD TV SMS QR NPF ADHD AST KBT GDPR OSL IOP
    ABC FAQ SKR KF KS KI AB AI OK TT VG IG BTH PDF CV CSN SJ SL SVT
"""
_ACRONYM = re.compile(r"(?<![\w.@-])[A-ZÅÄÖ]{2,6}(?![\w@.]{0,60}[a-zåäö@])(?!\w)")
_CAPITALS = re.compile(r"[A-ZÅÄÖ]{2}")
_IN_CAPITALS = re.compile(r"[A-ZÅÄÖ]{2,6}(?!\w)")
_ROMAN = re.compile(r"[IVX]+")
_WORD = re.compile(r"[^\W\d_]+")
# Words that give no letter: "ungdomar varken i arbete eller studier" is UVAS.
_SMALL = frozenset(
    ("och", "eller", "i", "på", "av", "för", "med", "till", "om", "som", "vid", "mot", "en", "ett", "den")
)
_NEAR = 6  # words between an abbreviation and what explains it, besides one for each letter
_SHOUTING = 0.5  # share of capitals among a text's letters: above, capitals are the writer's habit


@rule(
    code="KVAL010",
    name="acronym-unexplained",
    title="En förkortning förklaras inte",
    severity="info",
    scope="plan",
    columns=["metod"],
    parameters={"known": KNOWN.split(), "columns": ["mal", "metod", "ansvarig"]},
    why="Planen läses också av andra förvaltningar, polisen och invånare. Alla kan inte förkortningarna.",
    passes=[
        {"metod": "Samverkan enligt Lokala nätverket för unga (LNU) varje månad."},
        {"metod": "Frånvaron följs varje vecka, och BVC berättar om förskolan."},
    ],
    fails=[{"metod": "Utbilda fler i LNU och ta fram en rutin."}],
)
def acronym_unexplained(plan: Plan, context: Context) -> Iterator[Finding]:
    """Find abbreviations in capitals that neither the plan nor the definition explains, each where it stands first."""
    first: dict[str, tuple[Activity, str]] = {}
    for activity in plan.activities:
        for column in context.parameters["columns"]:
            for acronym in _acronyms(activity.text(column)):
                first.setdefault(acronym, (activity, column))
    if not first:
        return
    known = {*context.parameters["known"], *_of_definition(context.definition)}
    texts = [cell.text for activity in plan.activities for cell in (*activity.cells.values(), *activity.extra.values())]
    for acronym, (activity, column) in first.items():
        if acronym not in known and not any(acronym in text and _explains(text, acronym) for text in texts):
            yield Finding(
                f"Förkortningen {acronym} förklaras inte i planen.",
                hint="Skriv ut vad den betyder första gången den står.",
                activity=activity,
                column=column,
                about=acronym,
            )


RULES = [acronym_unexplained]


def _acronyms(text: str) -> list[str]:
    if not _CAPITALS.search(text):
        return []
    named = [acronym for acronym in dict.fromkeys(_ACRONYM.findall(text)) if not _ROMAN.fullmatch(acronym)]
    return [] if named and _is_shouting(text) else named


def _is_shouting(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return len(letters) > 12 and sum(char.isupper() for char in letters) > _SHOUTING * len(letters)


def _explains(text: str, acronym: str) -> bool:
    """Tell whether words just before or after the abbreviation spell it."""
    words = [match[0] for match in _WORD.finditer(text)]
    reach = len(acronym) + _NEAR
    return any(
        _spells(words[max(0, place - reach) : place], acronym.casefold())
        or _spells(words[place + 1 : place + 1 + reach], acronym.casefold())
        for place, word in enumerate(words)
        if word == acronym
    )


def _spells(words: Sequence[str], letters: str) -> bool:
    """Tell whether words in a row spell the letters: each word gives its first, a long one some more of its own.

    >>> _spells(["Kommunala", "aktivitetsansvaret"], "kaa"), _spells(["familjer", "och", "barn"], "ab")
    (True, False)
    """
    return any(_spells_from(words[start:], letters) for start in range(len(words)))


def _spells_from(words: Sequence[str], letters: str) -> bool:
    if not letters:
        return True
    if not words:
        return False
    word = words[0].casefold()
    if not word.startswith(letters[0]):
        return word in _SMALL and _spells_from(words[1:], letters)
    at = 0
    for taken in range(1, len(letters) + 1):
        if _spells_from(words[1:], letters[taken:]):
            return True
        at = word.find(letters[taken], at + 1) if taken < len(letters) else -1
        if at < 0:
            return False
    return False


def _of_definition(definition: Definition) -> set[str]:
    """Give the abbreviations that the definition's own names and settings hold."""
    named = [code.code for code in definition.follow_up]
    named += [name for term in definition.terms for name in term.names]
    for unit in definition.units:
        named += (unit.name, *unit.aliases)
    for point in definition.utgangspunkter:
        named += (point.name, *point.aliases)
        for area in point.omraden:
            named += (area.name, area.explanation, *area.aliases)
    return set(_IN_CAPITALS.findall("\n".join([*named, repr(definition.parameters)])))
