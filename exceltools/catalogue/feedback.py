"""Feedback: what a unit has answered in a feedback sheet that came back."""

from __future__ import annotations

from exceltools.catalogue.core_rule import CoreRule

ANSWERED = CoreRule(
    code="INT120",
    name="feedback-answered",
    title="Ett svar på återkopplingen",
    severity="info",
    message="Svar om {where}: ”{answer}” Det gäller: ”{what}”",
    why="Den som inte kan ändra i planen svarar i återkopplingen i stället. Svaret ska nå den som läser.",
)
WRITTEN_BESIDE = CoreRule(
    code="INT121",
    name="feedback-written-beside",
    title="En anteckning i återkopplingen",
    severity="info",
    message="Här har förvaltningen skrivit: ”{text}”",
    hint="Det hör inte till planen, men kan vara ett svar.",
    why="Det som skrivs bredvid listan i återkopplingen ska inte försvinna när nästa återkoppling görs.",
)
