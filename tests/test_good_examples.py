"""Good examples are marked by a unit or by the coordinator, and a mark finds its activity again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from opening import links, texts
from openpyxl import Workbook, load_workbook
from results import activity, plan, result, small_city

from exceltools.cli import cli
from exceltools.consolidated import workbook
from exceltools.consolidated.contents import MARK_HEADER, contents
from exceltools.consolidated.links import SourceLinks
from exceltools.definition import load
from exceltools.good_examples import Mark, find, reason

HEADERS = [column.header for column in load().columns]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        *((text, "") for text in ("x", "X", " x ", "ja", "Ja!", "1")),
        *((text, None) for text in ("", "-", "–", "nej", "Nej.", "0", "?")),
        ("Når unga som annars inte nås", "Når unga som annars inte nås"),
        ("=1+1", "=1+1"),
    ],
)
def test_a_mark_is_an_x_or_a_reason(text, why):
    assert reason(text) == why


def row(number, unit="alsta", header="Gott exempel", mark="x", **columns):
    texts_of = {"metod": f"Metod {number}", **columns}
    return activity(unit, number, source=f"{unit}.xlsx", texts=texts_of, extra={header: mark} if mark else {})


@pytest.mark.parametrize(
    ("header", "found"),
    [("Gott exempel", 1), ("goda  exempel:", 1), ("BRA EXEMPEL", 1), ("Exempel", 0), ("Goda exempel 2020", 0)],
)
def test_a_unit_marks_in_a_column_of_its_own(header, found):
    assert len(find([row(2, header=header)]).found) == found


def mark(metod, unit="alsta", said="x", mal="Färre barn far illa.", omrade="Tidig upptäckt"):
    return Mark(unit, "Ålsta", omrade, mal, metod, said)


def test_a_mark_finds_its_activity_wherever_the_row_has_moved():
    rows = [row(2, mark=""), row(9, mark=""), row(3, unit="bergby", mark="")]
    (found,) = find(rows, [mark("METOD  9.")]).found
    assert (found.activity.row, found.by_coordinator, found.by_unit) == (9, "", None)


def test_of_several_with_one_method_the_one_with_the_same_goal_and_each_only_once():
    rows = [
        row(2, mark="", metod="Möten"),
        row(3, mark="", metod="Möten", mal="Trygghet"),
        row(4, mark="", metod="Möten"),
    ]
    found = find(rows, [mark("Möten", mal="Trygghet"), mark("Möten"), mark("Möten"), mark("Möten")])
    assert [one.activity.row for one in found.found] == [2, 3, 4]
    assert len(found.lost) == 1


def test_a_mark_of_another_unit_or_of_what_is_gone_is_lost_and_not_forgotten():
    found = find([row(2, mark="")], [mark("Metod 2", unit="bergby"), mark("Metod 99", said="Fint")])
    assert found.found == ()
    assert [one.said for one in found.lost] == ["x", "Fint"]


def test_the_sheet_says_what_why_and_who():
    city = small_city()
    rows = [row(2, mark="Når många"), row(3, mark="", metod="=HYPERLINK(1)"), row(4, mark="")]
    marks = [mark("=HYPERLINK(1)", said="+bra"), mark("Metod 2"), mark("Borta", said="@ut")]
    given = result(city, [plan(city, "alsta", rows)], [], [])
    data = workbook(contents(given, SourceLinks(Path()), marks))
    shown = texts(data)["Goda exempel"]
    assert [[shown.get(f"{letter}{line}") for letter in "ABDFG"] for line in (6, 7)] == [
        ["Ålsta", "Tidig upptäckt", "Metod 2", "Når många", "samordnaren och enheten"],
        ["Ålsta", "Tidig upptäckt", "=HYPERLINK(1)", "+bra", "samordnaren"],
    ]
    assert shown["A2"].startswith("2 aktiviteter är märkta som goda exempel.")
    assert "Märkta tidigare, men finns inte längre i någon plan" in shown.values()
    assert "@ut" in shown.values()
    activities = texts(data)["Sammanställning"]
    (letter,) = (place[:-1] for place, text in activities.items() if text == MARK_HEADER)
    assert [activities.get(f"{letter}{line}") for line in (2, 3, 4)] == ["x", "+bra", None]


def test_without_any_the_sheet_says_how_to_mark():
    city = small_city()
    given = result(city, [plan(city, "alsta", [row(2, mark="")])], [], [])
    shown = texts(workbook(contents(given, SourceLinks(Path()))))["Goda exempel"]
    assert shown["A2"].startswith("Ingen aktivitet är märkt ännu. Samordnaren märker en aktivitet i kolumnen")


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
def test_marks_in_the_workbook_come_back_in_the_next_one(tmp_path, monkeypatch):
    """The coordinator writes in the sheet, a unit returns its plan anew with rows moved, the mark is there."""
    monkeypatch.chdir(tmp_path)

    def returned(*methods):
        book = Workbook()
        book.active.append(HEADERS)
        for method in methods:
            book.active.append(["Civilsamhället", "Samverkan med civilsamhället", "Mål", method, "Chef", "2021", "VB"])
        Path("svar").mkdir(exist_ok=True)
        book.save("svar/Bromma.xlsx")

    def merged(*more):
        return CliRunner().invoke(cli, ["merge", "svar", "-o", "ut.xlsx", *more])

    returned("Läxhjälp", "Fältarbete")
    merged()
    book = load_workbook("ut.xlsx")
    sheet = book["Sammanställning"]
    column = next(cell.column for cell in sheet[1] if cell.value == MARK_HEADER)
    assert sheet.cell(3, 5).value == "Fältarbete"
    sheet.cell(3, column).value = "Prova fler kvällar"
    book.save("ut.xlsx")
    returned("Nytt", "Fältarbete", "Läxhjälp")
    done = merged("--examples", "ut.xlsx")
    assert done.exit_code in (0, 1), done.output
    data = Path("ut.xlsx").read_bytes()
    shown = texts(data)["Goda exempel"]
    assert [shown[f"{letter}6"] for letter in "ADFG"] == ["Bromma", "Fältarbete", "Prova fler kvällar", "samordnaren"]
    assert {one.location for one in links(data)["Goda exempel"]} == {"'Sheet'!D3"}
    shutil.copy("ut.xlsx", "igen.xlsx")
    merged("--examples", "igen.xlsx")
    assert Path("ut.xlsx").read_bytes() == data


@pytest.mark.parametrize("name", ["saknas.xlsx", "svar/Bromma.xlsx"], ids=["no file", "no consolidated workbook"])
def test_marks_are_looked_for_where_they_can_be(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    Path("svar").mkdir()
    Workbook().save("svar/Bromma.xlsx")
    done = CliRunner().invoke(cli, ["merge", "svar", "-o", "ut.xlsx", "--examples", name])
    assert "de goda exemplen är märkta" in str(done.exception)
    assert not Path("ut.xlsx").exists()
