"""A cell and what was found in its plan in; which rules looked at the cell, and which were kept from it, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from exceltools.engine.hearing import Heard, Question, applies, questions
from exceltools.model import Activity, Issue, Plan
from exceltools.rules import Rule


@dataclass(frozen=True, slots=True)
class Look:
    """One rule and the cell."""

    rule: Rule
    kept_off_by: tuple[str, ...]  # codes that had spoken already; where there are any the rule was not asked


def looks(rules: Sequence[Rule], plan: Plan, activity: Activity, column: str, found: Sequence[Issue]) -> Iterator[Look]:
    """Give the rules that are about the cell: about the cell itself, its row, its plan or all plans.

    Args:
        rules: those that were run.
        plan: the cell's plan.
        activity: its row.
        column: its column id.
        found: everything that was said of the plan.
    """
    heard = Heard(found)
    current: Mapping[str, str] = {former: rule.code for rule in rules for former in rule.former}
    for rule in rules:
        question = _question(rule, plan, activity, column)
        if question is not None:
            codes = [current.get(code, code) for code in rule.requires]
            yield Look(rule, tuple(code for code in codes if heard.speaks([code], question)))


def _question(rule: Rule, plan: Plan, activity: Activity, column: str) -> Question | None:
    """Give the question that the rule was asked about the cell; None where it is not about it."""
    if (rule.columns and column not in rule.columns) or not applies(rule, plan):
        return None
    for question in questions(rule, (plan,)):
        if question.activity is None or (
            question.activity is activity and (rule.scope == "row" or question.column == column)
        ):
            return question
    return None
