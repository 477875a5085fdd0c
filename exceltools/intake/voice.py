"""A rule of the core's and the place where it speaks in, an issue out: the place that all of a plan's remarks share."""

from __future__ import annotations

from dataclasses import dataclass

from exceltools.catalogue import CoreRule
from exceltools.cell_names import parted
from exceltools.definition import Definition
from exceltools.issues import core_issue
from exceltools.model import Issue


@dataclass(frozen=True, slots=True)
class Voice:
    """Says things about one plan."""

    definition: Definition
    source: str
    sheet: str | None = None
    unit: str | None = None

    def say(self, rule: CoreRule, words: dict[str, str] | None = None, **place: object) -> Issue:
        """Say something of the plan's sheet, or of the place given as for `issue`."""
        known: dict[str, object] = {"source": self.source, "sheet": self.sheet, "unit": self.unit}
        return core_issue(rule, self.definition, words, **{**known, **place})

    def at(self, rule: CoreRule, cell: str | None, words: dict[str, str] | None = None, **place: object) -> Issue:
        """Say something of a cell."""
        row = parted(cell)[1] if cell else None
        return self.say(rule, words, **{"cell": cell, "row": row, **place})
