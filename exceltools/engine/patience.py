"""Seconds in, an end out: somebody else's code that takes far too long is interrupted where the platform allows it.

Where there are interval timers (not on Windows) the system's alarm does it, and ends waiting and runaway regular
expressions too. Elsewhere a thread asks for the interruption, which ends whatever runs Python code but nothing that
waits or searches outside it. Only the main thread can be interrupted. What is not stopped is named when it is done.
"""

from __future__ import annotations

import _thread
import contextlib
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from types import FrameType
from typing import Any

TraceFunction = Callable[[FrameType, str, Any], Any]

_AGAIN = 0.05  # seconds until the next try, for code that swallows every exception
_POLITE = 2  # tries that the code may swallow before it is trapped
# Frames that put things back. An exception in the midst of that would leave them as they are: better the next time.
_PUTTING_BACK = (
    contextlib.__file__,
    *(str(Path(__file__).with_name(f"{name}.py")) for name in ("patience", "containment", "isolation")),
)


class OutOfPatience(BaseException):  # no `except Exception` shall catch it
    """Somebody else's code took longer than this many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@contextlib.contextmanager
def patience(seconds: float) -> Iterator[None]:
    """Raise `OutOfPatience` in the body when the seconds are over, and again until the body ends."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    with _alarm(seconds) if hasattr(signal, "setitimer") else _reminder(seconds):
        yield


@contextlib.contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Set the system's alarm; one that somebody has set already goes on afterwards."""
    begun = monotonic()
    left, interval = signal.getitimer(signal.ITIMER_REAL)
    try:
        with _answered(signal.SIGALRM, seconds, lambda: True, lambda: False):
            signal.setitimer(signal.ITIMER_REAL, max(seconds, _AGAIN), _AGAIN)
            try:
                yield
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
    finally:
        if left:
            signal.setitimer(signal.ITIMER_REAL, max(left - (monotonic() - begun), _AGAIN), interval)


@contextlib.contextmanager
def _reminder(seconds: float) -> Iterator[None]:
    """Let a thread interrupt the main one as a key would, again and again until the body has ended."""
    done, late, over = threading.Event(), threading.Event(), False

    def remind() -> None:
        wait = seconds
        while not done.wait(wait):
            late.set()
            _thread.interrupt_main(signal.SIGINT)
            wait = _AGAIN

    thread = threading.Thread(target=remind, daemon=True)
    with _answered(signal.SIGINT, seconds, late.is_set, lambda: over):
        thread.start()
        try:
            yield
        finally:
            over = True  # from here on an exception would keep the thread from being stopped
            done.set()
            thread.join()


@contextlib.contextmanager
def _answered(
    number: signal.Signals, seconds: float, is_ours: Callable[[], bool], is_over: Callable[[], bool]
) -> Iterator[None]:
    """Answer a signal that is ours with `OutOfPatience`, others as they were answered before."""

    def answer(received: int, frame: FrameType | None) -> None:
        if not is_ours():
            if callable(before):
                before(received, frame)
        elif frame is not None and frame.f_code.co_filename not in _PUTTING_BACK and not is_over():
            tries.append(frame)
            if len(tries) > _POLITE:
                _trap(frame, ours, seconds, is_over)
            raise OutOfPatience(seconds)

    tries: list[FrameType] = []
    ours = _entering()
    before: Any = signal.signal(number, answer)
    tracing = sys.gettrace()
    try:
        yield
    finally:
        if sys.gettrace() is not tracing:
            sys.settrace(tracing)
        signal.signal(number, before or signal.SIG_DFL)


def _trap(frame: FrameType | None, until: FrameType | None, seconds: float, is_over: Callable[[], bool]) -> None:
    """Let the next line of the code raise too: code that swallows the exception is then in the midst of doing so."""

    def trap(traced: FrameType, event: str, _: object) -> TraceFunction | None:
        if traced.f_code.co_filename in _PUTTING_BACK or is_over():
            return None
        if event == "line":
            raise OutOfPatience(seconds)
        return trap

    sys.settrace(trap)
    while frame is not None and frame is not until:
        frame.f_trace = trap
        frame = frame.f_back


def _entering() -> FrameType | None:
    """Give the frame that called us: all that it calls in turn is somebody else's."""
    frame = sys._getframe()  # noqa: SLF001  there is no other way to a frame without its traceback
    while frame.f_back is not None and frame.f_code.co_filename in _PUTTING_BACK:
        frame = frame.f_back
    return frame
