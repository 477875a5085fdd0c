"""One file at a time in over a pipe, its values as plain data out: the process that may die instead of the run.

Started by `supervision`, never by a person. It says hello, then answers requests, each two frames: what to do, and the
file's bytes. Everything that a reader can throw becomes an answer; what cannot be caught ends this process and costs
only the file in hand. It imports nothing that a reader does not need.
"""

from __future__ import annotations

import base64
import os
import signal
import sys
from pathlib import Path
from types import ModuleType
from typing import Any, BinaryIO

from exceltools.reading import reader, wire
from exceltools.reading.limits import Limits
from exceltools.reading.wire import Failure

HELLO = {"hello": "exceltools worker"}
resource: ModuleType | None
try:
    import resource  # where the system has it: not on Windows
except ImportError:
    resource = None


def main() -> None:
    """Answer requests until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interruption is the parent's to handle
    requests, answers = _pipes()
    wire.send(answers, wire.encode(HELLO))
    while (request := wire.receive(requests, sys.maxsize)) is not None:
        data = wire.receive(requests, sys.maxsize)
        if data is None:
            return
        wanted = wire.decode(request)
        _restrict(Limits(**wanted["limits"]))
        wire.send(answers, wire.encode(answer(wanted, data)))


def answer(request: dict[str, Any], data: bytes) -> dict[str, Any]:
    """Answer one request.

    Args:
        request: {"format": ..., "reserve": bool, "limits": {name: number}}, or {"passwords": [...], "limits": ...} for
            a file that is locked.
        data: the file.

    Returns:
        {"workbook": {...}}, or {"opened": the file in base 64, "by": the password's number}, or
        {"failure": name, "words": {...}}; with "held", the bytes of memory that this process
        holds now (0 where the system cannot tell), and "retire" where it had better not go on.
    """
    limits = Limits(**request["limits"])
    said: dict[str, Any]
    try:
        if "passwords" in request:
            said = _unlocked(data, request["passwords"])
        else:
            workbook = reader.read(data, request["format"], limits, reserve_only=request["reserve"])
            said = {"workbook": wire.flat(workbook)}
    except Failure as failure:
        said = {"failure": failure.name, "words": failure.words}
    except MemoryError:
        said = {"failure": "memory", "words": {}, "retire": True}
    except Exception:  # noqa: BLE001 - there is no honest list of what readers raise
        said = {"failure": "died", "words": {}}
    except BaseException:  # noqa: BLE001 - a panic of calamine is one of these, and a reader may call exit
        said = {"failure": "died", "words": {}, "retire": True}
    return said | {"held": _held()}


def _unlocked(data: bytes, passwords: list[str]) -> dict[str, Any]:
    from exceltools.reading import locks

    opened, number = locks.opened(data, passwords)
    return {"opened": base64.b64encode(opened).decode("ascii"), "by": number}


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """Keep the pipes to ourselves: whatever a library prints must not get between two frames."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    return requests, answers


def _restrict(limits: Limits) -> None:
    """Have the system end this process when it takes too much processor time for this file, or too much memory."""
    if resource is None:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + 1 + limits.cpu_seconds
    wanted = ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, limits.memory), (resource.RLIMIT_CORE, 0))
    for kind, limit in wanted:
        _, most = resource.getrlimit(kind)
        try:
            resource.setrlimit(kind, (limit if most == resource.RLIM_INFINITY else min(limit, most), most))
        except (ValueError, OSError):
            continue  # a system that does not know this limit


def _held() -> int:
    """Give the bytes of memory that this process holds now.

    The most that it ever held would not do: Linux hands that figure down from the process that started this one.
    """
    try:
        with Path("/proc/self/statm").open(encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0


if __name__ == "__main__":
    main()
