"""Cells: what they must hold; what the schemas say."""

from __future__ import annotations

from exceltools.catalogue.core_rule import CoreRule

CELL_EMPTY = CoreRule(
    code="SCH001",
    name="cell-empty",
    title="Cellen är tom",
    severity="error",
    why="Varje kolumn svarar på en fråga om aktiviteten. Saknas ett svar går den inte att följa upp.",
    message="Cellen under {header} är tom.",
    hint="{question}",
)
CELL_STAND_IN = CoreRule(
    code="SCH002",
    name="cell-stand-in",
    title="Det står något i cellen, men inget svar",
    severity="error",
    why="Ett streck eller ett ”ej aktuellt” berättar inte om frågan är glömd, uppskjuten eller besvarad på annat håll.",
    message="Under {header} står bara ”{value}”.",
    hint="Skriv vad som gäller för just den här aktiviteten. {question}",
)
UTGANGSPUNKT_UNKNOWN = CoreRule(
    code="SCH003",
    name="utgangspunkt-unknown",
    title="Utgångspunkten känns inte igen",
    severity="error",
    why="Aktiviteter räknas efter utgångspunkt. En rad vars utgångspunkt inte känns igen räknas inte någonstans.",
    message="”{value}” är inte någon av strategins utgångspunkter.",
    hint="{advice}",
)
OMRADE_UNKNOWN = CoreRule(
    code="SCH004",
    name="omrade-unknown",
    title="Området känns inte igen",
    severity="warning",
    why="Aktiviteter räknas efter område. En rad vars område inte känns igen räknas bara till sin utgångspunkt.",
    message="”{value}” är inte något av områdena {where}.",
    hint="{advice}",
)
OMRADE_ELSEWHERE = CoreRule(
    code="SCH005",
    name="omrade-elsewhere",
    title="Området hör till en annan utgångspunkt",
    severity="warning",
    why="När område och utgångspunkt inte hör ihop vet vi inte vilken av dem som är menad, och området räknas inte.",
    message="Området {omrade} hör till {other}, men raden har utgångspunkten {point}.",
    hint="Byt utgångspunkt till {other}, eller välj något av områdena inom {point}: {choices}.",
)
CELL_TOO_LONG = CoreRule(
    code="SCH006",
    name="cell-too-long",
    title="Texten får inte plats i en cell",
    severity="warning",
    why="En cell i Excel rymmer högst 32 767 tecken. Resten av texten kommer inte med i sammanställningen.",
    message="Texten under {header} är {length} tecken lång, men i en cell i Excel ryms bara 32 767.",
    hint="Korta texten, eller dela upp den på flera rader med en aktivitet på varje.",
)
CELL_ERROR_VALUE = CoreRule(
    code="SCH007",
    name="cell-error-value",
    title="Cellen visar ett felvärde",
    severity="error",
    why="Ett felvärde kommer från en formel som har gått sönder. Texten som skulle ha stått där har inte följt med.",
    message="Under {header} står felvärdet {value} i stället för text.",
    hint="{advice}",
)

# What the hints above advise, by what is known.
CHOOSE_UTGANGSPUNKT = "Välj en av dem i listan: {choices}."
CHOOSE_OMRADE = "Välj något av områdena inom {point}: {choices}."
CHOOSE_BOTH = "Välj utgångspunkt först. Sedan visar listan områdena inom den."
SUGGESTED = "Menar ni {suggestion}? Välj det i listan i så fall."
SUGGESTED_BY_OMRADE = "Området {omrade} hör till {suggestion}. Välj den utgångspunkten om det är den ni menar."
WRITE_AGAIN = "Felet kommer från en formel. Skriv in texten igen, som vanlig text."
WRITE_WITHOUT_FORMULA = "Det som skrevs blev en formel: {formula}. Skriv in texten igen, utan tecknet i början."
NAME_NOT_SENTENCE = "Här räcker områdets namn. Flytta resten av texten till {metod}."
