import os
import pickle
import subprocess
import sys
import textwrap

import pytest

from exceltools.definition import load
from exceltools.engine import registry
from exceltools.engine.registry import Plugin, Registry
from exceltools.errors import PluginError, UsageError

DEFINITION = load()

SOUND = """
from exceltools.rules import Finding, hookimpl, rule

@rule(code="{code}", name="{name}", title="Rubrik", severity="warning", scope="cell", columns=["metod"],
      why="Därför.", passes=[{{"metod": "Möten varje vecka"}}], fails=[{{"metod": "Möten"}}])
def short(cell, context):
    if cell.text == "Möten":
        yield Finding("Metoden är kort.")

@hookimpl
def exceltools_rules():
    return [short]
"""


def sound(code="EX001", name="method-short"):
    return SOUND.format(code=code, name=name)


@pytest.fixture
def folder(tmp_path):
    """A function that writes plugins into a folder and gives it."""

    def write(files=(), **modules):
        place = tmp_path / "regler"
        for name, text in {**dict(files), **{f"{module}.py": text for module, text in modules.items()}}.items():
            path = place / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(textwrap.dedent(text), encoding="utf-8")
        return place

    return write


def added(loaded):
    """Give the plugins that came from the folder."""
    return [plugin for plugin in loaded.plugins if plugin.origin.startswith("folder")]


def test_the_bundled_plugins_come_by_their_entry_points():
    bundled = [plugin for plugin in registry.load().plugins if plugin.origin == "bundled"]
    assert [plugin.name for plugin in bundled] == ["coverage", "kvalitet", "samverkan", "timeplan", "uppfoljning"]
    assert {plugin.version for plugin in bundled} == {"0.1.0"}


def test_a_file_in_a_folder_is_a_plugin(folder):
    loaded = registry.load(folder(egen="__version__ = '1.2'\n" + sound()))
    (own,) = added(loaded)
    assert (own.name, own.version, own.origin, own.fault) == ("egen", "1.2", "folder: egen.py", "")
    assert loaded.owner("EX001") is own
    assert "EX001" in loaded.declarations()
    assert loaded.issues(DEFINITION) == registry.load().issues(DEFINITION)


def test_rules_are_sorted_by_code(folder):
    loaded = registry.load(folder(b=sound("EX001"), a=sound("ZZ001"), c=sound("AA001")))
    codes = [rule.code for rule in loaded.rules]
    assert codes == sorted(codes)
    assert {"AA001", "EX001", "ZZ001", "TACK001"} <= set(codes)


def test_a_package_in_a_folder_may_import_its_own_parts(folder):
    place = folder(
        {
            "paket/__init__.py": "from .short import exceltools_rules\nfrom .._shared import WORD as __version__\n",
            "paket/short.py": sound(),
            "_shared.py": "WORD = '7'\n",
        }
    )
    (own,) = added(registry.load(place))
    assert (own.fault, own.version, own.origin) == ("", "7", "folder: paket")
    assert [rule.code for rule in own.rules] == ["EX001"]


def test_a_file_named_json_hides_nothing(folder):
    import json

    loaded = registry.load(folder(json="import json\nassert json.loads('[1]') == [1]\n" + sound()))
    assert added(loaded)[0].fault == ""
    assert sys.modules["json"] is json


def test_a_folder_that_is_a_package_is_one_plugin(folder):
    place = folder(__init__=sound())
    (own,) = added(registry.load(place))
    assert (own.name, own.fault) == ("regler", "")


def test_a_changed_file_is_loaded_anew(folder):
    registry.load(folder(egen=sound("EX001")))
    place = folder(egen=sound("EX002"))
    assert [rule.code for rule in added(registry.load(place))[0].rules] == ["EX002"]
    assert not list(place.rglob("__pycache__"))


def test_what_is_private_hidden_or_a_test_is_no_plugin(folder):
    others = {"läs mig.txt": "hej", "tests/test_egen.py": "1/0", ".venv/x.py": "1/0", "bilder/x.png": ""}
    place = folder(others, egen=sound(), testamente=sound("EX002"), _delat="1/0", test_egen="1/0", conftest="1/0")
    assert [plugin.name for plugin in added(registry.load(place))] == ["egen", "testamente"]


def test_a_rule_can_be_pickled_to_another_process_that_mounts_the_folder(folder, tmp_path):
    place = folder(egen=sound())
    (own,) = added(registry.load(place))
    pickled = tmp_path / "check.pickle"
    check = own.rules[0].check
    module = sys.modules[check.__module__]
    pickled.write_bytes(pickle.dumps(module.exceltools_rules))
    script = (
        "import pathlib, pickle, sys; from exceltools.engine.registry import mount; mount(pathlib.Path(sys.argv[1]));"
        "print(pickle.loads(pathlib.Path(sys.argv[2]).read_bytes())()[0].code)"
    )
    done = subprocess.run([sys.executable, "-c", script, place, pickled], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "EX001"


def test_files_beside_the_returns_are_never_loaded(folder, monkeypatch):
    monkeypatch.chdir(folder(egen=sound(), exceltools_coverage="1/0"))
    assert added(registry.load()) == []


def test_nothing_beside_the_returns_is_run_by_the_module_either(tmp_path):
    """A file that shadows the standard library, and what looks like an installed package, in the current folder."""
    (tmp_path / "tomllib.py").write_text("raise SystemExit('shadowed')", encoding="utf-8")
    (tmp_path / "bredvid.py").write_text(sound(), encoding="utf-8")
    info = tmp_path / "bredvid-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: bredvid\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[exceltools]\nbredvid = bredvid\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "exceltools", "plugins"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "bredvid" not in done.stdout


@pytest.mark.parametrize("name", [pytest.param("finns-inte", id="missing"), pytest.param("tom", id="empty")])
def test_a_folder_without_plugins_is_a_mistake_of_the_user(tmp_path, name):
    (tmp_path / "tom").mkdir()
    with pytest.raises(UsageError, match=name):
        registry.load(tmp_path / name)


BROKEN = {
    "raises-at-import": ("1 / 0", "ZeroDivisionError: division by zero) på rad 1 i egen.py"),
    "needs-a-package": ("import finns_inte", "Pythonpaketet finns_inte är inte installerat på rad 1 i egen.py"),
    "cannot-be-parsed": ("def f(:\n", "koden går inte att tolka (invalid syntax, rad 1 i egen.py)"),
    "exits-at-import": ("import sys\nsys.exit(0)", "koden försökte avsluta hela programmet på rad 2 i egen.py"),
    "raises-in-the-hook": (
        "from exceltools.rules import hookimpl\n@hookimpl\ndef exceltools_rules():\n    raise OSError('nej')",
        "det blev ett fel (OSError: nej) på rad 4 i egen.py",
    ),
    "exits-in-the-hook": (
        "from exceltools.rules import hookimpl\n@hookimpl\ndef exceltools_rules():\n    raise SystemExit",
        "koden försökte avsluta hela programmet på rad 4 i egen.py",
    ),
    "misspells-the-hook": (
        "from exceltools.rules import hookimpl\n@hookimpl\ndef exceltools_rulez():\n    return []",
        "exceltools_rulez är märkt med @hookimpl, men funktionen ska heta exceltools_rules",
    ),
    "has-a-second-hook-that-does-not-exist": (
        sound() + "@hookimpl\ndef exceltools_charts():\n    return []\n",
        "exceltools_charts är märkt med @hookimpl, men funktionen ska heta exceltools_rules eller exceltools_sheets",
    ),
    "raises-in-the-second-hook": (sound() + "@hookimpl\ndef exceltools_sheets():\n    1 / 0\n", "ZeroDivisionError"),
    "asks-for-arguments-in-the-second-hook": (
        sound() + "@hookimpl\ndef exceltools_sheets(result):\n    return []\n",
        "exceltools_sheets ska inte ta emot några uppgifter",
    ),
    "returns-no-sheets": (
        sound() + "@hookimpl\ndef exceltools_sheets():\n    return [short]\n",
        "listan innehåller Rule som inte är ett blad (saknas @sheet?)",
    ),
    "yields-sheets-for-ever": (
        sound() + "@hookimpl\ndef exceltools_sheets():\n    while True:\n        yield 1\n",
        "exceltools_sheets lämnar fler än 20 blad",
    ),
    "forgets-the-marker": ("def exceltools_rules():\n    return []", "det har ingen funktion exceltools_rules med"),
    "has-no-hook": ("X = 1", "det har ingen funktion exceltools_rules med @hookimpl"),
    "asks-for-arguments": (
        "from exceltools.rules import hookimpl\n@hookimpl\ndef exceltools_rules(config):\n    return []",
        "funktionen exceltools_rules ska inte ta emot några uppgifter",
    ),
    "returns-nothing": (
        "from exceltools.rules import hookimpl\n@hookimpl\ndef exceltools_rules():\n    pass",
        "exceltools_rules lämnar ingenting ifrån sig",
    ),
    "returns-one-rule": (sound().replace("return [short]", "return short"), "ska lämna en lista med regler"),
    "returns-text": (sound().replace("return [short]", "return 'EX001'"), "men lämnade str"),
    "returns-functions": (
        sound().replace("return [short]", "return [short.check]"),
        "listan innehåller short som inte är en regel",
    ),
    "forgets-to-say-why": (sound().replace('why="Därför."', 'why=" "'), "regeln EX001 saknar why"),
    "gives-no-example": (sound().replace('fails=[{"metod": "Möten"}]', "fails=[]"), "saknar exempel i fails"),
    "gives-an-example-that-is-no-row": (sound().replace('fails=[{"metod": "Möten"}]', "fails=['x']"), "inte är en rad"),
    "leaves-out-a-field": (sound().replace('why="Därför.",', ""), "missing 1 required keyword-only argument: 'why'"),
    "has-a-bad-code": (sound("ex1"), "regeln ex1 behöver en kod av två till sex stora bokstäver"),
    "has-a-code-that-is-not-ascii": (sound("ÅÄ001"), "regeln ÅÄ001 behöver en kod"),
    "has-a-code-of-ours": (sound("SCH001"), "har en kod som börjar med SCH, och de koderna är exceltools egna"),
    "has-a-bad-name": (sound(name="Kort metod"), "behöver ett namn av små bokstäver"),
    "has-an-unknown-severity": (sound().replace('"warning"', '"fatal"'), "har allvarsgraden 'fatal'"),
    "has-an-unknown-scope": (sound().replace('"cell"', '"sheet"'), "har scope 'sheet'"),
    "names-an-unknown-column": (sound().replace('["metod"]', '["metoder"]'), "kolumner som inte finns (metoder)"),
    "gives-a-column-as-text": (sound().replace('["metod"]', '"mal"'), "kolumner som inte finns (m, a, l)"),
    "names-no-column": (sound().replace('["metod"]', "[]"), "prövar celler men säger inte i vilka kolumner"),
    "has-the-wrong-signature": (sound().replace("(cell, context)", "(cell)"), "ska vara en funktion av två uppgifter"),
    "requires-what-is-no-code": (sound().replace('why="', 'requires=["sch1"], why="'), "i requires något som inte är"),
    "has-a-parameter-without-a-name": (
        sound().replace('why="', 'parameters={"": 1}, why="'),
        "har en inställning utan namn i parameters",
    ),
    "has-a-prompt-that-excel-cannot-show": (
        sound().replace('why="', 'prompt="x" * 121, why="'),
        "har en prompt som inte är en text på högst 120 tecken",
    ),
    "requires-itself": (sound().replace('why="', 'requires=["EX001"], why="'), "nämner sin egen kod"),
    "has-one-code-twice": (sound().replace("[short]", "[short, short]"), "två regler har koden EX001"),
    "yields-rules-for-ever": (
        "from exceltools.rules import hookimpl\n@hookimpl\ndef exceltools_rules():\n    while True:\n        yield 1",
        "exceltools_rules lämnar fler än 1000 regler",
    ),
    "replaces-standard-output": ("import sys\nsys.stdout = None\nprint('x')\n1 / 0", "ZeroDivisionError"),
    "raises-an-error-whose-text-is-an-error": (
        "class E(Exception):\n    def __str__(self):\n        raise E\nraise E",
        "det blev ett fel (E) på rad 4",
    ),
    "raises-what-is-no-exception": ("raise GeneratorExit", "GeneratorExit"),
}


@pytest.mark.parametrize(("body", "said"), [pytest.param(*case, id=name) for name, case in BROKEN.items()])
def test_a_broken_plugin_costs_only_itself(folder, body, said):
    loaded = registry.load(folder(egen=body, frisk=sound("FR001", "sound-one")))
    own, other = added(loaded)
    assert said in own.fault
    assert other.fault == ""
    assert "FR001" in [rule.code for rule in loaded.rules]
    assert "TACK001" in [rule.code for rule in loaded.rules]
    assert [run.status for run in loaded.runs if run.origin.startswith("folder")] == ["failed", "ran"]
    (found,) = [issue for issue in loaded.issues(DEFINITION) if "egen" in issue.message]
    assert (found.code, found.severity, found.source) == ("KOR001", "error", None)
    assert said in found.message


def test_the_sound_rules_of_a_plugin_stay_when_another_of_its_rules_is_incomplete(folder):
    both = sound() + (
        "@rule(code='EX002', name='second', title='', severity='info', scope='row', why='', passes=[{}], fails=[{}])\n"
        "def second(activity, context):\n    yield\n"
        "@hookimpl\ndef exceltools_rules():\n    return [second, short]\n"
    )
    (own,) = added(registry.load(folder(egen=both)))
    assert [rule.code for rule in own.rules] == ["EX001"]
    assert own.fault == "regeln EX002 saknar title; regeln EX002 saknar why"


def test_a_folder_without_init_is_said(folder):
    (own,) = added(registry.load(folder({"paket/regler.py": sound()})))
    assert own.fault == "mappen saknar filen __init__.py"


def test_what_a_plugin_prints_is_caught(folder, capsys):
    loaded = registry.load(folder(egen="print('hej')\n" + sound()))
    assert capsys.readouterr().out == ""
    (found,) = [issue for issue in loaded.issues(DEFINITION) if "egen" in issue.message]
    assert (found.code, found.severity) == ("KOR004", "info")
    assert "”hej”" in found.message
    assert added(loaded)[0].fault == ""


def test_an_interruption_goes_through(folder):
    with pytest.raises(KeyboardInterrupt):
        registry.load(folder(egen="raise KeyboardInterrupt"))


@pytest.mark.parametrize(
    "second",
    [
        pytest.param(sound("EX001", "another"), id="same-code"),
        pytest.param(sound("EX002", "another").replace('why="', 'former=["EX001"], why="'), id="former-code"),
        pytest.param(sound("TACK001", "another"), id="bundled-code"),
    ],
)
def test_two_owners_of_a_code_are_both_named(folder, second):
    place = folder(egen=sound(), tvilling=second)
    with pytest.raises(PluginError) as caught:
        registry.load(place)
    assert "tvilling (filen tvilling.py)" in str(caught.value)
    assert "egen (filen egen.py)" in str(caught.value) or "coverage (följer med exceltools)" in str(caught.value)
    assert caught.value.exit_code == 4


def test_without_the_bundled_plugins_it_is_said_that_nothing_was_checked():
    (found,) = Registry((Plugin("egen", "", "folder: egen.py"),)).issues(DEFINITION)
    assert found.code == "KOR008"


def test_a_broken_installed_package_does_not_stop_the_others(tmp_path):
    """Three packages beside exceltools: one that cannot be imported, one whose module is missing, a sound one."""
    for name, body in {"trasig": "1 / 0\n", "frisk": sound()}.items():
        (tmp_path / f"{name}.py").write_text(body, encoding="utf-8")
    for name in ("trasig", "borta", "frisk"):
        info = tmp_path / f"{name}_paket-2.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}-paket\nVersion: 2.0\n", encoding="utf-8")
        (info / "entry_points.txt").write_text(f"[exceltools]\n{name} = {name}\n", encoding="utf-8")
    script = (
        "from exceltools.engine import registry\n"
        "for plugin in registry.load().plugins:\n"
        "    if plugin.origin != 'bundled': print(plugin.name, plugin.version, plugin.origin, bool(plugin.fault))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == [
        "borta 2.0 entry point: borta-paket 2.0 True",
        "frisk 2.0 entry point: frisk-paket 2.0 False",
        "trasig 2.0 entry point: trasig-paket 2.0 True",
    ]
