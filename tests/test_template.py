import io
import zipfile

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from exceltools import definition, template
from exceltools.errors import OutputError, UsageError
from exceltools.layout import Headers
from exceltools.reading import reader
from exceltools.reading.limits import Limits
from exceltools.reading.raw import IDENTITY_NAMES, IDENTITY_SHEET, RawSheet
from exceltools.template.earlier import Earlier
from exceltools.testing import plan as example_plan

CITY = definition.load()
BROMMA = CITY.unit("bromma")


def changed(**parts):
    """The bundled definition with some of its parts replaced."""
    return definition.Definition.model_validate({**CITY.model_dump(by_alias=True), **parts})


@pytest.fixture(scope="module")
def bromma():
    return template.template_bytes(CITY, BROMMA)


@pytest.fixture
def book(bromma):
    return load_workbook(io.BytesIO(bromma))


def test_identity_stands_in_the_document_properties(book):
    assert {p.name: p.value for p in book.custom_doc_props.props} == {
        "exceltools_unit": "bromma",
        "exceltools_definition": "barn-unga-kriminalitet",
        "exceltools_version": "2021.1",
    }


def test_identity_stands_in_defined_names(book):
    assert [book.defined_names[name].attr_text for name in IDENTITY_NAMES] == [
        '"bromma"',
        '"barn-unga-kriminalitet"',
        '"2021.1"',
    ]


def test_identity_stands_on_a_sheet_that_nobody_sees(book):
    sheet = book[IDENTITY_SHEET]
    assert sheet.sheet_state == "veryHidden"
    assert [tuple(cell.value for cell in row) for row in sheet.iter_rows()] == [
        ("exceltools_unit", "bromma"),
        ("exceltools_definition", "barn-unga-kriminalitet"),
        ("exceltools_version", "2021.1"),
    ]


def test_identity_can_be_read_by_a_person(book):
    sheet = book["Handlingsplan"]
    assert "Bromma" in sheet["A2"].value
    assert "barn-unga-kriminalitet" in sheet["H2"].value
    assert "2021.1" in sheet["H2"].value


def test_same_definition_same_bytes(bromma):
    assert template.template_bytes(CITY, BROMMA) == bromma


def test_another_unit_differs(bromma):
    assert template.template_bytes(CITY, CITY.unit("farsta")) != bromma


def test_header_row_is_found_by_calamine(bromma):
    rows = CalamineWorkbook.from_filelike(io.BytesIO(bromma)).get_sheet_by_name("Handlingsplan").to_python()
    assert rows[4][:7] == [column.header for column in CITY.columns]


def test_all_units_are_written(tmp_path):
    paths = template.write_templates(CITY, tmp_path / "mallar åäö")
    assert len(paths) == 18
    assert paths[0].name == "Handlingsplan Bromma.xlsx"
    assert all(zipfile.is_zipfile(path) for path in paths)
    assert sorted(path.name for path in (tmp_path / "mallar åäö").iterdir()) == sorted(path.name for path in paths)


def test_chosen_units_are_written(tmp_path):
    paths = template.write_templates(CITY, tmp_path, ["ostermalm", "bromma"])
    assert [path.name for path in paths] == ["Handlingsplan Bromma.xlsx", "Handlingsplan Östermalm.xlsx"]


def test_a_unit_that_nobody_knows_is_refused(tmp_path):
    with pytest.raises(UsageError, match=r"”brommma” finns inte i definitionen\. Menade du Bromma\?$"):
        template.write_templates(CITY, tmp_path, ["brommma"])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("called", ["Hägersten-Älvsjö", "hagersten-alvsjo", "Älvsjö", "HÄGERSTEN-ÄLVSJÖ", "Hägersten"])
def test_a_unit_is_known_by_its_names_too(tmp_path, called):
    assert [path.name for path in template.write_templates(CITY, tmp_path, [called])] == [
        "Handlingsplan Hägersten-Älvsjö.xlsx"
    ]


def test_what_resembles_no_unit_is_answered_with_all_of_them(tmp_path):
    with pytest.raises(UsageError, match=r"Där finns: Bromma, Enskede-Årsta-Vantör, .* och Utbildningsnämnden"):
        template.write_templates(CITY, tmp_path, ["Göteborg"])


def test_an_untouched_template_is_replaced(tmp_path):
    (path,) = template.write_templates(changed(version="2020.9"), tmp_path, ["bromma"])
    template.write_templates(CITY, tmp_path, ["bromma"])
    assert path.read_bytes() == template.template_bytes(CITY, BROMMA)


def test_a_template_that_somebody_has_saved_is_kept_and_nothing_is_written(tmp_path):
    (path,) = template.write_templates(CITY, tmp_path, ["farsta"])
    filled = load_workbook(path)
    filled["Handlingsplan"]["C6"] = "Tryggare fritid"
    filled.save(path)
    before = path.read_bytes()
    with pytest.raises(OutputError, match="Handlingsplan Farsta"):
        template.write_templates(CITY, tmp_path, ["bromma", "farsta"])
    assert path.read_bytes() == before
    assert [found.name for found in tmp_path.iterdir()] == ["Handlingsplan Farsta.xlsx"]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty file"),
        pytest.param(b"anteckningar", id="not a workbook"),
        pytest.param(b"PK\x03\x04 trasig", id="damaged zip"),
    ],
)
def test_any_other_file_is_kept(tmp_path, content):
    (tmp_path / "Handlingsplan Bromma.xlsx").write_bytes(content)
    with pytest.raises(OutputError):
        template.write_templates(CITY, tmp_path, ["bromma"])
    assert (tmp_path / "Handlingsplan Bromma.xlsx").read_bytes() == content


def test_a_folder_that_is_a_file_gives_a_sentence(tmp_path):
    (tmp_path / "mallar").write_text("")
    with pytest.raises(OutputError, match="mallar"):
        template.write_templates(CITY, tmp_path / "mallar", ["bromma"])


def test_the_templates_hidden_sheets_are_not_handed_on(bromma):
    workbook = reader.read(bromma, "xlsx", Limits())
    assert [sheet.name for sheet in workbook.sheets] == ["Instruktion", "Handlingsplan", "Självkontroll"]
    assert workbook.engine == "calamine"


def test_no_other_sheet_looks_like_a_plan(book):
    headers = Headers(CITY)
    tables = [sheet.title for sheet in book if headers.find(raw_sheet(sheet))]
    assert tables == ["Handlingsplan"]


def raw_sheet(sheet):
    values = {
        (cell.row, cell.column): cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None
    }
    return RawSheet(sheet.title, visible=True, values=values, merged=())


def test_the_instruction_is_one_page_of_two_columns(book):
    guide = book["Instruktion"]
    assert (guide.max_column, guide.page_setup.orientation, guide.page_setup.fitToHeight) == (2, "portrait", 1)
    said = {row[0].value: row[1].value for row in guide.iter_rows(min_row=5)}
    assert said["Uppföljning"].split("\n")[1:] == [
        "T1: Tertialrapport 1. T2: Tertialrapport 2. VB: Verksamhetsberättelsen.",
        "Exempel: T2 och VB, samt en enkät till föräldrarna",
    ]


def test_rows_that_are_filled_in_have_room_for_what_the_check_will_say():
    sound = {"mal": "Mål", "metod": "Metod", "ansvarig": "Chef"}
    faulty = sound | {"utgangspunkt": "Fel", "omrade": "", "mal": "", "tidsplan": "2021 – 2035", "uppfoljning": "ja"}
    plan = example_plan(sound | {"utgangspunkt": "Civilsamhället"}, faulty)
    data = template.template_bytes(CITY, BROMMA, Earlier("förra.xlsx", plan.activities))
    heights = [load_workbook(io.BytesIO(data))["Handlingsplan"].row_dimensions[row].height for row in (6, 7)]
    # The check says four sentences, a line each as LibreOffice draws them: "Saknar: område, mål och nytta.",
    # "Utgångspunkten finns inte i listan.", and two for time and follow-up. "Samverkan med civilsamhället" takes two.
    assert [round(height / 15) for height in heights] == [2, 4]
