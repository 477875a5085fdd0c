"""A text, a place and a look in, an openpyxl cell out: the few ways in which the template writes.

Looks are named cell styles, so that they also stand in Excel's own gallery for whoever extends the sheet.
"""

from __future__ import annotations

from openpyxl.cell import Cell
from openpyxl.formatting.rule import ColorScaleRule, FormulaRule
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from exceltools import style

TITLE, HEADING, SMALL = "Plan titel", "Plan underrubrik", "Plan liten text"
TEXT, STRONG, INDENTED, LINE = "Plan text", "Plan fet text", "Plan indragen text", "Plan rad"
NUMBER, NUMBER_HEADER = "Plan tal", "Plan rubrik tal"
STATUS, REMARK = "Plan läge", "Plan kontroll"
QUESTION, HEADER, INPUT = "Plan fråga", "Plan rubrik", "Plan ifylls"

_TEXT_FORMAT = "@"  # General would turn 2021-06 into a date and -x into a formula


def add_looks(book: Workbook) -> None:
    """Give the workbook the template's cell styles; once, before anything is written."""
    plain = style.BODY
    _look(book, TITLE, style.Paint(style.ACCENT, style.PAPER), size=style.TITLE_SIZE, bold=True, wrap=False)
    _look(book, HEADING, style.Paint(style.ACCENT, style.PAPER), size=style.HEADING_SIZE, bold=True, wrap=False)
    _look(book, SMALL, style.Paint(style.QUIET, style.PAPER), size=style.SMALL_SIZE, wrap=False)
    _look(book, TEXT, plain)
    _look(book, STRONG, plain, bold=True)
    _look(book, NUMBER, plain, horizontal="right", indent=1, number_format="0")
    _look(book, NUMBER_HEADER, style.HEADER, bold=True, framed=True, horizontal="right", indent=1, vertical="center")
    _look(book, INDENTED, plain, wrap=False, indent=1)
    _look(book, LINE, plain, wrap=False, shrink=True)
    _look(book, STATUS, plain, bold=True, wrap=False, vertical="center")
    _look(book, REMARK, plain, framed=True)
    _look(book, QUESTION, style.QUESTION, size=style.SMALL_SIZE, framed=True, vertical="bottom")
    _look(book, HEADER, style.HEADER, bold=True, framed=True, vertical="center")
    _look(book, INPUT, style.INPUT, framed=True, number_format=_TEXT_FORMAT)


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
    look.font = Font(name=style.FONT, size=size, bold=bold, color=_argb(paint.text))
    if paint.fill != style.PAPER:
        look.fill = PatternFill("solid", start_color=_argb(paint.fill), end_color=_argb(paint.fill))
    if framed:
        side = Side("thin", color=_argb(style.BORDER))
        look.border = Border(left=side, right=side, top=side, bottom=side)
    look.alignment = Alignment(
        wrap_text=wrap, shrink_to_fit=shrink, indent=indent, horizontal=horizontal, vertical=vertical
    )
    book.add_named_style(look)


def put(sheet: Worksheet, row: int, column: int, text: str, look: str = TEXT) -> Cell:
    """Write a text as a text, whatever it begins with."""
    cell = sheet.cell(row, column)
    cell.value = text
    cell.data_type = "s"
    cell.style = look
    return cell


def put_formula(sheet: Worksheet, row: int, column: int, formula: str, look: str = TEXT) -> Cell:
    """Write a formula, given without its equals sign."""
    cell = sheet.cell(row, column)
    cell.value = f"={formula}"
    cell.style = look
    return cell


def text_column(sheet: Worksheet, letter: str, width: float) -> None:
    """Make a whole column one of texts, so that rows below the prepared ones are too."""
    column = sheet.column_dimensions[letter]
    column.width = width
    column.number_format = _TEXT_FORMAT
    column.alignment = Alignment(wrap_text=True, vertical="top")
    column.font = Font(name=style.FONT, size=style.BODY_SIZE, color=_argb(style.INK))


def highlight(sheet: Worksheet, place: str, formula: str, paint: style.Paint) -> None:
    """Paint the cells of a place in which the formula is true, and no rule after this one."""
    font = Font(color=_argb(paint.text))
    fill = PatternFill("solid", start_color=_argb(paint.fill), end_color=_argb(paint.fill))
    sheet.conditional_formatting.add(place, FormulaRule([formula], stopIfTrue=True, font=font, fill=fill))


def heat(sheet: Worksheet, place: str) -> None:
    """Shade numbers from 1 upwards, the darker the more."""
    colours = {
        "start_color": _argb(style.PAPER),
        "mid_color": _argb(style.HEAT_LOW),
        "end_color": _argb(style.HEAT_HIGH),
    }
    scale = ColorScaleRule("num", 0, mid_type="num", mid_value=1, end_type="max", **colours)
    sheet.conditional_formatting.add(place, scale)


def protect(sheet: Worksheet) -> None:
    """Lock the sheet against mishaps, without a password; cells can be chosen and columns widened."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False


def lines_needed(text: str, width: float, size: int = style.BODY_SIZE) -> int:
    r"""Estimate how many lines a text takes in a column of this width (Excel's unit, digits of the body font).

    >>> lines_needed("Vad ska ni göra?", 40), lines_needed("Vad ska ni göra?", 12), lines_needed("a\nb", 12)
    (1, 2, 2)
    """
    room = max(1.0, width * style.BODY_SIZE / size * 1.05 - 0.5)  # letters are narrower than digits on the whole
    return sum(_lines_of(paragraph, room) for paragraph in text.split("\n"))


def _lines_of(paragraph: str, room: float) -> int:
    lines, used = 1, 0.0
    for word in paragraph.split(" "):
        if used and used + len(word) > room:
            lines, used = lines + 1, 0.0
        used += len(word) + 1
        while used - 1 > room:  # a word longer than the column is broken
            lines, used = lines + 1, used - room
    return lines


def line_height(size: int = style.BODY_SIZE) -> float:
    """Give the height of a line in points."""
    return round(size * 1.36 + 0.5, 1)


def _argb(colour: str) -> str:
    return "FF" + colour.removeprefix("#")
