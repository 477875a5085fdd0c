import pytest
from exceltools_coverage import (
    exceltools_rules,
    omrade_missing,
    omrade_not_counted,
    utgangspunkt_missing,
    utgangspunkt_single,
)

from exceltools.catalogue import EMPTY_PLAN
from exceltools.definition import Asked, load
from exceltools.engine import validate
from exceltools.engine.registry import Plugin, Registry
from exceltools.issues import core_issue
from exceltools.testing import findings, plan

FOUR = (
    "Systematisk samhandling",
    "Förskola, skola och fritid som skyddsfaktorer",
    "Våldsprevention med ett jämställdhetsperspektiv",
    "Civilsamhället",
)


def rows(*points):
    return [{"utgangspunkt": point} for point in points]


MANY, FRITID = [{"omrade": "Allt möjligt"}] * 3, {"omrade": "Fritid"}

# Rows of a district's plan that each rule speaks of, and what it leaves in peace.
CASES = {
    "TACK001": (
        [rows(*FOUR[1:]), rows(FOUR[2]), rows(*FOUR[:3], "Civilsamhällena"), rows(*FOUR[:3], "")],
        [rows(*FOUR), rows(*FOUR, *FOUR), rows(*reversed(FOUR)), rows(*FOUR[:3], "civilsamhälle ")],
    ),
    "TACK002": (
        [[FRITID], [{"omrade": "MVP"}], [{"omrade": "MVP"}, {"omrade": "Normkritik"}], [FRITID] * 9],
        [
            [{"omrade": "Samverkan med civilsamhället"}],
            [{"omrade": "MVP"}, {"omrade": "Normkritik"}, {"omrade": "VINR och HRV"}],
            [{"utgangspunkt": "", "omrade": "Fritid"}],
            [],
        ],
    ),
    "TACK003": (
        [MANY, [*MANY, FRITID], [*MANY, *MANY], [{"omrade": ""}] * 3],
        [[], MANY[:2], [FRITID] * 5, [{"omrade": ""}, {"omrade": "?"}]],
    ),
    "TACK004": (
        [[FRITID], rows(*FOUR), rows(FOUR[0], FOUR[3], FOUR[0]), [FRITID, {"omrade": "Tidig upptäckt"}]],
        [[], [FRITID] * 2, rows(*FOUR, *FOUR), rows(FOUR[0], FOUR[0], "Civil?")],
    ),
}


def cases():
    for code, (found, left) in CASES.items():
        yield from (pytest.param(code, given, True, id=f"{code}-{n}") for n, given in enumerate(found))
        yield from (pytest.param(code, given, False, id=f"{code}-not-{n}") for n, given in enumerate(left))


@pytest.mark.parametrize(("code", "given", "speaks"), [*cases()])
def test_what_a_rule_finds(code, given, speaks):
    (rule,) = [one for one in exceltools_rules() if one.code == code]
    assert bool(findings(rule, plan(*given))) is speaks


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        pytest.param(rows(*FOUR), [], id="all-four"),
        pytest.param(rows(*FOUR, *FOUR), [], id="all-four-twice"),
        pytest.param(rows(*FOUR[1:]), [FOUR[0]], id="one-missing"),
        pytest.param(rows(FOUR[2]), [FOUR[0], FOUR[1], FOUR[3]], id="three-missing-in-the-strategys-order"),
        pytest.param(rows(*FOUR[:3], "civilsamhälle "), [], id="by-alias"),
        pytest.param(rows(*FOUR[:3], "Civilsamhällena"), [FOUR[3]], id="only-suggested"),
        pytest.param(rows(*FOUR[:3], ""), [FOUR[3]], id="empty"),
        pytest.param([*rows(*FOUR[:3]), {"utgangspunkt": "", "omrade": "Fritid"}], [FOUR[3]], id="only-omrade"),
    ],
)
def test_missing_utgangspunkter(given, missing):
    said = [found.message for found in findings(utgangspunkt_missing, *given)]
    assert said == [f"Planen har ingen aktivitet inom utgångspunkten {point}." for point in missing]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        pytest.param([{"omrade": "Samverkan med civilsamhället"}], [], id="the-only-one"),
        pytest.param(
            [{"omrade": "Vålds- och könsnormer"}],
            [
                (
                    "Planen saknar två områden inom Våldsprevention med ett jämställdhetsperspektiv: "
                    "”Mentorer i våldsprevention (MVP)” och ”Våld i nära relationer och hedersrelaterat våld”."
                )
            ],
            id="two-of-three-missing-in-the-definitions-order",
        ),
        pytest.param(
            [{"omrade": "MVP"}, {"omrade": "Normkritik"}],
            [
                (
                    "Planen saknar området Våld i nära relationer och hedersrelaterat våld inom "
                    "Våldsprevention med ett jämställdhetsperspektiv."
                )
            ],
            id="one-missing",
        ),
        pytest.param(
            [{"omrade": "MVP"}, {"omrade": "Normkritik"}, {"omrade": "VINR och HRV"}], [], id="all-three-by-alias"
        ),
        pytest.param(
            [{"utgangspunkt": "Civilsamhället", "omrade": "Fritid"}],
            ["Planen saknar området Samverkan med civilsamhället inom Civilsamhället."],
            id="an-omrade-of-another-utgangspunkt-does-not-count",
        ),
        pytest.param([{"utgangspunkt": "", "omrade": "Fritid"}], [], id="nothing-is-asked-within-a-missing-one"),
        pytest.param([{"omrade": "Fritidz"}], None, id="only-suggested"),
        pytest.param(
            [{"omrade": "Fritid"}, {"omrade": "Samlad kompetens"}],
            [
                (
                    "Planen saknar tre områden inom Systematisk samhandling: "
                    "”Samverkansöverenskommelser”, ”Samordnade insatser” och ”Tidig upptäckt”."
                ),
                (
                    "Planen saknar fyra områden inom Förskola, skola och fritid som skyddsfaktorer: "
                    "”Inskrivning i förskolan”, ”Skolnärvaro”, ”Elever klarar skolan med godkända betyg” och "
                    "”Unga i studier eller arbete”."
                ),
            ],
            id="one-finding-for-each-utgangspunkt-in-the-definitions-order",
        ),
    ],
)
def test_missing_omraden(given, said):
    found = [one.message for one in findings(omrade_missing, *given)]
    assert found == said if said is not None else len(found) == 1


def asking(points=("district", "committee"), areas=("district",), **not_asked):
    """Give the definition asking other kinds of units; a unit by its id may be let off something."""
    definition = load()
    units = [one.model_copy(update={"not_asked": tuple(not_asked.get(one.id, ()))}) for one in definition.units]
    asked = Asked(every_utgangspunkt=points, every_omrade=areas)
    return definition.model_copy(update={"asked": asked, "units": tuple(units)})


@pytest.mark.parametrize(
    ("rule", "unit", "definition", "expected"),
    [
        pytest.param(utgangspunkt_missing, "bromma", asking(), 3, id="utgangspunkter-of-a-district"),
        pytest.param(utgangspunkt_missing, "idrottsnamnden", asking(), 3, id="utgangspunkter-of-a-committee"),
        pytest.param(utgangspunkt_missing, None, asking(), 3, id="utgangspunkter-of-nobody"),
        pytest.param(utgangspunkt_missing, "bromma", asking(points=["committee"]), 0, id="utgangspunkter-not-of-them"),
        pytest.param(utgangspunkt_missing, None, asking(points=["committee"]), 0, id="utgangspunkter-not-of-nobody"),
        pytest.param(
            utgangspunkt_missing, "idrottsnamnden", asking(idrottsnamnden=["valdsprevention"]), 2, id="one-let-off"
        ),
        pytest.param(utgangspunkt_missing, "bromma", asking(idrottsnamnden=["valdsprevention"]), 3, id="not-others"),
        pytest.param(omrade_missing, "bromma", asking(), 1, id="omraden-of-a-district"),
        pytest.param(omrade_missing, "idrottsnamnden", asking(), 0, id="omraden-of-a-committee"),
        pytest.param(omrade_missing, None, asking(), 0, id="omraden-of-nobody"),
        pytest.param(
            omrade_missing, "idrottsnamnden", asking(areas=["committee"]), 1, id="omraden-asked-of-committees"
        ),
        pytest.param(omrade_missing, "bromma", asking(areas=["committee"]), 0, id="omraden-not-asked-of-districts"),
        pytest.param(omrade_missing, "bromma", asking(areas=[]), 0, id="omraden-asked-of-nobody"),
        pytest.param(omrade_missing, "bromma", asking(bromma=["skyddsfaktorer"]), 0, id="let-off-a-whole-one"),
        pytest.param(
            omrade_missing,
            "bromma",
            asking(bromma=["inskrivning-i-forskolan", "skolnarvaro", "godkanda-betyg", "studier-eller-arbete"]),
            0,
            id="let-off-all-that-is-missing",
        ),
    ],
)
def test_whom_a_rule_asks(rule, unit, definition, expected):
    made = plan({"omrade": "Fritid"}, unit=unit, definition=definition)
    assert len(findings(rule, made, definition=definition)) == expected


def test_what_is_missing_keeps_its_fingerprint_while_less_and_less_of_it_is():
    """The same finding in two deliveries: it remains, with fewer områden."""
    (before,) = findings(omrade_missing, {"omrade": "MVP"})
    (after,) = findings(omrade_missing, {"metod": "Något annat nytt."}, {"omrade": "MVP"}, {"omrade": "Normkritik"})[1:]
    assert before.message != after.message
    assert before.fingerprint == after.fingerprint


RULES = [utgangspunkt_missing, omrade_missing, omrade_not_counted, utgangspunkt_single]
UNKNOWN, EMPTY, ELSEWHERE = {"omrade": "Allt möjligt"}, {"omrade": ""}, {"utgangspunkt": FOUR[3], "omrade": "Fritid"}


@pytest.mark.parametrize(
    ("given", "parameters", "said"),
    [
        pytest.param([{"omrade": "Fritid"}] * 3, None, "", id="all-known"),
        pytest.param([UNKNOWN], None, "", id="one-has-its-own-issue"),
        pytest.param([UNKNOWN, EMPTY, {}], None, "", id="two-have-theirs"),
        pytest.param([UNKNOWN, EMPTY, ELSEWHERE], None, "Tre av planens tre aktiviteter", id="three-kinds"),
        pytest.param([UNKNOWN] * 5 + [{}] * 15, None, "Fem av planens 20 aktiviteter", id="five-of-many"),
        pytest.param([{}, UNKNOWN], {"fewest": 1}, "En av planens två aktiviteter", id="the-city-wants-all"),
        pytest.param([UNKNOWN] * 5, {"fewest": 6}, "", id="the-city-wants-few"),
        pytest.param([], None, "", id="empty-plan"),
        pytest.param([{"omrade": "tidiga upptäckter"}] * 3, None, "", id="by-alias"),
    ],
)
def test_activities_that_count_for_no_omrade(given, parameters, said):
    found = findings(omrade_not_counted, plan(*given), parameters=parameters)
    assert [one.message for one in found] == ([f"{said} räknas inte till något område."] if said else [])


def test_the_rows_that_do_not_count_are_named():
    (found,) = findings(omrade_not_counted, UNKNOWN, {}, UNKNOWN, UNKNOWN, {}, EMPTY)
    assert found.hint == "Det gäller rad 6, 8–9 och 11. Välj område i listan, så syns de i täckningen."
    assert (found.cell, found.row) == (None, None)


@pytest.mark.parametrize(
    ("given", "unit", "cells"),
    [
        pytest.param(rows(*FOUR), "bromma", ["A6", "A7", "A8", "A9"], id="each-alone"),
        pytest.param(rows(*FOUR, *FOUR), "bromma", [], id="none-alone"),
        pytest.param(rows(FOUR[0], FOUR[3], FOUR[0]), "bromma", ["A7"], id="one-alone"),
        pytest.param(rows(FOUR[0]), "bromma", ["A6"], id="a-plan-of-one"),
        pytest.param(rows(FOUR[0], FOUR[0], FOUR[0]), "bromma", [], id="the-missing-are-not-said-here"),
        pytest.param(rows(FOUR[0], FOUR[0], "Civil?"), "bromma", [], id="one-that-is-not-known-may-be-of-it"),
        pytest.param(rows(*FOUR), "kulturnamnden", [], id="a-committee"),
        pytest.param(rows(*FOUR), None, [], id="nobodys"),
        pytest.param([], "bromma", [], id="empty-plan"),
    ],
)
def test_an_utgangspunkt_that_one_activity_carries(given, unit, cells):
    assert [one.cell for one in findings(utgangspunkt_single, plan(*given, unit=unit))] == cells


def test_rows_that_could_be_what_seems_missing_are_pointed_at():
    (found,) = findings(utgangspunkt_missing, *rows(*FOUR[:3], "Samhälle?", ""))
    assert found.hint == (
        "Två rader har en utgångspunkt som inte känns igen. Se först om någon av dem handlar om det här. "
        "Lägg till minst en aktivitet."
    )
    (found,) = findings(omrade_missing, {"utgangspunkt": "Civilsamhället", "omrade": "Föreningar"})
    assert found.hint == (
        "En rad inom utgångspunkten har ett område som inte räknas. Se först om den handlar om det här. "
        "Lägg till en aktivitet, eller låt det vara om ni har valt bort området."
    )


def test_each_missing_thing_has_a_fingerprint_of_its_own():
    for rule in (utgangspunkt_missing, omrade_missing):
        found = findings(rule, {"omrade": "Fritid"}, {"omrade": "MVP"})
        assert len({issue.fingerprint for issue in found}) == len(found) > 1


def test_a_sheet_without_the_column_is_not_said_to_miss_everything():
    for column in ("utgangspunkt", "omrade"):
        assert findings(omrade_missing, plan({}, without=[column])) == []
    assert findings(utgangspunkt_missing, plan({}, without=["utgangspunkt"])) == []
    assert len(findings(utgangspunkt_missing, plan({}, without=["omrade"]))) == 3


def test_an_empty_plan_is_said_to_be_empty_and_nothing_more():
    definition, empty = load(), plan()
    said = core_issue(EMPTY_PLAN, definition, {"file": "Bromma.xlsx"}, source=empty.source, sheet=empty.sheet)
    registry = Registry((Plugin("coverage", "", "bundled", tuple(RULES)),))
    assert validate.run(registry, [empty], definition, [said]).issues == ()
