"""What a returned file may cost, as the definition says it: settings for those who meet a limit."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


def _most(what: str, highest: int) -> object:
    return Field(strict=True, ge=1, le=highest, description=what)


class ReadingLimits(BaseModel):
    """How much of everything a file may have and its reading may cost; the same numbers as the reading's own."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        defer_build=True,
        json_schema_extra={"description": "Gränser för filerna som läses, om de medföljande är för snäva."},
    )

    files: Annotated[int, _most("Filer i en mapp eller zip-fil som gås igenom.", 100_000)] = 2_000
    depth: Annotated[int, _most("Undermappar i undermappar som gås igenom.", 20)] = 3
    wrapped: Annotated[int, _most("Zip-filer och brev i varandra som öppnas.", 10)] = 3
    file_mb: Annotated[int, _most("En fils storlek, i megabyte.", 500)] = 20
    letter_mb: Annotated[int, _most("Ett brevs storlek med alla bilagor, i megabyte.", 500)] = 50
    parts: Annotated[int, _most("Delar som en arbetsbok är packad av.", 100_000)] = 1_000
    unpacked_mb: Annotated[int, _most("En arbetsboks storlek uppackad, i megabyte.", 4_000)] = 200
    part_mb: Annotated[int, _most("En dels storlek uppackad, i megabyte.", 2_000)] = 100
    ratio: Annotated[int, _most("Hur många gånger större en del får bli när den packas upp.", 10_000)] = 100
    sheets: Annotated[int, _most("Blad i en arbetsbok.", 10_000)] = 100
    rows: Annotated[int, _most("Rader i en arbetsbok, tomma medräknade.", 10_000_000)] = 500_000
    filled_rows: Annotated[int, _most("Ifyllda rader i en arbetsbok.", 1_000_000)] = 100_000
    cells: Annotated[int, _most("Celler i en arbetsbok, tomma medräknade.", 50_000_000)] = 1_000_000
    values: Annotated[int, _most("Ifyllda celler i en arbetsbok.", 5_000_000)] = 200_000
    area: Annotated[int, _most("Celler mellan ett blads första och sista ifyllda cell.", 50_000_000)] = 2_000_000
    merged: Annotated[int, _most("Celler som är sammanslagna.", 50_000_000)] = 2_000_000
    text_million: Annotated[int, _most("Tecken text i en arbetsbok, i miljoner.", 1_000)] = 64
    grid_rows: Annotated[int, _most("Raden som planen söks till. Det som står längre ner noteras.", 1_048_576)] = 10_000
    grid_columns: Annotated[int, _most("Kolumnen som planen söks till. Det som står längre ut noteras.", 16_384)] = 100
    seconds: Annotated[int, _most("Sekunder som läsningen av en fil får ta.", 3_600)] = 60
    cpu_seconds: Annotated[int, _most("Sekunder som processorn får arbeta med en fil.", 3_600)] = 20
    memory_mb: Annotated[int, _most("Minne som läsningen av en fil får ta, i megabyte.", 64_000)] = 1_536
