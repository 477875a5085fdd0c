"""A text that is no period in, what was probably meant out: for a suggestion, never for use.

Tried in turn, each on top of the one before: digits ("2O21", "20221", "2201"), words ("septembr", "hötsen"), signs
("2021_2022"), and leaving out what has nothing to do with time ("2021 – 2022 enligt plan").
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Iterator
from itertools import product

from rapidfuzz import process
from rapidfuzz.distance import OSA

from exceltools.period.parts import MONTHS, YEARS, Verdict
from exceltools.period.reading import read
from exceltools.period.words import Vocabulary

_LIKELY = range(2015, 2036)  # years that a mistyped one is taken for
_MOST = 2  # readings worth proposing
_SHORTEST, _LONG = 4, 7  # letters; shorter words are too alike, longer ones may have two slips
_DIGITS = str.maketrans("oil|", "0111")
_NEARLY_YEAR = re.compile(r"((?<![0-9])[0-9]{3,5}(?![0-9]))")
_WORD = re.compile(rf"([^\W\d_]{{{_SHORTEST},}})")
_SIGNS_BETWEEN_YEARS = re.compile(r"(?<=[0-9]{4})\s*[_.=>…]+\s*(?=[0-9]{4})|(?<=^[0-9]{4})(?=[0-9]{4}$)")
_LOOK_ALIKE = re.compile(r"(?<![^\W_])(?=[0-9oil|]*[0-9][0-9oil|]*)(?=[0-9]*[oil|])[0-9oil|]{4}(?![^\W_])")
_DURATION = re.compile(
    r"(?<![0-9])(?:[0-9]{1,2}|ett|en|två|tre|fyra|fem)\s*(?:år|månader|veckor|terminer|dagar)\b"
)  # 2 år
_SPACED = re.compile(r"(?<![0-9])2 ?0 ?([0-9]) ?([0-9])(?![0-9])")  # 20 21
_SERIAL = re.compile(r"([0-9]{5})(?:\.0+)?")  # a date cell that lost its format
_SERIALS = range(40179, 51137)  # days of 2010 to 2039
_EPOCH = dt.date(1899, 12, 30)  # day 0 of the spreadsheet's calendar


def suggestion(text: str, words: Vocabulary) -> str:
    """Propose how a folded text that is not a period was probably meant; empty where nothing comes near."""
    serial = _SERIAL.fullmatch(text)
    if serial and int(serial[1]) in _SERIALS:
        day = _EPOCH + dt.timedelta(days=int(serial[1]))
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    for repaired in _repaired(text, words):
        readings = list(dict.fromkeys(said for one in repaired if (said := _reading(one, words))))
        if 1 <= len(readings) <= _MOST:
            return " eller ".join(readings)
    return ""


def _reading(text: str, words: Vocabulary) -> str:
    try:
        return read(text, words).words
    except Verdict:
        return ""


def _repaired(text: str, words: Vocabulary) -> Iterator[list[str]]:
    """Give the text with more and more repaired; each step may leave several candidates."""
    text = _LOOK_ALIKE.sub(lambda match: match[0].translate(_DIGITS), text)
    text = _SPACED.sub(r"20\1\2", text)
    candidates = _replaced(text, _NEARLY_YEAR, _years_near)
    yield candidates
    candidates = [one for text in candidates for one in _replaced(text, _WORD, lambda word: _near_words(word, words))]
    yield candidates
    candidates = [_SIGNS_BETWEEN_YEARS.sub(" – ", text) for text in candidates]
    yield candidates
    yield [_only_time(text, words.words) for text in candidates]
    yield [_only_time(text, words.calendar_words) for text in candidates]


def _replaced(text: str, pattern: re.Pattern[str], choices: Callable[[str], list[str]]) -> list[str]:
    """Give the text with what the pattern finds replaced in every way; as it was where there are too many ways."""
    pieces = pattern.split(text)  # every other piece is what the pattern's one group found
    options = [choices(piece) if place % 2 else [piece] for place, piece in enumerate(pieces)]
    ways = math.prod(map(len, options))
    return ["".join(chosen) for chosen in product(*options)] if ways <= _MOST else [text]


def _years_near(digits: str) -> list[str]:
    """Give the likely years that the digits are one slip from, swapped digits first; a year stays as it is."""
    if len(digits) == 4 and int(digits) in YEARS:
        return [digits]
    slips = [str(year) for year in _LIKELY if OSA.distance(digits, str(year)) == 1]
    swapped = [year for year in slips if sorted(year) == sorted(digits)]
    return swapped or slips or [digits]


def _near_words(word: str, words: Vocabulary) -> list[str]:
    """Give the known words that a word is nearest to; the word itself where it is known or nothing is near."""
    known = words.words
    if word in known:
        return [word]
    slips = 1 if len(word) < _LONG else 2
    found = process.extract(word, known, scorer=OSA.distance, score_cutoff=slips, limit=None)
    near = [(other, distance) for other, distance, _ in found if len(other) >= _SHORTEST]
    least = min((distance for _, distance in near), default=0)
    nearest = sorted(other for other, distance in near if distance == least)
    return list({words.meaning(other): other for other in nearest}.values()) or [word]


def _only_time(text: str, known: frozenset[str]) -> str:
    """Leave out words that have nothing to do with the calendar; everything where no year remains."""
    text = _DURATION.sub(",", text)
    rest = re.sub(r"[^\W\d_]+", lambda match: match[0] if match[0] in known else ",", text)
    return rest if re.search(r"(?<![0-9])[0-9]{4}(?![0-9])", rest) else ""
