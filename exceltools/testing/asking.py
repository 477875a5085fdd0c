"""Rows and a rule in; plans of the rows, and what the rule finds in them, out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from exceltools import definition as definitions
from exceltools.definition import Definition
from exceltools.engine import examples, validate
from exceltools.engine.registry import Plugin, Registry
from exceltools.model import Issue, Plan
from exceltools.rules import ExampleRow, Rule

bundled = cache(definitions.load)


def plan(
    *rows: ExampleRow, unit: str | None = "bromma", definition: Definition | None = None, without: Collection[str] = ()
) -> Plan:
    """Make a plan.

    Args:
        rows: column id -> text; other keys are columns that the unit added.
        unit: unit id; None for a plan that nobody knows whose it is.
        definition: the bundled one unless another is given.
        without: ids of columns that the returned sheet does not have.
    """
    return examples.plan(*rows, definition=definition or bundled(), unit=unit, without=without)


def plans(*rows: ExampleRow, definition: Definition | None = None) -> list[Plan]:
    """Make a plan of each unit that the rows name under "unit"; rows without are Bromma's."""
    return examples.plans(rows, definition or bundled())


def findings(
    rule: Rule,
    *subjects: ExampleRow | Plan,
    also: Sequence[Rule] = (),
    definition: Definition | None = None,
    parameters: Mapping[str, Any] | None = None,
) -> list[Issue]:
    """Give what a rule finds, in the order of the rows, as a merge would report it.

    Args:
        rule: the rule to ask.
        subjects: rows, or plans made by `plan`.
        also: other rules whose codes the rule requires.
        definition: the bundled one unless another is given.
        parameters: what the definition is to set for the rule.

    Raises:
        AssertionError: the rule failed, or cannot use a parameter.
    """
    definition = definition or bundled()
    if parameters is not None:
        definition = definition.model_copy(
            update={"parameters": {**definition.parameters, rule.code: dict(parameters)}}
        )
    made = _plans(subjects, definition)
    registry = Registry((Plugin("test", "", "test", (rule, *also)),))
    outcome = validate.run(registry, made, definition, core_issues(rule, made, definition))
    trouble = [said.message for said in outcome.issues if said.code.startswith("KOR")]
    assert not trouble, " ".join(trouble)  # noqa: S101  a test's helper asserts
    return [said for said in outcome.issues if said.code == rule.code]


def example_faults(rule: Rule, also: Sequence[Rule] = ()) -> list[str]:
    """Say which of the rule's own examples do not show what they promise; none where all do."""
    return list(_example_faults(rule, also))


def _example_faults(rule: Rule, also: Sequence[Rule]) -> Iterator[str]:
    for said in findings(rule, *rule.passes, also=also):
        yield f"{rule.code}: exemplet i passes ger ett fynd: {said.message}"
    found = findings(rule, *rule.fails, also=also)
    if not found:
        yield f"{rule.code}: exemplet i fails ger inget fynd"
    elif rule.scope in ("cell", "row"):
        spoken = {(said.source, said.row) for said in found}
        for made in plans(*rule.fails):
            for number, activity in enumerate(made.activities, start=1):
                if (made.source, activity.row) not in spoken:
                    yield f"{rule.code}: rad {number} i fails ger inget fynd"


def _plans(subjects: Sequence[ExampleRow | Plan], definition: Definition) -> list[Plan]:
    rows = [subject for subject in subjects if not isinstance(subject, Plan)]
    return [subject for subject in subjects if isinstance(subject, Plan)] + examples.plans(rows, definition)


def core_issues(rule: Rule, made: Sequence[Plan], definition: Definition) -> list[Issue]:
    """Check the cells first, where the rule requires it; the import costs a third of a second."""
    if not any(code.startswith("SCH") for code in rule.requires):
        return []
    from exceltools import schemas

    return schemas.check(made, definition)
