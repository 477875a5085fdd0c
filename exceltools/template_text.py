"""A definition in, the sentences that the template speaks out. Swedish, short, to somebody at a district's desk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from exceltools.definition import Column, Definition, Unit

PLAN_SHEET = "Handlingsplan"
GUIDE_SHEET = "Instruktion"
CHOOSE_FIRST = "(Välj först en utgångspunkt i listan till vänster)"

HEADER_TITLE = "Rubriken ska stå kvar"
HEADER_ERROR = (
    "Rubriken visar vad kolumnen handlar om när planerna sammanställs. Tryck på Avbryt. "
    "Behöver ni en egen kolumn, lägg till den till höger."
)


@dataclass(frozen=True, slots=True)
class Alert:
    """What the template says when something is typed that is not in the list."""

    style: str  # stop | warning | information, in Excel's words
    title: str
    text: str


def alert(column: Column) -> Alert | None:
    """Give the alert of a column that has a list; None for one that takes any text."""
    return {
        "utgangspunkt": Alert(
            "stop",
            "Välj i listan",
            "Här behövs en av strategins utgångspunkter. Tryck på Försök igen eller Avbryt och välj i listan "
            "med pilen till höger om cellen.",
        ),
        "omrade": Alert(
            "warning",
            "Området finns inte i listan",
            "Välj helst ett område i listan, så räknas aktiviteten in där. Vill ni behålla det ni skrev? "
            "Svara Ja, så står det kvar.",
        ),
        "period": Alert(
            "information",
            "Egna ord går bra",
            "Skriv gärna årtal, så att tiden går att läsa ut, till exempel hösten 2021 eller 2021 – 2022. "
            "OK behåller det ni skrev.",
        ),
        "follow_up": Alert(
            "information",
            "Egna ord går bra",
            "Ni får gärna följa upp på andra sätt också. Nämn ändå i vilken rapport det redovisas. "
            "OK behåller det ni skrev.",
        ),
    }.get(column.kind)


def version_line(definition: Definition) -> str:
    """Give the line that names the template, for people and for programs that have lost everything else."""
    return f"Mall {definition.id}, version {definition.version}"


def subtitle(unit: Unit) -> str:
    """Give the line that says whose plan it is."""
    return f"Handlingsplan för {unit.name}"


def years(definition: Definition) -> tuple[str, str]:
    """Give the strategy's and the plan's years as people write them."""
    spans = (definition.strategy, definition.plan)
    first, second = (
        f"{span.start.year}–{span.end.year}" if span.end.year > span.start.year else str(span.start.year)
        for span in spans
    )
    return first, second


def steps(definition: Definition) -> Iterator[str]:
    """Give the instruction's steps."""
    strategy, plan = years(definition)
    yield (
        f"Strategin gäller {strategy} och planen {plan}. Planen ska ha minst en aktivitet inom var och en av "
        f"strategins utgångspunkter, och gärna inom alla områden."
    )
    yield (
        f"Fyll i bladet {PLAN_SHEET}. Skriv en aktivitet per rad: vad ni ska göra, vem som ansvarar, när det ska "
        "göras och hur det följs upp."
    )
    yield (
        "Välj i listorna där de finns, först utgångspunkt och sedan område. "
        "Klicka i en cell, så visas frågan som hör till."
    )
    yield (
        "Lägg gärna till, ta bort, flytta, sortera och filtrera rader. "
        "Behöver ni en egen kolumn, sätt den till höger om de andra."
    )
    yield (
        f"Skicka arbetsboken till {definition.delivery.to} {definition.delivery.by}. Ändra gärna filens namn, "
        "men behåll formatet Excel-arbetsbok (.xlsx)."
    )
    yield (
        "Planerna sammanställs till en. Är något oklart får ni veta i vilken cell det står och vad ni kan skriva "
        "i stället."
    )
