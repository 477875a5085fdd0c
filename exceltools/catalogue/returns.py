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
