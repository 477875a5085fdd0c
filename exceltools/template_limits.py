"""A definition in, every fault that Excel would make of it out: texts too long, names that clash, odd characters.

openpyxl checks none of this; Excel answers with a workbook that it wants to repair.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from exceltools.definition import Definition
from exceltools.errors import DefinitionError
from exceltools.template_lists import areas_formula, texts, value_lists
from exceltools.template_text import HEADER_ERROR, HEADER_TITLE, alert

PROMPT = 255
ALERT = 224
TITLE = 32
FORMULA = 255  # of a dropdown
LOOKED_UP = 240  # characters of a name that formulas look up; Excel itself stops at 255

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
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


def units_in_excel(text: str) -> int:
    """Count a text's characters as Excel does, in UTF-16.

    >>> units_in_excel("Å😀")
    3
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def like_a_cell(name: str) -> bool:
    """Tell whether Excel would take a defined name for a cell.

    >>> like_a_cell("T1"), like_a_cell("R1C1"), like_a_cell("omr_1")
    (True, True, False)
    """
    return _LIKE_A_CELL.match(name) is not None


def _faults(definition: Definition) -> Iterator[str]:
    yield from _odd_characters(definition)
    yield from _column_faults(definition)
    yield from _list_faults(definition)


def _odd_characters(definition: Definition) -> Iterator[str]:
    columns = ((f"Kolumnen {column.id}", column.header + column.question) for column in definition.columns)
    units = ((f"Enheten {unit.id}", unit.name) for unit in definition.units)
    points = ((f"Utgångspunkten {point.id}", point.explanation) for point in definition.utgangspunkter)
    areas = ((f"Området {area.id}", area.explanation) for point in definition.utgangspunkter for area in point.omraden)
    lists = (("Ett namn i en lista", text) for text in texts(definition))
    frame = [("Titeln", definition.title), ("Organisationen", definition.organisation)]
    delivery = [("Uppgiften om inlämning", definition.delivery.to + definition.delivery.by)]
    for where, text in (*frame, *delivery, *columns, *units, *points, *areas, *lists):
        if _NOT_IN_XML.search(text):
            yield f"{where} innehåller ett osynligt tecken som inte kan stå i Excel. Skriv om texten."


def _column_faults(definition: Definition) -> Iterator[str]:
    for column in definition.columns:
        yield from _too_long(f"Rubriken ”{column.header}”", column.header, TITLE)
        yield from _too_long(f"Frågan till ”{column.header}”", column.question, PROMPT)
        said = alert(column)
        if said is not None:
            yield from _too_long(f"Rutans rubrik ”{said.title}”", said.title, TITLE)
            yield from _too_long(f"Rutans text ”{said.text}”", said.text, ALERT)
    yield from _too_long(f"Rutans rubrik ”{HEADER_TITLE}”", HEADER_TITLE, TITLE)
    yield from _too_long(f"Rutans text ”{HEADER_ERROR}”", HEADER_ERROR, ALERT)


def _list_faults(definition: Definition) -> Iterator[str]:
    for values in value_lists(definition):
        if like_a_cell(values.name):
            yield f"Listans namn {values.name} ser ut som en cell."
        for text, count in Counter(value.casefold() for value in values.values).items():
            if count > 1:
                yield f"”{text}” står {count} gånger i samma lista. Ge dem olika namn."
        for text in values.values:
            yield from _too_long(f"Namnet ”{text[:40]}…”", text, LOOKED_UP)
    for point in definition.utgangspunkter:
        if _WILDCARDS.search(point.name):
            yield f"Utgångspunkten ”{point.name}” innehåller ~ eller *, som Excel läser som joker. Byt tecken."
    if units_in_excel(areas_formula(definition)) > FORMULA:
        yield f"{len(definition.utgangspunkter)} utgångspunkter är fler än Excels listor klarar. Slå ihop några."


def _too_long(what: str, text: str, most: int) -> Iterator[str]:
    length = units_in_excel(text)
    if length > most:
        yield f"{what} är {length} tecken långt, och Excel visar högst {most}. Korta texten."
