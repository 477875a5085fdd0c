"""Overview across units: what a plan names, what is missing between plans, and the sheet that shows it."""

from dataclasses import replace

import pytest
from exceltools_samverkan import exceltools_rules, exceltools_sheets
from exceltools_samverkan.naming import units_named

from exceltools.definition import load
from exceltools.engine import sheets
from exceltools.engine.registry import Plugin, Registry
from exceltools.model import PluginRun, Result
from exceltools.testing import findings, plan, plans

RULES = {rule.code: rule for rule in exceltools_rules()}
DEFINITION = load()
ALL_THREE = "SSP, BUS och överenskommelsen mellan förskola, skola och socialtjänst"


def metod(text, unit="bromma"):
    return {"metod": text, "unit": unit}


def pair(one, other, units=("bromma", "farsta")):
    return [metod(one, units[0]), metod(other, units[1])]


# What each rule speaks of, and what it leaves in peace.
CASES = {
    "SAM001": (
        [
            [metod("Gå igenom SSP.")],
            [metod("Gå igenom SSP och BUS.")],
            [metod("Gå igenom överenskommelserna.")],
            [metod("Utbilda personalen.")],
            [metod("Lägg till en buss till stranden, och ring ssp.")],
        ],
        [
            [metod(f"Gå igenom {ALL_THREE}.")],
            [metod("De tre överenskommelserna gås igenom.")],
            [metod("Varje överenskommelse får en ägare.")],
            [metod("Gå igenom SSP."), metod("Och BUS."), {"mal": "Förskola/skola/socialtjänst är överens."}],
            [metod("Utbilda personalen.", "idrottsnamnden")],
        ],
    ),
    "SAM002": (
        [
            pair("Starta en jour tillsammans med Farsta.", "Starta en egen jour."),
            pair("Farsta stadsdelsförvaltning och vi startar en jour.", "Starta en egen jour."),
            pair("Jour med Rinkeby-Kista.", "Egen jour.", ("bromma", "rinkeby-kista")),
            pair("Jour med Rinkeby – Kistas stadsdelsnämnd.", "Egen jour.", ("bromma", "rinkeby-kista")),
            pair("Metoden delas med utbildningsförvaltningen.", "En egen plan.", ("bromma", "utbildningsnamnden")),
        ],
        [
            pair("Starta en jour med Farsta.", "Starta en jour med Bromma."),
            pair("Nattvandring för unga i Farsta.", "Egen jour."),
            pair("Nätverken kring unga i Bromma, Tensta och Farsta.", "Egen jour."),
            pair("Farstapaketet sprids.", "Egen jour."),
            [metod("Starta en jour tillsammans med Farsta.")],
            pair("Jour med Kista.", "Egen jour.", ("bromma", "rinkeby-kista")),
            pair("Gör det med socialförvaltningen.", "Stöd till alla stadsdelar.", ("bromma", "socialnamnden")),
            pair("Jour med Brommaplan.", "Egen jour.", ("farsta", "bromma")),
        ],
    ),
    "SAM003": (
        [
            [metod("Utbilda två socialsekreterare.", "rinkeby-kista")],
            [metod("Utbilda två socialsekreterare.", "spanga-tensta")],
            [metod("Tre faser i behandlingen.", "spanga-tensta")],
        ],
        [
            [metod("Trefas bemannas.", "rinkeby-kista")],
            [metod("TREFAS-gruppen bemannas.", "spanga-tensta")],
            [{"unit": "spanga-tensta", "uppfoljning": "VB och Trefas egen rapport"}],
            [metod("Utbilda två socialsekreterare.", "bromma")],
            [metod("Utbilda två socialsekreterare.", "socialnamnden")],
        ],
    ),
}


def cases():
    for code, (found, left) in CASES.items():
        yield from (pytest.param(code, rows, True, id=f"{code}-{n}") for n, rows in enumerate(found))
        yield from (pytest.param(code, rows, False, id=f"{code}-not-{n}") for n, rows in enumerate(left))


@pytest.mark.parametrize(("code", "rows", "speaks"), [*cases()])
def test_what_a_rule_finds(code, rows, speaks):
    assert bool(findings(RULES[code], *rows)) is speaks


def test_all_agreements_that_are_missing_are_one_finding():
    (found,) = findings(RULES["SAM001"], metod("Gå igenom BUS."))
    assert found.message == (
        "Planen nämner inte de här överenskommelserna: ”förskola, skola och socialtjänst” och "
        "”skola, socialtjänst och polis (SSP)”."
    )
    assert found.hint == "Finns de, skriv gärna hur de används och när de gås igenom nästa gång."
    assert (found.cell, found.column) == (None, None)
    (single,) = findings(RULES["SAM001"], metod("Gå igenom SSP, samt förskola, skola och socialtjänst."))
    assert single.message == "Planen nämner inte överenskommelsen ”skola, socialtjänst och hälso- och sjukvård (BUS)”."
    assert single.hint == "Finns den, skriv gärna hur den används och när den gås igenom nästa gång."


def test_the_silent_one_is_told_with_what_the_other_wrote():
    (found,) = findings(RULES["SAM002"], *pair("Starta en jour tillsammans med Farsta.", "Starta en egen jour."))
    assert (found.unit, found.message) == ("farsta", "Bromma nämner er i sin plan, men er plan nämner inte Bromma.")
    assert found.hint == (
        "På rad 6 står: ”Starta en jour tillsammans med Farsta.” Är ni med, skriv det i er plan också."
    )


def test_of_joint_work_the_partners_are_named():
    (found,) = findings(RULES["SAM003"], metod("Utbilda.", "rinkeby-kista"))
    assert found.message == "Planen nämner inte Trefas, som ni ska driva tillsammans med Spånga-Tensta."


def test_joint_work_may_name_units_that_are_gone_and_methods_outside_the_list():
    parameters = {"methods": {}, "joint": {"Nattrappen": ["bromma", "gamla-stan"], "Annat": ["gamla-stan"]}}
    (found,) = findings(RULES["SAM003"], metod("Utbilda."), parameters=parameters)
    assert found.message == "Planen nämner inte Nattrappen, som ni ska driva."
    assert findings(RULES["SAM003"], metod("Nattrappen startar."), parameters=parameters) == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("tillsammans med Spånga-Tensta", ["spanga-tensta"]),
        ("Spånga –Tensta och Farsta", ["farsta", "spanga-tensta"]),
        ("unga i Spånga-Tensta", []),
        ("Farstas plan", ["farsta"]),
        ("farsta", []),
        ("Idrottsförvaltningens hallar", ["idrottsnamnden"]),
        ("i idrottsförvaltningen", ["idrottsnamnden"]),
        ("på vårt bibliotek, med Farsta", ["farsta"]),
        ("Bromma", []),
        ("", []),
    ],
)
def test_which_units_a_text_names(text, named):
    assert list(units_named(plan(metod(text) | {"unit": ""}, unit="bromma"), DEFINITION)) == named


# --- the sheet ---------------------------------------------------------------------------------------------------


def filled(*rows):
    """Give the rows of the sheet, by what they are about."""
    made = plans(*rows)
    registry = Registry((Plugin("samverkan", "", "", tuple(RULES.values()), sheets=tuple(exceltools_sheets())),))
    runs = (PluginRun("samverkan", "", "", "ran"),)
    result = sheets.added(Result(DEFINITION, runs, (), tuple(made), (), ()), registry)
    assert result.issues == ()
    (one,) = result.sheets
    return {row[1]: row for row in one.rows}


def test_who_names_what_and_where_first():
    shown = filled(metod("Utbilda."), metod("Starta SIG."), metod("Mer SIG.", "farsta"), metod("Annat.", "norrmalm"))
    kind, _, number, units, remark, first = shown["SIG (sociala insatsgrupper)"]
    assert (kind, number, units, remark) == ("Metod eller partner", 2, "Bromma och Farsta", "")
    assert (first.unit, first.row) == ("bromma", 7)


def test_the_methods_that_most_name_stand_first_and_what_nobody_names_is_there():
    shown = filled(metod("SIP och SIG."), metod("SIP.", "farsta"))
    methods = [what for what, row in shown.items() if row[0] == "Metod eller partner"]
    assert methods[:2] == ["SIP (samordnad individuell plan)", "SIG (sociala insatsgrupper)"]
    assert shown["Skolfam"][2:] == (0, "", "", None)


def test_agreements_are_missed_with_the_districts_only():
    shown = filled(metod("SSP."), metod("Annat.", "farsta"), metod("Annat.", "idrottsnamnden"))
    assert shown["Skola, socialtjänst och polis (SSP)"][2:5] == (1, "Bromma", "Nämns inte av Farsta.")


def test_a_unit_that_does_not_name_back_is_to_be_looked_at():
    shown = filled(metod("Jour med Farsta och Norrmalm."), metod("Jour med Bromma.", "farsta"))
    assert shown["Farsta"][2:5] == (1, "Bromma", "")
    assert shown["Norrmalm"][2:5] == (1, "Bromma", "")  # its plan has not come in
    assert shown["Bromma"][2:5] == (1, "Farsta", "")
    shown = filled(metod("Jour med Farsta."), metod("Egen jour.", "farsta"))
    assert shown["Farsta"][4] == "Farsta nämner inte Bromma."


def test_joint_work_that_a_partner_leaves_out_is_to_be_looked_at():
    shown = filled(metod("Trefas.", "rinkeby-kista"), metod("Annat.", "spanga-tensta"))
    assert shown["Trefas"][2:5] == (1, "Rinkeby-Kista", "Saknas hos Spånga-Tensta.")


def test_a_plan_of_nobodys_is_left_out():
    stray = replace(plan(metod("SIG.") | {"unit": ""}), unit=None)
    assert (
        findings(RULES["SAM001"], stray) == findings(RULES["SAM002"], stray) == findings(RULES["SAM003"], stray) == []
    )
