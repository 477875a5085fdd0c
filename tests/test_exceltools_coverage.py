import pytest
from exceltools_coverage import omrade_missing, utgangspunkt_missing

from exceltools.catalogue import EMPTY_PLAN
from exceltools.definition import load
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
    ("given", "missing"),
    [
        pytest.param([{"omrade": "Samverkan med civilsamhället"}], [], id="the-only-one"),
        pytest.param(
            [{"omrade": "Vålds- och könsnormer"}],
            ["Mentorer i våldsprevention (MVP)", "Våld i nära relationer och hedersrelaterat våld"],
            id="two-of-three-missing",
        ),
        pytest.param(
            [{"omrade": "MVP"}, {"omrade": "Normkritik"}, {"omrade": "VINR och HRV"}], [], id="all-three-by-alias"
        ),
        pytest.param(
            [{"utgangspunkt": "Civilsamhället", "omrade": "Fritid"}],
            ["Samverkan med civilsamhället"],
            id="an-omrade-of-another-utgangspunkt-does-not-count",
        ),
        pytest.param([{"utgangspunkt": "", "omrade": "Fritid"}], [], id="nothing-is-asked-within-a-missing-one"),
    ],
)
def test_missing_omraden(given, missing):
    said = [found.message for found in findings(omrade_missing, *given)]
    assert [text.split("området ")[1].split(", som")[0] for text in said] == missing


@pytest.mark.parametrize(
    ("rule", "unit", "parameters", "expected"),
    [
        pytest.param(utgangspunkt_missing, "bromma", None, 3, id="utgangspunkter-of-a-district"),
        pytest.param(utgangspunkt_missing, "idrottsnamnden", None, 3, id="utgangspunkter-of-a-committee"),
        pytest.param(utgangspunkt_missing, None, None, 3, id="utgangspunkter-of-nobody"),
        pytest.param(utgangspunkt_missing, "bromma", {"kinds": ["committee"]}, 0, id="utgangspunkter-not-of-districts"),
        pytest.param(utgangspunkt_missing, None, {"kinds": ["committee"]}, 0, id="utgangspunkter-not-of-nobody"),
        pytest.param(omrade_missing, "bromma", None, 4, id="omraden-of-a-district"),
        pytest.param(omrade_missing, "idrottsnamnden", None, 0, id="omraden-of-a-committee"),
        pytest.param(omrade_missing, None, None, 0, id="omraden-of-nobody"),
        pytest.param(omrade_missing, "idrottsnamnden", {"kinds": ["committee"]}, 4, id="omraden-asked-of-committees"),
        pytest.param(omrade_missing, "bromma", {"kinds": ["committee"]}, 0, id="omraden-not-asked-of-districts"),
        pytest.param(omrade_missing, "bromma", {"kinds": []}, 0, id="omraden-asked-of-nobody"),
    ],
)
def test_whom_a_rule_asks(rule, unit, parameters, expected):
    assert len(findings(rule, plan({"omrade": "Fritid"}, unit=unit), parameters=parameters)) == expected


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
        found = findings(rule, {"omrade": "Fritid"})
        assert len({issue.fingerprint for issue in found}) == len(found) > 1


def test_a_sheet_without_the_column_is_not_said_to_miss_everything():
    for column in ("utgangspunkt", "omrade"):
        assert findings(omrade_missing, plan({}, without=[column])) == []
    assert findings(utgangspunkt_missing, plan({}, without=["utgangspunkt"])) == []
    assert len(findings(utgangspunkt_missing, plan({}, without=["omrade"]))) == 3


def test_an_empty_plan_is_said_to_be_empty_and_nothing_more():
    definition, empty = load(), plan()
    said = core_issue(EMPTY_PLAN, definition, {"file": "Bromma.xlsx"}, source=empty.source, sheet=empty.sheet)
    registry = Registry((Plugin("coverage", "", "bundled", (utgangspunkt_missing, omrade_missing)),))
    assert validate.run(registry, [empty], definition, [said]).issues == ()
