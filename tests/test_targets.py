"""Where results may be written: never over a plan, never over each other, and it is said before the work is done."""

import json
import os
import shutil

import pytest
from returns import write_return

from exceltools.cli import main
from exceltools.definition import BUNDLED


@pytest.fixture
def run(capsys):
    def command(*arguments):
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        return ended.value.code or 0, capsys.readouterr().err

    return command


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "planer"
    place.mkdir()
    write_return(place / "Bromma.xlsx")
    write_return(place / "Farsta.xlsx")
    return place


def given(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(["merge", "planer", "-o", "planer/Bromma.xlsx"], id="workbook"),
        pytest.param(["merge", "planer/Farsta.xlsx", "planer/Bromma.xlsx", "-o", "planer/Bromma.xlsx"], id="named"),
        pytest.param(["merge", "planer", "-o", "planer/../planer/Bromma.xlsx"], id="another way there"),
        pytest.param(["merge", "planer", "-o", "link.xlsx"], id="a link"),
        pytest.param(["merge", "planer", "-o", "ut.xlsx", "--report", "planer/Bromma.xlsx"], id="report"),
        pytest.param(["check", "planer", "--report", "planer/Bromma.xlsx"], id="report of a check"),
        pytest.param(["merge", "planer", "-o", "planer/trasig.xlsx"], id="a plan that cannot be read"),
    ],
)
def test_a_plan_is_never_written_over(run, folder, tmp_path, monkeypatch, options):
    monkeypatch.chdir(tmp_path)
    (folder / "trasig.xlsx").write_bytes(b"PK\x03\x04 avbruten")
    (tmp_path / "link.xlsx").symlink_to(folder / "Bromma.xlsx")
    before = given(folder)
    code, said = run(*options)
    assert code == 2
    assert options[-1] in said
    assert given(folder) == before
    assert not (tmp_path / "ut.xlsx").exists(), "nothing at all is written"


def test_an_archive_of_plans_is_never_written_over(run, folder, tmp_path):
    archive = tmp_path / "planer.zip"
    shutil.make_archive(str(tmp_path / "planer"), "zip", folder)
    before = archive.read_bytes()
    assert run("merge", archive, "-o", archive)[0] == 2
    assert archive.read_bytes() == before


def test_the_definition_is_never_written_over(run, folder, tmp_path):
    definition = tmp_path / "egen.toml"
    shutil.copy(BUNDLED, definition)
    for options in (["-o", definition], ["-o", tmp_path / "ut.xlsx", "--report", definition]):
        assert run("merge", folder, "--definition", definition, *options)[0] == 2
    assert definition.read_bytes() == BUNDLED.read_bytes()


def test_workbook_and_report_are_two_files(run, folder, tmp_path):
    code, said = run("merge", folder, "-o", tmp_path / "ut.xlsx", "--report", tmp_path / "." / "ut.xlsx")
    assert code == 2
    assert "ut.xlsx" in said
    assert not (tmp_path / "ut.xlsx").exists()


def test_results_in_the_folder_of_the_plans_can_be_written_again(run, folder):
    for _ in range(3):
        code, said = run(
            "merge", folder, "-o", folder / "ut.xlsx", "--report", folder / "ut.json", "--fail-on", "error"
        )
        assert code == 0, said
    report = json.loads((folder / "ut.json").read_bytes())
    status = {source["path"].rpartition("/")[2]: source["status"] for source in report["sources"]}
    assert status == {"Bromma.xlsx": "read", "Farsta.xlsx": "superseded", "ut.json": "ignored", "ut.xlsx": "ignored"}


def test_a_device_is_no_file_to_protect(run, folder):
    if os.path.exists("/dev/null"):  # noqa: PTH110
        assert run("merge", folder, "-o", "/dev/null", "--report", "/dev/null")[0] == 0


def test_a_target_that_cannot_be_written_is_told_of_before_the_plans_are_read(run, folder, tmp_path, monkeypatch):
    monkeypatch.setattr("exceltools.merge.find", lambda *_: 1 / 0)
    assert run("merge", folder, "-o", tmp_path)[0] == 2
    assert run("merge", folder, "-o", tmp_path / "ut.xlsx", "--report", tmp_path)[0] == 2
    assert run("check", folder, "--report", tmp_path)[0] == 2
