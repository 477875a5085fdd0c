"""What one would write without exceltools: read all workbooks, stack them, validate the frame, write it out.

    python bare_pandas.py FOLDER OUT.xlsx

It looks for the header row as a person would hard-code it: the first row that holds "Område" and "Tidsplan". No rules,
no places, no issue sheets. Needs pandas, pandera and openpyxl, in an environment of their own (`make benchmark`).
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

NAMES = ["Systematisk samhandling", "Förskola, skola och fritid som skyddsfaktorer"]
NAMES += ["Våldsprevention med ett jämställdhetsperspektiv", "Civilsamhället"]

SCHEMA = pa.DataFrameSchema(
    {
        "Prioriterad utgångspunkt": pa.Column(str, pa.Check.isin(NAMES), nullable=True, coerce=True),
        "Område": pa.Column(str, nullable=True, coerce=True),
        "Metoder och arbetssätt": pa.Column(str, pa.Check.str_length(min_value=5), nullable=True, coerce=True),
        "Tidsplan": pa.Column(str, pa.Check.str_matches(r"\d{4}"), nullable=True, coerce=True),
        "Uppföljning": pa.Column(str, pa.Check.str_matches(r"T1|T2|VB"), nullable=True, coerce=True),
    }
)


def plan(path: Path) -> pd.DataFrame:
    """Read one workbook: the first sheet that has the header, from the header row down."""
    for name, raw in pd.read_excel(path, sheet_name=None, header=None, dtype=str).items():
        hits = raw.index[(raw == "Område").any(axis=1) & (raw == "Tidsplan").any(axis=1)]
        if len(hits):
            frame = raw.iloc[hits[0] + 1 :].set_axis(raw.iloc[hits[0]], axis=1)
            frame = frame.loc[:, ~frame.columns.duplicated() & frame.columns.notna()].dropna(how="all")
            return frame.assign(fil=path.name, blad=name)
    return pd.DataFrame()


def main() -> None:
    """Read, stack, validate, write."""
    folder, out = map(Path, sys.argv[1:])
    frame = pd.concat([plan(path) for path in sorted(folder.rglob("*.xlsx"))], ignore_index=True)
    try:
        SCHEMA.validate(frame, lazy=True)
        faults = 0
    except pa.errors.SchemaErrors as found:
        faults = len(found.failure_cases)
    frame.to_excel(out, index=False)
    print(f"{len(frame)} rader, {faults} fel")


main()
