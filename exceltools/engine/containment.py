"""Somebody else's code in, what it printed out: what the whole process shares is put back when the code has run.

Standard output is where our own result goes, so nothing else may get there: neither by `print` nor by the descriptor,
nor from a program that a plugin starts. What nobody can contain is a crash of the interpreter itself.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

from exceltools.wording import shortened

_STDOUT = 1
_MUCH = 1000  # bytes that are looked at


class Printed:
    """What was written to standard output, on one line and cut; empty until the code has run."""

    text = ""


@contextlib.contextmanager
def contained() -> Iterator[Printed]:
    """Run the body and put back standard output, the current folder and the way to end the process."""
    printed = Printed()
    written = io.StringIO()
    with _descriptor() as caught, contextlib.redirect_stdout(written), _same_folder(), _no_way_out():
        yield printed
    printed.text = shortened(written.getvalue()[:_MUCH] + "".join(caught))


@contextlib.contextmanager
def _descriptor() -> Iterator[list[str]]:
    """Catch what is written to the descriptor itself."""
    caught: list[str] = []
    try:
        kept = os.dup(_STDOUT)
    except OSError:  # started without any
        yield caught
        return
    with tempfile.TemporaryFile() as file:
        _flush()
        os.dup2(file.fileno(), _STDOUT)
        try:
            yield caught
        finally:
            _flush()
            os.dup2(kept, _STDOUT)
            os.close(kept)
        file.seek(0)
        caught.append(file.read(_MUCH).decode("utf-8", "replace"))


def _flush() -> None:
    with contextlib.suppress(Exception):
        if sys.__stdout__ is not None:
            sys.__stdout__.flush()


@contextlib.contextmanager
def _same_folder() -> Iterator[None]:
    """Come back to the current folder: the paths of plans and results are meant from there."""
    try:
        here = Path.cwd()
    except OSError:  # somebody has taken it away
        yield
        return
    try:
        yield
    finally:
        os.chdir(here)


@contextlib.contextmanager
def _no_way_out() -> Iterator[None]:
    """Make the two ways to end a process at once behave like the ordinary one."""

    def leave(*_: object) -> NoReturn:
        raise SystemExit

    ways = {name: getattr(os, name) for name in ("_exit", "abort")}
    for name in ways:
        setattr(os, name, leave)
    try:
        yield
    finally:
        for name, way in ways.items():
            setattr(os, name, way)
