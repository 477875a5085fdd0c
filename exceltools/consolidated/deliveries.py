"""The sources in, the sheet `Leveranser` out: every file that was looked at, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator

from xlsxwriter.url import Url

from exceltools.consolidated.book import Heading, Sheet, Value
from exceltools.consolidated.contents import Contents
from exceltools.model import Issue, Source
from exceltools.wording import STATUS_WORDS, counted, unit_name

HEADINGS = (
    Heading("Fil", 50, "wrapped link"),
    Heading("Vad som hände", 20, "line"),
    Heading("Varför", 46),
    Heading("Gör så här", 40),
    Heading("Enhet", 22),
    Heading("Blad", 16),
    Heading("Aktiviteter", 13, "number"),
    Heading("Mallens version", 11, "line"),
    Heading("Senast sparad", 17, "line"),
    Heading("Storlek (byte)", 12, "number"),
    Heading("SHA-256", 68, "line"),
)
_LOOKS = {"read": "ok word", "refused": "error word", "superseded": "warning word", "ignored": "info word"}


def write(sheet: Sheet, contents: Contents) -> None:
    """Write a line a file, in order of path."""
    sources = contents.result.sources
    said = {(issue.source, issue.code): issue for issue in contents.result.issues}
    sheet.put(0, 0, sheet.name, "title")
    sheet.put(1, 0, f"{counted(len(sources), 'fil', 'filer')} har gåtts igenom.", "quiet")
    sheet.header(3, HEADINGS)
    for row, source in enumerate(sources, 4):
        looks = list(HEADINGS)
        looks[1] = looks[1].looking(_LOOKS[source.status])
        sheet.record(row, looks, _values(source, said.get((source.path, source.reason or "")), contents))
    last = 3 + max(len(sources), 1)
    sheet.raw.autofilter(3, 0, last, len(HEADINGS) - 1)
    sheet.raw.freeze_panes(4, 1)
    sheet.raw.print_area(0, 0, last, 8)


def _values(source: Source, said: Issue | None, contents: Contents) -> Iterator[Value | Url]:
    yield contents.links.to(source.path, source.path) or source.path
    yield STATUS_WORDS[source.status]
    declared = contents.result.declarations.get(source.reason or "")
    yield said.message if said else declared.title if declared else source.reason
    yield said.hint if said else ""
    yield unit_name(contents.definition, source.unit) if source.unit or source.status == "read" else ""
    yield source.sheet
    yield source.activities if source.status in ("read", "superseded") else None
    yield source.template_version
    yield source.modified.strftime("%Y-%m-%d %H:%M") if source.modified else ""
    yield source.bytes
    yield source.sha256
