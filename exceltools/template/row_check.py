"""A definition in, the steps that judge every row of the plan out: names and formulas, each step using those before.

A row is an activity, and a cell is empty, exactly when the intake and the schemas say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from exceltools.definition import Definition, FollowUpCode
from exceltools.period.parts import MONTHS
from exceltools.template import names
from exceltools.template.formulas import blank, both, either, entry_number, joined, key_of, literal, signs_in, when
from exceltools.template.keys import ANSWERED, KeyTable, block_of, names_of
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
_HEADERS_IN_A_ROW = 3  # so many of its own headers make a row a header row
_SEPARATORS = ",;/+&().:-–\u00a0"  # between the words of a follow-up
_NO_LETTERS = "0123456789!?\"”'’*%=#…•_[]"  # besides, where only words count
_AT_A_TIME = 45  # words taken away in one formula: Excel nests functions 64 deep


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
    yield from _follow_up_steps(demands)
    yield "rad_saknar", _lacking_formula(definition)
    yield names.ROW_TEXT, _text_formula(demands)
    yield ROW_LEVEL, _level_formula(demands)
    yield names.ROW_TO_DO, f'IF({ROW_LEVEL}>{names.COMPLETE},{names.HEADERS_AT}+ROW({ROW_LEVEL})-1,"")'


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


# --- follow-up


def _follow_up_steps(demands: Demands) -> Iterator[tuple[str, str]]:
    """Give, for each code, whether the activity names it: as a word of its own, by the code or one of its aliases."""
    definition = demands.definition
    judged = f"({ACTIVITY}=1)*({state('uppfoljning')}={names.ANSWER})"
    words = _spaced(f"UPPER(SUBSTITUTE({column('uppfoljning')},CHAR(10),{literal(' ')}))", _SEPARATORS)
    yield "rad_upp_ord", f'IF({judged}," "&LEFT({words},2000)&" ","")'
    for number, code in enumerate(definition.follow_up, 1):
        found = (f"ISNUMBER(FIND({literal(f' {text} ')},rad_upp_ord))" for text in _spellings(code))
        yield names.follow_up(number), f"{ACTIVITY}*{either(*found)}"
    yield from _says_nothing_steps(demands, judged)


def _says_nothing_steps(demands: Demands, judged: str) -> Iterator[tuple[str, str]]:
    """Take away every word that says nothing of how, some at a time, and give whether that leaves nothing at all.

    Between two words stand two spaces here, so that each can be taken away with its own.
    """
    definition, empty_words = demands.definition, demands.empty_words()
    codes = "+".join(names.follow_up(number) for number in range(1, len(definition.follow_up) + 1))
    spaced = f"SUBSTITUTE({_spaced('rad_upp_ord', _NO_LETTERS)},{literal(' ')},{literal('  ')})"
    yield "rad_upp_rest", f'IF({judged}*({codes}=0),{spaced},"")'
    for first in range(0, len(words := _empty_words(definition, empty_words)), _AT_A_TIME):
        rest = "rad_upp_rest" if first == 0 else f"rad_upp_rest_{first}"
        for word in words[first : first + _AT_A_TIME]:
            rest = f"SUBSTITUTE({rest},{literal(f' {word} ')},{literal('')})"
        yield f"rad_upp_rest_{first + _AT_A_TIME}", rest
    last = f"rad_upp_rest_{first + _AT_A_TIME}" if words else "rad_upp_rest"
    yield names.SAYS_NOTHING, f'IF(({judged})*({codes}=0)*(TRIM({last})=""),1,0)' if empty_words else f"{ACTIVITY}*0"


def _empty_words(definition: Definition, empty_words: Sequence[str]) -> list[str]:
    """Give the words of the rule, those of a time (when is not how), and the letters of the codes."""
    terms = re.findall(r"[^\W\d_]+", " ".join(name for term in definition.terms for name in term.names))
    codes = (re.sub(r"\d", "", code.code) for code in definition.follow_up)
    return list(dict.fromkeys(word.upper() for word in (*empty_words, *MONTHS, *terms, *codes)))


def _spaced(text: str, signs: str) -> str:
    for sign in signs:
        text = f"SUBSTITUTE({text},{literal(sign)},{literal(' ')})"
    return text


def _spellings(code: FollowUpCode) -> list[str]:
    """Give how a code is written: itself, its name, its aliases, and "T 1" for "T1"."""
    apart = re.sub(r"(?<=\D)(?=\d)", " ", code.code)
    return list(dict.fromkeys(text.upper() for text in (code.code, apart, code.name, *code.aliases)))


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
