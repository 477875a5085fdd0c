"""A TOML file in, a checked `Definition` out: what the city asks, as data.

Everything that is particular to one city and one strategy lives in the definition: columns, code lists, units,
follow-up codes, what the words for parts of a year mean. Another strategy is another file and no code. The Swedish
descriptions here are what an editor shows while somebody types, by way of the JSON Schema.
"""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.json_schema import GenerateJsonSchema

from exceltools.definition import check, toml_file
from exceltools.definition.faults import Fault, listed
from exceltools.definition.limits import ReadingLimits
from exceltools.definition.toml_lines import Lines
from exceltools.definition.values import (
    Code,
    Day,
    Email,
    Explanation,
    Id,
    Label,
    Language,
    Line,
    LineOrNothing,
    MonthDay,
    Question,
    RuleCode,
    RuleGroup,
    UnitAlias,
    UnitName,
    Version,
)
from exceltools.errors import DefinitionError

BUNDLED = Path(__file__).resolve().parents[2] / "workbook_templates" / "handlingsplan.toml"

Severity = Literal["error", "warning", "info"]
Grade = Literal["error", "warning", "info", "trial"]  # what a rule may call itself: on trial it counts nowhere
Wish = Literal["error", "warning", "info", "trial", "off"]  # what a city may make of a rule
ColumnKind = Literal["utgangspunkt", "omrade", "text", "period", "follow_up"]
UnitKind = Literal["district", "committee"]

# The columns that every definition has, in the template's order; further ones travel as extra columns.
COLUMN_IDS = ("utgangspunkt", "omrade", "mal", "metod", "ansvarig", "tidsplan", "uppfoljning")


def _described(description: str) -> ConfigDict:
    """Say in Swedish what a table of the file is, for editors."""
    return ConfigDict(json_schema_extra={"description": description})


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)  # built once, whole, when first used


class Span(_Part):
    """A period of whole days, both ends included."""

    model_config = _described("En tid i hela dagar. Både första och sista dagen räknas med.")

    start: Annotated[Day, Field(description="Första dagen, till exempel 2019-01-01.")]
    end: Annotated[Day, Field(description="Sista dagen, till exempel 2022-12-31.")]

    def covers(self, day: dt.date) -> bool:
        """Tell whether the day lies within the span."""
        return self.start <= day <= self.end


class Delivery(_Part):
    """What the instruction sheet and the letters say of returning the plan."""

    model_config = _described("Det som mallens instruktion och breven säger om hur planen lämnas in.")

    to: Annotated[Line, Field(description="Vem planen lämnas till.")]
    by: Annotated[Line, Field(description="När den lämnas, i ord: ”i samband med tertialrapport 2”.")]
    corrections_by: Annotated[
        LineOrNothing, Field(description="När en rättad plan ska vara tillbaka, i ord: ”senast den 15 oktober”.")
    ] = ""
    sender: Annotated[LineOrNothing, Field(description="Vem som skriver under breven till enheterna.")] = ""
    email: Annotated[Email, Field(description="E-postadressen som breven kommer från och besvaras till.")] = ""


class Column(_Part):
    """One of the plan's columns."""

    model_config = _described("En av planens sju kolumner. De visas i mallen i den ordning de står i filen.")

    id: Annotated[
        Literal["utgangspunkt", "omrade", "mal", "metod", "ansvarig", "tidsplan", "uppfoljning"],
        Field(
            description="Vilken av de sju kolumnerna det är. Ändras inte: ändra ”header” om den ska heta något annat."
        ),
    ]
    header: Annotated[Label, Field(description="Rubriken som den står i mallen.")]
    question: Annotated[Question, Field(description="Frågan som hjälper den som fyller i, högst 255 tecken.")]
    example: Annotated[Explanation, Field(description="Ett exempel på ett svar, till mallens instruktion.")] = ""
    aliases: Annotated[
        tuple[Label, ...], Field(description="Andra rubriker som kolumnen kan ha i planer som kommer tillbaka.")
    ] = ()
    required: Annotated[bool, Field(strict=True, description="true om varje aktivitet ska ha något i kolumnen.")] = True
    width: Annotated[int, Field(strict=True, ge=4, le=120, description="Kolumnens bredd i mallen, i tecken.")] = 24
    kind: Annotated[ColumnKind, Field(description="Vad som skrivs i kolumnen. Hör ihop med kolumnens id.")]


class Omrade(_Part):
    """An area within a starting point."""

    model_config = _described("Ett område inom den närmast föregående utgångspunkten.")

    id: Annotated[Id, Field(description="Kort namn för rapporter, till exempel ”tidig-upptackt”. Ändras inte sedan.")]
    name: Annotated[Label, Field(description="Områdets namn som det står i listan i mallen.")]
    aliases: Annotated[tuple[Label, ...], Field(description="Andra sätt att skriva samma område.")] = ()
    explanation: Annotated[Explanation, Field(description="En mening om området, till mallens instruktion.")] = ""


class Utgangspunkt(_Part):
    """A prioritised starting point of the strategy, with its areas."""

    model_config = _described("En av strategins prioriterade utgångspunkter, följd av sina områden.")

    id: Annotated[Id, Field(description="Kort namn för rapporter, till exempel ”samhandling”. Ändras inte sedan.")]
    name: Annotated[Label, Field(description="Utgångspunktens namn som det står i listan i mallen.")]
    aliases: Annotated[tuple[Label, ...], Field(description="Andra sätt att skriva samma utgångspunkt.")] = ()
    explanation: Annotated[Explanation, Field(description="En mening om den, till mallens instruktion.")] = ""
    omraden: Annotated[
        tuple[Omrade, ...], Field(min_length=1, description="Utgångspunktens områden, vart och ett med sin rubrik.")
    ]


class FollowUpCode(_Part):
    """A report in which an activity can be followed up, and the month and day it looks back from."""

    model_config = _described("En rapport som aktiviteter följs upp i, med den kod som skrivs i planen.")

    code: Annotated[Code, Field(description="Koden som skrivs i planen: stora bokstäver och siffror, som ”T1”.")]
    name: Annotated[Label, Field(description="Vad koden betyder.")]
    date: Annotated[MonthDay, Field(description="Månad och dag som rapporten blickar tillbaka från: ”04-30”.")]
    aliases: Annotated[tuple[Label, ...], Field(description="Andra sätt att skriva samma kod.")] = ()


class Term(_Part):
    """A word for a part of a year; an end that comes before the start lies in the following year."""

    model_config = _described("Ord för en del av året. Ett slut som ligger före början är året därpå.")

    id: Annotated[Id, Field(description="Kort namn, till exempel ”vt”.")]
    names: Annotated[
        tuple[Label, ...], Field(min_length=1, description="Orden, det vanligaste först: ”vårterminen”, ”VT”.")
    ]
    start: Annotated[MonthDay, Field(description="Första månaden och dagen: ”01-01”.")]
    end: Annotated[MonthDay, Field(description="Sista månaden och dagen: ”06-30”.")]

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

    model_config = _described("En stadsdel eller facknämnd som lämnar en plan.")

    id: Annotated[Id, Field(description="Kort namn för rapporter, till exempel ”bromma”. Ändras inte sedan.")]
    name: Annotated[UnitName, Field(description="Enhetens namn. Det blir också en del av mallens filnamn.")]
    kind: Annotated[UnitKind, Field(description="district för en stadsdel, committee för en facknämnd.")]
    aliases: Annotated[
        tuple[UnitAlias, ...],
        Field(description="Andra namn på samma enhet: förvaltningens, förkortningar, äldre namn."),
    ] = ()
    email: Annotated[Email, Field(description="E-postadressen som enhetens brev ska till.")] = ""
    not_asked: Annotated[
        tuple[Id, ...],
        Field(description="Det som enheten inte har uppdrag för: id på utgångspunkter eller områden."),
    ] = ()


class Asked(_Part):
    """Which kinds of units are to have activities within what; an own `not_asked` takes a unit out."""

    model_config = _described("Vilka slag av enheter som ska ha aktiviteter inom vad.")

    every_utgangspunkt: Annotated[
        tuple[UnitKind, ...], Field(description="De som ska ha aktiviteter inom varje utgångspunkt.")
    ] = ("district", "committee")
    every_omrade: Annotated[tuple[UnitKind, ...], Field(description="De som ska ha aktiviteter inom varje område.")] = (
        "district",
    )


class Definition(_Part):
    """What the city asks: see `workbook_templates/handlingsplan.toml` for a complete example."""

    model_config = _described("Det som staden frågar efter i de lokala handlingsplanerna.")

    schema_: Annotated[
        Literal["exceltools-definition/1"], Field(alias="schema", description="Filens format. Ändras inte.")
    ]
    id: Annotated[Id, Field(description="Kort namn på strategin, till exempel ”barn-unga-kriminalitet”.")]
    version: Annotated[
        Version, Field(description="Version av definitionen, till exempel ”2021.1”. Ny mall, ny version.")
    ]
    title: Annotated[Line, Field(description="Handlingsplanens titel.")]
    organisation: Annotated[Line, Field(description="Vem som ger ut mallen.")]
    language: Annotated[Language, Field(description="Mallens språk.")] = "sv-SE"
    strategy: Annotated[Span, Field(description="Tiden som strategin gäller.")]
    plan: Annotated[Span, Field(description="Tiden som den här omgångens planer gäller, inom strategins tid.")]
    delivery: Annotated[Delivery, Field(description="Hur planen lämnas in.")]
    columns: Annotated[
        tuple[Column, ...], Field(min_length=7, max_length=7, description="Planens sju kolumner, i mallens ordning.")
    ]
    utgangspunkter: Annotated[
        tuple[Utgangspunkt, ...], Field(min_length=1, description="Strategins utgångspunkter, i mallens ordning.")
    ]
    follow_up: Annotated[
        tuple[FollowUpCode, ...], Field(min_length=1, description="Rapporter som aktiviteterna följs upp i.")
    ]
    terms: Annotated[tuple[Term, ...], Field(description="Ord för delar av året.")] = ()
    asked: Annotated[Asked, Field(default_factory=Asked, description="Vilka som ska ha aktiviteter inom vad.")]
    units: Annotated[tuple[Unit, ...], Field(min_length=1, description="De som lämnar varsin plan.")]
    waivers: Annotated[
        str,
        Field(
            description="Arbetsboken med det som är godtaget, bredvid den här filen. Görs av exceltools waivers new."
        ),
    ] = ""
    severities: Annotated[
        dict[RuleGroup, Wish],
        Field(
            description="Regler som ska väga tyngre eller lättare än de annars gör, vara på prov eller vara avstängda.",
            json_schema_extra={"additionalProperties": False},
        ),
    ] = {}
    parameters: Annotated[
        dict[RuleCode, dict[str, Any]],
        Field(
            description="Egna inställningar för regler, med regelns kod i rubriken.",
            json_schema_extra={"additionalProperties": False},
        ),
    ] = {}

    limits: Annotated[ReadingLimits, Field(default_factory=ReadingLimits, description="Gränser för filerna som läses.")]

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


class _SchemaForEditors(GenerateJsonSchema):
    """pydantic's schema without its English titles of fields."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ANN401 - pydantic's own signature
        """Leave fields without titles: their keys and descriptions say it."""
        del schema
        return False


def json_schema() -> dict[str, Any]:
    """Give the JSON Schema of a definition, with Swedish descriptions.

    It keeps to what Taplo, the TOML support of most editors, reads: references under `definitions`, and nothing
    beside a reference, since that would be ignored.
    """
    schema = Definition.model_json_schema(schema_generator=_SchemaForEditors, ref_template="#/definitions/{model}")
    parts = schema.pop("$defs")
    for part in (schema, *parts.values()):
        part.pop("title", None)
        for field in part["properties"].values():
            if "$ref" in field:
                field["allOf"] = [{"$ref": field.pop("$ref")}]
    return {"$schema": "http://json-schema.org/draft-07/schema#", **schema, "definitions": parts}


def load(path: Path = BUNDLED) -> Definition:
    """Read and check a definition.

    Args:
        path: a TOML file, UTF-8.

    Raises:
        DefinitionError: with every fault of the file, a line each: "handlingsplan.toml:41: …".
    """
    document = toml_file.read(path)
    definition, faults = None, list(document.faults)
    if document.data is not None:
        definition, found = _validated(document.data, document.lines)
        faults += [fault for fault in found if fault.line not in document.put_aside]
    if definition is None or faults:
        raise DefinitionError(listed(path.name or str(path), faults))
    return definition


def _validated(data: dict[str, Any], lines: Lines) -> tuple[Definition | None, list[Fault]]:
    """Check each value by itself, then what several say together, except where a value has been refused already."""
    definition, found = None, []
    try:
        definition = Definition.model_validate(data)
    except ValidationError as error:
        from exceltools.definition import explain  # seldom needed

        found = explain.explain(error.errors(include_url=False), data, lines, json_schema())
    refused = {fault.at for fault in found}
    found += [fault for fault in check.check(data, lines) if fault.at not in refused]
    return definition, found
