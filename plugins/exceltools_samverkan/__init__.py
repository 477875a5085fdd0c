"""What do the plans say of each other? Agreements and cooperations that are missing, and a sheet of all that are named.

    naming   which activities name a method, an agreement or another unit
    rules    SAM001 to SAM003: what is missing
    sheet    the sheet Samverkan of the consolidated workbook

Which methods, partners and agreements are looked for stands in the definition, under [parameters.SAM001] and
[parameters.SAM003].
"""

from __future__ import annotations

from exceltools.rules import Rule, Sheet, hookimpl

from . import rules, sheet


@hookimpl
def exceltools_rules() -> list[Rule]:
    """Hand over the rules."""
    return rules.RULES


@hookimpl
def exceltools_sheets() -> list[Sheet]:
    """Hand over the sheet."""
    return [sheet.samverkan]
