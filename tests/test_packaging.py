"""An installed wheel and an editable install both find their definition and their plugins, far from this folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

from exceltools import __version__

ROOT = Path(__file__).resolve().parent.parent
WHEEL_HOLDS = {
    "exceltools",
    "exceltools_coverage",
    "exceltools_timeplan",
    "exceltools_uppfoljning",
    "exceltools_kvalitet",
    "exceltools_samverkan",
    "workbook_templates",
    f"exceltools-{__version__}.dist-info",
}


def python_of(folder: Path) -> Path:
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


@pytest.fixture
def installed(how, tmp_path):
    """A fresh environment with exceltools in it; the libraries are those of the environment that runs the tests."""
    place = tmp_path / "miljö"
    venv.create(place, with_pip=False)
    python = python_of(place)
    site = subprocess.check_output(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], text=True
    ).strip()
    libraries = [path for path in sys.path if path.endswith("site-packages")] or [sysconfig.get_path("purelib")]
    (Path(site) / "libraries.pth").write_text("\n".join(libraries) + "\n", encoding="utf-8")
    install = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index"]
    if how == "wheel":
        build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, ROOT]
        subprocess.run(build, check=True, capture_output=True)
        (wheel,) = tmp_path.glob("*.whl")
        assert {name.split("/")[0] for name in ZipFile(wheel).namelist()} == WHEEL_HOLDS
        subprocess.run([*install, wheel], check=True)
    else:
        subprocess.run([*install, "--no-build-isolation", "--editable", ROOT], check=True)
    return python


@pytest.mark.parametrize("how", ["wheel", "editable"])
def test_definition_and_plugins_are_found(how, installed, tmp_path):
    def say(*arguments: str, code: int = 0) -> str:
        done = subprocess.run(
            [installed, *arguments],
            cwd=tmp_path,
            check=False,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )
        assert done.returncode == code
        return done.stdout

    command = ("-m", "exceltools")
    where = Path(say("-c", "import exceltools; print(exceltools.__file__)").strip())
    assert where.is_relative_to(ROOT) == (how == "editable")
    assert "felfri" in say(*command, "definition", "check")
    plugins = say(*command, "plugins", "list")
    for name in ("coverage", "timeplan", "uppfoljning"):
        assert name in plugins
    assert "TACK001" in say(*command, "rules", "list")
    assert "metoder" in say(*command, "plugins", "new", "metoder")
    say(*command, "template", "-o", "mallar", "--unit", "bromma")
    report = json.loads(say(*command, "check", "mallar", "--format", "json"))
    assert [(source["status"], source["unit"]) for source in report["sources"]] == [("ignored", None)]
    assert "INT108" in {found["code"] for found in report["issues"]}, "nobody has written in it"
