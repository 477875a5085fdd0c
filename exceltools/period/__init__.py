"""The text of a time plan in, a `Period` out; and a period as people write it.

A text is classified, never guessed at: what can be read in two ways is "ambiguous", with both readings as suggestion.

    parse    the text is cut into words (`words`), the words become points of time (`dates`, `points`), the points
             stretches (`stretches`, `reading`); where that fails, a typing mistake may be found (`repair`)
    written  2021 – 2022, mars – juni 2021, 15 mars 2021, fr.o.m. augusti 2021, löpande
"""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import replace

from exceltools.definition import Span, Term
from exceltools.model import Period
from exceltools.period.parts import MONTHS, Verdict, month_days
from exceltools.period.reading import Said, read
from exceltools.period.repair import suggestion
from exceltools.period.words import Vocabulary, folded, vocabulary

LONGEST = 500  # characters; what is longer is a story, not a time plan


def parse(text: str, terms: tuple[Term, ...]) -> Period | None:
    """Read the text of a time plan.

    Args:
        text: a cell's text; date cells as ISO text, numbers written out.
        terms: the definition's words for parts of a year.

    Returns:
        None only for an empty text. `start` and `end` are set where the text tells; the classes that are no period
        to count on (ambiguous, reversed, impossible, no-year, not-a-period) have neither.
    """
    words = vocabulary(terms)
    plain = folded(text)
    if not plain:
        return None
    if len(plain) > LONGEST:
        return Period("not-a-period", None, None)
    try:
        said = read(plain, words)
    except Verdict as verdict:
        proposed = suggestion(plain, words) if verdict.kind == "not-a-period" else verdict.suggestion
        return Period(verdict.kind, None, None, _clear(proposed, words))
    return _period(said)


def _clear(proposed: str, words: Vocabulary) -> str:
    """Keep the proposals that are clear themselves: nobody should be led from one misunderstanding to another."""
    clear = []
    for one in filter(None, proposed.split(" eller ")):
        with suppress(Verdict):
            read(folded(one), words)
            clear.append(one)
    return " eller ".join(clear)


def _period(said: Said) -> Period:
    """Give what was said as a period, with a remark where it was written in a way that is easily misread."""
    period = Period(said.form, said.start, said.end)
    if said.several:
        return replace(period, suggestion=written(period), remark="several")
    return replace(period, suggestion=said.words, remark="two-digit-years") if said.two_digits else period


def written(period: Period) -> str:
    """Give a period in Swedish: years where it is whole years, months where it is whole months, otherwise days.

    What it gives is read as the same days again. Empty for a period that cannot be counted on.

    >>> written(Period("span", dt.date(2021, 1, 1), dt.date(2022, 12, 31)))
    '2021 – 2022'
    >>> written(Period("single", dt.date(2021, 8, 1), dt.date(2021, 12, 31)))
    'augusti – december 2021'
    >>> written(Period("until", None, dt.date(2022, 3, 31)))
    't.o.m. mars 2022'
    """
    start, end = period.start, period.end
    if start and end:
        return _days(start, end)
    if start:
        return f"fr.o.m. {_days(start, _whole_part_from(start))}"
    if end:
        return f"t.o.m. {_days(_whole_part_until(end), end)}"
    return "löpande" if period.kind == "open" else ""


def written_span(span: Span) -> str:
    """Give the days of the strategy or the plan in Swedish, both included."""
    return written(Period("span", span.start, span.end))


def _days(start: dt.date, end: dt.date) -> str:
    """Write first and last day, in the largest units that say exactly them."""
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return str(start.year) if start.year == end.year else f"{start.year} – {end.year}"
    whole_months = start.day == 1 and end == month_days(end.month, end.year)[1]
    first, last = (
        MONTHS[day.month - 1] if whole_months else f"{day.day} {MONTHS[day.month - 1]}" for day in (start, end)
    )
    if start.year == end.year and start.month == end.month and start.day != end.day and not whole_months:
        return f"{start.day}–{last} {end.year}"
    if start.year != end.year:
        return f"{first} {start.year} – {last} {end.year}"
    return f"{first} {end.year}" if first == last else f"{first} – {last} {end.year}"


def _whole_part_from(day: dt.date) -> dt.date:
    """Give the last day of the year or month that begins with the day; otherwise the day itself."""
    if day.day > 1:
        return day
    return dt.date(day.year, 12, 31) if day.month == 1 else month_days(day.month, day.year)[1]


def _whole_part_until(day: dt.date) -> dt.date:
    """Give the first day of the year or month that ends with the day; otherwise the day itself."""
    first, last = month_days(day.month, day.year)
    if day != last:
        return day
    return dt.date(day.year, 1, 1) if day.month == 12 else first
