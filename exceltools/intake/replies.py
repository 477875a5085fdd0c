"""The feedback sheets of a workbook that came back in, what the unit wrote on them out, as issues."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exceltools import catalogue as say
from exceltools.answers import Answered
from exceltools.intake.voice import Voice
from exceltools.model import Issue
from exceltools.wording import shortened


def replies(feedback: Sequence[Answered], voice: Voice) -> Iterator[Issue]:
    """Give what the unit wrote on the feedback sheet of an earlier round."""
    for found in feedback:
        for line in found.lines:
            if line.answer:
                words = {"where": _within(line.where), "answer": shortened(line.answer, 300), "what": line.what}
                about = " ".join(line.fingerprints) or line.what
                yield voice.at(say.ANSWERED, line.cell, words, sheet=found.sheet, value=line.answer, about=about)
        for cell, text in found.remarks.items():
            yield voice.at(say.WRITTEN_BESIDE, cell, {"text": shortened(text, 300)}, sheet=found.sheet, value=text)


def _within(where: str) -> str:
    """Give a place as it is written within a sentence.

    >>> _within("E6–E9"), _within("Hela planen")
    ('E6–E9', 'hela planen')
    """
    return where[:1].lower() + where[1:] if where[1:2].islower() else where
