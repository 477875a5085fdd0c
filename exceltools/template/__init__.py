"""A definition in, one workbook a unit out, ready to be filled in.

Each workbook says whose it is and which template it came from in four places, so that one of them survives whatever
happens to the file: document properties, defined names, a hidden sheet, and text that a person can read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName

from exceltools.atomic import must_be_writable, together, write_whole
from exceltools.definition import Definition, Unit
from exceltools.engine.registry import Registry, load
from exceltools.errors import OutputError
from exceltools.identity import unit_called
from exceltools.reading.raw import IDENTITY_NAMES, IDENTITY_SHEET
from exceltools.template.cells import Page
from exceltools.template.check import add_check, workings
from exceltools.template.earlier import Earlier, left_over
from exceltools.template.guide import add_guide
from exceltools.template.keys import key_tables
from exceltools.template.leftovers import add_leftovers
from exceltools.template.limits import check_limits
from exceltools.template.lists import add_lists, value_lists
from exceltools.template.looks import add_looks
from exceltools.template.names import PLAN_SHEET
from exceltools.template.package import FILLED_IN, package, untouched
from exceltools.template.plan import add_plan
from exceltools.template.rules import Demands
from exceltools.template.self_check import add_self_check
from exceltools.template.text import filled_in

_NOTHING: Mapping[str, Earlier] = MappingProxyType({})


def write_templates(
    definition: Definition,
    folder: Path,
    units: Sequence[str] | None = None,
    *,
    earlier: Mapping[str, Earlier] = _NOTHING,
    registry: Registry | None = None,
) -> list[Path]:
    """Write a template workbook for each unit.

    Args:
        definition: what the city asks.
        folder: where the workbooks go; made where it does not exist.
        units: ids or names of the units to write for; None: all of them.
        earlier: unit id -> what to fill in already.
        registry: the rules that the template goes by; None: those of the plugins that are installed.

    Returns:
        The workbooks' paths, in the definition's order. A workbook that stands there already is replaced only where
        nobody has saved it since it was made.

    Raises:
        UsageError: for a unit that the definition does not have.
        DefinitionError: for a definition that Excel cannot hold.
        OutputError: for a workbook that somebody has worked in, or that cannot be written; none is written then, as
            far as that can be known beforehand.
    """
    wanted = None if units is None else [unit_called(unit, definition) for unit in units]
    chosen = [unit for unit in definition.units if wanted is None or unit in wanted]
    design = Design(definition, registry)
    made = {folder / file_name(unit): design.workbook(unit, earlier.get(unit.id)) for unit in chosen}
    worked_in = [path.name for path, content in made.items() if not _replaceable(path, content)]
    if worked_in:
        raise OutputError(
            f"Någon har arbetat i {_named(worked_in)}, och ingen mall skrivs över det. "
            "Flytta det som finns i mappen eller välj en annan mapp."
        )
    for path in made:
        must_be_writable(path)
    with together():
        for path, content in made.items():
            write_whole(path, content)
    return list(made)


def template_bytes(definition: Definition, unit: Unit, earlier: Earlier | None = None) -> bytes:
    """Give a unit's template workbook, filled in with what it wrote earlier; the same input gives the same bytes.

    Raises:
        DefinitionError: for a definition that Excel cannot hold.
    """
    return Design(definition).workbook(unit, earlier)


class Design:
    """What the templates of all units have in common, worked out once."""

    def __init__(self, definition: Definition, registry: Registry | None = None) -> None:
        """Work it out.

        Raises:
            DefinitionError: for a definition that Excel cannot hold.
        """
        check_limits(definition)
        self._definition = definition
        self._demands = Demands(definition, registry or load())
        self._lists = value_lists(definition)
        self._tables = key_tables(self._demands)
        everything = {self._demands.asked(unit) for unit in definition.units}
        self._workings = {asked: workings(self._demands, self._tables, asked) for asked in everything}

    def workbook(self, unit: Unit, earlier: Earlier | None = None) -> bytes:
        """Give a unit's workbook, filled in with what it wrote earlier."""
        activities = earlier.activities if earlier else ()
        first = {"Redan ifylld": filled_in(earlier.source, len(activities))} if earlier else {}
        book = Workbook()
        book.remove(book.active)
        add_looks(book)
        pages = [
            add_guide(book, self._demands, unit, first),
            add_plan(book, self._demands, unit, activities),
            add_self_check(book, self._demands, unit),
        ]
        if earlier and (found := left_over(earlier)):
            add_leftovers(book, found, unit)
        add_lists(book, self._lists, self._tables)
        add_check(book, self._workings[self._demands.asked(unit)])
        _identify(book, self._definition, unit)
        _describe(book, self._definition, unit)
        book.active = book.index(book[PLAN_SHEET])
        if earlier:  # what the formulas show is known of an empty plan only
            return package(book, self._definition.plan.start, {}, FILLED_IN)
        return package(book, self._definition.plan.start, {page.sheet.title: page.shown for page in pages})


def file_name(unit: Unit) -> str:
    """Give the name of a unit's workbook; the definition sees to it that unit names can be in one.

    >>> file_name(Unit(id="spanga-tensta", name="Spånga-Tensta", kind="district"))
    'Handlingsplan Spånga-Tensta.xlsx'
    """
    return f"{PLAN_SHEET} {unit.name}.xlsx"


def _identify(book: Workbook, definition: Definition, unit: Unit) -> None:
    """Write identity into properties, names and the hidden sheet; the visible text is the sheets' own."""
    page = Page(book, IDENTITY_SHEET)
    values = (unit.id, definition.id, definition.version)
    for row, (name, value) in enumerate(zip(IDENTITY_NAMES, values, strict=True), 1):
        page.put(row, 1, name)
        page.put(row, 2, value)
        book.defined_names[name] = DefinedName(name, attr_text=f'"{value}"')
        book.custom_doc_props.append(StringProperty(name=name, value=value))
    page.sheet.sheet_state = "veryHidden"


def _describe(book: Workbook, definition: Definition, unit: Unit) -> None:
    book.properties.title = f"{definition.title} – {unit.name}"
    book.properties.creator = definition.organisation
    book.properties.language = definition.language
    book.properties.lastModifiedBy = definition.organisation


def _replaceable(path: Path, content: bytes) -> bool:
    try:
        standing = path.read_bytes()
    except OSError:  # not there; anything worse comes out when it is written
        return True
    return standing == content or untouched(standing)


def _named(names: list[str]) -> str:
    shown = names[:3]
    more = len(names) - len(shown)
    return ", ".join(shown) + (f" och {more} till" if more else "")
