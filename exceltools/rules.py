"""What a plugin author imports: `rule`, `Finding`, `Context`, `sheet`, the data they meet, and the two hooks.

A rule is a plain generator. It yields what is wrong and what to write instead; place, severity, order, isolation and
timing are the engine's. The decorator turns it into data that a plugin hands over in its hook::

    from exceltools.rules import Finding, hookimpl, rule

    @rule(
        code="EX001", name="metod-too-short", title="Metoden är för kort", severity="warning",
        scope="cell", columns=("metod",),
        why="En metod på ett par ord går inte att följa upp.",
        passes=[{"metod": "Utbilda fältassistenter i motiverande samtal."}],
        fails=[{"metod": "Möten"}],
    )
    def metod_too_short(cell, context):
        if 0 < len(cell.text) < 15:
            yield Finding("Metoden beskrivs bara med några ord.", hint="Skriv vad ni ska göra och hur.")

    @hookimpl
    def exceltools_rules():
        return [metod_too_short]

A plugin may also add sheets to the consolidated workbook, in the same way: what to show is the plugin's, how it looks
is the writer's. See `sheet`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

import pluggy

from exceltools.definition import Definition, Grade
from exceltools.model import (
    Activity,
    Cell,
    Declaration,
    FollowUp,
    Period,
    Plan,
    Recognised,
    Result,
    SheetValue,
)

__all__ = [
    "Activity",
    "Cell",
    "Context",
    "Finding",
    "FollowUp",
    "Period",
    "Plan",
    "Recognised",
    "Result",
    "Rule",
    "Sheet",
    "SheetValue",
    "Subject",
    "hookimpl",
    "hookspec",
    "rule",
    "sheet",
]

Scope = Literal["cell", "row", "plan", "collection"]
ExampleRow = Mapping[str, str]  # column id -> text; "unit" may name the unit; what is left out is filled in well

hookspec = pluggy.HookspecMarker("exceltools")
hookimpl = pluggy.HookimplMarker("exceltools")


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says.

    Args:
        message: a whole Swedish sentence to the unit: what is wrong.
        hint: what to write or do instead.
        column: the column id meant, where it is not the rule's first one.
        activity: the activity meant, for rules of scope plan and collection.
        plan: the plan meant, for rules of scope collection.
        about: what tells this finding from the rule's others at the same place, wherever rows move and however the
            message is worded: the id of what is missing, the word that is not known.
    """

    message: str
    hint: str = ""
    column: str | None = None
    activity: Activity | None = None
    plan: Plan | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may know besides its subject: the definition and its own parameters."""

    definition: Definition
    parameters: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


# A cell, an activity, a plan or a sequence of plans, by the rule's scope.
Subject = Any
Check = Callable[[Subject, Context], Iterable[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Declaration):
    """A declared rule; made by `rule`, run by the engine."""

    scope: Scope
    columns: tuple[str, ...]
    requires: tuple[str, ...]  # codes that must not have spoken of the same cell, row or plan
    parameters: Mapping[str, Any]  # names and default values; the definition can set them
    passes: tuple[ExampleRow, ...]
    fails: tuple[ExampleRow, ...]
    prompt: str  # what the template adds to the guiding question of the rule's first column
    check: Check


def rule(  # noqa: PLR0913
    *,
    code: str,
    name: str,
    title: str,
    severity: Grade,
    scope: Scope,
    why: str,
    passes: Sequence[ExampleRow],
    fails: Sequence[ExampleRow],
    columns: Sequence[str] = (),
    requires: Sequence[str] = (),
    parameters: Mapping[str, Any] | None = None,
    former: Sequence[str] = (),
    prompt: str = "",
) -> Callable[[Check], Rule]:
    """Declare the decorated generator as a rule.

    Args:
        code: the plugin's prefix in capitals and three digits, never used before: "EX001".
        name: the same in words, kebab-case: "metod-too-short".
        title: a few Swedish words, for lists.
        severity: "error", "warning" or "info", or "trial" while the rule is new: then it is heard but counts
            nowhere. The definition may set another.
        scope: what the check is called with: each cell of `columns` that holds text (empty cells are the schema's
            business), each row (activity), each plan, or all plans as a tuple.
        why: why the rule exists, a Swedish sentence or two for the handbook.
        passes: rows of a plan in which the rule finds nothing.
        fails: rows of a plan in which it finds something.
        columns: the column ids that the rule is about; the first one is where the findings of a row are placed.
            Cells of a column that the sheet lacks are not asked about, nor are rows and plans where one of the rule's
            columns is missing: that is said once, of the sheet.
        requires: codes that must have passed on the same cell, row (its cells in `columns`) or plan before this rule
            is asked.
        parameters: names and default values that the definition's [parameters.CODE] can set.
        former: codes that this rule was known by before.
        prompt: a short Swedish sentence that spares people the finding. The template shows it with the guiding question
            of the rule's first column, where Excel has room for it.
    """

    def declare(check: Check) -> Rule:
        return Rule(
            code=code,
            name=name,
            title=title,
            severity=severity,
            scope=scope,
            why=why,
            passes=tuple(passes),
            fails=tuple(fails),
            columns=tuple(columns),
            requires=tuple(requires),
            parameters=MappingProxyType(dict(parameters or {})),
            former=tuple(former),
            prompt=prompt,
            check=check,
        )

    return declare


Fill = Callable[[Result, Context], Iterable[Sequence[SheetValue]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A declared sheet; made by `sheet`, filled in by the engine, written by the writer."""

    name: str
    about: str
    headings: Mapping[str, float]
    parameters_of: tuple[str, ...]
    fill: Fill


def sheet(
    *, name: str, about: str, headings: Mapping[str, float], parameters_of: Sequence[str] = ()
) -> Callable[[Fill], Sheet]:
    """Declare the decorated generator as a sheet of the consolidated workbook.

    It is called with the whole result of the merge and a context, and yields rows, each as long as there are headings.
    A cell is text, a number, a date, None, or an activity: that becomes a link to its row in the returned workbook.
    Text is shown as text whatever it looks like. A sheet that fails costs only itself: it is left out, and an issue
    says so.

    Args:
        name: what the tab and the title say, at most 31 characters; made different where another sheet has it.
        about: a Swedish sentence under the title: what the sheet is for.
        headings: text of each column's header -> its width in characters.
        parameters_of: codes of the plugin's rules whose parameters the context is to have, all together.
    """

    def declare(fill: Fill) -> Sheet:
        return Sheet(
            name=name,
            about=about,
            headings=MappingProxyType(dict(headings)),
            parameters_of=tuple(parameters_of),
            fill=fill,
        )

    return declare


@hookspec
def exceltools_rules() -> Iterable[Rule]:  # type: ignore[empty-body]
    """Return the plugin's rules. Called once when the plugins are loaded."""


@hookspec
def exceltools_sheets() -> Iterable[Sheet]:  # type: ignore[empty-body]
    """Return the sheets that the plugin adds to the consolidated workbook. Called once when the plugins are loaded."""
