"""Words and formulas in, a formula out: the turns of phrase that the template's checks are written in.

Formulas are in the language of the file: English names, commas, no equals sign in front. Only functions that Excel 2007
had are used. All of them also work on a whole column at once, inside an array formula.
"""

from __future__ import annotations

from collections.abc import Iterable

# What `normalise.key` leaves out, as far as anybody types or pastes it. Excel nests functions 64 deep.
_LEFT_OUT = " \u00a0\u200b\u2060\ufeff\u00ad-\u2010\u2011–—_.,:;!?/\\()[]\"”“'’‘´*~+=#%…•·<>|"
MOST_SIGNS = 6  # more of them that names may have
_SPELLED_OUT = {"&": "och"}
# Letters pasted from a Mac come in two halves.
_COMPOSED = {
    "a\u030a": "å",
    "a\u0308": "ä",
    "o\u0308": "ö",
    "A\u030a": "Å",
    "A\u0308": "Ä",
    "O\u0308": "Ö",
    "e\u0301": "é",
}
_WHITE = " \u00a0\u200b\u2060\ufeff\u00ad"


def literal(text: str) -> str:
    """Give a text as it stands in a formula.

    >>> literal('Ett ”hinder", kort')
    '"Ett ”hinder"", kort"'
    """
    return '"' + text.replace('"', '""') + '"'


def either(*conditions: str) -> str:
    """Give what is true where one of the conditions is. OR() would melt a whole column into one answer."""
    return "(" + "+".join(f"({condition})" for condition in conditions) + ">0)"


def both(*conditions: str) -> str:
    """Give what is true where all of the conditions are."""
    return "(" + "*".join(f"({condition})" for condition in conditions) + ">0)"


def joined(parts: Iterable[str]) -> str:
    """Join texts."""
    return "&".join(parts)


def when(condition: str, text: str) -> str:
    """Give a text where the condition holds, otherwise nothing."""
    return f'IF({condition},{literal(text)},"")'


def signs_in(names: Iterable[str]) -> str:
    """Give the signs in names that a key leaves out, and that are not left out of every text anyhow.

    >>> signs_in(["Fritid @ kvällstid", "50 € & mer", "T1, T2"])
    '@€'
    """
    found = {char for name in names for char in name if not char.isalnum()}
    return "".join(sorted(found - set(_LEFT_OUT) - set(_SPELLED_OUT) - {"\n", "\t"}))


def key_of(text: str, signs: str = "") -> str:
    """Give the formula of a text's key, as `normalise.key` makes it; case stays, since MATCH does not see it.

    Args:
        text: a formula.
        signs: what else to leave out, as `signs_in` gives it.
    """
    replaced = f"CLEAN({text})"
    for old, new in (_COMPOSED | _SPELLED_OUT | dict.fromkeys(_LEFT_OUT + signs, "")).items():
        replaced = f"SUBSTITUTE({replaced},{literal(old)},{literal(new)})"
    return replaced


def blank(text: str) -> str:
    """Give what is true where a text has nothing but white space."""
    replaced = f"CLEAN({text})"
    for white in _WHITE:
        replaced = f"SUBSTITUTE({replaced},{literal(white)},{literal('')})"
    return f'({replaced}="")'


def entry_number(found: str, table: str, block: int) -> str:
    """Give the number of the entry that a key belongs to, from 1; 0 where the table does not have it."""
    return f"IFERROR(INT((MATCH({found},{table},0)-1)/{block})+1,0)"
