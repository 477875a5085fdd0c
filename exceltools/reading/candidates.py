"""A file's name in, what can be said of it before it is opened out; and the `Candidate` that carries it on.

A candidate either waits to be read or has its reason already. Names are compared in NFC and without case, and shown as
they are.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from types import MappingProxyType

from exceltools.catalogue import FILE_TOO_LARGE, LOCK_FILE, NOT_A_RETURN, OWN_OUTPUT, UNTOUCHED_TEMPLATE, CoreRule
from exceltools.paths import shown
from exceltools.reading.limits import MIB

WORKBOOKS = frozenset({"xlsx", "xlsm", "xlsb", "xls", "xltx", "xltm", "xlt", "ods", "ots"})
# Somebody may have returned a plan as one of these: they are opened, and refused as what they are.
_PAPERS = ("pdf", "doc", "docx", "docm", "dotx", "odt", "rtf", "pages")
_TABLES = ("csv", "tsv", "htm", "html", "mht", "mhtml", "xml", "fods", "numbers")
_WRAPPINGS = ("zip", "eml", "msg", "7z", "rar", "gz", "lnk", "url")
MISTAKEN = frozenset((*_PAPERS, *_TABLES, *_WRAPPINGS))
_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db"})
_IGNORED = frozenset({LOCK_FILE.code, NOT_A_RETURN.code, OWN_OUTPUT.code, UNTOUCHED_TEMPLATE.code})


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a file is not read, or what was noticed of one that is: a declaration and the words of its sentences."""

    rule: CoreRule
    words: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), hash=False)

    @property
    def ignored(self) -> bool:
        """Tell whether the file is none of ours to read, rather than one that could not be read."""
        return self.rule.code in _IGNORED


class RefusalError(Exception):
    """A file cannot be had; carries the reason. Raised by `Candidate.read`, never out of the reading."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.rule.name)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that may be a return."""

    path: str  # as given on the command line, forward slashes; a zip's members as "returer.zip/Bromma.xlsx"
    reason: Reason | None = None  # why it will not be read
    identity: object = field(default=None, repr=False)  # equal for one file that was reached twice
    remarks: tuple[Reason, ...] = ()  # what is known of where it came from
    opener: Callable[[], bytes] | None = field(default=None, repr=False, compare=False)

    def read(self) -> bytes:
        """Give the whole file.

        Raises:
            RefusalError: with the reason, where it cannot be had.
            OSError: whatever the system says.
        """
        if self.opener is None:
            raise RefusalError(self.reason or Reason(NOT_A_RETURN, {"what": "Filen"}))
        return self.opener()


def suffix(name: str) -> str:
    """Give the extension in lower case and without the dot, stray spaces removed.

    >>> suffix("Plan 2021.XLSX "), suffix("plan")
    ('xlsx', '')
    """
    stem, dot, last = unicodedata.normalize("NFC", name).strip().rpartition(".")
    return last.strip().casefold() if dot and stem else ""


def worth_opening(name: str) -> bool:
    """Tell whether somebody may have returned a plan as a file of this name."""
    return suffix(name) in WORKBOOKS | MISTAKEN


def decided(name: str) -> Reason | None:
    """Give the reason to ignore a file of this name whatever it holds, None where the content must decide."""
    folded = unicodedata.normalize("NFC", name).casefold()
    if folded.startswith("~$") or (folded.startswith(".~lock.") and folded.endswith("#")):
        return Reason(LOCK_FILE)
    if folded.startswith(".") or folded in _SYSTEM_FILES or suffix(name) == "tmp":
        return Reason(NOT_A_RETURN, {"what": "Filen"})
    return None


def name_inside(name: str) -> str:
    r"""Give the name of a file inside another so that it leads nowhere else and stays on one line.

    >>> name_inside("..\\..\\mapp/Plan\n2021.xlsx"), name_inside("/")
    ('mapp/Plan 2021.xlsx', 'namnlös')
    """
    plain = "".join(" " if unicodedata.category(char) in ("Cc", "Zl", "Zp") else char for char in name)
    folders = PurePosixPath(plain.replace("\\", "/")).parts
    return shown("/".join(part for part in folders if part not in ("/", "//", "..", "."))) or "namnlös"


def told_apart(paths: Iterable[str]) -> list[str]:
    """Number the paths that come again, before their extension.

    >>> told_apart(["a/Plan.xlsx", "a/Plan.xlsx", "b/Plan.xlsx"])
    ['a/Plan.xlsx', 'a/Plan (2).xlsx', 'b/Plan.xlsx']
    """
    taken: Counter[str] = Counter()
    told: list[str] = []
    for path in paths:
        taken[path] += 1
        again = f" ({taken[path]})" if taken[path] > 1 else ""
        told.append(f"{PurePosixPath(path).with_suffix('')}{again}{PurePosixPath(path).suffix}" if again else path)
    return told


def too_large(size: int, limit: int) -> Reason:
    """Give the reason for a file that is larger than the limit, both in bytes."""
    return Reason(FILE_TOO_LARGE, {"size": f"{size / MIB:.0f}", "limit": f"{limit / MIB:.0f}"})


def order(name: str) -> tuple[str, str]:
    """Sort names alike on every system."""
    return unicodedata.normalize("NFC", name).casefold(), name
