"""The command as the system starts it: with streams that are closed, full or gone, and interrupted."""

import os
import signal
import subprocess
import sys
import time

import pytest
from returns import write_return

COMMAND = (sys.executable, "-m", "exceltools")
POSIX = pytest.mark.skipif(os.name != "posix", reason="the shell's way of closing a stream")


@pytest.fixture
def plan(tmp_path):
    return write_return(tmp_path / "Bromma.xlsx")


def shell(script, plan):
    return subprocess.run(  # noqa: S602 - our own words
        script.format(command=f"'{sys.executable}' -m exceltools", plan=plan, folder=plan.parent),
        shell=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@POSIX
def test_nobody_listens_to_the_summary(plan):
    done = shell("{command} merge {plan} -o {folder}/ut.xlsx 2>&-", plan)
    assert done.returncode == 0
    assert (plan.parent / "ut.xlsx").exists()


@POSIX
def test_nobody_listens_to_the_answer(plan):
    assert shell("{command} check {plan} >&-", plan).returncode == 0


@POSIX
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="only Linux has it")  # noqa: PTH110
@pytest.mark.parametrize("form", ["text", "json"])
def test_an_answer_that_finds_no_room(plan, form):
    done = shell("{command} check {plan} --format " + form + " >/dev/full", plan)
    assert done.returncode == 2
    assert "disken full" in done.stderr


@POSIX
def test_an_interruption_ends_the_reading_and_leaves_everything_as_it_was(plan):
    folder = plan.parent
    output = folder / "ut.xlsx"
    for number in range(40):
        write_return(folder / f"plan {number}.xlsx")
    output.write_bytes(b"den gamla")
    before = sorted(path.name for path in folder.iterdir())
    process = subprocess.Popen([*COMMAND, "merge", folder, "-o", output], stderr=subprocess.PIPE)
    while process.poll() is None and not children(process.pid):
        time.sleep(0.01)
    workers = children(process.pid)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert (process.returncode, "Traceback" in said.decode()) == (130, False)
    assert output.read_bytes() == b"den gamla"
    assert sorted(path.name for path in folder.iterdir()) == before
    while any(os.path.exists(f"/proc/{worker}") for worker in workers):  # noqa: PTH110 - or the test never ends
        time.sleep(0.01)


def children(parent):
    try:
        with open(f"/proc/{parent}/task/{parent}/children", encoding="ascii") as file:  # noqa: PTH123
            return file.read().split()
    except FileNotFoundError:
        return []


@POSIX
def test_letters_that_the_system_claims_not_to_know_change_nothing(tmp_path):
    folder = tmp_path / "Återlämnade"
    folder.mkdir()
    write_return(folder / "Älvsjö plan.xlsx")
    results = []
    for settings in ({}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"TZ": "Asia/Tokyo"}):
        arguments = [*COMMAND, "merge", "Återlämnade", "-o", "ut å.xlsx", "--report", "ut.json"]
        done = subprocess.run(arguments, cwd=tmp_path, env={**os.environ, **settings}, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        results.append([(tmp_path / name).read_bytes() for name in ("ut å.xlsx", "ut.json")])
    assert results[0] == results[1] == results[2]
