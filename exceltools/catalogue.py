"""What the tool itself says of plans and files: the declarations of every issue that the core raises.

One place for code, severity, sentence and reason, so that the lists, the handbook and the issues cannot disagree.
Plugins declare their own rules beside the condition that triggers them; these are the core's.

    INT001–INT029  files: what cannot be read, and why        (sources, preflight, reading)
    INT030–INT059  finding and reading the plan in a workbook (intake)
    INT060–INT079  which delivery counts, who is missing      (deliveries)
    SCH001–        what a cell must hold                       (schemas)
    KOR001–        the run itself: what could not be checked   (validate)
"""

from __future__ import annotations

from dataclasses import dataclass

from exceltools.model import Declaration


@dataclass(frozen=True, slots=True, kw_only=True)
class CoreRule(Declaration):
    """An issue that the core raises. `message` and `hint` are Swedish sentences with {words} to fill in."""

    message: str
    hint: str = ""


# --- files: what cannot be read, and why ---------------------------------------------------------------------


# --- finding and reading the plan in a workbook ------------------------------------------------------------


# --- which delivery counts, who is missing -----------------------------------------------------------------


# --- what a cell must hold ---------------------------------------------------------------------------------

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
    hint="Felet kommer från en formel. Skriv in texten igen, som vanlig text.",
)

# What the hints above advise, by what is known.
CHOOSE_UTGANGSPUNKT = "Välj en av dem i listan: {choices}."
CHOOSE_OMRADE = "Välj något av områdena inom {point}: {choices}."
CHOOSE_BOTH = "Välj utgångspunkt först. Sedan visar listan områdena inom den."
SUGGESTED = "Menar ni {suggestion}? Välj det i listan i så fall."
SUGGESTED_BY_OMRADE = "Området {omrade} hör till {suggestion}. Välj den utgångspunkten om det är den ni menar."
NAME_NOT_SENTENCE = "Här räcker områdets namn. Flytta resten av texten till {metod}."


# --- the run itself ----------------------------------------------------------------------------------------

PLUGIN_NOT_LOADED = CoreRule(
    code="KOR001",
    name="plugin-not-loaded",
    title="Ett tillägg kunde inte läsas in",
    severity="error",
    why="Reglerna i ett tillägg som inte kan läsas in prövas inte. Då ska ingen tro att planerna har klarat dem.",
    message="Tillägget {plugin} är inte helt inläst: {reason}.",
    hint="Be den som har gjort tillägget att rätta det. Allt annat är kontrollerat som vanligt.",
)
RULE_NOT_CHECKED = CoreRule(
    code="KOR002",
    name="rule-not-checked",
    title="En regel kunde inte prövas",
    severity="error",
    why="En regel som stannar halvvägs har inte sett allt. Då ska ingen tro att planerna har klarat den.",
    message="Regeln {rule} i tillägget {plugin} är inte färdigprövad för {plans}: {reason}.",
    hint="Be den som har gjort tillägget att rätta regeln. Allt annat är kontrollerat som vanligt.",
)
CELLS_NOT_CHECKED = CoreRule(
    code="KOR003",
    name="cells-not-checked",
    title="Cellerna kunde inte kontrolleras",
    severity="error",
    why="Om kontrollen av cellerna inte kan göras som avsett ska det synas, i stället för att allt ser rätt ut.",
    message="Kontrollen av vad som står i cellerna är inte fullständig: {reason}.",
    hint="Det är ett fel i verktyget och inte i planerna. Skicka meddelandet till den som sköter exceltools.",
)
RULE_PRINTS = CoreRule(
    code="KOR004",
    name="plugin-prints",
    title="Ett tillägg skriver egen text",
    severity="info",
    why="Det som ett tillägg skriver ut på egen hand blandas ihop med resultatet. Därför tas det bort.",
    message="{who} skrev ut egen text, som har tagits bort: ”{text}”.",
    hint="Det påverkar inte resultatet. En regel ska lämna det den hittar med yield.",
)
RULE_SLOW = CoreRule(
    code="KOR005",
    name="rule-slow",
    title="En regel tar lång tid",
    severity="info",
    why="En enda långsam regel gör att alla får vänta.",
    message="Regeln {rule} i tillägget {plugin} tog mer än {seconds} sekunder.",
    hint="Det påverkar inte resultatet. Be den som har gjort tillägget att se över regeln.",
)
PARAMETER_UNKNOWN = CoreRule(
    code="KOR006",
    name="parameter-unknown",
    title="En inställning passar inte regeln",
    severity="warning",
    why="En felstavad inställning har ingen verkan, och det märks inte om ingen säger till.",
    message="Definitionens inställning {parameter} för regeln {rule} används inte: {reason}.",
    hint="{advice}",
)
CODE_UNKNOWN = CoreRule(
    code="KOR007",
    name="code-unknown",
    title="En regel som inte finns nämns",
    severity="warning",
    why="En felstavad regelkod har ingen verkan, och det märks inte om ingen säger till.",
    message="{who} nämner regeln {rule}, men någon sådan finns inte.",
    hint="{advice}",
)
PLUGINS_MISSING = CoreRule(
    code="KOR008",
    name="bundled-plugins-missing",
    title="De medföljande tilläggen saknas",
    severity="error",
    why="Utan de medföljande tilläggen prövas varken täckning, tidsplan eller uppföljning.",
    message="De tillägg som följer med exceltools hittades inte, och deras regler är inte prövade.",
    hint="Installera om exceltools.",
)


def core_rules() -> dict[str, CoreRule]:
    """All declarations of this page, by code."""
    return {value.code: value for value in globals().values() if isinstance(value, CoreRule)}
