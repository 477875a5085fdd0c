"""What travels between the run and its reading workers: frames of bytes, and workbooks as plain JSON and back.

A frame is eight bytes of length and that many bytes. A worker's answer is one frame of JSON, in which dates and times
are tagged and everything else is what it is.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, BinaryIO, Literal

from exceltools.reading.raw import Noted, Range, RawSheet, RawWorkbook, Value

FailureName = Literal[
    "encrypted",  # a password, which only the reader sees
    "damaged",  # no reader makes sense of it
    "too-much",  # more content than the limits allow
    "memory",  # the reader asked for more than it may have
    "values-lost",  # there are values in the file that no reader delivers
    "no-key",  # none of the passwords fits
    "no-way",  # a lock that nothing here opens
    "died",  # the reader failed in a way that nobody foresaw
]
_TAGS: Mapping[str, Callable[[Any], Value]] = {
    "dt": dt.datetime.fromisoformat,
    "d": dt.date.fromisoformat,
    "t": dt.time.fromisoformat,
    "td": lambda seconds: dt.timedelta(seconds=seconds),
}


class Failure(Exception):  # noqa: N818 - a fault of the file, told to the parent as an answer
    """A file cannot be read.

    Args:
        name: how.
        words: neutral details for the sentence; for "too-much" `what`, `count` and `limit`.
    """

    def __init__(self, name: FailureName, **words: str | int) -> None:
        super().__init__(name)
        self.name: FailureName = name
        self.words = words


def limits_met(what: str, count: int, limit: int) -> None:
    """Raise a Failure where there is more of something than the limit."""
    if count > limit:
        raise Failure("too-much", what=what, count=count, limit=limit)


class ProtocolError(Exception):
    """The other side of a pipe has gone, or talks nonsense."""


def send(stream: BinaryIO, payload: bytes) -> None:
    """Write a frame."""
    stream.write(len(payload).to_bytes(8, "big"))
    stream.write(payload)
    stream.flush()


def receive(stream: BinaryIO, limit: int) -> bytes | None:
    """Read a frame of at most `limit` bytes; None where the stream ends before it.

    Raises:
        ProtocolError: the stream ends within the frame, or the frame is larger than the limit.
    """
    head = stream.read(8)
    if not head:
        return None
    size = int.from_bytes(head, "big")
    if len(head) < 8 or size > limit:
        raise ProtocolError("not a frame")
    payload = stream.read(size)
    if len(payload) < size:
        raise ProtocolError("cut off")
    return payload


def encode(message: Mapping[str, Any]) -> bytes:
    """Give a message as JSON; lone surrogates, which a cell can hold, pass."""
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def decode(payload: bytes) -> dict[str, Any]:
    """Undo `encode`.

    Raises:
        ProtocolError: it is no JSON object.
    """
    try:
        message = json.loads(payload.decode("utf-8", "surrogatepass"))
    except ValueError as fault:
        raise ProtocolError("not JSON") from fault
    if not isinstance(message, dict):
        raise ProtocolError("not an object")
    return message


def flat(workbook: RawWorkbook) -> dict[str, Any]:
    """Give a workbook as plain data that JSON can hold."""
    return {
        "sheets": [
            {
                "name": sheet.name,
                "visible": sheet.visible,
                "cells": [(row, column, _flat_value(value)) for (row, column), value in sheet.values.items()],
                "merged": sheet.merged,
                "lists": sheet.lists,
            }
            for sheet in workbook.sheets
        ],
        "identity": workbook.identity,
        "modified": workbook.modified.isoformat() if workbook.modified else None,
        "noted": [(noted.kind, noted.sheet, noted.cell, noted.detail, noted.more) for noted in workbook.noted],
        "engine": workbook.engine,
        "format": workbook.format,
        "anchors": workbook.anchors,
    }


def whole(data: Mapping[str, Any]) -> RawWorkbook:
    """Undo `flat`.

    Raises:
        ProtocolError: something is missing or of the wrong kind.
    """
    try:
        return RawWorkbook(
            sheets=tuple(
                RawSheet(
                    name=sheet["name"],
                    visible=sheet["visible"],
                    values={(row, column): _whole_value(value) for row, column, value in sheet["cells"]},
                    merged=_ranges(sheet["merged"]),
                    lists=None if sheet["lists"] is None else _ranges(sheet["lists"]),
                )
                for sheet in data["sheets"]
            ),
            identity=data["identity"],
            modified=dt.datetime.fromisoformat(data["modified"]) if data["modified"] else None,
            noted=tuple(Noted(*noted) for noted in data["noted"]),
            engine=data["engine"],
            format=data["format"],
            anchors={
                sheet: {column: (place[0], place[1]) for column, place in columns.items()}
                for sheet, columns in data["anchors"].items()
            },
        )
    except (KeyError, TypeError, ValueError) as fault:
        raise ProtocolError("not a workbook") from fault


def _ranges(data: Iterable[Sequence[int]]) -> tuple[Range, ...]:
    return tuple((top, left, bottom, right) for top, left, bottom, right in data)


def _flat_value(value: Value) -> Any:  # noqa: ANN401 - whatever JSON can hold
    match value:
        case dt.datetime():
            return ("dt", value.isoformat())
        case dt.date():
            return ("d", value.isoformat())
        case dt.time():
            return ("t", value.isoformat())
        case dt.timedelta():
            return ("td", value.total_seconds())
        case _:
            return value


def _whole_value(value: Any) -> Value:  # noqa: ANN401 - whatever JSON can hold
    if not isinstance(value, list):
        return value  # type: ignore[no-any-return]
    tag, content = value
    return _TAGS[tag](content)
