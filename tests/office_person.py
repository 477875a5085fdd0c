"""Commands in on stdin, what LibreOffice answers out on stdout, a JSON line each: a person at the keyboard, for tests.

Runs under the Python that has LibreOffice's `uno`, which is rarely the one that runs the tests; `office.py` starts it.
Documents are opened hidden and handled through the interfaces that the menu commands call in their turn: the commands
themselves want a window, and without one they bring LibreOffice down half a second later.
"""

import contextlib
import json
import subprocess
import sys
import time
import traceback

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

FORMATS = {"xlsx": "Calc MS Excel 2007 XML", "xls": "MS Excel 97", "ods": "calc8", "pdf": "calc_pdf_Export"}


def properties(**named):
    made = []
    for name, value in named.items():
        one = PropertyValue()
        one.Name, one.Value = name, value
        made.append(one)
    return tuple(made)


class Person:
    """Somebody who works in LibreOffice Calc."""

    def __init__(self, profile):
        pipe = "exceltools" + str(abs(hash(profile)) % 10**8)
        self.process = subprocess.Popen(
            [
                "soffice",
                "--headless",
                "--norestore",
                "--nologo",
                "--nodefault",
                "-env:UserInstallation=file://" + profile,
                "--accept=pipe,name=" + pipe + ";urp;",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        for _ in range(300):
            try:
                context = resolver.resolve("uno:pipe,name=" + pipe + ";urp;StarOffice.ComponentContext")
                break
            except NoConnectException:
                if self.process.poll() is not None:
                    raise RuntimeError("soffice ended at once") from None
                time.sleep(0.1)
        self.manager = context.ServiceManager
        self.desktop = self.manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        self.documents = {}
        self.document = None

    # --- workbooks

    def open(self, path):
        self.document = self.desktop.loadComponentFromURL(
            uno.systemPathToFileUrl(path), "_blank", 0, properties(Hidden=True)
        )
        self.documents[path] = self.document
        self.document.calculateAll()

    def save(self, path, form, password=""):
        locked = {"Password": password} if password else {}
        self.document.storeToURL(uno.systemPathToFileUrl(path), properties(FilterName=FORMATS[form], **locked))

    def close(self):
        for path, document in list(self.documents.items()):
            document.close(True)
            del self.documents[path]
        self.document = None

    def quit(self):
        with contextlib.suppress(Exception):  # it may be gone already
            self.close()
            self.desktop.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()

    # --- hands

    def type(self, sheet, cell, text):
        """Type a text, as into the input line: what the cell's format lets become of it, becomes of it."""
        self.sheet(sheet).getCellRangeByName(cell).FormulaLocal = text

    def type_rows(self, sheet, first, rows):
        """Type texts into rows from column A; empty ones are passed over."""
        self.document.enableAutomaticCalculation(False)
        for down, texts in enumerate(rows):
            for column, text in zip("ABCDEFGHIJ", texts, strict=False):
                if text:
                    self.type(sheet, column + str(first + down), text)
        self.document.enableAutomaticCalculation(True)

    def break_cell(self, sheet, cell):
        """Leave an error value where a formula stood."""
        self.sheet(sheet).getCellRangeByName(cell).Formula = "=1/0"

    def fill(self, sheet, cell, rows):
        """Paste a block of cells from another workbook: its texts and formats, and no dropdowns."""
        other = self.desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, properties(Hidden=True))
        page = other.Sheets.getByIndex(0)
        page.setName("block")
        page.getCellRangeByPosition(0, 0, len(rows[0]) - 1, len(rows) - 1).setDataArray(tuple(map(tuple, rows)))
        sheets = self.document.Sheets
        sheets.importSheet(other, "block", sheets.Count)
        block = sheets.getByName("block").getCellRangeByPosition(0, 0, len(rows[0]) - 1, len(rows) - 1)
        page = self.sheet(sheet)
        page.copyRange(page.getCellRangeByName(cell).CellAddress, block.RangeAddress)
        sheets.removeByName("block")
        other.close(True)

    def insert_row(self, sheet, row):
        self.sheet(sheet).Rows.insertByIndex(row - 1, 1)

    def delete_row(self, sheet, row):
        self.sheet(sheet).Rows.removeByIndex(row - 1, 1)

    def insert_column(self, sheet, column):
        self.sheet(sheet).Columns.insertByIndex(self.number(sheet, column), 1)

    def delete_column(self, sheet, column):
        self.sheet(sheet).Columns.removeByIndex(self.number(sheet, column), 1)

    def move(self, sheet, source, target):
        """Cut cells and paste them elsewhere: references to them follow."""
        page = self.sheet(sheet)
        page.moveRange(page.getCellRangeByName(target).CellAddress, page.getCellRangeByName(source).RangeAddress)

    def merge(self, sheet, place):
        self.sheet(sheet).getCellRangeByName(place).merge(True)

    def clear(self, sheet, place):
        """Press Delete."""
        self.sheet(sheet).getCellRangeByName(place).clearContents(1 + 2 + 4 + 16)

    def sort(self, sheet, place, column):
        """Sort rows, with their header, by a column of the place (1-based)."""
        field = uno.createUnoStruct("com.sun.star.table.TableSortField")
        field.Field, field.IsAscending = column - 1, True
        fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
        self.sheet(sheet).getCellRangeByName(place).sort(properties(ContainsHeader=True, SortFields=fields))

    def filter(self, sheet, place, column, text):
        """Choose a text in the filter of a column of the place (1-based): all other rows are hidden."""
        cells = self.sheet(sheet).getCellRangeByName(place)
        chosen = cells.createFilterDescriptor(True)
        chosen.ContainsHeader = True
        field = uno.createUnoStruct("com.sun.star.sheet.TableFilterField")
        field.Field, field.IsNumeric, field.StringValue = column - 1, False, text
        field.Operator = uno.Enum("com.sun.star.sheet.FilterOperator", "EQUAL")
        chosen.setFilterFields((field,))
        cells.filter(chosen)

    def resize(self, sheet, row, column, size):
        """Drag a row's and a column's border, in hundredths of a millimetre."""
        self.sheet(sheet).Rows.getByIndex(row - 1).Height = size
        self.sheet(sheet).Columns.getByIndex(self.number(sheet, column)).Width = size

    def rename(self, sheet, name):
        self.sheet(sheet).setName(name)

    # --- eyes

    def sheet(self, name):
        return self.document.Sheets.getByName(name)

    def number(self, sheet, column):
        """Give a column's 0-based number."""
        return self.sheet(sheet).getCellRangeByName(column + "1").CellAddress.Column

    def sheets(self):
        return [{"name": name, "visible": self.sheet(name).IsVisible} for name in self.document.Sheets.ElementNames]

    def texts(self, sheet, place):
        """Give what the cells of a place show."""
        found = self.sheet(sheet).getCellRangeByName(place)
        address = found.RangeAddress
        return [
            [
                found.getCellByPosition(column, row).String
                for column in range(address.EndColumn - address.StartColumn + 1)
            ]
            for row in range(address.EndRow - address.StartRow + 1)
        ]

    def named(self, name):
        """Give what the cells of a defined name show, row by row, first column only."""
        cells = self.document.NamedRanges.getByName(name).getReferredCells()
        return [str(row[0]) if isinstance(row[0], str) else row[0] for row in cells.getDataArray()]

    def formulas(self, sheet, place):
        return [list(row) for row in self.sheet(sheet).getCellRangeByName(place).getFormulaArray()]

    def errors(self):
        """Give every cell of every sheet that shows an error."""
        found = []
        for name in self.document.Sheets.ElementNames:
            sheet = self.sheet(name)
            cursor = sheet.createCursor()
            cursor.gotoEndOfUsedArea(False)
            last = cursor.RangeAddress
            area = sheet.getCellRangeByPosition(0, 0, last.EndColumn, last.EndRow)
            cells = area.queryFormulaCells(4).Cells  # FormulaResult.ERROR
            found += [[one.AbsoluteName, one.String, one.Formula] for one in cells]
        return found

    def dropdown(self, sheet, cell):
        """Give what a cell's dropdown offers, by working out the formula behind it where the cell stands."""
        target = self.sheet(sheet).getCellRangeByName(cell)
        rule = target.Validation
        rule.setSourcePosition(target.CellAddress)
        formula = rule.getFormula1()
        row = target.CellAddress.Row
        scratch = self.sheet(sheet).getCellRangeByPosition(25, row, 25, row + 99)
        scratch.setArrayFormula("=" + formula)
        offered = [row[0] for row in scratch.getDataArray()]
        scratch.setArrayFormula("")
        scratch.clearContents(1023)
        return {
            "type": rule.Type.value,
            "formula": formula,
            "offers": list(dict.fromkeys(text for text in offered if isinstance(text, str))),
            "alert": rule.ErrorAlertStyle.value,
            "shows": rule.ShowErrorMessage,
            "title": rule.InputTitle,
            "prompt": rule.InputMessage,
        }


def say(**answer):
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def main():
    person = Person(sys.argv[1])
    say(answer="ready")
    for line in sys.stdin:
        command = json.loads(line)
        try:
            say(answer=getattr(person, command["do"])(*command["with"]))
        except Exception:  # noqa: BLE001  the test that asked shall see it
            say(fault=traceback.format_exc())
    person.quit()


main()
