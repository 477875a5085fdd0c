"""Ctrl-C at the moments that Python handles worst: what is said afterwards is true."""

import os
import subprocess
import sys

import pytest
from returns import write_return

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals are sent to oneself")
NOTHING = "Avbrutet. Ingenting har ändrats.\n"
KEPT = "Avbrutet. Det som redan var skrivet är kvar.\n"

PRESS = "import os, signal, sys, time\ndef press():\n    os.kill(os.getpid(), signal.SIGINT)\n    time.sleep(0.01)\n"
RUN = "from exceltools.__main__ import main\nmain()\n"

DURING_IMPORT = """
import builtins
real = builtins.__import__
def importing(name, *rest):
    if name == 'click':
        builtins.__import__ = real
        press()
    return real(name, *rest)
builtins.__import__ = importing
"""
IN_A_CALLBACK = """
import weakref
import exceltools.merge as merging
real = merging.Intake.take
def take(self, *arguments):
    class Thing: pass
    thing = Thing()
    watched = weakref.ref(thing, lambda _: press())
    del thing
    return real(self, *arguments)
merging.Intake.take = take
"""
BETWEEN_THE_RESULTS = """
import exceltools.report
exceltools.report.write_report = lambda *_: press()
"""
WHILE_THEY_ARE_PUT_IN_PLACE = """
real = os.replace
def replace(*arguments):
    press()
    return real(*arguments)
os.replace = replace
"""
BEFORE_THE_SUMMARY = """
import exceltools.listing
exceltools.listing.summary = lambda _: press()
"""


@pytest.mark.parametrize(
    ("moment", "said", "changed"),
    [
        pytest.param(DURING_IMPORT, NOTHING, False, id="while the command line is imported"),
        pytest.param(IN_A_CALLBACK, NOTHING, False, id="where Python forgets it"),
        pytest.param(BETWEEN_THE_RESULTS, NOTHING, False, id="between workbook and report"),
        pytest.param(WHILE_THEY_ARE_PUT_IN_PLACE, KEPT, True, id="while the results are put in their places"),
        pytest.param(BEFORE_THE_SUMMARY, KEPT, True, id="after the results, before the summary"),
    ],
)
def test_an_interruption_says_what_is_true(tmp_path, moment, said, changed):
    (tmp_path / "in").mkdir()
    for name in ("Bromma", "Farsta"):
        write_return(tmp_path / "in" / f"{name}.xlsx")
    outputs = [tmp_path / "ut.xlsx", tmp_path / "ut.json"]
    for output in outputs:
        output.write_bytes(b"den gamla")
    arguments = ["merge", "in", "-o", "ut.xlsx", "--report", "ut.json"]
    program = f"{PRESS}{moment}\nsys.argv[1:] = {arguments}\n{RUN}"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr.lstrip("\n") == said
    assert [output.read_bytes() != b"den gamla" for output in outputs] == [changed, changed]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "ut.json", "ut.xlsx"]


def test_templates_come_all_or_none(tmp_path):
    moment = """
import exceltools.atomic as atomic
real, seen = atomic._write_beside, []
def write_beside(*arguments):
    real(*arguments)
    seen.append(1)
    if len(seen) == 3:
        press()
atomic._write_beside = write_beside
"""
    program = f"{PRESS}{moment}\nsys.argv[1:] = ['template', '-o', 'mallar']\n{RUN}"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr.lstrip("\n")) == (130, NOTHING)
    assert list((tmp_path / "mallar").iterdir()) == []
