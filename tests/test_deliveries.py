"""One plan a unit counts, by a rule that can be read in the result."""

import datetime as dt

import pytest

from exceltools.definition import load
from exceltools.deliveries import Delivery, decide, missing
from exceltools.errors import UsageError
from exceltools.model import Activity, Cell, FollowUp, Plan, Recognised, Source

DEFINITION = load()


def delivery(path, unit, *, day=None, sha=None, says="ett", rows=1):  # noqa: PLR0913
    """Give a file that was read: `rows` activities, all of which say the same."""
    known = DEFINITION.unit(unit) if unit else None
    modified = dt.datetime(2021, 1, day, tzinfo=dt.UTC) if day else None
    source = Source(
        path=path, sha256=sha or path, bytes=1, status="read", unit=unit, sheet="Plan", activities=3, modified=modified
    )
    cells = {"metod": Cell("metod", says, says, "D2")}
    nothing = Recognised(None)
    one = Activity(
        unit=unit,
        source=path,
        sheet="Plan",
        row=2,
        cells=cells,
        extra={},
        utgangspunkt=nothing,
        omrade=nothing,
        omrade_of=None,
        period=None,
        follow_up=FollowUp(()),
    )
    return Delivery(source, Plan(known, path, "Plan", 1, {}, (one,) * rows))


def refused(path):
    return Delivery(Source(path=path, sha256="x", bytes=1, status="refused", reason="INT001"), None)


@pytest.mark.parametrize(
    ("deliveries", "chosen", "reason"),
    [
        pytest.param([("b.xlsx", 3), ("a.xlsx", 9)], "a.xlsx", "sparades senast", id="saved last"),
        pytest.param([("a.xlsx", 3), ("b.xlsx", 3)], "b.xlsx", "namnordning", id="saved at the same moment"),
        pytest.param([("a.xlsx", None), ("b.xlsx", None)], "b.xlsx", "namnordning", id="files do not tell"),
        pytest.param([("z.xlsx", None), ("b.xlsx", 1)], "b.xlsx", "sparades senast", id="one file tells"),
    ],
)
def test_of_two_plans_from_one_unit_one_counts(deliveries, chosen, reason):
    decided = decide([delivery(path, "farsta", day=day, says=path) for path, day in deliveries], DEFINITION)
    assert [plan.source for plan in decided.plans] == [chosen]
    superseded = [source for source in decided.sources if source.status == "superseded"]
    assert [(source.reason, source.activities) for source in superseded] == [("INT061", 0)]
    (found,) = decided.issues
    assert (found.code, found.unit) == ("INT061", "farsta")
    assert reason in found.message


def test_the_same_bytes_count_once_and_it_is_no_rivalry():
    decided = decide([delivery("a.xlsx", "farsta", sha="1"), delivery("b.xlsx", "farsta", sha="1")], DEFINITION)
    assert [plan.source for plan in decided.plans] == ["a.xlsx"]
    assert [(source.status, source.reason) for source in decided.sources] == [("read", None), ("superseded", "INT060")]
    assert [found.severity for found in decided.issues] == ["info"]


def test_plans_of_unknown_units_all_stay():
    decided = decide([delivery("a.xlsx", None), delivery("b.xlsx", None)], DEFINITION)
    assert len(decided.plans) == 2
    assert decided.issues == ()


def test_plans_come_in_the_definitions_order_and_sources_by_path():
    decided = decide(
        [
            delivery("1.xlsx", None),
            delivery("2.xlsx", "socialnamnden"),
            delivery("3.xlsx", "bromma"),
            refused("0.xlsx"),
        ],
        DEFINITION,
    )
    assert [plan.unit.id if plan.unit else None for plan in decided.plans] == ["bromma", "socialnamnden", None]
    assert [source.path for source in decided.sources] == ["0.xlsx", "1.xlsx", "2.xlsx", "3.xlsx"]


def test_two_refused_files_with_the_same_bytes_are_both_refused():
    decided = decide([refused("a.xlsx"), refused("b.xlsx")], DEFINITION)
    assert [source.status for source in decided.sources] == ["refused", "refused"]


def test_every_unit_without_a_plan_is_named():
    decided = decide([delivery("a.xlsx", "farsta")], DEFINITION)
    found = missing(decided.plans, DEFINITION)
    assert len(found) == 17
    assert "farsta" not in {item.unit for item in found}
    assert found[0].message == "Ingen plan har kommit från Bromma."


def statuses(decided):
    return {source.path: source.reason for source in decided.sources}


def test_a_chosen_plan_counts_whatever_was_saved_last():
    both = [delivery("ny.xlsx", "farsta", day=9), delivery("gammal.xlsx", "farsta", day=3, says="två")]
    decided = decide(both, DEFINITION, {"gammal.xlsx": "farsta"})
    assert statuses(decided) == {"gammal.xlsx": None, "ny.xlsx": "INT061"}
    assert {found.code: found.severity for found in decided.issues} == {"INT061": "warning", "INT066": "info"}
    assert "vald med --choose" in next(found.message for found in decided.issues if found.code == "INT061")


def test_of_the_same_bytes_the_chosen_name_counts():
    both = [delivery("a.xlsx", "farsta", sha="1"), delivery("b.xlsx", "farsta", sha="1")]
    assert statuses(decide(both, DEFINITION, {"b.xlsx": "farsta"})) == {"a.xlsx": "INT060", "b.xlsx": None}


def test_a_chosen_file_that_holds_no_plan_is_said():
    with pytest.raises(UsageError, match=r"a\.xlsx är vald för Farsta"):
        decide([refused("a.xlsx"), delivery("b.xlsx", "farsta")], DEFINITION, {"a.xlsx": "farsta"})


def test_the_same_plan_under_two_names_is_no_rivalry():
    decided = decide([delivery("a.xlsx", "farsta", day=3), delivery("b.xlsx", "farsta", day=9)], DEFINITION)
    assert statuses(decided) == {"a.xlsx": "INT064", "b.xlsx": None}
    assert [found.severity for found in decided.issues] == ["info"]


def test_an_empty_template_never_goes_before_a_plan():
    decided = decide([delivery("a.xlsx", "farsta", day=3), delivery("mall.xlsx", "farsta", day=9, rows=0)], DEFINITION)
    assert statuses(decided) == {"a.xlsx": None, "mall.xlsx": "INT065"}
    assert [found.severity for found in decided.issues] == ["info"]


def test_files_of_one_name_are_told_apart_by_their_folders():
    decided = decide(
        [delivery("ny/Plan.xlsx", "farsta", day=9), delivery("förra/Plan.xlsx", "farsta", day=3, says="två")],
        DEFINITION,
    )
    (found,) = decided.issues
    assert "ny/Plan.xlsx räknas" in found.message
