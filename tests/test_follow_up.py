import re
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exceltools.definition import FollowUpCode, load
from exceltools.follow_up import parse, written
from exceltools.model import FollowUp

CODES = load().follow_up
ORDER = ("T1", "T2", "VB")


def read(text, codes=CODES):
    return parse(text, codes)


# text | codes | the rest of the text
SPELLINGS = """
T1, T2 och VB                                    | T1 T2 VB |
T1. VB                                           | T1 VB    |
T1. T2. VB.                                      | T1 T2 VB |
T1, T2 samt VB.                                  | T1 T2 VB |
T1,T2,VB                                         | T1 T2 VB |
t1, t2, vb                                       | T1 T2 VB |
T1/T2/VB                                         | T1 T2 VB |
T1 + T2 + VB                                     | T1 T2 VB |
T1 T2 VB                                         | T1 T2 VB |
T1T2VB                                           | T1 T2 VB |
T1ochT2                                          | T1 T2    |
T1;T2;VB                                         | T1 T2 VB |
T1. VB                                           | T1 VB    |
T1. T2. VB.                                      | T1 T2 VB |
T1-T2                                            | T1 T2    |
T1 – T2 – VB                                     | T1 T2 VB |
VB, T2, T1                                       | T1 T2 VB |
T1 och T1                                        | T1       |
T 1 och T 2                                      | T1 T2    |
T.1, T-2                                         | T1 T2    |
(T1, T2)                                         | T1 T2    |
både T1 och T2                                   | T1 T2    |
T1 respektive T2                                 | T1 T2    |
T1 och 2                                         | T1 T2    |
T1, 2 och VB                                     | T1 T2 VB |
T1-2                                             | T1 T2    |
T1/2 & VB                                        | T1 T2 VB |
tertial 1 och 2                                  | T1 T2    |
Tertialrapport 1                                 | T1       |
tertialrapport ett och två                       | T1 T2    |
Tertialrapporterna 1 och 2                       | T1 T2    |
första och andra tertialrapporten                | T1 T2    |
1:a och 2:a tertialrapporten                     | T1 T2    |
tertial-rapport 2                                | T2       |
Tertialrapport T1 och T2                         | T1 T2    |
T1 (tertialrapport 1)                            | T1       |
Verksamhetsberättelsen                           | VB       |
verksamhetsberättelse (VB)                       | VB       |
verksamhets- berättelse                          | VB       |
VB:n                                             | VB       |
T1:an                                            | T1       |
VB 2021                                          | VB       |
T1 2021, T2 2021 och VB 2021                     | T1 T2 VB |
T1 och T2 2021 och 2022                          | T1 T2    |
2021: T1, T2, VB. 2022: T1, T2, VB               | T1 T2 VB |
i samband med T1, T2 och VB                      | T1 T2 VB |
Uppföljning sker i samband med T1 och T2         | T1 T2    |
Följs upp i T1 samt VB                           | T1 VB    |
Vid tertialrapport 1 och 2 samt i VB             | T1 T2 VB |
"""
OTHER_WAYS = """
Enkät till personalen varje vår                  |          | Enkät till personalen varje vår
Genom enkät                                      |          | Genom enkät
BUP, SSP och MVP                                 |          | BUP, SSP och MVP
Löpande i ledningsgrupp                          |          | Löpande i ledningsgrupp
vid behov                                        |          | vid behov
v.b.                                             |          | v.b.
HT 2021                                          |          | HT 2021
APT 1 gång/mån                                   |          | APT 1 gång/mån
verksamhetsplan                                  |          | verksamhetsplan
Avstämning efter varje tertialrapport            |          | Avstämning efter varje tertialrapport
-                                                |          | -
T1, T2 och VB samt via enkät                     | T1 T2 VB | enkät
T1, T2, VB och/eller på annat sätt               | T1 T2 VB | på annat sätt
T1. Enkät till personalen.                       | T1       | Enkät till personalen.
Enkät till personalen varje vår samt i T1 och VB | T1 VB    | Enkät till personalen varje vår
Lägesbildsrapport i samband med T2               | T2       | Lägesbildsrapport
T2: lägesbildsrapport september 2021             | T2       | lägesbildsrapport september 2021
Enkät (se bilaga), T1                            | T1       | Enkät (se bilaga)
T1 (muntligt) och T2 (skriftligt)                | T1 T2    | muntligt, skriftligt
VB, T1 och avstämning i SSP-gruppen              | T1 VB    | avstämning i SSP-gruppen
T1, T2 och BUP                                   | T1 T2    | BUP
T1, T2 och VD                                    | T1 T2    | VD
T1, T2, VB, SIG, SSP, MVP                        | T1 T2 VB | SIG, SSP, MVP
T1, VBE-möte                                     | T1       | VBE-möte
T1, 1 gång per år                                | T1       | 1 gång per år
T1 och 2 enkäter                                 | T1       | 2 enkäter
T1 2021-04-30                                    | T1       | 2021-04-30
T1, T2 och VB i ledningsgruppen                  | T1 T2 VB | i ledningsgruppen
Stockholmsenkäten 2022 samt VB                   | VB       | Stockholmsenkäten 2022
T1 och T2, ej VB                                 | T1 T2    | ej VB
T1, T2 utom VB                                   | T1 T2    | utom VB
ej T1 eller T2                                   |          | ej T1 eller T2
Förutom T1, T2 och VB görs en enkät              | T1 T2 VB | görs en enkät
"""


def table(rows):
    for row in rows.strip().splitlines():
        text, codes, other = (field.strip() for field in row.split("|"))
        yield pytest.param(text, FollowUp(tuple(codes.split()), other), id=text)


@pytest.mark.parametrize(("text", "follow_up"), [*table(SPELLINGS), *table(OTHER_WAYS)])
def test_codes_and_other_ways(text, follow_up):
    assert read(text) == follow_up


@pytest.mark.parametrize(
    ("text", "codes", "unknown", "other"),
    [
        pytest.param(
            "T1, T2 samt VBE Lägesbildsrapport september 2021",
            ("T1", "T2"),
            (("VBE", "VB"),),
            "Lägesbildsrapport september 2021",
            id="as a real plan has it",
        ),
        pytest.param("T1, VBE och T2", ("T1", "T2"), (("VBE", "VB"),), "", id="between codes"),
        pytest.param("vbe", (), (("vbe", "VB"),), "", id="the whole cell"),
        pytest.param("T1 VBE enkät", ("T1",), (("VBE", "VB"),), "enkät", id="directly after a code, in capitals"),
        pytest.param("T1 vbe enkät", ("T1",), (), "vbe enkät", id="not in capitals: perhaps a word"),
        pytest.param("Enkät, VBE", (), (), "Enkät, VBE", id="no code beside it: perhaps an acronym"),
        pytest.param("T3", (), (("T3", ""),), "", id="as far from T1 as from T2"),
        pytest.param("T1 och 3", ("T1",), (("T3", ""),), "", id="a number that no code has"),
        pytest.param("T1–3", ("T1", "T2"), (("T3", ""),), "", id="a range beyond the codes"),
        pytest.param("Tertial 3", (), (("Tertial 3", ""),), "", id="a name with a number that no code has"),
        pytest.param("tertialrapporterna och VB", ("VB",), (("tertialrapporterna", ""),), "", id="which of them"),
        pytest.param("TI, T2 och VB", ("T2", "VB"), (("TI", "T1"),), "", id="a letter for a digit"),
        pytest.param("T11, T2", ("T2",), (("T11", "T1"),), "", id="a digit twice"),
        pytest.param("BV, T1", ("T1",), (("BV", "VB"),), "", id="letters swapped"),
        pytest.param("T1, T2, VN", ("T1", "T2"), (("VN", "VB"),), "", id="the next key"),
        pytest.param("T1, T2 och V", ("T1", "T2"), (("V", "VB"),), "", id="a letter lost"),
        pytest.param("VB1", (), (("VB1", "VB"),), "", id="a digit too much"),
        pytest.param("T1–VB", ("T1", "VB"), (("T1–VB", ""),), "", id="a dash over a code: T2 too, or not?"),
        pytest.param("T1 t.o.m. VB", ("T1", "VB"), (("T1 t.o.m. VB", ""),), "", id="the same in words"),
        pytest.param("tertialraport 1 och enkät", (), (("tertialraport 1", "T1"),), "enkät", id="a name misspelt"),
        pytest.param("verksamhetsberätelse", (), (("verksamhetsberätelse", "VB"),), "", id="a long name misspelt"),
    ],
)
def test_what_only_looks_like_a_code_is_proposed_and_never_used(text, codes, unknown, other):
    assert read(text) == FollowUp(codes, other, unknown)


@pytest.mark.parametrize("text", ["", " \n", "\u200b"])
def test_nothing(text):
    assert read(text) == FollowUp(())


def test_codes_are_the_definitions():
    codes = (
        FollowUpCode(code="DR", name="Delårsrapporten", date="08-31", aliases=("Delår",)),
        FollowUpCode(code="ÅR", name="Årsredovisningen", date="12-31"),
    )
    assert read("delårsrapport samt ÅR, T1", codes) == FollowUp(("DR", "ÅR"), "T1")
    assert read("Årsredovisning och delåret", codes) == FollowUp(("DR", "ÅR"))


def test_a_bare_number_is_no_name():
    codes = (FollowUpCode(code="VB", name="Verksamhetsberättelsen", date="12-31", aliases=("7",)),)
    assert read("7 gånger, 7", codes) == FollowUp((), "7 gånger, 7")


# --- properties ------------------------------------------------------------------------------------------------

SPELT = {"T1": ("T1", "t1", "T 1", "Tertialrapport 1"), "T2": ("T2", "t 2", "tertial 2"), "VB": ("VB", "vb", "VB 2021")}
SEPARATORS = st.sampled_from([", ", ",", " och ", " samt ", "/", " + ", " & ", "; ", "\n", " ", ". ", " resp. "])
ORDERS = [order for count in (1, 2, 3) for chosen in combinations(ORDER, count) for order in permutations(chosen)]
OTHERS = st.sampled_from(["Enkät till personalen", "Lägesbildsrapport september 2021", "avstämning i SSP", "SIG (BUP)"])


@given(st.data(), st.sampled_from(ORDERS), st.sampled_from(["", ".", " "]))
def test_every_order_separator_and_spelling_is_recognised(data, order, end):
    spelt = [data.draw(st.sampled_from(SPELT[code])) for code in order]
    text = data.draw(SEPARATORS).join(spelt) + end
    assert read(text) == FollowUp(tuple(code for code in ORDER if code in order))


@given(st.sampled_from(ORDERS), OTHERS, SEPARATORS, st.sampled_from(["before", "after"]))
def test_another_way_is_kept_whole(order, other, separator, side):
    codes = ", ".join(order)
    found = read(separator.join([other, codes] if side == "before" else [codes, other]))
    assert found == FollowUp(tuple(code for code in ORDER if code in order), other)


@given(
    st.lists(st.sampled_from(ORDER), unique=True),
    st.one_of(st.just(""), OTHERS),
    st.sampled_from([(), (("VBE", "VB"),), (("T3", ""),)]),
)
def test_what_is_written_is_read_again(codes, other, unknown):
    if not codes and other and unknown == (("VBE", "VB"),):
        return  # without a code beside it, VBE is taken for an acronym
    follow_up = FollowUp(tuple(code for code in ORDER if code in codes), other, unknown)
    assert read(written(follow_up, CODES)) == follow_up


@given(st.text())
def test_any_text_is_read(text):
    promises_kept(read(text))


WORDS = [
    "T1",
    "T",
    "1",
    "2",
    "3",
    "VB",
    "VBE",
    "och",
    ",",
    ".",
    ";",
    "–",
    "(",
    ")",
    "2021",
    "enkät",
    "SSP",
    "ej",
    "i",
    "\n",
]


@given(st.lists(st.sampled_from([*WORDS, "tertial", "första", "via", "uppföljning"])))
def test_no_word_of_substance_is_lost(words):
    found = read(" ".join(words))
    promises_kept(found)
    for word in ("enkät", "SSP", "ej"):
        assert re.findall(r"\w+", found.other).count(word) == words.count(word)


def promises_kept(found):
    assert [code for code in ORDER if code in found.codes] == list(found.codes)
    assert all(name and nearest in ("", *ORDER) for name, nearest in found.unknown)


@pytest.mark.parametrize(
    ("codes", "text"),
    [((), ""), (("VB",), "VB"), (("T1", "VB"), "T1 och VB"), (("VB", "T2", "T1"), "T1, T2 och VB")],
)
def test_written(codes, text):
    assert written(FollowUp(codes), CODES) == text
