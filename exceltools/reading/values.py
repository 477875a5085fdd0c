"""A reader's value in, the value that is handed on out: the same from whichever reader it came."""

from __future__ import annotations

import datetime as dt

from exceltools.reading.raw import Value

_EXACT = 2**53  # beyond this a float no longer tells neighbouring whole numbers apart


def tidy(value: Value) -> Value:
    """Give whole numbers as int, and a day without a time as a date.

    >>> tidy(2021.0), tidy(0.5), tidy(True), tidy(dt.datetime(2021, 12, 31))
    (2021, 0.5, True, datetime.date(2021, 12, 31))
    """
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return int(value)
    if isinstance(value, dt.datetime):
        value = value.replace(tzinfo=None)
        return value.date() if value.time() == dt.time() else value
    return value
