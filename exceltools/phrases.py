"""A list of words and phrases in, where a text has one of them out: how rules that look for wording are told what.

An entry is a word or a few words, found whole, in capitals or not. A * after a word stands for any ending: "utveckl*"
is also "utvecklas". An entry that is all capitals, "SSP", is found in capitals only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache


def found(text: str, entries: Sequence[str], start: int = 0) -> str:
    """Give the first word or phrase of the text that is in the list, as it stands there; empty where none is.

    >>> found("Arbetet utvecklas i SSP.", ["sip", "utveckl*"]), found("ssp-möten", ["SSP"])
    ('utvecklas', '')
    >>> found("Överenskommelsen med polisen", ["överenskommelse* med polis*"])
    'Överenskommelsen med polisen'
    """
    match = _pattern(tuple(entries)).search(text, start)
    return match[0] if match else ""


def begins(text: str, entries: Sequence[str], start: int = 0) -> str:
    """Give the word or phrase of the list that stands at the place, empty where none does.

    >>> begins("Ta  fram en rutin", ["ta fram"]), begins("Vi tar fram en rutin", ["tar fram"], 3)
    ('Ta  fram', 'tar fram')
    """
    match = _pattern(tuple(entries)).match(text, start)
    return match[0] if match else ""


def listed_with_dots(text: str) -> list[str]:
    """Give the entries of a list that is written with dots between, as long ones are read most easily.

    >>> listed_with_dots("som i dag · fortsätt* · se över")
    ['som i dag', 'fortsätt*', 'se över']
    """
    return [" ".join(entry.split()) for entry in text.split("·")]


@lru_cache(maxsize=256)
def _pattern(entries: tuple[str, ...]) -> re.Pattern[str]:
    choices = "|".join(_entry(entry) for entry in sorted(entries, reverse=True) if entry.strip(" *"))
    return re.compile(rf"(?<!\w)(?:{choices})" if choices else r"(?!)")


def _entry(entry: str) -> str:
    words = [re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else r"(?!\w)") for word in entry.split()]
    body = r"\s+".join(words)
    return body if entry.isupper() else f"(?i:{body})"
