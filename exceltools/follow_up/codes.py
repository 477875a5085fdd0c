"""Labelled words in, mentions of codes out: "T1", "tertial 1 och 2", "första tertialrapporten", "VB:n".

What only looks like a code ("VBE", "T3", "tertialraport 1") is a mention of something unknown, with its nearest code:
proposed, never used. A short word counts as one only where a code is expected, so that BUP, SSP and MVP are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import OSA

from exceltools.follow_up.words import Vocabulary, Word, shape

_MENTION = re.compile(
    r"(?P<numbered>(?:sp?)?s[pd]?[nm](?:[jd]?n(?=[jdpgvcsyxol]|$))*(?:p?e)?)"
    r"|(?P<ordinal>o(?:j?o)*s)"
    r"|(?P<garbled>c[nm])|(?P<code>c(?:p?e)?)"
)
_KEYBOARD = ("qwertyuiopå", "asdfghjklöä", "zxcvbnm")
_LOOK_ALIKE = ("1il|", "0oq", "8b", "5s", "2z")
_NEAR = 8  # words
_LONG = 8  # letters: a word of a name that is as long may have a slip or two and is still that word


@dataclass(frozen=True, slots=True)
class Mention:
    """A run of words that names codes, or something that looks like one."""

    first: int  # place of its first word
    last: int  # and of the word after its last
    codes: tuple[str, ...] = ()
    unknown: tuple[tuple[str, str], ...] = ()  # (what looks like a code, nearest code or "")


def mentions(found: Sequence[Word], text: str, vocabulary: Vocabulary) -> list[Mention]:
    """Give the mentions of codes in the order of the text, none of them taken back by "ej" or "utom"."""
    spelt = [mention for mention in _spelt(found, text, vocabulary) if not _taken_back(mention, found)]
    return sorted([*spelt, *_near_misses(found, text, spelt, vocabulary)], key=lambda mention: mention.first)


# --- spelt as the definition has it ------------------------------------------------------------------------------


def _spelt(found: Sequence[Word], text: str, vocabulary: Vocabulary) -> list[Mention]:
    made: list[Mention] = []
    for match in _MENTION.finditer(shape(found)):
        first, last = match.span()
        said = found[first:last]
        if match["numbered"]:
            codes, unknown = _numbered(said, text, vocabulary)
        elif match["ordinal"]:
            codes, unknown = _by_number([word.number for word in said if word.number], said[-1], text, vocabulary)
        elif match["garbled"] and said[0].end == said[1].start:
            codes, unknown = [], [(text[said[0].start : said[1].end], said[0].code)]  # VB1
        else:
            codes, unknown = [said[0].code], []
            last -= bool(match["garbled"])
        unknown += _left_out(made, first, found, codes, text, vocabulary)
        made.append(Mention(first, last, tuple(codes), tuple(unknown)))
    return made


def _numbered(said: Sequence[Word], text: str, vocabulary: Vocabulary) -> tuple[list[str], list[tuple[str, str]]]:
    """T1; T1 och 2; tertial 1–3, which is 1, 2 and 3."""
    numbers: list[int] = []
    for before, word in pairwise(said):
        if word.label in "nm":
            through = before.label == "d" and numbers and numbers[-1] < word.number
            numbers += range(numbers[-1] + 1, word.number + 1) if through else [word.number]
    prefix = next(word for word in reversed(said) if word.label == "s")  # the T of "tertialrapport T1"
    return _by_number(numbers, prefix, text, vocabulary)


def _by_number(
    numbers: Sequence[int], prefix: Word, text: str, vocabulary: Vocabulary
) -> tuple[list[str], list[tuple[str, str]]]:
    known = vocabulary.numbered[prefix.family]
    written = text[prefix.start : prefix.end]
    codes = [known[number] for number in numbers if number in known]
    strange = [f"{written} {n}" if len(written) > 2 else f"{written.upper()}{n}" for n in numbers if n not in known]
    return codes, [(name, _nearest(name, vocabulary.order) or "") for name in strange]


def _left_out(  # noqa: PLR0913, PLR0917 - all of it tells whether a dash leaves codes out
    before: Sequence[Mention],
    first: int,
    found: Sequence[Word],
    codes: Sequence[str],
    text: str,
    vocabulary: Vocabulary,
) -> list[tuple[str, str]]:
    """Name a dash that jumps over codes, T1 – VB: is the one between meant too?"""
    if not before or not codes or not before[-1].codes or not _through(found[before[-1].last : first]):
        return []
    one, other = vocabulary.order.index(before[-1].codes[-1]), vocabulary.order.index(codes[0])
    return [(text[found[before[-1].first].start : found[first].end], "")] if other > one + 1 else []


def _through(between: Sequence[Word]) -> bool:
    """Tell whether the words mean "from one to the other": a dash, till, t.o.m."""
    through = [word for word in between if word.text != "."]
    return len(through) > 0 and all(word.label == "d" or word.text == "till" for word in through)


def _taken_back(mention: Mention, found: Sequence[Word]) -> bool:
    """Tell whether the words before say "ej" or "utom"; also of the second code of "ej T1 eller T2"."""
    return re.search(r"x[gv]*(?:(?:sn|c)J)?$", _with_either(_before(mention.first, found))) is not None


def _before(place: int, found: Sequence[Word]) -> Sequence[Word]:
    """Give the few words before a place: enough to see what it follows upon, also in a very long text."""
    return found[max(0, place - _NEAR) : place]


def _with_either(found: Sequence[Word]) -> str:
    return "".join("J" if word.text in ("och", "eller") else word.label for word in found)


# --- nearly so -----------------------------------------------------------------------------------------------------


def _near_misses(
    found: Sequence[Word], text: str, spelt: Sequence[Mention], vocabulary: Vocabulary
) -> Iterator[Mention]:
    taken = {place for mention in spelt for place in range(mention.first, mention.last)}
    for first, last in _runs(found):
        if taken & set(range(first, last)):
            continue
        run = text[found[first].start : found[last - 1].end]
        nearest = _nearest(run, vocabulary.order)
        if found[first].label == "s" and len(run) > 2:
            nearest = ""  # "tertialrapporterna": which of them?
        if nearest is not None and _expected(first, last, found, taken, run):
            yield Mention(first, last, unknown=((run, nearest),))
        elif found[first].label == "w":
            yield from _misspelt_name(first, found, text, vocabulary)


def _runs(found: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Give the runs of letters and digits that nothing parts: T1T2, VBE, V8."""
    first = 0
    for place in range(1, len(found) + 1):
        apart = place == len(found) or found[place].start > found[place - 1].end
        if apart or found[place].label in "jdp" or found[first].label in "jdp":
            yield first, place
            first = place


def _expected(first: int, last: int, found: Sequence[Word], taken: set[int], run: str) -> bool:
    """Tell whether a code is expected here: alone between signs, or in capitals directly after another code."""
    if last < len(found) and found[last].label == "d" and found[last].start == found[last - 1].end:
        return False  # VBE-möte
    if not taken:
        return all(word.label in "pgv" for word in (*found[:first], *found[last:]))
    before = shape(_before(first, found)).rstrip("gv")
    after = shape(found[last : last + 1])
    back = first - 1
    while back >= 0 and found[back].label == "j":
        back -= 1
    if back in taken and run.isupper() and len(run) > 1:
        return True
    alone_before = not before or before[-1] in "jdp" or first - 1 in taken
    return alone_before and (not after or after[0] in "jdp" or last in taken)


def _nearest(run: str, order: Sequence[str]) -> str | None:
    """Give the code that a run of letters is one slip from, "" where it may be several, None where it is none."""
    near = [code for code in order if _one_slip(run.casefold(), code.casefold())]
    return (near[0] if len(near) == 1 else "") if near else None


def _one_slip(run: str, code: str) -> bool:
    """Tell whether a letter is added, missing, swapped with its neighbour, or one that is easily taken for it."""
    if len(run) == 1:
        return run.isalpha() and run in code and len(code) == 2
    if OSA.distance(run, code) != 1:
        return False
    if len(run) != len(code) or sorted(run) == sorted(code):
        return True
    one, other = next((a, b) for a, b in zip(run, code, strict=True) if a != b)
    return any(one in row and other in row for row in _LOOK_ALIKE) or any(
        abs(row.find(one) - row.find(other)) == 1 for row in _KEYBOARD if one in row and other in row
    )


def _misspelt_name(first: int, found: Sequence[Word], text: str, vocabulary: Vocabulary) -> Iterator[Mention]:
    """Tertialraport 1, verksamhetsberätelse."""
    word = found[first]
    if len(word.text) < _LONG - 3:
        return
    rest = re.match(r"[pd]?n", shape(found[first + 1 : first + 3]))
    if rest:
        number = found[first + rest.end()].number
        for form, family in vocabulary.families.items():
            if _nearly(word.text, form) and number in vocabulary.numbered[family]:
                last = first + 1 + rest.end()
                name = text[word.start : found[last - 1].end]
                yield Mention(first, last, unknown=((name, vocabulary.numbered[family][number]),))
                return
    for form, code in vocabulary.plain.items():
        if _nearly(word.text, form):
            yield Mention(first, first + 1, unknown=((text[word.start : word.end], code),))
            return


def _nearly(word: str, form: str) -> bool:
    slips = 2 if len(form) >= _LONG else 1
    return len(form) >= _LONG - 2 and OSA.distance(word, form, score_cutoff=slips) <= slips
