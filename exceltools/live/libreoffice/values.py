"""What the bridge sends of a cell in, the value as Excel's own engine would give it out; and back."""

from __future__ import annotations

import datetime as dt
from typing import Any

_MIDNIGHT = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - the day that a time without a date falls on


class CellError(str):
    """A cell's error value, such as #N/A."""

    __slots__ = ()


def value_of(sent: Any, null_date: list[int]) -> Any:  # noqa: ANN401 - a cell holds anything
    """Give a cell's value.

    >>> value_of(["date", 44196.5], [1899, 12, 30]), value_of(["error", "#N/A"], [1899, 12, 30])
    (datetime.datetime(2020, 12, 31, 12, 0), '#N/A')
    """
    if not isinstance(sent, list):
        return sent
    kind, content = sent
    match kind:
        case "error":
            return CellError(content)
        case "truth":
            return bool(content)
        case _:
            origin = dt.datetime(*null_date) if kind == "date" else _MIDNIGHT  # type: ignore[arg-type]  # noqa: DTZ001
            return origin + dt.timedelta(seconds=round(content * 86_400))


def sendable(value: Any) -> Any:  # noqa: ANN401
    """Give what the bridge writes: texts and numbers only."""
    match value:
        case bool():
            return float(value)
        case None | str() | int() | float():
            return value
        case _:
            raise NotImplementedError(f"A {type(value).__name__} cannot be written.")


def rgb(colour: int) -> tuple[int, int, int]:
    """Part a colour.

    >>> rgb(0x0F5561)
    (15, 85, 97)
    """
    return colour >> 16 & 255, colour >> 8 & 255, colour & 255


def number(colour: Any) -> int:  # noqa: ANN401 - "#0F5561" or a triple
    """Put a colour together."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#")) if isinstance(colour, str) else colour
    return int(red) << 16 | int(green) << 8 | int(blue)


def with_semicolons(formula: str) -> str:
    """Write a formula's separators as LibreOffice's programming interface has them.

    >>> with_semicolons('=HYPERLINK("#A1,B2",C3)')
    '=HYPERLINK("#A1,B2";C3)'
    """
    parts = formula.split('"')
    return '"'.join(part.replace(",", ";") if number % 2 == 0 else part for number, part in enumerate(parts))
