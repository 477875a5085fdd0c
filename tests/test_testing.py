import types

import exceltools_coverage
import pytest

from exceltools.definition import load
from exceltools.rules import Finding, rule
from exceltools.testing import assert_finds, assert_silent, assert_sound, example_faults, findings, plan, plans


def ruled(check, **declared):
    sound = {"scope": "cell", "columns": ["metod"], "passes": [{}], "fails": [{"metod": "Möten"}]}
    return rule(code="EX001", name="ex", title="Rubrik", severity="info", why="Därför.", **(sound | declared))(check)


def short_method(cell, context):
    if len(cell.text) < context.parameters.get("shortest", 15):
        yield Finding("Metoden är kort.")


def test_findings_are_those_of_a_merge():
    found = findings(ruled(short_method), {}, {"metod": "Möten"})
    assert [(issue.cell, issue.message) for issue in found] == [("D7", "Metoden är kort.")]


def test_findings_of_plans_and_of_several_units():
    short = {"metod": "Möten"}
    assert [issue.unit for issue in findings(ruled(short_method), plan(short, unit="farsta"))] == ["farsta"]
    assert [issue.unit for issue in findings(ruled(short_method), short, {**short, "unit": "farsta"})] == [
        "bromma",
        "farsta",
    ]


def test_parameters_can_be_set_and_must_fit():
    lenient = ruled(short_method, parameters={"shortest": 15})
    assert findings(lenient, {"metod": "Möten"}, parameters={"shortest": 3}) == []
    with pytest.raises(AssertionError, match="shortes "):
        findings(lenient, {"metod": "Möten"}, parameters={"shortes": 3})


def test_what_the_schema_has_said_is_not_asked_when_the_rule_requires_it():
    def every_row(_activity, _context):
        yield Finding("Nej.")

    row = {"scope": "row", "requires": ["SCH001"]}
    assert [issue.row for issue in findings(ruled(every_row, **row), {}, {"metod": ""}, {"mal": ""})] == [6, 8]


def test_a_rule_that_fails_fails_the_test():
    with pytest.raises(AssertionError, match="ZeroDivisionError"):
        findings(ruled(lambda _cell, _context: 1 / 0), {})


def test_a_plan_is_made_by_the_bundled_definition_unless_another_is_given():
    other = load().model_copy(update={"plan": load().strategy})
    assert plan({}).activities[0].text("tidsplan") == "2021 – 2022"
    assert plan({}, definition=other).activities[0].text("tidsplan") == "2019 – 2022"
    assert [made.unit.id for made in plans({"unit": "farsta"}, {})] == ["farsta", "bromma"]


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        pytest.param({}, [], id="sound"),
        pytest.param(
            {"passes": [{}, {"metod": "Möten"}]},
            ["EX001: exemplet i passes ger ett fynd: Metoden är kort."],
            id="passing-example-fails",
        ),
        pytest.param({"fails": [{}]}, ["EX001: exemplet i fails ger inget fynd"], id="failing-example-passes"),
        pytest.param(
            {"fails": [{"metod": "Möten"}, {}]},
            ["EX001: rad 2 i fails ger inget fynd"],
            id="one-row-of-the-failing-example-passes",
        ),
    ],
)
def test_examples_that_do_not_show_what_they_promise(declared, said):
    assert example_faults(ruled(short_method, **declared)) == said


def test_assertions_pass_where_the_rule_does_as_expected():
    short = ruled(short_method)
    found = assert_finds(short, {}, {"metod": "Möten"}, at="D7", says="kort")
    assert [issue.cell for issue in found] == ["D7"]
    assert_finds(short, {"metod": "Möten"}, {"metod": "Ord"}, at=["D6", "D7"])
    assert_silent(short, {})
    assert_silent(ruled(short_method, parameters={"shortest": 15}), {"metod": "Möten"}, parameters={"shortest": 2})


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        pytest.param(lambda rule: assert_finds(rule, {}), "EX001 hittar ingenting.", id="nothing-found"),
        pytest.param(
            lambda rule: assert_finds(rule, {"metod": "Möten"}, at="D7"),
            "EX001 skulle ha hittat något i D7, men hittade:\n  D6: Metoden är kort.",
            id="found-elsewhere",
        ),
        pytest.param(
            lambda rule: assert_finds(rule, {"metod": "Möten"}, says="lång"),
            "EX001 skulle ha sagt ”lång”, men sade:\n  D6: Metoden är kort.",
            id="said-something-else",
        ),
        pytest.param(
            lambda rule: assert_silent(rule, {"metod": "Möten"}),
            "EX001 skulle inte ha hittat något, men sade:\n  D6: Metoden är kort.",
            id="found-something",
        ),
    ],
)
def test_an_assertion_says_what_the_rule_did_instead(expected, said):
    with pytest.raises(AssertionError) as caught:
        expected(ruled(short_method))
    assert str(caught.value) == said


def test_a_module_is_asserted_to_be_sound():
    assert_sound(exceltools_coverage)
    broken = types.ModuleType("trasig")
    with pytest.raises(AssertionError, match="det har ingen funktion exceltools_rules"):
        assert_sound(broken)


def test_what_is_offered_is_offered_as_fixtures_too(make_plan, request):
    assert make_plan is plan
    for assertion in (assert_finds, assert_silent, assert_sound):
        assert request.getfixturevalue(assertion.__name__) is assertion
