"""A round with feedback, from the templates to the corrected plans, through the real command line."""

import datetime as dt
import email
import json
import subprocess
import sys
from email import policy
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from returns import complete_rows

ROOT = Path(__file__).resolve().parent.parent
FIRST_ROW = 6  # of the template, below title, questions and headers


def run(desk, *words):
    done = subprocess.run(
        [sys.executable, "-m", "exceltools", *words], cwd=desk, capture_output=True, encoding="utf-8", check=False
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


def fill_in(template, target, rows, day):
    """Fill a template in as a person does, and save it."""
    book = openpyxl.load_workbook(template)
    for number, row in enumerate(rows, FIRST_ROW):
        for column, text in enumerate(row, 1):
            book["Handlingsplan"].cell(number, column).value = text or None
    save(book, target, day)


def save(book, target, day):
    book.properties.modified = dt.datetime(2021, 9, day)  # noqa: DTZ001 - openpyxl wants it naive
    book.save(target)


def lines(sheet: Worksheet):
    """The rows of the list that ask for something, by the cell of the answer."""
    rows = list(sheet.iter_rows())
    start = next(row[0].row for row in rows if row[0].value == "Allvar")
    return {
        row[4].coordinate: [cell.value for cell in row[:5]]
        for row in rows
        if row[0].row > start and row[0].value in ("Fel", "Varning")
    }


def marks(sheet: Worksheet):
    return {
        cell
        for ranges in sheet.conditional_formatting
        for rule in ranges.rules
        if "Återkoppling" in str(rule.formula)
        for cell in str(ranges.sqref).split()
    }


def notes(sheet: Worksheet):
    return {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment}


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    """Play the round; give the desk and what each merge said."""
    desk = tmp_path_factory.mktemp("skrivbord")
    run(desk, "template", "-o", "mallar", "--unit", "bromma", "--unit", "farsta")
    (desk / "in").mkdir()
    rows = complete_rows()
    rows[0][4] = ""  # E6: nobody is responsible
    rows[1][5] = "2022 – 2021"  # F7: the end comes first
    rows[2][6] = "T1, T2 och VBE"  # G8: no such report
    fill_in(desk / "mallar" / "Handlingsplan Bromma.xlsx", desk / "in" / "Handlingsplan Bromma.xlsx", rows, 1)
    fill_in(desk / "mallar" / "Handlingsplan Farsta.xlsx", desk / "in" / "Plan från Farsta.xlsx", complete_rows(), 2)
    first = run(desk, "merge", "in", "-o", "ett.xlsx", "--report", "ett.json", "--feedback", "återkoppling")

    book = openpyxl.load_workbook(desk / "återkoppling" / "Bromma återkoppling.xlsx")
    plan, answers = book["Handlingsplan"], book["Återkoppling"]
    plan["E6"], plan["F7"] = "Enhetschef", "2021 – 2022"
    cell = next(cell for cell, line in lines(answers).items() if line[1] == "G8")
    answers[cell] = "=VBE är vår egen rapport."  # begins as a formula does
    answers[cell].data_type = "s"
    (desk / "svar").mkdir()
    save(book, desk / "svar" / "Bromma återkoppling.xlsx", 9)
    (desk / "svar" / "Plan från Farsta.xlsx").write_bytes((desk / "in" / "Plan från Farsta.xlsx").read_bytes())
    corrected = sorted(str(path.relative_to(desk)) for path in (desk / "svar").iterdir())
    second = run(desk, "merge", *corrected, "-o", "två.xlsx", "--report", "två.json", "--feedback", "återkoppling 2")
    return desk, first, second


def totals(desk, name):
    report = json.loads((desk / name).read_text(encoding="utf-8"))
    units = {unit["id"]: unit for unit in report["units"] if unit["returned"]}
    return report, {name: (unit["activities"], unit["errors"], unit["warnings"]) for name, unit in units.items()}


def test_the_first_merge_finds_two_errors_and_a_warning(story):
    desk, first, _ = story
    _, counts = totals(desk, "ett.json")
    assert counts == {"bromma": (13, 2, 1), "farsta": (13, 0, 0)}
    assert first.returncode == 1
    assert first.stderr.splitlines()[-1] == "2 återkopplingar och 16 påminnelser finns i återkoppling."


def test_each_unit_gets_its_files(story):
    desk, _, _ = story
    names = {path.name for path in (desk / "återkoppling").iterdir()}
    assert {name for name in names if name.startswith(("Bromma", "Farsta", "Norrmalm"))} == {
        *(f"{unit} {what}" for unit in ("Bromma", "Farsta") for what in ("brev.eml", "brev.txt", "återkoppling.xlsx")),
        *("Norrmalm mall.xlsx", "Norrmalm påminnelse.eml", "Norrmalm påminnelse.txt"),
    }
    assert len(names) == 18 * 3 + 1  # and the list of them


def test_the_copy_has_marks_notes_and_a_list(story):
    desk, _, _ = story
    book = openpyxl.load_workbook(desk / "återkoppling" / "Bromma återkoppling.xlsx")
    assert marks(book["Handlingsplan"]) == notes(book["Handlingsplan"]) == {"E6", "F7", "G8"}
    assert [line[:2] for line in lines(book["Återkoppling"]).values()] == [
        ["Fel", "E6"],
        ["Fel", "F7"],
        ["Varning", "G8"],
    ]
    assert book.active.title == "Återkoppling"


def test_the_letter_names_the_three_points_and_carries_the_copy(story):
    desk, _, _ = story
    text = (desk / "återkoppling" / "Bromma brev.txt").read_text(encoding="utf-8-sig")
    assert "2 fel att rätta och 1 varning att se över" in text
    assert [f"{number}. " in text for number in (1, 2, 3, 4)] == [True, True, True, False]
    letter = email.message_from_bytes((desk / "återkoppling" / "Bromma brev.eml").read_bytes(), policy=policy.default)
    assert (letter["X-Unsent"], letter["To"], letter["From"]) == ("1", None, None)
    assert letter["Subject"] == "Återkoppling på handlingsplanen – Bromma"
    assert letter.get_body().get_content().splitlines() == text.splitlines()[2:]
    (attached,) = letter.iter_attachments()
    assert attached.get_filename() == "Bromma återkoppling.xlsx"
    assert attached.get_content() == (desk / "återkoppling" / "Bromma återkoppling.xlsx").read_bytes()


def test_a_complete_plan_gets_thanks(story):
    desk, _, _ = story
    text = (desk / "återkoppling" / "Farsta brev.txt").read_text(encoding="utf-8-sig")
    assert "Vi har läst 13 aktiviteter. Inget behöver rättas, så nu är er plan klar." in text
    book = openpyxl.load_workbook(desk / "återkoppling" / "Farsta återkoppling.xlsx")
    assert (marks(book["Handlingsplan"]), notes(book["Handlingsplan"])) == (set(), set())


def test_the_corrected_copy_is_the_same_plan_with_the_answer_beside_it(story):
    desk, _, second = story
    report, counts = totals(desk, "två.json")
    assert counts == {"bromma": (13, 0, 1), "farsta": (13, 0, 0)}
    assert second.returncode == 0
    own = [
        issue
        for issue in report["issues"]
        if issue["unit"] == "bromma" and (issue["severity"] != "info" or issue["code"].startswith("INT"))
    ]
    assert [(issue["code"], issue["sheet"], issue["cell"], issue["value"]) for issue in own] == [
        ("UPP001", "Handlingsplan", "G8", "T1, T2 och VBE"),
        ("INT120", "Återkoppling", "E10", "=VBE är vår egen rapport."),
    ]
    assert own[1]["message"].startswith("Svar om G8: ”=VBE är vår egen rapport.” Det gäller: ”")


def test_the_second_copy_replaces_what_the_first_one_said(story):
    desk, _, _ = story
    book = openpyxl.load_workbook(desk / "återkoppling 2" / "Bromma återkoppling.xlsx")
    assert [title for title in book.sheetnames if title.startswith("Återkoppling")] == ["Återkoppling"]
    assert marks(book["Handlingsplan"]) == notes(book["Handlingsplan"]) == {"G8"}
    assert book["Handlingsplan"]["G8"].comment.text.count("Återkoppling") == 1
    ((_, where, _, _, answer),) = lines(book["Återkoppling"]).values()
    assert (where, answer) == ("G8", "=VBE är vår egen rapport.")
    assert book["Återkoppling"]["A4"].value == "Av det som stod här förra gången är 1 rad av 3 kvar."
