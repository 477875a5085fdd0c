"""Plans in, issues about what their cells hold out: one pandera schema, built from the definition, run once on all.

pandera is used in the one way that proved reliable: an eager polars frame that we build ourselves, every column there
and of type String, so that a row's position leads back to its activity. A cell is null where the returned sheet has
no such column or where nobody could read it (the intake has said so once), and null passes every check. What a text
was recognised as travels in columns beside the texts. All checks come from `_check`, which gives them their code;
whatever else pandera may report becomes an issue too, so that nothing is dropped.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pandera.polars as pa
import polars as pl
from pandera.config import ValidationDepth, config_context, set_config
from pandera.constants import CHECK_OUTPUT_KEY
from pandera.errors import SchemaError, SchemaErrorReason, SchemaErrors

from exceltools import catalogue, cell_wording
from exceltools.catalogue import CoreRule
from exceltools.definition import COLUMN_IDS, Definition
from exceltools.issues import core_issue, place_of
from exceltools.model import Activity, Issue, Plan
from exceltools.normalise import key
from exceltools.safe_text import MOST
from exceltools.stand_ins import ERROR_VALUE, STAND_INS

RECOGNISED = ("utgangspunkt.id", "omrade.id", "omrade.of", "omrade.homeless")


def check(plans: Sequence[Plan], definition: Definition) -> list[Issue]:
    """Check every cell of the plans.

    Args:
        plans: those that count; a column that a plan's sheet lacks gives no issues.
        definition: columns, utgångspunkter and områden.

    Returns:
        The issues, in no particular order.
    """
    rows = [(plan, activity) for plan in plans for activity in plan.activities]
    if not rows:
        return []
    try:
        _validate(_schema(definition), _frame(rows, _spellings(definition)))
    except SchemaErrors as found:
        return [issue for error in found.schema_errors for issue in _issues(error, rows, definition)]
    except Exception as fault:  # noqa: BLE001  a fault of pandera's must not take the merge down, nor pass in silence
        return [_not_checked(type(fault).__name__, definition)]
    return []


def rules_about(column: str, definition: Definition) -> list[CoreRule]:
    """Give the rules that the schema checks in a column, in the order of the checks."""
    schema = _schema(definition)
    checks = [*schema.columns[column].checks, *(schema.checks if column == "omrade" else ())]
    declared = catalogue.core_rules()
    return [declared[check.name] for check in checks]


def _validate(schema: pa.DataFrameSchema, frame: pl.DataFrame) -> None:
    """Run pandera with our settings: environment variables or a plugin may have switched it off or swapped it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pandera announces that the backend was put back
        set_config(use_narwhals_backend=False)
    with (
        config_context(validation_enabled=True, validation_depth=ValidationDepth.SCHEMA_AND_DATA),
        _without_hypothesis(),
    ):
        schema.validate(frame, lazy=True)


@contextmanager
def _without_hypothesis() -> Iterator[None]:
    """Hide hypothesis while pandera loads its backend: where it is installed, importing it costs as much as the check.

    pandera only invents data with it. Where somebody has imported it already it is left alone.
    """
    hidden = "hypothesis" not in sys.modules
    if hidden:
        sys.modules["hypothesis"] = None  # type: ignore[assignment]  # how the import system is told "not there"
    try:
        yield
    finally:
        if hidden:
            del sys.modules["hypothesis"]


def _frame(rows: Sequence[tuple[Plan, Activity]], spellings: set[str]) -> pl.DataFrame:
    data: dict[str, list[str | None]] = {
        column: [_text(activity, column) if column in plan.columns else None for plan, activity in rows]
        for column in COLUMN_IDS
    }
    activities = [activity for _, activity in rows]
    data["utgangspunkt.id"] = [activity.utgangspunkt.id or "" for activity in activities]
    data["omrade.id"] = [activity.omrade.id or "" for activity in activities]
    data["omrade.of"] = [activity.omrade_of or "" for activity in activities]
    data["omrade.homeless"] = ["yes" if _homeless(activity, spellings) else "" for activity in activities]
    return pl.DataFrame(data, schema=dict.fromkeys(data, pl.String))


def _text(activity: Activity, column: str) -> str | None:
    """Give a cell's text; None where the intake has said what is wrong with it, or with the section's header."""
    cell = activity.cells[column]
    return None if cell.unread or (cell.ref is None and not cell.text) else cell.text


def _homeless(activity: Activity, spellings: set[str]) -> bool:
    """Tell whether several utgångspunkter have the område: what is wrong is the utgångspunkt alone."""
    both_unknown = activity.utgangspunkt.id is None and activity.omrade.id is None
    return both_unknown and key(activity.text("omrade")) in spellings


def _spellings(definition: Definition) -> set[str]:
    areas = [area for point in definition.utgangspunkter for area in point.omraden]
    return {key(spelling) for area in areas for spelling in (area.name, *area.aliases)}


def _schema(definition: Definition) -> pa.DataFrameSchema:
    columns: dict[str, pa.Column] = {
        column.id: pa.Column(pl.String, nullable=True, checks=_cell_checks(column.id, required=column.required))
        for column in definition.columns
    }
    columns["utgangspunkt"].checks.append(_known_utgangspunkt(definition))
    columns["omrade"].checks.append(_known_omrade())
    columns |= {name: pa.Column(pl.String) for name in RECOGNISED}
    return pa.DataFrameSchema(columns, checks=[_pair()], strict=True)


def _check(rule: CoreRule, holds: pl.Expr) -> pa.Check:
    """Make a check that speaks for a rule; `holds` is false where something is wrong, otherwise true or null."""
    return pa.Check(lambda data: data.lazyframe.select(holds), name=rule.code, error=rule.code)


def _cell_checks(column: str, *, required: bool) -> list[pa.Check]:
    text = pl.col(column)
    checks = [
        _check(catalogue.CELL_TOO_LONG, _size(text) <= MOST),
        _check(catalogue.CELL_ERROR_VALUE, ~_is_error_value(text)),
    ]
    if required:
        checks.append(_check(catalogue.CELL_EMPTY, text != ""))
        checks.append(_check(catalogue.CELL_STAND_IN, (text == "") | _is_error_value(text) | ~_is_stand_in(text)))
    return checks


def _size(text: pl.Expr) -> pl.Expr:
    return text.str.len_chars() + text.str.count_matches(r"[\x{10000}-\x{10FFFF}]")


def _is_error_value(text: pl.Expr) -> pl.Expr:
    return text.str.contains(ERROR_VALUE)


def _is_stand_in(text: pl.Expr) -> pl.Expr:
    letters = text.str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}]", "")
    return (letters == "") | letters.is_in(STAND_INS)


def _says_something(column: str) -> pl.Expr:
    """Tell whether the cell holds an answer: only then is it worth judging which."""
    text = pl.col(column)
    return (text != "") & ~_is_error_value(text) & ~_is_stand_in(text)


def _known_utgangspunkt(definition: Definition) -> pa.Check:
    known = pl.col("utgangspunkt.id").is_in([point.id for point in definition.utgangspunkter])
    return _check(catalogue.UTGANGSPUNKT_UNKNOWN, known | ~_says_something("utgangspunkt"))


def _known_omrade() -> pa.Check:
    known = (pl.col("omrade.id") != "") | (pl.col("omrade.homeless") != "")
    return _check(catalogue.OMRADE_UNKNOWN, known | ~_says_something("omrade"))


def _pair() -> pa.Check:
    """Make the one check on the whole frame; pandera gives it no column, `_issues` does."""
    point, owner = pl.col("utgangspunkt.id"), pl.col("omrade.of")  # two utgångspunkter may have områden of one id
    return _check(catalogue.OMRADE_ELSEWHERE, (owner == point) | (point == "") | (owner == ""))


def _issues(error: SchemaError, rows: Sequence[tuple[Plan, Activity]], definition: Definition) -> Iterator[Issue]:
    rule = catalogue.core_rules().get(getattr(error.check, "name", None) or "")
    verdict = error.check_output
    if rule is None or error.reason_code is not SchemaErrorReason.DATAFRAME_CHECK or verdict.height != len(rows):
        reason = getattr(error.reason_code, "name", str(error.reason_code))
        yield _not_checked(f"{reason} {error.check or ''}".strip(), definition)
        return
    column = "omrade" if rule is catalogue.OMRADE_ELSEWHERE else error.schema.name
    for position in (~verdict[CHECK_OUTPUT_KEY]).arg_true():
        activity = rows[position][1]
        words = cell_wording.of_cell(rule, activity, column, definition)
        yield core_issue(rule, definition, words, **place_of(activity, column))


def _not_checked(reason: str, definition: Definition) -> Issue:
    reason = f"pandera svarade ”{reason}”"
    return core_issue(catalogue.CELLS_NOT_CHECKED, definition, {"reason": reason}, about=reason)
