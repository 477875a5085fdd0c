"""What is wrong with a file that a person edits, and where: sentences and lines in, lines as a linter's out."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from exceltools.text import ascii_key

# Keys and list positions (from 0) that lead to a value: ("units", 3, "aliases", 0).
KeyPath = tuple[str | int, ...]

_CLOSE_ENOUGH = 70  # of 100; below this a suggestion would puzzle more than it helps
_SHOWN = 60  # characters


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault of a file.

    Attributes:
        line: 1-based; 0 where the fault is of the whole file.
        sentence: Swedish, whole sentences.
        at: the key path that the fault is about.
    """

    line: int
    sentence: str
    at: KeyPath = ()


def listed(file: str, faults: Iterable[Fault]) -> str:
    """Give a line a fault, in the order of the file.

    >>> print(listed("plan.toml", [Fault(7, "Nyckeln saknas."), Fault(2, "Texten är tom.")]))
    plan.toml:2: Texten är tom.
    plan.toml:7: Nyckeln saknas.
    """
    ordered = sorted(set(faults), key=lambda fault: (fault.line, fault.sentence))
    return "\n".join(
        f"{file}:{fault.line}: {fault.sentence}" if fault.line else f"{file}: {fault.sentence}" for fault in ordered
    )


def shown(value: object) -> str:
    r"""Give a value as a sentence can hold it: short, on one line, characters that nobody sees spelled out.

    >>> shown("jämställdhets\u00adperspektiv"), shown(True), shown([1])
    ('”jämställdhets<U+00AD>perspektiv”', 'true', 'en lista')
    """
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            cut = value if len(value) <= _SHOWN else f"{value[: _SHOWN - 1]}…"
            return f"”{''.join(_visible(char) for char in cut)}”"
        case dt.date():
            return value.isoformat()
        case list():
            return "en lista"
        case dict():
            return "ett avsnitt"
        case _:
            return str(value)[:_SHOWN]


def _visible(char: str) -> str:
    if char.isspace():
        return " "
    try:
        char.encode("cp1252")
    except UnicodeEncodeError:
        return f"<U+{ord(char):04X}>"
    return f"<U+{ord(char):04X}>" if unicodedata.category(char) in ("Cc", "Cf") else char


def nearest(word: str, choices: Iterable[str], close_enough: float = _CLOSE_ENOUGH) -> str | None:
    """Find the choice that the word most likely stands for.

    >>> nearest("alias", ["id", "name", "aliases"]), nearest("färg", ["id", "name"])
    ('aliases', None)
    """
    from rapidfuzz import fuzz

    scored = [(fuzz.ratio(ascii_key(word), ascii_key(choice)), choice) for choice in choices]
    score, best = max(scored, key=lambda pair: pair[0], default=(0.0, ""))
    return best if score >= close_enough else None


def enumerated(words: Iterable[str], conjunction: str = "och") -> str:
    """Give words as a sentence lists them.

    >>> enumerated(["id", "name", "kind"])
    '”id”, ”name” och ”kind”'
    """
    quoted = [f"”{word}”" for word in words]
    return f" {conjunction} ".join(part for part in (", ".join(quoted[:-1]), quoted[-1]) if part)
