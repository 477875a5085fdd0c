"""The numbers of issues in, a small table on `Översikt` out: how many units have how much left to do.

For rounds of so many units that a column each could not be told apart.
"""

from __future__ import annotations

from exceltools.consolidated.book import Sheet
from exceltools.consolidated.contents import Contents

LOAD_AT = 8  # the column that says how many issues; the one after it says how many units
# From how many errors and warnings on, and in words.
STEPS = ((0, "inga"), (1, "1–2"), (3, "3–5"), (6, "6–10"), (11, "11 eller fler"))


def write(sheet: Sheet, top: int, contents: Contents) -> int:
    """Write the table; give the next row."""
    sheet.put(top, LOAD_AT, "Fel och varningar", "header")
    sheet.put(top, LOAD_AT + 1, "Antal enheter", "header")
    for row, (word, number) in enumerate(loads(contents), top + 1):
        sheet.put(row, LOAD_AT, word, "line")
        sheet.put(row, LOAD_AT + 1, number, "number")
    return top + 1 + len(STEPS)


def loads(contents: Contents) -> list[tuple[str, int]]:
    """Count the units in each step."""
    numbers = [contents.counts[unit.id, "error"] + contents.counts[unit.id, "warning"] for unit in contents.units]
    ends = [first for first, _ in STEPS[1:]]
    return [
        (word, sum(first <= number and (end is None or number < end) for number in numbers))
        for (first, word), end in zip(STEPS, [*ends, None], strict=True)
    ]
