"""Results for tests of report and workbook, made by hand: a small city whose figures can be counted on the fingers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from xlsxwriter.utility import xl_col_to_name

from exceltools.definition import COLUMN_IDS, Definition, load
from exceltools.issues import issue, order, place_of
from exceltools.model import (
    Activity,
    Cell,
    Count,
    Declaration,
    FollowUp,
    Issue,
    Period,
    Plan,
    PluginRun,
    Recognised,
    Result,
    Source,
)

SHEET = "Plan"
YEARS = Period("span", dt.date(2021, 1, 1), dt.date(2022, 12, 31))
ALL_THREE = FollowUp(("T1", "T2", "VB"))

# What people and attackers write: none of it may become anything but text.
HOSTILE = {
    "formula": "=cmd|'/c calc'!A1",
    "link": '=HYPERLINK("http://ond.example")',
    "address": "http://ond.example/x",
    "mail": "mailto:nagon@example.se",
    "internal": "internal:'Översikt'!A1",
    "phone": "+46 8 508 00 000",
    "minus": "-2+3",
    "at": "@SUM(1)",
    "array": "{=1}",
    "tab": "\t=1",
    "number": "2021",
    "markup": "<r><t>x</t></r>",
    "broken markup": "<r><t>x</r>",
    "escape": "_x0041_",
    "ampersand": 'a & b < c > "d"',
    "emoji": "bra 👍🏽 arbete",
    "null": "a\x00b",
    "bell": "a\x07b",
    "not a character": "a\ufffeb",
    "half a character": "a\ud800b",
    "line ends": "rad 1\r\nrad 2\rrad 3\nrad 4",
    "spaces": "  ute och inne  ",
    "long": "lång " * 8_000,
    "long emoji": "👍" * 20_000,
}


NAMES = {
    "samhandling": "Systematisk samhandling",
    "tidig-upptackt": "Tidig upptäckt",
    "samlad-kompetens": "Samlad kompetens",
    "civilsamhallet": "Civilsamhället",
    "samverkan": "Samverkan med civilsamhället",
}
AREAS = {"samhandling": ["tidig-upptackt", "samlad-kompetens"], "civilsamhallet": ["samverkan"]}


@cache
def small_city() -> Definition:
    """Give a definition with two districts, a committee, two utgångspunkter and three områden."""
    changed = {
        "id": "sma-planer",
        "title": "Små planer",
        "utgangspunkter": [
            {"id": point, "name": NAMES[point], "omraden": [{"id": area, "name": NAMES[area]} for area in areas]}
            for point, areas in AREAS.items()
        ],
        "units": [
            {"id": "alsta", "name": "Ålsta", "kind": "district"},
            {"id": "bergby", "name": "Bergby", "kind": "district"},
            {"id": "kulturnamnden", "name": "Kulturnämnden", "kind": "committee"},
        ],
        "severities": {},
    }
    return Definition.model_validate(load().model_dump(by_alias=True) | changed)


def rule(code: str, name: str, title: str, severity: str, why: str = "Därför.") -> Declaration:
    return Declaration(code=code, name=name, title=title, severity=severity, why=why)  # type: ignore[arg-type]


RULES = {
    one.code: one
    for one in (
        rule("INT010", "encrypted", "Filen har ett lösenord", "error", "En låst fil går inte att läsa."),
        rule("INT034", "added-column", "En egen kolumn", "info"),
        rule("INT062", "missing-return", "En plan saknas", "warning"),
        rule("SCH001", "cell-empty", "En tom cell", "error"),
        rule("SCH004", "omrade-unknown", "Okänt område", "warning"),
        rule("TACK001", "utgangspunkt-missing", "En utgångspunkt saknas", "error"),
        rule("TID003", "period-reversed", "Slutet före början", "error"),
        rule("UPP002", "code-unknown", "Okänd kod", "warning"),
    )
}


def activity(  # noqa: PLR0913
    unit: str | None,
    row: int,
    *,
    source: str,
    point: str | None = "samhandling",
    area: str | None = "tidig-upptackt",
    texts: Mapping[str, str] | None = None,
    extra: Mapping[str, str] | None = None,
    period: Period | None = YEARS,
    follow_up: FollowUp = ALL_THREE,
) -> Activity:
    """Give an activity in columns A to G of its row; what `texts` leaves out is filled in well."""
    filled = {
        "utgangspunkt": NAMES.get(point or "", ""),
        "omrade": NAMES.get(area or "", ""),
        "mal": "Färre barn far illa.",
        "metod": "Utbilda personalen.",
        "ansvarig": "Enhetschef",
        "tidsplan": "2021 – 2022",
        "uppfoljning": "T1, T2 och VB",
        **(texts or {}),
    }
    cells = {
        column: Cell(column, filled[column], filled[column], f"{letter}{row}")
        for column, letter in zip(COLUMN_IDS, "ABCDEFG", strict=True)
    }
    added = {
        header: Cell(header, text, text, f"{xl_col_to_name(number)}{row}")
        for number, (header, text) in enumerate((extra or {}).items(), 7)
    }
    return Activity(
        unit, source, SHEET, row, cells, added, Recognised(point), Recognised(area), point if area else None, period,
        follow_up,
    )  # fmt: skip


def plan(definition: Definition, unit: str | None, activities: list[Activity]) -> Plan:
    columns = {column: f"{letter}1" for column, letter in zip(COLUMN_IDS, "ABCDEFG", strict=True)}
    owner = definition.unit(unit) if unit else None
    return Plan(owner, activities[0].source, SHEET, 1, columns, tuple(activities), "2021.1" if unit else None)


def source_of(one: Plan, number: int) -> Source:
    return Source(
        path=one.source,
        sha256=f"{number:064x}",
        bytes=10_000 + number,
        status="read",
        unit=one.unit.id if one.unit else None,
        sheet=one.sheet,
        template_version=one.template_version,
        activities=len(one.activities),
        modified=dt.datetime(2021, 9, 1 + number % 28, 12, 30, tzinfo=dt.UTC),
    )


def coverage(definition: Definition, plans: list[Plan]) -> tuple[Count, ...]:
    """Count every returned unit against every utgångspunkt and område."""
    counts = []
    for one in plans:
        if one.unit is None:
            continue
        for point in definition.utgangspunkter:
            within = [found for found in one.activities if found.utgangspunkt.id == point.id]
            counts.append(Count(one.unit.id, point.id, None, len(within)))
            counts += [
                Count(one.unit.id, point.id, area.id, sum(found.omrade.id == area.id for found in within))
                for area in point.omraden
            ]
    return tuple(counts)


def result(definition: Definition, plans: list[Plan], issues: list[Issue], sources: list[Source]) -> Result:
    read = [source_of(one, number) for number, one in enumerate(plans, 1)]
    return Result(
        definition=definition,
        plugins=(
            PluginRun("coverage", "0.1.0", "bundled", "ran"),
            PluginRun("timeplan", "1.2", "folder: egna", "failed"),
        ),
        sources=tuple(sorted([*read, *sources], key=lambda one: one.path)),
        plans=tuple(plans),
        issues=tuple(sorted(issues, key=order)),
        coverage=coverage(definition, plans),
        declarations=RULES,
    )


def said(code: str, message: str, hint: str, place: Mapping[str, object]) -> Issue:
    return issue(RULES[code], small_city(), message=message, hint=hint, **place)  # type: ignore[arg-type]


def few() -> Result:
    """Give the small city's round: Ålsta is all right but for a code, Bergby has faults, Kulturnämnden is missing.

    Five activities in two plans; a third file has a password. 4 errors, 3 warnings, 1 thing noted.
    """
    city = small_city()
    first, second, locked = "svar/Ålsta plan.xlsx", "svar/Bergby.xlsx", "svar/låst.xlsx"
    ours = FollowUp(("T1",), "Enkät", (("VBE", "VB"),))
    texts = {"uppfoljning": "T1, VBE, Enkät"}
    good = [
        activity("alsta", 6, source=first, texts={"utgangspunkt": "Systematisk  samhandling:"}),
        activity("alsta", 7, source=first, area="samlad-kompetens", texts=texts, follow_up=ours),
        activity("alsta", 8, source=first, point="civilsamhallet", area="samverkan"),
    ]
    texts = {"ansvarig": "", "omrade": "Tidiga tecken på oro"}
    bad = [
        activity("bergby", 6, source=second, texts={"ansvarig": ""}, extra={"arbetet utförs av": "Fältgruppen"}),
        activity("bergby", 7, source=second, area=None, texts=texts, period=None, extra={"arbetet utförs av": ""}),
    ]
    a_plan = {"unit": "bergby", "source": second, "sheet": SHEET}
    issues = [
        said("UPP002", "”VBE” är ingen kod.", "Menar ni VB?", place_of(good[1], "uppfoljning")),
        said("SCH001", "Cellen Ansvarig är tom.", "Skriv vem det är.", place_of(bad[0], "ansvarig")),
        said("SCH001", "Cellen Ansvarig är tom.", "Skriv vem det är.", place_of(bad[1], "ansvarig")),
        said("SCH004", "Området känns inte igen.", "Välj i listan.", place_of(bad[1], "omrade")),
        said("TACK001", "Planen saknar aktiviteter inom Civilsamhället.", "Lägg till en.", a_plan),
        said("INT034", "Kolumnen ”arbetet utförs av” är er egen.", "", {**a_plan, "cell": "H1", "row": 1}),
        said("INT010", "Filen har ett lösenord.", "Ta bort lösenordet.", {"source": locked}),
        said("INT062", "Ingen plan har kommit från Kulturnämnden.", "Påminn.", {"unit": "kulturnamnden"}),
    ]
    refused = Source(path=locked, sha256="f" * 64, bytes=99, status="refused", reason="INT010")
    return result(city, [plan(city, "alsta", good), plan(city, "bergby", bad)], issues, [refused])


def hostile() -> Result:
    """Give a plan in which everything that can be written is hostile, and a plan of nobody knows whom."""
    city = small_city()
    path = "svar/Ålsta plan.xlsx"
    rows = [
        activity(
            "alsta", row, source=path, texts=dict.fromkeys(COLUMN_IDS, text), area=None, point=None, period=None,
            extra={text[:300]: text, "Enhet": text}, follow_up=FollowUp((), text),
        )
        for row, text in enumerate(HOSTILE.values(), 2)
    ]  # fmt: skip
    strangers = [activity(None, 2, source="svar/vem.xlsx")]
    issues = [
        issue(RULES["TID003"], city, message=text, hint=text, **place_of(one, "tidsplan"))
        for one, text in zip(rows, HOSTILE.values(), strict=True)
    ]
    return result(city, [plan(city, "alsta", rows), plan(city, None, strangers)], issues, [])


def many(units: int, rows: int, issues_a_row: int = 1) -> Result:
    """Give a big city: so many units with so many activities each, and so many issues for each activity."""
    names = [{"id": f"enhet-{number}", "name": f"Enhet {number}", "kind": "district"} for number in range(1, units + 1)]
    city = Definition.model_validate(small_city().model_dump(by_alias=True) | {"units": names})
    plans = [
        plan(city, one.id, [activity(one.id, row, source=f"svar/{one.id}.xlsx") for row in range(2, rows + 2)])
        for one in city.units
    ]
    issues = [
        issue(RULES["TID003"], city, message="Slutet kommer före början.", hint="Byt plats.", **place_of(found, column))
        for one in plans
        for found in one.activities
        for column in COLUMN_IDS[:issues_a_row]
    ]
    return result(city, plans, issues, [])


def put_files(given: Result, folder: Path) -> None:
    """Make an empty file for every source, so that links have something to lead to."""
    for source in given.sources:
        path = folder / source.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
