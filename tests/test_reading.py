"""Candidates in, outcomes out: a hostile file costs itself and nothing else."""

import dataclasses
import gc
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from packages import (
    SHEET,
    Entry,
    cells,
    edit,
    ods,
    ole,
    package,
    parts,
    plan,
    raw_zip,
    replace,
    swollen,
    without,
    xls,
    xlsb,
    zipped,
)

from exceltools.catalogue import core_rules
from exceltools.errors import ReaderError
from exceltools.reading import sources
from exceltools.reading.candidates import Candidate, Reason, RefusalError
from exceltools.reading.limits import Limits
from exceltools.reading.outcomes import Outcome, read_all

GOOD = {name: plan(name) for name in ("Bromma", "Farsta", "Norrmalm", "Skärholmen", "Älvsjö")}
PLAN = plan()
BAD_WORKER = (sys.executable, "-P", str(Path(__file__).with_name("bad_worker.py")))


def candidate(path: str, data: bytes) -> Candidate:
    return Candidate(path, opener=lambda: data)


def wishing(wish: str) -> bytes:
    """Give a good plan that makes `bad_worker` misbehave."""
    return PLAN + b"WISH:" + wish.encode()


def among_neighbours(data: bytes, limits: Limits | None = None, **options: object) -> Outcome:
    """Read a file among five good ones, see that these are read unchanged, and give the outcome of the one."""
    paths = list(GOOD)
    candidates = [candidate(f"in/{name}.xlsx", GOOD[name]) for name in paths]
    candidates.insert(2, candidate("in/x.xlsx", data))
    outcomes = list(read_all(candidates, limits, **options))  # type: ignore[arg-type]
    assert [outcome.candidate for outcome in outcomes] == candidates
    bad = outcomes.pop(2)
    for name, outcome in zip(paths, outcomes, strict=True):
        assert outcome.status == "read"
        assert outcome.workbook is not None
        (sheet,) = outcome.workbook.sheets
        assert sheet.values[1, 1] == f"Handlingsplan för {name}"
        assert sheet.values[7, 7] == f"Uppföljning 3 i {name}"
        assert len(sheet.values) == 1 + 7 + 3 * 7
        assert outcome.remarks == ()
    return bad


def code(outcome: Outcome) -> str:
    """Give the code of the reason, or "read"; the sentences must be fillable with the words that came with it."""
    for reason in (outcome.reason, *outcome.remarks):
        if reason is not None:
            sentence = reason.rule.message.format_map(reason.words) + reason.rule.hint.format_map(reason.words)
            assert "{" not in sentence
            assert sentence.encode("cp1252")
    assert (outcome.workbook is None) == (outcome.reason is not None)
    return outcome.reason.rule.code if outcome.reason else "read"


def far_corner() -> bytes:
    return package(cells([("A1", "Plan")], [("XFD1048576", "långt borta")]))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"", "INT009", id="empty"),
        pytest.param(b"%PDF-1.7", "INT010", id="pdf"),
        pytest.param(PLAN[:2000], "INT013", id="cut off"),
        pytest.param(b"x" * 500 + PLAN, "INT017", id="something before"),
        pytest.param(raw_zip([swollen("a.xml", b"0", 300)]), "INT015", id="bomb"),
        pytest.param(raw_zip([Entry("a", b"x")], copies_of_first=60), "INT017", id="overlap"),
        pytest.param(ole({"EncryptedPackage": b"x"}), "INT011", id="password"),
        pytest.param(ole({"Workbook": b"\x09\x08" * 4000}), "INT014", id="xls of garbage"),
        pytest.param(replace(PLAN, SHEET, b"<sheetData>", b"<!DOCTYPE a><sheetData>"), "INT016", id="definitions"),
        pytest.param(without(PLAN, SHEET), "INT014", id="missing sheet"),
        pytest.param(replace(PLAN, SHEET, b'"A1"', b'"A4294967295"'), "INT014", id="row beyond 32 bits"),
        pytest.param(package("".join(f'<row r="{row}"/>' for row in range(1, 500_002))), "INT019", id="rows"),
        pytest.param(far_corner(), "read", id="the farthest corner, which would end calamine's process"),
        pytest.param(xlsb([["a"]]), "read", id="xlsb"),
        pytest.param(xls([["a"]]), "read", id="xls"),
        pytest.param(ods(""), "read", id="ods"),
        pytest.param(zipped(parts(PLAN) | {"../../utanför.txt": b"x"}), "read", id="a part that leads elsewhere"),
    ],
)
def test_a_hostile_file_costs_only_itself(data, expected, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert code(among_neighbours(data)) == expected
    assert list(tmp_path.iterdir()) == []


def test_calamine_does_die_of_the_farthest_corner(tmp_path):
    """The guard is needed: without it this process would end here."""
    (tmp_path / "x.xlsx").write_bytes(far_corner())
    program = (
        "import python_calamine, resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_AS, (2**31, 2**31))\n"
        "resource.setrlimit(resource.RLIMIT_CORE, (0, 0))\n"
        "python_calamine.load_workbook(sys.argv[1]).get_sheet_by_index(0)"
    )
    done = subprocess.run([sys.executable, "-c", program, tmp_path / "x.xlsx"], capture_output=True, check=False)
    assert done.returncode < 0


def test_a_binary_file_that_ends_the_process_costs_only_itself():
    """A binary workbook with a value in the farthest corner would end calamine's process; one that lies still does."""
    assert code(among_neighbours(xlsb([["a"]], corner=True))) == "INT019"


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        pytest.param("abort", "INT022", id="aborts"),
        pytest.param("exit", "INT022", id="exits without a word"),
        pytest.param("sleep", "INT020", id="sleeps for ever"),
        pytest.param("flood", "INT022", id="floods the pipe"),
        pytest.param("half", "INT022", id="answers by half"),
        pytest.param("nonsense", "INT022", id="answers nonsense"),
        pytest.param("incomplete", "INT022", id="answers with half a workbook"),
        pytest.param("interrupt", "INT022", id="raises KeyboardInterrupt"),
        pytest.param("leave", "INT022", id="raises SystemExit"),
        pytest.param("memory", "INT021", id="raises MemoryError"),
        pytest.param("abort-once", "read", id="aborts, but not with the other reader"),
        pytest.param("sleep-once", "read", id="sleeps, but not with the other reader"),
        pytest.param("memory-once", "read", id="runs out of memory, but not with the other reader"),
        pytest.param("print", "read", id="prints all over"),
    ],
)
def test_a_reader_that_misbehaves_costs_only_the_file_in_hand(wish, expected):
    bad = among_neighbours(wishing(wish), Limits(seconds=2), command=BAD_WORKER)
    assert code(bad) == expected
    if wish.endswith("-once"):
        assert [remark.rule.code for remark in bad.remarks] == ["INT026"]
    if expected == "INT020":
        assert bad.reason == Reason(core_rules()["INT020"], {"seconds": "2"})


@pytest.mark.skipif(sys.platform == "win32", reason="there a worker's memory and processor time cannot be limited")
def test_memory_and_processor_time_are_limited():
    limits = Limits(memory=400 * 2**20, cpu_seconds=0)
    assert code(among_neighbours(wishing("eat"), limits, command=BAD_WORKER)) == "INT021"
    assert code(among_neighbours(wishing("spin"), limits, command=BAD_WORKER)) == "INT020"


def test_a_worker_that_has_grown_is_replaced():
    candidates = [candidate(f"{name}.xlsx", data) for name, data in GOOD.items()]
    outcomes = list(read_all(candidates, Limits(retire_at=1)))
    assert [outcome.status for outcome in outcomes] == ["read"] * 5


@pytest.mark.parametrize("command", [(sys.executable, "-c", "pass"), (sys.executable, "-c", "print('hej')")])
def test_a_worker_that_never_comes_up_is_a_fault_of_the_run(command):
    with pytest.raises(ReaderError, match="gick inte att starta"):
        list(read_all([candidate("in/Bromma.xlsx", PLAN)], command=command))


@pytest.mark.parametrize("jobs", [1, 3])
def test_the_order_is_the_candidates_whatever_the_number_of_jobs(jobs):
    candidates = [candidate(f"{number}.xlsx", wishing("abort") if number % 4 == 1 else PLAN) for number in range(6)]
    outcomes = list(read_all(candidates, jobs=jobs, command=BAD_WORKER))
    assert [outcome.candidate for outcome in outcomes] == candidates
    assert [code(outcome) for outcome in outcomes] == ["read", "INT022", "read", "read", "read", "INT022"]


@pytest.mark.parametrize("jobs", [1, 3])
def test_reading_is_lazy(jobs):
    opened: list[int] = []

    def opening(number: int) -> Candidate:
        return Candidate(f"{number}.xlsx", opener=lambda: opened.append(number) or PLAN)

    reading = read_all((opening(number) for number in range(1000)), jobs=jobs)
    for _ in range(3):
        next(reading)
    reading.close()
    assert len(opened) <= 3 + jobs


@pytest.mark.parametrize("jobs", [1, 3])
def test_an_interrupted_run_ends_its_workers(jobs):
    reading = read_all(
        [candidate("1.xlsx", PLAN), *[candidate("2.xlsx", wishing("sleep"))] * 5], jobs=jobs, command=BAD_WORKER
    )
    next(reading)
    reading.close()
    gc.collect()
    left = subprocess.run(
        ["ps", "--no-headers", "-o", "args", "--ppid", str(os.getpid())], capture_output=True, check=False
    )
    assert b"bad_worker" not in left.stdout


def test_no_worker_is_started_where_nothing_needs_one():
    outcomes = list(
        read_all([candidate("x.xlsx", b""), Candidate("y", Reason(core_rules()["INT003"]))], command=("no such",))
    )
    assert [(outcome.status, code(outcome)) for outcome in outcomes] == [("refused", "INT009"), ("ignored", "INT003")]


def test_an_outcome_knows_its_file():
    outcome = among_neighbours(PLAN)
    assert (outcome.sha256, outcome.bytes) == (hashlib.sha256(PLAN).hexdigest(), len(PLAN))
    refused = among_neighbours(b"%PDF")
    assert (refused.sha256, refused.bytes) == (hashlib.sha256(b"%PDF").hexdigest(), 4)


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (PermissionError("låst"), "INT007"),
        (OSError("nätet är nere"), "INT007"),
        (FileNotFoundError("borta"), "INT001"),
        (RefusalError(Reason(core_rules()["INT011"])), "INT011"),
    ],
)
def test_a_file_that_cannot_be_opened_costs_only_itself(fault, expected):
    def fail() -> bytes:
        raise fault

    outcomes = list(read_all([Candidate("x.xlsx", opener=fail), candidate("Bromma.xlsx", PLAN)]))
    assert [code(outcome) for outcome in outcomes] == [expected, "read"]
    assert outcomes[0].sha256 is None


def test_from_the_disk_to_the_values(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    for name, data in GOOD.items():
        Path(f"in/{name}.xlsx").write_bytes(data)
    Path("in/~$Bromma.xlsx").write_bytes(b"x" * 165)
    Path("in/returer.zip").write_bytes(zipped({"Kista.xlsx": plan("Kista")}))
    Path("in/moln.xlsx").write_bytes(b"")
    outcomes = {
        outcome.candidate.path: code(outcome) for outcome in read_all(sources.find([Path("in"), Path("ut.xlsx")]))
    }
    assert outcomes == {
        **{f"in/{name}.xlsx": "read" for name in GOOD},
        "in/~$Bromma.xlsx": "INT003",
        "in/returer.zip/Kista.xlsx": "read",
        "in/moln.xlsx": "INT009",
        "ut.xlsx": "INT001",
    }


@pytest.mark.parametrize("name", ["plan.xls", "PLAN.XLSX", "plan", "plan.xlsx ", "plan.pdf"])
def test_what_a_file_is_called_does_not_matter(name, tmp_path):
    for data, kind in ((PLAN, "xlsx"), (xls([["a"]]), "xls"), (ods(""), "ods")):
        (tmp_path / kind).mkdir()
        (tmp_path / kind / name).write_bytes(data)
    outcomes = read_all(sources.find([tmp_path / kind / name for kind in ("xlsx", "xls", "ods")]))
    assert [outcome.workbook and outcome.workbook.format for outcome in outcomes] == ["xlsx", "xls", "ods"]


def test_what_was_forgiven_is_remarked():
    macros = zipped(parts(PLAN) | {"xl/vbaProject.bin": b"x"})
    assert [remark.rule.code for remark in among_neighbours(macros).remarks] == ["INT027"]
    assert [remark.rule.code for remark in among_neighbours(far_corner()).remarks] == ["INT026"]
    assert [remark.rule.code for remark in among_neighbours(xls([["a"]])).remarks] == ["INT028"]


def test_secrets_of_this_machine_reach_nobody(tmp_path):
    (tmp_path / "hemligt.txt").write_text("kodord-4711", encoding="utf-8")
    entity = f'<!DOCTYPE a [<!ENTITY b SYSTEM "file://{tmp_path}/hemligt.txt">]>'
    data = edit(
        PLAN, SHEET, lambda part: part.replace(b"?>", b"?>" + entity.encode(), 1).replace(b"<v>0</v>", b"<v>&b;</v>")
    )
    outcome = among_neighbours(data)
    assert code(outcome) == "INT016"
    assert "kodord" not in repr(outcome)


def test_bits_that_flip_give_a_refusal_or_the_same_plan():
    import random

    source = random.Random(7)  # noqa: S311 - a repeatable choice of bits
    flipped = []
    for _ in range(50):
        data = bytearray(PLAN)
        at = source.randrange(len(data))
        data[at] ^= 1 << source.randrange(8)
        flipped.append(bytes(data))
    (whole,) = read_all([candidate("hel.xlsx", PLAN)])
    outcomes = list(read_all([candidate(f"{number}.xlsx", data) for number, data in enumerate(flipped)]))
    for outcome in outcomes:
        if outcome.workbook is None:
            assert code(outcome) in {"INT010", "INT013", "INT014", "INT015", "INT017"}
        else:
            assert outcome.workbook.sheets == whole.workbook.sheets
    assert 20 < sum(outcome.status == "refused" for outcome in outcomes) < 50


def test_limits_reach_the_worker():
    few = dataclasses.replace(Limits(), values=5)
    (outcome,) = read_all([candidate("x.xlsx", PLAN)], few)
    assert outcome.reason == Reason(core_rules()["INT019"], {"what": "ifyllda celler", "count": "29", "limit": "5"})
