"""A definition in, one workbook a unit out, ready to be filled in.

Each workbook says whose it is and which template it came from in four places, so that one of them survives whatever
happens to the file: document properties, defined names, a hidden sheet, and text that a person can read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName

from exceltools.definition import Definition, Unit
from exceltools.errors import DefinitionError, OutputError, UsageError
from exceltools.raw import IDENTITY_NAMES, IDENTITY_SHEET
from exceltools.template_cells import add_looks, put
from exceltools.template_check import add_check, workings
from exceltools.template_guide import add_guide
from exceltools.template_keys import key_tables
from exceltools.template_limits import check_limits
from exceltools.template_lists import add_lists, value_lists
from exceltools.template_names import PLAN_SHEET
from exceltools.template_package import package, untouched
from exceltools.template_plan import add_plan
from exceltools.template_self_check import add_self_check

_NOT_IN_FILE_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')


def write_templates(definition: Definition, folder: Path, units: Sequence[str] | None = None) -> list[Path]:
    """Write a template workbook for each unit.

    Args:
        definition: what the city asks.
        folder: where the workbooks go; made where it does not exist.
        units: ids of the units to write for; None: all of them.

    Returns:
        The workbooks' paths, in the definition's order. A workbook that stands there already is replaced only where
        nobody has saved it since it was made.

    Raises:
        UsageError: for a unit that the definition does not have.
        DefinitionError: for a definition that Excel cannot hold.
        OutputError: for a workbook that somebody has worked in, or that cannot be written; none is written then.
    """
    chosen = _chosen(definition, units)
    design = Design(definition)
    made = {folder / file_name(unit): design.workbook(unit) for unit in chosen}
    if len({path.name.casefold() for path in made}) < len(chosen):
        raise DefinitionError("Två enheter får samma filnamn. Ge dem olika namn i definitionen.")
    worked_in = [path.name for path, content in made.items() if not _replaceable(path, content)]
    if worked_in:
        raise OutputError(
            f"Någon har arbetat i {_named(worked_in)}, och ingen mall skrivs över det. "
            "Flytta det som finns i mappen eller välj en annan mapp."
        )
    for path, content in made.items():
        _write(path, content)
    return list(made)


def template_bytes(definition: Definition, unit: Unit) -> bytes:
    """Give a unit's template workbook; the same definition gives the same bytes.

    Raises:
        DefinitionError: for a definition that Excel cannot hold.
    """
    return Design(definition).workbook(unit)


class Design:
    """What the templates of all units have in common, worked out once."""

    def __init__(self, definition: Definition) -> None:
        """Work it out.

        Raises:
            DefinitionError: for a definition that Excel cannot hold.
        """
        check_limits(definition)
        self._definition = definition
        self._lists = value_lists(definition)
        self._tables = key_tables(definition)
        self._workings = workings(definition, self._tables)

    def workbook(self, unit: Unit) -> bytes:
        """Give a unit's workbook."""
        book = Workbook()
        book.remove(book.active)
        add_looks(book)
        add_guide(book, self._definition, unit)
        plan = add_plan(book, self._definition, unit)
        add_self_check(book, self._definition, unit)
        add_lists(book, self._lists, self._tables)
        add_check(book, self._workings)
        _identify(book, self._definition, unit)
        _describe(book, self._definition, unit)
        book.active = book.index(plan)
        return package(book, self._definition.plan.start)


def file_name(unit: Unit) -> str:
    r"""Give the name of a unit's workbook, free of what Windows does not allow.

    >>> file_name(Unit(id="norr", name="Norr/Söder: City", kind="district"))
    'Handlingsplan Norr Söder City.xlsx'
    """
    name = " ".join(_NOT_IN_FILE_NAMES.sub(" ", unit.name).split())[:120].strip(". ")
    return f"{PLAN_SHEET} {name or unit.id}.xlsx"


def _chosen(definition: Definition, units: Sequence[str] | None) -> list[Unit]:
    known = {unit.id for unit in definition.units}
    for unit_id in units or ():
        if unit_id not in known:
            raise UsageError(f"Enheten ”{unit_id}” finns inte i definitionen. Där finns: {', '.join(sorted(known))}.")
    return [unit for unit in definition.units if units is None or unit.id in units]


def _identify(book: Workbook, definition: Definition, unit: Unit) -> None:
    """Write identity into properties, names and the hidden sheet; the visible text is the sheets' own."""
    sheet = book.create_sheet(IDENTITY_SHEET)
    values = (unit.id, definition.id, definition.version)
    for row, (name, value) in enumerate(zip(IDENTITY_NAMES, values, strict=True), 1):
        put(sheet, row, 1, name)
        put(sheet, row, 2, value)
        book.defined_names[name] = DefinedName(name, attr_text=f'"{value}"')
        book.custom_doc_props.append(StringProperty(name=name, value=value))
    sheet.sheet_state = "veryHidden"


def _describe(book: Workbook, definition: Definition, unit: Unit) -> None:
    book.properties.title = f"{definition.title} – {unit.name}"
    book.properties.creator = definition.organisation
    book.properties.language = definition.language
    book.properties.lastModifiedBy = definition.organisation


def _replaceable(path: Path, content: bytes) -> bool:
    try:
        standing = path.read_bytes()
    except FileNotFoundError:
        return True
    except OSError as error:
        raise OutputError(f"Det går inte att skriva {path.name} i {path.parent}. Välj en annan mapp.") from error
    return standing == content or untouched(standing)


def _write(path: Path, content: bytes) -> None:
    """Write beside the target and rename, so that there is never half a workbook."""
    beside = path.with_name(f".{path.name}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
        beside.replace(path)
    except PermissionError as error:
        beside.unlink(missing_ok=True)
        raise OutputError(f"{path.name} kan inte skrivas. Är den öppen i Excel? Stäng den och försök igen.") from error
    except OSError as error:
        raise OutputError(f"Det går inte att skriva {path.name} i {path.parent}. Välj en annan mapp.") from error


def _named(names: list[str]) -> str:
    shown = names[:3]
    more = len(names) - len(shown)
    return ", ".join(shown) + (f" och {more} till" if more else "")
