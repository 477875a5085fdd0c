"""What is noted is read rule by rule, and thousands of notes do not bury the reader."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from opening import links, sheets, texts, trees
from results import RULES, activity, few, plan, put_files, result, rule, said, small_city

from exceltools.consolidated import workbook
from exceltools.consolidated.contents import contents
from exceltools.consolidated.links import SourceLinks
from exceltools.consolidated.noted import MOST_OPEN


def made(given):
    return workbook(contents(given, SourceLinks(Path())))


def column(cells, letter):
    return [text for place, text in cells.items() if place.rstrip("0123456789") == letter]


def noted(number, code="INT034"):
    city = small_city()
    place = {"unit": "alsta", "source": "a.xlsx", "sheet": "Plan"}
    issues = [said(code, f"Sak {one}.", "", {**place, "row": one + 2, "cell": f"H{one + 2}"}) for one in range(number)]
    return result(city, [plan(city, "alsta", [activity("alsta", 2, source="a.xlsx")])], issues, [])


def test_notes_of_one_rule_stand_together_under_its_title_and_reason(monkeypatch):
    monkeypatch.setitem(RULES, "TID010", rule("TID010", "two-digits", "Två siffror", "info", "Ingen ska ta fel."))
    given = few()
    more = [
        said("TID010", "Årtalet har två siffror.", "Skriv fyra.", {"unit": unit, "source": f"{unit}.xlsx", "row": 6})
        for unit in ("bergby", "alsta")
    ]
    cells = texts(made(replace(given, issues=(*given.issues, *more))))["Noterat"]
    assert column(cells, "A") == [
        "Noterat",
        "3 saker noterade. Inget av det behöver rättas.",
        "Enhet",
        "En egen kolumn. Därför.",
        "Bergby",
        "Två siffror. Ingen ska ta fel.",
        "Ålsta",
        "Bergby",
    ]
    assert column(cells, "F") == ["Antal", "1", "1", "2", "1", "1"]


def test_a_note_leads_to_its_cell(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    put_files(few(), tmp_path)
    (link,) = links(made(few()))["Noterat"]
    assert (link.target, link.location) == ("svar/Bergby.xlsx", "'Plan'!H1")


def test_nothing_noted_is_said():
    assert column(texts(made(noted(0)))["Noterat"], "A") == ["Noterat", "Inget särskilt är noterat.", "Enhet"]


@pytest.mark.parametrize(("number", "folded"), [(MOST_OPEN, False), (MOST_OPEN + 1, True)], ids=["many", "too many"])
def test_more_notes_than_anybody_reads_are_folded_and_the_reader_is_told(number, folded):
    data = made(noted(number))
    rows = [one for one in trees(data)[sheets(data)["Noterat"]].iter() if one.tag.endswith("}row")]
    assert sum(row.get("hidden") == "1" for row in rows) == (number if folded else 0)
    assert ("A3" in texts(data)["Noterat"]) == folded


def test_a_note_of_a_rule_that_nobody_declared_stands_under_its_name():
    cells = texts(made(replace(noted(1), declarations={})))["Noterat"]
    assert column(cells, "A")[3] == "added-column"
