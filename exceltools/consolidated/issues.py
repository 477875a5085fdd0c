"""The issues in, the sheet `Avvikelser` and one for each unit out.

`Avvikelser` says each thing once, with all its cells beside it; a unit's own sheet has a line and a link for every
cell. Where there are too many units for that, one sheet lists every cell of all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from xlsxwriter.url import Url

from exceltools.consolidated.book import Heading, Sheet, Value, internal
from exceltools.consolidated.contents import CELLS, ISSUES, OVERVIEW, Contents
from exceltools.consolidated.issue_lines import CELL, GROUP, HEADER, SEVERITY, cell_values, finish, group_values
from exceltools.consolidated.links import MOST
from exceltools.grouping import Group, grouped
from exceltools.issues import SEVERITIES
from exceltools.model import Accepted, Issue
from exceltools.wording import SEVERITY_WORDS, accepted_in_words, counted, digits, listed, severities, unit_name

_GROUPS = (SEVERITY, GROUP[0].looking("link"), *GROUP[1:])
_WHOSE = (Heading("Enhet", 21, "line"), *CELL)

Row = tuple[str, Iterable[Value | Url]]  # the look of its severity, and its values


def write_grouped(sheet: Sheet, contents: Contents) -> None:
    """Write errors and warnings, a group a line, each with a way to its unit's own sheet; what is accepted last."""
    issues = [issue for found in contents.by_owner.values() for issue in found if issue.severity != "info"]
    groups = grouped(issues)
    accepted = contents.result.accepted
    sheet.put(0, 0, sheet.name, "title")
    sheet.put(1, 0, f"{_summary(issues, groups)}{_accepted_summary(len(accepted))}", "quiet")
    sheet.put(2, 0, _where_each_cell_is(contents) if issues else "", "quiet")
    rows = [(_look(group.first), _with_unit(group, contents)) for group in groups]
    rows += [("ok word", _accepted(one, contents)) for one in accepted]
    _table(sheet, _GROUPS, rows)


def write_unit(sheet: Sheet, contents: Contents, unit: str | None) -> None:
    """Write every issue of a unit, a cell a line, with a link to the cell."""
    issues = contents.by_owner[unit]
    sources = list(dict.fromkeys(issue.source for issue in issues if issue.source))
    sheet.put(0, 0, unit_name(contents.definition, unit), "title")
    sheet.put(1, 0, f"{_tally(issues)}. {f'Filen är {sources[0]}.' if len(sources) == 1 else ''}".rstrip(), "quiet")
    sheet.link(2, 0, internal(OVERVIEW, f"Till {OVERVIEW}"), "way")
    sheet.link(2, 2, internal(ISSUES, f"Till {ISSUES}"), "way")
    _table(sheet, CELL, ((_look(issue), cell_values(issue, contents)) for issue in issues))


def write_cells(sheet: Sheet, contents: Contents) -> None:
    """Write every issue of all units, a cell a line, with a link to the cell."""
    issues = [issue for found in contents.by_owner.values() for issue in found]
    sheet.put(0, 0, sheet.name, "title")
    sheet.put(1, 0, "Varje cell på en egen rad. Filtrera på enhet för att se en i taget.", "quiet")
    if len(issues) > MOST:
        said = f"Excel tar {digits(MOST)} länkar på ett blad. Längre ned står cellerna utan länk."
        sheet.put(2, 0, said, "quiet")
    rows = (
        (_look(issue), [unit_name(contents.definition, contents.owner(issue)), *cell_values(issue, contents)])
        for issue in issues
    )
    _table(sheet, _WHOSE, rows)


def _table(sheet: Sheet, headings: Sequence[Heading], rows: Iterable[Row]) -> None:
    severity = headings.index(SEVERITY)
    sheet.header(HEADER, headings)
    row = HEADER
    for row, (look, values) in enumerate(rows, HEADER + 1):
        looks = list(headings)
        looks[severity] = SEVERITY.looking(look)
        sheet.record(row, looks, values)
    finish(sheet, row, headings)


def _with_unit(group: Group, contents: Contents) -> Iterator[Value | Url]:
    yield SEVERITY_WORDS[group.first.severity]
    name, *rest = group_values(group, contents)
    whose = contents.owner(group.first)
    has_own = contents.too_many or whose in contents.unit_sheets
    yield contents.way_to_issues(whose, str(name)) if has_own else name
    yield from rest


def _accepted(one: Accepted, contents: Contents) -> Iterator[Value | Url]:
    """Give the line of an issue that somebody has accepted: who, until when and why stands where the advice would."""
    unit, message, _, *rest = group_values(Group((one.issue,)), contents)
    yield from ("Godtagen", unit, message, accepted_in_words(one.waiver), *rest)


def _look(issue: Issue) -> str:
    return f"{issue.severity} word"


def _summary(issues: Sequence[Issue], groups: Sequence[Group]) -> str:
    if not issues:
        return "Inga fel och inga varningar."
    said = f"{_tally(issues)}, sagda på {counted(len(groups), 'rad', 'rader')}."
    return f"{said} Samma sak i flera celler står på en rad; länken leder till den första av dem."


def _accepted_summary(number: int) -> str:
    return f" {counted(number, 'godtagen sak', 'godtagna saker')} står sist och räknas inte." if number else ""


def _where_each_cell_is(contents: Contents) -> str:
    if contents.too_many:
        return f"Enheterna är för många för att få varsitt blad. Varje cell för sig finns på bladet {CELLS}."
    own = "Varje cell för sig, med länk, finns på enhetens eget blad. Klicka på enhetens namn."
    return own if contents.unit_sheets else ""


def _tally(issues: Sequence[Issue]) -> str:
    numbers = Counter(issue.severity for issue in issues)
    return listed(severities(numbers[severity], severity) for severity in SEVERITIES if numbers[severity])
