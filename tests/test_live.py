"""The workbook that is open, checked and marked through xlwings' own API: on openpyxl, in LibreOffice, in Excel.

The tests of Excel need Windows or macOS. Where they are skipped, nothing here has been run in Excel.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
from live_places import HAS_EXCEL, place
from office import available
from openpyxl import load_workbook
from returns import complete_rows, write_return

from exceltools.answers import NOTE_END, NOTE_HEADING
from exceltools.consolidated import write_workbook
from exceltools.definition import load
from exceltools.deliveries import delivery
from exceltools.engine.registry import load as registry
from exceltools.errors import BookError, NotOpenError, UsageError
from exceltools.intake import Intake
from exceltools.live import check, goto, marks, own_sheet, programs, watch
from exceltools.merge import judge, merge, wished
from exceltools.reading.outcomes import read_all
from exceltools.reading.sources import find
from exceltools.template import template_bytes

DEFINITION = load()
RETURNED = sorted((Path(__file__).parents[1] / "samples" / "returned").glob("*.xlsx"))

PROGRAMS = [
    pytest.param("openpyxl"),
    pytest.param(
        "libreoffice",
        marks=[
            pytest.mark.libreoffice,
            pytest.mark.skipif(not available() and not os.environ.get("CI"), reason="LibreOffice is not there"),
        ],
    ),
    pytest.param(
        "excel",
        marks=[
            pytest.mark.excel,
            pytest.mark.skipif(not HAS_EXCEL, reason="not run here: Microsoft Excel runs on Windows and macOS only"),
        ],
    ),
]


@pytest.fixture(scope="module", params=PROGRAMS)
def program(request, tmp_path_factory):
    with place(request.param, tmp_path_factory.mktemp("profile")) as running:
        yield running


@pytest.fixture
def open_book(program):
    yield program.open
    for book in list(program.app.books):
        book.close()


@pytest.fixture(scope="module")
def desk(program):
    return check.Desk(DEFINITION, registry(None), program.program)


def faulty(path: Path, *, rows=3) -> Path:
    """Write a plan with three faults: no område in row 2, a time plan beyond the strategy in row 3, a code in row 4."""
    lines = [list(row) for row in complete_rows()]
    lines[0][1] = None
    lines[1][5] = "2021 – 2031"
    lines[2][6] = "T1 och VBE"
    assert rows == 3
    return write_return(path, lines, above=["Handlingsplan för Bromma"])  # headers in row 2, row 3 is the first


def said(result):
    return sorted((found.code, found.sheet, found.cell, found.row, found.message) for found in result.issues)


def cells(book, code=None):
    return {issue.cell for issue in book if code is None or issue.code == code}


def notes(book):
    return {
        (sheet.name, note.location.address.replace("$", "")): note.text for sheet in book.sheets for note in sheet.notes
    }


def rules(sheet):
    return [rule for rule in sheet.cells.conditional_formats if rule.formula == marks.RULE]


# --- what is found


@pytest.fixture(scope="session")
def samples(tmp_path_factory):
    """What check makes of each sample: all are read by one worker, and judged one by one."""
    folder = tmp_path_factory.mktemp("samples")
    paths = [Path(shutil.copy(sample, folder)) for sample in RETURNED]
    intake = Intake(DEFINITION)
    rules = registry(None)
    found = {}
    for outcome in read_all(find(paths)):
        path = outcome.candidate.path
        taken = delivery(outcome, intake.take(outcome.workbook, path), DEFINITION)
        found[Path(path)] = judge([taken], DEFINITION, rules, wished(DEFINITION, rules))
    return found


def test_every_sample_gives_what_check_gives_on_the_saved_file(program, open_book, desk, samples):
    assert len(samples) == 18
    for path, saved in samples.items():
        book = open_book(path)
        live = check.judged(check.read(book, desk), str(path), desk)
        assert said(live) == said(saved), path.name
        assert [found.fingerprint for found in live.issues] == [found.fingerprint for found in saved.issues]
        assert live.activities == saved.activities, path.name
        book.close()


# --- how it is marked


def test_a_marked_cell_has_colour_note_and_a_line_with_a_link(program, open_book, desk, tmp_path):
    book = open_book(faulty(tmp_path / "Handlingsplan Bromma.xlsx"))
    found = check.run(book, desk)
    marked = {issue.cell for issue in found.issues if issue.cell and issue.severity != "info"}
    assert {"B3", "F4", "G5"} <= marked
    assert {cell for _, cell in notes(book)} == marked
    text = notes(book)["Handlingsplan", "B3"].splitlines()
    assert text[:2] == [NOTE_HEADING, "Fel: Cellen under Område är tom."]
    assert text[-1] == NOTE_END
    colours = {rule.fill_color for rule in rules(book.sheets["Handlingsplan"])}
    assert colours == {(0xFB, 0xE3, 0xE0), (0xFD, 0xF0, 0xCF)}  # of an error and of a warning
    listing = own_sheet.find(book)
    assert listing.name == "Granskning"
    lines = listing.range((6, 1), (5 + len(found.issues), 7)).options(ndim=2).value
    assert [line[1] for line in lines if line[6] == "SCH001"] == ["B3"]
    assert book.sheets.active.name == "Handlingsplan"  # the list does not push itself to the front


def test_a_mended_cell_loses_its_mark_and_the_count_goes_down(program, open_book, desk, tmp_path):
    book = open_book(faulty(tmp_path / "Handlingsplan Bromma.xlsx"))
    before = check.run(book, desk)
    page = book.sheets["Handlingsplan"]
    page.range("B3").value = complete_rows()[0][1]
    after = check.run(book, desk)
    assert len(after.issues) < len(before.issues)
    assert ("Handlingsplan", "B3") not in notes(book)
    assert not [rule for rule in page.range("B3").conditional_formats if rule.formula == marks.RULE]
    assert ("Handlingsplan", "F4") in notes(book)
    listing = own_sheet.find(book)
    assert [sheet.name for sheet in book.sheets].count("Granskning") == 1
    lines = listing.range((6, 3), (40, 3)).options(ndim=1).value
    assert len([one for one in lines if one]) == len(after.issues)


# Somebody's own rule, which looks at the cell to the left of each that it paints.
OWN_RULE = """
cells = document.Sheets.getByName("Handlingsplan").getCellRangeByName("E6:F20")
rule = cells.ConditionalFormat
corner = cells.getCellByPosition(0, 0).CellAddress
said = {
    "SourcePosition": corner,
    "Operator": uno.Enum("com.sun.star.sheet.ConditionOperator", "FORMULA"),
    "Formula1": 'D6<>""',
    "StyleName": "ConditionalStyle_2",
}
rule.clear()
rule.addNew(tuple(PropertyValue(name, 0, value, 0) for name, value in said.items()))
cells.ConditionalFormat = rule
"""


def test_clear_leaves_the_workbook_as_it_was(program, open_book, desk, tmp_path):
    path = tmp_path / "Handlingsplan Bromma.xlsx"
    path.write_bytes(template_bytes(DEFINITION, DEFINITION.unit("bromma")))
    book = open_book(path)
    page = book.sheets["Handlingsplan"]
    page.range("A6:D6").value = [["Civilsamhället", None, "Trygga barn", "Föreningar håller öppet"]]
    page.range("D6").add_note("Ring Anna om detta.")
    page.range("E6").color = "#FFEE88"
    if program.program == "libreoffice":
        program.by_hand(book, OWN_RULE)
    before = program.state(book, tmp_path)
    found = check.run(book, desk)
    assert {"B6", "E6", "F6", "G6"} <= {issue.cell for issue in found.issues}
    assert program.state(book, tmp_path) != before
    assert check.clear(book, desk.program) is True
    assert program.state(book, tmp_path) == before
    assert check.clear(book, desk.program) is False


def test_running_twice_is_running_once(program, open_book, desk, tmp_path):
    book = open_book(faulty(tmp_path / "Handlingsplan Bromma.xlsx"))
    check.run(book, desk)
    once = program.state(book, tmp_path)
    check.run(book, desk)
    assert program.state(book, tmp_path) == once


# --- what belongs to somebody else


def test_a_note_of_the_units_own_is_left_alone(program, open_book, desk, tmp_path):
    book = open_book(faulty(tmp_path / "Handlingsplan Bromma.xlsx"))
    page = book.sheets["Handlingsplan"]
    page.range("B3").add_note("Vi väntar på besked från skolan.")
    check.run(book, desk)
    assert notes(book)["Handlingsplan", "B3"] == "Vi väntar på besked från skolan."
    assert [rule for rule in page.range("B3").conditional_formats if rule.formula == marks.RULE]
    check.clear(book, desk.program)
    assert notes(book) == {("Handlingsplan", "B3"): "Vi väntar på besked från skolan."}


def test_what_somebody_adds_to_a_note_of_ours_stays(program, open_book, desk, tmp_path):
    book = open_book(faulty(tmp_path / "Handlingsplan Bromma.xlsx"))
    check.run(book, desk)
    page = book.sheets["Handlingsplan"]
    page.range("F4").note.text = page.range("F4").note.text + "\nBeslutat i nämnden."
    check.clear(book, desk.program)
    assert notes(book) == {("Handlingsplan", "F4"): "Beslutat i nämnden."}


def test_a_sheet_of_the_units_own_with_our_title_is_left_alone(program, open_book, desk, tmp_path):
    book = open_book(faulty(tmp_path / "Handlingsplan Bromma.xlsx"))
    own = book.sheets.add("Granskning", after=book.sheets["Handlingsplan"])
    own.range("A1").value = "Vår egen granskning"
    check.run(book, desk)
    assert own_sheet.find(book).name == "Granskning (2)"
    check.clear(book, desk.program)
    assert [sheet.name for sheet in book.sheets] == ["Handlingsplan", "Granskning"]
    assert own.range("A1").value == "Vår egen granskning"


def test_our_sheet_deleted_by_hand_comes_back(program, open_book, desk, tmp_path):
    book = open_book(faulty(tmp_path / "Handlingsplan Bromma.xlsx"))
    check.run(book, desk)
    own_sheet.find(book).delete()
    check.run(book, desk)
    assert own_sheet.find(book).name == "Granskning"
    check.clear(book, desk.program)
    assert [sheet.name for sheet in book.sheets] == ["Handlingsplan"]


def test_a_text_that_looks_like_a_formula_is_text_on_the_list(program, open_book, desk, tmp_path):
    lines = [list(row) for row in complete_rows()]
    lines[0][1] = "=1+1"
    book = open_book(write_return(tmp_path / "Handlingsplan Bromma.xlsx", lines))
    found = check.run(book, desk)
    listing = own_sheet.find(book)
    texts = listing.range((6, 5), (5 + len(found.issues), 5)).options(ndim=1).value
    assert "=1+1" in (texts if isinstance(texts, list) else [texts])


def test_saved_with_its_marks_and_returned_it_is_the_same_plan(program, open_book, desk, tmp_path):
    path = tmp_path / "Handlingsplan Bromma.xlsx"
    book = open_book(faulty(path))
    found = check.run(book, desk)
    (tmp_path / "ut").mkdir()
    back = tmp_path / "ut" / path.name
    book.save(str(back))
    again = merge([back], DEFINITION, desk.registry)
    assert said(again) == said(found)
    # Opened anew, the marks are still known for what they are.
    book.close()
    once_more = open_book(back)
    assert said(check.run(once_more, desk)) == said(found)
    check.clear(once_more, desk.program)
    assert notes(once_more) == {}
    assert rules(once_more.sheets["Handlingsplan"]) == []
    assert [sheet.name for sheet in once_more.sheets] == ["Handlingsplan"]


# --- what cannot be checked or marked


def test_a_workbook_without_a_plan_is_left_untouched(program, open_book, desk, tmp_path):
    book = open_book(write_return(tmp_path / "Inköp.xlsx", [["Pennor", "12"]], header=["Vara", "Antal"]))
    before = program.state(book, tmp_path)
    with pytest.raises(BookError, match="Ingen tabell med planens rubriker"):
        check.run(book, desk)
    assert program.state(book, tmp_path) == before


@pytest.mark.parametrize(
    ("fact", "sentence"),
    [
        pytest.param("ReadOnly", "öppen bara för läsning", id="read-only"),
        pytest.param("ProtectStructure", "Strukturen i", id="structure-protected"),
    ],
)
def test_a_workbook_that_cannot_be_changed_is_only_talked_about(tmp_path, fact, sentence):
    with place("openpyxl", tmp_path) as program:
        book = program.open(faulty(tmp_path / "Handlingsplan Bromma.xlsx"))
        desk = check.Desk(DEFINITION, registry(None), "excel")
        setattr(book.impl, fact, True)
        before = program.state(book, tmp_path)
        with pytest.raises(BookError, match=sentence):
            check.run(book, desk)
        assert program.state(book, tmp_path) == before


def test_a_protected_plan_is_only_talked_about(program, open_book, desk, tmp_path):
    path = faulty(tmp_path / "Handlingsplan Bromma.xlsx")
    native = load_workbook(path)
    native["Handlingsplan"].protection.sheet = True
    native.save(path)
    book = open_book(path)
    with pytest.raises(BookError, match=r"Bladet ”Handlingsplan” i Handlingsplan Bromma\.xlsx är skyddat"):
        check.run(book, desk)
    assert [sheet.name for sheet in book.sheets] == ["Handlingsplan"]
    assert notes(book) == {}


def test_a_cell_that_is_being_written_in_is_a_sentence(tmp_path):
    with place("openpyxl", tmp_path) as program:
        book = program.open(faulty(tmp_path / "Handlingsplan Bromma.xlsx"))
        book.impl.busy = 1
        with pytest.raises(BookError, match="Excel är upptaget: kanske redigeras en cell"):
            check.run(book, check.Desk(DEFINITION, registry(None), "excel"))


# --- what people do between two runs


@pytest.mark.libreoffice
@pytest.mark.skipif(not available() and not os.environ.get("CI"), reason="LibreOffice is not there")
def test_marks_move_with_their_cells_and_can_still_be_taken_away(program, open_book, desk, tmp_path):
    if program.program != "libreoffice":
        return  # rows are moved by the program itself, and the others have no hands here
    path = tmp_path / "Handlingsplan Bromma.xlsx"
    path.write_bytes(template_bytes(DEFINITION, DEFINITION.unit("bromma")))
    book = open_book(path)
    lines = [list(row) for row in complete_rows()[:4]]
    lines[0][1] = lines[2][6] = None
    book.sheets["Handlingsplan"].range("A6:G9").value = lines
    check.run(book, desk)
    insert = 'document.Sheets.getByName("Handlingsplan").Rows.insertByIndex(6, 2)\n'
    sort = (
        'field = uno.createUnoStruct("com.sun.star.table.TableSortField")\n'
        "field.Field, field.IsAscending = 3, False\n"
        'fields = PropertyValue(); fields.Name = "SortFields"\n'
        'fields.Value = uno.Any("[]com.sun.star.table.TableSortField", (field,))\n'
        'document.Sheets.getByName("Handlingsplan").getCellRangeByName("A6:G11").sort((fields,))\n'
    )
    program.by_hand(book, insert)
    assert {cell for _, cell in notes(book)} == {"B6", "G10"}
    program.by_hand(book, sort)
    values = book.sheets["Handlingsplan"].range("A6:G11").options(ndim=2).value
    holes = {
        f"{'BG'[column]}{6 + row}"
        for row, line in enumerate(values)
        for column, index in enumerate((1, 6))
        if line[0] and line[index] is None
    }
    assert len(holes) == 2
    assert {cell for _, cell in notes(book)} == holes  # the notes went along
    found = check.run(book, desk)
    assert {issue.cell for issue in found.issues if issue.cell and issue.severity != "info"} == holes
    assert {cell for _, cell in notes(book)} == holes
    check.clear(book, desk.program)
    assert notes(book) == {}
    left = program.state(book, tmp_path)
    assert not [rule for rule in left["rules"] if "exceltools" in rule]
    assert not [style for style in left["styles"] if "exceltools" in style]
    kept = [rule for rule in left["rules"] if "cell_omrade" in rule]
    assert len(kept) == 1  # the template's own rule for the column is one again, and covers the column
    assert re.search(r'target-range-address="([^"]*)"', kept[0])[1] == "Handlingsplan.B5:Handlingsplan.B507"


# --- again each time something has changed


class EndError(Exception):
    """Somebody presses Ctrl+C."""


def test_watching_tells_when_the_outcome_is_another(program, open_book, desk, tmp_path, monkeypatch):
    monkeypatch.setattr(watch, "_SECONDS", 0)
    book = open_book(faulty(tmp_path / "Handlingsplan Bromma.xlsx"))
    told = []

    def tell(result):
        told.append(len(result.issues))
        if len(told) == 2:
            raise EndError
        book.sheets["Handlingsplan"].range("B3").value = complete_rows()[0][1]

    with pytest.raises(EndError):
        watch.watch(book, desk, tell)
    assert told[1] < told[0]
    assert ("Handlingsplan", "B3") not in notes(book)


def test_watching_waits_for_the_cell_to_be_left_and_ends_with_the_workbook(tmp_path, monkeypatch):
    monkeypatch.setattr(watch, "_SECONDS", 0)
    with place("openpyxl", tmp_path) as program:
        book = program.open(faulty(tmp_path / "Handlingsplan Bromma.xlsx"))
        book.impl.busy = 3
        told = []

        def tell(result):
            told.append(result)
            book.close()

        with pytest.raises(BookError, match=r"Handlingsplan Bromma\.xlsx är inte öppen längre"):
            watch.watch(book, check.Desk(DEFINITION, registry(None), "excel"), tell)
    assert len(told) == 1


# --- to the cell


def selected(program):
    chosen = program.app.selection
    return chosen.sheet.book.name, chosen.sheet.name, chosen.address.replace("$", "")


@pytest.mark.parametrize("wanted", ["F4", "$f$4", "Handlingsplan!F4", "'handlingsplan'!F4"])
def test_goto_a_cell_of_the_plan(program, open_book, desk, tmp_path, wanted):
    book = open_book(faulty(tmp_path / "Handlingsplan Bromma.xlsx"))
    goto.go(book, wanted, desk)
    assert selected(program) == (book.name, "Handlingsplan", "F4")


def test_goto_an_issue_of_the_plan(program, open_book, desk, tmp_path):
    book = open_book(faulty(tmp_path / "Handlingsplan Bromma.xlsx"))
    found = check.judged(check.read(book, desk), programs.path_of(book), desk).issues
    wanted = next(issue for issue in found if issue.cell == "G5")
    goto.go(book, wanted.fingerprint, desk)
    assert selected(program) == (book.name, "Handlingsplan", "G5")


@pytest.fixture
def consolidated(open_book, desk, tmp_path):
    """Give a consolidated workbook that is open, and what was merged into it."""
    (tmp_path / "planer").mkdir()
    faulty(tmp_path / "planer" / "Handlingsplan Bromma.xlsx")
    result = merge([tmp_path / "planer"], DEFINITION, desk.registry)
    write_workbook(result, tmp_path / "sammanstallning.xlsx")
    return open_book(tmp_path / "sammanstallning.xlsx"), result


def test_goto_from_a_row_of_the_consolidated_workbook(program, consolidated, desk):
    book, _ = consolidated
    sheet = book.sheets["Bromma"]
    cells = sheet.range((1, 1), (40, 8)).options(ndim=2).value
    row = next(number for number, line in enumerate(cells, 1) if "F4" in line)
    goto.go(book, f"Bromma!A{row}", desk)
    assert selected(program) == ("Handlingsplan Bromma.xlsx", "Handlingsplan", "F4")


def test_goto_an_issue_from_the_consolidated_workbook(program, consolidated, desk):
    book, result = consolidated
    wanted = next(issue for issue in result.issues if issue.cell == "B3")
    goto.go(book, wanted.fingerprint, desk)
    assert selected(program) == ("Handlingsplan Bromma.xlsx", "Handlingsplan", "B3")


NOT_THERE = {
    "hej": "”hej” är ingen cell",
    "Blad9!A1": r"Bladet ”Blad9” finns inte i Handlingsplan Bromma\.xlsx",
    "0123456789abcdef": r"Inget i Handlingsplan Bromma\.xlsx har märket",
}


@pytest.mark.parametrize("wanted", NOT_THERE)
def test_goto_what_is_not_there(program, open_book, desk, tmp_path, wanted):
    book = open_book(faulty(tmp_path / "Handlingsplan Bromma.xlsx"))
    with pytest.raises(UsageError, match=NOT_THERE[wanted]):
        goto.go(book, wanted, desk)


def test_goto_a_plan_that_has_been_moved_away(program, consolidated, desk, tmp_path):
    book, _ = consolidated
    shutil.rmtree(tmp_path / "planer")
    cells = book.sheets["Bromma"].range((1, 1), (40, 8)).options(ndim=2).value
    row = next(number for number, line in enumerate(cells, 1) if "F4" in line)
    with pytest.raises(NotOpenError, match=r"planer/Handlingsplan Bromma.xlsx hittades inte"):
        goto.go(book, f"Bromma!A{row}", desk)
