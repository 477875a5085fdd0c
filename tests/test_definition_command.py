"""`exceltools definition`, as it is typed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from exceltools.definition import BUNDLED, load
from exceltools.definition.description import describe

EKEBY = Path(__file__).parent / "definitions" / "ekeby.toml"


def typed(*arguments, cwd) -> tuple[int, str, str]:
    """Run the command and give its exit code, what it answered and what it complained of."""
    done = subprocess.run(
        [sys.executable, "-m", "exceltools", "definition", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=False,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode().replace("\r\n", "\n")


def test_faults_are_listed_and_the_code_is_2(tmp_path):
    text = EKEBY.read_text(encoding="utf-8").replace('"2025-a"', "2025").replace('"committee"', '"nämnd"')
    (tmp_path / "ny plan.toml").write_text(text, encoding="utf-8")
    code, out, err = typed("check", "ny plan.toml", cwd=tmp_path)
    assert (code, out) == (2, "")
    assert err.split("\n") == [
        'ny plan.toml:5: ”version” ska vara en text inom citattecken: version = "2025".',
        "ny plan.toml:125: ”kind” kan inte vara ”nämnd”. Menade du ”committee”?",
        "",
    ]


def test_settings_that_no_rule_has_are_listed_too(tmp_path):
    text, _ = EKEBY.read_text(encoding="utf-8").split("[severities]")
    (tmp_path / "plan.toml").write_text(f"{text}[parameters.SCH001]\nlimit = 3\n", encoding="utf-8")
    sentence = "plan.toml:129: Regeln SCH001 har ingen inställning ”limit”. Den har inga inställningar.\n"
    assert typed("check", "plan.toml", cwd=tmp_path) == (2, "", sentence)


def test_a_good_definition_is_good(tmp_path):
    code, out, err = typed("check", cwd=tmp_path)
    assert (code, err) == (0, "")
    assert out.strip() == f"Definitionen ”{load().title}” (version 2021.1) är felfri."


@pytest.mark.parametrize("path", [BUNDLED, EKEBY], ids=["bundled", "ekeby"])
def test_it_can_be_shown(tmp_path, path):
    code, out, _ = typed("show", *([] if path == BUNDLED else [path]), cwd=tmp_path)
    assert code == 0
    assert out.replace("\r\n", "\n") == describe(load(path)) + "\n"


def test_the_schema_beside_the_definition_is_what_the_command_gives(tmp_path):
    code, out, _ = typed("schema", cwd=tmp_path)
    assert code == 0
    assert out == BUNDLED.with_name("handlingsplan.schema.json").read_text(encoding="utf-8")
