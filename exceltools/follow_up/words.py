"""A definition's follow-up codes in, a vocabulary out; a text in, its words out, each with a label.

The labels are letters, so that patterns can speak of them: `s[pd]?n` is a word that wants a number, perhaps a sign,
and a number: "T1", "T. 1", "tertialrapport ett".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from exceltools.definition import FollowUpCode
from exceltools.inflection import forms

# Beside the labels below: c a code, s a word that wants a number (T, tertial), n and m a number of one and of two
# digits, y a year, d a dash, p other signs, w any other word.
_LABELLED = {
    # join codes
    "j": "och, samt, o, plus, resp, respektive, eller, även, också, dels, både, såväl, som, liksom, men",
    # from one code to another, as a dash
    "d": "till och med, tom, t o m, t . o . m",
    # lead to a code or to another way of follow-up
    "v": "via, genom, i samband med, med hjälp av, i form av",
    # lead to a code
    "g": (
        "i, vid, på, till, inför, under, med, av, efter, från, för, senast, per, enligt, inom ramen för, utöver, "
        "förutom, i anslutning till"
    ),
    # say only that there is a follow-up
    "l": (
        "följs upp, följas upp, följa upp, uppföljs, uppföljning, uppföljningen, uppföljningar, utvärdering, sker, "
        "ske, görs, göras, redovisas, redovisning, rapporteras, rapportering, rapporterna, rapporten, rapport, se, "
        "att, avrapporteras, återrapporteras, återrapportering, ska, kommer att, den, det, detta, arbetet, insatsen, "
        "aktiviteten, år, året, årets"
    ),
    # take a code back
    "x": "ej, inte, utom, exkl, exklusive, undantaget",
    # endings: VB:n, T1:an
    "e": "n, ns, s, an, ans",
}
_ORDINALS = {"första": 1, "andra": 2, "tredje": 3, "fjärde": 4}
_NUMBERS = {"ett": 1, "två": 2, "tre": 3, "fyra": 4}
_SIGNS = {**dict.fromkeys(",/+&|", "j"), **dict.fromkeys("-‐‑‒–—−", "d")}
_WORDLIKE = 4  # letters: a shorter name is an abbreviation, without endings and never written in two words
_LONGEST = 5  # words of a name or phrase

_SCAN = re.compile(r"[1-4]:?[ae]\b|[^\W\d_]+|[0-9]+|\n|\S")
_NUMBERED = re.compile(r"(?P<prefix>.*?)[\s.:-]*(?P<number>[0-9]{1,2})")


@dataclass(frozen=True, slots=True)
class Word:
    """A word, a number, a sign or a phrase, and its place in the text."""

    label: str
    text: str
    start: int
    end: int
    number: int = 0
    code: str = ""  # of a "c"
    family: str = ""  # of an "s"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How the definition's codes are spelt, by letters in lower case."""

    order: tuple[str, ...]  # the codes, as defined
    plain: Mapping[str, str]  # "vb", "verksamhetsberättelsen" -> code
    families: Mapping[str, str]  # "t", "tertialrapporten" -> family
    numbered: Mapping[str, Mapping[int, str]]  # family -> number -> code
    phrases: Mapping[tuple[str, ...], str]  # other words -> label
    piece: re.Pattern[str]  # a code, or a word that joins
    stuck: re.Pattern[str]  # several of them without space between


@lru_cache(maxsize=8)
def vocabulary(codes: tuple[FollowUpCode, ...]) -> Vocabulary:
    """Gather how codes, their names and their aliases are spelt; where two codes claim a name the first has it."""
    plain: dict[str, str] = {}
    families: dict[str, str] = {}
    numbered: dict[str, dict[int, str]] = {}
    for code in codes:
        for name in (code.code, code.name, *code.aliases):
            match = _NUMBERED.fullmatch(name)
            letters = _letters(match["prefix"] if match else name)
            if not letters:
                continue  # nothing to recognise it by
            if match:
                numbered.setdefault(letters, {}).setdefault(int(match["number"]), code.code)
            for form in _spellings(letters):
                if match:
                    families.setdefault(form, letters)
                else:
                    plain.setdefault(form, code.code)
    phrases = {tuple(phrase.split()): label for label, row in _LABELLED.items() for phrase in row.split(",")}
    short = [re.escape(name) for name in (*plain, *families) if len(name) < _WORDLIKE]
    piece = "|".join(sorted(["och", "samt", *short], key=len, reverse=True))
    return Vocabulary(
        order=tuple(code.code for code in codes),
        plain=plain,
        families=families,
        numbered=numbered,
        phrases=phrases,
        piece=re.compile(piece, re.IGNORECASE),
        stuck=re.compile(f"(?:{piece}){{2,}}", re.IGNORECASE),
    )


def words(text: str, vocabulary: Vocabulary) -> list[Word]:
    """Cut a text into labelled words, the longest name or phrase first."""
    scanned = [part for match in _SCAN.finditer(text) for part in _parted(match, vocabulary)]
    found = []
    at = 0
    while at < len(scanned):
        name, length = _name(scanned[at : at + _LONGEST], vocabulary)
        found.append(name)
        at += length
    return found


def _parted(match: re.Match[str], vocabulary: Vocabulary) -> Iterator[re.Match[str]]:
    """Part codes that are stuck together or to a word that joins: ochVB, VBT1."""
    run = vocabulary.stuck.fullmatch(match.string, *match.span())
    yield from vocabulary.piece.finditer(match.string, *match.span()) if run else [match]


def shape(found: Sequence[Word]) -> str:
    """Give the labels of words as one text."""
    return "".join(word.label for word in found)


def _letters(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())


def _spellings(letters: str) -> Iterator[str]:
    yield from forms(letters) if len(letters) >= _WORDLIKE else [letters]


def _name(scanned: Sequence[re.Match[str]], vocabulary: Vocabulary) -> tuple[Word, int]:
    """Label the longest name or phrase at the beginning; give it and its count of words and signs."""
    texts = [match[0].casefold() for match in scanned]
    for length in range(len(texts), 0, -1):
        text, start, end = " ".join(texts[:length]), scanned[0].start(), scanned[length - 1].end()
        letters = _joined(texts[:length])
        if letters in vocabulary.plain:
            return Word("c", text, start, end, code=vocabulary.plain[letters]), length
        if letters in vocabulary.families:
            return Word("s", text, start, end, family=vocabulary.families[letters]), length
        label = vocabulary.phrases.get(tuple(texts[:length]))
        if label:
            return Word(label, text, start, end), length
    return _single(scanned[0], texts[0]), 1


def _joined(texts: Sequence[str]) -> str:
    """Put together what a line break or a hyphen has parted: verksamhets-/berättelsen; never v.b."""
    letters = "".join(text for text in texts if _SIGNS.get(text) != "d" and text != "\n")
    outer_signs = len(texts) > 1 and not (texts[0].isalpha() and texts[-1].isalpha())
    return "" if outer_signs or (len(texts) > 1 and len(letters) <= _WORDLIKE) else letters


def _begins_a_word(match: re.Match[str]) -> bool:
    """Tell whether a number is stuck to letters after it and to none before: 1T, 2gånger."""
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    return after.isalpha() and not before.isalpha()


def _single(match: re.Match[str], text: str) -> Word:
    start, end = match.span()
    if text.isdecimal():
        year = len(text) == 4 and text[:2] in ("19", "20")
        label = {1: "n", 2: "m"}.get(len(text), "y" if year else "w") if not _begins_a_word(match) else "w"
        return Word(label, text, start, end, number=int(text) if label in "nm" else 0)
    if text[0] in "1234" and text[-1] in "ae":
        return Word("o", text, start, end, number=int(text[0]))  # 2:a
    if text in _ORDINALS:
        return Word("o", text, start, end, number=_ORDINALS[text])
    if text in _NUMBERS:
        return Word("n", text, start, end, number=_NUMBERS[text])
    return Word(_SIGNS.get(text, "w" if text.isalpha() else "p"), text, start, end)
