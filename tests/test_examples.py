import pytest

from exceltools.definition import COLUMN_IDS, load
from exceltools.engine.examples import plan, plans

DEFINITION = load()


def test_cells_lie_below_the_header_in_the_templates_order():
    made = plan({}, {}, definition=DEFINITION)
    assert dict(made.columns) == dict(zip(COLUMN_IDS, ["A5", "B5", "C5", "D5", "E5", "F5", "G5"], strict=True))
    assert [activity.row for activity in made.activities] == [6, 7]
    assert made.activities[1].cells["uppfoljning"].ref == "G7"


def test_what_is_left_out_is_filled_in_soundly():
    activity = plan({}, definition=DEFINITION).activities[0]
    assert all(activity.text(column) for column in COLUMN_IDS)
    assert activity.utgangspunkt.id == "samhandling"
    assert activity.omrade_of == "samhandling"
    assert activity.text("tidsplan") == "2021 – 2022"
    assert activity.text("uppfoljning") == "T1, T2, VB"


def test_an_empty_text_stays_empty():
    assert plan({"mal": ""}, definition=DEFINITION).activities[0].text("mal") == ""


@pytest.mark.parametrize(
    ("row", "utgangspunkt", "omrade"),
    [
        pytest.param({"omrade": "Fritid"}, "Förskola, skola och fritid som skyddsfaktorer", "Fritid", id="omrade"),
        pytest.param({"utgangspunkt": "Civilsamhället"}, "Civilsamhället", "Samverkan med civilsamhället", id="point"),
        pytest.param({"utgangspunkt": "Civilsamhälle"}, "Civilsamhälle", "Samverkan med civilsamhället", id="alias"),
        pytest.param({"omrade": "MVP"}, "Våldsprevention med ett jämställdhetsperspektiv", "MVP", id="omrade-alias"),
        pytest.param({"utgangspunkt": ""}, "", "Samverkansöverenskommelser", id="empty"),
        pytest.param({"omrade": "Okänt"}, "Systematisk samhandling", "Okänt", id="unknown-omrade"),
        pytest.param({"utgangspunkt": "Civilsamhället", "omrade": "Fritid"}, "Civilsamhället", "Fritid", id="both"),
    ],
)
def test_utgangspunkt_and_omrade_go_together(row, utgangspunkt, omrade):
    activity = plan(row, definition=DEFINITION).activities[0]
    assert (activity.text("utgangspunkt"), activity.text("omrade")) == (utgangspunkt, omrade)


def test_a_missing_column_has_no_reference_and_moves_the_others_left():
    made = plan({}, definition=DEFINITION, without=["omrade"])
    assert "omrade" not in made.columns
    assert made.activities[0].cells["omrade"].ref is None
    assert made.activities[0].cells["mal"].ref == "B6"


def test_other_keys_are_columns_that_the_unit_added():
    activity = plan({"Arbetet utförs av": "Fältarna"}, definition=DEFINITION).activities[0]
    assert activity.extra["Arbetet utförs av"].ref == "H6"
    assert tuple(activity.cells) == COLUMN_IDS


def test_texts_are_cleaned_as_in_a_merge():
    cell = plan({"metod": " två  ord\r\n"}, definition=DEFINITION).activities[0].cells["metod"]
    assert (cell.text, cell.raw) == ("två ord", " två  ord\r\n")


def test_a_column_that_does_not_exist_cannot_be_missing():
    with pytest.raises(ValueError, match="område"):
        plan({}, definition=DEFINITION, without=["område"])


def test_rows_of_several_units_make_a_plan_each():
    made = plans([{"unit": "farsta"}, {}, {"unit": "farsta"}], DEFINITION)
    assert [(one.unit.id, len(one.activities)) for one in made] == [("farsta", 2), ("bromma", 1)]
    assert [one.source for one in made] == ["farsta.xlsx", "bromma.xlsx"]
