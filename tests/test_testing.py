import pytest

from exceltools.definition import load
from exceltools.rules import Finding, rule
from exceltools.testing import example_faults, findings, plan, plans


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
