"""Plan quality: what each rule asks about and what it leaves in peace; the texts are made up for the case."""

import pytest
from exceltools_kvalitet import copies, exceltools_rules
from exceltools_kvalitet.acronyms import _spells

from exceltools.definition import load
from exceltools.engine.examples import plan as made
from exceltools.model import Cell
from exceltools.testing import findings, plan

RULES = {rule.code: rule for rule in exceltools_rules()}
DEFINITION = load()

GOAL = "Alla barn mår bra och lyckas."
LONG = "Fältassistenterna går ut två och två varje fredag och lördag under hela sommaren."
IDENTITY = "811228-9874"  # the example of the Swedish tax agency: no living person's


def metod(text, tidsplan="2021 – 2022"):
    return {"metod": text, "tidsplan": tidsplan}


# What each rule speaks of, and what it leaves in peace: a row, or several, a case.
CASES = {
    "KVAL001": (
        [
            metod("Fältarbetet fortsätter som tidigare."),
            metod("Samarbetet med polisen pågår."),
            metod("Vi arbetar löpande med frågorna i alla verksamheter."),
            metod("Läxhjälp bedrivs på biblioteket."),
            metod("Familjecentralen finns redan och tar emot alla."),
            metod("Nattvandring sker som i dag."),
            metod("Information på BVC.", "löpande"),
            metod("Närvaromöten.", "tills vidare"),
            metod("Möten med rektorerna.", "årligen"),
        ],
        [
            metod("Fältarbetet fortsätter, och prövas även på söndagar."),
            metod("Utveckla det arbete som redan görs i skolorna."),
            metod("Fortsätta att stärka övergångarna mellan skolorna."),
            metod("Ett utvecklingsarbete pågår tillsammans med stadsdelen."),
            metod("Sociala insatsgrupper för unga som saknar pågående insats."),
            metod("Läxhjälp två kvällar i veckan."),
            metod("Läxhjälp två kvällar i veckan.", "löpande 2021 – 2022"),
            metod("Utbilda nya medarbetare.", "löpande"),
            metod("Läxhjälp.", "vid behov"),
            metod("", "löpande"),
            metod("Öppna förskolan startar en grupp för pappor.", "löpande"),
        ],
    ),
    "KVAL002": (
        [
            {"mal": "Utbilda all personal i lågaffektivt bemötande."},
            {"mal": "Att anordna föräldramöten"},
            {"mal": "Målet är att genomföra två kurser."},
            {"mal": "Vi ska ta fram en ny rutin."},
            {"mal": "1. Informera rektorerna."},
            {"mal": "• Starta en grupp för pappor"},
        ],
        [
            {"mal": "Alla föräldrar vet vart de kan vända sig."},
            {"mal": "Utbildade pedagoger på varje förskola."},
            {"mal": "Utbilda personalen så att oro upptäcks tidigt."},
            {"mal": "Starta tidigare insatser för att färre ska hamna utanför."},
            {"mal": "Öka kunskaperna på skolorna."},
            {"mal": "Att tidigt fånga upp elever i behov av stöd."},
            {"mal": "Inskrivningen ska upp med fem procentenheter."},
            {"mal": ""},
        ],
    ),
    "KVAL003": (
        [
            metod("Ökad trygghet i centrum."),
            metod("Säkerställa skolgången för placerade barn"),
            metod("Minska den ogiltiga frånvaron."),
            metod("Förebygga våld bland unga"),
            metod("Att stärka föräldrarna i deras roll."),
        ],
        [
            metod("Öka skolnärvaron genom att ringa hem samma dag."),
            metod("Öka andelen lektioner utomhus. Veckoschemat görs i förväg."),
            metod("Stärka föräldrarna: fem kvällar varje termin."),
            metod("Minska frånvaron tillsammans med elevhälsan."),
            metod("Kurs för föräldrar i att minska konflikter hemma."),
            metod("Öka närvaron\nRing hem samma dag"),
            metod("Fler öppna kvällar på fritidsgården."),
            metod("Säkerställa " + "att någon vuxen ser, hör och vet vad som händer de unga när dagen är slut " * 2),
        ],
    ),
    "KVAL004": (
        [
            [{"omrade": "Fritid", "mal": ""}] * 2,
            [{"omrade": "Fritid", "mal": "–"}, {"omrade": "Fritid", "mal": ""}],
            [{"omrade": "Fritid", "mal": "se ovan"}] * 3,
            [{"omrade": "Fritid", "mal": ""}, {"omrade": "MVP", "mal": GOAL}, {"omrade": "Fritid", "mal": "?"}],
        ],
        [
            [{"omrade": "Fritid", "mal": ""}],
            [{"omrade": "Fritid", "mal": ""}, {"omrade": "Fritid", "mal": "Trygga kvällar."}],
            [{"omrade": "Fritid", "mal": ""}, {"omrade": "MVP", "mal": ""}],
            [{"omrade": "Något annat", "mal": ""}] * 3,
            [{"omrade": "Fritid", "mal": "Trygga kvällar."}] * 3,
        ],
    ),
    "KVAL005": (
        [
            {"ansvarig": "Alla"},
            {"ansvarig": "alla medarbetare."},
            {"ansvarig": "Samtliga, berörda chefer"},
            {"ansvarig": "Förvaltningen"},
            {"ansvarig": "Vi alla"},
            {"ansvarig": "NN"},
            {"ansvarig": "Vakant"},
            {"ansvarig": "Personalen\noch medarbetarna"},
        ],
        [
            {"ansvarig": "Enhetschef fritid"},
            {"ansvarig": "Alla rektorer"},
            {"ansvarig": "Rektorerna och alla"},
            {"ansvarig": "Grundskoleavdelningen"},
            {"ansvarig": "Förvaltningsdirektören"},
            {"ansvarig": "Respektive rektor"},
            {"ansvarig": ""},
        ],
    ),
    "KVAL006": (
        [
            {"ansvarig": "Enhetschef, 08-508 00 000"},
            {"ansvarig": "Enhetschef 070-123 45 67"},
            {"ansvarig": "+46 70 123 45 67"},
            {"ansvarig": "info@ekeby.example"},
            {"metod": "Frågor besvaras av anna.ek@ekeby.example."},
            {"metod": "Ring samordnaren på 0701234567 vid frågor."},
            {"uppfoljning": f"VB, ärendet {IDENTITY}"},
            {"mal": f"Eleven 19{IDENTITY.replace('-', '')} är tillbaka i skolan."},
        ],
        [
            {"ansvarig": "Enhetschef fritid"},
            {"metod": "Ring 112 vid fara, annars jouren på 08-508 00 000."},
            {"metod": "Anmälningar tas emot på orosanmalan@ekeby.example."},
            {"metod": "Feriejobb till 8 000 unga, 16–20 år, för 1 200 000 kr."},
            {"tidsplan": "2021-01-01 – 2022-12-31"},
            {"tidsplan": "01-09-2021"},
            {"metod": "Beslut 811228-9875 i nämnden, dnr 2020/1234-5678."},
            {"ansvarig": "Enhetschef 2021-01-01 – 2022-12-31"},
            {"metod": "Konto 20210101-20211231, paragraf 22 § LVU"},
        ],
    ),
    "KVAL007": (
        [
            {"ansvarig": "Anna Svensson"},
            {"ansvarig": "Enhetschef Erik Lindström"},
            {"ansvarig": "Fatima Ali, rektor"},
            {"ansvarig": "Anna-Karin Dahl-Norén"},
            {"ansvarig": "Rektor (Johan Berggren)"},
        ],
        [
            {"ansvarig": "Enhetschef, Maria Ungdom"},
            {"ansvarig": "Rektor, Katarina norra skola"},
            {"ansvarig": "Maria Magdalena församling"},
            {"ansvarig": "Sofia"},
            {"ansvarig": "Avdelningschef Social Omsorg"},
            {"ansvarig": "Samordnare, Eriksdal"},
            {"ansvarig": "anna svensson"},
        ],
    ),
    "KVAL008": (
        [
            [metod(LONG)] * 2,
            [metod(LONG), metod(f" {LONG.upper()} ")],
            [metod(LONG), metod("Något helt annat som också är nytt."), metod(LONG)],
            [{"omrade": area, "mal": GOAL} for area in ("Fritid", "MVP", "Tidig upptäckt")],
        ],
        [
            [metod(LONG)],
            [metod(LONG), metod(LONG.replace("sommaren", "hösten"))],
            [metod("SSP-möten")] * 3,
            [{"omrade": "Fritid", "mal": GOAL}] * 3,
            [{"omrade": "Fritid", "mal": GOAL}, {"omrade": "MVP", "mal": GOAL}],
        ],
    ),
    "KVAL009": (
        [
            [metod(LONG) | {"unit": "bromma"}, metod(LONG) | {"unit": "farsta"}],
            [metod(LONG) | {"unit": "bromma"}, metod(LONG.replace("hela ", "")) | {"unit": "farsta"}],
            [metod(LONG) | {"unit": "bromma"}, metod(f"- {LONG.upper()}") | {"unit": "farsta"}],
        ],
        [
            [metod(LONG) | {"unit": "bromma"}],
            [metod(LONG) | {"unit": "bromma"}] * 2,
            [metod("Fältarbete varje fredag.") | {"unit": unit} for unit in ("bromma", "farsta")],
            [metod(f"{LONG} Det görs med Farsta och Bromma.") | {"unit": unit} for unit in ("bromma", "farsta")],
            [
                metod(LONG) | {"unit": "bromma"},
                metod("Skolan ringer hem samma dag som en elev är borta, och bjuder in till ett möte.")
                | {"unit": "farsta"},
            ],
        ],
    ),
    "KVAL010": (
        [
            metod("Utbilda fler i LNU."),
            metod("LNU-möten varje månad, med protokoll."),
            metod("Lokala nätverket träffas (LNU) varje månad."),
            {"ansvarig": "Samordnare LNU"},
            metod("Frånvaron följs enligt ÖNU, varje vecka."),
        ],
        [
            metod("Lokala nätverket för unga (LNU) träffas varje månad."),
            metod("LNU, lokalt nätverk för unga, träffas varje månad."),
            metod("LNU = lokalt nätverk i ungdomsfrågor"),
            metod("Det kommunala utvecklingsarbetet (KUA) fortsätter."),
            metod("MVP i årskurs 8, HT 2021, följs upp i T2."),
            metod("BVC och LVU är kända för alla."),
            metod("ALLA SKA MED PÅ TÅGET"),
            metod("Steg II och III prövas."),
            metod("Rutinen finns på www.LNU.example."),
            metod("Lnu är ett namn, inte en förkortning."),
        ],
    ),
}  # fmt: skip


def rows_of(case):
    return case if isinstance(case, list) else [case]


def cases():
    for code, (found, left) in CASES.items():
        yield from (pytest.param(code, rows_of(case), True, id=f"{code}-{n}") for n, case in enumerate(found))
        yield from (pytest.param(code, rows_of(case), False, id=f"{code}-not-{n}") for n, case in enumerate(left))


@pytest.mark.parametrize(("code", "rows", "speaks"), [*cases()])
def test_what_a_rule_finds(code, rows, speaks):
    assert bool(findings(RULES[code], *rows)) is speaks


def test_every_rule_is_cautious():
    assert {rule.severity for rule in RULES.values()} == {"warning", "info"}


@pytest.mark.parametrize(
    ("code", "rows", "cells"),
    [
        pytest.param("KVAL001", [metod("Arbetet fortsätter.")], ["D6"], id="metod"),
        pytest.param("KVAL002", [{"mal": "Starta en grupp."}], ["C6"], id="mal"),
        pytest.param("KVAL004", [{"omrade": "Fritid", "mal": ""}] * 2, [None], id="an-area-has-no-cell"),
        pytest.param("KVAL005", [{"ansvarig": "Alla"}], ["E6"], id="ansvarig"),
        pytest.param("KVAL006", [{"metod": "Ring 070-123 45 67.", "ansvarig": "a@b.example"}], ["D6", "E6"], id="both"),
        pytest.param("KVAL008", [metod("Annat och nytt för i år."), metod(LONG), metod(LONG)], ["D7"], id="the-first"),
        pytest.param("KVAL010", [{"ansvarig": "Chef LNU"}, metod("Mer om LNU.")], ["E6"], id="where-it-stands-first"),
    ],
)
def test_where_a_finding_stands(code, rows, cells):
    assert [issue.cell for issue in findings(RULES[code], *rows)] == cells


def test_both_units_are_told_of_a_near_copy_and_of_each_other():
    found = findings(RULES["KVAL009"], *(metod(LONG) | {"unit": unit} for unit in ("bromma", "farsta")))
    assert [(issue.unit, issue.message) for issue in found] == [
        ("bromma", "Nästan samma metod står i planen från Farsta."),
        ("farsta", "Nästan samma metod står i planen från Bromma."),
    ]


def test_many_units_with_one_text_are_not_all_named():
    units = ("bromma", "farsta", "norrmalm", "skarpnack", "skarholmen", "sodermalm")
    found = findings(RULES["KVAL009"], *(metod(LONG) | {"unit": unit} for unit in units))
    assert found[0].message == "Nästan samma metod står i planen från Farsta, Norrmalm, Skarpnäck och 2 till."
    assert len(found) == len(units)


def test_a_merged_cell_is_one_text():
    given = made(metod(LONG), metod(LONG), definition=DEFINITION)
    merged = dict(given.activities[1].cells)
    merged["metod"] = Cell("metod", LONG, LONG, "D6", inherited=True)
    from dataclasses import replace

    second = replace(given.activities[1], cells=merged)
    assert findings(RULES["KVAL008"], replace(given, activities=(given.activities[0], second))) == []


def test_personal_data_is_not_repeated_in_the_sentence():
    (found,) = findings(RULES["KVAL006"], {"ansvarig": f"anna.ek@ekeby.example {IDENTITY} 070-123 45 67"})
    assert found.message == "Här står ett personnummer och en e-postadress."
    assert "ek" not in found.hint.split()


def test_what_counts_as_vague_and_who_may_be_named_is_the_citys():
    rule, named = RULES["KVAL005"], RULES["KVAL007"]
    assert findings(rule, {"ansvarig": "Alla"}, parameters={"words": ["ingen"]}) == []
    assert findings(rule, {"ansvarig": "Polisen"}, parameters={"words": ["polisen"]}) != []
    assert findings(named, {"ansvarig": "Erik Dahlbergs skola"}) == []
    assert findings(named, {"ansvarig": "Anna Lindberg"}, parameters={"allowed": ["Anna Lindberg"]}) == []


def test_lists_of_words_may_be_emptied():
    parameters = {"today": [], "change": []}
    assert findings(RULES["KVAL001"], metod("Arbetet fortsätter."), parameters=parameters) == []
    assert findings(RULES["KVAL001"], metod("Arbetet.", "löpande"), parameters=parameters) != []


@pytest.mark.parametrize(
    ("words", "letters", "spells"),
    [
        ("Kommunala aktivitetsansvaret", "kaa", True),
        ("social insatsgrupp", "sig", True),
        ("Ungdomar varken i arbete eller studier", "uvas", True),
        ("en ny social insatsgrupp", "sig", True),
        ("familjer och barn", "ab", False),
        ("social", "sig", False),
        ("", "a", False),
        ("skola polis", "ssp", False),
    ],
)
def test_words_that_spell_an_abbreviation(words, letters, spells):
    assert _spells(words.split(), letters) is spells


def test_the_definitions_own_abbreviations_are_known():
    """T1 and MVP, a term such as VT, an alias of a unit, and what stands among its parameters."""
    assert findings(RULES["KVAL010"], metod("EÅV och AMF arbetar med MVP, VINR och HRV under VT.")) == []
    known = DEFINITION.model_copy(update={"parameters": {"SAM001": {"methods": {"LNU": []}}}})
    assert findings(RULES["KVAL010"], plan(metod("Mer LNU."), definition=known), definition=known) == []


@pytest.mark.parametrize(
    "text", ["a" * 32_000 + "@", "LNU." * 8_000, "0 " * 16_000, "LNU " * 8_000, "fortsätt " * 3_500, "A" * 32_767]
)
def test_very_long_cells_are_read_in_time(text):
    """Each of them would take minutes with a pattern that tries everything from everywhere."""
    for rule in RULES.values():
        findings(rule, dict.fromkeys(("mal", "metod", "ansvarig"), text))


def test_likeness_is_found_without_comparing_everything_with_everything(monkeypatch):
    """Three hundred units with fifty texts each: only texts that share runs of words are compared at all."""
    texts = [f"Vi gör {unit} saker på plats {row} med {unit * row} unga och {unit + row} vuxna varje vecka." for unit in
             range(300) for row in range(50)]  # fmt: skip
    compared = []
    from rapidfuzz import fuzz

    monkeypatch.setattr(fuzz, "ratio", lambda one, other, **_: compared.append((one, other)) or 0)
    assert list(copies._near([" ".join(copies._words(text)) for text in dict.fromkeys(texts)], 85)) == []
    assert len(compared) < 20 * len(texts)
