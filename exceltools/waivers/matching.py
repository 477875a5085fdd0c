"""Issues and the rows of waivers in; what is accepted out, and what there is to say of the rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exceltools import catalogue
from exceltools.definition import Definition
from exceltools.issues import core_issue
from exceltools.model import Accepted, Issue
from exceltools.waivers.reading import Row
from exceltools.wording import listed, unit_name


@dataclass(frozen=True, slots=True)
class Matched:
    """What the waivers make of the issues."""

    open: tuple[Issue, ...]
    accepted: tuple[Accepted, ...]
    remarks: tuple[Issue, ...]  # of rows that cannot be used, have expired, or accept nothing


def match(found: Sequence[Issue], rows: Sequence[Row], today: dt.date, definition: Definition) -> Matched:
    """Take out what is accepted.

    Args:
        found: in order. What could not be checked (KOR) is never accepted.
        rows: of the workbook of waivers.
        today: the last day of a waiver is its own.
        definition: the units' names.
    """
    valid = [row for row in rows if row.waiver and row.waiver.until >= today]
    by_print = {row.fingerprint: row for row in reversed(valid) if row.fingerprint}
    by_name = {(row.code, row.unit): row for row in reversed(valid) if not row.fingerprint}
    still_open: list[Issue] = []
    accepted: list[Accepted] = []
    for issue in found:
        row = None
        if not issue.code.startswith(catalogue.ALWAYS_SAID):
            row = by_print.get(issue.fingerprint) or by_name.get((issue.code, issue.unit))
        if row and row.waiver:
            accepted.append(Accepted(issue, row.waiver))
        else:
            still_open.append(issue)
    return Matched(tuple(still_open), tuple(accepted), tuple(_remarks(found, rows, today, definition)))


def _remarks(found: Sequence[Issue], rows: Sequence[Row], today: dt.date, definition: Definition) -> Iterator[Issue]:
    prints = {issue.fingerprint for issue in found}
    named = {(issue.code, issue.unit) for issue in found}
    for row in rows:
        words = {"row": str(row.number), "file": row.file, "what": _what(row, definition)}
        about = f"{row.file} {row.number}"
        if row.waiver is None:
            words["reason"] = listed(row.faults)
            yield core_issue(catalogue.WAIVER_INCOMPLETE, definition, words, about=about)
        elif not (row.fingerprint in prints if row.fingerprint else (row.code, row.unit) in named):
            yield core_issue(catalogue.WAIVER_WITHOUT_ISSUE, definition, words, about=about)
        elif row.waiver.until < today:
            words["until"] = row.waiver.until.isoformat()
            yield core_issue(catalogue.WAIVER_EXPIRED, definition, words, about=about)


def _what(row: Row, definition: Definition) -> str:
    if row.fingerprint or row.code is None:
        return f"fingeravtrycket {row.fingerprint}"
    return f"{row.code} för {unit_name(definition, row.unit)}"
