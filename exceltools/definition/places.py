"""The JSON Schema of a definition in, what belongs at a place of the file out, and how a person finds the place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from exceltools.definition.faults import KeyPath

Node = Mapping[str, Any]  # the part of a JSON Schema that is about one place


class Places:
    """A JSON Schema, read as a map of the file; list positions in a key path may be left out."""

    def __init__(self, schema: Node) -> None:
        """Take a schema whose references all lead to its own `definitions`."""
        self._schema = schema

    def at(self, path: Sequence[str | int]) -> Node:
        """Give what the schema says of a place; nothing where it says nothing."""
        node = self._schema
        for part in path:
            if isinstance(part, int):
                node = self._resolved(node.get("items", {}))
            else:
                node = self._resolved(node.get("items", node))
                any_key: dict[str, Any] = next(iter(node.get("patternProperties", {}).values()), {})
                node = self._resolved(node.get("properties", {}).get(part, any_key))
        return node

    def keys(self, table: Sequence[str | int]) -> list[str]:
        """Give the keys that a table can have."""
        return list(self.at(table).get("properties", {}))

    def is_table(self, path: Sequence[str | int]) -> bool:
        """Tell whether this is a table that stands once, below a heading in single brackets."""
        return bool(self.at(path).get("type") == "object")

    def is_tables(self, path: Sequence[str | int]) -> bool:
        """Tell whether this is a list of tables, each below a heading in double brackets."""
        return "properties" in self._resolved(self.at(path).get("items", {}))

    def has_heading(self, path: Sequence[str | int]) -> bool:
        """Tell whether this stands below a heading of its own."""
        return self.is_table(path) or self.is_tables(path)

    def heading(self, path: KeyPath) -> str:
        """Give the heading of a table, as it is written."""
        name = dotted(path)
        return f"[[{name}]]" if isinstance(path[-1], int) or self.is_tables(path) else f"[{name}]"

    @cached_property
    def homes(self) -> Mapping[str, KeyPath]:
        """The place of each key that belongs in one place only."""
        found: dict[str, list[KeyPath]] = {}
        for path in self._all_keys(()):
            found.setdefault(str(path[-1]), []).append(path)
        return {key: paths[0] for key, paths in found.items() if len(paths) == 1}

    def _all_keys(self, table: KeyPath) -> Iterator[KeyPath]:
        for key in self.at((*table, 0))["properties"] if self.is_tables(table) else self.keys(table):
            yield (*table, key)
            yield from self._all_keys((*table, key))

    def _resolved(self, node: Node) -> Node:
        if "allOf" in node:
            node = node["allOf"][0]
        if "$ref" in node:
            node = self._schema["definitions"][node["$ref"].rpartition("/")[2]]
        return node


def dotted(path: KeyPath) -> str:
    """Give the keys of a path as a heading has them.

    >>> dotted(("utgangspunkter", 2, "omraden"))
    'utgangspunkter.omraden'
    """
    return ".".join(part for part in path if isinstance(part, str))
