"""Feedback on feedback: what we wrote in an earlier round is replaced, what the unit wrote in the meantime stays."""

import io

import openpyxl
import pytest
from handmade import by_openpyxl, by_xlsxwriter, with_a_table_and_notes, with_threaded_comments
from openpyxl.comments import Comment
from packages import parts

from exceltools.definition import load
from exceltools.engine import registry
from exceltools.feedback import write_feedback
from exceltools.merge import merge

CITY = load()
MARKED = "––– Återkoppling –––"


@pytest.fixture(scope="module")
def rules():
    return registry.load()


@pytest.fixture
def feedback(tmp_path, rules):
    """Give a round: a workbook in, its copy out."""
    rounds = iter(range(100))

    def once(data):
        place = tmp_path / str(next(rounds))
        (place / "in").mkdir(parents=True)
        (place / "in" / "Bromma.xlsx").write_bytes(data)
        result = merge([place / "in" / "Bromma.xlsx"], CITY, rules)
        written = write_feedback(result, [place / "in" / "Bromma.xlsx"], place / "ut")
        assert (written.copies, written.fresh, written.problems) == (1, 0, ())
        return result, (place / "ut" / "Bromma återkoppling.xlsx").read_bytes()

    return once


def edited(data, change):
    """Change a workbook as somebody does who opens it, and save it."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def opened(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def note(data, cell):
    comment = opened(data)["Plan"][cell].comment
    return comment.text if comment else None


@pytest.mark.parametrize("make", [by_xlsxwriter, by_openpyxl, with_a_table_and_notes, with_threaded_comments])
def test_a_copy_that_comes_back_untouched_gives_the_same_marks_and_notes(feedback, make):
    first = feedback(make())[1]
    second = feedback(first)[1]
    before, after = parts(first), parts(second)
    changed = {name for name in before if after[name] != before[name]}
    assert before.keys() == after.keys()
    assert len(changed) == 1  # the list tells how much is left of the last one
    third = parts(feedback(second)[1])
    assert third == after


@pytest.mark.parametrize("make", [by_xlsxwriter, by_openpyxl, with_a_table_and_notes])
def test_when_the_faults_are_mended_marks_and_notes_go(feedback, make):
    def mend(book):
        book["Plan"]["E2"], book["Plan"]["F3"] = "Enhetschef", "2021 – 2022"

    before = make()
    result, after = feedback(edited(feedback(before)[1], mend))
    assert [issue.code for issue in result.issues if issue.severity == "error"] == []
    notes = {
        cell.coordinate: cell.comment.text for row in opened(after)["Plan"].iter_rows() for cell in row if cell.comment
    }
    own = {
        cell.coordinate: cell.comment.text for row in opened(before)["Plan"].iter_rows() for cell in row if cell.comment
    }
    assert notes == own
    book = opened(after)
    assert [
        rule for ranges in book["Plan"].conditional_formatting for rule in ranges.rules if "terk" in str(rule.formula)
    ] == []


def test_what_is_written_in_our_note_is_kept(feedback):
    def reply(book):
        comment = book["Plan"]["E2"].comment
        comment.text = (
            comment.text.replace("\nVilken chef", "\nTjänsten tillsätts i mars.\nVilken chef") + "\nSe bilagan."
        )

    first = feedback(by_xlsxwriter())[1]
    second = feedback(edited(first, reply))[1]
    said = note(second, "E2")
    theirs, ours = said.split(MARKED)
    assert theirs.split("\n") == ["Tjänsten tillsätts i mars.", "Se bilagan.", ""]
    assert ours == note(first, "E2").split(MARKED)[1]

    def mend(book):
        book["Plan"]["E2"] = "Enhetschef"

    assert note(feedback(edited(second, mend))[1], "E2") == "Tjänsten tillsätts i mars.\nSe bilagan."


def test_notes_are_known_again_where_the_list_is_gone(feedback):
    def remove(book):
        del book["Återkoppling"]
        book["Plan"]["F3"] = "2021 – 2022"
        book["Plan"]["G5"].comment = Comment("Klart", "Bo")

    second = feedback(edited(feedback(by_xlsxwriter())[1], remove))[1]
    assert note(second, "F3") is None
    assert note(second, "E2").count(MARKED) == 1
    assert note(second, "G5") == "Klart"
    assert opened(second).sheetnames == ["Plan", "Återkoppling"]


def test_a_sheet_of_that_name_that_is_not_ours_is_left_alone(feedback):
    def add(book):
        book.create_sheet("Återkoppling")["A1"] = "Vår egen"

    copy = opened(feedback(edited(by_xlsxwriter(), add))[1])
    assert copy.sheetnames == ["Plan", "Återkoppling", "Återkoppling (2)"]
    assert copy["Återkoppling"]["A1"].value == "Vår egen"


def test_a_renamed_and_sorted_list_is_still_ours(feedback):
    def change(book):
        sheet = book["Återkoppling"]
        sheet.title = "Svar"
        top = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "Allvar")
        first, second = ([sheet.cell(top + down, column).value for column in range(1, 7)] for down in (1, 2))
        for column in range(1, 7):
            sheet.cell(top + 1, column).value, sheet.cell(top + 2, column).value = second[column - 1], first[column - 1]
        sheet.cell(top + 1, 5).value = "Den tiden gäller."

    result, after = feedback(edited(feedback(by_xlsxwriter())[1], change))
    (answer,) = [issue for issue in result.issues if issue.code == "INT120"]
    assert (answer.sheet, answer.value, answer.message[:11]) == ("Svar", "Den tiden gäller.", "Svar om F3:")
    sheet = opened(after)["Svar"]
    said = {row[1].value: row[4].value for row in sheet.iter_rows() if row[0].value == "Fel"}
    assert said == {"E2": None, "F3": "Den tiden gäller."}


def test_what_is_written_beside_the_list_is_told(feedback):
    def write(book):
        sheet = book["Återkoppling"]
        sheet["G1"], sheet["A40"] = "Ring Karin", "Vi återkommer"

    result, _ = feedback(edited(feedback(by_xlsxwriter())[1], write))
    assert [(issue.cell, issue.value) for issue in result.issues if issue.code == "INT121"] == [
        ("G1", "Ring Karin"),
        ("A40", "Vi återkommer"),
    ]


def test_notes_that_the_unit_put_on_our_list_stay_and_a_hidden_list_is_shown(feedback):
    def write(book):
        book["Återkoppling"]["C8"].comment = Comment("Vi frågar Karin", "Bo")
        book.active = book["Plan"]
        book["Återkoppling"].sheet_state = "hidden"

    copy = opened(feedback(edited(feedback(by_xlsxwriter())[1], write))[1])
    assert copy["Återkoppling"]["C8"].comment.text == "Vi frågar Karin"
    assert copy["Återkoppling"].sheet_state == "visible"
    assert copy.active.title == "Återkoppling"
