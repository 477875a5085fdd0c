"""Text as people write it in, text that can be compared out; and recognition in the definition's code lists.

`clean` gives what a person reads: invisible characters gone, white space tidied, nothing else changed. `key` is for
comparing only: two texts with the same key are the same thing to a careful colleague. Recognition is exact on keys,
names first and aliases after; anything nearer than that is a suggestion and never decided here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from exceltools.definition import Definition
from exceltools.model import Recognised

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SPACES = re.compile(r"[^\S\n]+")
_LINE_ENDS = re.compile(r" *\n *")
_CLOSE_ENOUGH = 55  # of 100; below this a suggestion would puzzle more than it helps


def clean(text: str) -> str:
    r"""Give the text as a person reads it: NFC, no invisible characters, single spaces, LF between lines.

    >>> clean(" Systematisk\u00a0 sam\u00adhandling\r\n\u200b")
    'Systematisk samhandling'
    >>> clean("rad 1_x000D_\nrad 2\t ")
    'rad 1\nrad 2'
    """
    text = _ESCAPED.sub(_unescaped, text)
    text = unicodedata.normalize("NFC", text)
    for line_break in ("\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"):
        text = text.replace(line_break, "\n")
    text = "".join(
        char for char in text if char in "\n\t" or unicodedata.category(char) not in ("Cf", "Cc", "Cs", "Cn")
    )
    return _LINE_ENDS.sub("\n", _SPACES.sub(" ", text)).strip()


def _unescaped(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return match[0] if 0xD800 <= code <= 0xDFFF else chr(code)


def key(text: str) -> str:
    r"""Give the text's letters and digits only, in lower case: what it is compared by.

    >>> key("Ett jämställdhets-\nperspektiv ") == key("ett jämställdhetsperspektiv:")
    True
    >>> key("Vålds- & könsnormer")
    'våldsochkönsnormer'
    """
    folded = unicodedata.normalize("NFKC", clean(text)).casefold().replace("&", "och")
    return "".join(char for char in folded if char.isalnum())


def ascii_key(text: str) -> str:
    """Give `key` without accents, for file names that have lost their å, ä and ö.

    >>> ascii_key("Hässelby-Vällingby")
    'hasselbyvallingby'
    """
    decomposed = unicodedata.normalize("NFD", key(text))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


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
            return tuple(
                measure(text, spelling, processor=utils.default_process)
                for measure in (fuzz.token_set_ratio, fuzz.ratio)
            )

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
