"""The consolidated workbook: what is on its sheets, the same each time, every link leading somewhere."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
import warnings
from dataclasses import replace
from pathlib import Path

import pytest
from dump_consolidated import GOLDEN, dump, small_round
from opening import links, parts, resolved, sheets, texts, trees
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook
from results import HOSTILE, activity, few, hostile, many, plan, put_files, result, said, small_city

from exceltools.consolidated import workbook, write_workbook
from exceltools.consolidated.contents import MOST_UNIT_SHEETS, contents
from exceltools.consolidated.links import SourceLinks
from exceltools.definition import Definition
from exceltools.errors import OutputError
from exceltools.issues import place_of
from exceltools.safe_text import held
from exceltools.sentences import coverage

OTHERS = [unit.model_dump() for unit in small_city().units[1:]]
FOR_READING = ["Översikt", "Sammanställning", "Täckning", "Tidslinje", "Uppföljning", "Goda exempel"]
MAIN_SHEETS = [*FOR_READING, "Avvikelser", "Noterat", "Leveranser", "Regler"]


def made(given, folder=Path()):
    return workbook(contents(given, SourceLinks(folder)))


def changed(**parts):
    return Definition.model_validate(small_city().model_dump(by_alias=True) | parts)


def nothing():
    return result(small_city(), [], [], [])


def column(data, sheet, letter):
    return [text for cell, text in texts(data)[sheet].items() if cell.rstrip("0123456789") == letter]


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
def test_the_workbook_of_a_small_round_is_as_read_and_approved(tmp_path):
    assert dump(small_round(tmp_path)) == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "make",
    [few, hostile, nothing, lambda: many(3, 20, 7), lambda: many(60, 2), lambda: replace(few(), declarations={})],
    ids=["few", "hostile", "nothing", "many issues", "many units", "nothing declared"],
)
def test_every_workbook_is_sound(make, tmp_path, monkeypatch):
    """All parts are XML, three readers agree on the sheets, no formula is there, and no link but ours."""
    monkeypatch.chdir(tmp_path)
    given = make()
    put_files(given, tmp_path)
    data = made(given)
    assert all(b"<f>" not in part and b"<f " not in part for name, part in parts(data).items() if "worksheets" in name)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*extension is not supported")
        names = load_workbook(io.BytesIO(data)).sheetnames
    assert names == list(sheets(data)) == CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names
    assert names[: len(MAIN_SHEETS)] == MAIN_SHEETS
    for sheet, found in links(data).items():
        for link in found:
            assert link.target is None or resolved(link.target, tmp_path).is_file(), (sheet, link)


def test_internal_links_lead_to_sheets_that_are_there():
    for given in (few(), hostile(), many(3, 2), many(60, 2)):
        data = made(given)
        names = {"'" + name.replace("'", "''") + "'" for name in sheets(data)}
        for found in links(data).values():
            assert all(link.location.rpartition("!")[0] in names for link in found if link.target is None)


def test_links_to_sources_name_the_sheet_and_the_cell(tmp_path, monkeypatch):
    """Every issue that has a cell is two clicks from the first sheet: its unit, then its cell."""
    monkeypatch.chdir(tmp_path)
    given = few()
    put_files(given, tmp_path)
    data = made(given)
    found = links(data)
    first_click = {one.location for one in found["Översikt"] if one.target is None}
    reached = {
        (resolved(one.target, tmp_path), one.location)
        for sheet in ("Ålsta", "Bergby")
        if f"'{sheet}'!A1" in first_click
        for one in found[sheet]
        if one.target is not None
    }
    wanted = [one for one in given.issues if one.cell]
    assert len(wanted) == 5
    for one in wanted:
        assert ((tmp_path / str(one.source)).resolve(), f"'{one.sheet}'!{one.cell}") in reached


def test_every_row_leads_back_to_its_source(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    given = few()
    put_files(given, tmp_path)
    back = [one for one in links(made(given))["Sammanställning"] if one.cell.startswith("S")]
    assert [(resolved(str(one.target), tmp_path).name, one.location) for one in back] == [
        ("Ålsta plan.xlsx", "'Plan'!A6"),
        ("Ålsta plan.xlsx", "'Plan'!A7"),
        ("Ålsta plan.xlsx", "'Plan'!A8"),
        ("Bergby.xlsx", "'Plan'!A6"),
        ("Bergby.xlsx", "'Plan'!A7"),
    ]


@pytest.fixture(scope="module")
def hostile_data():
    return made(hostile())


@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_a_district_wrote_goes_out_as_the_text_it_is(name, hostile_data):
    shown = texts(hostile_data)["Sammanställning"]
    row = list(HOSTILE).index(name) + 2
    assert [shown[f"{letter}{row}"] for letter in "BCDEFGH"] == [held(HOSTILE[name])] * 7


def test_a_text_that_does_not_fit_is_cut_where_it_can_be_seen(hostile_data):
    shown = texts(hostile_data)["Sammanställning"]
    row = list(HOSTILE).index("long") + 2
    assert shown[f"E{row}"].endswith("Texten är 40\u00a0000 tecken och får inte plats. Hela texten finns i källfilen.")


def test_the_recognised_name_is_shown_and_what_was_written_instead():
    shown = texts(made(few()))["Sammanställning"]
    assert shown["B2"] == "Systematisk samhandling"
    assert shown["N2"] == "Systematisk  samhandling:"
    assert "N3" not in shown


def test_dates_are_dates():
    data = made(few())
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*extension is not supported")
        sheet = load_workbook(io.BytesIO(data))["Sammanställning"]
    assert [str(sheet[place].value)[:10] for place in ("I2", "J2")] == ["2021-01-01", "2022-12-31"]
    assert sheet["I2"].number_format == "yyyy-mm-dd"
    assert sheet["G2"].value == "2021 – 2022"
    assert sheet["I6"].value is None


def own(unit, row, headers):
    return activity(unit, row, source=f"svar/{unit}.xlsx", extra=headers)


def test_the_same_column_of_several_units_is_one_column():
    city = small_city()
    plans = [
        plan(city, "alsta", [own("alsta", 2, {"arbetet utförs av": "Fältgruppen"})]),
        plan(city, "bergby", [own("bergby", 2, {"Arbetet  utförs av:": "Skolan", "Anm.": "Ny"})]),
    ]
    shown = texts(made(result(city, plans, [], [])))["Sammanställning"]
    assert [shown.get(place) for place in ("T1", "U1", "V1", "T2", "T3", "U2", "U3")] == [
        "arbetet utförs av", "Anm.", None, "Fältgruppen", "Skolan", None, "Ny",
    ]  # fmt: skip


def test_a_column_of_a_unit_that_is_called_as_one_of_ours_keeps_its_own():
    city = small_city()
    plans = [plan(city, "alsta", [own("alsta", 2, {"Enhet": "Fältgruppen", "RAD": "7"})])]
    data = made(result(city, plans, [], []))
    shown = texts(data)["Sammanställning"]
    assert [shown[place] for place in ("A1", "A2", "T1", "T2", "U1", "U2")] == [
        "Enhet", "Ålsta", "Enhet (2)", "Fältgruppen", "RAD (2)", "7",
    ]  # fmt: skip
    (table,) = (tree for name, tree in trees(data).items() if name.startswith("xl/tables/"))
    names = [str(one.get("name")) for one in table.iter() if one.tag.endswith("}tableColumn")]
    assert names == [shown[place] for place in shown if place.rstrip("0123456789") + "1" == place]


def test_the_tables_names_of_columns_are_those_of_its_header(hostile_data):
    """Otherwise Excel offers to repair the workbook."""
    (table,) = (tree for name, tree in trees(hostile_data).items() if name.startswith("xl/tables/"))
    names = [str(one.get("name")) for one in table.iter() if one.tag.endswith("}tableColumn")]
    shown = texts(hostile_data)["Sammanställning"]
    assert names == [text for place, text in shown.items() if place.rstrip("0123456789") + "1" == place]
    assert len({name.casefold() for name in names}) == len(names)
    assert not any("_x0041_" in name for name in names)


def test_more_columns_than_anybody_reads_are_gathered_and_none_is_lost():
    city = small_city()
    headers = {f"Kolumn {number}": f"värde {number}" for number in range(1, 131)}
    shown = texts(made(result(city, [plan(city, "alsta", [own("alsta", 2, headers)])], [], [])))["Sammanställning"]
    assert shown["DO1"] == "Kolumn 100"  # T is the first, a hundred columns on is DO
    assert shown["DP1"] == "Fler egna kolumner"
    assert shown["DP2"].split("\n") == [f"Kolumn {number}: värde {number}" for number in range(101, 131)]


def test_a_plan_of_nobody_known_is_seen(hostile_data):
    data = hostile_data
    assert column(data, "Sammanställning", "A")[-1] == "Okänd enhet"
    assert "Okänd enhet" in column(data, "Översikt", "B")
    assert "1 aktivitet från okänd enhet är inte med här." in column(data, "Täckning", "A")


def test_the_coverage_sheet_tells_the_annual_reports_sentences():
    shown = column(made(few()), "Täckning", "A")
    assert shown[-3:] == coverage(few())


def test_zero_is_told_by_word_and_pattern_too():
    data = made(few())
    styles = trees(data)["xl/styles.xml"]
    formats = {one.get("numFmtId"): one.get("formatCode") for one in styles.iter() if one.tag.endswith("}numFmt")}
    assert '0;-0;"saknas"' in formats.values()


def test_the_same_sentence_on_many_cells_of_a_unit_is_one_line():
    given = many(3, 20)
    data = made(given)
    assert column(data, "Avvikelser", "F") == ["Celler", "A2–A21", "A2–A21", "A2–A21"]
    assert column(data, "Avvikelser", "G") == ["Antal", "20", "20", "20"]
    assert len(column(data, "Enhet 1", "B")) == 1 + 20


def test_a_unit_has_a_sheet_where_there_is_something_to_mend_or_to_see_in_a_cell():
    city = small_city()
    plans = [plan(city, unit, [activity(unit, 2, source=f"{unit}.xlsx")]) for unit in ("alsta", "bergby")]
    noted = said("INT034", "Kolumnen är er egen.", "", {"unit": "alsta", "source": "alsta.xlsx", "sheet": "Plan"})
    data = made(result(city, plans, [noted], []))
    assert list(sheets(data)) == MAIN_SHEETS
    in_a_cell = said("INT034", "Kolumnen är egen.", "", place_of(plans[0].activities[0], "mal"))
    both = made(result(city, plans, [noted, in_a_cell], []))
    assert list(sheets(both)) == [*MAIN_SHEETS, "Ålsta"]
    assert "Noterat 2" in column(both, "Översikt", "J")
    assert column(data, "Noterat", "A")[2:] == ["Enhet", "En egen kolumn. Därför.", "Ålsta"]


def test_many_units_share_one_sheet_with_every_cell():
    given = many(MOST_UNIT_SHEETS + 1, 3)
    data = made(given)
    assert list(sheets(data)) == [*MAIN_SHEETS, "Avvikelser per cell"]
    assert len(column(data, "Avvikelser per cell", "C")) == 1 + 3 * (MOST_UNIT_SHEETS + 1)
    to_do = [one.location for one in links(data)["Översikt"] if one.cell.startswith("J") and one.cell != "J3"]
    assert to_do[:3] == [f"'Avvikelser per cell'!A{line}" for line in (6, 9, 12)]  # three issues a unit
    shown = texts(data)["Avvikelser per cell"]
    assert [shown[f"A{line}"] for line in (6, 8, 9, 12)] == ["Enhet 1", "Enhet 1", "Enhet 2", "Enhet 3"]
    assert column(data, "Avvikelser", "A")[2].endswith("Varje cell för sig finns på bladet Avvikelser per cell.")


def test_as_many_units_as_have_room_each_have_their_sheet():
    assert len(sheets(made(many(MOST_UNIT_SHEETS, 1)))) == len(MAIN_SHEETS) + MOST_UNIT_SHEETS


def test_a_unit_that_is_called_as_a_sheet_of_ours_gets_another_name():
    given = replace(few(), definition=changed(units=[{"id": "alsta", "name": "Översikt", "kind": "district"}, *OTHERS]))
    assert list(sheets(made(given)))[-3:] == ["Översikt (2)", "Bergby", "Övriga filer"]


def test_what_concerns_everybody_stands_on_the_first_sheet_too():
    """The numbers of the lines add up to those at the top, and each line leads to its issues."""
    given = few()
    crash = said("TID003", "Insticksprogrammet timeplan kunde inte köras.", "Hör av dig.", {})
    data = made(replace(given, issues=(*given.issues, crash)))
    shown = texts(data)["Översikt"]
    (words,) = (int(cell[1:]) for cell, text in shown.items() if text == "aktiviteter")
    top = {shown[f"{letter}{words}"]: shown[f"{letter}{words - 1}"] for letter in "DFH"}
    assert top == {"aktiviteter": "5", "fel": "5", "varningar": "3"}
    (line,) = (cell[1:] for cell, text in shown.items() if text == "Hela sammanställningen")
    first = next(int(cell[1:]) for cell, text in shown.items() if text == "Ålsta")
    lines = range(first, int(line) + 1)
    assert sum(int(shown[f"H{row}"]) for row in lines) == 5
    assert sum(int(shown[f"I{row}"]) for row in lines) == 3
    assert {one.cell: one.location for one in links(data)["Översikt"]}[f"J{line}"] == "'Avvikelser'!A1"


def test_every_file_is_listed_with_what_became_of_it():
    data = made(few())
    assert column(data, "Leveranser", "A") == [
        "Leveranser", "3 filer har gåtts igenom: 2 är lästa och 1 kunde inte läsas.",
        "Fil", "låst.xlsx", "Bergby.xlsx", "Ålsta plan.xlsx",
    ]  # fmt: skip
    assert column(data, "Leveranser", "B") == ["Vad som hände", "Kunde inte läsas", "Läst", "Läst"]
    assert column(data, "Leveranser", "E") == ["Varför", "Filen har ett lösenord."]
    assert column(data, "Leveranser", "L")[1:] == ["f" * 64, f"{2:064x}", f"{1:064x}"]


def test_a_rule_that_nobody_declared_is_listed_all_the_same():
    data = made(replace(few(), declarations={}))
    assert column(data, "Regler", "A")[-11:-4] == [
        "INT010",
        "INT034",
        "INT062",
        "SCH001",
        "SCH004",
        "TACK001",
        "UPP002",
    ]


def test_severities_that_the_city_wants_are_shown():
    shown = texts(made(replace(few(), definition=changed(severities={"TID003": "info"}))))["Regler"]
    (row,) = (cell[1:] for cell, text in shown.items() if text == "TID003")
    assert shown[f"C{row}"] == "Noterat"


def test_the_workbook_is_known_as_our_own():
    data = parts(made(few()))
    assert b'name="exceltools_output"><vt:lpwstr>1</vt:lpwstr>' in data["docProps/custom.xml"]
    assert "<dc:title>Sammanställning: Små planer</dc:title>".encode() in data["docProps/core.xml"]
    assert "<dc:creator>Socialförvaltningen</dc:creator>".encode() in data["docProps/core.xml"]


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "America/Los_Angeles"])
def test_the_same_result_gives_the_same_bytes_wherever_it_is_made(zone, monkeypatch):
    first = made(few())
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert made(few()) == first
    finally:
        monkeypatch.undo()
        time.tzset()


def test_the_same_result_gives_the_same_bytes_in_another_process_and_folder(tmp_path):
    code = (
        "import hashlib, sys; sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path; from results import few, put_files\n"
        "from exceltools.consolidated import write_workbook\n"
        "given = few(); put_files(given, Path()); write_workbook(given, Path('ut.xlsx'))\n"
        "print(hashlib.sha256(Path('ut.xlsx').read_bytes()).hexdigest())"
    )
    seen = set()
    for number, language in (("1", "C"), ("2", "sv_SE.UTF-8")):
        folder = tmp_path / f"mapp {number}"
        folder.mkdir()
        environment = {**os.environ, "PYTHONHASHSEED": number, "LC_ALL": language}
        command = [sys.executable, "-c", code, str(Path(__file__).parent)]
        seen.add(subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=True).stdout)
    assert len(seen) == 1


def test_a_workbook_that_cannot_be_written_leaves_the_older_one(tmp_path, monkeypatch):
    target = tmp_path / "sammanställning.xlsx"
    target.write_bytes(b"gammalt")

    def locked(_self, _target):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(OutputError, match=r"Är filen öppen i Excel\?"):
        write_workbook(few(), target)
    assert target.read_bytes() == b"gammalt"
    assert list(tmp_path.iterdir()) == [target]


def test_an_older_result_among_the_sources_is_replaced(tmp_path, monkeypatch):
    """It was ignored when the folder was read: the new one takes its place."""
    monkeypatch.chdir(tmp_path)
    given = few()
    older = replace(given.sources[1], path="ut.xlsx", status="ignored", reason="INT005")
    Path("ut.xlsx").write_bytes(b"gammalt")
    write_workbook(replace(given, sources=(*given.sources, older)), Path("ut.xlsx"))
    assert Path("ut.xlsx").read_bytes().startswith(b"PK")
