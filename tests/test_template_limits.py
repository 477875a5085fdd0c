import pytest

from exceltools import definition
from exceltools.errors import DefinitionError
from exceltools.template.limits import check_limits, like_a_cell
from exceltools.text import units_in_excel

CITY = definition.load()


def changed(**parts):
    return definition.Definition.model_validate({**CITY.model_dump(by_alias=True), **parts})


def with_column(column_id, **parts):
    return changed(columns=[c.model_dump() | (parts if c.id == column_id else {}) for c in CITY.columns])


def points(*names):
    return changed(
        utgangspunkter=[
            {"id": f"p{number}", "name": name, "omraden": [{"id": "a", "name": "Fritid"}]}
            for number, name in enumerate(names)
        ]
    )


def areas(*names):
    made = [{"id": f"a{number}", "name": name} for number, name in enumerate(names)]
    return changed(utgangspunkter=[{"id": "p", "name": "Samhandling", "omraden": made}])


def test_the_bundled_definition_fits():
    check_limits(CITY)


@pytest.mark.parametrize(
    "fits",
    [
        pytest.param(with_column("mal", header="x" * 32), id="header of 32"),
        pytest.param(areas("å" * 240), id="name of 240"),
        pytest.param(areas("Fritid, kultur & ”idrott”"), id="commas, ampersands and quotes"),
        pytest.param(points(*(f"Punkt {number}" for number in range(20))), id="20 utgångspunkter"),
    ],
)
def test_at_the_limit_it_fits(fits):
    check_limits(fits)


@pytest.mark.parametrize(
    ("faulty", "words"),
    [
        pytest.param(with_column("mal", header="x" * 33), "33 tecken", id="header of 33"),
        pytest.param(with_column("mal", header="M" + "😀" * 16), "33 tecken", id="17 emoji count double"),
        pytest.param(areas("å" * 241), "241 tecken", id="name of 241"),
        pytest.param(with_column("mal", header="OMRÅDE"), "en annan kolumn", id="two headers alike"),
        pytest.param(with_column("mal", header="kontroll"), "mallens egen kolumn", id="the template's own header"),
        pytest.param(points("Allt*"), "joker", id="wildcard"),
        pytest.param(points(*(f"Punkt {number}" for number in range(60))), "60 utgångspunkter", id="too many"),
    ],
)
def test_beyond_the_limit_is_refused_in_words(faulty, words):
    with pytest.raises(DefinitionError, match=words):
        check_limits(faulty)


def test_all_faults_are_told_at_once():
    faulty = points("Allt*", "x" * 241)
    with pytest.raises(DefinitionError) as caught:
        check_limits(faulty)
    assert str(caught.value).count("\n– ") == 2


@pytest.mark.parametrize("name", ["T1", "vb2", "XFD1048576", "R1C1", "rc", "r", "C", "R5"])
def test_names_that_excel_takes_for_cells(name):
    assert like_a_cell(name)


@pytest.mark.parametrize("name", ["lst_utg", "omr_1", "exceltools_unit", "abcd1"])
def test_names_that_excel_takes_for_names(name):
    assert not like_a_cell(name)


def test_characters_are_counted_as_excel_counts():
    assert [units_in_excel(text) for text in ("", "Å", "😀")] == [0, 1, 2]
