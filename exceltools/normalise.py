"""A text in, its entry in the definition's code lists out.

Recognition is exact on keys (see `text`), names first and aliases after; anything nearer than that is a suggestion
and never decided here.
"""

from __future__ import annotations

from collections.abc import Iterable

from exceltools.definition import Definition
from exceltools.model import Recognised
from exceltools.text import ascii_key, clean, key

__all__ = ["CodeList", "Codes", "ascii_key", "clean", "key"]

_CLOSE_ENOUGH = 55  # of 100; below this a suggestion would puzzle more than it helps


class CodeList:
    """Names and aliases of a list of codes, looked up by `key`."""

    def __init__(self, entries: Iterable[tuple[str, str, tuple[str, ...]]]) -> None:
        """Take (id, name, aliases) of each entry; where two entries claim one alias, neither gets it."""
        entries = list(entries)
        self._names = {entry_id: name for entry_id, name, _ in entries}
        self._spellings = [(spelling, entry_id) for entry_id, name, aliases in entries for spelling in (name, *aliases)]
        self._ids: dict[str, str | None] = {key(name): entry_id for entry_id, name in self._names.items()}
        names = set(self._ids)
        for spelling, entry_id in self._spellings:
            if self._ids.setdefault(key(spelling), entry_id) != entry_id and key(spelling) not in names:
                self._ids[key(spelling)] = None

    def recognise(self, text: str) -> Recognised:
        """Look a text up: exactly, by name or alias; otherwise the nearest name as a suggestion."""
        wanted = key(text)
        if not wanted:
            return Recognised(None)
        found = self._ids.get(wanted)
        return Recognised(found) if found else Recognised(None, self._nearest(text))

    def _nearest(self, text: str) -> str | None:
        from rapidfuzz import fuzz, utils

        def nearness(spelling: str) -> tuple[float, float]:
            """Words in common first (the cell may be a whole sentence), letters in common to part equals."""
            shared, overall = (
                measure(text, spelling, processor=utils.default_process)
                for measure in (fuzz.token_set_ratio, fuzz.ratio)
            )
            return shared, overall

        (score, _), best = max((nearness(spelling), entry_id) for spelling, entry_id in self._spellings)
        return self._names[best] if score >= _CLOSE_ENOUGH else None


class Codes:
    """The definition's utgångspunkter and områden, ready for looking up."""

    def __init__(self, definition: Definition) -> None:
        """Index the definition once; the object is read-only afterwards."""
        points = definition.utgangspunkter
        self.utgangspunkter = CodeList((point.id, point.name, point.aliases) for point in points)
        self._within = {
            point.id: CodeList((area.id, area.name, area.aliases) for area in point.omraden) for point in points
        }

    def omrade(self, text: str, utgangspunkt: str | None) -> tuple[Recognised, str | None]:
        """Recognise an område, within its utgångspunkt first.

        Returns:
            What was recognised, and the id of the utgångspunkt that the område belongs to. An område that only
            another utgångspunkt has is recognised as that one's; one that several others have is not recognised.
        """
        if utgangspunkt is not None:
            found = self._within[utgangspunkt].recognise(text)
            if found.id is not None:
                return found, utgangspunkt
            own_suggestion = found.suggestion
        else:
            own_suggestion = None
        elsewhere = [(areas.recognise(text), point) for point, areas in self._within.items() if point != utgangspunkt]
        hits = [(found, point) for found, point in elsewhere if found.id is not None]
        if len(hits) == 1:
            return hits[0]
        suggestions = [found.suggestion for found, _ in elsewhere if found.suggestion] if utgangspunkt is None else []
        return Recognised(None, own_suggestion or next(iter(suggestions), None)), None
