"""Whatever comes in, the others are merged all the same, and a sentence says what was wrong and where."""

import datetime as dt
import json
import warnings
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from packages import ole
from raws import HEADERS
from returns import complete_rows, write_return

from exceltools.cli import main
from exceltools.definition import BUNDLED

CONSOLIDATED = Path(__file__).resolve().parent.parent / "samples" / "sammanstallning.xlsx"
OWN_RULE = """
from exceltools.rules import Finding, hookimpl, rule
@rule(code='EX001', name='always-raises', title='Går sönder', severity='error', scope='row',
      columns=('metod',), why='För att pröva.', passes=[{}], fails=[{}])
def broken(activity, context):
    raise ValueError('oj')
    yield
@hookimpl
def exceltools_rules():
    return [broken]
"""


class Run:
    """What a command answered."""

    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def run(capsys):
    def command(*arguments):
        try:
            main([str(argument) for argument in arguments])
            code = 0
        except SystemExit as ended:
            code = ended.code or 0
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return Run(code, said.out, said.err)

    return command


@pytest.fixture
def folder(tmp_path):
    """A folder with a faultless plan from Bromma."""
    place = tmp_path / "Återlämnade planer"
    place.mkdir()
    write_return(place / "Bromma.xlsx")
    return place


@pytest.fixture
def merged(run, folder, tmp_path):
    """Merge the folder; give the exit code, the report, and the activities of the consolidated workbook."""

    def command(*arguments):
        output, report = tmp_path / "ut.xlsx", tmp_path / "ut.json"
        done = run("merge", folder, "-o", output, "--report", report, *arguments)
        assert output.exists(), done.err
        found = json.loads(report.read_text(encoding="utf-8"))
        assert sum(activity["unit"] == "bromma" for activity in found["activities"]) == 13, "Bromma is merged"
        return done, found

    return command


def issues(report, code):
    return [found for found in report["issues"] if found["code"] == code]


def test_a_faultless_plan_ends_with_zero(run, folder, tmp_path):
    done = run("merge", folder / "Bromma.xlsx", "-o", tmp_path / "ut.xlsx")
    assert (done.code, done.out) == (0, "")
    assert "13 aktiviteter" in done.err


def test_a_merge_that_was_told_a_plan_with_faults_ends_with_one(run, tmp_path):
    rows = complete_rows()
    rows[0][4] = ""
    path = write_return(tmp_path / "Bromma.xlsx", rows)
    done = run("check", path)
    assert done.code == 1
    assert "E2" in done.out


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("Farsta.xlsx", b"", id="empty file"),
        pytest.param("Farsta.xlsx", b"Det h\xe4r \xe4r ingen arbetsbok", id="not a workbook"),
        pytest.param("Farsta.xlsx", b"%PDF-1.7\n%%EOF", id="pdf under another name"),
        pytest.param("Farsta.pdf", b"%PDF-1.7\n%%EOF", id="pdf"),
        pytest.param("Farsta.xlsx", b"PK\x03\x04 torn", id="torn package"),
        pytest.param("Farsta.xlsx", ole({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}), id="encrypted"),
    ],
)
def test_a_file_that_cannot_be_read(merged, folder, name, content):
    (folder / name).write_bytes(content)
    done, report = merged()
    assert done.code == 3
    (source,) = [source for source in report["sources"] if source["path"].endswith(name)]
    assert source["status"] == "refused"
    (found,) = issues(report, source["reason"])
    assert found["severity"] == "error"
    assert found["source"].endswith(name)
    assert found["hint"]


def test_a_missing_file(merged, folder):
    done, report = merged(folder / "Finns inte.xlsx")
    assert done.code == 3
    assert [source["status"] for source in report["sources"]] == ["read", "refused"]
    assert any("Finns inte.xlsx" in found["message"] for found in report["issues"])


def test_an_empty_folder(run, tmp_path):
    empty = tmp_path / "tom"
    empty.mkdir()
    done = run("check", empty)
    assert done.code == 3
    assert "tom" in done.out


def test_no_header_found(merged, folder):
    write_return(folder / "Farsta.xlsx", [["Budget", 12]], header=["Konto", "Kostnad"])
    done, report = merged()
    assert done.code == 3
    assert [found["source"].rsplit("/", 1)[1] for found in issues(report, "INT030")] == ["Farsta.xlsx"]


def test_two_plans_from_one_unit(merged, folder):
    write_return(folder / "Bromma ny.xlsx", [*complete_rows()[1:], complete_rows()[0]], above=["Reviderad"])
    done, report = merged()
    assert done.code == 0
    assert sorted(source["status"] for source in report["sources"]) == ["read", "superseded"]
    assert len(issues(report, "INT061")) == 1


def test_a_person_chooses_which_plan_counts(merged, folder):
    write_return(folder / "Bromma ny.xlsx", complete_rows()[:2], saved=dt.datetime(2021, 3, 1))  # noqa: DTZ001 - XlsxWriter
    _, report = merged("--choose", "bromma=Bromma.xlsx")
    assert [(source["path"][-14:], source["status"]) for source in report["sources"]] == [
        ("Bromma ny.xlsx", "superseded"),
        ("er/Bromma.xlsx", "read"),
    ]


def test_a_person_says_whose_a_plan_is_against_all_that_it_says_itself(merged, folder):
    write_return(folder / "Plan från oss.xlsx", above=["Till samordnaren"])
    write_return(folder / "Norrmalm.xlsx", complete_rows()[:2])
    _, report = merged("--choose", "farsta=Plan från oss.xlsx", "--choose", "Skarpnäck=Norrmalm.xlsx")
    assert [unit["id"] for unit in report["units"] if unit["returned"]] == ["bromma", "farsta", "skarpnack"]
    assert {activity["unit"] for activity in report["activities"]} == {"bromma", "farsta", "skarpnack"}
    (found,) = issues(report, "INT041")
    assert "räknas som Skarpnäck (enligt valet med --choose), men filens namn pekar på Norrmalm" in found["message"]
    assert issues(report, "INT040") == []


def test_a_choice_that_cannot_be_made_ends_before_anything_is_written(run, folder, tmp_path):
    (folder / "Farsta.xlsx").write_bytes(b"%PDF-1.7")
    for asked, said in (("farsta=Farsta.xlsx", "PDF"), ("farsta=Fasta.xlsx", "Menade du"), ("fasta=x", "Farsta")):
        done = run("merge", folder, "-o", tmp_path / "ut.xlsx", "--choose", asked)
        assert (done.code, said in done.err) == (2, True), done.err
        assert not (tmp_path / "ut.xlsx").exists()


def test_two_units_in_one_workbook_are_said_plainly(merged, folder):
    path = folder / "Båda.xlsx"
    book = xlsxwriter.Workbook(path)
    for name in ("Farsta", "Skarpnäck"):
        page = book.add_worksheet(name)
        for row, line in enumerate([HEADERS, *complete_rows()]):
            page.write_row(row, 0, line)
    book.close()
    done, report = merged()
    assert done.code == 3
    (found,) = issues(report, "INT063")
    assert found["message"] == "I Båda.xlsx finns planer från flera enheter: Farsta och Skarpnäck."


def test_templates_that_nobody_has_touched_are_no_returns(merged, folder, tmp_path, run):
    assert run("template", "-o", folder / "mallar", "--unit", "bromma", "--unit", "farsta").code == 0
    done, report = merged()
    assert done.code == 0
    assert [(source["status"], source["reason"]) for source in report["sources"]] == [
        ("read", None),
        ("ignored", "INT108"),
        ("ignored", "INT108"),
    ]
    assert [unit["id"] for unit in report["units"] if unit["returned"]] == ["bromma"]


def test_a_unit_that_nobody_knows(merged, folder):
    write_return(folder / "Plan från oss.xlsx", above=["Till samordnaren"])
    done, report = merged()
    assert done.code == 1
    assert len(issues(report, "INT040")) == 1
    assert sum(activity["unit"] is None for activity in report["activities"]) == 13


def test_units_that_returned_nothing(merged):
    _, report = merged()
    assert len(issues(report, "INT062")) == 17
    assert [unit["id"] for unit in report["units"] if unit["returned"]] == ["bromma"]


def test_a_plan_checked_alone_is_not_told_who_else_is_missing(run, folder):
    assert "Ingen plan har kommit" not in run("check", folder / "Bromma.xlsx").out


def test_a_definition_with_seven_faults(run, folder, tmp_path):
    text = (
        BUNDLED.read_text(encoding="utf-8")
        .replace('id = "barn-unga-kriminalitet"', 'id = "Barn Unga"')
        .replace("start = 2019-01-01", 'start = "i fjol"')
        .replace('kind = "period"', 'kind = "tid"')
        .replace('date = "04-30"', 'date = "04-31"')
        .replace('code = "VB"', 'kod = "VB"')
        .replace('id = "bromma"\nname = "Bromma"', 'id = "bromma"')
        .replace('kind = "committee"', 'kind = "nämnd"', 1)
    )
    path = tmp_path / "definition.toml"
    path.write_text(text, encoding="utf-8")
    done = run("check", folder, "--definition", path)
    assert done.code == 2
    assert len([line for line in done.err.splitlines() if line.startswith("definition.toml:")]) == 7, done.err


def test_a_definition_that_is_not_there(run, folder, tmp_path):
    done = run("check", folder, "--definition", tmp_path / "ingen.toml")
    assert done.code == 2
    assert "ingen.toml" in done.err


def test_an_output_in_a_place_that_cannot_be_written(run, folder, tmp_path):
    (tmp_path / "fil").write_text("en fil, ingen mapp", encoding="utf-8")
    done = run("merge", folder, "-o", tmp_path / "fil" / "ut.xlsx")
    assert done.code == 2
    assert "ut.xlsx" in done.err


@pytest.mark.parametrize("given", ["folder", "file"])
@pytest.mark.parametrize("option", ["-o", "--report"])
def test_an_output_is_never_written_over_what_is_read(run, folder, tmp_path, given, option):
    plan = folder / "Bromma.xlsx"
    before = plan.read_bytes()
    others = [] if option == "-o" else ["-o", tmp_path / "ut.xlsx"]
    done = run("merge", folder if given == "folder" else plan, option, plan, *others)
    assert done.code == 2
    assert "skrivas över" in done.err
    assert plan.read_bytes() == before


def test_an_earlier_result_among_the_plans_is_replaced(run, folder):
    output = folder / "sammanställning.xlsx"
    assert run("merge", folder / "Bromma.xlsx", "-o", output).code == 0
    before = output.read_bytes()
    write_return(folder / "Farsta.xlsx")
    assert run("merge", folder, "-o", output).code == 0
    assert output.read_bytes() != before


def test_an_output_that_is_no_workbook_by_its_name(run, folder, tmp_path):
    done = run("merge", folder, "-o", tmp_path / "sammanställning")
    assert (done.code, "sammanställning.xlsx" in done.err) == (2, True)
    assert not (tmp_path / "sammanställning").exists()


def test_an_output_that_is_a_folder(run, folder, tmp_path):
    (tmp_path / "ut.xlsx").mkdir()
    done = run("merge", folder, "-o", tmp_path / "ut.xlsx")
    assert done.code == 2


@pytest.mark.parametrize(
    ("body", "said"),
    [
        pytest.param("import finns_inte_alls\n", "finns_inte_alls", id="does not import"),
        pytest.param(OWN_RULE, "EX001", id="raises"),
    ],
)
def test_a_plugin_that_fails(merged, tmp_path, body, said):
    plugins = tmp_path / "regler"
    plugins.mkdir()
    (plugins / "egen.py").write_text(body, encoding="utf-8")
    done, report = merged("--plugins-dir", plugins)
    assert done.code == 4
    statuses = {plugin["name"]: plugin["status"] for plugin in report["plugins"]}
    assert statuses["egen"] == "failed"
    assert list(statuses.values()).count("ran") == len(statuses) - 1, "the others ran"
    (found,) = [found for found in report["issues"] if found["code"].startswith("KOR")]
    assert "egen" in found["message"]
    assert said in found["message"] + found["hint"]


def test_a_plugin_that_goes_to_another_folder_takes_nobody_along(run, folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    plugins = tmp_path / "regler"
    plugins.mkdir()
    (plugins / "egen.py").write_text("import os\nos.chdir('regler')\n", encoding="utf-8")
    done = run("merge", folder.name, "-o", "ut.xlsx", "--plugins-dir", "regler")
    assert done.code == 4, "it has no rules, and that is all"
    assert (tmp_path / "ut.xlsx").exists()


def test_a_failed_merge_leaves_the_older_output_untouched(run, folder, tmp_path, monkeypatch):
    output = tmp_path / "ut.xlsx"
    output.write_bytes(b"den gamla")
    monkeypatch.setattr("os.replace", lambda *_: (_ for _ in ()).throw(PermissionError(13, "i bruk", str(output))))
    done = run("merge", folder, "-o", output)
    assert done.code == 2
    assert output.read_bytes() == b"den gamla"
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["ut.xlsx"]
    assert "öppen" in done.err


def test_an_interrupted_merge_leaves_the_older_output_untouched(run, folder, tmp_path, monkeypatch):
    output = tmp_path / "ut.xlsx"
    output.write_bytes(b"den gamla")

    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("xlsxwriter.Workbook.close", interrupt)
    done = run("merge", folder, "-o", output)
    assert done.code == 130
    assert output.read_bytes() == b"den gamla"
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["ut.xlsx"]


def test_no_text_of_a_district_becomes_a_formula_or_a_link(run, tmp_path):
    rows = complete_rows()
    hostile = [
        "=cmd|'/c calc'!A1",
        '=HYPERLINK("http://x")',
        "http://exempel.se",
        "+46 8 508",
        "@SUM(1)",
        "{=1}",
        "-2+3",
    ]
    for row, text in zip(rows, hostile, strict=False):
        row[3] = text
    path = write_return(tmp_path / "Bromma.xlsx", rows)
    run("merge", path, "-o", tmp_path / "ut.xlsx")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl does not know sparklines and says so
        book = openpyxl.load_workbook(tmp_path / "ut.xlsx")
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value in hostile]
    assert {cell.value for cell in cells} == set(hostile)
    assert all(cell.data_type == "s" for cell in cells)
    assert all(cell.hyperlink is None for cell in cells)


@pytest.fixture
def finished_round(tmp_path, monkeypatch):
    """Stand in a folder with results and, beside them, an empty folder."""
    monkeypatch.chdir(tmp_path)
    for name in ("tom", "svar", "kopior"):
        (tmp_path / name).mkdir()
    (tmp_path / "svar" / "Bromma brev.txt").write_text("Hej!", encoding="utf-8")
    (tmp_path / "kopior" / "Bromma.xlsx").write_bytes(b"PK")
    (tmp_path / "ut.xlsx").write_bytes(CONSOLIDATED.read_bytes())


@pytest.mark.usefixtures("finished_round")
@pytest.mark.parametrize(
    ("source", "said"),
    [
        pytest.param("plnaer", "Det finns ingen fil eller mapp som heter plnaer.", id="misspelt"),
        pytest.param("tom", "Mappen innehåller inga arbetsböcker.", id="empty"),
    ],
)
@pytest.mark.parametrize(
    "command",
    [
        pytest.param(
            ["merge", "{source}", "-o", "ut.xlsx", "--feedback", "svar", "--copy-returns", "kopior"], id="merge"
        ),
        pytest.param(["waivers", "new", "ut.xlsx", "{source}"], id="waivers"),
    ],
)
def test_a_folder_with_nothing_replaces_nothing(run, tmp_path, command, source, said):
    before = sorted((path.name, path.stat().st_size) for path in tmp_path.rglob("*"))
    ended = run(*[part.replace("{source}", source) for part in command])
    assert ended.code == 2
    assert said in ended.err
    assert "Ingenting har skrivits." in ended.err
    assert sorted((path.name, path.stat().st_size) for path in tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["merg"], "Kommandot merg finns inte. Menade du merge?", id="misspelt command"),
        pytest.param(["merge", "x.xlsx"], "Flaggan -o eller --output saknas.", id="missing option"),
        pytest.param(["check", "x", "--formt", "json"], "Menade du --format eller --report?", id="misspelt option"),
        pytest.param(["check"], "KÄLLA saknas", id="missing source"),
        pytest.param(["check", "x", "--fail-on", "worst"], "error, warning, info", id="unknown level"),
        pytest.param(["check", "x", "--jobs", "0"], "minst 1", id="no jobs"),
        pytest.param(["template", "-o", "x", "--unit", "broma"], "Menade du Bromma?", id="unknown unit"),
        pytest.param(["rules", "show", "TACK01"], "TACK001", id="unknown rule"),
        pytest.param(["definition", "check", "a", "b"], "för mycket", id="too much"),
    ],
)
def test_usage_errors_are_swedish_and_end_with_two(run, arguments, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run(*arguments)
    assert done.code == 2
    assert said in done.err
    assert done.out == ""


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["rules", "--plugins-dir", "regler", "show", "EX001"], id="before the subcommand"),
        pytest.param(["rules", "show", "EX001", "--plugins-dir", "regler"], id="after the subcommand"),
        pytest.param(["rules", "list", "--plugins-dir", "regler"], id="rules list"),
        pytest.param(["rules", "--plugins-dir", "regler"], id="rules"),
        pytest.param(["plugins", "list", "--plugins-dir", "regler"], id="plugins list"),
        pytest.param(["plugins", "--plugins-dir", "regler"], id="plugins"),
    ],
)
def test_rules_of_ones_own_are_shown(run, arguments, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "regler").mkdir()
    (tmp_path / "regler" / "egen.py").write_text(OWN_RULE, encoding="utf-8")
    done = run(*arguments)
    assert done.code == 0, done.err
    assert "EX001" in done.out


def test_an_unforeseen_fault_is_a_sentence_and_a_log(run, folder, monkeypatch, tmp_path):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("exceltools.schemas.check", lambda *_: 1 / 0)
    done = run("check", folder)
    assert done.code == 4
    (log,) = tmp_path.glob("exceltools-*.log")
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")
    assert log.name in done.err


def test_json_on_standard_output_is_the_report_alone(run, folder):
    done = run("check", folder / "Bromma.xlsx", "--format", "json")
    assert json.loads(done.out)["schema"] == "exceltools-report/1"


def test_an_output_that_cannot_be_written_is_refused_before_anything_is_read(run, tmp_path):
    """The source is not there either, but it is the output that is spoken of."""
    (tmp_path / "resultat").mkdir()
    done = run("merge", tmp_path / "saknas", "-o", tmp_path / "resultat")
    assert done.code == 2
    assert f"{tmp_path / 'resultat'} är en mapp" in done.err
