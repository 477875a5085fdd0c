"""The sources in, the sheet `Leveranser` out: every file that was looked at, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from xlsxwriter.url import Url

from exceltools.consolidated.book import Heading, Sheet, Value
from exceltools.consolidated.contents import Contents
from exceltools.model import Issue, Source, SourceStatus
from exceltools.wording import STATUS_WORDS, counted, listed, unit_name

_STATE = Heading("Vad som hände", 21, "line")
_FOLDER = Heading("Mapp", 34, "line")  # from here on not on paper
HEADINGS = (
    Heading("Fil", 46, "wrapped link"),
    _STATE,
    Heading("Enhet", 22, "line"),
    Heading("Aktiviteter", 13, "number"),
    Heading("Varför", 44),
    Heading("Gör så här", 38),
    Heading("Senast sparad", 16, "line"),
    Heading("Mallens version", 11, "line"),
    _FOLDER,
    Heading("Blad", 18, "line"),
    Heading("Storlek (byte)", 12, "number"),
    Heading("SHA-256", 68, "line"),
)
_TOP = 3  # row of the header
_LOOKS = {"read": "ok word", "refused": "error word", "superseded": "warning word", "ignored": "info word"}
_WORST_FIRST: tuple[SourceStatus, ...] = ("refused", "superseded", "read", "ignored")


_SAID: Mapping[SourceStatus, tuple[str, str]] = {
    "read": ("är läst", "är lästa"),
    "refused": ("kunde inte läsas", "kunde inte läsas"),
    "superseded": ("är ersatt av en annan", "är ersatta av andra"),
    "ignored": ("räknas inte", "räknas inte"),
}


def write(sheet: Sheet, contents: Contents) -> None:
    """Write a line a file: first what could not be read or does not count, then what was read, then the rest."""
    sources = sorted(contents.result.sources, key=lambda source: _WORST_FIRST.index(source.status))
    said = {(issue.source, issue.code): issue for issue in contents.result.issues}
    sheet.put(0, 0, sheet.name, "title")
    sheet.put(1, 0, _summary(contents), "quiet")
    sheet.header(_TOP, HEADINGS)
    for row, source in enumerate(sources, _TOP + 1):
        looks = list(HEADINGS)
        looks[HEADINGS.index(_STATE)] = _STATE.looking(_LOOKS[source.status])
        sheet.record(row, looks, _values(source, said.get((source.path, source.reason or "")), contents))
    last = _TOP + max(len(sources), 1)
    sheet.raw.autofilter(_TOP, 0, last, len(HEADINGS) - 1)
    sheet.raw.freeze_panes(_TOP + 1, 1)
    sheet.raw.print_area(0, 0, last, HEADINGS.index(_FOLDER) - 1)


def _summary(contents: Contents) -> str:
    """Say how many files there are, and of each state how many."""
    numbers = Counter(source.status for source in contents.result.sources)
    states = [counted(numbers[status], *words) for status, words in _SAID.items() if numbers[status]]
    said = f"{counted(sum(numbers.values()), 'fil', 'filer')} har gåtts igenom"
    return f"{said}: {listed(states)}." if states else f"{said}."


def _values(source: Source, said: Issue | None, contents: Contents) -> Iterator[Value | Url]:
    path = PurePosixPath(source.path)
    yield contents.links.to(path.name, source.path) or path.name
    yield STATUS_WORDS[source.status]
    yield unit_name(contents.definition, source.unit) if source.unit or source.status == "read" else ""
    yield source.activities if source.status == "read" else None
    declared = contents.result.declarations.get(source.reason or "")
    yield said.message if said else declared.title if declared else source.reason
    yield said.hint if said else ""
    yield source.modified.strftime("%Y-%m-%d %H:%M") if source.modified else ""
    yield source.template_version
    yield path.parent.as_posix()
    yield source.sheet
    yield source.bytes
    yield source.sha256
