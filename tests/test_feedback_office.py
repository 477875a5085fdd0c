"""Feedback copies in LibreOffice: every one opens, and what LibreOffice saves is known again in the next round."""

import os
import shutil
import subprocess

import openpyxl
import pytest
from handmade import FAULTY, WORKBOOKS, by_openpyxl
from packages import parts
from python_calamine import CalamineWorkbook
from test_feedback import NAMES, named_parts

from exceltools.definition import load
from exceltools.engine import registry
from exceltools.feedback import write_feedback
from exceltools.merge import merge

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(shutil.which("soffice") is None and not os.environ.get("CI"), reason="LibreOffice is not there"),
]
CITY = load()


def resaved(files, target, scratch):
    """Let LibreOffice open workbooks and save them."""
    profile = f"-env:UserInstallation={(scratch / 'profil').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", target, *files]
    subprocess.run(list(map(str, command)), check=True, capture_output=True, timeout=250)


def feedback(folder, target):
    result = merge([folder], CITY, registry.load())
    written = write_feedback(result, [folder], target)
    assert (written.fresh, written.problems) == (0, ())
    return result


@pytest.fixture(scope="module")
def rounds(tmp_path_factory):
    """Write feedback on all workbooks, let LibreOffice save the copies, and write feedback on those."""
    place = tmp_path_factory.mktemp("kontor")
    first, copies, office, second = (place / name for name in ("in", "ut", "kontor", "ut 2"))
    first.mkdir()
    for unit, (suffix, make) in WORKBOOKS.items():
        (first / f"{NAMES[unit]}.{suffix}").write_bytes(make())
    (place / "Skärholmen.xlsx").write_bytes(by_openpyxl())
    resaved([place / "Skärholmen.xlsx"], first, place)
    feedback(first, copies)
    for path in (*copies.glob("*mall.xlsx"), *copies.glob("Socialnämnden*")):  # it never finds a part in another case
        path.unlink()
    resaved(sorted(copies.glob("*.xls[xm]")), office, place)
    feedback(office, second)
    return first, copies, office, second


def marks_and_notes(path):
    book = openpyxl.load_workbook(path)
    sheet = book["Plan"]
    marked = [
        cell
        for area in sheet.conditional_formatting
        for rule in area.rules
        if str(rule.formula).startswith("['LEN(\"Återkoppling")
        for cell in str(area.sqref).split()
    ]
    ours = [
        cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment and "terk" in cell.comment.text
    ]
    return book.sheetnames.count("Återkoppling"), sorted(marked), sorted(ours)


def test_every_copy_opens(rounds):
    _, copies, office, _ = rounds
    assert {path.stem for path in office.iterdir()} == {path.stem for path in copies.glob("*.xls[xm]")}
    for path in office.iterdir():
        original = next(copies.glob(f"{path.stem}.*"))
        names = CalamineWorkbook.from_path(path).sheet_names
        assert "Återkoppling" in names, original


def test_a_workbook_that_libreoffice_made_changes_in_the_named_parts_only(rounds):
    first, copies, _, _ = rounds
    before = (first / "Skärholmen.xlsx").read_bytes()
    old, new = parts(before), parts((copies / "Skärholmen återkoppling.xlsx").read_bytes())
    assert {name.casefold() for name in old if new[name] != old[name]} <= named_parts(before)


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("unit", [unit for unit in WORKBOOKS if unit != "socialnamnden"])
def test_what_libreoffice_saved_is_replaced_and_does_not_pile_up(rounds, unit):
    _, _, _, second = rounds
    number, marked, ours = marks_and_notes(second / f"{NAMES[unit]} återkoppling.xlsx")
    assert number == 1
    if unit == "rinkeby-kista":
        assert (len(marked), len(ours)) == (2000, 2000)
    else:
        assert marked == sorted(FAULTY)
        assert set(ours) <= set(FAULTY)
