"""Where a workbook can be open, for tests: one way to open it and to look at it for every program behind xlwings."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from xml.etree import ElementTree as ET

import xlwings
import xlwings_openpyxl
from office import PYTHON

from exceltools.live.libreoffice.engine import NAME, Engine
from exceltools.live.libreoffice.office import Office


class InOpenpyxl:
    """Workbooks open in this process."""

    program = "openpyxl"

    def __init__(self):
        self.app = xlwings_openpyxl.app()

    def open(self, path):
        return self.app.books.open(str(path))

    def state(self, book, folder):
        """Give everything that a person could notice, sheet by sheet and cell by cell."""
        native = book.impl.native
        return [
            list(native.sheetnames),
            sorted(native.defined_names),
            [
                [
                    (cell.coordinate, cell.value, _look(cell), cell.comment and cell.comment.text)
                    for row in sheet
                    for cell in row
                    if cell.value is not None or cell.has_style or cell.comment
                ]
                for sheet in native.worksheets
            ],
            [
                sorted(
                    (str(ranges.sqref), rule.priority, tuple(rule.formula))
                    for ranges in sheet.conditional_formatting
                    for rule in ranges.rules
                )
                for sheet in native.worksheets
            ],
            [{letter: about.width for letter, about in sheet.column_dimensions.items()} for sheet in native.worksheets],
        ]


def _look(cell):
    if not cell.has_style:
        return None
    return (cell.font.b, cell.font.color and cell.font.color.rgb, cell.fill.fgColor.rgb, cell.number_format, cell.style)


class InLibreOffice:
    """Workbooks open in a LibreOffice without windows."""

    program = NAME

    def __init__(self, office):
        self.office = office
        engine = xlwings.Engine(impl=Engine(office))
        xlwings.engines.add(engine)
        engine.activate()
        self.app = next(iter(engine.apps))

    def open(self, path):
        return self.app.books.open(str(path))

    def by_hand(self, book, code):
        """Do to the document what a person does by hand, past everything of ours."""
        subprocess.run([PYTHON, "-c", BY_HAND + code + LEAVE, self.office._pipe, book.name], check=True)

    def state(self, book, folder):
        """Give what LibreOffice would save: sheets, cells with text, look and note, rules, names, styles, widths.

        Left out is what it works out anew whenever it likes: the height of rows that fit their text, and how many empty
        cells at the end it counts.
        """
        file = folder / "state.fods"
        book.app.calculate()
        book.save(str(file))
        tree = ET.parse(file).getroot()
        styles = {
            (style.get(f"{_STYLE}family"), style.get(f"{_STYLE}name")): _plain(style)
            for style in tree.iter(f"{_STYLE}style")
        }
        tables = list(tree.iter(f"{_TABLE}table"))
        return {
            "styles": sorted(
                style.get(f"{_STYLE}name") for style in tree.find(f"{_OFFICE}styles").iter(f"{_STYLE}style")
            ),
            "sheets": [(table.get(f"{_TABLE}name"), table.get(f"{_TABLE}protected")) for table in tables],
            "widths": [
                [
                    styles["table-column", column.get(f"{_TABLE}style-name")]
                    for column in table.iter(f"{_TABLE}table-column")
                ][:8]
                for table in tables
            ],
            "cells": [dict(_cells(table, styles)) for table in tables],
            "rules": sorted(_plain(one) for one in tree.iter() if one.tag.endswith("}conditional-format")),
            "names": [_plain(one) for one in tree.iter(f"{_TABLE}named-expressions")],
        }


BY_HAND = """
import sys, uno
from com.sun.star.beans import PropertyValue
local = uno.getComponentContext()
resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
context = resolver.resolve("uno:pipe,name=" + sys.argv[1] + ";urp;StarOffice.ComponentContext")
desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
document = next(each for each in desktop.Components if each.Title.startswith(sys.argv[2]))
"""
LEAVE = "\nimport os\nos._exit(0)\n"  # at once: its own way out is not always a clean one


_OFFICE, _STYLE, _TABLE = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "style", "table")
)


def _plain(element):
    return ET.canonicalize(ET.tostring(element, encoding="unicode"), strip_text=True)


def _cells(table, styles):
    """Give each cell that has a text, a note or a look of its own, by its place."""
    row = 0
    for line in table.iter(f"{_TABLE}table-row"):
        column = 0
        for cell in line:
            times = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
            style = styles.get(("table-cell", cell.get(f"{_TABLE}style-name")))
            if (style or len(cell)) and times < 1000:
                content = {name: value for name, value in cell.attrib.items() if not name.startswith(_TABLE)}
                notes = ["".join(one.itertext()) for one in cell.iter(f"{_OFFICE}annotation")]
                for each in range(times):
                    yield (row, column + each), (content, "".join(cell.itertext()), notes, style)
            column += times
        row += int(line.get(f"{_TABLE}number-rows-repeated", "1"))


class InExcel:
    """Workbooks open in a Microsoft Excel of their own."""

    program = "excel"

    def __init__(self):
        self.app = xlwings.App(visible=False, add_book=False)

    def open(self, path):
        return self.app.books.open(str(path))

    def state(self, book, folder):
        """Give texts, fills, notes and rules of every cell in use."""
        return [
            (
                sheet.name,
                sheet.used_range.options(ndim=2).formula,
                [(note.location.address, note.text) for note in sheet.notes],
                [rule.formula for rule in sheet.cells.conditional_formats if rule.type == "custom"],
                [cell.color for cell in sheet.range("A1:H40")],
            )
            for sheet in book.sheets
        ]


@contextmanager
def place(program, profile):
    """Give a program that workbooks can be opened in, with nothing of it left afterwards."""
    if program == "openpyxl":
        yield InOpenpyxl()
    elif program == "libreoffice":
        office = Office(["soffice", f"-env:UserInstallation={profile.as_uri()}"])
        try:
            yield InLibreOffice(office)
        finally:
            office.part()
    else:
        excel = InExcel()
        try:
            yield excel
        finally:
            excel.app.quit()


HAS_EXCEL = sys.platform in ("win32", "darwin")
