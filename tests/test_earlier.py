"""Earlier plans poured into fresh templates: whatever they come from, nothing of an activity is lost."""

import datetime as dt
import io
import subprocess
import sys
from pathlib import Path

import pytest
from hard_definition import hard_definition
from openpyxl import load_workbook
from returns import complete_rows, write_return

from exceltools import definition
from exceltools.consolidated import write_workbook
from exceltools.earlier import read_earlier
from exceltools.engine import registry
from exceltools.errors import OutputError, UsageError
from exceltools.intake import Intake
from exceltools.merge import merge
from exceltools.model import Cell
from exceltools.reading import reader
from exceltools.reading.limits import Limits
from exceltools.template import Design, write_templates
from exceltools.template.earlier import Earlier, own_columns
from exceltools.testing import plan as example_plan

CITY = definition.load()
SAMPLES = Path(__file__).parent.parent / "samples" / "returned"
LEFTOVERS = "Fick inte plats"


@pytest.fixture(scope="module")
def design():
    return Design(CITY)


@pytest.fixture(scope="module")
def samples():
    return read_earlier([SAMPLES], CITY)


def read(data, city=CITY):
    return Intake(city).take(reader.read(data, "xlsx", Limits()), "Ny mall.xlsx")


def asked(activity, city=CITY):
    """The seven texts, code lists by what they were recognised as where they fit together."""
    point = activity.utgangspunkt.id or activity.text("utgangspunkt")
    fits = activity.utgangspunkt.id and activity.omrade_of == activity.utgangspunkt.id
    area = activity.omrade.id if fits else activity.text("omrade")
    return [point, area, *(activity.text(column) for column in definition.COLUMN_IDS[2:])]


def own(activity):
    return {header: cell.text for header, cell in activity.extra.items() if cell.text}


def rows_of(plan):
    return [(asked(activity), own(activity)) for activity in plan.activities]


def leftovers(data):
    book = load_workbook(io.BytesIO(data))
    if LEFTOVERS not in book.sheetnames:
        return []
    return [tuple(cell.value for cell in row) for row in book[LEFTOVERS].iter_rows(min_row=7)]


# --- from returns ------------------------------------------------------------------------------------------------


def test_every_sample_return_is_found(samples):
    assert set(samples.plans) == {unit.id for unit in CITY.units}
    assert samples.problems == ()


@pytest.mark.parametrize("unit", CITY.units, ids=lambda unit: unit.id)
def test_nothing_of_a_sample_plan_is_lost(samples, design, unit):
    earlier = samples.plans[unit.id]
    assert earlier.activities
    taken = read(design.workbook(unit, earlier))
    assert rows_of(taken.plan) == rows_of(earlier)
    assert (taken.plan.unit.id, taken.plan.template_version) == (unit.id, "2021.1")


def test_names_written_in_another_way_become_those_in_the_lists(samples, design):
    names = {point.name for point in CITY.utgangspunkter}
    for unit in CITY.units:
        sheet = load_workbook(io.BytesIO(design.workbook(unit, samples.plans[unit.id])))["Handlingsplan"]
        for row, activity in enumerate(samples.plans[unit.id].activities, 6):
            if activity.utgangspunkt.id:
                assert sheet.cell(row, 1).value in names


def test_what_stood_round_the_plan_is_listed(samples, design):
    bromma = leftovers(design.workbook(CITY.unit("bromma"), samples.plans["bromma"]))
    assert [(where, why) for where, _, why in bromma] == [
        (f"A{row}", "Texten stod ovanför tabellen.") for row in (4, 5, 6)
    ]
    assert bromma[0][1] == "Om planen"
    skarholmen = leftovers(design.workbook(CITY.unit("skarholmen"), samples.plans["skarholmen"]))
    assert {why for _, _, why in skarholmen} == {"Raden var ingen aktivitet."}


def test_a_plan_without_anything_round_it_has_no_such_sheet(samples, design):
    data = design.workbook(CITY.unit("farsta"), Earlier("x.xlsx", samples.plans["farsta"].activities))
    assert load_workbook(io.BytesIO(data)).sheetnames == [
        "Instruktion",
        "Handlingsplan",
        "Självkontroll",
        "_listor",
        "_kontroll",
        "_exceltools",
    ]


def test_pouring_again_changes_nothing(samples, design, tmp_path):
    (path,) = write_templates(CITY, tmp_path, ["sodermalm"], earlier=samples.plans)
    again = read_earlier([path], CITY)
    assert rows_of(again.plans["sodermalm"]) == rows_of(samples.plans["sodermalm"])
    assert again.plans["sodermalm"].leftovers == ()


def test_what_found_no_place_is_listed_again_the_next_time(samples, tmp_path):
    (path,) = write_templates(CITY, tmp_path, ["bromma"], earlier=samples.plans)
    before = leftovers(path.read_bytes())
    assert len(before) == 3
    again = read_earlier([path], CITY).plans["bromma"]
    assert [(found.where, found.text, found.why) for found in again.leftovers] == before


def test_the_list_of_what_found_no_place_is_no_sheet_of_the_units_own(samples, design):
    taken = read(design.workbook(CITY.unit("bromma"), samples.plans["bromma"]))
    assert [found.code for found in taken.issues if found.code == "INT045"] == []


def test_same_plan_same_bytes(samples, design):
    unit = CITY.unit("bromma")
    assert design.workbook(unit, samples.plans["bromma"]) == design.workbook(unit, samples.plans["bromma"])


def test_an_old_template_becomes_a_new_one(tmp_path, design):
    old = definition.Definition.model_validate(
        {**CITY.model_dump(by_alias=True), "version": "2019.2", "title": "Gammal"}
    )
    (path,) = write_templates(old, tmp_path, ["farsta"])
    book = load_workbook(path)
    for row, texts in enumerate(complete_rows()[:3], 6):
        for column, text in enumerate(texts, 1):
            book["Handlingsplan"].cell(row, column).value = text
    book.create_sheet("Anteckningar")["B2"] = "Ring Anna."
    book.save(path)
    found = read_earlier([path], CITY).plans["farsta"]
    data = design.workbook(CITY.unit("farsta"), found)
    assert len(read(data).plan.activities) == 3
    assert read(data).plan.template_version == "2021.1"
    assert leftovers(data) == [
        ("A1", "Gammal", "Texten stod ovanför tabellen."),
        ("Bladet Anteckningar", "1 cell med text", "Bladet följer inte med till den nya mallen."),
    ]


# --- from the consolidated workbook ------------------------------------------------------------------------------


def test_nothing_is_lost_by_way_of_the_consolidated_workbook(samples, design, tmp_path):
    result = merge([SAMPLES], CITY, registry.load())
    write_workbook(result, tmp_path / "Sammanställning.xlsx")
    found = read_earlier([tmp_path / "Sammanställning.xlsx"], CITY)
    assert set(found.plans) == set(samples.plans)
    for unit in CITY.units:
        taken = read(design.workbook(unit, found.plans[unit.id]))
        assert rows_of(taken.plan) == rows_of(samples.plans[unit.id])
        assert found.plans[unit.id].leftovers == ()


def test_a_consolidated_workbook_among_returns_adds_nothing_to_them(samples, tmp_path):
    write_return(tmp_path / "Farsta.xlsx", complete_rows()[:2])
    write_workbook(merge([tmp_path], CITY, registry.load()), tmp_path / "allt.xlsx")
    write_return(tmp_path / "Farsta.xlsx", complete_rows()[:5])
    assert len(read_earlier([tmp_path], CITY).plans["farsta"].activities) == 5


# --- whose it is, and what cannot be read ------------------------------------------------------------------------


def test_a_plan_of_nobody_becomes_the_units_that_is_named(tmp_path):
    write_return(tmp_path / "plan.xlsx", complete_rows()[:2])
    assert set(read_earlier([tmp_path], CITY, ["farsta"]).plans) == {"farsta"}
    found = read_earlier([tmp_path], CITY)
    assert found.plans == {}
    assert [problem.code for problem in found.problems] == ["INT040"]


@pytest.mark.parametrize(
    ("units", "words"),
    [
        pytest.param(
            ["bromma"], "ingen plan från Bromma att fylla i. Det finns planer från Farsta", id="another unit's"
        ),
        pytest.param(["brommma"], "”brommma” finns inte i definitionen. Menade du Bromma?", id="no such unit"),
    ],
)
def test_a_plan_that_is_not_there_is_said(tmp_path, units, words):
    write_return(tmp_path / "Farsta.xlsx", complete_rows()[:2])
    with pytest.raises(UsageError, match=words):
        read_earlier([tmp_path], CITY, units)


def test_what_cannot_be_read_is_said_and_the_rest_is_taken(tmp_path):
    write_return(tmp_path / "Farsta.xlsx", complete_rows()[:2])
    (tmp_path / "Bromma.xlsx").write_bytes(b"inte en arbetsbok")
    found = read_earlier([tmp_path], CITY)
    assert set(found.plans) == {"farsta"}
    assert [Path(problem.source).name for problem in found.problems] == ["Bromma.xlsx"]


def test_of_two_plans_the_later_is_taken_and_the_other_is_named(tmp_path):
    write_return(tmp_path / "Farsta 1.xlsx", complete_rows()[:2], saved=dt.datetime(2021, 3, 1))  # noqa: DTZ001
    write_return(tmp_path / "Farsta 2.xlsx", complete_rows()[:4], saved=dt.datetime(2021, 5, 1))  # noqa: DTZ001
    found = read_earlier([tmp_path], CITY)
    assert len(found.plans["farsta"].activities) == 4
    assert [problem.code for problem in found.problems] == ["INT061"]


def test_a_filled_in_template_is_never_replaced(samples, tmp_path):
    (path,) = write_templates(CITY, tmp_path, ["farsta"], earlier=samples.plans)
    before = path.read_bytes()
    with pytest.raises(OutputError, match="Farsta"):
        write_templates(CITY, tmp_path, ["farsta"])
    assert path.read_bytes() == before


# --- odd texts ---------------------------------------------------------------------------------------------------


def activity_with(extra=None, **texts):
    (activity,) = example_plan(texts).activities
    cells = {header: Cell(header, text, text, "J9") for header, text in (extra or {}).items()}
    return activity.__class__(**{name: getattr(activity, name) for name in activity.__slots__} | {"extra": cells})


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("http://x")', "+46 8", "-x", "@fritid", "'citat", "0012", "1/2"])
def test_a_text_stays_the_text_it_was(design, text):
    data = design.workbook(CITY.unit("farsta"), Earlier("x.xlsx", (activity_with(metod=text, extra={text: text}),)))
    sheet = load_workbook(io.BytesIO(data))["Handlingsplan"]
    assert [(sheet[cell].value, sheet[cell].data_type) for cell in ("D6", "I5", "I6")] == [(text, "s")] * 3
    assert sheet["D6"].number_format == "@"


@pytest.mark.parametrize(
    "value", ["#REF!", "#VÄRDEFEL!", "#N/A", "#DIV/0!", "#GETTING_DATA", "Err:502", "#ЗНАЧ!", "#ÚRES!"]
)
def test_an_error_value_is_listed_and_not_filled_in(design, value):
    data = design.workbook(CITY.unit("farsta"), Earlier("x.xlsx", (activity_with(extra={"Egen": value}),)))
    assert load_workbook(io.BytesIO(data))["Handlingsplan"]["I6"].value is None
    assert leftovers(data) == [("J9", value, "Cellen visade ett felvärde. Skriv texten igen.")]


@pytest.mark.parametrize("text", ["#tryggafritid", "#FRITID", "#1", "Err:5", "N/A"])
def test_what_only_looks_like_an_error_value_is_filled_in(design, text):
    data = design.workbook(CITY.unit("farsta"), Earlier("x.xlsx", (activity_with(extra={"Egen": text}),)))
    assert load_workbook(io.BytesIO(data))["Handlingsplan"]["I6"].value == text


def test_a_text_that_is_too_long_is_cut_visibly_and_its_end_listed(design):
    long = "början " + "x" * 40_000 + " slutet"
    data = design.workbook(CITY.unit("farsta"), Earlier("x.xlsx", (activity_with(metod=long),)))
    cell = load_workbook(io.BytesIO(data))["Handlingsplan"]["D6"].value
    assert cell.startswith("början xxx")
    assert "får inte plats" in cell
    ((_, text, why),) = leftovers(data)
    assert text.endswith("xxx slutet")
    assert why == "Hela texten går inte att ha i en cell. Här är slutet av den."


def test_headers_of_own_columns_are_such_that_excel_takes_them():
    headers = ["Område", "kontroll", "Egen", "egen", "två\nrader", "_x0041_", "", " "]
    found = own_columns([activity_with(extra=dict.fromkeys(headers, "text"))], CITY)
    assert list(found.values()) == [
        "Område (2)",
        "kontroll (2)",
        "Egen",
        "egen (2)",
        "två rader",
        "_ x0041_",
        "Kolumn utan rubrik",
        "Kolumn utan rubrik (2)",
    ]


def test_more_activities_than_rows_were_prepared_for(design):
    activities = tuple(activity_with(metod=f"Metod {n}") for n in range(120))
    data = design.workbook(CITY.unit("farsta"), Earlier("x.xlsx", activities))
    assert [a.text("metod") for a in read(data).plan.activities] == [f"Metod {n}" for n in range(120)]
    (table,) = load_workbook(io.BytesIO(data))["Handlingsplan"].tables.values()
    assert table.ref == "A5:H135"


def test_a_plan_from_another_strategy_is_poured_as_it_stands(tmp_path):
    city = hard_definition()
    write_return(tmp_path / "Farsta.xlsx", complete_rows()[:3])
    earlier = read_earlier([tmp_path], city).plans["farsta"]
    plan = read(Design(city).workbook(city.unit("farsta"), earlier), city).plan
    assert [activity.text("utgangspunkt") for activity in plan.activities] == ["Systematisk samhandling"] * 3


# --- the command -------------------------------------------------------------------------------------------------


def run(*arguments, cwd):
    command = [sys.executable, "-m", "exceltools", "template", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, check=False)


def test_the_command_pours_what_it_finds(tmp_path):
    write_return(tmp_path / "Farsta.xlsx", complete_rows()[:2])
    done = run("-o", "nya", "--from", "Farsta.xlsx", cwd=tmp_path)
    assert (done.returncode, done.stderr.decode()) == (0, "1 mall finns i nya.\n")
    assert [path.name for path in (tmp_path / "nya").iterdir()] == ["Handlingsplan Farsta.xlsx"]


def test_the_command_says_what_it_cannot_read(tmp_path):
    (tmp_path / "Farsta.xlsx").write_bytes(b"inte en arbetsbok")
    done = run("-o", "nya", "--from", "Farsta.xlsx", cwd=tmp_path)
    assert done.returncode == 3
    assert done.stderr.decode().startswith("Farsta.xlsx: ")
    assert not (tmp_path / "nya").exists()
