"""Ctrl-C in, a run out that ends between two steps, never in the middle of one that cannot be undone.

Python raises KeyboardInterrupt wherever it happens to be. In the callback of a weak reference it is printed and
forgotten; between the renaming of two results it would leave one of them behind. So the handler also remembers that
somebody has asked, the stages look at it between files, and the last step of writing is not interrupted.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any


class _State:  # no dataclass: this module is there before anything that takes time
    asked = False  # somebody has pressed Ctrl-C
    held = False  # ... and must wait a moment
    written = False  # a result has reached its place


_state = _State()


def begin() -> None:
    """Forget what an earlier run in this process has seen."""
    _state.asked = _state.held = _state.written = False


def listen() -> None:
    """Take over Ctrl-C, for the rest of the process."""
    signal.signal(signal.SIGINT, _interrupted)
    sys.unraisablehook = _unraisable


def check() -> None:
    """End the run here if somebody has asked for it.

    Raises:
        KeyboardInterrupt: somebody has.
    """
    if _state.asked:
        raise KeyboardInterrupt


@contextmanager
def held() -> Iterator[None]:
    """Make what happens within one step: an interruption comes before it or after it.

    Raises:
        KeyboardInterrupt: somebody asks for it, and something has been written or not as `written` says.
    """
    check()
    _state.held = True
    try:
        yield
        _state.written = True
    finally:
        _state.held = False
    check()


def written() -> bool:
    """Tell whether anything has been changed before the interruption."""
    return _state.written


def _interrupted(number: int, frame: FrameType | None) -> None:
    del number, frame
    _state.asked = True
    if not _state.held:
        raise KeyboardInterrupt


def _unraisable(unraisable: Any) -> None:  # noqa: ANN401 - typeshed's name for it is not there at run time
    """Say nothing of an interruption that Python could not pass on: it is remembered."""
    if not (_state.asked and isinstance(unraisable.exc_value, KeyboardInterrupt)):
        sys.__unraisablehook__(unraisable)
