"""A list of words and phrases in, where a text has one of them out: how rules that look for wording are told what.

An entry is a word or a few words, found whole, in capitals or not. A * after a word stands for any ending: "utveckl*"
is also "utvecklas". An entry that is all capitals, "SSP", is found in capitals only. Signs between words do not count:
"skola och socialtjänst" is also "skola- och socialtjänst".

Lists are long and most texts have none of their entries. So nothing is compiled, and a text is looked at only where it
holds the letters that some entry begins with.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

_WORD = re.compile(r"\w+")
_LONGEST = 12  # words of an entry that can be looked for at one place


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str  # of the list that it stands in
    words: tuple[str, ...]  # as they are compared, without *
    open_ended: tuple[bool, ...]  # whether each had one
    in_capitals: bool

    def at(self, found: Sequence[re.Match[str]]) -> str:
        """Give the text of the entry where it stands in the first words; empty where it does not."""
        last = len(self.words)
        if last > len(found):
            return ""
        for match, word, is_open in zip(found[:last], self.words, self.open_ended, strict=True):
            said = match[0] if self.in_capitals else match[0].casefold()
            if said != word and not (is_open and said.startswith(word)):
                return ""
        return found[0].string[found[0].start() : found[last - 1].end()]


@dataclass(frozen=True, slots=True)
class _List:
    letters: tuple[str, ...]  # that the entries begin with: a text without any of them has none
    by_word: Mapping[str, Sequence[_Entry]]  # by their first word
    beginnings: tuple[str, ...]  # first words that may have any ending
    open_ended: Sequence[_Entry]

    def candidates(self, word: str) -> Sequence[_Entry]:
        whole = self.by_word.get(word, ())
        return (*whole, *self.open_ended) if word.startswith(self.beginnings) else whole


def found(text: str, entries: Sequence[str]) -> str:
    """Give the first word or phrase of the text that is in the list, as it stands there; empty where none is.

    >>> found("Arbetet utvecklas i SSP.", ["sip", "utveckl*"]), found("ssp-möten", ["SSP"])
    ('utvecklas', '')
    >>> found("Överenskommelsen med polisen", ["överenskommelse* med polis*"])
    'Överenskommelsen med polisen'
    """
    return next((said for _, said in _all(text, _list((("", tuple(entries)),)))), "")


def which(text: str, lists: Mapping[str, Sequence[str]]) -> list[str]:
    """Give the names of the lists that the text has an entry of, in the lists' order; one pass for all of them.

    >>> which("SIP och SSP", {"skola och polis": ["SSP"], "plan": ["SIP"], "annat": ["SIG"]})
    ['skola och polis', 'plan']
    """
    known = _list(tuple((name, tuple(entries)) for name, entries in lists.items()))
    there = {name for name, _ in _all(text, known)}
    return [name for name in lists if name in there]


def begins(text: str, entries: Sequence[str], start: int = 0) -> str:
    """Give the word or phrase of the list that stands at the place, empty where none does.

    >>> begins("Ta  fram en rutin", ["ta fram"]), begins("Vi tar fram en rutin", ["tar fram"], 3)
    ('Ta  fram', 'tar fram')
    """
    words = [*islice(_WORD.finditer(text, start), _LONGEST)]
    if not words or words[0].start() != start:
        return ""
    candidates = _list((("", tuple(entries)),)).candidates(words[0][0].casefold())
    return next(filter(None, (entry.at(words) for entry in candidates)), "")


def listed_with_dots(text: str) -> list[str]:
    """Give the entries of a list that is written with dots between, as long ones are read most easily.

    >>> listed_with_dots("som i dag · fortsätt* · se över")
    ['som i dag', 'fortsätt*', 'se över']
    """
    return [" ".join(entry.split()) for entry in text.split("·")]


def _all(text: str, known: _List) -> Iterator[tuple[str, str]]:
    """Give each entry that stands in the text, by the name of its list and as it stands there."""
    for start in _starts(text, known.letters):
        words = [*islice(_WORD.finditer(text, start), _LONGEST)]
        for entry in known.candidates(words[0][0].casefold()):
            if said := entry.at(words):
                yield entry.name, said


def _starts(text: str, letters: Sequence[str]) -> Sequence[int]:
    """Give the places of words that begin with some of the letters, in order."""
    folded = text.casefold()
    there = [some for some in letters if some in folded]
    if not there:
        return ()
    if len(folded) != len(text):  # letters that are two in lower case: the places are not the same
        return [word.start() for word in _WORD.finditer(text)]
    starts = set()
    for some in there:
        at = folded.find(some)
        while at >= 0:
            if at == 0 or not _WORD.match(folded[at - 1]):
                starts.add(at)
            at = folded.find(some, at + 1)
    return sorted(starts)


@lru_cache(maxsize=256)
def _list(lists: tuple[tuple[str, tuple[str, ...]], ...]) -> _List:
    by_word: dict[str, list[_Entry]] = defaultdict(list)
    open_ended = []
    made = (_entry(name, text) for name, entries in lists for text in sorted(entries, reverse=True))
    for entry in filter(None, made):
        first = entry.words[0].casefold()
        if entry.open_ended[0]:
            open_ended.append(entry)
        else:
            by_word[first].append(entry)
    beginnings = tuple(dict.fromkeys(entry.words[0].casefold() for entry in open_ended))
    return _List((*by_word, *beginnings), dict(by_word), beginnings, open_ended)


def _entry(name: str, text: str) -> _Entry | None:
    parts = re.findall(r"(\w+)(\*?)", text)
    in_capitals = text.isupper()
    words = tuple(word if in_capitals else word.casefold() for word, _ in parts)
    return _Entry(name, words, tuple(bool(star) for _, star in parts), in_capitals) if words else None
