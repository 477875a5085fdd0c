"""The command line's SOURCE arguments in, candidate files out.

A source is a workbook, a folder that is searched through, or a file that holds others: a .zip of returns, a letter with
attachments. Every file that is seen becomes a candidate, also the ones that are decided by their name alone: nothing is
passed over without a word. What a file is, is otherwise decided by its content, later.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from exceltools.catalogue import (
    FILE_KINDS,
    FILE_TOO_LARGE,
    FOLDER_TOO_DEEP,
    NO_ACCESS,
    NOT_A_FILE,
    NOT_A_RETURN,
    NOTHING_TO_READ,
    ONLY_IN_CLOUD,
    OWN_OUTPUT,
    SOURCE_MISSING,
    TOO_MANY_FILES,
    WRONG_KIND,
)
from exceltools.paths import shown
from exceltools.reading import kinds, own, wrappings
from exceltools.reading.candidates import (
    WORKBOOKS,
    Candidate,
    Reason,
    RefusalError,
    decided,
    order,
    suffix,
    too_large,
    worth_opening,
)
from exceltools.reading.limits import Limits

# Windows' marks of a file that is fetched when it is opened: offline, recall on open, recall on data access.
_IN_CLOUD = 0x1000 | 0x40000 | 0x400000
_SYSTEM_FILE = "en särskild systemfil"


def find(arguments: Sequence[Path], limits: Limits | None = None) -> list[Candidate]:
    """Find the files that the arguments lead to, in the arguments' order and sorted within folders.

    Args:
        arguments: files, folders, .zip archives and letters.
        limits: of files, depth and bytes; the defaults where left out.

    Returns:
        A candidate for each file, once even if two arguments lead to it, and one with a reason for each argument that
        leads nowhere.
    """
    found: dict[object, Candidate] = {}
    for argument in arguments:
        for candidate in _source(Path(argument), limits or Limits()):
            code = candidate.reason.rule.code if candidate.reason else None
            found.setdefault(candidate.identity or (candidate.path, code), candidate)
    return list(found.values())


def _source(path: Path, limits: Limits) -> Iterator[Candidate]:
    display = _display(path)
    try:
        status = path.stat()  # whoever names a link means what it leads to
    except PermissionError:
        yield Candidate(display, Reason(NO_ACCESS, {"what": "Källan"}))
    except (OSError, ValueError):
        yield Candidate(display, Reason(SOURCE_MISSING, {"name": display}))
    else:
        if stat.S_ISDIR(status.st_mode):
            yield from _searched(path, limits)
        elif stat.S_ISREG(status.st_mode):
            yield from _file(path, status, limits, named=True)
        else:
            yield Candidate(display, Reason(NOT_A_FILE, {"what": _SYSTEM_FILE}))


def _searched(path: Path, limits: Limits) -> Iterator[Candidate]:
    display = _display(path)
    walk = _folder(path, limits.depth, limits)
    found = list(islice(walk, limits.files))
    yield from found
    if next(walk, None):
        yield Candidate(display, Reason(TOO_MANY_FILES, {"place": "Mappen", "limit": str(limits.files)}))
    if all(candidate.reason and candidate.reason.ignored for candidate in found):
        yield Candidate(display, Reason(NOTHING_TO_READ, {"place": "Mappen"}))


def _folder(path: Path, deeper: int, limits: Limits) -> Iterator[Candidate]:
    try:
        entries = sorted(path.iterdir(), key=lambda entry: order(entry.name))
    except OSError:
        yield Candidate(_display(path), Reason(NO_ACCESS, {"what": "Mappen"}))
        return
    ours = own.listed(path)
    for entry in entries:
        if own.unchanged(entry, ours):
            yield Candidate(_display(entry), Reason(OWN_OUTPUT))
        else:
            yield from _entry(entry, deeper, limits)


def _entry(path: Path, deeper: int, limits: Limits) -> Iterator[Candidate]:
    """Give the candidates of one entry of a folder; `lstat` first, for opening a pipe would wait for ever."""
    try:
        status = path.lstat()
    except OSError:
        yield Candidate(_display(path), Reason(NO_ACCESS, {"what": "Filen"}))
        return
    if stat.S_ISREG(status.st_mode):
        yield from _file(path, status, limits, named=False)
    elif stat.S_ISDIR(status.st_mode):
        yield from _subfolder(path, deeper, limits)
    else:
        yield Candidate(_display(path), decided(path.name) or _of_no_file(path, status))


def _subfolder(path: Path, deeper: int, limits: Limits) -> Iterator[Candidate]:
    display = _display(path)
    if path.name.startswith(".") or path.name == "__MACOSX":
        yield Candidate(display, Reason(NOT_A_RETURN, {"what": "Mappen"}))
    elif suffix(path.name) == "numbers":
        yield Candidate(display, Reason(WRONG_KIND, FILE_KINDS["numbers"]))
    elif suffix(path.name) in WORKBOOKS:
        yield Candidate(display, Reason(NOT_A_FILE, {"what": "en mapp"}))
    elif deeper == 0:
        yield Candidate(display, Reason(FOLDER_TOO_DEEP, {"depth": str(limits.depth)}))
    else:
        yield from _folder(path, deeper - 1, limits)


def _of_no_file(path: Path, status: os.stat_result) -> Reason:
    """Give the reason for a link or a pipe: an error where a return may hide behind it."""
    what = _SYSTEM_FILE
    if stat.S_ISLNK(status.st_mode):
        try:
            target = path.stat()
        except OSError:
            what = "en länk som inte leder någonstans"
        else:
            what = "en länk till en mapp" if stat.S_ISDIR(target.st_mode) else "en länk"
    if what == "en länk till en mapp" or worth_opening(path.name):
        return Reason(NOT_A_FILE, {"what": what})
    return Reason(NOT_A_RETURN, {"what": "Filen"})


def _file(path: Path, status: os.stat_result, limits: Limits, *, named: bool) -> Iterator[Candidate]:
    reason = _reason(path, status, limits, named=named)
    inside = None
    if suffix(path.name) in wrappings.KINDS and (reason is None or reason.rule is FILE_TOO_LARGE):
        inside = _wrapped(path, limits)
    if inside is not None:
        yield from inside
    else:
        yield Candidate(_display(path), reason, _identity(path, status), opener=partial(_read, path, limits))


def _reason(path: Path, status: os.stat_result, limits: Limits, *, named: bool) -> Reason | None:
    """Give the reason not to read a file, None where it is to be read."""
    by_name = decided(path.name)
    if by_name is not None:
        return by_name
    wanted = named or worth_opening(path.name)
    if _only_in_cloud(status) and wanted:
        return Reason(ONLY_IN_CLOUD)
    if not wanted and (_only_in_cloud(status) or not _begins_like_workbook(path)):
        return Reason(NOT_A_RETURN, {"what": "Filen"})
    return too_large(status.st_size, limits.file_bytes) if status.st_size > limits.file_bytes else None


def _wrapped(path: Path, limits: Limits) -> list[Candidate] | None:
    display = _display(path)
    try:
        return wrappings.unwrapped(path.name, lambda: path.open("rb"), display, str(path.resolve()), limits)
    except RefusalError as refusal:
        return [Candidate(display, refusal.reason)]
    except OSError:
        return [Candidate(display, Reason(NO_ACCESS, {"what": "Filen"}))]


def _begins_like_workbook(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return kinds.of_bytes(file.read(8)) in ("zip", "ole")
    except OSError:
        return False


def _only_in_cloud(status: os.stat_result) -> bool:
    return bool(getattr(status, "st_file_attributes", 0) & _IN_CLOUD)


def _identity(path: Path, status: os.stat_result) -> object:
    return (status.st_dev, status.st_ino) if status.st_ino else str(path.resolve())


def _read(path: Path, limits: Limits) -> bytes:
    with path.open("rb") as file:
        data = file.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:  # it has grown since it was found
        raise RefusalError(too_large(path.stat().st_size, limits.file_bytes))
    return data


def _display(path: Path) -> str:
    return shown(path.as_posix())
