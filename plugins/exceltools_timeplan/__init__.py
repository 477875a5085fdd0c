"""Does the time plan say when? What cannot be read, what cannot be right, and what lies outside the strategy.

The core has read the text already: `activity.period` says what it is taken for. An empty cell is the schema's business.

    reading   texts that are no time, run backwards, name a day that no calendar has, lack a year, have two readings
    bounds    times outside the strategy or the plan, and times without an end
"""

from __future__ import annotations

from exceltools.rules import Rule, hookimpl

from . import bounds, reading


@hookimpl
def exceltools_rules() -> list[Rule]:
    """Hand over the rules."""
    return [*reading.RULES, *bounds.RULES]
