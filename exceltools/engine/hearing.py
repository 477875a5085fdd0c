"""One rule and the plans in, what it is asked and what it answered out; an answer that cannot be used is `Nonsense`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from exceltools.definition import COLUMN_IDS
from exceltools.engine.isolation import Nonsense
from exceltools.issues import place_of
from exceltools.model import Activity, Issue, Plan
from exceltools.rules import Context, Finding, Rule, Subject

_MOST = 100  # findings about one cell or row; plans may have ten more for each activity


class Question(NamedTuple):
    """One call of a rule's check, and where its findings belong unless they say otherwise."""

    subject: Subject
    plans: tuple[Plan, ...]  # the one plan, or all of them for a rule of scope collection
    activity: Activity | None = None
    column: str | None = None
    refs: tuple[str | None, ...] = ()  # of the cells that it is about


def applies(rule: Rule, plan: Plan) -> bool:
    """Tell whether the plan's sheet has the columns that the rule is about."""
    if rule.scope == "collection" or not rule.columns:
        return True
    return (any if rule.scope == "cell" else all)(column in plan.columns for column in rule.columns)


def questions(rule: Rule, plans: tuple[Plan, ...]) -> Iterator[Question]:
    """Give what the rule is to be asked: cells that hold text, rows, a plan, or all plans together."""
    if rule.scope == "collection":
        yield Question(plans, plans)
        return
    for plan in plans:
        if rule.scope == "cell":
            columns = [column for column in rule.columns if column in plan.columns]
            for activity in plan.activities:
                for column in columns:
                    cell = activity.cells[column]
                    if cell.text:
                        yield Question(cell, plans, activity, column, (cell.ref,))
        elif rule.scope == "row":
            for activity in plan.activities:
                refs = tuple(activity.cells[column].ref for column in rule.columns or activity.cells)
                yield Question(activity, plans, activity, next(iter(rule.columns), None), refs)
        else:
            yield Question(plan, plans)


def answers(rule: Rule, question: Question, context: Context) -> list[Finding]:
    """Ask the rule.

    Raises:
        Nonsense: an answer is no finding, is about something that it was not asked about, or there is no end to them.
    """
    given = rule.check(question.subject, context)
    if not isinstance(given, Iterable):
        raise Nonsense(f"den lämnar {type(given).__name__} ifrån sig; en regel ska lämna sina fynd med yield")
    found: list[Finding] = []
    for finding in given:
        wrong = _wrong(finding, question)
        if wrong:
            raise Nonsense(wrong)
        found.append(finding)
        if len(found) > _limit(question):
            _close(given)
            raise Nonsense(f"den slutar inte att hitta fel (fler än {_limit(question)} på samma ställe)")
    return found


def place(finding: Finding, question: Question) -> dict[str, Any]:
    """Give the place of a finding, as keyword arguments of `issues.issue`."""
    activity = finding.activity or question.activity
    if activity is not None:
        at = place_of(activity, finding.column or question.column)
        return at | {"about": f"{at['about']}|{finding.about}" if finding.about else at["about"]}
    plan = finding.plan or (question.plans[0] if isinstance(question.subject, Plan) else None)
    if plan is None:
        return {"column": finding.column, "about": finding.about}
    return {
        "unit": plan.unit.id if plan.unit else None,
        "source": plan.source,
        "sheet": plan.sheet,
        "column": finding.column,
        "about": finding.about,
    }


def _close(given: Iterable[object]) -> None:
    """End a generator here, where what it does about it is its own failure."""
    if isinstance(given, Generator):
        given.close()


def _limit(question: Question) -> int:
    if question.activity is not None:
        return _MOST
    return _MOST + 10 * sum(len(plan.activities) for plan in question.plans)


def _wrong(finding: object, question: Question) -> str:
    """Say what is wrong with an answer; nothing where it can be used."""
    if not isinstance(finding, Finding):
        return f"den lämnar {type(finding).__name__} ifrån sig i stället för Finding"
    if not isinstance(finding.message, str) or not finding.message.strip():
        return "ett fynd saknar den mening som säger vad som är fel"
    if not isinstance(finding.hint, str) or not isinstance(finding.about, str):
        return "ett fynd har något annat än text i hint eller about"
    if finding.column is not None and finding.column not in COLUMN_IDS:
        return f"ett fynd nämner kolumnen {finding.column}, som inte finns"
    if not _is_asked_about(finding, question):
        return "ett fynd gäller en annan plan eller aktivitet än den som regeln fick"
    return ""


def _is_asked_about(finding: Finding, question: Question) -> bool:
    plans = {(plan.source, plan.sheet) for plan in question.plans} if finding.activity or finding.plan else set()
    if question.activity is not None and finding.activity not in (None, question.activity):
        return False
    return all(
        isinstance(named, kind) and (named.source, named.sheet) in plans
        for named, kind in ((finding.activity, Activity), (finding.plan, Plan))
        if named is not None
    )


@dataclass(frozen=True, slots=True)
class _Spoken:
    """Where in one plan a code has been said."""

    anywhere: bool
    everywhere: bool  # of the plan or its file as a whole
    rows: frozenset[int]  # of these rows as a whole
    cells: frozenset[str]


class Heard:
    """What has been said so far and where, so that a rule is not asked about a place that another has spoken of."""

    def __init__(self, issues: Iterable[Issue]) -> None:
        """Take the issues found before any rule was asked."""
        self._issues: dict[str, list[Issue]] = defaultdict(list)
        self._spoken: dict[str, dict[tuple[str, str], _Spoken]] = {}
        self.add(issues)

    def add(self, issues: Iterable[Issue]) -> None:
        """Take further issues."""
        for said in issues:
            self._issues[said.code].append(said)
            self._spoken.pop(said.code, None)

    def speaks(self, codes: Sequence[str], question: Question) -> bool:
        """Tell whether one of the codes has been said of the same cell, row or plan, or of what it lies in."""
        return any(code in self._issues and self._speaks(code, question) for code in codes)

    def _speaks(self, code: str, question: Question) -> bool:
        if question.activity is None and not isinstance(question.subject, Plan):
            return True  # all plans together: it has been said somewhere
        spoken = self._of(code, question.plans[0])
        if question.activity is None:
            return spoken.anywhere
        return (
            spoken.everywhere
            or question.activity.row in spoken.rows
            or any(ref in spoken.cells for ref in question.refs)
        )

    def _of(self, code: str, plan: Plan) -> _Spoken:
        plans = self._spoken.setdefault(code, {})
        where = plan.source, plan.sheet
        if where not in plans:
            plans[where] = _spoken(self._issues[code], plan)
        return plans[where]


def _spoken(issues: Iterable[Issue], plan: Plan) -> _Spoken:
    own = [said for said in issues if said.source == plan.source and said.sheet in (plan.sheet, None)]
    cells = frozenset(said.cell for said in own if said.cell)
    rows = frozenset(said.row for said in own if said.row and not said.cell)
    everywhere = any(not said.cell and not said.row for said in own)
    return _Spoken(bool(own), everywhere, rows, cells)
