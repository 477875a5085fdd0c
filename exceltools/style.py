"""The look that the template and the consolidated workbook share, as plain strings and numbers.

One restrained palette: ink on white, one blue-green, warm colours only where something is wrong. Every text colour
stands at least 4.5:1 against the fill it is used on. Calibri comes with every Excel; LibreOffice has a twin of the same
widths. Colours are "#RRGGBB", sizes are points.
"""

from __future__ import annotations

from dataclasses import dataclass

FONT = "Calibri"
TITLE_SIZE = 18
HEADING_SIZE = 13
BODY_SIZE = 11
SMALL_SIZE = 9


@dataclass(frozen=True, slots=True)
class Paint:
    """A text colour and the fill that it stands on."""

    text: str
    fill: str


INK = "#1D2B30"  # running text
QUIET = "#55656B"  # what is said beside the matter: questions, versions, sources
ACCENT = "#0F5561"  # headings, links
PAPER = "#FFFFFF"
BORDER = "#C3CED1"

BODY = Paint(INK, PAPER)
HEADER = Paint("#FFFFFF", "#0F5561")  # the row of column headers
QUESTION = Paint("#37474C", "#E6EFF0")  # what stands under or over the headers to explain them
INPUT = Paint(INK, "#FBFAF5")  # cells that somebody fills in
BAND = Paint(INK, "#F3F6F6")  # every second row of a long table, totals

ERROR = Paint("#8E1B16", "#FBE3E0")
WARNING = Paint("#6B4700", "#FDF0CF")
INFO = Paint("#1B4B73", "#E1EDF7")
OK = Paint("#1E5B36", "#E0F1E5")

SEVERITIES = {"error": ERROR, "warning": WARNING, "info": INFO, "ok": OK}

# The coverage matrix, from nothing at all to much. The number always stands in the cell too.
HEAT_NONE = ERROR
HEAT_LOW = "#EEF6F4"
HEAT_HIGH = "#8CC5B7"
