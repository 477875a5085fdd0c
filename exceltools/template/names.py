"""The names and places by which the template's sheets know one another; nothing comes in, nothing goes out."""

from __future__ import annotations

from exceltools.layout import OWN_HEADERS, OWN_TITLES

PLAN_SHEET = "Handlingsplan"
GUIDE_SHEET, SELF_CHECK_SHEET, LEFTOVERS_SHEET = OWN_TITLES

CHECK_HEADER = OWN_HEADERS[0]  # of the row check's column
CHECK_WIDTH = 30

# Rows of the plan sheet as it leaves us. Formulas find the headers by name: people move them.
QUESTION_ROW = 4
HEADER_ROW = 5
FIRST_ROW = HEADER_ROW + 1
CHECKED_ROWS = 500  # rows below the headers that the checks see

# The lists behind the dropdowns.
POINT_LIST = "lst_utg"
NOTHING_YET = "lst_tom"
PERIOD_LIST = "lst_tid"
FOLLOW_UP_LIST = "lst_uppf"
CHOSEN_POINT = "utg_pa_raden"  # the utgångspunkt in the row where the name is used

# Tables of spellings.
POINT_KEYS = "nyckel_utg"  # key of an utgångspunkt
AREA_KEYS = "nyckel_omr"  # number of the utgångspunkt, a bar, key of an område within it
ONE_HOME_KEYS = "nyckel_ens"  # key of an område that one utgångspunkt only has
ANY_AREA_KEYS = "nyckel_alla"  # key of any område
NO_ANSWER_KEYS = "nyckel_tomt"  # what stands instead of an answer
TIMES = "nyckel_tid"  # texts of time plans that a rule objects to, all in one cell; the rule's number follows

# Single cells about where the plan is.
PLAN_HEADERS = "plan_rubrik"  # the row of the headers
HEADERS_AT = "rubrikrad"  # its number
HEADERS_PLACE = "rubrik_plats"  # which of the named columns' cells it is, from 1; 0 where the row has been deleted
HEADERS_GONE = "rubrik_borta"  # 1 where that row has been deleted
HEADERS_CHANGED = "rubrik_andrad"  # the headers that are not there any more, with commas
TEXT_BELOW = "text_nedanfor"  # number of cells with text below the rows that are checked

# What is worked out for every row.
ACTIVITY = "rad_aktivitet"  # 1: the merge will count the row as an activity
POINT = "rad_utg"  # number of the utgångspunkt, 0: none
AREA = "rad_omr"  # number of the område among all, 0: none, or not one of the utgångspunkt's
AREA_FAULT = "rad_omr_fel"  # 1: of another utgångspunkt, 2: not known
SAYS_NOTHING = "rad_upp_tom"  # 1: the follow-up does not say how
TIME_FAULT = "rad_tid_fel"  # 1: the time plan is one of those that are known to be faulty
ROW_TEXT = "rad_text"
ROW_LEVEL = "rad_lage"
ROW_TO_DO = "rad_nummer"  # the row's number where something is left to do, otherwise an empty text

UNTOUCHED, COMPLETE, TO_LOOK_AT, INCOMPLETE, NOT_COUNTED = range(5)  # what ROW_LEVEL means
ANSWER, EMPTY, STAND_IN, ERROR_VALUE, NO_COLUMN = range(5)  # what the state of a cell means

# What is worked out for the whole plan.
ACTIVITIES = "antal_aktiviteter"
COMPLETE_ROWS = "antal_fullstandiga"
INCOMPLETE_ROWS = "antal_ofullstandiga"
ROWS_TO_LOOK_AT = "antal_se_over"
ROWS_NOT_COUNTED = "antal_ej_raknade"
POINTS_MISSING = "antal_utg_saknas"
AREAS_MISSING = "antal_omr_saknas"
PLAN_LEVEL = "plan_lage"
VERDICT = "plan_utslag"
REMAINS = "plan_kvar"
REMARKS = "plan_anmarkning"  # what is wrong with the plan as a whole, a cell each, empty where it is not
REMARKS_AT = "plan_anmarkning_nr"  # the number of each remark that speaks, otherwise an empty text

PLAN_EMPTY, PLAN_COMPLETE, PLAN_TO_LOOK_AT, PLAN_INCOMPLETE = range(4)  # what PLAN_LEVEL means


def areas_of(number: int) -> str:
    """Give the name of the list of områden of the utgångspunkt with this number, from 1."""
    return f"omr_{number}"


def whole_column(column_id: str) -> str:
    """Give the name of a column of the plan, its header and all the rows below in which text is noticed."""
    return f"hela_{column_id}"


def column(column_id: str) -> str:
    """Give the name of a column of the plan, from below its header as far as the checks see."""
    return f"kol_{column_id}"


def state(column_id: str) -> str:
    """Give the name of the states of a column's cells."""
    return f"cell_{column_id}"


def times(number: int) -> str:
    """Give the name of the cell with the texts that the rule about time plans with this number objects to, from 1."""
    return f"{TIMES}_{number}"


def time_fault(number: int) -> str:
    """Give the name of the step that tells whether a row breaks the rule about time plans with this number, from 1."""
    return f"rad_tid_{number}"


def follow_up(number: int) -> str:
    """Give the name of the step that tells whether a row names the follow-up code with this number, from 1."""
    return f"rad_upp_{number}"
