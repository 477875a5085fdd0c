import pytest

from exceltools import schemas
from exceltools.catalogue import OTHER_VERSION
from exceltools.definition import load
from exceltools.engine import validate
from exceltools.engine.examples import plan
from exceltools.engine.hearing import Heard, Question
from exceltools.engine.registry import Plugin, Registry
from exceltools.issues import core_issue
from exceltools.rules import Finding, rule

DEFINITION = load()
FARSTA = plan({}, {"metod": "Möten"}, definition=DEFINITION, unit="farsta")
BROMMA = plan({}, {}, definition=DEFINITION)


def ruled(check, code="EX001", **declared):
    """Declare a function as a rule, of scope row unless said otherwise."""
    sound = {"scope": "row", "columns": ["metod"], "severity": "warning", "passes": [{}], "fails": [{}]}
    declare = rule(code=code, name=code.lower(), title="Rubrik", why="Därför.", **(sound | declared))
    return declare(check)


def run(*rules, plans=(FARSTA, BROMMA), definition=DEFINITION, earlier=()):
    registry = Registry((Plugin("egen", "1.0", "folder: egen.py", rules),))
    return validate.run(registry, plans, definition, earlier)


def codes(outcome):
    return [issue.code for issue in outcome.issues]


def finds(*findings):
    """Give a check that yields the findings whatever it is asked."""

    def check(_subject, _context):
        yield from findings

    return check


def short_method(cell, _context):
    if cell.text == "Möten":
        yield Finding("Metoden är kort.", hint="Skriv mer.")


# --- questions -------------------------------------------------------------------------------------------------


def asked(scope, *plans, columns=("metod",)):
    """Give what a rule is asked about."""
    seen = []

    def check(subject, _context):
        seen.append(subject)
        return ()

    run(ruled(check, scope=scope, columns=columns), plans=plans)
    return seen


def test_a_rule_of_scope_cell_is_asked_about_each_cell_that_holds_text():
    made = plan({}, {"metod": ""}, {"metod": " ", "mal": "M"}, definition=DEFINITION)
    cells = asked("cell", made, columns=("metod", "mal"))
    assert [cell.ref for cell in cells] == ["D6", "C6", "C7", "C8"]


def test_a_rule_of_scope_row_is_asked_about_each_activity():
    assert asked("row", FARSTA, BROMMA) == [*FARSTA.activities, *BROMMA.activities]


def test_a_rule_of_scope_plan_is_asked_about_each_plan():
    assert asked("plan", FARSTA, BROMMA) == [FARSTA, BROMMA]


def test_a_rule_of_scope_collection_is_asked_once_about_all_plans():
    assert asked("collection", FARSTA, BROMMA) == [(FARSTA, BROMMA)]


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        pytest.param("cell", ["C6"], id="the-cells-that-are-there"),
        pytest.param("row", [], id="no-row"),
        pytest.param("plan", [], id="no-plan"),
    ],
)
def test_a_column_that_the_sheet_lacks_is_not_asked_about(scope, expected):
    """Without the column Metoder och arbetssätt; Mål och nytta stands in C."""
    seen = asked(scope, plan({}, definition=DEFINITION, without=["metod"]), columns=("metod", "mal"))
    assert [subject.ref for subject in seen] == expected


def test_without_plans_nothing_is_asked():
    assert all(asked(scope) == [] for scope in ("cell", "row", "plan", "collection"))


# --- places ----------------------------------------------------------------------------------------------------


def place(issue):
    return (issue.unit, issue.source, issue.sheet, issue.row, issue.cell, issue.column, issue.value)


def test_a_finding_about_a_cell_is_placed_there():
    (found,) = run(ruled(short_method, scope="cell")).issues
    assert place(found) == ("farsta", "farsta.xlsx", "Handlingsplan", 7, "D7", "metod", "Möten")
    assert (found.code, found.rule, found.severity) == ("EX001", "ex001", "warning")
    assert (found.message, found.hint) == ("Metoden är kort.", "Skriv mer.")


METOD = FARSTA.activities[0].text("metod")


@pytest.mark.parametrize(
    ("scope", "columns", "finding", "expected"),
    [
        pytest.param(
            "row",
            ["metod", "mal"],
            Finding("Nej."),
            ("farsta", "farsta.xlsx", "Handlingsplan", 6, "D6", "metod", METOD),
            id="row-first-column",
        ),
        pytest.param(
            "row",
            ["metod"],
            Finding("Nej.", column="tidsplan"),
            ("farsta", "farsta.xlsx", "Handlingsplan", 6, "F6", "tidsplan", "2021 – 2022"),
            id="row-own-column",
        ),
        pytest.param(
            "row",
            [],
            Finding("Nej."),
            ("farsta", "farsta.xlsx", "Handlingsplan", 6, None, None, None),
            id="row-without-column",
        ),
        pytest.param(
            "plan",
            ["metod"],
            Finding("Nej."),
            ("farsta", "farsta.xlsx", "Handlingsplan", None, None, None, None),
            id="plan",
        ),
        pytest.param(
            "plan",
            [],
            Finding("Nej.", activity=FARSTA.activities[0], column="mal"),
            ("farsta", "farsta.xlsx", "Handlingsplan", 6, "C6", "mal", FARSTA.activities[0].text("mal")),
            id="plan-naming-an-activity",
        ),
        pytest.param("collection", [], Finding("Nej."), (None,) * 7, id="collection"),
        pytest.param(
            "collection",
            [],
            Finding("Nej.", plan=FARSTA),
            ("farsta", "farsta.xlsx", "Handlingsplan", None, None, None, None),
            id="collection-naming-a-plan",
        ),
        pytest.param(
            "collection",
            [],
            Finding("Nej.", activity=FARSTA.activities[1], column="metod"),
            ("farsta", "farsta.xlsx", "Handlingsplan", 7, "D7", "metod", "Möten"),
            id="collection-naming-an-activity",
        ),
    ],
)
def test_where_a_finding_is_placed(scope, columns, finding, expected):
    first = run(ruled(finds(finding), scope=scope, columns=columns), plans=[FARSTA]).issues[0]
    assert place(first) == expected


def test_a_plan_that_is_nobodys_has_no_unit():
    made = plan({}, definition=DEFINITION, unit=None)
    (found,) = run(ruled(finds(Finding("Nej.")), scope="plan"), plans=[made]).issues
    assert (found.unit, found.source) == (None, "okand.xlsx")


def test_findings_about_different_things_have_different_fingerprints_and_wording_does_not_matter():
    def prints(*findings):
        return [issue.fingerprint for issue in run(ruled(finds(*findings), scope="plan"), plans=[FARSTA]).issues]

    assert len(set(prints(Finding("A", about="x"), Finding("A", about="y")))) == 2
    assert prints(Finding("A", about="x")) == prints(Finding("Annat", about="x"))


def test_the_definition_sets_severity_by_code_or_former_code():
    for code in ("EX001", "EX000"):
        milder = DEFINITION.model_copy(update={"severities": {code: "info"}})
        outcome = run(ruled(short_method, scope="cell", former=["EX000"]), definition=milder)
        assert [issue.severity for issue in outcome.issues] == ["info"]


# --- order and cascades ----------------------------------------------------------------------------------------


def test_issues_come_by_code_then_plan():
    second, first = (ruled(finds(Finding("Nej.")), code, scope="plan") for code in ("EX002", "EX001"))
    outcome = run(second, first)
    assert [(issue.code, issue.unit) for issue in outcome.issues] == [
        ("EX001", "farsta"),
        ("EX001", "bromma"),
        ("EX002", "farsta"),
        ("EX002", "bromma"),
    ]


def cascade(scope, columns, rows):
    """Give the places that a rule requiring SCH001 speaks of, after the schema has had its say."""
    made = plan(*rows, definition=DEFINITION)
    earlier = schemas.check([made], DEFINITION)
    every = ruled(finds(Finding("Nej.")), scope=scope, columns=columns, requires=["SCH001"])
    return [issue.cell or issue.source for issue in run(every, plans=[made], earlier=earlier).issues]


@pytest.mark.parametrize(
    ("scope", "columns", "expected"),
    [
        pytest.param("cell", ["metod", "mal"], ["D6", "C6", "D7"], id="cells-are-judged-apart"),
        pytest.param("row", ["metod"], ["D6", "D7"], id="a-row-is-judged-by-the-rules-own-columns"),
        pytest.param("row", ["metod", "mal"], ["D6"], id="a-row-with-an-empty-cell-among-them-is-not-asked"),
        pytest.param("plan", [], [], id="a-plan-with-an-empty-cell-is-not-asked"),
        pytest.param("collection", [], [], id="nor-are-all-plans"),
    ],
)
def test_what_has_failed_a_required_rule_is_not_asked(scope, columns, expected):
    assert cascade(scope, columns, [{}, {"mal": ""}]) == expected


def test_a_required_rule_runs_first_whatever_its_code():
    reader = ruled(finds(Finding("Ej.")), "EX001", scope="plan", requires=["EX009"])
    blocker = ruled(lambda plan, _: [Finding("Nej.")] if plan.unit.id == "farsta" else [], "EX009", scope="plan")
    assert [(issue.code, issue.unit) for issue in run(reader, blocker).issues] == [
        ("EX001", "bromma"),
        ("EX009", "farsta"),
    ]


def test_a_rule_may_be_required_by_its_former_code():
    reader = ruled(finds(Finding("Ej.")), "EX001", scope="plan", requires=["EX008"])
    blocker = ruled(finds(Finding("Nej.")), "EX009", scope="plan", former=["EX008"])
    assert codes(run(reader, blocker)) == ["EX009", "EX009"]


def test_rules_that_require_each_other_are_run_all_the_same():
    first = ruled(finds(Finding("A.")), "EX001", scope="plan", requires=["EX002"])
    second = ruled(finds(), "EX002", scope="plan", requires=["EX001"])
    assert codes(run(first, second)) == ["EX001", "EX001"]


def test_an_issue_about_the_whole_plan_counts_for_its_rows_and_cells():
    whole = ruled(finds(Finding("Nej.")), "EX001", scope="plan")
    cell = ruled(finds(Finding("Ej.")), "EX002", scope="cell", requires=["EX001"])
    row = ruled(finds(Finding("Ej.")), "EX003", scope="row", requires=["EX001"])
    assert codes(run(whole, cell, row, plans=[FARSTA])) == ["EX001"]


def test_an_issue_about_a_row_without_a_cell_counts_for_its_cells():
    row = ruled(lambda activity, _: [Finding("Nej.")] if activity.row == 6 else [], "EX001", columns=[])
    cell = ruled(finds(Finding("Ej.")), "EX002", scope="cell", requires=["EX001"])
    assert [issue.cell for issue in run(row, cell, plans=[FARSTA]).issues] == [None, "D7"]


def test_an_issue_about_the_whole_file_counts_for_its_plan_and_no_other():
    said = core_issue(OTHER_VERSION, DEFINITION, {"version": "1", "current": "2"}, source=FARSTA.source)
    for scope in ("cell", "row", "plan"):
        every = ruled(finds(Finding("Ej.")), scope=scope, requires=["INT042"])
        assert {issue.unit for issue in run(every, earlier=[said]).issues} == {"bromma"}


def test_what_is_said_later_is_heard_too():
    heard = Heard([])
    asked_of_row = Question(FARSTA.activities[0], (FARSTA,), FARSTA.activities[0], "metod", ("D6",))
    for row in (7, 6):
        assert not heard.speaks(["EX001"], asked_of_row)
        outcome = run(ruled(lambda a, _, row=row: [Finding("Nej.")] if a.row == row else []), plans=[FARSTA])
        heard.add(outcome.issues)
    assert heard.speaks(["EX001"], asked_of_row)


# --- parameters ------------------------------------------------------------------------------------------------


def given(defaults, wished, **declared):
    """Give the parameters that a rule gets, and the sentences about those that it does not."""
    seen = []

    def check(_, context):
        seen.append(dict(context.parameters))
        return ()

    definition = DEFINITION.model_copy(update={"severities": {}, "parameters": wished})
    outcome = run(ruled(check, scope="collection", parameters=defaults, **declared), definition=definition)
    return seen[0], [(issue.code, issue.message, issue.hint) for issue in outcome.issues]


@pytest.mark.parametrize(
    ("default", "wished", "expected"),
    [
        pytest.param(15, 20, 20, id="number"),
        pytest.param(1.5, 2, 2, id="whole-number-for-a-number"),
        pytest.param("a", "b", "b", id="text"),
        pytest.param(False, True, True, id="yes-or-no"),
        pytest.param(["a"], ["b", "c"], ("b", "c"), id="list"),
        pytest.param(None, "x", "x", id="anything"),
        pytest.param({"T1": 1}, {"T1": 2}, {"T1": 2}, id="table"),
    ],
)
def test_the_definition_sets_parameters(default, wished, expected):
    assert given({"limit": default}, {"EX001": {"limit": wished}}) == ({"limit": expected}, [])


def test_what_the_definition_does_not_set_is_the_default_and_former_codes_count():
    parameters, said = given({"a": 1, "b": 2}, {"EX000": {"b": 3}}, former=["EX000"])
    assert (parameters, said) == ({"a": 1, "b": 3}, [])


@pytest.mark.parametrize(
    ("defaults", "wished", "message", "hint"),
    [
        pytest.param(
            {"shortest": 15},
            {"EX001": {"shortes": 20}},
            "Definitionens inställning shortes för regeln EX001 används inte: regeln har ingen sådan.",
            "Menas shortest?",
            id="misspelt",
        ),
        pytest.param(
            {"a": 15, "b": 1},
            {"EX001": {"något": 20}},
            "Definitionens inställning något för regeln EX001 används inte: regeln har ingen sådan.",
            "De som finns är a och b.",
            id="unheard-of",
        ),
        pytest.param(
            {"kinds": ["district"]},
            {"EX001": {"kinds": "district"}},
            "Definitionens inställning kinds för regeln EX001 används inte: värdet ska vara en lista.",
            'Utan inställning gäller ["district"].',
            id="text-for-a-list",
        ),
        pytest.param(
            {"limit": 15},
            {"EX001": {"limit": True}},
            "Definitionens inställning limit för regeln EX001 används inte: värdet ska vara ett heltal.",
            "Utan inställning gäller 15.",
            id="true-for-a-number",
        ),
        pytest.param(
            {"share": 0.5},
            {"EX001": {"share": "hälften"}},
            "Definitionens inställning share för regeln EX001 används inte: värdet ska vara ett tal.",
            "Utan inställning gäller 0.5.",
            id="text-for-a-number",
        ),
        pytest.param(
            {"words": {"T1": 1}},
            {"EX001": {"words": ["T1"]}},
            "Definitionens inställning words för regeln EX001 används inte: värdet ska vara en tabell.",
            "Utan inställning gäller {T1 = 1}.",
            id="list-for-a-table",
        ),
        pytest.param(
            {},
            {"SCH001": {"limit": 1}},
            "Definitionens inställning limit för regeln SCH001 används inte: regeln har ingen sådan.",
            "Regeln har inga inställningar.",
            id="a-rule-of-the-core",
        ),
    ],
)
def test_a_parameter_that_the_rule_cannot_use_is_said(defaults, wished, message, hint):
    parameters, said = given(defaults, wished)
    assert said == [("KOR006", message, hint)]
    assert set(parameters) == set(defaults)


def test_codes_that_nobody_has_are_said():
    definition = DEFINITION.model_copy(update={"severities": {"EX01": "info"}, "parameters": {"QQQ999": {}}})
    bundled = Plugin("egen", "", "bundled", (ruled(short_method, requires=["SCH01", "SCH001"]),))
    outcome = validate.run(Registry((bundled,)), [], definition)
    assert sorted((issue.code, issue.message, issue.hint) for issue in outcome.issues) == [
        ("KOR007", "Definitionen nämner regeln EX01, men någon sådan finns inte.", "Menas EX001?"),
        (
            "KOR007",
            "Definitionen nämner regeln QQQ999, men någon sådan finns inte.",
            "Kommandot ”exceltools rules list” visar alla koder.",
        ),
        ("KOR007", "Regeln EX001 nämner regeln SCH01, men någon sådan finns inte.", "Menas SCH001?"),
    ]


def test_codes_may_belong_to_a_plugin_that_could_not_be_loaded():
    definition = DEFINITION.model_copy(update={"severities": {"TID001": "info"}})
    registry = Registry((Plugin("tidsplan", "", "bundled", (), fault="går inte att läsa"),))
    assert validate.run(registry, [BROMMA], definition).issues == ()


# --- rules that fail -------------------------------------------------------------------------------------------


def raises(fault):
    def check(_subject, _context):
        raise fault
        yield

    return check


def for_ever(_subject, _context):
    while True:
        yield Finding("Om igen.")


def for_ever_and_will_not_end(_subject, _context):
    while True:
        try:
            yield Finding("Om igen.")
        except GeneratorExit:
            return


def recursive(subject, context):
    return recursive(subject, context)


def changes_a_cell(activity, _context):
    activity.cells["metod"] = None
    yield


def changes_an_activity(activity, _context):
    activity.row = 1
    yield


def changes_a_parameter(_activity, context):
    context.parameters["kinds"].append("x")
    yield


def returns_a_finding(_activity, _context):
    return Finding("Nej.")


HOSTILE = {
    "raises": (raises(ValueError("oj")), "det blev ett fel (ValueError: oj) på rad"),
    "raises-stop-iteration": (raises(StopIteration), "RuntimeError"),
    "asserts": (raises(AssertionError), "det blev ett fel (AssertionError) på rad"),
    "exits": (raises(SystemExit(0)), "koden försökte avsluta hela programmet"),
    "exits-the-generator": (raises(GeneratorExit), "GeneratorExit"),
    "never-ends": (for_ever, "den slutar inte att hitta fel (fler än 100 på samma ställe)"),
    "never-ends-and-catches-the-end": (for_ever_and_will_not_end, "den slutar inte att hitta fel"),
    "calls-itself": (recursive, "RecursionError"),
    "returns-a-finding": (returns_a_finding, "den lämnar Finding ifrån sig; en regel ska lämna sina fynd med yield"),
    "returns-nothing": (lambda _activity, _context: None, "den lämnar NoneType ifrån sig"),
    "returns-text": (lambda _activity, _context: "Nej", "den lämnar str ifrån sig i stället för Finding"),
    "yields-text": (finds("Nej."), "den lämnar str ifrån sig i stället för Finding"),
    "yields-none": (finds(None), "den lämnar NoneType ifrån sig i stället för Finding"),
    "says-nothing": (finds(Finding(" ")), "ett fynd saknar den mening som säger vad som är fel"),
    "says-a-number": (finds(Finding(3)), "ett fynd saknar den mening"),
    "hints-a-number": (finds(Finding("Nej.", hint=3)), "något annat än text i hint"),
    "names-a-column-that-is-not": (finds(Finding("Nej.", column="Metod")), "kolumnen Metod, som inte finns"),
    "names-another-row": (
        finds(Finding("Nej.", activity=BROMMA.activities[0])),
        "gäller en annan plan eller aktivitet",
    ),
    "names-the-next-row": (
        finds(Finding("Nej.", activity=FARSTA.activities[1])),
        "gäller en annan plan eller aktivitet",
    ),
    "names-another-plan": (finds(Finding("Nej.", plan=BROMMA)), "gäller en annan plan eller aktivitet"),
    "names-a-text-as-activity": (finds(Finding("Nej.", activity="D6")), "gäller en annan plan eller aktivitet"),
    "changes-a-cell": (changes_a_cell, "TypeError"),
    "changes-an-activity": (changes_an_activity, "FrozenInstanceError"),
    "changes-a-parameter": (changes_a_parameter, "AttributeError"),
}


@pytest.mark.parametrize(("check", "said"), [pytest.param(*case, id=name) for name, case in HOSTILE.items()])
def test_a_rule_that_fails_costs_only_itself(check, said):
    hostile = ruled(check, "EX001", parameters={"kinds": ["district"]})
    outcome = run(hostile, ruled(short_method, "EX002", scope="cell"), plans=[FARSTA])
    (fault, found) = outcome.issues
    assert fault.code == "KOR002"
    assert fault.message.startswith("Regeln EX001 i insticksprogrammet egen är inte färdigprövad för Farsta: ")
    assert said in fault.message
    assert (fault.severity, fault.unit, fault.source, fault.cell) == ("error", None, None, None)
    assert found.code == "EX002"
    assert [ran.status for ran in outcome.runs] == ["failed"]


@pytest.mark.parametrize(("number", "codes_said"), [(120, {"EX001"}), (121, {"KOR002"})])
def test_a_plan_may_have_a_hundred_findings_and_ten_more_for_each_activity(number, codes_said):
    many = ruled(finds(*[Finding("Nej.")] * number), scope="plan")
    assert set(codes(run(many, plans=[FARSTA]))) == codes_said


def test_what_a_rule_said_before_it_failed_counts_and_other_plans_are_asked():
    def fails_on_the_short_one(activity, _context):
        yield Finding("Nej.")
        if activity.text("metod") == "Möten":
            raise ValueError

    outcome = run(ruled(fails_on_the_short_one), plans=[FARSTA, BROMMA])
    assert [(issue.code, issue.cell) for issue in outcome.issues] == [
        ("EX001", "D6"),
        ("EX001", "D6"),
        ("EX001", "D7"),
        ("KOR002", None),
    ]
    assert "för Farsta:" in outcome.issues[-1].message


@pytest.mark.parametrize(
    ("count", "names"),
    [
        pytest.param(2, "för någon av de 3 planerna:", id="all"),
        pytest.param(1, "för Farsta och Norrmalm:", id="two-of-three"),
    ],
)
def test_the_plans_that_were_not_checked_are_named(count, names):
    made = [plan(*[{}] * rows, definition=DEFINITION, unit=unit) for unit, rows in
            (("farsta", 2), ("bromma", count), ("norrmalm", 2))]  # fmt: skip

    def fails_on_two_rows(subject, _context):
        return [] if len(subject.activities) == 1 else 1 / 0

    outcome = run(ruled(fails_on_two_rows, scope="plan"), plans=made)
    assert names in outcome.issues[-1].message


def test_many_plans_are_not_all_named():
    units = [unit.id for unit in DEFINITION.units][:9]
    made = [plan(*[{}] * (1 if unit == "bromma" else 2), definition=DEFINITION, unit=unit) for unit in units]
    outcome = run(ruled(lambda subject, _: [] if len(subject.activities) == 1 else 1 / 0, scope="plan"), plans=made)
    assert (
        "för Enskede-Årsta-Vantör, Farsta, Hägersten-Älvsjö, Hässelby-Vällingby, Kungsholmen, Norrmalm och 2 till:"
        in outcome.issues[-1].message
    )


def test_an_interruption_goes_through():
    with pytest.raises(KeyboardInterrupt):
        run(ruled(raises(KeyboardInterrupt)))


def test_what_a_rule_prints_is_caught_and_its_findings_count(capsys):
    def prints(cell, context):
        print("hej", cell.text)  # noqa: T201
        yield from short_method(cell, context)

    outcome = run(ruled(prints, scope="cell"), plans=[FARSTA])
    assert capsys.readouterr().out == ""
    assert codes(outcome) == ["EX001", "KOR004"]
    assert "Regeln EX001 i insticksprogrammet egen skrev ut egen text" in outcome.issues[1].message
    assert [ran.status for ran in outcome.runs] == ["ran"]


def test_a_rule_that_changes_the_definitions_dictionaries_changes_only_its_own():
    def meddles(_plan, context):
        context.definition.severities["EX002"] = "info"
        context.definition.parameters["EX002"] = {"x": 1}
        context.definition.severities.clear()
        return ()

    outcome = run(ruled(meddles, scope="plan"), ruled(short_method, "EX002", scope="cell"))
    assert [(issue.code, issue.severity) for issue in outcome.issues] == [("EX002", "warning")]
    assert DEFINITION.severities == load().severities


def test_a_slow_rule_is_named(monkeypatch):
    clock = iter([0.0, 0.5, 1.0, 11.5])
    monkeypatch.setattr(validate, "perf_counter", lambda: next(clock))
    outcome = run(ruled(finds(), "EX001"), ruled(finds(), "EX002"))
    assert [(issue.code, issue.severity) for issue in outcome.issues] == [("KOR005", "info")]
    assert "Regeln EX002 i insticksprogrammet egen tog mer än 10 sekunder" in outcome.issues[0].message
    assert dict(outcome.seconds) == {"EX001": 0.5, "EX002": 10.5}


# --- what became of the plugins --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("plugin", "status"),
    [
        pytest.param(Plugin("a", "", "", (ruled(short_method),)), "ran", id="asked"),
        pytest.param(Plugin("a", "", "", (ruled(short_method),), fault="trasig"), "failed", id="half-loaded"),
        pytest.param(Plugin("a", "", "", ()), "not relevant", id="without-rules"),
        pytest.param(Plugin("a", "", "", (ruled(short_method, columns=["mal"]),)), "not relevant", id="no-such-column"),
    ],
)
def test_what_became_of_a_plugin(plugin, status):
    made = plan({}, definition=DEFINITION, without=["mal"])
    outcome = validate.run(Registry((plugin,)), [made], DEFINITION.model_copy(update={"severities": {}}))
    assert [ran.status for ran in outcome.runs] == [status]


def test_the_same_input_gives_the_same_issues():
    rules = [ruled(short_method, "EX002", scope="cell"), ruled(raises(ValueError), "EX001")]
    assert run(*rules).issues == run(*rules).issues
