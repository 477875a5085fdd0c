"""The marked activities in, the sheet `Goda exempel` out: what others can learn from, and who thinks so."""

from __future__ import annotations

from collections.abc import Iterator

from xlsxwriter.url import Url

from exceltools.consolidated.book import Heading, Sheet, Value
from exceltools.consolidated.contents import ACTIVITIES, MARK_HEADER, Contents
from exceltools.good_examples import HEADERS, Example
from exceltools.wording import counted, listed, unit_name

_TOP = 4  # row of the header
_TO_MARK = f"Samordnaren märker en aktivitet i kolumnen {MARK_HEADER} på bladet {ACTIVITIES}: skriv x, eller varför."
_TO_KEEP = (
    "Spara filen, och ange den med --examples nästa gång. "
    f"En enhet gör likadant i sin plan, i en egen kolumn som heter {HEADERS[0]}."
)


def write(sheet: Sheet, contents: Contents) -> None:
    """Write an example a line, then the marks that no activity belongs to any more; without any, how to make them."""
    found, lost = contents.examples.found, contents.examples.lost
    sheet.put(0, 0, sheet.name, "title")
    said = f"{counted(len(found), 'aktivitet är märkt som gott', 'aktiviteter är märkta som goda')} exempel."
    sheet.put(1, 0, f"{said if found else 'Ingen aktivitet är märkt ännu.'} {_TO_MARK}", "quiet")
    sheet.put(2, 0, _TO_KEEP, "quiet")
    headings = _headings(contents)
    sheet.header(_TOP, headings)
    row = _TOP
    for row, example in enumerate(found, _TOP + 1):
        sheet.record(row, headings, list(_values(example, contents)))
    sheet.raw.autofilter(_TOP, 0, max(row, _TOP + 1), len(headings) - 1)
    sheet.raw.freeze_panes(_TOP + 1, 1)
    if lost:
        _lost(sheet, max(row, _TOP + 1) + 2, contents)


def _headings(contents: Contents) -> list[Heading]:
    columns = [contents.definition.column(column) for column in ("omrade", "mal", "metod", "ansvarig")]
    widths = (26, 34, 46, 22)
    return [
        Heading("Enhet", 21, "line"),
        *(Heading(column.header, width) for column, width in zip(columns, widths, strict=True)),
        Heading("Varför", 36),
        Heading("Märkt av", 18),
        Heading("Öppna", 9, "link"),
    ]


def _values(example: Example, contents: Contents) -> Iterator[Value | Url]:
    activity = example.activity
    yield unit_name(contents.definition, activity.unit)
    yield contents.names(activity)[1] or activity.text("omrade")
    yield from (activity.text(column) for column in ("mal", "metod", "ansvarig"))
    yield "\n".join(dict.fromkeys(said for said in (example.by_coordinator, example.by_unit) if said))
    marked = {"samordnaren": example.by_coordinator, "enheten": example.by_unit}
    yield listed(who for who, said in marked.items() if said is not None)
    yield contents.way_to(activity, "metod")


def _lost(sheet: Sheet, row: int, contents: Contents) -> None:
    sheet.put(row, 0, "Märkta tidigare, men finns inte längre i någon plan", "heading")
    headings = _headings(contents)
    for number, mark in enumerate(contents.examples.lost, row + 1):
        values = (mark.name, mark.omrade, mark.mal, mark.metod, "", mark.said, "samordnaren", "")
        sheet.record(number, headings, values)
