"""Returns: which one counts and who is missing; what the deliveries say."""

from __future__ import annotations

from exceltools.catalogue.core_rule import CoreRule

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
    title="En annan plan räknas",
    severity="warning",
    message="{unit} har lämnat flera planer. {other} räknas, eftersom den {reason}. {file} räknas inte.",
    hint='Är det den här planen som gäller? Välj den med --choose "{unit_id}={file}".',
    why="Av flera planer från samma enhet räknas den som sparades senast, om ingen har valt en annan. Valet ska synas.",
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
TWO_UNITS = CoreRule(
    code="INT063",
    name="two-units-in-workbook",
    title="Flera enheters planer i samma arbetsbok",
    severity="error",
    message="I {file} finns planer från flera enheter: {plans}.",
    hint="Spara varje enhets blad som en egen arbetsbok, och lägg dem bland planerna i stället.",
    why="Varje fil räknas som en enhets plan. Delas arbetsboken upp blir det tydligt vad som kom från vem.",
)
SAME_PLAN_TWICE = CoreRule(
    code="INT064",
    name="same-plan-twice",
    title="Samma plan under två namn",
    severity="info",
    message="Det som står i {file} är detsamma som i {other}. Planen räknas en gång.",
    why="En plan som sparas om och skickas igen är en annan fil men samma plan.",
)
UNFILLED = CoreRule(
    code="INT065",
    name="unfilled-template",
    title="En mall som inte är ifylld",
    severity="info",
    message="{file} är en mall för {unit} som inte är ifylld, och {other} räknas i stället.",
    why="Mallarna ligger ofta kvar bland planerna. En tom mall får aldrig gå före en ifylld plan, hur ny den än är.",
)
CHOSEN = CoreRule(
    code="INT066",
    name="chosen-return",
    title="Planen är vald",
    severity="info",
    message="Planen räknas för {unit}, eftersom den är vald med --choose.",
    why="När någon har valt vilken plan som gäller ska det synas i resultatet, så att ingen behöver undra.",
)
