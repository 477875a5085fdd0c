"""A name in, a folder with a plugin out: one rule, its cases, its test and what it takes to publish it."""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path
from string import Template

from exceltools.engine.registry import Registry
from exceltools.errors import OutputError, UsageError
from exceltools.kit.names import Names, names

_SKELETON = Path(__file__).with_name("skeleton")
_FILES = {  # skeleton -> where it goes
    "rules.py.txt": "$package/__init__.py",
    "test_rules.py.txt": "tests/test_$package.py",
    "pyproject.toml.txt": "pyproject.toml",
    "README.md.txt": "README.md",
}


def new_plugin(title: str, folder: Path, registry: Registry, prefix: str | None = None) -> tuple[Path, list[Path]]:
    """Write a plugin; all of it or nothing.

    Args:
        title: what it is to be called.
        folder: where its own folder is made.
        registry: the plugins that are there, whose codes are taken.
        prefix: of its codes; None for the name's first letters.

    Returns:
        Its folder, and the files in it.

    Raises:
        UsageError: there is a folder of the name already, the name is none, or the prefix is taken.
        OutputError: the folder cannot be written.
    """
    called = names(title, _owners(registry), prefix)
    place = folder / called.plugin
    if place.exists():
        raise UsageError(f"{place} finns redan, och ingenting där har ändrats. Välj ett annat namn.")
    try:
        return place, _write(called, place)
    except OSError as error:
        raise OutputError(f"{place} kan inte skrivas. Välj en annan mapp med -o.") from error


def _owners(registry: Registry) -> dict[str, str]:
    """Give whose every prefix is, the core's included."""
    owners = {code[:-3]: "exceltools" for code in registry.declarations()}
    return owners | {rule.code[:-3]: plugin.name for plugin in registry.plugins for rule in plugin.rules}


def _write(called: Names, place: Path) -> list[Path]:
    words = {field: getattr(called, field) for field in called.__slots__}
    unfinished = place.with_name(f".{place.name}.{secrets.token_hex(4)}")
    written = []
    try:
        for skeleton, target in _FILES.items():
            path = Path(Template(target).substitute(words))
            text = Template((_SKELETON / skeleton).read_text(encoding="utf-8")).substitute(words)
            (unfinished / path).parent.mkdir(parents=True, exist_ok=True)
            (unfinished / path).write_text(text, encoding="utf-8", newline="\n")
            written.append(place / path)
        unfinished.rename(place)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return written
