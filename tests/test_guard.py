"""The scan of a sheet's bytes: where it is certain, it sees what a real parser sees."""

from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packages import SHEET, cells, package, parts

from exceltools.reading import guard, reserve
from exceltools.reading.assemble import reference
from exceltools.reading.limits import Limits
from exceltools.reading.package import Package, book

words = st.text("aå <>&\"'/=]-", max_size=8)


CELLS = {
    "number": '{start} s="3"><{p}v>7.5</{p}v></{p}c>',
    "shared": '{start} t="s"><{p}v>0</{p}v></{p}c>',
    "formula": '{start} s="1"><{p}f ca="1">{text}</{p}f><{p}v>2</{p}v></{p}c>',
    "text": '{start} t="str"><{p}f>{text}</{p}f><{p}v>{text}.</{p}v></{p}c>',
    "inline": '{start} t="inlineStr"><{p}is><{p}t xml:space="preserve">{text}</{p}t></{p}is></{p}c>',
    "error": '{start} s="2" t="e"><{p}f>{text}</{p}f><{p}v>#REF!</{p}v></{p}c>',
    "unvalued": '{start} cm="1"><{p}f t="shared" ref={quoted}>{text}</{p}f></{p}c>',
    "blank": '{start} s="5"/>',
    "long blank": '{start} s="5"></{p}c>',
}


kinds = st.sampled_from(sorted(CELLS))
grids = st.dictionaries(st.tuples(st.integers(1, 30), st.integers(1, 40)), st.tuples(kinds, words), max_size=25)
prefixes = st.sampled_from(["", "x:", "ns0:"])


def cell(place: tuple[int, int], kind: str, word: str, prefix: str) -> str:
    start = f'<{prefix}c r="{reference(place)}"'
    return CELLS[kind].format(start=start, text=escape(word), quoted=quoteattr(word), p=prefix)


@settings(max_examples=150, deadline=None)
@given(grids, prefixes, st.sets(st.integers(1, 30)), st.sets(st.integers(1, 40)))
def test_the_scan_sees_what_a_parser_sees(grid, prefix, hidden_rows, hidden_columns):
    rows = ""
    for row in sorted({row for row, _ in grid} | hidden_rows):
        inside = "".join(cell(place, *what, prefix) for place, what in sorted(grid.items()) if place[0] == row)
        hidden = ' ht="0" hidden="1"' if row in hidden_rows else ' hidden="0"'
        rows += f'<{prefix}row r="{row}"{hidden}>{inside}</{prefix}row>'
    columns = "".join(f'<{prefix}col min="{column}" max="{column}" hidden="1"/>' for column in sorted(hidden_columns))
    name = f":{prefix[:-1]}" if prefix else ""
    part = (
        f'<{prefix}worksheet xmlns{name}="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<{prefix}cols>{columns}</{prefix}cols><{prefix}sheetData>{rows}</{prefix}sheetData>"
        f'<{prefix}mergeCells><{prefix}mergeCell ref="A1:B2"/></{prefix}mergeCells></{prefix}worksheet>'
    )
    data = package(extra={SHEET: part, "xl/sharedStrings.xml": '<sst xmlns="x"><si><t>delad</t></si></sst>'})
    opened = Package(data)
    ((values, exact),) = reserve.read(opened, book(opened), Limits())
    scan = guard.scan(parts(data)[SHEET])
    assert scan is not None
    assert (scan.rows, scan.cells, scan.values, scan.filled_rows) == (
        exact.rows,
        exact.cells,
        len(values),
        exact.filled_rows,
    )
    assert (scan.last, scan.errors, scan.unvalued) == (exact.last, exact.errors, exact.unvalued)
    assert (scan.hidden_rows, scan.hidden_columns) == (exact.hidden_rows, exact.hidden_columns)
    assert scan.merged == exact.merged == [(1, 1, 2, 2)]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param('<row r="1"><c><v>1</v></c></row>', id="no place"),
        pytest.param('<row r="1"><c s="1" r="A1"><v>1</v></c></row>', id="the place not first"),
        pytest.param('<row r="1"><c r="a1"><v>1</v></c></row>', id="small letters"),
        pytest.param('<row r="1"><c r="A0"><v>1</v></c></row>', id="row 0"),
        pytest.param('<row r="1"><c r="A12345678"><v>1</v></c></row>', id="a row of eight digits"),
        pytest.param('<row r="1"><c r="A1048577"><v>1</v></c></row>', id="below the grid"),
        pytest.param('<row r="1"><c r="XFE1"><v>1</v></c></row>', id="right of the grid"),
        pytest.param('<row r="1"><c r="A1" t="s"><v>x</v></c></row>', id="a shared string that is no number"),
        pytest.param('<row r="1"><c r="A1"><v><![CDATA[1]]></v></c></row>', id="character data"),
        pytest.param('<row r="1"/></sheetData><sheetData><row r="2"/>', id="two tables of cells"),
        pytest.param('<row r="1"/></sheetData><!-- ', id="a comment without an end"),
        pytest.param(
            '<row r="1"><c r="A1" t="inlineStr"><is><r><t>a </t></r><r><t>b</t></r></is></c></row>', id="spaces at risk"
        ),
    ],
)
def test_where_the_scan_is_not_certain_it_says_so(rows):
    assert guard.scan(parts(package(rows))[SHEET]) is None
    assert guard.scan(parts(package(cells([("A1", "x")])))[SHEET]) is not None
