"""A file that holds other files in, those as candidates out: a .zip, a letter, one of them within the other.

Nothing is unpacked to the disk, and nothing is kept: an inner archive is taken out again when its members are read. The
last one stays at hand, since its members are read one after the other.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import BinaryIO

from exceltools.catalogue import TOO_MANY_FILES, UNPACKS_TOO_LARGE
from exceltools.reading import archives
from exceltools.reading.candidates import Candidate, Reason, RefusalError, suffix
from exceltools.reading.limits import Limits

Opener = Callable[[], BinaryIO]


def _attachments(opener: Opener, display: str, identity: object, limits: Limits) -> list[Candidate] | None:
    from exceltools.reading import letters  # with most of the standard library's e-mail, which few rounds need

    return letters.attachments(opener, display, identity, limits)


KINDS: Mapping[str, Callable[[Opener, str, object, Limits], list[Candidate] | None]] = {
    "zip": archives.members,
    "eml": _attachments,
}


@dataclass(slots=True)
class _Budget:
    """What may still be taken out of one outermost file."""

    files: int
    bytes: int


def unwrapped(name: str, opener: Opener, display: str, identity: object, limits: Limits) -> list[Candidate] | None:
    """List everything in a file, also what lies deeper.

    Args:
        name: tells by its extension what the file seems to be.
        opener: opens it.
        display: how it is shown.
        identity: equal for one file that was reached twice.
        limits: of levels, files and bytes.

    Returns:
        The candidates; None where it is nothing that can be opened that way.

    Raises:
        RefusalError: it is, and must not be opened.
        OSError: it cannot be read.
    """
    direct = KINDS[suffix(name)](opener, display, identity, limits)
    if direct is None:
        return None
    budget = _Budget(limits.files, limits.unpacked_bytes)
    found = [inner for one in direct for inner in _within(one, limits.wrapped - 1, budget, limits)]
    if budget.files < 0:
        del found[limits.files :]
        found.append(Candidate(display, Reason(TOO_MANY_FILES, {"place": "Filen", "limit": str(limits.files)})))
    return found


def _within(candidate: Candidate, deeper: int, budget: _Budget, limits: Limits) -> Iterator[Candidate]:
    """Give a candidate, or what lies in it where it holds others."""
    budget.files -= 1
    inside = None
    if candidate.reason is None and deeper > 0 and budget.files >= 0 and suffix(candidate.path) in KINDS:
        try:
            inside = _opened(candidate, budget, limits)
        except RefusalError as refusal:
            candidate = replace(candidate, reason=refusal.reason)
    if inside is None:
        yield candidate
        return
    for one in inside:
        yield from _within(replace(one, remarks=(*candidate.remarks, *one.remarks)), deeper - 1, budget, limits)


def _opened(candidate: Candidate, budget: _Budget, limits: Limits) -> list[Candidate] | None:
    kept = _Kept(candidate)
    budget.bytes -= len(_contents(kept))
    if budget.bytes < 0:
        raise RefusalError(Reason(UNPACKS_TOO_LARGE))
    return KINDS[suffix(candidate.path)](
        lambda: io.BytesIO(_contents(kept)), candidate.path, candidate.identity, limits
    )


@dataclass(frozen=True, eq=False)
class _Kept:
    """An inner file as the key under which its bytes stay at hand."""

    candidate: Candidate


@lru_cache(maxsize=1)
def _contents(kept: _Kept) -> bytes:
    return kept.candidate.read()
