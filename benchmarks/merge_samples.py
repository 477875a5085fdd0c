"""Compare the CPU of `exceltools merge` with a bare pandas script on the same files, in the same run.

    python merge_samples.py --pandas PYTHON [--folder samples/returned] [--runs 7]

PYTHON is the interpreter of an environment with pandas, pandera and openpyxl. exceltools is measured in the environment
that runs this script: one without pandas and without test tools, as a user has it, because pandera imports pandas and
hypothesis wherever they are installed. Prints the median CPU seconds of each (user + system, child processes and
imports included) and their ratio. The runs alternate, so that both meet the same machine.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

# As on a user's machine: what is imported has been compiled before. The first run of each sees to that.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
HERE = Path(__file__).resolve().parent


def cpu_seconds(command: Sequence[str | Path], accepted: Sequence[int]) -> float:
    """Run a command and give the CPU seconds that it and its children used.

    Raises:
        SystemExit: where the command ends with a code that is not accepted.
    """
    before = os.times()
    done = subprocess.run([str(part) for part in command], check=False, capture_output=True, text=True, env=ENVIRONMENT)
    after = os.times()
    if done.returncode not in accepted:
        sys.exit(f"{command} ended with {done.returncode}:\n{done.stderr}")
    return (after.children_user - before.children_user) + (after.children_system - before.children_system)


def main() -> None:
    """Measure both, print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pandas", type=Path, required=True, help="interpreter of an environment with pandas")
    parser.add_argument("--folder", type=Path, default=HERE.parent / "samples" / "returned")
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    ours: list[float] = []
    theirs: list[float] = []
    with tempfile.TemporaryDirectory() as scratch:
        merge = [sys.executable, "-m", "exceltools", "merge", options.folder, "-o", Path(scratch) / "ours.xlsx"]
        bare = [options.pandas, HERE / "bare_pandas.py", options.folder, Path(scratch) / "theirs.xlsx"]
        cpu_seconds(merge, accepted=(0, 1))
        cpu_seconds(bare, accepted=(0,))
        for _ in range(options.runs):
            ours.append(cpu_seconds(merge, accepted=(0, 1)))
            theirs.append(cpu_seconds(bare, accepted=(0,)))
    mine, other = statistics.median(ours), statistics.median(theirs)
    print(f"exceltools merge  {mine:.2f} s CPU")
    print(f"bare pandas       {other:.2f} s CPU")
    print(f"ratio             {mine / other:.2f}")


main()
