import pytest
from exceltools_uppfoljning import exceltools_rules

from exceltools.definition import FollowUpCode, load
from exceltools.testing import findings, plan

RULES = {rule.code: rule for rule in exceltools_rules()}

# What each rule speaks of, and what it leaves in peace, one text a line.
CASES = {
    "UPP001": (
        ["T1, T2 samt VBE", "T3", "vbe", "T1 och 3", "TI, VB", "tertialraport 1", "T1–VB", "tertialrapporterna"],
        ["T1, T2 och VB", "T1, T2 och BUP", "SSP, MVP", "T1, VBE-möte", "Enkät, VBE", "T1 och VD", "t1,t2,vb"],
    ),
    "UPP002": (
        [
            *(
                "löpande",
                "vid behov",
                "Följs upp varje termin",
                "enligt plan",
                "juni 2022",
                "årligen",
                "ej VB",
                "hösten",
            ),
            *("Ingen uppföljning", "halvårsvis", "Vid årets slut", "Inom ramen för ordinarie uppföljning"),
        ],
        ["VB", "Enkät varje vår", "Löpande i ledningsgruppen", "VBE", "T1 löpande", "Uppföljning i SSP", "BUP"],
    ),
    "UPP003": (
        [
            "T1 och 2",
            "T1-2",
            "tertial 1 och 2",
            "första tertialrapporten",
            "T1ochVB",
            "1:a och 2:a tertialrapporten",
            "tertial-rapport 2",
        ],
        [
            "T1, T2, VB",
            "vb t1",
            "T 1",
            "T1T2",
            "T1 2021",
            "Tertialrapporten 1",
            "verksamhetsberättelsens bilaga",
            "VB:n",
            "Enkät",
            "VBE",
        ],
    ),
    # time | follow-up; T1 looks back from the end of April, T2 from the end of August, VB from the end of the year
    "UPP004": (
        [
            "hösten 2021 | T1, T2 och VB",  # T1-before-an-autumn
            "september 2021 | T1 och T2",  # both-before-September
            "2021-10-31 | T2",  # a-single-day-after-T2
            "november 2021 – januari 2022 | T2, VB",  # T2-neither-before-nor-within
            "fr.o.m. hösten 2022 | T1",  # its-next-T1-is-after-the-plan
            "fr.o.m. 2022-09-15 | T1, T2, VB",  # both
        ],
        [
            "hösten 2021 | T2 och VB",  # T2-at-the-end-of-August
            "september 2021 – juni 2022 | T1 och VB",  # T1-comes-again-next-year
            "våren 2021 | T1, T2 och VB",  # T2-and-VB-after-a-spring
            "2021 – 2022 | T1, T2 och VB",  # two-years
            "fr.o.m. hösten 2021 | T1",  # no-end-so-T1-will-come
            "löpande | T1",  # no-time-to-go-by
            "2022 – 2021 | T1",  # reversed
            "hösten | T1",  # no-year
            "hösten 2021 | Enkät",  # no-report
            "hösten 2021 | ",  # empty
            "fr.o.m. hösten 2022 | VB",  # VB-of-that-year
            "t.o.m. 2022 | T1",  # no-beginning
        ],
    ),
}


def cases():
    for code, (found, left) in CASES.items():
        yield from (pytest.param(code, text, 1, id=f"{code}-{text}") for text in found)
        yield from (pytest.param(code, text, 0, id=f"{code}-not-{text}") for text in left)


@pytest.mark.parametrize(("code", "text", "count"), [*cases()])
def test_what_a_rule_finds(code, text, count):
    time, _, follow_up = text.rpartition(" | ")
    row = {"uppfoljning": follow_up} | ({"tidsplan": time} if time else {})
    found = findings(RULES[code], row)
    assert [(issue.column, issue.cell) for issue in found] == [("uppfoljning", "G6")] * count


def said(text, time="2021 – 2022", **given):
    """Give what all the rules together say of a text: code, message and hint."""
    row = {"uppfoljning": text, "tidsplan": time}
    found = [issue for rule in RULES.values() for issue in findings(rule, row, **given)]
    return [(issue.code, issue.message, issue.hint) for issue in found]


@pytest.mark.parametrize(
    ("text", "time", "expected"),
    [
        pytest.param(
            "T1, T2 samt VBE Lägesbildsrapport september 2021",
            "2021 – 2022",
            ("UPP001", "Rapporten ”VBE” finns inte.", "Menar ni VB? Skriv det i så fall."),
            id="an-unknown-code-with-a-near-one",
        ),
        pytest.param(
            "T3",
            "2021",
            (
                "UPP001",
                "Det går inte att säga vilken rapport ”T3” är.",
                "Skriv T1, T2 eller VB, eller med egna ord hur ni följer upp.",
            ),
            id="an-unknown-code-with-none-near",
        ),
        pytest.param(
            "Löpande",
            "2021",
            (
                "UPP002",
                "Uppföljningen ”Löpande” säger inte hur aktiviteten följs upp.",
                "Skriv i vilken rapport (T1, T2 eller VB) eller på vilket annat sätt, till exempel en enkät.",
            ),
            id="says-nothing",
        ),
        pytest.param(
            "T1 och 2",
            "2021",
            ("UPP003", "Uppföljningen ”T1 och 2” lästes som T1 och T2.", "Skriv gärna just så: T1 och T2."),
            id="read-between-the-lines",
        ),
        pytest.param(
            "T1, T2 och VB",
            "september 2021",
            (
                "UPP004",
                "När T1 och T2 skrivs 2021 har aktiviteten inte börjat.",
                "Tidsplanen är september 2021. Följ upp i VB.",
            ),
            id="too-early",
        ),
        pytest.param(
            "T1",
            "hösten 2021",
            (
                "UPP004",
                "När T1 skrivs 2021 har aktiviteten inte börjat.",
                "Tidsplanen är augusti – december 2021. Följ upp i T2 eller VB.",
            ),
            id="too-early-with-a-choice",
        ),
    ],
)
def test_what_is_said(text, time, expected):
    assert said(text, time) == [expected]


@pytest.mark.parametrize("text", ["", "-", "?", "ej aktuellt", "se ovan", "#REF!"])
def test_what_the_schema_speaks_of_is_not_said_twice(text):
    assert said(text) == []


@pytest.mark.parametrize(
    "text", ["T1, T2 och VB", "VB, T1", "T2 och VB samt en enkät i maj", "Intervjuer med barn", "Stockholmsenkäten"]
)
def test_a_sound_follow_up_is_left_in_peace(text):
    assert said(text) == []


def test_two_unknown_codes_have_a_fingerprint_each():
    found = findings(RULES["UPP001"], {"uppfoljning": "T1, T3 och VBE"})
    assert len({issue.fingerprint for issue in found}) == 2


def test_the_words_that_say_nothing_can_be_others():
    text = {"uppfoljning": "Dialog med berörda"}
    assert findings(RULES["UPP002"], text) == []
    wished = {"words": ["dialog", "med", "berörda"]}
    assert len(findings(RULES["UPP002"], text, parameters=wished)) == 1


def test_other_codes_have_other_names_and_days():
    codes = (
        FollowUpCode(code="DR", name="Delårsrapporten", date="02-28"),
        FollowUpCode(code="ÅR", name="Årsredovisningen", date="12-31"),
    )
    other = load().model_copy(update={"follow_up": codes})
    assert said("DR, ÅR", "januari – juni 2021", definition=other) == []
    assert said("delårsrapport", "mars 2021", definition=other) == [
        ("UPP004", "När DR skrivs 2021 har aktiviteten inte börjat.", "Tidsplanen är mars 2021. Följ upp i ÅR.")
    ]


def test_a_sheet_without_one_of_the_columns_is_not_asked():
    made = plan({"tidsplan": "hösten 2021", "uppfoljning": "T1"}, without=["tidsplan"])
    assert [findings(rule, made) for rule in RULES.values()] == [[]] * len(RULES)


def test_every_rule_has_its_cases():
    assert {*CASES, "UPP004"} == set(RULES)
    assert all(len(found) + len(left) >= 8 for found, left in CASES.values())
