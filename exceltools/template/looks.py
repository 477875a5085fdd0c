"""A workbook in, the template's cell styles in it out: named, so that they also stand in Excel's own gallery."""

from __future__ import annotations

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.workbook import Workbook

from exceltools import style

TITLE, LONG_TITLE, HEADING, SMALL = "Plan titel", "Plan lång titel", "Plan underrubrik", "Plan liten text"
TEXT, STRONG, INDENTED, LINE = "Plan text", "Plan fet text", "Plan indragen text", "Plan rad"
LABEL, STRONG_LABEL, INDENTED_LABEL = "Plan uppgift", "Plan fet uppgift", "Plan indragen uppgift"
NUMBER, NUMBER_SECTION = "Plan tal", "Plan avsnitt tal"
STATUS, REMARK = "Plan läge", "Plan kontroll"
SECTION = "Plan avsnitt"
QUESTION, HEADER, INPUT = "Plan fråga", "Plan rubrik", "Plan ifylls"

TEXT_FORMAT = "@"  # General would turn 2021-06 into a date and -x into a formula


def add_looks(book: Workbook) -> None:
    """Give the workbook the template's cell styles; once, before anything is written."""
    plain = style.BODY
    _look(book, TITLE, style.Paint(style.ACCENT, style.PAPER), size=style.TITLE_SIZE, bold=True, wrap=False)
    _look(book, LONG_TITLE, style.Paint(style.ACCENT, style.PAPER), size=style.HEADING_SIZE, bold=True, wrap=False)
    _look(book, HEADING, style.Paint(style.ACCENT, style.PAPER), size=style.HEADING_SIZE, bold=True, wrap=False)
    _look(book, SMALL, style.Paint(style.QUIET, style.PAPER), size=style.SMALL_SIZE, wrap=False)
    _look(book, TEXT, plain)
    _look(book, STRONG, plain, bold=True)
    _look(book, LABEL, plain, vertical="center")
    _look(book, STRONG_LABEL, plain, bold=True, vertical="center")
    _look(book, INDENTED_LABEL, plain, indent=1, vertical="center")
    _look(book, NUMBER, plain, horizontal="right", indent=1, vertical="center", number_format="0")
    _look(book, SECTION, style.HEADER, bold=True, vertical="center")
    _look(book, NUMBER_SECTION, style.HEADER, bold=True, horizontal="right", indent=1, vertical="center")
    _look(book, INDENTED, plain, indent=1)
    _look(book, LINE, plain, wrap=False, shrink=True, vertical="center")
    _look(book, STATUS, plain, bold=True, wrap=False, vertical="center")
    _look(book, REMARK, plain, framed=True)
    _look(book, QUESTION, style.QUESTION, size=style.SMALL_SIZE, framed=True, vertical="bottom")
    _look(book, HEADER, style.HEADER, bold=True, framed=True, vertical="center")
    _look(book, INPUT, style.INPUT, framed=True, number_format=TEXT_FORMAT)


def _look(  # noqa: PLR0913
    book: Workbook,
    name: str,
    paint: style.Paint,
    *,
    size: int = style.BODY_SIZE,
    bold: bool = False,
    wrap: bool = True,
    framed: bool = False,
    shrink: bool = False,
    indent: int = 0,
    horizontal: str = "left",
    vertical: str = "top",
    number_format: str = "General",
) -> None:
    look = NamedStyle(name, number_format=number_format)
    look.font = Font(name=style.FONT, size=size, bold=bold, color=argb(paint.text))
    if paint.fill != style.PAPER:
        look.fill = PatternFill("solid", start_color=argb(paint.fill), end_color=argb(paint.fill))
    if framed:
        side = Side("thin", color=argb(style.BORDER))
        look.border = Border(left=side, right=side, top=side, bottom=side)
    look.alignment = Alignment(
        wrap_text=wrap, shrink_to_fit=shrink, indent=indent, horizontal=horizontal, vertical=vertical
    )
    book.add_named_style(look)


def argb(colour: str) -> str:
    """Give a colour of the palette as openpyxl wants it."""
    return "FF" + colour.removeprefix("#")
