"""A sheet's part and the cells to mark in, the same part with the cells marked out.

The marks are conditional formats of our own, put before all others. So no cell changes: its format, its own colour and
its value stay, empty cells need not be made, and when the marks go nothing has to be put back. They are known again,
whichever program has saved the workbook since, by the text in their formula.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape, unescape

from exceltools.definition import Severity
from exceltools.feedback.markup import Element, Markup, prefixed
from exceltools.feedback.text import MARK, mark_formula

ORDER = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection"),
    *("protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells"),
    *("phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins"),
    *("pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors"),
    *("smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls"),
    *("webPublishItems", "tableParts", "extLst"),
)
_TOGETHER = 100  # cells in one list: Excel does not promise to read a longer one
_PRIORITY = re.compile(r"""(<(?:[\w.-]+:)?cfRule\s[^>]*?\bpriority\s*=\s*["'])(\d+)""")


def mark(sheet: Markup, cells: Mapping[Severity, Sequence[str]], formats: Mapping[Severity, int]) -> None:
    """Mark cells, and take away the marks of an earlier round.

    Args:
        sheet: the sheet's part.
        cells: the cells to mark, by severity; none twice.
        formats: the numbers of the formats (`Styles.mark`).
    """
    lists = [
        (severity, marked[at : at + _TOGETHER])
        for severity, marked in cells.items()
        for at in range(0, len(marked), _TOGETHER)
    ]
    found = [one for one in sheet.children(sheet.root) if one.local in ("conditionalFormatting", "extLst")]
    kept = {element: _without_ours(sheet, element) for element in found}
    first = min(
        (int(number) for text in kept.values() for _, number in _PRIORITY.findall(text)), default=len(lists) + 1
    )
    for element, text in kept.items():
        moved = _moved(text, max(0, len(lists) + 1 - first))
        if moved != sheet.written(element):
            sheet.replace(element, moved)
    rules = "".join(
        f'<conditionalFormatting sqref="{" ".join(some)}"><cfRule type="expression" dxfId="{formats[severity]}" '
        f'priority="{priority}"><formula>{escape(mark_formula(severity), quote=False)}</formula></cfRule>'
        "</conditionalFormatting>"
        for priority, (severity, some) in enumerate(lists, 1)
    )
    if rules:
        # The first in the file too: LibreOffice goes by that, Excel by the priority.
        sheet.insert_in_order(sheet.root, ORDER, "phoneticPr", prefixed(rules, sheet.prefix))


def _without_ours(sheet: Markup, element: Element) -> str:
    """Give the element as written, without the rules that we put there in an earlier round."""
    kept = sheet.written(element)
    if element.local == "conditionalFormatting":
        rules = [one for one in sheet.children(element) if one.local == "cfRule"]
        ours = [one for one in rules if MARK in unescape(sheet.within(one))]
        if ours and len(ours) == len(rules):
            return ""
        for one in ours:
            kept = kept.replace(sheet.written(one), "")
    return kept


def _moved(text: str, places: int) -> str:
    """Let rules come so many places later."""
    return _PRIORITY.sub(lambda found: f"{found[1]}{int(found[2]) + places}", text) if places else text
