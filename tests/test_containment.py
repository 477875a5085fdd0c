import os
import subprocess
import sys
from pathlib import Path

import pytest

from exceltools.engine.containment import contained
from exceltools.engine.isolation import attempt


def by_print():
    print("hej")  # noqa: T201


def by_the_original_stream():
    sys.__stdout__.write("hej\n")


def by_the_descriptor():
    os.write(1, b"hej\n")


def by_another_program():
    subprocess.run([sys.executable, "-c", "print('hej')"], check=True)


@pytest.mark.parametrize("code", [by_print, by_the_original_stream, by_the_descriptor, by_another_program])
def test_what_is_written_to_standard_output_is_caught(code, capfd):
    print("före")  # noqa: T201
    with contained() as printed:
        code()
    print("efter")  # noqa: T201
    assert printed.text == "hej"
    assert capfd.readouterr().out == "före\nefter\n"


def test_a_flood_is_cut():
    with contained() as printed:
        os.write(1, b"hej " * 5000)
    assert printed.text.startswith("hej hej")
    assert len(printed.text) <= 60


def test_the_current_folder_is_put_back(tmp_path):
    here = Path.cwd()
    with contained():
        os.chdir(tmp_path)
    assert Path.cwd() == here


@pytest.mark.parametrize("way", ["_exit", "abort"])
def test_the_ways_to_end_the_process_at_once_do_not_work(way):
    before = getattr(os, way)
    arguments = (0,) if way == "_exit" else ()
    with contained(), attempt() as tried:
        getattr(os, way)(*arguments)
    assert tried.reason.startswith("koden försökte avsluta hela programmet")
    assert getattr(os, way) is before


def test_all_is_put_back_when_the_code_fails(capfd):
    with pytest.raises(ValueError, match="x"), contained():
        raise ValueError("x")
    os.write(1, b"efter")
    assert capfd.readouterr().out == "efter"


def test_without_a_standard_output_there_is_nothing_to_catch():
    script = (
        "import os, sys; os.close(1)\n"
        "from exceltools.engine.containment import contained\n"
        "with contained() as printed: print('hej')\n"
        "sys.stderr.write(printed.text)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr == "hej"
