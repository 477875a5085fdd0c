"""A plan and how it was found and read in, what a person should know of that out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import PurePosixPath

from exceltools import catalogue as say
from exceltools.cell_names import reference
from exceltools.identity import EVIDENCE, Identity
from exceltools.intake.choice import Choice
from exceltools.intake.patterns import copies, repeated, series
from exceltools.intake.plan import Built
from exceltools.intake.rows import Remark, Rows
from exceltools.intake.voice import Voice
from exceltools.layout import Header, Headers, Table
from exceltools.model import Activity, Issue, Plan
from exceltools.safe_text import MOST
from exceltools.text import units_in_excel
from exceltools.wording import digits, listed, number_word, shortened

_REMARKS = {
    "not-an-activity": say.NOT_AN_ACTIVITY,
    "example": say.EXAMPLE_ROW,
    "other-table": say.OTHER_TABLE,
}


def identity(found: Identity, plan: Plan, voice: Voice) -> Iterator[Issue]:
    """Say whose plan it is where that is not plain, and which template it is written in."""
    definition = voice.definition
    if found.unit is None:
        named = [definition.unit(unit).name for unit in found.candidates]
        why_not = f"Både {listed(named)} nämns." if named else "Varken mallen, bladet eller filnamnet säger det."
        words = {"file": file_name(plan.source), "why_not": why_not, "example": definition.units[0].name}
        yield voice.say(say.UNKNOWN_UNIT, words)
    for other, pairs in groupby(sorted(found.contradicted_by, key=lambda pair: pair[1]), key=lambda pair: pair[1]):
        words = {
            "unit": plan.unit.name if plan.unit else "",
            "evidence": EVIDENCE[found.evidence or "identity"],
            "other_evidence": listed(EVIDENCE[kind] for kind, _ in pairs),
            "other": definition.unit(other).name,
        }
        yield voice.say(say.UNIT_CONTRADICTED, words, about=other)
    for unknown in found.unknown:
        yield voice.say(say.UNKNOWN_IDENTITY, {"other": unknown}, value=unknown)
    if found.definition and found.definition != definition.id:
        yield voice.say(say.OTHER_DEFINITION, {"other": found.definition, "current": definition.id})
    elif found.version and found.version != definition.version:
        yield voice.say(say.OTHER_VERSION, {"version": found.version, "current": definition.version})


def choice(made: Choice, plan: Plan, voice: Voice) -> Iterator[Issue]:
    """Say which other sheets hold a plan that does not count."""
    for rule, names in ((say.COPY_OF_PLAN, made.copies), (say.HIDDEN_PLAN, made.hidden)):
        for name in names:
            yield voice.say(rule, {"sheet": name, "chosen": plan.sheet}, sheet=name, about=name)


def columns(table: Table, headers: Headers, voice: Voice) -> Iterator[Issue]:
    """Say which columns are missing, added, or known by another witness than their header."""
    known: set[str] = set()
    somewhere = {column_id for header in table.headers for column_id in header.columns.values()}
    nowhere: set[str] = {column.id for column in voice.definition.columns if column.id not in somewhere}
    for number, header in enumerate(table.headers):
        yield from _missing(header, headers, voice, nowhere, first=number == 0)
        for column, name in header.extra.items():
            if name not in known:
                yield voice.at(
                    say.ADDED_COLUMN,
                    reference(header.row, column),
                    {"header": name},
                    value=table.text(header.row, column) or name,
                )
        known |= set(header.extra.values())
        for column, said in header.by_name.items() if not header.lost else ():
            what = f"Rubriken ”{shortened(said)}” känns inte igen." if said else "Rubriken är borta."
            words = {"what": what, "header": voice.definition.column(header.columns[column]).header}
            place = reference(header.row, column)
            yield voice.at(say.HEADER_BY_NAME, place, words, value=said or None, column=header.columns[column])
        if header.lost:
            names = listed(f"”{column.header}”" for column in voice.definition.columns)
            yield voice.say(say.HEADERS_LOST, {"headers": names})
        if header.begins > 1:
            place = reference(header.row, min(header.columns))
            yield voice.at(say.SIDE_BY_SIDE, place, value=table.text(header.row, min(header.columns)))


def _missing(header: Header, headers: Headers, voice: Voice, nowhere: set[str], *, first: bool) -> Iterator[Issue]:
    """Say once what the whole plan lacks, and at its own header what only one section lacks."""
    for column in voice.definition.columns:
        if column.id in header.columns.values() or (column.id in nowhere and not first):
            continue
        alike = headers.words.lookalike(column.id, header.extra)
        advice = (
            f"Är det kolumnen ”{alike}” som menas? Skriv rubriken som i mallen: ”{column.header}”."
            if alike
            else "Lägg till kolumnen med samma rubrik som i mallen och fyll i den."
        )
        where = "planen" if column.id in nowhere else f"tabellen som börjar på rad {header.row}"
        words = {"header": column.header, "advice": advice, "where": where}
        yield voice.say(say.MISSING_COLUMN, words, row=header.row, column=column.id)


def rows(sorted_rows: Rows, built: Built, plan: Plan, voice: Voice) -> Iterator[Issue]:
    """Say which rows are no activities, and what was filled in or parted in those that are."""
    for remark in sorted_rows.remarks:
        yield from _remark(remark, voice)
    for place, was, now in built.continued:
        what = f"Cellen säger bara ”{was.text}”" if was.text else "Cellen är tom"
        yield voice.at(
            say.CONTINUED,
            place,
            {"what": what, "value": shortened(now.text)},
            value=was.text or None,
            column=was.column,
        )
    for method, count in built.parted:
        words = {"count": number_word(count)}
        yield voice.at(say.PARTED, method.ref, words, value=method.text, column="metod")
    for method in built.perhaps_several:
        yield voice.at(say.PERHAPS_SEVERAL, method.ref, value=method.text, column="metod")
    yield from _own_columns(sorted_rows, plan.activities, voice)
    if not plan.activities:
        yield voice.say(say.EMPTY_PLAN, {"file": file_name(plan.source)})


def _remark(remark: Remark, voice: Voice) -> Iterator[Issue]:
    words = {"text": shortened(" – ".join(remark.texts.values()), 80), "headers": shortened(remark.about, 80)}
    for column, text in remark.texts.items():
        yield voice.at(_REMARKS[remark.kind], reference(remark.row, column), words, value=text)


def _own_columns(sorted_rows: Rows, activities: Sequence[Activity], voice: Voice) -> Iterator[Issue]:
    """Say what stands in columns without a header, and what is too long for a cell in columns of the unit's own."""
    known = {name for header in sorted_rows.headers for name in header.extra.values()}
    for activity in activities:
        for name, cell in activity.extra.items():
            if name not in known:
                yield voice.at(say.ELSEWHERE, cell.ref, {"header": name}, value=cell.text)
            if len(cell.text) * 2 > MOST and units_in_excel(cell.text) > MOST:
                words = {"header": name, "length": digits(len(cell.text))}
                yield voice.at(say.CELL_TOO_LONG, cell.ref, words, value=cell.text, column=name)


def patterns(activities: Sequence[Activity], voice: Voice) -> Iterator[Issue]:
    """Say what looks as if a program or a habit had written it out."""
    for run in series(activities):
        header = voice.definition.column(run[0].column).header
        words = {"header": header, "first": shortened(run[0].text), "last": shortened(run[-1].text)}
        for cell in run:
            yield voice.at(say.SERIES, cell.ref, words, value=cell.text, column=cell.column)
    for copy, first in copies(activities):
        if copy.row != first.row:
            cell = copy.cells["metod"]
            yield voice.say(say.COPIED_ROW, {"row": str(first.row)}, row=copy.row, value=cell.text)
    for same in repeated(activities):
        words = {"header": voice.definition.column("metod").header, "count": number_word(len(same))}
        for activity in same:
            cell = activity.cells["metod"]
            yield voice.at(say.REPEATED, cell.ref, words, value=cell.text, column="metod")


def file_name(path: str) -> str:
    """Give the name of a file by its path."""
    return PurePosixPath(path).name
