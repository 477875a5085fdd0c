"""Files: what cannot be read, and why; what the sources, the preflight and the reading say."""

from __future__ import annotations

from collections.abc import Mapping

from exceltools.catalogue.core_rule import CoreRule

_FILL_IN = "Fyll i mallen i Excel och skicka arbetsboken i stället."
_SAVE_AS = "Öppna den i Excel, välj Spara som och Excel-arbetsbok (.xlsx), och skicka den filen."
_FROM_OUTLOOK = "Öppna brevet i Outlook och spara arbetsboken som ligger bifogad i det. Ange den i stället."

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
        ("e-mail", "ett e-postbrev", "Spara arbetsboken som ligger bifogad i brevet, och ange den."),
        ("outlook", "ett brev sparat i Outlooks eget format (.msg)", _FROM_OUTLOOK),
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
    title="Skrivet av verktyget",
    severity="info",
    why="Sammanställningen och återkopplingen ligger ofta bland planerna och får inte räknas som fler planer.",
    message="Det här har verktyget skrivit, och det är ingen plan.",
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
    why="En fil med lösenord kan bara läsas av den som har lösenordet.",
    message="Filen är låst med lösenord.",
    hint="Be avsändaren ta bort lösenordet i Excel (Arkiv, Info, Skydda arbetsbok) och skicka filen igen. Har du"
    " lösenordet kan det anges med --password-file.",
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
    message="Filen är packad på ett annat sätt än Excels egna filer ({what}), och läses inte av säkerhetsskäl.",
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
    title="Läst på ett annat sätt",
    severity="info",
    former=("INT039",),
    why="Klarar den vanliga läsningen inte en fil görs en annan. Värdena är desamma, men filen är ovanlig.",
    message="Filen är ovanligt sparad och är läst på ett annat sätt än de andra.",
    hint="Jämför gärna några rader med originalet.",
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
    why="I de här formaten syns inte allt för läsaren. Det som står i en kommentar eller är överstruket märks inte.",
    message="Filen är sparad i formatet {format}. Värdena är lästa, men kommentarer och överstruken text märks inte.",
    hint="Spara gärna som Excel-arbetsbok (.xlsx) nästa gång.",
)
FROM_LETTER = CoreRule(
    code="INT100",
    name="from-letter",
    title="Kom i ett brev",
    severity="info",
    why="En plan som ligger i ett brev säger inte alltid vems den är. Då hjälper det att veta vem som skickade den.",
    message="Filen låg i ett brev från {sender}{when}{about}.",
)
NO_ATTACHMENT = CoreRule(
    code="INT101",
    name="no-attachment",
    title="Brev utan plan",
    severity="error",
    why="Ett brev som ligger bland planerna bär oftast på en. Ligger planen bakom en länk finns den inte i brevet.",
    message="I brevet från {sender}{when}{about} ligger ingen arbetsbok.",
    hint="Finns det en länk till planen i brevet? Hämta den och lägg den bland de andra planerna.",
)
WINMAIL = CoreRule(
    code="INT102",
    name="winmail",
    title="Bilagor som bara Outlook öppnar",
    severity="error",
    why="Outlook kan packa alla bilagor i en enda fil som heter winmail.dat. Andra program kan inte öppna den.",
    message="Brevets bilagor är inpackade på ett sätt som bara Outlook kan öppna (winmail.dat).",
    hint="Öppna brevet i Outlook och spara arbetsboken därifrån. Annars kan avsändaren skicka den igen i ett brev med"
    " vanlig text.",
)
LOCKED_LETTER = CoreRule(
    code="INT103",
    name="locked-letter",
    title="Krypterat brev",
    severity="error",
    why="Ett krypterat brev kan bara mottagaren öppna, i sitt eget e-postprogram.",
    message="Brevets innehåll är krypterat eller förseglat, så bilagorna går inte att komma åt.",
    hint="Öppna brevet i ditt e-postprogram och spara arbetsboken därifrån.",
)
LOCKED_MEMBER = CoreRule(
    code="INT104",
    name="locked-in-archive",
    title="Zip-fil med lösenord",
    severity="error",
    why="Filer i en zip-fil med lösenord kan inte läsas förrän de är uppackade.",
    message="Filen ligger i en zip-fil som är låst med lösenord.",
    hint="Packa upp zip-filen, skriv lösenordet när det efterfrågas, och ange mappen med de uppackade filerna.",
)
UNLOCKED = CoreRule(
    code="INT105",
    name="unlocked",
    title="Öppnad med lösenord",
    severity="info",
    why="Den som ska öppna filen i Excel behöver veta att den är låst.",
    message="Filen är låst, och har öppnats med {how}.",
)
WRONG_PASSWORD = CoreRule(
    code="INT106",
    name="wrong-password",
    title="Inget lösenord passar",
    severity="error",
    why="En fil med lösenord kan bara läsas av den som har lösenordet.",
    message="Filen är låst med ett lösenord som inte finns i lösenordsfilen.",
    hint="Skriv lösenordet på en egen rad i lösenordsfilen, precis som det skrivs i Excel. Stora och små"
    " bokstäver är olika.",
)
OTHER_LOCK = CoreRule(
    code="INT107",
    name="other-lock",
    title="Låst på ett annat sätt",
    severity="error",
    why="Några program låser filer på sätt som bara de själva kan låsa upp.",
    message="Filen är låst på ett sätt som inte går att öppna här, inte ens med lösenordet.",
    hint="Öppna den i programmet som den är gjord i, ta bort lösenordet och spara den på nytt.",
)
UNTOUCHED_TEMPLATE = CoreRule(
    code="INT108",
    name="untouched-template",
    title="En mall som ingen har fyllt i",
    severity="info",
    why="En mall som är precis som när den skapades är ingen plan. Enheten räknas inte som klar.",
    message="Det här är en mall som ingen har skrivit i, och därför ingen plan.",
)
