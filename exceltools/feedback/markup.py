"""An XML part's bytes in, the same bytes with pieces put in, changed or taken out, out.

What is not touched stays as it was written: prefixes, quotes, comments, order of attributes, encoding. That is what
serialising a parsed tree cannot do, and what a workbook's extensions depend on. The preflight has refused every
document type before, so that tags can be told apart by one expression.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape, unescape
from typing import Never

_TAG = re.compile(r"""<(/?)([^\s/>!?"'=<]+)((?:\s+[^\s=>/"'<]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(/?)>""")
_ATTRIBUTE = re.compile(r"""([^\s=]+)\s*=\s*("[^"]*"|'[^']*')""")
_BESIDE = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)
_ENCODING = re.compile(rb"""\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)""")
_BYTE_ORDER = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


class MarkupError(Exception):
    """A part is not written as XML should be; whoever asked leaves the workbook as it is."""


@dataclass(frozen=True, slots=True)
class Element:
    """An element as it stands in the text; all numbers are places in it."""

    name: str  # with its prefix, as written
    start: int
    inner: int  # after the start tag
    inner_end: int  # before the end tag; where an empty element is one tag: its end
    end: int
    attributes: tuple[tuple[str, str, int, int], ...]  # name, value, and the places around the quoted value

    @property
    def local(self) -> str:
        """The name without its prefix."""
        return self.name.rpartition(":")[2]

    @property
    def is_one_tag(self) -> bool:
        """Tell whether it is written as <name/>."""
        return self.inner == self.end

    def get(self, name: str) -> str | None:
        """Give an attribute by its name as written."""
        return next((value for own, value, *_ in self.attributes if own == name), None)


class Markup:
    """A part, and the edits that are to be made in it.

    Raises:
        MarkupError: wherever it turns out to be no XML that can be edited.
    """

    def __init__(self, part: bytes) -> None:
        self.text, self._encoding = _decoded(part)
        self._clear = _without_beside(self.text)
        self._edits: list[tuple[int, int, int, str]] = []  # from, to, rank among those at one place, what
        first = self._clear.find("<")
        self.root = self._element(first, len(self.text)) if first >= 0 else _broken()
        prefix, colon, _ = self.root.name.rpartition(":")
        self.prefix = prefix + colon

    def children(self, parent: Element) -> Iterator[Element]:
        """Give the elements right below one, in order."""
        at = parent.inner
        while (at := self._clear.find("<", at, parent.inner_end)) >= 0:
            element = self._element(at, parent.inner_end)
            yield element
            at = element.end

    def child(self, parent: Element, *path: str) -> Element | None:
        """Give the first element that is reached by these names, prefixes aside."""
        for name in path:
            found = next((one for one in self.children(parent) if one.local == name), None)
            if found is None:
                return None
            parent = found
        return parent

    def within(self, element: Element) -> str:
        """Give what stands between an element's tags, as written."""
        return self.text[element.inner : element.inner_end]

    def written(self, element: Element) -> str:
        """Give the whole element as written."""
        return self.text[element.start : element.end]

    def namespace_prefix(self, names: Sequence[str]) -> str | None:
        """Give the prefix, with its colon, that the root binds to one of these namespaces."""
        for name, value, *_ in self.root.attributes:
            if name.startswith("xmlns:") and value in names:
                return f"{name.removeprefix('xmlns:')}:"
        return None

    # Edits are gathered, and made when the bytes are asked for; no two may touch the same place.

    def insert(self, at: int, xml: str, rank: int = 0) -> None:
        """Put something in at a place; of several things at one place the lower rank comes first."""
        self._edits.append((at, at, rank, xml))

    def replace(self, element: Element, xml: str = "") -> None:
        """Put something in an element's place; nothing: take it out."""
        self._edits.append((element.start, element.end, 0, xml))

    def append(self, parent: Element, xml: str, rank: int = 0) -> None:
        """Put something in as an element's last children."""
        if not xml:
            return
        if parent.is_one_tag:
            slash = self.text.rindex("/", parent.start, parent.end)
            self._edits.append((slash, parent.end, rank, f">{xml}</{parent.name}>"))
        else:
            self.insert(parent.inner_end, xml, rank)

    def set(self, element: Element, name: str, value: str) -> None:
        """Give an attribute a value."""
        for own, _, start, end in element.attributes:
            if own == name:
                self._edits.append((start, end, 0, f'"{escape(value)}"'))
                return
        self.insert(element.start + 1 + len(element.name), f' {name}="{escape(value)}"')

    def unset(self, element: Element, name: str) -> None:
        """Take an attribute out."""
        for own, _, start, end in element.attributes:
            if own == name:
                self._edits.append((self.text.rindex(name, element.start, start), end, 0, ""))

    def insert_in_order(self, parent: Element, order: Sequence[str], after: str, xml: str) -> None:
        """Put an element where the schema wants it.

        Args:
            parent: the element to put it in.
            order: the names of the parent's children in the schema's order.
            after: the last of these names that may stand before it.
            xml: what is put in.
        """
        rank = order.index(after)
        for one in self.children(parent):
            if self._rank(one, order) > rank:
                self.insert(one.start, xml, rank)
                return
        self.append(parent, xml, rank)

    def bytes(self) -> bytes:
        """Give the part with all edits made."""
        pieces, at = [], 0
        for start, end, _, xml in sorted(self._edits, key=lambda edit: edit[:3]):
            if start < at:
                _broken()
            pieces += [self.text[at:start], xml]
            at = end
        text = "".join([*pieces, self.text[at:]])
        return text.encode(self._encoding, "xmlcharrefreplace")

    def _rank(self, element: Element, order: Sequence[str]) -> int:
        """Give a child's place in the schema's order; what wraps others (mc:AlternateContent) has that of its first."""
        if element.local in order:
            return order.index(element.local)
        inside = (one[2].rpartition(":")[2] for one in _TAG.finditer(self._clear, element.inner, element.inner_end))
        return next((order.index(name) for name in inside if name in order), -1)

    def _element(self, at: int, limit: int) -> Element:
        tag = _TAG.match(self._clear, at)
        if tag is None or tag[1] or tag.end() > limit:
            _broken()
        inner_end = end = tag.end()
        if not tag[4]:
            inner_end, end = self._closing(tag[2], tag.end(), limit)
        attributes = tuple(
            (one[1], unescape(one[2][1:-1]), one.start(2), one.end(2))
            for one in _ATTRIBUTE.finditer(self._clear, tag.start(3), tag.end(3))
        )
        return Element(tag[2], at, tag.end(), inner_end, end, attributes)

    def _closing(self, name: str, at: int, limit: int) -> tuple[int, int]:
        depth = 1
        for tag in _tags_named(name).finditer(self._clear, at, limit):
            if tag[1]:
                depth -= 1
            elif not tag[0].endswith("/>"):
                depth += 1
            if depth == 0:
                return tag.start(), tag.end()
        return _broken()


def declared(namespace: str, root: str, inside: str = "", *, more: str = "") -> bytes:
    """Give a new part: a root element in a namespace, and what stands in it."""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<{root} xmlns="{namespace}"{more}>{inside}</{root}>'
    ).encode()


def prefixed(xml: str, prefix: str) -> str:
    """Write elements that have no prefix with one.

    >>> prefixed('<a b="1"><c>x</c></a>', "x:")
    '<x:a b="1"><x:c>x</x:c></x:a>'
    """
    return re.sub(r"<(/?)(?=[A-Za-z])", rf"<\1{prefix}", xml) if prefix else xml


@cache
def _tags_named(name: str) -> re.Pattern[str]:
    return re.compile(rf"""<(/?){re.escape(name)}(?=[\s/>])(?:"[^"]*"|'[^']*'|[^>"'])*>""")


def _decoded(part: bytes) -> tuple[str, str]:
    encoding = _BYTE_ORDER.get(part[:2])
    if encoding is None:
        said = _ENCODING.match(part.removeprefix(b"\xef\xbb\xbf"))
        encoding = said[1].decode() if said else "utf-8"
    try:
        return part.decode(encoding), encoding  # a byte order mark stays as the first character
    except (UnicodeDecodeError, LookupError):
        return _broken()


def _without_beside(text: str) -> str:
    """Blank out comments, character data and instructions, in which tags are no tags; places stay the same."""
    return _BESIDE.sub(lambda found: " " * len(found[0]), text)


def _broken() -> Never:
    raise MarkupError
