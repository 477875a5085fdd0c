"""A sheet's relations in, what people wrote beside its cells out: notes, threaded comments, text boxes.

No reader of values gives them, and nobody sees them once a plan has been merged. Only packages that have such parts
pay for looking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal
from xml.etree import ElementTree as ET

from exceltools.cell_names import column_number
from exceltools.reading.limits import Limits
from exceltools.reading.package import Package, every, local, parsed
from exceltools.reading.raw import Place
from exceltools.reading.wire import Failure, limits_met

# Words in the names of the parts that hold what is read here; a package without them is not looked into.
TRACES = ("comment", "drawing")

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})\b", re.ASCII)
_IN_THREAD = "tc="  # how the note begins that Excel keeps of a thread, for programs that know no threads


@dataclass(frozen=True, slots=True)
class Annotation:
    """What somebody wrote beside a cell."""

    kind: Literal["comment", "text-box", "comments-unread"]
    place: Place | None
    text: str = ""
    who: str = ""


def read(package: Package, sheet: str, persons: Mapping[str, str], limits: Limits) -> list[Annotation]:
    """Read what is written beside the cells of a sheet; what cannot be read costs nothing but itself.

    Args:
        package: the workbook's.
        sheet: name of the sheet's part.
        persons: names of those who write in threads, by their id.
        limits: of text.

    Raises:
        Failure: "too-much".
    """
    found: list[Annotation] = []
    threads: list[Annotation] = []
    try:
        for kind, part in sorted(package.related(sheet).values()):
            data = package.part(part)
            if data is None or (kind not in _READERS and kind != "threadedComment"):
                continue
            limits_met("text", len(data), limits.text)
            tree = parsed(data)
            if kind == "threadedComment":
                threads += _threads(tree, persons)
            else:
                found += _READERS[kind](tree)
    except Failure as failure:
        if failure.name == "too-much":
            raise
        found.append(Annotation("comments-unread", None))
    in_thread = {one.place for one in threads}
    notes = [one for one in found if not (one.who.startswith(_IN_THREAD) and one.place in in_thread)]
    return sorted([*notes, *threads], key=lambda one: one.place or (0, 0))


def persons(package: Package) -> dict[str, str]:
    """Give the names of those who write in threads, by their id."""
    people: dict[str, str] = {}
    for part in package.names("/persons/"):
        try:
            tree = package.tree(part)
        except Failure:
            continue  # a thread without names is better than none
        for person in tree if tree is not None else ():
            people[person.get("id", "").casefold()] = person.get("displayName", "")
    return people


def _notes(tree: ET.Element) -> Iterator[Annotation]:
    authors = [author.text or "" for author in every(tree, "author")]
    for note in every(tree, "comment"):
        number = note.get("authorId", "")
        who = authors[int(number)] if number.isdecimal() and int(number) < len(authors) else ""
        text = _text(note).strip()
        yield Annotation("comment", _place(note.get("ref")), text.removeprefix(f"{who}:").strip(), who.strip())


def _threads(tree: ET.Element, persons: Mapping[str, str]) -> Iterator[Annotation]:
    for comment in every(tree, "threadedComment"):
        who = persons.get(comment.get("personId", "").casefold(), "")
        text = "".join(_text(part) for part in comment if local(part.tag) == "text")
        yield Annotation("comment", _place(comment.get("ref")), text.strip(), who)


def _text_boxes(tree: ET.Element) -> Iterator[Annotation]:
    for anchor in tree:
        lines = ["".join(_runs(paragraph)) for body in every(anchor, "txBody") for paragraph in every(body, "p")]
        text = "\n".join(lines).strip()
        if text:
            yield Annotation("text-box", _corner(anchor), text)


_READERS = {"comments": _notes, "drawing": _text_boxes}


def _corner(anchor: ET.Element) -> Place | None:
    """Give the cell under the upper left corner; rows and columns are counted from 0 there."""
    corner = next(every(anchor, "from"), None)
    numbers = {} if corner is None else {local(part.tag): (part.text or "").strip() for part in corner}
    row, column = numbers.get("row", ""), numbers.get("col", "")
    return (int(row) + 1, int(column) + 1) if row.isdecimal() and column.isdecimal() else None


def _runs(paragraph: ET.Element) -> Iterator[str]:
    for part in paragraph.iter():
        if local(part.tag) == "t":
            yield part.text or ""
        elif local(part.tag) == "br":
            yield "\n"


def _text(element: ET.Element) -> str:
    """Give the text of an element; how Japanese words are pronounced is not part of it."""
    if local(element.tag) == "rPh":
        return ""
    return (element.text or "" if local(element.tag) in ("t", "text") else "") + "".join(map(_text, element))


def _place(reference: str | None) -> Place | None:
    match = _REFERENCE.match(reference or "")
    return (int(match[2]), column_number(match[1])) if match else None
