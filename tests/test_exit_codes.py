"""What says that something was not checked ends with 4, however grave the definition has made it."""

import pytest
from click.testing import CliRunner
from results import small_city

from exceltools.catalogue import core_rules
from exceltools.cli import cli
from exceltools.cli.options import exit_code
from exceltools.definition import load
from exceltools.issues import core_issue
from exceltools.model import Result

CITY = small_city()


def result(*codes, severities=()):
    definition = CITY.model_copy(update={"severities": dict(severities)})
    words = dict.fromkeys(("plugin", "reason", "rule", "plans", "sheet", "rules", "row", "file", "until", "what"), "x")
    issues = tuple(core_issue(core_rules()[code], definition, words) for code in codes)
    return Result(definition=definition, plugins=(), sources=(), plans=(), issues=issues, coverage=())


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        pytest.param("KOR001", 4, id="plugin-not-loaded"),
        pytest.param("KOR002", 4, id="rule-not-checked"),
        pytest.param("KOR003", 4, id="cells-not-checked"),
        pytest.param("KOR008", 4, id="bundled-plugins-missing"),
        pytest.param("KOR020", 4, id="sheet-not-made"),
        pytest.param("KOR009", 0, id="rules-left-out"),
        pytest.param("KOR011", 0, id="waiver-expired"),
    ],
)
def test_what_was_not_checked_goes_before_everything(code, expected):
    assert exit_code(result(code), "error") == expected
    assert exit_code(result(code, severities=[(code, "info")]), "error") == expected


def test_the_list_of_plugins_ends_with_four_where_one_is_broken(tmp_path):
    (tmp_path / "egen.py").write_text("1 / 0", encoding="utf-8")
    done = CliRunner().invoke(cli, ["plugins", "list", "--plugins-dir", str(tmp_path)])
    assert (done.exit_code, "egen" in done.stdout) == (4, True)
    assert CliRunner().invoke(cli, ["plugins"]).exit_code == 0


def test_the_bundled_definition_turns_nothing_off():
    assert {"off", "trial"}.isdisjoint(load().severities.values())
