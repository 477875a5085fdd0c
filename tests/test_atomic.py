"""A result reaches the disk whole or not at all, and what stood there before is not lost."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from exceltools.atomic import must_be_writable, write_whole
from exceltools.errors import OutputError


def test_a_new_file_is_written(tmp_path):
    write_whole(tmp_path / "ut.xlsx", b"nytt")
    assert [path.name for path in tmp_path.iterdir()] == ["ut.xlsx"]
    assert (tmp_path / "ut.xlsx").read_bytes() == b"nytt"


def test_an_older_file_is_replaced_and_keeps_its_mode(tmp_path):
    target = tmp_path / "ut.xlsx"
    target.write_bytes(b"gammalt")
    target.chmod(0o640)
    write_whole(target, b"nytt")
    assert target.read_bytes() == b"nytt"
    assert target.stat().st_mode & 0o777 == 0o640


def test_missing_folders_are_made(tmp_path):
    write_whole(tmp_path / "år 2021" / "resultat" / "ut.xlsx", b"nytt")
    assert (tmp_path / "år 2021" / "resultat" / "ut.xlsx").read_bytes() == b"nytt"


def test_a_link_stays_a_link(tmp_path):
    real = tmp_path / "riktig.xlsx"
    real.write_bytes(b"gammalt")
    (tmp_path / "genväg.xlsx").symlink_to(real)
    write_whole(tmp_path / "genväg.xlsx", b"nytt")
    assert (tmp_path / "genväg.xlsx").is_symlink()
    assert real.read_bytes() == b"nytt"


def test_a_device_stays_a_device():
    write_whole(Path(os.devnull), b"nytt")
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize(
    ("failure", "raised"),
    [
        pytest.param(KeyboardInterrupt(), KeyboardInterrupt, id="interrupted"),
        pytest.param(OSError(errno.ENOSPC, "No space left on device"), OutputError, id="disk full"),
        pytest.param(MemoryError(), MemoryError, id="out of memory"),
    ],
)
def test_a_failed_write_leaves_the_older_file_and_nothing_else(tmp_path, monkeypatch, failure, raised):
    target = tmp_path / "ut.xlsx"
    target.write_bytes(b"gammalt")

    def fail(_descriptor):
        raise failure

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(raised):
        write_whole(target, b"nytt")
    assert target.read_bytes() == b"gammalt"
    assert list(tmp_path.iterdir()) == [target]


def test_a_target_that_is_locked_leaves_the_older_file_and_nothing_else(tmp_path, monkeypatch):
    target = tmp_path / "ut.xlsx"
    target.write_bytes(b"gammalt")

    def locked(_self, _target):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "replace", locked)  # what Windows answers while Excel has the workbook open
    with pytest.raises(OutputError, match=r"Är filen öppen i Excel\? Stäng den och försök igen\."):
        write_whole(target, b"nytt")
    assert target.read_bytes() == b"gammalt"
    assert list(tmp_path.iterdir()) == [target]


def folder(tmp_path):
    return tmp_path


def below_a_file(tmp_path):
    (tmp_path / "fil").write_bytes(b"")
    return tmp_path / "fil" / "ut.xlsx"


def far_too_long(tmp_path):
    return tmp_path / ("x" * 300 + ".xlsx")


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        pytest.param(folder, "är en mapp", id="a folder"),
        pytest.param(below_a_file, "en del av sökvägen är en fil och inte en mapp", id="below a file"),
        pytest.param(far_too_long, "namnet är för långt", id="name too long"),
    ],
)
def test_what_cannot_be_written_is_said_in_a_sentence(tmp_path, place, sentence):
    target = place(tmp_path)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(OutputError, match=sentence) as raised:
        write_whole(target, b"nytt")
    assert str(target) in str(raised.value)
    assert str(raised.value).endswith(".")
    assert sorted(tmp_path.iterdir()) == before


def test_a_folder_is_refused_before_the_work_is_done(tmp_path):
    with pytest.raises(OutputError, match="är en mapp"):
        must_be_writable(tmp_path)


def test_asking_beforehand_changes_nothing(tmp_path):
    (tmp_path / "ut.xlsx").write_bytes(b"gammalt")
    must_be_writable(tmp_path / "ut.xlsx")
    must_be_writable(tmp_path / "saknas" / "ut.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["ut.xlsx"]
    assert (tmp_path / "ut.xlsx").read_bytes() == b"gammalt"
