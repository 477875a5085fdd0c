"""What feedback may do to a folder: nothing to anybody else's file, and all of a unit's files or none."""

import email
import io
import subprocess
import sys
from email import policy
from pathlib import Path

import openpyxl
import pytest
from handmade import by_xlsxwriter
from msoffcrypto.method.ecma376_agile import ECMA376Agile
from packages import plan, xls

from exceltools.errors import OutputError
from exceltools.feedback.folder import Folder, must_be_apart
from exceltools.reading.own import LIST

ROOT = Path(__file__).resolve().parent.parent


def contents(path):
    return {file.name: file.read_bytes() for file in path.iterdir() if file.name != LIST}


def once(path, *units):
    """Write a round: give each unit's files by its name."""
    folder = Folder(path)
    for files in units:
        folder.write(files)
    folder.finish()


def test_our_own_files_are_replaced(tmp_path):
    once(tmp_path, {"a.txt": b"1"})
    once(tmp_path, {"a.txt": b"2"})
    assert contents(tmp_path) == {"a.txt": b"2"}


def test_what_is_not_wanted_any_more_is_taken_away(tmp_path):
    once(tmp_path, {"Farsta brev.txt": b"1"}, {"Bromma påminnelse.txt": b"2"})
    once(tmp_path, {"Farsta brev.txt": b"1"})
    assert contents(tmp_path) == {"Farsta brev.txt": b"1"}


@pytest.mark.parametrize("wanted", [True, False], ids=["wanted again", "not wanted any more"])
def test_what_somebody_has_changed_stays(tmp_path, wanted):
    once(tmp_path, {"a.txt": b"1"})
    (tmp_path / "a.txt").write_bytes(b"changed")
    if wanted:
        with pytest.raises(OutputError, match=r"a\.txt finns redan"):
            once(tmp_path, {"a.txt": b"2"})
    else:
        once(tmp_path)
    assert contents(tmp_path) == {"a.txt": b"changed"}


def test_a_foreign_file_stays_and_the_unit_gets_nothing(tmp_path):
    (tmp_path / "b.txt").write_bytes(b"somebody's")
    folder = Folder(tmp_path)
    with pytest.raises(OutputError, match=r"b\.txt finns redan"):
        folder.write({"a.txt": b"1", "b.txt": b"2"})
    folder.write({"c.txt": b"3"})
    folder.finish()
    assert contents(tmp_path) == {"b.txt": b"somebody's", "c.txt": b"3"}


def test_a_file_that_fails_takes_back_the_ones_before_it(tmp_path):
    once(tmp_path, {"a.txt": b"1"})
    (tmp_path / "c.txt").mkdir()  # nothing can be written there
    with pytest.raises(OutputError):
        Folder(tmp_path).write({"a.txt": b"2", "b.txt": b"2", "c.txt": b"2"})
    (tmp_path / "c.txt").rmdir()
    assert contents(tmp_path) == {"a.txt": b"1"}


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"../a.txt": "x"}', '{"a.txt": 1}'], ids=str)
def test_a_damaged_list_makes_nothing_ours(tmp_path, text):
    (tmp_path / "a.txt").write_bytes(b"1")
    (tmp_path / LIST).write_text(text, encoding="utf-8")
    with pytest.raises(OutputError):
        Folder(tmp_path).write({"a.txt": b"2"})
    assert (tmp_path / "a.txt").read_bytes() == b"1"


def test_the_same_content_is_nobodys_loss(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"1")
    once(tmp_path, {"a.txt": b"1"})
    assert contents(tmp_path) == {"a.txt": b"1"}


@pytest.mark.parametrize("where", ["in", "in/svar", "in/djupt/svar", "länk/svar"])
def test_the_folder_must_not_lie_among_the_plans(tmp_path, where):
    (tmp_path / "in").mkdir()
    (tmp_path / "länk").symlink_to(tmp_path / "in")
    with pytest.raises(OutputError, match="ligger i mappen med planer"):
        must_be_apart(tmp_path / where, [tmp_path / "in"])


def test_the_folder_may_lie_beside_the_plans_or_round_them(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "plan.xlsx").touch()
    must_be_apart(tmp_path / "svar", [tmp_path / "in"])
    must_be_apart(tmp_path, [tmp_path / "in", tmp_path / "plan.xlsx"])


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "svar").touch()
    with pytest.raises(OutputError, match="är en fil"):
        must_be_apart(tmp_path / "svar", [tmp_path])


# --- through the command line ------------------------------------------------------------------------------------


def merge(desk, *sources):
    done = subprocess.run(
        [sys.executable, "-m", "exceltools", "merge", *sources, "-o", "ut.xlsx", "--feedback", "svar"],
        cwd=desk,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done


def test_a_unit_that_fails_costs_only_itself(tmp_path):
    (tmp_path / "Bromma.xlsx").write_bytes(by_xlsxwriter())
    (tmp_path / "Farsta.xlsx").write_bytes(plan("Farsta"))
    (tmp_path / "svar").mkdir()
    (tmp_path / "svar" / "Bromma brev.txt").write_text("mitt eget", encoding="utf-8")
    done = merge(tmp_path, "Bromma.xlsx", "Farsta.xlsx")
    assert "Bromma brev.txt finns redan" in done.stderr
    assert done.stderr.splitlines()[-1] == "1 återkoppling finns i svar."
    assert done.returncode == 3
    assert set(contents(tmp_path / "svar")) == {
        "Bromma brev.txt",
        "Farsta brev.eml",
        "Farsta brev.txt",
        "Farsta återkoppling.xlsx",
    }
    assert (tmp_path / "ut.xlsx").exists()


def test_returns_in_an_older_format_and_files_that_cannot_be_read(tmp_path):
    """An .xls goes back as a fresh template with its rows; a broken file as an empty one, and the letter says why."""
    rows = [
        [
            "Prioriterad utgångspunkt",
            "Område",
            "Mål och nytta",
            "Metoder och arbetssätt",
            "Ansvarig",
            "Tidsplan",
            "Uppföljning",
        ],
        [
            "Systematisk samhandling",
            "Tidig upptäckt",
            "Färre far illa.",
            "Utbilda personalen.",
            "",
            "2022 – 2021",
            "T1",
        ],
    ]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "Bromma.xls").write_bytes(xls(rows))
    (tmp_path / "in" / "Plan Farsta.xlsx").write_bytes(plan("Farsta")[:2000])
    done = merge(tmp_path, "in")
    assert done.stderr.splitlines()[-1] == "1 återkoppling och 17 påminnelser finns i svar."
    book = openpyxl.load_workbook(tmp_path / "svar" / "Bromma återkoppling.xlsx")
    sheet = book["Handlingsplan"]
    assert [sheet.cell(6, column).value for column in range(1, 8)] == [text or None for text in rows[1]]
    assert {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment} == {"E6", "F6"}
    listed = [[cell.value for cell in row[:2]] for row in book["Återkoppling"].iter_rows()]
    assert ["Fel", "E6"] in listed
    assert ["Fel", "F6"] in listed
    why = "Er plan är sparad i formatet .xls, och i det kan vi inte markera."
    assert listed[2][0].startswith(why)
    assert why in (tmp_path / "svar" / "Bromma brev.txt").read_text(encoding="utf-8-sig")
    reminder = (tmp_path / "svar" / "Farsta påminnelse.txt").read_text(encoding="utf-8-sig")
    assert "Filen Plan Farsta.xlsx: " in reminder
    assert (tmp_path / "svar" / "Farsta mall.xlsx").exists()


def test_the_folder_is_judged_before_anything_is_read(tmp_path):
    (tmp_path / "svar").mkdir()
    (tmp_path / "svar" / "Bromma.xlsx").write_bytes(plan())
    done = merge(tmp_path, "svar")
    assert done.returncode == 2
    assert "Välj en mapp vid sidan av." in done.stderr
    assert not (tmp_path / "ut.xlsx").exists()


def test_a_plan_that_was_locked_does_not_go_by_mail(tmp_path):
    (tmp_path / "Bromma.xlsx").write_bytes(ECMA376Agile.encrypt("hemligt", io.BytesIO(by_xlsxwriter())))
    (tmp_path / "lösenord.txt").write_text("hemligt", encoding="utf-8")
    done = merge(tmp_path, "Bromma.xlsx", "--password-file", "lösenord.txt")
    assert done.stderr.splitlines()[-1] == "1 återkoppling finns i svar."
    letter = (tmp_path / "svar" / "Bromma brev.txt").read_text(encoding="utf-8-sig")
    assert "skickas inte med e-post, eftersom er plan hade ett lösenord" in letter
    draft = email.message_from_bytes((tmp_path / "svar" / "Bromma brev.eml").read_bytes(), policy=policy.default)
    assert list(draft.iter_attachments()) == []
    book = openpyxl.load_workbook(tmp_path / "svar" / "Bromma återkoppling.xlsx")
    assert book["Handlingsplan"]["F7"].value == "2022 – 2021"
