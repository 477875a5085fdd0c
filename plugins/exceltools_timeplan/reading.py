"""Can the time plan be read? TID001 to TID005, and TID010 to TID012 about what was read all the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

from exceltools.definition import Definition
from exceltools.period import parse, written, written_span
from exceltools.rules import Activity, Context, Finding, Period, rule
from exceltools.wording import shortened

READABLE = ("span", "single", "open", "from", "until")
_FIRST_OF_MONTH = re.compile(r"\d{4}-\d{2}-01(?![\d-]).{0,9}", re.DOTALL)  # a date cell, perhaps with its time of day


@rule(
    code="TID001",
    name="period-unreadable",
    title="Tidsplanen går inte att läsa som en tid",
    severity="warning",
    scope="row",
    columns=["tidsplan"],
    requires=["SCH002", "SCH007"],
    why=(
        "En aktivitet som inte har någon tid går inte att följa upp. Det är en varning och inget fel: "
        "en läsare kan förstå det som exceltools inte förstår."
    ),
    passes=[{"tidsplan": "2021 – 2022"}, {"tidsplan": "fr.o.m. hösten 2021"}],
    fails=[{"tidsplan": "vid behov"}, {"tidsplan": "septembr 2021"}, {"tidsplan": "2021 – 2022 enligt plan"}],
)
def period_unreadable(activity: Activity, context: Context) -> Iterator[Finding]:
    """Find texts that are no time, and propose what a typing mistake was meant to be."""
    if _kind(activity) == "not-a-period":
        yield Finding(
            f"Tidsplanen {_quoted(activity)} går inte att läsa som en tid.",
            hint=_meant(activity) or f"Skriv när arbetet görs, till exempel {written_span(context.definition.plan)}.",
        )


@rule(
    code="TID002",
    name="period-reversed",
    title="Tidsplanen slutar innan den börjar",
    severity="error",
    scope="row",
    columns=["tidsplan"],
    why="En tid som slutar innan den börjar är ett skrivfel. Vilken av tiderna som är fel vet bara ni.",
    passes=[{"tidsplan": "2021 – 2022"}, {"tidsplan": "hösten 2021 – våren 2022"}],
    fails=[{"tidsplan": "2022 – 2021"}, {"tidsplan": "december 2021 – januari 2021"}],
)
def period_reversed(activity: Activity, context: Context) -> Iterator[Finding]:
    """Find times that run backwards."""
    if _kind(activity) == "reversed":
        yield Finding(
            f"Tidsplanen {_quoted(activity)} slutar innan den börjar.",
            hint=_meant(activity)
            or f"Skriv början först och slutet sist, till exempel {written_span(context.definition.plan)}.",
        )


@rule(
    code="TID003",
    name="period-impossible",
    title="Tiden finns inte i kalendern",
    severity="error",
    scope="row",
    columns=["tidsplan"],
    why="En dag som inte finns är ett skrivfel, och den går varken att räkna med eller att följa upp.",
    passes=[{"tidsplan": "28 februari 2021"}, {"tidsplan": "kvartal 4 2021"}],
    fails=[{"tidsplan": "31 februari 2021"}, {"tidsplan": "2021-13-01"}, {"tidsplan": "kvartal 5 2021"}],
)
def period_impossible(activity: Activity, context: Context) -> Iterator[Finding]:
    """Find days, months, weeks and quarters that do not exist."""
    del context
    if _kind(activity) == "impossible":
        yield Finding(
            f"Tidsplanen {_quoted(activity)} nämner en tid som inte finns i kalendern.",
            hint=_meant(activity) or "Se efter att dag, månad och år stämmer.",
        )


@rule(
    code="TID004",
    name="period-without-year",
    title="Tidsplanen saknar årtal",
    severity="warning",
    scope="row",
    columns=["tidsplan"],
    why="Planen gäller i flera år. Utan årtal vet ingen vilken höst det är som menas.",
    passes=[{"tidsplan": "hösten 2021"}, {"tidsplan": "varje höst"}],
    fails=[{"tidsplan": "hösten"}, {"tidsplan": "mars – juni"}, {"tidsplan": "nästa år"}],
)
def period_without_year(activity: Activity, context: Context) -> Iterator[Finding]:
    """Find times that lack a year."""
    if _kind(activity) == "no-year":
        yield Finding(
            f"Det saknas ett årtal i tidsplanen {_quoted(activity)}.",
            hint=f"Skriv årtalet också, till exempel {_with_year(activity, context.definition)}.",
        )


@rule(
    code="TID005",
    name="period-ambiguous",
    title="Tidsplanen kan betyda flera saker",
    severity="warning",
    scope="row",
    columns=["tidsplan"],
    why="Att gissa vore värre än att fråga: 2021/2022 är ett läsår för en skola och två år för en annan.",
    passes=[{"tidsplan": "läsåret 2021/2022"}, {"tidsplan": "2021 – 2022"}],
    fails=[{"tidsplan": "2021/2022"}, {"tidsplan": "hösten – våren 2022"}, {"tidsplan": "i början av 2021"}],
)
def period_ambiguous(activity: Activity, context: Context) -> Iterator[Finding]:
    """Find times that can be read in more than one way, and name the readings."""
    if _kind(activity) == "ambiguous":
        yield Finding(
            f"Det går inte att vara säker på vilken tid {_quoted(activity)} betyder.",
            hint=_meant(activity) or f"Skriv från när och till när, till exempel {_months(context.definition)}.",
        )


@rule(
    code="TID010",
    name="period-two-digit-year",
    title="Årtalet är skrivet med två siffror",
    severity="info",
    scope="row",
    columns=["tidsplan"],
    why="Två siffror kan vara ett år, en dag eller en vecka. Med fyra kan ingen ta fel.",
    passes=[{"tidsplan": "HT 2021"}, {"tidsplan": "läsåret 2021/22"}],
    fails=[{"tidsplan": "HT21"}, {"tidsplan": "21–22"}, {"tidsplan": "210901"}],
)
def period_two_digit_year(activity: Activity, context: Context) -> Iterator[Finding]:
    """Tell how a year of two digits was read."""
    del context
    if activity.period and activity.period.remark == "two-digit-years":
        yield Finding(
            f"Årtalet i {_quoted(activity)} har två siffror. Det lästes som {activity.period.suggestion}.",
            hint="Skriv gärna årtal med fyra siffror.",
        )


@rule(
    code="TID011",
    name="period-several",
    title="Tidsplanen nämner flera tider",
    severity="info",
    scope="row",
    columns=["tidsplan"],
    why="Sammanställningen räknar med en tid för varje aktivitet, från den första dagen till den sista.",
    passes=[{"tidsplan": "2021 och 2022"}, {"tidsplan": "hösten 2021 och våren 2022"}],
    fails=[{"tidsplan": "hösten 2021 och hösten 2022"}, {"tidsplan": "mars och september 2021"}],
)
def period_several(activity: Activity, context: Context) -> Iterator[Finding]:
    """Tell how several times with gaps between them were counted."""
    del context
    if activity.period and activity.period.remark == "several":
        yield Finding(
            "Tidsplanen nämner flera tider. De räknas som en enda, från den första dagen till den sista.",
            hint="Det kan stå kvar. Vill ni hålla isär tiderna, skriv en rad för varje.",
        )


@rule(
    code="TID012",
    name="period-first-of-month",
    title="Tidsplanen är en enda dag, den första i en månad",
    severity="info",
    scope="row",
    columns=["tidsplan"],
    why="Den som skriver 2021-09 eller sep-21 i Excel får ofta ett datum i stället, den första dagen i månaden.",
    passes=[{"tidsplan": "september 2021"}, {"tidsplan": "2021-09-15"}, {"tidsplan": "1 september 2021"}],
    fails=[{"tidsplan": "2021-09-01"}],
)
def period_first_of_month(activity: Activity, context: Context) -> Iterator[Finding]:
    """Find date cells that may have been meant for a whole month."""
    del context
    period = activity.period
    if period and period.start == period.end and period.start and _FIRST_OF_MONTH.fullmatch(activity.text("tidsplan")):
        month = written(Period("single", period.start, period.start)).removeprefix("1 ")
        yield Finding(
            f"Tidsplanen är en enda dag, den 1 {month}.",
            hint=f"Menar ni hela månaden, skriv {month}. Excel gör ibland om en månad till ett datum.",
        )


RULES = [
    period_unreadable,
    period_reversed,
    period_impossible,
    period_without_year,
    period_ambiguous,
    period_two_digit_year,
    period_several,
    period_first_of_month,
]


def _kind(activity: Activity) -> str:
    return activity.period.kind if activity.period else ""


def _quoted(activity: Activity) -> str:
    return f"”{shortened(activity.text('tidsplan'))}”"


def _meant(activity: Activity) -> str:
    """Ask whether the proposed reading is meant; empty where there is none."""
    proposed = activity.period.suggestion if activity.period else ""
    if not proposed:
        return ""
    return f"Menar ni {proposed}? Skriv det {'som gäller' if ' eller ' in proposed else 'i så fall'}."


def _months(definition: Definition) -> str:
    return f"mars – juni {definition.plan.start.year}"


def _with_year(activity: Activity, definition: Definition) -> str:
    """Give the unit's own words with a year, where they can then be read; "nästa år 2021" would be no help."""
    text, year = activity.text("tidsplan"), definition.plan.start.year
    completed = parse(f"{text} {year}", definition.terms)
    own_words = completed and completed.kind in READABLE and "år" not in text.casefold().split()
    return f"{shortened(text)} {year}" if own_words else _months(definition)
