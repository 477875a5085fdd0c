"""Texts, formulas and places in, a sheet of the template out: the few ways in which the template writes."""

from __future__ import annotations

from openpyxl.formatting.rule import ColorScaleRule, FormulaRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from exceltools import style
from exceltools.template.looks import LONG_TITLE, TEXT, TEXT_FORMAT, TITLE, argb

# How wide Calibri's letters are, measured in its digits, as Excel measures a column.
_WIDTHS = {
    letter: width
    for letters, width in {
        "iljI |": 0.46,
        ".,:;'!()[]": 0.52,
        "ftr-J": 0.67,
        "scz": 0.81,
        "aegkvxyåäéL": 0.95,
        "0123456789": 1.0,
        "DGHNOQUVÅÄÖ": 1.27,
        "w": 1.41,
        "mM": 1.62,
        "W": 1.76,
    }.items()
    for letter in letters
}
_SAFE = 0.95  # programs differ a little, and bold letters are wider


class Page:
    """A sheet that is being written, and what its formulas show as long as the plan is empty.

    Programs that show a workbook without calculating it, such as a mail program or Excel's protected view, show that.
    """

    def __init__(self, book: Workbook, title: str) -> None:
        """Add the sheet to the workbook."""
        self.sheet: Worksheet = book.create_sheet(title)
        self.shown: dict[str, str | int] = {}  # cell -> value

    def put(self, row: int, column: int, text: str, look: str = TEXT) -> None:
        """Write a text as a text, whatever it begins with."""
        cell = self.sheet.cell(row, column)
        cell.value = text
        cell.data_type = "s"
        cell.style = look

    def formula(self, row: int, column: int, formula: str, look: str = TEXT, *, shows: str | int) -> None:
        """Write a formula, given without its equals sign, and what it comes to in an empty plan."""
        cell = self.sheet.cell(row, column)
        cell.value = f"={formula}"
        cell.style = look
        self.shown[cell.coordinate] = shows

    def title(self, text: str) -> None:
        """Write the sheet's title over its first row, smaller where it would run out of the page."""
        columns = range(1, self.sheet.max_column + 1)
        room = sum(self.sheet.column_dimensions[get_column_letter(number)].width for number in columns)
        fits = lines_needed(text, room, style.TITLE_SIZE) == 1
        self.put(1, 1, text, TITLE if fits else LONG_TITLE)
        self.height(1, style.TITLE_SIZE)

    def height(self, row: int, size: int = style.BODY_SIZE, lines: int = 1, *, more: float = 3) -> None:
        """Make a row as high as so many lines of a size, and a little more."""
        self.sheet.row_dimensions[row].height = line_height(size) * lines + more

    def highlight(self, place: str, formula: str, paint: style.Paint) -> None:
        """Paint the cells of a place in which the formula is true, and no rule after this one."""
        font = Font(color=argb(paint.text))
        fill = PatternFill("solid", start_color=argb(paint.fill), end_color=argb(paint.fill))
        self.sheet.conditional_formatting.add(place, FormulaRule([formula], stopIfTrue=True, font=font, fill=fill))

    def heat(self, place: str) -> None:
        """Shade numbers from 1 upwards, the darker the more."""
        colours = {
            "start_color": argb(style.PAPER),
            "mid_color": argb(style.HEAT_LOW),
            "end_color": argb(style.HEAT_HIGH),
        }
        scale = ColorScaleRule("num", 0, mid_type="num", mid_value=1, end_type="max", **colours)
        self.sheet.conditional_formatting.add(place, scale)

    def protect(self) -> None:
        """Lock the sheet against mishaps, without a password; cells can be chosen and columns widened."""
        self.sheet.protection.sheet = True
        self.sheet.protection.formatColumns = False
        self.sheet.protection.formatRows = False

    def print_on_a4(self, footer: str, *, landscape: bool, pages: int = 0) -> None:
        """Print one page wide, with page numbers, and no more pages than asked for; 0: as many as it takes."""
        sheet = self.sheet
        sheet.page_setup.orientation = "landscape" if landscape else "portrait"
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, pages
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_margins.left = sheet.page_margins.right = 0.4
        sheet.page_margins.top, sheet.page_margins.bottom, sheet.page_margins.footer = 0.5, 0.75, 0.3
        sheet.oddFooter.left.text = footer.replace("&", "&&")  # & opens a code there; doubled it is itself
        sheet.oddFooter.right.text = "Sida &P av &N"


def text_column(sheet: Worksheet, letter: str, width: float) -> None:
    """Make a whole column one of texts, so that rows below the prepared ones are too."""
    column = sheet.column_dimensions[letter]
    column.width = width
    column.number_format = TEXT_FORMAT
    column.alignment = Alignment(wrap_text=True, vertical="top")
    column.font = Font(name=style.FONT, size=style.BODY_SIZE, color=argb(style.INK))


def lines_needed(text: str, width: float, size: int = style.BODY_SIZE) -> int:
    r"""Estimate how many lines a text takes in a column of this width (Excel's unit, digits of the body font).

    >>> lines_needed("Vad ska ni göra?", 40), lines_needed("Vad ska ni göra?", 12), lines_needed("a\nb", 12)
    (1, 2, 2)
    """
    room = max(1.0, width * style.BODY_SIZE / size * _SAFE)
    return sum(_lines_of(paragraph, room) for paragraph in text.split("\n"))


def _lines_of(paragraph: str, room: float) -> int:
    lines, used = 1, 0.0
    for word in paragraph.split(" "):
        wide = sum(_WIDTHS.get(letter, 1.04) for letter in word)
        if used and used + wide > room:
            lines, used = lines + 1, 0.0
        used += wide + _WIDTHS[" "]
        while used - _WIDTHS[" "] > room:  # a word longer than the column is broken
            lines, used = lines + 1, used - room
    return lines


def line_height(size: int = style.BODY_SIZE) -> float:
    """Give the height of a line in points."""
    return round(size * 1.34 + 0.3, 1)
