"""A .zip of returns in, its members as candidates out; nothing is ever unpacked to the disk.

A workbook is itself a zip: what has a package's parts is left to be read as the one file that it is.
"""

from __future__ import annotations

import errno
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import BinaryIO

from exceltools.catalogue import (
    DAMAGED,
    LOCKED_MEMBER,
    NOT_A_RETURN,
    NOTHING_TO_READ,
    ODD_PACKAGE,
    TOO_MANY_FILES,
)
from exceltools.reading import kinds
from exceltools.reading.candidates import (
    Candidate,
    Reason,
    RefusalError,
    decided,
    name_inside,
    order,
    told_apart,
    too_large,
    worth_opening,
)
from exceltools.reading.limits import Limits

_PACKAGE_PARTS = frozenset({"[content_types].xml", "mimetype", "index.zip"})
_UTF8_NAME = 0x800
_ENCRYPTED_MEMBER = 0x1
_FAULTS = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, ValueError)
Opener = Callable[[], BinaryIO]


def members(opener: Opener, display: str, identity: object, limits: Limits) -> list[Candidate] | None:
    """List what a .zip holds.

    Args:
        opener: opens it.
        display: how it is shown.
        identity: equal for one archive that was reached twice.
        limits: of files and bytes.

    Returns:
        A candidate for each member; None where the file is a package itself, or no zip that can be opened.

    Raises:
        OSError: it cannot be read.
    """
    try:
        with opener() as file, _opened(file) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            names = {info.filename.replace("\\", "/").casefold() for info in infos}
            if names & _PACKAGE_PARTS or any(name.endswith(".iwa") for name in names):
                return None
            found = list(_listed(archive, infos[: limits.files], opener, display, identity, limits))
    except _FAULTS:
        return None
    if len(infos) > limits.files:
        found.append(Candidate(display, Reason(TOO_MANY_FILES, {"place": "Zip-filen", "limit": str(limits.files)})))
    if all(candidate.reason for candidate in found):
        found.append(Candidate(display, Reason(NOTHING_TO_READ, {"place": "Zip-filen"})))
    return found


@contextmanager
def _opened(file: BinaryIO) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except OSError as fault:
        if fault.errno == errno.EINVAL:  # a directory that leads to places before the file's beginning
            raise zipfile.BadZipFile from fault
        raise


def _listed(  # noqa: PLR0913, PLR0917 - what `members` was given, and what it opened
    archive: zipfile.ZipFile,
    infos: list[zipfile.ZipInfo],
    opener: Opener,
    display: str,
    identity: object,
    limits: Limits,
) -> Iterator[Candidate]:
    ordered = sorted(infos, key=lambda info: (order(_name(info)), info.header_offset))
    paths = told_apart(f"{display}/{_name(info)}" for info in ordered)
    for info, path in zip(ordered, paths, strict=True):
        reason = _reason(archive, info, _name(info))
        yield Candidate(path, reason, (identity, path), opener=partial(_read, opener, info, limits))


def _name(info: zipfile.ZipInfo) -> str:
    """Give a member's name with å, ä and ö, whichever program packed it; parts that lead elsewhere are left out."""
    name = info.orig_filename
    if not info.flag_bits & _UTF8_NAME:
        # Macs write UTF-8 without saying so; Windows writes the letters of DOS, which zipfile takes it for.
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = info.orig_filename
    return name_inside(name.replace("\0", ""))


def _reason(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> Reason | None:
    folders, _, last = name.rpartition("/")
    if "__MACOSX" in folders.split("/"):
        return Reason(NOT_A_RETURN, {"what": "Filen"})
    by_name = decided(last)
    if by_name or worth_opening(last):
        return by_name
    return None if _begins_like_workbook(archive, info) else Reason(NOT_A_RETURN, {"what": "Filen"})


def _begins_like_workbook(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bool:
    try:
        with archive.open(info) as member:
            return kinds.of_bytes(member.read(8)) in ("zip", "ole")
    except (*_FAULTS, RuntimeError, NotImplementedError):
        return False


def _read(opener: Opener, info: zipfile.ZipInfo, limits: Limits) -> bytes:
    if info.flag_bits & _ENCRYPTED_MEMBER:
        raise RefusalError(Reason(LOCKED_MEMBER))
    if info.file_size > limits.file_bytes:
        raise RefusalError(too_large(info.file_size, limits.file_bytes))
    try:
        with opener() as file, _opened(file) as archive, archive.open(info) as member:
            return member.read()  # never more than file_size; the checksum tells where that was a lie
    except NotImplementedError:
        raise RefusalError(Reason(ODD_PACKAGE, {"what": "okänd packning"})) from None
    except _FAULTS:
        raise RefusalError(Reason(DAMAGED)) from None
