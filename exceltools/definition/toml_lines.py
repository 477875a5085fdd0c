"""TOML text in, the line of every key, table and list item out; and where each statement begins and ends.

tomllib gives no places. This scanner reads what tomllib has accepted, so it need not judge; of a text that tomllib
has refused it only tells statements apart, which is what an explanation of a syntax fault stands on.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from exceltools.definition.faults import KeyPath

_TOKEN = re.compile(
    r'''
      (?P<newline>\n)
    | (?P<space>[ \t]+|\#[^\n]*)
    | (?P<text>"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5})
    | (?P<unclosed>"""|\'\'\')
    | (?P<string>"(?:\\[^\n]|[^"\\\n])*"|'[^'\n]*')
    | (?P<mark>[\[\]{}=,.])
    | (?P<bare>[^\s\[\]{}=,."'\#]+)
    | (?P<stray>.)
    ''',
    re.VERBOSE | re.DOTALL,
)
# What begins a new statement even where a bracket is still open: somebody forgot to close it.
_NEW_STATEMENT = re.compile(r"\s*(?:\[\[?[^\W\d][\w.-]*\]\]?\s*(?:#.*)?$|[\w.-]+\s*=)")


class _Token(NamedTuple):
    kind: str
    text: str
    line: int


_END = _Token("end", "", 0)


@dataclass(frozen=True, slots=True)
class Statement:
    """The lines of a header or of a key with its value; not `closed` where a list or text in it never ends."""

    first: int  # 1-based
    last: int  # included
    closed: bool


def statements(text: str) -> list[Statement]:
    """Tell the statements of a text apart, valid TOML or not; empty lines and comments belong to none."""
    begins = {number for number, line in enumerate(text.split("\n"), start=1) if _NEW_STATEMENT.match(line)}
    found: list[Statement] = []
    open_: list[_Token] = []  # tokens of the statement that has begun
    depth = 0
    for token in _tokens(text):
        if open_ and depth and token.line > _last_line(open_[-1]) and token.line in begins:
            found.append(Statement(open_[0].line, _last_line(open_[-1]), closed=False))
            open_, depth = [], 0
        if token.kind != "newline":
            open_.append(token)
            depth = max(0, depth + (token.text == "[" or token.kind == "unclosed") - (token.text == "]"))
        elif open_ and (not depth or open_[0].text == "["):  # a header never goes on
            found.append(Statement(open_[0].line, _last_line(open_[-1]), closed=True))
            open_, depth = [], 0
    if open_:
        found.append(Statement(open_[0].line, _last_line(open_[-1]), closed=not depth))
    return found


def _last_line(token: _Token) -> int:
    return token.line + token.text.count("\n")


class Lines:
    """The lines of a text that tomllib accepts."""

    def __init__(self, text: str) -> None:
        """Take the text; it is scanned when the first line is asked for, in a good file never."""
        self._text = text

    def of(self, path: KeyPath) -> int:
        r"""Give the line of a key, or of the innermost table around it that stands in the file.

        >>> lines = Lines('[[units]]\nid = "bromma"\n')
        >>> lines.of(("units", 0, "id")), lines.of(("units", 0, "name")), lines.of(("title",))
        (2, 1, 1)
        """
        while path not in self._lines:
            path = path[:-1]
        return self._lines[path]

    def __contains__(self, path: KeyPath) -> bool:
        return path in self._lines

    @cached_property
    def _lines(self) -> dict[KeyPath, int]:
        return _Scanner(self._text).scan()


class _Scanner:
    """A walk over the tokens, writing down lines as it meets keys."""

    def __init__(self, text: str) -> None:
        self._stream = _tokens(text)
        self._token = next(self._stream, _END)
        self._lines: dict[KeyPath, int] = {(): 1}
        self._latest: dict[KeyPath, int] = {}  # array of tables -> position of its last table

    def scan(self) -> dict[KeyPath, int]:
        table: KeyPath = ()
        while self._token.kind != "end":
            if self._token.text == "[":
                table = self._header()
            elif self._token.kind != "newline":
                self._pair(table)
            else:
                self._take()
        return self._lines

    def _take(self) -> _Token:
        taken, self._token = self._token, next(self._stream, _END)
        return taken

    def _header(self) -> KeyPath:
        line = self._take().line
        repeated = self._token.text == "["
        if repeated:
            self._take()
        path: KeyPath = ()
        keys = list(self._keys())
        for number, key in enumerate(keys):
            path = (*path, key)
            self._lines.setdefault(path, line)
            if repeated and number == len(keys) - 1:
                self._latest[path] = self._latest.get(path, -1) + 1
            if path in self._latest:
                path = (*path, self._latest[path])
        self._lines[path] = line
        while self._token.kind not in ("newline", "end"):
            self._take()
        return path

    def _keys(self) -> Iterator[str]:
        """Read a dotted key."""
        while self._token.kind in ("bare", "string"):
            yield _key(self._take())
            if self._token.text != ".":
                return
            self._take()

    def _pair(self, table: KeyPath) -> None:
        path, line = table, self._token.line
        for key in self._keys():
            path = (*path, key)
            self._lines.setdefault(path, line)
        self._take()  # the equals sign
        self._value(path)

    def _value(self, path: KeyPath) -> None:
        if self._token.text == "[" and self._token.kind == "mark":
            self._items(path)
        elif self._token.text == "{" and self._token.kind == "mark":
            self._inline_table(path)
        else:
            while self._token.kind not in ("newline", "end") and self._token.text not in (",", "]", "}"):
                self._take()

    def _items(self, path: KeyPath) -> None:
        self._take()
        position = 0
        while self._token.text != "]" and self._token.kind != "end":
            if self._token.text == "," or self._token.kind == "newline":
                self._take()
                continue
            self._lines[(*path, position)] = self._token.line
            self._value((*path, position))
            position += 1
        self._take()

    def _inline_table(self, path: KeyPath) -> None:
        self._take()
        while self._token.text != "}" and self._token.kind != "end":
            if self._token.text == "," or self._token.kind == "newline":
                self._take()
            else:
                self._pair(path)
        self._take()


def _key(token: _Token) -> str:
    if token.kind == "bare":
        return token.text
    return next(iter(tomllib.loads(f"{token.text} = 0")))


def _tokens(text: str) -> Iterator[_Token]:
    line = 1
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "stray"
        if kind != "space":
            yield _Token(kind, match[0], line)
        line += match[0].count("\n")
