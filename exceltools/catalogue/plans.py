"""Workbooks: finding and reading the plan in one; what the intake says."""

from __future__ import annotations

from exceltools.catalogue.core_rule import CoreRule

NO_PLAN = CoreRule(
    code="INT030",
    name="no-plan-found",
    title="Ingen plan hittades",
    severity="error",
    message="Ingen tabell med planens rubriker hittades i {file}. Blad som söktes igenom: {sheets}.",
    hint="{advice}",
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
    message="Kolumnen ”{header}” saknas i {where}.",
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
    message="Planen räknas som {unit} (enligt {evidence}), men {other_evidence} pekar på {other}.",
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
    message="{what} har innehåll men är ingen plan, och följer inte med i sammanställningen.",
    hint="Hör något av det till planen, flytta det till planens blad.",
    why="Aktiviteter på ett extra blad ska inte försvinna utan att någon får veta det.",
)
CONTINUED = CoreRule(
    code="INT046",
    name="read-as-the-cell-above",
    title="Läst som cellen ovanför",
    severity="info",
    message="{what} och läses som cellen ovanför: ”{value}”.",
    hint="Skriv gärna ut texten på varje rad. Då går planen att sortera.",
    why="När en rad fortsätter den ovanför låter många cellen vara tom. Det ska synas hur den är läst.",
)
HEADER_BY_NAME = CoreRule(
    code="INT047",
    name="header-changed",
    title="En ändrad rubrik",
    severity="info",
    message="{what} Kolumnen läses ändå som ”{header}”, eftersom mallens märkning säger det.",
    hint="Skriv gärna tillbaka rubriken: ”{header}”.",
    why="Mallens egen märkning följer med kolumnen. Den avgör bara när rubriken är borta eller felstavad.",
)
HEADERS_LOST = CoreRule(
    code="INT048",
    name="header-row-lost",
    title="Rubrikraden är borta",
    severity="warning",
    message="Raden med rubriker är borta. Kolumnerna är lästa efter mallens egen märkning.",
    hint="Se efter att varje text har hamnat i rätt kolumn. I mallen heter kolumnerna {headers}.",
    why="Utan rubriker är det bara mallens märkning som säger vad som står i vilken kolumn.",
)
PARTED = CoreRule(
    code="INT049",
    name="several-activities-parted",
    title="Flera aktiviteter på samma rad",
    severity="info",
    message="Raden har {count} aktiviteter med tomma rader emellan. De är lästa var för sig.",
    hint="Skriv gärna en aktivitet per rad nästa gång.",
    why="Raden delas bara när det står lika många stycken i cellerna. Då är det klart vad som hör ihop.",
)
PERHAPS_SEVERAL = CoreRule(
    code="INT050",
    name="perhaps-several-activities",
    title="Kanske flera aktiviteter i en cell",
    severity="info",
    message="Raden ser ut att ha flera aktiviteter, men det går inte att se vad som hör ihop. Den är läst som en.",
    hint="Är det flera? Skriv dem i så fall på var sin rad.",
    why="En rad som kan delas på flera sätt delas inte alls. Då blir antalet aktiviteter kanske för lågt.",
)
EXAMPLE_ROW = CoreRule(
    code="INT051",
    name="example-row",
    title="En rad med exempel",
    severity="info",
    message="Raden är ett exempel på hur man fyller i, och räknas inte som en aktivitet.",
    hint="Är det en riktig aktivitet? Skriv den i så fall med egna ord.",
    why="Exempel som står kvar i planen ska inte räknas som något enheten gör.",
)
OTHER_TABLE = CoreRule(
    code="INT052",
    name="another-table",
    title="En annan tabell",
    severity="info",
    message="Under planen står en annan tabell, med rubrikerna {headers}. Den räknas inte som aktiviteter.",
    hint="Finns det aktiviteter i den? Flytta dem i så fall till planens tabell.",
    why="En budget eller en kontaktlista under planen ska synas, men inte bli aktiviteter.",
)
SIDE_BY_SIDE = CoreRule(
    code="INT053",
    name="tables-side-by-side",
    title="Två tabeller bredvid varandra",
    severity="warning",
    message="Här börjar en tabell till, bredvid den första. Båda är lästa som delar av planen.",
    hint="Är den ena en äldre version? Ta bort den och skicka planen igen.",
    why="Två tabeller på samma blad är oftast delar av samma plan, men kan vara två versioner av den.",
)
COPY_OF_PLAN = CoreRule(
    code="INT054",
    name="copy-of-the-plan",
    title="En kopia av planen",
    severity="info",
    message="Bladet ”{sheet}” är en kopia av planen på bladet ”{chosen}”. Planen räknas en gång.",
    why="Samma plan på två blad är en säkerhetskopia, inte två planer.",
)
UNKNOWN_IDENTITY = CoreRule(
    code="INT055",
    name="unknown-identity",
    title="Mallen hör till en okänd enhet",
    severity="info",
    message="Mallen är märkt för enheten ”{other}”, som inte finns i definitionen.",
    hint="Har enheten bytt namn? Lägg i så fall det gamla namnet bland enhetens andra namn i definitionen.",
    why="Enheter slås ihop och byter namn. Planer i gamla mallar ska ändå hamna rätt.",
)
HIDDEN_PLAN = CoreRule(
    code="INT056",
    name="plan-on-a-hidden-sheet",
    title="En plan till på ett dolt blad",
    severity="warning",
    message="Det dolda bladet ”{sheet}” har också en ifylld plan. Bara den på bladet ”{chosen}” räknas.",
    hint="Är det den dolda som gäller? Visa i så fall det bladet, ta bort det andra och skicka planen igen.",
    why="Ett dolt blad är oftast en äldre version, men det vet bara den som har dolt det.",
)
# What the hints above advise, by what is known.
USE_THE_TEMPLATE = "Rubrikraden ska innehålla {headers}. Fyll i planen i mallen och skicka den igen."
PERHAPS_HEADERS = (
    "Rad {row} på bladet ”{sheet}” liknar rubrikraden: {pairs}. Är det den? Skriv i så fall rubrikerna som i mallen."
)
