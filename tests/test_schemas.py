import json
import os
import subprocess
import sys

import pandera.polars as pa
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandera.errors import SchemaErrors

from exceltools import schemas
from exceltools.definition import COLUMN_IDS, load
from exceltools.engine.examples import plan

DEFINITION = load()
CIVIL = "Civilsamhället"


def found(*rows, definition=DEFINITION, **place):
    return schemas.check([plan(*rows, definition=definition, **place)], definition)


def places(issues):
    return sorted((issue.code, issue.cell) for issue in issues)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param({}, [], id="sound"),
        pytest.param({"mal": ""}, [("SCH001", "C6")], id="empty"),
        pytest.param({"mal": " \u00a0\n"}, [("SCH001", "C6")], id="only-white-space"),
        pytest.param(
            dict.fromkeys(COLUMN_IDS, ""), [("SCH001", f"{letter}6") for letter in "ABCDEFG"], id="everything-empty"
        ),
        pytest.param({"ansvarig": "-"}, [("SCH002", "E6")], id="hyphen"),
        pytest.param({"ansvarig": "– –"}, [("SCH002", "E6")], id="dashes"),
        pytest.param({"ansvarig": "?"}, [("SCH002", "E6")], id="question-mark"),
        pytest.param({"ansvarig": "…"}, [("SCH002", "E6")], id="ellipsis"),
        pytest.param({"ansvarig": "N/A"}, [("SCH002", "E6")], id="n-a"),
        pytest.param({"mal": "Ej aktuellt."}, [("SCH002", "C6")], id="ej-aktuellt"),
        pytest.param({"mal": "Ej aktuellt i år, föreningen lades ner"}, [], id="ej-aktuellt-with-a-reason"),
        pytest.param({"mal": '"'}, [("SCH002", "C6")], id="ditto"),
        pytest.param({"mal": "Se ovan"}, [("SCH002", "C6")], id="se-ovan"),
        pytest.param({"mal": "N"}, [], id="one-letter-is-an-answer"),
        pytest.param({"mal": "1"}, [], id="one-is-an-answer"),
        pytest.param({"mal": "日本"}, [], id="letters-of-any-alphabet"),
        pytest.param({"utgangspunkt": "Samhandlingen", "omrade": "Samlad kompetens"}, [("SCH003", "A6")], id="nearly"),
        pytest.param({"utgangspunkt": "-", "omrade": "Fritid"}, [("SCH002", "A6")], id="stand-in-is-not-also-unknown"),
        pytest.param({"utgangspunkt": "", "omrade": "Fritid"}, [("SCH001", "A6")], id="empty-is-not-also-unknown"),
        pytest.param({"utgangspunkt": "#REF!", "omrade": "Fritid"}, [("SCH007", "A6")], id="error-is-not-also-unknown"),
        pytest.param(
            {"utgangspunkt": "Trygghet", "omrade": "Trygghet"}, [("SCH003", "A6"), ("SCH004", "B6")], id="both-unknown"
        ),
        pytest.param({"utgangspunkt": CIVIL, "omrade": "Samverkan"}, [("SCH004", "B6")], id="omrade-unknown"),
        pytest.param({"utgangspunkt": CIVIL, "omrade": "ej aktuellt"}, [("SCH002", "B6")], id="omrade-stand-in"),
        pytest.param({"utgangspunkt": CIVIL, "omrade": "Fritid"}, [("SCH005", "B6")], id="omrade-elsewhere"),
        pytest.param({"utgangspunkt": "Civil", "omrade": "Fritid"}, [("SCH003", "A6")], id="no-pair-without-both"),
        pytest.param({"mal": "a" * 32_767}, [], id="just-fits"),
        pytest.param({"mal": "å" * 32_768}, [("SCH006", "C6")], id="too-long-in-characters-not-bytes"),
        pytest.param({"mal": "a" + "😀" * 16_384}, [("SCH006", "C6")], id="too-long-as-excel-counts-emoji"),
        pytest.param({"mal": "a" + "😀" * 16_383}, [], id="emoji-that-just-fit"),
        pytest.param({"metod": "#NAMN?"}, [("SCH007", "D6")], id="error-in-swedish"),
        pytest.param({"metod": "#N/A"}, [("SCH007", "D6")], id="error-that-is-nearly-a-stand-in"),
        pytest.param({"metod": "#DIV/0!"}, [("SCH007", "D6")], id="error-division"),
        pytest.param({"metod": "Err:502"}, [("SCH007", "D6")], id="error-of-libreoffice"),
        pytest.param({"metod": "#metoo"}, [], id="hashtag"),
        pytest.param({"metod": "Uppropet #METOO i skolan!"}, [], id="hashtag-in-a-sentence"),
        pytest.param({"metod": "#####"}, [("SCH002", "D6")], id="too-narrow-column-copied"),
    ],
)
def test_what_a_cell_must_hold(row, expected):
    assert places(found(row)) == expected


def test_a_column_that_the_sheet_lacks_says_nothing_of_its_cells():
    assert found({}, {}, without=COLUMN_IDS) == []
    assert places(found({"omrade": "", "mal": ""}, without=["omrade"])) == [("SCH001", "B6")]


def test_without_the_column_utgangspunkt_the_omrade_is_still_judged():
    assert found({"omrade": "Fritid"}, without=["utgangspunkt"]) == []
    assert places(found({"omrade": "Trygghet"}, without=["utgangspunkt"])) == [("SCH004", "A6")]


def test_a_column_that_need_not_be_filled_in_may_be_empty_but_no_error():
    columns = [column.model_copy(update={"required": column.id != "mal"}) for column in DEFINITION.columns]
    relaxed = DEFINITION.model_copy(update={"columns": tuple(columns)})
    assert places(found({"mal": ""}, {"mal": "-"}, {"mal": "#REF!"}, definition=relaxed)) == [("SCH007", "C8")]


def test_an_omrade_that_two_utgangspunkter_share_is_right_when_only_the_utgangspunkt_is_missing():
    shared = DEFINITION.utgangspunkter[3].omraden[0].model_copy(update={"name": "Samlad kompetens", "id": "samlad"})
    point = DEFINITION.utgangspunkter[3].model_copy(update={"omraden": (shared,)})
    twice = DEFINITION.model_copy(update={"utgangspunkter": (*DEFINITION.utgangspunkter[:3], point)})
    assert places(found({"utgangspunkt": "", "omrade": "Samlad kompetens"}, definition=twice)) == [("SCH001", "A6")]
    for name in ("Systematisk samhandling", CIVIL):
        assert found({"utgangspunkt": name, "omrade": "Samlad kompetens"}, definition=twice) == []
    other = {"utgangspunkt": "Våldsprevention", "omrade": "Samlad kompetens"}
    assert places(found(other, definition=twice)) == [("SCH004", "B6")]


@pytest.mark.parametrize(
    ("row", "message", "hint"),
    [
        pytest.param(
            {"ansvarig": ""},
            "Cellen under Ansvarig är tom.",
            "Vilken chef eller funktion ser till att det blir gjort? Skriv funktionen, inte en persons namn.",
            id="empty-asks-the-guiding-question",
        ),
        pytest.param(
            {"utgangspunkt": "Våldsprevention med jämställdhet", "omrade": "Vålds- och könsnormer"},
            "”Våldsprevention med jämställdhet” är inte någon av strategins utgångspunkter.",
            "Menar ni Våldsprevention med ett jämställdhetsperspektiv? Välj det i listan i så fall.",
            id="utgangspunkt-suggested",
        ),
        pytest.param(
            {"utgangspunkt": "Qqq", "omrade": "Fritid"},
            "”Qqq” är inte någon av strategins utgångspunkter.",
            "Området Fritid hör till Förskola, skola och fritid som skyddsfaktorer. "
            "Välj den utgångspunkten om det är den ni menar.",
            id="utgangspunkt-by-its-omrade",
        ),
        pytest.param(
            {"utgangspunkt": "Qqq", "omrade": ""},
            "”Qqq” är inte någon av strategins utgångspunkter.",
            "Välj en av dem i listan: Systematisk samhandling; Förskola, skola och fritid som skyddsfaktorer; "
            "Våldsprevention med ett jämställdhetsperspektiv; Civilsamhället.",
            id="utgangspunkt-unheard-of",
        ),
        pytest.param(
            {"utgangspunkt": CIVIL, "omrade": "Qqq"},
            "”Qqq” är inte något av områdena inom Civilsamhället.",
            "Välj något av områdena inom Civilsamhället: Samverkan med civilsamhället.",
            id="omrade-unheard-of",
        ),
        pytest.param(
            {"utgangspunkt": "", "omrade": "Qqq"},
            "”Qqq” är inte något av områdena i strategin.",
            "Välj utgångspunkt först. Sedan visar listan områdena inom den.",
            id="omrade-unheard-of-without-utgangspunkt",
        ),
        pytest.param(
            {
                "utgangspunkt": "Förskola, skola och fritid som skyddsfaktorer",
                "omrade": "Skolnärvaro är grunden för att klara skolan, och därför behöver alla som "
                "möter elever hjälpas åt.",
            },
            "”Skolnärvaro är grunden för att klara skolan, och därför …” är inte något av områdena inom "
            "Förskola, skola och fritid som skyddsfaktorer.",
            "Menar ni Skolnärvaro? Välj det i listan i så fall. Här räcker områdets namn. "
            "Flytta resten av texten till Metoder och arbetssätt.",
            id="omrade-a-whole-sentence",
        ),
        pytest.param(
            {"utgangspunkt": CIVIL, "omrade": "Fritiden"},
            "Området Fritid hör till Förskola, skola och fritid som skyddsfaktorer, "
            "men raden har utgångspunkten Civilsamhället.",
            "Byt utgångspunkt till Förskola, skola och fritid som skyddsfaktorer, "
            "eller välj något av områdena inom Civilsamhället: Samverkan med civilsamhället.",
            id="omrade-elsewhere-names-both",
        ),
        pytest.param(
            {"mal": "a" * 40_000},
            "Texten under Mål och nytta är 40\u00a0000 tecken lång, men i en cell i Excel ryms bara 32 767.",
            "Korta texten, eller dela upp den på flera rader med en aktivitet på varje.",
            id="too-long",
        ),
        pytest.param(
            {"mal": "{value} {0}", "ansvarig": "{}"},
            "Under Ansvarig står bara ”{}”.",
            "Skriv vad som gäller för just den här aktiviteten. "
            "Vilken chef eller funktion ser till att det blir gjort? Skriv funktionen, inte en persons namn.",
            id="braces-are-text",
        ),
    ],
)
def test_the_sentences(row, message, hint):
    spoken = [(issue.message, issue.hint) for issue in found(row)]
    assert (message, hint) in spoken


def test_an_issue_has_its_place():
    (issue,) = found({}, {"mal": "-"}, unit="farsta", source="in/Farsta.xlsx")
    assert (issue.unit, issue.source, issue.sheet) == ("farsta", "in/Farsta.xlsx", "Handlingsplan")
    assert (issue.row, issue.cell, issue.column, issue.value) == (7, "C7", "mal", "-")
    assert issue.severity == "error"


def test_the_definition_may_set_another_severity():
    milder = DEFINITION.model_copy(update={"severities": {"SCH001": "info"}})
    assert [issue.severity for issue in found({"mal": ""}, definition=milder)] == ["info"]


def test_no_plans_and_no_activities_have_no_issues():
    assert schemas.check([], DEFINITION) == []
    assert schemas.check([plan(definition=DEFINITION)], DEFINITION) == []


CELLS = st.sampled_from(["", "-", "Fritid", CIVIL, "#REF!", "Något helt annat", "Skolnärvaro"])


@settings(deadline=None, max_examples=15)
@given(st.lists(st.fixed_dictionaries(dict.fromkeys(("utgangspunkt", "omrade", "mal"), CELLS)), max_size=8))
def test_positions_lead_back_to_the_cell_and_no_cell_has_two_issues(rows):
    """Whatever stands in the rows, each issue quotes the very cell that it names, and one fault is said once."""
    whole = plan(*rows, definition=DEFINITION)
    issues = schemas.check([whole], DEFINITION)
    by_row = {activity.row: activity for activity in whole.activities}
    for issue in issues:
        assert by_row[issue.row].cells[issue.column].ref == issue.cell
        assert by_row[issue.row].text(issue.column) == issue.value
    assert len({issue.cell for issue in issues}) == len(issues)
    apart = schemas.check(
        [plan(row, definition=DEFINITION, source=f"{n}.xlsx") for n, row in enumerate(rows)], DEFINITION
    )
    assert sorted((issue.code, issue.message) for issue in issues) == sorted((i.code, i.message) for i in apart)


# --- what we rely on pandera for: if one of these fails, pandera has changed -----------------------------------


def run_elsewhere(**environment):
    script = (
        "import json; from exceltools import schemas; from exceltools.definition import load; "
        "from exceltools.engine.examples import plan; d = load(); "
        "rows = ({'mal': ''}, {'omrade': 'Fritid'}, {'utgangspunkt': 'Civilsamhället', 'omrade': 'Fritid'}); "
        "print(json.dumps(sorted((i.code, i.cell) for i in schemas.check([plan(*rows, definition=d)], d))))"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", script],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr == ""
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    "environment",
    [
        pytest.param({"PANDERA_VALIDATION_ENABLED": "False"}, id="switched-off"),
        pytest.param({"PANDERA_VALIDATION_DEPTH": "SCHEMA_ONLY"}, id="schema-only"),
        pytest.param({"PANDERA_USE_NARWHALS_BACKEND": "True"}, id="another-backend"),
    ],
)
def test_the_environment_cannot_switch_the_checks_off(environment):
    assert run_elsewhere(**environment) == [["SCH001", "C6"], ["SCH005", "B8"]]


def test_a_plugin_cannot_switch_the_checks_off():
    from pandera.config import set_config

    set_config(validation_enabled=False, validation_depth="SCHEMA_ONLY")
    try:
        assert places(found({"mal": ""})) == [("SCH001", "C6")]
    finally:
        set_config(validation_enabled=True, validation_depth="SCHEMA_AND_DATA")


def contract(checks, frame_checks=(), **columns):
    """Run a small schema of our kind; give (code, column, positions, reason) of what pandera reports."""
    schema = pa.DataFrameSchema(
        {name: pa.Column(pl.String, nullable=True, checks=checks) for name in columns}, checks=list(frame_checks)
    )
    with pytest.raises(SchemaErrors) as caught:
        schema.validate(pl.DataFrame(columns), lazy=True)
    return [
        (error.check.name, error.schema.name, (~error.check_output["check_output"]).arg_true().to_list())
        for error in caught.value.schema_errors
    ]


def test_contract_null_passes_and_positions_are_the_rows():
    check = schemas._check(schemas.catalogue.CELL_EMPTY, pl.col("a") != "")
    assert contract([check], a=[None, "", "x", None, ""]) == [("SCH001", "a", [1, 4])]


def test_contract_a_check_on_the_frame_has_no_column_but_positions():
    check = schemas._check(schemas.catalogue.OMRADE_ELSEWHERE, pl.col("a") == pl.col("b"))
    assert contract([], [check], a=["1", "2", "3"], b=["1", "x", None]) == [("SCH005", None, [1])]


def test_contract_all_failing_checks_are_reported_in_one_run():
    checks = [
        schemas._check(schemas.catalogue.CELL_EMPTY, pl.col("a") != ""),
        schemas._check(schemas.catalogue.CELL_TOO_LONG, pl.col("a").str.len_chars() < 3),
    ]
    assert contract(checks, a=["", "long"]) == [("SCH001", "a", [0]), ("SCH006", "a", [1])]


@pytest.mark.parametrize(
    "schema",
    [
        pytest.param(pa.DataFrameSchema({"mal": pa.Column(pl.Int64)}), id="wrong-type"),
        pytest.param(pa.DataFrameSchema({"not there": pa.Column(pl.String)}), id="column-missing"),
        pytest.param(pa.DataFrameSchema({}, strict=True), id="column-too-many"),
        pytest.param(pa.DataFrameSchema({"mal": pa.Column(pl.String, pa.Check.isin(["x"]))}), id="check-of-no-rule"),
        pytest.param(
            pa.DataFrameSchema({"mal": pa.Column(pl.String, pa.Check(lambda _: 1 / 0, name="SCH001", error="SCH001"))}),
            id="check-that-crashes",
        ),
        pytest.param(
            pa.DataFrameSchema({}, checks=[pa.Check(lambda _: 1 / 0, name="SCH005", error="SCH005")]),
            id="frame-check-that-crashes",
        ),
        pytest.param(
            pa.DataFrameSchema({"mal": pa.Column(pl.String, pa.Check(lambda _: False, name="SCH001", error="SCH001"))}),
            id="check-without-positions",
        ),
        pytest.param("no schema at all", id="pandera-itself-crashes"),
    ],
)
def test_whatever_else_pandera_reports_becomes_an_issue(schema, monkeypatch):
    monkeypatch.setattr(schemas, "_schema", lambda _: schema)
    issues = found({"mal": "Något"}, {"mal": "Annat"})
    assert {issue.code for issue in issues} == {"KOR003"}
    assert all(issue.cell is None and issue.severity == "error" for issue in issues)


def test_two_plans_are_checked_in_one_run_and_told_apart():
    first = plan({"mal": ""}, definition=DEFINITION, unit="farsta")
    second = plan({}, {"mal": ""}, definition=DEFINITION, source="in/Bromma.xlsx")
    issues = schemas.check([first, second], DEFINITION)
    assert [(issue.unit, issue.source, issue.cell) for issue in issues] == [
        ("farsta", "farsta.xlsx", "C6"),
        ("bromma", "in/Bromma.xlsx", "C7"),
    ]
