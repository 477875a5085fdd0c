"""The samples are what they say they are, counted without the tool."""

import datetime as dt
import doctest
import importlib.util
import io
import os
import re
import shutil
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ET
import zipfile
from functools import cache
from pathlib import Path

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from exceltools import definition

SAMPLES = Path(__file__).parent.parent / "samples"
CITY = definition.load()
FIGURES = tomllib.loads((SAMPLES / "figures.toml").read_text(encoding="utf-8"))
PLANS = {
    plan["unit"]: plan
    for path in sorted((SAMPLES / "content").glob("*.toml"))
    for plan in [tomllib.loads(path.read_text(encoding="utf-8"))]
}
DISTRICTS = [unit.id for unit in CITY.units if unit.kind == "district"]
NAMED = {(point.name, area.name) for point in CITY.utgangspunkter for area in point.omraden}


def activities(unit):
    return [area | activity for area in PLANS[unit]["area"] for activity in area["activity"]]


def text(unit):
    return "\n".join(str(value) for activity in activities(unit) for value in activity.values())


@cache
def plan_sheet(unit):
    """The rows of the sheet that holds the plan, as {cell reference: value}, empty cells left out."""
    book = CalamineWorkbook.from_path(SAMPLES / "returned" / PLANS[unit]["file"])
    sheet = next(name for name in book.sheet_names if name != "Instruktion" and not name.startswith("_"))
    rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    return {
        f"{'ABCDEFGHIJ'[column]}{row}": value
        for row, cells in enumerate(rows, 1)
        for column, value in enumerate(cells)
        if value != ""
    }


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory):
    folder = tmp_path_factory.mktemp("rebuilt")
    subprocess.run([sys.executable, SAMPLES / "build.py", "-o", folder], check=True)
    return folder


def parts(path):
    """A workbook's parts in canonical form.

    On one machine the bytes are the same too; between machines, zlib and the XML writer may differ in spelling.
    """
    with zipfile.ZipFile(path) as archive:
        return {
            (info.filename, info.date_time): ET.canonicalize(archive.read(info).decode(), rewrite_prefixes=True)
            for info in archive.infolist()
        }


# --- the workbooks are what the script makes ------------------------------------------------------------------


def test_every_unit_has_one_plan_and_every_plan_one_workbook(rebuilt):
    assert set(PLANS) == {unit.id for unit in CITY.units}
    files = {plan["file"] for plan in PLANS.values()}
    assert (
        {path.name for path in (SAMPLES / "returned").iterdir()} == files == {path.name for path in rebuilt.iterdir()}
    )


@pytest.mark.parametrize("unit", PLANS)
def test_rebuilding_gives_the_workbook_that_is_committed(unit, rebuilt):
    name = PLANS[unit]["file"]
    assert parts(rebuilt / name) == parts(SAMPLES / "returned" / name)


@pytest.mark.parametrize("unit", PLANS)
def test_the_workbook_says_when_it_was_saved(unit):
    content = (SAMPLES / "returned" / PLANS[unit]["file"]).read_bytes()
    core = zipfile.ZipFile(io.BytesIO(content)).read("docProps/core.xml").decode()
    assert f"{PLANS[unit]['saved']:%Y-%m-%dT%H:%M:%SZ}</dcterms:modified>" in core


@pytest.mark.parametrize("unit", PLANS)
def test_every_method_stands_in_the_workbook_once(unit):
    standing = [value for value in plan_sheet(unit).values() if isinstance(value, str)]
    for activity in activities(unit):
        assert standing.count(activity["metod"]) == 1


# --- the annual report's figures ------------------------------------------------------------------------------


def test_the_figures_are_those_of_the_annual_report():
    assert len(DISTRICTS) == FIGURES["districts"] == FIGURES["all_utgangspunkter"] == 13
    assert len(CITY.units) - len(DISTRICTS) == FIGURES["committees"] == 5
    assert len(FIGURES["all_omraden"]) == 2
    assert len(FIGURES["written_together"]) == len(FIGURES["added_column"]) == 1


def test_thirteen_districts_have_activities_within_all_utgangspunkter():
    named = {point for point, _ in NAMED}
    covering = [unit for unit in DISTRICTS if named <= {activity["utgangspunkt"] for activity in activities(unit)}]
    assert len(covering) == FIGURES["all_utgangspunkter"]


def test_two_districts_have_activities_within_all_omraden():
    pairs = {unit: {(activity["utgangspunkt"], activity["omrade"]) for activity in activities(unit)} for unit in PLANS}
    assert [unit for unit in DISTRICTS if pairs[unit] >= NAMED] == FIGURES["all_omraden"]
    assert not any(pairs[unit] >= NAMED for unit in PLANS if unit not in DISTRICTS)


def test_no_activity_uses_an_alias_so_that_counting_names_is_enough():
    aliases = {alias for point in CITY.utgangspunkter for part in (point, *point.omraden) for alias in part.aliases}
    used = {
        activity[column] for unit in PLANS for activity in activities(unit) for column in ("utgangspunkt", "omrade")
    }
    assert not used & aliases


@pytest.mark.parametrize("unit", PLANS)
def test_a_unit_has_as_many_activities_as_stated(unit):
    assert len(activities(unit)) == FIGURES["activities"][unit]


def test_one_district_added_a_column_and_filled_it_in_everywhere():
    assert {unit: plan["added_column"]["header"] for unit, plan in PLANS.items() if "added_column" in plan} == FIGURES[
        "added_column"
    ]
    assert all(activity["added"] for unit in FIGURES["added_column"] for activity in activities(unit))


def test_one_district_wrote_its_plan_with_others():
    assert [unit for unit in PLANS if "written_together_with" in PLANS[unit]] == FIGURES["written_together"]


def test_two_districts_name_trefas():
    assert [unit for unit in PLANS if "Trefas" in text(unit)] == FIGURES["names_trefas"]


def test_one_district_marks_a_priority_within_every_omrade():
    (unit,) = FIGURES["marks_priorities"]
    marked = {activity["omrade"] for activity in activities(unit) if activity["metod"].startswith("PRIORITERAT ")}
    assert marked == {area for _, area in NAMED}
    assert [name for name in PLANS if "PRIORITERAT" in text(name)] == [unit]


# --- what the README says is odd --------------------------------------------------------------------------------

ODD = re.findall(
    r"^\| (?P<unit>[^|]+) \| (?P<cell>[A-Z]\d+) \| (?:`(?P<text>[^`]+)`)? ?\|",
    (SAMPLES / "README.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)


def visible(text):
    return text.replace("\u00a0", " ").replace("\u00ad", "")


def unit_named(name):
    (found,) = [unit.id for unit in CITY.units if unit.name == name]
    return found


def odd_values(path):
    """The values of plan columns that a content file marks as odd."""
    lines = re.findall(r"^(\w+ = .*?) # odd", path.read_text(encoding="utf-8"), re.MULTILINE)
    settings = [setting for line in lines if not line.endswith("[") for setting in tomllib.loads(line).items()]
    return [str(value) for column, value in settings if column in definition.COLUMN_IDS]


@pytest.mark.parametrize(("unit", "cell", "said"), ODD, ids=[f"{unit} {cell}" for unit, cell, _ in ODD])
def test_the_odd_text_stands_where_the_readme_says(unit, cell, said):
    value = plan_sheet(unit_named(unit)).get(cell, "")
    standing = visible(f"{value:g}" if isinstance(value, float) else str(value))
    assert said in standing
    assert bool(said) == bool(standing)


@pytest.mark.parametrize("unit", PLANS)
def test_the_readme_tells_of_every_odd_cell(unit):
    told = [said for name, _, said in ODD if unit_named(name) == unit]
    for value in odd_values(SAMPLES / "content" / f"{unit}.toml"):
        assert any(said in visible(value) if said else not value for said in told), value


def test_what_was_pasted_from_word_has_its_invisible_characters():
    cells = plan_sheet("hagersten-alvsjo")
    assert cells["F6"] == "2021\u00a0–\u00a02022"
    assert cells["D9"].startswith("Mellan\u00adtvång enligt 22\u00a0§ LVU")


def test_what_excel_took_for_a_number_and_a_date_is_one():
    cells = plan_sheet("norrmalm")
    assert cells["F8"] == 2021.0
    assert cells["F9"] == dt.date(2021, 10, 31)


# --- what moved, and what has followed ---------------------------------------------------------------------------

FROM_TEMPLATE = [unit for unit, plan in PLANS.items() if "own_workbook" not in plan]


@pytest.mark.parametrize("unit", FROM_TEMPLATE)
def test_dropdowns_stand_under_their_headers(unit):
    sheet = load_workbook(SAMPLES / "returned" / PLANS[unit]["file"]).active
    (header,) = [cell.row for cell in sheet["A"] if cell.value == "Prioriterad utgångspunkt"][:1]
    headers = {cell.value: cell.column_letter for cell in sheet[header]}
    lists = {
        validation.formula1: str(validation.sqref).split(":")[0]
        for validation in sheet.data_validations.dataValidation
        if validation.type == "list"
    }
    assert lists.pop("lst_utg") == f"{headers['Prioriterad utgångspunkt']}{header + 1}"
    assert lists.pop("lst_tid") == f"{headers['Tidsplan']}{header + 1}"
    assert lists.pop("lst_uppf") == f"{headers['Uppföljning']}{header + 1}"
    ((dependent, first),) = lists.items()
    assert first == f"{headers['Område']}{header + 1}"
    tables = [(table.ref.split(":")[0], table.column_names) for table in sheet.tables.values()]
    assert tables == ([] if "merge_down" in PLANS[unit] else [(f"A{header}", [cell.value for cell in sheet[header]])])
    assert "utg_pa_raden" in dependent
    assert sheet.freeze_panes == f"A{header + 1}"
    assert sheet.print_title_rows == f"${header}:${header}"


@pytest.mark.parametrize("unit", FROM_TEMPLATE)
def test_nothing_refers_to_a_sheet_that_is_not_there(unit):
    with zipfile.ZipFile(SAMPLES / "returned" / PLANS[unit]["file"]) as archive:
        pages = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/w")]
    sheets = set(re.findall(r'<sheet [^>]*name="([^"]+)"', "".join(pages)))
    named = {sheet for page in pages for sheet in re.findall(r"'([^'<>]+)'!", page)}
    assert named <= sheets
    assert not any("#REF!" in page for page in pages)


# --- what the template's own checks show ----------------------------------------------------------------------


def self_check(unit):
    """The self-check sheet's label in column A -> its number in column B, as stored in the workbook."""
    book = CalamineWorkbook.from_path(SAMPLES / "returned" / PLANS[unit]["file"])
    rows = book.get_sheet_by_name("Självkontroll").to_python()
    return {label: number for label, number, *_ in rows if isinstance(number, float)}


@pytest.mark.parametrize("unit", FROM_TEMPLATE)
def test_the_self_check_counts_what_the_content_holds(unit):
    shown = self_check(unit)
    assert shown["Aktiviteter"] == FIGURES["activities"][unit]
    if "merge_down" not in PLANS[unit]:  # to a formula, a merged cell is empty but for its first row
        written = [(activity["utgangspunkt"], activity["omrade"]) for activity in activities(unit)]
        assert {area: shown[area] for _, area in NAMED} == {
            area: sum(pair == (point, area) for pair in map(told, written)) for point, area in NAMED
        }


def told(pair):
    """The pair as a careful reader takes it: without the hyphen and the space left by Word."""
    return pair[0].replace("jämställdhets-", "jämställdhets").strip(), pair[1]


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None and not os.environ.get("CI"), reason="LibreOffice is not there")
def test_stored_values_are_those_that_libreoffice_calculates():
    moved = ["bromma", "sodermalm", "arbetsmarknadsnamnden", "skarpnack"]
    shown = module("shown")
    stored = shown.load()
    assert shown.calculated([SAMPLES / "returned" / PLANS[unit]["file"] for unit in moved]) == {
        PLANS[unit]["file"]: stored[PLANS[unit]["file"]] for unit in moved
    }


def test_the_example_of_stored_values_holds():
    assert doctest.testmod(module("shown")) == (0, 1)


def module(name):
    spec = importlib.util.spec_from_file_location(name, SAMPLES / f"{name}.py")
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded
