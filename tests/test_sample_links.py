"""In the workbook of the samples every link leads somewhere: to a file, a sheet and a cell that holds what is said."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from opening import links, resolved, sheets, texts
from python_calamine import CalamineWorkbook

from exceltools import definition
from exceltools.consolidated import write_workbook
from exceltools.engine import registry
from exceltools.merge import merge
from exceltools.text import clean

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def merged(tmp_path_factory):
    """Merge the samples from another folder, so that links have to find their way; give result, folder and bytes."""
    folder = tmp_path_factory.mktemp("ut")
    result = merge([ROOT / "samples" / "returned"], definition.load(), registry.load())
    write_workbook(result, folder / "sammanställning.xlsx")
    return result, folder, (folder / "sammanställning.xlsx").read_bytes()


@cache
def cells(file):
    """Give the sheets of a returned workbook: name -> reference -> text."""
    book = CalamineWorkbook.from_path(file)
    return {
        name: {
            f"{chr(65 + column)}{row}": clean(str(value))
            for row, values in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False), 1)
            for column, value in enumerate(values[:26])
        }
        for name in book.sheet_names
    }


def parted(location):
    sheet, _, cell = location.rpartition("!")
    return sheet[1:-1].replace("''", "'"), cell


def test_every_link_leads_to_a_file_a_sheet_and_a_cell(merged):
    _, folder, data = merged
    shown, own = texts(data), sheets(data)
    outward = inward = 0
    for sheet, found in links(data).items():
        for link in found:
            assert shown[sheet][link.cell], "a link that nobody can see"
            where, cell = parted(link.location) if link.location else (None, None)
            if link.target is None:
                assert where in own
                assert cell == "A1" or cell in shown[where]
                inward += 1
                continue
            there = cells(resolved(link.target, folder))
            assert where is None or where in there, (sheet, link)
            assert where is None or cell in there[where] or cell == "A1", (sheet, link)
            outward += 1
    assert outward > 3 * 246  # each activity from three sheets, and more
    assert inward > 18


def test_every_issue_is_two_clicks_from_the_first_sheet_and_what_is_said_to_stand_there_does(merged):
    result, folder, data = merged
    found, shown = links(data), texts(data)
    names = {unit.name for unit in result.definition.units}
    first_click = {parted(one.location)[0] for one in found["Översikt"] if one.target is None} & names
    second_click = {
        (resolved(one.target, folder), *parted(one.location)): shown[sheet].get(one.cell.replace("B", "D"), "")
        for sheet in first_click
        for one in found[sheet]
        if one.target is not None
    }
    placed = [one for one in result.issues if one.cell]
    assert {one.severity for one in placed} == {"error", "warning", "info"}
    for one in placed:
        place = Path(str(one.source)).resolve(), one.sheet, one.cell
        said = second_click[place]
        if one.column != "tidsplan":  # a date is shown as a person reads it
            assert said.removesuffix(" …") in cells(place[0])[str(one.sheet)].get(str(one.cell), ""), one


def test_an_activity_is_found_in_its_row(merged):
    _, folder, data = merged
    found, shown = links(data), texts(data)["Sammanställning"]
    letters = {
        text: place.rstrip("0123456789") for place, text in shown.items() if place.rstrip("0123456789") + "1" == place
    }
    method = letters["Metoder och arbetssätt"]
    rows = [one for one in found["Sammanställning"] if one.target]
    assert len(rows) == 246
    for one in rows:
        sheet, cell = parted(one.location)
        there = cells(resolved(str(one.target), folder))[sheet]
        row = re.sub("[A-Z]+", "", cell)
        said = shown[method + re.sub("[A-Z]+", "", one.cell)].split("\n")[0]
        assert any(said in text for place, text in there.items() if re.sub("[A-Z]+", "", place) == row), one
