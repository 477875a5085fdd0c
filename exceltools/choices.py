"""What was asked for with --choose in, which file counts for which unit out.

A person's word goes before everything that the files say: the named file counts for the named unit, whatever it says of
itself and whatever else the unit has sent. So each word must be understood exactly, or the run does not begin.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from exceltools.definition import Definition, Unit
from exceltools.definition.faults import nearest
from exceltools.errors import UsageError
from exceltools.identity import unit_called
from exceltools.reading.candidates import Candidate
from exceltools.wording import listed

_MOST_SHOWN = 5


def choices(asked: Sequence[str], candidates: Iterable[Candidate], definition: Definition) -> Mapping[str, str]:
    """Settle which file counts for which unit.

    Args:
        asked: "UNIT=FILE", a unit by id, name or other name, a file by its path or the end of it.
        candidates: the files that were found.
        definition: knows the units.

    Returns:
        Unit ids by the candidates' paths.

    Raises:
        UsageError: something in it cannot be understood; the sentence says what and what was probably meant.
    """
    found = list(candidates) if asked else []
    chosen: dict[str, str] = {}
    for words in asked:
        unit_name, equals, file = words.partition("=")
        if not equals or not unit_name.strip() or not file.strip():
            raise UsageError(
                f"--choose {words}: skriv enheten, ett likhetstecken och filen, till exempel bromma=Plan.xlsx."
            )
        unit = unit_called(unit_name.strip(), definition)
        path = _path(file.strip(), found)
        _must_be_free(unit, path, chosen, definition)
        chosen[path] = unit.id
    return chosen


def _path(text: str, candidates: Sequence[Candidate]) -> str:
    wanted = _comparable(text)
    exact = [candidate for candidate in candidates if _comparable(candidate.path) == wanted]
    ending = [candidate for candidate in candidates if f"/{_comparable(candidate.path)}".endswith(f"/{wanted}")]
    fitting = exact or ending
    if len(fitting) > 1:
        shown = [candidate.path for candidate in fitting]
        more = f" och {len(shown) - _MOST_SHOWN} till" if len(shown) > _MOST_SHOWN else ""
        raise UsageError(
            f"Flera filer heter så som ”{text}”: {', '.join(shown[:_MOST_SHOWN])}{more}. Skriv mer av sökvägen."
        )
    if not fitting:
        raise UsageError(f"Filen ”{text}”, som ska väljas, finns inte bland källorna.{_meant(text, candidates)}")
    return fitting[0].path


def _meant(text: str, candidates: Sequence[Candidate]) -> str:
    by_name = {candidate.path.rpartition("/")[2]: candidate.path for candidate in candidates}
    near = nearest(text.replace("\\", "/").rpartition("/")[2], by_name)
    return f" Menade du {by_name[near]}?" if near else ""


def _must_be_free(unit: Unit, path: str, chosen: Mapping[str, str], definition: Definition) -> None:
    others = [taken for taken, owner in chosen.items() if owner == unit.id and taken != path]
    if others:
        raise UsageError(f"{unit.name} kan bara ha en plan som räknas, men både {listed([*others, path])} är valda.")
    if chosen.get(path, unit.id) != unit.id:
        both = listed([definition.unit(chosen[path]).name, unit.name])
        raise UsageError(f"{path} är vald för både {both}. Välj den för en av dem.")


def _comparable(path: str) -> str:
    return unicodedata.normalize("NFC", path.replace("\\", "/")).casefold().removeprefix("./")
