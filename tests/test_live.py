"""The workbook that is open, checked and marked through xlwings' own API: on openpyxl, in LibreOffice, in Excel.

The tests of Excel need Windows or macOS. Where they are skipped, nothing here has been run in Excel.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from live_places import HAS_EXCEL, place
from office import available
from returns import complete_rows, write_return

from exceltools.answers import NOTE_END, NOTE_HEADING
from exceltools.definition import load
from exceltools.deliveries import delivery
from exceltools.engine.registry import load as registry
from exceltools.errors import BookError
from exceltools.intake import Intake
from exceltools.live import check, marks, own_sheet
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
    return {
        Path(outcome.candidate.path): judge(
            [delivery(outcome, intake.take(outcome.workbook, outcome.candidate.path), DEFINITION)],
            DEFINITION,
            rules,
            wished(DEFINITION, rules),
        )
        for outcome in read_all(find(paths))
    }


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
    assert "B3" in {cell for _, cell in notes(book)} | {"B3"}
    assert ("Handlingsplan", "B3") not in notes(book)
    assert not [rule for rule in page.range("B3").conditional_formats if rule.formula == marks.RULE]
    assert ("Handlingsplan", "F4") in notes(book)
    listing = own_sheet.find(book)
    assert [sheet.name for sheet in book.sheets].count("Granskning") == 1
    places = listing.range((6, 2), (40, 2)).options(ndim=1).value
    assert len([one for one in places if one]) == len(after.issues)


def test_clear_leaves_the_workbook_as_it_was(program, open_book, desk, tmp_path):
    path = tmp_path / "Handlingsplan Bromma.xlsx"
    path.write_bytes(template_bytes(DEFINITION, DEFINITION.unit("bromma")))
    book = open_book(path)
    page = book.sheets["Handlingsplan"]
    page.range("A6:D6").value = [["Civilsamhället", None, "Trygga barn", "Föreningar håller öppet"]]
    page.range("D6").add_note("Ring Anna om detta.")
    page.range("E6").color = "#FFEE88"
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
