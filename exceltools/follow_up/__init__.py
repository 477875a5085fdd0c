"""The text of a follow-up in, a `FollowUp` out; and a follow-up as people write it.

The codes are found in any order and spelling; what is left when they and the words around them are gone is another
way of follow-up, which is welcome and kept as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from exceltools.definition import FollowUpCode
from exceltools.follow_up.codes import Mention, mentions
from exceltools.follow_up.words import Word, shape, vocabulary, words
from exceltools.model import FollowUp
from exceltools.normalise import clean
from exceltools.wording import listed

# What is trimmed off the pieces between codes, in the labels of `words`.
_AT_THE_START = re.compile(r"[jdpv]*")
_AFTER_CODE = re.compile(r"[jdpv]*(?:[ym](?![^jdpb]|d[nm])[jdpv]*)*")  # "T1 2021, ...", "VB-21": the year is the code's
_BEFORE_CODE = re.compile(r"[jdpgv]*")  # read backwards
_AT_THE_END = re.compile(r"[jd]*")
_SAYS_NOTHING = "jdpgvlye"
_BRACKETS = "()[]"


def parse(text: str, codes: tuple[FollowUpCode, ...]) -> FollowUp:
    """Read the text of a follow-up.

    Args:
        text: a cell's text.
        codes: the definition's follow-up codes.

    Returns:
        The codes in the definition's order; words that look like codes but are none, with the nearest code; and
        what else the text says. Text that names no code is all `other`. A year beside a code is part of it.
    """
    text = clean(text)
    spelling = vocabulary(codes)
    found = words(text, spelling)
    named = mentions(found, text, spelling)
    if not named:
        return FollowUp((), text)
    said = {code for mention in named for code in mention.codes}
    return FollowUp(
        tuple(code for code in spelling.order if code in said),
        ", ".join(filter(None, (_tidy(piece, text) for piece in _between(found, named)))),
        tuple(dict.fromkeys(unknown for mention in named for unknown in mention.unknown)),
    )


def written(follow_up: FollowUp, codes: tuple[FollowUpCode, ...]) -> str:
    """Give a follow-up in Swedish: codes in the definition's order, then what is not known, then the other way.

    >>> written(FollowUp(("T1", "T2"), "Lägesbildsrapport september 2021", (("VBE", "VB"),)), ())
    'T1 och T2; VBE; Lägesbildsrapport september 2021'
    """
    order = [code.code for code in codes]
    named = sorted(follow_up.codes, key=lambda code: order.index(code) if code in order else len(order))
    strange = [name for name, _ in follow_up.unknown]
    return "; ".join(filter(None, (listed(named), *strange, follow_up.other)))


def _between(found: Sequence[Word], named: Sequence[Mention]) -> Iterator[Sequence[Word]]:
    """Give what stands before, between and after the mentions, without the words and signs that lead to them."""
    starts, ends = [0, *(mention.last for mention in named)], [*(mention.first for mention in named), len(found)]
    for start, end in zip(starts, ends, strict=True):
        piece = found[start:end]
        after_code, before_code = start > 0, end < len(found)
        piece = piece[_length(_AFTER_CODE if after_code else _AT_THE_START, piece) :]
        yield piece[: len(piece) - _length(_BEFORE_CODE if before_code else _AT_THE_END, piece[::-1])]


def _length(pattern: re.Pattern[str], piece: Sequence[Word]) -> int:
    """Give the count of words that the pattern takes from the beginning of a piece."""
    match = pattern.match("".join("b" if word.text in _BRACKETS else word.label for word in piece))
    return match.end() if match else 0


def _tidy(piece: Sequence[Word], text: str) -> str:
    """Give a piece as it was written, without brackets round it; empty where it says only that one follows up."""
    if not set(shape(piece)) - set(_SAYS_NOTHING):
        return ""
    rest = text[piece[0].start : piece[-1].end]
    for opening, closing in ("()", "[]"):
        if rest.startswith(opening) and rest.find(closing) in (-1, len(rest) - 1):
            rest = rest[1:].removesuffix(closing)
        elif rest.endswith(closing) and opening not in rest:
            rest = rest[:-1]
    return rest.strip()
