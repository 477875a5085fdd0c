"""The run itself: what could not be checked; what the engine says."""

from __future__ import annotations

from exceltools.catalogue.core_rule import CoreRule

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
RULES_LEFT_OUT = CoreRule(
    code="KOR009",
    name="rules-left-out",
    title="Regler som är bortvalda",
    severity="info",
    why="Den som läser resultatet ska se vad som inte är prövat, också när någon har valt det.",
    message="Bortvalda regler, som inte är prövade: {rules}.",
)
WAIVER_INCOMPLETE = CoreRule(
    code="KOR010",
    name="waiver-incomplete",
    title="Ett godkännande går inte att använda",
    severity="warning",
    why="Ingenting godtas utan skäl, utan att någon står för det, eller för alltid.",
    message="Rad {row} i {file} används inte: {reason}.",
    hint="Rätta raden, eller ta bort den.",
)
WAIVER_EXPIRED = CoreRule(
    code="KOR011",
    name="waiver-expired",
    title="Ett godkännande har gått ut",
    severity="warning",
    why="Det som godtas för en tid ska tas upp igen när tiden är ute.",
    message="Rad {row} i {file} gällde till och med {until}. Det som godtogs där räknas igen: {what}.",
    hint="Skriv ett nytt datum om det ska fortsätta att gälla, eller ta bort raden.",
)
WAIVER_WITHOUT_ISSUE = CoreRule(
    code="KOR012",
    name="waiver-without-issue",
    title="Ett godkännande som inte behövs",
    severity="info",
    why="Ett godkännande som inte svarar mot något är antingen rättat eller felskrivet.",
    message="Rad {row} i {file} svarar inte mot något i planerna: {what}.",
    hint="Är det rättat kan raden tas bort.",
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
SHEET_NOT_MADE = CoreRule(
    code="KOR020",
    name="sheet-not-made",
    title="Ett blad från ett insticksprogram är inte med",
    severity="error",
    why="Den som väntar sig ett blad i sammanställningen ska få veta varför det inte finns.",
    message="Bladet {sheet} från insticksprogrammet {plugin} är inte med i sammanställningen: {reason}.",
    hint="Be den som har gjort insticksprogrammet att rätta bladet. Allt annat är med som vanligt.",
)
