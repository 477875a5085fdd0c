"""Whatever program writes a plan, however it is moved, padded, reordered and decorated, it is read back the same."""

from __future__ import annotations

import io
import os
import random
import shutil
import subprocess
import unicodedata
from dataclasses import dataclass

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plans import CITY, taken, texts
from raws import HEADERS

from exceltools.definition import COLUMN_IDS

WORDS = ("trygghet", "skolan", "föräldrar", "Åsö", "fält", "över", "rådgivning", "”möten”", "é", "T1", "2021", "100 %")
POINTS = [(point.name, area.name) for point in CITY.utgangspunkter for area in point.omraden]
QUESTIONS = [column.question for column in CITY.columns]
Grid = dict[tuple[int, int], str]


@dataclass(frozen=True)
class Plan:
    """A plan laid out on a sheet, and what it says."""

    grid: Grid
    merged: tuple[tuple[int, int, int], ...]  # column, first and last row
    says: list[tuple[int, list[str]]]
    hidden: frozenset[int]  # rows
    name: str


def phrase(source: random.Random) -> str:
    words = [source.choice(WORDS) for _ in range(source.randrange(2, 7))]
    return source.choice((" ", " ", "\n")).join(words)


def dressed(source: random.Random, text: str) -> str:
    """Give a text as Word, a Mac or haste would have written it."""
    match source.randrange(8):
        case 0:
            return text.replace(" ", "\u00a0")
        case 1:
            return f"  {text} "
        case 2:
            return unicodedata.normalize("NFD", text)
        case 3:
            return text[:1] + "\u00ad" + text[1:]
        case 4:
            return text.replace(" ", "  ") + "\u200b"
        case _:
            return text


class Page:
    """A plan that is being laid out: anywhere, in any order of columns, with anything around it."""

    def __init__(self, source: random.Random) -> None:
        self.source = source
        self.row, self.left = source.randrange(1, 20), source.randrange(1, 9)
        self.order = source.sample(range(7), 7)
        self.extra = source.random() < 0.4
        self.grid: Grid = {}
        self.says: list[tuple[int, list[str]]] = []
        self.merged: list[tuple[int, int, int]] = []

    def put(self, cells: list[str], more: str = "") -> None:
        """Write a row and go on to the next."""
        for right, number in enumerate(self.order):
            self.grid[self.row, self.left + right] = dressed(self.source, cells[number])
        if more and self.extra:
            self.grid[self.row, self.left + 7] = more
        self.row += 1

    def perhaps(self, chance: float) -> bool:
        return self.source.random() < chance

    def header(self) -> None:
        if self.perhaps(0.3):
            self.put(QUESTIONS)
        self.put(HEADERS, "arbetet utförs av")
        if self.perhaps(0.3):
            self.put(QUESTIONS)

    def activity(self, number: int) -> None:
        cells = [*self.source.choice(POINTS), *(phrase(self.source) for _ in range(5))]
        cells[3] += f" {number}"
        self.put(cells, "Fältassistenter")
        here = self.row - 1
        if self.says and self.says[-1][0] == here - 1 and self.perhaps(0.3):
            self.merge(here, cells)
        self.says.append((here, cells))

    def merge(self, row: int, cells: list[str]) -> None:
        """Merge the row's utgångspunkt with the one above, unless that one is merged already."""
        column = self.left + self.order.index(0)
        if all(last != row - 1 for _, _, last in self.merged):
            del self.grid[row, column]
            self.merged.append((column, row - 1, row))
            cells[0] = self.says[-1][1][0]


def laid_out(source: random.Random) -> Plan:
    page = Page(source)
    if page.perhaps(0.6):
        page.grid[page.row, page.left] = "Handlingsplan för Bromma"
        page.row += source.randrange(1, 4)
    page.header()
    for number in range(source.randrange(1, 9)):
        if page.perhaps(0.2):
            page.row += source.randrange(1, 4)
        elif number and page.perhaps(0.1):
            page.header()
        page.activity(number)
    if page.perhaps(0.4):
        page.grid[page.row + 2, page.left + page.order.index(0)] = "Planen är beslutad i nämnden"
    hidden = frozenset(row for row, _ in page.says if page.perhaps(0.1))
    name = source.choice(("Plan", "Blad1", "Vår plan (2)", "Åtgärder"))
    return Plan(page.grid, tuple(page.merged), page.says, hidden, name)


def by_xlsxwriter(plan: Plan) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_urls": False}) as book:
        page = book.add_worksheet(plan.name)
        bold = book.add_format({"bold": True, "bg_color": "#DDEEFF", "text_wrap": True})
        for column, first, last in plan.merged:
            page.merge_range(first - 1, column - 1, last - 1, column - 1, "", bold)
        for (row, column), text in plan.grid.items():
            page.write_string(row - 1, column - 1, text, bold if (row + column) % 5 == 0 else None)
        for row in plan.hidden:
            page.set_row(row - 1, None, None, {"hidden": True})
    return target.getvalue()


def by_openpyxl(plan: Plan) -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    page.title = plan.name
    for (row, column), text in plan.grid.items():
        cell = page.cell(row, column)
        cell.value, cell.data_type = text, "s"
    for column, first, last in plan.merged:
        page.merge_cells(start_row=first, end_row=last, start_column=column, end_column=column)
    for row in plan.hidden:
        page.row_dimensions[row].hidden = True
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def assert_same(plan: Plan, data: bytes) -> None:
    made = taken(data)
    assert texts(made) == plan.says
    assert not {issue.code for issue in made.issues} & {"INT033", "INT040", "INT044", "INT046", "INT049"}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32))
@pytest.mark.parametrize("write", [by_xlsxwriter, by_openpyxl])
def test_a_plan_is_read_back_the_same(write, seed):
    plan = laid_out(random.Random(seed))  # noqa: S311 - the same plan for the same number
    assert_same(plan, write(plan))


def test_the_random_plans_are_as_different_as_they_should_be():
    made = [laid_out(random.Random(seed)) for seed in range(40)]  # noqa: S311
    assert any(plan.merged for plan in made)
    assert any(plan.hidden for plan in made)
    assert len({len(plan.says) for plan in made}) > 5
    assert all(len(cells) == len(COLUMN_IDS) for plan in made for _, cells in plan.says)


SOFFICE = shutil.which("soffice")
SEEDS = range(8)


@pytest.fixture(scope="module")
def saved_by_libreoffice(tmp_path_factory):
    """All random plans, saved by LibreOffice in each format: one start of the program a format."""
    if SOFFICE is None and not os.environ.get("CI"):
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("libreoffice")
    plans = {seed: laid_out(random.Random(seed)) for seed in SEEDS}  # noqa: S311
    for seed, plan in plans.items():
        (folder / f"{seed}.xlsx").write_bytes(by_xlsxwriter(plan))
    files = [str(folder / f"{seed}.xlsx") for seed in SEEDS]
    for kind in ("ods", "xls", "xlsx"):
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [SOFFICE, "--headless", profile, "--convert-to", kind, "--outdir", str(folder / kind), *files]
        subprocess.run(command, check=True, capture_output=True, timeout=240)
    return plans, folder


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["ods", "xls", "xlsx"])
def test_a_plan_that_libreoffice_has_saved_is_read_back_the_same(saved_by_libreoffice, kind):
    plans, folder = saved_by_libreoffice
    for seed, plan in plans.items():
        assert_same(plan, (folder / kind / f"{seed}.{kind}").read_bytes())
