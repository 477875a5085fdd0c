"""Feedback copies of differently made workbooks: what is said is there, and nothing else has changed."""

import io
import re
import zipfile
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from handmade import FAULTY, WORKBOOKS
from python_calamine import CalamineWorkbook

from exceltools.definition import load
from exceltools.engine import registry
from exceltools.feedback import write_feedback
from exceltools.intake import Intake
from exceltools.merge import merge
from exceltools.reading import reader
from exceltools.reading.limits import Limits
from exceltools.reading.package import Package, book
from exceltools.reading.preflight import Passed, inspect

CITY = load()
NOT_FOR_OPENPYXL = ("hagersten-alvsjo", "socialnamnden")  # neither before nor after: Strict, and a part in another case
NOT_FOR_CALAMINE = ("kulturnamnden",)  # UTF-16
NAMES = {unit.id: unit.name for unit in CITY.units}


@pytest.fixture(scope="module")
def round_trip(tmp_path_factory):
    """Merge all workbooks and write the feedback; give the returns and the copies by unit."""
    place = tmp_path_factory.mktemp("omgång")
    returned, answered = place / "in", place / "ut"
    returned.mkdir()
    before = {}
    for unit, (suffix, make) in WORKBOOKS.items():
        before[unit] = make()
        (returned / f"{NAMES[unit]}.{suffix}").write_bytes(before[unit])
    result = merge([returned], CITY, registry.load())
    written = write_feedback(result, [returned], answered)
    assert (written.copies, written.fresh, written.problems) == (len(WORKBOOKS), 0, ())
    after = {
        unit: (answered / f"{NAMES[unit]} återkoppling.{suffix}").read_bytes()
        for unit, (suffix, _) in WORKBOOKS.items()
    }
    return result, before, after


def contents(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def named_parts(data):
    """The parts that may change, by their names in lower case."""
    package = Package(data)
    about = book(package)
    main = next(part for kind, part in package.related().values() if kind == "officeDocument")
    plan = next(sheet.part for sheet in about.sheets if sheet.name == "Plan")
    relations = package.related(plan).values()
    drawings = [part for kind, part in relations if kind in ("comments", "vmlDrawing")]
    folder, _, file = plan.rpartition("/")
    found = [main, f"/xl/_rels/{main.rpartition('/')[2]}.rels", about.styles, plan, f"{folder}/_rels/{file}.rels"]
    return {"[content_types].xml"} | {name.lstrip("/").casefold() for name in (*found, *drawings) if name}


def take(data, unit):
    assert isinstance(inspect(data, Limits()), Passed)
    kind = "strict" if unit == "hagersten-alvsjo" else "xlsx"
    return Intake(CITY).take(reader.read(data, kind, Limits()), f"{NAMES[unit]}.xlsx")


def feedback_rows(data, unit):
    sheets = reader.read(data, "strict" if unit == "hagersten-alvsjo" else "xlsx", Limits()).sheets
    values = next(sheet.values for sheet in sheets if sheet.name == "Återkoppling")
    return [[values.get((row, column), "") for column in range(1, 7)] for row in range(1, max(values)[0] + 1)]


@pytest.mark.parametrize("unit", WORKBOOKS)
def test_only_the_named_parts_change(round_trip, unit):
    _, before, after = round_trip
    old, new = contents(before[unit]), contents(after[unit])
    assert list(new)[: len(old)] == list(old)
    changed = {name.casefold() for name in old if new[name] != old[name]}
    assert changed <= named_parts(before[unit])
    added = {re.sub(r"\d+", "", name) for name in new.keys() - old.keys()}
    assert added <= {
        "xl/worksheets/sheet.xml",
        "xl/comments.xml",
        "xl/drawings/vmlDrawing.vml",
        "xl/worksheets/_rels/sheet.xml.rels",
        "xl/blad/_rels/plan.xml.rels",
        "xl/styles.xml",
    }


@pytest.mark.parametrize("unit", WORKBOOKS)
def test_every_part_is_xml_with_a_type_and_every_relation_leads_somewhere(round_trip, unit):
    _, _, after = round_trip
    parts = contents(after[unit])
    package = Package(after[unit])
    types = ET.fromstring(parts["[Content_Types].xml"])
    overrides = {one.get("PartName", "").lstrip("/").casefold() for one in types if one.get("PartName")}
    defaults = {one.get("Extension", "").casefold() for one in types if one.get("Extension")}
    for name, content in parts.items():
        if name.endswith((".xml", ".vml", ".rels")):
            ET.fromstring(content)
        assert (
            name.casefold() in overrides
            or name.rpartition(".")[2].casefold() in defaults
            or name == "[Content_Types].xml"
        )
    for name in ("", "/xl/workbook.xml", *(sheet.part for sheet in book(package).sheets)):
        for kind, target in package.related(name).values():
            assert package.has(target), (name, kind, target)


@pytest.mark.parametrize("unit", WORKBOOKS)
def test_the_copy_is_read_as_the_same_plan(round_trip, unit):
    _, before, after = round_trip
    then, now = take(before[unit], unit), take(after[unit], unit)
    assert now.plan.unit.id == unit
    assert now.plan.activities == then.plan.activities
    assert now.issues == then.issues


@pytest.mark.parametrize("unit", WORKBOOKS)
def test_the_list_names_each_fault_with_a_link_to_its_cell(round_trip, unit):
    result, _, after = round_trip
    rows = feedback_rows(after[unit], unit)
    start = next(number for number, row in enumerate(rows) if row[0] == "Allvar")
    assert rows[start][:5] == ["Allvar", "Var", "Vad det gäller", "Så kan ni göra", "Svar från förvaltningen"]
    said = [(row[0], row[1]) for row in rows[start + 1 :]]
    in_cells = [("Fel", "E2–E1001"), ("Fel", "F2–F1001")] if unit == "rinkeby-kista" else [("Fel", "E2"), ("Fel", "F3")]
    assert [line for line in said if line[0] == "Fel" and line[1] != "Hela planen"] == in_cells
    own = [issue for issue in result.issues if issue.unit == unit and issue.sheet]
    assert len(" ".join(row[5] for row in rows[start + 1 :]).split()) == len(own)
    part = next(entry.part for entry in book(Package(after[unit])).sheets if entry.name == "Återkoppling")
    links = re.findall('<hyperlink ref="(B[0-9]+)" location="([^"]*)"', Package(after[unit]).part(part).decode())
    assert [cell for cell, _ in links] == [f"B{number}" for number in range(start + 2, len(rows) + 1)]
    targets = ["E2:E1001", "F2:F1001"] if unit == "rinkeby-kista" else ["E2", "F3"]
    assert {f"&#x27;Plan&#x27;!{target}" for target in targets} <= {location for _, location in links}


@pytest.mark.filterwarnings("ignore::UserWarning")  # openpyxl tells what it would lose
@pytest.mark.parametrize("unit", [unit for unit in WORKBOOKS if unit not in NOT_FOR_OPENPYXL])
def test_openpyxl_sees_marks_and_notes(round_trip, unit):
    _, _, after = round_trip
    workbook = openpyxl.load_workbook(io.BytesIO(after[unit]))
    assert workbook.sheetnames[-1] == "Återkoppling"
    plan = workbook["Plan"]
    marked = [
        cell
        for ranges in plan.conditional_formatting
        for rule in ranges.rules
        if rule.formula == ['LEN("Återkoppling: Fel")>0']
        for area in str(ranges.sqref).split()
        for cell in [area]
    ]
    if unit == "rinkeby-kista":
        assert len(marked) == 2000
        assert sum(cell.comment is not None for row in plan.iter_rows() for cell in row) == 2000
    else:
        assert marked == list(FAULTY)
        noted = plan["E2"].comment.text
        ours = "––– Återkoppling –––\nFel: Cellen under Ansvarig är tom.\nVilken chef eller funktion"
        if unit == "norrmalm":
            assert noted.startswith(f"Fråga Karin <i mars> & april\n{ours}")
        elif unit == "sodermalm":
            assert noted == "[Threaded comment]\n\nVem?"
        else:
            assert noted.startswith(ours)


@pytest.mark.parametrize("unit", [unit for unit in WORKBOOKS if unit not in NOT_FOR_CALAMINE])
def test_calamine_reads_the_same_values(round_trip, unit):
    _, before, after = round_trip
    then, now = (CalamineWorkbook.from_filelike(io.BytesIO(data[unit])) for data in (before, after))
    assert now.sheet_names == [*then.sheet_names, "Återkoppling"]
    for name in then.sheet_names:
        assert now.get_sheet_by_name(name).to_python() == then.get_sheet_by_name(name).to_python()


def test_what_the_unit_had_noted_stays(round_trip):
    _, _, after = round_trip
    assert openpyxl.load_workbook(io.BytesIO(after["norrmalm"]))["Plan"]["G5"].comment.text == "Klart"
    assert openpyxl.load_workbook(io.BytesIO(after["sodermalm"]))["Plan"]["A1"].comment.text == "Se bilagan"
    assert openpyxl.load_workbook(io.BytesIO(after["spanga-tensta"]))["Plan"]["E3"].comment.text == "Vikarie"
