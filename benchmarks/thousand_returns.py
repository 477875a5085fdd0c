"""A folder of a thousand returns, fifty of them broken in different ways: every outcome, time and peak of memory.

    python benchmarks/thousand_returns.py [--files 200 1000]

The broken ones are taken from the tests' library of cases. The peak is that of the run's own process, as Linux
counts it; a reading worker is replaced when it has grown, whatever the number of files.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from cases_broken import CASES  # type: ignore[import-not-found]
from cases_case import READ  # type: ignore[import-not-found]
from cases_kinds import OTHERS  # type: ignore[import-not-found]
from returns import complete_rows, write_return  # type: ignore[import-not-found]

from exceltools.definition import load

BROKEN = [(case.made, case.expected) for case in CASES if case.expected != READ and isinstance(case.made, bytes)]
BROKEN += [(data, "INT010") for data in OTHERS.values()]
# What Linux says of a child's memory begins with that of whoever started it: so the child says itself.
PROGRAM = """
import atexit, os, re
def tell():
    with open("/proc/self/status") as status, open(os.environ["PEAK"], "w") as peak:
        peak.write(re.search(r"VmHWM:\\s+(\\d+)", status.read())[1])
atexit.register(tell)
from exceltools.__main__ import main
main()
"""
EVERY = 20  # the share of broken files is one in so many


def main() -> None:
    """Build folders of each size, check them, and say what it cost; end with 1 where an outcome is not the expected."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, nargs="+", default=[200, 1000])
    with tempfile.TemporaryDirectory() as place:
        whole = [_run(Path(place) / str(count), count) for count in parser.parse_args().files]
    sys.exit(0 if all(whole) else 1)


def _run(folder: Path, count: int) -> bool:
    expected = _fill(folder, count)
    report, peak = folder.parent / "report.json", folder.parent / "peak"
    started = time.monotonic()
    with report.open("wb") as answer:
        arguments: list[str | Path] = [sys.executable, "-c", PROGRAM, "check", folder, "--format", "json"]
        code = subprocess.run(arguments, stdout=answer, env={**os.environ, "PEAK": str(peak)}, check=False).returncode
    seconds = time.monotonic() - started
    sources = json.loads(report.read_text(encoding="utf-8"))["sources"]
    found = {source["path"]: (source["status"], source["reason"]) for source in sources}
    wrong = {path: (found.get(path), wanted) for path, wanted in expected.items() if not _fits(found.get(path), wanted)}
    codes = {reason for state, reason in found.values() if state == "refused"}
    print(f"{count} files: exit code {code}, {len(wrong)} unexpected outcomes, {len(codes)} reasons to refuse,")
    print(f"  {seconds:.1f} s, peak {int(peak.read_text(encoding='ascii')) / 1024:.0f} MB")
    for path, (was, wanted) in wrong.items():
        print(f"  {path}: {was}, not {wanted}")
    return not wrong


def _fits(was: tuple[str, str | None] | None, wanted: str) -> bool:
    """Tell whether an outcome is the expected one; of several returns from a unit all but one are superseded."""
    if was is None:
        return False
    return was[0] in ("read", "superseded") if wanted == READ else was == ("refused", wanted)


def _fill(folder: Path, count: int) -> dict[str, str]:
    """Write the files; give each one's expected outcome by its path."""
    folder.mkdir()
    units = load().units
    expected = {}
    for number in range(count):
        path = folder / f"{number:04} {units[number % len(units)].name}.xlsx"
        if number % EVERY == EVERY // 2:
            data, code = BROKEN[number // EVERY % len(BROKEN)]
            path.write_bytes(data)
        else:
            code = READ
            write_return(path, _rows(number))
        expected[path.as_posix()] = code
    return expected


def _rows(number: int) -> Sequence[Sequence[str]]:
    return [[*row[:3], f"{row[3]} Det är plan {number}.", *row[4:]] for row in complete_rows()]


if __name__ == "__main__":
    main()
