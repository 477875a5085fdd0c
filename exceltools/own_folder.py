"""Files in, a folder with them out: nobody else's file is written over, and what belongs together comes whole.

The folder has a list of what we wrote there, with checksums. A file that still is what we wrote may be replaced, and is
taken away when it is not wanted any more: a reminder to somebody whose plan has come would do harm. Everything else
stays.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from exceltools.atomic import must_be_writable, write_whole
from exceltools.errors import OutputError
from exceltools.reading import own


class Folder:
    """A folder that many files are written to, now and the next time."""

    def __init__(self, path: Path, listed_in: str = own.LIST) -> None:
        """Look up what was written there before.

        Args:
            path: the folder.
            listed_in: the list's name. What stands in a list of the usual name is passed over as a source.
        """
        self.path = path
        self._list = listed_in
        self._before = own.listed(path, listed_in)
        self._now: dict[str, str] = {}

    def write(self, files: Mapping[str, bytes]) -> None:
        """Write all of these files, or none.

        Args:
            files: name -> content.

        Raises:
            OutputError: one of them cannot be written, or stands there and is not ours to replace.
        """
        standing = {name: self._standing(name) for name in files}
        for name, content in files.items():
            if standing[name] not in (None, content) and not self._is_ours(name, standing[name] or b""):
                raise OutputError(
                    f"{self.path / name} finns redan, och det är någon annan som har gjort den eller ändrat i den. "
                    "Den skrivs inte över. Flytta den, eller välj en annan mapp."
                )
            must_be_writable(self.path / name)
        written: list[str] = []
        try:
            for name, content in files.items():
                written.append(name)
                write_whole(self.path / name, content)
        except OutputError:
            self._put_back({name: standing[name] for name in written})
            raise
        self._now |= {name: own.checksum(content) for name, content in files.items()}

    def finish(self) -> None:
        """Take away what we wrote before and is not wanted any more, and write the list.

        Raises:
            OutputError: the list cannot be written.
        """
        for name in self._before.keys() - self._now.keys():
            content = self._standing(name)
            if content is not None and self._is_ours(name, content):
                with contextlib.suppress(OSError):
                    (self.path / name).unlink()
            elif content is not None:
                self._now[name] = self._before[name]
        if self._now or self._before:
            write_whole(self.path / self._list, own.list_of(self._now))

    def _standing(self, name: str) -> bytes | None:
        try:
            return (self.path / name).read_bytes()
        except OSError:  # not there; anything worse comes out when it is written
            return None

    def _is_ours(self, name: str, content: bytes) -> bool:
        return self._before.get(name) == own.checksum(content)

    def _put_back(self, standing: Mapping[str, bytes | None]) -> None:
        for name, content in standing.items():
            with contextlib.suppress(OSError, OutputError):
                if content is None:
                    (self.path / name).unlink(missing_ok=True)
                else:
                    write_whole(self.path / name, content)


def must_be_apart(folder: Path, sources: Sequence[Path]) -> None:
    """Tell before anything is read that the folder must not be searched for plans the next time.

    Raises:
        OutputError: it is, or lies in, one of the folders with plans; or it is a file.
    """
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{folder} är en fil. Ange en mapp i stället.")
    whole = folder.resolve()
    for source in sources:
        if source.is_dir() and whole.is_relative_to(source.resolve()):
            raise OutputError(
                f"{folder} ligger i mappen med planer, {source}. Då skulle kopiorna läsas som nya planer nästa gång. "
                "Välj en mapp vid sidan av."
            )
