"""A workbook that this tool has written in, the same workbook without our mark out.

The mark keeps it from being taken for a return when it lies among them; here it is read on purpose.
"""

from __future__ import annotations

import io
from dataclasses import replace
from functools import partial
from zipfile import ZipFile

from exceltools.reading.candidates import Candidate
from exceltools.reading.raw import OUTPUT_PROPERTY


def unmarked(candidate: Candidate) -> Candidate:
    """Give the candidate to be read without the mark; it has been read with it, and is no damaged file."""
    return replace(candidate, opener=partial(_without_mark, candidate))


def _without_mark(candidate: Candidate) -> bytes:
    copy = io.BytesIO()
    with ZipFile(io.BytesIO(candidate.read())) as source, ZipFile(copy, "w") as target:
        for part in source.infolist():
            target.writestr(part, source.read(part).replace(OUTPUT_PROPERTY.encode(), b"earlier"))
    return copy.getvalue()
