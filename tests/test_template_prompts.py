"""What rules add to the guiding questions of the template."""

import io

import pytest
from openpyxl import load_workbook

from exceltools.definition import load
from exceltools.engine.registry import Plugin, Registry
from exceltools.engine.registry import load as load_plugins
from exceltools.rules import rule
from exceltools.template import Design

CITY = load()


def ruled(code, prompt, columns=("metod",)):
    declared = {"scope": "cell", "severity": "warning", "columns": columns, "passes": [{}], "fails": [{}]}
    return rule(code=code, name=code.lower(), title="T", why="D.", prompt=prompt, **declared)(lambda *_: ())


def prompts(*rules, definition=CITY):
    """Give the prompt of each column, by its header, in the template of a city with these rules too."""
    loaded = Registry((*load_plugins().plugins, Plugin("egen", "", "folder: egen.py", rules)))
    book = load_workbook(io.BytesIO(Design(definition, loaded).workbook(definition.unit("bromma"))))
    found = book["Handlingsplan"].data_validations.dataValidation
    return {one.promptTitle: one.prompt for one in found if one.promptTitle}


QUESTION = {column.id: column.question for column in CITY.columns}
METOD = CITY.column("metod").header


def test_a_rule_adds_its_prompt_to_the_question_of_its_first_column():
    usual = prompts()
    found = prompts(ruled("EX001", "Skriv hur det går till.", ["metod", "mal"]))
    assert found == {**usual, METOD: f"{QUESTION['metod']} Skriv hur det går till."}


def test_several_stand_in_order_and_what_has_no_room_is_left_out():
    found = prompts(*(ruled(f"EX00{number}", f"{number}. {'x' * 100}.") for number in (3, 1, 2)))[METOD]
    assert found.startswith(f"{QUESTION['metod']} 1. ")
    assert len(found) <= 255
    assert "3. " not in found


@pytest.mark.parametrize("wish", ["off", "trial"])
def test_a_rule_that_does_not_count_is_not_announced(wish):
    city = CITY.model_copy(update={"severities": {"EX001": wish}})
    assert prompts(ruled("EX001", "Skriv hur."), definition=city)[METOD] == prompts()[METOD]
