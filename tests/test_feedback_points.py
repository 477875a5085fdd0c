"""From issues to what is said: lines, marks, and the points that a letter names."""

import email
from email import policy

import pytest

from exceltools.answers import Line
from exceltools.catalogue import ANSWERED, CELL_EMPTY, OMRADE_UNKNOWN, OTHER_SHEET
from exceltools.definition import Definition, load
from exceltools.feedback import letters
from exceltools.feedback.letters import Attachment
from exceltools.feedback.points import (
    answered_before,
    by_cell,
    concerning,
    marked,
    most_important,
    notes,
    points,
    remaining,
)
from exceltools.issues import issue
from exceltools.model import Plan

CITY = load()
BROMMA = CITY.unit("bromma")
PLAN = Plan(BROMMA, "in/Bo's plan.xlsx", "Bo's plan", 3, {"utgangspunkt": "B3"}, ())


def said(rule=CELL_EMPTY, cell=None, message="Cellen är tom.", hint="Skriv.", **more):
    row = int("".join(filter(str.isdigit, cell))) if cell else None
    place = {"unit": "bromma", "source": PLAN.source, "sheet": PLAN.sheet, "row": row} | more
    return issue(rule, CITY, message=message, hint=hint, cell=cell, **place, about=f"{cell}")


def lines(*issues, hidden=()):
    return [(point.severity, point.where, point.target) for point in points(PLAN, concerning(PLAN, issues), hidden)]


@pytest.mark.parametrize(
    ("issues", "expected"),
    [
        pytest.param([said(cell="E6")], [("E6", "'Bo''s plan'!E6")], id="one cell"),
        pytest.param(
            [said(cell=f"E{row}") for row in (6, 7, 8, 12)],
            [("E6–E8", "'Bo''s plan'!E6:E8"), ("E12", "'Bo''s plan'!E12")],
            id="a run and one more",
        ),
        pytest.param(
            [said(cell="E6"), said(cell="F6")],
            [("E6", "'Bo''s plan'!E6"), ("F6", "'Bo''s plan'!F6")],
            id="beside each other",
        ),
        pytest.param([said(row=3)], [("Rad 3", "'Bo''s plan'!A3")], id="a row"),
        pytest.param([said()], [("Hela planen", "'Bo''s plan'!B3")], id="the plan"),
        pytest.param([said(OTHER_SHEET, sheet="Mål!")], [("Bladet Mål!", "'Mål!'!A1")], id="another sheet"),
    ],
)
def test_each_run_of_cells_is_a_line_with_a_link_to_all_of_it(issues, expected):
    assert [line[1:] for line in lines(*issues)] == expected


def test_a_hidden_row_is_named_as_such():
    assert lines(said(cell="E6"), said(cell="E9"), hidden=[9]) == [
        ("error", "E6", "'Bo''s plan'!E6"),
        ("error", "E9 (dold)", "'Bo''s plan'!E9"),
    ]


def test_the_worst_comes_first_and_what_is_not_the_units_is_left_out():
    issues = [
        said(OTHER_SHEET, sheet="Annat"),
        said(OMRADE_UNKNOWN, cell="B6"),
        said(cell="E9"),
        said(sheet=None),  # of the file
        said(source="in/Farsta.xlsx", cell="E6"),
        said(ANSWERED, cell="E11", sheet="Återkoppling"),
    ]
    assert [(line[0], line[1]) for line in lines(*issues)] == [
        ("error", "E9"),
        ("warning", "B6"),
        ("info", "Bladet Annat"),
    ]


def test_a_cell_is_marked_once_by_its_worst_and_its_note_says_all():
    issues = concerning(PLAN, [said(OMRADE_UNKNOWN, cell="B6", hint=""), said(cell="B6"), said(cell="E6")])
    found = by_cell(PLAN, issues)
    assert marked(found) == {"error": ["B6", "E6"], "warning": [], "info": []}
    assert notes(found)["B6"] == ["Fel: Cellen är tom.", "Skriv.", "Varning: Cellen är tom."]


def test_answers_follow_their_issue_and_what_is_left_is_counted():
    first, second, gone = said(cell="E6"), said(cell="E7"), said(cell="E9")
    before = [
        Line("E8", "Fel", "E6–E7", "Tom.", "Skriv.", "Vakant", (first.fingerprint, second.fingerprint)),
        Line("E9", "Fel", "E9", "Tom.", "Skriv.", "", (gone.fingerprint,)),
    ]
    found = points(PLAN, [said(cell="E7")])
    assert [point.answer for point in answered_before(found, before)] == ["Vakant"]
    assert remaining(found, before) == 1


def test_a_letter_names_errors_first_then_what_most_cells_have_and_a_kind_of_warning_once():
    issues = [
        *(said(OMRADE_UNKNOWN, cell=f"B{row}", message="Område 1.") for row in (6, 7, 8)),
        *(said(OMRADE_UNKNOWN, cell=f"B{row}", message="Område 2.") for row in (9, 10)),
        said(cell="E6"),
        issue(OTHER_SHEET, CITY, message="Bladet.", source=PLAN.source, sheet="x"),
    ]
    named = [group.first.message for group in most_important(concerning(PLAN, issues))]
    assert named == ["Cellen är tom.", "Område 1.", "Område 2."]
    other = said(CELL_EMPTY, cell="F6", message="Annat.")
    named = [group.first.message for group in most_important(concerning(PLAN, [*issues, other]))]
    assert named == ["Cellen är tom.", "Annat.", "Område 1."]


# --- letters -----------------------------------------------------------------------------------------------------


def city_with(delivery, unit):
    data = CITY.model_dump(by_alias=True)
    data["delivery"] |= delivery
    data["units"] = [one | unit if one["id"] == "bromma" else one for one in data["units"]]
    return Definition.model_validate(data)


def draft(letter, city=CITY):
    return email.message_from_bytes(letters.draft(letter, city.unit("bromma"), city), policy=policy.default)


def test_addresses_and_names_come_from_the_definition():
    delivery = {"email": "sam@staden.example", "sender": "Karin Ek", "corrections_by": "senast den 15 oktober"}
    city = city_with(delivery, {"email": "plan@bromma.example"})
    copy = Attachment("Bromma återkoppling.xlsx", b"PK")
    letter = letters.answer(PLAN, [said(cell="E6")], city, copy, remarks=["En sak till."])
    found = draft(letter, city)
    assert (found["From"], found["To"]) == ("sam@staden.example", "plan@bromma.example")
    text = found.get_body().get_content().replace("\r\n", "\n")
    assert "tillbaka samma arbetsbok till samordnaren på socialförvaltningen senast den 15 oktober." in text
    assert text.rstrip().endswith("Vänliga hälsningar\nKarin Ek")
    assert "\nEn sak till.\n" in text


@pytest.mark.parametrize(
    ("copy", "attached", "words"),
    [
        (Attachment("a.xlsx", b"PK"), ["a.xlsx"], "Arbetsboken a.xlsx finns bifogad."),
        (Attachment("a.xlsm", b"PK"), ["a.xlsm"], "Arbetsboken a.xlsm finns bifogad."),
        (Attachment("a.xlsx", bytes(7 * 2**20 + 1)), [], "Arbetsboken a.xlsx är för stor för e-post"),
        (Attachment("a.xlsx", b"PK", secret=True), [], "Arbetsboken a.xlsx skickas inte med e-post"),
    ],
    ids=["small", "with macros", "large", "secret"],
)
def test_what_is_attached_is_what_the_letter_says(copy, attached, words):
    letter = letters.answer(PLAN, [said(cell="E6")], CITY, copy, remarks=[])
    assert words in letter.text()
    assert [one.get_filename() for one in draft(letter).iter_attachments()] == attached


@pytest.mark.parametrize(
    ("issues", "words"),
    [
        ([], "Inget behöver rättas, så nu är er plan klar."),
        ([said(OTHER_SHEET, sheet="x")], "Inget behöver rättas, så nu är er plan klar."),
        ([said(cell="E6")], "Innan den är klar finns 1 fel att rätta. Det gäller:"),
        ([said(OMRADE_UNKNOWN, cell="B6")], "Den är nästan klar: det finns 1 varning att se över. Det gäller:"),
    ],
    ids=["nothing", "only noted", "an error", "a warning"],
)
def test_the_letter_begins_with_how_the_plan_stands(issues, words):
    letter = letters.answer(PLAN, concerning(PLAN, issues), CITY, Attachment("a.xlsx", b""), remarks=[])
    assert words in letter.text()
