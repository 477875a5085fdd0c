"""Returned workbooks for tests, each made in another way and with other things in it than a plan.

All hold the same plan on the sheet Plan: headers in row 1, sound activities below, except that E2 is empty (nobody is
responsible) and F3 says 2022 – 2021 (an end before its beginning): two errors.
"""

from __future__ import annotations

import base64
import io
import re

import openpyxl
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from packages import HEADERS, MAIN, package, parts, replace, zipped
from returns import complete_rows

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
FAULTY = ("E2", "F3")
TYPES = "[Content_Types].xml"
SHEET_RELATIONS = "xl/worksheets/_rels/sheet1.xml.rels"


def faulty_rows() -> list[list[str]]:
    rows = complete_rows()
    rows[0][4] = ""
    rows[1][5] = "2022 – 2021"
    return rows


# --- by XlsxWriter


def by_xlsxwriter(fill=None, rows=None, **options) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"strings_to_formulas": False, **options})
    page = book.add_worksheet("Plan")
    for number, line in enumerate([HEADERS, *(rows or faulty_rows())]):
        page.write_row(number, 0, line)
    if fill:
        fill(book, page)
    book.close()
    return target.getvalue()


def with_charts_and_pictures() -> bytes:
    def fill(book, page):
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Plan!$H$2:$H$4"})
        page.write_column("H2", [1, 2, 3])
        page.insert_chart("J2", chart)
        page.insert_image("J20", "punkt.png", {"image_data": io.BytesIO(PIXEL)})
        page.add_sparkline("I2", {"range": "Plan!H2:H4"})
        other = book.add_worksheet("Diagram")
        other.insert_image("A1", "punkt.png", {"image_data": io.BytesIO(PIXEL)})

    return by_xlsxwriter(fill)


def with_macros() -> bytes:
    def fill(book, page):
        book.add_vba_project(io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"makro" * 200), is_stream=True)
        page.insert_button("J2", {"macro": "Spara", "caption": "Spara", "width": 80})

    return by_xlsxwriter(fill)


def with_a_table_and_notes() -> bytes:
    """A note stands on E2, which is to be marked, and one on G5; rows are filtered and hidden."""

    def fill(book, page):
        page.write_comment("E2", "Fråga Karin <i mars> & april", {"author": "Bo"})
        page.write_comment("G5", "Klart")
        page.set_row(4, None, None, {"hidden": True})
        page.freeze_panes(1, 0)
        page.conditional_format("A2:G9", {"type": "blanks", "format": book.add_format({"bg_color": "yellow"})})

    return by_xlsxwriter(fill)


def with_validations_of_2010() -> bytes:
    """Lists on another sheet, as Excel writes them: in an extension that few libraries know."""
    data = by_xlsxwriter(lambda book, _: book.add_worksheet("Val").write_column(0, 0, ["a", "b"]))
    x14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
    extension = (
        f'<extLst><ext uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}" xmlns:x14="{x14}"><x14:dataValidations count="1" '
        'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:dataValidation type="list" allowBlank="1">'
        "<x14:formula1><xm:f>Val!$A$1:$A$2</xm:f></x14:formula1><xm:sqref>A2:A99</xm:sqref></x14:dataValidation>"
        f'</x14:dataValidations></ext><ext uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}" xmlns:x14="{x14}">'
        '<x14:conditionalFormattings><x14:conditionalFormatting xmlns:xm="http://schemas.microsoft.com/office/excel/2006'
        '/main"><x14:cfRule type="expression" priority="1" id="{00000000-000E-0000-0000-000001000000}">'
        '<xm:f>Val!$A$1=1</xm:f><x14:dxf><fill><patternFill><bgColor rgb="FF00FF00"/></patternFill></fill></x14:dxf>'
        "</x14:cfRule><xm:sqref>E2</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>"
    )
    return replace(data, "xl/worksheets/sheet1.xml", b"</worksheet>", f"{extension}</worksheet>".encode())


def with_a_label() -> bytes:
    """A sensitivity label as Microsoft 365 puts it on."""
    return _with(
        by_xlsxwriter(lambda book, _: book.set_custom_property("MSIP_Label_1_Name", "Intern")),
        {
            "docMetadata/LabelInfo.xml": '<clbl:labelList xmlns:clbl="http://schemas.microsoft.com/office/2020/mipLabelMetadata"/>'
        },
        [("docMetadata/LabelInfo.xml", "application/vnd.ms-office.classificationlabels+xml")],
        {
            "_rels/.rels": [
                (
                    "http://schemas.microsoft.com/office/2020/02/relationships/classificationlabels",
                    "docMetadata/LabelInfo.xml",
                )
            ]
        },
    )


def with_threaded_comments() -> bytes:
    """A thread on E2, which is to be marked, and a plain note on A1."""

    def fill(_, page):
        page.write_comment("E2", "[Threaded comment]\n\nVem?", {"author": "tc={11111111-2222-3333-4444}"})
        page.write_comment("A1", "Se bilagan", {"author": "Bo"})

    thread = (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        '<threadedComment ref="E2" dT="2021-03-01T10:00:00.00" personId="{A}" id="{11111111-2222-3333-4444}">'
        "<text>Vem?</text></threadedComment></ThreadedComments>"
    )
    persons = '<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"/>'
    kind = "http://schemas.microsoft.com/office/2017/10/relationships"
    return _with(
        by_xlsxwriter(fill),
        {"xl/threadedComments/threadedComment1.xml": thread, "xl/persons/person.xml": persons},
        [
            ("xl/threadedComments/threadedComment1.xml", "application/vnd.ms-excel.threadedcomments+xml"),
            ("xl/persons/person.xml", "application/vnd.ms-excel.person+xml"),
        ],
        {
            SHEET_RELATIONS: [(f"{kind}/threadedComment", "../threadedComments/threadedComment1.xml")],
            "xl/_rels/workbook.xml.rels": [(f"{kind}/person", "persons/person.xml")],
        },
    )


def with_a_pivot_and_xml() -> bytes:
    """Parts that nothing here knows: a pivot cache, custom XML, a digital signature."""
    return _with(
        by_xlsxwriter(),
        {
            "xl/pivotCache/pivotCacheDefinition1.xml": f'<pivotCacheDefinition xmlns="{MAIN}" refreshOnLoad="0"/>',
            "customXml/item1.xml": "<min>data</min>",
            "_xmlsignatures/sig1.xml": '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>',
        },
        [
            (
                "xl/pivotCache/pivotCacheDefinition1.xml",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.pivotCacheDefinition+xml",
            )
        ],
        {},
    )


def with_2000_faults() -> bytes:
    """A thousand activities that lack both a responsible and a time."""
    rows = [[*complete_rows()[0][:4], "", "", "T1"] for _ in range(1000)]
    return by_xlsxwriter(rows=rows)


# --- by openpyxl


def by_openpyxl() -> bytes:
    """Several sheets, names of sheets' own, a list, a conditional format, a note, protection, merged cells."""
    book = openpyxl.Workbook()
    first = book.active
    first.title = "Förord"
    first["A1"] = "Se planen"
    page = book.create_sheet("Plan")
    for line in [HEADERS, *faulty_rows()]:
        page.append([text or None for text in line])
    page["E3"].comment = Comment("Vikarie", "Bo")
    page["F3"].fill = PatternFill("solid", start_color="FFFFFF00")
    page.conditional_formatting.add("A2:G20", FormulaRule(["LEN(A2)=0"], stopIfTrue=True))
    page.add_data_validation(DataValidation("list", formula1='"T1,T2"', sqref="G2:G99"))
    page.print_title_rows = "1:1"
    page.auto_filter.ref = "A1:G15"
    page.protection.sheet = True
    page.merge_cells("I1:J1")
    hidden = book.create_sheet("Dolt")
    hidden["A1"] = 1
    hidden.sheet_state = "hidden"
    hidden.defined_names["eget"] = DefinedName("eget", attr_text="Dolt!$A$1")
    book.active = 1
    return _saved(book)


def _saved(book) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


# --- from bare XML


def bare(**options) -> bytes:
    """Without styles, dimension, theme and properties; empty cells are not there."""
    lines = [HEADERS, *faulty_rows()]
    rows = "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{letter}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
            for letter, text in zip("ABCDEFG", line, strict=True)
            if text
        )
        + "</row>"
        for number, line in enumerate(lines, 1)
    )
    return replace(package(rows, **options), "xl/workbook.xml", b"Blad1", b"Plan")


def strict() -> bytes:
    return bare(strict=True)


def with_prefixes() -> bytes:
    """Every element of the workbook and its sheet with a prefix, and another prefix for relations."""
    contents = parts(bare())
    for name in ("xl/workbook.xml", "xl/worksheets/sheet1.xml"):
        text = contents[name].decode()
        text = re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", text)
        contents[name] = (
            text.replace("xmlns=", "xmlns:x=").replace("xmlns:r=", "xmlns:rel=").replace("r:id", "rel:id").encode()
        )
    return zipped(contents)


def with_comments_in_the_xml() -> bytes:
    """Comments, character data and an alternative in the parts, with tags in them that are none."""
    data = replace(
        bare(
            after='<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            '<mc:Choice Requires="x14"><controls/></mc:Choice></mc:AlternateContent>'
        ),
        "xl/worksheets/sheet1.xml",
        b"<sheetData>",
        b"<!-- <sheetData> --><sheetData><!-- </sheetData> <extLst> -->",
    )
    return replace(data, "xl/workbook.xml", b"<sheets>", b"<!-- <sheets/> > --><sheets>")


def in_utf_16() -> bytes:
    contents = parts(bare())
    for name in ("xl/worksheets/sheet1.xml", "xl/workbook.xml"):
        contents[name] = contents[name].decode().replace("UTF-8", "UTF-16").encode("utf-16")
    return zipped(contents)


def with_odd_names() -> bytes:
    """Absolute targets, and part names in other places and in another case."""
    contents = parts(bare())
    contents["xl/blad/Plan.XML"] = contents.pop("xl/worksheets/sheet1.xml")
    contents["xl/_rels/workbook.xml.rels"] = contents["xl/_rels/workbook.xml.rels"].replace(
        b"worksheets/sheet1.xml", b"/xl/blad/plan.xml"
    )
    contents[TYPES] = contents[TYPES].replace(b"/xl/worksheets/sheet1.xml", b"/xl/blad/Plan.XML")
    return zipped(contents)


def _with(data: bytes, new: dict[str, str], types, relations) -> bytes:
    """Add parts, their types and relations to them."""
    contents = parts(data) | {
        name: f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'.encode() for name, text in new.items()
    }
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in types)
    contents[TYPES] = contents[TYPES].replace(b"</Types>", f"{overrides}</Types>".encode())
    for name, targets in relations.items():
        added = "".join(
            f'<Relationship Id="rIdEgen{number}" Type="{kind}" Target="{target}"/>'
            for number, (kind, target) in enumerate(targets)
        )
        assert b"</Relationships>" in contents[name]
        contents[name] = contents[name].replace(b"</Relationships>", f"{added}</Relationships>".encode())
    return zipped(contents)


WORKBOOKS = {
    "bromma": ("xlsx", by_xlsxwriter),
    "farsta": ("xlsx", with_charts_and_pictures),
    "kungsholmen": ("xlsm", with_macros),
    "norrmalm": ("xlsx", with_a_table_and_notes),
    "skarpnack": ("xlsx", with_validations_of_2010),
    "skarholmen": ("xlsx", with_a_label),
    "sodermalm": ("xlsx", with_threaded_comments),
    "ostermalm": ("xlsx", with_a_pivot_and_xml),
    "rinkeby-kista": ("xlsx", with_2000_faults),
    "spanga-tensta": ("xlsx", by_openpyxl),
    "enskede-arsta-vantor": ("xlsx", bare),
    "hagersten-alvsjo": ("xlsx", strict),
    "hasselby-vallingby": ("xlsx", with_prefixes),
    "idrottsnamnden": ("xlsx", with_comments_in_the_xml),
    "kulturnamnden": ("xlsx", in_utf_16),
    "socialnamnden": ("xlsx", with_odd_names),
}
