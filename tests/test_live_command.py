"""`exceltools live` as somebody types it: what it says, and with which exit code it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from live_places import InLibreOffice
from office import available
from returns import complete_rows, write_return

from exceltools.errors import BookError, NotOpenError
from exceltools.live import programs
from exceltools.live.libreoffice.office import PROGRAM, GoneError, Office, OfficeError

WITHOUT_XLWINGS = "import sys; sys.modules['xlwings'] = None; from exceltools.cli import main; main()"


def run(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "exceltools", "live", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
    )


# --- where nothing can be checked


def test_without_xlwings_it_says_what_to_install():
    ended = subprocess.run(
        [sys.executable, "-c", WITHOUT_XLWINGS, "live"], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == (
        'Det som behövs för att tala med Excel är inte installerat. Skriv: python -m pip install "exceltools[excel]"\n'
    )


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="Excel can be here")
def test_without_excel_it_says_what_can_be_done_instead():
    ended = run()
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == (
        "Excel finns inte på den här datorn. Har du planen öppen i LibreOffice, lägg till --engine libreoffice. "
        "Annars granskar du den sparade filen med exceltools check.\n"
    )


def test_without_libreoffice_it_says_where_it_looks(tmp_path):
    ended = run("--engine", "libreoffice", **{PROGRAM: str(tmp_path / "soffice")})
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("LibreOffice hittades inte på den här datorn.")
    assert PROGRAM in ended.stderr


def test_only_one_thing_at_a_time():
    ended = run("--watch", "--clear")
    assert (ended.returncode, ended.stderr) == (2, "Välj en av --watch, --clear och --goto.\n")


def test_nothing_costly_is_imported_before_it_is_needed():
    code = "import sys, exceltools.cli; print(sorted({'xlwings', 'pandera', 'polars'} & sys.modules.keys()))"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout == "[]\n"


# --- which workbook is meant


def books(*names):
    return [SimpleNamespace(name=name, fullname=f"C:\\planer\\{name}") for name in names]


@pytest.mark.parametrize(
    "wanted",
    ["Plan Farsta.xlsx", "plan farsta", "C:\\planer\\Plan Farsta.xlsx", "c:/planer/plan farsta.xlsx"],
)
def test_a_workbook_is_named_as_people_name_it(wanted):
    assert programs.chosen(books("Plan Bromma.xlsx", "Plan Farsta.xlsx"), wanted, "excel").name == "Plan Farsta.xlsx"


def test_the_only_workbook_needs_no_name():
    assert programs.chosen(books("Plan Bromma.xlsx"), None, "excel").name == "Plan Bromma.xlsx"


@pytest.mark.parametrize(
    ("there", "wanted", "sentence"),
    [
        pytest.param([], None, "Ingen arbetsbok är öppen i Excel. Öppna planen där och kör igen.", id="none"),
        pytest.param(
            ["A.xlsx", "B.xlsx"],
            None,
            "Flera arbetsböcker är öppna i Excel: A.xlsx och B.xlsx. Ange vilken som ska granskas med --book.",
            id="several",
        ),
        pytest.param(
            ["A.xlsx"], "C", "Ingen öppen arbetsbok heter ”C”. I Excel är det här öppet: A.xlsx.", id="another"
        ),
        pytest.param(
            ["A.xlsx", "A.xlsx"],
            "A",
            "Det finns flera öppna arbetsböcker som heter ”A”. Stäng den som inte ska granskas.",
            id="twice",
        ),
    ],
)
def test_it_is_never_guessed_which_workbook_is_meant(there, wanted, sentence):
    with pytest.raises(NotOpenError) as told:
        programs.chosen(books(*there), wanted, "excel")
    assert str(told.value) == sentence


# --- what can go wrong on the way


class ComError(Exception):
    """Looks as pywin32's error does, of which only the number is asked."""

    def __init__(self, hresult):
        super().__init__(hresult)
        self.hresult = hresult


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        pytest.param(ComError(-2147418111), "Excel är upptaget", id="rejected"),
        pytest.param(ComError(-2147417846), "Excel är upptaget", id="retry-later"),
        pytest.param(ComError(-2147417848), "Arbetsboken A.xlsx är inte öppen längre.", id="disconnected"),
        pytest.param(GoneError("book"), "Arbetsboken A.xlsx är inte öppen längre.", id="closed"),
        pytest.param(OfficeError("x"), "Excel svarade inte som väntat.", id="refused"),
    ],
)
def test_what_the_program_answers_becomes_a_sentence(error, sentence):
    with pytest.raises(BookError, match=sentence), programs.speaking("excel", "A.xlsx"):
        raise error
    assert BookError.exit_code == 3


def test_a_fault_of_our_own_stays_one():
    with pytest.raises(ZeroDivisionError), programs.speaking("excel", "A.xlsx"):
        raise ZeroDivisionError


# --- with a LibreOffice that is open

office_only = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(not available() and not os.environ.get("CI"), reason="LibreOffice is not there"),
]


@pytest.fixture(scope="module")
def somebody(tmp_path_factory):
    """Give a LibreOffice that somebody has open, and the command by which it is found."""
    command = ["soffice", f"-env:UserInstallation={tmp_path_factory.mktemp('profile').as_uri()}"]
    office = Office(command)
    yield InLibreOffice(office), " ".join(command)
    office.part()


@pytest.fixture
def opened(somebody, tmp_path):
    program, command = somebody
    lines = [list(row) for row in complete_rows()]
    lines[0][1] = None
    book = program.open(write_return(tmp_path / "Handlingsplan Bromma.xlsx", lines))
    yield book, command
    for each in list(program.app.books):
        each.close()


class TestOpenInLibreOffice:
    """From the command line to the marks in a document that another process has open."""

    pytestmark = office_only

    def test_marked_mended_and_cleared(self, opened, tmp_path):
        book, command = opened
        saved = Path(book.fullname).read_bytes()
        ended = run("--engine", "libreoffice", **{PROGRAM: command})
        assert (ended.returncode, ended.stderr) == (1, "")
        assert ended.stdout.startswith("Handlingsplan Bromma.xlsx: 1 fel")
        page = book.sheets["Handlingsplan"]
        assert "Cellen under Område är tom." in page.range("B2").note.text
        page.range("B2").value = complete_rows()[0][1]
        ended = run("--engine", "libreoffice", "--book", "handlingsplan bromma", **{PROGRAM: command})
        assert ended.returncode == 0
        assert page.range("B2").note is None
        ended = run("--engine", "libreoffice", "--clear", **{PROGRAM: command})
        assert (ended.returncode, ended.stdout) == (0, "")
        assert [sheet.name for sheet in book.sheets] == ["Handlingsplan"]
        assert Path(book.fullname).read_bytes() == saved  # nothing is ever saved by itself

    def test_goto(self, opened):
        book, command = opened
        ended = run("--engine", "libreoffice", "--goto", "G3", **{PROGRAM: command})
        assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
        assert book.selection.address == "G3"

    def test_several_workbooks(self, opened, somebody, tmp_path):
        _, command = opened
        somebody[0].open(write_return(tmp_path / "Handlingsplan Farsta.xlsx"))
        ended = run("--engine", "libreoffice", **{PROGRAM: command})
        assert ended.returncode == 2
        assert "Flera arbetsböcker är öppna i LibreOffice: " in ended.stderr

    @pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals")
    def test_watching_ends_with_ctrl_c_and_says_that_the_marks_stay(self, opened):
        _, command = opened
        watching = subprocess.Popen(
            [sys.executable, "-u", "-m", "exceltools", "live", "--engine", "libreoffice", "--watch"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1", PROGRAM: command},
        )
        assert watching.stdout.readline().startswith("Handlingsplan Bromma.xlsx: 1 fel")
        time.sleep(0.2)
        watching.send_signal(signal.SIGINT)
        _, said = watching.communicate(timeout=60)
        assert watching.returncode == 130
        assert said.splitlines() == [
            "Bevakar Handlingsplan Bromma.xlsx. Avsluta med Ctrl+C.",
            "Bevakningen är avslutad. Märkningen finns kvar; exceltools live --clear tar bort den.",
        ]
