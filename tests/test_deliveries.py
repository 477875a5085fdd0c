"""One plan a unit counts, by a rule that can be read in the result."""

import datetime as dt
import gc
import weakref
from dataclasses import replace

import pytest

from exceltools.catalogue import FROM_LETTER
from exceltools.definition import load
from exceltools.deliveries import Delivery, missing
from exceltools.errors import UsageError
from exceltools.issues import core_issue
from exceltools.model import Activity, Cell, FollowUp, Plan, Recognised, Source
from exceltools.rivals import decide as decide_in_order
from exceltools.rivals import reading_order

DEFINITION = load()


def decide(deliveries, definition, chosen=None):
    ordered = sorted(deliveries, key=lambda each: reading_order(each.source.path, chosen or {}))
    return decide_in_order(iter(ordered), definition, chosen or {})


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


def test_where_a_plan_came_from_is_kept_when_it_does_not_count():
    words = {"sender": "Anna", "when": "", "about": ""}
    origin = core_issue(FROM_LETTER, DEFINITION, words, source="a.xlsx")
    older = replace(delivery("a.xlsx", "farsta", day=3, says="två"), issues=(origin, replace(origin, code="SCH001")))
    decided = decide([older, delivery("b.xlsx", "farsta", day=9)], DEFINITION)
    assert [found.code for found in decided.issues] == ["INT061", "INT100"]


def test_files_of_one_name_are_told_apart_by_their_folders():
    decided = decide(
        [delivery("ny/Plan.xlsx", "farsta", day=9), delivery("förra/Plan.xlsx", "farsta", day=3, says="två")],
        DEFINITION,
    )
    (found,) = decided.issues
    assert "ny/Plan.xlsx räknas" in found.message


def test_a_plan_that_does_not_count_is_let_go_of_at_once():
    """The files of a unit must not add up in memory; which one counts is known before the last one has been read."""
    alive = weakref.WeakSet()

    def coming():
        for day in range(1, 20):
            one = delivery(f"{day:02}.xlsx", "farsta", day=day, says=str(day))
            watched = Watched(one.plan.activities)
            alive.add(watched)
            one = replace(one, plan=replace(one.plan, activities=watched))
            yield one
            del one, watched
            gc.collect()
            assert len(alive) <= 2

    decided = decide_in_order(coming(), DEFINITION)
    assert [plan.source for plan in decided.plans] == ["19.xlsx"]
    assert [source.activities for source in decided.sources] == [0] * 18 + [3]


class Watched(list):
    """Activities that can be watched."""

    __hash__ = object.__hash__
