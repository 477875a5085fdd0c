"""A rule and rows in, nothing out: or an AssertionError that says in Swedish what the rule did instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any

from exceltools.definition import Definition
from exceltools.engine import registry
from exceltools.model import Issue, Plan
from exceltools.rules import ExampleRow, Rule
from exceltools.testing import soundness
from exceltools.testing.asking import findings


def assert_finds(  # noqa: PLR0913
    rule: Rule,
    *subjects: ExampleRow | Plan,
    at: str | Sequence[str | None] | None = None,
    says: str = "",
    also: Sequence[Rule] = (),
    definition: Definition | None = None,
    parameters: Mapping[str, Any] | None = None,
) -> list[Issue]:
    """Assert that a rule finds something.

    Args:
        rule: the rule to ask.
        subjects: rows, or plans made by `plan`.
        at: the cell, or all the cells in order, that the findings are placed at: "D6"; None in the list for a whole
            row or plan. Not compared where it is left out.
        says: a part of what one of the findings says, hint included.
        also: other rules whose codes the rule requires.
        definition: the bundled one unless another is given.
        parameters: what the definition is to set for the rule.

    Returns:
        The findings, for further assertions.

    Raises:
        AssertionError: the rule finds nothing, finds it elsewhere, says something else, or fails.
    """
    __tracebackhide__ = True
    found = findings(rule, *subjects, also=also, definition=definition, parameters=parameters)
    if not found:
        raise AssertionError(f"{rule.code} hittar ingenting.")
    cells = [at] if isinstance(at, str) else at
    if cells is not None and [said.cell for said in found] != list(cells):
        raise AssertionError(f"{rule.code} skulle ha hittat något i {_cells(cells)}, men hittade:\n{_told(found)}")
    if not any(says in f"{said.message} {said.hint}" for said in found):
        raise AssertionError(f"{rule.code} skulle ha sagt ”{says}”, men sade:\n{_told(found)}")
    return found


def assert_silent(
    rule: Rule,
    *subjects: ExampleRow | Plan,
    also: Sequence[Rule] = (),
    definition: Definition | None = None,
    parameters: Mapping[str, Any] | None = None,
) -> None:
    """Assert that a rule finds nothing; arguments as for `assert_finds`.

    Raises:
        AssertionError: the rule finds something, or fails.
    """
    __tracebackhide__ = True
    found = findings(rule, *subjects, also=also, definition=definition, parameters=parameters)
    if found:
        raise AssertionError(f"{rule.code} skulle inte ha hittat något, men sade:\n{_told(found)}")


def assert_sound(plugin: ModuleType) -> None:
    """Assert that a plugin is what `exceltools plugins check` asks for, timing apart.

    Args:
        plugin: the module with the hook.

    Raises:
        AssertionError: with everything that is to be mended, a line each.
    """
    __tracebackhide__ = True
    loaded = registry.of_module(plugin)
    said = [f"{loaded.fault}."] if loaded.fault else []
    said += [f"{code}: {sentence}" for code, sentence in soundness.faults(loaded.rules)]
    if said:
        raise AssertionError("\n".join(["Det här behöver rättas:", *said]))


def _told(found: Sequence[Issue]) -> str:
    return "\n".join(f"  {said.cell or said.source or 'allt'}: {said.message} {said.hint}".rstrip() for said in found)


def _cells(cells: Sequence[str | None]) -> str:
    return ", ".join(cell or "ingen enskild cell" for cell in cells) or "ingen cell"
