"""Issues in, the sheet `Granskning` in the open workbook out: what is wrong, what to do, and a link to every cell.

A defined name remembers which sheet is ours: it stays with the sheet when somebody renames or moves it, and a sheet of
the unit's own that bears the same title is left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from exceltools import style
from exceltools.catalogue import live as say
from exceltools.cell_names import sheet_reference
from exceltools.grouping import place_in_words, target, worst_first
from exceltools.layout import REVIEW_TITLE
from exceltools.live import blocks
from exceltools.live.lines import HEADINGS, line, tally
from exceltools.model import Issue

OWN_NAME = "exceltools_granskning"

_HEADER = 5  # the row of the column headers
_QUOTES = 5  # the column that repeats what a unit has written: text, whatever it looks like


def find(book: Any) -> Any:  # noqa: ANN401 - xlwings.Sheet
    """Give our sheet in the workbook, None where there is none."""
    name = next((name for name in book.names if name.name == OWN_NAME), None)
    title = blocks.sheet_of(name) if name else None
    return None if title is None else book.sheets[title]


def write(book: Any, issues: Sequence[Issue], after: str) -> str:  # noqa: ANN401 - xlwings.Book
    """Write the sheet, in the place where it stands already or after the plan's.

    Returns:
        Its title.
    """
    sheet = find(book) or _added(book, after)
    sheet.clear()
    _above(sheet, issues)
    issues = sorted(issues, key=worst_first)
    rows = [line(issue) for issue in issues]
    bottom = _HEADER + max(len(rows), 1)
    sheet.range((_HEADER + 1, _QUOTES), (bottom, _QUOTES)).number_format = "@"
    if rows:
        sheet.range((_HEADER + 1, 1), (bottom, len(HEADINGS))).value = rows
        _links(sheet, issues, {each.name for each in book.sheets})
        _paint(sheet, issues)
    body = sheet.range((_HEADER + 1, 1), (bottom, len(HEADINGS)))
    body.wrap_text = True
    body.vertical_alignment = "top"
    body.rows.autofit()
    return str(sheet.name)


def remove(book: Any) -> bool:  # noqa: ANN401 - xlwings.Book
    """Take the sheet away; tell whether there was anything of it."""
    names = [name for name in book.names if name.name == OWN_NAME]
    sheet = find(book)
    if sheet is not None:
        sheet.delete()
    for name in names:
        name.delete()
    return bool(names)


def _added(book: Any, after: str) -> Any:  # noqa: ANN401 - xlwings.Book and Sheet
    titles = {sheet.name.casefold() for sheet in book.sheets}
    numbered = (f"{REVIEW_TITLE} ({number})" for number in range(2, len(titles) + 3))
    title = next(name for name in (REVIEW_TITLE, *numbered) if name.casefold() not in titles)
    in_front = book.sheets.active
    sheet = book.sheets.add(title, after=after if after in [each.name for each in book.sheets] else in_front)
    in_front.activate()  # a new sheet comes to the front by itself
    for name in [name for name in book.names if name.name == OWN_NAME]:
        name.delete()  # its sheet was deleted by hand
    book.names.add(OWN_NAME, f"='{title}'!$A$1")
    for column, (_, width) in enumerate(HEADINGS, 1):
        sheet.range((1, column)).column_width = width
    return sheet


def _above(sheet: Any, issues: Sequence[Issue]) -> None:  # noqa: ANN401 - xlwings.Sheet
    sheet.range((1, 1)).value = REVIEW_TITLE
    sheet.range((2, 1)).value = f"{tally(issues)}." if issues else say.ALL_WELL
    sheet.range((3, 1)).value = say.LIST_HINT
    title = sheet.range((1, 1)).font
    title.size, title.bold, title.color = style.TITLE_SIZE, True, style.ACCENT
    sheet.range((2, 1)).font.bold = True
    sheet.range((3, 1)).font.color = style.QUIET
    header = sheet.range((_HEADER, 1), (_HEADER, len(HEADINGS)))
    header.value = [[heading for heading, _ in HEADINGS]]
    header.color, header.font.color, header.font.bold = style.HEADER.fill, style.HEADER.text, True


def _links(sheet: Any, issues: Sequence[Issue], titles: set[str]) -> None:  # noqa: ANN401 - xlwings.Sheet
    """Let each place lead to its cell: by formulas, which go into all the cells at once."""
    column = [heading for heading, _ in HEADINGS].index("Var") + 1
    links = [[_link(issue) if issue.sheet in titles else place_in_words(issue)] for issue in issues]
    sheet.range((_HEADER + 1, column), (_HEADER + len(links), column)).formula = links
    sheet.range((_HEADER + 1, column), (_HEADER + len(links), column)).font.color = style.ACCENT


def _link(issue: Issue) -> str:
    goal = f"#{sheet_reference(issue.sheet or '')}!{target(issue) or 'A1'}"
    return '=HYPERLINK("{}","{}")'.format(goal.replace('"', '""'), place_in_words(issue))


def _paint(sheet: Any, issues: Sequence[Issue]) -> None:  # noqa: ANN401 - xlwings.Sheet
    """Colour the word of each line's severity, lines that follow each other at once."""
    start = 0
    for end in range(1, len(issues) + 1):
        if end == len(issues) or issues[end].severity != issues[start].severity:
            paint = style.SEVERITIES[issues[start].severity]
            cells = sheet.range((_HEADER + 1 + start, 1), (_HEADER + end, 1))
            cells.color, cells.font.color = paint.fill, paint.text
            start = end
