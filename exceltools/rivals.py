"""Deliveries in, the one that counts for each unit out; the others are shown as superseded, each with its reason.

Of several plans from one unit the one that a person has chosen counts; otherwise one with activities before an empty
one, then the one saved last by the file's own properties, and the last by name where two were saved at the same moment
or do not tell. A plan is let go of as soon as another goes before it: memory does not grow with the files of a unit.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from types import MappingProxyType

from exceltools import catalogue as say
from exceltools.catalogue import CoreRule
from exceltools.definition import Definition
from exceltools.deliveries import Delivery
from exceltools.errors import UsageError
from exceltools.issues import core_issue
from exceltools.model import Activity, Issue, Plan, Source

_LONG_AGO = dt.datetime.min.replace(tzinfo=dt.UTC)
_NOBODY: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Decided:
    """Which plans count, what became of every file, and what is said about it."""

    plans: tuple[Plan, ...]
    sources: tuple[Source, ...]
    issues: tuple[Issue, ...]


def reading_order(path: str, chosen: Mapping[str, str] = _NOBODY) -> tuple[bool, str]:
    """Sort files for `decide`: of the same bytes the first one counts, and a chosen one is the first."""
    return path not in chosen, path


def decide(deliveries: Iterable[Delivery], definition: Definition, chosen: Mapping[str, str] = _NOBODY) -> Decided:
    """Choose the plan that counts for each unit.

    Args:
        deliveries: every file that was looked at, in `reading_order`.
        definition: gives the order of the units.
        chosen: unit ids by the paths of the files that a person has chosen.

    Returns:
        Plans in the definition's order of units, those of unknown units last; sources sorted by path. The issues of
        files that do not count are left out, but for where they came from: nobody has to mend what is not used.

    Raises:
        UsageError: a chosen file holds no plan.
    """
    contest = _Contest(definition, chosen)
    for delivery in deliveries:
        contest.enter(delivery)
    final = contest.settled()
    order = {unit.id: number for number, unit in enumerate(definition.units)}
    plans = [delivery.plan for delivery in final if delivery.plan]
    plans.sort(key=lambda plan: (order.get(plan.unit.id, -1) if plan.unit else len(order), plan.source))
    return Decided(
        tuple(plans),
        tuple(sorted((delivery.source for delivery in final), key=lambda source: source.path)),
        tuple(found for delivery in final for found in delivery.issues),
    )


@dataclass(slots=True)
class _Entry:
    """A delivery as it stands; its plan is gone when it can no longer count."""

    delivery: Delivery
    contents: str  # a checksum of what the plan says; empty where it says nothing


@dataclass(slots=True)
class _Contest:
    """All deliveries so far."""

    definition: Definition
    chosen: Mapping[str, str]
    entries: list[_Entry] = field(default_factory=list)
    best: dict[str, _Entry] = field(default_factory=dict)  # by unit id
    seen: dict[str, str] = field(default_factory=dict)  # paths by checksums of files

    def enter(self, delivery: Delivery) -> None:
        """Take in a delivery, and let go of the plan that it goes before, or its own."""
        source, plan = delivery.source, delivery.plan
        self._must_be_a_plan(delivery)
        if source.sha256 and source.status == "read":
            twin = self.seen.setdefault(source.sha256, source.path)
            if twin != source.path:
                words = {"file": _name(source), "other": twin}
                found = core_issue(say.SAME_FILE_TWICE, self.definition, words, source=source.path, unit=source.unit)
                self.entries.append(_Entry(_superseded(delivery, found), ""))
                return
        entry = _Entry(delivery, _contents(plan.activities) if plan else "")
        self.entries.append(entry)
        if plan and plan.unit:
            rival = self.best.setdefault(plan.unit.id, entry)
            if rival is not entry:
                winner, loser = (entry, rival) if self._rank(entry) > self._rank(rival) else (rival, entry)
                self.best[plan.unit.id] = winner
                loser.delivery = replace(loser.delivery, plan=None, issues=_origins(loser.delivery))

    def settled(self) -> list[Delivery]:
        """Give every delivery as it is where it counts, and otherwise with the reason why it does not."""
        return [self._settled(entry) for entry in self.entries]

    def _settled(self, entry: _Entry) -> Delivery:
        delivery, source = entry.delivery, entry.delivery.source
        if source.unit is None or source.status != "read":
            return delivery
        counts = self.best[source.unit]
        place = {"source": source.path, "sheet": source.sheet, "unit": source.unit}
        words = {"unit": self._unit_name(source.unit), "unit_id": source.unit, "file": _name(source)}
        if counts is not entry:
            other = counts.delivery.source
            words["other"] = _name(other) if _name(other) != words["file"] else other.path
            words["reason"] = self._why(counts, entry)
            return _superseded(delivery, core_issue(_why_not(entry, counts), self.definition, words, **place))
        if source.path in self.chosen:
            found = core_issue(say.CHOSEN, self.definition, words, **place)
            return replace(delivery, issues=(*delivery.issues, found))
        return delivery

    def _rank(self, entry: _Entry) -> tuple[bool, bool, dt.datetime, str]:
        source = entry.delivery.source
        return source.path in self.chosen, bool(entry.contents), source.modified or _LONG_AGO, source.path

    def _why(self, counts: _Entry, other: _Entry) -> str:
        if counts.delivery.source.path in self.chosen:
            return "är vald med --choose"
        if self._rank(counts)[2] > self._rank(other)[2]:
            return "sparades senast"
        return "kommer sist i namnordning (filerna säger inte vilken som är nyast)"

    def _must_be_a_plan(self, delivery: Delivery) -> None:
        path = delivery.source.path
        if path in self.chosen and delivery.plan is None:
            said = delivery.issues[0].message if delivery.issues else ""
            raise UsageError(f"{path} är vald för {self._unit_name(self.chosen[path])}. {said}".rstrip())

    def _unit_name(self, unit: str) -> str:
        return self.definition.unit(unit).name


def _why_not(entry: _Entry, counts: _Entry) -> CoreRule:
    """Tell which rule a plan falls by that does not count."""
    if counts.contents and not entry.contents:
        return say.UNFILLED
    return say.SAME_PLAN_TWICE if entry.contents and entry.contents == counts.contents else say.SUPERSEDED


def _contents(activities: Sequence[Activity]) -> str:
    """Give a checksum of what the activities say; empty where there are none."""
    if not activities:
        return ""
    said = [
        [sorted((name, cell.text) for name, cell in cells.items()) for cells in (activity.cells, activity.extra)]
        for activity in activities
    ]
    return hashlib.sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()


def _superseded(delivery: Delivery, found: Issue) -> Delivery:
    source = replace(delivery.source, status="superseded", reason=found.code, activities=0)
    return Delivery(source, None, (found, *_origins(delivery)))


def _origins(delivery: Delivery) -> tuple[Issue, ...]:
    """Give what is said of where a file came from: that is worth knowing of one that does not count, too."""
    return tuple(issue for issue in delivery.issues if issue.code == say.FROM_LETTER.code)


def _name(source: Source) -> str:
    return PurePosixPath(source.path).name
