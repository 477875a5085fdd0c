"""Whose plan it is: by the strongest evidence that names exactly one unit."""

import pytest
from raws import HEADERS, ROW, sheet, workbook

from exceltools.definition import load
from exceltools.identity import UnitNames, identify
from exceltools.layout import Headers

DEFINITION = load()
NAMES = UnitNames(DEFINITION)


def who(path="plan.xlsx", *, above=(), sheet_name="Plan", identity=None):
    page = sheet([*([text] for text in above), HEADERS, ROW], sheet_name)
    table = Headers(DEFINITION).find(page)
    assert table is not None
    return identify(workbook(page, identity=identity), table, path, NAMES, [unit.id for unit in DEFINITION.units])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Bromma", {"bromma"}, id="name"),
        pytest.param("Handlingsplan Bromma stadsdelsförvaltning 2021", {"bromma"}, id="in a sentence"),
        pytest.param("Kungsholmens stadsdelsnämnd", {"kungsholmen"}, id="genitive"),
        pytest.param("hasselby-vallingby_slutversion", {"hasselby-vallingby"}, id="accents lost"),
        pytest.param("HÄSSELBY VÄLLINGBY", {"hasselby-vallingby"}, id="capitals and a space"),
        pytest.param("HandlingsplanSpångaTensta2021", {"spanga-tensta"}, id="camel case"),
        pytest.param("Spa\u030anga-Tensta", {"spanga-tensta"}, id="decomposed letters"),
        pytest.param("utbildningsforvaltningen-rader", {"utbildningsnamnden"}, id="the administration's name"),
        pytest.param("EÅV handlingsplan", {"enskede-arsta-vantor"}, id="abbreviation"),
        pytest.param("Kopia av Handlingsplan Farsta SDF slutversion (2)", {"farsta"}, id="a renamed copy"),
        pytest.param("Rinkeby-Kista och Spånga-Tensta", {"rinkeby-kista", "spanga-tensta"}, id="two units"),
        pytest.param("Skarpnäck, inte Skärholmen", {"skarpnack", "skarholmen"}, id="two that look alike"),
        pytest.param("Brommaplan", set(), id="a longer word that begins the same"),
        pytest.param("Samfarsta", set(), id="a longer word that ends the same"),
        pytest.param(
            "Planen är komplett. Skicka den till samordnaren på socialförvaltningen i samband med tertialrapport 2.",
            set(),
            id="whom the template is sent to",
        ),
        pytest.param("Handlingsplan 2021", set(), id="nobody"),
        pytest.param("", set(), id="nothing"),
    ],
)
def test_units_named_in_a_text(text, expected):
    assert NAMES.within(text) == expected


def test_the_templates_own_identity_decides():
    found = who("Farsta.xlsx", identity={"properties": {"exceltools_unit": "bromma"}})
    assert (found.unit, found.evidence) == ("bromma", "identity")
    assert found.contradicted_by == (("file", "farsta"),)


@pytest.mark.parametrize(
    ("arguments", "unit", "evidence"),
    [
        pytest.param({"above": ["Enhet: Norrmalm"], "path": "Farsta.xlsx"}, "norrmalm", "text", id="text above"),
        pytest.param({"sheet_name": "Norrmalm", "path": "Farsta.xlsx"}, "norrmalm", "sheet", id="sheet"),
        pytest.param({"path": "in/Plan Farsta.xlsx"}, "farsta", "file", id="file"),
        pytest.param({"path": "in/Farsta/plan.xlsx"}, "farsta", "folder", id="folder"),
        pytest.param({"above": ["Farsta och Bromma"], "path": "Bromma.xlsx"}, "bromma", "file", id="two named above"),
        pytest.param({"path": "plan.xlsx"}, None, None, id="nothing"),
        pytest.param(
            {"path": "Farsta.xlsx", "identity": {"names": {"exceltools_unit": "okand"}}},
            "farsta",
            "file",
            id="unknown id",
        ),
        pytest.param(
            {
                "path": "Farsta.xlsx",
                "identity": {"names": {"exceltools_unit": "bromma"}, "sheet": {"exceltools_unit": "norrmalm"}},
            },
            "farsta",
            "file",
            id="carriers that disagree decide nothing",
        ),
    ],
)
def test_evidence_in_order(arguments, unit, evidence):
    found = who(**arguments)
    assert (found.unit, found.evidence) == (unit, evidence)


def test_two_units_and_nothing_else_names_both_as_candidates():
    found = who("Farsta och Bromma.xlsx")
    assert found.unit is None
    assert found.candidates == ("bromma", "farsta")


def test_a_cooperation_named_beside_the_own_unit_is_no_contradiction():
    found = who("Farsta med Bromma.xlsx", identity={"properties": {"exceltools_unit": "bromma"}})
    assert found.contradicted_by == ()


def test_template_version_is_read_from_any_carrier():
    found = who(identity={"sheet": {"exceltools_version": "2020.2", "exceltools_definition": "annan"}})
    assert (found.definition, found.version) == ("annan", "2020.2")
