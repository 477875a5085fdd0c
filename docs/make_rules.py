"""Write docs/regler.md, the catalogue of all rules, from their declarations.

    python docs/make_rules.py

A test compares the file with what this script would write.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from exceltools.definition import load as load_definition
from exceltools.definition.limits import ReadingLimits
from exceltools.engine.registry import load as load_registry
from exceltools.issues import severity_of
from exceltools.wording import SEVERITY_WORDS, digits

PAGE = Path(__file__).resolve().parent / "regler.md"

GROUPS = (
    ("INT", "Filer och planer", "Filerna, hur planen hittades i dem, och vilka planer som räknas."),
    ("SCH", "Cellerna", "Vad som ska stå i en cell."),
    ("TACK", "Täckning", "Om planen har aktiviteter inom det som strategin pekar ut."),
    ("TID", "Tidsplan", "Om det går att säga när en aktivitet görs."),
    ("UPP", "Uppföljning", "Om det går att säga hur en aktivitet följs upp."),
    ("KVAL", "Innehåll", "Om planen säger vad som ska bli annorlunda, och inte säger för mycket om någon."),
    ("SAM", "Samverkan", "Vad planerna säger om varandra och om de gemensamma överenskommelserna."),
    ("KOR", "Körningen", "Vad som inte kunde kontrolleras, och varför."),
)


def page() -> str:
    """Give the whole page."""
    definition = load_definition()
    declarations = load_registry().declarations().values()
    lines = [
        "# Reglerna",
        "",
        "Allt som `exceltools check` och `merge` kan säga. `exceltools rules show KOD` visar mer om en regel.",
    ]
    for prefix, heading, about in GROUPS:
        lines += [
            "",
            f"## {heading}",
            "",
            about,
            "",
            "| Kod | Säger | Hur allvarligt | Varför |",
            "| --- | --- | --- | --- |",
        ]
        lines += [
            f"| {rule.code} | {rule.title} | {SEVERITY_WORDS[severity_of(rule, definition)].lower()} | {rule.why} |"
            for rule in declarations
            if rule.code.startswith(prefix)
        ]
    return "\n".join([*lines, *_limits()]) + "\n"


def _limits() -> Iterator[str]:
    """Give the table of limits: each setting with what it is where the definition does not say."""
    yield from ("", "## Gränser", "")
    yield "Så mycket får en fil kosta. En fil som går över en gräns läses inte, och det står varför. Andra gränser"
    yield "skrivs i definitionen, under `[limits]`."
    yield from ("", "| Inställning | Gräns | Betyder |", "| --- | ---: | --- |")
    for name, field in ReadingLimits.model_fields.items():
        yield f"| {name} | {digits(field.default)} | {field.description} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
