"""Does the follow-up say how? Codes that do not exist, words that say nothing, reports that come too early.

The core has read the text already: `activity.follow_up` holds the codes, what looks like one, and the other way of
follow-up, which is always welcome. An empty cell is the schema's business.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from exceltools.definition import FollowUpCode
from exceltools.follow_up import written
from exceltools.inflection import forms
from exceltools.period import parse
from exceltools.period import written as written_period
from exceltools.rules import Activity, Context, Finding, FollowUp, Rule, hookimpl, rule
from exceltools.wording import listed, shortened

# Words of a text that says that one follows up, or how often, but not how.
SAYS_NOTHING = """
    löpande fortlöpande kontinuerligt regelbundet ständigt återkommande årligen årsvis månadsvis terminsvis kvartalsvis
    veckovis dagligen vid behov enligt plan planen rutin rutiner ordinarie befintlig uppföljning uppföljningen följs upp
    följas följa utvärdering utvärderas utvärderar redovisas sker ske ska görs göras kommer att arbetet insatsen
    aktiviteten ja nej inte ej ingen inget utom år året årets varje per en ett två tre gång gånger ggr om i på och av
    den det som termin terminen månad månaden vecka kvartal halvårsvis slut början genom inom ramen för sedvanlig
    sedvanligt vanlig vanligt sätt rapporteras rapportering redovisning utvärderingen
"""
_ABBREVIATION = 3  # letters: a longer name may have an ending
_ONLY_TIME = ("span", "single", "open", "from", "until", "no-year")


@rule(
    code="UPP001",
    name="follow-up-unknown-code",
    title="Uppföljningen nämner en rapport som inte finns",
    severity="warning",
    scope="row",
    columns=["uppfoljning"],
    why="Aktiviteten följs upp i de rapporter som nämns. En kod som ingen känner till riskerar att glömmas bort.",
    passes=[{"uppfoljning": "T1, T2 och VB"}, {"uppfoljning": "T1 och avstämning i SSP"}],
    fails=[{"uppfoljning": "T1, T2 samt VBE"}, {"uppfoljning": "T3"}, {"uppfoljning": "T1–VB"}],
)
def follow_up_unknown_code(activity: Activity, context: Context) -> Iterator[Finding]:
    """Find what looks like a code and is none, each with the nearest."""
    codes = context.definition.follow_up
    for name, nearest in activity.follow_up.unknown:
        if nearest:
            said, hint = f"Rapporten ”{name}” finns inte.", f"Menar ni {nearest}? Skriv det i så fall."
        else:
            said = f"Det går inte att säga vilken rapport ”{name}” är."
            hint = f"Skriv {_either(codes)}, eller med egna ord hur ni följer upp."
        yield Finding(said, hint=hint, about=name)


@rule(
    code="UPP002",
    name="follow-up-missing",
    title="Det framgår inte hur aktiviteten följs upp",
    severity="warning",
    scope="row",
    columns=["uppfoljning"],
    requires=["SCH002", "SCH007"],
    parameters={"words": SAYS_NOTHING.split()},
    why="”Löpande” säger hur ofta, men inte hur. Då går det inte att se i efterhand vad aktiviteten har gett.",
    passes=[
        {"uppfoljning": "VB"},
        {"uppfoljning": "Enkät till personalen varje vår"},
        {"uppfoljning": "Löpande i ledningsgruppen"},
    ],
    fails=[
        {"uppfoljning": "löpande"},
        {"uppfoljning": "vid behov"},
        {"uppfoljning": "Följs upp varje termin"},
        {"uppfoljning": "juni 2022"},
    ],
)
def follow_up_missing(activity: Activity, context: Context) -> Iterator[Finding]:
    """Find follow-ups that name neither a report nor any other way."""
    codes, follow_up = context.definition.follow_up, activity.follow_up
    if not follow_up.other or follow_up.codes or follow_up.unknown:
        return
    words = {word.casefold() for word in re.findall(r"[^\W\d_]+", follow_up.other)}
    nothing = {word.casefold() for word in context.parameters["words"]} | _letters(codes)
    when = parse(follow_up.other, context.definition.terms)
    if words <= nothing or (when and when.kind in _ONLY_TIME):
        yield Finding(
            f"Uppföljningen ”{shortened(follow_up.other)}” säger inte hur aktiviteten följs upp.",
            hint=f"Skriv i vilken rapport ({_either(codes)}) eller på vilket annat sätt, till exempel en enkät.",
        )


@rule(
    code="UPP003",
    name="follow-up-read-as",
    title="Så lästes uppföljningen",
    severity="info",
    scope="row",
    columns=["uppfoljning"],
    why="När en kod inte är utskriven har vi läst mellan raderna. Då ska det synas hur.",
    passes=[{"uppfoljning": "vb, t1"}, {"uppfoljning": "Tertialrapport 1 och verksamhetsberättelsen"}],
    fails=[{"uppfoljning": "T1 och 2"}, {"uppfoljning": "första tertialrapporten"}],
)
def follow_up_read_as(activity: Activity, context: Context) -> Iterator[Finding]:
    """Tell how a code was read that stands there neither as itself nor by a name of the definition."""
    codes, named = context.definition.follow_up, activity.follow_up.codes
    text = activity.text("uppfoljning")
    if any(code.code in named and not _stands_in(text, code) for code in codes):
        read = written(FollowUp(named), codes)
        yield Finding(f"Uppföljningen ”{shortened(text)}” lästes som {read}.", hint=f"Skriv gärna just så: {read}.")


@rule(
    code="UPP004",
    name="follow-up-before-start",
    title="Aktiviteten följs upp innan den har börjat",
    severity="info",
    scope="row",
    columns=["uppfoljning", "tidsplan"],
    why="En rapport som skrivs innan aktiviteten har börjat har ingenting att berätta om den.",
    passes=[
        {"tidsplan": "hösten 2021", "uppfoljning": "T2 och VB"},
        {"tidsplan": "hösten 2021 – våren 2022", "uppfoljning": "T1"},
        {"tidsplan": "fr.o.m. hösten 2021", "uppfoljning": "T1"},
    ],
    fails=[
        {"tidsplan": "hösten 2021", "uppfoljning": "T1, T2 och VB"},
        {"tidsplan": "fr.o.m. hösten 2022", "uppfoljning": "T1"},
    ],
)
def follow_up_before_start(activity: Activity, context: Context) -> Iterator[Finding]:
    """Find reports that only ever come before the activity has begun, where its time is clear."""
    period, codes = activity.period, context.definition.follow_up
    if period is None or period.start is None:
        return
    end = period.end or max(period.start, context.definition.plan.end)  # nobody looks back at it later
    named = [code for code in codes if code.code in activity.follow_up.codes]
    early = [code for code in named if _too_early(code, period.start, end)]
    if early:
        year = period.start.year
        later = [code.code for code in codes if _day(code, year) >= period.start]
        yield Finding(
            f"När {listed(code.code for code in early)} skrivs {year} har aktiviteten inte börjat.",
            hint=f"Tidsplanen är {written_period(period)}. Följ upp i {listed(later, 'eller') or 'en senare rapport'}.",
        )


@hookimpl
def exceltools_rules() -> list[Rule]:
    """Hand over the rules."""
    return [follow_up_unknown_code, follow_up_missing, follow_up_read_as, follow_up_before_start]


def _either(codes: Sequence[FollowUpCode]) -> str:
    return listed((code.code for code in codes), "eller")


def _letters(codes: Sequence[FollowUpCode]) -> set[str]:
    """Give the letters of the codes, for a text that only takes them back: "ej T1"."""
    return {re.sub(r"\d", "", code.code).casefold() for code in codes}


def _stands_in(text: str, code: FollowUpCode) -> bool:
    """Tell whether the code stands in the text as itself or by a name of the definition, an ending apart."""
    return any(re.search(_spelt(name), text, re.IGNORECASE) for name in (code.code, code.name, *code.aliases))


def _spelt(name: str) -> str:
    """Give a pattern for a name: "T1" is also "T 1", "Tertialrapport 1" also "tertialrapporten 1"."""
    pieces = []
    for part in re.findall(r"[^\W\d_]+|\d+", name):
        words = "|".join(forms(part) if len(part) > _ABBREVIATION else [part])
        pieces.append(rf"{part}(?!\d)" if part.isdecimal() else rf"(?:{words})(?![^\W\d_])")
    return r"(?<![^\W\d_])" + r"[\s.:-]*".join(pieces)


def _too_early(code: FollowUpCode, start: dt.date, end: dt.date) -> bool:
    """Tell whether no report of the code comes while the activity runs, and this year's came before."""
    during = any(start <= _day(code, year) <= end for year in range(start.year, end.year + 1))
    return not during and _day(code, start.year) < start


def _day(code: FollowUpCode, year: int) -> dt.date:
    """Give the day that the year's report looks back from."""
    return dt.date.fromisoformat(f"{year}-{code.date}")
