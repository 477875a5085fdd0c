"""A TOML file that a person has edited in, its data with the line of everything out, and all its syntax faults.

tomllib stops at the first fault. Here the statement at fault is put aside, something harmless takes its place, and
reading goes on: whoever edits the file sees every mistake at once. What is found later on a line that was put aside
is not reported, since it would be about our stand-in.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from exceltools.faults import Fault
from exceltools.text_file import read_text
from exceltools.toml_faults import KEY, explain, heading, plain
from exceltools.toml_lines import Lines, Statement, statements

_MOST = 25  # syntax faults; a file with more of them is hardly the file that was meant
_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


@dataclass(frozen=True)
class Document:
    """What a file holds.

    Attributes:
        text: the text that the data was read from.
        data: None where the faults left nothing to go by.
        faults: what is wrong with the file as TOML.
        put_aside: the lines, 1-based, whose content is not in the data.
    """

    text: str
    data: dict[str, Any] | None
    faults: tuple[Fault, ...]
    put_aside: frozenset[int] = frozenset()

    @cached_property
    def lines(self) -> Lines:
        """The line of every key."""
        return Lines(self.text)


@dataclass(frozen=True, slots=True)
class _Refusal:
    """What tomllib refuses first."""

    message: str
    statement: Statement
    line: int
    column: int


def read(path: Path) -> Document:
    """Read a file; nothing that it may hold raises."""
    text, faults = read_text(path)
    if text is None:
        return _nothing(*faults)
    document = parse(text)
    return replace(document, faults=(*faults, *document.faults))


def parse(text: str) -> Document:
    """Read a text, going on after each statement that is at fault as long as its end can be told."""
    try:
        return _parsed(text)
    except (RecursionError, ValueError):
        return _nothing(Fault(0, "Filen har hakparenteser i för många lager, eller ett tal med tusentals siffror."))


def _parsed(text: str) -> Document:
    lines = [*text.split("\n"), ""]
    faults: list[Fault] = []
    put_aside: set[int] = set()
    data, refusal = _try(lines)
    while refusal is not None:
        faults.append(_fault(refusal, lines))
        mended = _mended(lines, refusal) if len(faults) < _MOST else None
        if mended is None:
            rest = "Härifrån kan filen granskas först när felen ovanför är rättade."
            return _nothing(*faults, Fault(refusal.statement.last, rest))
        put_aside |= set(range(refusal.statement.first, refusal.statement.last + 1))
        lines = mended
        data, refusal = _try(lines)
    return Document("\n".join(lines), data, tuple(faults), frozenset(put_aside))


def _nothing(*faults: Fault) -> Document:
    return Document("", None, faults)


def _try(lines: list[str]) -> tuple[dict[str, Any] | None, _Refusal | None]:
    text = "\n".join(lines)
    try:
        return tomllib.loads(text), None
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        line, column = (int(place[1]), int(place[2])) if place and place[1] else (_alone_at_fault(lines), 1)
        return None, _refusal(str(error), lines, line, column)


def _alone_at_fault(lines: list[str]) -> int:
    """Find the first line that cannot stand by itself: tomllib has only said that the text came to its end."""
    for statement in statements("\n".join(lines)):
        try:
            tomllib.loads("\n".join(lines[statement.first - 1 : statement.last]))
        except tomllib.TOMLDecodeError:
            return statement.first
    return len(lines)


def _refusal(message: str, lines: list[str], line: int, column: int) -> _Refusal:
    """Blame what never ends, where there is such a thing; otherwise the statement that tomllib points at."""
    for statement in statements("\n".join(lines)):
        if not statement.closed and statement.first <= line:
            return _Refusal("Never closed", statement, statement.first, 1)
        if statement.first <= line <= statement.last:
            return _of_brackets(lines, line) or _Refusal(message, statement, line, column)
    return _Refusal(message, Statement(line, line, closed=True), line, column)


def _of_brackets(lines: list[str], line: int) -> _Refusal | None:
    """Blame the heading in single brackets where the same heading stands in double ones too."""
    here = heading(lines[line - 1])
    if here is None or here != lines[line - 1].split("#", maxsplit=1)[0].strip():
        return None
    other = here[1:-1] if here.startswith("[[") else f"[{here}]"
    before = next((n for n in range(line - 1, 0, -1) if lines[n - 1].split("#", maxsplit=1)[0].strip() == other), None)
    if before is None:
        return None
    single = before if here.startswith("[[") else line
    return _Refusal("One bracket", Statement(single, single, closed=True), single, 1)


def _fault(refusal: _Refusal, lines: list[str]) -> Fault:
    line, first = lines[refusal.line - 1], lines[refusal.statement.first - 1]
    if refusal.message == "One bracket":
        name = line.split("#", maxsplit=1)[0].strip()
        return Fault(refusal.line, f"Rubriken ska ha dubbla hakparenteser, [{name}], som på andra ställen i filen.")
    if refusal.message == "Never closed" and ('"""' in line or "'''" in line):
        return Fault(refusal.line, "Texten som börjar här med tre citattecken slutar aldrig. Sätt tre till efter den.")
    if refusal.message == "Never closed":
        return Fault(refusal.line, "Listan som börjar här slutar aldrig. Sätt ] efter dess sista text.")
    begun = KEY.match(first) if refusal.line > refusal.statement.first else None
    sentence = explain(refusal.message, line, refusal.column, begun["key"] if begun else None)
    return Fault(refusal.line, f"Tecken {refusal.column}: {sentence}")


def _mended(lines: list[str], refusal: _Refusal) -> list[str] | None:
    """Put the statement aside so that tomllib gets past it; None where nothing helps."""
    first, last = refusal.statement.first, refusal.statement.last
    for stand_in in _stand_ins(lines[first - 1], first, refusal.message):
        trial = [*lines[: first - 1], stand_in, *[""] * (last - first), *lines[last:]]
        _, later = _try(trial)
        if later is None or later.statement.first > last:
            return trial
    return None


def _stand_ins(line: str, number: int, message: str) -> Iterator[str]:
    """Give what can take the line's place, the nearest to what was meant first."""
    if line.lstrip().startswith("["):
        meant = heading(line)
        if meant is not None:
            yield f"[{meant}]" if message == "One bracket" else meant
        yield f'["rad {number}"]'
        return
    match = KEY.match(line)
    if match is not None:
        yield f'{plain(match["key"])} = "rad {number}"'
    yield ""
