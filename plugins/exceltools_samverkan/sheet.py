"""The sheet Samverkan: which agreements, methods, partners and units the plans name, by whom, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exceltools.rules import Activity, Context, Plan, Result, SheetValue, sheet
from exceltools.wording import listed

from .naming import naming, units_named

Row = tuple[SheetValue, ...]


@sheet(
    name="Samverkan",
    about="Vad planerna nämner: överenskommelser, metoder och partner ur definitionens lista, och varandra.",
    headings={"Slag": 18, "Vad": 44, "Enheter": 11, "Nämns i planen från": 62, "Att se över": 62, "Till exempel": 30},
    parameters_of=["SAM001", "SAM003"],
)
def samverkan(result: Result, context: Context) -> Iterator[Row]:
    """Give a row for each agreement, then the methods that most units name first, then each unit that is named."""
    plans = [plan for plan in result.plans if plan.unit]
    yield from _agreements(plans, context)
    yield from _methods(plans, context)
    yield from _units(plans, context)


def _agreements(plans: Sequence[Plan], context: Context) -> Iterator[Row]:
    parameters = context.parameters
    for name, spellings in parameters["agreements"].items():
        named = _named(plans, (*spellings, *parameters["every"]))
        missing = [
            plan.unit.name
            for plan in plans
            if plan.unit and plan.unit.kind in parameters["kinds"] and plan.unit.id not in named
        ]
        remark = f"Nämns inte av {listed(missing)}." if missing else ""
        yield _row("Överenskommelse", name[:1].upper() + name[1:], named, remark, context)


def _methods(plans: Sequence[Plan], context: Context) -> Iterator[Row]:
    joint = context.parameters["joint"]
    found = {name: _named(plans, spellings) for name, spellings in context.parameters["methods"].items()}
    returned = {plan.unit.id: plan.unit.name for plan in plans if plan.unit}
    for name, named in sorted(found.items(), key=lambda pair: -len(pair[1])):
        missing = [returned[unit] for unit in joint.get(name, ()) if unit in returned and unit not in named]
        yield _row("Metod eller partner", name, named, f"Saknas hos {listed(missing)}." if missing else "", context)


def _units(plans: Sequence[Plan], context: Context) -> Iterator[Row]:
    naming_whom = {plan.unit.id: units_named(plan, context.definition) for plan in plans if plan.unit}
    for unit in context.definition.units:
        named = {other: units[unit.id] for other, units in naming_whom.items() if unit.id in units}
        silent = [
            context.definition.unit(other).name
            for other in named
            if unit.id in naming_whom and other not in naming_whom[unit.id]
        ]
        if named:
            remark = f"{unit.name} nämner inte {listed(silent, 'eller')}." if silent else ""
            yield _row("Enhet", unit.name, named, remark, context)


def _named(plans: Sequence[Plan], spellings: Sequence[str]) -> dict[str, Activity]:
    """Give the units whose plans name one of the spellings, each with its first activity."""
    found = {plan.unit.id: naming(plan, spellings) for plan in plans if plan.unit}
    return {unit: activities[0] for unit, activities in found.items() if activities}


def _row(kind: str, what: str, named: dict[str, Activity], remark: str, context: Context) -> Row:
    names = listed(context.definition.unit(unit).name for unit in named)
    return kind, what, len(named), names, remark, next(iter(named.values()), None)
