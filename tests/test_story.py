"""The whole story through the real command: eighteen returned plans, and the figures of the annual report found again.

What is expected was written down from samples/README.md and samples/figures.toml, not from what the merge said.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import jsonschema
import pytest
from python_calamine import CalamineWorkbook

from exceltools.definition import load
from exceltools.report import SCHEMA_FILE

ROOT = Path(__file__).resolve().parent.parent
FIGURES = tomllib.loads((ROOT / "samples" / "figures.toml").read_text(encoding="utf-8"))
DEFINITION = load()

# Every cell of the samples that somebody should mend or look at, but for what a whole plan lacks.
IN_CELLS = {
    ("farsta", "G7", "UPP001", "warning"),  # VBE
    ("farsta", "A16", "SCH003", "error"),  # a typing mistake in the utgångspunkt ...
    ("farsta", "A17", "SCH003", "error"),  # ... copied down
    ("hagersten-alvsjo", "F16", "TID005", "warning"),  # 2021/2022
    ("hagersten-alvsjo", "B19", "SCH004", "warning"),  # a sentence for an område
    ("kungsholmen", "E9", "SCH001", "error"),  # nobody is responsible
    ("kungsholmen", "D7", "KVAL001", "warning"),  # neither what nor when: "löpande"
    ("kungsholmen", "D8", "KVAL001", "warning"),
    ("norrmalm", "B21", "SCH001", "error"),  # left blank beside an utgångspunkt that is written out
    ("skarpnack", "C12", "SCH001", "error"),  # no goal for a whole område
    ("skarpnack", "C13", "SCH001", "error"),
    ("skarpnack", "D9", "KVAL001", "warning"),  # goes on as before
    ("skarholmen", "F8", "TID001", "warning"),  # as soon as the police can
    ("skarholmen", "F9", "TID002", "error"),  # 2022 – 2021
    ("spanga-tensta", "B9", "SCH005", "warning"),  # an område of another utgångspunkt
    ("socialnamnden", "F9", "TID006", "warning"),  # 2021 - 2025
    ("socialnamnden", "F15", "TID006", "warning"),
    ("utbildningsnamnden", "B8", "SCH004", "warning"),
    ("utbildningsnamnden", "B18", "SCH004", "warning"),
    ("utbildningsnamnden", "G17", "UPP001", "warning"),  # VBE
}
OF_PLANS = {
    ("arbetsmarknadsnamnden", None, "TACK001", "error"),  # nothing within Våldsprevention
    ("kulturnamnden", None, "INT033", "error"),  # no column for follow-up
}


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    """Merge the samples as the demo does."""
    place = tmp_path_factory.mktemp("story")
    command = [sys.executable, "-m", "exceltools", "merge", "samples/returned"]
    command += ["-o", str(place / "ut.xlsx"), "--report", str(place / "ut.json")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    report = json.loads((place / "ut.json").read_text(encoding="utf-8"))
    return done, report, place / "ut.xlsx"


def test_faults_in_plans_end_with_one_and_nothing_on_standard_output(story):
    done, _, _ = story
    assert (done.returncode, done.stdout) == (1, "")


def test_the_annual_reports_sentences_are_said(story):
    done, _, _ = story
    assert "13 av 13 stadsdelar har aktiviteter inom alla fyra utgångspunkter." in done.stderr
    names = [DEFINITION.unit(unit).name for unit in FIGURES["all_omraden"]]
    assert f"2 av 13 stadsdelar har aktiviteter inom samtliga områden: {' och '.join(names)}." in done.stderr
    assert "Södermalm (arbetet utförs av)" in done.stderr


def test_every_plan_is_read_and_every_activity_counted(story):
    _, report, _ = story
    jsonschema.validate(report, json.loads(SCHEMA_FILE.read_text(encoding="utf-8")))
    assert {source["status"] for source in report["sources"]} == {"read"}
    assert {unit["id"]: unit["activities"] for unit in report["units"]} == FIGURES["activities"]
    assert report["totals"]["activities"] == sum(FIGURES["activities"].values())


def test_exactly_the_odd_cells_are_pointed_out(story):
    _, report, _ = story
    found = {
        (issue["unit"], issue["cell"], issue["code"], issue["severity"])
        for issue in report["issues"]
        if issue["severity"] != "info" and issue["code"] != "TACK002"
    }
    assert found == IN_CELLS | OF_PLANS


def test_missing_areas_are_those_without_an_activity_in_the_content(story):
    _, report, _ = story
    expected = set()
    for unit in (unit for unit in DEFINITION.units if unit.kind == "district"):
        content = tomllib.loads((ROOT / "samples" / "content" / f"{unit.id}.toml").read_text(encoding="utf-8"))
        written = {(area.get("utgangspunkt"), area.get("omrade")) for area in content["area"]}
        expected |= {
            (unit.id, area.name)
            for point in DEFINITION.utgangspunkter
            for area in point.omraden
            if (point.name, area.name) not in written
        }
    found = {
        (issue["unit"], area.name)
        for issue in report["issues"]
        if issue["code"] == "TACK002"
        for point in DEFINITION.utgangspunkter
        for area in point.omraden
        if f"området {area.name} inom" in issue["message"] or f"”{area.name}”" in issue["message"]
    }
    assert found == expected


def test_an_issues_cell_holds_what_the_issue_quotes(story):
    _, report, _ = story
    for issue in report["issues"]:
        if issue["cell"] and issue["value"]:
            sheet = CalamineWorkbook.from_path(ROOT / issue["source"]).get_sheet_by_name(issue["sheet"])
            column = ord(issue["cell"][0]) - ord("A")
            text = str(sheet.to_python(skip_empty_area=False)[issue["row"] - 1][column])
            assert " ".join(text.replace("\u00ad", "").split()) == " ".join(issue["value"].split()), issue


def test_the_added_column_survives(story):
    _, report, path = story
    extras = [activity["extra"] for activity in report["activities"] if activity["unit"] == "sodermalm"]
    assert all(extra["arbetet utförs av"] for extra in extras)
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("Sammanställning").to_python()
    assert any("arbetet utförs av" in row for row in rows)


def test_the_order_in_which_files_are_named_changes_nothing(story, tmp_path):
    _, _, path = story
    files = sorted((ROOT / "samples" / "returned").iterdir(), reverse=True)
    command = [sys.executable, "-m", "exceltools", "merge", *(str(file.relative_to(ROOT)) for file in files)]
    subprocess.run([*command, "-o", tmp_path / path.name], cwd=ROOT, capture_output=True, check=False)
    assert sheets(tmp_path / path.name) == sheets(path)


def sheets(path):
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
