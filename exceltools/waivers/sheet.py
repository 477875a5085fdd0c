"""The columns of a workbook of waivers: the one place that the writer and the reader go by."""

from __future__ import annotations

SHEET = "Godtaget"

CODE, UNIT, FINGERPRINT = "Regel", "Enhet", "Fingeravtryck"
REASON, WHO, UNTIL = "Skäl", "Vem", "Till och med"
NAMING, ACCEPTING = (CODE, UNIT, FINGERPRINT), (REASON, WHO, UNTIL)
HEADERS = (*NAMING, *ACCEPTING)

HELP = (
    "Här godtas fel och varningar som är i sin ordning. Skriv skäl, vem som godtar och till och med vilket datum.",
    "Rader som saknar allt det räknas inte som godtagna. När datumet har passerat räknas felet igen.",
    "Töm fingeravtrycket om en rad ska gälla allt som regeln säger om enheten, och inte bara det som står på raden.",
)
