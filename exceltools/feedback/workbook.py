"""A returned workbook's bytes and what is to be said in, the same workbook with marks, notes and a feedback sheet out.

Only these parts differ: the workbook's list of sheets, its styles, the plan's sheet with its notes, the new sheet, and
the package's own lists of parts. The new sheet stands last, so that what counts sheets counts right.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from xml.parsers import expat

from exceltools.answers import TITLE
from exceltools.definition import Severity
from exceltools.feedback import boxes, marks, notes, page
from exceltools.feedback.looks import BARE, LOOKS, Styles
from exceltools.feedback.markup import Element, Markup, MarkupError, declared
from exceltools.feedback.page import Page
from exceltools.feedback.parts import Parts
from exceltools.reading.package import Book, SheetEntry, book
from exceltools.reading.wire import Failure

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_NOTES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_BOXES_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"


class UnchangeableError(Exception):
    """The workbook cannot be changed in this way; it is left as it is."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """What is to be said in a workbook."""

    sheet: str  # the plan's sheet
    page: Page
    marked: Mapping[Severity, Sequence[str]]  # cells of the plan's sheet
    notes: Mapping[str, Sequence[str]]  # cell -> lines
    earlier: Collection[str] = ()  # names of the feedback sheets of earlier rounds
    known: Collection[str] = ()  # lines that were written in notes then


def with_feedback(data: bytes, feedback: Feedback) -> bytes:
    """Give the workbook with the feedback in it.

    Args:
        data: an .xlsx or .xlsm that has been read.
        feedback: what is to be said.

    Raises:
        UnchangeableError: it is written in a way that cannot be changed without harm.
    """
    try:
        change = _Change(Parts(data))
        change.make(feedback)
        for name, part in change.parts.changed():
            if not name.casefold().endswith(".vml"):
                expat.ParserCreate().Parse(part, True)
        return change.parts.bytes()
    except (MarkupError, Failure, expat.ExpatError, ValueError, KeyError) as fault:
        raise UnchangeableError from fault


class _Change:
    """The changes in one workbook."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        package = parts.package
        self._main = next(
            (part for kind, part in package.related().values() if kind == "officeDocument"), "/xl/workbook.xml"
        )
        self._folder = self._main.rpartition("/")[0]
        self._book: Book = book(package)
        self._workbook = Markup(parts.part(self._main))
        self._strict = any(value == _STRICT for _, value, *_ in self._workbook.root.attributes)
        self._namespace = _STRICT if self._strict else _MAIN
        self._relations = _STRICT_RELATIONS if self._strict else _RELATIONS

    def make(self, feedback: Feedback) -> None:
        if any(kind == "revisionHeaders" for kind, _ in self.parts.package.related(self._main).values()):
            raise UnchangeableError  # a shared workbook logs every sheet that is added
        plan = next(sheet for sheet in self._book.sheets if sheet.name == feedback.sheet)
        ours = next((sheet for sheet in self._book.sheets if sheet.name in feedback.earlier), None)
        styles, looks, formats = self._styled()
        sheet = Markup(self.parts.part(plan.part))
        self._annotate(plan, sheet, feedback)
        marks.mark(sheet, feedback.marked, formats)
        selected = self._show_first(plan, ours, sheet)
        self.parts.put(plan.part, sheet.bytes())
        if ours:
            beside = self._beside(ours)
            self.parts.put(
                ours.part, page.sheet(feedback.page, looks, self._namespace, selected=selected, beside=beside)
            )
            self._unhide(ours)
        else:
            self._add_sheet(page.sheet(feedback.page, looks, self._namespace, selected=selected))
        self.parts.put(styles[0], styles[1].bytes())
        if self._workbook.bytes() != self.parts.part(self._main):
            self.parts.put(self._main, self._workbook.bytes())

    def _styled(self) -> tuple[tuple[str, Styles], dict[str, int], dict[Severity, int]]:
        """Give the styles part with our looks in it, and their numbers."""
        name = self._book.styles
        if name is None:
            bare = declared(self._namespace, "styleSheet", BARE)
            name = self.parts.add(f"{self._folder}/styles.xml", bare, _STYLES_TYPE)
            self.parts.relate(self._main, name, f"{self._relations}/styles")
        styles = Styles(self.parts.part(name))
        looks = {look: styles.look(said) for look, said in LOOKS.items()}
        return (name, styles), looks, {severity: styles.mark(severity) for severity in ("error", "warning")}

    def _annotate(self, plan: SheetEntry, sheet: Markup, feedback: Feedback) -> None:
        """Put the notes in, and their boxes."""
        related = self.parts.package.related(plan.part)
        name = next((part for kind, part in related.values() if kind == "comments"), None)
        if name is None and not feedback.notes:
            return
        found = notes.Notes(self.parts.part(name) if name else declared(self._namespace, "comments", notes.EMPTY))
        gone = found.write(feedback.notes, feedback.known)
        if name:
            self._put_if_changed(name, found.bytes())
        else:
            name = self.parts.add(f"{self._folder}/comments#.xml", found.bytes(), _NOTES_TYPE)
            self.parts.relate(plan.part, name, f"{self._relations}/comments")
        texts = found.texts() | {cell: "\n".join(lines) for cell, lines in feedback.notes.items()}
        self._draw(plan, sheet, {cell: text for cell, text in texts.items() if cell not in gone}, gone)

    def _draw(self, plan: SheetEntry, sheet: Markup, texts: Mapping[str, str], gone: Collection[str]) -> None:
        related = self.parts.package.related(plan.part)
        drawing = sheet.child(sheet.root, "legacyDrawing")
        if drawing:
            name = related[_relation(drawing)][1]
            self._put_if_changed(name, boxes.with_boxes(self.parts.part(name), texts, gone, boxes.grid(sheet)))
            return
        content = boxes.with_boxes(boxes.EMPTY, texts, gone, boxes.grid(sheet))
        name = self.parts.add(f"{self._folder}/drawings/vmlDrawing#.vml", content, _BOXES_TYPE)
        relation = self.parts.relate(plan.part, name, f"{self._relations}/vmlDrawing")
        element = f"<{sheet.prefix}legacyDrawing{self._reference(sheet, relation)}/>"
        sheet.insert_in_order(sheet.root, marks.ORDER, "legacyDrawing", element)

    def _add_sheet(self, content: bytes) -> None:
        name = self.parts.add(f"{self._folder}/worksheets/sheet#.xml", content, _SHEET_TYPE)
        relation = self.parts.relate(self._main, name, f"{self._relations}/worksheet")
        sheets = self._workbook.child(self._workbook.root, "sheets")
        if sheets is None:
            raise MarkupError
        number = 1 + max(int(sheet.get("sheetId") or 0) for sheet in self._workbook.children(sheets))
        self._workbook.append(
            sheets,
            f'<{self._workbook.prefix}sheet name="{escape(self._free_title())}" sheetId="{number}"'
            f"{self._reference(self._workbook, relation)}/>",
        )

    def _beside(self, ours: SheetEntry) -> str:
        """Give what refers to the notes and drawings that the unit has put on our sheet."""
        before = Markup(self.parts.part(ours.part))
        return "".join(
            f'<{one.local} xmlns:r="{self._relations}" r:id="{_relation(one)}"/>'
            for one in before.children(before.root)
            if one.local in ("drawing", "legacyDrawing")
        )

    def _unhide(self, ours: SheetEntry) -> None:
        sheets = self._workbook.child(self._workbook.root, "sheets")
        for sheet in self._workbook.children(sheets) if sheets else ():
            if sheet.get("name") == ours.name:
                self._workbook.unset(sheet, "state")

    def _free_title(self) -> str:
        taken = {sheet.name.casefold() for sheet in self._book.sheets}
        titles = (TITLE, *(f"{TITLE} ({number})" for number in range(2, len(taken) + 3)))
        return next(title for title in titles if title.casefold() not in taken)

    def _show_first(self, plan: SheetEntry, ours: SheetEntry | None, sheet: Markup) -> bool:
        """Let the feedback be what is seen first where the plan was; tell whether it is.

        Where another sheet was shown, that one stays: two chosen sheets would both be written in.
        """
        views = self._workbook.child(self._workbook.root, "bookViews")
        found = list(self._workbook.children(views)) if views else []
        if len(found) != 1:
            return False
        active = int(found[0].get("activeTab") or 0)
        position = self._book.sheets.index(ours) if ours else len(self._book.sheets)
        if self._book.sheets[active : active + 1] == (plan,):
            self._workbook.set(found[0], "activeTab", str(position))
            shown = sheet.child(sheet.root, "sheetViews")
            for view in sheet.children(shown) if shown else ():
                sheet.unset(view, "tabSelected")
            return True
        return active == position

    def _put_if_changed(self, name: str, content: bytes) -> None:
        if content != self.parts.part(name):
            self.parts.put(name, content)

    def _reference(self, markup: Markup, relation: str) -> str:
        """Write an attribute that refers to a relation."""
        prefix = markup.namespace_prefix((_RELATIONS, _STRICT_RELATIONS))
        return f' {prefix}id="{relation}"' if prefix else f' xmlns:r="{self._relations}" r:id="{relation}"'


def _relation(element: Element) -> str:
    return next((value for name, value, *_ in element.attributes if name.rpartition(":")[2] == "id"), "")
