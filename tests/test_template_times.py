import pytest

from exceltools import definition
from exceltools.engine.registry import Plugin, Registry, load
from exceltools.template.times import time_faults

CITY = definition.load()
RULES = load()


def changed(**parts):
    return definition.Definition.model_validate({**CITY.model_dump(by_alias=True), **parts})


def texts(city, registry=RULES):
    return {fault.code: fault.texts for fault in time_faults(city, registry)}


@pytest.fixture(scope="module")
def known():
    return texts(CITY)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("2023", "TID006", id="after the strategy"),
        pytest.param("2021-2025", "TID006", id="past the strategy"),
        pytest.param("2021-2042", "TID006", id="far past it"),
        pytest.param("LÄSÅRET 2023/2024", "TID006", id="a school year after it"),
        pytest.param("2020", "TID007", id="before the plan"),
        pytest.param("2022-2021", "TID002", id="backwards"),
        pytest.param("HÖSTEN", "TID004", id="without a year"),
        pytest.param("2021/2022", "TID005", id="with two meanings"),
        pytest.param("VID BEHOV", "TID001", id="no time"),
    ],
)
def test_what_the_rules_object_to_is_known(known, text, code):
    assert text in known[code]


@pytest.mark.parametrize("text", ["2021-2022", "2021", "HÖSTEN 2021", "LÄSÅRET 2021/2022", "FR.O.M. 2021", "MAJ 2022"])
def test_what_they_do_not_is_in_no_list(known, text):
    assert [code for code, found in known.items() if text in found] == []


def test_a_sentence_is_the_rules_title():
    sentences = {fault.code: fault.sentence for fault in time_faults(CITY, RULES)}
    assert sentences["TID002"] == "Tidsplanen slutar innan den börjar."


def test_a_city_that_only_wants_to_note_a_rule_is_not_bothered_with_it():
    found = time_faults(changed(severities={"TID006": "info", "TID004": "error"}), RULES)
    assert {fault.code: fault.severity for fault in found} == {
        "TID001": "warning",
        "TID002": "error",
        "TID003": "error",
        "TID004": "error",
        "TID005": "warning",
        "TID007": "warning",
    }


def test_without_the_plugin_there_is_nothing_to_know():
    assert texts(CITY, Registry((Plugin("none", "", "test"),))) == {}


def test_the_longest_strategy_still_fits_into_a_cell():
    longest = changed(strategy={"start": "1990-01-01", "end": "2089-12-31"})
    assert all(len("|".join(found)) < 32_000 for found in texts(longest).values())
