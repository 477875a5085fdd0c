"""A workbook is read as a careful colleague would read it."""

import datetime as dt

import pytest
from raws import HEADERS, ROW, row, sheet, workbook

from exceltools.definition import load
from exceltools.intake import Intake
from exceltools.layout import OWN_TITLES
from exceltools.reading.raw import COLUMN_NAME, Noted
from exceltools.template.names import whole_column

INTAKE = Intake(load())


def take(*sheets, path="in/Bromma.xlsx", **options):
    return INTAKE.take(workbook(*sheets, **options), path)


def codes(taken):
    return [found.code for found in taken.issues]


def test_each_value_keeps_its_place():
    taken = take(sheet([["Handlingsplan"], HEADERS, ROW], at=(3, 2)))
    (activity,) = taken.plan.activities
    assert (activity.unit, activity.source, activity.sheet, activity.row) == ("bromma", "in/Bromma.xlsx", "Plan", 5)
    assert {column: cell.ref for column, cell in activity.cells.items()} == {
        "utgangspunkt": "B5",
        "omrade": "C5",
        "mal": "D5",
        "metod": "E5",
        "ansvarig": "F5",
        "tidsplan": "G5",
        "uppfoljning": "H5",
    }
    assert activity.text("metod") == "Utbilda personalen."
    assert taken.plan.columns["uppfoljning"] == "H4"
    assert taken.issues == ()


def test_an_empty_cell_has_a_place_too():
    (activity,) = take(sheet([HEADERS, row(ansvarig=None)])).plan.activities
    assert activity.cells["ansvarig"].ref == "E2"
    assert activity.text("ansvarig") == ""


def test_utgangspunkt_and_omrade_are_recognised_in_spite_of_hyphens_and_spaces():
    changed = row(utgangspunkt="Våldsprevention med ett jämställdhets-perspektiv ", omrade="MVP")
    (activity,) = take(sheet([HEADERS, changed])).plan.activities
    assert activity.utgangspunkt.id == "valdsprevention"
    assert activity.omrade.id == "mvp"


def test_a_whole_sentence_as_omrade_is_suggested_but_not_recognised():
    changed = row(omrade="Överenskommelse om samlad kompetens mellan skola och socialtjänst")
    (activity,) = take(sheet([HEADERS, changed])).plan.activities
    assert activity.omrade.id is None
    assert activity.omrade.suggestion == "Samlad kompetens"


def test_merged_cells_lend_their_value_to_every_row():
    rows = [HEADERS, row(), row(utgangspunkt=None, omrade=None), row(utgangspunkt=None)]
    plan = take(sheet(rows, merged=[(2, 1, 4, 1), (2, 2, 3, 2)])).plan
    assert [activity.utgangspunkt.id for activity in plan.activities] == ["samhandling"] * 3
    assert [activity.cells["utgangspunkt"].ref for activity in plan.activities] == ["A2", "A2", "A2"]
    assert [activity.cells["utgangspunkt"].inherited for activity in plan.activities] == [False, True, True]
    assert plan.activities[1].text("omrade") == "Tidig upptäckt"


def test_a_merge_that_reaches_below_the_plan_makes_no_activities():
    plan = take(sheet([HEADERS, ROW], merged=[(2, 1, 500, 1)])).plan
    assert len(plan.activities) == 1


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([ROW, [], [None, None], ROW], [2, 5], id="blank rows in between"),
        pytest.param([ROW, HEADERS, ROW], [2, 4], id="header that comes back"),
        pytest.param([[f"({name}?)" for name in HEADERS], ROW], [3], id="row of questions"),
        pytest.param([ROW, ["\u00a0", "\u200b"], ROW], [2, 4], id="row of invisible characters"),
        pytest.param([ROW, *[[] for _ in range(500)], ROW], [2, 503], id="after a long gap"),
        pytest.param([[None, None, None, "Bara en metod"]], [2], id="only a method is an activity"),
        pytest.param([[None, None, "Bara ett mål"]], [2], id="only a goal is an activity"),
    ],
)
def test_rows_that_are_activities(rows, expected):
    assert [activity.row for activity in take(sheet([HEADERS, *rows])).plan.activities] == expected


@pytest.mark.parametrize(
    ("rest", "cell", "text"),
    [
        pytest.param(["Summa: 12"], "A3", "Summa: 12", id="total"),
        pytest.param(["* Prioriterat 2021"], "A3", "* Prioriterat 2021", id="footnote"),
        pytest.param([None, None, None, None, "Anna, 08-123 45"], "E3", "Anna, 08-123 45", id="contact"),
    ],
)
def test_a_row_that_is_no_activity_is_said_not_dropped(rest, cell, text):
    taken = take(sheet([HEADERS, ROW, rest]))
    assert len(taken.plan.activities) == 1
    (found,) = taken.issues
    assert (found.code, found.cell, found.value, found.severity) == ("INT035", cell, text, "info")


def test_every_cell_of_a_row_that_is_no_activity_is_quoted():
    taken = take(sheet([HEADERS, ROW, ["Summa", *[None] * 7, "12 aktiviteter"]]))
    assert [(found.cell, found.value) for found in taken.issues] == [("A3", "Summa"), ("I3", "12 aktiviteter")]
    assert len({found.message for found in taken.issues}) == 1, "it is one thing to say"


def test_an_added_column_survives_under_its_heading():
    taken = take(sheet([[*HEADERS, "arbetet utförs av"], [*ROW, "Fältassistenter"]]))
    (activity,) = taken.plan.activities
    assert {name: (cell.text, cell.ref) for name, cell in activity.extra.items()} == {
        "arbetet utförs av": ("Fältassistenter", "H2")
    }
    assert [(found.code, found.cell) for found in taken.issues] == [("INT034", "H1")]


def test_text_beside_the_table_survives_under_the_columns_letter():
    taken = take(sheet([HEADERS, [*ROW, None, "ring Eva"]]))
    assert taken.plan.activities[0].extra["Kolumn I"].text == "ring Eva"
    assert [(found.code, found.cell) for found in taken.issues] == [("INT044", "I2")]


def test_a_missing_column_is_one_issue_and_no_cell():
    rows = [row(metod=f"Metod {number}") for number in "abcde"]
    taken = take(sheet([HEADERS[:4] + HEADERS[5:], *[one[:4] + one[5:] for one in rows]]))
    (found,) = taken.issues
    assert (found.code, found.column, found.cell, found.row) == ("INT033", "ansvarig", None, 1)
    assert taken.plan.activities[0].cells["ansvarig"].ref is None


def test_a_misspelt_heading_is_suggested_for_the_missing_column():
    header = [*HEADERS[:6], "Uppföjlning"]
    taken = take(sheet([header, ROW]))
    assert codes(taken) == ["INT033", "INT034"]
    assert "Uppföjlning" in taken.issues[0].hint
    assert taken.plan.activities[0].extra["Uppföjlning"].text == "T1, T2 och VB"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param(2021, "2021", id="whole number"),
        pytest.param(0.5, "0,5", id="fraction"),
        pytest.param(dt.date(2021, 9, 1), "2021-09-01", id="date"),
        pytest.param(dt.datetime(2021, 9, 1), "2021-09-01", id="date with midnight"),  # noqa: DTZ001
        pytest.param(dt.datetime(2021, 9, 1, 8, 30), "2021-09-01 08:30", id="date and time"),  # noqa: DTZ001
        pytest.param(dt.timedelta(days=3, minutes=5), "72:05:00", id="time that goes on past midnight"),
        pytest.param(True, "Ja", id="truth"),
        pytest.param("a\r\nb\u00a0 c\u200b ", "a\nb c", id="text as it is cleaned"),
    ],
)
def test_values_are_written_as_people_do(value, text):
    (activity,) = take(sheet([HEADERS, row(tidsplan=value)])).plan.activities
    assert activity.text("tidsplan") == text


def test_the_sheet_with_the_plan_is_found_among_others():
    other = sheet([["Budget", "Kostnad"], [1, 2]], "Budget")
    assert take(other, sheet([HEADERS, ROW], "Blad3")).plan.sheet == "Blad3"


def test_an_empty_copy_of_the_plan_does_not_hide_the_filled_one():
    taken = take(sheet([HEADERS], "Mall"), sheet([HEADERS, ROW], "Vår plan"))
    assert taken.plan.sheet == "Vår plan"


def test_two_filled_plans_are_refused_not_chosen_between():
    taken = take(sheet([HEADERS, ROW], "Plan"), sheet([HEADERS, ROW, ROW], "Plan (2)"))
    assert taken.plan is None
    assert codes(taken) == ["INT031"]
    assert "”Plan” och ”Plan (2)”" in taken.issues[0].message


def test_no_plan_names_the_sheets_that_were_searched():
    taken = take(sheet([["Budget"]], "Blad1"), sheet([], "Blad2"))
    assert codes(taken) == ["INT030"]
    assert "”Blad1” och ”Blad2”" in taken.issues[0].message


def test_a_plan_with_headers_only_is_empty_not_missing():
    taken = take(sheet([HEADERS]))
    assert taken.plan.activities == ()
    assert codes(taken) == ["INT032"]


def test_no_activity_is_lost_above_a_fuller_header():
    poorer = [*HEADERS[:4], "Ansvarrig", *HEADERS[5:]]
    taken = take(sheet([poorer, row(mal="Först"), [], HEADERS, row(mal="Sedan")]))
    assert [(activity.row, activity.text("mal")) for activity in taken.plan.activities] == [(2, "Först"), (5, "Sedan")]
    assert codes(taken) == ["INT033", "INT034"]


def test_a_header_merged_downwards_lends_its_words_to_no_activity():
    merged = [(1, column, 2, column) for column in range(1, 8)]
    taken = take(sheet([HEADERS, row(utgangspunkt=None, omrade=None)], merged=merged))
    (activity,) = taken.plan.activities
    assert (activity.text("utgangspunkt"), activity.text("omrade")) == ("", "")
    assert activity.cells["utgangspunkt"].ref == "A2"


def test_a_sheet_that_is_left_out_is_named():
    sheets = [sheet([["Läs detta"]], name=name) for name in (*OWN_TITLES, "Anteckningar")]
    (found,) = take(*sheets, sheet([]), sheet([HEADERS], name="Kopia"), sheet([HEADERS, ROW], name="Blad 5")).issues
    assert (found.code, found.sheet, found.unit, found.cell) == ("INT045", "Anteckningar", "bromma", None)


def test_the_templates_sheets_for_reading_are_known_by_name():
    assert OWN_TITLES == ("Instruktion", "Självkontroll", "Fick inte plats")


def test_an_issue_quotes_what_its_cell_holds():
    header = [*HEADERS, "Ansvarig", "arbetet\nutförs av"]
    taken = take(sheet([header, [*ROW, "ja"]]))
    assert [(found.cell, found.value) for found in taken.issues] == [("H1", "Ansvarig"), ("I1", "arbetet\nutförs av")]


def test_text_beside_the_table_in_a_merged_cell_has_one_place():
    taken = take(sheet([HEADERS, [*ROW, "obs"], row(metod="Annat")], merged=[(2, 8, 3, 8)]))
    assert {(found.code, found.cell, found.row) for found in taken.issues} == {("INT044", "H2", 2)}


def test_nobody_knows_whose_plan_it_is():
    taken = take(sheet([HEADERS, ROW]), path="plan.xlsx")
    assert taken.plan.unit is None
    assert codes(taken) == ["INT040"]


def test_a_borrowed_template_is_pointed_out():
    taken = take(sheet([HEADERS, ROW]), path="Farsta.xlsx", identity={"properties": {"exceltools_unit": "bromma"}})
    (found,) = taken.issues
    assert (found.code, found.unit) == ("INT041", "bromma")
    assert "Farsta" in found.message


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param(
            {"exceltools_definition": "barn-unga-kriminalitet", "exceltools_version": "2021.1"}, [], id="same"
        ),
        pytest.param({"exceltools_version": "2020.9"}, ["INT042"], id="older version"),
        pytest.param({"exceltools_definition": "annat", "exceltools_version": "1"}, ["INT043"], id="something else"),
    ],
)
def test_the_templates_version_is_compared(said, expected):
    assert codes(take(sheet([HEADERS, ROW]), identity={"names": said})) == expected


def test_what_the_reader_noticed_is_passed_on_with_its_cell():
    noted = [
        Noted("hidden-row", "Plan", "2"),
        Noted("hidden-row", "Plan", "3"),
        Noted("hidden-column", "Plan", "E"),
        Noted("formula-without-value", "Plan", "D2", "=A1"),
        Noted("far-cell", "Plan", "XFD1048576"),
        Noted("hidden-row", "Annat blad", "7"),
    ]
    taken = take(sheet([HEADERS, ROW, row(metod="Annat")]), noted=noted)
    assert [(found.code, found.cell, found.row) for found in taken.issues] == [
        ("INT036", None, None),
        ("INT036", None, None),
        ("INT037", "D2", 2),
        ("INT038", "XFD1048576", 1048576),
    ]
    assert [found.message.split(".")[0] for found in taken.issues[:2]] == ["Raderna 2–3 är dolda", "Kolumn E är dold"]


def test_the_templates_own_formulas_are_nobodys_fault():
    noted = [Noted("formula-without-value", "Plan", "H2", "=IF(A2...)"), Noted("hidden-column", "Plan", "H")]
    assert codes(take(sheet([[*HEADERS, "Kontroll"], ROW]), noted=noted)) == []


def test_a_formula_above_the_headers_is_nobodys_fault():
    noted = [Noted("formula-without-value", "Plan", "A3", "=plan_utslag")]
    assert codes(take(sheet([HEADERS, ROW], at=(5, 1)), noted=noted)) == []


def test_an_error_value_stands_in_its_cell():
    noted = [Noted("error-value", "Plan", "D2", "#REF!")]
    (activity,) = take(sheet([HEADERS, row(metod=None)]), noted=noted).plan.activities
    assert activity.text("metod") == "#REF!"


def test_the_templates_names_of_columns_are_known_by_their_beginning():
    assert whole_column("mal") == f"{COLUMN_NAME}mal"
