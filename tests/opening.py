"""What a consolidated workbook holds, read straight from its parts: for tests that must not trust a library."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote
from xml.etree import ElementTree as ET

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


class Link(NamedTuple):
    """A link on a sheet: its cell, the target of an outward one, and the place in it."""

    cell: str
    target: str | None
    location: str


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def trees(data: bytes) -> dict[str, ET.Element]:
    """Parse every part: fails where one is no XML."""
    return {name: ET.fromstring(content) for name, content in parts(data).items()}


def sheets(data: bytes) -> dict[str, str]:
    """Give the part of each sheet, by the sheet's name, in order."""
    found = trees(data)
    targets = {one.get("Id"): one.get("Target") for one in found["xl/_rels/workbook.xml.rels"]}
    return {
        str(sheet.get("name")): f"xl/{targets[sheet.get(f'{OFFICE}id')]}"
        for sheet in found["xl/workbook.xml"].iter(f"{MAIN}sheet")
    }


def links(data: bytes) -> dict[str, list[Link]]:
    """Give the links of each sheet."""
    found = trees(data)
    return {name: list(_links(found, part)) for name, part in sheets(data).items()}


def _links(found: dict[str, ET.Element], part: str) -> list[Link]:
    folder, _, name = part.rpartition("/")
    relations = found.get(f"{folder}/_rels/{name}.rels", ET.Element("none"))
    targets = {one.get("Id"): one.get("Target") for one in relations}
    return [
        Link(str(one.get("ref")), targets.get(one.get(f"{OFFICE}id")), one.get("location") or "")
        for one in found[part].iter(f"{MAIN}hyperlink")
    ]


def texts(data: bytes) -> dict[str, dict[str, str]]:
    """Give what each cell shows, by sheet and reference, decoded as Excel does."""
    found = trees(data)
    strings = [
        "".join(text.text or "" for text in one.iter(f"{MAIN}t")) for one in found.get("xl/sharedStrings.xml", ())
    ]
    return {name: dict(_cells(found[part], strings)) for name, part in sheets(data).items()}


def _cells(sheet: ET.Element, strings: list[str]):
    for cell in sheet.iter(f"{MAIN}c"):
        value = cell.find(f"{MAIN}v")
        if value is not None and value.text is not None:
            text = strings[int(value.text)] if cell.get("t") == "s" else value.text
            yield str(cell.get("r")), re.sub("_x([0-9A-F]{4})_", lambda match: chr(int(match[1], 16)), text)


def resolved(target: str, folder: Path) -> Path:
    """Give the file that a relative target means, seen from the folder of the workbook."""
    return (folder / unquote(target)).resolve()
