"""Does the plan cover the strategy? What is missing, what is not counted, and what hangs by a thread.

A plan without any activity is said to be empty (INT032) and nothing else. Of an utgångspunkt that is missing
altogether its områden are not listed as well. Whom the city asks for what stands in the definition (`asked`, and
`not_asked` of a unit): a committee need not have activities where it has no mandate.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exceltools.coverage import asked, counts_for_omrade, missing_omraden, missing_utgangspunkter
from exceltools.definition import Omrade, Utgangspunkt
from exceltools.rules import Context, Finding, Plan, Rule, hookimpl, rule
from exceltools.wording import listed, number_word, numbered

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
    why="Strategin gäller i hela staden. Varje plan ska ha minst en aktivitet inom var och en av utgångspunkterna.",
    passes=EVERY_POINT,
    fails=EVERY_POINT[:3],
)
def utgangspunkt_missing(plan: Plan, context: Context) -> Iterator[Finding]:
    """Find the utgångspunkter that the plan has no activity for."""
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
    title="Områden inom en utgångspunkt saknas",
    severity="warning",
    scope="plan",
    columns=["utgangspunkt", "omrade"],
    requires=["INT032"],
    why="Varje område är en väg att nå utgångspunktens mål. Att lämna ett utanför ska vara ett val, inte en glömska.",
    passes=[{"omrade": "Samverkan med civilsamhället"}],
    fails=[{"omrade": "Fritid"}],
)
def omrade_missing(plan: Plan, context: Context) -> Iterator[Finding]:
    """Find the områden without any activity, one finding for each utgångspunkt that the plan does have."""
    for point, areas in missing_omraden(plan, context.definition):
        own = [activity for activity in plan.activities if activity.utgangspunkt.id == point.id]
        unsure = sum(not counts_for_omrade(activity) for activity in own)
        perhaps = _perhaps(unsure, "inom utgångspunkten har ett område som inte räknas")
        yield Finding(
            _lacking(areas, point),
            hint=f"{perhaps}{_advice(areas)}",
            about=point.id,
        )


@rule(
    code="TACK003",
    name="omrade-not-counted",
    title="Flera aktiviteter räknas inte till något område",
    severity="info",
    scope="plan",
    columns=["utgangspunkt", "omrade"],
    requires=["INT032"],
    parameters={"fewest": 3},
    why=(
        "Täckningen räknas på de områden som känns igen. Är det många rader som inte räknas "
        "kan planen täcka mer än det ser ut."
    ),
    passes=[{"omrade": "Fritid"}, {"omrade": ""}, {"omrade": "Föreningar och klubbar"}],
    fails=[{"omrade": "Allt möjligt"}, {"omrade": ""}, {"utgangspunkt": "Civilsamhället", "omrade": "Fritid"}],
)
def omrade_not_counted(plan: Plan, context: Context) -> Iterator[Finding]:
    """Find plans in which several activities count for no område; each cell at fault has its own issue already."""
    uncounted = [activity.row for activity in plan.activities if not counts_for_omrade(activity)]
    if len(uncounted) >= context.parameters["fewest"]:
        yield Finding(
            f"{number_word(len(uncounted)).capitalize()} av planens {number_word(len(plan.activities))} aktiviteter "
            "räknas inte till något område.",
            hint=f"Det gäller rad {numbered(uncounted)}. Välj område i listan, så syns de i täckningen.",
        )


@rule(
    code="TACK004",
    name="utgangspunkt-single-activity",
    title="En utgångspunkt bärs av en enda aktivitet",
    severity="info",
    scope="plan",
    columns=["utgangspunkt"],
    why="Blir den enda aktiviteten inte av finns inget kvar inom utgångspunkten. Det är bra att veta i tid.",
    passes=[*EVERY_POINT, *EVERY_POINT],
    fails=EVERY_POINT,
)
def utgangspunkt_single(plan: Plan, context: Context) -> Iterator[Finding]:
    """Find utgångspunkter that one activity carries alone, of units that are asked for all that is within them."""
    wanted = {point for point, area in asked(plan.unit, context.definition) if area}
    if any(activity.utgangspunkt.id is None for activity in plan.activities):
        return  # it may not be alone
    for point in context.definition.utgangspunkter:
        own = [one for one in plan.activities if one.utgangspunkt.id == point.id]
        if len(own) == 1 and point.id in wanted:
            yield Finding(
                f"Det här är planens enda aktivitet inom {point.name}.",
                hint="Räcker den för att nå målet kan det stå kvar. Lägg annars till det som behövs.",
                activity=own[0],
                column="utgangspunkt",
            )


@hookimpl
def exceltools_rules() -> list[Rule]:
    """Hand over the rules."""
    return [utgangspunkt_missing, omrade_missing, omrade_not_counted, utgangspunkt_single]


def _lacking(areas: Sequence[Omrade], point: Utgangspunkt) -> str:
    """Name the områden so that one sees where each ends: several have an "och" or "eller" of their own."""
    if len(areas) == 1:
        return f"Planen saknar området {areas[0].name} inom {point.name}."
    names = listed(f"”{area.name}”" for area in areas)
    return f"Planen saknar {number_word(len(areas))} områden inom {point.name}: {names}."


def _advice(areas: Sequence[Omrade]) -> str:
    if len(areas) == 1:
        return "Lägg till en aktivitet, eller låt det vara om ni har valt bort området."
    return "Lägg till aktiviteter, eller låt det vara om ni har valt bort områdena."


def _perhaps(rows: int, what: str) -> str:
    """Point at the rows that may be about what seems to be missing."""
    if not rows:
        return ""
    which = "En rad" if rows == 1 else f"{number_word(rows).capitalize()} rader"
    return f"{which} {what}. Se först om {'den' if rows == 1 else 'någon av dem'} handlar om det här. "
