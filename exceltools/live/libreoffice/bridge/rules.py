"""Requests about notes and conditional formats in, answers out."""

# ruff: noqa: ANN401, D102 - requests are plain lists; a request whose name says it all needs no more words

from __future__ import annotations

from typing import Any

import uno

from exceltools.live.libreoffice.bridge.finding import ANNOTATION, Finder, holds, places_of, properties

STYLES = "exceltools "  # what the names of our cell styles begin with
OPERATOR = "com.sun.star.sheet.ConditionOperator"
EXPRESSION = 24  # com.sun.star.sheet.ConditionFormatOperator
CONDITION = 0  # com.sun.star.sheet.ConditionEntryType


class Rules(Finder):
    """What can be asked of notes, rules and the styles that they need."""

    def hold(self, key: str, name: str) -> None:
        """Draw nothing until `release`, and make all that follows one step to undo."""
        document = self._book(key)
        document.UndoManager.enterUndoContext(name)
        document.addActionLock()

    def release(self, key: str) -> None:
        document = self._book(key)
        self._sweep(key)
        document.removeActionLock()
        document.UndoManager.leaveUndoContext()

    def _sweep(self, key: str) -> None:
        """Take away the styles that we brought and no rule uses any more."""
        ours = {name for name in self._styles(key).ElementNames if name.startswith(STYLES)}
        for name in self._book(key).Sheets.ElementNames if ours else ():
            ours -= {rule["style"] for rule in self.conditions(key, name)}
        for name in ours:
            self._styles(key).removeByName(name)

    def notes(self, key: str, name: str) -> list[list[Any]]:
        """Give row, column, text and author of every note."""
        found = self._sheet(key, name).Annotations
        return [[one.Position.Row + 1, one.Position.Column + 1, one.String, one.Author] for one in found]

    def add_notes(self, key: str, name: str, notes: list[Any]) -> None:
        found = self._sheet(key, name).Annotations
        place = uno.createUnoStruct("com.sun.star.table.CellAddress")
        place.Sheet = self._sheet(key, name).RangeAddress.Sheet
        for (row, column, *_), text in notes:
            place.Row, place.Column = row - 1, column - 1
            found.insertNew(place, text)

    def note(self, key: str, name: str, area: list[int]) -> list[str] | None:
        """Give text and author of a cell's note."""
        cells = self._cells(key, name, area)
        if not cells.queryContentCells(ANNOTATION).Count:
            return None
        note = cells.getCellByPosition(0, 0).Annotation
        return [note.String, note.Author]

    def remove_notes(self, key: str, name: str, cells: list[Any]) -> None:
        self._ranges(key, name, [area for (area,) in cells]).clearContents(ANNOTATION)

    def conditions(self, key: str, name: str) -> list[dict[str, Any]]:
        """Give every rule of a sheet with its areas, those of the same areas in their order."""
        found = []
        for one in self._sheet(key, name).ConditionalFormats.getConditionalFormats():
            areas = self._areas(one.Range)
            for index in range(one.Count):
                entry = one.getByIndex(index)
                plain = entry.getType() == CONDITION
                formula = entry.Formula1 if plain and entry.Operator == EXPRESSION else None
                style = entry.StyleName if plain else ""
                found.append({"id": one.ID, "index": index, "areas": areas, "formula": formula, "style": style})
        return found

    def add_conditions(self, key: str, name: str, wanted: list[Any]) -> None:
        """Add rules that come before those that are there: (areas, formula, style) for each.

        LibreOffice takes the cells away from their older rules. So ours is followed by copies of those, and what they
        were is known when ours goes: it stands in the cells themselves, wherever they are moved. Cells whose rules
        cannot be copied (colour scales and the like, or several that overlap) keep them and get none of ours.
        """
        there = [(self._areas(rule.Range), rule) for rule in self._rules(key, name)]
        plans = []
        for areas, formula, style in wanted:
            groups: dict[int, list[tuple[int, int]]] = {}
            for place in [place for area in areas for place in places_of(area)]:
                over = [
                    number for number, (covered, _) in enumerate(there) if any(holds(one, *place) for one in covered)
                ]
                if len(over) < 2:
                    groups.setdefault(over[0] if over else -1, []).append(place)
            plans += [(number, places, formula, style) for number, places in groups.items()]
        kept = {number: self._entries(key, name, there[number][1]) for number, *_ in plans if number >= 0}
        for number, places, formula, style in plans:
            older = kept.get(number, [])
            if older is not None:
                ours = (uno.Enum(OPERATOR, "FORMULA"), formula, "", None, style)
                self._apply(key, name, [[row, column, row, column] for row, column in places], [ours, *older])

    def remove_conditions(self, key: str, name: str, numbers: list[Any]) -> None:
        """Take rules of ours away: (number,) for each. The cells get back to the rules that they had."""
        rules = {rule.ID: rule for rule in self._rules(key, name)}
        gone = [number for (number,) in numbers if number in rules]
        signs = {number: self._signs(rule) or [] for number, rule in rules.items()}
        back: dict[str, tuple[list[Any], list[list[int]]]] = {}
        taken: list[int] = []
        for number in gone:
            older = signs[number][1:]
            if not older:
                continue
            entries, areas = back.setdefault(repr(older), ([], []))
            areas += self._areas(rules[number].Range)
            entries += [] if entries else (self._entries(key, name, rules[number]) or [])[1:]
            twins = [one for one in rules if one not in (*gone, *taken) and signs[one] == older]
            for twin in twins[:1]:
                taken.append(twin)
                areas += self._areas(rules[twin].Range)
                entries += [] if entries else self._entries(key, name, rules[twin]) or []
        for number in [*gone, *taken]:
            self._sheet(key, name).ConditionalFormats.removeByID(number)
        for entries, areas in back.values():
            if entries:
                self._apply(key, name, areas, entries)

    def _rules(self, key: str, name: str) -> Any:
        return self._sheet(key, name).ConditionalFormats.getConditionalFormats()

    def _signs(self, rule: Any) -> list[Any] | None:
        """Give what tells a rule's conditions from others; None where there is more to it than conditions."""
        entries = [rule.getByIndex(index) for index in range(rule.Count)]
        if any(entry.getType() != CONDITION for entry in entries):
            return None
        return [(one.Operator, one.Formula1, one.Formula2, one.StyleName) for one in entries]

    def _entries(self, key: str, name: str, rule: Any) -> list[Any] | None:
        """Give a rule's conditions as they can be given to other cells; None where they cannot.

        They are read from a cell, where they are in no language. Sorting can have left some of the cells with other
        rules than the rule itself says.
        """
        signs = self._signs(rule)
        if signs is None:
            return None
        styles = [sign[-1] for sign in signs]
        for row, column in [place for area in self._areas(rule.Range) for place in places_of(area)]:
            found = self._sheet(key, name).getCellByPosition(column - 1, row - 1).ConditionalFormat
            entries = [found.getByIndex(index) for index in range(found.Count)]
            if [one.StyleName for one in entries] == styles:
                return [
                    (one.Operator, one.Formula1, one.Formula2, one.SourcePosition, one.StyleName) for one in entries
                ]
        return None

    def _apply(self, key: str, name: str, areas: list[list[int]], entries: list[Any]) -> None:
        ranges = self._ranges(key, name, areas)
        made = ranges.ConditionalFormat
        made.clear()
        for operator, first, second, position, style in entries:
            told = {"Operator": operator, "Formula1": first, "Formula2": second, "StyleName": style}
            if position is not None:
                told["SourcePosition"] = position
            made.addNew(properties(**told))
        ranges.ConditionalFormat = made

    def styles(self, key: str) -> list[str]:
        return list(self._styles(key).ElementNames)

    def add_style(self, key: str, style: str, fill: int, text: int) -> bool:
        """Add a cell style; tell whether it could be done.

        While any sheet is protected LibreOffice lets no style be changed: sheets protected without a password are
        opened for that moment. Beside its colours the style says what its parent would say otherwise about cells.
        """
        if self._styles(key).hasByName(style):
            return True
        sheets = [self._sheet(key, name) for name in self._book(key).Sheets.ElementNames]
        protected = [sheet for sheet in sheets if sheet.isProtected()]
        for sheet in protected:
            sheet.unprotect("")
        possible = not any(sheet.isProtected() for sheet in protected)
        if possible:
            self._styles(key).insertByName(style, self._book(key).createInstance("com.sun.star.style.CellStyle"))
            made = self._styles(key).getByName(style)
            made.CellBackColor, made.CharColor = fill, text
            made.VertJustify, made.IsTextWrapped = 1, True
        for sheet in protected:
            if not sheet.isProtected():
                sheet.protect("")
        return possible

    def style_colours(self, key: str, style: str) -> list[int]:
        found = self._styles(key).getByName(style)
        return [found.CellBackColor, found.CharColor]
