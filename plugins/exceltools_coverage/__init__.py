"""Does the plan cover the strategy? One rule asks for every utgångspunkt, the other for every område within it.

A plan without any activity is said to be empty (INT032) and nothing else. Of an utgångspunkt that is missing
altogether its områden are not listed as well. Whom a rule asks is a parameter: a committee need not have activities
where it has no mandate, so områden are asked of the districts alone unless the definition says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator

from exceltools.coverage import counts_for_omrade, missing_omraden, missing_utgangspunkter
from exceltools.rules import Context, Finding, Plan, Rule, hookimpl, rule
from exceltools.wording import number_word

EVERY_POINT = [
    {"utgangspunkt": "Systematisk samhandling"},
    {"utgangspunkt": "Förskola, skola och fritid som skyddsfaktorer"},
    {"utgangspunkt": "Våldsprevention med ett jämställdhetsperspektiv"},
    {"utgangspunkt": "Civilsamhället"},
]


@rule(
    code="TACK001",
    name="utgangspunkt-missing",
    title="En utgångspunkt saknas",
    severity="error",
    scope="plan",
    columns=["utgangspunkt"],
    requires=["INT032"],
    parameters={"kinds": ["district", "committee"]},
    why="Strategin gäller i hela staden. Varje plan ska ha minst en aktivitet inom var och en av utgångspunkterna.",
    passes=EVERY_POINT,
    fails=EVERY_POINT[:3],
)
def utgangspunkt_missing(plan: Plan, context: Context) -> Iterator[Finding]:
    """Find the utgångspunkter that the plan has no activity for."""
    if not _is_asked(plan, context):
        return
    unsure = sum(activity.utgangspunkt.id is None for activity in plan.activities)
    perhaps = _perhaps(unsure, "har en utgångspunkt som inte känns igen")
    for point in missing_utgangspunkter(plan, context.definition):
        yield Finding(
            f"Planen har ingen aktivitet inom utgångspunkten {point.name}.",
            hint=f"{perhaps}Lägg till minst en aktivitet.",
            about=point.id,
        )


@rule(
    code="TACK002",
    name="omrade-missing",
    title="Ett område saknas",
    severity="warning",
    scope="plan",
    columns=["utgangspunkt", "omrade"],
    requires=["INT032"],
    parameters={"kinds": ["district"]},
    why="Varje område är en väg att nå utgångspunktens mål. Att lämna ett utanför ska vara ett val, inte en glömska.",
    passes=[{"omrade": "Samverkan med civilsamhället"}],
    fails=[{"omrade": "Fritid"}],
)
def omrade_missing(plan: Plan, context: Context) -> Iterator[Finding]:
    """Find the områden without any activity, within the utgångspunkter that the plan does have."""
    if not _is_asked(plan, context):
        return
    for point, area in missing_omraden(plan, context.definition):
        own = [activity for activity in plan.activities if activity.utgangspunkt.id == point.id]
        unsure = sum(not counts_for_omrade(activity) for activity in own)
        perhaps = _perhaps(unsure, "inom utgångspunkten har ett område som inte räknas")
        yield Finding(
            f"Planen har ingen aktivitet inom området {area.name}, som hör till {point.name}.",
            hint=f"{perhaps}Lägg till en aktivitet, eller låt det vara om ni har valt bort området.",
            about=f"{point.id}/{area.id}",
        )


@hookimpl
def exceltools_rules() -> list[Rule]:
    """Hand over the rules."""
    return [utgangspunkt_missing, omrade_missing]


def _is_asked(plan: Plan, context: Context) -> bool:
    """Tell whether the rule asks this kind of unit; of a unit that nobody knows only what it asks of all kinds."""
    kinds = set(context.parameters["kinds"])
    return plan.unit.kind in kinds if plan.unit else kinds >= {"district", "committee"}


def _perhaps(rows: int, what: str) -> str:
    """Point at the rows that may be about what seems to be missing."""
    if not rows:
        return ""
    which = "En rad" if rows == 1 else f"{number_word(rows).capitalize()} rader"
    return f"{which} {what}. Se först om {'den' if rows == 1 else 'någon av dem'} handlar om det här. "
