"""The template in a person's hands: each thing that people do to a workbook, and then the merge's own eyes on it.

After every operation the saved workbook, as .xlsx and as .ods, must give the merge exactly the activities that are
there and the unit it belongs to, and the self-check must say row by row and in total what the merge says.
"""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass

import office as libreoffice
import pytest
from hard_definition import SAME_EVERYWHERE, hard_definition
from openpyxl import load_workbook

from exceltools import definition, schemas
from exceltools.coverage import missing_omraden
from exceltools.engine import registry, validate
from exceltools.intake import Intake
from exceltools.model import Issue, Plan
from exceltools.reading import reader
from exceltools.reading.limits import Limits
from exceltools.template import names, template_bytes
from exceltools.template.earlier import Earlier
from exceltools.testing import plan as example_plan

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(not libreoffice.available() and "CI" not in os.environ, reason="LibreOffice is not installed"),
]

CITY = definition.load()
RULES = registry.load()
HARD = hard_definition()
PLAN = "Handlingsplan"
COLUMNS = "ABCDEFG"
SHARED_RULES = {
    "SCH001",
    "SCH002",
    "SCH003",
    "SCH004",
    "SCH005",
    "SCH007",
    "TID001",
    "TID002",
    "TID004",
    "TID005",
    "TID006",
    "TID007",
    "UPP002",
}  # of the row check's and the merge's

# What the merge reads as the cell above (INT046), the row check cannot see: it asks for an answer in each row.
LACKING = {"SCH001", "SCH002", "INT046"}


@pytest.fixture(scope="module")
def libre(tmp_path_factory):
    with libreoffice.Office(tmp_path_factory.mktemp("profile")) as running:
        yield running


@pytest.fixture
def person(libre, tmp_path):
    """Somebody who has Bromma's template open."""
    open_template(libre, tmp_path, CITY, "bromma")
    yield libre
    libre.close()


def open_template(libre, folder, city, unit):
    path = folder / "Handlingsplan åäö.xlsx"
    path.write_bytes(template_bytes(city, city.unit(unit)))
    libre.open(str(path))


def row(number, point="Systematisk samhandling", area="Tidig upptäckt", **changed):
    texts = {
        "utgangspunkt": point,
        "omrade": area,
        "mal": f"Mål {number}",
        "metod": f"Metod {number}: utbilda personalen.",
        "ansvarig": "Enhetschef",
        "tidsplan": "2021 – 2022",
        "uppfoljning": "T1, T2 och VB",
    }
    return list((texts | changed).values())


def five_rows():
    return [
        row(1),
        row(2, "Civilsamhället", "Samverkan med civilsamhället"),
        row(3, "Förskola, skola och fritid som skyddsfaktorer", "Fritid"),
        row(4, area="Samlad kompetens"),
        row(5, "Våldsprevention med ett jämställdhetsperspektiv", "Vålds- och könsnormer"),
    ]


def type_rows(person, rows, first=6, sheet=PLAN):
    person.type_rows(sheet, first, list(rows))


# --- what the merge and the self-check say ---------------------------------------------------------------------


def merged(path, city):
    """What a merge makes of the workbook; read in this process, which saves starting another for each."""
    raw = reader.read(path.read_bytes(), path.suffix[1:], Limits())
    taken = Intake(city).take(raw, path.name)
    plans = [taken.plan]
    found = [*taken.issues, *schemas.check(plans, city)]
    return Merged(taken.plan, [*found, *validate.run(RULES, plans, city, found).issues])


@dataclass
class Merged:
    plan: Plan
    issues: list[Issue]


def goals(result):
    return [activity.text("mal") for activity in result.plan.activities]


def row_findings(result, city):
    """What the merge says of each row: the columns that lack an answer, and the codes of what else is wrong."""
    headers = {column.id: column.header for column in city.columns}
    found = {activity.row: set() for activity in result.plan.activities}
    for issue in result.issues:
        if issue.code in LACKING:
            found[issue.row].add(headers[issue.column].lower())
        elif issue.code in SHARED_RULES:
            found[issue.row].add(issue.code)
    return found


def row_texts(person):
    """What the self-check says of each row that it counts, in the same terms."""
    header = int(person.named(names.HEADERS_AT)[0])
    levels, texts = person.named(names.ROW_LEVEL), person.named(names.ROW_TEXT)
    counted = (names.COMPLETE, names.TO_LOOK_AT, names.INCOMPLETE)
    return {
        header + number: told(text)
        for number, (level, text) in enumerate(zip(levels, texts, strict=True), 1)
        if level in counted
    }


def told(text):
    if text == "Klar":
        return set()
    lacking = re.match(r"Saknar: (.*?)\.(?: |$)", text)
    found = set(lacking[1].split(", ")) if lacking else set()
    sentences = {
        "Utgångspunkten finns inte i listan.": "SCH003",
        "Området finns inte i listan.": "SCH004",
        "Området hör inte till utgångspunkten.": "SCH005",
        "En cell visar ett felvärde.": "SCH007",
        "Uppföljningen säger inte hur.": "UPP002",
        "Tidsplanen går inte att läsa som en tid.": "TID001",
        "Tidsplanen slutar innan den börjar.": "TID002",
        "Tidsplanen saknar årtal.": "TID004",
        "Tidsplanen kan betyda flera saker.": "TID005",
        "Tidsplanen går utanför strategins tid.": "TID006",
        "Hela tidsplanen ligger utanför planens tid.": "TID007",
    }
    found |= {code for sentence, code in sentences.items() if sentence in text}
    assert found, text
    return found


def number(person, name):
    return int(person.named(name)[0])


def assert_agreement(person, result, city):
    """Hold the self-check against the merge: row by row, and in total."""
    assert row_texts(person) == row_findings(result, city)
    codes = Counter(issue.code for issue in result.issues)
    graver = {issue.row for issue in result.issues if issue.code in SHARED_RULES and issue.severity == "error"}
    graver |= {issue.row for issue in result.issues if issue.code in LACKING}
    lighter = {issue.row for issue in result.issues if issue.code in SHARED_RULES and issue.severity == "warning"}
    activities = len(result.plan.activities)
    assert number(person, names.ACTIVITIES) == activities
    assert number(person, names.INCOMPLETE_ROWS) == len(graver)
    assert number(person, names.COMPLETE_ROWS) == activities - len(graver)
    assert number(person, names.ROWS_TO_LOOK_AT) == len(lighter - graver)
    if activities:
        assert number(person, names.POINTS_MISSING) == codes["TACK001"]
        assert number(person, names.AREAS_MISSING) == sum(len(areas) for _, areas in missing_omraden(result.plan, city))
    complete = activities > 0 and not graver and not codes["TACK001"]
    assert person.named(names.VERDICT)[0].startswith("Planen är komplett") == complete


def assert_known(result, unit="bromma"):
    assert (result.plan.unit.id, result.plan.template_version) == (unit, "2021.1")
    assert [found.code for found in result.issues if found.code in ("INT040", "INT041", "INT043")] == []


def after(person, folder, expected, city=CITY, unit="bromma"):
    """Save in both formats and hold both against what must be there."""
    assert person.errors() == []
    for form in ("xlsx", "ods"):
        path = folder / f"saved åäö.{form}"
        person.save(str(path), form)
        result = merged(path, city)
        assert_known(result, unit)
        assert goals(result) == expected
        assert_agreement(person, result, city)
    return result


FIVE = [f"Mål {number}" for number in range(1, 6)]


# --- filled in as intended -------------------------------------------------------------------------------------


def test_an_untouched_template_is_an_empty_plan(person, tmp_path):
    after(person, tmp_path, [])
    assert person.texts(PLAN, "A3") == [
        ["Planen är tom ännu. Börja på bladet Handlingsplan och skriv en aktivitet per rad."]
    ]


def test_programs_that_do_not_calculate_show_what_calculating_gives(person, tmp_path):
    stored = load_workbook(tmp_path / "Handlingsplan åäö.xlsx", data_only=True)
    formulas = load_workbook(tmp_path / "Handlingsplan åäö.xlsx")
    for sheet in (PLAN, "Självkontroll"):
        cells = [cell.coordinate for row in formulas[sheet] for cell in row if cell.data_type == "f"]
        values = [stored[sheet][cell].value for cell in cells]
        shown = ["" if value is None else str(value) for value in values]
        assert shown == [person.texts(sheet, cell)[0][0] for cell in cells]


def test_five_rows_chosen_from_the_dropdowns(person, tmp_path):
    for at, texts in enumerate(five_rows(), 6):
        assert person.dropdown(PLAN, f"B{at}")["offers"] == ["(Välj först en utgångspunkt i listan till vänster)"]
        for column, text in zip(COLUMNS, texts, strict=True):
            offers = person.dropdown(PLAN, f"{column}{at}")["offers"]
            assert not offers or text in offers
            person.type(PLAN, f"{column}{at}", text)
    after(person, tmp_path, FIVE)
    assert number(person, names.AREAS_MISSING) == 4 - 2 + 5 - 1 + 3 - 1 + 1 - 1


def test_a_plan_with_everything_is_complete(person, tmp_path):
    rows = [
        row(n, point.name, area.name)
        for n, (point, area) in enumerate(((p, a) for p in CITY.utgangspunkter for a in p.omraden), 1)
    ]
    type_rows(person, rows)
    after(person, tmp_path, [f"Mål {n}" for n in range(1, 14)])
    assert person.texts(PLAN, "A3")[0][0].startswith("Planen är komplett. Skicka den till samordnaren")
    assert person.texts("Självkontroll", "E8") == [["Inget just nu."]]


def test_every_dropdown_offers_its_list_and_says_what_may_be_typed(person):
    person.type(PLAN, "A6", "Våldsprevention med ett jämställdhetsperspektiv")
    found = {column: person.dropdown(PLAN, f"{column}6") for column in COLUMNS}
    assert found["A"]["offers"] == [point.name for point in CITY.utgangspunkter]
    assert found["B"]["offers"] == [area.name for area in CITY.utgangspunkter[2].omraden]
    assert found["F"]["offers"][:3] == ["2021 – 2022", "2021", "2022"]
    assert len(found["G"]["offers"]) == 7
    assert {column: one["alert"] for column, one in found.items() if one["shows"]} == {
        "A": "STOP",
        "B": "WARNING",
        "F": "INFO",
        "G": "INFO",
    }
    assert [one["prompt"] for one in found.values()] == [column.question for column in CITY.columns]


@pytest.mark.parametrize("at", [6, 45, 46, 500, 1005])
def test_dropdowns_and_prompts_reach_far_down(person, at):
    person.type(PLAN, f"A{at}", "Civilsamhället")
    assert person.dropdown(PLAN, f"A{at}")["type"] == "LIST"
    assert person.dropdown(PLAN, f"B{at}")["offers"] == ["Samverkan med civilsamhället"]
    assert person.dropdown(PLAN, f"C{at}")["prompt"] == CITY.column("mal").question


@pytest.mark.parametrize("at", [6, 300])
def test_what_is_typed_stays_what_was_typed(person, tmp_path, at):
    texts = ["2021-06", "1/2", "=1+1", "-x", "+46 8 123", "0012", "3 mars", "1E5", "@fritid", "sant", "12:30", "50 %"]
    type_rows(person, [row(1, mal=text) for text in texts], first=at)
    path = tmp_path / "typed.xlsx"
    person.save(str(path), "xlsx")
    assert goals(merged(path, CITY)) == texts


# --- what people do to rows and columns ------------------------------------------------------------------------


def insert_in_the_middle(person):
    person.insert_row(PLAN, 8)
    type_rows(person, [row(9)], first=8)
    return ["Mål 1", "Mål 2", "Mål 9", "Mål 3", "Mål 4", "Mål 5"]


def insert_an_empty_row(person):
    person.insert_row(PLAN, 8)
    return FIVE


def insert_under_the_header(person):
    person.insert_row(PLAN, 6)
    type_rows(person, [row(9)], first=6)
    return ["Mål 9", *FIVE]


def insert_above_the_title(person):
    person.insert_row(PLAN, 1)
    return FIVE


def delete_the_first_row(person):
    person.delete_row(PLAN, 6)
    return FIVE[1:]


def delete_every_row_that_was_prepared(person):
    for _ in range(40):
        person.delete_row(PLAN, 6)
    type_rows(person, [row(7)])
    return ["Mål 7"]


def delete_the_header(person):
    person.delete_row(PLAN, 5)
    person.insert_row(PLAN, 5)
    type_rows(person, [[column.header for column in CITY.columns]], first=5)
    return FIVE


def sort_by_utgangspunkt(person):
    person.sort(PLAN, "A5:H45", 1)
    return ["Mål 2", "Mål 3", "Mål 1", "Mål 4", "Mål 5"]


def type_far_below(person):
    type_rows(person, [row(6)], first=300)
    return [*FIVE, "Mål 6"]


def move_a_row_up(person):
    person.move(PLAN, "A10:G10", "A6")
    return ["Mål 5", "Mål 2", "Mål 3", "Mål 4"]


def filter_by_utgangspunkt(person):
    person.filter(PLAN, "A5:H45", 1, "Civilsamhället")
    return FIVE


def resize_a_row_and_a_column(person):
    person.resize(PLAN, 7, "C", 1500)
    return FIVE


def clear_a_cell(person):
    person.clear(PLAN, "C7")
    return ["Mål 1", "", "Mål 3", "Mål 4", "Mål 5"]


def add_a_column_to_the_right(person):
    person.type(PLAN, "I5", "arbetet utförs av")
    person.type(PLAN, "I6", "fältassistenter")
    return FIVE


def add_a_column_in_between(person):
    person.insert_column(PLAN, "E")
    person.type(PLAN, "E5", "arbetet utförs av")
    person.type(PLAN, "E6", "fältassistenter")
    return FIVE


def add_a_column_first(person):
    person.insert_column(PLAN, "A")
    person.type(PLAN, "A5", "Nr")
    return FIVE


@pytest.mark.parametrize(
    "operation",
    [
        insert_in_the_middle,
        insert_an_empty_row,
        insert_under_the_header,
        insert_above_the_title,
        delete_the_first_row,
        delete_every_row_that_was_prepared,
        delete_the_header,
        sort_by_utgangspunkt,
        type_far_below,
        move_a_row_up,
        filter_by_utgangspunkt,
        resize_a_row_and_a_column,
        clear_a_cell,
        add_a_column_to_the_right,
        add_a_column_in_between,
        add_a_column_first,
    ],
    ids=lambda operation: operation.__name__.replace("_", " "),
)
def test_whatever_is_done_the_plan_is_read_and_the_self_check_is_right(person, tmp_path, operation):
    type_rows(person, five_rows())
    expected = operation(person)
    after(person, tmp_path, expected)


def test_a_row_that_has_been_inserted_is_listed_in_the_self_check(person, tmp_path):
    """LibreOffice's tables do not hand their formula on: such a row has no sentence beside it, but is checked."""
    type_rows(person, five_rows())
    person.insert_row(PLAN, 8)
    type_rows(person, [row(9, mal="", tidsplan="2035")], first=8)
    after(person, tmp_path, ["Mål 1", "Mål 2", "", "Mål 3", "Mål 4", "Mål 5"])
    to_do = [line[0] for line in person.texts("Självkontroll", "E8:E12") if line[0]]
    assert to_do[-1] == "Rad 8: Saknar: mål och nytta. Tidsplanen går utanför strategins tid."
    assert person.texts(PLAN, "A3")[0][0].startswith("Planen är inte komplett ännu. Kvar: 1 ofullständig rad")


@pytest.mark.parametrize("operation", [add_a_column_to_the_right, add_a_column_in_between])
def test_what_stands_in_an_added_column_comes_along(person, tmp_path, operation):
    type_rows(person, five_rows())
    operation(person)
    extra = [{h: c.text for h, c in a.extra.items()} for a in after(person, tmp_path, FIVE).plan.activities]
    assert extra == [{"arbetet utförs av": "fältassistenter"}, {}, {}, {}, {}]


def test_the_sheet_is_renamed(person, tmp_path):
    type_rows(person, five_rows())
    person.rename(PLAN, "Vår plan 2021–2022")
    assert after(person, tmp_path, FIVE).plan.sheet == "Vår plan 2021–2022"


def test_there_and_back_through_another_format(person, tmp_path):
    type_rows(person, five_rows())
    person.save(str(tmp_path / "planen.ods"), "ods")
    person.close()
    person.open(str(tmp_path / "planen.ods"))
    assert person.dropdown(PLAN, "B7")["offers"] == ["Samverkan med civilsamhället"]
    assert person.dropdown(PLAN, "B900")["offers"] == ["(Välj först en utgångspunkt i listan till vänster)"]
    type_rows(person, [row(6)], first=11)
    after(person, tmp_path, [*FIVE, "Mål 6"])


def test_three_cells_are_merged(person, tmp_path):
    """The merge reads a merged cell for all its rows; the self-check cannot see that, and asks for it in each."""
    type_rows(person, five_rows())
    person.clear(PLAN, "C7:C8")
    person.merge(PLAN, "C6:C8")
    assert person.errors() == []
    for form in ("xlsx", "ods"):
        path = tmp_path / f"merged.{form}"
        person.save(str(path), form)
        result = merged(path, CITY)
        assert_known(result)
        assert goals(result) == ["Mål 1", "Mål 1", "Mål 1", "Mål 4", "Mål 5"]
        assert set().union(*row_findings(result, CITY).values()) == set()
    assert number(person, names.ACTIVITIES) == 5
    assert row_texts(person) == {6: set(), 7: {"mål och nytta"}, 8: {"mål och nytta"}, 9: set(), 10: set()}


def test_a_block_is_pasted_over_the_dropdowns(person, tmp_path):
    type_rows(person, five_rows())
    block = [row(6, "Samhandling", "Tidiga upptäckter"), row(7, "Föräldrar", "–"), row(8, tidsplan="")]
    person.fill(PLAN, "A8", block)
    after(person, tmp_path, ["Mål 1", "Mål 2", "Mål 6", "Mål 7", "Mål 8"])
    assert row_texts(person)[9] == {"SCH003", "område"}
    assert person.texts(PLAN, "H8:H10") == [
        ["Klar"],
        ["Saknar: område. Utgångspunkten finns inte i listan."],
        ["Saknar: tidsplan."],
    ]


def test_a_whole_table_is_pasted_with_its_headers(person, tmp_path):
    headers = [column.header for column in CITY.columns]
    person.fill(PLAN, "A6", [headers, *five_rows()])
    after(person, tmp_path, FIVE)
    assert person.texts(PLAN, "H6") == [["Rubrikerna en gång till. Raden räknas inte."]]


def test_text_below_what_is_checked_is_said(person, tmp_path):
    type_rows(person, five_rows())
    type_rows(person, [row(6)], first=700)
    path = tmp_path / "far.xlsx"
    person.save(str(path), "xlsx")
    assert goals(merged(path, CITY)) == [*FIVE, "Mål 6"]
    assert "nedanför rad 505" in person.texts("Självkontroll", "E8")[0][0]
    assert person.named(names.VERDICT) == ["Planen är inte komplett ännu."]


def test_a_deleted_column_is_said_and_breaks_nothing(person):
    type_rows(person, five_rows())
    person.delete_column(PLAN, "E")
    assert person.errors() == []
    assert "Ansvarig" in person.texts("Självkontroll", "E8")[0][0]
    assert person.named(names.VERDICT) == ["Planen är inte komplett ännu."]
    assert number(person, names.ACTIVITIES) == 5


def test_a_changed_header_is_said(person):
    type_rows(person, five_rows())
    person.type(PLAN, "F5", "Datum")
    assert person.texts("Självkontroll", "E8") == [["De här rubrikerna är ändrade, skriv tillbaka dem: Tidsplan."]]


def test_an_alias_is_as_good_as_the_header(person, tmp_path):
    type_rows(person, five_rows())
    person.type(PLAN, "F5", "Tidsperiod")
    after(person, tmp_path, FIVE)
    assert "rubrik" not in person.texts("Självkontroll", "E8")[0][0]


# --- each kind of fault, against the merge ---------------------------------------------------------------------


FOLLOW_UPS = [
    *(
        "löpande",
        "Löpande.",
        "vid behov",
        "Följs upp varje termin",
        "löpande, löpande och regelbundet",
        "Ja",
        "årligen",
    ),
    *("juni 2022", "hösten 2021", "2021", "2021-2022", "VT 2021 – HT 2022", "läsåret 2021/2022", "1 gång per år"),
    *("Löpande i ledningsgruppen", "Enkät", "Enkät varje termin", "BUP, SSP och MVP", "Avstämning i juni", "APT"),
    *("T1", "t1, t2 samt vb", "T1/T2", "T 1 och T 2", "(T1)", "T1\nVB", "VB.", "Tertialrapport 1", "löpande samt i T2"),
    *("Verksamhetsberättelsen", "verksamhetsberättelse", "Löpande, redovisas i verksamhetsberättelsen"),
]
FOLLOW_UPS += [
    *("t1, vb", "VB T1", "T1T2", "T1T2VB", "T1+VB", "T1 & T2", "T1–T2", "T1-VB", "T1;T2;VB", "T. 1", "T.1", "T1:an"),
    *("[T1]", "”T1”", "•T1 •T2", "T1 ochVB", "T1, T2 o VB", "T1, ej T2", "ej T1", "inte i VB", "T3", "T", "VBE"),
    *("verksamhets-\nberättelsen", "T1 2021, T2 2021", "VB-rapporten", "båda tertialrapporterna", "T1 och 2 enkäter"),
]
# The merge reads these codes between the lines, and says how; the self-check counts what is written out, and says so.
READ_BETWEEN_THE_LINES = {
    "T1 och 2": (["T1"], ["T1", "T2"]),
    "tertialrapport 1 och 2": (["T1"], ["T1", "T2"]),
    "första tertialrapporten": ([], ["T1"]),
    "tertialrapport ett": ([], ["T1"]),
}
TIMES = {
    **dict.fromkeys(
        ["2021 – 2022", "2021-2022", "2022", "hösten 2021", "läsåret 2021/2022", "VT 2022", "mars 2021"], ""
    ),
    **dict.fromkeys(["löpande", "fr.o.m. 2021", "2019 – 2022", "under 2021", "2021 – 2022, löpande"], ""),
    **dict.fromkeys(["vid behov", "enligt  plan"], "TID001"),
    **dict.fromkeys(["2022 – 2021", "2022-2021", "2022 -2019"], "TID002"),
    **dict.fromkeys(["hösten", "HT", "nästa år", "mars", "Vårterminen ", "Snarast"], "TID004"),
    **dict.fromkeys(["2021/2022", "2021 / 2022", "läsåret 2021"], "TID005"),
    **dict.fromkeys(
        ["2021 – 2025", "2018", "2021—2023", "2019\u00a0–\u00a02026", "hösten 2023", "VÅREN 2018"], "TID006"
    ),
    **dict.fromkeys(["2020", "2019 – 2020", "hösten 2019", "maj 2020"], "TID007"),
}
UNUSUAL_TIMES = {  # what the merge alone objects to
    "septembr 2021": "TID001",
    "2021 – 2022 enligt plan": "TID001",
    "december 2021 – januari 2021": "TID002",
    "31 februari 2021": "TID003",
    "i början av 2021": "TID005",
    "15 mars 2031": "TID006",
}
FAULTS = {
    **{f"time plan: {text}": row(1, tidsplan=text) for text in TIMES},
    **{f"follow-up: {text}": row(1, uppfoljning=text) for text in FOLLOW_UPS},
    **{f"no {column}": row(1, **{column: ""}) for column in definition.COLUMN_IDS},
    **{f"a dash for {column}": row(1, **{column: "-"}) for column in definition.COLUMN_IDS},
    "only punctuation": row(1, mal="..."),
    "stand-in with full stop": row(1, ansvarig="Ej aktuellt."),
    "stand-in": row(1, ansvarig="vet ej"),
    "stand-in with slash": row(1, tidsplan="N/A"),
    "only spaces of two kinds": row(1, mal="  \u00a0 "),
    "only a zero-width space": row(1, mal="\u200b"),
    "unknown utgångspunkt": row(1, "Fel punkt"),
    "alias of the utgångspunkt": row(1, "samhandling"),
    "capitals and a space": row(1, "SYSTEMATISK SAMHANDLING "),
    "broken over two lines": row(1, "Systematisk sam-\nhandling"),
    "hard space": row(1, "Systematisk\u00a0samhandling"),
    "unknown område": row(1, area="Fel område"),
    "a sentence as område": row(1, area="Vi ska skapa tidig upptäckt genom att prata mer."),
    "område of another utgångspunkt": row(1, area="Fritid"),
    "alias of the område": row(1, area="Tidiga upptäckter"),
    "ampersand for och": row(1, "Våldsprevention", "Vålds & könsnormer"),
    "unknown utgångspunkt, known område": row(1, "Fel punkt", "Fritid"),
    "both unknown": row(1, "Fel punkt", "Fel område"),
    "område without utgångspunkt": row(1, "", "Fritid"),
    "område longer than a formula can look up": row(1, area="x" * 300),
    "utgångspunkt longer than a formula can look up": row(1, "y" * 300),
    "wildcard": row(1, area="*"),
    "wildcard in a name": row(1, area="Tidig*"),
    "question mark in a name": row(1, "Civilsamh?llet"),
    "letters in two halves": row(1, mal="a\u030atga\u0308rder ho\u0308js"),
    "names in two halves": row(1, "Civilsamha\u0308llet", "Samverkan med civilsamha\u0308llet"),
}


@pytest.fixture
def faulty(person):
    """Somebody who has made every fault, one a row."""
    type_rows(person, FAULTS.values())
    return person


def test_each_faulty_row_is_told_what_the_merge_finds(faulty, tmp_path):
    path = tmp_path / "faulty.xlsx"
    faulty.save(str(path), "xlsx")
    result = merged(path, CITY)
    assert_agreement(faulty, result, CITY)
    assert by_fault(row_texts(faulty)) == by_fault(row_findings(result, CITY))


def test_each_faulty_row_is_told_what_the_command_line_finds(faulty, tmp_path):
    faulty.save(str(tmp_path / "Bromma.xlsx"), "xlsx")
    command = [sys.executable, "-m", "exceltools", "check", "Bromma.xlsx", "--format", "json"]
    report = json.loads(subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).stdout)
    found = {activity["row"]: set() for activity in report["activities"]}
    headers = {column.id: column.header.lower() for column in CITY.columns}
    for issue in report["issues"]:
        if issue["code"] in SHARED_RULES | LACKING:
            lacking = issue["code"] in LACKING
            found[issue["row"]].add(headers[issue["column"]] if lacking else issue["code"])
    assert by_fault(row_texts(faulty)) == by_fault(found)
    assert number(faulty, names.ACTIVITIES) == report["totals"]["activities"]
    missing = Counter(issue["code"] for issue in report["issues"])
    assert number(faulty, names.POINTS_MISSING) == missing["TACK001"]
    named = [
        issue["message"].partition(": ")[2].count("”") // 2 or 1
        for issue in report["issues"]
        if issue["code"] == "TACK002"
    ]
    assert number(faulty, names.AREAS_MISSING) == sum(named)


def test_each_usual_time_plan_is_told_what_is_wrong_with_it(faulty):
    texts = row_texts(faulty)
    assert {text: texts[at] for at, text in enumerate(TIMES, 6)} == {
        text: {code} if code else set() for text, code in TIMES.items()
    }


def test_an_unusual_time_plan_is_left_to_the_merge(person, tmp_path):
    type_rows(person, [row(1, tidsplan=text) for text in UNUSUAL_TIMES])
    path = tmp_path / "times.xlsx"
    person.save(str(path), "xlsx")
    found = {issue.row: issue.code for issue in merged(path, CITY).issues if issue.code.startswith("TID")}
    assert {text: found[at] for at, text in enumerate(UNUSUAL_TIMES, 6)} == UNUSUAL_TIMES
    assert [*row_texts(person).values()] == [set()] * len(UNUSUAL_TIMES)


def by_fault(found):
    return {name: found[at] for at, name in enumerate(FAULTS, 6)}


def test_the_codes_named_are_counted_as_the_merge_counts_them(person, tmp_path):
    type_rows(person, [row(1, uppfoljning=text) for text in FOLLOW_UPS])
    path = tmp_path / "codes.xlsx"
    person.save(str(path), "xlsx")
    activities = merged(path, CITY).plan.activities
    for n, code in enumerate(CITY.follow_up, 1):
        named = [int(value) for value in person.named(names.follow_up(n))[: len(FOLLOW_UPS)]]
        counted = [int(code.code in activity.follow_up.codes) for activity in activities]
        assert dict(zip(FOLLOW_UPS, named, strict=True)) == dict(zip(FOLLOW_UPS, counted, strict=True))


def test_codes_read_between_the_lines_are_the_merges_alone_and_nobody_is_blamed(person, tmp_path):
    type_rows(person, [row(1, uppfoljning=text) for text in READ_BETWEEN_THE_LINES])
    path = tmp_path / "between.xlsx"
    person.save(str(path), "xlsx")
    codes = [code.code for code in CITY.follow_up]
    columns = [person.named(names.follow_up(n)) for n, _ in enumerate(codes, 1)]
    named = [[code for code, column in zip(codes, columns, strict=True) if column[at]] for at in range(4)]
    read = [list(activity.follow_up.codes) for activity in merged(path, CITY).plan.activities]
    assert [*zip(named, read, strict=True)] == list(READ_BETWEEN_THE_LINES.values())
    assert [*row_texts(person).values()] == [set()] * 4
    assert "räknas när de är utskrivna" in person.texts("Självkontroll", "A4")[0][0]


ROWS = {
    "only utgångspunkt": (["Civilsamhället", "", "", "", "", "", ""], 0),
    "two cells": (["Civilsamhället", "Samverkan", "", "", "", "", ""], 1),
    "only a goal": (["", "", "Mål", "", "", "", ""], 1),
    "only a method": (["", "", "", "Metod", "", "", ""], 1),
    "only somebody responsible": (["", "", "", "", "Enhetschef", "", ""], 0),
    "only a space": (["", "", "", "", "", "", " "], 0),
    "only a dash as goal": (["", "", "-", "", "", "", ""], 1),
}


def test_a_row_counts_as_an_activity_exactly_when_the_merge_says_so(person, tmp_path):
    type_rows(person, [texts for texts, _ in ROWS.values()])
    path = tmp_path / "rows.xlsx"
    person.save(str(path), "xlsx")
    result = merged(path, CITY)
    counted = {activity.row for activity in result.plan.activities}
    assert {name: int(at in counted) for at, name in enumerate(ROWS, 6)} == {name: n for name, (_, n) in ROWS.items()}
    assert_agreement(person, result, CITY)


def test_a_formula_that_broke_is_said(person, tmp_path):
    type_rows(person, [row(0), row(1, ansvarig="")])
    person.break_cell(PLAN, "E7")
    path = tmp_path / "broken.xlsx"
    person.save(str(path), "xlsx")
    result = merged(path, CITY)
    assert row_findings(result, CITY)[7] == {"SCH007"}
    assert_agreement(person, result, CITY)


def test_a_unit_is_not_asked_for_what_it_has_no_mandate_for(libre, tmp_path):
    """Bromma is let off Civilsamhället and one of the two areas that it lacks within Systematisk samhandling."""
    let_off = {"not_asked": ["civilsamhallet", "samverkansoverenskommelser"]}
    units = [one.model_dump() | (let_off if one.id == "bromma" else {}) for one in CITY.units]
    city = definition.Definition.model_validate(CITY.model_dump(by_alias=True) | {"units": units})
    open_template(libre, tmp_path, city, "bromma")
    try:
        type_rows(libre, [texts for texts in five_rows() if texts[0] != "Civilsamhället"])
        path = tmp_path / "let off.xlsx"
        libre.save(str(path), "xlsx")
        result = merged(path, city)
        assert "TACK001" not in [issue.code for issue in result.issues]
        assert_agreement(libre, result, city)
        shown = dict(libre.texts("Självkontroll", f"A{line}:C{line}")[0][::2] for line in range(19, 36))
        assert (shown["Civilsamhället"], shown["Samverkansöverenskommelser"]) == ("–", "–")
    finally:
        libre.close()


def test_a_committee_is_not_asked_for_every_area(libre, tmp_path):
    open_template(libre, tmp_path, CITY, "idrottsnamnden")
    try:
        type_rows(libre, five_rows())
        path = tmp_path / "committee.xlsx"
        libre.save(str(path), "xlsx")
        result = merged(path, CITY)
        assert [issue.code for issue in result.issues if issue.code.startswith("TACK")] == []
        assert libre.named(names.VERDICT) == ["Planen är komplett."]
        shown = [line[0] for line in libre.texts("Självkontroll", "C19:C35")]
        assert "Saknas" not in shown
    finally:
        libre.close()


def test_a_plan_that_is_filled_in_already_is_checked_at_once(libre, tmp_path):
    activities = example_plan(*({"utgangspunkt": p, "omrade": a} for p, a in POURED)).activities
    path = tmp_path / "Handlingsplan Bromma.xlsx"
    path.write_bytes(template_bytes(CITY, CITY.unit("bromma"), Earlier("förra.xlsx", activities)))
    libre.open(str(path))
    try:
        after(libre, tmp_path, [activity.text("mal") for activity in activities])
        libre.sort(PLAN, "A5:H45", 1)
        assert number(libre, names.ACTIVITIES) == len(POURED)
        assert libre.errors() == []
    finally:
        libre.close()


POURED = [
    ("Samhandling", "Tidiga upptäckter"),
    ("Civilsamhället", "Fritid"),
    ("Föräldrastöd", "Föräldrakurser"),
    ("Våldsprevention", "Normkritik"),
]


# --- a definition that is hard on Excel ------------------------------------------------------------------------


@pytest.fixture
def hard(libre, tmp_path):
    open_template(libre, tmp_path, HARD, "bromma")
    yield libre
    libre.close()


def test_the_hard_definition_is_hard():
    assert (len(HARD.utgangspunkter), sum(len(point.omraden) for point in HARD.utgangspunkter)) == (8, 60)


def test_hard_names_in_every_dropdown(hard):
    assert hard.dropdown(PLAN, "A6")["offers"] == [point.name for point in HARD.utgangspunkter]
    for at, point in enumerate(HARD.utgangspunkter, 6):
        hard.type(PLAN, f"A{at}", point.name)
        assert hard.dropdown(PLAN, f"B{at}")["offers"] == [area.name for area in point.omraden]
    assert hard.errors() == []


def test_hard_names_in_a_complete_plan(hard, tmp_path):
    pairs = [(point, area) for point in HARD.utgangspunkter for area in point.omraden]
    hard.fill(PLAN, "A6", [row(n, point.name, area.name) for n, (point, area) in enumerate(pairs, 1)])
    after(hard, tmp_path, [f"Mål {n}" for n in range(1, 61)], HARD)
    assert hard.named(names.VERDICT) == ["Planen är komplett."]


def test_hard_names_through_what_people_do(hard, tmp_path):
    rows = [row(n, point.name, point.omraden[n].name) for n, point in enumerate(HARD.utgangspunkter[:5], 1)]
    hard.fill(PLAN, "A6", rows)
    hard.delete_row(PLAN, 6)
    hard.insert_row(PLAN, 6)
    type_rows(hard, [row(9, HARD.utgangspunkter[7].name, HARD.utgangspunkter[7].omraden[1].name)], first=6)
    type_rows(hard, [row(8, HARD.utgangspunkter[6].name, HARD.utgangspunkter[6].omraden[1].name)], first=400)
    hard.insert_column(PLAN, "C")
    hard.type(PLAN, "C5", "Egen & ”annan”")
    hard.rename(PLAN, "Vår plan, å ä ö & mer")
    after(hard, tmp_path, ["Mål 9", "Mål 2", "Mål 3", "Mål 4", "Mål 5", "Mål 8"], HARD)
    assert number(hard, names.COMPLETE_ROWS) == 6


def test_hard_names_in_faulty_rows(hard, tmp_path):
    first, second = HARD.utgangspunkter[:2]
    rows = [
        row(1, first.name, second.omraden[1].name),
        row(2, first.name.lower(), SAME_EVERYWHERE),
        row(3, "Något annat", SAME_EVERYWHERE),
        row(4, "Punkt 2", "Föräldrar"),
        row(5, "Något annat", "Föräldrar"),
        row(6, "", SAME_EVERYWHERE),
        row(7, "T1", HARD.utgangspunkter[7].omraden[2].name),
    ]
    hard.fill(PLAN, "A6", rows)
    after(hard, tmp_path, [f"Mål {n}" for n in range(1, 8)], HARD)
    assert row_texts(hard)[6] == {"SCH005"}
