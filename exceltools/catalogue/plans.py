"""Workbooks: finding and reading the plan in one; what the intake says."""

from __future__ import annotations

from exceltools.catalogue.core_rule import CoreRule

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
    hint="Skriv enhetens namn ovanför tabellen eller i filens namn, till exempel ”Handlingsplan {example}.xlsx”. Vet du"
    ' redan vems den är räcker --choose "{example}={file}", med rätt enhet.',
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
