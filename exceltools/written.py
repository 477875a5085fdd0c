"""A cell's value in, the text that a person would write for it out."""

from __future__ import annotations

import datetime as dt

from exceltools.reading.raw import Value


def written(value: Value) -> str:
    """Write a cell's value as a person would.

    >>> written(0.5), written(True), written(dt.date(2021, 9, 1)), written(dt.timedelta(hours=72, minutes=5))
    ('0,5', 'Ja', '2021-09-01', '72:05:00')
    """
    match value:
        case bool():
            return "Ja" if value else "Nej"
        case int() | str():
            return str(value)
        case float():
            return f"{value:.15g}".replace(".", ",")
        case dt.timedelta():  # as Excel shows it: hours, minutes and seconds
            minutes, seconds = divmod(round(value.total_seconds()), 60)
            return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
        case dt.datetime():
            midnight = value.time() == dt.time()
            return value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="minutes")
        case _:
            return str(value)
