import datetime as dt

import pytest
from exceltools_timeplan import exceltools_rules

from exceltools.definition import Span, load
from exceltools.testing import findings, plan

RULES = {rule.code: rule for rule in exceltools_rules()}

# What each rule speaks of, and what it leaves in peace, one text a line.
CASES = {
    "TID001": (
        ["vid behov", "enligt plan", "så snart polisen kan", "T1, T2 och VB", "septembr 2021", "2O21", "20221", "2 år"],
        ["2021 – 2022", "hösten 2021", "löpande", "hösten", "2022 – 2021", "2021/2022", "31 februari 2021"],
    ),
    "TID002": (
        [
            "2022 – 2021",
            "2022-2021",
            "våren 2022 – hösten 2021",
            "december 2021 – januari 2021",
            "fr.o.m. 2022 t.o.m. 2021",
        ],
        ["2021 – 2022", "2021 – 2021", "hösten – våren 2022", "hösten 2021 – våren 2022", "2022; 2021", "löpande"],
    ),
    "TID003": (
        ["31 februari 2021", "2021-13-01", "29 februari 2021", "31/4 2021", "kvartal 5 2021", "vecka 53 2021"],
        ["28 februari 2021", "29 februari 2020", "30/4 2021", "kvartal 4 2021", "vecka 53 2020", "2021-12-01"],
    ),
    "TID004": (
        ["hösten", "september", "hösten–våren", "T1", "mars – juni", "15/3", "nästa år", "i slutet av terminen"],
        ["hösten 2021", "varje höst", "löpande", "mars – juni 2021", "T1 2021", "vid behov"],
    ),
    "TID005": (
        [
            "2021/2022",
            "21/22",
            "läsåret 2021",
            "hösten – våren 2022",
            "2021, löpande",
            "till 2022",
            "ca 2021",
            "vintern 2021",
        ],
        ["läsåret 2021/2022", "2021 – 2022", "hösten 2021 – våren 2022", "2021 och framåt", "t.o.m. 2022", "2021"],
    ),
    "TID010": (
        ["HT21", "vt-22", "21–22", "läsåret 21/22", "sept 21", "15/3-21", "210901", "HT21–VT22"],
        ["HT 2021", "läsåret 2021/22", "2021–22", "21/22", "2021-09-01", "HT21 och HT22"],
    ),
    "TID011": (
        ["hösten 2021 och hösten 2022", "mars och september 2021", "2019; 2021", "HT21 och HT22", "2021 – 2022; 2022"],
        ["2021 och 2022", "hösten 2021 och våren 2022", "våren och hösten 2021", "2021\n2021", "mars, april 2021"],
    ),
    "TID012": (
        ["2021-09-01", "2021-01-01", "2021-12-01", "2021-09-01 00:00:00"],
        ["2021-09-15", "september 2021", "1 september 2021", "2021-09", "2021-09-01 – 2021-12-31", "2021-01-01 – 2022"],
    ),
    # the strategy is 2019 – 2022 and the plan 2021 – 2022
    "TID006": (
        ["2021 – 2025", "2018", "2018 – 2021", "2023", "t.o.m. 2023", "fr.o.m. 2018", "fr.o.m. 2023", "t.o.m. 2018"],
        ["2019 – 2022", "2021", "fr.o.m. 2019", "t.o.m. 2022", "löpande", "2022-12-31", "2025 – 2021", "2021/2025"],
    ),
    "TID007": (
        ["2020", "2019 – 2020", "hösten 2020", "december 2020", "t.o.m. 2020", "2020-12-31"],
        ["2021", "2020 – 2021", "sedan 2019", "t.o.m. 2021", "löpande", "läsåret 2020/2021"],
    ),
    "TID008": (
        ["2020 – 2021", "hösten 2020 – våren 2022", "sedan 2019", "läsåret 2020/2021", "2019 – 2022"],
        ["2021 – 2022", "2020", "t.o.m. 2022", "fr.o.m. 2021", "löpande", "2021-01-01"],
    ),
    "TID009": (
        ["löpande", "tills vidare", "årligen", "fr.o.m. 2021", "2021 –", "2021 och framåt", "hela perioden"],
        ["löpande 2021 – 2022", "t.o.m. 2022", "2021", "vid behov", "2021, löpande"],
    ),
}


def cases():
    for code, (found, left) in CASES.items():
        yield from (pytest.param(code, text, 1, id=f"{code}-{text}") for text in found)
        yield from (pytest.param(code, text, 0, id=f"{code}-not-{text}") for text in left)


def asked(code, *subjects, **given):
    """Give what one rule finds when all of them are asked."""
    return findings(RULES[code], *subjects, also=[rule for rule in RULES.values() if rule.code != code], **given)


@pytest.mark.parametrize(("code", "text", "count"), [*cases()])
def test_what_a_rule_finds(code, text, count):
    found = asked(code, {"tidsplan": text})
    assert [(issue.column, issue.cell) for issue in found] == [("tidsplan", "F6")] * count


def test_every_rule_has_its_cases():
    assert set(CASES) == set(RULES)
    assert all(len(found) + len(left) >= 8 for found, left in CASES.values())


def said(text, **given):
    """Give what all the rules together say of a text: code, message and hint."""
    return [
        (issue.code, issue.message, issue.hint) for code in RULES for issue in asked(code, {"tidsplan": text}, **given)
    ]


@pytest.mark.parametrize(
    ("text", "code", "message", "hint"),
    [
        pytest.param(
            "2021 – 2025",
            "TID006",
            "Tidsplanen ”2021 – 2025” sträcker sig tre år förbi strategin, som gäller 2019 – 2022.",
            "Är det så ni menar kan det stå kvar. Skriv annars den tid som ryms inom strategin: 2021 – 2022.",
            id="past-the-strategy",
        ),
        pytest.param(
            "hösten 2018 – 2023-01-12",
            "TID006",
            "Tidsplanen ”hösten 2018 – 2023-01-12” börjar fem månader före och sträcker sig tolv dagar förbi "
            "strategin, som gäller 2019 – 2022.",
            "Är det så ni menar kan det stå kvar. Skriv annars den tid som ryms inom strategin: 2019 – 2022.",
            id="at-both-ends",
        ),
        pytest.param(
            "2012",
            "TID006",
            "Tidsplanen ”2012” ligger före strategin, som gäller 2019 – 2022.",
            "Se efter att årtalet stämmer.",
            id="before-the-strategy",
        ),
        pytest.param(
            "2020",
            "TID007",
            "Tidsplanen ”2020” ligger före planens tid, 2021 – 2022.",
            "Se efter att årtalet stämmer. Gör det det, hör aktiviteten till en annan plan.",
            id="before-the-plan",
        ),
        pytest.param(
            "december 2020 – 2021",
            "TID005",
            "Det går inte att vara säker på vilken tid ”december 2020 – 2021” betyder.",
            "Menar ni december 2020 – december 2021 eller december 2020 och december 2021? Skriv det som gäller.",
            id="two-readings",
        ),
        pytest.param(
            "december 2020 – mars 2021",
            "TID008",
            "Tidsplanen ”december 2020 – mars 2021” börjar en månad före planens tid, 2021 – 2022.",
            "Är det så ni menar kan det stå kvar. Se annars efter att årtalen stämmer.",
            id="begins-before-the-plan",
        ),
        pytest.param(
            "vid behov",
            "TID001",
            "Tidsplanen ”vid behov” går inte att läsa som en tid.",
            "Skriv när arbetet görs, till exempel 2021 – 2022.",
            id="no-time",
        ),
        pytest.param(
            "20221",
            "TID001",
            "Tidsplanen ”20221” går inte att läsa som en tid.",
            "Menar ni 2021 eller 2022? Skriv det som gäller.",
            id="a-digit-too-much",
        ),
        pytest.param(
            "2022 – 2021",
            "TID002",
            "Tidsplanen ”2022 – 2021” slutar innan den börjar.",
            "Menar ni 2021 – 2022? Skriv det i så fall.",
            id="backwards",
        ),
        pytest.param(
            "vecka 53 2021",
            "TID003",
            "Tidsplanen ”vecka 53 2021” nämner en tid som inte finns i kalendern.",
            "Se efter att dag, månad och år stämmer.",
            id="not-in-the-calendar",
        ),
        pytest.param(
            "hösten",
            "TID004",
            "Det saknas ett årtal i tidsplanen ”hösten”.",
            "Skriv årtalet också, till exempel hösten 2021.",
            id="their-own-words-with-a-year",
        ),
        pytest.param(
            "nästa år",
            "TID004",
            "Det saknas ett årtal i tidsplanen ”nästa år”.",
            "Skriv årtalet också, till exempel mars – juni 2021.",
            id="other-words-where-theirs-would-not-do",
        ),
        pytest.param(
            "vintern 2021",
            "TID005",
            "Det går inte att vara säker på vilken tid ”vintern 2021” betyder.",
            "Skriv från när och till när, till exempel mars – juni 2021.",
            id="no-reading-to-propose",
        ),
        pytest.param(
            "löpande",
            "TID009",
            "Tidsplanen ”löpande” säger inte när arbetet börjar och slutar.",
            "Skriv gärna båda, till exempel 2021 – 2022.",
            id="neither-beginning-nor-end",
        ),
        pytest.param(
            "fr.o.m. hösten 2021",
            "TID009",
            "Tidsplanen ”fr.o.m. hösten 2021” säger inte när arbetet ska vara klart.",
            "Skriv gärna slutet också, till exempel augusti 2021 – december 2022.",
            id="no-end",
        ),
        pytest.param(
            "HT21",
            "TID010",
            "Årtalet i ”HT21” har två siffror. Det lästes som HT 2021.",
            "Skriv gärna årtal med fyra siffror.",
            id="two-digits",
        ),
        pytest.param(
            "våren 2021 och våren 2022",
            "TID011",
            "Tidsplanen nämner flera tider. De räknas som en enda, från den första dagen till den sista.",
            "Det kan stå kvar. Vill ni hålla isär tiderna, skriv en rad för varje.",
            id="several",
        ),
        pytest.param(
            "2021-09-01",
            "TID012",
            "Tidsplanen är en enda dag, den 1 september 2021.",
            "Menar ni hela månaden, skriv september 2021. Excel gör ibland om en månad till ett datum.",
            id="a-month-that-became-a-date",
        ),
    ],
)
def test_what_is_said(text, code, message, hint):
    assert said(text) == [(code, message, hint)]


@pytest.mark.parametrize(
    "text", ["2021 – 2022", "2022", "läsåret 2021/2022", "HT 2021 – VT 2022", "1/9 2021 – 30/6 2022", "t.o.m. maj 2021"]
)
def test_a_sound_time_plan_is_left_in_peace(text):
    assert said(text) == []


@pytest.mark.parametrize("text", ["", "-", "–", "?", "ej aktuellt", "se ovan", "#REF!", "#NAMN?"])
def test_what_the_schema_speaks_of_is_not_said_twice(text):
    assert said(text) == []


def test_a_dash_in_another_cell_does_not_hide_the_time_plan():
    assert [issue.row for issue in asked("TID001", {"tidsplan": "vid behov", "mal": "-"})] == [6]


def test_a_sheet_without_the_column_is_not_asked():
    made = plan({"tidsplan": "2022 – 2021"}, without=["tidsplan"])
    assert [asked(code, made) for code in RULES] == [[]] * len(RULES)


def test_another_strategy_has_other_bounds():
    bundled = load()
    later = bundled.model_copy(
        update={
            "strategy": Span(start=dt.date(2024, 7, 1), end=dt.date(2028, 6, 30)),
            "plan": Span(start=dt.date(2025, 1, 1), end=dt.date(2026, 12, 31)),
        }
    )
    assert said("2025 – 2026", definition=later) == []
    assert said("2028", definition=later) == [
        (
            "TID006",
            "Tidsplanen ”2028” sträcker sig sex månader förbi strategin, som gäller juli 2024 – juni 2028.",
            "Är det så ni menar kan det stå kvar. Skriv annars den tid som ryms inom strategin: januari – juni 2028.",
        )
    ]
    assert [code for code, _, _ in said("fr.o.m. 2027", definition=later)] == ["TID007", "TID009"]
