"""A request and a file's bytes in, a worker's answer out, or the news that the worker was lost over it.

A worker is a process of its own. It is started when it is first needed, killed when it has had its time, and replaced
when it has died, so that the next file meets a fresh one. Pipes are written and read by whoever asks; the clock is a
thread that does nothing but kill, which ends every wait on every system.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Literal, Self, cast

from exceltools.errors import ReaderError
from exceltools.reading import wire
from exceltools.reading.limits import Limits

# Appending our own folder lets an uninstalled checkout work; -P keeps the current folder, where the returned files may
# lie, off the path.
_START = "import sys; sys.path.append(sys.argv[1]); from exceltools.reading.worker import main; main()"
COMMAND = (sys.executable, "-P", "-c", _START, str(Path(__file__).resolve().parents[2]))
_TRIES_TO_START = 2


class LostError(Exception):
    """The worker is gone, and with it the answer: "slow" where it was ended, "died" where it ended itself."""

    def __init__(self, how: Literal["slow", "died"]) -> None:
        super().__init__(how)
        self.how: Literal["slow", "died"] = how


class Worker:
    """A reading process and its successors; not to be asked by two threads at a time."""

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def ask(self, request: dict[str, Any], data: bytes, limits: Limits) -> dict[str, Any]:
        """Have one file read.

        Raises:
            LostError: the worker was lost over it; the next call starts another.
            ReaderError: no worker can be started.
        """
        process = self._process or self._started(limits)
        with _Clock(process, limits.seconds) as clock:
            try:
                wire.send(_pipe(process.stdin), wire.encode(request))
                wire.send(_pipe(process.stdin), data)
                answer = _answer(process, limits)
            except (OSError, ValueError, wire.ProtocolError) as fault:
                code = self.retire()
                raise LostError("slow" if clock.has_rung or _had_its_time(code) else "died") from fault
        if clock.has_rung or answer.get("retire") or answer.get("held", 0) > limits.retire_at:
            self.retire()
        return answer

    def retire(self) -> int:
        """End the process, if there is one, and give its exit code; the next file gets another."""
        process, self._process = self._process, None
        if process is None:
            return 0
        process.kill()
        for pipe in (process.stdin, process.stdout):
            try:
                _pipe(pipe).close()
            except OSError:
                continue  # what was not yet written has nobody to read it
        return process.wait()

    def interrupt(self) -> None:
        """End the process for good, also while another thread waits for its answer."""
        self._closed = True
        process = self._process
        if process is not None:
            process.kill()

    def close(self) -> None:
        """End the process for good and clear up after it; nobody may be waiting."""
        self.interrupt()
        self.retire()

    def _started(self, limits: Limits) -> subprocess.Popen[bytes]:
        for _ in range(_TRIES_TO_START):
            if self._closed:
                raise LostError("died")
            try:
                process = self._process = self._launched()
            except OSError:  # no right to run it, no memory or no processes left
                continue
            with _Clock(process, limits.seconds):
                try:
                    _answer(process, limits)
                except (OSError, wire.ProtocolError):
                    self.retire()
                    continue
            return process
        raise ReaderError("Läsprogrammet gick inte att starta, så ingen fil är läst. Installera om exceltools.")

    def _launched(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 - our own command
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )


class _Clock:
    """Kills the process when the time is up."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self.has_rung = False
        self._process = process
        self._timer = threading.Timer(seconds, self._ring)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()

    def _ring(self) -> None:
        self.has_rung = True
        self._process.kill()


def _answer(process: subprocess.Popen[bytes], limits: Limits) -> dict[str, Any]:
    frame = wire.receive(_pipe(process.stdout), limits.reply_bytes)
    if frame is None:
        raise wire.ProtocolError("gone")
    return wire.decode(frame)


def _pipe(stream: object) -> BinaryIO:
    return cast("BinaryIO", stream)


def _had_its_time(code: int) -> bool:
    """Tell whether the system ended the process for the processor time it took."""
    sent = getattr(signal, "SIGXCPU", None)
    return sent is not None and code == -sent
