"""The workbook that is open: what is said where it cannot be checked there, and on the sheet of its findings."""

from __future__ import annotations

NO_XLWINGS = (
    'Det som behövs för att tala med Excel är inte installerat. Skriv: python -m pip install "exceltools[excel]"'
)
NO_EXCEL_HERE = (
    "Excel finns inte på den här datorn. Har du planen öppen i LibreOffice, lägg till --engine libreoffice. "
    "Annars granskar du den sparade filen med exceltools check."
)
NO_OFFICE_HERE = (
    "LibreOffice hittades inte på den här datorn. Ligger det på ett ovanligt ställe, så ange programmet i "
    "miljövariabeln {variable}."
)
NOT_RUNNING = "Excel är inte igång. Öppna planen i Excel och kör igen."
NOTHING_OPEN = "Ingen arbetsbok är öppen i {program}. Öppna planen där och kör igen."
SEVERAL_OPEN = "Flera arbetsböcker är öppna i {program}: {books}. Ange vilken som ska granskas med --book."
NO_SUCH_BOOK = "Ingen öppen arbetsbok heter ”{book}”. I {program} är det här öppet: {books}."
SAME_NAME = "Det finns flera öppna arbetsböcker som heter ”{book}”. Stäng den som inte ska granskas."
READ_ONLY = "Arbetsboken {book} är öppen bara för läsning och kan inte märkas. Öppna den för redigering och kör igen."
SHEET_PROTECTED = (
    "Bladet ”{sheet}” i {book} är skyddat och kan inte märkas. Ta bort skyddet under fliken Granska och kör igen."
)
BOOK_PROTECTED = (
    "Strukturen i {book} är skyddad, så inget blad kan läggas till. Ta bort skyddet under fliken Granska och kör igen."
)
BUSY = "{program} är upptaget: kanske redigeras en cell. Tryck på Enter eller Esc i {program} och kör igen."
GONE = "Arbetsboken {book} är inte öppen längre."
TOO_LARGE = "Arbetsboken {book} är för stor för att granskas där den är öppen. Spara den och använd exceltools check."
UNREACHABLE = "{program} svarade inte som väntat. Stäng rutor som väntar på svar i {program} och kör igen."

ONE_AT_A_TIME = "Välj en av --watch, --clear och --goto."
WATCHING = "Bevakar {book}. Avsluta med Ctrl+C."
WATCH_ENDED = "Bevakningen är avslutad. Märkningen finns kvar; exceltools live --clear tar bort den."
CLEARED = "All märkning är borttagen ur {book}. Arbetsboken är inte sparad."
NOT_MARKED = "Det fanns ingen märkning i {book}."
MARKED = "{book}: {tally}. Bladet Granskning visar var. Arbetsboken är inte sparad."
NOTHING_FOUND = "{book}: inget behöver rättas. Arbetsboken är inte sparad."

NO_SUCH_CELL = "”{cell}” är ingen cell. Skriv till exempel G14, eller Handlingsplan!G14."
NO_SUCH_SHEET = "Bladet ”{sheet}” finns inte i {book}."
NO_SUCH_FINDING = "Inget i {book} har märket {fingerprint}. Kanske är det redan rättat."
NO_SOURCE_HERE = "Raden {cell} i {book} leder inte till någon plan. Välj en rad som har en fil."
SOURCE_GONE = "Filen {file} hittades inte. Ligger planerna kvar där de låg när sammanställningen gjordes?"

LIST_HINT = (
    "Klicka på en cell för att gå dit. Kör exceltools live igen när du har rättat; exceltools live --clear tar bort "
    "bladet, färgerna och anteckningarna."
)
ALL_WELL = "Inget behöver rättas."
