"""A `Result` in, the sentences that a coordinator wants to read first out: verdict, who is in, the report's figures.

Pure functions; the workbook's first sheet and the command line's summary say the same words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from exceltools.coverage import asked
from exceltools.definition import Severity, Unit, UnitKind
from exceltools.model import Result
from exceltools.normalise import key
from exceltools.safe_text import one_line, quoted
from exceltools.text import capitalised
from exceltools.wording import KIND_WORDS, counted, digits, listed, number_word

KINDS: tuple[UnitKind, ...] = ("district", "committee")
_NAMED = 6  # more names than this make a list, not a sentence: the coverage sheet has them


@dataclass(frozen=True, slots=True)
class Verdict:
    """The whole result in one line."""

    level: Severity | Literal["ok"]
    text: str


def verdict(result: Result) -> Verdict:
    """Say in one line how the collection stands."""
    if not result.plans:
        return Verdict("error", "Ingen plan har kunnat läsas.")
    lacking = {unit.id for unit in awaited(result)}
    found = Counter(issue.severity for issue in result.issues)
    told = sum(issue.severity == "error" and issue.source is None and issue.unit in lacking for issue in result.issues)
    to_do = [counted(len(lacking), "plan saknas", "planer saknas")] if lacking else []
    if others := found["error"] - told:
        noun = ("annat fel" if others == 1 else "andra fel") if told else "fel"
        to_do.append(f"{digits(others)} {noun} behöver rättas")
    if to_do:
        return Verdict("error" if found["error"] else "warning", f"Inte klart: {listed(to_do)}.")
    if found["warning"]:
        warnings = counted(found["warning"], "varning", "varningar")
        return Verdict("warning", f"Nästan klart: inga fel, men {warnings} att se över.")
    complete = all(result.returned(unit.id) for unit in result.definition.units)
    return Verdict("ok", f"Klart: {'alla planer är inne och ' if complete else ''}inget behöver rättas.")


def sentences(result: Result) -> list[str]:
    """Give everything that is said under the verdict, in order."""
    return [*deliveries(result), *coverage(result), *observations(result)]


def deliveries(result: Result) -> list[str]:
    """Say who has returned a plan and who has not, and what could not be read or checked."""
    kinds = [] if _alone(result) else [(kind, units) for kind in KINDS if (units := _concerned(result, kind))]
    parts = [_share(sum(result.returned(unit.id) for unit in units), kind, len(units)) for kind, units in kinds]
    said = [capitalised(f"{listed(parts)} har lämnat sin plan.")] if parts else []
    if lacking := [unit.name for unit in awaited(result)]:
        named = listed(lacking) if len(lacking) <= _NAMED else f"{digits(len(lacking))} enheter"
        said.append(f"Det saknas {'en plan' if len(lacking) == 1 else 'planer'} från {named}.")
    if refused := sum(source.status == "refused" for source in result.sources):
        said.append(f"{counted(refused, 'fil', 'filer')} kunde inte läsas. Bladet Leveranser säger varför.")
    if strangers := sum(plan.unit is None for plan in result.plans):
        said.append(
            f"{counted(strangers, 'plan', 'planer')} kommer från en enhet som inte känns igen "
            "och ligger sist i sammanställningen."
        )
    if accepted := len(result.accepted):
        said.append(f"{counted(accepted, 'sak är godtagen', 'saker är godtagna')} och räknas inte.")
    if failed := sum(run.status == "failed" for run in result.plugins):
        said.append(
            f"{counted(failed, 'insticksprogram', 'insticksprogram')} kunde inte köras färdigt, så allt är inte "
            "kontrollerat. Bladet Regler visar vilka."
        )
    return said


def coverage(result: Result) -> list[str]:
    """Compute the annual report's sentences: how many cover all utgångspunkter, and all områden.

    Units that have not returned a plan count in the whole number, as they do in the annual report. A kind of units is
    not judged by what it is not asked for.
    """
    definition = result.definition
    if unit := _alone(result):
        return [_covering_alone(unit, result)]
    said = []
    for kind in KINDS:
        if units := _concerned(result, kind):
            own = " som de har uppdrag för" if any(unit.not_asked for unit in units) else ""
            points = f"inom {_all_points(len(definition.utgangspunkter))}{own}"
            if kind in definition.asked.every_utgangspunkt:
                said.append(_covering(units, kind, points, _covers(result, of_areas=False)))
            if kind in definition.asked.every_omrade:
                said.append(_covering(units, kind, f"inom samtliga områden{own}", _covers(result, of_areas=True)))
    return said


def observations(result: Result) -> list[str]:
    """Say what else the annual report needs: areas that many lack, columns of the units' own, what does not count."""
    return [*_weakest(result), *_own_columns(result), *_unrecognised(result)]


def awaited(result: Result) -> list[Unit]:
    """Give the units whose plan is said to be missing, in the definition's order.

    Where a single workbook is merged nobody is missing: the others were not asked for.
    """
    said = {issue.unit for issue in result.issues if issue.source is None and issue.unit is not None}
    return [unit for unit in result.definition.units if unit.id in said and not result.returned(unit.id)]


def _alone(result: Result) -> Unit | None:
    """Give the only unit whose plan was asked for: then there is nobody to compare it with."""
    return result.plans[0].unit if len(result.plans) == 1 and not awaited(result) else None


def _concerned(result: Result, kind: UnitKind) -> list[Unit]:
    """Give all units of a kind, or none if none has returned a plan and none is awaited."""
    units = [unit for unit in result.definition.units if unit.kind == kind]
    lacking = awaited(result)
    return units if any(result.returned(unit.id) or unit in lacking for unit in units) else []


def _share(number: int, kind: UnitKind, total: int) -> str:
    one, many = KIND_WORDS[kind]
    return f"{digits(number) if number else 'ingen'} av {digits(total)} {one if total == 1 else many}"


def _all_points(number: int) -> str:
    if number <= 2:
        return "utgångspunkten" if number == 1 else "båda utgångspunkterna"
    return f"alla {number_word(number)} utgångspunkter"


def _covers(result: Result, *, of_areas: bool) -> Callable[[Unit], bool]:
    having = {(count.unit, count.utgangspunkt, count.omrade) for count in result.coverage if count.activities}

    def covers(unit: Unit) -> bool:
        wanted = [slot for slot in asked(unit, result.definition) if (slot[1] is not None) == of_areas]
        return result.returned(unit.id) and all((unit.id, *slot) in having for slot in wanted)

    return covers


def _covering(units: list[Unit], kind: UnitKind, what: str, covers: Callable[[Unit], bool]) -> str:
    having = [unit.name for unit in units if covers(unit)]
    lacking = [unit.name for unit in units if not covers(unit)]
    said = capitalised(f"{_share(len(having), kind, len(units))} har aktiviteter {what}")
    if having and len(having) <= min(len(lacking), _NAMED):
        return f"{said}: {listed(having)}."
    if having and lacking and len(lacking) <= _NAMED:
        return f"{said}: alla utom {listed(lacking)}."
    return f"{said}."


def _covering_alone(unit: Unit, result: Result) -> str:
    having = {(count.utgangspunkt, count.omrade) for count in result.coverage if count.activities}
    wanted = asked(unit, result.definition)
    parts = []
    for of_areas, one, many in ((False, "utgångspunkt", "utgångspunkter"), (True, "område", "områden")):
        own = [slot for slot in wanted if (slot[1] is not None) == of_areas]
        if own:
            parts.append(f"{sum(slot in having for slot in own)} av {counted(len(own), one, many)}")
    return f"{unit.name} har aktiviteter inom {listed(parts)}." if parts else f"{unit.name} har lämnat sin plan."


def _weakest(result: Result) -> Iterable[str]:
    """Name the områden that most of the units of a kind lack, among those that are asked for them."""
    having = {(count.unit, count.utgangspunkt, count.omrade) for count in result.coverage if count.activities}
    for kind in KINDS:
        units = [unit for unit in result.definition.units if unit.kind == kind and result.returned(unit.id)]
        wanted = {unit.id: [slot for slot in asked(unit, result.definition) if slot[1]] for unit in units}
        lacking = Counter(slot for unit, own in wanted.items() for slot in own if (unit, *slot) not in having)
        worst = [
            (area.name, lacking[point.id, area.id])
            for point in result.definition.utgangspunkter
            for area in point.omraden
            if lacking and lacking[point.id, area.id] == max(lacking.values())
        ]
        if len(units) > 1 and 0 < len(worst) <= 3:
            areas = listed([name for name, _ in worst])
            share = f"{digits(worst[0][1])} av {digits(len(units))}"
            noun = "Området" if len(worst) == 1 else "Områdena"
            yield f"{noun} som flest {KIND_WORDS[kind][1]} saknar är {areas} ({share})."


def _own_columns(result: Result) -> Iterable[str]:
    columns: dict[str, dict[str, str]] = {}
    for plan in result.plans:
        headers = {key(header): quoted(one_line(header), 40) for one in plan.activities for header in one.extra}
        if plan.unit is not None and headers:
            columns.setdefault(plan.unit.name, {}).update(headers)
    if columns:
        named = [f"{unit} ({_few(list(headers.values()))})" for unit, headers in columns.items()]
        shown = listed(named) if len(named) <= _NAMED else "se längst till höger i Sammanställning"
        alone = all(len(headers) == 1 for headers in columns.values())
        who = counted(len(named), "enhet", "enheter")
        yield f"{who} har lagt till {'en egen kolumn' if alone else 'egna kolumner'}: {shown}."


def _few(headers: list[str]) -> str:
    return listed(headers) if len(headers) <= 3 else counted(len(headers), "kolumn", "kolumner")


def _unrecognised(result: Result) -> Iterable[str]:
    activities = sum(activity.unit is not None for activity in result.activities)
    within = sum(count.activities for count in result.coverage if count.omrade is not None)
    if within < activities:
        yield (
            f"{digits(activities - within)} av {counted(activities, 'aktivitet', 'aktiviteter')} räknas inte in i "
            "något område: det är tomt, känns inte igen eller hör till en annan utgångspunkt."
        )
