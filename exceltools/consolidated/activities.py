"""The activities in, the sheet `Sammanställning` out: one Excel table, an activity a row, each with its way back.

The two columns with code lists show the definition's own names, so that a filter finds every activity; what the unit
wrote instead stands further to the right. Columns that units added stand last, each under its own heading.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from xlsxwriter.url import Url

from exceltools.consolidated.book import Heading, Sheet, Value
from exceltools.consolidated.contents import MARK_HEADER, UNIT_HEADER, Contents
from exceltools.definition import COLUMN_IDS, Column, Definition
from exceltools.grouping import worst_first
from exceltools.model import Activity, Issue
from exceltools.normalise import key
from exceltools.safe_text import one_line, quoted, without_escapes
from exceltools.wording import SEVERITY_WORDS, column_name, listed, unit_name

_MOST_OWN_COLUMNS = 100  # what goes beyond is gathered in one column: Excel has 16 384, nobody reads a hundred
_SHARE = 0.88  # of a column's width in the template: here stand more columns beside each other, and on paper too
_NARROWEST, _WIDEST = 13.0, 44.0

Place = tuple[str | None, str | None, int | None]


def write(sheet: Sheet, contents: Contents) -> None:
    """Write the table, its header frozen; the columns for reading are printed, those for looking up are not."""
    own = _OwnColumns(contents.result.activities)
    headings = [*_headings(contents.definition), *own.headings()]
    remarks = _Remarks(contents)
    unique = _different([heading.text for heading in headings])
    sheet.header(0, [Heading(text, one.width, one.look) for text, one in zip(unique, headings, strict=True)])
    activities = contents.result.activities
    for row, activity in enumerate(activities, 1):
        values = [*_values(activity, contents, remarks), *own.values(activity)]
        painted = list(headings)
        for column, look in remarks.looks(activity).items():
            painted[column] = headings[column].looking(look)
        sheet.record(row, painted, values)
    _finish(sheet, unique, max(len(activities), 1))


def _finish(sheet: Sheet, headings: list[str], last: int) -> None:
    header = sheet.book.look("header")
    columns = [{"header": heading, "header_format": header} for heading in headings]
    options = {"name": "Aktiviteter", "style": "Table Style Light 1", "columns": columns}
    sheet.raw.add_table(0, 0, last, len(headings) - 1, options)
    sheet.raw.freeze_panes(1, 1)
    sheet.raw.set_row(0, 34)
    sheet.raw.print_area(0, 0, last, len(COLUMN_IDS) + 2)
    sheet.raw.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})


def _headings(definition: Definition) -> list[Heading]:
    asked = [Heading(column.header, _width(column, definition)) for column in definition.columns]
    return [
        Heading(UNIT_HEADER, 20),
        *asked,
        Heading("Start", 11.5, "date"),
        Heading("Slut", 11.5, "date"),
        Heading("Följs upp i", 14, "line"),
        Heading("Att se över", 30),
        Heading(MARK_HEADER, 24, "input"),
        Heading(f"{definition.column('utgangspunkt').header}, som det skrevs", 26),
        Heading(f"{definition.column('omrade').header}, som det skrevs", 26),
        Heading("Fil", 30, "line"),
        Heading("Blad", 16, "line"),
        Heading("Rad", 7, "number"),
        Heading("Källa", 10, "link"),
    ]


def _width(column: Column, definition: Definition) -> float:
    """Give a column's width: less than in the template, but never so little that a word of its list is broken."""
    names = [point.name for point in definition.utgangspunkter]
    if column.id == "omrade":
        names = [area.name for point in definition.utgangspunkter for area in point.omraden]
    listed_here = column.id in ("utgangspunkt", "omrade")
    longest = max(len(word) for name in names for word in name.split()) if listed_here else 0
    return max(_NARROWEST, longest, min(column.width * _SHARE, _WIDEST))


def _values(activity: Activity, contents: Contents, remarks: _Remarks) -> Iterator[Value | Url]:
    definition, period = contents.definition, activity.period
    point, area = contents.names(activity)
    yield unit_name(definition, activity.unit)
    for column in definition.columns:
        yield {"utgangspunkt": point, "omrade": area}.get(column.id) or activity.text(column.id)
    yield from (None, None) if period is None else (period.start, period.end)
    yield listed(activity.follow_up.codes)
    yield remarks.text(activity)
    yield contents.marks.get((activity.source, activity.sheet, activity.row))
    yield _as_written(activity.text("utgangspunkt"), point)
    yield _as_written(activity.text("omrade"), area)
    yield activity.source
    yield activity.sheet
    yield activity.row
    yield contents.way_to(activity)


def _as_written(text: str, name: str) -> str:
    return text if name and text != name else ""


class _OwnColumns:
    """The columns that units added: the same header, however it is written, is the same column."""

    def __init__(self, activities: Iterable[Activity]) -> None:
        self._headers: dict[str, str] = {}
        for activity in activities:
            for header in activity.extra:
                self._headers.setdefault(_own_key(header), quoted(one_line(header), 200) or "Kolumn utan rubrik")
        self._kept = dict(list(self._headers.items())[:_MOST_OWN_COLUMNS])

    def headings(self) -> list[Heading]:
        headings = [Heading(header, 26) for header in self._kept.values()]
        return [*headings, Heading("Fler egna kolumner", 40)] if len(self._kept) < len(self._headers) else headings

    def values(self, activity: Activity) -> Iterator[str]:
        texts: dict[str, list[str]] = {}
        for header, cell in activity.extra.items():
            texts.setdefault(_own_key(header), []).append(cell.text)
        yield from ("\n".join(texts.pop(own, ())) for own in self._kept)
        if len(self._kept) < len(self._headers):
            yield "\n".join(f"{self._headers[own]}: {' '.join(rest)}" for own, rest in texts.items())


def _own_key(header: str) -> str:
    return key(header) or header


class _Remarks:
    """What the rules said of each row, to be seen in the table itself."""

    def __init__(self, contents: Contents) -> None:
        self._definition = contents.definition
        self._found: dict[Place, list[Issue]] = {}
        for issue in sorted(contents.result.issues, key=worst_first):
            if issue.severity != "info" and issue.row is not None:
                self._found.setdefault((issue.source, issue.sheet, issue.row), []).append(issue)

    def of(self, activity: Activity) -> list[Issue]:
        return self._found.get((activity.source, activity.sheet, activity.row), [])

    def text(self, activity: Activity) -> str:
        """Name the columns, worst first: "Tidsplan (fel), Område (varning)"."""
        worst: dict[str, str] = {}
        for issue in self.of(activity):
            name = column_name(self._definition, issue.column) or "Hela raden"
            worst.setdefault(name, SEVERITY_WORDS[issue.severity].lower())
        return ", ".join(f"{name} ({word})" for name, word in worst.items())

    def looks(self, activity: Activity) -> Mapping[int, str]:
        """Give the looks of the table's columns that are spoken of, by their number."""
        columns = {column.id: number for number, column in enumerate(self._definition.columns, 1)}
        looks: dict[int, str] = {}
        for issue in self.of(activity):
            if issue.column in columns:
                looks.setdefault(columns[issue.column], f"{issue.severity} cell")
        return looks


def _different(headers: list[str]) -> list[str]:
    """Make headers different for Excel, which sees no difference between upper and lower case."""
    seen: Counter[str] = Counter()
    different = []
    for header in headers:
        first = text = without_escapes(quoted(one_line(header), 240))
        while text.casefold() in seen:
            seen[first.casefold()] += 1
            text = f"{first} ({seen[first.casefold()]})"
        seen[text.casefold()] += 1
        different.append(text)
    return different
