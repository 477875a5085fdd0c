"""A definition in, the steps that judge every row of the plan out: names and formulas, each step using those before.

A row is an activity, and a cell is empty, exactly when the intake and the schemas say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exceltools.definition import Column, Definition
from exceltools.model import Activity
from exceltools.normalise import key
from exceltools.stand_ins import STAND_INS
from exceltools.template import names
from exceltools.template.follow_up_check import follow_up_steps
from exceltools.template.formulas import blank, both, either, entry_number, joined, key_of, literal, signs_in, when
from exceltools.template.keys import ANSWERED, BAR, KeyTable, block_of, names_of
from exceltools.template.names import ACTIVITY, AREA_FAULT, ROW_LEVEL, column, state
from exceltools.template.rules import (
    AREA_ELSEWHERE,
    AREA_UNKNOWN,
    EMPTY,
    ERROR_VALUE,
    NO_FOLLOW_UP,
    POINT_UNKNOWN,
    STAND_IN,
    Demands,
    RowProblem,
)
from exceltools.template.text import RowText

_LONGEST_NAME = 250  # characters; MATCH stops at 255
_LONGEST_STAND_IN = 60
_LONGEST_TIME = 60
_SAME_IN_TIMES = {"\u00a0": " ", **dict.fromkeys("–—\u2011\u2212", "-"), BAR: "¦"}
_HEADERS_IN_A_ROW = 3  # so many of its own headers make a row a header row


def row_steps(demands: Demands, tables: Sequence[KeyTable]) -> Iterator[tuple[str, str]]:
    """Give name and formula of each step; `tables` are the definition's."""
    definition = demands.definition
    for asked in definition.columns:
        yield state(asked.id), _state_formula(column(asked.id))
    yield "rad_ifyllda", "+".join(_filled(asked.id) for asked in definition.columns)
    yield "rad_rubriker", "+".join(_repeats_header(asked.id, asked.header) for asked in definition.columns)
    yield ACTIVITY, _activity_formula()
    signs = signs_in(names_of(definition))
    yield "rad_utg_nyckel", _key_formula("utgangspunkt", signs)
    yield "rad_omr_nyckel", _key_formula("omrade", signs)
    yield "rad_utg_funnen", _found("rad_utg_nyckel", names.POINT_KEYS, tables)
    yield "rad_omr_funnet", _found(f"rad_utg_funnen&{literal('|')}&rad_omr_nyckel", names.AREA_KEYS, tables)
    yield AREA_FAULT, _area_fault_formula()
    yield names.POINT, f"{ACTIVITY}*rad_utg_funnen"
    yield names.AREA, f"{ACTIVITY}*rad_omr_funnet"
    yield from follow_up_steps(demands)
    yield from _time_steps(demands)
    yield "rad_saknar", _lacking_formula(definition)
    yield names.ROW_TEXT, _text_formula(demands)
    yield ROW_LEVEL, _level_formula(demands)
    yield names.ROW_TO_DO, f'IF({ROW_LEVEL}>{names.COMPLETE},{names.HEADERS_AT}+ROW({ROW_LEVEL})-1,"")'


def about_to_be_told(activity: Activity, demands: Demands) -> str:
    """Give about what the check will say beside an activity, so that its row can be made high enough."""
    lacking = [asked for asked in demands.definition.columns if _says_nothing(activity, asked)]
    said = [f"{RowText.LACKING}{', '.join(map(RowText.named, lacking))}."] if lacking else []
    if activity.utgangspunkt.id is None:
        said.append(RowText.POINT_UNKNOWN)
    elif activity.omrade_of != activity.utgangspunkt.id:
        said.append(RowText.AREA_ELSEWHERE)
    time = activity.text("tidsplan").upper().replace("–", "-").replace(" - ", "-")
    said += [fault.sentence for fault in demands.times if time in fault.texts]
    said += [] if activity.follow_up.codes else [RowText.NO_FOLLOW_UP]
    return " ".join(said)


def _says_nothing(activity: Activity, asked: Column) -> bool:
    return asked.required and (not key(activity.text(asked.id)) or key(activity.text(asked.id)) in STAND_INS)


# --- cells


def _state_formula(cells: str) -> str:
    looked_up = f"{literal(ANSWERED)}&{key_of(f'LEFT({cells},{_LONGEST_STAND_IN})')}"
    no_answer = f"ISNUMBER(MATCH({looked_up},{names.NO_ANSWER_KEYS},0))"
    judged = f"IF({blank(cells)},{names.EMPTY},IF({no_answer},{names.STAND_IN},{names.ANSWER}))"
    return f"IF(ISERROR(ROWS({cells})),{names.NO_COLUMN},IF(ISERROR({cells}),{names.ERROR_VALUE},{judged}))"


def _filled(column_id: str) -> str:
    return f"({state(column_id)}={names.ANSWER})+({state(column_id)}={names.STAND_IN})"


def _lacks(column_id: str) -> str:
    return either(f"{state(column_id)}={names.EMPTY}", f"{state(column_id)}={names.STAND_IN}")


def _repeats_header(column_id: str, header: str) -> str:
    return f"IFERROR(--(TRIM({column(column_id)})={literal(header)}),0)"


def _activity_formula() -> str:
    enough = either("rad_ifyllda>1", f"{_filled('mal')}+{_filled('metod')}")
    return f"IF({both(enough, f'rad_rubriker<{_HEADERS_IN_A_ROW}')},1,0)"


# --- utgångspunkt and område


def _key_formula(column_id: str, signs: str) -> str:
    found = key_of(f"LEFT({column(column_id)},{_LONGEST_NAME})", signs)
    return f'IF(({ACTIVITY}=1)*({state(column_id)}={names.ANSWER}),{found},"")'


def _found(looked_up: str, table: str, tables: Sequence[KeyTable]) -> str:
    return entry_number(looked_up, table, block_of(tables, table))


def _area_fault_formula() -> str:
    nothing_to_judge = either('rad_omr_nyckel=""', "rad_omr_funnet>0")
    one_home = f"ISNUMBER(MATCH(rad_omr_nyckel,{names.ONE_HOME_KEYS},0))"
    without_point = f"IF(ISNUMBER(MATCH(rad_omr_nyckel,{names.ANY_AREA_KEYS},0)),0,2)"
    return f"IF({nothing_to_judge},0,IF(rad_utg_funnen=0,{without_point},IF({one_home},1,2)))"


# --- time plan


def _time_steps(demands: Demands) -> Iterator[tuple[str, str]]:
    """Give, for each rule about time plans, whether the row's is one of the texts that it is known to object to."""
    told = f"LEFT({column('tidsplan')},{_LONGEST_TIME})"
    for old, new in _SAME_IN_TIMES.items():
        told = f"SUBSTITUTE({told},{literal(old)},{literal(new)})"
    for old, new in ((" -", "-"), ("- ", "-"), (" /", "/"), ("/ ", "/")):
        told = f"SUBSTITUTE({told},{literal(old)},{literal(new)})"
    bar = literal(BAR)
    judged = both(f"{ACTIVITY}=1", f"{state('tidsplan')}={names.ANSWER}")
    yield "rad_tid_text", f'IF({judged},{bar}&UPPER(TRIM({told}))&{bar},"")'
    for number, _ in enumerate(demands.times, 1):
        yield names.time_fault(number), f'IF(rad_tid_text="",0,--ISNUMBER(FIND(rad_tid_text,{names.times(number)})))'
    every = "+".join(names.time_fault(number) for number, _ in enumerate(demands.times, 1))
    yield names.TIME_FAULT, f"IF({every or f'{ACTIVITY}*0'}>0,1,0)"


# --- what the row is told


def _lacking_formula(definition: Definition) -> str:
    required = (asked for asked in definition.columns if asked.required)
    lacking = (when(_lacks(asked.id), f", {RowText.named(asked)}") for asked in required)
    return f'IF({ACTIVITY}=1,MID({joined(lacking)},3,500),"")'


def _lacking(definition: Definition) -> Iterator[RowProblem]:
    required = [state(asked.id) for asked in definition.columns if asked.required] or ["0"]
    yield RowProblem(EMPTY, either(*(f"{cell}={names.EMPTY}" for cell in required)), "")
    yield RowProblem(STAND_IN, either(*(f"{cell}={names.STAND_IN}" for cell in required)), "")


def _problems(demands: Demands) -> tuple[RowProblem, ...]:
    broken = (f"{state(asked.id)}={names.ERROR_VALUE}" for asked in demands.definition.columns)
    unknown_point = both(f"{state('utgangspunkt')}={names.ANSWER}", "rad_utg_funnen=0")
    return (
        RowProblem(ERROR_VALUE, either(*broken), RowText.ERROR_VALUE),
        RowProblem(POINT_UNKNOWN, unknown_point, RowText.POINT_UNKNOWN),
        RowProblem(AREA_ELSEWHERE, f"{AREA_FAULT}=1", RowText.AREA_ELSEWHERE),
        RowProblem(AREA_UNKNOWN, f"{AREA_FAULT}=2", RowText.AREA_UNKNOWN),
        *(
            RowProblem(fault.code, f"{names.time_fault(number)}=1", fault.sentence)
            for number, fault in enumerate(demands.times, 1)
        ),
        RowProblem(NO_FOLLOW_UP, f"{names.SAYS_NOTHING}=1", RowText.NO_FOLLOW_UP),
    )


def _text_formula(demands: Demands) -> str:
    lacking = f'IF(rad_saknar="","",{literal(RowText.LACKING)}&rad_saknar&". ")'
    told = joined([lacking, *(when(problem.condition, problem.sentence + " ") for problem in _problems(demands))])
    judged = f'IF(TRIM({told})="",{literal(RowText.COMPLETE)},TRIM({told}))'
    return (
        f"IF(rad_rubriker>={_HEADERS_IN_A_ROW},{literal(RowText.HEADERS_AGAIN)},"
        f'IF({ACTIVITY}=1,{judged},IF(rad_ifyllda>0,{literal(RowText.NOT_COUNTED)},"")))'
    )


def _level_formula(demands: Demands) -> str:
    graver, lighter = ["0"], ["0"]
    for problem in (*_lacking(demands.definition), *_problems(demands)):
        weight = {"error": graver, "warning": lighter}.get(demands.severity(problem.code) or "info", [])
        weight.append(problem.condition)
    complete = f"IF({either(*lighter)},{names.TO_LOOK_AT},{names.COMPLETE})"
    judged = f"IF({either(*graver)},{names.INCOMPLETE},{complete})"
    return f"IF({ACTIVITY}=1,{judged},IF(rad_ifyllda>0,{names.NOT_COUNTED},{names.UNTOUCHED}))"
