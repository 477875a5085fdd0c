"""A workbook's package in, what its sheets hold beside their values out: dropdowns, filters, struck text, comments.

What neither reader of values gives. One look at the bytes says whether a sheet has any of it; only where it has is it
taken apart, so that an ordinary return costs next to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from exceltools.cell_names import column_number
from exceltools.reading import comments
from exceltools.reading.comments import Annotation
from exceltools.reading.guard import plain
from exceltools.reading.limits import Limits
from exceltools.reading.package import Book, Package, every, local
from exceltools.reading.raw import Place, Range
from exceltools.reading.wire import Failure

_P = rb"(?:[\w.-]+:)?"  # whatever prefix the namespace has
_STRIKE = re.compile(rb'<%bstrike(?:\s+val="(?:1|true)")?\s*/?>' % _P)
_STRUCK = ("1", "true", None)
_VALIDATION = re.compile(
    rb'<%bdataValidation((?:\s+[\w:.-]+="[^"]*")*)\s*>(.*?)</%bdataValidation>' % (_P, _P), re.DOTALL
)
_LIST = re.compile(rb'\stype="list"')
_SQREF = re.compile(rb'\ssqref="([^"]*)"|<%bsqref>([^<]*)<' % _P)
_FILTER = re.compile(rb"<%bautoFilter\b([^>]*[^/])>(.*?)</%bautoFilter>" % (_P, _P), re.DOTALL)
_REF = re.compile(rb'\sref="([^"]*)"')
_RANGE = re.compile(rb"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})(?::\$?([A-Z]{1,3})\$?([1-9]\d{0,6}))?")
_STYLED = re.compile(rb'<%bc r="([A-Z]{1,3})([1-9]\d{0,6})"[^>]*?\ss="(\d+)"' % _P)
_STRING = re.compile(rb'<%bc r="([A-Z]{1,3})([1-9]\d{0,6})"[^>]*?\st="s"[^>]*>\s*<%bv>(\d{1,9})<' % (_P, _P))
_INLINE = re.compile(rb'<%bc r="([A-Z]{1,3})([1-9]\d{0,6})"[^>]*>\s*(<%bis>.*?</%bis>)' % (_P, _P, _P), re.DOTALL)
_ERROR = re.compile(rb'<%bc r="([A-Z]{1,3})([1-9]\d{0,6})"[^>]*?\st="e"[^>]*>\s*<%bf\b[^>]*>([^<]+)<' % (_P, _P))
_MOST_LISTS = 2_000  # ranges with a dropdown: a sheet that pasting has torn into more of them has no order left


@dataclass(slots=True)
class Beside:
    """What a sheet holds beside its values."""

    lists: list[Range] | None = None  # where cells have a dropdown; None: the format does not tell
    filters: list[Range] = field(default_factory=list)  # whose rows a filter may have hidden
    formulas: dict[Place, str] = field(default_factory=dict)  # behind error values
    struck: dict[Place, str] = field(default_factory=dict)  # what is struck through; empty: the whole cell
    annotations: list[Annotation] = field(default_factory=list)


def read(package: Package, book: Book, parts: Sequence[bytes], limits: Limits) -> list[Beside]:
    """Look beside the values of each worksheet.

    Args:
        package: the workbook's.
        book: what it says of itself.
        parts: the parts of its worksheets, in their order.
        limits: of text.

    Raises:
        Failure: "too-much".
    """
    styles = _struck_styles(package, book)
    strings = _struck_strings(package, book)
    annotated = any(package.names(trace) for trace in comments.TRACES)
    people = comments.persons(package) if annotated else {}
    found = []
    for sheet, part in zip(book.worksheets, parts, strict=True):
        one = Beside(_lists(part), [*_filters(part)], _formulas(part), _struck(part, styles, strings))
        if b'hidden="' in part and package.names("/tables/"):
            one.filters += _table_filters(package, sheet.part)
        if annotated:
            one.annotations = comments.read(package, sheet.part, people, limits)
        found.append(one)
    return found


# --- in a sheet's own part


def _lists(part: bytes) -> list[Range] | None:
    if b"sheetData" not in part:
        return None  # in letters that are not looked into here
    found: list[Range] = []
    start = part.find(b"dataValidation", part.rfind(b"sheetData"))
    if start < 0:
        return found
    for attributes, content in _VALIDATION.findall(part, part.rfind(b"<", 0, start)):
        if _LIST.search(attributes):
            for plain, extended in _SQREF.findall(attributes + content):
                found += _ranges(plain or extended)
    return found[:_MOST_LISTS]


def _filters(part: bytes) -> Iterator[Range]:
    """Give the ranges of filters that are on; one that only shows its buttons hides nothing."""
    if b"filterColumn" in part:
        for attributes, content in _FILTER.findall(part):
            ref = _REF.search(attributes)
            if ref and b"filterColumn" in content:
                yield from _ranges(ref[1])


def _table_filters(package: Package, sheet: str) -> Iterator[Range]:
    try:
        related = sorted(package.related(sheet).values())
        for kind, name in related:
            if kind == "table":
                yield from _filters(package.part(name) or b"")
    except Failure:
        return  # rows are hidden, whoever hid them


def _formulas(part: bytes) -> dict[Place, str]:
    if b't="e"' not in part:
        return {}
    return {_place(letters, row): f"={plain(text)}" for letters, row, text in _ERROR.findall(part)}


def _struck(part: bytes, styles: set[bytes], strings: Mapping[int, str]) -> dict[Place, str]:
    found: dict[Place, str] = {}
    if strings:
        for letters, row, index in _STRING.findall(part):
            if int(index) in strings:
                found[_place(letters, row)] = strings[int(index)]
    if b"strike" in part and _STRIKE.search(part):
        for letters, row, item in _INLINE.findall(part):
            if _STRIKE.search(item):
                found[_place(letters, row)] = _struck_text(item)
    if styles:
        whole = (_place(letters, row) for letters, row, style in _STYLED.findall(part) if style in styles)
        found |= dict.fromkeys(whole, "")
    return {place: text for place, text in found.items() if text != " "}


# --- in the parts that sheets share


def _struck_styles(package: Package, book: Book) -> set[bytes]:
    """Find the cell styles whose font is struck through."""
    part = (package.part(book.styles) if book.styles else None) or b""
    if b"strike" not in part or not _STRIKE.search(part):
        return set()
    try:
        tree = package.tree(book.styles or "")
    except Failure:
        return set()
    fonts, formats = _children(tree, "fonts"), _children(tree, "cellXfs")
    struck = {str(number) for number, font in enumerate(fonts) if _is_struck(font)}
    return {b"%d" % number for number, one in enumerate(formats) if one.get("fontId") in struck}


def _struck_strings(package: Package, book: Book) -> dict[int, str]:
    """Find the shared strings in which something is struck through, and what."""
    part = (package.part(book.strings) if book.strings else None) or b""
    if b"strike" not in part or not _STRIKE.search(part):
        return {}
    items = re.findall(rb"<%bsi[\s>].*?</%bsi>|<%bsi\s*/>" % (_P, _P, _P), part, re.DOTALL)
    return {number: _struck_text(item) for number, item in enumerate(items) if _STRIKE.search(item)}


def _struck_text(item: bytes) -> str:
    """Give the text of the struck runs of a formatted string; a space where there is none."""
    runs = re.findall(rb"<%br>(.*?)</%br>" % (_P, _P), item, re.DOTALL)
    texts = (b"".join(re.findall(rb"<%bt(?:\s[^>]*)?>([^<]*)<" % _P, run)) for run in runs if _STRIKE.search(run))
    return plain(b"".join(texts)).strip() or " "


def _children(tree: ET.Element | None, name: str) -> list[ET.Element]:
    return [child for parent in (every(tree, name) if tree is not None else ()) for child in parent]


def _is_struck(font: ET.Element) -> bool:
    return any(local(child.tag) == "strike" and child.get("val") in _STRUCK for child in font)


def _ranges(text: bytes) -> Iterator[Range]:
    for left, top, right, bottom in _RANGE.findall(text):
        yield int(top), column_number(left), int(bottom or top), column_number(right or left)


def _place(letters: bytes, row: bytes) -> Place:
    return int(row), column_number(letters)
