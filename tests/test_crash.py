"""The one thing that a plugin can do to the whole run, and what is left then."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

CRASHES = """
import ctypes
from exceltools.rules import hookimpl, rule

@rule(code="KRA001", name="crashes", title="Kraschar", severity="info", scope="plan", why="Därför.", passes=[{}],
      fails=[{}])
def crashes(plan, context):
    ctypes.string_at(0)
    yield

@hookimpl
def exceltools_rules():
    return [crashes]
"""


def test_a_crash_names_the_plugin_and_leaves_the_old_result_alone(tmp_path):
    (tmp_path / "krasch.py").write_text(CRASHES, encoding="utf-8")
    result = tmp_path / "ut.xlsx"
    result.write_bytes(b"som det var")
    command = [sys.executable, "-m", "exceltools", "merge", "samples/returned/Handlingsplan Bromma.xlsx"]
    done = subprocess.run(
        [*command, "-o", str(result), "--plugins-dir", str(tmp_path)], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode not in (0, 1, 2, 3)
    assert b"krasch.py" in done.stderr
    assert {path.name for path in tmp_path.iterdir()} == {"krasch.py", "ut.xlsx"}
    assert result.read_bytes() == b"som det var"
