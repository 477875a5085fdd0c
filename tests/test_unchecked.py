"""Whatever was not checked is said, so that nobody takes silence for approval."""

from __future__ import annotations

from dataclasses import replace

import pytest
from results import activity, few, plan, result, small_city, source_of

from exceltools.catalogue import MISSING_COLUMN, PLUGIN_PRINTS, RULE_NOT_CHECKED, RULES_LEFT_OUT
from exceltools.consolidated.unchecked import unchecked
from exceltools.issues import core_issue

WORDS = {"rule": "TID003", "plugin": "timeplan", "plans": "alla planer", "reason": "fel på rad 3"}
CITY = small_city()


def sound():
    plans = [plan(CITY, unit.id, [activity(unit.id, 2, source=f"{unit.id}.xlsx")]) for unit in CITY.units]
    return replace(result(CITY, plans, [], []), plugins=())


def with_issues(*issues):
    return replace(sound(), issues=issues)


def lacking(unit, column="mal"):
    words = {"header": "Mål och nytta", "where": "planen", "advice": ""}
    return core_issue(MISSING_COLUMN, CITY, words, unit=unit, source=f"{unit}.xlsx", sheet="Plan", column=column)


def test_where_everything_was_checked_only_what_no_tool_can_judge_is_left():
    (always,) = unchecked(sound())
    assert always.startswith("Det här bedömer verktyget aldrig")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        pytest.param(
            with_issues(core_issue(RULE_NOT_CHECKED, CITY, WORDS)),
            ["Regeln TID003 i insticksprogrammet timeplan är inte färdigprövad för alla planer: fel på rad 3."],
            id="a rule that failed",
        ),
        pytest.param(
            with_issues(core_issue(PLUGIN_PRINTS, CITY, {"who": "Regeln TID003", "text": "hej"})), [], id="only noted"
        ),
        pytest.param(
            with_issues(core_issue(RULES_LEFT_OUT, CITY, {"rules": "TID001–TID003"})),
            ["Bortvalda regler, som inte är prövade: TID001–TID003."],
            id="rules that somebody has left out",
        ),
        pytest.param(
            with_issues(lacking("alsta"), lacking("bergby")),
            ["Kolumnen Mål och nytta saknas i planen från Ålsta och Bergby, så reglerna"],
            id="a column that two plans lack",
        ),
        pytest.param(
            few(),
            [
                "Insticksprogram som inte kunde köras färdigt: timeplan.",
                "1 fil kunde inte läsas, och inget i den är kontrollerat.",
                "1 plan har inte kommit in.",
            ],
            id="a plugin that failed, a file that cannot be read, a plan that is missing",
        ),
    ],
)
def test_what_was_not_checked_is_said(given, said):
    found = unchecked(given)[:-1]
    assert len(found) == len(said)
    for sentence, beginning in zip(found, said, strict=True):
        assert sentence.startswith(beginning)


def test_files_that_do_not_count_are_said_to_be_unchecked():
    given = sound()
    older = [replace(source_of(given.plans[0], 9), path=f"äldre {n}.xlsx", status="superseded") for n in (1, 2)]
    found = unchecked(replace(given, sources=(*given.sources, *older)))
    assert found[0] == "2 filer räknas inte, och inget i dem är kontrollerat. Se Leveranser."
