"""Marks, notes and the list in sheets of every make: no cell is touched, and the schema's order is kept."""

import io
import random
import re
import zipfile
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from handmade import by_openpyxl, with_a_table_and_notes, with_prefixes, with_threaded_comments
from hypothesis import given, settings
from hypothesis import strategies as st
from packages import edit, package, parts, replace, zipped

from exceltools.catalogue import CELL_EMPTY
from exceltools.definition import load
from exceltools.feedback.marks import ORDER
from exceltools.feedback.page import Page
from exceltools.feedback.points import Point, by_cell
from exceltools.feedback.workbook import Feedback, UnchangeableError, with_feedback
from exceltools.issues import issue
from exceltools.model import Plan
from exceltools.reading import reader
from exceltools.reading.limits import Limits
from exceltools.reading.wire import Failure

CITY = load()
SHEET = "xl/worksheets/sheet1.xml"
REF = st.builds(lambda column, row: f"{column}{row}", st.sampled_from("ABCDEFGH"), st.integers(1, 12))
OPTIONAL = {
    "sheetPr": "<sheetPr/>",
    "dimension": '<dimension ref="A1"/>',
    "sheetViews": '<sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews>',
    "cols": '<cols><col min="1" max="3" width="20"/><col min="4" max="16384" hidden="1"/></cols>',
    "sheetProtection": '<sheetProtection sheet="1"/>',
    "autoFilter": '<autoFilter ref="A1:C3"/>',
    "mergeCells": '<mergeCells count="1"><mergeCell ref="J2:J4"/></mergeCells>',
    "conditionalFormatting": '<conditionalFormatting sqref="A1"><cfRule type="expression" priority="1">'
    "<formula>TRUE</formula></cfRule></conditionalFormatting>",
    "dataValidations": '<dataValidations count="0"/>',
    "pageMargins": '<pageMargins left="1" right="1" top="1" bottom="1" header="0" footer="0"/>',
    "extLst": "<extLst/>",
}
POINT = Point("error", "E2", "'Blad1'!E2", "Fel & <fel>", "=1+1", ("abc",))


def saying(marked, notes=None, **more):
    return Feedback("Blad1", Page("Plan", ["Hej"], [POINT]), {"error": marked, "warning": []}, notes or {}, **more)


STYLED = ' s="0"'


@st.composite
def sheets(draw):
    """Rows and cells, some with a style, some without a reference, in a sheet with any of the optional parts."""
    rows = []
    for row in sorted(draw(st.sets(st.integers(1, 12), max_size=6))):
        cells = "".join(
            f'<c r="{column}{row}"{draw(st.sampled_from(["", STYLED]))}><v>{row}</v></c>'
            for column in sorted(draw(st.sets(st.sampled_from("ABCDEFGH"), max_size=5)))
        )
        height = draw(st.sampled_from(["", ' ht="30" customHeight="1"', ' hidden="1"', ' spans="1:3"']))
        rows.append(f'<row r="{row}"{height}>{cells}</row>' if cells else f'<row r="{row}"{height}/>')
    chosen = [name for name in OPTIONAL if draw(st.booleans())]
    place = ORDER.index("sheetData")
    before = "".join(OPTIONAL[name] for name in chosen if ORDER.index(name) < place)
    after = "".join(OPTIONAL[name] for name in chosen if ORDER.index(name) > place)
    return package("".join(rows), before=before, after=after)


def sheet_data(data):
    return re.search(rb"<sheetData>.*</sheetData>", parts(data)[SHEET], re.DOTALL)[0]


@settings(deadline=None, max_examples=25)
@given(sheets(), st.sets(REF, max_size=6), st.sets(REF, max_size=6))
def test_no_cell_changes_whatever_is_marked(data, marked, noted):
    notes = {cell: ["Fel: tom", "Skriv"] for cell in sorted(noted)}
    copy = with_feedback(data, saying(sorted(marked), notes))
    assert sheet_data(copy) == sheet_data(data)
    tree = ET.fromstring(parts(copy)[SHEET])
    names = [one.tag.rpartition("}")[2] for one in tree]
    assert [ORDER.index(name) for name in names] == sorted(ORDER.index(name) for name in names)
    without_ours = [name for name in names if name != "legacyDrawing"]
    before = [one.tag.rpartition("}")[2] for one in ET.fromstring(parts(data)[SHEET])]
    if marked:
        without_ours.remove("conditionalFormatting")
    assert without_ours == before
    book = openpyxl.load_workbook(io.BytesIO(copy))
    plan = book["Blad1"]
    rules = {rule.priority: (str(area.sqref), rule) for area in plan.conditional_formatting for rule in area.rules}
    if marked:
        assert set(rules[1][0].split()) == marked
    assert {cell.coordinate for row in plan.iter_rows() for cell in row if cell.comment} == noted
    again = with_feedback(copy, saying([], earlier=["Återkoppling"]))
    assert sheet_data(again) == sheet_data(data)
    left = openpyxl.load_workbook(io.BytesIO(again))["Blad1"]
    assert not [cell for row in left.iter_rows() for cell in row if cell.comment]
    assert not [rule for area in left.conditional_formatting for rule in area.rules if "terk" in str(rule.formula)]


def test_the_list_is_text_and_nothing_else():
    copy = with_feedback(package(), saying(["E2"]))
    sheet = parts(copy)["xl/worksheets/sheet2.xml"].decode()
    assert "<f>" not in sheet
    page = openpyxl.load_workbook(io.BytesIO(copy))["Återkoppling"]
    row = next(row for row in page.iter_rows() if row[0].value == "Fel")
    assert [cell.value for cell in row] == ["Fel", "E2", "Fel & <fel>", "=1+1", None, "abc"]
    assert [cell.data_type for cell in row] == ["s", "s", "s", "s", "n", "s"]
    assert row[1].hyperlink.location == "'Blad1'!E2"
    assert page.column_dimensions["F"].hidden


@pytest.mark.parametrize(
    ("data", "why"),
    [
        pytest.param(b"PK no zip", "no package", id="no zip"),
        pytest.param(replace(package(), SHEET, b"</sheetData>", b""), "a sheet that is no XML", id="broken sheet"),
        pytest.param(edit(package(), "xl/workbook.xml", lambda part: part[:-4]), "no XML", id="broken workbook"),
        pytest.param(package(styles="<styleSheet><fonts>"), "styles that are no XML", id="broken styles"),
        pytest.param(zipped({"a.xml": b"<a/>"}), "no workbook", id="no workbook"),
    ],
)
def test_what_cannot_be_changed_is_said(data, why):
    with pytest.raises(UnchangeableError):
        with_feedback(data, saying(["E2"]))


def test_a_shared_workbook_is_left_alone():
    """It logs its sheets, and would not know the new one."""
    relation = b'<Relationship Id="rId9" Type="http://x/revisionHeaders" Target="revisions/h.xml"/></Relationships>'
    data = replace(package(), "xl/_rels/workbook.xml.rels", b"</Relationships>", relation)
    with pytest.raises(UnchangeableError):
        with_feedback(data, saying(["E2"]))


STYLES = '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</styleSheet>'


@pytest.mark.parametrize(
    "inside",
    [
        "",
        "<fonts/>",
        '<fonts count="1"><font/></fonts><cellXfs count="2"><xf/><xf fontId="0"/></cellXfs>',
        '<dxfs count="0"/><tableStyles count="0"/><extLst/>',
        '<numFmts count="0"/><dxfs count="1"><dxf><font><b/></font></dxf></dxfs><colors/>',
    ],
    ids=["empty", "an empty list", "some", "no formats", "formats of its own"],
)
def test_styles_that_are_there_keep_their_numbers(inside):
    copy = parts(with_feedback(package(styles=STYLES.format(inside)), saying(["E2"])))
    before, after = (ET.fromstring(text) for text in (STYLES.format(inside), copy["xl/styles.xml"]))
    for old in before:
        new = after.find(old.tag)
        assert [ET.tostring(one) for one in new][: len(old)] == [ET.tostring(one) for one in old]
    for one in after:
        if one.get("count"):
            assert int(one.get("count")) == len(one)
    order = ["numFmts", "fonts", "fills", "borders", "cellXfs", "dxfs", "tableStyles", "colors", "extLst"]
    names = [one.tag.rpartition("}")[2] for one in after]
    assert names == sorted(names, key=order.index)
    rule = ET.fromstring(copy[SHEET]).find(".//{*}cfRule")
    assert after.find("{*}dxfs")[int(rule.get("dxfId"))].find("{*}fill") is not None
    used = {int(cell.get("s")) for cell in ET.fromstring(copy["xl/worksheets/sheet2.xml"]).findall(".//{*}c")}
    assert max(used) < len(after.find("{*}cellXfs"))


ISSUE = issue(CELL_EMPTY, CITY, message="Cellen är tom.", source="a.xlsx", sheet="Plan", cell="E3", row=3)


@pytest.mark.parametrize(
    ("merged", "cell"),
    [([], "E3"), ([(2, 4, 4, 5)], "D2"), ([(4, 4, 5, 5), (3, 5, 9, 5)], "E3"), ([(1, 1, 2, 9)], "E3")],
    ids=["not merged", "in the middle", "the first one", "elsewhere"],
)
def test_a_cell_under_another_is_marked_where_it_can_be_seen(merged, cell):
    plan = Plan(None, "a.xlsx", "Plan", 1, {}, ())
    assert list(by_cell(plan, [ISSUE], merged)) == [cell]


class OneWay(io.RawIOBase):
    """A stream that cannot go back: zipfile then writes sizes after each part, as programs that stream do."""

    def __init__(self):
        self.data = bytearray()

    def writable(self):
        return True

    def write(self, some):
        self.data += some
        return len(some)


def streamed(contents):
    target = OneWay()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return bytes(target.data)


def zipped_large(contents):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in contents.items():
            with archive.open(name, "w", force_zip64=True) as part:
                part.write(content)
    return target.getvalue()


@pytest.mark.parametrize("pack", [streamed, zipped_large], ids=["streamed", "zip64 and stored"])
def test_however_it_was_packed(pack):
    contents = {**parts(package()), "xl/media/": b"", "xl/media/a.png": bytes(99)}
    copy = with_feedback(pack(contents), saying(["E2"], {"E2": ["Fel"]}))
    assert zipfile.ZipFile(io.BytesIO(copy)).testzip() is None
    after = parts(copy)
    assert [after[name] for name in ("xl/sharedStrings.xml", "xl/media/", "xl/media/a.png")] == [
        contents[name] for name in ("xl/sharedStrings.xml", "xl/media/", "xl/media/a.png")
    ]


def mutated(contents, dice):
    """Damage one to three places of a package's parts, as careless programs and broken transfers do."""
    contents = dict(contents)
    names = [name for name in contents if name.endswith((".xml", ".rels", ".vml"))]
    for _ in range(dice.randint(1, 3)):
        name = dice.choice(names)
        part = bytearray(contents[name])
        at = dice.randrange(len(part))
        match dice.randrange(4):
            case 0:
                part[at] = dice.randrange(256)
            case 1:
                del part[at : at + dice.randint(1, 30)]
            case 2:
                part[at:at] = dice.choice([b"<x/>", b"<", b'"', b"&", b"<!-- -->", b'<c r="E2"/>', b' count="9"'])
            case _:
                start = dice.randrange(len(part))
                part[at:at] = part[start : start + dice.randint(1, 60)]
        contents[name] = bytes(part)
    return zipped(contents)


@pytest.mark.parametrize("make", [by_openpyxl, with_a_table_and_notes, with_threaded_comments, with_prefixes])
def test_a_damaged_workbook_is_left_alone_or_holds_what_it_held(make):
    dice, contents = random.Random(make.__name__), parts(make())  # noqa: S311 - the same damage every time
    said = Feedback("Plan", Page("Plan", [], [POINT]), {"error": ["E2"], "warning": []}, {"E2": ["Fel: tom"]})
    changed = 0
    for _ in range(40):
        data = mutated(contents, dice)
        try:
            before = reader.read(data, "xlsx", Limits())
            copy = with_feedback(data, said)
        except (Failure, UnchangeableError):
            continue
        after = {sheet.name: sheet.values for sheet in reader.read(copy, "xlsx", Limits()).sheets}
        assert {sheet.name: sheet.values for sheet in before.sheets}.items() <= after.items()
        changed += 1
    assert changed  # some of them are hardly damaged


def test_rounds_leave_nothing_behind():
    """Marks and notes wander from cell to cell for five rounds; then they go."""
    data = package()
    for row in range(2, 7):
        cell = f"E{row}"
        data = with_feedback(data, saying([cell], {cell: ["Fel: tom"]}, earlier=["Återkoppling"]))
    contents = parts(data)
    assert contents["xl/comments1.xml"].count(b"<author>") == 1
    assert (
        contents["xl/comments1.xml"].count(b"<comment ")
        == contents["xl/drawings/vmlDrawing1.vml"].count(b"<v:shape ")
        == 1
    )
    assert contents[SHEET].count(b"<cfRule") == 1
    once = parts(with_feedback(package(), saying(["E6"], {"E6": ["Fel: tom"]})))
    assert contents.keys() == once.keys()
    assert contents["xl/styles.xml"] == once["xl/styles.xml"]
    assert contents["[Content_Types].xml"] == once["[Content_Types].xml"]
