"""A definition in, the rules that the template itself can check out: code, severity here, and what a row is told.

They are rules of the merge, checked while the plan is being written. What a city has made an error or a warning of
in its definition is one in the template too.
"""

from __future__ import annotations

from dataclasses import dataclass

from exceltools.definition import Definition, Severity, UnitKind

EMPTY, STAND_IN, ERROR_VALUE = "SCH001", "SCH002", "SCH007"
POINT_UNKNOWN, AREA_UNKNOWN, AREA_ELSEWHERE = "SCH003", "SCH004", "SCH005"
POINT_MISSING, AREA_MISSING = "TACK001", "TACK002"

SEVERITIES: dict[str, Severity] = {
    EMPTY: "error",
    STAND_IN: "error",
    ERROR_VALUE: "error",
    POINT_UNKNOWN: "error",
    AREA_UNKNOWN: "warning",
    AREA_ELSEWHERE: "warning",
    POINT_MISSING: "error",
    AREA_MISSING: "warning",
}
KINDS: dict[str, tuple[UnitKind, ...]] = {POINT_MISSING: ("district", "committee"), AREA_MISSING: ("district",)}


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Something that can be wrong with a row."""

    code: str
    condition: str  # formula, over all rows at once
    sentence: str


def severity(code: str, definition: Definition) -> Severity:
    """Give how grave a breach of the rule is in this city."""
    return definition.severities.get(code, SEVERITIES[code])


def asks(code: str, kind: UnitKind, definition: Definition) -> bool:
    """Tell whether a rule about coverage is asked of units of this kind."""
    return kind in definition.parameters.get(code, {}).get("kinds", KINDS[code])
