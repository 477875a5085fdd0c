"""Does the method change anything, and is the goal a goal? KVAL001 to KVAL003.

Words are looked for by their beginning: "utveckl" is also "utvecklas" and "utvecklingsarbete". Where a text has any
sign of change nothing is said, so that a "fortsätter" alone does not condemn it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from exceltools.period import written_span
from exceltools.phrases import begins, found, listed_with_dots
from exceltools.rules import Activity, Cell, Context, Finding, rule
from exceltools.wording import shortened

# Words that say that something goes on as it did; whole phrases, or beginnings of words with a * after them.
TODAY = """
    fortsätt* · fortsatt* · fortlöpande · pågår · bedriver · bedrivs · bibehåll* · kvarstår · som idag · som i dag ·
    som vanligt · som tidigare · sedan tidigare · sedan länge · redan idag · redan i dag · görs redan · finns redan ·
    sker redan · arbetar löpande · arbetar kontinuerligt · sker löpande · sker kontinuerligt
"""
# Words that say that something is to be different, or at least done once.
CHANGE = """
    utveckl* · inför · införa* · införs · start* · påbörj* · inled* · utök* · utvidg* · utbild* · ta fram ·
    tar fram · tas fram · framta* · revider* · pröv* · prova* · testa* · pilot* · försök* · skap* · bygga · bygger
    · byggs · byggas · öka* · ökad* · ökat* · stärk* · förstärk* · förbättr* · fördjup* · förtydlig* · förändr* ·
    förnya* · ändra* · förenkl* · effektiviser* · minska* · implementer* · etabler* · lanser* · utform* · upprätt*
    · teckna* · anställ* · rekryter* · utse* · öppnar · öppnas · öppna en · öppna ett · öppna nya · öppna fler ·
    sprid* · kartlägg* · analys* · utred* · utvärder* · undersök* · inventer* · se över · ses över · gå igenom ·
    gås igenom · ny · nya · nytt · fler · bättre · höja · höjs · projekt* · i stället · istället · enas ·
    kompletter* · samordna · samordnas · förläng* · flytta* · även · också
"""
METHODS = """
    utbilda · anordna · arrangera · genomföra · genomför · bjuda in · bjud in · anställa · anställ · rekrytera ·
    kartlägga · kartlägg · informera · implementera · revidera · upprätta · utse · starta · införa · inför · ta fram ·
    bygga upp · ordna · dela ut · boka · kalla · skicka · skriva · teckna · lansera · inventera · utreda · pröva ·
    testa · prova · besöka · erbjuda · erbjud · hålla · anordnar · arrangerar
"""
EFFECTS = """
    så att · för att · leder till · minsk* · öka* · fler · färre · bättre · trygg* · stärk* · tidigare · snabbare ·
    når · lyckas · klarar · mår · slipper · vet · känner
"""
WISHES = """
    öka · minska · förbättra · stärka · säkerställa · främja · motverka · förebygga · höja · förhindra · ökad · ökat ·
    minskad · minskat · förbättrad · förbättrat · förstärkt · stärkt · höjd · bättre · färre · tryggare · nöjda ·
    nöjdare · bibehållen · likvärdig
"""
MEANS = """
    genom · via · med hjälp · tillsammans · samverka* · utbild* · inför* · start* · ta fram · möte* · träff* · kurs* ·
    samtal* · grupp* · team* · stöd · stöd* · bidrag* · rutin* · modell* · erbjud* · arbetsgrupp* · handled* · varje ·
    gånger · vecka* · månad*
"""
_LEAD = re.compile(
    r"^[\s•*–-]*(?:\d+[.)]\s*)?(?:(?:att|vi ska|vi vill|målet är att|syftet är att|mål:)\s+)?", re.IGNORECASE
)
_SENTENCES = re.compile(r"[.;:!?\n]\s*\S")
_MOST_WORDS = 15  # of a method that is only a wish


@rule(
    code="KVAL001",
    name="metod-describes-today",
    title="Metoden beskriver det som görs i dag",
    severity="warning",
    scope="row",
    columns=["metod", "tidsplan"],
    requires=["SCH002", "SCH007"],
    parameters={"today": listed_with_dots(TODAY), "change": listed_with_dots(CHANGE)},
    why=(
        "En plan ska visa vad som ska bli annorlunda. Att berätta vad som redan görs var det vanligaste felet i de "
        "första planerna, och då går det inte att se efteråt vad planen har gett."
    ),
    passes=[
        {"metod": "Fortsätta fältarbetet, och pröva att gå två och två med polisen.", "tidsplan": "2021"},
        {"metod": "Fältarbete på kvällar och helger.", "tidsplan": "2021 – 2022"},
        {"metod": "Utbilda nya medarbetare.", "tidsplan": "löpande"},
    ],
    fails=[
        {"metod": "Fältarbetet fortsätter som tidigare.", "tidsplan": "2021 – 2022"},
        {"metod": "Information på BVC.", "tidsplan": "löpande"},
    ],
)
def describes_today(activity: Activity, context: Context) -> Iterator[Finding]:
    """Find methods that say that something goes on, or neither what nor when, and have no word of change."""
    text = activity.text("metod")
    today = found(text, context.parameters["today"])
    timeless = activity.period is not None and activity.period.kind == "open"
    if not text or not (today or timeless) or found(text, context.parameters["change"]):
        return
    if today:
        yield Finding(
            f"Metoden berättar vad som redan görs (”{today}”), men inte vad som ska bli annorlunda.",
            hint="Skriv vad ni ska ändra, införa eller pröva. Ska allt vara som i dag kan det stå kvar.",
        )
    else:
        example = written_span(context.definition.plan)
        yield Finding(
            f"Metoden säger inte vad som ska bli annorlunda, och tidsplanen ”{shortened(activity.text('tidsplan'))}” "
            "säger inte när.",
            hint=f"Skriv vad ni ska ändra, införa eller pröva, och när under {example} ni gör det.",
        )


@rule(
    code="KVAL002",
    name="mal-is-metod",
    title="Målet verkar vara en metod",
    severity="info",
    scope="cell",
    columns=["mal"],
    requires=["SCH002", "SCH007"],
    parameters={"methods": listed_with_dots(METHODS), "effects": listed_with_dots(EFFECTS)},
    why="Ett mål säger hur det ska bli. Säger det bara vad som ska göras går det inte att se om arbetet har hjälpt.",
    passes=[
        {"mal": "All personal vet vad de ska göra när de blir oroliga."},
        {"mal": "Utbilda personalen så att fler tecken på våld upptäcks."},
    ],
    fails=[{"mal": "Utbilda all personal i lågaffektivt bemötande."}, {"mal": "Att anordna föräldramöten."}],
)
def goal_is_method(cell: Cell, context: Context) -> Iterator[Finding]:
    """Find goals that begin with something to do and say nothing of what it leads to."""
    text = cell.text
    verb = _first(text, context.parameters["methods"])
    if verb and not found(text, context.parameters["effects"]):
        yield Finding(
            f"Målet säger vad ni ska göra (”{verb}”), men inte hur det ska bli.",
            hint="Skriv hur det ser ut när ni har lyckats, och för vem. Det ni ska göra hör hemma bland metoderna.",
        )


@rule(
    code="KVAL003",
    name="metod-is-mal",
    title="Metoden verkar vara ett mål",
    severity="info",
    scope="cell",
    columns=["metod"],
    requires=["SCH002", "SCH007"],
    parameters={"wishes": listed_with_dots(WISHES), "means": listed_with_dots(MEANS)},
    why="En metod säger vad någon ska göra. En önskan, hur god den än är, kan ingen ansvarig sätta i gång med.",
    passes=[
        {"metod": "Öka skolnärvaron genom att ringa hem samma dag."},
        {"metod": "Stärka föräldrarna. En kurs om fem kvällar hålls varje termin."},
    ],
    fails=[{"metod": "Ökad trygghet i centrum."}, {"metod": "Säkerställa skolgången för placerade barn."}],
)
def method_is_goal(cell: Cell, context: Context) -> Iterator[Finding]:
    """Find methods of one short sentence that wish for something and name no means."""
    text = cell.text
    if _SENTENCES.search(text) or len(text.split()) > _MOST_WORDS:
        return
    wish = _first(text, context.parameters["wishes"])
    if wish and not found(text, context.parameters["means"]):
        yield Finding(
            f"Metoden säger vad ni vill nå (”{wish}”), men inte hur.",
            hint="Skriv vad någon ska göra och hur det går till. Det ni vill nå hör hemma bland målen.",
        )


RULES = [describes_today, goal_is_method, method_is_goal]


def _first(text: str, entries: Sequence[str]) -> str:
    """Give the word or phrase of the list that the text begins with, a lead-in such as "att" apart."""
    lead = _LEAD.match(text)
    return begins(text, entries, lead.end() if lead else 0)
