from pathlib import Path

import pytest
from click.testing import CliRunner
from test_kit import SOUND

from exceltools.cli import cli
from exceltools.definition import load
from exceltools.engine import registry
from exceltools.errors import UsageError
from exceltools.rehearsal import rehearse, told

ROOT = Path(__file__).resolve().parent.parent
RETURNED = ROOT / "samples" / "returned"
SKARPNACK = RETURNED / "Skarpnäck handlingsplan strategi kriminalitet.xlsx"
BROMMA = RETURNED / "Handlingsplan Bromma.xlsx"
DEFINITION = load()
LOADED = registry.load()


def wishing(wish):
    return DEFINITION.model_copy(update={"severities": {"SCH001": wish}})


@pytest.mark.parametrize("wish", ["error", "trial", "off"])
def test_what_a_rule_would_say_whatever_has_been_made_of_it(wish):
    found = rehearse("sch001", [SKARPNACK, BROMMA], wishing(wish), LOADED)
    assert [(issue.cell, issue.severity) for issue in found.issues] == [
        ("C12", "error"),
        ("C13", "error"),
    ]
    lines = told(found).splitlines()
    assert lines[:4] == [
        "SCH001  Cellen är tom",
        "Regeln skulle ge 2 fel hos 1 enhet. 2 planer är prövade.",
        "",
        "  Skarpnäck  2",
    ]
    assert lines[-1].endswith("kriminalitet.xlsx C12–C13: Cellen under Mål och nytta är tom.")


def test_a_rule_that_has_nothing_to_say():
    assert told(rehearse("SCH001", [BROMMA], DEFINITION, LOADED)).splitlines()[1:] == [
        "Regeln skulle inte säga något. 1 plan är prövad."
    ]


def test_an_unknown_rule_is_answered_with_the_nearest():
    with pytest.raises(UsageError, match="Menade du SCH001"):
        rehearse("SCH01", [BROMMA], DEFINITION, LOADED)


def test_only_the_rule_itself_is_asked(tmp_path):
    """The other one in the plugin fails; nobody is told, for nobody asked it."""
    (tmp_path / "egen.py").write_text(
        SOUND.replace("return [short]", "return [short, broken]")
        + "@rule(code='EX002', name='broken', title='T', severity='info', scope='plan', why='D.', passes=[{}],\n"
        "      fails=[{}])\n"
        "def broken(plan, context):\n    1 / 0\n",
        encoding="utf-8",
    )
    loaded = registry.load(tmp_path)
    assert rehearse("EX001", [BROMMA], DEFINITION, loaded).trouble == ()
    failed = rehearse("EX002", [BROMMA], DEFINITION, loaded)
    assert [issue.code for issue in failed.trouble] == ["KOR002"]
    assert "ZeroDivisionError" in told(failed)


@pytest.mark.parametrize(
    ("sources", "code"), [pytest.param([SKARPNACK], 0, id="found"), pytest.param([ROOT / "borta.xlsx"], 3, id="unread")]
)
def test_the_command(sources, code):
    done = CliRunner().invoke(cli, ["rules", "rehearse", "SCH001", *map(str, sources)])
    assert (done.exit_code, done.stdout.splitlines()[0]) == (code, "SCH001  Cellen är tom")
