"""The feedback's lines in, the XML of the sheet that lists them out.

Texts stand in the sheet itself, so that the workbook's shared strings stay as they are. All of them are texts: nothing
that a unit wrote can become a formula or a link.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from exceltools.answers import HEADINGS, TITLE
from exceltools.cell_names import column_letters
from exceltools.feedback.markup import declared
from exceltools.feedback.points import Point
from exceltools.safe_text import held
from exceltools.style import HEADING_SIZE, TITLE_SIZE
from exceltools.template.cells import line_height, lines_needed
from exceltools.wording import SEVERITY_WORDS

WIDTHS = (11, 16, 50, 46, 42, 0)  # the last one is hidden
_MOST_LINES = 26  # Excel's rows are 409 points high at most
_MOST_LINKS = 65_530
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # Excel would read a character out of it


@dataclass(frozen=True, slots=True)
class Page:
    """What the sheet says."""

    subtitle: str
    about: Sequence[str]  # sentences, a line each
    points: Sequence[Point]


def sheet(page: Page, looks: Mapping[str, int], namespace: str, *, selected: bool, beside: str = "") -> bytes:
    """Give the sheet's part.

    Args:
        page: what it says.
        looks: the number of each look of `looks.LOOKS`.
        namespace: of spreadsheets, as the workbook writes it.
        selected: whether the sheet is the one that is shown first.
        beside: elements for drawings that lie on it.
    """
    top = 4 + len(page.about)
    rows = [
        _row(1, [(TITLE, "title")], looks, line_height(TITLE_SIZE)),
        _row(2, [(page.subtitle, "heading")], looks, line_height(HEADING_SIZE)),
        *(_row(number, [(text, "line")], looks, line_height()) for number, text in enumerate(page.about, 3)),
        _row(top, [(heading, "header") for heading in HEADINGS], looks, line_height() + 6),
        *(_line(number, point, looks) for number, point in enumerate(page.points, top + 1)),
    ]
    last = max(top + len(page.points), top + 1)
    chosen = ' tabSelected="1"' if selected else ""
    inside = (
        '<sheetPr><tabColor rgb="FF0F5561"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:{column_letters(len(HEADINGS))}{last}"/>'
        f'<sheetViews><sheetView showGridLines="0"{chosen} workbookViewId="0">'
        f'<pane ySplit="{top}" topLeftCell="A{top + 1}" activePane="bottomLeft" state="frozen"/>'
        f'<selection pane="bottomLeft" activeCell="E{top + 1}" sqref="E{top + 1}"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{"".join(_columns(looks))}</cols>'
        f"<sheetData>{''.join(rows)}</sheetData>"
        f'<autoFilter ref="A{top}:E{last}"/>'
        f"{_links(page.points, top + 1)}"
        '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
        "<headerFooter><oddFooter>&amp;L&amp;A&amp;RSida &amp;P av &amp;N</oddFooter></headerFooter>"
        f"{beside}"
    )
    return declared(namespace, "worksheet", inside)


def _columns(looks: Mapping[str, int]) -> list[str]:
    return [
        f'<col min="{number}" max="{number}" width="{width or 9}" style="{looks["plain"]}" customWidth="1"'
        f"{'' if width else ' hidden=' + chr(34) + '1' + chr(34)}/>"
        for number, width in enumerate(WIDTHS, 1)
    ]


def _line(row: int, point: Point, looks: Mapping[str, int]) -> str:
    texts = (
        (SEVERITY_WORDS[point.severity], point.severity),
        (point.where, "link"),
        (point.what, "cell"),
        (point.to_do, "cell"),
        (point.answer, "answer"),
        (" ".join(point.fingerprints)[:32_000], "line"),
    )
    lines = max(lines_needed(text, width) for (text, _), width in zip(texts, WIDTHS, strict=True) if width)
    return _row(row, texts, looks, line_height() * min(lines, _MOST_LINES) + 4)


def _row(row: int, texts: Sequence[tuple[str, str]], looks: Mapping[str, int], height: float) -> str:
    cells = "".join(
        _cell(f"{column_letters(column)}{row}", text, looks[look]) for column, (text, look) in enumerate(texts, 1)
    )
    return f'<row r="{row}" ht="{height:g}">{cells}</row>'


def _cell(place: str, text: str, look: int) -> str:
    if not text:
        return f'<c r="{place}" s="{look}"/>'
    return f'<c r="{place}" s="{look}" t="inlineStr"><is><t xml:space="preserve">{in_xml(text)}</t></is></c>'


def in_xml(text: str) -> str:
    """Write a text as a cell's or a note's content.

    >>> in_xml("a<b _x000A_")
    'a&lt;b _x005F_x000A_'
    """
    return escape(_ESCAPE.sub("_x005F_", held(text)), quote=False)


def _links(points: Sequence[Point], top: int) -> str:
    links = "".join(
        f'<hyperlink ref="B{row}" location="{escape(point.target)}" display="{escape(point.where)}"/>'
        for row, point in enumerate(points[:_MOST_LINKS], top)
    )
    return f"<hyperlinks>{links}</hyperlinks>" if links else ""
