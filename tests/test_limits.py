"""What a file may cost: the same numbers everywhere, and the definition's where it has its own."""

import json

import pytest
from packages import plan

from exceltools.cli import main
from exceltools.definition import BUNDLED, load
from exceltools.definition.limits import ReadingLimits
from exceltools.errors import DefinitionError
from exceltools.reading.limits import Limits, limits_of


def definition(tmp_path, limits):
    path = tmp_path / "definition.toml"
    path.write_text(f"{BUNDLED.read_text(encoding='utf-8')}\n[limits]\n{limits}\n", encoding="utf-8")
    return path


def test_the_definitions_limits_are_the_readings_own():
    assert limits_of(ReadingLimits().model_dump()) == Limits()
    assert limits_of(load().limits.model_dump()) == Limits()


def test_a_definition_may_set_its_own(tmp_path):
    found = load(definition(tmp_path, "file_mb = 40\nsheets = 7"))
    assert limits_of(found.limits.model_dump()) == Limits(file_bytes=40 * 2**20, sheets=7)


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        pytest.param("file_mb = 0", "”file_mb” ska vara ett heltal från 1 till 500", id="nothing at all"),
        pytest.param('sheets = "många"', "”sheets” ska vara ett heltal", id="words"),
        pytest.param("seconds = 1.5", "”seconds” ska vara ett heltal", id="a fraction"),
        pytest.param("fil_mb = 3", "file_mb", id="a misspelt one"),
    ],
)
def test_a_limit_that_is_none_is_said(tmp_path, limits, said):
    with pytest.raises(DefinitionError) as error:
        load(definition(tmp_path, limits))
    assert said in str(error.value)


def test_a_limit_of_the_definition_reaches_the_reading(tmp_path, capfd):
    for name in ("Bromma", "Farsta"):
        (tmp_path / f"{name}.xlsx").write_bytes(plan(name))
    (tmp_path / "Stor.xlsx").write_bytes(plan("Skarpnäck", rows=60))
    with pytest.raises(SystemExit):
        main(
            ["check", str(tmp_path), "--format", "json", "--definition", str(definition(tmp_path, "filled_rows = 50"))]
        )
    report = json.loads(capfd.readouterr().out)
    assert [source["reason"] for source in report["sources"]] == [None, None, "INT019", "INT004"]
    (found,) = [issue for issue in report["issues"] if issue["code"] == "INT019"]
    assert found["message"] == "Arbetsboken har 62 ifyllda rader; gränsen går vid 50."
