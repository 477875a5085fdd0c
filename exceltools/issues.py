"""A declaration, a place and words in, an `Issue` out: severity, fingerprint and order are decided here alone."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from exceltools.catalogue import ALWAYS_SAID, CoreRule
from exceltools.cell_names import parted
from exceltools.definition import Definition, Severity, Wish
from exceltools.model import Activity, Declaration, Issue
from exceltools.normalise import key

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")  # worst first


def wish_for(declaration: Declaration, definition: Definition) -> Wish | None:
    """Give what the definition makes of a rule: by its code or a former one, otherwise by how these begin.

    What could not be checked is always said: such rules can be neither on trial nor off.
    """
    codes = (declaration.code, *declaration.former)
    for name in (*codes, *(code[:-3] for code in codes)):
        wish = definition.severities.get(name)
        if wish and not (wish in ("trial", "off") and declaration.code.startswith(ALWAYS_SAID)):
            return wish
    return None


def severity_of(declaration: Declaration, definition: Definition) -> Severity:
    """Give the severity of what a rule says: the definition's wish, otherwise the rule's own.

    For a rule on trial, or off, it is the one that it would have.
    """
    for wish in (wish_for(declaration, definition), declaration.severity):
        if wish and wish != "trial" and wish != "off":  # noqa: PLR1714  mypy narrows by != alone
            return wish
    return "info"


def is_on_trial(declaration: Declaration, definition: Definition) -> bool:
    """Tell whether what a rule says counts nowhere."""
    return (wish_for(declaration, definition) or declaration.severity) == "trial"


def issue(  # noqa: PLR0913
    declaration: Declaration,
    definition: Definition,
    *,
    message: str,
    hint: str = "",
    unit: str | None = None,
    source: str | None = None,
    sheet: str | None = None,
    cell: str | None = None,
    row: int | None = None,
    column: str | None = None,
    value: str | None = None,
    about: str = "",
) -> Issue:
    """Make an issue.

    Args:
        declaration: the rule that speaks.
        definition: may set another severity.
        message: a whole Swedish sentence.
        hint: what to do about it.
        unit: unit id, where known.
        source: path as given on the command line.
        sheet: the sheet's name.
        cell: the workbook's own reference, "G14".
        row: 1-based.
        column: column id.
        value: the cell's cleaned text.
        about: what tells this place from others when rows have moved: the activity's texts, the missing code.
    """
    return Issue(
        code=declaration.code,
        rule=declaration.name,
        severity=severity_of(declaration, definition),
        unit=unit,
        source=source,
        sheet=sheet,
        cell=cell,
        row=row,
        column=column,
        value=value,
        message=message,
        hint=hint,
        fingerprint=_fingerprint(declaration.code, unit or source or "", column or "", value or "", about),
    )


def core_issue(rule: CoreRule, definition: Definition, words: dict[str, str] | None = None, **place: object) -> Issue:
    """Make an issue of the core's own, its sentences filled in with `words`; `place` as for `issue`."""
    words = words or {}
    return issue(
        rule,
        definition,
        message=rule.message.format_map(words),
        hint=rule.hint.format_map(words),
        **place,  # type: ignore[arg-type]
    )


def place_of(activity: Activity, column: str | None) -> dict[str, object]:
    """Give the place of an activity, or of one of its cells, as keyword arguments of `issue`."""
    place: dict[str, object] = {
        "unit": activity.unit,
        "source": activity.source,
        "sheet": activity.sheet,
        "row": activity.row,
        "about": _about(*(activity.text(name) for name in ("utgangspunkt", "omrade", "metod"))),
    }
    if column is not None:
        cell = activity.cells[column]
        place |= {"column": column, "cell": cell.ref, "value": cell.text}
        if cell.ref is not None:  # a merged cell's value stands in an earlier row
            place["row"] = parted(cell.ref)[1]
    return place


@lru_cache(maxsize=1024)  # many rules speak of one row
def _about(*texts: str) -> str:
    return "|".join(map(key, texts))


def order(found: Issue) -> tuple[object, ...]:
    """Sort issues by source, sheet, row, column, code; those without a place first.

    What one rule says of one place keeps the order in which the rule said it: the definition's, not the alphabet's.
    """
    column = 0 if found.cell is None else len(parted(found.cell)[0])
    return (
        found.source or "",
        found.sheet or "",
        found.row or 0,
        column,
        found.cell or "",
        found.code,
        found.unit or "",
    )


def _fingerprint(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
