"""An activity and a rule of the core's in, the words that fill the rule's sentence out.

The sentences themselves stand in the catalogue; here is decided which of them fits and what fills it.
"""

from __future__ import annotations

from collections.abc import Sequence

from exceltools import catalogue
from exceltools.catalogue import CoreRule
from exceltools.definition import Definition, Omrade, Utgangspunkt
from exceltools.model import Activity
from exceltools.wording import digits, shortened

_NAME = 80  # characters; what is longer is no area's name


def of_cell(rule: CoreRule, activity: Activity, column: str, definition: Definition) -> dict[str, str]:
    """Give the words that fill the sentences of a rule about one cell."""
    asked = definition.column(column)
    words = {
        "header": asked.header,
        "question": asked.question,
        "value": shortened(activity.text(column)),
        "length": digits(len(activity.text(column))),
    }
    if rule is catalogue.UTGANGSPUNKT_UNKNOWN:
        words["advice"] = _utgangspunkt_advice(activity, definition)
    elif rule is catalogue.OMRADE_UNKNOWN:
        words |= _omrade_words(activity, definition)
    elif rule is catalogue.OMRADE_ELSEWHERE:
        words |= _elsewhere_words(activity, definition)
    elif rule is catalogue.CELL_ERROR_VALUE:
        words["advice"] = _formula_advice(activity.cells[column].raw)
    return words


def _formula_advice(raw: str) -> str:
    """Give back what somebody wrote that Excel took for a formula, as it does with what begins with a hyphen."""
    if raw.startswith("="):
        return catalogue.WRITE_WITHOUT_FORMULA.format(formula=shortened(raw))
    return catalogue.WRITE_AGAIN


def _utgangspunkt_advice(activity: Activity, definition: Definition) -> str:
    if activity.utgangspunkt.suggestion:
        return catalogue.SUGGESTED.format(suggestion=activity.utgangspunkt.suggestion)
    home = _home(activity, definition)
    if home:
        return catalogue.SUGGESTED_BY_OMRADE.format(omrade=home[1].name, suggestion=home[0].name)
    return catalogue.CHOOSE_UTGANGSPUNKT.format(choices=_choices(definition.utgangspunkter))


def _omrade_words(activity: Activity, definition: Definition) -> dict[str, str]:
    point = definition.utgangspunkt(activity.utgangspunkt.id) if activity.utgangspunkt.id else None
    if activity.omrade.suggestion:
        advice = catalogue.SUGGESTED.format(suggestion=activity.omrade.suggestion)
    elif point:
        advice = catalogue.CHOOSE_OMRADE.format(point=point.name, choices=_choices(point.omraden))
    else:
        advice = catalogue.CHOOSE_BOTH
    if len(activity.text("omrade")) > _NAME:
        advice += " " + catalogue.NAME_NOT_SENTENCE.format(metod=definition.column("metod").header)
    return {"where": f"inom {point.name}" if point else "i strategin", "advice": advice}


def _elsewhere_words(activity: Activity, definition: Definition) -> dict[str, str]:
    home = _home(activity, definition)
    point = definition.utgangspunkt(activity.utgangspunkt.id or "")
    return {
        "omrade": home[1].name if home else "",
        "other": home[0].name if home else "",
        "point": point.name,
        "choices": _choices(point.omraden),
    }


def _home(activity: Activity, definition: Definition) -> tuple[Utgangspunkt, Omrade] | None:
    """Give the utgångspunkt that the recognised område belongs to, and the område."""
    if activity.omrade_of is None:
        return None
    point = definition.utgangspunkt(activity.omrade_of)
    return point, next(area for area in point.omraden if area.id == activity.omrade.id)


def _choices(entries: Sequence[Utgangspunkt] | Sequence[Omrade]) -> str:
    """List names with semicolons: some have commas of their own."""
    return "; ".join(entry.name for entry in entries)
