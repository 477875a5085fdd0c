"""An OpenDocument spreadsheet in, the same kind of `RawWorkbook` out as of Excel's own formats."""

import datetime as dt

import pytest
from packages import ods, parts, zipped

from exceltools.reading import reader
from exceltools.reading.limits import Limits
from exceltools.reading.raw import Noted, RawWorkbook
from exceltools.reading.wire import Failure


def read(data: bytes, limits: Limits | None = None) -> RawWorkbook:
    return reader.read(data, "ods", limits or Limits())


def row(*cells: str, **attributes: object) -> str:
    given = "".join(f' table:{name.replace("_", "-")}="{value}"' for name, value in attributes.items())
    return f"<table:table-row{given}>{''.join(cells)}</table:table-row>"


def text(*paragraphs: str, **attributes: object) -> str:
    given = "".join(f' table:{name.replace("_", "-")}="{value}"' for name, value in attributes.items())
    inside = "".join(f"<text:p>{paragraph}</text:p>" for paragraph in paragraphs)
    return f'<table:table-cell office:value-type="string"{given}>{inside}</table:table-cell>'


def gap(cells: int) -> str:
    return f'<table:table-cell table:number-columns-repeated="{cells}"/>'


def only(data: bytes) -> dict[tuple[int, int], object]:
    (sheet,) = read(data).sheets
    return dict(sheet.values)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param('office:value-type="float" office:value="2021"', 2021, id="whole number"),
        pytest.param('office:value-type="float" office:value="1.5"', 1.5, id="decimal"),
        pytest.param('office:value-type="percentage" office:value="0.5"', 0.5, id="percentage"),
        pytest.param('office:value-type="currency" office:value="100"', 100, id="currency"),
        pytest.param('office:value-type="boolean" office:boolean-value="true"', True, id="true"),
        pytest.param('office:value-type="boolean" office:boolean-value="false"', False, id="false"),
        pytest.param('office:value-type="date" office:date-value="2021-12-31"', dt.date(2021, 12, 31), id="day"),
        pytest.param(
            'office:value-type="date" office:date-value="2021-12-31T08:30:00"',
            dt.datetime(2021, 12, 31, 8, 30),  # noqa: DTZ001 - a cell has no time zone
            id="moment",
        ),
        pytest.param('office:value-type="time" office:time-value="PT08H30M00S"', dt.time(8, 30), id="time of day"),
        pytest.param(
            'office:value-type="time" office:time-value="PT36H00M00.5S"',
            dt.timedelta(hours=36, seconds=0.5),
            id="duration",
        ),
        pytest.param('office:value-type="string" office:string-value="mål"', "mål", id="text as an attribute"),
    ],
)
def test_values(cell, expected):
    assert only(ods(row(f"<table:table-cell {cell}><text:p>visat</text:p></table:table-cell>"))) == {(1, 1): expected}


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        pytest.param(["rad 1", "rad 2"], "rad 1\nrad 2", id="paragraphs are lines"),
        pytest.param(['två<text:s text:c="2"/>steg'], "två  steg", id="counted spaces"),
        pytest.param(["a<text:tab/>b<text:line-break/>c"], "a\tb\nc", id="tab and line break"),
        pytest.param(["<text:span>fet</text:span> och <text:a>länk</text:a>."], "fet och länk.", id="runs"),
        pytest.param(["a &amp;\n   b"], "a & b", id="white space of the file"),
    ],
)
def test_texts(paragraphs, expected):
    assert only(ods(row(text(*paragraphs)))) == {(1, 1): expected}


def test_a_note_is_no_part_of_the_value():
    cell = '<table:table-cell office:value-type="string"><office:annotation><text:p>notis</text:p></office:annotation>'
    assert only(ods(row(cell + "<text:p>värde</text:p></table:table-cell>"))) == {(1, 1): "värde"}


def test_places_count_what_is_repeated():
    rows = row(gap(16384), number_rows_repeated=6) + row(gap(3), text("a", number_columns_repeated=2), text("b"))
    assert only(ods(rows + row(text("c"), number_rows_repeated=2))) == {
        (7, 4): "a",
        (7, 5): "a",
        (7, 6): "b",
        (8, 1): "c",
        (9, 1): "c",
    }


def test_rows_in_groups_and_headers_count():
    rows = f"<table:table-header-rows>{row(text('a'))}</table:table-header-rows>"
    rows += f"<table:table-row-group>{row(text('b'))}</table:table-row-group>"
    assert only(ods(rows)) == {(1, 1): "a", (2, 1): "b"}


def test_merged_ranges_cover_what_lies_beneath():
    covered = "<table:covered-table-cell/>"
    rows = row(text("a", number_columns_spanned=1, number_rows_spanned=2), text("b")) + row(covered, text("c"))
    assert read(ods(rows)).sheets[0].merged == ((1, 1, 2, 1),)


def test_hidden_sheets_rows_columns_and_errors_are_noted():
    error = '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" '
    error += 'calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
    columns = '<table:table-column/><table:table-column table:number-columns-repeated="2" table:visibility="collapse"/>'
    rows = columns + row(text("a"), error, '<table:table-cell table:formula="of:=[.A1]"/>')
    rows += row(text("b"), visibility="filter") + row(gap(3), visibility="collapse", number_rows_repeated=5)
    hidden = f'<table:table table:name="Dold" table:style-name="ta2">{row(text("x"))}</table:table>'
    styles = '<style:style style:name="ta1"><style:table-properties table:display="true"/></style:style>'
    styles += '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
    workbook = read(ods(rows, tables=hidden, styles=styles))
    assert [(sheet.name, sheet.visible) for sheet in workbook.sheets] == [("Blad1", True), ("Dold", False)]
    assert workbook.noted == (
        Noted("error-value", "Blad1", "B1", "#DIV/0!", "=1/0"),
        Noted("formula-without-value", "Blad1", "C1", "=[.A1]"),
        Noted("filtered-row", "Blad1", "2"),
        Noted("hidden-column", "Blad1", "B"),
        Noted("hidden-column", "Blad1", "C"),
        Noted("hidden-sheet", "Dold", None),
    )


def test_what_lies_beside_the_sheets_is_not_read():
    change = f"<table:cell-content-change>{row(text('gammalt'))}</table:cell-content-change>"
    change = f"<table:tracked-changes>{change}</table:tracked-changes>"
    outside = f'<table:table table:name="annan fil" table:style-name="ta_extref">{row(text("utifrån"))}</table:table>'
    workbook = read(ods(change + row(text("a")), tables=outside))
    assert [(sheet.name, dict(sheet.values)) for sheet in workbook.sheets] == [("Blad1", {(1, 1): "a"})]


def test_identity_and_time_of_saving():
    names = '<table:named-expression table:name="exceltools_unit" table:expression="&quot;bromma&quot;"/>'
    meta = '<meta:user-defined meta:name="exceltools_unit">farsta</meta:user-defined>'
    meta += "<dc:date>2021-03-01T12:30:00.123456789</dc:date>"
    sheet = f'<table:table table:name="_exceltools">{row(text("exceltools_unit"), text("norrmalm"))}</table:table>'
    workbook = read(ods(row(text("a")), names=names, meta=meta, tables=sheet))
    assert workbook.identity == {
        "properties": {"exceltools_unit": "farsta"},
        "names": {"exceltools_unit": "bromma"},
        "sheet": {"exceltools_unit": "norrmalm"},
    }
    assert workbook.modified == dt.datetime(2021, 3, 1, 12, 30, 0, 123456, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("rows", "failure"),
    [
        pytest.param(row(text("x", number_columns_repeated=16385)), "damaged", id="too many columns"),
        pytest.param(
            row(text("x"), number_rows_repeated=1_048_577), "too-much", id="a value in more rows than there are"
        ),
        pytest.param(
            row(text("x", number_columns_repeated=16384), number_rows_repeated=1_048_576), "too-much", id="everywhere"
        ),
        pytest.param(row(gap(1), number_rows_repeated="många"), "damaged", id="no number"),
        pytest.param(row('<table:table-cell office:value-type="float" office:value="x"/>'), "damaged", id="no value"),
        pytest.param("<table:table-row>", "damaged", id="unclosed"),
    ],
)
def test_absurd_and_broken_sheets_are_refused(rows, failure):
    with pytest.raises(Failure) as caught:
        read(ods(rows), Limits(values=1000))
    assert caught.value.name == failure


def test_a_sheet_of_blank_repetitions_costs_nothing():
    rows = row(text("a")) + row(gap(16384), number_rows_repeated=1_048_575)
    assert only(ods(rows)) == {(1, 1): "a"}


def test_without_its_content_it_is_damaged():
    contents = parts(ods(""))
    del contents["content.xml"]
    with pytest.raises(Failure, match="damaged"):
        read(zipped(contents))


def test_comments_are_noted_with_their_author():
    note = "<office:annotation><dc:creator>Eva Ek</dc:creator><dc:date>2021-03-01</dc:date>"
    note += "<text:p>Stäm av</text:p><text:p>med Bo</text:p></office:annotation>"
    cell = text("a").replace("</table:table-cell>", f"{note}</table:table-cell>")
    empty = f"<table:table-cell>{note}</table:table-cell>"
    workbook = read(ods(row(text("x")) + row(gap(2), cell, empty)))
    assert dict(workbook.sheets[0].values) == {(1, 1): "x", (2, 3): "a"}
    assert workbook.noted == (
        Noted("comment", "Blad1", "C2", "Stäm av\nmed Bo", "Eva Ek"),
        Noted("comment", "Blad1", "D2", "Stäm av\nmed Bo", "Eva Ek"),
    )


def test_struck_through_text_is_noted():
    line = '<style:text-properties style:text-line-through-style="{}"/>'
    styles = "".join(
        f'<style:style style:name="{name}">{line.format(look)}</style:style>'
        for name, look in (("ce1", "solid"), ("T1", "solid"), ("T2", "none"))
    )
    whole = text("gäller inte", style_name="ce1")
    part = text(
        'Utbilda <text:span text:style-name="T1">inte </text:span><text:span text:style-name="T2">nu</text:span>'
    )
    workbook = read(ods(row(whole, part, text("gäller")), styles=styles))
    assert workbook.noted == (
        Noted("struck-text", "Blad1", "A1", "gäller inte"),
        Noted("struck-text", "Blad1", "B1", "inte"),
    )


def test_the_templates_own_names_tell_the_columns():
    names = '<table:named-range table:name="hela_mal" table:cell-range-address="$Blad1.$C$5:.$C$900"/>'
    names += '<table:named-range table:name="annat" table:cell-range-address="$Blad1.$D$5"/>'
    assert read(ods(row(text("a")), names=names)).anchors == {"Blad1": {"mal": (5, 3)}}
