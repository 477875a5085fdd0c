"""Returned files are copied beside the workbook: byte for byte, under names that are safe, and links lead to them."""

from __future__ import annotations

import hashlib
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from opening import links, resolved
from openpyxl import Workbook, load_workbook

from exceltools.cli import cli
from exceltools.definition import load
from exceltools.returned_copies import LIST, safe_names

HEADERS = [column.header for column in load().columns]
ROW = ["Civilsamhället", "Samverkan med civilsamhället", "Mål", "Metod", "Chef", "2021", "VB"]


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        pytest.param(["Bromma.xlsx", "Farsta.xlsx"], ["Bromma.xlsx", "Farsta.xlsx"], id="ordinary"),
        pytest.param(["Plan å ä ö 2021–2022.xlsx"], ["Plan å ä ö 2021–2022.xlsx"], id="swedish letters"),
        pytest.param(["Pl.xlsx", "PL.XLSX", "pl.xlsx"], ["Pl.xlsx", "PL (2).XLSX", "pl (3).xlsx"], id="case"),
        pytest.param(["\u00e5.xlsx", "a\u030a.xlsx"], ["å.xlsx", "å (2).xlsx"], id="two ways to write å"),
        pytest.param(["a.xlsx", "a (2).xlsx", "a.xlsx"], ["a.xlsx", "a (2).xlsx", "a (3).xlsx"], id="numbered already"),
        pytest.param(["..\\..\\x.xlsx"], ["-..-x.xlsx"], id="a way out"),
        pytest.param(["C:plan.xlsx"], ["C-plan.xlsx"], id="a drive"),
        pytest.param(['a<b>c"d|e?f*g.xlsx'], ["a-b-c-d-e-f-g.xlsx"], id="forbidden on Windows"),
        pytest.param(["con.xlsx", "LPT1.xlsx", "aux"], ["_con.xlsx", "_LPT1.xlsx", "_aux"], id="devices"),
        pytest.param(["x.xlsx. ", " ~$x.xlsx", ".x.xlsx"], ["x.xlsx", "x (2).xlsx", "x (3).xlsx"], id="ends"),
        pytest.param(["\u202excod.xlsx", "a\u200bb.xlsx"], ["xcod.xlsx", "ab.xlsx"], id="letters that turn or hide"),
        pytest.param(["", "..", "~$"], ["plan", "plan (2)", "plan (3)"], id="nothing left"),
        pytest.param(["x" * 300 + ".xlsx"], ["x" * 120 + ".xlsx"], id="long"),
        pytest.param([LIST], ["exceltools-kopior (2).json"], id="our own list"),
    ],
)  # fmt: skip
def test_names_are_made_safe(wanted, names):
    assert safe_names(wanted, [LIST]) == names


@given(
    st.lists(
        st.text(max_size=40) | st.text("aA.~$/\\: å\u030a", max_size=12) | st.text("👍é", max_size=300), max_size=8
    )
)
def test_any_names_become_safe_and_different(wanted):
    names = safe_names(wanted)
    assert len({name.casefold() for name in names}) == len(wanted)
    for name in names:
        assert name
        assert name == Path(name).name
        assert len(name.encode()) < 250
        assert not re.search(r'[<>:"/\\|?*\x00-\x1f]|[. ]$|^[. ~]', name)


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(path, method="Metod"):
    book = Workbook()
    book.active.title = "Plan"
    book.active.append(HEADERS)
    book.active.append([*ROW[:3], method, *ROW[4:]])
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path.read_bytes()


def run(*arguments):
    return CliRunner().invoke(cli, ["merge", *arguments])


def test_copies_are_the_files_and_links_lead_to_the_cells_in_them_wherever_the_folder_is_moved(desk):
    """Two files of one name in two folders, one in a zip; the results are moved, the returns thrown away."""
    first = put(desk / "svar" / "ett" / "Plan Bromma.xlsx")
    second = put(desk / "svar" / "två" / "plan bromma.xlsx", "En annan")
    third = put(desk / "Farsta.xlsx")
    with zipfile.ZipFile(desk / "svar" / "brev.zip", "w") as archive:
        archive.write(desk / "Farsta.xlsx", "inne/Farsta.xlsx")
    done = run("svar", "-o", "ut/sammanställning.xlsx", "--copy-returns", "ut/planer")
    assert "3 kopior av det som lämnats in finns i ut/planer." in done.stderr
    copies = {path.name: path.read_bytes() for path in (desk / "ut" / "planer").iterdir() if path.name != LIST}
    assert copies == {"Farsta.xlsx": third, "Plan Bromma.xlsx": first, "plan bromma (2).xlsx": second}
    shutil.move(desk / "ut", desk / "flyttad")
    shutil.rmtree(desk / "svar")
    found = [
        one
        for sheet in links((desk / "flyttad" / "sammanställning.xlsx").read_bytes()).values()
        for one in sheet
        if one.target
    ]
    assert len(found) > 10
    for one in found:
        file = resolved(one.target, desk / "flyttad")
        assert file.parent == desk / "flyttad" / "planer"
        assert file.is_file()
        if one.location:
            sheet, _, cell = one.location.rpartition("!")
            assert load_workbook(file)[sheet.strip("'")][cell] is not None


def test_a_second_run_replaces_its_own_copies_and_takes_away_what_nobody_returned(desk):
    put(desk / "svar" / "Bromma.xlsx")
    put(desk / "svar" / "Farsta.xlsx")
    run("svar", "-o", "ut.xlsx", "--copy-returns", "planer")
    (desk / "svar" / "Farsta.xlsx").unlink()
    changed = put(desk / "svar" / "Bromma.xlsx", "Ny metod")
    run("svar", "-o", "ut.xlsx", "--copy-returns", "planer")
    assert sorted(path.name for path in (desk / "planer").iterdir()) == ["Bromma.xlsx", LIST]
    assert (desk / "planer" / "Bromma.xlsx").read_bytes() == changed


def test_copies_can_be_merged_again_when_the_originals_are_gone(desk):
    put(desk / "svar" / "Bromma.xlsx")
    run("svar", "-o", "ut.xlsx", "--copy-returns", "planer")
    shutil.rmtree(desk / "svar")
    done = run("planer", "-o", "igen.xlsx")
    assert "1 aktivitet i 1 läst fil" in done.stderr


def test_a_file_of_somebody_elses_is_not_touched_and_the_link_leads_to_the_original(desk):
    put(desk / "svar" / "Bromma.xlsx")
    (desk / "planer").mkdir()
    (desk / "planer" / "Bromma.xlsx").write_bytes(b"min egen")
    done = run("svar", "-o", "ut.xlsx", "--copy-returns", "planer")
    assert done.exit_code == 3
    assert "planer/Bromma.xlsx finns redan" in done.stderr
    assert (desk / "planer" / "Bromma.xlsx").read_bytes() == b"min egen"
    targets = {one.target for one in links((desk / "ut.xlsx").read_bytes())["Sammanställning"]}
    assert targets == {"svar/Bromma.xlsx"}


def test_a_return_that_is_called_as_the_result_gets_another_name(desk):
    returned = put(desk / "svar" / "sammanställning.xlsx")
    run("svar", "-o", "ut/sammanställning.xlsx", "--copy-returns", "ut")
    assert (desk / "ut" / "sammanställning (2).xlsx").read_bytes() == returned
    assert (
        hashlib.sha256((desk / "ut" / "sammanställning.xlsx").read_bytes()).digest()
        != hashlib.sha256(returned).digest()
    )


@pytest.mark.parametrize("folder", ["svar", "svar/kopior"])
def test_copies_never_go_where_plans_are_read(desk, folder):
    put(desk / "svar" / "Bromma.xlsx")
    done = run("svar", "-o", "ut.xlsx", "--copy-returns", folder)
    assert done.exception is not None
    assert "Välj en mapp vid sidan av" in str(done.exception)
    assert not (desk / "ut.xlsx").exists()


def test_copies_and_feedback_each_have_their_folder(desk):
    put(desk / "svar" / "Bromma.xlsx")
    done = run("svar", "-o", "ut.xlsx", "--copy-returns", "dit", "--feedback", "dit")
    assert "varsin mapp" in str(done.exception)
    assert not (desk / "dit").exists()


def test_a_locked_file_is_copied_too_and_what_was_ignored_is_not(desk):
    put(desk / "svar" / "Bromma.xlsx")
    (desk / "svar" / "trasig.xlsx").write_bytes(b"PK\x03\x04 ingenting mer")
    (desk / "svar" / "läs mig.txt").write_text("hej")
    run("svar", "-o", "ut.xlsx", "--copy-returns", "planer")
    assert sorted(path.name for path in (desk / "planer").iterdir()) == ["Bromma.xlsx", LIST, "trasig.xlsx"]
