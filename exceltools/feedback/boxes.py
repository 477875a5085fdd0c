"""Where notes stand in, the drawing part with a box for each of them out.

Excel keeps the boxes of notes in VML, a drawing language of before XML's time; what Excel itself writes in it is not
always well-formed. So nothing is parsed here: boxes are put in before the end of the part, and taken out whole.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from html import escape

from exceltools.cell_names import column_number, parted
from exceltools.feedback.markup import Markup, MarkupError

EMPTY = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
    b"</o:shapelayout></xml>"
)
_NAMESPACES = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}
_KIND = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"{0}>'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = re.compile(r"<v:shape\b.*?</v:shape>", re.DOTALL)
_ROW, _COLUMN = re.compile(r"<x:Row>\s*(\d+)"), re.compile(r"<x:Column>\s*(\d+)")
_NUMBER = re.compile(r"_x0000_s(\d+)")
_WIDE = 280  # pixels
_LETTERS = 46  # in a line of a box
_LINE = 15  # pixels
_ROW_TAG = re.compile(r"""<(?:[\w.-]+:)?row(?=[\s/>])(?:"[^"]*"|'[^']*'|[^>"'])*>""")
_SIZE = re.compile(r"""\s(r|ht|hidden)\s*=\s*["']([^"']*)""")


@dataclass(slots=True)
class Grid:
    """How wide a sheet's columns and how high its rows are, in pixels; numbers are 1-based."""

    width: int = 64
    height: int = 20
    widths: dict[int, int] = field(default_factory=dict)
    heights: dict[int, int] = field(default_factory=dict)


def grid(sheet: Markup) -> Grid:
    """Measure a sheet."""
    found = Grid()
    for part in sheet.children(sheet.root):
        if part.local == "sheetFormatPr":
            found.height = _pixels(part.get("defaultRowHeight"), 4 / 3, found.height)
            found.width = _pixels(part.get("defaultColWidth"), 7, found.width)
        elif part.local == "cols":
            for column in sheet.children(part):
                first, last = (int(column.get(name) or 0) for name in ("min", "max"))
                size = 0 if column.get("hidden") in ("1", "true") else _pixels(column.get("width"), 7, found.width)
                found.widths |= dict.fromkeys(range(first, min(last, first + 200) + 1), size)
        elif part.local == "sheetData":
            for row in _ROW_TAG.finditer(sheet.text, part.inner, part.inner_end):
                said = dict(_SIZE.findall(row[0]))
                if "r" in said and ("ht" in said or "hidden" in said):
                    hidden = said.get("hidden") in ("1", "true")
                    found.heights[int(said["r"])] = 0 if hidden else _pixels(said.get("ht"), 4 / 3, found.height)
    return found


def with_boxes(part: bytes, wanted: Mapping[str, str], gone: Collection[str], on: Grid) -> bytes:
    """Give a drawing with boxes for the notes that have none.

    Args:
        part: the drawing.
        wanted: cell -> the note's text, of every note that is to have a box.
        gone: cells whose box is to go.
        on: the sheet's measures.

    Raises:
        MarkupError: the drawing has no end that anything could be put before.
    """
    text = part.decode("utf-8", "surrogateescape")
    unwanted = {_place(cell) for cell in gone}
    text = _SHAPE.sub(lambda shape: "" if _of_note(shape[0]) in unwanted else shape[0], text)
    there = {_of_note(shape[0]) for shape in _SHAPE.finditer(text)}
    lacking = {cell: note for cell, note in wanted.items() if _place(cell) not in there}
    end = text.rfind("</xml>")
    if end < 0:
        raise MarkupError
    spaces = "".join(
        f' xmlns:{prefix}="{name}"' for prefix, name in _NAMESPACES.items() if f"xmlns:{prefix}=" not in text
    )
    first = max((int(number) for number in _NUMBER.findall(text)), default=1024) + 1
    kind = "" if 'id="_x0000_t202"' in text else _KIND.format(spaces)
    boxes = "".join(_box(number, cell, note, on, spaces) for number, (cell, note) in enumerate(lacking.items(), first))
    whole = text[:end] + (kind + boxes if lacking else "") + text[end:]
    return whole.encode("utf-8", "surrogateescape")


def _of_note(shape: str) -> tuple[int, int] | None:
    """Give the row and column, from 0, of the cell whose note a shape is the box of."""
    row, column = _ROW.search(shape), _COLUMN.search(shape)
    if row is None or column is None or 'ObjectType="Note"' not in shape:
        return None
    return int(row[1]), int(column[1])


def _place(cell: str) -> tuple[int, int]:
    letters, row = parted(cell)
    return (row or 1) - 1, column_number(letters) - 1


def _box(number: int, cell: str, note: str, on: Grid, spaces: str) -> str:
    row, column = _place(cell)
    lines = sum(1 + len(line) // _LETTERS for line in note.split("\n"))
    high = min(max(4, lines + 1), 30) * _LINE
    left, left_rest = _along(column + 2, 15, on.widths, on.width)
    right, right_rest = _along(column + 2, 15 + _WIDE, on.widths, on.width)
    top, top_rest = _along(max(row, 1), 10, on.heights, on.height)
    bottom, bottom_rest = _along(max(row, 1), 10 + high, on.heights, on.height)
    anchor = ", ".join(map(str, (left, left_rest, top, top_rest, right, right_rest, bottom, bottom_rest)))
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;width:{_WIDE * 0.75:g}pt;'
        f'height:{high * 0.75:g}pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"{spaces}>'
        '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{escape(anchor)}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )


def _along(start: int, pixels: int, sizes: Mapping[int, int], usual: int) -> tuple[int, int]:
    """Go so many pixels from the start of a row or column (from 1); give where that ends, from 0, and how far into it.

    >>> _along(1, 100, {2: 30}, 60)
    (2, 10)
    """
    at = start
    for at in range(start, start + 200):
        size = sizes.get(at, usual)
        if pixels < size:
            break
        pixels -= size
    return at - 1, pixels


def _pixels(said: str | None, each: float, otherwise: int) -> int:
    try:
        return round(float(said) * each) if said else otherwise
    except ValueError:
        return otherwise
