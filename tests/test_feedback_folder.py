"""Feedback through the command line: what each unit gets, and what happens to the folder that it is put in."""

import email
import io
import subprocess
import sys
from email import policy

import openpyxl
from handmade import by_xlsxwriter, with_a_pivot_and_xml
from msoffcrypto.method.ecma376_agile import ECMA376Agile
from packages import HEADERS, plan, replace, written, xls
from returns import complete_rows

from exceltools.reading.own import LIST


def contents(path):
    return {file.name: file.read_bytes() for file in path.iterdir() if file.name != LIST}


def merge(desk, *sources):
    done = subprocess.run(
        [sys.executable, "-m", "exceltools", "merge", *sources, "-o", "ut.xlsx", "--feedback", "svar"],
        cwd=desk,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done


def test_a_unit_that_fails_costs_only_itself(tmp_path):
    (tmp_path / "Bromma.xlsx").write_bytes(by_xlsxwriter())
    (tmp_path / "Farsta.xlsx").write_bytes(plan("Farsta"))
    (tmp_path / "svar").mkdir()
    (tmp_path / "svar" / "Bromma brev.txt").write_text("mitt eget", encoding="utf-8")
    done = merge(tmp_path, "Bromma.xlsx", "Farsta.xlsx")
    assert "Bromma brev.txt finns redan" in done.stderr
    assert done.stderr.splitlines()[-1] == "1 återkoppling finns i svar."
    assert done.returncode == 3
    assert set(contents(tmp_path / "svar")) == {
        "Bromma brev.txt",
        "Farsta brev.eml",
        "Farsta brev.txt",
        "Farsta återkoppling.xlsx",
    }
    assert (tmp_path / "ut.xlsx").exists()


def test_returns_in_an_older_format_and_files_that_cannot_be_read(tmp_path):
    """An .xls goes back as a fresh template with its rows; a broken file as an empty one, and the letter says why."""
    rows = [
        list(HEADERS),
        [
            "Systematisk samhandling",
            "Tidig upptäckt",
            "Färre far illa.",
            "Utbilda personalen.",
            "",
            "2022 – 2021",
            "T1",
        ],
    ]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "Bromma.xls").write_bytes(xls(rows))
    (tmp_path / "in" / "Plan Farsta.xlsx").write_bytes(plan("Farsta")[:2000])
    done = merge(tmp_path, "in")
    assert done.stderr.splitlines()[-1] == "1 återkoppling (1 i ny mall) och 17 påminnelser finns i svar."
    book = openpyxl.load_workbook(tmp_path / "svar" / "Bromma återkoppling.xlsx")
    sheet = book["Handlingsplan"]
    assert [sheet.cell(6, column).value for column in range(1, 8)] == [text or None for text in rows[1]]
    assert {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment} == {"E6", "F6"}
    listed = [[cell.value for cell in row[:2]] for row in book["Återkoppling"].iter_rows()]
    assert ["Fel", "E6"] in listed
    assert ["Fel", "F6"] in listed
    why = "Er plan är sparad i formatet .xls, och i det kan vi inte markera."
    assert listed[2][0].startswith(why)
    assert why in (tmp_path / "svar" / "Bromma brev.txt").read_text(encoding="utf-8-sig")
    reminder = (tmp_path / "svar" / "Farsta påminnelse.txt").read_text(encoding="utf-8-sig")
    assert "Vi fick filen Plan Farsta.xlsx, men den gick inte att läsa. " in reminder
    assert "avsändaren" not in reminder
    assert (tmp_path / "svar" / "Farsta mall.xlsx").exists()


def test_the_letter_names_the_cells_of_the_workbook_that_goes_with_it(tmp_path):
    rows = complete_rows()
    rows[0][HEADERS.index("Ansvarig")] = ""
    (tmp_path / "Bromma.xls").write_bytes(xls([list(HEADERS), *rows]))
    merge(tmp_path, "Bromma.xls")
    letter = (tmp_path / "svar" / "Bromma brev.txt").read_text(encoding="utf-8-sig")
    assert "1. Cellen under Ansvarig är tom (E6)." in letter  # E2 in the unit's own workbook


def test_the_folder_is_judged_before_anything_is_read(tmp_path):
    (tmp_path / "svar").mkdir()
    (tmp_path / "svar" / "Bromma.xlsx").write_bytes(plan())
    done = merge(tmp_path, "svar")
    assert done.returncode == 2
    assert "Välj en mapp vid sidan av." in done.stderr
    assert not (tmp_path / "ut.xlsx").exists()


def test_a_plan_that_was_locked_does_not_go_by_mail(tmp_path):
    (tmp_path / "Bromma.xlsx").write_bytes(ECMA376Agile.encrypt("hemligt", io.BytesIO(by_xlsxwriter())))
    (tmp_path / "lösenord.txt").write_text("hemligt", encoding="utf-8")
    done = merge(tmp_path, "Bromma.xlsx", "--password-file", "lösenord.txt")
    assert done.stderr.splitlines()[-1] == "1 återkoppling (1 i ny mall) finns i svar."
    letter = (tmp_path / "svar" / "Bromma brev.txt").read_text(encoding="utf-8-sig")
    assert "skickas inte med e-post, eftersom er plan hade ett lösenord" in letter
    draft = email.message_from_bytes((tmp_path / "svar" / "Bromma brev.eml").read_bytes(), policy=policy.default)
    assert list(draft.iter_attachments()) == []
    book = openpyxl.load_workbook(tmp_path / "svar" / "Bromma återkoppling.xlsx")
    assert book["Handlingsplan"]["F7"].value == "2022 – 2021"


def test_a_plan_of_nobody_knows_whom_is_said(tmp_path):
    (tmp_path / "plan.xlsx").write_bytes(by_xlsxwriter())
    (tmp_path / "Farsta.xlsx").write_bytes(plan("Farsta"))
    done = merge(tmp_path, "plan.xlsx", "Farsta.xlsx")
    assert done.stderr.splitlines()[-2:] == [
        "1 plan har ingen känd enhet, och får ingen återkoppling.",
        "1 återkoppling finns i svar.",
    ]
    assert done.returncode == 1


def test_the_same_returns_give_the_same_files(tmp_path):
    (tmp_path / "Bromma.xlsx").write_bytes(by_xlsxwriter())
    merge(tmp_path, "Bromma.xlsx")
    first = contents(tmp_path / "svar")
    (tmp_path / "svar").rename(tmp_path / "förra")
    merge(tmp_path, "Bromma.xlsx")
    assert contents(tmp_path / "svar") == first


def test_a_unit_whose_plan_came_in_a_workbook_with_others_is_not_reminded(tmp_path):
    def fill(book):
        for name in ("Bromma", "Farsta"):
            sheet = book.add_worksheet(name)
            for number, line in enumerate([HEADERS, *complete_rows()]):
                sheet.write_row(number, 0, line)

    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "Två planer.xlsx").write_bytes(written(fill))
    done = merge(tmp_path, "in")
    assert done.stderr.splitlines()[-3:] == [
        "Bromma får ingen påminnelse, för planen finns i Två planer.xlsx tillsammans med andra enheters.",
        "Farsta får ingen påminnelse, för planen finns i Två planer.xlsx tillsammans med andra enheters.",
        "16 påminnelser finns i svar.",
    ]
    assert not [name for name in contents(tmp_path / "svar") if name.startswith(("Bromma", "Farsta"))]


def test_a_signed_workbook_and_an_excel_template(tmp_path):
    """The letter says what becomes of the signature; the copy has the ending that Excel asks for."""
    (tmp_path / "Östermalm.xlsx").write_bytes(with_a_pivot_and_xml())
    template = replace(
        by_xlsxwriter(), "[Content_Types].xml", b"spreadsheetml.sheet.main", b"spreadsheetml.template.main"
    )
    (tmp_path / "Farsta.xltx").write_bytes(template)
    merge(tmp_path, "Östermalm.xlsx", "Farsta.xltx")
    assert set(contents(tmp_path / "svar")) == {
        *("Farsta brev.eml", "Farsta brev.txt", "Farsta återkoppling.xltx"),
        *("Östermalm brev.eml", "Östermalm brev.txt", "Östermalm återkoppling.xlsx"),
    }
    letters = {
        name: (tmp_path / "svar" / f"{name} brev.txt").read_text(encoding="utf-8-sig")
        for name in ("Farsta", "Östermalm")
    }
    assert [name for name, letter in letters.items() if "digitalt signerad" in letter] == ["Östermalm"]
