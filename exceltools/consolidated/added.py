"""A sheet that a plugin added in, that sheet in our look out: the plugin says what stands there, never how it looks."""

from __future__ import annotations

import datetime as dt

from xlsxwriter.url import Url

from exceltools.consolidated.book import Heading, Sheet, Value
from exceltools.consolidated.contents import Contents
from exceltools.model import Activity, AddedSheet, SheetValue
from exceltools.wording import unit_name

_TOP = 3  # title, what the sheet is for, an empty row
_NARROWEST, _WIDEST = 4, 100


def write(sheet: Sheet, contents: Contents, added: AddedSheet) -> None:
    """Write title, headings and rows; the table has a filter, and its header stays in sight and on every page."""
    sheet.put(0, 0, sheet.name, "title")
    sheet.put(1, 0, added.about, "quiet")
    headings = [Heading(text, min(max(width, _NARROWEST), _WIDEST)) for text, width in added.headings.items()]
    sheet.header(_TOP, headings)
    for row, values in enumerate(added.rows, _TOP + 1):
        looks = [heading.looking(_look(value)) for heading, value in zip(headings, values, strict=True)]
        sheet.record(row, looks, [_shown(value, contents) for value in values])
    sheet.raw.autofilter(_TOP, 0, _TOP + max(len(added.rows), 1), len(headings) - 1)
    sheet.raw.freeze_panes(_TOP + 1, 1)


def _look(value: SheetValue) -> str:
    if isinstance(value, Activity):
        return "link"
    if isinstance(value, dt.date):
        return "date"
    return "number" if isinstance(value, (int, float)) else "cell"


def _shown(value: SheetValue, contents: Contents) -> Value | Url:
    if not isinstance(value, Activity):
        return value
    text = f"{unit_name(contents.definition, value.unit)}, rad {value.row}"
    return contents.links.to(text, value.source, value.sheet, f"A{value.row}") or text
