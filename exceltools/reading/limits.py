"""Numbers out: how much of everything a returned file may have, and the reading of it may cost.

The defaults leave honest returns alone: among some three thousand public workbooks the largest file had 2.7 MB, the
largest sum of parts 60 MB and the highest ratio of a part 121 to 1; a plan has a few thousand values. Every limit that
is hit is a refusal with a code of its own, never a silent cut. The definition may set others, under `[limits]`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

KIB = 1024
MIB = 1024 * KIB


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What is looked at before a file is read, while it is read, and in the run as a whole."""

    # the run
    files: int = 2_000  # looked at within one folder or archive
    depth: int = 3  # levels of folders below the one that was named; links are never followed
    wrapped: int = 3  # levels of archives and letters within each other
    letter_bytes: int = 50 * MIB  # of a letter with everything in it; mail systems stop at half of that

    # the package, before any reader sees it
    file_bytes: int = 20 * MIB  # seven times the largest honest one: photographs are pasted in
    entries: int = 1_000  # parts of a package
    unpacked_bytes: int = 200 * MIB  # all parts together, as declared and as counted
    part_bytes: int = 100 * MIB
    ratio: int = 100  # unpacked to packed, of a part other than a picture ...
    ratio_from: int = 100 * KIB  # ... that is at least this large
    sheets: int = 100

    # the contents
    rows: int = 500_000  # row tags of a workbook, empty ones included
    filled_rows: int = 100_000  # rows of a workbook that hold a value
    cells: int = 1_000_000  # cell tags of a workbook, blank formatted ones included
    values: int = 200_000  # cells of a workbook that hold a value
    text: int = 64_000_000  # characters handed on; one long text can be used by many cells
    area: int = 2_000_000  # rows times columns of a sheet that calamine is given: it allocates all of it
    merged: int = 2_000_000  # cells under merged ranges, within the used part of the sheets
    grid_rows: int = 10_000  # what lies below or to the right of the grid is noted, not handed on
    grid_columns: int = 100
    notes: int = 200  # of one kind on one sheet; the last one says how many more there are
    comments: int = 5_000  # likewise, where the words stand nowhere else: comments, text boxes, struck-through text

    # the reading
    seconds: float = 60  # by the clock, for one file and one reader
    cpu_seconds: int = 20  # where the system can tell
    memory: int = 1_536 * MIB  # address space of a worker, where the system can tell
    retire_at: int = (
        384 * MIB
    )  # a worker that still holds this much after a file is replaced, where the system can tell
    reply_bytes: int = 256 * MIB


# Settings that are not called and counted as here: what they set, and how much one of them is.
SETTINGS: Mapping[str, tuple[str, int]] = {
    "file_mb": ("file_bytes", MIB),
    "letter_mb": ("letter_bytes", MIB),
    "parts": ("entries", 1),
    "unpacked_mb": ("unpacked_bytes", MIB),
    "part_mb": ("part_bytes", MIB),
    "text_million": ("text", 1_000_000),
    "memory_mb": ("memory", MIB),
}


def limits_of(settings: Mapping[str, int]) -> Limits:
    """Give the limits that the definition sets.

    >>> limits_of({"file_mb": 50}).file_bytes
    52428800
    """
    translated = {name: SETTINGS.get(name, (name, 1)) for name in settings}
    return Limits(**{field: settings[name] * unit for name, (field, unit) in translated.items()})
