"""An OLE file's bytes in, its streams out: the container of old workbooks, and of locked ones.

Nothing in it is believed: a chain of sectors that is longer than the file, or leads out of it, ends where it does.
"""

from __future__ import annotations

import struct

_SMALL = 4096  # streams shorter than this lie together in a stream of the root's, 64 bytes a piece
_PIECE = 64
_LAST = 0xFFFFFFFA  # numbers from here on are no sectors
_IN_HEADER = 109  # sectors of the allocation table that the header names


def entry(data: bytes, name: str) -> bytes | None:
    """Find a directory entry: 128 bytes, aligned, the name first and its length with the closing zero at 64."""
    wanted = name.encode("utf-16-le") + b"\0\0"
    length = len(wanted).to_bytes(2, "little")
    directory = sector(data, _number(data, 48))
    for start in (directory, 0):  # what lies before it is most often something that has been deleted
        at = data.find(wanted, start)
        while at >= 0:
            if at % 128 == 0 and data[at + 64 : at + 66] == length:
                return data[at : at + 128]
            at = data.find(wanted, at + 1)
    return None


def sector(data: bytes, number: int) -> int:
    """Give the place of a sector by its number; they follow on a header of one sector."""
    return (number + 1) * _size(data)


def is_cut_off(data: bytes) -> bool:
    """Tell whether the file ends before its directory."""
    return sector(data, _number(data, 48)) >= len(data)


def stream(data: bytes, name: str) -> bytes | None:
    """Give a stream's content, None where there is none of that name."""
    found = entry(data, name)
    if found is None:
        return None
    table = _table(data)
    length = _number(found, 120)
    root = entry(data, "Root Entry")
    if length >= _SMALL or root is None:
        return _joined(data, _chain(table, _number(found, 116)), _size(data))[:length]
    pieces = _joined(data, _chain(table, _number(root, 116)), _size(data))
    small = _numbers(_joined(data, _chain(table, _number(data, 60)), _size(data)))
    return b"".join(pieces[at * _PIECE : (at + 1) * _PIECE] for at in _chain(small, _number(found, 116)))[:length]


def _table(data: bytes) -> list[int]:
    """Give the allocation table: for each sector the one that follows."""
    size = _size(data)
    places = _numbers(data[76 : 76 + _IN_HEADER * 4])
    further, seen = _number(data, 68), 0
    while further < _LAST and seen < len(data) // size:  # files above some seven megabytes
        more = _numbers(data[sector(data, further) : sector(data, further) + size])
        if not more:
            break
        places += more[:-1]
        further, seen = more[-1], seen + 1
    return _numbers(_joined(data, [number for number in places if number < _LAST], size))


def _chain(table: list[int], number: int) -> list[int]:
    found: list[int] = []
    while number < len(table) and len(found) <= len(table):
        found.append(number)
        number = table[number]
    return found


def _joined(data: bytes, numbers: list[int], size: int) -> bytes:
    return b"".join(data[sector(data, number) : sector(data, number) + size] for number in numbers)


def _size(data: bytes) -> int:
    return 1 << min(int.from_bytes(data[30:32], "little"), 16)


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "little")


def _numbers(data: bytes) -> list[int]:
    whole = len(data) // 4
    return list(struct.unpack(f"<{whole}I", data[: whole * 4]))
