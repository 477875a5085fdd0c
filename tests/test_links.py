"""Links lead from the workbook to the returned files, and still do when both are moved."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from opening import resolved

from exceltools.consolidated.links import SourceLinks, sheet_reference

NAMES = [
    "Bromma.xlsx",
    "Handlingsplan Hässelby-Vällingby 2021–2022.xlsx",
    "50% klart.xlsx",
    "50%20x.xlsx",
    "plan #2.xlsx",
    "plan [slutlig] {v2} (1).xlsx",
    "Bo's & Åsas plan.xlsx",
    "fråga?.xlsx",
    'citat"tecken.xlsx',
    "kl 12:30.xlsx",
    "snett\\streck.xlsx",
    "<b>.xlsx",
    "~$ö^`|.xlsx",
]


@pytest.fixture
def place(tmp_path, monkeypatch):
    (tmp_path / "arbete" / "svar").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "arbete")
    return tmp_path / "arbete"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("output", [".", "ut", "svar", "../annat/år 1"], ids=["here", "below", "beside", "elsewhere"])
def test_a_link_leads_to_the_file_from_wherever_the_workbook_stands(place, name, output):
    (place / "svar" / name).touch()
    link = SourceLinks(Path(output)).to("Öppna", f"svar/{name}", "Plan", "G14")
    assert link is not None
    assert resolved(link._relationship_link, place / output) == place / "svar" / name
    assert link._anchor == "'Plan'!G14"
    assert link.text == "Öppna"


def test_a_link_survives_a_move(place, tmp_path):
    (place / "svar" / "Bromma.xlsx").touch()
    link = SourceLinks(Path()).to("Öppna", "svar/Bromma.xlsx")
    assert link is not None
    shutil.move(place, tmp_path / "arkiv")
    assert resolved(link._relationship_link, tmp_path / "arkiv").is_file()


def test_an_absolute_path_becomes_a_relative_link(place):
    (place / "svar" / "Bromma.xlsx").touch()
    link = SourceLinks(place / "ut").to("Öppna", str(place / "svar" / "Bromma.xlsx"))
    assert link is not None
    assert link._relationship_link == "../svar/Bromma.xlsx"


def test_a_workbook_in_a_zip_file_links_to_the_zip_file(place):
    (place / "svar.zip").touch()
    link = SourceLinks(Path()).to("Öppna", "svar.zip/Bromma.xlsx", "Plan", "G14")
    assert link is not None
    assert (link._relationship_link, link._anchor) == ("svar.zip", "")


@pytest.mark.parametrize(
    "source",
    [None, "svar/saknas.xlsx", "svar", "svar/\udce5.xlsx"],
    ids=["no file", "missing file", "a folder", "a name that is no text"],
)
def test_where_there_is_no_file_there_is_no_link(place, source):
    assert SourceLinks(Path()).to("Öppna", source, "Plan", "G14") is None


def test_a_file_whose_name_is_no_text_gets_no_link(place):
    (place / "svar" / "\udce5.xlsx").touch()
    assert SourceLinks(Path()).to("Öppna", "svar/\udce5.xlsx") is None


def test_a_link_that_excel_would_refuse_is_not_made(place):
    (place / "svar" / "Bromma.xlsx").touch()
    assert SourceLinks(Path()).to("Öppna", "svar/Bromma.xlsx", "x" * 3_000) is None


@pytest.mark.parametrize(
    ("sheet", "cell", "anchor"),
    [("Plan", None, "'Plan'!A1"), ("Bo's plan", "G14", "'Bo''s plan'!G14"), (None, None, "")],
    ids=["whole sheet", "apostrophe", "no sheet"],
)
def test_the_place_in_the_file(place, sheet, cell, anchor):
    (place / "svar" / "Bromma.xlsx").touch()
    link = SourceLinks(Path()).to("Öppna", "svar/Bromma.xlsx", sheet, cell)
    assert link is not None
    assert link._anchor == anchor


def test_every_sheet_name_is_quoted():
    assert sheet_reference("2021") == "'2021'"
