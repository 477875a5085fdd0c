"""A definition and the loaded rules in, what the template itself can check out: which of the merge's rules, how grave.

What a city has made an error or a warning of, whom it asks for what, and which words it calls empty, goes for the
template too. A rule that no plugin has is not checked.
"""

from __future__ import annotations

from dataclasses import dataclass

from exceltools.coverage import Slot, asked
from exceltools.definition import Column, Definition, Severity, Unit
from exceltools.engine.parameters import parameters_of
from exceltools.engine.registry import Registry
from exceltools.issues import severity_of, wish_for
from exceltools.rules import Rule
from exceltools.template.times import time_faults
from exceltools.text import units_in_excel

EMPTY, STAND_IN, ERROR_VALUE = "SCH001", "SCH002", "SCH007"
POINT_UNKNOWN, AREA_UNKNOWN, AREA_ELSEWHERE = "SCH003", "SCH004", "SCH005"
NO_FOLLOW_UP = "UPP002"
MOST_IN_PROMPT = 255  # characters that Excel shows
POINT_MISSING, AREA_MISSING = "TACK001", "TACK002"


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Something that can be wrong with a row."""

    code: str
    condition: str  # formula, over all rows at once
    sentence: str


class Demands:
    """What a city asks of a plan: its definition, and the rules that template and merge share."""

    def __init__(self, definition: Definition, registry: Registry) -> None:
        """Look the rules up once."""
        self.definition = definition
        self._declared = registry.declarations()
        self.times = time_faults(definition, registry)

    def severity(self, code: str) -> Severity | None:
        """Give how grave a breach of the rule is in this city; None where the rule is not there."""
        declared = self._declared.get(code)
        if declared is None or wish_for(declared, self.definition) in ("trial", "off"):
            return None
        return severity_of(declared, self.definition)

    def asked(self, unit: Unit) -> frozenset[Slot]:
        """Give what the unit is to have activities within, as far as a rule looks for it."""
        return frozenset(
            slot
            for slot in asked(unit, self.definition)
            if self.severity(AREA_MISSING if slot[1] else POINT_MISSING) is not None
        )

    def prompt(self, column: Column) -> str:
        """Give the guiding question of a column, followed by what rules add to it as far as Excel has room."""
        text = column.question
        for code, rule in self._declared.items():
            if isinstance(rule, Rule) and rule.prompt and rule.columns[:1] == (column.id,) and self.severity(code):
                longer = f"{text} {rule.prompt}"
                text = longer if units_in_excel(longer) <= MOST_IN_PROMPT else text
        return text

    def empty_words(self) -> tuple[str, ...]:
        """Give the words that say nothing of how an activity is followed up."""
        rule = self._declared.get(NO_FOLLOW_UP)
        return tuple(parameters_of(rule, self.definition)["words"]) if isinstance(rule, Rule) else ()
