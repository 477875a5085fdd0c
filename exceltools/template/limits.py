"""A definition in, every fault that Excel would make of it out: texts too long, names that clash.

The definition itself has been checked for what is wrong anywhere (odd characters, two things of one name, prompts that
are too long). Here stands what only a workbook with dropdowns, a table and formulas minds; openpyxl checks none of it,
and Excel answers with a workbook that it wants to repair.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from exceltools.definition import Definition
from exceltools.errors import DefinitionError
from exceltools.layout import OWN_HEADERS
from exceltools.template.formulas import MOST_SIGNS, signs_in
from exceltools.template.keys import names_of
from exceltools.template.lists import areas_formula
from exceltools.text import units_in_excel

TITLE = 32  # characters of a prompt's title
FORMULA = 255  # of a dropdown
LOOKED_UP = 240  # of a name that formulas look up; Excel itself stops at 255

_LIKE_A_CELL = re.compile(r"^([a-z]{1,3}[0-9]+|r[0-9]*c[0-9]*|[rc])$", re.IGNORECASE)
_WILDCARDS = re.compile(r"[~*]")


def check_limits(definition: Definition) -> None:
    """Check that the definition fits into an Excel workbook.

    Raises:
        DefinitionError: with every fault, a line each.
    """
    faults = list(dict.fromkeys(_faults(definition)))
    if faults:
        raise DefinitionError("Mallen kan inte skapas ur definitionen:\n" + "\n".join(f"– {fault}" for fault in faults))


def like_a_cell(name: str) -> bool:
    """Tell whether Excel would take a defined name for a cell.

    >>> like_a_cell("T1"), like_a_cell("R1C1"), like_a_cell("omr_1")
    (True, True, False)
    """
    return _LIKE_A_CELL.match(name) is not None


def _faults(definition: Definition) -> Iterator[str]:
    for column in definition.columns:
        yield from _too_long(f"Rubriken ”{column.header}”", column.header, TITLE)
    yield from _headers_alike(definition)
    for point in definition.utgangspunkter:
        for name in (point.name, *(area.name for area in point.omraden)):
            yield from _too_long(f"Namnet ”{name[:40]}…”", name, LOOKED_UP)
        if _WILDCARDS.search(point.name):
            yield f"Utgångspunkten ”{point.name}” innehåller ~ eller *, som Excel läser som joker. Byt tecken."
    headers = [name for column in definition.columns for name in (column.header, *column.aliases)]
    for what, signs in (("Namnen", signs_in(names_of(definition))), ("Rubrikerna", signs_in(headers))):
        if len(signs) > MOST_SIGNS:
            yield f"{what} innehåller för många olika tecken ({' '.join(signs)}). Skriv dem med enklare tecken."
    if units_in_excel(areas_formula(definition)) > FORMULA:
        yield f"{len(definition.utgangspunkter)} utgångspunkter är fler än Excels listor klarar. Slå ihop några."


def _headers_alike(definition: Definition) -> Iterator[str]:
    """Find headers that Excel would rename: a table's headers differ, and capitals do not count."""
    headers = [column.header for column in definition.columns]
    counted = Counter(header.casefold() for header in (*headers, *OWN_HEADERS))
    for header in headers:
        if counted[header.casefold()] > 1:
            own = "mallens egen kolumn" if header.casefold() in map(str.casefold, OWN_HEADERS) else "en annan kolumn"
            yield f"Rubriken ”{header}” har {own} också. Välj en annan rubrik."


def _too_long(what: str, text: str, most: int) -> Iterator[str]:
    length = units_in_excel(text)
    if length > most:
        yield f"{what} är {length} tecken lång, och Excel visar högst {most}. Korta texten."
