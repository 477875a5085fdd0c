"""Conditional formats of a LibreOffice sheet, as xlwings' own classes want them."""

# ruff: noqa: D102 - the methods are xlwings' own, and documented there

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from xlwings import base_classes

from exceltools.live.libreoffice.values import number, rgb

_STYLES = "exceltools "  # as the bridge knows them: those that no rule uses go when drawing begins again


class ConditionalFormats(base_classes.ConditionalFormats):
    """The rules that touch a range."""

    def __init__(self, cells: Any) -> None:  # noqa: ANN401 - ranges.Range
        self._cells = cells

    @property
    def api(self) -> Any:  # noqa: ANN401
        return self._cells.api

    def _rules(self) -> list[ConditionalFormat]:
        rules = self.api.conditions(*self._cells.sheet.place)
        touching = (
            rule for rule in rules if any(_meet(area, own) for area in rule["areas"] for own in self._cells.areas)
        )
        return [ConditionalFormat(self._cells, rule) for rule in touching]

    def __iter__(self) -> Iterator[ConditionalFormat]:
        return iter(self._rules())

    def __len__(self) -> int:
        return len(self._rules())

    def __call__(self, index: int) -> ConditionalFormat:
        return self._rules()[index - 1]

    def add_custom(self, spec: dict[str, Any]) -> ConditionalFormat:
        fill, text = number(spec.get("fill_color")), number(spec.get("font_color"))
        style = f"{_STYLES}{fill:06X} {text:06X}"
        key, name = self._cells.sheet.place
        formula = spec["formula"].removeprefix("=")
        if self.api.add_style(key, style, fill, text):
            self.api.later("add_condition", key, name, self._cells.areas, formula, style)
        rule = {"id": 0, "index": 0, "areas": self._cells.areas, "formula": formula, "style": style}
        return ConditionalFormat(self._cells, rule)


class ConditionalFormat(base_classes.ConditionalFormat):
    """A rule, as it was when it was asked for."""

    stop_if_true = True  # of the rules of a cell, LibreOffice applies the first that holds

    def __init__(self, cells: Any, rule: dict[str, Any]) -> None:  # noqa: ANN401 - ranges.Range
        self._cells = cells
        self._rule = rule

    @property
    def type(self) -> str:
        return "unknown" if self._rule["formula"] is None else "custom"

    @property
    def formula(self) -> str | None:
        found = self._rule["formula"]
        return None if found is None else f"={found}"

    @cached_property
    def _colours(self) -> list[int]:
        found: list[int] = self._cells.api.style_colours(self._cells.sheet.place[0], self._rule["style"])
        return found

    @property
    def fill_color(self) -> tuple[int, int, int] | None:
        return rgb(self._colours[0]) if self._rule["style"] and self._colours[0] >= 0 else None

    @property
    def font_color(self) -> tuple[int, int, int] | None:
        return rgb(self._colours[1]) if self._rule["style"] and self._colours[1] >= 0 else None

    def delete(self) -> None:
        key, name = self._cells.sheet.place
        self._cells.api.later("remove_condition", key, name, self._rule["id"])


def _meet(one: list[int], other: list[int]) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]
