"""XlsxWriter's workbook with what it leaves to others: language, plain strings, rows that are written at once.

This is the only page that reaches into XlsxWriter; `tests/test_xlsx_package.py` tells when a new version moves things.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial
from io import BytesIO

import xlsxwriter
import xlsxwriter.workbook
from xlsxwriter.core import Core
from xlsxwriter.format import Format
from xlsxwriter.packager import Packager
from xlsxwriter.sharedstrings import SharedStrings
from xlsxwriter.url import Url
from xlsxwriter.utility import _preserve_whitespace, xl_col_to_name
from xlsxwriter.worksheet import Worksheet

_QUICK = 3  # zlib's level of compression, of 9; its own choice is 6


class TextWorkbook(xlsxwriter.Workbook):  # type: ignore[misc]
    """A workbook in memory in which text is text: no formula, number, link or markup is ever read out of it."""

    def __init__(self, language: str) -> None:
        """Take the language of the document, "sv-SE"."""
        self.stream = BytesIO()
        self.language = language
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
            "nan_inf_to_errors": True,
        }
        super().__init__(self.stream, options)

    def sheet(self, name: str) -> TextWorksheet:
        """Add a sheet."""
        worksheet: TextWorksheet = self.add_worksheet(name, TextWorksheet)
        return worksheet

    def finish(self) -> bytes:
        """Close the workbook and give its bytes."""
        self.close()
        return self.stream.getvalue()

    def _store_workbook(self) -> None:
        """Pack the parts in half the time that zlib takes of itself, for a workbook that is a tenth larger."""
        usual = xlsxwriter.workbook.ZipFile
        xlsxwriter.workbook.ZipFile = partial(usual, compresslevel=_QUICK)
        try:
            super()._store_workbook()
        finally:
            xlsxwriter.workbook.ZipFile = usual

    def _get_packager(self) -> Packager:
        return _Packager(self.language)


class TextWorksheet(Worksheet):  # type: ignore[misc]
    """A sheet that also takes whole rows at a time, for half of what XlsxWriter's cells cost.

    Such a row is turned into XML at once. Its height is the one that its wrapped text is likely to need: Excel adjusts
    it as soon as somebody edits the row (the height of `set_row` stays for ever), and programs that do not measure
    text when they open a workbook show the row in full too.
    """

    def __init__(self) -> None:
        """Start without rows."""
        super().__init__()
        self._rows: dict[int, str] = {}  # 0-based row -> XML

    def add_row(
        self, row: int, first: int, cells: Sequence[tuple[str | float | None, int]], height: float, outline: str = ""
    ) -> None:
        """Add a row; no other cell may be written in it.

        Args:
            row: 0-based.
            first: 0-based column of the first cell.
            cells: values, text without characters that XML cannot hold, and numbers of formats (`number_of`).
            height: in points.
            outline: the row's place in an outline, as attributes of its element.
        """
        self._check_dimensions(row, first)
        self._check_dimensions(row, first + len(cells) - 1)
        number, cell = row + 1, self._cell
        written = [cell(f"{_letters(column)}{number}", *given) for column, given in enumerate(cells, first)]
        self._rows[row] = f'<row r="{number}" ht="{height:g}"{outline}>{"".join(written)}</row>'

    def add_link(self, row: int, column: int, url: Url) -> None:
        """Make a cell of an added row a link."""
        self.hyperlinks[row][column] = url

    def _cell(self, place: str, value: str | float | None, number: int) -> str:
        if value is None or value == "":
            return f'<c r="{place}" s="{number}"/>'
        if isinstance(value, str):
            index = self.str_table._get_shared_string_index(value)  # noqa: SLF001
            return f'<c r="{place}" s="{number}" t="s"><v>{index}</v></c>'
        return f'<c r="{place}" s="{number}"><v>{value}</v></c>'

    def _write_rows(self) -> None:
        for row in sorted({*self._rows, *self.table, *self.row_info}):
            cells, info = self.table.get(row), self.row_info.get(row)
            if row in self._rows:
                self.fh.write(self._rows[row])
            elif cells:
                self._write_row(row, None, info)
                for column in sorted(cells):
                    self._write_cell(row, column, cells[column])
                self._xml_end_tag("row")
            elif info:
                self._write_empty_row(row, None, info)


def number_of(form: Format) -> int:
    """Give the number by which a cell refers to a format."""
    number: int = form._get_xf_index()  # noqa: SLF001
    return number


@cache
def _letters(column: int) -> str:
    letters: str = xl_col_to_name(column)
    return letters


class _Packager(Packager):  # type: ignore[misc]
    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def _write_core_file(self) -> None:
        core = _Core(self._language)
        core._set_properties(self.workbook.doc_properties)  # noqa: SLF001
        core._set_xml_writer(self._filename("docProps/core.xml"))  # noqa: SLF001
        core._assemble_xml_file()  # noqa: SLF001

    def _write_shared_strings_file(self) -> None:
        strings = _PlainStrings()
        strings.string_table = self.workbook.str_table
        if self.workbook.str_table.count:
            strings._set_xml_writer(self._filename("xl/sharedStrings.xml"))  # noqa: SLF001
            strings._assemble_xml_file()  # noqa: SLF001


class _Core(Core):  # type: ignore[misc]
    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def _write_cp_content_status(self) -> None:  # the last element
        super()._write_cp_content_status()
        self._xml_data_element("dc:language", self._language)


class _PlainStrings(SharedStrings):  # type: ignore[misc]
    """Strings as they are: "<r>" at the beginning of a text is a text, not markup to be let through."""

    def _write_si(self, string: str) -> None:
        string = self._escape_control_characters(string)
        attributes = [("xml:space", "preserve")] if _preserve_whitespace(string) else []
        self._xml_si_element(string, attributes)
