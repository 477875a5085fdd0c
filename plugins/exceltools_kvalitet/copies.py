"""Is the same text used again and again? KVAL008 within a plan, KVAL009 between units.

Texts of different units are compared pairwise only where they share runs of three words, and runs that very many texts
share are passed over: so the cost follows the number of texts, not its square.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from exceltools.normalise import key
from exceltools.rules import Activity, Context, Finding, Plan, rule
from exceltools.wording import listed, numbered

_SHORTEST = 15  # letters and digits; shorter texts are the same by chance
_RUN = 3  # words
_MOST_SHARING = 20  # texts with the same run; one that more have is a phrase of everybody's
_SHARED = 0.3  # of the shorter text's runs: below, two texts are never near copies
_NAMED = 3  # units in a sentence


@rule(
    code="KVAL008",
    name="same-text-again",
    title="Samma text står på flera rader",
    severity="info",
    scope="plan",
    columns=["metod"],
    parameters={"metod": 2, "mal": 3},
    why="En text som kommer igen har ofta kopierats nedåt av misstag. Står den där med avsikt säger den sällan nog.",
    passes=[
        {"metod": "Utbilda fältassistenterna i motiverande samtal."},
        {"metod": "Utbilda fritidsledarna i motiverande samtal."},
    ],
    fails=[{"metod": "Utbilda fältassistenterna i motiverande samtal."}] * 2,
)
def same_text_again(plan: Plan, context: Context) -> Iterator[Finding]:
    """Find methods that stand on several rows, and goals that several områden share; merged cells are one text."""
    for _, rows in _alike(plan.activities, "metod"):
        if len(rows) >= context.parameters["metod"]:
            yield Finding(
                f"Samma metod står på rad {numbered(one.row for one in rows)}.",
                hint="Är det en och samma aktivitet räcker en rad. Skriv annars vad som skiljer dem åt.",
                activity=rows[0],
                column="metod",
            )
    for _, rows in _alike(plan.activities, "mal"):
        areas = {(one.omrade_of, one.omrade.id) for one in rows if one.omrade.id}
        if len(areas) >= context.parameters["mal"]:
            yield Finding(
                f"Samma mål står för {len(areas)} områden, på rad {numbered(one.row for one in rows)}.",
                hint="Skriv gärna vad ni vill nå inom vart och ett av dem.",
                activity=rows[0],
                column="mal",
            )


@rule(
    code="KVAL009",
    name="near-copy",
    title="Nästan samma metod finns i en annan plan",
    severity="info",
    scope="collection",
    columns=["metod"],
    parameters={"likeness": 85.0, "shortest": 60},
    why=(
        "Samma ord i flera planer kan vara ett gemensamt arbete, och då är det bra att det syns. Det kan också vara en "
        "text som har följt med från en förlaga utan att någon har tänkt igenom den."
    ),
    passes=[
        {
            "unit": "bromma",
            "metod": "Fältassistenterna går ut två och två varje fredag och lördag under hela sommaren.",
        },
        {"unit": "farsta", "metod": "Skolan ringer hem samma dag när en elev är borta, och bjuder in till ett samtal."},
    ],
    fails=[
        {
            "unit": "bromma",
            "metod": "Fältassistenterna går ut två och två varje fredag och lördag under hela sommaren.",
        },
        {
            "unit": "farsta",
            "metod": "Fältassistenterna går ut två och två varje fredag och lördag under sommaren 2021.",
        },
    ],
)
def near_copy(plans: Sequence[Plan], context: Context) -> Iterator[Finding]:
    """Find methods that other units have nearly word for word, unless the text itself names the other unit."""
    texts: dict[str, list[Activity]] = defaultdict(list)
    for plan in plans:
        for activity in plan.activities:
            text = " ".join(_words(activity.text("metod")))
            if plan.unit and len(text) >= context.parameters["shortest"] and not activity.cells["metod"].inherited:
                texts[text].append(activity)
    names = {unit.id: unit.name for unit in context.definition.units}
    for text, others in _related(texts, context.parameters["likeness"]).items():
        units = dict.fromkeys(str(one.unit) for other in others for one in texts[other])
        if any(" ".join(_words(names[unit])) in text for unit in units):
            continue  # a cooperation that the text speaks of
        for activity in texts[text]:
            yield from _said(activity, [names[unit] for unit in units if unit != activity.unit])


RULES = [same_text_again, near_copy]


def _alike(activities: Iterable[Activity], column: str) -> list[tuple[str, list[Activity]]]:
    """Give the texts that stand more than once, with their activities, in order of the first."""
    groups: dict[str, list[Activity]] = defaultdict(list)
    for activity in activities:
        said = key(activity.text(column))
        if len(said) >= _SHORTEST and not activity.cells[column].inherited:
            groups[said].append(activity)
    return [(said, rows) for said, rows in groups.items() if len(rows) > 1]


def _said(activity: Activity, others: Sequence[str]) -> Iterator[Finding]:
    if others:
        left = len(others) - _NAMED
        who = listed([*others[:_NAMED], f"{left} till"] if left > 0 else others)
        yield Finding(
            f"Nästan samma metod står i planen från {who}.",
            hint="Är det ett gemensamt arbete, skriv gärna det. Skriv annars hur det går till hos er.",
            activity=activity,
            column="metod",
        )


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _related(texts: Mapping[str, Sequence[Activity]], likeness: float) -> dict[str, list[str]]:
    """Give each text that several units have, or that is like another's, with all of those; itself among them."""
    related: dict[str, list[str]] = {
        text: [text] for text, rows in texts.items() if len({one.unit for one in rows}) > 1
    }
    for one, other in _near(list(texts), likeness):
        related.setdefault(one, [one]).append(other)
        related.setdefault(other, [other]).append(one)
    return related


def _near(texts: Sequence[str], likeness: float) -> Iterator[tuple[str, str]]:
    """Give the pairs of texts that are nearly the same, in order."""
    runs = [_runs(text) for text in texts]
    having: dict[str, list[int]] = defaultdict(list)
    for number, own in enumerate(runs):
        for run in own:
            having[run].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in having.values():
        if 1 < len(numbers) <= _MOST_SHARING:
            shared.update(combinations(numbers, 2))
    likely = [pair for pair, count in shared.items() if count >= _SHARED * min(len(runs[number]) for number in pair)]
    if not likely:
        return
    from rapidfuzz import fuzz  # most rounds never come this far

    for one, other in sorted(likely):
        if fuzz.ratio(texts[one], texts[other], score_cutoff=likeness):
            yield texts[one], texts[other]


def _runs(text: str) -> set[str]:
    words = text.split()
    return {" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}
