"""An Office package's bytes in, its sheets and what it says of itself out.

Only the small parts are parsed here; the preflight has refused every document type before. Names are looked up without
case and with either slash, as Excel does.
"""

from __future__ import annotations

import datetime as dt
import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar
from xml.etree import ElementTree as ET

from exceltools.cell_names import column_number
from exceltools.reading.raw import COLUMN_NAME, IDENTITY_NAMES, UNREAD_SHEETS, Place
from exceltools.reading.wire import Failure

T = TypeVar("T")

# Seldom needed and slow to compile, so `re` compiles and keeps them when they are.
_NOT_XML = "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
_REFERENCE = r"&#(?:x([0-9A-Fa-f]{1,8})|([0-9]{1,9}));"
_NO_UTF_8 = re.compile("[\udc80-\udcff]+")  # as Python carries bytes that are none
_HALF = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")  # half a character, written as if it were a whole one
_COLUMN_RANGE = re.compile(r"[=$]*(?:'((?:[^']|'')+)'|([^'!]+?))[!.]\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})(?=:|$)")
_DECLARATION = r"^\ufeff?\s*<\?xml[^>]*\?>"


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet as the workbook lists it."""

    name: str
    visible: bool
    kind: str  # the end of its relation's type: "worksheet", "chartsheet", ...
    part: str


class Package:
    """The parts of an Office or OpenDocument package; `infos` has the zip's entries by `part_name`.

    Raises:
        Failure: "damaged", where it is no zip; likewise wherever a part cannot be inflated or parsed.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError) as fault:
            raise Failure("damaged") from fault
        self.infos = {part_name(info.filename): info for info in self._zip.infolist()}

    def has(self, name: str) -> bool:
        """Tell whether there is such a part."""
        return part_name(name) in self.infos

    def names(self, fragment: str) -> list[str]:
        """Give the names of the parts that have a fragment, in lower case, in their name."""
        return sorted(name for name in self.infos if fragment in name)

    def part(self, name: str) -> bytes | None:
        """Give a part's content, None where there is no such part."""
        info = self.infos.get(part_name(name))
        if info is None:
            return None
        try:
            return self._zip.read(info)
        except (zipfile.BadZipFile, zlib.error, EOFError) as fault:
            raise Failure("damaged") from fault

    def tree(self, name: str) -> ET.Element | None:
        """Give a small part parsed, None where there is no such part."""
        part = self.part(name)
        return None if part is None else parsed(part)

    def related(self, name: str = "") -> dict[str, tuple[str, str]]:
        """Give what a part, or the package itself, relates to: id -> (end of the type, name of the part)."""
        folder, _, file = name.rpartition("/")
        tree = self.tree(posixpath.join(folder, "_rels", f"{file}.rels"))
        if tree is None:
            return {}
        return {
            relation.get("Id", ""): (
                relation.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "").replace("\\", "/"))),
            )
            for relation in tree
            if relation.get("TargetMode") != "External"
        }


@dataclass(frozen=True, slots=True)
class Book:
    """What a workbook says of itself."""

    sheets: tuple[SheetEntry, ...]
    strings: str | None  # the part with the shared strings
    styles: str | None
    from_1904: bool
    names: Mapping[str, str]  # identity by defined names
    properties: Mapping[str, str]  # identity by custom properties
    modified: dt.datetime | None
    anchors: Mapping[str, Mapping[str, Place]]  # sheet -> column id -> header's cell, by the template's own names

    @property
    def worksheets(self) -> list[SheetEntry]:
        """The sheets to be read: those that have cells, without the template's own lists and workings."""
        return [
            sheet for sheet in self.sheets if sheet.kind == "worksheet" and sheet.name.casefold() not in UNREAD_SHEETS
        ]


def book(package: Package) -> Book:
    """Read the workbook part and the properties.

    Raises:
        Failure: "damaged", where there is no workbook part or a listed sheet's part is missing.
    """
    related = package.related()
    main = next((part for kind, part in related.values() if kind == "officeDocument"), "/xl/workbook.xml")
    tree = package.tree(main)
    if tree is None:
        raise Failure("damaged")
    parts = package.related(main)
    by_kind = dict(parts.values())
    sheets = tuple(_sheets(tree, parts))
    if not sheets or not all(package.has(sheet.part) for sheet in sheets if sheet.kind == "worksheet"):
        raise Failure("damaged")
    return Book(
        sheets=sheets,
        strings=by_kind.get("sharedStrings"),
        styles=by_kind.get("styles"),
        from_1904=any(truth(each.get("date1904")) for each in every(tree, "workbookPr")),
        names=dict(_names(tree)),
        properties=_properties(package, _of_kind(related, "custom-properties", "/docProps/custom.xml")),
        modified=_modified(package, _of_kind(related, "core-properties", "/docProps/core.xml")),
        anchors=anchored(
            (name, element.text or "")
            for element in every(tree, "definedName")
            if (name := element.get("name", "")).startswith(COLUMN_NAME)
        ),
    )


def anchored(names: Iterable[tuple[str, str]]) -> dict[str, dict[str, Place]]:
    """Find the columns of the plan by the template's own names.

    Args:
        names: names that begin as the template's do, and the ranges they stand for.

    Returns:
        Sheet -> column id -> the header's (row, column).

    >>> anchored([("hela_mal", "'Plan 1'!$C$5:$C$900"), ("hela_metod", "#REF!")])
    {'Plan 1': {'mal': (5, 3)}}
    """
    found: dict[str, dict[str, Place]] = {}
    for name, text in names:
        match = _COLUMN_RANGE.match(text.strip())
        if match:
            sheet = match[1].replace("''", "'") if match[1] else match[2]
            found.setdefault(sheet, {})[name.removeprefix(COLUMN_NAME)] = int(match[4]), column_number(match[3])
    return found


def parsed(part: bytes) -> ET.Element:
    """Parse a part.

    Raises:
        Failure: "damaged".
    """
    return forgiving(ET.fromstring, part)


def forgiving(parse: Callable[[bytes], T], part: bytes) -> T:
    """Parse a part, once more with what is no XML taken out where it fails.

    Raises:
        Failure: "damaged".
    """
    try:
        return parse(part)
    except (ET.ParseError, ValueError, LookupError):
        try:
            return parse(mended(part))
        except (ET.ParseError, ValueError, LookupError) as fault:
            raise Failure("damaged") from fault


def mended(part: bytes) -> bytes:
    """Give a part without the characters that XML forbids; bytes that are no UTF-8 are taken for Windows' letters."""
    try:
        text = part.decode("utf-16" if part[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8")
    except UnicodeDecodeError:
        text = _NO_UTF_8.sub(_windows_letters, _HALF.sub(b"\xef\xbf\xbd", part).decode("utf-8", "surrogateescape"))
    text = re.sub(_REFERENCE, _allowed, re.sub(_DECLARATION, "", text))
    return re.sub(_NOT_XML, "", text).encode()


def _windows_letters(found: re.Match[str]) -> str:
    return found[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace")


def truth(value: str | None) -> bool:
    """Read an XML boolean; absent is false."""
    return value in ("1", "true")


def local(tag: str) -> str:
    """Give an element's name without its namespace."""
    return tag.rpartition("}")[2]


def utc(text: str) -> dt.datetime | None:
    """Read a time stamp; one without a zone is taken for UTC, None where it cannot be read."""
    try:
        stamp = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return stamp.replace(tzinfo=dt.UTC) if stamp.tzinfo is None else stamp.astimezone(dt.UTC)


def _allowed(match: re.Match[str]) -> str:
    code = int(match[1], 16) if match[1] else int(match[2])
    return "" if code > 0x10FFFF or re.match(_NOT_XML, chr(code)) else match[0]


def part_name(name: str) -> str:
    """Give a part's name as it is compared: with forward slashes, without a first one and without case."""
    return name.replace("\\", "/").lstrip("/").casefold()


def every(tree: ET.Element, name: str) -> Iterator[ET.Element]:
    """Give all elements of a name, whatever their namespace."""
    return (element for element in tree.iter() if local(element.tag) == name)


def _sheets(tree: ET.Element, parts: Mapping[str, tuple[str, str]]) -> Iterator[SheetEntry]:
    for sheets in every(tree, "sheets"):
        for sheet in (each for each in sheets if local(each.tag) == "sheet"):
            relation = next((value for key, value in sheet.attrib.items() if local(key) == "id"), "")
            kind, part = parts.get(relation, ("worksheet", ""))
            yield SheetEntry(sheet.get("name", ""), sheet.get("state", "visible") == "visible", kind, part)


def _names(tree: ET.Element) -> Iterator[tuple[str, str]]:
    """Give the identity among the defined names: constants, written as ="bromma"."""
    for element in every(tree, "definedName"):
        text = (element.text or "").strip().removeprefix("=")
        if element.get("name") in IDENTITY_NAMES and len(text) > 1 and text[0] == text[-1] == '"':
            yield element.get("name", ""), text[1:-1].replace('""', '"')


def _of_kind(related: Mapping[str, tuple[str, str]], kind: str, otherwise: str) -> str:
    return next((part for found, part in related.values() if found == kind), otherwise)


def _properties(package: Package, name: str) -> dict[str, str]:
    tree = package.tree(name)
    found = () if tree is None else tree
    return {
        element.get("name", ""): "".join(element.itertext()).strip()
        for element in found
        if element.get("name") in IDENTITY_NAMES
    }


def _modified(package: Package, name: str) -> dt.datetime | None:
    tree = package.tree(name)
    if tree is None:
        return None
    return next((utc(element.text or "") for element in every(tree, "modified")), None)
