"""LibreOffice opens the consolidated workbook and sees what was meant: texts, no formula, no error."""

from __future__ import annotations

import os

import pytest
from office import Office, available
from results import HOSTILE, few, hostile, put_files

from exceltools.consolidated import write_workbook
from exceltools.safe_text import held

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(not available() and not os.environ.get("CI"), reason="LibreOffice is not there"),
]


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    with Office(tmp_path_factory.mktemp("profile")) as running:
        yield running


def test_hostile_text_is_only_text(office, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    put_files(hostile(), tmp_path)
    write_workbook(hostile(), tmp_path / "ut.xlsx")
    office.open(str(tmp_path / "ut.xlsx"))
    place = f"B2:H{len(HOSTILE) + 1}"
    assert office.errors() == []
    assert office.texts("Sammanställning", place) == [[held(text)] * 7 for text in HOSTILE.values()]
    office.close()


def test_the_small_round_opens_with_all_its_sheets(office, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    put_files(few(), tmp_path)
    write_workbook(few(), tmp_path / "ut.xlsx")
    office.open(str(tmp_path / "ut.xlsx"))
    names = [sheet["name"] for sheet in office.sheets() if sheet["visible"]]
    assert names[:2] == ["Översikt", "Sammanställning"]
    assert names[-3:] == ["Ålsta", "Bergby", "Övriga filer"]
    assert office.errors() == []
    office.close()
