"""A path and bytes in, a complete new file out, or the old one untouched: how every result reaches the disk.

Several results of one run reach it together: all are written beside their places first, and the renaming at the end is
not interrupted.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from exceltools import interrupts
from exceltools.errors import OutputError


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A complete file beside its place."""

    path: Path  # as it was named
    beside: Path
    target: Path


_waiting: ContextVar[list[_Waiting] | None] = ContextVar("waiting", default=None)


@contextmanager
def together() -> Iterator[list[_Waiting]]:
    """Let everything that is written within reach its place at the end; an interruption takes all of it back.

    Raises:
        OutputError: one of the targets cannot be replaced; what stood there before is untouched.
    """
    outer = _waiting.get()
    if outer is not None:
        yield outer
        return
    files: list[_Waiting] = []
    token = _waiting.set(files)
    try:
        yield files
        with interrupts.held():
            while files:
                _put_in_place(files[0])
                del files[0]
    finally:
        _waiting.reset(token)
        for file in files:
            _forget(file)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that nobody ever sees half of it.

    The bytes are written beside the target and renamed over it when they are safely on disk. Folders that are missing
    are made: who names a folder wants the result there. A device such as /dev/null is written to as it is.

    Raises:
        OutputError: the target cannot be written; what stood there before is untouched.
    """
    must_be_writable(path)
    with together() as files:
        try:
            target = Path(os.path.realpath(path))  # a link stays a link, what it points at is replaced
            if _is_device(target):
                target.write_bytes(data)
                return
            target.parent.mkdir(parents=True, exist_ok=True)
            _write_beside(files, path, target, data)
        except OSError as error:
            raise OutputError(_sentence(path, error)) from error


def must_be_writable(path: Path) -> None:
    """Tell before the work is done what can be known then about a target that cannot be written.

    Raises:
        OutputError: the target is a folder, is write-protected, or is open in a program that locks it.
    """
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "is a directory")
        if path.is_file():
            with path.open("r+b"):  # Excel on Windows locks the workbook that it has open
                pass
    except OSError as error:
        raise OutputError(_sentence(path, error)) from error


def _write_beside(files: list[_Waiting], path: Path, target: Path, data: bytes) -> None:
    beside = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}.tmp")
    file = _Waiting(path, beside, target)
    files.append(file)
    try:
        with beside.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except BaseException:  # an interruption too leaves nothing behind
        files.remove(file)
        _forget(file)
        raise


def _forget(file: _Waiting) -> None:
    with contextlib.suppress(OSError):
        file.beside.unlink(missing_ok=True)


def _put_in_place(file: _Waiting) -> None:
    try:
        if file.target.exists():
            shutil.copymode(file.target, file.beside)
        file.beside.replace(file.target)
    except OSError as error:
        raise OutputError(_sentence(file.path, error)) from error


def _is_device(target: Path) -> bool:
    return target.exists() and not stat.S_ISREG(target.stat().st_mode)


def _sentence(path: Path, error: OSError) -> str:
    if isinstance(error, IsADirectoryError):
        return f"{path} är en mapp. Skriv också ett filnamn efter mappens namn."
    if isinstance(error, (FileExistsError, NotADirectoryError)):
        return f"{path} kan inte skrivas, för en del av sökvägen är en fil och inte en mapp. Välj en annan plats."
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return (
            f"{path} kan inte skrivas. Är filen öppen i Excel? Stäng den och försök igen. "
            "Annars saknas rätt att skriva där: välj en annan plats."
        )
    if error.errno == errno.ENOSPC:
        return f"{path} kan inte skrivas, för disken är full. Frigör utrymme och försök igen."
    if error.errno == errno.ENAMETOOLONG:
        return f"{path} kan inte skrivas, för namnet är för långt. Välj ett kortare namn."
    return f"{path} kan inte skrivas (systemets felkod {error.errno}). Välj en annan plats eller ett annat filnamn."
