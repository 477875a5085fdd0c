"""What tomllib refuses first in, the statement to blame out: a fault, and what can take the statement's place.

tomllib points at where it stumbled. Whoever made the mistake may have made it earlier: a list that was never closed,
a heading in single brackets, a heading that was left out.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

from exceltools.definition.faults import Fault
from exceltools.definition.toml_faults import KEY, explain, heading, plain
from exceltools.definition.toml_lines import Statement, statements

_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


@dataclass(frozen=True, slots=True)
class Blame:
    """What is wrong and how reading can go on.

    Attributes:
        fault: what to tell.
        first: first line, 1-based, that is to be replaced.
        last: last such line.
        stand_ins: what can stand on the first of them, the rest being left empty; the likeliest first.
        aside: last line, counted from `first`, whose content is not as it was meant.
    """

    fault: Fault
    first: int
    last: int
    stand_ins: tuple[str, ...]
    aside: int


def blame(error: tomllib.TOMLDecodeError, lines: list[str]) -> Blame:
    """Find the statement to blame.

    Args:
        error: tomllib's.
        lines: the text that it refused, line by line.
    """
    place = _PLACE.search(str(error))
    line, column = (int(place[1]), int(place[2])) if place and place[1] else _alone_at_fault(lines)
    for statement in statements("\n".join(lines)):
        if not statement.closed and statement.first <= line:
            return _never_closed(statement, lines)
        if statement.first <= line <= statement.last:
            known = _single_brackets(line, lines) or _lost_heading(statement.first, lines)
            return known or _pointed_at(error, statement, line, column, lines)
    return _pointed_at(error, Statement(line, line, closed=True), line, column, lines)


def _alone_at_fault(lines: list[str]) -> tuple[int, int]:
    """Find the first statement that cannot stand by itself: tomllib has only said that the text came to its end."""
    for statement in statements("\n".join(lines)):
        try:
            tomllib.loads("\n".join(lines[statement.first - 1 : statement.last]))
        except tomllib.TOMLDecodeError:
            return statement.last, len(lines[statement.last - 1]) + 1
    return len(lines), 1


def _pointed_at(
    error: tomllib.TOMLDecodeError, statement: Statement, line: int, column: int, lines: list[str]
) -> Blame:
    first = lines[statement.first - 1]
    begun = KEY.match(first) if line > statement.first else None
    sentence = explain(str(error), lines[line - 1], column, begun["key"] if begun else None)
    return _blame(Fault(line, f"Tecken {column}: {sentence}"), statement, tuple(_stand_ins(first, statement.first)))


def _never_closed(statement: Statement, lines: list[str]) -> Blame:
    line = lines[statement.first - 1]
    if '"""' in line or "'''" in line:
        sentence = "Texten som börjar här med tre citattecken slutar aldrig. Sätt tre till efter den."
    else:
        sentence = "Listan som börjar här slutar aldrig. Sätt ] efter dess sista text."
    return _blame(Fault(statement.first, sentence), statement, tuple(_stand_ins(line, statement.first)))


def _single_brackets(line: int, lines: list[str]) -> Blame | None:
    """Blame the heading in single brackets where the same heading stands in double ones too."""
    here = heading(lines[line - 1])
    if here is None or here != _code(lines[line - 1]):
        return None
    other = here[1:-1] if here.startswith("[[") else f"[{here}]"
    before = next((number for number in range(line - 1, 0, -1) if _code(lines[number - 1]) == other), None)
    if before is None:
        return None
    single, doubled = (before, here) if here.startswith("[[") else (line, other)
    sentence = f"Rubriken ska ha dubbla hakparenteser, {doubled}, som på andra ställen i filen."
    return _blame(Fault(single, sentence), Statement(single, single, closed=True), (doubled,))


def _lost_heading(line: int, lines: list[str]) -> Blame | None:
    """Blame the empty line before a key that has come back, where the same key began the last doubled heading.

    What the lost heading was nobody knows, so what follows it is put aside until the next one.
    """
    headings = [number for number, row in enumerate(lines, start=1) if row.lstrip().startswith("[")]
    begins = max((number for number in headings if number < line), default=0)
    if not begins or not _code(lines[begins - 1]).startswith("[[") or _code(lines[line - 2]):
        return None
    first = next((KEY.match(row) for row in lines[begins : line - 1] if _code(row)), None)
    again = KEY.match(lines[line - 1])
    if first is None or again is None or first["key"] != again["key"]:
        return None
    example = _innermost(_code(lines[begins - 1]), [_code(lines[number - 1]) for number in headings])
    sentence = f"Här börjar något nytt utan rubrik. Skriv rubriken på raden före, till exempel {example}."
    ends = min((number for number in headings if number > line), default=len(lines) + 1) - 1
    return Blame(Fault(line, sentence), line - 1, line - 1, (example,), ends)


def _innermost(above: str, headings: list[str]) -> str:
    """Give the heading of the parts that such a table has, where it has any: they come more often than it."""
    return next((heading for heading in headings if heading.startswith(f"{above.removesuffix(']]')}.")), above)


def _blame(fault: Fault, statement: Statement, stand_ins: tuple[str, ...]) -> Blame:
    return Blame(fault, statement.first, statement.last, stand_ins, statement.last)


def _stand_ins(line: str, number: int) -> Iterator[str]:
    if line.lstrip().startswith("["):
        meant = heading(line)
        if meant is not None:
            yield meant
        yield f'["rad {number}"]'
        return
    match = KEY.match(line)
    if match is not None:
        yield f'{plain(match["key"])} = "rad {number}"'
    yield ""


def _code(line: str) -> str:
    """Give a line without the comment at its end, and of a value with # in it only a part."""
    return line.split("#", maxsplit=1)[0].strip()
