import subprocess
import sys
import textwrap

import pytest
from click.testing import CliRunner

from exceltools.cli import cli
from exceltools.engine import registry
from exceltools.errors import OutputError, UsageError
from exceltools.kit import check
from exceltools.kit.names import names
from exceltools.kit.scaffold import new_plugin

LOADED = registry.load()


# --- names -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "plugin", "package", "prefix", "rule"),
    [
        pytest.param("metoder", "metoder", "exceltools_metoder", "METO", "metoder-too-short", id="a-word"),
        pytest.param("Åtgärder i skolan", "atgarder_i_skolan", "exceltools_atgarder_i_skolan", "ATGA",
                     "atgarder-i-skolan-too-short", id="swedish-words"),
        pytest.param("mål-22", "mal_22", "exceltools_mal_22", "MAL", "mal-22-too-short", id="hyphen-and-digits"),
        pytest.param("exceltools-ord", "ord", "exceltools_ord", "ORD", "ord-too-short", id="our-own-name-before-it"),
        pytest.param("exceltools", "exceltools", "exceltools_exceltools", "EXCE", "exceltools-too-short", id="ours"),
        pytest.param("x", "x", "exceltools_x", "XX", "x-too-short", id="one-letter"),
        pytest.param("class", "class_", "exceltools_class", "CLAS", "class-too-short", id="a-word-of-python"),
    ],
)  # fmt: skip
def test_everything_is_named_after_one_name(given, plugin, package, prefix, rule):
    made = names(given, {})
    assert (made.plugin, made.package, made.prefix, made.rule_name) == (plugin, package, prefix, rule)
    assert made.package.isidentifier()


@pytest.mark.parametrize(
    ("given", "prefix", "said"),
    [
        pytest.param("", None, "kan inte bli ett namn", id="nothing"),
        pytest.param("../x", None, "kan inte bli ett namn", id="a-path"),
        pytest.param("x\\y", None, "kan inte bli ett namn", id="a-windows-path"),
        pytest.param("2022", None, "kan inte bli ett namn", id="digits"),
        pytest.param("…", None, "kan inte bli ett namn", id="no-letters"),
        pytest.param("tid", None, "TID är redan tagna av timeplan", id="a-prefix-of-a-plugin"),
        pytest.param("metoder", "sch", "SCH är redan tagna av exceltools", id="a-prefix-of-the-core"),
        pytest.param("metoder", "ÅÄ", "”ÅÄ” kan inte inleda en regelkod", id="a-prefix-that-is-none"),
        pytest.param("metoder", "ABCDEFG", "Välj två till sex bokstäver", id="a-long-prefix"),
    ],
)
def test_what_cannot_be_a_name_is_refused(given, prefix, said):
    with pytest.raises(UsageError, match=said):
        names(given, {"TID": "timeplan", "SCH": "exceltools"}, prefix)


# --- a new plugin ----------------------------------------------------------------------------------------------


def test_a_new_plugin_passes_its_tests_and_the_check_at_once(tmp_path):
    place, files = new_plugin("Åtgärder", tmp_path, LOADED)
    assert [path.relative_to(place).as_posix() for path in files] == [
        "exceltools_atgarder/__init__.py",
        "tests/test_exceltools_atgarder.py",
        "pyproject.toml",
        "README.md",
    ]
    assert {path for path in place.rglob("*") if path.is_file()} == set(files)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-W", "error", place],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "12 passed" in done.stdout, done.stdout + done.stderr
    (checked,) = check.check(place)
    assert (checked.number, [rule.code for rule, _, _ in checked.rules]) == (0, ["ATGA001"])


def test_nothing_is_overwritten_and_nothing_is_left_half_written(tmp_path, monkeypatch):
    (tmp_path / "metoder").mkdir()
    (tmp_path / "metoder" / "mina.txt").write_text("kvar", encoding="utf-8")
    with pytest.raises(UsageError, match="finns redan"):
        new_plugin("metoder", tmp_path, LOADED)
    assert [path.name for path in tmp_path.rglob("*")] == ["metoder", "mina.txt"]
    (tmp_path / "fil").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="kan inte skrivas"):
        new_plugin("egen", tmp_path / "fil", LOADED)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["fil", "metoder"]


def test_two_new_plugins_get_on_with_each_other(tmp_path):
    for name in ("metoder", "insatser"):
        new_plugin(name, tmp_path, LOADED)
    both = tmp_path / "alla"
    both.mkdir()
    for name in ("metoder", "insatser"):
        (tmp_path / name / f"exceltools_{name}").rename(both / f"exceltools_{name}")
    assert [one.number for one in check.check(both)] == [0, 0]


# --- what is to be mended --------------------------------------------------------------------------------------

SOUND = '''
from exceltools.rules import Finding, hookimpl, rule

@rule(code="EX001", name="method-short", title="Metoden är kort", severity="warning", scope="cell", columns=["metod"],
      why="Därför.", passes=[{"metod": "Möten varje vecka"}], fails=[{"metod": "Möten"}])
def short(cell, context):
    """Find one word."""
    if cell.text == "Möten":
        yield Finding("Metoden är kort.", hint="Skriv mer.")

@hookimpl
def exceltools_rules():
    return [short]
'''

ROW = SOUND.replace('"cell"', '"row"').replace("(cell, context)", "(activity, context)").replace(
    'cell.text == "Möten"', 'activity.text("metod") == "Möten"')  # fmt: skip

TO_MEND = {
    "misspelt-hook": (SOUND.replace("def exceltools_rules", "def exceltools_rulez"),
                      "ska heta exceltools_rules eller exceltools_sheets."),
    "wrong-signature": (SOUND.replace("(cell, context)", "(cell)"), "ska vara en funktion av två uppgifter"),
    "a-code-of-the-cores": (SOUND.replace("EX001", "SCH001"), "koderna är exceltools egna"),
    "a-prefix-of-somebody-elses": (SOUND.replace("EX001", "TID901"), "TID hör till insticksprogrammet timeplan"),
    "a-name-of-somebody-elses": (SOUND.replace("method-short", "period-reversed"), "Namnet period-reversed finns"),
    "requires-nobody": (SOUND.replace("why=", "requires=['QQ001'], why="), "Requires nämner QQ001"),
    "example-passes": (SOUND.replace('{"metod": "Möten varje vecka"}', '{"metod": "Möten"}'),
                       "Exemplet i passes ger ett fynd: Metoden är kort."),
    "example-fails": (SOUND.replace('fails=[{"metod": "Möten"}]', 'fails=[{"metod": "Arbete"}]'),
                      "Exemplet i fails ger inget fynd."),
    "no-sentence": (SOUND.replace("Metoden är kort.", "metoden är kort"), "Meddelandet ska vara en hel mening"),
    "shows-the-code": (SOUND.replace("Metoden är kort.", "Metoden {x} är kort."), "visar något av koden"),
    "straight-quotes": (SOUND.replace("Skriv mer.", 'Skriv \\"mer\\".'), "svenska citattecken"),
    "no-advice": (SOUND.replace(', hint="Skriv mer."', ""), "Ett fynd saknar råd (hint)"),
    "a-character-that-windows-lacks": (SOUND.replace("Skriv mer.", "Skriv → mer."), "Tecknet → går inte att visa"),
    "a-title-with-a-full-stop": (SOUND.replace('är kort", sev', 'är kort.", sev'), "utan punkt"),
    "why-is-no-sentence": (SOUND.replace("Därför.", "därför"), "Why ska vara en hel mening"),
    "no-docstring": (SOUND.replace('    """Find one word."""\n', ""), "saknar en dokumentsträng"),
    "prints": (SOUND.replace("    if cell", "    print('hej')\n    if cell"), "Ta bort print"),
    "prints-when-loaded": ("print('hej')\n" + SOUND, "när det läses in: ”hej”"),
    "raises": (SOUND.replace("    if cell", "    1 / 0\n    if cell"),
               "Regeln stannar vid sitt eget exempel: det blev ett fel (ZeroDivisionError: division by zero)"),
    "stops-at-an-empty-time-plan": (ROW.replace("    if act", "    activity.period.start\n    if act"),
                                    "Regeln stannar vid en plan där alla celler är tomma: det blev ett fel (Attr"),
    "stops-at-an-unknown-unit": (SOUND.replace('"cell"', '"plan"').replace("cell.text ==", "plan.unit.name ==")
                                 .replace("(cell,", "(plan,"), "Regeln stannar vid en plan som ingen vet vems den är"),
    "quotes-without-end": (SOUND.replace("cell.text ==", "len(cell.text) > 999 or cell.text ==")
                           .replace('"Metoden är kort."', "f'Metoden är {cell.text}.'"), "mycket lång"),
    "changes-its-mind": (SOUND.replace("@rule", "import itertools\nN = itertools.count()\n@rule")
                         .replace('"Metoden är kort."', "f'Metod nummer {next(N)}.'")
                         .replace("cell.text ==", "len(cell.text) > 99 or cell.text =="), "inte samma sak två gånger"),
    "mutates-its-input": (ROW.replace("    if act", "    activity.cells['metod'] = None\n    if act"),
                          "Regeln stannar vid sitt eget exempel"),
}  # fmt: skip


@pytest.fixture
def plugin_file(tmp_path):
    def write(text):
        path = tmp_path / "egen.py"
        path.write_text(textwrap.dedent(text), encoding="utf-8")
        return path

    return write


def test_a_sound_plugin_has_nothing_to_mend(plugin_file):
    for text in (SOUND, ROW):
        (checked,) = check.check(plugin_file(text))
        assert (checked.faults, [faults for _, faults, _ in checked.rules]) == ((), [()])


@pytest.mark.parametrize(("text", "said"), [pytest.param(*case, id=name) for name, case in TO_MEND.items()])
def test_what_is_to_be_mended_is_said_in_a_sentence(plugin_file, text, said):
    (checked,) = check.check(plugin_file(text))
    sentences = [*checked.faults, *(sentence for _, faults, _ in checked.rules for sentence in faults)]
    assert [sentence for sentence in sentences if said in sentence], sentences
    for sentence in sentences:
        assert sentence[0].isupper()
        assert sentence[-1] in ".!?"
    assert f"{checked.number} sak" in check.told([checked])


def test_the_bundled_plugins_have_nothing_to_mend():
    for plugin in LOADED.plugins:
        (checked,) = check.check(plugin.path)
        assert [faults for _, faults, _ in checked.rules if faults] == []


def test_a_slow_rule_is_told(plugin_file, monkeypatch):
    monkeypatch.setattr(check, "_SLOW", -1.0)
    (checked,) = check.check(plugin_file(SOUND))
    assert "Regeln är långsam" in checked.rules[0][1][0]


# --- on the command line ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "last"),
    [
        pytest.param(SOUND, 0, "1 regel i 1 insticksprogram: inget att rätta.", id="sound"),
        pytest.param(TO_MEND["no-advice"][0], 1, "1 regel i 1 insticksprogram: 1 sak att rätta.", id="to-mend"),
        pytest.param("1 / 0", 1, "0 regler i 1 insticksprogram: 1 sak att rätta.", id="not-loaded"),
    ],
)
def test_the_command_says_whether_there_is_anything_to_mend(plugin_file, text, code, last):
    done = CliRunner().invoke(cli, ["plugins", "check", str(plugin_file(text))])
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (code, last)


def test_a_path_without_a_plugin_is_a_mistake_of_the_user(tmp_path):
    for path in (tmp_path / "borta", tmp_path):
        with pytest.raises(UsageError):
            check.check(path)
