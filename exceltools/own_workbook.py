"""A consolidated workbook that we wrote ourselves in, its sheet of activities out, as it was and as people left it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from zipfile import ZipFile

from exceltools.catalogue import OWN_OUTPUT
from exceltools.consolidated.contents import ACTIVITIES
from exceltools.definition import Definition
from exceltools.layout import Headers, Table
from exceltools.reading.candidates import Candidate
from exceltools.reading.outcomes import Outcome, read_all
from exceltools.reading.raw import OUTPUT_PROPERTY, RawWorkbook


@dataclass(frozen=True, slots=True)
class OwnWorkbook:
    """A consolidated workbook with its table of activities."""

    path: str
    workbook: RawWorkbook
    table: Table


def own_workbooks(outcomes: Iterable[Outcome], definition: Definition) -> Iterator[OwnWorkbook]:
    """Read those of the files once more that were passed over because we wrote them."""
    ours = [
        replace(outcome.candidate, opener=partial(_unmarked, outcome.candidate))
        for outcome in outcomes
        if outcome.reason and outcome.reason.rule is OWN_OUTPUT
    ]
    headers = Headers(definition)
    for outcome in read_all(ours):
        sheets = outcome.workbook.sheets if outcome.workbook else ()
        sheet = next((sheet for sheet in sheets if sheet.name == ACTIVITIES), None)
        table = headers.find(sheet) if sheet else None
        if outcome.workbook and table:
            yield OwnWorkbook(outcome.candidate.path, outcome.workbook, table)


def _unmarked(candidate: Candidate) -> bytes:
    """Open a consolidated workbook without the mark that keeps it from being read as a return."""
    unmarked = io.BytesIO()
    with ZipFile(io.BytesIO(candidate.read())) as source, ZipFile(unmarked, "w") as target:
        for part in source.infolist():
            target.writestr(part, source.read(part).replace(OUTPUT_PROPERTY.encode(), b"earlier"))
    return unmarked.getvalue()
