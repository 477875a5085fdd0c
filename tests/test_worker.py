"""The reading process: what it loads, what it answers, what it says."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from packages import cells, package, plan

from exceltools.reading import wire, worker
from exceltools.reading.limits import Limits
from exceltools.reading.raw import Noted, RawSheet, RawWorkbook
from exceltools.reading.supervision import COMMAND

HEAVY = (
    "pydantic",
    "pydantic_core",
    "pandera",
    "polars",
    "pandas",
    "openpyxl",
    "xlsxwriter",
    "pluggy",
    "click",
    "rapidfuzz",
)


def test_a_worker_loads_only_what_a_reader_needs():
    program = "import sys, json, exceltools.reading.worker; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    loaded = {name.partition(".")[0] for name in json.loads(done.stdout)}
    assert "python_calamine" in loaded
    assert loaded.isdisjoint(HEAVY)
    assert "exceltools.catalogue" not in json.loads(done.stdout)


@pytest.mark.parametrize(
    "command", [COMMAND, (sys.executable, "-m", "exceltools.reading.worker")], ids=["ours", "as a module"]
)
def test_a_worker_says_hello_answers_and_leaves_when_the_pipe_closes(command):
    request = wire.encode({"format": "xlsx", "reserve": False, "limits": {}})
    data = plan()
    frames = b"".join(len(frame).to_bytes(8, "big") + frame for frame in (request, data, request, b"no workbook"))
    done = subprocess.run(command, input=frames, capture_output=True, check=True, timeout=60)
    assert done.stderr == b""
    answers = []
    rest = done.stdout
    while rest:
        size = int.from_bytes(rest[:8], "big")
        answers.append(wire.decode(rest[8 : 8 + size]))
        rest = rest[8 + size :]
    assert [sorted(answer) for answer in answers] == [["hello"], ["held", "workbook"], ["failure", "held", "words"]]
    assert wire.whole(answers[1]["workbook"]).sheets[0].name == "Handlingsplan"
    assert answers[2]["failure"] == "damaged"


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the system does not tell")
def test_a_worker_tells_its_own_memory_not_that_of_whoever_started_it():
    program = "hoard = b'x' * (600 * 2**20); import subprocess, sys; subprocess.run(sys.argv[1:])"
    request = wire.encode({"format": "xlsx", "reserve": False, "limits": {}})
    frames = b"".join(len(frame).to_bytes(8, "big") + frame for frame in (request, plan()))
    done = subprocess.run([sys.executable, "-c", program, *COMMAND], input=frames, capture_output=True, check=True)
    hello = int.from_bytes(done.stdout[:8], "big") + 8
    assert 0 < wire.decode(done.stdout[hello + 8 :])["held"] < 200 * 2**20


def test_a_stray_argument_of_the_request_is_the_parents_fault():
    with pytest.raises(TypeError):
        worker.answer({"format": "xlsx", "reserve": False, "limits": {"no": 1}}, b"")


def test_everything_that_a_workbook_can_hold_survives_the_wire():
    import datetime as dt

    values = {
        (1, 1): "text å \ud800 \u2028 \"'\\",
        (1, 2): 2**60,
        (1, 3): 1e-300,
        (1, 4): True,
        (2, 1): dt.datetime(2021, 12, 31, 8, 30, 0, 123456),  # noqa: DTZ001 - a cell has no time zone
        (2, 2): dt.date(2021, 12, 31),
        (2, 3): dt.time(23, 59, 59),
        (2, 4): dt.timedelta(days=-1, microseconds=5),
    }
    workbook = RawWorkbook(
        sheets=(RawSheet("Plan å", True, values, ((1, 1, 2, 2),)), RawSheet("dold", False, {}, ())),
        identity={"sheet": {"exceltools_unit": "bromma"}},
        modified=dt.datetime(2021, 3, 1, tzinfo=dt.UTC),
        noted=(Noted("error-value", "Plan å", "E2", "#REF!"), Noted("hidden-sheet", "dold", None)),
        engine="calamine",
        format="xlsx",
    )
    back = wire.whole(wire.decode(wire.encode(wire.flat(workbook))))
    assert back == workbook
    assert [type(value) for value in back.sheets[0].values.values()] == [type(value) for value in values.values()]


@pytest.mark.parametrize(
    "payload",
    [b"", b"{", b"[]", b"\xff", b'{"a":}'],
)
def test_what_is_no_message_is_told(payload):
    with pytest.raises(wire.ProtocolError):
        wire.decode(payload)


def test_the_other_reader_alone_reads_when_asked_to():
    data = package(cells([("A1", "x")]))
    limits = {}
    said = [worker.answer({"format": "xlsx", "reserve": reserve, "limits": limits}, data) for reserve in (False, True)]
    assert [answer["workbook"]["engine"] for answer in said] == ["calamine", "reserve"]
    assert Limits(**limits) == Limits()
