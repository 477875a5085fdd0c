"""Has every område a goal? KVAL004."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from exceltools.normalise import key
from exceltools.rules import Activity, Context, Finding, Plan, rule
from exceltools.stand_ins import STAND_INS
from exceltools.wording import numbered


@rule(
    code="KVAL004",
    name="omrade-without-mal",
    title="Ett helt område saknar mål",
    severity="info",
    scope="plan",
    columns=["omrade", "mal"],
    requires=["INT032"],
    parameters={"fewest": 2},
    why="Utan något mål i ett helt område vet ingen varför arbetet görs, och då kan det inte heller följas upp.",
    passes=[{"omrade": "Fritid", "mal": "Trygga kvällar."}, {"omrade": "Fritid", "mal": ""}],
    fails=[{"omrade": "Fritid", "mal": ""}, {"omrade": "Fritid", "mal": "–"}],
)
def area_without_goal(plan: Plan, context: Context) -> Iterator[Finding]:
    """Find områden with several activities and no goal at all; each empty cell has its own issue already."""
    known = [activity for activity in plan.activities if activity.omrade.id]
    for (point, area), group in groupby(sorted(known, key=_area), key=_area):
        rows = list(group)
        if len(rows) >= context.parameters["fewest"] and not any(map(_has_goal, rows)):
            name = next(one.name for one in context.definition.utgangspunkt(point).omraden if one.id == area)
            yield Finding(
                f"Området {name} har inget mål: det saknas på rad {numbered(one.row for one in rows)}.",
                hint="Skriv vad ni vill nå i området. Samma mål får gärna stå på flera rader.",
                about=f"{point}/{area}",
            )


RULES = [area_without_goal]


def _area(activity: Activity) -> tuple[str, str]:
    return activity.omrade_of or "", activity.omrade.id or ""


def _has_goal(activity: Activity) -> bool:
    said = key(activity.text("mal"))
    return bool(said) and said not in STAND_INS
