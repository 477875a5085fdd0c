"""The documentation's commands are run as they stand, and answer what the documentation says they answer.

A fenced block marked `console` is a session: lines that begin with "$ " are typed, what follows is their output, error
output included. A line that is only "…" stands for any number of lines; "…" inside a line for anything. Blocks of a
page run one after the other in one folder, which begins as a copy of samples/ and workbook_templates/.
"""

from __future__ import annotations

import os
import re
import runpy
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from exceltools.catalogue import core_rules
from exceltools.engine.registry import load
from exceltools.kit.scaffold import new_plugin

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "docs" / "handbok.md", ROOT / "plugins" / "README.md"]
BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
FILE_BLOCK = re.compile(r"^`([\w./-]+)`:\n\n```\w+\n(.*?)^```", re.MULTILINE | re.DOTALL)
RECIPES = {  # what stands behind the two commands, less the installing
    "make demo": "exceltools merge samples/returned -o samples/sammanstallning.xlsx",
}
NOT_RUN = ("make test", "git clone", "cd exceltools", "pip install", "py -m pip", "python -m pip", "make benchmark")


def sessions(text: str) -> list[tuple[int, str, list[str]]]:
    """Give (position, command, expected lines) of each typed command."""
    found: list[tuple[int, str, list[str]]] = []
    for block in BLOCK.finditer(text):
        for line in block[1].splitlines():
            if line.startswith("$ "):
                found.append((block.start(), line[2:], []))
            elif found:
                found[-1][2].append(line)
    return found


def matches(expected: list[str], actual: list[str]) -> bool:
    """Compare, with "…" for anything."""
    pattern = "\n".join(
        ".*" if line.strip() == "…" else ".*?".join(map(re.escape, line.split("…"))) for line in expected
    )
    return re.fullmatch(pattern, "\n".join(actual), re.DOTALL) is not None


@pytest.fixture
def desk(tmp_path):
    for name in ("samples", "workbook_templates"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_commands_answer_what_the_page_says(page, desk):
    text = page.read_text(encoding="utf-8")
    written = [(block.start(), block[1], block[2]) for block in FILE_BLOCK.finditer(text)]
    steps = sorted([(*step, "run") for step in sessions(text)] + [(*step, "write") for step in written])
    assert steps, "a page without a command has nothing to keep it true"
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    for _, what, rest, kind in steps:
        if kind == "write":
            target = desk / what
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(rest, encoding="utf-8")
        elif not what.startswith(NOT_RUN):
            done = subprocess.run(
                shlex.split(RECIPES.get(what, what)),
                cwd=desk,
                env={**os.environ, "PATH": path, "COLUMNS": "80"},
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                check=False,
            )
            assert "Traceback" not in done.stdout
            assert matches(rest, done.stdout.splitlines()), f"$ {what}\n{done.stdout}"


def test_every_snippet_of_the_plugin_guide_is_a_file_that_the_commands_use():
    text = (ROOT / "plugins" / "README.md").read_text(encoding="utf-8")
    files = [block[0].split("```")[1] for block in FILE_BLOCK.finditer(text)]
    assert re.findall(r"```((?:python|toml)\n.*?)^```", text, re.MULTILINE | re.DOTALL) == files


def test_the_plugin_guide_shows_the_files_that_a_new_plugin_begins_with(tmp_path):
    text = (ROOT / "plugins" / "README.md").read_text(encoding="utf-8")
    new_plugin("metoder", tmp_path, load())
    shown = {block[1]: block[2] for block in FILE_BLOCK.finditer(text) if block[1].startswith("metoder/")}
    assert list(shown) == ["metoder/exceltools_metoder/__init__.py", "metoder/pyproject.toml"]
    for name, content in shown.items():
        assert (tmp_path / name).read_text(encoding="utf-8") == content


def test_make_demo_runs_the_merge_that_the_documentation_tests():
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert f"$(BIN)/{RECIPES['make demo']}" in recipe


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_and_pictures_exist(page):
    text = page.read_text(encoding="utf-8")
    targets = [target.split("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in target]
    missing = [target for target in targets if target and not (page.parent / target).exists()]
    assert missing == []


@pytest.mark.parametrize(
    ("expected", "actual", "same"),
    [
        (["a", "…", "c"], ["a", "b", "b2", "c"], True),
        (["a …"], ["a lot"], True),
        (["a"], ["b"], False),
        (["a", "b"], ["a"], False),
        ([], ["surprise"], False),
    ],
)
def test_the_comparison_itself(expected, actual, same):
    assert matches(expected, actual) is same


def test_the_catalogue_of_rules_is_what_the_rules_declare():
    make = runpy.run_path(str(ROOT / "docs" / "make_rules.py"))
    page = (ROOT / "docs" / "regler.md").read_text(encoding="utf-8")
    assert page == make["page"](), "run python docs/make_rules.py"
    codes = re.findall(r"^\| ([A-Z]+\d{3}) \|", page, re.MULTILINE)
    assert sorted(codes) == sorted(load().declarations()), "every rule stands in one group"


def test_everything_that_can_be_said_has_its_line_and_can_be_read_aloud():
    """Every refusal and every remark: a code, a title, a reason, and whole sentences in letters that Windows knows."""
    for code, rule in load().declarations().items():
        for text in (rule.title, rule.why, getattr(rule, "message", ""), getattr(rule, "hint", "")):
            text.encode("cp1252")
        assert rule.why.endswith("."), code
        assert not rule.title.endswith("."), code
    for code, rule in core_rules().items():
        assert rule.message.rstrip("”").endswith((".", "?", "}")), code
        assert not rule.hint or rule.hint.rstrip("”").endswith((".", "?", "}")), code
