from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from exceltools.cli import cli
from exceltools.definition import load
from exceltools.engine import registry
from exceltools.errors import UsageError
from exceltools.explanation import explain
from exceltools.merge import merge

ROOT = Path(__file__).resolve().parent.parent
DEFINITION = load()
LOADED = registry.load()

HEADERS = ["Prio utgångspunkt", "OMRÅDE", "Mål och nytta", "Metoder och arbetssätt", "Ansvarig", "Tidsplan",
           "Uppföljning (T1, T2, VB)", "Anteckning"]  # fmt: skip


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """A plan of four rows: in order, a merged cell, nothing in it, and odd."""
    path = tmp_path_factory.mktemp("plan") / "Handlingsplan Bromma.xlsx"
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Plan"
    sound = [
        "Systematisk samhandling",
        "Tidig upptäckt",
        "M",
        "Utbilda alla mentorer",
        "Rektor",
        "2021 – 2022",
        "T1 och VB",
    ]
    sheet.append(["Bromma"])
    sheet.append(HEADERS)
    sheet.append([*sound, "min egen"])
    sheet.append([None, *sound[1:]])
    sheet.merge_cells("A3:A4")
    sheet.append([sound[0], sound[1], "M", "X", "–", "", "T1 \u00a0och  VBE"])
    sheet.append([sound[0], "Tidig uptäckt", "M", "X", "Rektor", "hösten", "enkät"])
    sheet.append([])
    sheet.append(["Summa: fyra"])
    workbook.save(path)
    return path


@pytest.fixture(scope="module")
def told(book):
    result = merge([book], DEFINITION, LOADED)
    return lambda cell: explain(cell, book, result, LOADED).splitlines()


def test_the_first_line_says_where(told, book):
    assert told("g3")[0] == f"G3 på bladet Plan i {book} (Bromma)"
    assert told("Plan!$G$3")[0] == told("g3")[0]


SAME, ANOTHER = "är densamma som i mallen", "är ett av kolumnens andra namn i definitionen"
NEARLY = "så när som på stora bokstäver, mellanslag och tecken"
MERGED = "i A3, som är sammanfogad över raden"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param("C3", ["  Det står: ”M”", f"  Kolumn: Mål och nytta. Rubriken i C2 {SAME}."], id="as-is"),
        pytest.param(
            "A3",
            [
                "  Det står: ”Systematisk samhandling”",
                f"  Kolumn: Prioriterad utgångspunkt. Rubriken i A2 ”Prio utgångspunkt” {ANOTHER}.",
                "  Tolkas som: Systematisk samhandling",
            ],
            id="an-alias",
        ),
        pytest.param("A4", [f"  Det står: ”Systematisk samhandling” ({MERGED})"], id="merged"),
        pytest.param(
            "B6",
            [
                "  Det står: ”Tidig uptäckt”",
                f"  Kolumn: Område. Rubriken i B2 ”OMRÅDE” {SAME}, {NEARLY}.",
                "  Tolkas som: inget i listan (närmast är Tidig upptäckt)",
            ],
            id="not-recognised",
        ),
        pytest.param("F3", ["  Tolkas som: 2021 – 2022 (2021-01-01 till 2022-12-31)"], id="a-period"),
        pytest.param("F6", ["  Tolkas som: en tid utan årtal"], id="no-period"),
        pytest.param(
            "G5",
            [
                "  Det står: ”T1 \u00a0och  VBE”",
                "  Läses som: ”T1 och VBE”",
                "  Kolumn: Uppföljning. Rubriken i G2 ”Uppföljning (T1, T2, VB)” börjar som mallens.",
                "  Tolkas som: rapporten T1 och ”VBE”, som ingen känner till",
            ],
            id="cleaned",
        ),
        pytest.param("G3", ["  Tolkas som: rapporterna T1 och VB"], id="reports"),
        pytest.param("G6", ["  Tolkas som: ett annat sätt: ”enkät”"], id="another-way"),
        pytest.param(
            "H3",
            ["  Det står: ”min egen”",
             "  Kolumn: ingen av planens. Rubriken i H2 är enhetens egen: ”Anteckning”. Reglerna ser inte på den."],
            id="a-column-of-its-own",
        ),
        pytest.param("F5", ["  Det står: ingenting"], id="empty"),
        pytest.param("A1", ["  Cellen ligger ovanför planens tabell, som börjar på rad 2."], id="above"),
        pytest.param("E2", [f"  Här står en rubrik. Kolumnen är Ansvarig. Rubriken i E2 {SAME}."], id="header"),
        pytest.param("K3", ["  Cellen ligger utanför planens kolumner, och det står ingenting där."], id="beside"),
        pytest.param("A7", ["  Raden är tom."], id="an-empty-row"),
        pytest.param("A8", ["  Raden räknas inte som en aktivitet."], id="no-activity"),
    ],
)  # fmt: skip
def test_what_is_known_of_a_cell(told, cell, expected):
    lines = told(cell)
    assert [line for line in lines if line in expected] == expected, "\n".join(lines)


@pytest.mark.parametrize(
    ("cell", "asked", "kept"),
    [
        pytest.param(
            "E5",
            [
                "SCH001  Cellen är tom: inget att anmärka.",
                "SCH002  fel: ",
                "SCH007  Cellen visar ett felvärde: inget att anmärka.",
            ],
            [],
            id="a-rule-that-spoke",
        ),
        pytest.param("F5", ["SCH001  fel: Cellen under Tidsplan är tom."], [], id="an-empty-cell"),
        pytest.param("G5", ["UPP001  varning: Rapporten ”VBE” finns inte."], [], id="of-a-row"),
        pytest.param("A3", ["TACK001  fel: Planen har ingen aktivitet inom "], [], id="of-the-whole-plan"),
        pytest.param("A8", [], [], id="what-the-intake-said"),
    ],
)  # fmt: skip
def test_every_rule_that_looked_is_there_with_what_it_said(told, cell, asked, kept):
    lines = told(cell)
    for start in asked:
        assert [line for line in lines if line.startswith(f"  {start}")], "\n".join(lines)
    for code in kept:
        assert [line for line in lines if line.startswith(f"  {code}") and "hade redan sagt något" in line]


def test_rules_that_were_kept_from_the_cell_are_named(tmp_path):
    """TID008 requires TID006, which speaks of a time beyond the strategy."""
    workbook = Workbook()
    workbook.active.append(HEADERS)
    workbook.active.append(["Civilsamhället", "Samverkan med civilsamhället", "M", "X", "Rektor", "2021 – 2025", "VB"])
    path = tmp_path / "Farsta.xlsx"
    workbook.save(path)
    lines = explain("F2", path, merge([path], DEFINITION, LOADED), LOADED).splitlines()
    start = lines.index("Regler som inte fick pröva den:")
    assert any(
        line.startswith("  TID008  ") and line.endswith(": TID006 hade redan sagt något.") for line in lines[start:]
    )
    assert not any(line.startswith("  TID008") for line in lines[:start])


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        pytest.param("G", "är ingen cell", id="a-column"),
        pytest.param("14", "är ingen cell", id="a-row"),
        pytest.param("G0", "är ingen cell", id="row-nought"),
        pytest.param(
            "Lista!A1", "Bladet ”Lista” är inget blad med en plan. Planen står på ”Plan”.", id="another-sheet"
        ),
    ],
)
def test_what_cannot_be_explained_is_said(told, cell, said):
    with pytest.raises(UsageError) as caught:
        told(cell)
    assert said in str(caught.value)


def test_a_cell_is_in_one_workbook(book, tmp_path):
    with pytest.raises(UsageError, match="en enda arbetsbok"):
        explain("A1", book, merge([ROOT / "samples" / "returned"], DEFINITION, LOADED), LOADED)
    (tmp_path / "tom.xlsx").write_bytes(b"")
    with pytest.raises(UsageError, match="Det finns ingen läst plan att förklara"):
        explain("A1", tmp_path / "tom.xlsx", merge([tmp_path / "tom.xlsx"], DEFINITION, LOADED), LOADED)


def test_the_command(book):
    done = CliRunner().invoke(cli, ["check", str(book), "--explain", "G5"])
    assert (done.exit_code, done.stdout.splitlines()[1]) == (0, "  Det står: ”T1 \u00a0och  VBE”")
