"""A TOML file that a person has edited in, its data with the line of everything out, and all its syntax faults.

tomllib stops at the first fault. Here the statement at fault is put aside, something harmless takes its place, and
reading goes on: whoever edits the file sees every mistake at once. What is found later on a line that was put aside
is not reported, since it would be about our stand-in.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from exceltools.definition.faults import Fault
from exceltools.definition.text_file import read_text
from exceltools.definition.toml_blame import Blame, blame
from exceltools.definition.toml_lines import Lines

_MOST = 25  # syntax faults; a file with more of them is hardly the file that was meant


@dataclass(frozen=True)
class Document:
    """What a file holds.

    Attributes:
        text: the text that the data was read from.
        data: None where the faults left nothing to go by.
        faults: what is wrong with the file as TOML.
        put_aside: the lines, 1-based, whose content is not in the data as it was meant.
    """

    text: str
    data: dict[str, Any] | None
    faults: tuple[Fault, ...]
    put_aside: frozenset[int] = frozenset()

    @property
    def lines(self) -> Lines:
        """The line of every key."""
        return Lines(self.text)


def read(path: Path) -> Document:
    """Read a file; nothing that it may hold raises."""
    text, faults = read_text(path)
    if text is None:
        return Document("", None, tuple(faults))
    document = parse(text)
    return replace(document, faults=(*faults, *document.faults))


def parse(text: str) -> Document:
    """Read a text, going on after each statement that is at fault as long as its end can be told."""
    try:
        return _parsed(text)
    except (RecursionError, ValueError):  # tomllib's own error is caught nearer; this is what Python cannot hold
        sentence = "Filen har hakparenteser i för många lager, eller ett tal med tusentals siffror."
        return Document("", None, (Fault(0, sentence),))


def _parsed(text: str) -> Document:
    lines = [*text.split("\n"), ""]
    faults: list[Fault] = []
    put_aside: set[int] = set()
    data, refused = _try(lines)
    while refused is not None:
        faults.append(refused.fault)
        mended = _mended(lines, refused) if len(faults) < _MOST else None
        if mended is None:
            rest = "Härifrån kan filen granskas först när felen ovanför är rättade."
            return Document("", None, (*faults, Fault(refused.last, rest)))
        put_aside |= set(range(refused.first, refused.aside + 1))
        lines = mended
        data, refused = _try(lines)
    return Document("\n".join(lines), data, tuple(faults), frozenset(put_aside))


def _try(lines: list[str]) -> tuple[dict[str, Any] | None, Blame | None]:
    try:
        return tomllib.loads("\n".join(lines)), None
    except tomllib.TOMLDecodeError as error:
        return None, blame(error, lines)


def _mended(lines: list[str], refused: Blame) -> list[str] | None:
    """Put the statement aside so that tomllib gets past it; None where nothing helps."""
    before, after = lines[: refused.first - 1], lines[refused.last :]
    for stand_in in refused.stand_ins:
        trial = [*before, stand_in, *[""] * (refused.last - refused.first), *after]
        _, later = _try(trial)
        if later is None or later.first > refused.last:
            return trial
    return None
