"""Requests about workbooks, names and sheets in, answers out."""

# ruff: noqa: D102, FBT001 - requests are plain lists; a request whose name says it all needs no more words

from __future__ import annotations

from typing import Any

import uno

from exceltools.live.libreoffice.bridge.finding import Finder, properties

FILTERS = {
    "xlsx": "Calc MS Excel 2007 XML",
    "xls": "MS Excel 97",
    "ods": "calc8",
    "fods": "OpenDocument Spreadsheet Flat XML",
}


class Books(Finder):
    """What can be asked of workbooks as a whole."""

    def books(self) -> list[str]:
        """Give the keys of the workbooks that are open, the one in front first."""
        self._known.clear()
        open_ones = [each for each in self.desktop.Components if self._is_book(each)]
        front = self.desktop.CurrentComponent
        first = front.RuntimeUID if front is not None and self._is_book(front) else None
        keys = [each.RuntimeUID for each in open_ones]
        return sorted(keys, key=lambda key: key != first)

    def book(self, key: str) -> dict[str, Any]:
        document = self._book(key)
        url = document.URL
        return {
            "name": document.Title.split(" (")[0]
            if not url
            else uno.fileUrlToSystemPath(url).replace("\\", "/").split("/")[-1],
            "path": uno.fileUrlToSystemPath(url) if url.startswith("file:") else url,
            "read_only": document.isReadonly(),
            "structure": document.isProtected(),
        }

    def open(self, path: str, hidden: bool) -> str:
        """Open a workbook; a LibreOffice without windows falls over unless it is hidden."""
        url = uno.systemPathToFileUrl(path)
        return str(self.desktop.loadComponentFromURL(url, "_blank", 0, properties(Hidden=hidden)).RuntimeUID)

    def save(self, key: str, path: str) -> None:
        kind = FILTERS[path.rpartition(".")[2].lower()]
        self._book(key).storeToURL(uno.systemPathToFileUrl(path), properties(FilterName=kind))

    def close(self, key: str) -> None:
        self._book(key).close(True)

    def activate(self, key: str) -> None:
        controller = self._book(key).CurrentController
        if controller is not None:
            controller.Frame.activate()

    def leave(self) -> bool:
        """Take LibreOffice down if nothing is open in it; tell whether it goes on."""
        goes_on = any(True for _ in self.desktop.Components)
        if not goes_on:
            self.desktop.terminate()
        return goes_on

    def calculate(self, key: str) -> None:
        self._book(key).calculateAll()

    def name(self, key: str, name: str) -> str | None:
        """Give what a name stands for; None where there is no such name."""
        found = self._book(key).NamedRanges
        return found.getByName(name).Content if found.hasByName(name) else None

    def name_list(self, key: str) -> list[str]:
        return list(self._book(key).NamedRanges.ElementNames)

    def add_name(self, key: str, name: str, content: str) -> None:
        origin = uno.createUnoStruct("com.sun.star.table.CellAddress")
        self._book(key).NamedRanges.addNewByName(name, content, origin, 0)

    def remove_name(self, key: str, name: str) -> None:
        self._book(key).NamedRanges.removeByName(name)

    def sheets(self, key: str) -> list[str]:
        self._known.clear()
        return list(self._book(key).Sheets.ElementNames)

    def sheet(self, key: str, name: str) -> dict[str, Any]:
        found = self._sheet(key, name)
        return {"visible": found.IsVisible, "protected": found.isProtected()}

    def active_sheet(self, key: str) -> str:
        controller = self._book(key).CurrentController
        return str(controller.ActiveSheet.Name) if controller is not None else self.sheets(key)[0]

    def activate_sheet(self, key: str, name: str) -> None:
        controller = self._book(key).CurrentController
        if controller is not None:
            controller.setActiveSheet(self._sheet(key, name))

    def add_sheet(self, key: str, name: str, position: int) -> None:
        self._book(key).Sheets.insertNewByName(name, position)

    def remove_sheet(self, key: str, name: str) -> None:
        self._book(key).Sheets.removeByName(name)

    def rename_sheet(self, key: str, name: str, wanted: str) -> None:
        self._sheet(key, name).setName(wanted)

    def show_sheet(self, key: str, name: str, visible: bool) -> None:
        self._sheet(key, name).IsVisible = visible

    def used(self, key: str, name: str) -> list[int]:
        cursor = self._sheet(key, name).createCursor()
        cursor.gotoEndOfUsedArea(False)
        last = cursor.RangeAddress
        return [last.EndRow + 1, last.EndColumn + 1]

    def select(self, key: str, name: str, area: list[int]) -> None:
        controller = self._book(key).CurrentController
        if controller is not None:
            controller.setActiveSheet(self._sheet(key, name))
            controller.select(self._cells(key, name, area))
            controller.Frame.ContainerWindow.toFront()

    def selection(self, key: str) -> list[Any]:
        """Give sheet and area of what is selected."""
        chosen = self._book(key).CurrentSelection
        address = getattr(chosen, "RangeAddress", None)
        if address is None:
            return [self.active_sheet(key), [1, 1, 1, 1]]
        area = [address.StartRow + 1, address.StartColumn + 1, address.EndRow + 1, address.EndColumn + 1]
        return [self.sheets(key)[address.Sheet], area]
