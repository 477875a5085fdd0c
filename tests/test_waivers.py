import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner
from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook
from returns import complete_rows, write_return

from exceltools.cli import cli
from exceltools.consolidated import write_workbook
from exceltools.definition import load
from exceltools.engine import registry
from exceltools.errors import OutputError, UsageError
from exceltools.listing import listing
from exceltools.merge import merge
from exceltools.model import Waiver
from exceltools.report import SCHEMA_FILE, report
from exceltools.targets import must_be_free
from exceltools.waivers.book import write_new
from exceltools.waivers.matching import match
from exceltools.waivers.reading import Reader, read

ROOT = Path(__file__).resolve().parent.parent
A_PLAN = ROOT / "samples" / "returned" / "Norrmalms SDF handlingsplan 200915.xlsx"
DEFINITION = load()
LOADED = registry.load()
DECLARED = LOADED.declarations()
TODAY = dt.date(2021, 11, 1)
PRINT = "0123456789abcdef"
SOUND = {"Skäl": "Avtalat", "Vem": "Anna Ek", "Till och med": dt.date(2022, 6, 30)}


# --- a row -----------------------------------------------------------------------------------------------------


def row(**values):
    return Reader("godtaget.xlsx", DEFINITION, DECLARED).row(
        7, {name.replace("_", " "): v for name, v in values.items()}
    )


@pytest.mark.parametrize(
    ("written", "until"),
    [
        pytest.param(dt.date(2022, 6, 30), dt.date(2022, 6, 30), id="a-date-cell"),
        pytest.param(dt.datetime(2022, 6, 30, 12, 0), dt.date(2022, 6, 30), id="a-date-cell-with-a-time"),  # noqa: DTZ001
        pytest.param("2022-06-30", dt.date(2022, 6, 30), id="text"),
        pytest.param(" 2022-06-30 ", dt.date(2022, 6, 30), id="text-with-spaces"),
        pytest.param("30 juni 2022", dt.date(2022, 6, 30), id="in-words"),
        pytest.param("t.o.m. 30 juni 2022", dt.date(2022, 6, 30), id="with-until-before-it"),
        pytest.param("juni 2022", dt.date(2022, 6, 30), id="a-month"),
        pytest.param(2022, dt.date(2022, 12, 31), id="a-year"),
    ],
)
def test_the_last_day_may_be_written_as_people_write_it(written, until):
    found = row(Fingeravtryck=PRINT, Skäl="Avtalat", Vem="Anna Ek", Till_och_med=written)
    assert (found.waiver, found.faults) == (Waiver("Avtalat", "Anna Ek", until), ())


@pytest.mark.parametrize(
    ("values", "faults"),
    [
        pytest.param({"Fingeravtryck": PRINT, "Skäl": "x", "Vem": "y"}, ["Till och med är inte ifyllt"], id="for-ever"),
        pytest.param({**SOUND, "Fingeravtryck": PRINT, "Vem": " "}, ["Vem är inte ifyllt"], id="by-nobody"),
        pytest.param({**SOUND, "Fingeravtryck": PRINT, "Skäl": ""}, ["Skäl är inte ifyllt"], id="for-no-reason"),
        pytest.param(
            {**SOUND, "Fingeravtryck": PRINT, "Till och med": "snart"},
            ["”snart” är inget datum; skriv till exempel 2022-12-31"],
            id="until-soon",
        ),
        pytest.param(
            {**SOUND, "Fingeravtryck": PRINT, "Till och med": "löpande"},
            ["”löpande” är inget datum; skriv till exempel 2022-12-31"],
            id="until-for-ever",
        ),
        pytest.param({**SOUND, "Fingeravtryck": "abc"}, ["”abc” är inget fingeravtryck"], id="no-fingerprint"),
        pytest.param(SOUND, ["det framgår inte vad som godtas (Regel, Enhet, Fingeravtryck saknas)"], id="nothing"),
        pytest.param(
            {**SOUND, "Regel": "SCH001"},
            ["det framgår inte vad som godtas (Enhet, Fingeravtryck saknas)"],
            id="everybody",
        ),
        pytest.param(
            {**SOUND, "Regel": "SCH01", "Enhet": "Bromma"},
            ["det finns ingen regel som heter SCH01"],
            id="no-such-rule",
        ),
        pytest.param(
            {**SOUND, "Regel": "SCH001", "Enhet": "Brommma"},
            ["det finns ingen enhet som heter Brommma"],
            id="no-such-unit",
        ),
        pytest.param(
            {**SOUND, "Regel": "KOR002", "Enhet": "Bromma"},
            ["KOR002 säger vad som inte kunde kontrolleras, och kan inte godtas"],
            id="what-was-not-checked",
        ),
    ],
)
def test_what_is_wrong_with_a_row_is_said_and_nothing_is_accepted(values, faults):
    found = row(**values)
    assert (list(found.faults), found.waiver) == (faults, None)


def test_rule_and_unit_are_known_by_every_name():
    found = row(**SOUND, Regel="sch001", Enhet="Norrmalms SDF")
    assert (found.code, found.unit, found.fingerprint, found.faults) == ("SCH001", "norrmalm", None, ())
    assert row(**SOUND, Regel="omrade-missing", Enhet="bromma").code == "TACK002"


def test_a_fingerprint_stands_for_itself_whatever_stands_beside_it():
    found = row(**SOUND, Regel="FEL999", Enhet="ingen", Fingeravtryck=PRINT.upper())
    assert (found.fingerprint, found.code, found.unit, found.faults) == (PRINT, None, None, ())


# --- what is accepted ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def norrmalm(tmp_path_factory):
    """A plan without a fault but for three empty goals."""
    rows = complete_rows()
    for number in (0, 1, 4):
        rows[number][2] = ""
    return write_return(tmp_path_factory.mktemp("plan") / "Handlingsplan Norrmalm.xlsx", rows)


@pytest.fixture(scope="module")
def usual(norrmalm):
    return merge([norrmalm], DEFINITION, LOADED)


def empty_cells(result):
    return [issue for issue in result.issues if issue.code == "SCH001"]


def matched(result, *rows, today=TODAY):
    return match(result.issues, [one if not isinstance(one, dict) else row(**one) for one in rows], today, DEFINITION)


def test_a_fingerprint_accepts_one_issue(usual):
    first, *others = empty_cells(usual)
    found = matched(usual, {**SOUND, "Fingeravtryck": first.fingerprint})
    assert [one.issue for one in found.accepted] == [first]
    assert [issue for issue in found.open if issue.code == "SCH001"] == others
    assert found.remarks == ()


def test_rule_and_unit_accept_all_that_the_rule_says_of_the_unit(usual):
    found = matched(usual, {**SOUND, "Regel": "SCH001", "Enhet": "Norrmalm"})
    assert [one.issue.cell for one in found.accepted] == ["C2", "C3", "C6"]
    assert found.accepted[0].waiver == Waiver("Avtalat", "Anna Ek", dt.date(2022, 6, 30))


@pytest.mark.parametrize(
    ("today", "number", "codes"),
    [
        pytest.param(dt.date(2022, 6, 30), 3, [], id="the-last-day"),
        pytest.param(dt.date(2022, 7, 1), 0, ["KOR011"], id="the-day-after"),
    ],
)
def test_what_was_accepted_is_back_when_the_time_is_over(usual, today, number, codes):
    found = matched(usual, {**SOUND, "Regel": "SCH001", "Enhet": "Norrmalm"}, today=today)
    assert len(found.accepted) == number
    assert [remark.code for remark in found.remarks] == codes
    assert len(found.open) == len(usual.issues) - number


def test_a_newer_row_goes_on_where_an_older_one_has_expired(usual):
    old = {**SOUND, "Regel": "SCH001", "Enhet": "Norrmalm", "Till och med": "2021-01-01"}
    found = matched(usual, old, {**old, "Till och med": "2022-01-01"})
    assert len(found.accepted) == 3
    assert [remark.code for remark in found.remarks] == ["KOR011"]


@pytest.mark.parametrize(
    ("values", "code", "said"),
    [
        pytest.param(
            {**SOUND, "Fingeravtryck": PRINT},
            "KOR012",
            f"Rad 7 i godtaget.xlsx svarar inte mot något i planerna: fingeravtrycket {PRINT}.",
            id="a-fingerprint-of-nothing",
        ),
        pytest.param(
            {**SOUND, "Regel": "SCH001", "Enhet": "Bromma"},
            "KOR012",
            "Rad 7 i godtaget.xlsx svarar inte mot något i planerna: SCH001 för Bromma.",
            id="a-rule-that-is-silent",
        ),
        pytest.param(
            {**SOUND, "Regel": "SCH001", "Enhet": "Norrmalm", "Vem": ""},
            "KOR010",
            "Rad 7 i godtaget.xlsx används inte: Vem är inte ifyllt.",
            id="incomplete",
        ),
        pytest.param(
            {**SOUND, "Regel": "SCH001", "Enhet": "Norrmalm", "Till och med": "2021-10-31"},
            "KOR011",
            "Rad 7 i godtaget.xlsx gällde till och med 2021-10-31. "
            "Det som godtogs där räknas igen: SCH001 för Norrmalm.",
            id="expired",
        ),
    ],
)
def test_a_row_that_accepts_nothing_is_reported(usual, values, code, said):
    found = matched(usual, values)
    assert (found.accepted, found.open) == ((), usual.issues)
    assert [(remark.code, remark.message) for remark in found.remarks] == [(code, said)]


def test_what_could_not_be_checked_cannot_be_accepted_by_its_fingerprint_either(usual):
    broken = replace(usual.issues[0], code="KOR002")
    result = replace(usual, issues=(broken,))
    assert matched(result, {**SOUND, "Fingeravtryck": broken.fingerprint}).open == (broken,)


# --- the workbook ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def accepted_book(usual, tmp_path_factory):
    """A new workbook in which a person has accepted the empty cells, and left the rest."""
    path = tmp_path_factory.mktemp("godtaget") / "godtaget.xlsx"
    number = write_new(path, DEFINITION, usual.issues)
    book = load_workbook(path)
    sheet = book["Godtaget"]
    assert [cell.value for cell in sheet[6]][:6] == ["Regel", "Enhet", "Fingeravtryck", "Skäl", "Vem", "Till och med"]
    filled = [line for line in sheet.iter_rows(min_row=7) if line[0].value]
    assert len(filled) == number == sum(issue.severity != "info" for issue in usual.issues)
    for line in filled:
        if line[0].value == "SCH001":
            line[3].value, line[4].value, line[5].value = "Avtalat", "Anna Ek", dt.date(2099, 1, 1)
    book.save(path)
    return path


def test_a_new_workbook_is_read_back(accepted_book):
    rows = read(accepted_book, DEFINITION, DECLARED)
    assert [(one.file, one.faults, one.waiver.until.year) for one in rows] == [("godtaget.xlsx", (), 2099)] * 3
    assert [one.number - rows[0].number for one in rows] == [0, 1, 2]


def test_untouched_it_accepts_nothing_and_empty_it_is_ready_to_be_written_in(tmp_path, usual):
    write_new(tmp_path / "a.xlsx", DEFINITION, usual.issues)
    write_new(tmp_path / "b.xlsx", DEFINITION, [])
    for name in ("a.xlsx", "b.xlsx"):
        assert read(tmp_path / name, DEFINITION, DECLARED) == ()


def test_nobody_writes_over_what_has_been_accepted(accepted_book):
    before = accepted_book.read_bytes()
    with pytest.raises(UsageError, match="finns redan"):
        write_new(accepted_book, DEFINITION, [])
    with pytest.raises(OutputError, match="det som är godtaget"):
        must_be_free([accepted_book], None, None, accepted_book)
    assert accepted_book.read_bytes() == before


def test_among_the_returns_it_is_no_return(accepted_book):
    (source,) = merge([accepted_book], DEFINITION, LOADED).sources
    assert source.status == "ignored"


def test_a_workbook_that_somebody_made_by_hand_is_read_too(tmp_path):
    book = Workbook()
    for line in (["Mina godkännanden"], [], ["vem", "SKÄL", "Till och med:", "Enhet", "Regel", "Annat"],
                 ["Anna", "Avtalat", "2022", "Bromma", "TACK002", "x"]):  # fmt: skip
        book.active.append(line)
    book.save(tmp_path / "mina.xlsx")
    (found,) = read(tmp_path / "mina.xlsx", DEFINITION, DECLARED)
    assert (found.number, found.code, found.unit, found.faults) == (4, "TACK002", "bromma", ())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(None, "finns inte", id="missing"),
        pytest.param(b"", "har ingen tabell med rubrikerna Regel, Enhet", id="empty"),
        pytest.param(b"hej", "har ingen tabell", id="text"),
        pytest.param(A_PLAN.read_bytes(), "har ingen tabell", id="a-plan"),
    ],
)
def test_what_is_no_workbook_of_waivers_is_refused(tmp_path, content, said):
    path = tmp_path / "x.xlsx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UsageError, match=said):
        read(path, DEFINITION, DECLARED)


# --- in the result ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def result(accepted_book, norrmalm):
    return merge([norrmalm], DEFINITION, LOADED, waivers=accepted_book, today=TODAY)


def test_what_is_accepted_counts_nowhere_and_is_in_the_report(usual, result):
    assert [one.issue for one in result.accepted] == empty_cells(usual)
    given = json.loads(json.dumps(report(result)))
    jsonschema.validate(given, json.loads(SCHEMA_FILE.read_text(encoding="utf-8")))
    assert given["totals"]["errors"] == 0
    assert [unit["errors"] for unit in given["units"] if unit["id"] == "norrmalm"] == [0]
    assert [one["issue"]["cell"] for one in given["accepted"]] == ["C2", "C3", "C6"]
    assert given["accepted"][0].items() >= {"reason": "Avtalat", "who": "Anna Ek", "until": "2099-01-01"}.items()
    assert "accepted" not in report(usual)


def test_the_listing_shows_it_apart(result):
    text = listing(result)
    assert "Godtaget, och räknas inte\n" in text
    assert "Handlingsplan Norrmalm.xlsx C2–C3, C6: SCH001: Cellen under Mål och nytta är tom.\n" in text
    assert "      Godtaget av Anna Ek till och med 2099-01-01: Avtalat\n" in text
    assert ": fel SCH001" not in text


def test_the_workbook_shows_it_last(result, tmp_path):
    write_workbook(result, tmp_path / "ut.xlsx")
    rows = CalamineWorkbook.from_path(tmp_path / "ut.xlsx").get_sheet_by_name("Avvikelser").to_python()
    assert [line[0] for line in rows[-3:]] == ["Godtagen"] * 3
    assert rows[-1][3] == "Godtaget av Anna Ek till och med 2099-01-01: Avtalat"
    assert "3 godtagna saker står sist och räknas inte." in rows[1][0]


def test_the_definition_may_name_the_workbook_beside_itself(accepted_book, norrmalm):
    text = (ROOT / "workbook_templates" / "handlingsplan.toml").read_text(encoding="utf-8")
    place = accepted_book.parent / "plan.toml"
    place.write_text(text.replace('\nid = "', '\nwaivers = "godtaget.xlsx"\nid = "', 1), encoding="utf-8")
    done = CliRunner().invoke(cli, ["check", str(norrmalm), "--definition", str(place)])
    assert "Godtaget av Anna Ek" in done.stdout
    assert done.exit_code == 0


def test_the_command_makes_a_workbook_of_all_there_is_to_accept(norrmalm, tmp_path):
    path = tmp_path / "nya.xlsx"
    done = CliRunner().invoke(cli, ["waivers", "new", str(path), str(norrmalm)])
    assert (done.exit_code, path.exists()) == (0, True)
    assert f"saker att ta ställning till finns i {path}." in done.stderr
