"""What `check` prints: each file once, the same advice once, and who is missing in one sentence."""

from __future__ import annotations

from dataclasses import replace

from results import said, small_city

from exceltools.listing import listing
from exceltools.model import Result

CITY = small_city()
BERGBY = {"unit": "bergby", "source": "b.xlsx", "sheet": "Plan"}


def printed(*issues):
    nothing = {"plugins": (), "sources": (), "plans": (), "coverage": (), "declarations": {}}
    return listing(Result(definition=CITY, issues=issues, **nothing)).splitlines()[:-2]


def lacking(code="TACK001", area="Fritid", hint="Lägg till en aktivitet."):
    return said(code, f"{area} saknas.", hint, BERGBY)


def test_advice_that_several_sentences_share_stands_after_the_last():
    assert printed(lacking(), lacking(area="Skolnärvaro")) == [
        "b.xlsx",
        "  fel TACK001: Fritid saknas.",
        "  fel TACK001: Skolnärvaro saknas.",
        "      Lägg till en aktivitet.",
    ]


def test_advice_that_differs_stands_after_its_own():
    assert printed(lacking(hint="Ett."), lacking(area="Skolnärvaro", hint="Två.")) == [
        "b.xlsx",
        "  fel TACK001: Fritid saknas.",
        "      Ett.",
        "  fel TACK001: Skolnärvaro saknas.",
        "      Två.",
    ]


def test_the_same_advice_in_another_file_is_said_again():
    other = replace(lacking(), source="c.xlsx")
    assert printed(lacking(), other)[2::4] == ["      Lägg till en aktivitet.", "      Lägg till en aktivitet."]


def test_missing_plans_are_one_sentence_in_the_definitions_order():
    missing = [
        said("INT062", f"Ingen plan har kommit från {unit}.", "Skicka en påminnelse.", {"unit": unit})
        for unit in ("bergby", "alsta")
    ]
    assert printed(*missing) == [
        "Planer som saknas",
        "  varning INT062: Ingen plan har kommit från Ålsta och Bergby.",
        "      Skicka en påminnelse.",
    ]


def test_a_word_with_a_capital_and_without_is_the_same_thing_said():
    low, high = (
        said("TID003", f"Tidsplanen ”{word}” säger inte när.", "", {**BERGBY, "row": row, "cell": f"F{row}"})
        for row, word in ((7, "löpande"), (8, "Löpande"))
    )
    assert printed(low, high)[1].startswith("  F7–F8: ")
