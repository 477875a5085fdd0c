"""What is missing between the plans: SAM001 to SAM003."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exceltools.rules import Context, Finding, Plan, rule
from exceltools.wording import listed, shortened

from .naming import COLUMNS, EVERY, first_naming, units_named

AGREEMENTS = {
    "förskola, skola och socialtjänst": (
        "förskola, skola och socialtjänst",
        "förskola/skola/socialtjänst",
        "överenskommelse* mellan skola och socialtjänst",
        "skola-socialtjänst",
    ),
    "skola, socialtjänst och hälso- och sjukvård (BUS)": ("BUS", "hälso- och sjukvård*"),
    "skola, socialtjänst och polis (SSP)": ("SSP", "överenskommelse* med polisen", "skola, socialtjänst och polis"),
}
EVERY_AGREEMENT = (
    "tre överenskommelse*",
    "tre lokala överenskommelse*",
    "alla överenskommelse*",
    "varje överenskommelse*",
    "alla tre",
    "samtliga överenskommelse*",
    "de är tre",
)
DISTRICTS = (
    "stadsdelarna*",
    "stadsdelsförvaltningarna*",
    "stadsdelsnämnderna*",
    "alla stadsdel*",
    "varje stadsdel*",
    "samtliga stadsdel*",
    "stadsdel för stadsdel",
    "andra stadsdel*",
)


@rule(
    code="SAM001",
    name="agreement-not-named",
    title="En gemensam överenskommelse nämns inte",
    severity="info",
    scope="plan",
    columns=["metod"],
    requires=["INT032"],
    parameters={"agreements": AGREEMENTS, "every": EVERY_AGREEMENT, "kinds": ["district"]},
    why="Samordnaren samlar in överenskommelserna från alla stadsdelar. Den som inte nämns i planen glöms lätt bort.",
    passes=[
        {"metod": "Gå igenom SSP och BUS med nya rektorer."},
        {"metod": "Revidera överenskommelsen mellan förskola, skola och socialtjänst."},
    ],
    fails=[{"metod": "Gå igenom SSP med nya rektorer."}],
)
def agreement_not_named(plan: Plan, context: Context) -> Iterator[Finding]:
    """Find which of the agreements a plan does not name; one finding for all of them."""
    parameters = context.parameters
    if plan.unit is None or plan.unit.kind not in parameters["kinds"]:
        return
    named = first_naming(plan, {**parameters["agreements"], EVERY: parameters["every"]})
    missing = [name for name in parameters["agreements"] if name not in named]
    if missing and EVERY not in named:
        names = listed(f"”{name}”" for name in missing)
        which, it = ("överenskommelsen", "den") if len(missing) == 1 else ("de här överenskommelserna:", "de")
        yield Finding(
            f"Planen nämner inte {which} {names}.",
            hint=f"Finns {it}, skriv gärna hur {it} används och när {it} gås igenom nästa gång.",
        )


@rule(
    code="SAM002",
    name="partner-silent",
    title="En annan enhet nämner er, men ni nämner inte den",
    severity="info",
    scope="collection",
    columns=["metod"],
    parameters={"districts": DISTRICTS},
    why="Den som står i en annans plan behöver veta om det, annars blir det gemensamma arbetet bara den enas.",
    passes=[
        {"unit": "bromma", "metod": "Starta en jour tillsammans med Farsta."},
        {"unit": "farsta", "metod": "Starta en jour tillsammans med Bromma."},
    ],
    fails=[
        {"unit": "bromma", "metod": "Starta en jour tillsammans med Farsta."},
        {"unit": "farsta", "metod": "Starta en egen jour."},
    ],
)
def partner_silent(plans: Sequence[Plan], context: Context) -> Iterator[Finding]:
    """Find units that another plan names and whose own plan does not name that unit."""
    by_unit = {plan.unit.id: plan for plan in plans if plan.unit}
    named = {unit: units_named(plan, context.definition) for unit, plan in by_unit.items()}
    for unit, others in named.items():
        for other, activity in others.items():
            one = context.definition.unit(unit)
            if other not in by_unit or unit in named[other]:
                continue
            if one.kind == "district" and first_naming(by_unit[other], {"": context.parameters["districts"]}):
                continue  # it speaks of all of them
            where = next(activity.text(column) for column in ("metod", *COLUMNS) if activity.text(column))
            yield Finding(
                f"{one.name} nämner er i sin plan, men er plan nämner inte {one.name}.",
                hint=f"På rad {activity.row} står: ”{shortened(where)}” Är ni med, skriv det i er plan också.",
                plan=by_unit[other],
                about=unit,
            )


@rule(
    code="SAM003",
    name="joint-work-missing",
    title="Ett gemensamt arbete saknas i planen",
    severity="warning",
    scope="plan",
    columns=["metod"],
    requires=["INT032"],
    parameters={"methods": {"Trefas": ["trefas*"]}, "joint": {"Trefas": ["rinkeby-kista", "spanga-tensta"]}},
    why="Ett arbete som flera driver tillsammans ska stå hos dem alla, annars vet ingen vem som gör vad.",
    passes=[{"unit": "rinkeby-kista", "metod": "Bemanna Trefas med två socialsekreterare."}],
    fails=[{"unit": "rinkeby-kista", "metod": "Utbilda två socialsekreterare."}],
)
def joint_work_missing(plan: Plan, context: Context) -> Iterator[Finding]:
    """Find units that the definition says take part in something and whose plan does not name it."""
    methods = context.parameters["methods"]
    for name, units in context.parameters["joint"].items():
        if plan.unit and plan.unit.id in units and not first_naming(plan, {name: methods.get(name, (name,))}):
            known = [context.definition.unit(one).name for one in units if one in _ids(context) and one != plan.unit.id]
            others = f" tillsammans med {listed(known)}" if known else ""
            yield Finding(
                f"Planen nämner inte {name}, som ni ska driva{others}.",
                hint="Skriv vad ni gör där, eller säg till samordnaren om ni inte är med längre.",
                about=name,
            )


RULES = [agreement_not_named, partner_silent, joint_work_missing]


def _ids(context: Context) -> set[str]:
    return {unit.id for unit in context.definition.units}
