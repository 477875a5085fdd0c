import datetime as dt
import json
import tomllib
from pathlib import Path

import jsonschema
import pydantic
import pytest

from exceltools.definition import BUNDLED, COLUMN_IDS, Definition, Span, Term, json_schema, load

EKEBY = Path(__file__).parent / "definitions" / "ekeby.toml"


@pytest.fixture(scope="module")
def bundled() -> Definition:
    return load()


@pytest.fixture(scope="module")
def ekeby() -> Definition:
    return load(EKEBY)


def test_the_bundled_definition_asks_for_what_the_strategy_says(bundled):
    assert tuple(column.id for column in bundled.columns) == COLUMN_IDS
    assert [len(point.omraden) for point in bundled.utgangspunkter] == [4, 5, 3, 1]
    assert [code.code for code in bundled.follow_up] == ["T1", "T2", "VB"]
    assert sum(unit.kind == "district" for unit in bundled.units) == 13
    assert sum(unit.kind == "committee" for unit in bundled.units) == 5
    assert bundled.strategy == Span(start=dt.date(2019, 1, 1), end=dt.date(2022, 12, 31))
    assert bundled.plan == Span(start=dt.date(2021, 1, 1), end=dt.date(2022, 12, 31))


def test_every_utgangspunkt_and_omrade_is_explained(bundled):
    parts = [part for point in bundled.utgangspunkter for part in (point, *point.omraden)]
    assert len(parts) == 17
    assert [part.name for part in parts if not part.explanation.endswith(".")] == []


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("hagersten-alvsjo", "Hägersten-Liljeholmen"),
        ("hagersten-alvsjo", "Älvsjö"),
        ("enskede-arsta-vantor", "Vantör"),
        ("sodermalm", "Maria-Gamla stan"),
        ("rinkeby-kista", "Kista"),
        ("utbildningsnamnden", "Utbildningsförvaltningen"),
    ],
)
def test_a_unit_has_the_names_it_has_gone_by(bundled, unit, name):
    assert name in bundled.unit(unit).aliases


def test_the_bundled_file_is_written_for_coordinators():
    lines = BUNDLED.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "#:schema ./handlingsplan.schema.json"
    assert max(len(line) for line in lines) <= 120
    "\n".join(lines).encode("cp1252")


def test_another_city_is_another_file_and_no_code(ekeby):
    assert ekeby.title == "Så blir Ekeby en kommun att åldras i"
    assert ekeby.column("metod").header == "Insats"
    assert ekeby.column("mal").required is False
    assert ekeby.column("mal").width == 24
    assert ekeby.utgangspunkt("hemma").omraden[0].name == "Bostäder"
    assert [unit.id for unit in ekeby.units] == ["norr", "soder", "teknik"]
    assert ekeby.unit("soder").aliases == ("Sunnanån",)
    assert ekeby.severities == {"TID003": "info"}
    assert ekeby.parameters == {"TID003": {"years": 3}}


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        pytest.param("01-01", "06-30", "2021-01-01", "2021-06-30", id="within a year"),
        pytest.param("08-01", "06-30", "2021-08-01", "2022-06-30", id="into the next year"),
        pytest.param("02-28", "02-28", "2021-02-28", "2021-02-28", id="a single day"),
        pytest.param("12-31", "01-01", "2021-12-31", "2022-01-01", id="over the turn of the year"),
    ],
)
def test_a_term_in_a_year(start, end, first, last):
    term = Term(id="x", names=("x",), start=start, end=end)
    assert term.in_year(2021) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


def test_a_span_covers_both_its_ends(bundled):
    assert [bundled.strategy.covers(dt.date.fromisoformat(day)) for day in ("2018-12-31", "2019-01-01")] == [
        False,
        True,
    ]
    assert [bundled.strategy.covers(dt.date.fromisoformat(day)) for day in ("2022-12-31", "2023-01-01")] == [
        True,
        False,
    ]


def test_a_quoted_date_is_a_date(tmp_path):
    path = tmp_path / "plan.toml"
    text = EKEBY.read_text(encoding="utf-8").replace("start = 2025-01-01", 'start = "2025-01-01"')
    path.write_text(text, encoding="utf-8")
    assert load(path).plan.start == dt.date(2025, 1, 1)


def test_nobody_can_change_a_definition(bundled):
    with pytest.raises(pydantic.ValidationError):
        bundled.title = "En annan"


def test_what_is_not_there_is_a_key_error(bundled):
    for find in (bundled.column, bundled.unit, bundled.utgangspunkt):
        with pytest.raises(KeyError):
            find("finns-inte")


def as_json(path):
    return json.loads(json.dumps(tomllib.loads(path.read_text(encoding="utf-8")), default=str))


@pytest.mark.parametrize("path", [BUNDLED, EKEBY], ids=["bundled", "ekeby"])
def test_a_good_definition_is_good_to_an_editor(path):
    schema = json_schema()
    jsonschema.Draft7Validator.check_schema(schema)
    jsonschema.validate(as_json(path), schema, format_checker=jsonschema.FormatChecker())


@pytest.mark.parametrize(
    ("place", "value"),
    [
        pytest.param(("version",), 2021.1, id="number for a text"),
        pytest.param(("titel",), "x", id="unknown key"),
        pytest.param(("plan", "start"), "2021-13-01", id="thirteenth month"),
        pytest.param(("columns", 0, "width"), 3, id="too narrow"),
        pytest.param(("columns", 0, "kind"), "fri", id="unknown kind"),
        pytest.param(("follow_up", 0, "date"), "30-04", id="day before month"),
        pytest.param(("units", 0, "aliases"), "EÅV", id="text for a list"),
        pytest.param(("severities", "tid3"), "error", id="no rule code"),
        pytest.param(("severities", "TID003"), "fel", id="severity in Swedish"),
    ],
)
def test_an_editor_sees_what_is_wrong(place, value):
    data = as_json(BUNDLED)
    table = data
    for part in place[:-1]:
        table = table[part]
    table[place[-1]] = value
    with pytest.raises(jsonschema.ValidationError) as caught:
        jsonschema.validate(data, json_schema(), format_checker=jsonschema.FormatChecker())
    assert tuple(caught.value.absolute_path) in (place, place[:-1])


def test_the_committed_schema_is_the_present_one():
    committed = BUNDLED.with_name("handlingsplan.schema.json").read_text(encoding="utf-8")
    assert committed == json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


def test_every_key_is_described_to_whoever_types_it():
    schema = json_schema()
    tables = {"": schema, **schema["definitions"]}
    fields = {(name, key): field for name, table in tables.items() for key, field in table["properties"].items()}
    assert len(tables) == 11
    assert [
        place for place, field in fields.items() if not field.get("description", "").rstrip(")”").endswith(".")
    ] == []
    assert [name for name, table in tables.items() if not table["description"].endswith(".")] == []


def test_nothing_stands_beside_a_reference_where_editors_would_pass_it_over():
    def references(node):
        if isinstance(node, dict):
            if "$ref" in node:
                yield node
            for inner in node.values():
                yield from references(inner)
        elif isinstance(node, list):
            for inner in node:
                yield from references(inner)

    found = list(references(json_schema()))
    assert len(found) == 11
    assert all(set(node) == {"$ref"} for node in found)
