"""Words for codes, counts and names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from results import few, small_city

from exceltools.wording import EVERYBODY, column_name, counted, digits, listed, number_word, owner, unit_name

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    ("words", "sentence"),
    [([], ""), (["A"], "A"), (["A", "B"], "A och B"), (["A", "B", "C"], "A, B och C")],
    ids=["none", "one", "two", "three"],
)
def test_words_are_joined_as_a_sentence_does(words, sentence):
    assert listed(words) == sentence


@pytest.mark.parametrize(("number", "text"), [(0, "0 fel"), (1, "1 fel"), (1234, "1\u00a0234 fel")])
def test_numbers_stand_with_their_noun(number, text):
    assert counted(number, "fel", "fel") == text


def test_small_numbers_are_words():
    assert [number_word(number) for number in (1, 4, 12, 13)] == ["en", "fyra", "tolv", "13"]
    assert digits(1_000_000) == "1\u00a0000\u00a0000"


def test_a_unit_is_called_by_its_name():
    city = small_city()
    assert [unit_name(city, unit) for unit in ("alsta", None, EVERYBODY)] == [
        "Ålsta",
        "Okänd enhet",
        "Hela sammanställningen",
    ]


def test_a_column_is_called_by_its_header():
    city = small_city()
    assert [column_name(city, column) for column in ("mal", None, "arbetet utförs av")] == [
        "Mål och nytta",
        "",
        "arbetet utförs av",
    ]


def test_an_issue_belongs_to_its_unit_or_to_nobody_known():
    owners = {one.code: owner(one) for one in few().issues}
    assert owners["SCH001"] == "bergby"
    assert owners["INT062"] == "kulturnamnden"
    assert owners["INT010"] is None


def test_a_thing_has_one_word_wherever_people_read():
    """What is noted is "noterat" as the sheet is called, and a committee is a facknämnd."""
    told = [
        *(path for folder in ("exceltools", "plugins") for path in (ROOT / folder).rglob("*.py")),
        *(ROOT / "docs").glob("*.md"),
        *(ROOT / "workbook_templates").glob("*.toml"),
        ROOT / "README.md",
    ]
    assert len(told) > 50
    understood = ROOT / "exceltools" / "definition" / "explain.py"  # it knows what people write
    for path in told:
        found = re.findall(r"\bnotering\w*|\bNämnder\w*", path.read_text(encoding="utf-8"), re.IGNORECASE)
        assert path == understood or not found, path
