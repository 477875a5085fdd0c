"""Everything that somebody might send, in one folder, with five good returns among it.

Each case has one outcome that was decided beforehand: a file that is read though it should not be fails as well. The
five good returns are consolidated as if they were alone.
"""

from __future__ import annotations

import json
from pathlib import Path

import cases_broken
import cases_kinds
import cases_written
import pytest
from cases_case import READ, Case
from returns import complete_rows, write_return

from exceltools.catalogue import core_rules
from exceltools.definition import load
from exceltools.engine.registry import load as load_registry
from exceltools.listing import listing
from exceltools.merge import merge
from exceltools.model import Result
from exceltools.report import report_text

CASES = (*cases_broken.CASES, *cases_written.CASES, *cases_kinds.CASES)
GOOD = ("Bromma", "Enskede-Årsta-Vantör", "Norrmalm", "Skärholmen", "Östermalm")
DEFINITION = load()
IGNORED = {"INT003", "INT004", "INT005", "INT108"}


def path_of(number: int, case: Case, folder: Path) -> Path:
    """Give a case's place: the good returns stand before, between and after them."""
    names = {"~$": f"~${number}.xlsx", ".~lock#": f".~lock.{number}.xlsx#", "Thumbs.db": "Thumbs.db"}
    ending = f".{case.ends}" if case.ends else ""
    return folder / names.get(case.ends, f"{number:03}{ending}")


def fill(folder: Path) -> None:
    folder.mkdir()
    (folder / "marker.txt").write_text(cases_broken.MARKER, encoding="utf-8")
    for number, case in enumerate(CASES):
        path = path_of(number, case, folder)
        if isinstance(case.made, bytes):
            path.write_bytes(case.made)
        else:
            case.made(path)


def good_returns(folder: Path) -> None:
    for at, name in enumerate(GOOD):
        rows = [[text.replace("barn", f"barn {at}") for text in row] for row in complete_rows()]
        write_return(folder / f"{at * len(CASES) // 4:03}a {name}.xlsx", rows)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Result, Path]:
    """Merge the good returns alone, and among all cases."""
    place = tmp_path_factory.mktemp("bibliotek")
    folder, registry = place / "in", load_registry()
    folder.mkdir()
    good_returns(folder)
    alone = merge([folder], DEFINITION, registry)
    for path in folder.iterdir():
        path.rename(place / path.name)
    folder.rmdir()
    fill(folder)
    for path in place.glob("*.xlsx"):
        path.rename(folder / path.name)
    among = merge([folder], DEFINITION, registry, passwords=["fel", cases_kinds.PASSWORD])
    return alone, among, folder


@pytest.mark.parametrize(("number", "case"), [pytest.param(n, case, id=case.name) for n, case in enumerate(CASES)])
def test_each_case_has_the_outcome_that_was_decided(results, number, case):
    _, among, folder = results
    start = path_of(number, case, folder).as_posix()
    found = {source.path: source for source in among.sources}
    for rest in case.inside:
        source = found[start + rest]
        status = {READ: "read"}.get(case.expected, "ignored" if case.expected in IGNORED else "refused")
        assert (source.status, source.reason or READ) == (status, case.expected)
        said = {issue.code for issue in among.issues if issue.source == source.path}
        assert set(case.also) <= said
        if case.expected == READ:
            assert source.activities == case.activities
            assert said & {"INT026"} == set(case.also) & {"INT026"}, "read by the reader that was expected"
        else:
            assert case.expected in said


def test_the_five_good_returns_are_consolidated_as_if_they_were_alone(results):
    alone, among, _ = results
    assert len(alone.plans) == 5
    assert [unit.unit.id for unit in alone.plans] == [plan.unit.id for plan in among.plans if plan.unit]
    ours = {plan.source for plan in alone.plans}
    assert [plan for plan in among.plans if plan.source in ours] == list(alone.plans)
    assert [issue for issue in among.issues if issue.source in ours] == [
        issue for issue in alone.issues if issue.source in ours
    ]


def test_nothing_outside_the_returns_is_in_what_is_said(results):
    """External entities were refused, and nothing that they lead to was read."""
    _, among, _ = results
    assert cases_broken.MARKER not in report_text(among) + listing(among)


def test_the_library_is_whole(results):
    _, among, _ = results
    assert len(CASES) >= 100
    assert len({case.name for case in CASES}) == len(CASES)
    assert {case.expected for case in CASES if case.expected != READ} <= set(core_rules())
    report = json.loads(report_text(among))
    refused = [source for source in report["sources"] if source["status"] == "refused"]
    assert all(
        any(issue["source"] == source["path"] and issue["code"] == source["reason"] for issue in report["issues"])
        for source in refused
    )
