"""A TOML file in, a checked `Definition` out: what the city asks, as data.

Everything that is particular to one city and one strategy lives in the definition: columns, code lists, units,
follow-up codes, what the words for parts of a year mean. Another strategy is another file and no code.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

BUNDLED = Path(__file__).resolve().parent.parent / "workbook_templates" / "handlingsplan.toml"

Severity = Literal["error", "warning", "info"]
ColumnKind = Literal["utgangspunkt", "omrade", "text", "period", "follow_up"]
UnitKind = Literal["district", "committee"]

# The columns that every definition has, in the template's order; further ones travel as extra columns.
COLUMN_IDS = ("utgangspunkt", "omrade", "mal", "metod", "ansvarig", "tidsplan", "uppfoljning")


def _month_day(text: str) -> str:
    dt.date.fromisoformat(f"2000-{text}")
    return text


Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Name = Annotated[str, Field(min_length=1, max_length=255)]
MonthDay = Annotated[str, Field(pattern=r"^\d\d-\d\d$"), AfterValidator(_month_day)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Span(_Part):
    """A period of whole days, both ends included."""

    start: dt.date
    end: dt.date

    def covers(self, day: dt.date) -> bool:
        """Tell whether the day lies within the span."""
        return self.start <= day <= self.end


class Delivery(_Part):
    """What the instruction sheet says of returning the plan."""

    to: Name
    by: Name


class Column(_Part):
    """One of the plan's columns."""

    id: Literal["utgangspunkt", "omrade", "mal", "metod", "ansvarig", "tidsplan", "uppfoljning"]
    header: Name
    question: Name
    aliases: tuple[Name, ...] = ()
    required: bool = True
    width: Annotated[int, Field(ge=4, le=120)] = 24
    kind: ColumnKind


class Omrade(_Part):
    """An area within a starting point."""

    id: Id
    name: Name
    aliases: tuple[Name, ...] = ()
    explanation: str = ""


class Utgangspunkt(_Part):
    """A prioritised starting point of the strategy, with its areas."""

    id: Id
    name: Name
    aliases: tuple[Name, ...] = ()
    explanation: str = ""
    omraden: Annotated[tuple[Omrade, ...], Field(min_length=1)]


class FollowUpCode(_Part):
    """A report in which an activity can be followed up, and the month and day it looks back from."""

    code: Annotated[str, Field(pattern=r"^[A-ZÅÄÖ]+[0-9]*$", max_length=8)]
    name: Name
    date: MonthDay
    aliases: tuple[Name, ...] = ()


class Term(_Part):
    """A word for a part of a year; an end that comes before the start lies in the following year."""

    id: Id
    names: Annotated[tuple[Name, ...], Field(min_length=1)]
    start: MonthDay
    end: MonthDay

    def in_year(self, year: int) -> tuple[dt.date, dt.date]:
        """Give first and last day of the term that begins in the year.

        >>> Term(id="lasar", names=("läsåret",), start="08-01", end="06-30").in_year(2021)
        (datetime.date(2021, 8, 1), datetime.date(2022, 6, 30))
        """
        start = dt.date.fromisoformat(f"{year:04}-{self.start}")
        end_year = year if self.end >= self.start else year + 1
        return start, dt.date.fromisoformat(f"{end_year:04}-{self.end}")


class Unit(_Part):
    """Somebody who returns a plan: a city district or a specialist committee."""

    id: Id
    name: Name
    kind: UnitKind
    aliases: tuple[Name, ...] = ()


class Definition(_Part):
    """What the city asks: see `workbook_templates/handlingsplan.toml` for a complete example."""

    schema_: Annotated[Literal["exceltools-definition/1"], Field(alias="schema")]
    id: Id
    version: Annotated[str, Field(pattern=r"^[0-9A-Za-z.\-]+$", max_length=32)]
    title: Name
    organisation: Name
    language: Annotated[str, Field(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")] = "sv-SE"
    strategy: Span
    plan: Span
    delivery: Delivery
    columns: Annotated[tuple[Column, ...], Field(min_length=7, max_length=7)]
    utgangspunkter: Annotated[tuple[Utgangspunkt, ...], Field(min_length=1)]
    follow_up: Annotated[tuple[FollowUpCode, ...], Field(min_length=1)]
    terms: tuple[Term, ...] = ()
    units: Annotated[tuple[Unit, ...], Field(min_length=1)]
    severities: dict[str, Severity] = {}
    parameters: dict[str, dict[str, Any]] = {}

    def column(self, column_id: str) -> Column:
        """Find a column by its id; KeyError where there is none."""
        return self._columns[column_id]

    def unit(self, unit_id: str) -> Unit:
        """Find a unit by its id; KeyError where there is none."""
        return self._units[unit_id]

    def utgangspunkt(self, utgangspunkt_id: str) -> Utgangspunkt:
        """Find a starting point by its id; KeyError where there is none."""
        return self._utgangspunkter[utgangspunkt_id]

    @cached_property
    def _columns(self) -> dict[str, Column]:
        return {column.id: column for column in self.columns}

    @cached_property
    def _units(self) -> dict[str, Unit]:
        return {unit.id: unit for unit in self.units}

    @cached_property
    def _utgangspunkter(self) -> dict[str, Utgangspunkt]:
        return {point.id: point for point in self.utgangspunkter}


def load(path: Path = BUNDLED) -> Definition:
    """Read and check a definition.

    Args:
        path: a TOML file, UTF-8.

    Raises:
        DefinitionError: with every fault of the file, each at its line.
    """
    import tomllib

    return Definition.model_validate(tomllib.loads(re.sub("^\ufeff", "", path.read_text(encoding="utf-8"))))
