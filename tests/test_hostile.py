"""Plugins that do everything wrong, all at once beside the sound ones: each costs only itself, and is named."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from exceltools.definition import load
from exceltools.engine import registry, validate
from exceltools.merge import merge
from exceltools.report import report

ROOT = Path(__file__).resolve().parent.parent
DEFINITION = load()
SOURCES = [
    Path("samples/returned/Norrmalms SDF handlingsplan 200915.xlsx"),
    Path("samples/returned/Handlingsplan Bromma.xlsx"),
]

DECLARED = """
import os, re, subprocess, sys, time
from exceltools.rules import Finding, hookimpl, rule

@rule(code="{code}", name="{name}", title="Elak", severity="error", scope="row", columns=["metod"], why="Därför.",
      passes=[{{}}], fails=[{{}}])
def hostile(activity, context):
    {body}

@hookimpl
def exceltools_rules():
    return [hostile]
"""

# What the rule does -> what is said of it.
RULES = {
    "raises": ("raise ValueError('oj')", "ValueError: oj"),
    "exits": ("sys.exit(0)", "försökte avsluta hela programmet"),
    "exits_at_once": ("os._exit(0)", "försökte avsluta hela programmet"),
    "aborts": ("os.abort()", "försökte avsluta hela programmet"),
    "recurses": (
        "hostile.check(activity, context)[0]\n    return [hostile.check(activity, context)]",
        "RecursionError",
    ),
    "yields_text": ("yield 'fel'", "lämnar str ifrån sig"),
    "yields_nothing_said": ("yield Finding('')", "saknar den mening"),
    "yields_without_end": ("while True: yield Finding('Nej.')", "slutar inte att hitta fel"),
    "returns_a_number": ("return 7", "lämnar int ifrån sig"),
    "places_it_elsewhere": ("yield Finding('Nej.', column='budget')", "nämner kolumnen budget"),
    "mutates_the_activity": ("activity.cells['metod'] = None", "TypeError"),
    "mutates_the_period": ("activity.period.start = None", "FrozenInstanceError"),
    "never_ends": ("while True: pass", "stoppades efter"),
    "never_ends_and_swallows": ("while True:\n        try: time.sleep(0)\n        except: pass", "stoppades efter"),
    "sleeps": ("time.sleep(1000)", "stoppades efter"),
    "searches_for_ever": ("re.fullmatch('(a+)+b', 'a' * 60)", "stoppades efter"),
    "changes_the_definition": (
        "context.definition.severities['SCH001'] = 1; return context.definition.units.clear()",
        "AttributeError",
    ),
}
PRINTS = {
    "prints": "return [] if print('hej') else []",
    "prints_by_the_descriptor": "return [] if os.write(1, b'hej') else []",
    "prints_by_another_program": "return [] if os.system('echo hej') else []",
}
HARMLESS = {
    "changes_folder": "return os.chdir('/') or []",
    "empties_the_settings": "context.definition.severities.clear(); context.definition.parameters.clear(); return []",
    "replaces_standard_output": "sys.stdout = None; return []",
}
PLUGINS = {
    "not_python": ("def f(:", "går inte att tolka"),
    "fails_when_imported": ("1 / 0", "ZeroDivisionError"),
    "needs_what_is_not_there": ("import finns_inte", "finns_inte är inte installerat"),
    "exits_when_imported": ("import os\nos._exit(3)", "försökte avsluta hela programmet"),
    "never_ends_importing": ("while True: pass", "stoppades efter"),
    "misspells_the_hook": (
        DECLARED.format(code="ZA001", name="za", body="yield").replace("def exceltools_rules", "def exceltools_rulez"),
        "ska heta exceltools_rules",
    ),
    "wrong_signature": (
        DECLARED.format(code="ZB001", name="zb", body="yield").replace("(activity, context)", "(activity)"),
        "ska vara en funktion av två uppgifter",
    ),
}  # fmt: skip


def code_of(number):
    return f"ELAK{number:03}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Every hostile plugin in one folder."""
    place = tmp_path_factory.mktemp("elaka")
    for name, (text, _) in PLUGINS.items():
        (place / f"{name}.py").write_text(text, encoding="utf-8")
    bodies = {name: body for name, (body, _) in RULES.items()} | PRINTS | HARMLESS
    for number, (name, body) in enumerate(bodies.items(), start=1):
        text = DECLARED.format(code=code_of(number), name=name.replace("_", "-"), body=body)
        (place / f"{name}.py").write_text(text, encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def merged(folder):
    """What a merge says without and with them, in the project's folder and with little patience."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        patch.setattr(validate, "PATIENCE", 1.0)
        patch.setattr(registry, "_LOADING", 1.0)
        return merge(SOURCES, DEFINITION, registry.load()), merge(SOURCES, DEFINITION, registry.load(folder))


def test_everything_else_is_checked_as_usual(merged):
    without, together = merged
    assert [issue for issue in together.issues if not issue.code.startswith("KOR")] == list(without.issues)
    assert (together.sources, together.plans, together.coverage) == (without.sources, without.plans, without.coverage)
    assert together.plugins[: len(without.plugins)] == without.plugins
    assert Path.cwd() != Path("/")


def said_of(result, name):
    return [
        issue
        for issue in result.issues
        if f"insticksprogrammet {name} " in f"{issue.message} ".replace("Insticks", "insticks")
    ]


@pytest.mark.parametrize(("name", "said"), [pytest.param(name, said, id=name) for name, (_, said) in RULES.items()])
def test_a_rule_that_fails_is_named_once(merged, name, said):
    (issue,) = said_of(merged[1], name)
    code = code_of(list(RULES).index(name) + 1)
    assert issue.code == "KOR002"
    assert issue.message.startswith(
        f"Regeln {code} i insticksprogrammet {name} är inte färdigprövad för någon av de 2 "
    )
    assert said in issue.message


@pytest.mark.parametrize(("name", "said"), [pytest.param(name, said, id=name) for name, (_, said) in PLUGINS.items()])
def test_a_plugin_that_cannot_be_loaded_is_named_once(merged, name, said):
    (issue,) = said_of(merged[1], name)
    assert (issue.code, issue.severity) == ("KOR001", "error")
    assert said in issue.message


@pytest.mark.parametrize("name", PRINTS)
def test_a_rule_that_prints_loses_the_print(merged, name):
    (issue,) = said_of(merged[1], name)
    assert (issue.code, issue.severity) == ("KOR004", "info")
    assert "hej" in issue.message


@pytest.mark.parametrize("name", HARMLESS)
def test_some_things_cost_nothing_at_all(merged, name):
    assert said_of(merged[1], name) == []


def test_the_report_says_which_plugins_did_not_do_their_work(merged):
    states = {run["name"]: run["status"] for run in report(merged[1])["plugins"]}
    assert {name for name, state in states.items() if state == "failed"} == {*RULES, *PLUGINS}


def test_the_command_answers_with_sound_json_and_the_gravest_code(folder, tmp_path):
    """Without those that wait out our patience."""
    quick = tmp_path / "elaka"
    quick.mkdir()
    for path in folder.iterdir():
        if "stoppades" not in {**RULES, **PLUGINS}.get(path.stem, ("", ""))[1] and path.is_file():
            (quick / path.name).write_bytes(path.read_bytes())
    command = [sys.executable, "-m", "exceltools", "check", *map(str, SOURCES), "--plugins-dir", str(quick)]
    done = subprocess.run([*command, "--format", "json"], cwd=ROOT, capture_output=True, check=False)
    answer = json.loads(done.stdout)
    assert done.returncode == 4
    assert {"KOR001", "KOR002", "KOR004", "SCH001"} <= {issue["code"] for issue in answer["issues"]}
