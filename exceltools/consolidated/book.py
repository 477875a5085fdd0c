"""A definition in, an open workbook with our look out, and the safe ways to put text, dates and links on its sheets."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from xlsxwriter.format import Format
from xlsxwriter.url import Url

from exceltools import style
from exceltools.cell_names import sheet_reference
from exceltools.consolidated.links import MOST
from exceltools.consolidated.looks import LOOKS, WRAPPED
from exceltools.consolidated.xlsx_package import TextWorkbook, TextWorksheet, number_of
from exceltools.definition import Definition
from exceltools.reading.raw import OUTPUT_PROPERTY
from exceltools.safe_text import held, looks_active, one_line
from exceltools.style import Paint
from exceltools.text import units_in_excel

Value = str | float | dt.date | None
_Given = TypeVar("_Given")

_LINE = 15.0  # points that a line of text takes
_BUTTON = 4  # characters that a filter's button and bold letters take
_NARROW = 10
_LETTERS = 1.13  # letters of running text that take the room of a digit, which is what widths are counted in
_HIGHEST = 405.0  # points: Excel shows no row higher than 409
_FIRST_DAY = dt.date(1900, 3, 1)  # before it Excel counts a day that never was
# A row's place in an outline: the band that stands over others, and those under it, in sight or folded away.
BAND, FOLDED_BAND = "", ' collapsed="1"'
UNDER, FOLDED_UNDER = ' outlineLevel="1"', ' outlineLevel="1" hidden="1"'
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a table: what its header says, how wide it is (characters), and how its cells look."""

    text: str
    width: float
    look: str = "cell"

    def looking(self, look: str) -> Heading:
        """Give the same column with another look, for a cell that differs."""
        return replace(self, look=look)


class _Filled(dict[str, _Given]):
    """A table that is filled in as it is asked: quicker than a function, of which a workbook would call thousands."""

    def __init__(self, give: Callable[[str], _Given]) -> None:
        super().__init__()
        self._give = give

    def __missing__(self, name: str) -> _Given:
        given = self[name] = self._give(name)
        return given


class Book:
    """An open workbook; sheets stand in the order in which they are added."""

    def __init__(self, definition: Definition) -> None:
        """Open a workbook in memory. Its dates are the definition's, so that the same input gives the same bytes."""
        self.definition = definition
        self._workbook = TextWorkbook(definition.language)
        self._formats: dict[tuple[str, tuple[tuple[str, object], ...]], Format] = {}
        # By look, the number of its format, and of the one that keeps editing from making a formula of active text.
        self.plain = _Filled(lambda look: number_of(self.look(look)))
        self.quoted = _Filled(lambda look: number_of(self.look(look, quote_prefix=True)))
        self.known = _Filled(lambda text: (held(text), looks_active(text)))  # the same texts stand in many cells
        self._workbook.formats[0].set_font_color(style.INK)
        self._workbook.set_size(2400, 1400)
        self._workbook.set_properties(
            {
                "title": one_line(f"Sammanställning: {definition.title}"),
                "author": one_line(definition.organisation),
                "company": one_line(definition.organisation),
                "created": dt.datetime.combine(definition.plan.start, dt.time()),
            }
        )
        self._workbook.set_custom_property(OUTPUT_PROPERTY, "1", "text")

    def sheet(self, name: str, *, tab: Paint | None = None) -> Sheet:
        """Add a sheet; the name is one of `sheet_names`."""
        worksheet = self._workbook.sheet(name)
        if tab is not None:
            worksheet.set_tab_color(tab.text)
        return Sheet(self, worksheet)

    def chart(self, options: Mapping[str, object]) -> Any:  # noqa: ANN401 (XlsxWriter has no types)
        """Make a chart, to be inserted in a sheet."""
        return self._workbook.add_chart(dict(options))

    def look(self, name: str, **more: object) -> Format:
        """Give a format by its name in `LOOKS`, with further properties where wanted."""
        wanted = name, tuple(sorted(more.items()))
        if wanted not in self._formats:
            properties = {"font_color": style.INK, **LOOKS[name], **more}
            self._formats[wanted] = self._workbook.add_format(properties)
        return self._formats[wanted]

    def finish(self) -> bytes:
        """Close the workbook and give its bytes."""
        return self._workbook.finish()


class Sheet:
    """A sheet of the book. Rows and columns are 0-based here, as in XlsxWriter."""

    def __init__(self, book: Book, worksheet: TextWorksheet) -> None:
        """Set the page up: A4 on its side, one page wide, page numbers at the foot."""
        self.book = book
        self.raw = worksheet
        self.name: str = worksheet.name
        self._links = 0
        worksheet.hide_gridlines(2)
        worksheet.set_landscape()
        worksheet.set_paper(9)
        worksheet.fit_to_pages(1, 0)
        worksheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        title = one_line(book.definition.title).replace("&", "&&")
        worksheet.set_footer(f"&L&8{title[:150]}&C&8&A&R&8Sida &P av &N")

    def put(self, row: int, column: int, value: Value, look: str = "plain", **more: object) -> None:
        """Put a value in a cell. Text is text whatever it looks like; None and empty text give an empty cell."""
        if isinstance(value, str):
            self._put_text(row, column, held(value), look, more)
        elif value is None:
            self.raw.write_blank(row, column, None, self.book.look(look, **more))
        elif isinstance(value, dt.date):
            self.put(row, column, _serial(value), look, **more)
        else:
            self.raw.write_number(row, column, value, self.book.look(look, **more))

    def _put_text(self, row: int, column: int, text: str, look: str, more: dict[str, object]) -> None:
        if looks_active(text):
            more["quote_prefix"] = True  # or Excel makes a formula of it when somebody edits the cell
        if text:
            self.raw.write_string(row, column, text, self.book.look(look, **more))
        else:
            self.raw.write_blank(row, column, None, self.book.look(look, **more))

    def link(self, row: int, column: int, url: Url, look: str) -> None:
        """Put a link in a cell."""
        self.put(row, column, self._linked(row, column, url), look)

    def header(self, row: int, headings: Sequence[Heading], first: int = 0) -> None:
        """Write a table's header row, set the widths, and repeat the row on every printed page.

        What is centred in the column is centred in its header too.
        """
        for column, heading in enumerate(headings, first):
            self.raw.set_column(column, column, heading.width)
            centred = LOOKS[heading.look].get("align") == "center"
            self.put(row, column, heading.text, "centred header" if centred else "header")
        lines = max(lines_of(heading.text, _room(heading)) for heading in headings)
        self.raw.set_row(row, lines * _LINE + 6)
        self.raw.repeat_rows(row)

    def record(
        self, row: int, headings: Sequence[Heading], values: Iterable[Value | Url], first: int = 0, fold: str = ""
    ) -> None:
        """Write a table's row, high enough for its wrapped text, at once; a link carries its own text.

        The quick way for long tables: nothing else can be put in the row afterwards, and charts cannot show it. `fold`
        is one of `BAND`, `FOLDED_BAND`, `UNDER` and `FOLDED_UNDER` in an outline.
        """
        lines = 1
        cells: list[tuple[str | float | None, int]] = []
        plain, quoted, known = self.book.plain, self.book.quoted, self.book.known
        for column, (heading, value) in enumerate(zip(headings, values, strict=True), first):
            shown = self._linked(row, column, value) if isinstance(value, Url) else value
            if shown is None or shown == "":
                cells.append((None, plain[heading.look]))
            elif isinstance(shown, str):
                text, is_active = known[shown]
                cells.append((text, (quoted if is_active else plain)[heading.look]))
                if heading.look in WRAPPED:
                    lines = max(lines, lines_of(text, heading.width))
            else:
                cells.append((_serial(shown) if isinstance(shown, dt.date) else shown, plain[heading.look]))
        self.raw.add_row(row, first, cells, min(lines * _LINE, _HIGHEST), fold)

    def outline(self) -> None:
        """Say that the sheet's rows are an outline of two levels, each band above what belongs to it."""
        self.raw.outline_settings(symbols_below=False)
        self.raw.outline_row_level = 1

    def _linked(self, row: int, column: int, url: Url) -> str:
        """Make the cell a link if one more fits on the sheet; give its text."""
        text = held(url.text)
        if self._links < MOST:
            self._links += 1
            self.raw.add_link(row, column, url)
        return text


def _room(heading: Heading) -> float:
    """Give the width that a header has for its text; in a narrow column the button stands below it."""
    return heading.width if heading.width < _NARROW else heading.width - _BUTTON


def _serial(day: dt.date) -> float | str:
    """Give the number by which Excel knows a day; days that it does not know are written out.

    >>> _serial(dt.date(2021, 1, 1)), _serial(dt.date(1899, 1, 1))
    (44197, '1899-01-01')
    """
    return day.isoformat() if day < _FIRST_DAY else (day - dt.date(1899, 12, 30)).days


def lines_of(text: str, width: float) -> int:
    r"""Estimate how many lines a text takes in a column, rather one too many than one too few.

    Args:
        text: what stands in the cell.
        width: the column's width in characters.

    >>> lines_of("kort", 20), lines_of("en rad\n\nen rad till", 20), lines_of("orden bryts inte av", 10)
    (1, 3, 2)
    """
    room = width * _LETTERS
    if len(text) <= room and "\n" not in text:
        return 1
    return sum(1 if len(line) <= room else _wrapped(line, room) for line in text.split("\n"))


def _wrapped(line: str, room: float) -> int:
    lines, used = 1, -1.0
    for word in line.split(" "):
        used += 1 + len(word)
        if used > room:
            over = int(len(word) / room)  # a word that is longer than a line is broken
            lines += over + (used > len(word))
            used = len(word) - over * room
    return lines


def internal(sheet: str, text: str, cell: str = "A1") -> Url:
    """Give a link to a place in the workbook itself."""
    url = Url(f"internal:{sheet_reference(sheet)}!{cell}")
    url.text = text
    return url


def sheet_names(wanted: Iterable[str], taken: Iterable[str]) -> list[str]:
    """Give legal and different sheet names, as near the wanted ones as possible.

    Args:
        wanted: what the sheets should be called.
        taken: names that are in use; upper and lower case are the same to Excel.

    >>> sheet_names(["Bromma", "bromma", "Översikt"], ["Översikt"])
    ['Bromma', 'bromma (2)', 'Översikt (2)']
    """
    used = {name.casefold() for name in taken} | {"history"}  # Excel keeps that one for itself
    names = []
    for text in wanted:
        legal = _FORBIDDEN.sub("-", one_line(text)).strip("' ") or "Blad"
        name, number = _cut(legal, 31), 1
        while name.casefold() in used:
            number += 1
            ending = f" ({number})"
            name = _cut(legal, 31 - len(ending)) + ending
        used.add(name.casefold())
        names.append(name)
    return names


def _cut(name: str, most: int) -> str:
    while units_in_excel(name) > most:
        name = name[:-1]
    return name.rstrip("' ")
