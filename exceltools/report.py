"""A `Result` in, the JSON report out: everything that the merge found, for programs and for comparing deliveries.

The format is a contract, `exceltools-report/1`; `report.schema.json` beside this file is the same contract for
machines. The same result always gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from exceltools import __version__
from exceltools.atomic import write_whole
from exceltools.coverage import slots
from exceltools.definition import COLUMN_IDS, Definition
from exceltools.issues import order
from exceltools.model import Activity, Count, Issue, Period, Result, Source

FORMAT = "exceltools-report/1"
SCHEMA_FILE = Path(__file__).with_name("report.schema.json")

_UNPAIRED = re.compile("[\ud800-\udfff]")  # half a character: JSON in UTF-8 cannot hold it
_REPLACEMENT = "\ufffd"


def write_report(result: Result, path: Path) -> None:
    """Write the report as UTF-8 with a newline at its end.

    Raises:
        OutputError: the file cannot be written; what stood there before is untouched.
    """
    write_whole(path, report_text(result).encode())


def report_text(result: Result) -> str:
    """Give the report as text, with a newline at its end."""
    return _UNPAIRED.sub(_REPLACEMENT, _lines(report(result))) + "\n"


def report(result: Result) -> dict[str, Any]:
    """Give the report as plain data, keys in the contract's order."""
    definition = result.definition
    ranks: dict[str | None, int] = {unit.id: rank for rank, unit in enumerate(definition.units)}
    last = len(ranks)  # a plan of nobody knows whom comes after the others
    activities = sorted(result.activities, key=lambda one: (ranks.get(one.unit, last), one.source, one.sheet, one.row))
    return {
        "schema": FORMAT,
        "tool": {"name": "exceltools", "version": __version__},
        "definition": {"id": definition.id, "version": definition.version, "title": definition.title},
        "plugins": [
            {"name": run.name, "version": run.version, "origin": run.origin, "status": run.status}
            for run in sorted(result.plugins, key=lambda run: (run.name, run.origin))
        ],
        "sources": [_source(source) for source in sorted(result.sources, key=lambda source: source.path)],
        "units": _units(result),
        "activities": [_activity(activity) for activity in activities],
        "coverage": _coverage(result.coverage, definition, ranks),
        "issues": [_issue(issue) for issue in sorted(result.issues, key=order)],
        "totals": _totals(result),
    } | {name: listed for name, listed in _aside(result).items() if listed}


def _source(source: Source) -> dict[str, Any]:
    return {
        "path": source.path,
        "sha256": source.sha256,
        "bytes": source.bytes,
        "status": source.status,
        "reason": source.reason,
        "unit": source.unit,
        "sheet": source.sheet,
        "template_version": source.template_version,
        "activities": source.activities,
    }


def _units(result: Result) -> list[dict[str, Any]]:
    activities = Counter(activity.unit for activity in result.activities)
    found = Counter((issue.unit, issue.severity) for issue in result.issues)
    return [
        {
            "id": unit.id,
            "name": unit.name,
            "kind": unit.kind,
            "returned": result.returned(unit.id),
            "activities": activities[unit.id],
            "errors": found[unit.id, "error"],
            "warnings": found[unit.id, "warning"],
            "infos": found[unit.id, "info"],
        }
        for unit in result.definition.units
    ]


def _activity(activity: Activity) -> dict[str, Any]:
    return {
        "unit": activity.unit,
        "source": activity.source,
        "sheet": activity.sheet,
        "row": activity.row,
        "values": {column: activity.text(column) for column in COLUMN_IDS},
        "extra": {header: cell.text for header, cell in sorted(activity.extra.items())},
        "utgangspunkt": activity.utgangspunkt.id,
        "omrade": activity.omrade.id,
        "period": _period(activity.period),
        "follow_up": {"codes": list(activity.follow_up.codes), "other": activity.follow_up.other},
    }


def _period(period: Period | None) -> dict[str, Any] | None:
    if period is None:
        return None
    return {"start": _iso(period.start), "end": _iso(period.end), "kind": period.kind}


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _coverage(
    counts: tuple[Count, ...], definition: Definition, ranks: dict[str | None, int]
) -> dict[str, list[dict[str, Any]]]:
    columns = {slot: number for number, slot in enumerate(slots(definition))}
    ordered = sorted(counts, key=lambda count: (ranks[count.unit], columns[count.utgangspunkt, count.omrade]))
    return {
        "utgangspunkter": [
            {"unit": count.unit, "utgangspunkt": count.utgangspunkt, "activities": count.activities}
            for count in ordered
            if count.omrade is None
        ],
        "omraden": [
            {
                "unit": count.unit,
                "utgangspunkt": count.utgangspunkt,
                "omrade": count.omrade,
                "activities": count.activities,
            }
            for count in ordered
            if count.omrade is not None
        ],
    }


def _issue(issue: Issue) -> dict[str, Any]:
    return {
        "code": issue.code,
        "rule": issue.rule,
        "severity": issue.severity,
        "unit": issue.unit,
        "source": issue.source,
        "sheet": issue.sheet,
        "cell": issue.cell,
        "row": issue.row,
        "column": issue.column,
        "value": issue.value,
        "message": issue.message,
        "hint": issue.hint,
        "fingerprint": issue.fingerprint,
    }


def _aside(result: Result) -> dict[str, list[dict[str, Any]]]:
    """Give what counts nowhere: lists that only a report has which needs them."""
    return {
        "accepted": [
            {
                "issue": _issue(one.issue),
                "reason": one.waiver.reason,
                "who": one.waiver.who,
                "until": _iso(one.waiver.until),
            }
            for one in sorted(result.accepted, key=lambda one: order(one.issue))
        ],
        "trial": [_issue(issue) for issue in sorted(result.trial, key=order)],
    }


def _totals(result: Result) -> dict[str, int]:
    statuses = Counter(source.status for source in result.sources)
    severities = Counter(issue.severity for issue in result.issues)
    units = result.definition.units
    return {
        "sources": len(result.sources),
        "read": statuses["read"],
        "refused": statuses["refused"],
        "units": len(units),
        "returned": sum(result.returned(unit.id) for unit in units),
        "activities": len(result.activities),
        "errors": severities["error"],
        "warnings": severities["warning"],
        "infos": severities["info"],
    }


def _lines(value: Any, indent: str = "") -> str:  # noqa: ANN401 (any JSON)
    """Give JSON with each unit, activity and issue on a line of its own: small, and two reports can be compared."""
    inner = indent + "  "
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(inner + _compact(part) for part in value) + f"\n{indent}]"
    if isinstance(value, dict) and any(isinstance(part, list) for part in value.values()):
        parts = [f"{inner}{_compact(key)}: {_lines(part, inner)}" for key, part in value.items()]
        return "{\n" + ",\n".join(parts) + f"\n{indent}}}"
    return _compact(value)


def _compact(value: Any) -> str:  # noqa: ANN401
    return json.dumps(value, ensure_ascii=False)
