"""Which file counts for which unit, as a person says it."""

import pytest

from exceltools.choices import choices
from exceltools.definition import load
from exceltools.errors import UsageError
from exceltools.reading.candidates import Candidate

DEFINITION = load()
FOUND = [
    Candidate(path)
    for path in ("in/Bromma.xlsx", "in/Plan.xlsx", "in/ny/Plan.xlsx", "in/Farsta ny.xlsx", "in/brev.eml/Å.xlsx")
]


def chosen(*asked):
    return dict(choices(asked, FOUND, DEFINITION))


@pytest.mark.parametrize(
    "unit", ["hasselby-vallingby", "Hässelby-Vällingby", "HÄSSELBY-VÄLLINGBY", "hasselby vallingby"]
)
def test_a_unit_is_known_by_id_and_name(unit):
    assert chosen(f"{unit}=in/Bromma.xlsx") == {"in/Bromma.xlsx": "hasselby-vallingby"}


@pytest.mark.parametrize(
    ("file", "path"),
    [
        pytest.param("in/Bromma.xlsx", "in/Bromma.xlsx", id="as given"),
        pytest.param("Bromma.xlsx", "in/Bromma.xlsx", id="its name"),
        pytest.param("BROMMA.XLSX", "in/Bromma.xlsx", id="capitals"),
        pytest.param("./in/Bromma.xlsx", "in/Bromma.xlsx", id="from here"),
        pytest.param("in\\Bromma.xlsx", "in/Bromma.xlsx", id="as Windows writes it"),
        pytest.param("ny/Plan.xlsx", "in/ny/Plan.xlsx", id="the end of its path"),
        pytest.param("in/Plan.xlsx", "in/Plan.xlsx", id="the whole path before an end of another"),
        pytest.param("A\u030a.xlsx", "in/brev.eml/Å.xlsx", id="letters as a Mac writes them"),
    ],
)
def test_a_file_is_known_by_its_path_or_the_end_of_it(file, path):
    assert chosen(f"farsta={file}") == {path: "farsta"}


def test_several_units_each_with_its_file_and_one_said_twice():
    asked = ("bromma=Bromma.xlsx", "farsta=Farsta ny.xlsx", "Bromma=in/Bromma.xlsx")
    assert chosen(*asked) == {"in/Bromma.xlsx": "bromma", "in/Farsta ny.xlsx": "farsta"}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        pytest.param(["Bromma.xlsx"], "likhetstecken", id="no unit"),
        pytest.param(["=Bromma.xlsx"], "likhetstecken", id="an empty unit"),
        pytest.param(["bromma="], "likhetstecken", id="an empty file"),
        pytest.param(["broma=Bromma.xlsx"], "”broma” finns inte i definitionen. Menade du Bromma?", id="misspelt"),
        pytest.param(["Göteborg=Bromma.xlsx"], "Där finns: Bromma, Enskede-Årsta-Vantör,", id="another city"),
        pytest.param(["bromma=Broma.xlsx"], "Menade du in/Bromma.xlsx?", id="misspelt file"),
        pytest.param(["bromma=zzz.pdf"], "”zzz.pdf”, som ska väljas, finns inte bland källorna.", id="no such file"),
        pytest.param(["bromma=Plan.xlsx"], "in/Plan.xlsx, in/ny/Plan.xlsx. Skriv mer", id="two files of that name"),
        pytest.param(["bromma=omma.xlsx"], "Menade du in/Bromma.xlsx?", id="a piece of a name is no name"),
        pytest.param(
            ["bromma=Bromma.xlsx", "bromma=ny/Plan.xlsx"], "både in/Bromma.xlsx och in/ny/Plan.xlsx", id="two files"
        ),
        pytest.param(["bromma=Bromma.xlsx", "farsta=Bromma.xlsx"], "både Bromma och Farsta", id="two units"),
    ],
)
def test_what_cannot_be_understood_is_said(asked, said):
    with pytest.raises(UsageError) as error:
        chosen(*asked)
    assert said in str(error.value)


def test_nothing_asked_is_nothing_chosen():
    assert choices((), iter(()), DEFINITION) == {}
