"""A sheet's notes and new ones in, all of them out: the unit's own kept word by word, ours from before replaced.

A cell has one note at most, so ours stands under the unit's own where there is one. A cell with a threaded comment is
left alone: its note is only that comment's shadow, and Excel writes it. Where a note's box stands is told in `boxes`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from html import unescape

from exceltools.answers import NOTE, TITLE, foreign_lines
from exceltools.feedback.markup import Element, Markup, prefixed
from exceltools.feedback.page import in_xml
from exceltools.safe_text import quoted

EMPTY = "<authors/><commentList/>"
_THREAD = "tc="  # how Excel begins the author's name of a threaded comment's shadow
_FONT = '<sz val="9"/><color indexed="81"/><rFont val="Tahoma"/><family val="2"/>'
_MOST = 2_000  # characters of a note of ours: more nobody reads in a box


class Notes:
    """The comments part of a sheet.

    Raises:
        MarkupError: it cannot be edited.
    """

    def __init__(self, part: bytes) -> None:
        self._markup = Markup(part)
        root = self._markup.root
        self._authors = self._markup.child(root, "authors")
        self._list = self._markup.child(root, "commentList")
        names = self._markup.children(self._authors) if self._authors else ()
        self._names = [unescape(self._markup.within(name)) for name in names]
        there = self._markup.children(self._list) if self._list else ()
        self._there = {one.get("ref") or "": one for one in there}

    def write(self, wanted: Mapping[str, Sequence[str]], known: Collection[str]) -> set[str]:
        """Put the notes in.

        Args:
            wanted: cell -> the lines of its note.
            known: lines that we wrote in an earlier round, as far as that is known. Others that stand under our heading
                are the unit's, and are kept.

        Returns:
            The cells that have no note any more.
        """
        gone = set()
        for cell, comment in self._there.items():
            if not self._is_thread(comment) and not self._write(comment, wanted.get(cell, ()), known):
                self._markup.replace(comment)
                gone.add(cell)
        self._add({cell: lines for cell, lines in wanted.items() if cell not in self._there})
        return gone

    def texts(self) -> dict[str, str]:
        """Give the text of each note, as it was before anything was put in."""
        return {cell: self._text(comment) for cell, comment in self._there.items()}

    def bytes(self) -> bytes:
        """Give the part with its new notes."""
        return self._markup.bytes()

    def _write(self, comment: Element, lines: Sequence[str], known: Collection[str]) -> bool:
        """Bring a note that is there up to date; tell whether anything is left of it."""
        text = self._text(comment)
        before, ours, after = text.partition(NOTE)
        if not ours and not lines:
            return True
        theirs = self._runs(comment, len(before.rstrip()) if ours else len(before))
        if written := "\n".join(foreign_lines(after, known)):
            theirs += self._run(f"\n{written}" if theirs else written)
        place = self._markup.child(comment, "text")
        if place and (theirs or lines):
            runs = theirs + self._our_runs(lines, "\n" if theirs else "")
            self._markup.replace(place, f"<{place.name}>{runs}</{place.name}>")
        return bool(theirs or lines)

    def _add(self, wanted: Mapping[str, Sequence[str]]) -> None:
        if not wanted:
            return
        prefix, number = self._markup.prefix, self._author()
        comments = "".join(
            f'<{prefix}comment ref="{cell}" authorId="{number}" shapeId="0">'
            f"<{prefix}text>{self._our_runs(lines, '')}</{prefix}text></{prefix}comment>"
            for cell, lines in wanted.items()
        )
        if self._list:
            self._markup.append(self._list, comments)
        else:
            self._markup.append(self._markup.root, f"<{prefix}commentList>{comments}</{prefix}commentList>")

    def _author(self) -> int:
        """Give our number among the authors; we are added where we have not written before."""
        if TITLE in self._names:
            return self._names.index(TITLE)
        author = prefixed(f"<author>{TITLE}</author>", self._markup.prefix)
        if self._authors:
            self._markup.append(self._authors, author)
        else:
            prefix = self._markup.prefix
            self._markup.insert(self._markup.root.inner, f"<{prefix}authors>{author}</{prefix}authors>")
        return len(self._names)

    def _is_thread(self, comment: Element) -> bool:
        number = comment.get("authorId") or ""
        return number.isdecimal() and int(number) < len(self._names) and self._names[int(number)].startswith(_THREAD)

    def _text(self, comment: Element) -> str:
        return "".join(unescape(self._markup.within(one)) for _, one in self._pieces(comment))

    def _pieces(self, comment: Element) -> Iterator[tuple[Element, Element]]:
        """Give a note's pieces of text, each with the run that it stands in (or itself)."""
        text = self._markup.child(comment, "text")
        for one in self._markup.children(text) if text else ():
            if one.local == "t":
                yield one, one
            elif one.local == "r" and (inside := self._markup.child(one, "t")):
                yield one, inside

    def _runs(self, comment: Element, length: int) -> str:
        """Give the runs of the first characters of a note, as they are written."""
        runs = []
        for run, inside in self._pieces(comment):
            if length <= 0:
                break
            text = unescape(self._markup.within(inside))
            look = self._markup.child(run, "rPr") if run is not inside else None
            if len(text) > length:
                runs.append(self._run(text[:length], self._markup.written(look) if look else ""))
            elif run is inside:
                runs.append(f"<{self._markup.prefix}r>{self._markup.written(run)}</{self._markup.prefix}r>")
            else:
                runs.append(self._markup.written(run))
            length -= len(text)
        return "".join(runs)

    def _our_runs(self, lines: Sequence[str], start: str) -> str:
        if not lines:
            return ""
        text = quoted("\n".join(lines), _MOST)
        heading, plain = (prefixed(f"<rPr>{bold}{_FONT}</rPr>", self._markup.prefix) for bold in ("<b/>", ""))
        return self._run(f"{start}{NOTE}\n", heading) + self._run(text, plain)

    def _run(self, text: str, properties: str = "") -> str:
        prefix = self._markup.prefix
        return f'<{prefix}r>{properties}<{prefix}t xml:space="preserve">{in_xml(text)}</{prefix}t></{prefix}r>'
