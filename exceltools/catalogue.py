"""What the tool itself says of plans and files: the declarations of every issue that the core raises.

One place for code, severity, sentence and reason, so that the lists, the handbook and the issues cannot disagree.
Plugins declare their own rules beside the condition that triggers them; these are the core's.

    INT001–INT029  files: what cannot be read, and why        (sources, preflight, reading)
    INT030–INT059  finding and reading the plan in a workbook (intake)
    INT060–INT079  which delivery counts, who is missing      (deliveries)
    SCH001–        what a cell must hold                       (schemas)
    KOR001–        the run itself: what could not be checked   (validate)
"""

from __future__ import annotations

from dataclasses import dataclass

from exceltools.model import Declaration


@dataclass(frozen=True, slots=True, kw_only=True)
class CoreRule(Declaration):
    """An issue that the core raises. `message` and `hint` are Swedish sentences with {words} to fill in."""

    message: str
    hint: str = ""


# --- files: what cannot be read, and why ---------------------------------------------------------------------


# --- finding and reading the plan in a workbook ------------------------------------------------------------


# --- which delivery counts, who is missing -----------------------------------------------------------------


# --- what a cell must hold ---------------------------------------------------------------------------------


# --- the run itself ----------------------------------------------------------------------------------------


def core_rules() -> dict[str, CoreRule]:
    """All declarations of this page, by code."""
    return {value.code: value for value in globals().values() if isinstance(value, CoreRule)}
