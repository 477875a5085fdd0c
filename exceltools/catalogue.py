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

from collections.abc import Mapping
from dataclasses import dataclass

from exceltools.model import Declaration


@dataclass(frozen=True, slots=True, kw_only=True)
class CoreRule(Declaration):
    """An issue that the core raises. `message` and `hint` are Swedish sentences with {words} to fill in."""

    message: str
    hint: str = ""


# --- files: what cannot be read, and why ---------------------------------------------------------------------

_FILL_IN = "Fyll i mallen i Excel och skicka arbetsboken i stället."
_SAVE_AS = "Öppna den i Excel, välj Spara som och Excel-arbetsbok (.xlsx), och skicka den filen."

# What a file is that is no workbook, and the way out; the words of WRONG_KIND.
FILE_KINDS: Mapping[str, Mapping[str, str]] = {
    kind: {"kind": name, "way_out": way_out}
    for kind, name, way_out in (
        ("pdf", "en PDF", _FILL_IN),
        ("word", "ett Word-dokument", _FILL_IN),
        ("rtf", "ett textdokument (RTF)", _FILL_IN),
        ("writer", "ett textdokument (ODT)", _FILL_IN),
        ("slides", "ett bildspel", _FILL_IN),
        ("picture", "en bild", _FILL_IN),
        ("text", "en textfil, till exempel CSV", _SAVE_AS),
        ("html", "en webbsida", _SAVE_AS),
        ("mhtml", "en sparad webbsida (MHTML)", _SAVE_AS),
        ("xml", "en XML-fil", _SAVE_AS),
        ("excel-xml", "ett XML-kalkylblad från Excel 2003", _SAVE_AS),
        ("excel-4", "en arbetsbok från tiden före Excel 97", _SAVE_AS),
        ("numbers", "ett Numbers-dokument", "Öppna den i Numbers, exportera till Excel (.xlsx) och skicka den filen."),
        ("e-mail", "ett e-postmeddelande", "Spara arbetsboken som ligger bifogad i brevet, och ange den."),
        ("shortcut", "en genväg", "Ange själva arbetsboken i stället för genvägen till den."),
        ("zip", "ett packat arkiv", "Packa upp det och ange arbetsböckerna som låg i det."),
        ("archive", "ett packat arkiv", "Packa upp det och ange arbetsböckerna som låg i det."),
        ("unknown", "en fil av okänt slag", "Be avsändaren spara planen i Excel som Excel-arbetsbok (.xlsx)."),
    )
}

# What there can be too much of, in TOO_MUCH_CONTENT.
CONTENT_WORDS: Mapping[str, str] = {
    "sheets": "blad",
    "rows": "rader",
    "filled-rows": "ifyllda rader",
    "cells": "celler",
    "values": "ifyllda celler",
    "area": "celler mellan sin första och sista",
    "merged": "sammanslagna celler",
    "text": "tecken text",
}

SOURCE_MISSING = CoreRule(
    code="INT001",
    name="source-missing",
    title="Källan finns inte",
    severity="error",
    why="En felstavad sökväg ska synas, inte se ut som en plan som aldrig kom.",
    message="Det finns ingen fil eller mapp som heter {name}.",
    hint="Kontrollera stavningen och vilken mapp du står i.",
)
NOTHING_TO_READ = CoreRule(
    code="INT002",
    name="nothing-to-read",
    title="Inga arbetsböcker",
    severity="error",
    why="En tom mapp är oftast fel mapp.",
    message="{place} innehåller inga arbetsböcker.",
    hint="Lägg de returnerade arbetsböckerna där, eller ange en annan plats.",
)
LOCK_FILE = CoreRule(
    code="INT003",
    name="lock-file",
    title="Låsfil",
    severity="info",
    why="Så länge en arbetsbok är öppen ligger en liten låsfil bredvid den. Den är ingen plan, men säger att planen kan"
    " ha ändringar som inte är sparade.",
    message="Det här är en låsfil och ingen plan: någon har planen öppen.",
    hint="När planen har sparats och stängts försvinner låsfilen, och sparade ändringar kommer med.",
)
NOT_A_RETURN = CoreRule(
    code="INT004",
    name="not-a-return",
    title="Hör inte till planerna",
    severity="info",
    why="I en mapp med planer ligger ofta annat också. Det räknas inte, men det ska synas att det har setts.",
    message="{what} hör inte till planerna och räknas inte med.",
)
OWN_OUTPUT = CoreRule(
    code="INT005",
    name="own-output",
    title="Egen sammanställning",
    severity="info",
    why="Sammanställningen ligger ofta i samma mapp som planerna och får inte räknas som en plan till.",
    message="Det här är en sammanställning som verktyget har skrivit, inte en plan.",
)
NOT_A_FILE = CoreRule(
    code="INT006",
    name="not-a-file",
    title="Inte en fil",
    severity="error",
    why="Länkar och mappar följs inte i stället för filer: ingen ska behöva undra varifrån en plan kom.",
    message="Det här är {what}, ingen fil som kan läsas.",
    hint="Lägg själva arbetsboken här i stället.",
)
NO_ACCESS = CoreRule(
    code="INT007",
    name="no-access",
    title="Går inte att öppna",
    severity="error",
    why="En fil som är låst eller saknar läsrättighet kan inte läsas, men de andra kan det.",
    message="{what} gick inte att öppna. Antingen använder ett annat program den, eller så saknas läsrättighet.",
    hint="Stäng arbetsboken i Excel, kontrollera rättigheterna och kör igen.",
)
ONLY_IN_CLOUD = CoreRule(
    code="INT008",
    name="only-in-cloud",
    title="Bara i molnet",
    severity="error",
    why="En fil som inte har hämtats från molnet har inget innehåll att läsa, och hämtningen kan dröja hur länge som"
    " helst.",
    message="Filen ligger bara i molnet och är inte hämtad till den här datorn.",
    hint="Hämta den först: i filens högerklicksmeny finns Behåll alltid på den här enheten.",
)
EMPTY_FILE = CoreRule(
    code="INT009",
    name="empty-file",
    title="Tom fil",
    severity="error",
    why="En fil utan innehåll är en plan som inte kom fram.",
    message="Filen är tom.",
    hint="Öppna den i Excel och se om planen finns där. Gör den inte det, så be avsändaren om en ny kopia.",
)
WRONG_KIND = CoreRule(
    code="INT010",
    name="wrong-kind",
    title="Fel sorts fil",
    severity="error",
    why="Vad en fil är avgörs av innehållet, inte av namnet. Bara arbetsböcker kan läsas cell för cell.",
    message="Filen är {kind}, inte en Excel-arbetsbok.",
    hint="{way_out}",
)
ENCRYPTED = CoreRule(
    code="INT011",
    name="encrypted",
    title="Lösenord",
    severity="error",
    why="En fil med lösenord kan inte läsas, och lösenord ska inte samlas in.",
    message="Filen är låst med lösenord.",
    hint="Be avsändaren ta bort lösenordet i Excel (Arkiv, Info, Skydda arbetsbok) och skicka filen igen.",
)
LABELLED = CoreRule(
    code="INT012",
    name="sensitivity-label",
    title="Känslighetsetikett",
    severity="error",
    why="En känslighetsetikett med kryptering låser innehållet för alla program utom Excel.",
    message="Filen är krypterad av sin känslighetsetikett.",
    hint="Be avsändaren välja en etikett utan kryptering och skicka filen igen.",
)
CUT_OFF = CoreRule(
    code="INT013",
    name="cut-off",
    title="Avhuggen fil",
    severity="error",
    why="En avbruten överföring lämnar en fil som saknar sitt slut.",
    message="Slutet på filen fattas; troligen avbröts överföringen.",
    hint="Be om filen en gång till.",
)
DAMAGED = CoreRule(
    code="INT014",
    name="damaged",
    title="Skadad fil",
    severity="error",
    why="Är en del av filen skadad vet ingen vad som saknas. Då är det bättre att be om den igen.",
    message="Filen är skadad och går inte att läsa.",
    hint="Be avsändaren öppna den i Excel, tacka ja till en reparation om den erbjuds, och skicka den sparade filen.",
)
UNPACKS_TOO_LARGE = CoreRule(
    code="INT015",
    name="unpacks-too-large",
    title="Packas upp för stort",
    severity="error",
    why="En liten fil som packas upp till något enormt är gjord för att fylla minnet.",
    message="Filen sväller orimligt när den packas upp, och läses inte av säkerhetsskäl.",
    hint="Kontakta avsändaren och be om planen i en ny arbetsbok.",
)
DEFINITIONS_INSIDE = CoreRule(
    code="INT016",
    name="definitions-inside",
    title="Främmande definitioner",
    severity="error",
    why="Excel skriver aldrig egna definitioner i sina filer. De kan hämta andra filer eller svälla utan gräns.",
    message="Filen innehåller definitioner som Excel aldrig skriver, och läses inte av säkerhetsskäl.",
    hint="Kontakta avsändaren och be om planen sparad på nytt i Excel.",
)
ODD_PACKAGE = CoreRule(
    code="INT017",
    name="odd-package",
    title="Konstigt packad",
    severity="error",
    why="Kan en fil läsas på två sätt, visar Excel kanske något annat än det som läses här.",
    message="Filen är packad på ett annat sätt än Excel gör ({what}), och läses inte av säkerhetsskäl.",
    hint="Kontakta avsändaren och be om planen sparad på nytt i Excel.",
)
FILE_TOO_LARGE = CoreRule(
    code="INT018",
    name="file-too-large",
    title="För stor fil",
    severity="error",
    why="En plan är sällan större än en megabyte. Stora filer har bilder eller annat som inte hör till planen.",
    message="Filen är {size} MB stor; gränsen går vid {limit} MB.",
    hint="Ta bort bilder och annat som inte hör till planen, spara och skicka igen.",
)
TOO_MUCH_CONTENT = CoreRule(
    code="INT019",
    name="too-much-content",
    title="För mycket innehåll",
    severity="error",
    why="En plan har några tusen celler. Är de hundratusentals är det något annat än planen som följt med.",
    message="Arbetsboken har {count} {what}; gränsen går vid {limit}.",
    hint="Radera blad och tomma rader som inte hör till planen, spara och skicka filen på nytt.",
)
TOO_SLOW = CoreRule(
    code="INT020",
    name="too-slow",
    title="Tog för lång tid",
    severity="error",
    why="En enda fil får inte hindra att de andra blir lästa.",
    message="Filen hann inte läsas på {seconds} sekunder.",
    hint="Kopiera planen till en ny arbetsbok, spara den och skicka den i stället.",
)
TOO_MUCH_MEMORY = CoreRule(
    code="INT021",
    name="too-much-memory",
    title="För mycket minne",
    severity="error",
    why="En enda fil får inte ta datorns minne från de andra.",
    message="Filen kräver mer minne än läsningen av en plan får ta.",
    hint="Kopiera planen till en ny arbetsbok, spara den och skicka den i stället.",
)
READER_DIED = CoreRule(
    code="INT022",
    name="reader-died",
    title="Läsningen avbröts",
    severity="error",
    why="Vissa filer får läsprogrammet att stanna. Det kostar bara den filen; de andra läses ändå.",
    message="Läsningen av filen avbröts oväntat.",
    hint="Öppna filen i Excel, spara den som en ny Excel-arbetsbok (.xlsx) och skicka den.",
)
VALUES_LOST = CoreRule(
    code="INT023",
    name="values-lost",
    title="Alla värden kom inte med",
    severity="error",
    why="Cellerna räknas i filen och jämförs med det som lästes. En halv plan får aldrig se ut som en hel.",
    message="Alla värden i filen gick inte att läsa, och en halv plan räknas inte.",
    hint="Öppna filen i Excel, spara den som en ny Excel-arbetsbok (.xlsx) och skicka den.",
)
FOLDER_TOO_DEEP = CoreRule(
    code="INT024",
    name="folder-too-deep",
    title="För djupt ner",
    severity="error",
    why="Sökningen går några nivåer ner. Det som ligger djupare ska inte försvinna utan att det märks.",
    message="Mappen ligger mer än {depth} nivåer ner och är inte genomsökt.",
    hint="Ange mappen själv om det ligger planer i den.",
)
TOO_MANY_FILES = CoreRule(
    code="INT025",
    name="too-many-files",
    title="För många filer",
    severity="error",
    why="Så många filer brukar betyda att fel mapp är angiven.",
    message="{place} har fler än {limit} filer, och resten är inte lästa.",
    hint="Ange den mapp där planerna ligger.",
)
READ_BY_RESERVE = CoreRule(
    code="INT026",
    name="read-by-reserve",
    title="Läst av reservläsaren",
    severity="info",
    why="När den vanliga läsaren inte klarar en fil får en annan försöka. Värdena är desamma, men filen är ovanlig.",
    message="Filen är ovanligt sparad och lästes av reservläsaren.",
)
ACTIVE_CONTENT = CoreRule(
    code="INT027",
    name="active-content",
    title="Makron och länkar",
    severity="info",
    why="Makron körs aldrig och länkar följs aldrig. Den som ska öppna filen i Excel ska veta att de finns.",
    message="Filen innehåller {what}. Inget sådant har körts eller hämtats; bara värdena är lästa.",
)
OLDER_FORMAT = CoreRule(
    code="INT028",
    name="older-format",
    title="Annat filformat",
    severity="info",
    why="I de här formaten syns inte allt för läsaren. En cell med ett formelfel kan se ut som en tom cell.",
    message="Filen är sparad i formatet {format}. Värdena är lästa, men formelfel och dolda rader märks inte.",
    hint="Spara gärna som Excel-arbetsbok (.xlsx) nästa gång.",
)


# --- finding and reading the plan in a workbook ------------------------------------------------------------

NO_PLAN = CoreRule(
    code="INT030",
    name="no-plan-found",
    title="Ingen plan hittades",
    severity="error",
    message="Ingen tabell med planens rubriker hittades i {file}. Blad som söktes igenom: {sheets}.",
    hint="Rubrikraden ska innehålla {headers}. Fyll i planen i mallen och skicka den igen.",
    why="Planen känns igen på sina rubriker. Utan dem går det inte att veta vad som står i vilken kolumn.",
)
SEVERAL_PLANS = CoreRule(
    code="INT031",
    name="several-plans-in-workbook",
    title="Flera planer i samma arbetsbok",
    severity="error",
    message="Flera blad i {file} ser ut som planen: {sheets}. Det går inte att avgöra vilket som gäller.",
    hint="Behåll bara det blad som gäller, eller flytta de andra till en egen fil, och skicka arbetsboken igen.",
    why="Två blad med planens rubriker kan vara två versioner. Verktyget väljer aldrig mellan dem på egen hand.",
)
EMPTY_PLAN = CoreRule(
    code="INT032",
    name="empty-plan",
    title="Planen är tom",
    severity="error",
    message="Planen i {file} har rubriker men inga aktiviteter.",
    hint="Har rätt fil skickats? Fyll i en rad per aktivitet och skicka planen igen.",
    why="En tom mall som skickas tillbaka är oftast fel fil.",
)
MISSING_COLUMN = CoreRule(
    code="INT033",
    name="missing-column",
    title="En kolumn saknas",
    severity="error",
    message="Kolumnen ”{header}” saknas i planen.",
    hint="{advice}",
    why="När en hel kolumn saknas sägs det en gång, inte en gång per rad.",
)
ADDED_COLUMN = CoreRule(
    code="INT034",
    name="added-column",
    title="En egen kolumn",
    severity="info",
    message="Kolumnen ”{header}” är enhetens egen. Den följer med i sammanställningen.",
    why="Enheter får lägga till kolumner. De ska synas, inte försvinna.",
)
NOT_AN_ACTIVITY = CoreRule(
    code="INT035",
    name="row-not-an-activity",
    title="En rad som inte är en aktivitet",
    severity="info",
    message="Här står bara ”{text}”, och därför räknas raden inte som en aktivitet.",
    hint="Hör texten till planen? Skriv den i så fall på raden för den aktivitet som den gäller.",
    why="Summor, rubriker och anteckningar runt tabellen blir inte aktiviteter, men de ska synas för den som läser.",
)
HIDDEN_CONTENT = CoreRule(
    code="INT036",
    name="hidden-content",
    title="Dolt innehåll",
    severity="info",
    message="{what}. Innehållet är läst som allt annat.",
    hint="Visa det dolda i Excel och se efter om det ska vara med.",
    why="Dolda rader, kolumner och blad följer med när en arbetsbok skickas, ofta utan att avsändaren vet om det.",
)
FORMULA_WITHOUT_VALUE = CoreRule(
    code="INT037",
    name="formula-without-value",
    title="En formel utan värde",
    severity="warning",
    message="Cellen innehåller en formel som inte har räknats ut, så värdet går inte att läsa.",
    hint="Öppna arbetsboken i Excel, skriv texten i stället för formeln och spara.",
    why="Värdet av en formel finns bara i filen om programmet som sparade den har räknat ut det.",
)
FAR_CELL = CoreRule(
    code="INT038",
    name="content-outside-the-plan",
    title="Innehåll långt utanför planen",
    severity="info",
    message="Cell {cell} ligger långt utanför planen men är inte tom.",
    hint="Töm cellen om den inte ska vara med.",
    why="En ensam cell långt bort är oftast ett misstag, och kan hindra andra program från att öppna arbetsboken.",
)
UNKNOWN_UNIT = CoreRule(
    code="INT040",
    name="unknown-unit",
    title="Okänd enhet",
    severity="error",
    message="Det går inte att se vilken enhet planen i {file} kommer från. {why_not}",
    hint="Skriv enhetens namn ovanför tabellen eller i filens namn, till exempel ”Handlingsplan {example}.xlsx”.",
    why="En plan utan känd avsändare tas med i sammanställningen men kan inte räknas för någon enhet.",
)
UNIT_CONTRADICTED = CoreRule(
    code="INT041",
    name="unit-contradicted",
    title="Olika uppgifter om enheten",
    severity="warning",
    message="Planen räknas som {unit} ({evidence}), men {other_evidence} pekar på {other}.",
    hint="Kontrollera vems plan det är. Är mallen lånad från en annan enhet behöver den rätta enheten en egen.",
    why="När en enhet lånar en annans ifyllda mall kan planen hamna på fel enhet utan att någon märker det.",
)
OTHER_VERSION = CoreRule(
    code="INT042",
    name="other-template-version",
    title="En annan version av mallen",
    severity="info",
    message="Planen är skriven i version {version} av mallen. Den som gäller nu är {current}.",
    hint="Det som står i planen är läst. Kontrollera om något har ändrats mellan versionerna.",
    why="Äldre mallar kan ha andra val i listorna.",
)
OTHER_DEFINITION = CoreRule(
    code="INT043",
    name="other-definition",
    title="En mall för något annat",
    severity="warning",
    message="Mallen som planen är skriven i hör till ”{other}”, inte till ”{current}”.",
    hint="Har rätt fil skickats?",
    why="En mall från en annan strategi kan ha samma rubriker men andra val.",
)
ELSEWHERE = CoreRule(
    code="INT044",
    name="text-outside-the-columns",
    title="Text utanför kolumnerna",
    severity="info",
    message="Raden har text i en kolumn utan rubrik. Den följer med i sammanställningen som ”{header}”.",
    hint="Ge kolumnen en rubrik om den ska vara kvar.",
    why="Det som skrivs bredvid tabellen ska inte försvinna.",
)
OTHER_SHEET = CoreRule(
    code="INT045",
    name="other-sheet-left-out",
    title="Ett blad som inte följer med",
    severity="info",
    message="Bladet ”{sheet}” har innehåll men är ingen plan, och följer inte med i sammanställningen.",
    hint="Hör något av det till planen, flytta det till planens blad.",
    why="Aktiviteter på ett extra blad ska inte försvinna utan att någon får veta det.",
)


# --- which delivery counts, who is missing -----------------------------------------------------------------

SAME_FILE_TWICE = CoreRule(
    code="INT060",
    name="same-file-twice",
    title="Samma fil två gånger",
    severity="info",
    message="{file} är exakt samma fil som {other}. Den räknas en gång.",
    why="Samma fil kommer ofta flera gånger i en e-posttråd.",
)
SUPERSEDED = CoreRule(
    code="INT061",
    name="superseded-return",
    title="Ersatt av en senare plan",
    severity="warning",
    message="{unit} har lämnat flera planer. {other} räknas, eftersom den {reason}. {file} räknas inte.",
    hint="Ta bort den plan som inte gäller om fel plan räknas.",
    why="Av flera planer från samma enhet räknas den som sparades senast. Valet ska synas så att det kan ändras.",
)
MISSING_RETURN = CoreRule(
    code="INT062",
    name="missing-return",
    title="En plan saknas",
    severity="warning",
    message="Ingen plan har kommit från {unit}.",
    hint="Skicka en påminnelse.",
    why="Sammanställningen gäller bara dem som har lämnat. Det ska framgå vilka som inte har gjort det.",
)


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
    title="Ett insticksprogram kunde inte läsas in",
    severity="error",
    why="Regler som inte kan läsas in prövas inte. Då ska ingen tro att planerna har klarat dem.",
    message="Insticksprogrammet {plugin} är inte helt inläst: {reason}.",
    hint="Be den som har gjort insticksprogrammet att rätta det. Allt annat är kontrollerat som vanligt.",
)
RULE_NOT_CHECKED = CoreRule(
    code="KOR002",
    name="rule-not-checked",
    title="En regel kunde inte prövas",
    severity="error",
    why="En regel som stannar halvvägs har inte sett allt. Då ska ingen tro att planerna har klarat den.",
    message="Regeln {rule} i insticksprogrammet {plugin} är inte färdigprövad för {plans}: {reason}.",
    hint="Be den som har gjort insticksprogrammet att rätta regeln. Allt annat är kontrollerat som vanligt.",
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
PLUGIN_PRINTS = CoreRule(
    code="KOR004",
    name="plugin-prints",
    title="Ett insticksprogram skriver egen text",
    severity="info",
    why="Det som ett insticksprogram skriver ut på egen hand blandas ihop med resultatet. Därför tas det bort.",
    message="{who} skrev ut egen text, som har tagits bort: ”{text}”.",
    hint="Det påverkar inte resultatet. En regel ska lämna det den hittar med yield.",
)
RULE_SLOW = CoreRule(
    code="KOR005",
    name="rule-slow",
    title="En regel tar lång tid",
    severity="info",
    why="En enda långsam regel gör att alla får vänta.",
    message="Regeln {rule} i insticksprogrammet {plugin} tog mer än {seconds} sekunder.",
    hint="Det påverkar inte resultatet. Be den som har gjort insticksprogrammet att se över regeln.",
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
    title="De medföljande insticksprogrammen saknas",
    severity="error",
    why="Utan de medföljande insticksprogrammen prövas varken täckning, tidsplan eller uppföljning.",
    message="De insticksprogram som följer med exceltools hittades inte, och deras regler är inte prövade.",
    hint="Installera om exceltools.",
)


def core_rules() -> dict[str, CoreRule]:
    """All declarations of this page, by code."""
    return {value.code: value for value in globals().values() if isinstance(value, CoreRule)}
