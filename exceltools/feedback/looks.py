"""A workbook's styles part in, the same with the feedback's looks after its own out; and the number of each look.

What is there keeps its number, so that no cell changes. A look that was added in an earlier round is used again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from exceltools import style
from exceltools.feedback.markup import Element, Markup, prefixed
from exceltools.style import Paint

ORDER = (
    *("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles"),
    *("dxfs", "tableStyles", "colors", "extLst"),
)
# What Excel takes for granted where a list is missing.
_FIRST: Mapping[str, str] = {
    "fonts": "<font/>",
    "fills": '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
    "borders": "<border><left/><right/><top/><bottom/><diagonal/></border>",
    "cellXfs": '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',
    "dxfs": "",
}
# What stands in the styles of a workbook that has none.
BARE = (
    '<fonts><font><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>'
    f"<fills>{_FIRST['fills']}</fills><borders>{_FIRST['borders']}</borders>"
    f"<cellStyleXfs>{_FIRST['cellXfs']}</cellStyleXfs><cellXfs>{_FIRST['cellXfs']}</cellXfs>"
    '<cellStyles><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
)
_TEXT_FORMAT = 49  # "@": what is typed stays what was typed
# The line round a marked cell tells the severities apart without colour.
_LINES: Mapping[str, str] = {"error": "thin", "warning": "dashed", "info": "dotted"}


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell of the feedback sheet looks."""

    paint: Paint = style.BODY
    size: int = style.BODY_SIZE
    bold: bool = False
    link: bool = False
    framed: bool = True
    wrapped: bool = True
    vertical: str = "top"


LOOKS: Mapping[str, Look] = {
    "title": Look(Paint(style.ACCENT, style.PAPER), style.TITLE_SIZE, bold=True, framed=False, wrapped=False),
    "heading": Look(Paint(style.ACCENT, style.PAPER), style.HEADING_SIZE, bold=True, framed=False, wrapped=False),
    "plain": Look(framed=False),
    "line": Look(framed=False, wrapped=False),
    "header": Look(style.HEADER, bold=True, vertical="center"),
    "cell": Look(),
    "link": Look(Paint(style.ACCENT, style.PAPER), link=True),
    "answer": Look(style.INPUT),
    **{name: Look(paint, bold=True) for name, paint in style.SEVERITIES.items()},
}


class Styles:
    """The styles part, with what is added to it.

    Raises:
        MarkupError: it cannot be edited.
    """

    def __init__(self, part: bytes) -> None:
        self._markup = Markup(part)
        self._found: dict[str, Element | None] = {}
        self._there: dict[str, list[str]] = {}  # list -> its entries as written
        self._added: dict[str, list[str]] = {}
        for element in self._markup.children(self._markup.root):
            if element.local in _FIRST:
                self._found[element.local] = element
                self._there[element.local] = [
                    self._markup.written(one)
                    for one in self._markup.children(element)
                    if one.local != "AlternateContent"
                ]

    def look(self, look: Look) -> int:
        """Give the number by which a cell refers to a look."""
        font = self._entry("fonts", _font(look))
        fill = self._entry("fills", _fill(look.paint.fill)) if look.paint.fill != style.PAPER else 0
        border = self._entry("borders", _border("thin", style.BORDER)) if look.framed else 0
        wrap = ' wrapText="1"' if look.wrapped else ""
        return self._entry(
            "cellXfs",
            f'<xf numFmtId="{_TEXT_FORMAT}" fontId="{font}" fillId="{fill}" borderId="{border}" applyNumberFormat="1" '
            'applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">'
            f'<alignment vertical="{look.vertical}"{wrap}/></xf>',
        )

    def mark(self, severity: str) -> int:
        """Give the number of the format that a conditional format lays over a marked cell."""
        paint = style.SEVERITIES[severity]
        return self._entry("dxfs", f"<dxf>{_fill(paint.fill)}{_border(_LINES[severity], paint.text)}</dxf>")

    def bytes(self) -> bytes:
        """Give the part with everything that was added."""
        root, prefix = self._markup.root, self._markup.prefix
        for name in (name for name in ORDER if name in self._added):
            element, entries = self._found.get(name), self._added[name]
            count = len(self._there[name]) + len(entries)
            xml = "".join(entries)
            if element is None:
                first = prefixed(_FIRST[name], prefix)
                whole = prefixed(f'<{name} count="{count}">', prefix) + first + xml + f"</{prefix}{name}>"
                self._markup.insert_in_order(root, ORDER, name, whole)
            else:
                self._markup.append(element, xml)
                self._markup.set(element, "count", str(count))
        return self._markup.bytes()

    def _entry(self, name: str, xml: str) -> int:
        """Give an entry's number in a list, added to it where it is not there."""
        xml = prefixed(xml, self._markup.prefix)
        if name not in self._there:
            self._there[name] = [""] * _FIRST[name].replace("</", "").count(f"<{_KINDS[name]}")
        there, added = self._there[name], self._added.setdefault(name, [])
        if xml in there:
            return there.index(xml)
        if xml not in added:
            added.append(xml)
        return len(there) + added.index(xml)


_KINDS = {"fonts": "font", "fills": "fill>", "borders": "border>", "cellXfs": "xf ", "dxfs": "dxf"}


def _argb(colour: str) -> str:
    return "FF" + colour.removeprefix("#")


def _font(look: Look) -> str:
    bold, line = "<b/>" if look.bold else "", "<u/>" if look.link else ""
    return (
        f'<font>{bold}{line}<sz val="{look.size}"/><color rgb="{_argb(look.paint.text)}"/>'
        f'<name val="{style.FONT}"/><family val="2"/></font>'
    )


def _fill(colour: str) -> str:
    rgb = _argb(colour)
    return f'<fill><patternFill patternType="solid"><fgColor rgb="{rgb}"/><bgColor rgb="{rgb}"/></patternFill></fill>'


def _border(line: str, colour: str) -> str:
    sides = "".join(
        f'<{side} style="{line}"><color rgb="{_argb(colour)}"/></{side}>' for side in ("left", "right", "top", "bottom")
    )
    return f"<border>{sides}</border>"
