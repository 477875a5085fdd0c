"""A definition in, the steps that judge the follow-up of every row out: which codes it names, and whether it says how.

The merge reads more spellings than formulas can ("T1 och 2"); what is counted here is what stands there as a word of
its own, and the self-check says so. What is called empty here is called so by the merge too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import permutations

from exceltools.definition import Definition, FollowUpCode
from exceltools.period.parts import MONTHS
from exceltools.template import names
from exceltools.template.formulas import either, literal
from exceltools.template.names import ACTIVITY, column, state
from exceltools.template.rules import Demands

_SEPARATORS = ",;/+&().:-–—\u2011\u00a0[]|!?\"”“'’•…"  # between the words of a follow-up
_NO_LETTERS = "0123456789*%=#_"  # besides, where only words count
_TAKEN_BACK = ("EJ", "EJ I", "INTE", "INTE I", "UTOM")  # before a code: it is not meant
_MOST_STUCK = 4  # codes; of more there are too many pairs
_AT_A_TIME = 45  # replacements in one formula: Excel nests functions 64 deep


def follow_up_steps(demands: Demands) -> Iterator[tuple[str, str]]:
    """Give, for each code, whether the activity names it: as a word of its own, by the code or one of its aliases."""
    definition = demands.definition
    judged = f"({ACTIVITY}=1)*({state('uppfoljning')}={names.ANSWER})"
    unbroken = f"SUBSTITUTE({column('uppfoljning')},{literal('-')}&CHAR(10),{literal('')})"
    words = _spaced(f"UPPER(SUBSTITUTE({unbroken},CHAR(10),{literal(' ')}))", _SEPARATORS)
    yield "rad_upp_ord", f'IF({judged}," "&TRIM(LEFT({words},2000))&" ","")'
    yield from _replaced("rad_upp_ord", "rad_upp_koder", [*_taken_back(definition), *_stuck_together(definition)])
    for number, code in enumerate(definition.follow_up, 1):
        found = (f"ISNUMBER(FIND({literal(f' {text} ')},rad_upp_koder))" for text in _spellings(code))
        yield names.follow_up(number), f"{ACTIVITY}*{either(*found)}"
    yield from _says_nothing_steps(demands, judged)


def _says_nothing_steps(demands: Demands, judged: str) -> Iterator[tuple[str, str]]:
    """Take away every word that says nothing of how, and give whether that leaves nothing at all.

    Between two words stand two spaces here, so that each can be taken away with its own.
    """
    definition, empty_words = demands.definition, demands.empty_words()
    codes = "+".join(names.follow_up(number) for number in range(1, len(definition.follow_up) + 1))
    spaced = f"SUBSTITUTE({_spaced('rad_upp_koder', _NO_LETTERS)},{literal(' ')},{literal('  ')})"
    yield "rad_upp_utan", f'IF({judged}*({codes}=0),{spaced},"")'
    taken = [(f" {word} ", "") for word in _empty_words(definition, empty_words)]
    yield from _replaced("rad_upp_utan", "rad_upp_rest", taken)
    nothing_left = f'({judged})*({codes}=0)*(TRIM(rad_upp_rest)="")'
    yield names.SAYS_NOTHING, f"IF({nothing_left},1,0)" if empty_words else f"{ACTIVITY}*0"


def _replaced(before: str, after: str, pairs: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Give the steps that replace texts in what a step holds: some at a time, the last step under the name `after`."""
    starts = range(0, len(pairs), _AT_A_TIME) or [0]
    for first in starts:
        formula = before
        for old, new in pairs[first : first + _AT_A_TIME]:
            formula = f"SUBSTITUTE({formula},{literal(old)},{literal(new)})"
        before = after if first == starts[-1] else f"{after}_{first + _AT_A_TIME}"
        yield before, formula


def _taken_back(definition: Definition) -> Iterator[tuple[str, str]]:
    for code in definition.follow_up:
        yield from ((f" {word} {code.code.upper()} ", " ") for word in _TAKEN_BACK)


def _stuck_together(definition: Definition) -> Iterator[tuple[str, str]]:
    """Part codes that stand without anything between them: T1T2, ochVB."""
    codes = [code.code.upper() for code in definition.follow_up]
    for one, other in permutations(codes, 2) if len(codes) <= _MOST_STUCK else ():
        yield f" {one}{other}", f" {one} {other}"
    yield from ((f" OCH{code} ", f" {code} ") for code in codes)


def _empty_words(definition: Definition, empty_words: Iterable[str]) -> list[str]:
    """Give the words of the rule, and those of a time (when is not how), but no single letter: T3 may be a code."""
    terms = re.findall(r"[^\W\d_]{2,}", " ".join(name for term in definition.terms for name in term.names))
    return list(dict.fromkeys(word.upper() for word in (*empty_words, *MONTHS, *terms)))


def _spaced(text: str, signs: str) -> str:
    for sign in signs:
        text = f"SUBSTITUTE({text},{literal(sign)},{literal(' ')})"
    return text


def _spellings(code: FollowUpCode) -> list[str]:
    """Give how a code is written: itself, its name, its aliases, and "T 1" for "T1"."""
    apart = re.sub(r"(?<=\D)(?=\d)", " ", code.code)
    return list(dict.fromkeys(text.upper() for text in (code.code, apart, code.name, *code.aliases)))
