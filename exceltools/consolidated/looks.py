"""The shared palette in, the look of every kind of cell of the consolidated workbook out, for XlsxWriter."""

from __future__ import annotations

from collections.abc import Mapping

from exceltools import style
from exceltools.style import Paint

_TEXT_FORMAT = "@"
_DATE_FORMAT = "yyyy-mm-dd"
_NUMBER_FORMAT = "#,##0"


def heat(share: float) -> str:
    """Give the colour between few and many.

    >>> heat(0) == style.HEAT_LOW, heat(1) == style.HEAT_HIGH
    (True, True)
    """
    low, high = _channels(style.HEAT_LOW), _channels(style.HEAT_HIGH)
    return "#" + "".join(f"{round(few + (many - few) * share):02X}" for few, many in zip(low, high, strict=True))


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _painted(paint: Paint, **more: object) -> dict[str, object]:
    return {"font_color": paint.text, "bg_color": paint.fill, **more}


_BOX = {"border": 1, "border_color": style.BORDER, "valign": "top"}

_CELL = {**_BOX, "text_wrap": True, "num_format": _TEXT_FORMAT}

LOOKS: dict[str, Mapping[str, object]] = {
    "plain": {},
    "title": {"font_size": style.TITLE_SIZE, "bold": True, "font_color": style.ACCENT},
    "heading": {"font_size": style.HEADING_SIZE, "bold": True, "font_color": style.ACCENT},
    "quiet": {"font_color": style.QUIET},
    "way": {"font_color": style.ACCENT, "underline": 1},
    "header": _painted(style.HEADER, bold=True, text_wrap=True, **{**_BOX, "valign": "vcenter"}),
    "cell": _CELL,
    "input": {**_CELL, **_painted(style.INPUT)},
    "line": {**_BOX, "num_format": _TEXT_FORMAT},
    "share": {**_BOX, "num_format": _TEXT_FORMAT, "align": "center"},
    "number": {**_BOX, "num_format": _NUMBER_FORMAT, "align": "right", "indent": 1},
    "date": {**_BOX, "num_format": _DATE_FORMAT, "align": "left"},
    "link": {**_BOX, "font_color": style.ACCENT, "underline": 1},
    "centred link": {**_BOX, "font_color": style.ACCENT, "underline": 1, "align": "center"},
    "wrapped link": {**_BOX, "font_color": style.ACCENT, "underline": 1, "text_wrap": True},
}
_MARK = {**LOOKS["share"], "bold": True}
_UPRIGHT = {"rotation": 90, "align": "center", "valign": "bottom"}
LOOKS |= {
    "verdict": {"font_size": 16, "bold": True, "valign": "vcenter"},
    "figure": {"font_size": 22, "bold": True, "align": "left"},
    "open row": {"top": 1, "bottom": 1, "top_color": style.BORDER, "bottom_color": style.BORDER, "valign": "top"},
    "open header": {**_painted(style.HEADER, bold=True, valign="vcenter")},
    "centred header": {**LOOKS["header"], "align": "center"},
    "upright header": {**LOOKS["header"], **_UPRIGHT},
    "area header": {**LOOKS["header"], **_painted(style.QUESTION), **_UPRIGHT, "bold": False},
    "area count": {**LOOKS["number"], "align": "center", "indent": 0},
    "point count": {**LOOKS["number"], **_painted(style.BAND), "align": "center", "indent": 0, "bold": True},
    "mark": {**_MARK, **_painted(Paint(style.INK, style.HEAT_HIGH))},
    "likely mark": {**_MARK, **_painted(Paint(style.INK, style.HEAT_LOW))},
    "unclear mark": {**_MARK, **_painted(style.WARNING)},
    "no mark": _MARK,
    "no count": {
        **LOOKS["number"],
        "align": "center",
        "bold": True,
        "font_size": style.SMALL_SIZE,
        "font_color": style.HEAT_NONE.text,
        "pattern": 14,
        "bg_color": style.HEAT_NONE.fill,
        "fg_color": "#F3C6C1",
    },
    "not asked": {**_BOX, "align": "center", "font_color": style.QUIET},
    "total": {**LOOKS["line"], **_painted(style.BAND), "bold": True},
    "strong total": {**LOOKS["line"], **_painted(style.QUESTION), "bold": True},
    "total number": {**LOOKS["number"], **_painted(style.BAND), "bold": True},
    "total count": {**LOOKS["number"], **_painted(style.BAND), "bold": True, "align": "center", "indent": 0},
}
_COLOURS = (style.BAND.fill, heat(0), heat(0.5), heat(1))
LOOKS |= {
    f"{name} heat {step}": {**LOOKS["total count"], "bg_color": colour}
    for name in ("total", "strong total")
    for step, colour in enumerate(_COLOURS)
}
LOOKS |= {f"{name} word": _painted(paint, bold=True, **_BOX) for name, paint in style.SEVERITIES.items()}
LOOKS |= {f"{name} cell": _painted(paint, **_CELL) for name, paint in style.SEVERITIES.items()}
LOOKS |= {f"{name} number": {**LOOKS["number"], **_painted(paint)} for name, paint in style.SEVERITIES.items()}

# The looks whose text is broken into lines: their rows need the height.
WRAPPED = frozenset(name for name, look in LOOKS.items() if "text_wrap" in look)
