"""Text as people write it in, text that can be read and text that can be compared out.

`clean` gives what a person reads: invisible characters gone, white space tidied, nothing else changed. `key` is for
comparing only: two texts with the same key are the same thing to a careful colleague.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SPACES = re.compile(r"[^\S\n]+")
_NO_LETTERS = re.compile(r"[\W_]+")
_LINE_ENDS = re.compile(r" *\n *")
_SHORT = 100  # characters


def clean(text: str) -> str:
    r"""Give the text as a person reads it: NFC, no invisible characters, single spaces, LF between lines.

    >>> clean(" Systematisk\u00a0 sam\u00adhandling\r\n\u200b")
    'Systematisk samhandling'
    >>> clean("rad 1_x000D_\nrad 2\t ")
    'rad 1\nrad 2'
    """
    if text.isprintable() and "  " not in text and "_x" not in text:
        return unicodedata.normalize("NFC", text).strip()  # nearly every cell: nothing to take out
    text = _ESCAPED.sub(_unescaped, text)
    text = unicodedata.normalize("NFC", text)
    if not all(line.isprintable() for line in text.split("\n")):
        text = _printable(text)
    return _LINE_ENDS.sub("\n", _SPACES.sub(" ", text)).strip()


def _printable(text: str) -> str:
    """Take out what cannot be seen: the slow way, for the few texts that need it."""
    for line_break in ("\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"):
        text = text.replace(line_break, "\n")
    return "".join(
        char for char in text if char in "\n\t" or unicodedata.category(char) not in ("Cf", "Cc", "Cs", "Cn")
    )


def _unescaped(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return match[0] if 0xD800 <= code <= 0xDFFF else chr(code)


def key(text: str) -> str:
    r"""Give the text's letters and digits only, in lower case: what it is compared by.

    >>> key("Ett jämställdhets-\nperspektiv ") == key("ett jämställdhetsperspektiv:")
    True
    >>> key("Vålds- & könsnormer")
    'våldsochkönsnormer'
    """
    return _short_key(text) if len(text) <= _SHORT else _key(text)


def _key(text: str) -> str:
    folded = unicodedata.normalize("NFKC", clean(text)).casefold().replace("&", "och")
    return _NO_LETTERS.sub("", folded)


_short_key = lru_cache(maxsize=4096)(_key)  # the same headers, names and choices come again and again


def capitalised(text: str) -> str:
    """Give the text as the beginning of a sentence; `str.capitalize` would take the other capitals away.

    >>> capitalised("kolumnen SSP")
    'Kolumnen SSP'
    """
    return text[:1].upper() + text[1:]


def ascii_key(text: str) -> str:
    """Give `key` without accents, for file names that have lost their å, ä and ö.

    >>> ascii_key("Hässelby-Vällingby")
    'hasselbyvallingby'
    """
    decomposed = unicodedata.normalize("NFD", key(text))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def units_in_excel(text: str) -> int:
    """Count a text's characters as Excel does, in UTF-16.

    >>> units_in_excel("Å😀")
    3
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
