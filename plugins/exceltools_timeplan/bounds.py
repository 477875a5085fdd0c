"""Does the time lie within the strategy and the plan, and has it an end? TID006 to TID009."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from exceltools.definition import Span
from exceltools.period import written, written_span
from exceltools.rules import Activity, Context, Finding, Period, rule
from exceltools.wording import number_word, shortened

_DAY = dt.timedelta(days=1)


@rule(
    code="TID006",
    name="period-outside-strategy",
    title="Tidsplanen går utanför strategins tid",
    severity="warning",
    scope="row",
    columns=["tidsplan"],
    why="Planen ska visa vad som görs så länge strategin gäller. Ett årtal utanför den är ofta ett skrivfel.",
    passes=[{"tidsplan": "2019 – 2022"}, {"tidsplan": "fr.o.m. 2021"}],
    fails=[{"tidsplan": "2021 – 2025"}, {"tidsplan": "2018"}, {"tidsplan": "t.o.m. 2023"}],
)
def period_outside_strategy(activity: Activity, context: Context) -> Iterator[Finding]:
    """Find times that begin before the strategy or go on after it, and say by how much."""
    strategy = context.definition.strategy
    said = _wholly_outside(activity.period, strategy) or _partly_outside(activity.period, strategy)
    if said:
        yield Finding(
            f"Tidsplanen {_quoted(activity)} {said} strategin, som gäller {written_span(strategy)}.",
            hint=_advice(activity.period, strategy),
        )


@rule(
    code="TID007",
    name="period-outside-plan",
    title="Hela tidsplanen ligger utanför planens tid",
    severity="warning",
    scope="row",
    columns=["tidsplan"],
    requires=["TID006"],
    why="En aktivitet som är klar innan planen börjar gälla, eller börjar efter den, hör hemma i en annan plan.",
    passes=[{"tidsplan": "2021"}, {"tidsplan": "hösten 2020 – våren 2021"}],
    fails=[{"tidsplan": "2020"}, {"tidsplan": "hösten 2019"}],
)
def period_outside_plan(activity: Activity, context: Context) -> Iterator[Finding]:
    """Find times within the strategy that have nothing to do with the plan."""
    plan = context.definition.plan
    said = _wholly_outside(activity.period, plan)
    if said:
        yield Finding(
            f"Tidsplanen {_quoted(activity)} {said} planens tid, {written_span(plan)}.",
            hint="Se efter att årtalet stämmer. Gör det det, hör aktiviteten till en annan plan.",
        )


@rule(
    code="TID008",
    name="period-beyond-plan",
    title="Tidsplanen går delvis utanför planens tid",
    severity="info",
    scope="row",
    columns=["tidsplan"],
    requires=["TID006"],
    why="Arbete som redan pågår, eller som fortsätter, är inget fel. Men ibland är det ett årtal som har blivit kvar.",
    passes=[{"tidsplan": "2021 – 2022"}, {"tidsplan": "2022"}],
    fails=[{"tidsplan": "hösten 2020 – våren 2022"}, {"tidsplan": "sedan 2019"}],
)
def period_beyond_plan(activity: Activity, context: Context) -> Iterator[Finding]:
    """Find times that begin before the plan or go on after it, and say by how much."""
    plan = context.definition.plan
    said = _partly_outside(activity.period, plan)
    if said and not _wholly_outside(activity.period, plan):
        yield Finding(
            f"Tidsplanen {_quoted(activity)} {said} planens tid, {written_span(plan)}.",
            hint="Är det så ni menar kan det stå kvar. Se annars efter att årtalen stämmer.",
        )


@rule(
    code="TID009",
    name="period-without-end",
    title="Tidsplanen har inget slut",
    severity="info",
    scope="row",
    columns=["tidsplan"],
    why="Det som inte har något slut följs sällan upp. Planen har ett: då ska det gå att se vad arbetet har gett.",
    passes=[{"tidsplan": "löpande 2021 – 2022"}, {"tidsplan": "t.o.m. 2022"}],
    fails=[{"tidsplan": "löpande"}, {"tidsplan": "fr.o.m. hösten 2021"}, {"tidsplan": "årligen"}],
)
def period_without_end(activity: Activity, context: Context) -> Iterator[Finding]:
    """Find times without an end, and propose one: the plan's."""
    period, plan = activity.period, context.definition.plan
    if period is None or period.kind not in ("open", "from"):
        return
    unbounded = period.kind == "open"
    missing = "när arbetet börjar och slutar" if unbounded else "när arbetet ska vara klart"
    wanted = "Skriv gärna båda" if unbounded else "Skriv gärna slutet också"
    start = period.start or plan.start
    example = f", till exempel {written(Period('span', start, plan.end))}" if start <= plan.end else ""
    yield Finding(f"Tidsplanen {_quoted(activity)} säger inte {missing}.", hint=f"{wanted}{example}.")


RULES = [period_outside_strategy, period_outside_plan, period_beyond_plan, period_without_end]


def _quoted(activity: Activity) -> str:
    return f"”{shortened(activity.text('tidsplan'))}”"


def _wholly_outside(period: Period | None, span: Span) -> str:
    """Say that no day of the period lies within the span; empty where one does."""
    if period and period.end and period.end < span.start:
        return "slutar före" if period.start is None else "ligger före"
    if period and period.start and period.start > span.end:
        return "börjar efter" if period.end is None else "ligger efter"
    return ""


def _partly_outside(period: Period | None, span: Span) -> str:
    """Say by how much the period begins too early and ends too late; empty where it does neither."""
    said = []
    if period and period.start and period.start < span.start:
        said.append(f"börjar {_length(period.start, span.start)} före")
    if period and period.end and period.end > span.end:
        said.append(f"sträcker sig {_length(span.end + _DAY, period.end + _DAY)} förbi")
    return " och ".join(said)


def _advice(period: Period | None, span: Span) -> str:
    """Propose the part of the period that lies within the span."""
    if period is None or _wholly_outside(period, span):
        return "Se efter att årtalet stämmer."
    start = None if period.start is None else max(period.start, span.start)
    end = None if period.end is None else min(period.end, span.end)
    inside = written(Period(period.kind, start, end))
    return f"Är det så ni menar kan det stå kvar. Skriv annars den tid som ryms inom strategin: {inside}."


def _length(first: dt.date, after: dt.date) -> str:
    """Say how long it is from a day to another: in years or months where it comes out even, otherwise in days.

    >>> _length(dt.date(2023, 1, 1), dt.date(2026, 1, 1)), _length(dt.date(2020, 8, 1), dt.date(2021, 1, 1))
    ('tre år', 'fem månader')
    >>> _length(dt.date(2020, 12, 31), dt.date(2021, 1, 1))
    'en dag'
    """
    months = 12 * (after.year - first.year) + after.month - first.month
    if first.day != after.day or not months:
        days = (after - first).days
        return "en dag" if days == 1 else f"{number_word(days)} dagar"
    if months % 12:
        return "en månad" if months == 1 else f"{number_word(months)} månader"
    return "ett år" if months == 12 else f"{number_word(months // 12)} år"
