"""A definition in, the formulas that judge the plan as a whole out: numbers, what remains, and one verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exceltools.coverage import Slot
from exceltools.definition import Definition
from exceltools.template import names
from exceltools.template.formulas import joined, literal
from exceltools.template.keys import areas_in_order
from exceltools.template.rules import AREA_MISSING, POINT_MISSING, Demands
from exceltools.template.text import Counted, PlanText

Asked = frozenset[Slot]
Count = tuple[str, Counted]  # the name of a number, and the words after it

# Faults of the sheet rather than of what stands in it: how many.
_OUTSIDE = f'({names.TEXT_BELOW}>0)+{names.HEADERS_GONE}+({names.HEADERS_CHANGED}<>"")'


def plan_cells(demands: Demands, asked: Asked) -> Iterator[tuple[str, str]]:
    """Give name and formula of each cell; each may use those before it."""
    definition, levels = demands.definition, names.ROW_LEVEL
    yield names.ACTIVITIES, f"SUM({names.ACTIVITY})"
    yield names.COMPLETE_ROWS, f"COUNTIF({levels},{names.COMPLETE})+COUNTIF({levels},{names.TO_LOOK_AT})"
    yield names.INCOMPLETE_ROWS, f"COUNTIF({levels},{names.INCOMPLETE})"
    yield names.ROWS_TO_LOOK_AT, f"COUNTIF({levels},{names.TO_LOOK_AT})"
    yield names.ROWS_NOT_COUNTED, f"COUNTIF({levels},{names.NOT_COUNTED})"
    yield names.POINTS_MISSING, _points_missing(definition, asked)
    yield names.AREAS_MISSING, _areas_missing(definition, asked)
    yield names.PLAN_LEVEL, _level(demands, asked)
    yield names.VERDICT, f"CHOOSE({names.PLAN_LEVEL}+1,{','.join(map(literal, PlanText.VERDICTS))})"
    yield names.REMAINS, _remains(demands, asked)


def remarks(demands: Demands, asked: Asked) -> list[str]:
    """Give the formulas of what can be said of the plan as a whole: a sentence, or nothing."""
    said = [
        _if(f"{names.HEADERS_GONE}=1", literal(PlanText.HEADERS_GONE)),
        _if(
            f'{names.HEADERS_CHANGED}<>""',
            f"{literal(PlanText.HEADERS_CHANGED)}&{names.HEADERS_CHANGED}&{literal('.')}",
        ),
        _if(f"{names.TEXT_BELOW}>0", _text_below()),
    ]
    for number, point in enumerate(demands.definition.utgangspunkter, 1):
        if (point.id, None) in asked:
            missing = f"({names.ACTIVITIES}>0)*(COUNTIF({names.POINT},{number})=0)"
            said.append(_if(missing, literal(PlanText.point_missing(point.name))))
    if any(area for _, area in asked):
        said.append(_if(f"{names.AREAS_MISSING}>0", _counted(names.AREAS_MISSING, PlanText.THESE_AREAS_MISSING)))
    return said


def _text_below() -> str:
    last_row = f"({names.HEADERS_AT}+{names.CHECKED_ROWS})"
    return f"{literal(PlanText.TEXT_BELOW[0])}&{last_row}&{literal(PlanText.TEXT_BELOW[1])}"


def _points_missing(definition: Definition, asked: Asked) -> str:
    points = enumerate(definition.utgangspunkter, 1)
    numbers = ",".join(str(number) for number, point in points if (point.id, None) in asked)
    return f"SUMPRODUCT(--(COUNTIF({names.POINT},{{{numbers}}})=0))" if numbers else "0"


def _areas_missing(definition: Definition, asked: Asked) -> str:
    """Count områden without activities, as the merge does: within those utgångspunkter that the plan has."""
    areas = [
        (own, number)
        for own, (number, point, area) in enumerate(areas_in_order(definition), 1)
        if (point.id, area.id) in asked
    ]
    own, points = (",".join(str(pair[at]) for pair in areas) for at in (0, 1))
    return f"SUMPRODUCT((COUNTIF({names.AREA},{{{own}}})=0)*(COUNTIF({names.POINT},{{{points}}})>0))" if areas else "0"


def _weighed(demands: Demands, asked: Asked) -> tuple[list[Count], list[Count]]:
    """Give what keeps a plan from being complete, and what is only worth a look: counts and words for them."""
    counts: dict[str, list[Count]] = {"error": [], "warning": [], "info": []}
    counts["error"].append((names.INCOMPLETE_ROWS, PlanText.INCOMPLETE_ROWS))
    counts["warning"].append((names.ROWS_TO_LOOK_AT, PlanText.ROWS_TO_LOOK_AT))
    counts["warning"].append((names.ROWS_NOT_COUNTED, PlanText.ROWS_NOT_COUNTED))
    for code, wanted, name, words in (
        (POINT_MISSING, any(area is None for _, area in asked), names.POINTS_MISSING, PlanText.POINTS_MISSING),
        (AREA_MISSING, any(area for _, area in asked), names.AREAS_MISSING, PlanText.AREAS_MISSING),
    ):
        if wanted:
            counts[demands.severity(code) or "info"].append((name, words))
    return counts["error"], counts["warning"]


def _level(demands: Demands, asked: Asked) -> str:
    graver, lighter = ("+".join(name for name, _ in counts) for counts in _weighed(demands, asked))
    complete = f"IF({lighter}>0,{names.PLAN_TO_LOOK_AT},{names.PLAN_COMPLETE})"
    judged = f"IF({graver}+{_OUTSIDE}>0,{names.PLAN_INCOMPLETE},{complete})"
    return f"IF({names.ACTIVITIES}+{_OUTSIDE}=0,{names.PLAN_EMPTY},{judged})"


def _remains(demands: Demands, asked: Asked) -> str:
    graver, lighter = _weighed(demands, asked)
    outside = _if(f"{_OUTSIDE}>0", literal(f", {PlanText.OUTSIDE}"))
    by_level = [
        literal(PlanText.BEGIN),
        literal(PlanText.send(demands.definition)),
        f"{literal(PlanText.LOOK)}&{_listed([_after_look(count) for count in lighter])}",
        f"{literal(PlanText.LEFT)}&{_listed([*graver, *lighter], outside)}",
    ]
    return f"CHOOSE({names.PLAN_LEVEL}+1,{','.join(by_level)})"


def _after_look(count: Count) -> Count:
    return (count[0], PlanText.ROWS) if count[0] == names.ROWS_TO_LOOK_AT else count


def _listed(counts: Sequence[Count], *others: str) -> str:
    parts = (_if(f"{name}>0", f"{literal(', ')}&{_counted(name, words)}") for name, words in counts)
    return f"MID({joined([*parts, *others])},3,500)&{literal('.')}"


def _counted(name: str, words: Counted) -> str:
    return f"{name}&IF({name}=1,{literal(words.one)},{literal(words.many)})"


def _if(condition: str, text: str) -> str:
    return f'IF({condition},{text},"")'
