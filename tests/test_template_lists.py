import pytest

from exceltools import definition
from exceltools.template.lists import areas_formula, follow_up_suggestions, period_suggestions, value_lists

CITY = definition.load()


def changed(**parts):
    return definition.Definition.model_validate({**CITY.model_dump(by_alias=True), **parts})


def test_follow_ups_are_the_seven_combinations():
    assert follow_up_suggestions(CITY) == (
        "T1",
        "T2",
        "VB",
        "T1 och T2",
        "T1 och VB",
        "T2 och VB",
        "T1, T2 och VB",
    )


def test_five_codes_are_offered_one_by_one_and_all_together():
    codes = [{"code": code, "name": code, "date": "12-31"} for code in ("A", "B", "C", "D", "E")]
    assert follow_up_suggestions(changed(follow_up=codes)) == ("A", "B", "C", "D", "E", "A, B, C, D och E")


def test_periods_are_the_plans_whole_time_its_years_and_their_parts():
    found = period_suggestions(CITY)
    assert found[:3] == ("2021 – 2022", "2021", "2022")
    assert set(found) >= {"vårterminen 2021", "höstterminen 2022", "läsåret 2021/2022", "sommaren 2021"}


@pytest.mark.parametrize("outside", ["läsåret 2020/2021", "läsåret 2022/2023", "2020", "2023"])
def test_no_period_outside_the_plan_is_offered(outside):
    assert outside not in period_suggestions(CITY)


def test_one_year_is_offered_once():
    plan = {"start": "2022-01-01", "end": "2022-12-31"}
    assert period_suggestions(changed(plan=plan, terms=[])) == ("2022",)


def test_every_utgangspunkt_has_its_areas_in_order():
    lists = {values.name: values.values for values in value_lists(CITY)}
    assert lists["omr_3"] == (
        "Mentorer i våldsprevention (MVP)",
        "Vålds- och könsnormer",
        "Våld i nära relationer och hedersrelaterat våld",
    )


def test_the_areas_wait_for_an_utgangspunkt():
    assert areas_formula(CITY) == (
        "IF(ISNA(MATCH(utg_pa_raden,lst_utg,0)),lst_tom,CHOOSE(MATCH(utg_pa_raden,lst_utg,0),omr_1,omr_2,omr_3,omr_4))"
    )
