"""A folder of results: nothing happens to anybody else's file, and files that belong together all come or none."""

import pytest

from exceltools.errors import OutputError
from exceltools.own_folder import Folder, must_be_apart
from exceltools.reading.own import LIST


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
