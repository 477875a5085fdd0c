"""The sheet of follow-ups says what each report takes up, and what no report does."""

from __future__ import annotations

from pathlib import Path

import pytest
from opening import links, texts
from results import few, put_files, small_city

from exceltools import follow_up
from exceltools.consolidated import workbook
from exceltools.consolidated.contents import contents
from exceltools.consolidated.follow_ups import marks
from exceltools.consolidated.links import SourceLinks


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("T1, T2 och VB", "xxx..", id="all"),
        pytest.param("VB", "..x..", id="one"),
        pytest.param("T2 och en enkät", ".x.x.", id="a code and another way"),
        pytest.param("Intervjuer med föräldrar", "...x.", id="another way alone"),
        pytest.param("T1, VBE", "x...?", id="a code that is none"),
        pytest.param("", "....?", id="nothing"),
    ],
)
def test_the_marks_of_a_follow_up(text, line):
    city = small_city()
    found = marks(follow_up.parse(text, city.follow_up), city)
    assert "".join({"": ".", "•": "x", "?": "?"}[mark.text] for mark in found) == line


def test_the_bands_count_and_the_text_stands_beside_them():
    cells = texts(workbook(contents(few(), SourceLinks(Path()))))["Uppföljning"]
    assert [cells[f"{letter}5"] for letter in "DEFGHI"] == [
        "T1", "T2", "VB", "Annat sätt", "Oklart", "Uppföljning, som det skrevs",
    ]  # fmt: skip
    # Ålsta: two follow up in all three, one in T1, with an enkät and a code that is none. Bergby: two in all three.
    assert [cells[f"{letter}6"] for letter in "ADEFGH"] == ["Alla enheter", "5", "4", "4", "1", "1"]
    assert [cells[f"{letter}7"] for letter in "ADEFGH"] == ["Ålsta", "3", "2", "2", "1", "1"]
    assert cells["I9"] == "T1, VBE, Enkät"


def test_each_line_leads_to_its_cell(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    put_files(few(), tmp_path)
    found = links(workbook(contents(few(), SourceLinks(tmp_path))))
    assert [one.location for one in found["Uppföljning"]] == [f"'Plan'!G{row}" for row in (6, 7, 8, 6, 7)]
    assert [one.location for one in found["Tidslinje"]][:3] == [f"'Plan'!F{row}" for row in (6, 7, 8)]
