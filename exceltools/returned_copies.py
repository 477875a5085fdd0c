"""A merge's result in, copies of the returned files beside the workbook out: byte for byte, under safe names.

What came in a .zip or a letter becomes a file of its own, so that a link can lead to its very cell. Where a file cannot
be copied its links lead to where it was.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from exceltools.errors import OutputError
from exceltools.model import Result
from exceltools.own_folder import Folder
from exceltools.reading.candidates import Candidate, RefusalError
from exceltools.reading.limits import limits_of
from exceltools.reading.sources import find

LIST = "exceltools-kopior.json"  # a name of its own: copies of returns are returns, and may be merged again
_LONGEST = 120  # characters: Windows gives the whole path 259
_LONGEST_IN_BYTES = 200  # Linux gives a name 255
_LONGEST_SUFFIX = 10
_FORBIDDEN = re.compile('[\x00-\x1f\x7f-\x9f<>:"/\\\\|?*\ud800-\udfff\ufffd]')
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")  # some turn a name's letters round
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\..*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied."""

    paths: Mapping[str, Path]  # source as given on the command line -> its copy
    problems: tuple[str, ...]  # a sentence for each file that was not copied


def copy_returns(result: Result, sources: Sequence[Path], folder: Path, taken: Collection[str] = ()) -> Copied:
    """Copy every file that was opened, whether its plan counts or not.

    Args:
        result: of the merge.
        sources: what was merged, as given on the command line: the files are read once more.
        folder: where the copies go; made where it does not exist.
        taken: names in the folder that other results will have.

    Raises:
        OutputError: the folder's list of copies cannot be written.
    """
    sums = {source.path: source.sha256 for source in result.sources if source.sha256 and source.status != "ignored"}
    limits = limits_of(result.definition.limits.model_dump())
    candidates = [candidate for candidate in find(sources, limits) if candidate.path in sums]
    names = safe_names([PurePosixPath(candidate.path).name for candidate in candidates], [*taken, LIST])
    place = Folder(folder, LIST)
    paths: dict[str, Path] = {}
    problems: list[str] = []
    for candidate, name in zip(candidates, names, strict=True):
        try:
            place.write({name: _content(candidate, sums[candidate.path])})
            paths[candidate.path] = folder / name
        except OutputError as problem:
            problems.append(str(problem))
    place.finish()
    return Copied(paths, tuple(problems))


def _content(candidate: Candidate, checksum: str | None) -> bytes:
    try:
        data = candidate.read()
    except (OSError, RefusalError):
        raise OutputError(f"{candidate.path} går inte att läsa längre och är inte kopierad.") from None
    if hashlib.sha256(data).hexdigest() != checksum:
        raise OutputError(f"{candidate.path} har ändrats medan den lästes och är inte kopierad. Kör en gång till.")
    return data


def safe_names(wanted: Sequence[str], taken: Collection[str] = ()) -> list[str]:
    """Give names that every system can have in one folder, all different, as near the wanted ones as possible.

    >>> safe_names(["Bromma.xlsx", "BROMMA.xlsx", "../kl 12:30.xlsx", "con.xlsx"])
    ['Bromma.xlsx', 'BROMMA (2).xlsx', '-kl 12-30.xlsx', '_con.xlsx']
    """
    used = {_folded(name) for name in taken}
    names = []
    for text in wanted:
        stem, suffix = _safe(text)
        name, number = stem + suffix, 1
        while _folded(name) in used:
            number += 1
            name = f"{stem} ({number}){suffix}"
        used.add(_folded(name))
        names.append(name)
    return names


def _safe(text: str) -> tuple[str, str]:
    """Give stem and suffix without anything that a system forbids, hides or takes for something else."""
    plain = _FORBIDDEN.sub("-", _INVISIBLE.sub("", unicodedata.normalize("NFC", text)))
    plain = " ".join(plain.split()).strip(". ").lstrip("~$. ")
    stem, dot, suffix = plain.rpartition(".")
    if not dot or not suffix.isalnum() or len(suffix) > _LONGEST_SUFFIX:
        stem, dot, suffix = plain, "", ""
    stem = stem[:_LONGEST].encode()[:_LONGEST_IN_BYTES].decode(errors="ignore").strip(". ") or "plan"
    if _DEVICES.fullmatch(stem):
        stem = f"_{stem}"
    return stem, dot + suffix


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
