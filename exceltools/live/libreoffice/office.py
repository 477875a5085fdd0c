"""A LibreOffice that somebody works in, joined and spoken to: `bridge` under its own Python, in lines of JSON."""

from __future__ import annotations

import json
import os
import secrets
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PROGRAM = "EXCELTOOLS_LIBREOFFICE"  # names the program, with arguments, where it is not found by itself
_QUIET = ("--headless", "--invisible", "--nodefault", "--norestore", "--nologo")
_SECONDS = 40  # a LibreOffice that has to start first may take
_FOLDERS = (
    r"C:\Program Files\LibreOffice\program",
    r"C:\Program Files (x86)\LibreOffice\program",
    "/Applications/LibreOffice.app/Contents/MacOS",
)
# Our folder comes last: nothing that lies there may stand before LibreOffice's own.
_BRIDGE = (
    "import sys; sys.path.append(sys.argv.pop(1)); from exceltools.live.libreoffice.bridge.talk import main; main()"
)
# Ctrl+C is meant for us: what we have started must still answer once more. (0x200: a process group of its own.)
_APART: dict[str, Any] = {"creationflags": 0x200} if sys.platform == "win32" else {"start_new_session": True}


class OfficeMissingError(Exception):
    """There is no LibreOffice here, or none that can be spoken to."""


class GoneError(Exception):
    """What was asked about is not there any more: "book", "sheet" or "office"."""


class OfficeError(Exception):
    """LibreOffice refused; its own words."""


class Office:
    """The LibreOffice that is open; every public method of `bridge.Bridge` can be called on it."""

    def __init__(self, command: list[str] | None = None) -> None:
        """Join it.

        Args:
            command: what starts LibreOffice; found by itself where left out.

        Raises:
            OfficeMissingError: it is not here.
        """
        self._command = command or program()
        self.holding = False  # nothing is drawn, and requests that need no answer wait
        self._later: list[tuple[str, tuple[Any, ...]]] = []
        self._pipe = f"exceltools_{os.getpid()}_{secrets.token_hex(4)}"
        python = _python(self._command[0])
        try:
            self._call = self._tell("accept")
        except OSError as error:
            raise OfficeMissingError from error
        bridge = [python, "-c", _BRIDGE, str(Path(__file__).parents[3]), self._pipe, str(_SECONDS)]
        try:
            self._bridge = subprocess.Popen(  # noqa: S603 - our own file under LibreOffice's Python
                bridge,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="utf-8",
                env=_plain_environment(),
                **_APART,
            )
            self._answer()
        except BaseException:
            self._call.terminate()
            raise

    @property
    def windowless(self) -> bool:
        """Tell whether LibreOffice was not open and runs only because it was asked for."""
        return self._call.poll() is None

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - as many kinds of answers as requests
        if name.startswith("_"):
            raise AttributeError(name)

        def ask(*arguments: Any) -> Any:  # noqa: ANN401
            if self._later:
                waiting, self._later = self._later, []
                self._ask("batch", waiting)
            return self._ask(name, *arguments)

        return ask

    def later(self, name: str, *arguments: Any) -> None:  # noqa: ANN401
        """Make a request without an answer; while nothing is drawn it waits for the next one, and many go in one."""
        self._later.append((name, arguments))
        if not self.holding:
            waiting, self._later = self._later, []
            self._ask("batch", waiting)

    def _ask(self, name: str, *arguments: Any) -> Any:  # noqa: ANN401
        try:
            assert self._bridge.stdin is not None  # noqa: S101 - it was asked for above
            self._bridge.stdin.write(json.dumps({"do": name, "with": arguments}) + "\n")
            self._bridge.stdin.flush()
        except OSError as error:
            raise GoneError("office") from error
        return self._answer()

    def _answer(self) -> Any:  # noqa: ANN401
        assert self._bridge.stdout is not None  # noqa: S101
        line = self._bridge.stdout.readline()
        if not line:
            raise GoneError("office")
        answer = json.loads(line)
        if "gone" in answer:
            raise GoneError(answer["gone"])
        if answer.get("fault") == "no connection":
            raise OfficeMissingError
        if "fault" in answer:
            raise OfficeError(answer["fault"])
        return answer["answer"]

    def part(self) -> None:
        """Leave LibreOffice as it was; one that was started only to be asked ends."""
        started, goes_on = self.windowless, False
        try:
            goes_on = self.leave() if started else bool(self.books() or True)
            if goes_on:
                self._tell("unaccept").wait(10)
        except (GoneError, OfficeError, subprocess.TimeoutExpired):
            pass  # it has ended: nothing is left to be undone, and one more word would start it again
        assert self._bridge.stdin is not None  # noqa: S101
        assert self._bridge.stdout is not None  # noqa: S101
        self._bridge.stdin.close()
        self._bridge.wait(10)
        self._bridge.stdout.close()
        if started and not goes_on:
            self._call.wait(20)

    def _tell(self, wish: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 - LibreOffice itself; one that runs takes the wish over
            [*self._command, *_QUIET, f"--{wish}=pipe,name={self._pipe};urp;"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=_plain_environment(),
            **_APART,
        )


def program() -> list[str]:
    """Give the command that starts LibreOffice.

    Raises:
        OfficeMissingError: it is not here.
    """
    if named := os.environ.get(PROGRAM):
        return shlex.split(named, posix=os.name != "nt")
    found = shutil.which("soffice") or shutil.which("libreoffice")
    for folder in _FOLDERS:
        found = found or shutil.which("soffice", path=folder)
    if not found:
        raise OfficeMissingError
    return [found]


def _python(soffice: str) -> str:
    """Find a Python that has LibreOffice's `uno`."""
    for candidate in _pythons(Path(shutil.which(soffice) or soffice).resolve()):
        probe = [candidate, "-c", "import uno"]
        try:
            if subprocess.run(probe, capture_output=True, check=False, env=_plain_environment()).returncode == 0:  # noqa: S603
                return candidate
        except OSError:
            continue
    raise OfficeMissingError


def _pythons(soffice: Path) -> Iterator[str]:
    yield from (str(soffice.with_name(name)) for name in ("python.exe", "python"))
    yield str(soffice.parent.parent / "Resources" / "python")
    yield "/usr/bin/python3"
    yield sys.executable


def _plain_environment() -> dict[str, str]:
    """Give the environment without what points our own Python at its libraries."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
