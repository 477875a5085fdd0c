"""The sheets that plugins declare and a result in, the same sheets filled in out: one that fails costs only itself."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from types import MappingProxyType

from exceltools import catalogue
from exceltools.definition import Definition
from exceltools.engine.containment import contained
from exceltools.engine.isolation import Nonsense, attempt
from exceltools.engine.parameters import own_copy, parameters_of
from exceltools.engine.patience import patience
from exceltools.engine.registry import Plugin, Registry
from exceltools.issues import core_issue, order
from exceltools.model import Activity, AddedSheet, Issue, PluginRun, Result, SheetValue
from exceltools.rules import Context, Sheet
from exceltools.wording import digits

PATIENCE = 30.0  # seconds that a sheet may take
MOST_ROWS = 100_000  # of one sheet: longer tables nobody reads, and a generator without end must end


@dataclass(frozen=True, slots=True)
class _Try:
    """What came of filling in a sheet; `made` is None where it failed."""

    plugin: Plugin
    made: AddedSheet | None
    issues: tuple[Issue, ...]


def added(result: Result, registry: Registry) -> Result:
    """Give the result with the sheets that plugins add, and an issue for each that could not be made.

    Args:
        result: all that the merge found out otherwise; its plugins are the registry's, in the same order.
        registry: the plugins, with the sheets that they declare.
    """
    tries = [_try(sheet, plugin, result) for plugin in registry.plugins for sheet in plugin.sheets]
    if not tries:
        return result
    return replace(
        result,
        sheets=tuple(one.made for one in tries if one.made),
        issues=tuple(sorted([*result.issues, *(issue for one in tries for issue in one.issues)], key=order)),
        plugins=tuple(
            _state(run, [one for one in tries if one.plugin is plugin])
            for run, plugin in zip(result.plugins, registry.plugins, strict=True)
        ),
    )


def _state(run: PluginRun, tries: Sequence[_Try]) -> PluginRun:
    if any(one.made is None for one in tries):
        return replace(run, status="failed")
    return replace(run, status="ran") if tries and run.status == "not relevant" else run


def _try(sheet: Sheet, plugin: Plugin, result: Result) -> _Try:
    made = None
    with contained() as printed, attempt() as tried, patience(PATIENCE):
        own = own_copy(result.definition)
        context = Context(own, _parameters(sheet, plugin, result.definition))
        rows = sheet.fill(replace(result, definition=own, declarations=MappingProxyType(result.declarations)), context)
        made = AddedSheet(sheet.name, sheet.about, sheet.headings, tuple(_rows(rows, sheet)))
    who = f"Bladet {sheet.name} i insticksprogrammet {plugin.name}"
    words = {"sheet": sheet.name, "plugin": plugin.name, "reason": tried.reason, "who": who, "text": printed.text}
    said = [catalogue.SHEET_NOT_MADE] if made is None else []
    said += [catalogue.PLUGIN_PRINTS] if printed.text else []
    return _Try(plugin, made, tuple(core_issue(rule, result.definition, words, about=sheet.name) for rule in said))


def _parameters(sheet: Sheet, plugin: Plugin, definition: Definition) -> Mapping[str, object]:
    wanted = [rule for rule in plugin.rules if rule.code in sheet.parameters_of]
    return MappingProxyType({name: value for rule in wanted for name, value in parameters_of(rule, definition).items()})


def _rows(given: object, sheet: Sheet) -> Iterator[tuple[SheetValue, ...]]:
    if isinstance(given, (str, Mapping)) or not isinstance(given, Iterable):
        raise Nonsense(f"det lämnar {type(given).__name__} ifrån sig; ett blad ska lämna sina rader med yield")
    for number, row in enumerate(islice(given, MOST_ROWS + 1), start=1):
        if number > MOST_ROWS:
            raise Nonsense(f"det har fler än {digits(MOST_ROWS)} rader")
        if isinstance(row, str) or not isinstance(row, Sequence):
            raise Nonsense(f"rad {number} är {type(row).__name__} och inte en rad celler")
        if len(row) != len(sheet.headings):
            raise Nonsense(f"rad {number} har {len(row)} celler, men bladet har {len(sheet.headings)} rubriker")
        yield tuple(_value(value, number) for value in row)


def _value(value: object, row: int) -> SheetValue:
    """Give a cell's value as the writer takes it.

    Raises:
        Nonsense: it is nothing that a cell can hold.
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, str):
        return str(value)
    if value is None or isinstance(value, (Activity, dt.date)):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value):
        return value
    shown = value if isinstance(value, (bool, float)) else type(value).__name__
    raise Nonsense(f"rad {row} har en cell som är {shown}; den ska vara text, ett tal, ett datum eller en aktivitet")
