"""What two hundred rules more cost a merge of the sample returns, in seconds of CPU.

    python benchmarks/many_rules.py

Writes plugins with two hundred rules, fifty of each scope, into a folder of its own, merges the samples with and
without them in fresh processes, and compares. The rules do what rules do: look at words, at the period, at the whole
plan, at all plans; every one of them requires a rule of the core, and every fifth finds something in each plan.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNS = 5
RULES = 200

HEAD = "from exceltools.rules import Finding, hookimpl, rule\n\nRULES = []\n"
TAIL = "\n\n@hookimpl\ndef exceltools_rules():\n    return RULES\n"
BODIES = {
    "cell": "    if {finds} or 'qqq' in subject.text.casefold().split():\n"
    "        yield Finding('Ett ord.', hint='Byt.')\n",
    "row": "    period = subject.period\n    if {finds} or (period and period.start and period.start.year > 2090):\n"
    "        yield Finding('En tid.', hint='Byt.')\n",
    "plan": "    empty = [row for row in subject.activities if not row.text('mal').strip()]\n"
    "    if {finds} or len(empty) > 90:\n        yield Finding('En plan.', hint='Byt.')\n",
    "collection": "    units = {{plan.unit.id for plan in subject if plan.unit}}\n"
    "    if {finds} or len(units) > 90:\n        yield Finding('Alla planer.', hint='Byt.')\n",
}


def plugin(scope: str, prefix: str, number: int) -> str:
    """Give the text of a plugin with rules of one scope."""
    text = HEAD
    for rule in range(1, number + 1):
        text += (
            f"\n@RULES.append\n@rule(code='{prefix}{rule:03}', name='{scope}-{rule}', title='Regel',\n"
            "      severity='info',\n"
            f"      scope='{scope}', columns=['metod', 'mal'], requires=['SCH001'], parameters={{'words': ['a']}},\n"
            "      why='Därför.', passes=[{}], fails=[{}])\n"
            f"def rule_{rule}(subject, context):\n" + BODIES[scope].format(finds=rule % 5 == 0)
        )
    return text + TAIL


def seconds(*options: str) -> float:
    """Give the CPU seconds of a merge, those of its reading process included; the median of some runs."""
    times = []
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory() as place:
            before = os.times()
            command = [sys.executable, "-m", "exceltools", "merge", "samples/returned", "-o", f"{place}/ut.xlsx"]
            done = subprocess.run([*command, *options], cwd=ROOT, capture_output=True, check=False)
            after = os.times()
        if done.returncode not in (0, 1):
            raise SystemExit(done.stderr.decode())
        times.append(sum(after[2:4]) - sum(before[2:4]))
    return statistics.median(times)


def main() -> None:
    """Measure and say."""
    with tempfile.TemporaryDirectory() as place:
        for scope, prefix in zip(BODIES, ("MANA", "MANB", "MANC", "MAND"), strict=True):
            Path(place, f"{scope}_rules.py").write_text(plugin(scope, prefix, RULES // 4), encoding="utf-8")
        without, together = seconds(), seconds("--plugins-dir", place)
    print(f"without {without:.2f} s, with {RULES} rules more {together:.2f} s: {together - without:.2f} s more")


if __name__ == "__main__":
    main()
