"""What a case is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

READ = "read"


@dataclass(frozen=True)
class Case:
    """A file that somebody might send, and what must become of it; anything else fails, a success too."""

    name: str  # what is odd about it
    made: bytes | Callable[[Path], object]  # its bytes, or what puts it in its place
    expected: str  # READ, or the code of the reason
    ends: str = "xlsx"  # the extension
    activities: int = 3  # of one that is read
    also: tuple[str, ...] = ()  # codes of what must be said besides
    inside: tuple[str, ...] = ("",)  # what follows its path in the report: "/Plan.xlsx" for an archive
