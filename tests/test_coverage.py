import pytest

from exceltools import coverage
from exceltools.definition import load
from exceltools.engine.examples import plan
from exceltools.model import Count

DEFINITION = load()


def made(*rows, **place):
    return plan(*rows, definition=DEFINITION, **place)


def non_zero(counts):
    return [count for count in counts if count.activities]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param(
            {"utgangspunkt": "Civilsamhället", "omrade": "Samverkan med civilsamhället"},
            [("civilsamhallet", None), ("civilsamhallet", "samverkan-civilsamhallet")],
            id="both-recognised",
        ),
        pytest.param(
            {"utgangspunkt": "skyddsfaktorer", "omrade": "fritiden"},
            [("skyddsfaktorer", None), ("skyddsfaktorer", "fritid")],
            id="by-alias",
        ),
        pytest.param(
            {"utgangspunkt": "Civilsamhället", "omrade": "Samverkan med civilsamhället och idrotten"},
            [("civilsamhallet", None)],
            id="omrade-only-suggested",
        ),
        pytest.param(
            {"utgangspunkt": "Civilsamhället", "omrade": "Fritid"},
            [("civilsamhallet", None)],
            id="omrade-of-another-utgangspunkt",
        ),
        pytest.param({"utgangspunkt": "Annat", "omrade": "Fritid"}, [], id="omrade-without-utgangspunkt"),
        pytest.param({"utgangspunkt": "Civilsamhälletz", "omrade": ""}, [], id="utgangspunkt-only-suggested"),
        pytest.param({"utgangspunkt": "", "omrade": ""}, [], id="both-empty"),
    ],
)
def test_what_an_activity_counts_for(row, expected):
    counts = coverage.count([made(row)], DEFINITION)
    assert non_zero(counts) == [Count("bromma", point, area, 1) for point, area in expected]


def test_an_activity_without_anything_recognised_counts_for_no_omrade():
    assert not coverage.counts_for_omrade(made({"utgangspunkt": "", "omrade": ""}).activities[0])


def test_every_returned_unit_against_everything_in_the_definitions_order():
    fritid = {"omrade": "Fritid"}
    counts = coverage.count([made(fritid, fritid, unit="kulturnamnden"), made(unit="bromma")], DEFINITION)
    # 4 utgångspunkter and 4 + 5 + 3 + 1 områden make 17 places for each of the two.
    assert [count.unit for count in counts] == ["bromma"] * 17 + ["kulturnamnden"] * 17
    assert [(count.utgangspunkt, count.omrade) for count in counts[:6]] == [
        ("samhandling", None),
        ("samhandling", "samverkansoverenskommelser"),
        ("samhandling", "samordnade-insatser"),
        ("samhandling", "samlad-kompetens"),
        ("samhandling", "tidig-upptackt"),
        ("skyddsfaktorer", None),
    ]
    assert non_zero(counts) == [
        Count("kulturnamnden", "skyddsfaktorer", None, 2),
        Count("kulturnamnden", "skyddsfaktorer", "fritid", 2),
    ]


def test_a_plan_of_nobodys_is_not_counted():
    assert coverage.count([made({}, unit=None)], DEFINITION) == ()


def test_two_plans_of_one_unit_are_added_up():
    row = {"utgangspunkt": "Civilsamhället"}
    counts = coverage.count([made(row), made(row, row)], DEFINITION)
    assert [count.activities for count in non_zero(counts)] == [3, 3]


def test_missing_omraden_leave_out_those_of_a_missing_utgangspunkt():
    returned = made({"omrade": "Vålds- och könsnormer"})
    points = coverage.missing_utgangspunkter(returned, DEFINITION)
    assert [point.id for point in points] == ["samhandling", "skyddsfaktorer", "civilsamhallet"]
    areas = coverage.missing_omraden(returned, DEFINITION)
    assert [(point.id, [area.id for area in missing]) for point, missing in areas] == [
        ("valdsprevention", ["mvp", "nara-relationer"]),
    ]


ALL_POINTS = ["samhandling", "skyddsfaktorer", "valdsprevention", "civilsamhallet"]


@pytest.mark.parametrize(
    ("unit", "not_asked", "points", "areas"),
    [
        pytest.param("bromma", (), ALL_POINTS, 13, id="district"),
        pytest.param("bromma", ("civilsamhallet",), ALL_POINTS[:3], 12, id="district-let-off-an-utgangspunkt"),
        pytest.param("bromma", ("fritid", "mvp"), ALL_POINTS, 11, id="district-let-off-two-omraden"),
        pytest.param("idrottsnamnden", (), ALL_POINTS, 0, id="committee"),
        pytest.param("idrottsnamnden", ("samhandling",), ALL_POINTS[1:], 0, id="committee-let-off"),
    ],
)
def test_what_a_unit_is_asked_for(unit, not_asked, points, areas):
    slots = coverage.asked(DEFINITION.unit(unit).model_copy(update={"not_asked": not_asked}), DEFINITION)
    assert [point for point, area in slots if area is None] == points
    assert sum(area is not None for _, area in slots) == areas


def test_of_nobody_only_what_all_kinds_are_asked_for_is_asked():
    assert coverage.asked(None, DEFINITION) == tuple((point, None) for point in ALL_POINTS)
