import re

import pytest

from exceltools import rule_pages
from exceltools.definition import load
from exceltools.engine import registry
from exceltools.engine.registry import Plugin, Registry
from exceltools.errors import UsageError
from exceltools.rules import Finding, rule

DEFINITION = load()
LOADED = registry.load()


@rule(
    code="EX002",
    name="method-short",
    title="Metoden är kort",
    severity="warning",
    scope="cell",
    columns=["metod", "mal"],
    requires=["SCH001"],
    parameters={"shortest": 15, "words": ["möten"]},
    former=["EX001"],
    why="En metod på ett par ord går inte att följa upp.",
    passes=[{}],
    fails=[{"metod": "Möten", "unit": "farsta"}, {"mal": ""}],
)
def short(cell, context):
    if len(cell.text) < context.parameters["shortest"]:
        yield Finding("Det här är kort.", hint="Skriv mer.")


OWN = Registry((*LOADED.plugins, Plugin("egen", "1.2", "folder: egen.py", (short,), fault="regeln EX003 saknar why")))


def test_the_list_has_every_rule_with_the_severity_that_the_definition_sets():
    milder = DEFINITION.model_copy(update={"severities": {"EX002": "info"}})
    lines = rule_pages.rules_list(OWN, milder).splitlines()
    assert [line.split()[0] for line in lines] == ["KOD", *sorted(OWN.declarations())]
    assert "EX002    noterat  Metoden är kort" in "\n".join(lines)
    assert re.search(r"^EX002 .* egen$", "\n".join(lines), re.MULTILINE)
    assert re.search(r"^SCH001 .* exceltools$", "\n".join(lines), re.MULTILINE)
    assert max(map(len, lines)) <= 100


def test_the_page_of_a_rule():
    assert (
        rule_pages.rule_page("ex002", OWN, DEFINITION)
        == """\
EX002  Metoden är kort
varning, method-short, från egen
tidigare EX001

En metod på ett par ord går inte att följa upp.

Prövar Metoder och arbetssätt och Mål och nytta, varje cell för sig.
Prövar inte det som redan har fått SCH001.

Inställningar, med det värde som gäller nu:
  shortest = 15
  words = ["möten"]

Godtas:
  (en vanlig rad)

Godtas inte:
  Metoder och arbetssätt: Möten; Enhet: farsta
  Mål och nytta: (tom)

Då säger regeln:
  Det här är kort. Skriv mer."""
    )


@pytest.mark.parametrize("code", ["EX001", " ex002 ", "method-short", "Method-Short"])
def test_a_rule_is_found_by_code_former_code_and_name(code):
    assert rule_pages.rule_page(code, OWN, DEFINITION).startswith("EX002  Metoden är kort")


def test_the_page_of_a_rule_of_the_core():
    page = rule_pages.rule_page("SCH004", LOADED, DEFINITION)
    assert page.startswith("SCH004  Området känns inte igen\nvarning, omrade-unknown, från exceltools\n\n")
    assert page.endswith("\n  ”…” är inte något av områdena …")


@pytest.mark.parametrize("code", [pytest.param(code, id=code) for code in LOADED.declarations()])
def test_every_rule_has_a_page_without_braces(code):
    page = rule_pages.rule_page(code, LOADED, DEFINITION)
    assert "{" not in page
    assert max(map(len, page.splitlines())) <= 100


def test_a_rule_whose_example_fails_has_a_page_all_the_same():
    @rule(
        code="EX003",
        name="broken",
        title="Trasig",
        severity="info",
        scope="plan",
        why="Därför.",
        passes=[{}],
        fails=[{}],
    )
    def broken(_plan, _context):
        raise ValueError("oj")
        yield

    page = rule_pages.rule_page("EX003", Registry((Plugin("egen", "", "x", (broken,)),)), DEFINITION)
    assert "är inte färdigprövad" in page


@pytest.mark.parametrize(
    ("code", "said"),
    [
        pytest.param("TACK01", "Det finns ingen regel som heter TACK01. Menade du TACK001?", id="near-a-code"),
        pytest.param("omrade-mising", "Menade du TACK002?", id="near-a-name"),
        pytest.param("TAK001", "Menade du TACK001?", id="a code of ours misspelt"),
        pytest.param("EGEN001", "ange den med --plugins-dir", id="a code of somebody else's"),
        pytest.param("", "Kommandot ”exceltools rules list” visar alla.", id="near-nothing"),
    ],
)
def test_an_unknown_rule_is_answered_with_the_nearest(code, said):
    with pytest.raises(UsageError) as caught:
        rule_pages.rule_page(code, LOADED, DEFINITION)
    assert said in str(caught.value)


def test_the_list_of_plugins_says_where_each_comes_from_and_what_is_wrong():
    own = Plugin("egen", "1.2", "folder: egen.py", (short,), fault="regeln EX003 saknar why")
    paket = Plugin("paket", "2.0", "entry point: paket 2.0", ())
    assert (
        rule_pages.plugins_list(Registry((Plugin("coverage", "0.1.0", "bundled"), own, paket)))
        == """\
NAMN      VERSION  KOMMER FRÅN            INNEHÅLL  REGLER  LÄGE
coverage  0.1.0    följer med exceltools  –         inga    inläst
egen      1.2      filen egen.py          –         EX002   fel
paket     2.0      paketet paket 2.0      –         inga    inläst

egen: regeln EX003 saknar why."""
    )
