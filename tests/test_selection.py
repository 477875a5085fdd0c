from pathlib import Path

import pytest

from exceltools.definition import load
from exceltools.engine import registry, validate
from exceltools.engine.examples import plan
from exceltools.engine.registry import Plugin, Registry
from exceltools.errors import UsageError
from exceltools.merge import merge
from exceltools.report import report
from exceltools.rules import Finding, rule
from exceltools.selection import EVERYTHING, Selection, left_out, to_run

ROOT = Path(__file__).resolve().parent.parent
NORRMALM = ROOT / "samples" / "returned" / "Norrmalms SDF handlingsplan 200915.xlsx"
DEFINITION = load()


def ruled(code, check=lambda *_: (), **declared):
    sound = {"scope": "plan", "severity": "warning", "passes": [{}], "fails": [{}]}
    return rule(code=code, name=code.lower(), title="Rubrik", why="Därför.", **(sound | declared))(check)


RULES = (ruled("AB001", former=["OLD001"]), ruled("AB002"), ruled("CD001", requires=["AB001"]), ruled("CD002"))
DECLARED = {one.code: one for one in RULES}


def out(select=(), ignore=(), **severities):
    definition = DEFINITION.model_copy(update={"severities": severities})
    return left_out(Selection(tuple(select), tuple(ignore)), DECLARED, definition)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param({}, set(), id="nothing-asked-for"),
        pytest.param({"select": ["AB001"]}, {"AB002", "CD001", "CD002"}, id="a-code"),
        pytest.param({"select": ["ab001", " cd001 "]}, {"AB002", "CD002"}, id="in-small-letters-and-with-spaces"),
        pytest.param({"select": ["AB"]}, {"CD001", "CD002"}, id="a-prefix"),
        pytest.param({"select": ["AB001,CD"]}, {"AB002"}, id="several-in-one"),
        pytest.param({"select": ["cd002"], "ignore": []}, {"AB001", "AB002", "CD001"}, id="a-name"),
        pytest.param({"select": ["OLD001"]}, {"AB002", "CD001", "CD002"}, id="a-former-code"),
        pytest.param({"ignore": ["CD"]}, {"CD001", "CD002"}, id="without-a-prefix"),
        pytest.param({"select": ["AB"], "ignore": ["AB002"]}, {"AB002", "CD001", "CD002"}, id="both"),
        pytest.param({"AB001": "off"}, {"AB001"}, id="turned-off-by-the-definition"),
        pytest.param({"OLD001": "off"}, {"AB001"}, id="by-a-former-code"),
        pytest.param({"AB": "off"}, {"AB001", "AB002"}, id="by-a-prefix"),
        pytest.param({"AB": "off", "AB001": "error"}, {"AB002"}, id="a-code-goes-before-a-prefix"),
        pytest.param({"AB": "off", "select": ["AB001"]}, {"AB002", "CD001", "CD002"}, id="asked-for-all-the-same"),
        pytest.param({"AB": "off", "ignore": ["CD001"]}, {"AB001", "AB002", "CD001"}, id="both-leave-out"),
    ],
)
def test_which_rules_are_left_out(given, expected):
    assert out(**given) == expected


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("AB01", "Menade du AB001?", id="a-code-misspelt"),
        pytest.param("ABB", "Menade du AB?", id="a-prefix-misspelt"),
        pytest.param("QQQ", "”exceltools rules list” visar alla", id="near-nothing"),
        pytest.param("XY001", "ange den med --plugins-dir", id="somebody-elses"),
    ],
)
def test_what_no_rule_is_called_is_refused_with_the_nearest(name, said):
    for given in ({"select": [name]}, {"ignore": ["AB001", name]}):
        with pytest.raises(UsageError, match="Det finns ingen regel som heter") as caught:
            out(**given)
        assert said in str(caught.value)


def test_what_could_not_be_checked_is_said_whatever_is_left_out():
    declared = registry.load().declarations()
    everything = Selection(ignore=("KOR", "TID", "SCH", "INT", "TACK", "UPP"))
    assert not any(code.startswith("KOR") for code in left_out(everything, declared, DEFINITION))
    off = DEFINITION.model_copy(update={"severities": {"KOR": "off", "KOR002": "trial"}})
    assert left_out(EVERYTHING, declared, off) == frozenset()


def test_what_a_rule_requires_is_asked_too():
    assert to_run(RULES, frozenset({"AB001", "AB002", "CD002"})) == {"CD001", "AB001"}
    circle = (ruled("AB001", requires=["AB002"]), ruled("AB002", requires=["AB001"]))
    assert to_run(circle, frozenset({"AB002"})) == {"AB001", "AB002"}


def test_a_rule_that_is_left_out_is_not_run():
    def fails(*_):
        raise ValueError

    loaded = Registry((Plugin("egen", "", "folder: egen.py", (ruled("AB001", fails), ruled("AB002"))),))
    outcome = validate.run(loaded, [plan({}, definition=DEFINITION)], DEFINITION, wanted={"AB002"})
    assert [issue.code for issue in outcome.issues if issue.code == "KOR002"] == []
    assert [run.status for run in outcome.runs] == ["ran"]


def codes(**asked):
    asked = {name: tuple(given) for name, given in asked.items()}
    return {issue.code for issue in merge([NORRMALM], DEFINITION, registry.load(), asked=Selection(**asked)).issues}


def test_a_merge_says_what_was_left_out():
    usual = codes()
    assert {"SCH001", "TACK002", "UPP004"} <= usual
    assert codes(select=["SCH"]) == {"SCH001", "KOR009"}
    assert codes(ignore=["SCH001"]) == usual - {"SCH001"} | {"KOR009"}
    result = merge([NORRMALM], DEFINITION, registry.load(), asked=Selection(ignore=("TID", "UPP002")))
    (said,) = [issue for issue in result.issues if issue.code == "KOR009"]
    assert said.message == "Bortvalda regler, som inte är prövade: TID001–TID012, UPP002."
    assert "TID001" not in result.declarations


def test_a_refusal_cannot_be_left_out(tmp_path):
    (tmp_path / "tom.xlsx").write_bytes(b"")
    result = merge([tmp_path / "tom.xlsx"], DEFINITION, registry.load(), asked=Selection(select=("TID",)))
    (source,) = result.sources
    assert source.status == "refused"
    assert {issue.code for issue in result.issues} == {source.reason, "KOR009"}


# --- on trial --------------------------------------------------------------------------------------------------


def test_what_a_rule_on_trial_says_counts_nowhere_but_is_there():
    trial = DEFINITION.model_copy(update={"severities": {"SCH001": "trial"}})
    as_usual, tried = (merge([NORRMALM], definition, registry.load()) for definition in (DEFINITION, trial))
    assert tried.issues == tuple(issue for issue in as_usual.issues if issue.code != "SCH001")
    empty = [issue for issue in as_usual.issues if issue.code == "SCH001"]
    assert empty
    assert list(tried.trial) == empty
    assert report(tried)["totals"]["errors"] == 0
    assert [issue["cell"] for issue in report(tried)["trial"]] == [issue.cell for issue in empty]
    assert "trial" not in report(as_usual)


def test_a_rule_may_declare_itself_on_trial_and_the_definition_end_it():
    def speaks(*_):
        yield Finding("Nej.", hint="Jo.")

    own = Plugin("egen", "", "folder: egen.py", (ruled("AB001", speaks, severity="trial"),))
    loaded = Registry((*registry.load().plugins, own))
    result = merge([NORRMALM], DEFINITION, loaded)
    assert [(issue.code, issue.severity) for issue in result.trial] == [("AB001", "info")]
    ended = DEFINITION.model_copy(update={"severities": {"AB001": "warning"}})
    result = merge([NORRMALM], ended, loaded)
    assert (result.trial, [i.severity for i in result.issues if i.code == "AB001"]) == ((), ["warning"])


def test_a_rule_on_trial_silences_nobody():
    def speaks(*_):
        yield Finding("Nej.")

    first, second = ruled("AB001", speaks, severity="trial"), ruled("AB002", speaks, requires=["AB001"])
    loaded = Registry((Plugin("egen", "", "", (first, second)),))
    outcome = validate.run(loaded, [plan({}, definition=DEFINITION)], replace_severities())
    assert [issue.code for issue in outcome.issues] == ["AB001", "AB002"]


def replace_severities():
    return DEFINITION.model_copy(update={"severities": {}})
