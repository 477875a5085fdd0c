"""Somebody else's code in, what it gave or the reason why there is nothing out: a plugin costs only itself."""

from __future__ import annotations

import contextlib
import sysconfig
import traceback
from collections.abc import Iterator
from pathlib import Path

from exceltools.engine.patience import OutOfPatience
from exceltools.wording import shortened

_OWN = str(Path(__file__).parents[1])
_STANDARD = sysconfig.get_paths()["stdlib"]


class Nonsense(Exception):  # noqa: N818  it is said, not raised at anybody
    """A plugin gave what cannot be used; the text is a Swedish clause."""


class Attempt:
    """What became of running somebody else's code."""

    reason = ""  # why it failed, a Swedish clause; empty where it did not
    stopped = False  # whether that was because it took too long


@contextlib.contextmanager
def attempt() -> Iterator[Attempt]:
    """Run the body, whatever it does; only an interruption by the person at the keyboard goes through."""
    result = Attempt()
    try:
        yield result
    except KeyboardInterrupt:
        raise
    except BaseException as fault:  # noqa: BLE001  sys.exit() in a rule is no reason to stop either
        result.reason = why(fault)
        result.stopped = isinstance(fault, OutOfPatience)


def why(fault: BaseException) -> str:
    """Say in Swedish what went wrong and where, as a clause without a full stop.

    >>> why(ModuleNotFoundError("No module named 'ordbok'", name="ordbok"))
    'Pythonpaketet ordbok är inte installerat'
    >>> why(ValueError("tom text"))
    'det blev ett fel (ValueError: tom text)'
    """
    if isinstance(fault, Nonsense):
        return str(fault)
    if isinstance(fault, OutOfPatience):
        return f"den stoppades efter {fault.seconds:.0f} sekunder{_where(fault)}"
    if isinstance(fault, SystemExit):
        return f"koden försökte avsluta hela programmet{_where(fault)}"
    if isinstance(fault, ModuleNotFoundError) and fault.name:
        return f"Pythonpaketet {fault.name} är inte installerat{_where(fault)}"
    if isinstance(fault, SyntaxError):
        return f"koden går inte att tolka ({fault.msg}, rad {fault.lineno} i {Path(fault.filename or '').name})"
    return f"det blev ett fel ({_named(fault)}){_where(fault)}"


def _named(fault: BaseException) -> str:
    try:
        text = shortened(str(fault), 120)
    except Exception:  # noqa: BLE001  even the text of an error can be an error
        text = ""
    return f"{type(fault).__name__}: {text}" if text else type(fault).__name__


def _where(fault: BaseException) -> str:
    """Name the innermost line of the plugin's own code."""
    for frame in reversed(traceback.extract_tb(fault.__traceback__)):
        if not _is_known(frame.filename):
            return f" på rad {frame.lineno} i {Path(frame.filename).name}"
    return ""


def _is_known(filename: str) -> bool:
    standard = filename.startswith(_STANDARD) and "site-packages" not in filename
    return standard or filename.startswith((_OWN, "<"))
