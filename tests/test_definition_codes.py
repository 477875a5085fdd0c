from pathlib import Path

import pytest

from exceltools.definition import Definition, load
from exceltools.errors import DefinitionError
from exceltools.model import Declaration
from exceltools.rule_settings import check_settings, unknown_codes, unknown_parameters

EKEBY = Path(__file__).parent / "definitions" / "ekeby.toml"


def changed(tmp_path, severities, parameters) -> tuple[Definition, Path]:
    """Give the definition of Ekeby with other settings of rules: they begin on line 128."""
    text, _ = EKEBY.read_text(encoding="utf-8").split("[severities]")
    path = tmp_path / "plan.toml"
    path.write_text(f"{text}[severities]\n{severities}\n{parameters}\n", encoding="utf-8")
    return load(path), path


def told(faults) -> list[tuple[int, str]]:
    return [(fault.line, fault.sentence) for fault in faults]


def test_codes_that_rules_have_are_not_mentioned():
    assert unknown_codes(load(EKEBY), ["TID003", "UPP001"], EKEBY) == []


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        pytest.param("TIDD003", "Menade du ”TID003”?", id="near one"),
        pytest.param("TID004", "Alla koder visas av exceltools rules list.", id="as near to every other"),
        pytest.param("ABC123", "Alla koder visas av exceltools rules list.", id="near none"),
    ],
)
def test_a_code_that_no_rule_has(tmp_path, code, advice):
    definition, path = changed(tmp_path, f'TID003 = "info"\n{code} = "error"', f"[parameters.{code}]")
    sentence = f"Det finns ingen regel med koden ”{code}”. {advice}"
    found = unknown_codes(definition, ["TID001", "TID002", "TID003", "UPP001"], path)
    assert told(found) == [(130, sentence), (131, sentence)]


def test_without_a_file_there_are_no_lines(tmp_path):
    definition, _ = changed(tmp_path, 'ABC123 = "error"', "")
    assert [fault.line for fault in unknown_codes(definition, [])] == [0]


KNOWN = {"TID003": {"years": 3, "strict": True, "words": ("a",), "share": 0.5, "name": "x"}, "UPP001": {}}


@pytest.mark.parametrize(
    ("parameter", "sentence"),
    [
        pytest.param("year = 3", "Regeln TID003 har ingen inställning ”year”. Menade du ”years”?", id="misspelt"),
        pytest.param(
            "limit = 3",
            "Regeln TID003 har ingen inställning ”limit”. Den har ”years”, ”strict”, ”words”, ”share” och ”name”.",
            id="like no other",
        ),
        pytest.param('years = "tre"', "”years” ska vara ett heltal, inte ”tre”.", id="text for a number"),
        pytest.param("years = true", "”years” ska vara ett heltal, inte true.", id="yes for a number"),
        pytest.param("strict = 1", "”strict” ska vara true eller false, inte 1.", id="number for yes or no"),
        pytest.param('words = "a"', "”words” ska vara en lista, inte ”a”.", id="text for a list"),
        pytest.param("name = 1", "”name” ska vara en text, inte 1.", id="number for a text"),
    ],
)
def test_a_parameter_that_its_rule_cannot_use(tmp_path, parameter, sentence):
    definition, path = changed(tmp_path, "", f"[parameters.TID003]\n{parameter}")
    assert told(unknown_parameters(definition, KNOWN, path)) == [(131, sentence)]


def test_a_parameter_of_a_rule_that_has_none(tmp_path):
    definition, path = changed(tmp_path, "", "[parameters.UPP001]\nyears = 3")
    sentence = "Regeln UPP001 har ingen inställning ”years”. Den har inga inställningar."
    assert told(unknown_parameters(definition, KNOWN, path)) == [(131, sentence)]


@pytest.mark.parametrize("parameter", ["years = 2", "strict = false", 'words = ["b"]', "share = 1", "share = 0.1"])
def test_a_parameter_that_its_rule_can_use(tmp_path, parameter):
    definition, path = changed(tmp_path, "", f"[parameters.TID003]\n{parameter}")
    assert unknown_parameters(definition, KNOWN, path) == []


def test_parameters_of_unknown_rules_are_left_to_unknown_codes(tmp_path):
    definition, path = changed(tmp_path, "", "[parameters.ABC123]\nx = 1")
    assert unknown_parameters(definition, KNOWN, path) == []


@pytest.mark.parametrize(
    ("complete", "lines"),
    [
        pytest.param(True, [129, 131], id="every plugin loaded"),
        pytest.param(False, [131], id="a plugin missing, that may have the code"),
    ],
)
def test_all_settings_are_checked_at_once(tmp_path, complete, lines):
    rule = Declaration(code="TID003", name="x", title="x", severity="info", why="x", former=("PER001",))
    definition, path = changed(tmp_path, 'ABC123 = "info"', "[parameters.PER001]\nx = 1\n[parameters.TID003]")
    with pytest.raises(DefinitionError) as caught:
        check_settings(definition, [rule], path, complete=complete)
    assert [int(line.split(":")[1]) for line in str(caught.value).split("\n")] == lines


def test_settings_by_a_former_code_are_good(tmp_path):
    rule = Declaration(code="TID003", name="x", title="x", severity="info", why="x", former=("PER001",))
    definition, path = changed(tmp_path, 'PER001 = "error"', "")
    check_settings(definition, [rule], path, complete=True)
