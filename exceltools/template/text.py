"""A definition in, the sentences that the template speaks out. Swedish, short, to somebody at a district's desk."""

from __future__ import annotations

import re
from dataclasses import dataclass

from exceltools.definition import Column, Definition, FollowUpCode, Unit
from exceltools.template.names import CHECK_HEADER, PLAN_SHEET, SELF_CHECK_SHEET
from exceltools.template.rules import Demands

CHOOSE_FIRST = "(Välj först en utgångspunkt i listan till vänster)"

CHECK_QUESTION = "Fylls i av sig självt: vad som saknas på raden."
TABLE_NAME = "Aktiviteter"  # Excel's name of the table

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


_VERSION_LINE = re.compile(r"Mall [a-z0-9-]+, version [0-9A-Za-z.-]+$")


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


class GuideText:
    """Headings of the instruction sheet's parts."""

    STEPS = ("Så här gör ni", "")
    COLUMNS = ("Kolumn", "Fråga, och hur svaret kan se ut")
    POINTS = ("Utgångspunkt och områden", "Vad som menas")
    EXAMPLE = "Exempel: "

    @staticmethod
    def about(column: Column, definition: Definition) -> str:
        """Give the column's question, what its codes mean, and an example, a line each."""
        codes = definition.follow_up if column.kind == "follow_up" else ()
        meanings = " ".join(f"{code.code}: {code.name}." for code in codes)
        example = f"{GuideText.EXAMPLE}{column.example}" if column.example else ""
        return "\n".join(line for line in (column.question, meanings, example) if line)


def steps(demands: Demands, unit: Unit) -> dict[str, str]:
    """Give the instruction's steps: what each is about, and the sentences."""
    definition = demands.definition
    strategy, plan = years(definition)
    all_areas = ", och helst inom varje område" if any(area for _, area in demands.asked(unit)) else ""
    own_words = " och ".join(column.header for column in definition.columns if column.kind in ("period", "follow_up"))
    return {
        "Vad planen ska ha": f"Strategin gäller {strategy} och den här planen {plan}. "
        f"Planen ska ha minst en aktivitet inom varje utgångspunkt{all_areas}.",
        "Fyll i": f"Skriv på bladet {PLAN_SHEET}, en aktivitet per rad: vad ni ska göra, vem som ansvarar, när det ska "
        "göras och hur det följs upp.",
        "Välj i listorna": "Klicka i en cell, så visas frågan som hör till. Där det finns en pil väljer ni i en lista, "
        f"först utgångspunkt och sedan område. Under {own_words} går det lika bra att skriva själv. "
        "Klistrar ni in text från en annan fil, välj att bara klistra in värden, så är listorna kvar.",
        "Rader och kolumner": "Lägg till, ta bort, flytta, sortera och filtrera rader som ni vill, men slå inte ihop "
        "celler. "
        "Behöver ni en egen kolumn, sätt den längst till höger. Rubrikerna ska stå kvar.",
        "Kontrollera": f"Kolumnen {CHECK_HEADER} säger vad som saknas eller behöver ses över på raden. "
        f"Bladet {SELF_CHECK_SHEET} visar läget i hela planen.",
        "Lämna in": f"Skicka arbetsboken till {definition.delivery.to} {definition.delivery.by}. "
        "Behåll formatet .xlsx. Filen får gärna byta namn.",
        "Sedan": "Alla planer sammanställs. Är något oklart får ni veta i vilken cell och vad ni kan skriva i stället.",
    }


class LeftoverText:
    """What is said of texts in an earlier workbook that have no place in the plan."""

    TITLE = "Fick inte plats i planen"
    ABOUT = (
        f"Det här stod i den förra arbetsboken. Skriv in det som ska vara kvar på bladet {PLAN_SHEET}, "
        "och ta sedan bort det här bladet."
    )
    HEADINGS = ("Stod i", "Text", "Varför det inte är med")
    UNTITLED = "Kolumn utan rubrik"
    ERROR_VALUE = "Cellen visade ett felvärde. Skriv texten igen."
    TOO_LONG = "Hela texten går inte att ha i en cell. Här är slutet av den."
    NOT_AN_ACTIVITY = "Raden var ingen aktivitet."
    COMMENT = "Texten stod i en kommentar."
    TEXT_BOX = "Texten stod i en textruta."
    ANSWER = "Texten stod på återkopplingens blad."
    ABOVE = "Texten stod ovanför tabellen."
    OTHER_SHEET = "Bladet följer inte med till den nya mallen."

    @staticmethod
    def cells(number: int) -> str:
        """Tell how much stands on a sheet."""
        return "1 cell med text" if number == 1 else f"{number} celler med text"


def is_of_the_template(text: str, definition: Definition) -> bool:
    """Tell whether a text above a plan's table is what a template wrote there, this one or an earlier version."""
    written = {definition.title, CHECK_QUESTION, *(column.question for column in definition.columns)}
    written |= {subtitle(unit) for unit in definition.units}
    return text in written or text.startswith(PlanText.VERDICTS) or _VERSION_LINE.match(text) is not None


def filled_in(source: str, activities: int) -> str:
    """Tell the unit that its plan is filled in already, and from where."""
    counted = "1 aktivitet" if activities == 1 else f"{activities} aktiviteter"
    return f"Planen är redan ifylld med {counted} ur {source}. Gå igenom den, ändra det som behövs och fyll på."


class RowText:
    """What the check says beside a row."""

    COMPLETE = "Klar"
    LACKING = "Saknar: "
    ERROR_VALUE = "En cell visar ett felvärde. Skriv texten igen."
    POINT_UNKNOWN = "Utgångspunkten finns inte i listan."
    AREA_ELSEWHERE = "Området hör inte till utgångspunkten."
    AREA_UNKNOWN = "Området finns inte i listan."
    NO_FOLLOW_UP = "Uppföljningen säger inte hur."
    NOT_COUNTED = "Räknas inte som aktivitet ännu. Skriv mål eller metod."
    HEADERS_AGAIN = "Rubrikerna en gång till. Raden räknas inte."

    @staticmethod
    def named(column: Column) -> str:
        """Give a column's header as it stands within a sentence."""
        return column.header[:1].lower() + column.header[1:]


@dataclass(frozen=True, slots=True)
class Counted:
    """What stands after a number: after 1, and after any other."""

    one: str
    many: str


class PlanText:
    """What the self-check says of the whole plan."""

    VERDICTS = (
        "Planen är tom ännu.",
        "Planen är komplett.",
        "Planen är komplett.",
        "Planen är inte komplett ännu.",
    )
    BEGIN = f"Börja på bladet {PLAN_SHEET} och skriv en aktivitet per rad."
    LOOK = "Att se över: "
    LEFT = "Kvar: "
    INCOMPLETE_ROWS = Counted(" ofullständig rad", " ofullständiga rader")
    ROWS_TO_LOOK_AT = Counted(" rad att se över", " rader att se över")
    ROWS = Counted(" rad", " rader")  # the same, after "Att se över: "
    ROWS_NOT_COUNTED = Counted(" rad som inte räknas ännu", " rader som inte räknas ännu")
    POINTS_MISSING = Counted(" utgångspunkt utan aktivitet", " utgångspunkter utan aktivitet")
    AREAS_MISSING = Counted(" område utan aktivitet", " områden utan aktivitet")
    THESE_AREAS_MISSING = Counted(
        " område saknar aktivitet. Tabellen till vänster visar vilket.",
        " områden saknar aktivitet. Tabellen till vänster visar vilka.",
    )
    OUTSIDE = "rubriker eller rader på fel plats"
    HEADERS_GONE = "Raden med rubriker är borttagen. Ångra med Ctrl+Z, eller flytta över texten till en ny mall."
    HEADERS_CHANGED = "De här rubrikerna är ändrade, skriv tillbaka dem: "
    TEXT_BELOW = ("Det står text nedanför rad ", ", och den räknas inte här. Flytta upp den.")

    @staticmethod
    def point_missing(name: str) -> str:
        """Tell that an utgångspunkt has no activity."""
        return f"Ingen aktivitet inom {name}."

    @staticmethod
    def send(definition: Definition) -> str:
        """Tell what to do with a complete plan."""
        return f"Skicka den till {definition.delivery.to} {definition.delivery.by}."


EMPTY_PLAN = f"{PlanText.VERDICTS[0]} {PlanText.BEGIN}"


class SelfCheckText:
    """Headings and labels of the self-check sheet."""

    ABOUT = f"Räknas om medan ni skriver på bladet {PLAN_SHEET}. Här behöver ni inte fylla i något."
    LIMITS = (
        "Koderna för uppföljning räknas när de är utskrivna som i listan. "
        "En tidsplan som är skriven på ett ovanligt sätt läses först när planen har lämnats in."
    )
    FIGURES = "Planen i siffror"
    ACTIVITIES = "Aktiviteter"
    COMPLETE_ROWS = "Fullständiga rader"
    INCOMPLETE_ROWS = "Ofullständiga rader"
    ROWS_TO_LOOK_AT = "Rader att se över"
    ROWS_NOT_COUNTED = "Rader som inte räknas ännu"
    COVERAGE = "Utgångspunkter och områden"
    NUMBER = "Antal"
    STATE = "Läge"
    THERE = "Finns"
    MISSING = "Saknas"
    NOT_YET = "–"
    TO_DO = "Att göra"
    NOTHING_TO_DO = "Inget just nu."
    ROW = "Rad "
    MORE = ("… och ", " till. Filtrera på kolumnen Kontroll för att se alla.")

    @staticmethod
    def follow_up(code: FollowUpCode) -> str:
        """Name a follow-up code."""
        return f"Aktiviteter som nämner {code.code} ({code.name})"
