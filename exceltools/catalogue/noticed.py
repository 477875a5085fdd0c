"""What was noticed beside the cells' own texts, and in them: nothing that anybody must mend; what the intake says."""

from __future__ import annotations

from exceltools.catalogue.core_rule import CoreRule

COMMENT = CoreRule(
    code="INT080",
    name="comment-in-the-plan",
    title="En kommentar",
    severity="info",
    message="{where} finns en kommentar{who}: ”{text}”.",
    why="Kommentarer är ofta frågor till samordnaren. De ska läsas även när planerna är sammanställda.",
)
TEXT_BOX = CoreRule(
    code="INT081",
    name="text-box",
    title="En textruta",
    severity="info",
    message="På bladet ligger en textruta: ”{text}”. Den hör inte till någon cell och följer inte med.",
    hint="Hör texten till planen? Skriv den i så fall i en cell.",
    why="En textruta ligger ovanpå bladet. Det som står i den finns inte i någon rad.",
)
STRUCK = CoreRule(
    code="INT082",
    name="struck-through",
    title="Överstruken text",
    severity="info",
    message="Texten ”{text}” är överstruken, men är läst som all annan text.",
    hint="Ta bort texten om den inte ska gälla.",
    why="Den som stryker över en text menar ofta att den inte gäller längre. I sammanställningen syns inte strecket.",
)
SERIES = CoreRule(
    code="INT083",
    name="counted-series",
    title="En uppräknad serie",
    severity="info",
    message="{header} räknas upp med ett för varje rad, från ”{first}” till ”{last}”.",
    hint="Excel räknar upp tal när man drar i cellens hörn för att kopiera. Var det meningen?",
    why="När en cell dras nedåt blir 2021 till 2022, 2023 och så vidare, ofta utan att någon märker det.",
)
REPEATED = CoreRule(
    code="INT084",
    name="same-text-in-many-rows",
    title="Samma text på många rader",
    severity="info",
    message="Samma text står under {header} på {count} rader.",
    hint="Är det samma aktivitet räcker det med en rad.",
    why="En metod som kopieras till många rader gör att aktiviteterna ser ut att vara fler än de är.",
)
COPIED_ROW = CoreRule(
    code="INT085",
    name="same-row-twice",
    title="Samma rad en gång till",
    severity="info",
    message="Raden är likadan som rad {row}. Båda räknas.",
    hint="Är det samma aktivitet? Ta i så fall bort den ena raden.",
    why="En rad som står två gånger räknas två gånger.",
)
LIST_LOST = CoreRule(
    code="INT086",
    name="dropdown-lost",
    title="En lista som har försvunnit",
    severity="info",
    message="{what}",
    hint="Listan försvinner när något klistras in från ett annat ställe. Stämmer texten behöver inget göras.",
    why="Utan lista går det att skriva vad som helst. Det förklarar ofta varför ett val inte känns igen.",
)
COMMENTS_UNREAD = CoreRule(
    code="INT087",
    name="comments-not-read",
    title="Kommentarer som inte gick att läsa",
    severity="info",
    message="Det finns kommentarer på bladet, men de gick inte att läsa.",
    hint="Öppna planen i Excel och läs dem där.",
    why="Allt annat i planen är läst. Bara kommentarerna är sparade på ett sätt som inte går att läsa.",
)
MORE_OF_IT = CoreRule(
    code="INT088",
    name="more-of-the-same",
    title="Fler av samma slag",
    severity="info",
    message="På bladet finns {count} till av samma slag ({what}). De visas inte var för sig.",
    why="När något förekommer hundratals gånger på ett blad räcker det att veta hur många de är.",
)
