"""The paths that results are to be written to in, a refusal out where somebody else's file stands there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path

from exceltools.atomic import must_be_writable
from exceltools.errors import OutputError
from exceltools.model import Source
from exceltools.paths import on_disk


def must_be_free(
    targets: Sequence[Path],
    definition_file: Path | None,
    password_file: Path | None = None,
    waivers_file: Path | None = None,
) -> None:
    """Tell before the plans are read what can be known then.

    Raises:
        OutputError: a target cannot be written, is a file that is read, or is the same as another target.
    """
    given = (
        (definition_file, "definitionen"),
        (password_file, "lösenordsfilen"),
        (waivers_file, "arbetsboken med det som är godtaget"),
    )
    for target in targets:
        must_be_writable(target)
        for file, what in given:
            if file is not None and _is_same(target, file):
                raise OutputError(f"{target} är {what} och får inte skrivas över. Välj ett annat filnamn.")
    for one, other in combinations(targets, 2):
        if _is_same(one, other):
            raise OutputError(f"Både sammanställningen och rapporten skulle bli {one}. Ge dem olika filnamn.")


def must_spare(targets: Sequence[Path], sources: Iterable[Source]) -> None:
    """Tell before anything is written whether a target is one of the plans; our own older results are none.

    Raises:
        OutputError: it is.
    """
    standing = [target for target in targets if target.exists()]
    for source in sources if standing else ():
        path = on_disk(source.path)
        files = (path, *path.parents) if source.status != "ignored" else ()  # a parent may be the zip file it lies in
        for target in standing:
            if any(_is_same(target, file) for file in files):
                raise OutputError(
                    f"{target} hör till filerna som har lämnats in och får inte skrivas över. "
                    "Ingenting har skrivits. Välj ett annat filnamn."
                )


def _is_same(one: Path, other: Path) -> bool:
    """Tell whether two paths lead to one file, or would if it were there; a device is nobody's file."""
    try:
        return one.is_file() and one.samefile(other) if one.exists() else one.resolve() == other.resolve()
    except (OSError, ValueError):  # a name that the system cannot have
        return False
