"""A consolidated workbook that we wrote ourselves in, its sheet of activities out, as it was and as people left it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from exceltools.catalogue import OWN_OUTPUT
from exceltools.consolidated.contents import ACTIVITIES
from exceltools.definition import Definition
from exceltools.layout import Headers, Table
from exceltools.reading.outcomes import Outcome, read_all
from exceltools.reading.own_output import unmarked
from exceltools.reading.raw import RawWorkbook


@dataclass(frozen=True, slots=True)
class OwnWorkbook:
    """A consolidated workbook with its table of activities."""

    path: str
    workbook: RawWorkbook
    table: Table


def own_workbooks(outcomes: Iterable[Outcome], definition: Definition) -> Iterator[OwnWorkbook]:
    """Read those of the files once more that were passed over because we wrote them."""
    ours = [unmarked(outcome.candidate) for outcome in outcomes if outcome.reason and outcome.reason.rule is OWN_OUTPUT]
    headers = Headers(definition)
    for outcome in read_all(ours):
        sheets = outcome.workbook.sheets if outcome.workbook else ()
        sheet = next((sheet for sheet in sheets if sheet.name == ACTIVITIES), None)
        table = headers.find(sheet) if sheet else None
        if outcome.workbook and table:
            yield OwnWorkbook(outcome.candidate.path, outcome.workbook, table)
