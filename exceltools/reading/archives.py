"""A .zip of returns in, its members as candidates out; nothing is ever unpacked to the disk.

A workbook is itself a zip: what has a package's parts is left to be read as the one file that it is.
"""

from __future__ import annotations

import lzma
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path, PurePosixPath

from exceltools.catalogue import (
    DAMAGED,
    ENCRYPTED,
    FILE_TOO_LARGE,
    NOT_A_RETURN,
    NOTHING_TO_READ,
    ODD_PACKAGE,
    TOO_MANY_FILES,
)
from exceltools.reading import kinds
from exceltools.reading.candidates import (
    MISTAKEN,
    WORKBOOKS,
    Candidate,
    Reason,
    RefusalError,
    decided,
    order,
    shown,
    suffix,
)
from exceltools.reading.limits import MIB, Limits

_PACKAGE_PARTS = frozenset({"[content_types].xml", "mimetype", "index.zip"})
_UTF8_NAME = 0x800
_ENCRYPTED_MEMBER = 0x1
_FAULTS = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, ValueError)


def members(path: Path, display: str, limits: Limits) -> list[Candidate] | None:
    """List what a .zip holds.

    Args:
        path: where it is.
        display: how it is shown.
        limits: of files and bytes.

    Returns:
        A candidate for each member; None where the file is a package itself, or no zip that can be opened.

    Raises:
        OSError: it cannot be read.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            names = {info.filename.replace("\\", "/").casefold() for info in infos}
            if names & _PACKAGE_PARTS or any(name.endswith(".iwa") for name in names):
                return None
            found = [*_listed(archive, infos[: limits.files], path, display, limits)]
    except _FAULTS:
        return None
    if len(infos) > limits.files:
        found.append(Candidate(display, Reason(TOO_MANY_FILES, {"place": "Zip-filen", "limit": str(limits.files)})))
    if all(candidate.reason for candidate in found):
        found.append(Candidate(display, Reason(NOTHING_TO_READ, {"place": "Zip-filen"})))
    return found


def _listed(
    archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], path: Path, display: str, limits: Limits
) -> Iterator[Candidate]:
    taken: dict[str, int] = {}
    for info in sorted(infos, key=lambda info: (order(_name(info)), info.header_offset)):
        name = _name(info)
        taken[name] = taken.get(name, 0) + 1
        again = f" ({taken[name]})" if taken[name] > 1 else ""
        yield Candidate(
            f"{display}/{shown(name)}{again}",
            _reason(archive, info, name),
            (str(path.resolve()), info.header_offset, name, taken[name]),
            partial(_read, path, info, limits),
        )


def _name(info: zipfile.ZipInfo) -> str:
    """Give a member's name with å, ä and ö, whichever program packed it; parts that lead elsewhere are left out."""
    name = info.orig_filename
    if not info.flag_bits & _UTF8_NAME:
        # Macs write UTF-8 without saying so; Windows writes the letters of DOS, which zipfile takes it for.
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = info.orig_filename
    parts = PurePosixPath(name.replace("\\", "/").replace("\0", "")).parts
    return "/".join(part for part in parts if part not in ("/", "//", "..", "."))


def _reason(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> Reason | None:
    folders, _, last = name.rpartition("/")
    if "__MACOSX" in folders.split("/"):
        return Reason(NOT_A_RETURN, {"what": "Filen"})
    by_name = decided(last)
    if by_name or suffix(last) in WORKBOOKS | MISTAKEN | {"zip"}:
        return by_name
    return None if _begins_like_workbook(archive, info) else Reason(NOT_A_RETURN, {"what": "Filen"})


def _begins_like_workbook(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bool:
    try:
        with archive.open(info) as member:
            return kinds.of_bytes(member.read(8)) in ("zip", "ole")
    except (*_FAULTS, RuntimeError, NotImplementedError):
        return False


def _read(path: Path, info: zipfile.ZipInfo, limits: Limits) -> bytes:
    if info.flag_bits & _ENCRYPTED_MEMBER:
        raise RefusalError(Reason(ENCRYPTED))
    if info.file_size > limits.file_bytes:
        raise RefusalError(too_large(info.file_size, limits))
    try:
        with zipfile.ZipFile(path) as archive, archive.open(info) as member:
            return member.read()  # never more than file_size; the checksum tells where that was a lie
    except NotImplementedError:
        raise RefusalError(Reason(ODD_PACKAGE, {"what": "okänd packning"})) from None
    except _FAULTS:
        raise RefusalError(Reason(DAMAGED)) from None


def too_large(size: int, limits: Limits) -> Reason:
    """Give the reason for a file that is larger than the limit."""
    words = {"size": f"{size / MIB:.0f}", "limit": f"{limits.file_bytes / MIB:.0f}"}
    return Reason(FILE_TOO_LARGE, words)
