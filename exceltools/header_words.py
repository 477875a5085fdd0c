"""A text above a column in, the column of the plan that it names out; and what a text may be a misspelling of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice

from exceltools.definition import Definition
from exceltools.normalise import key

ENOUGH = 3  # recognised headers that make a row a header row; a plan row never holds so many of them
LONGEST = 400  # characters: a header with its guiding question is shorter
_BEGINNING = 3  # letters: a shorter beginning says nothing
_MUCH_ALIKE = 80  # of 100: below this a header is a column of the unit's own and no misspelling
_REMEMBERED = 8_192  # texts: the same ones stand in many rows and many plans

Cells = Sequence[tuple[int, str]]  # a row's (column, cleaned text), columns ascending


class HeaderWords:
    """The headers, aliases and guiding questions of a definition, ready for looking up."""

    def __init__(self, definition: Definition) -> None:
        """Index them."""
        self._by_key = {
            key(name): column.id for column in definition.columns for name in (*column.aliases, column.header)
        }
        self._beginnings = {_beginning(name) for name in self._by_key}
        self._questions = {key(column.question) for column in definition.columns}
        self._question_beginnings = {_beginning(question) for question in self._questions}
        self._column = lru_cache(_REMEMBERED)(self._column_of)

    def column(self, text: str) -> str | None:
        """Give the id of the column that a text is the header of."""
        return self._column(text)

    def recognised(self, cells: Cells) -> dict[str, int]:
        """Map column ids to the leftmost column that bears their header."""
        found: dict[str, int] = {}
        for column, text in cells:
            likely = len(text) <= LONGEST and _beginning(text) in self._beginnings
            column_id = self._column(text) if likely else None
            if column_id is not None:
                found.setdefault(column_id, column)
        return found

    def is_question_row(self, texts: list[str]) -> bool:
        """Tell whether a row repeats the guiding questions rather than answering them."""
        ours = sum(_beginning(text) in self._question_beginnings and key(text) in self._questions for text in texts)
        asking = sum(text.rstrip(")").endswith("?") for text in texts)
        return ours >= 2 or (len(texts) >= ENOUGH and asking * 2 > len(texts))

    def lookalike(self, column_id: str, extra: Mapping[int, str]) -> str | None:
        """Find the unit's header that may be a misspelling of a missing column's: a suggestion, nothing more."""
        from rapidfuzz import fuzz

        known = [name for name, column in self._by_key.items() if column == column_id]
        said = {header: key(header) for header in extra.values() if len(key(header)) >= _BEGINNING}
        scored = [(fuzz.ratio(name, short), header) for header, short in said.items() for name in known]
        score, header = max(scored, default=(0.0, ""))
        if score >= _MUCH_ALIKE:
            return header
        return next((header for header in extra.values() if _begins_alike(key(header), known)), None)

    def either(self, column_id: str, cells: Mapping[int, str]) -> str | None:
        """Give the cell that bears a column's header, or else one that is like it."""
        exact = (text for text in cells.values() if self.column(text) == column_id)
        free = {column: text for column, text in cells.items() if self.column(text) is None}
        return next(exact, None) or self.lookalike(column_id, free)

    def _column_of(self, text: str) -> str | None:
        return next((self._by_key[part] for part in _header_parts(text) if part in self._by_key), None)


def _beginning(text: str) -> str:
    """Give the first two letters or digits, by which most texts are told from headers at next to no cost."""
    two = text[:2]
    if not two.isalnum():
        two = "".join(islice((char for char in text if char.isalnum()), 2))
    return two.casefold()


def _begins_alike(header: str, known: list[str]) -> bool:
    """Tell whether a header is the beginning of a known one, or the other way about: "Uppfölj", "Målsättning"."""
    return any(
        min(len(header), len(name)) >= _BEGINNING and (header.startswith(name) or name.startswith(header))
        for name in known
    )


def _header_parts(text: str) -> Iterator[str]:
    """Give the keys a header may be known by: all of it, its first line, what stands before a parenthesis."""
    yield key(text)
    yield key(text.split("\n", 1)[0])
    yield key(re.split(r"[(:?]", text, maxsplit=1)[0])
