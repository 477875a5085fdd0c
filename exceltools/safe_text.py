"""Any text in, text that an Excel cell can hold out; what had to go is marked where it stood.

Whether the text means something to Excel (a formula, a link) is not decided here: `consolidated.book` writes all of
it as text.
"""

from __future__ import annotations

import re

from exceltools.text import units_in_excel
from exceltools.wording import digits

MOST = 32_767  # UTF-16 units in a cell: Excel's own limit, an emoji counts as two
REPLACEMENT = "\ufffd"

# Characters that XML cannot hold, half characters, and control characters that nobody can see.
_IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_UNUSUAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile("_x(?=[0-9A-Fa-f]{4}_)")
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")


def held(text: str) -> str:
    r"""Give the text as a cell can hold it.

    >>> held("rad 1\r\nrad\x07 2")
    'rad 1\nrad� 2'
    """
    if _UNUSUAL.search(text):
        text = _IMPOSSIBLE.sub(REPLACEMENT, _LINE_ENDS.sub("\n", text))
    return text if len(text) * 2 <= MOST else _cut(text)


def looks_active(text: str) -> bool:
    """Tell whether Excel would take the text for a formula if somebody edited the cell and pressed Enter.

    >>> [looks_active(text) for text in ("=1+1", " @SUM(A1)", "+46 8", "T1", "")]
    [True, True, True, False, False]
    """
    return text.lstrip()[:1] in ("=", "+", "-", "@")


def quoted(text: str, most: int = 200) -> str:
    """Give the beginning of a text that is only quoted: the whole of it stands in the source."""
    return text if len(text) <= most else f"{text[:most].rstrip()} …"


def one_line(text: str) -> str:
    r"""Give a text for a heading or a name, where line breaks have no place.

    >>> one_line("arbetet\n utförs av")
    'arbetet utförs av'
    """
    return " ".join(held(text).split())


def without_escapes(header: str) -> str:
    """Give a table's header without Excel's sign for a character, which is not decoded alike in cell and table.

    >>> without_escapes("Kolumn _x000A_")
    'Kolumn _ x000A_'
    """
    return _ESCAPE.sub("_ x", header)


def _cut(text: str) -> str:
    size = units_in_excel(text)
    if size <= MOST:
        return text
    marker = f" […] Texten är {digits(len(text))} tecken och får inte plats. Hela texten finns i källfilen."
    room, kept = MOST - units_in_excel(marker), text[:MOST]
    while (excess := units_in_excel(kept) - room) > 0:
        kept = kept[: -((excess + 1) // 2)]
    return kept + marker
