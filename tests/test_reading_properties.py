"""Whatever a program writes into a workbook is read back the same; whatever is broken is told."""

import datetime as dt
import io
import os
import random
import re
import shutil
import subprocess
import time
from collections.abc import Mapping

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import to_excel
from packages import SHEET, parts, plan, written, zipped

from exceltools.catalogue import core_rules
from exceltools.reading import reader
from exceltools.reading.candidates import Candidate
from exceltools.reading.limits import Limits
from exceltools.reading.outcomes import read_all
from exceltools.reading.preflight import Passed, inspect
from exceltools.reading.raw import RawSheet, Value

# Formats that make a number a day, a moment, a time or a duration again.
FORMATS = {dt.datetime: "yyyy-mm-dd hh:mm:ss", dt.date: "yyyy-mm-dd", dt.time: "hh:mm:ss", dt.timedelta: "[h]:mm:ss"}
MERGED = (2, 3, 4, 5)  # C2:E4, every time

texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff", include_characters="\n\t"),
    max_size=60,
).filter(lambda text: not re.search("_x[0-9A-Fa-f]{4}_", text))
seconds = st.integers(0, 86_399).map(lambda number: dt.timedelta(seconds=number))
days = st.dates(dt.date(1900, 3, 1), dt.date(2200, 12, 31))
anything = st.one_of(
    texts,
    st.integers(-(10**15), 10**15),
    st.floats(-1e300, 1e300).map(lambda number: float(f"{number:.15G}")),  # as exact as Excel itself
    st.booleans(),
    days,
    st.builds(lambda day, span: dt.datetime.combine(day, dt.time()) + span, days, seconds),
    seconds.map(lambda span: (dt.datetime.combine(dt.date(2000, 1, 1), dt.time()) + span).time()),
    st.integers(86_401, 10_000_000).map(lambda number: dt.timedelta(seconds=number)),
)
places = st.tuples(st.integers(1, 40), st.integers(1, 30)).filter(
    lambda place: place == (2, 3) or not (2 <= place[0] <= 4 and 3 <= place[1] <= 5)
)
grids = st.dictionaries(places, anything, max_size=30)


def expected(grid: Mapping[tuple[int, int], Value]) -> dict[tuple[int, int], Value]:
    """Give what should come back: blank texts left out, whole numbers as int, a day at midnight as a day."""
    back: dict[tuple[int, int], Value] = {}
    for place, value in grid.items():
        if isinstance(value, str) and not value.strip():
            continue
        if isinstance(value, float) or (isinstance(value, int) and not isinstance(value, bool)):
            back[place] = int(value) if float(value).is_integer() and abs(value) < 2**53 else value
        elif isinstance(value, dt.datetime) and value.time() == dt.time():
            back[place] = value.date()
        else:
            back[place] = value
    return back


def by_both_readers(data: bytes) -> list[RawSheet]:
    passed = inspect(data, Limits())
    assert isinstance(passed, Passed)
    return [reader.read(data, passed.format, Limits(), reserve_only=only).sheets[0] for only in (False, True)]


def clipped(values: Mapping[tuple[int, int], Value]) -> tuple[tuple[int, int, int, int], ...]:
    """Give the merged range as far as the sheet is used."""
    last_row = min(4, max((row for row, _ in values), default=0))
    last_column = min(5, max((column for _, column in values), default=0))
    used = last_row >= 2 and last_column >= 3 and (last_row, last_column) != (2, 3)
    return ((2, 3, last_row, last_column),) if used else ()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(grids)
@example({(1, 1): "'=1+1", (2, 3): "=cmd|'/c calc'!A1", (3, 1): "#N/A", (9, 9): "http://a.se"})
def test_what_xlsxwriter_writes_is_read_back(grid):
    def fill(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.add_worksheet()
        formats = {kind: workbook.add_format({"num_format": code}) for kind, code in FORMATS.items()}
        sheet.merge_range(1, 2, 3, 4, "")
        for (row, column), value in grid.items():
            if isinstance(value, str):
                sheet.write_string(row - 1, column - 1, value)
            elif isinstance(value, bool):
                sheet.write_boolean(row - 1, column - 1, value)
            elif type(value) in formats:
                sheet.write_datetime(row - 1, column - 1, value, formats[type(value)])
            else:
                sheet.write_number(row - 1, column - 1, value)

    for sheet in by_both_readers(written(fill)):
        assert dict(sheet.values) == (values := expected(grid))
        assert [type(value) for value in sheet.values.values()] == [type(values[place]) for place in sheet.values]
        assert sheet.merged == clipped(values)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(grids)
def test_what_openpyxl_writes_is_read_back(grid):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.merge_cells(start_row=2, start_column=3, end_row=4, end_column=5)
    for (row, column), value in grid.items():
        cell = sheet.cell(row, column)
        if isinstance(value, str):
            cell.value = value
            cell.data_type = "s"
        elif type(value) in FORMATS:
            cell.value = to_excel(value)
            cell.number_format = FORMATS[type(value)]
        else:
            cell.value = value
    target = io.BytesIO()
    workbook.save(target)
    for read in by_both_readers(target.getvalue()):
        assert dict(read.values) == (values := expected(grid))
        assert read.merged == clipped(values)


# --- damage at random --------------------------------------------------------------------------------------


def mutated(source: random.Random, data: bytes) -> bytes:
    """Damage one or two parts of a package as XML gets damaged: tags, attributes and texts go, change and double."""
    contents = parts(data)
    for name in source.sample(sorted(contents), source.randrange(1, 3)):
        pieces = re.findall(rb"<[^>]*>|[^<]+", contents[name])
        for _ in range(source.randrange(1, 4)):
            at = source.randrange(len(pieces))
            match source.randrange(5):
                case 0:
                    pieces[at] = b""
                case 1:
                    pieces[at] *= 2
                case 2:
                    other = source.randrange(len(pieces))
                    pieces[at], pieces[other] = pieces[other], pieces[at]
                case 3:
                    wild = source.choice([b'="-1"', b'=""', b'="4294967296"', b'="\xe5"', b'="A1:XFD1048576"'])
                    pieces[at] = re.sub(rb'="[^"]*"', wild, pieces[at], count=1)
                case 4:
                    cut = source.randrange(len(pieces[at]) + 1)
                    pieces[at] = pieces[at][:cut] + bytes([source.randrange(256)]) + pieces[at][cut:]
        contents[name] = b"".join(pieces)
    return zipped(contents)


def test_three_hundred_damaged_plans_are_read_whole_or_refused():
    source = random.Random(66)  # noqa: S311 - repeatable damage
    mutants = {f"{number}.xlsx": mutated(source, plan()) for number in range(300)}
    started = time.process_time()
    outcomes = list(read_all(Candidate(path, opener=lambda data=data: data) for path, data in mutants.items()))
    refused = [outcome.reason for outcome in outcomes if outcome.reason]
    assert {reason.rule.code for reason in refused} <= {"INT010", "INT014", "INT016", "INT019", "INT023"}
    assert all(reason.rule in core_rules().values() for reason in refused)
    for outcome in outcomes:
        if outcome.workbook is not None and not any(sheet.values for sheet in outcome.workbook.sheets):
            assert b"<v>" not in parts(mutants[outcome.candidate.path]).get(SHEET, b"")
    assert 100 < len(refused) < 290
    assert time.process_time() - started < 20


# --- other programs ----------------------------------------------------------------------------------------

SOFFICE = shutil.which("soffice")


@pytest.fixture(scope="session")
def saved_by_libreoffice(tmp_path_factory):
    """One workbook, saved by LibreOffice in each of its formats."""
    if SOFFICE is None and not os.environ.get("CI"):
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("libreoffice")

    def fill(workbook: xlsxwriter.Workbook) -> None:
        day, moment = (workbook.add_format({"num_format": FORMATS[kind]}) for kind in (dt.date, dt.datetime))
        sheet = workbook.add_worksheet("Plan")
        sheet.write_row(4, 2, ["mål å ä ö", 2021, 1.5, "rad 1\nrad 2"])
        sheet.write_datetime(5, 2, dt.date(2021, 12, 31), day)
        sheet.write_datetime(5, 3, MOMENT, moment)
        sheet.merge_range("C8:D9", "under en rubrik")
        sheet.write(13, 2, "dold rad")
        sheet.set_row(13, None, None, {"hidden": True})
        sheet.write_string(14, 2, "=1+1")
        sheet.write_formula("C17", "=1/0", None, "#DIV/0!")
        hidden = workbook.add_worksheet("_exceltools")
        hidden.write_row(0, 0, ["exceltools_unit", "bromma"])
        hidden.very_hidden()
        workbook.set_custom_property("exceltools_unit", "bromma")
        workbook.define_name("exceltools_unit", '="bromma"')

    (folder / "plan.xlsx").write_bytes(written(fill))
    for target in ("ods", "xls", "xlsm"):
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [SOFFICE, "--headless", profile, "--convert-to", target, "--outdir", folder, folder / "plan.xlsx"]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder


MOMENT = dt.datetime(2021, 12, 31, 8, 30)  # noqa: DTZ001 - a cell has no time zone


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["ods", "xls", "xlsm"])
def test_what_libreoffice_saves_is_read_the_same(saved_by_libreoffice, kind):
    data = (saved_by_libreoffice / f"plan.{kind}").read_bytes()
    (outcome,) = read_all([Candidate(f"plan.{kind}", opener=lambda: data)])
    workbook = outcome.workbook
    assert workbook is not None, outcome
    (sheet,) = workbook.sheets
    assert dict(sheet.values) == {
        (5, 3): "mål å ä ö",
        (5, 4): 2021,
        (5, 5): 1.5,
        (5, 6): "rad 1\nrad 2",
        (6, 3): dt.date(2021, 12, 31),
        (6, 4): MOMENT,
        (8, 3): "under en rubrik",
        (14, 3): "dold rad",
        (15, 3): "=1+1",
    }
    assert sheet.merged == ((8, 3, 9, 4),)
    assert [(noted.kind, noted.cell) for noted in workbook.noted] == [("error-value", "C17"), ("hidden-row", "14")]
    said = {"exceltools_unit": "bromma"}
    carriers = {"sheet": said} if kind == "xls" else {"properties": said, "names": said, "sheet": said}
    assert workbook.identity == carriers
