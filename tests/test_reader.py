"""A workbook's bytes in, a `RawWorkbook` out, in this very process: what is read, by whom, and what is noted."""

import datetime as dt
import re
import unicodedata

import pytest
import xlsxwriter
from packages import (
    MAIN,
    SHEET,
    STRINGS,
    WORKBOOK,
    cells,
    edit,
    package,
    parts,
    plan,
    replace,
    without,
    written,
    xls,
    xlsb,
    zipped,
)

from exceltools.cell_names import reference
from exceltools.reading import reader
from exceltools.reading.limits import Limits
from exceltools.reading.preflight import Passed, inspect
from exceltools.reading.raw import Noted, RawWorkbook
from exceltools.reading.wire import Failure

PLAN = plan()
STYLES = "xl/styles.xml"
MOMENT = dt.datetime(2021, 12, 31, 8, 30)  # noqa: DTZ001 - a cell has no time zone


def read(data: bytes, limits: Limits | None = None, *, reserve_only: bool = False) -> RawWorkbook:
    limits = limits or Limits()
    passed = inspect(data, limits)
    assert isinstance(passed, Passed), passed
    return reader.read(data, passed.format, limits, reserve_only=reserve_only)


def values(data: bytes) -> dict[str, object]:
    """Give the first sheet's values by cell."""
    return {reference(*place): value for place, value in read(data).sheets[0].values.items()}


def noted(data: bytes) -> list[tuple[str, str | None, str]]:
    return [(each.kind, each.cell, each.detail) for each in read(data).noted]


def failure(data: bytes, limits: Limits | None = None) -> tuple[str, dict[str, str | int]]:
    with pytest.raises(Failure) as caught:
        read(data, limits)
    return caught.value.name, caught.value.words


def book(*rows: tuple[int, int, object], formats: dict[str, str] | None = None) -> bytes:
    """Write values at (row, column) from 0; a string value "FORMAT:number" is a number in that format."""

    def fill(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.add_worksheet("Blad1")
        for row, column, value in rows:
            if isinstance(value, tuple):
                number, code = value
                sheet.write_number(row, column, number, workbook.add_format({"num_format": code}))
            elif isinstance(value, str):
                sheet.write_string(row, column, value)
            else:
                sheet.write(row, column, value)

    return written(fill)


# --- values ------------------------------------------------------------------------------------------------


def test_places_are_right_when_a_sheet_begins_elsewhere():
    assert values(book((6, 3, "a"), (8, 5, 2021))) == {"D7": "a", "F9": 2021}


@pytest.mark.parametrize("reserve_only", [False, True], ids=["calamine", "reserve"])
@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("2021 – 2022", "2021 – 2022", id="text"),
        pytest.param("NA", "NA", id="what pandas takes for nothing"),
        pytest.param("#N/A", "#N/A", id="an error's name typed as text"),
        pytest.param("=cmd|'/c calc'!A1", "=cmd|'/c calc'!A1", id="text like a formula"),
        pytest.param(2021, 2021, id="whole number"),
        pytest.param(812345678901, 812345678901, id="telephone number"),
        pytest.param(1.5, 1.5, id="decimal"),
        pytest.param(-0.0, 0, id="minus zero"),
        pytest.param(1e300, 1e300, id="beyond whole numbers"),
        pytest.param(True, True, id="true"),
        pytest.param(False, False, id="false"),
        pytest.param((44561, "yyyy-mm-dd"), dt.date(2021, 12, 31), id="day"),
        pytest.param((44561.354166666664, "yyyy-mm-dd hh:mm"), MOMENT, id="moment"),
        pytest.param((0.354166666666667, "hh:mm"), dt.time(8, 30), id="time of day"),
        pytest.param((1.5, "[h]:mm"), dt.timedelta(hours=36), id="duration"),
        pytest.param((0.5, "0%"), 0.5, id="percentage"),
        pytest.param((2021, "yyyy-mm-dd"), dt.date(1905, 7, 13), id="a year typed into a date cell"),
        pytest.param((59, "yyyy-mm-dd"), dt.date(1900, 2, 28), id="the day before the one that never was"),
        pytest.param((2958465, "yyyy-mm-dd"), dt.date(9999, 12, 31), id="the last day"),
        pytest.param((2958466, "yyyy-mm-dd"), 2958466, id="a day after the last one"),
        pytest.param((1e300, "yyyy-mm-dd"), 1e300, id="no day at all"),
        pytest.param((12.5, '0.0 "dagar"'), 12.5, id="a format with a d in quotes"),
        pytest.param("rad 1\r\nrad 2", "rad 1\r\nrad 2", id="line break of Windows"),
        pytest.param("a_x000D_b", "a_x000D_b", id="an escape typed as text"),
        pytest.param("a\tb\u2028c", "a\tb\u2028c", id="tab and line separator"),
        pytest.param("å" * 32767, "å" * 32767, id="as long as Excel allows"),
        pytest.param("\U0001f600" * 100, "\U0001f600" * 100, id="emoji"),
        pytest.param(unicodedata.normalize("NFD", "åäö"), unicodedata.normalize("NFD", "åäö"), id="NFD is kept"),
    ],
)
def test_values_are_the_same_by_both_readers(value, expected, reserve_only):
    sheet = read(book((2, 1, value)), reserve_only=reserve_only).sheets[0]
    assert dict(sheet.values) == {(3, 2): expected}
    assert type(sheet.values[3, 2]) is type(expected)


@pytest.mark.parametrize("reserve_only", [False, True], ids=["calamine", "reserve"])
def test_days_of_1904_are_right(reserve_only):
    data = replace(book((0, 0, (43099, "yyyy-mm-dd"))), WORKBOOK, b"<workbookPr ", b'<workbookPr date1904="1" ')
    assert dict(read(data, reserve_only=reserve_only).sheets[0].values) == {(1, 1): dt.date(2021, 12, 31)}


@pytest.mark.parametrize("number", [0, 60, -1])
def test_numbers_that_are_no_days_raise_nothing(number):
    for reserve_only in (False, True):
        assert len(read(book((0, 0, (number, "yyyy-mm-dd"))), reserve_only=reserve_only).sheets[0].values) == 1


def test_blank_cells_are_left_out():
    assert values(book((0, 0, ""), (0, 1, "  \u00a0"), (0, 2, "\n"), (0, 3, "x"))) == {"D1": "x"}


def test_a_text_longer_than_excel_allows_is_given_whole():
    text = "lång " * 8000
    assert values(package(cells([("A1", text)]))) == {"A1": text}


def test_sheets_keep_their_order_names_and_visibility():
    def fill(workbook: xlsxwriter.Workbook) -> None:
        for name in ("Försättsblad", "Plan å ä ö & <1>", "dold", "mycket dold"):
            workbook.add_worksheet(name).write(0, 0, name)
        workbook.get_worksheet_by_name("dold").hide()
        workbook.get_worksheet_by_name("mycket dold").very_hidden()
        chart = workbook.add_chart({"type": "line"})
        chart.add_series({"values": "=dold!$A$1"})
        workbook.add_chartsheet("Diagram").set_chart(chart)

    for reserve_only in (False, True):
        workbook = read(written(fill), reserve_only=reserve_only)
        assert [(sheet.name, sheet.visible, dict(sheet.values)) for sheet in workbook.sheets] == [
            ("Försättsblad", True, {(1, 1): "Försättsblad"}),
            ("Plan å ä ö & <1>", True, {(1, 1): "Plan å ä ö & <1>"}),
            ("dold", False, {(1, 1): "dold"}),
            ("mycket dold", False, {(1, 1): "mycket dold"}),
        ]
        assert [(each.kind, each.sheet) for each in workbook.noted] == [
            ("hidden-sheet", "dold"),
            ("hidden-sheet", "mycket dold"),
        ]


@pytest.mark.parametrize("reserve_only", [False, True], ids=["calamine", "reserve"])
def test_the_templates_own_lists_and_workings_are_not_even_read(reserve_only):
    def fill(workbook: xlsxwriter.Workbook) -> None:
        workbook.add_worksheet("Plan").write(0, 0, "Mål")
        for name in ("_listor", "_KONTROLL"):
            workbook.add_worksheet(name).write(1_048_575, 16_383, "far away, dangerous to calamine")

    workbook = read(written(fill), Limits(values=1), reserve_only=reserve_only)
    assert [sheet.name for sheet in workbook.sheets] == ["Plan"]
    assert (workbook.noted, workbook.engine) == ((), "reserve" if reserve_only else "calamine")


@pytest.mark.parametrize("reserve_only", [False, True], ids=["calamine", "reserve"])
def test_merged_ranges_are_given_within_the_used_part(reserve_only):
    rows = cells([("A1", "a"), ("C1", "c")], [("B4", "d")])
    after = "".join(f'<mergeCell ref="{ref}"/>' for ref in ("A1:A3", "B1:B2", "C1:XFD1048576", "E9:F9", "A4:A4"))
    workbook = read(package(rows, after=f"<mergeCells>{after}</mergeCells>"), reserve_only=reserve_only)
    assert workbook.sheets[0].merged == ((1, 1, 3, 1), (1, 2, 2, 2), (1, 3, 4, 3))


def test_values_under_a_merged_range_are_kept():
    rows = cells([("A1", "Ja"), ("B1", "Nej")])
    assert values(package(rows, after='<mergeCells><mergeCell ref="A1:B1"/></mergeCells>')) == {"A1": "Ja", "B1": "Nej"}


# --- identity ----------------------------------------------------------------------------------------------


def identified(workbook: xlsxwriter.Workbook) -> None:
    workbook.add_worksheet("Plan").write(0, 0, "x")
    hidden = workbook.add_worksheet("_exceltools")
    hidden.write_row(0, 0, ["exceltools_unit", "bromma"])
    hidden.write_row(1, 0, ["exceltools_version", "2021.1"])
    hidden.write_row(2, 0, ["annat", "x"])
    hidden.very_hidden()
    workbook.set_custom_property("exceltools_unit", "farsta & co")
    workbook.set_custom_property("Avdelning", "x")
    workbook.define_name("exceltools_definition", '="barn-""unga"""')
    workbook.define_name("annat", '="x"')
    workbook.define_name("exceltools_version", "=Plan!$A$1")
    workbook.set_properties({"created": dt.datetime(2021, 3, 1, 12, 30, tzinfo=dt.UTC)})


@pytest.mark.parametrize("reserve_only", [False, True], ids=["calamine", "reserve"])
def test_each_carrier_says_what_it_says(reserve_only):
    workbook = read(written(identified), reserve_only=reserve_only)
    assert workbook.identity == {
        "properties": {"exceltools_unit": "farsta & co"},
        "names": {"exceltools_definition": 'barn-"unga"'},
        "sheet": {"exceltools_unit": "bromma", "exceltools_version": "2021.1"},
    }
    assert [sheet.name for sheet in workbook.sheets] == ["Plan"]
    assert workbook.noted == ()
    assert workbook.modified == dt.datetime(2021, 3, 1, 12, 30, tzinfo=dt.UTC)


def test_a_foreign_workbook_has_no_identity():
    assert read(package(cells([("A1", "x")]))).identity == {}
    assert read(package(cells([("A1", "x")]))).modified is None


# --- what is noted -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "engine"),
    [(text, "calamine") for text in ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")]
    + [(text, "reserve") for text in ("#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!", "#SAKNAS!")],
)
def test_error_values_are_noted_with_their_cell_and_the_rest_is_read(text, engine):
    data = package(
        f'<row r="2"><c r="E2" t="e"><f>A1/0</f><v>{text}</v></c><c r="F2"><v>7</v></c></row>' + cells([("A14", "x")])
    )
    workbook = read(data)
    assert workbook.engine == engine
    assert dict(workbook.sheets[0].values) == {(2, 6): 7, (14, 1): "x"}
    assert workbook.noted == (Noted("error-value", "Blad1", "E2", text, "=A1/0"),)


@pytest.mark.parametrize("reserve_only", [False, True], ids=["calamine", "reserve"])
def test_formulas_without_a_stored_value_are_noted(reserve_only):
    data = package(
        '<row r="1"><c r="A1"><f>B1&amp;"x"</f></c><c r="B1"><f>1+1</f><v>2</v></c>'
        '<c r="C1" t="str"><f>""</f><v></v></c><c r="D1"><f>SUM(B1)</f><v></v></c>'
        '<c r="E1"><f t="shared" si="0"/><v/></c><c r="F1" t="str"><f>"a"</f><v>a</v></c></row>'
    )
    workbook = read(data, reserve_only=reserve_only)
    assert dict(workbook.sheets[0].values) == {(1, 2): 2, (1, 6): "a"}
    assert [(each.kind, each.cell, each.detail) for each in workbook.noted] == [
        ("formula-without-value", "A1", '=B1&"x"'),
        ("formula-without-value", "D1", "=SUM(B1)"),
        ("formula-without-value", "E1", "="),
    ]


@pytest.mark.parametrize("reserve_only", [False, True], ids=["calamine", "reserve"])
@pytest.mark.parametrize("yes", ["1", "true"])
def test_hidden_rows_and_columns_are_noted_where_they_hold_something(yes, reserve_only):
    rows = cells([("A1", "a"), ("H1", "h")], [("A2", "b")], [("A3", "c")]).replace(
        '<row r="2"', f'<row r="2" spans="1:1" hidden="{yes}" ht="0"'
    )
    rows = rows.replace('<row r="3"', '<row r="3" hidden="0"') + f'<row r="9" hidden="{yes}"/>'
    columns = f'<cols><col min="7" max="8" width="9" hidden="{yes}"/><col min="1" max="1" hidden="0"/></cols>'
    workbook = read(package(rows, before=columns), reserve_only=reserve_only)
    assert [(each.kind, each.cell) for each in workbook.noted] == [("hidden-row", "2"), ("hidden-column", "H")]
    assert len(workbook.sheets[0].values) == 4


def test_a_value_in_the_farthest_corner_is_noted_and_the_plan_is_read():
    rows = cells([("A1", "Plan"), ("B1", "x")], [("XFD1048576", " långt borta ")])
    workbook = read(package(rows))
    assert workbook.engine == "reserve"
    assert dict(workbook.sheets[0].values) == {(1, 1): "Plan", (1, 2): "x"}
    assert workbook.noted == (Noted("far-cell", "Blad1", "XFD1048576", " långt borta "),)


def test_what_lies_beyond_the_grid_is_noted_and_a_stray_space_is_not():
    rows = cells([("A1", "a"), ("CV1", "med"), ("CW1", "utanför"), ("DD1", " ")], [("A10000", "med"), ("B10000", "b")])
    workbook = read(package(rows + cells([("A10001", "under")])))
    assert workbook.engine == "calamine"
    assert sorted(workbook.sheets[0].values) == [(1, 1), (1, 100), (10000, 1), (10000, 2)]
    assert [(each.kind, each.cell, each.detail) for each in workbook.noted] == [
        ("far-cell", "CW1", "utanför"),
        ("far-cell", "A10001", "under"),
    ]


def test_notes_of_one_kind_are_counted_when_they_are_too_many():
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="e"><v>#REF!</v></c></row>' for row in range(1, 9))
    found = read(package(rows), Limits(notes=5)).noted
    assert [(each.cell, each.detail) for each in found] == [
        *((f"A{row}", "#REF!") for row in range(1, 6)),
        (None, "+3"),
    ]


def test_half_a_character_costs_itself_and_no_other_letter():
    data = package(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>',
        strings=["<t>mål</t>", "<t>en _ till</t>"],
    )
    assert values(replace(data, STRINGS, b"en _", b"en \xed\xa0\x80")) == {"A1": "mål", "B1": "en \ufffd till"}


# --- other ways to write the same --------------------------------------------------------------------------

BASE = package(
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>2021</v></c></row>'
    '<row r="2"><c r="A2" t="s"><v>1</v></c><c r="C2" t="b"><v>1</v></c></row>',
    strings=["<t>mål</t>", "<t>å &amp; ä</t>"],
)
EXPECTED = {"A1": "mål", "B1": 2021, "A2": "å & ä", "C2": True}


def prefixed(part: bytes) -> bytes:
    return re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", part).replace(b"xmlns=", b"xmlns:x=")


def in_encoding(part: bytes, encoding: str) -> bytes:
    return part.decode().replace("UTF-8", encoding).encode(encoding)


def renamed(data: bytes, old: str, new: str) -> bytes:
    return zipped({new if name == old else name: part for name, part in parts(data).items()})


@pytest.mark.parametrize(
    ("data", "engine"),
    [
        pytest.param(BASE, "calamine", id="as it is"),
        pytest.param(edit(BASE, SHEET, prefixed), "calamine", id="prefixed sheet"),
        pytest.param(edit(edit(BASE, STRINGS, prefixed), WORKBOOK, prefixed), "calamine", id="prefixed workbook"),
        pytest.param(edit(BASE, SHEET, lambda part: b"\xef\xbb\xbf" + part), "calamine", id="byte order mark"),
        pytest.param(edit(BASE, SHEET, lambda part: in_encoding(part, "utf-16")), "reserve", id="sheet in UTF-16"),
        pytest.param(edit(BASE, STRINGS, lambda part: in_encoding(part, "utf-16")), "reserve", id="strings in UTF-16"),
        pytest.param(
            edit(BASE, WORKBOOK, lambda part: in_encoding(part, "utf-16")), "reserve", id="workbook in UTF-16"
        ),
        pytest.param(
            edit(BASE, STRINGS, lambda part: in_encoding(part, "iso-8859-1")), "reserve", id="strings in Latin-1"
        ),
        pytest.param(
            edit(BASE, STRINGS, lambda part: part.decode().encode("cp1252")), "reserve", id="Latin-1, not said"
        ),
        pytest.param(
            replace(BASE, STRINGS, "mål".encode(), "mål".encode("cp1252")),
            "reserve",
            id="Latin-1 and UTF-8 in one part",
        ),
        pytest.param(
            replace(BASE, SHEET, b'<row r="2">', b'<!-- <c r="XFD9"><v>1</v></c> --><row r="2">'),
            "calamine",
            id="a comment",
        ),
        pytest.param(replace(BASE, SHEET, b"<v>2021</v>", b"<v><![CDATA[2021]]></v>"), "reserve", id="character data"),
        pytest.param(
            edit(BASE, SHEET, lambda part: re.sub(rb' r="[A-Z]\d"', b"", part.replace(b'<c r="C2"', b'<c/><c r="C2"'))),
            "reserve",
            id="cells without places",
        ),
        pytest.param(
            edit(BASE, SHEET, lambda part: re.sub(rb'<row r="\d"', b"<row", part)),
            "calamine",
            id="rows without numbers",
        ),
        pytest.param(
            edit(BASE, SHEET, lambda part: re.sub(rb'(<row r="1".*?</row>)(<row.*?</row>)', rb"\2\1", part)),
            "calamine",
            id="rows out of order",
        ),
        pytest.param(
            edit(BASE, SHEET, lambda part: re.sub(rb'<c r="(\w+)" t="(\w)"', rb'<c t="\2" r="\1"', part)),
            "reserve",
            id="attributes in another order",
        ),
        pytest.param(
            edit(BASE, SHEET, lambda part: part.replace(b'"A1"', b'"a1"')), "reserve", id="places in small letters"
        ),
        pytest.param(
            edit(BASE, SHEET, lambda part: part.replace(b"'", b'"').replace(b'"', b"'")), "reserve", id="apostrophes"
        ),
        pytest.param(replace(BASE, SHEET, b"</sheetData>", b"</sheetData >"), "reserve", id="an end written otherwise"),
        pytest.param(
            replace(BASE, SHEET, b"</row><row", b"<row"), "calamine", id="an unclosed row, with all its values"
        ),
        pytest.param(
            replace(BASE, "xl/_rels/workbook.xml.rels", b'"worksheets/', b'"/xl/worksheets/'),
            "calamine",
            id="absolute target",
        ),
        pytest.param(
            replace(BASE, "xl/_rels/workbook.xml.rels", b'"worksheets/', b'"../xl/worksheets/'),
            "reserve",
            id="target with dots",
        ),
        pytest.param(renamed(BASE, STRINGS, "xl/SharedStrings.xml"), "calamine", id="a part in other case"),
        pytest.param(
            zipped({name.replace("/", "\\"): part for name, part in parts(BASE).items()}), "calamine", id="backslashes"
        ),
        pytest.param(zipped(dict(reversed(parts(BASE).items()))), "calamine", id="parts in another order"),
        pytest.param(
            package(
                '<row r="1"><c r="A1" t="inlineStr"><is><t>mål</t></is></c><c r="B1"><v>2021</v></c></row>'
                '<row r="2"><c r="A2" t="str"><v>å &amp; ä</v></c><c r="C2" t="b"><v>1</v></c></row>'
            ),
            "calamine",
            id="inline strings",
        ),
    ],
)
def test_the_same_workbook_written_otherwise_reads_the_same(data, engine):
    assert values(data) == EXPECTED
    assert read(data).engine == engine


def test_a_strict_workbook_reads_the_same_by_both_readers():
    data = package(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="d"><v>2021-12-31</v></c>'
        '<c r="C1" t="d"><v>2021-12-31T08:30:00</v></c></row>',
        strings=["<t>mål</t>"],
        strict=True,
    )
    for reserve_only in (False, True):
        workbook = read(data, reserve_only=reserve_only)
        assert workbook.format == "strict"
        assert dict(workbook.sheets[0].values) == {
            (1, 1): "mål",
            (1, 2): dt.date(2021, 12, 31),
            (1, 3): MOMENT,
        }


def test_another_name_of_the_workbook_part():
    data = renamed(renamed(BASE, WORKBOOK, "xl/bok.xml"), "xl/_rels/workbook.xml.rels", "xl/_rels/bok.xml.rels")
    data = replace(data, "[Content_Types].xml", b"workbook.xml", b"bok.xml")
    assert values(replace(data, "_rels/.rels", b"workbook.xml", b"bok.xml")) == EXPECTED


@pytest.mark.parametrize(
    "dimension",
    ["A1:XFD1048576", "A1:AMJ1048576", "A1", "A1:B2", None],
)
def test_the_declared_dimension_is_not_believed(dimension):
    before = f'<dimension ref="{dimension}"/>' if dimension else ""
    assert values(package(cells([("A1", "a"), ("E5", "b")]), before=before)) == {"A1": "a", "E5": "b"}


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda part: re.sub(rb"<fill>.*?</fill>", b"<fill/>", part), id="empty fill"),
        pytest.param(lambda part: part.replace(b'<family val="2"/>', b'<family val="99"/>'), id="unknown font family"),
        pytest.param(lambda part: part.replace(b'<color theme="1"/>', b'<color rgb="blue"/>'), id="unknown colour"),
    ],
)
def test_broken_looks_do_not_matter_to_either_reader(change):
    data = edit(book((0, 0, "x"), (1, 1, (44561, "yyyy-mm-dd"))), STYLES, change)
    for reserve_only in (False, True):
        sheet = read(data, reserve_only=reserve_only).sheets[0]
        assert dict(sheet.values) == {(1, 1): "x", (2, 2): dt.date(2021, 12, 31)}


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(
            lambda part: part.replace(
                b"<sheetData>",
                b'<sheetViews><sheetView workbookViewId="0"><pane state="x"/></sheetView></sheetViews><sheetData>',
            ),
            id="unknown pane",
        ),
        pytest.param(
            lambda part: part.replace(
                b"</sheetData>", b'</sheetData><pageSetup orientation="sideways" paperSize="x"/>'
            ),
            id="unknown page",
        ),
    ],
)
def test_broken_settings_of_a_sheet_do_not_matter_to_either_reader(change):
    data = edit(PLAN, SHEET, change)
    assert read(data).sheets == read(PLAN).sheets == read(data, reserve_only=True).sheets


def test_no_styles_are_no_dates():
    data = without(book((0, 0, "x"), (1, 1, (44561, "yyyy-mm-dd"))), STYLES)
    assert dict(read(data, reserve_only=True).sheets[0].values) == {(1, 1): "x", (2, 2): 44561}


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        pytest.param("<r><t>Del </t></r><r><t>ett</t></r>", "Del ett", id="a space that is not marked"),
        pytest.param(
            '<r><t xml:space="preserve">Del </t></r><r><t>ett</t></r>', "Del ett", id="a space that is marked"
        ),
        pytest.param("<r><rPr><b/></rPr><t>Del</t></r><r><t>ett</t></r>", "Delett", id="no space"),
        pytest.param('<t>東京</t><rPh sb="0" eb="2"><t>とうきょう</t></rPh>', "東京", id="pronunciation"),
        pytest.param("<t>rad 1_x000D_\nrad 2</t>", "rad 1\r\nrad 2", id="escaped line break"),
        pytest.param("<t>_x005F_x000D_</t>", "_x000D_", id="escaped escape"),
        pytest.param("<t>a_x0007_b</t>", "a\x07b", id="escaped control character"),
        pytest.param("<t>a&#x1;b\x0bc&#xD800;d&#xFFFE;e</t>", "abcde", id="characters that XML forbids"),
    ],
)
def test_strings(item, expected):
    by_index = package('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings=[item])
    inline = package(f'<row r="1"><c r="A1" t="inlineStr"><is>{item}</is></c></row>')
    assert values(by_index) == {"A1": expected}
    assert values(inline) == {"A1": expected}
    assert dict(read(by_index, reserve_only=True).sheets[0].values) == {(1, 1): expected}


def test_what_is_no_number_stays_as_it_stands():
    rows = '<row r="1"><c r="A1"><v>abc</v></c><c r="B1" t="b"><v>maybe</v></c><c r="C1" t="b"><v>true</v></c></row>'
    assert values(package(rows)) == {"A1": "abc", "B1": "maybe", "C1": True}


# --- damage ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(without(BASE, SHEET), id="no sheet part"),
        pytest.param(without(BASE, STRINGS), id="no strings part"),
        pytest.param(without(BASE, WORKBOOK), id="no workbook part"),
        pytest.param(without(BASE, "xl/_rels/workbook.xml.rels"), id="no relations"),
        pytest.param(replace(BASE, WORKBOOK, b"<sheet ", b"<shet "), id="no sheets"),
        pytest.param(replace(BASE, SHEET, b"<v>0</v>", b"<v>999</v>"), id="string 999"),
        pytest.param(replace(BASE, SHEET, b"<v>0</v>", b"<v>-1</v>"), id="string -1"),
        pytest.param(replace(BASE, SHEET, b"<v>0</v>", b"<v>abc</v>"), id="string abc"),
        pytest.param(replace(BASE, SHEET, b"<v>0</v>", b"<v>0.5</v>"), id="string 0.5"),
        pytest.param(
            replace(BASE, "xl/_rels/workbook.xml.rels", b'"worksheets/sheet1.xml', b'"../../../../etc/hostname'),
            id="a sheet elsewhere on the disk",
        ),
        pytest.param(edit(BASE, SHEET, lambda part: part[: len(part) // 2]), id="half a sheet"),
        pytest.param(edit(BASE, SHEET, lambda _: b""), id="empty sheet part"),
        pytest.param(edit(BASE, SHEET, lambda _: b"%PDF-1.7"), id="a sheet that is something else"),
        pytest.param(replace(BASE, SHEET, b'r="C2"', b'r="A2"'), id="two values in one cell"),
        pytest.param(replace(BASE, SHEET, b'"B1"', b'"B4294967295"'), id="a row beyond 32 bits"),
        pytest.param(replace(BASE, SHEET, b'"B1"', b'"B1048577"'), id="a row below the last"),
        pytest.param(replace(BASE, SHEET, b'"B1"', b'"XFE1"'), id="a column beyond the last"),
        pytest.param(replace(BASE, SHEET, b'"B1"', b'"ZZZZZZZ1"'), id="a column far beyond"),
        pytest.param(replace(BASE, SHEET, b'"B1"', b'"B0"'), id="row 0"),
        pytest.param(replace(BASE, SHEET, b'"B1"', b'"?!"'), id="no place at all"),
        pytest.param(replace(BASE, SHEET, b'"B1"', b'""'), id="an empty place"),
    ],
)
def test_damage_is_refused_never_read_as_less(data):
    assert failure(data) == ("damaged", {})


def test_the_same_value_twice_in_one_cell_is_that_value():
    assert values(replace(BASE, SHEET, b'<c r="B1"><v>2021</v></c>', b'<c r="B1"><v>2021</v></c>' * 2)) == EXPECTED


def test_a_workbook_without_any_value_is_read_as_such():
    assert values(package()) == {}
    assert values(written(lambda workbook: workbook.add_worksheet())) == {}


# --- too much ----------------------------------------------------------------------------------------------


def blank_rows(count: int) -> str:
    row = "".join(f'<c r="{letter}%d" s="0"/>' for letter in "ABCDEFG")
    return "".join(f'<row r="{at}">{row % ((at,) * 7)}</row>' for at in range(5, 5 + count))


def test_a_hundred_thousand_blank_formatted_rows_do_not_matter():
    plain = package(cells([("A1", "a"), ("G4", "b")]))
    blank = package(cells([("A1", "a"), ("G4", "b")]) + blank_rows(100_000))
    workbook = read(blank)
    assert (workbook.engine, workbook.sheets) == ("calamine", read(plain).sheets)


@pytest.mark.parametrize(
    ("rows", "limits", "words"),
    [
        pytest.param(
            "".join(f'<row r="{row}"/>' for row in range(1, 1_048_577)),
            Limits(),
            {"what": "rows", "count": 1_048_576, "limit": 500_000},
            id="a million empty rows",
        ),
        pytest.param(
            blank_rows(20), Limits(cells=100), {"what": "cells", "count": 140, "limit": 100}, id="blank cells"
        ),
        pytest.param(
            cells(*([(f"A{row}", "x")] for row in range(1, 12))),
            Limits(values=10),
            {"what": "values", "count": 11, "limit": 10},
            id="values",
        ),
        pytest.param(
            cells(*([(f"A{row}", "x")] for row in range(1, 12))),
            Limits(filled_rows=10),
            {"what": "filled-rows", "count": 11, "limit": 10},
            id="filled rows",
        ),
    ],
)
def test_too_much_content_is_refused_with_numbers(rows, limits, words):
    assert failure(package(rows), limits) == ("too-much", words)


def test_one_long_text_in_many_cells_is_refused_before_it_is_copied():
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 20_001))
    text = "".join(f"{number:07}" for number in range(150_000))  # a mebibyte that does not look like a bomb
    name, words = failure(package(rows, strings=[f"<t>{text}</t>"]))
    assert (name, words["what"], words["limit"]) == ("too-much", "text", 64_000_000)


def test_long_texts_in_the_cells_themselves_are_counted_too():
    data = package(cells([("A1", "x" * 600)], [("A2", "y" * 600)]))
    assert failure(data, Limits(text=1_000)) == ("too-much", {"what": "text", "count": 1_200, "limit": 1_000})


def test_many_short_texts_beside_one_long_are_not_too_much():
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    rows += "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>1</v></c></row>' for row in range(2, 2_001))
    workbook = read(
        package(rows, strings=[f"<t>{''.join(f'lång text {number} ' for number in range(10_000))}</t>", "<t>kort</t>"])
    )
    assert (workbook.engine, len(workbook.sheets[0].values)) == ("calamine", 2_000)


def test_the_whole_sheet_merged_and_linked_is_read():
    after = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    after += '<hyperlinks><hyperlink ref="A1:A1048576"/></hyperlinks>'
    workbook = read(package(cells([("A1", "a"), ("B2", "b")]), after=after))
    assert (workbook.engine, workbook.sheets[0].merged) == ("calamine", ((1, 1, 2, 2),))


def test_merged_ranges_on_each_other_without_end_are_refused():
    after = "<mergeCells>" + '<mergeCell ref="A1:CV{}"/>' * 300 + "</mergeCells>"
    data = package(cells([("A1", "a"), ("CV100", "b")]), after=after.format(*range(100, 400)))
    assert failure(data, Limits(merged=9_999)) == ("too-much", {"what": "merged", "count": 10_000, "limit": 9_999})


def test_fifty_thousand_defined_names_are_read():
    names = "".join(f'<definedName name="n{number}">Blad1!$A$1</definedName>' for number in range(50_000))
    data = package(cells([("A1", "a")]), workbook=f"<definedNames>{names}</definedNames>")
    assert values(data) == {"A1": "a"}


# --- binary formats ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("write", "kind"), [(xls, "xls"), (xlsb, "xlsb")], ids=["xls", "xlsb"])
def test_binary_formats_are_read(write, kind):
    workbook = read(write([["mål å", 2021, 1.5], ["", "x"]]))
    assert (workbook.format, workbook.engine) == (kind, "calamine")
    assert dict(workbook.sheets[0].values) == {(1, 1): "mål å", (1, 2): 2021, (1, 3): 1.5, (2, 2): "x"}


@pytest.mark.parametrize("write", [xls, xlsb], ids=["xls", "xlsb"])
def test_an_empty_binary_workbook_cannot_be_believed(write):
    assert failure(write([])) == ("values-lost", {})


def test_a_binary_workbook_that_ends_in_the_middle_is_damaged():
    whole = xls([[f"text {row}"] for row in range(300)])
    start = whole.index("text 200".encode("utf-16-le"))
    assert failure(whole[:start] + b"\xff" * 600 + whole[start + 600 :]) == ("damaged", {})


def test_namespaces_of_the_helper_are_the_real_ones():
    assert MAIN.encode() in parts(PLAN)[SHEET]
