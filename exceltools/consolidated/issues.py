"""The issues in, the sheets `Avvikelser`, `Noterat` and one for each unit out.

`Avvikelser` and `Noterat` say each thing once, with all its cells beside it; a unit's own sheet has a line and a link
for every cell. Where there are too many units for that, one sheet lists every cell of all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from xlsxwriter.url import Url

from exceltools.consolidated.book import Heading, Sheet, Value, internal
from exceltools.consolidated.contents import ISSUES, OVERVIEW, Contents
from exceltools.grouping import Group, grouped
from exceltools.issues import SEVERITIES
from exceltools.model import Issue
from exceltools.safe_text import quoted
from exceltools.wording import SEVERITY_WORDS, column_name, counted, listed, owner, severities, unit_name

_SAID = (Heading("Vad", 50), Heading("Gör så här", 44))
_FILE = (Heading("Fil", 32), Heading("Blad", 14))
_SEVERITY = Heading("Allvar", 10)

GROUPS = (
    _SEVERITY,
    Heading("Enhet", 22),
    *_SAID,
    Heading("Kolumn", 16),
    Heading("Celler", 18),
    Heading("Antal", 8, "number"),
    Heading("Det står", 28),
    Heading("Öppna", 10, "link"),
    Heading("Kod", 10, "line"),
    *_FILE,
)
CELLS = (
    _SEVERITY,
    Heading("Cell", 10, "link"),
    Heading("Kolumn", 18),
    Heading("Det står", 36),
    *_SAID,
    Heading("Kod", 10, "line"),
    *_FILE,
)
WHOSE = (Heading("Enhet", 22), *CELLS)


def write_grouped(sheet: Sheet, contents: Contents, *, noted: bool) -> None:
    """Write errors and warnings, or with `noted` what was only noticed, a group a line."""
    issues = [issue for found in contents.by_owner.values() for issue in found if (issue.severity == "info") == noted]
    groups = grouped(issues)
    sheet.put(0, 0, sheet.name, "title")
    sheet.put(1, 0, _noted_summary(issues) if noted else _summary(issues, groups), "quiet")
    _table(sheet, 3, GROUPS, ((group.first, _group(group, contents)) for group in groups))


def write_unit(sheet: Sheet, contents: Contents, unit: str | None) -> None:
    """Write every issue of a unit, a cell a line, with a link to the cell."""
    issues = contents.by_owner[unit]
    name = unit_name(contents.definition, unit)
    sheet.put(0, 0, name, "title")
    sheet.put(1, 0, _tally(issues) + ".", "quiet")
    sheet.link(2, 0, internal(OVERVIEW, f"Till {OVERVIEW}"), "way")
    sheet.link(2, 2, internal(ISSUES, f"Till {ISSUES}"), "way")
    _table(sheet, 4, CELLS, ((issue, _cell(issue, contents)) for issue in issues))


def write_cells(sheet: Sheet, contents: Contents) -> None:
    """Write every issue of all units, a cell a line, with a link to the cell."""
    issues = [issue for found in contents.by_owner.values() for issue in found]
    sheet.put(0, 0, sheet.name, "title")
    sheet.put(1, 0, "Varje cell på en egen rad. Filtrera på enhet för att se en i taget.", "quiet")
    rows = ((issue, [unit_name(contents.definition, owner(issue)), *_cell(issue, contents)]) for issue in issues)
    _table(sheet, 3, WHOSE, rows)


def _table(
    sheet: Sheet, top: int, headings: Sequence[Heading], rows: Iterable[tuple[Issue, Iterable[Value | Url]]]
) -> None:
    severity = headings.index(_SEVERITY)
    sheet.header(top, headings)
    row = top
    for row, (issue, values) in enumerate(rows, top + 1):
        looks = list(headings)
        looks[severity] = _SEVERITY.looking(f"{issue.severity} word")
        sheet.record(row, looks, values)
    sheet.raw.autofilter(top, 0, max(row, top + 1), len(headings) - 1)
    sheet.raw.freeze_panes(top + 1, 0)


def _group(group: Group, contents: Contents) -> Iterator[Value | Url]:
    issue = group.first
    yield SEVERITY_WORDS[issue.severity]
    yield unit_name(contents.definition, owner(issue))
    yield issue.message
    yield issue.hint
    yield column_name(contents.definition, issue.column)
    yield group.places()
    yield len(group.issues)
    yield quoted(" | ".join(quoted(value, 80) for value in group.values))
    yield contents.links.to("Öppna", issue.source, issue.sheet, _target(issue)) or ""
    yield issue.code
    yield issue.source
    yield issue.sheet


def _cell(issue: Issue, contents: Contents) -> Iterator[Value | Url]:
    yield SEVERITY_WORDS[issue.severity]
    yield contents.links.to(_place(issue), issue.source, issue.sheet, _target(issue)) or _place(issue)
    yield column_name(contents.definition, issue.column)
    yield quoted(issue.value or "")
    yield issue.message
    yield issue.hint
    yield issue.code
    yield issue.source
    yield issue.sheet


def _place(issue: Issue) -> str:
    """Name the place as exactly as it is known: "G14", a row, the sheet or the file."""
    if issue.row is not None:
        return issue.cell or f"Rad {issue.row}"
    return "Bladet" if issue.sheet else "Filen" if issue.source else ""


def _target(issue: Issue) -> str | None:
    return issue.cell or (f"A{issue.row}" if issue.row else None)


def _summary(issues: Sequence[Issue], groups: Sequence[Group]) -> str:
    if not issues:
        return "Inga fel och inga varningar."
    said = f"{_tally(issues)}, sagda på {counted(len(groups), 'rad', 'rader')}."
    return f"{said} Samma sak i flera celler står på en rad; länken leder till den första av dem."


def _noted_summary(issues: Sequence[Issue]) -> str:
    return "Sådant som har noterats men inte behöver rättas." if issues else "Inget särskilt har noterats."


def _tally(issues: Sequence[Issue]) -> str:
    numbers = Counter(issue.severity for issue in issues)
    return listed(severities(numbers[severity], severity) for severity in SEVERITIES if numbers[severity])
