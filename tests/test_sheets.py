"""Sheets that plugins add: what they hold comes into the workbook as it is, and one that fails costs only itself."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from opening import links, texts, trees
from results import HOSTILE, activity, few, many, put_files, small_city

from exceltools.consolidated import workbook
from exceltools.consolidated.contents import contents
from exceltools.consolidated.links import SourceLinks
from exceltools.engine import declarations, sheets
from exceltools.engine.registry import Plugin, Registry
from exceltools.model import PluginRun
from exceltools.rules import Finding, rule, sheet
from exceltools.safe_text import held

WIDTHS = {"Namn": 20, "Antal": 8}


def declared(fill, name="Egna", headings=WIDTHS, **more):
    return sheet(name=name, about="Så här ligger det till.", headings=headings, **more)(fill)


def rows(*given):
    """Give a sheet whose rows are the given ones."""

    def fill(_result, _context):
        yield from given

    return declared(fill)


def plugin(*sheets, name="egen", rules=()):
    return Plugin(name, "1.0", f"folder: {name}.py", rules, sheets=sheets)


def added(*plugins, result=None):
    """Give the result of the small round after the plugins have been asked for their sheets."""
    runs = tuple(PluginRun(one.name, one.version, one.origin, "not relevant") for one in plugins)
    return sheets.added(replace(result or few(), plugins=runs), Registry(plugins))


def made(result, folder=Path()):
    return workbook(contents(result, SourceLinks(folder)))


def test_a_sheet_holds_title_sentence_headings_and_rows():
    result = added(plugin(rows(("SSP", 3), ("SIG", 1))))
    found = texts(made(result))["Egna"]
    assert {cell: found[cell] for cell in ("A1", "A2", "A4", "B4", "A5", "A6")} == {
        "A1": "Egna", "A2": "Så här ligger det till.", "A4": "Namn", "B4": "Antal", "A5": "SSP", "A6": "SIG",
    }  # fmt: skip
    assert result.plugins[0].status == "ran"
    assert result.issues == few().issues


def test_numbers_and_dates_are_numbers_and_dates():
    (filled,) = added(
        plugin(rows((dt.date(2021, 3, 1), 2.5), (dt.datetime(2021, 3, 1, 12, tzinfo=dt.UTC), None)))
    ).sheets
    assert filled.rows == ((dt.date(2021, 3, 1), 2.5), (dt.date(2021, 3, 1), None))


def test_an_activity_is_a_link_to_its_row(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    given = few()
    put_files(given, tmp_path)
    first = given.activities[0]
    data = made(added(plugin(rows(("Ålstas första", first))), result=given), tmp_path)
    assert texts(data)["Egna"]["B5"] == "Ålsta, rad 6"
    assert [(link.cell, link.location) for link in links(data)["Egna"]] == [("B5", "'Plan'!A6")]


def test_an_activity_of_a_file_that_is_gone_is_text():
    stray = activity("alsta", 7, source="borta/finns inte.xlsx")
    data = made(added(plugin(rows(("Stray", stray)))))
    assert texts(data)["Egna"]["B5"] == "Ålsta, rad 7"
    assert links(data)["Egna"] == []


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_text_is_text_whatever_it_looks_like(text):
    data = made(added(plugin(rows((text, 1)))))
    trees(data)  # every part is still XML
    assert texts(data)["Egna"].get("A5", "") == held(text)
    assert links(data)["Egna"] == []


@pytest.mark.parametrize("name", ["Översikt", "Bergby", "a/b:c?*[x]", "=1+1", "x" * 60, "History", " '' "])
def test_any_name_gives_a_tab_of_its_own(name):
    def fill(_result, _context):
        yield ("a", 1)

    result = added(plugin(declared(fill, name=name), declared(fill, name=name)))
    before, after = list(texts(made(few()))), list(texts(made(result)))
    assert len(after) == len(set(map(str.casefold, after))) == len(before) + 2
    assert set(before) <= set(after)
    assert all(0 < len(tab) <= 31 for tab in after)


def test_what_the_plugin_may_know():
    seen = []

    @rule(
        code="EX001", name="ex", title="Rubrik", severity="info", scope="row", why="Därför.",
        passes=[{}], fails=[{}], parameters={"words": ["a"], "least": 2},
    )  # fmt: skip
    def ruled(_activity, _context):
        yield Finding("Fynd.")

    def fill(result, context):
        seen.append((len(result.activities), dict(context.parameters), context.definition.id))
        return [("a", 1)]

    city = small_city().model_copy(update={"parameters": {"EX001": {"words": ["b", "c"]}}})
    own, other = declared(fill, parameters_of=["EX001"]), declared(fill, name="Andra")
    added(plugin(own, other, rules=(ruled,)), result=replace(few(), definition=city))
    assert seen == [(5, {"words": ("b", "c"), "least": 2}, "sma-planer"), (5, {}, "sma-planer")]


def raises(_result, _context):
    yield ("a", 1)
    raise ValueError("tom text")


def exits(_result, _context):
    raise SystemExit


def for_ever(_result, _context):
    while True:
        yield ("a", 1)


def returns_nothing(_result, _context):
    return None


def returns_text(_result, _context):
    return "ab"


def changes_the_result(result, _context):
    result.declarations["X"] = 1
    yield ("a", 1)


FAILING = {
    "raises": (raises, "det blev ett fel (ValueError: tom text)"),
    "exits": (exits, "koden försökte avsluta hela programmet"),
    "never-ends": (for_ever, "det har fler än 100\xa0000 rader"),
    "returns-nothing": (returns_nothing, "det lämnar NoneType ifrån sig; ett blad ska lämna sina rader med yield"),
    "returns-text": (returns_text, "det lämnar str ifrån sig"),
    "changes-the-result": (changes_the_result, "TypeError"),
    "row-of-text": (rows("ab").fill, "rad 1 är str och inte en rad celler"),
    "row-too-short": (rows(("a", 1), ("b",)).fill, "rad 2 har 1 celler, men bladet har 2 rubriker"),
    "row-too-long": (rows(("a", 1, 2)).fill, "rad 1 har 3 celler"),
    "a-list-in-a-cell": (rows(("a", [1])).fill, "rad 1 har en cell som är list; den ska vara text, ett tal"),
    "true-in-a-cell": (rows((True, 1)).fill, "rad 1 har en cell som är True"),
    "no-number": (rows(("a", float("nan"))).fill, "rad 1 har en cell som är nan"),
    "endless-number": (rows(("a", float("inf"))).fill, "rad 1 har en cell som är inf"),
}


@pytest.mark.parametrize(("fill", "said"), [pytest.param(*case, id=name) for name, case in FAILING.items()])
def test_a_sheet_that_fails_costs_only_itself(fill, said):
    sound = plugin(rows(("SSP", 3)), name="frisk")
    result = added(plugin(declared(fill, name="Trasigt"), rows(("SIG", 1))), sound)
    assert [(one.name, one.rows) for one in result.sheets] == [("Egna", (("SIG", 1),)), ("Egna", (("SSP", 3),))]
    assert [run.status for run in result.plugins] == ["failed", "ran"]
    (issue,) = [one for one in result.issues if one not in few().issues]
    assert (issue.code, issue.severity, issue.source) == ("KOR020", "error", None)
    assert said in issue.message
    assert issue.message.startswith("Bladet Trasigt från insticksprogrammet egen är inte med i sammanställningen: ")
    assert {"Egna", "Egna (2)"} <= set(texts(made(result)))


def test_what_a_sheet_prints_is_caught(capsys):
    def prints(_result, _context):
        print("hej")  # noqa: T201
        yield ("a", 1)

    result = added(plugin(declared(prints)))
    assert capsys.readouterr().out == ""
    assert [issue.code for issue in result.issues if issue not in few().issues] == ["KOR004"]
    assert len(result.sheets) == 1


def test_a_sheet_that_changes_the_definitions_dictionaries_changes_only_its_own():
    def meddles(result, context):
        context.definition.severities["TACK001"] = "info"
        result.definition.parameters["X"] = {}
        yield ("a", 1)

    given = few()
    added(plugin(declared(meddles)), result=given)
    assert (given.definition.severities, given.definition.parameters) == ({}, small_city().parameters)


def test_a_sheet_without_rows_is_there_all_the_same():
    found = texts(made(added(plugin(rows()))))["Egna"]
    assert set(found.values()) == {"Egna", "Så här ligger det till.", "Namn", "Antal"}


def test_a_big_city_may_have_a_long_sheet():
    result = added(plugin(rows(*((f"Rad {n}", n) for n in range(20_000)))), result=many(60, 2))
    assert texts(made(result))["Egna"]["A20004"] == "Rad 19999"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        pytest.param({"name": ""}, "saknar name", id="no-name"),
        pytest.param({"headings": {}}, "en till 50 rubriker", id="no-headings"),
        pytest.param({"headings": {f"R{n}": 9 for n in range(51)}}, "en till 50 rubriker", id="too-many-headings"),
        pytest.param({"headings": {"Namn": "bred"}}, "inte är en text och en bredd", id="no-width"),
        pytest.param({"headings": {"Namn": 0}}, "inte är en text och en bredd", id="width-zero"),
        pytest.param({"headings": {"": 9}}, "inte är en text och en bredd", id="empty-heading"),
        pytest.param({"parameters_of": "EX001"}, "något som inte är en regelkod", id="code-as-text"),
    ],
)
def test_what_is_wrong_with_a_declaration_is_said(more, said):
    (fault,) = declarations.sheet_faults(declared(raises, **more))
    assert said in fault


def test_a_sheet_is_a_function_of_two():
    assert declarations.sheet_faults(declared(lambda _result: ())) == [
        "bladet Egna ska vara en funktion av två uppgifter: resultatet, och context"
    ]
