"""A workbook's bytes in, the same package with a few parts changed or added out.

Every part that nobody asked to change goes over byte by byte, whatever it is: charts, pictures, macros, threaded
comments, labels, pivot tables. Only their wrapping in the zip is written anew.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator

from exceltools.feedback.markup import Markup, MarkupError, declared, prefixed
from exceltools.reading.package import Package, part_name

TYPES = "[Content_Types].xml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_PACKED_AT = (1980, 1, 1, 0, 0, 0)


class Parts:
    """A package whose parts can be changed.

    Raises:
        Failure: it is no package.
        MarkupError: a part that must be changed is no XML that can be edited.
    """

    def __init__(self, data: bytes) -> None:
        self.package = Package(data)
        self._data = data
        self._changed: dict[str, bytes] = {}  # by the name in the zip
        self._relations: dict[str, Markup] = {}

    def part(self, name: str) -> bytes:
        """Give a part as it stands now.

        Raises:
            MarkupError: there is no such part.
        """
        content = self._changed.get(self._stored(name)) or self.package.part(name)
        if content is None:
            raise MarkupError
        return content

    def put(self, name: str, content: bytes) -> None:
        """Change a part, or add it."""
        self._changed[self._stored(name)] = content

    def add(self, name: str, content: bytes, kind: str) -> str:
        """Add a part, say what it is, and give its name.

        Args:
            name: "/xl/worksheets/sheet#.xml": the first number that is free takes the place of the sign.
            content: the part.
            kind: its content type.
        """
        taken = {*self.package.infos, *map(part_name, self._changed)}
        names = (name.replace("#", str(number)) for number in range(1, len(taken) + 2))
        free = next(name for name in names if part_name(name) not in taken)
        self.put(free, content)
        self._declare(free, kind)
        return free

    def relate(self, source: str, target: str, kind: str) -> str:
        """Relate a part to another and give the relation's id.

        Args:
            source: the part that refers.
            target: the part that is referred to.
            kind: the relation's whole type.
        """
        folder, _, file = source.rpartition("/")
        name = posixpath.join(folder, "_rels", f"{file}.rels")
        known = self._stored(name) in self._changed or self.package.has(name)
        relations = Markup(self.part(name) if known else declared(_RELATIONS, "Relationships"))
        taken = {one.get("Id") for one in relations.children(relations.root)}
        new = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
        to = posixpath.relpath(target, folder or "/")
        relation = f'<Relationship Id="{new}" Type="{kind}" Target="{to}"/>'
        relations.append(relations.root, prefixed(relation, relations.prefix))
        self.put(name, relations.bytes())
        return new

    def changed(self) -> Iterator[tuple[str, bytes]]:
        """Give the parts that differ, by their names in the zip."""
        return iter(self._changed.items())

    def bytes(self) -> bytes:
        """Zip the package up: the parts in their order, new ones last."""
        target = io.BytesIO()
        remaining = dict(self._changed)
        with zipfile.ZipFile(io.BytesIO(self._data)) as source, zipfile.ZipFile(target, "w") as archive:
            for info in source.infolist():
                entry = zipfile.ZipInfo(info.filename, info.date_time)
                entry.compress_type, entry.external_attr = info.compress_type, info.external_attr
                content = remaining.pop(info.filename, None)
                archive.writestr(entry, source.read(info) if content is None else content)
            for name, content in remaining.items():
                entry = zipfile.ZipInfo(name, _PACKED_AT)
                entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
                archive.writestr(entry, content)
        return target.getvalue()

    def _stored(self, name: str) -> str:
        """Give a part's name as it stands in the zip, whichever way it is asked for."""
        info = self.package.infos.get(part_name(name))
        return info.filename if info else name.lstrip("/")

    def _declare(self, name: str, kind: str) -> None:
        suffix = name.rpartition(".")[2]
        types = Markup(self.part(TYPES))
        defaults = (one for one in types.children(types.root) if one.local == "Default")
        if suffix == "xml":
            types.append(types.root, prefixed(f'<Override PartName="{name}" ContentType="{kind}"/>', types.prefix))
        elif all((one.get("Extension") or "").casefold() != suffix for one in defaults):
            types.insert(
                types.root.inner, prefixed(f'<Default Extension="{suffix}" ContentType="{kind}"/>', types.prefix)
            )
        self.put(TYPES, types.bytes())
