"""The report keeps its contract: keys and order, counts, bytes."""

from __future__ import annotations

import json
import typing
from collections import Counter
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from results import few, hostile, many, result, small_city

from exceltools import __version__
from exceltools.definition import COLUMN_IDS, Severity, UnitKind
from exceltools.errors import OutputError
from exceltools.model import PeriodKind, PluginState, SourceStatus
from exceltools.report import SCHEMA_FILE, report, report_text, write_report

SCHEMA = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
GOLDEN = Path(__file__).parent / "golden" / "report.json"


def nothing():
    return result(small_city(), [], [], [])


@pytest.mark.parametrize("make", [few, hostile, nothing, lambda: many(3, 4)], ids=["few", "hostile", "nothing", "many"])
def test_the_report_follows_its_schema(make):
    VALIDATOR.validate(json.loads(report_text(make())))


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def objects(part):
    if isinstance(part, dict):
        if part.get("type") == "object":
            yield part
        for value in part.values():
            yield from objects(value)
    elif isinstance(part, list):
        for value in part:
            yield from objects(value)


ONLY_WHERE_NEEDED = ("accepted", "trial")  # lists that a report without waivers and rules on trial does not have


def test_the_schema_is_strict():
    """Every object forbids other keys and demands all of its own; only a unit's own columns are free."""
    free = [part for part in objects(SCHEMA) if part["additionalProperties"] is not False]
    assert free == [SCHEMA["$defs"]["activity"]["properties"]["extra"]]
    for part in objects(SCHEMA):
        assert [key for key in part.get("properties", {}) if key not in ONLY_WHERE_NEEDED] == part.get("required", [])


@pytest.mark.parametrize(
    ("path", "value"),
    [
        pytest.param(("issues", 0, "severity"), "fatal", id="unknown severity"),
        pytest.param(("issues", 3, "cell"), "g14", id="cell in small letters"),
        pytest.param(("issues", 3, "row"), 0, id="row zero"),
        pytest.param(("activities", 0, "period", "start"), "2021", id="date that is no date"),
        pytest.param(("activities", 0, "values", "arbetet"), "x", id="another column"),
        pytest.param(("sources", 0, "sha256"), "abc", id="short hash"),
        pytest.param(("units", 0, "kind"), "stadsdel", id="kind in Swedish"),
        pytest.param(("totals", "errors"), -1, id="negative count"),
        pytest.param(("extra",), 1, id="another key"),
    ],
)
def test_the_schema_refuses_what_is_not_agreed(path, value):
    document = report(few())
    part = document
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    assert not VALIDATOR.is_valid(document)


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (PeriodKind, ("activity", "properties", "period", "anyOf", 1, "properties", "kind")),
        (SourceStatus, ("source", "properties", "status")),
        (PluginState, ("plugin", "properties", "status")),
        (Severity, ("issue", "properties", "severity")),
        (UnitKind, ("unit", "properties", "kind")),
    ],
    ids=["period", "source", "plugin", "severity", "unit"],
)
def test_the_schema_knows_the_words_of_the_model(words, place):
    part = SCHEMA["$defs"]
    for step in place:
        part = part[step]
    assert part["enum"] == list(typing.get_args(words))


def test_the_report_of_a_small_round_is_as_worked_out_by_hand():
    """Fingerprints are hashes and have their own tests; here each is a placeholder."""
    document = report(few())
    for issue in document["issues"]:
        assert len(issue["fingerprint"]) == 16
        issue["fingerprint"] = "0" * 16
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    assert document.pop("tool") == {"name": "exceltools", "version": __version__}
    assert document == golden
    assert json.dumps(document) == json.dumps(golden)  # the order of the keys too


def test_the_keys_stand_in_the_order_of_the_contract():
    assert list(report(few())) == [
        "schema", "tool", "definition", "plugins", "sources", "units", "activities", "coverage", "issues", "totals",
    ]  # fmt: skip
    assert list(report(few())["activities"][0]["values"]) == list(COLUMN_IDS)


def test_fingerprints_are_the_issues_own():
    given = few()
    assert Counter(one["fingerprint"] for one in report(given)["issues"]) == Counter(
        one.fingerprint for one in given.issues
    )


@pytest.mark.parametrize("make", [few, hostile, lambda: many(7, 5, 3)], ids=["few", "hostile", "many"])
def test_the_figures_add_up(make):
    document = report(make())
    totals, units = document["totals"], document["units"]
    assert totals["activities"] == len(document["activities"]) == sum(one["activities"] for one in document["sources"])
    assert totals["returned"] == sum(one["returned"] for one in units)
    assert totals["units"] == len(units)
    for key, severity in (("errors", "error"), ("warnings", "warning"), ("infos", "info")):
        found = [one for one in document["issues"] if one["severity"] == severity]
        assert totals[key] == len(found)
        assert sum(one[key] for one in units) == sum(one["unit"] is not None for one in found)
    for unit in units:
        rows = [one for one in document["activities"] if one["unit"] == unit["id"]]
        assert unit["activities"] == len(rows)


def test_the_same_result_in_another_order_gives_the_same_bytes():
    given = many(4, 3)
    turned = replace(
        given,
        sources=given.sources[::-1],
        issues=given.issues[::-1],
        coverage=given.coverage[::-1],
        plans=given.plans[::-1],
        plugins=given.plugins[::-1],
    )
    assert report_text(turned) == report_text(given)


def test_the_file_is_utf_8_with_real_letters_and_a_newline_at_its_end(tmp_path):
    write_report(few(), tmp_path / "rapport.json")
    data = (tmp_path / "rapport.json").read_bytes()
    assert "Ålsta plan.xlsx".encode() in data
    assert b"\\u" not in data
    assert data.endswith(b"}\n")
    assert b"\r" not in data


def test_each_activity_and_each_issue_has_a_line_of_its_own():
    lines = report_text(few()).splitlines()
    assert sum(line.startswith('    {"unit": ') and '"row": ' in line for line in lines) == 5
    assert sum(line.startswith('    {"code": ') for line in lines) == 8


def test_half_characters_become_visible_marks(tmp_path):
    given = few()
    odd = replace(given.sources[0], path="svar/\udce5lsta.xlsx")
    write_report(replace(given, sources=(odd,)), tmp_path / "rapport.json")
    read = json.loads((tmp_path / "rapport.json").read_text(encoding="utf-8"))
    assert read["sources"][0]["path"] == "svar/\ufffdlsta.xlsx"


@given(st.text(), st.text())
def test_any_text_is_held(value, header):
    base = few()
    first = base.plans[0].activities[0]
    cell = first.cells["mal"]
    changed = replace(first, cells={**first.cells, "mal": replace(cell, text=value)}, extra={header: cell})
    plans = (replace(base.plans[0], activities=(changed,)),)
    read = json.loads(report_text(replace(base, plans=plans)))
    assert read["activities"][0]["values"]["mal"] == value
    assert list(read["activities"][0]["extra"]) == [header]


def test_a_report_that_cannot_be_written_leaves_the_older_one(tmp_path):
    (tmp_path / "rapport.json").mkdir()
    with pytest.raises(OutputError):
        write_report(few(), tmp_path / "rapport.json")
    assert list(tmp_path.iterdir()) == [tmp_path / "rapport.json"]
