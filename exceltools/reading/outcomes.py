"""Candidates in, an `Outcome` for each out, in their order: a workbook, or the reason why there is none.

A file is judged by the preflight here and parsed by a worker process, so that it can cost nothing but itself. A worker
that is lost over a file is replaced, and the file is tried once more, by the reserve reader alone. Nothing is read
before it is asked for and nothing is kept after it was given: memory does not grow with the number of files.
"""

from __future__ import annotations

import base64
import hashlib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from importlib.util import find_spec
from queue import SimpleQueue
from typing import Any

from exceltools.catalogue import (
    DAMAGED,
    ENCRYPTED,
    NO_ACCESS,
    OTHER_LOCK,
    READ_BY_RESERVE,
    READER_DIED,
    SOURCE_MISSING,
    TOO_MUCH_MEMORY,
    TOO_SLOW,
    UNLOCKED,
    VALUES_LOST,
    WRONG_PASSWORD,
)
from exceltools.model import SourceStatus
from exceltools.reading import wire
from exceltools.reading.candidates import Candidate, Reason, RefusalError
from exceltools.reading.limits import Limits
from exceltools.reading.locks import EXCELS_OWN
from exceltools.reading.preflight import Passed, inspect, too_much
from exceltools.reading.raw import RawWorkbook
from exceltools.reading.supervision import COMMAND, LostError, Worker

_TWO_READERS = ("xlsx", "xlsm", "strict")  # the formats that the reserve reader knows
_RULES = {
    "encrypted": ENCRYPTED,
    "damaged": DAMAGED,
    "memory": TOO_MUCH_MEMORY,
    "values-lost": VALUES_LOST,
    "no-key": WRONG_PASSWORD,
    "no-way": OTHER_LOCK,
    "died": READER_DIED,
    "slow": TOO_SLOW,
}
_WORTH_ANOTHER_TRY = (READER_DIED, TOO_SLOW, TOO_MUCH_MEMORY)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a candidate."""

    candidate: Candidate
    sha256: str | None = None  # None where it was not opened
    bytes: int | None = None
    workbook: RawWorkbook | None = None
    reason: Reason | None = None  # why there is no workbook
    remarks: tuple[Reason, ...] = ()  # what was noticed, and where it came from

    @property
    def status(self) -> SourceStatus:
        """Give the status as the report names it."""
        if self.reason is None:
            return "read"
        return "ignored" if self.reason.ignored else "refused"


@dataclass(frozen=True, slots=True)
class _Terms:
    """On what terms files are read."""

    limits: Limits
    passwords: tuple[str, ...] = field(repr=False)


def read_all(
    candidates: Iterable[Candidate],
    limits: Limits | None = None,
    jobs: int = 1,
    *,
    passwords: Sequence[str] = (),
    command: Sequence[str] = COMMAND,
) -> Iterator[Outcome]:
    """Read the candidates one after the other, lazily.

    Args:
        candidates: from `sources.find`.
        limits: the defaults where left out.
        jobs: workers at the same time. One reads some hundred plans a second; starting another costs as much as
            reading a dozen.
        passwords: tried on files that are locked with one.
        command: what starts a worker.

    Yields:
        The outcomes in the candidates' order, whatever the number of jobs.

    Raises:
        ReaderError: no worker can be started.
    """
    terms = _Terms(limits or Limits(), tuple(passwords))
    if jobs > 1:
        yield from _in_parallel(candidates, terms, jobs, command)
        return
    with Worker(command) as worker:
        for candidate in candidates:
            yield _outcome(candidate, worker, terms)


def _in_parallel(
    candidates: Iterable[Candidate], terms: _Terms, jobs: int, command: Sequence[str]
) -> Iterator[Outcome]:
    with ExitStack() as stack:
        workers = [stack.enter_context(Worker(command)) for _ in range(jobs)]
        idle: SimpleQueue[Worker] = SimpleQueue()
        for worker in workers:
            idle.put(worker)

        def read(candidate: Candidate) -> Outcome:
            worker = idle.get()
            try:
                return _outcome(candidate, worker, terms)
            finally:
                idle.put(worker)

        ahead: deque[Future[Outcome]] = deque()  # no further than there are workers: memory must not grow
        with ThreadPoolExecutor(jobs) as threads:
            try:
                for candidate in candidates:
                    ahead.append(threads.submit(read, candidate))
                    if len(ahead) > jobs:
                        yield ahead.popleft().result()
                while ahead:
                    yield ahead.popleft().result()
            finally:
                for future in ahead:
                    future.cancel()
                for worker in workers:
                    worker.interrupt()


def _outcome(candidate: Candidate, worker: Worker, terms: _Terms) -> Outcome:
    limits, data = terms.limits, _contents(candidate)
    if isinstance(data, Reason):
        return Outcome(candidate, reason=data, remarks=() if data.ignored else candidate.remarks)
    known: dict[str, Any] = {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
    known["remarks"] = candidate.remarks
    verdict = inspect(data, limits)
    if isinstance(verdict, Reason) and verdict.rule is ENCRYPTED and find_spec("msoffcrypto"):
        unlocked = _unlocked(data, worker, terms)
        if isinstance(unlocked, Reason):
            return Outcome(candidate, **known, reason=unlocked)
        data, remark = unlocked
        known["remarks"] += (remark,)
        verdict = inspect(data, limits)
    if isinstance(verdict, Reason):
        return Outcome(candidate, **known, reason=verdict)
    read = _read(data, verdict, worker, limits)
    if isinstance(read, Reason):
        return Outcome(candidate, **known, reason=read)
    known["remarks"] += verdict.remarks
    if read.engine == "reserve" and read.format in _TWO_READERS:
        known["remarks"] += (Reason(READ_BY_RESERVE),)
    return Outcome(candidate, **known, workbook=read)


def _unlocked(data: bytes, worker: Worker, terms: _Terms) -> tuple[bytes, Reason] | Reason:
    """Open a locked file with one of the passwords, Excel's own first."""
    request = {"passwords": [EXCELS_OWN, *terms.passwords], "limits": asdict(terms.limits)}
    try:
        answer = worker.ask(request, data, terms.limits)
    except LostError as lost:
        return _reason(lost.how, {}, terms.limits)
    if "opened" in answer:
        how = (
            "ett lösenord ur lösenordsfilen" if answer["by"] else "Excels eget lösenord för skrivskyddade arbetsböcker"
        )
        return base64.b64decode(answer["opened"]), Reason(UNLOCKED, {"how": how})
    failure = str(answer.get("failure"))
    if failure in ("no-key", "no-way") and not terms.passwords:
        return Reason(ENCRYPTED)  # nobody has asked us to open it
    return _reason(failure, {}, terms.limits)


def _contents(candidate: Candidate) -> bytes | Reason:
    if candidate.reason is not None:
        return candidate.reason
    try:
        return candidate.read()
    except RefusalError as refusal:
        return refusal.reason
    except FileNotFoundError:
        return Reason(SOURCE_MISSING, {"name": candidate.path})
    except OSError:
        return Reason(NO_ACCESS, {"what": "Filen"})


def _read(data: bytes, passed: Passed, worker: Worker, limits: Limits) -> RawWorkbook | Reason:
    """Have the file read; once more by the reserve reader where the first try cost the worker."""
    first = _asked(data, passed, worker, limits, reserve=False)
    if isinstance(first, RawWorkbook) or first.rule not in _WORTH_ANOTHER_TRY or passed.format not in _TWO_READERS:
        return first
    second = _asked(data, passed, worker, limits, reserve=True)
    return second if isinstance(second, RawWorkbook) or second.rule not in _WORTH_ANOTHER_TRY else first


def _asked(data: bytes, passed: Passed, worker: Worker, limits: Limits, *, reserve: bool) -> RawWorkbook | Reason:
    request = {"format": passed.format, "reserve": reserve, "limits": asdict(limits)}
    try:
        answer = worker.ask(request, data, limits)
        if "workbook" in answer:
            return wire.whole(answer["workbook"])
        return _reason(str(answer.get("failure", "died")), answer.get("words", {}), limits)
    except LostError as lost:
        return _reason(lost.how, {}, limits)
    except wire.ProtocolError:
        worker.retire()
        return _reason("died", {}, limits)


def _reason(failure: str, words: dict[str, Any], limits: Limits) -> Reason:
    if failure == "too-much":
        return too_much(words["what"], words["count"], words["limit"])
    if failure == "slow":
        return Reason(TOO_SLOW, {"seconds": f"{limits.seconds:.0f}"})
    return Reason(_RULES.get(failure, READER_DIED))
