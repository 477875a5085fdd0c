"""Will the plan lead somewhere? Cautious questions about how it is worded; never an error.

No program can tell a good plan from a bad one. These rules look for signs that a careful reader would stop at, and say
why; what they let pass may still be weak, and what they ask about may be right.

    change     methods that only tell what is done today, goals that are methods, methods that are goals
    goals      områden without any goal
    people     a responsible that is no function; personal data, which has no place in a plan
    copies     the same text in many rows, and nearly the same in several units' plans
    acronyms   abbreviations that the plan never explains
"""

from __future__ import annotations

from exceltools.rules import Rule, hookimpl

from . import acronyms, change, copies, goals, people


@hookimpl
def exceltools_rules() -> list[Rule]:
    """Hand over the rules."""
    return [*change.RULES, *goals.RULES, *people.RULES, *copies.RULES, *acronyms.RULES]
