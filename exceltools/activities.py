"""The cells of one row in, an `Activity` out: recognised, and its time plan and follow-up parsed.

The intake builds activities from workbooks with it and `exceltools.testing` from dictionaries, so that a rule that is
tested on an example meets the same activity as in a merge.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from exceltools import follow_up, period
from exceltools.definition import COLUMN_IDS, Definition
from exceltools.model import Activity, Cell
from exceltools.normalise import Codes

EMPTY: Mapping[str, Cell] = MappingProxyType({})


class Builder:
    """Builds activities by one definition; the same text is recognised and parsed once only."""

    def __init__(self, definition: Definition) -> None:
        """Index the definition's code lists once."""
        codes = Codes(definition)
        remembered = lru_cache(maxsize=4096)  # the same texts stand in many rows; how many there are, nobody knows
        self._utgangspunkt = remembered(codes.utgangspunkter.recognise)
        self._omrade = remembered(codes.omrade)
        self._period = remembered(lambda text: period.parse(text, definition.terms))
        self._follow_up = remembered(lambda text: follow_up.parse(text, definition.follow_up))

    def is_code(self, text: str) -> bool:
        """Tell whether a text names an utgångspunkt or an område."""
        return bool(text) and (self._utgangspunkt(text).id is not None or self._omrade(text, None)[1] is not None)

    def home(self, text: str) -> str | None:
        """Give the id of the utgångspunkt that a text names, or that alone has the område it names."""
        return (self._utgangspunkt(text).id or self._omrade(text, None)[1]) if text else None

    def activity(  # noqa: PLR0913
        self,
        *,
        unit: str | None,
        source: str,
        sheet: str,
        row: int,
        cells: Mapping[str, Cell],
        extra: Mapping[str, Cell] = EMPTY,
    ) -> Activity:
        """Build an activity.

        Args:
            unit: unit id; None where nobody knows whose the plan is.
            source: path of the workbook as given on the command line.
            sheet: the sheet's name.
            row: 1-based, the workbook's own.
            cells: column id -> cell; a column that is left out becomes an empty cell without a reference.
            extra: header -> cell, of the columns that the unit added.
        """
        complete = {column: cells.get(column) or Cell(column, "", "", None) for column in COLUMN_IDS}
        point = self._utgangspunkt(complete["utgangspunkt"].text)
        area, area_of = self._omrade(complete["omrade"].text, point.id)
        return Activity(
            unit=unit,
            source=source,
            sheet=sheet,
            row=row,
            cells=MappingProxyType(complete),
            extra=MappingProxyType(dict(extra)),
            utgangspunkt=point,
            omrade=area,
            omrade_of=area_of,
            period=self._period(complete["tidsplan"].text),
            follow_up=self._follow_up(complete["uppfoljning"].text),
        )
