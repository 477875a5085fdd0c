"""The bytes of a sheet's part in, what calamine cannot tell of the sheet out.

calamine is fast and tolerant, but it allocates the whole rectangle that the cells span, gives error values as empty
text, and is silent of formulas without a stored value, hidden rows and hidden columns. One pass of regular expressions
over the part sees all that, at a fraction of the cost of parsing it. Where the scan cannot be certain of what it sees
it says so, and the sheet is parsed by the reserve reader instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from exceltools.cell_names import column_number
from exceltools.reading.raw import Place, Range

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

_ROOT = re.compile(rb"<(?:([A-Za-z_][\w.-]*):)?worksheet[\s>]")
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*encoding=["']([^"']*)""")
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_LOST_SPACE = re.compile(rb"<(?:[\w.-]+:)?t>(?:\s[^<]*|[^<]*\s)</(?:[\w.-]+:)?t>")
_HIDDEN = rb'\shidden="(?:1|true)"'


@dataclass(slots=True)
class Scan:
    """What a sheet's part holds beside its values."""

    rows: int = 0  # row tags
    cells: int = 0  # cell tags
    values: int = 0  # cells with a value that is no error
    filled_rows: int = 0
    last: Place = (0, 0)  # last row and last column that hold anything
    errors: dict[Place, str] = field(default_factory=dict)
    unvalued: dict[Place, str] = field(default_factory=dict)  # formulas without a stored value
    hidden_rows: list[int] = field(default_factory=list)  # of those that hold a value
    hidden_columns: list[int] = field(default_factory=list)  # likewise
    merged: list[Range] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The expressions for one namespace prefix."""

    cell: re.Pattern[bytes]
    no_cells: re.Pattern[bytes]
    odd_cell: re.Pattern[bytes]
    hidden_row: re.Pattern[bytes]
    hidden_column: re.Pattern[bytes]
    merged: re.Pattern[bytes]
    value: re.Pattern[bytes]
    formula: re.Pattern[bytes]
    inline: re.Pattern[bytes]
    prefix: bytes


@lru_cache(maxsize=8)
def _patterns(prefix: bytes) -> _Patterns:
    p = re.escape(prefix)
    return _Patterns(
        # letters, row, other attributes, a value that has at most a formula before it, any other content
        cell=re.compile(
            rb'<%bc r="([A-Z]{1,3}+)([1-9][0-9]{0,6}+)"([^>/]*+)>'
            rb"(?:(?:<%bf(?:\s[^>/]*+)?+>[^<]*+</%bf>)?+<%bv>([^<]++)</%bv></%bc>|(.*?)</%bc>)" % ((p,) * 7),
            re.DOTALL,
        ),
        no_cells=re.compile(rb"<%bsheetData[^>]*/>" % p),
        odd_cell=re.compile(rb'<%bc(?=[\s/>])(?! r="[A-Z]{1,3}[1-9][0-9]{0,6}")' % p),
        hidden_row=re.compile(rb"<%brow\b[^>]*%b[^>]*>" % (p, _HIDDEN)),
        hidden_column=re.compile(rb"<%bcol\b[^>]*%b[^>]*>" % (p, _HIDDEN)),
        merged=re.compile(rb'<%bmergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"' % p),
        value=re.compile(rb"<%bv(?:\s[^>]*)?>([^<]+)</%bv>" % (p, p)),
        formula=re.compile(rb"<%bf(?:\s[^>]*)?(?:/>|>(.*?)</%bf>)" % (p, p), re.DOTALL),
        inline=re.compile(rb"<%bt(?:\s[^>]*)?>[^<]" % p),
        prefix=prefix,
    )


def scan(part: bytes) -> Scan | None:
    """Scan a sheet's part.

    Returns:
        What it holds; None where the scan is not certain: another encoding than UTF-8, sections of character data,
        cells without a reference or outside the grid, texts that calamine would change.
    """
    if b"<!--" in part:
        part = _COMMENT.sub(b"", part)
    root = _ROOT.search(part, 0, 8192)
    if root is None or b"<!--" in part or not _certain(part):
        return None
    patterns = _patterns(root[1] + b":" if root[1] else b"")
    start = part.find(b"<%bsheetData" % patterns.prefix)
    end = part.find(b"</%bsheetData>" % patterns.prefix, start)
    found = Scan()
    if start < 0 or part.find(b"<%bsheetData" % patterns.prefix, start + 1) > 0:
        return None
    if not patterns.no_cells.match(part, start):
        if end < 0:
            return None
        found.rows = _count(part, b"<%brow" % patterns.prefix, start, end)
        found.cells = _count(part, b"<%bc" % patterns.prefix, start, end)
        if patterns.odd_cell.search(part, start, end):
            return None
        if not _scan_cells(part, start, end, patterns, found):
            return None
    found.merged = [_range(*match) for match in patterns.merged.findall(part, max(start, end))]
    return found


def loses_space(strings: bytes) -> bool:
    """Tell whether formatted text has spaces at the edges of its runs that calamine would take away."""
    return b"r>" in strings and _LOST_SPACE.search(strings) is not None


def _certain(part: bytes) -> bool:
    encoding = _ENCODING.match(part.removeprefix(b"\xef\xbb\xbf"))
    return (
        (encoding is None or encoding[1].lower() in (b"utf-8", b"us-ascii", b"ascii"))
        and b"<![CDATA[" not in part
        and not (b"<is" in part and loses_space(part))
    )


def _count(part: bytes, tag: bytes, start: int, end: int) -> int:
    return sum(part.count(tag + after, start, end) for after in (b" ", b">", b"/"))


def _scan_cells(part: bytes, start: int, end: int, patterns: _Patterns, found: Scan) -> bool:
    rows, columns = set(), set()
    for letters, digits, attributes, value, content in patterns.cell.findall(part, start, end):
        if value and b't="e"' not in attributes:
            if not value.isdigit() and b't="s"' in attributes:
                return False  # the number of a shared string that is no number: calamine would give another text
            found.values += 1
        elif not _scan_content((int(digits), column_number(letters)), attributes, value or content, patterns, found):
            continue
        rows.add(digits)
        columns.add(letters)
    used_rows, used_columns = set(map(int, rows)), set(map(column_number, columns))
    if used_rows:
        found.last, found.filled_rows = (max(used_rows), max(used_columns)), len(used_rows)
        found.hidden_rows = [row for row in _hidden_rows(part, start, end, patterns) if row in used_rows]
        found.hidden_columns = [column for column in _hidden_columns(part, start, patterns) if column in used_columns]
    return found.last[0] <= LAST_ROW and found.last[1] <= LAST_COLUMN


def _scan_content(place: Place, attributes: bytes, content: bytes, patterns: _Patterns, found: Scan) -> bool:
    """Look closer at a cell that is not simply a value; tell whether it holds anything."""
    value = patterns.value.search(content)
    if b't="e"' in attributes:
        found.errors[place] = plain(value[1] if value else content)
        return True
    if value or (b"is>" in content and patterns.inline.search(content)):
        found.values += 1
        return True
    formula = patterns.formula.search(content)
    if formula is None or (b't="str"' in attributes and b"v>" in content):  # an empty text is a value, of no interest
        return False
    found.unvalued[place] = "=" + plain(formula[1] or b"")
    return True


def _hidden_rows(part: bytes, start: int, end: int, patterns: _Patterns) -> list[int]:
    if b'hidden="1"' not in part and b'hidden="true"' not in part:
        return []
    return [int(_number(tag, b"r")) for tag in patterns.hidden_row.findall(part, start, end)]


def _hidden_columns(part: bytes, start: int, patterns: _Patterns) -> list[int]:
    hidden: list[int] = []
    for tag in patterns.hidden_column.findall(part, 0, start):
        hidden.extend(range(int(_number(tag, b"min")), min(int(_number(tag, b"max")), LAST_COLUMN) + 1))
    return hidden


def _number(tag: bytes, name: bytes) -> bytes:
    match = re.search(rb'\s%b="(\d{1,9})"' % name, tag)
    return match[1] if match else b"0"


def _range(first: bytes, top: bytes, last: bytes, bottom: bytes) -> Range:
    return int(top), column_number(first), int(bottom), column_number(last)


def plain(text: bytes) -> str:
    """Give the text that bytes of XML stand for."""
    found = text.decode("utf-8", "replace")
    for entity, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        found = found.replace(entity, char)
    return found
