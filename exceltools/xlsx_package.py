"""XlsxWriter's workbook with what it leaves to others: language, plain strings, heights that Excel may still adjust.

This is the only page that reaches into XlsxWriter; `tests/test_xlsx_package.py` tells when a new version moves things.
"""

from __future__ import annotations

from io import BytesIO

import xlsxwriter
from xlsxwriter.core import Core
from xlsxwriter.packager import Packager
from xlsxwriter.sharedstrings import SharedStrings
from xlsxwriter.utility import _preserve_whitespace
from xlsxwriter.worksheet import Worksheet


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

    def _get_packager(self) -> Packager:
        return _Packager(self.language)


class TextWorksheet(Worksheet):  # type: ignore[misc]
    """A sheet whose rows can be given the height that their wrapped text is likely to need.

    A height set with `set_row` stays as it is for ever; this one Excel adjusts as soon as somebody edits the row, and
    programs that do not measure text when they open a workbook show the row in full too.
    """

    def __init__(self) -> None:
        """Start without heights."""
        super().__init__()
        self.likely_heights: dict[int, float] = {}  # 0-based row -> points

    def _write_row(self, row: int, spans: str | None, row_info: object = None, *, empty_row: bool = False) -> None:
        height = self.likely_heights.get(row)
        if height is None:
            super()._write_row(row, spans, row_info, empty_row=empty_row)
        else:
            self._xml_start_tag_unencoded("row", [("r", row + 1), ("ht", f"{height:g}")])


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
