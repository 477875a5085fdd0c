"""The path of a source and a place in it in, a link that Excel follows out.

Links are relative to the folder of the consolidated workbook, so that they still work when the folder is moved
together with the returned files.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from xlsxwriter.url import Url, UrlTypes

from exceltools.cell_names import sheet_reference
from exceltools.paths import on_disk, shown

MOST = 65_530  # links on a sheet: Excel's own limit
_LONGEST = 2_079  # characters in a link: Excel's own limit

# What may not stand as it is in the target of a relationship. Letters with rings and dots may, as Excel writes them.
_RESERVED = re.compile(r"""[\x00-\x20%"#<>?\[\\\]^`{|}]""")


class SourceLink(Url):
    """A link to a file and, where known, a place in it; the caller has escaped both."""

    def __init__(self, target: str, location: str, text: str) -> None:
        """Take an escaped target, `'Sheet'!G14` or an empty string, and the text to show."""
        super().__init__("internal:A1")
        self._link_type = UrlTypes.EXTERNAL
        self._original_url = self._link = self._relationship_link = target
        self._anchor = location
        self._text = text


class SourceLinks:
    """Makes links from a workbook in one folder to the sources of a run."""

    def __init__(self, folder: Path, copies: Mapping[str, Path] = MappingProxyType({})) -> None:
        """Take the folder that the workbook will stand in, and where a source has a copy that links should lead to."""
        self._target = cache(lambda source: _target(copies.get(source) or on_disk(source), folder))

    def to(self, text: str, source: str | None, sheet: str | None = None, cell: str | None = None) -> SourceLink | None:
        """Give a link, or None where there is no file to open.

        Args:
            text: what the cell shows.
            source: path as given on the command line; a workbook inside a zip file links to the zip file.
            sheet: the sheet's name.
            cell: "G14"; without it the link leads to the sheet's first cell.
        """
        target, is_workbook = self._target(source) if source else (None, False)
        if target is None:
            return None
        location = "" if sheet is None or not is_workbook else f"{sheet_reference(sheet)}!{cell or 'A1'}"
        if max(len(target), len(location)) > _LONGEST:
            return None
        return SourceLink(target, location, text)


def _target(path: Path, folder: Path) -> tuple[str | None, bool]:
    """Give the escaped target of the file, or of the archive that holds it, and whether it is the file itself."""
    for candidate in (path, *path.parents):
        if candidate.is_file():
            return _escaped(_relative(candidate, folder)), candidate == path
    return None, False


def _relative(path: Path, folder: Path) -> str:
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive, "D:/plan.xlsx", or another server, "//server/plan.xlsx"
        whole = path.resolve().as_posix()
        return f"file:{whole}" if whole.startswith("//") else f"file:///{whole}"


def _escaped(target: str) -> str | None:
    if on_disk(shown(target)).as_posix() != Path(target).as_posix():
        return None  # a file name that is no text: nothing in XML can name it
    target = shown(target)
    if ":" in target.split("/", maxsplit=1)[0] and not target.startswith("file:"):
        target = f"./{target}"
    return _RESERVED.sub(lambda match: f"%{ord(match[0]):02X}", target)
