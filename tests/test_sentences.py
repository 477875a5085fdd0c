"""The sentences say what the figures say, in Swedish that can be read aloud."""

from __future__ import annotations

from dataclasses import replace

import pytest
from results import activity, few, hostile, many, plan, result, said, small_city

from exceltools.definition import Definition
from exceltools.sentences import awaited, coverage, deliveries, observations, sentences, verdict

CITY = small_city()
NOT_ALL_CHECKED = "1 insticksprogram kunde inte köras färdigt, så allt är inte kontrollerat. Bladet Regler visar vilka."


def round_of(*areas_by_unit, definition=CITY, issues=()):
    """Give a round in which each unit has one activity within each of the named (utgångspunkt, område)."""
    plans = []
    for unit, slots in zip(definition.units, areas_by_unit, strict=False):
        if slots is None:
            continue
        rows = [
            activity(unit.id, row, source=f"svar/{unit.id}.xlsx", point=point, area=area)
            for row, (point, area) in enumerate(slots, 2)
        ]
        plans.append(plan(definition, unit.id, rows))
    return result(definition, plans, list(issues), [])


EARLY, SKILL, CIVIL = (
    ("samhandling", "tidig-upptackt"),
    ("samhandling", "samlad-kompetens"),
    ("civilsamhallet", "samverkan"),
)
ALL = (EARLY, SKILL, CIVIL)


def districts(number, *, points=None):
    units = [{"id": f"d{i}", "name": f"D{i}", "kind": "district"} for i in range(1, number + 1)]
    changed = {"units": units} | ({"utgangspunkter": points} if points else {})
    return Definition.model_validate(CITY.model_dump(by_alias=True) | changed)


def test_the_annual_reports_figures_are_computed():
    """13 districts within all utgångspunkter, 2 of them within all områden, as the report for 2020 found."""
    city = districts(13)
    slots = [ALL if number in (2, 4) else (EARLY, CIVIL) for number in range(1, 14)]
    assert coverage(round_of(*slots, definition=city)) == [
        "13 av 13 stadsdelar har aktiviteter inom båda utgångspunkterna.",
        "2 av 13 stadsdelar har aktiviteter inom samtliga områden: D2 och D4.",
    ]


def test_a_unit_that_has_not_returned_counts_in_the_whole_number():
    missing = [said("INT062", "Ingen plan har kommit.", "", {"unit": "bergby"})]
    assert coverage(round_of(ALL, None, definition=CITY, issues=missing)) == [
        "1 av 2 stadsdelar har aktiviteter inom båda utgångspunkterna: Ålsta.",
        "1 av 2 stadsdelar har aktiviteter inom samtliga områden: Ålsta.",
    ]


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "inom utgångspunkten"), (2, "inom båda utgångspunkterna"), (4, "inom alla fyra utgångspunkter"),
     (13, "inom alla 13 utgångspunkter")],
)  # fmt: skip
def test_the_number_of_utgangspunkter_is_a_word(number, words):
    points = [
        {"id": f"p{i}", "name": f"P{i}", "omraden": [{"id": f"o{i}", "name": f"O{i}"}]} for i in range(1, number + 1)
    ]
    city = districts(2, points=points)
    first = coverage(round_of([("p1", "o1")], [("p1", "o1")], definition=city))[0]
    assert f" har aktiviteter {words}" in first


@pytest.mark.parametrize(
    ("having", "sentence"),
    [
        pytest.param(0, "Ingen av 9 stadsdelar har aktiviteter inom samtliga områden.", id="none"),
        pytest.param(1, "1 av 9 stadsdelar har aktiviteter inom samtliga områden: D1.", id="one"),
        pytest.param(4, "4 av 9 stadsdelar har aktiviteter inom samtliga områden: D1, D2, D3 och D4.", id="fewer have"),
        pytest.param(7, "7 av 9 stadsdelar har aktiviteter inom samtliga områden: alla utom D8 och D9.", id="few lack"),
        pytest.param(9, "9 av 9 stadsdelar har aktiviteter inom samtliga områden.", id="all"),
    ],
)
def test_the_fewer_are_named(having, sentence):
    slots = [ALL if number < having else (EARLY,) for number in range(9)]
    assert coverage(round_of(*slots, definition=districts(9)))[1] == sentence


def test_a_long_list_is_left_to_the_coverage_sheet():
    slots = [ALL if number % 2 else (EARLY,) for number in range(20)]
    assert coverage(round_of(*slots, definition=districts(20)))[1] == (
        "10 av 20 stadsdelar har aktiviteter inom samtliga områden."
    )


def test_an_activity_without_a_known_area_does_not_cover_it():
    given = round_of(((EARLY[0], None), SKILL, CIVIL), ALL, ALL)
    assert coverage(given)[:2] == [
        "2 av 2 stadsdelar har aktiviteter inom båda utgångspunkterna.",
        "1 av 2 stadsdelar har aktiviteter inom samtliga områden: Bergby.",
    ]


def test_who_has_returned_and_who_has_not():
    assert deliveries(few()) == [
        "2 av 2 stadsdelar och ingen av 1 facknämnd har lämnat sin plan.",
        "Det saknas en plan från Kulturnämnden.",
        "1 fil kunde inte läsas. Bladet Leveranser säger varför.",
        NOT_ALL_CHECKED,
    ]


def test_a_single_workbook_is_not_told_about_the_others():
    given = round_of(ALL)
    assert awaited(given) == []
    assert deliveries(given) == [NOT_ALL_CHECKED]
    assert coverage(given) == ["Ålsta har aktiviteter inom 2 av 2 utgångspunkter och 3 av 3 områden."]
    assert verdict(given).text == "Klart: inget behöver rättas."


def test_a_plan_of_nobody_known_is_told():
    assert deliveries(hostile()) == [
        "1 av 2 stadsdelar har lämnat sin plan.",
        "1 plan kommer från en enhet som inte känns igen och ligger sist i sammanställningen.",
        NOT_ALL_CHECKED,
    ]


def test_what_else_the_annual_report_needs():
    assert observations(few()) == [
        "Områdena som flest stadsdelar saknar är Samlad kompetens och Samverkan med civilsamhället (1 av 2).",
        "1 enhet har lagt till en egen kolumn: Bergby (arbetet utförs av).",
        (
            "1 av 5 aktiviteter räknas inte in i något område: det är tomt, känns inte igen "
            "eller hör till en annan utgångspunkt."
        ),
    ]


def missing(unit):
    return said("INT062", "Ingen plan har kommit.", "", {"unit": unit})


ERROR = said(
    "SCH001", "Tomt.", "", {"unit": "alsta", "source": "svar/alsta.xlsx", "sheet": "Plan", "cell": "E2", "row": 2}
)
WARNING = said(
    "SCH004", "Okänt.", "", {"unit": "alsta", "source": "svar/alsta.xlsx", "sheet": "Plan", "cell": "B2", "row": 2}
)


@pytest.mark.parametrize(
    ("plans", "issues", "level", "text"),
    [
        pytest.param((ALL, ALL, ALL), (), "ok", "Klart: alla planer är inne och inget behöver rättas.", id="all well"),
        pytest.param((), (), "error", "Ingen plan har kunnat läsas.", id="nothing"),
        pytest.param((ALL, ALL, ALL), (ERROR,), "error", "Inte klart: 1 fel behöver rättas.", id="one error"),
        pytest.param(
            (ALL, ALL, ALL), (WARNING,), "warning", "Nästan klart: inga fel, men 1 varning att se över.", id="a warning"
        ),
        pytest.param((ALL, ALL), (missing("kulturnamnden"),), "warning", "Inte klart: 1 plan saknas.", id="a gap"),
        pytest.param(
            (ALL,), (missing("bergby"), missing("kulturnamnden"), ERROR, WARNING), "error",
            "Inte klart: 2 planer saknas och 1 fel behöver rättas.", id="missing and error",
        ),
    ],
)  # fmt: skip
def test_the_verdict_in_one_line(plans, issues, level, text):
    found = verdict(round_of(*plans, issues=issues))
    assert (found.level, found.text) == (level, text)


def test_a_missing_plan_that_is_an_error_is_not_counted_twice():
    strict = replace(missing("kulturnamnden"), severity="error")
    assert verdict(round_of(ALL, ALL, issues=(strict, ERROR))).text == (
        "Inte klart: 1 plan saknas och 1 annat fel behöver rättas."
    )


def test_nobody_is_named_in_a_list_that_nobody_reads():
    """With 300 units and none of them complete every sentence is still a sentence."""
    assert all(len(sentence) < 200 for sentence in sentences(many(300, 1)))


def test_many_columns_of_ones_own_are_counted():
    """24 texts and "Enhet"; two of them have the same letters and digits, "1", and four others too, "ab"."""
    assert observations(hostile())[0] == "1 enhet har lagt till egna kolumner: Ålsta (21 kolumner)."


@pytest.mark.parametrize("make", [few, lambda: many(3, 2)], ids=["few", "many"])
def test_every_sentence_is_whole(make):
    for sentence in [verdict(make()).text, *sentences(make())]:
        assert sentence[0].isupper() or sentence[0].isdigit()
        assert sentence.endswith(".")
        sentence.encode("cp1252")
