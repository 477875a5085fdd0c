"""What the reading worker hands to the intake: a workbook's values as plain data, judged by nobody yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Value = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta

# Names that carry a template's identity: custom document properties, defined-name constants and, as two columns
# (name, value), the rows of the hidden sheet all use the same ones.
IDENTITY_SHEET = "_exceltools"
IDENTITY_NAMES = ("exceltools_unit", "exceltools_definition", "exceltools_version")
# A consolidated workbook has this custom property, whatever its value, so that nobody takes it for a return.
OUTPUT_PROPERTY = "exceltools_output"
# The template gives each column of the plan, from its header downwards, a defined name: this and the column's id. The
# names follow their columns wherever people move them.
COLUMN_NAME = "hela_"

# Hidden sheets of the template's own: what its dropdowns offer, and the workings of its checks. Nothing that a unit
# writes is on them.
LISTS_SHEET = "_listor"
CHECK_SHEET = "_kontroll"
UNREAD_SHEETS = (LISTS_SHEET, CHECK_SHEET)
OWN_SHEETS = (IDENTITY_SHEET, *UNREAD_SHEETS)  # what a reader does not hand on as sheets

# No program that saves a workbook dates its parts so: it shows that nobody has touched a template since it was made.
UNTOUCHED = (2000, 1, 1, 0, 0, 0)

Carrier = Literal["properties", "names", "sheet"]
Format = Literal["xlsx", "xlsm", "xlsb", "xls", "ods", "strict"]
Engine = Literal["calamine", "reserve", "program"]  # "program": Excel or LibreOffice, where the workbook is open
Place = tuple[int, int]  # row, column, both from 1
Range = tuple[int, int, int, int]  # first row, first column, last row, last column
NotedKind = Literal[
    "error-value",
    "formula-without-value",
    "hidden-row",
    "filtered-row",  # hidden by a filter that is on
    "hidden-column",
    "hidden-sheet",
    "far-cell",
    "struck-text",
    "comment",
    "text-box",
    "comments-unread",
]


@dataclass(frozen=True, slots=True)
class Noted:
    """Something the reader noticed beside the values; `kind` is free of Swedish, the intake finds the words."""

    kind: NotedKind
    sheet: str
    cell: str | None  # "E14", or "E" for a column, "14" for a row
    detail: str = ""  # the error text, the formula, what a comment says ...
    more: str = ""  # who wrote the comment, which formula gave the error


@dataclass(frozen=True, slots=True)
class RawSheet:
    """The non-empty cells of a sheet. Rows and columns are 1-based, as in the workbook."""

    name: str
    visible: bool
    values: Mapping[tuple[int, int], Value]  # (row, column) -> value; empty and blank-text cells are not there
    merged: tuple[Range, ...]
    lists: tuple[Range, ...] | None = None  # where cells have a dropdown; None: the format does not tell


@dataclass(frozen=True, slots=True)
class RawWorkbook:
    """One workbook as read."""

    sheets: tuple[RawSheet, ...]  # without the template's own hidden ones
    identity: Mapping[Carrier, Mapping[str, str]]  # what each carrier that is there says, by name
    modified: dt.datetime | None  # last saved by its own properties, UTC
    noted: tuple[Noted, ...]
    engine: Engine
    format: Format
    # Sheet -> column id -> (row, column) of the header, by the template's own names; the words there may have changed.
    anchors: Mapping[str, Mapping[str, tuple[int, int]]] = field(default_factory=dict)
