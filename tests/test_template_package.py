"""The template as a package: what Excel would stumble over, and what other programs would lose."""

import io
import os
import re
import subprocess
import sys
import warnings
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest
from dump import dump
from hard_definition import hard_definition
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from exceltools import definition
from exceltools.template import Design
from exceltools.template.limits import like_a_cell
from exceltools.template.package import UNTOUCHED
from exceltools.text import units_in_excel

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CITY = definition.load()

# Functions that Excel 2007 did not have, or that later versions answer differently, or that are slow for their safety.
NEW_OR_VOLATILE = re.compile(
    r"\b(FILTER|UNIQUE|SORT|SEQUENCE|LET|LAMBDA|XLOOKUP|XMATCH|TEXTJOIN|CONCAT|IFS|SWITCH|MAXIFS|MINIFS|IFNA|ISFORMULA|"
    r"UNICHAR|INDIRECT|OFFSET|TODAY|NOW|_xlfn\S*)\(",
)


@pytest.fixture(scope="module", params=[CITY, hard_definition()], ids=["bundled definition", "hard definition"])
def package(request):
    data = Design(request.param).workbook(request.param.unit("bromma"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return data, {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def data(package):
    return package[0]


@pytest.fixture
def parts(package):
    return package[1]


def sheets(parts):
    return {name: ET.fromstring(part) for name, part in parts.items() if name.startswith("xl/worksheets/sheet")}


def all_formulas(parts):
    for name, sheet in sheets(parts).items():
        for cell in sheet.iter(f"{MAIN}c"):
            if (formula := cell.find(f"{MAIN}f")) is not None:
                yield f"{name} {cell.get('r')}", formula.text
        for kind in ("formula", "formula1"):
            yield from ((f"{name} {kind}", found.text) for found in sheet.iter(f"{MAIN}{kind}"))
    for found in ET.fromstring(parts["xl/workbook.xml"]).iter(f"{MAIN}definedName"):
        yield found.get("name"), found.text
    for name, part in parts.items():
        if name.startswith("xl/tables/"):
            yield from ((name, found.text) for found in ET.fromstring(part).iter(f"{MAIN}calculatedColumnFormula"))


def nesting(formula):
    """How deep functions stand within functions."""
    depth, deepest, stack = 0, 0, []
    for token in re.finditer(r'"(?:[^"]|"")*"|\'[^\']*\'|[A-Z]+\(|\(|\)', formula):
        if token[0] == ")":
            depth -= stack.pop()
        elif token[0].endswith("("):
            stack.append(len(token[0]) > 1)
            depth += stack[-1]
            deepest = max(deepest, depth)
    assert not stack
    return deepest


def test_nesting_is_counted():
    assert nesting('IF(A1="(IF(",SUM((B1),ABS(-1)),0)') == 3


def test_it_is_small(data):
    assert len(data) < 60_000


def test_every_formula_is_within_excels_limits(parts):
    formulas = dict(all_formulas(parts))
    assert len(formulas) > 100
    assert {place for place, text in formulas.items() if len(text) > 8192} == set()
    assert {place for place, text in formulas.items() if nesting(text) > 64} == set()


def test_every_dropdown_is_within_excels_limits(parts):
    validations = [found for sheet in sheets(parts).values() for found in sheet.iter(f"{MAIN}dataValidation")]
    assert len(validations) == 8
    for found in validations:
        assert units_in_excel(found.get("promptTitle", "")) <= 32
        assert units_in_excel(found.get("prompt", "")) <= 255
        assert units_in_excel(found.get("errorTitle", "")) <= 32
        assert units_in_excel(found.get("error", "")) <= 224
        for formula in found.iter(f"{MAIN}formula1"):
            assert "!" not in formula.text
            assert len(formula.text) <= 255


def test_only_old_functions_are_used(parts):
    assert [place for place, text in all_formulas(parts) if NEW_OR_VOLATILE.search(text)] == []


def test_no_formula_has_structured_references_or_errors(parts):
    outside = {place: re.sub(r'"(?:[^"]|"")*"', '""', text) for place, text in all_formulas(parts)}
    assert [place for place, text in outside.items() if "[" in text or "#" in text] == []


def test_nothing_is_in_an_extension_that_programs_drop(parts):
    assert [name for name, part in parts.items() if b"extLst" in part or b"x14:" in part] == []


def test_no_cells_are_merged(parts):
    assert [name for name, part in parts.items() if b"<mergeCell" in part] == []


def test_no_name_looks_like_a_cell(parts):
    names = [found.get("name") for found in ET.fromstring(parts["xl/workbook.xml"]).iter(f"{MAIN}definedName")]
    assert [name for name in names if like_a_cell(name)] == []
    assert len({name.casefold() for name in names}) == len(names)


def test_every_name_in_a_formula_is_defined(parts):
    names = {found.get("name") for found in ET.fromstring(parts["xl/workbook.xml"]).iter(f"{MAIN}definedName")}
    used = set()
    for _, text in all_formulas(parts):
        outside = re.sub(r'"(?:[^"]|"")*"|\'[^\']*\'', "", text)
        used |= set(re.findall(r"\b[a-z]+(?:_[a-z0-9]+)+\b|\brubrikrad\b", outside))
    assert used - names == set()
    assert len(used) > 40


def test_the_tables_headers_are_its_cells(data, parts):
    (table,) = [ET.fromstring(part) for name, part in parts.items() if name.startswith("xl/tables/")]
    sheet = load_workbook(io.BytesIO(data))["Handlingsplan"]
    first, last = table.get("ref").split(":")
    assert [column.get("name") for column in table.iter(f"{MAIN}tableColumn")] == [
        cell.value for cell in sheet[first : f"{last[0]}{first[1:]}"][0]
    ]
    assert table.find(f"{MAIN}autoFilter").get("ref") == table.get("ref")


def test_sheet_names_are_within_excels_limits(data):
    assert all(len(name) <= 31 for name in load_workbook(io.BytesIO(data)).sheetnames)


def test_the_document_says_what_it_is(data):
    properties = load_workbook(io.BytesIO(data)).properties
    assert properties.title.endswith("– Bromma")
    assert (properties.creator, properties.language) == (CITY.organisation, "sv-SE")


def test_it_prints_on_a4_one_page_wide_with_its_headers(data):
    plan = load_workbook(io.BytesIO(data))["Handlingsplan"]
    assert (plan.page_setup.orientation, int(plan.page_setup.paperSize)) == ("landscape", 9)
    assert (plan.page_setup.fitToWidth, plan.page_setup.fitToHeight) == (1, 0)
    assert plan.sheet_properties.pageSetUpPr.fitToPage
    assert (plan.print_title_rows, plan.freeze_panes) == ("$5:$5", "A6")
    assert plan.oddFooter.right.text == "Sida &P av &N"


def test_the_plan_is_open_and_the_other_sheets_are_protected(data):
    book = load_workbook(io.BytesIO(data))
    assert {sheet.title: sheet.protection.sheet for sheet in book} == {
        "Instruktion": True,
        "Handlingsplan": False,
        "Självkontroll": True,
        "_listor": True,
        "_kontroll": True,
        "_exceltools": False,
    }


def test_readers_open_it_without_a_warning(data):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        load_workbook(io.BytesIO(data))
        assert len(CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names) == 6


def test_the_zip_shows_that_nobody_has_touched_it(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {part.date_time for part in archive.infolist()} == {UNTOUCHED}


def test_another_process_gives_the_same_bytes(tmp_path):
    make = (
        "import sys; from exceltools import definition, template; city = definition.load(); "
        "sys.stdout.buffer.write(template.template_bytes(city, city.unit('bromma')))"
    )
    environment = os.environ | {"PYTHONHASHSEED": "7"}
    other = subprocess.run([sys.executable, "-c", make], capture_output=True, check=True, env=environment)
    assert other.stdout == Design(CITY).workbook(CITY.unit("bromma"))


def test_the_whole_workbook_is_what_it_was():
    """To accept a change: python tests/dump.py Bromma.xlsx > tests/golden/mall.txt, and read the diff."""
    golden = Path(__file__).with_name("golden") / "mall.txt"
    assert dump(Design(CITY).workbook(CITY.unit("bromma"))) == golden.read_text(encoding="utf-8")


def test_nothing_that_the_verdict_depends_on_contains_the_verdict():
    """Excel would call it a circular reference; the verdict stands above the headers, the row check beside the plan."""
    book = load_workbook(io.BytesIO(Design(CITY).workbook(CITY.unit("bromma"))))
    on_plan = [name.attr_text for name in book.defined_names.values() if "Handlingsplan" in name.attr_text]
    whole = [f"'Handlingsplan'!${letter}$5:${letter}$20005" for letter in "ABCDEFG"]
    assert sorted(on_plan) == sorted([*whole, "'Handlingsplan'!$5:$5", "'Handlingsplan'!$A1"])
    formulas = [text for sheet in book for row in sheet.iter_rows() for text in map(formula_of, row)]
    assert [text for text in formulas if "Handlingsplan'!" in text] == []


def formula_of(cell):
    return getattr(cell.value, "text", cell.value if cell.data_type == "f" else "")
