"""Codes, counts and names in, the Swedish words for them out: what the tool says in more than one place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from exceltools.definition import COLUMN_IDS, Definition, Severity, UnitKind, Wish
from exceltools.model import Issue, PluginState, SourceStatus, Waiver

UNKNOWN_UNIT = "Okänd enhet"
# Stand where a unit's id would: for what concerns the whole run, and for a file that is nobody's plan.
EVERYBODY, OTHER_FILES = "", "*"

_NOBODY = {EVERYBODY: "Hela sammanställningen", OTHER_FILES: "Övriga filer"}

SEVERITY_WORDS: Mapping[Severity, str] = {"error": "Fel", "warning": "Varning", "info": "Noterat"}
WISH_WORDS: Mapping[Wish, str] = {
    "error": "Fel",
    "warning": "Varning",
    "info": "Noterat",
    "trial": "På prov",
    "off": "Avstängd",
}
_SEVERITY_NOUNS: Mapping[Severity, tuple[str, str]] = {
    "error": ("fel", "fel"),
    "warning": ("varning", "varningar"),
    "info": ("sak noterad", "saker noterade"),
}
STATUS_WORDS: Mapping[SourceStatus, str] = {
    "read": "Läst",
    "refused": "Kunde inte läsas",
    "superseded": "Ersatt av en annan",
    "ignored": "Räknas inte",
}
PLUGIN_WORDS: Mapping[PluginState, str] = {
    "ran": "Har körts",
    "failed": "Kunde inte köras färdigt",
    "not relevant": "Behövdes inte",
}
KIND_WORDS: Mapping[UnitKind, tuple[str, str]] = {
    "district": ("stadsdel", "stadsdelar"),
    "committee": ("facknämnd", "facknämnder"),
}

_NUMBERS = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")


def unit_name(definition: Definition, unit_id: str | None) -> str:
    """Give the name of a unit, or a word for a plan that nobody knows whose it is, or for what is everybody's."""
    if unit_id in _NOBODY:
        return _NOBODY[unit_id]
    return UNKNOWN_UNIT if unit_id is None else definition.unit(unit_id).name


def owner(issue: Issue) -> str | None:
    """Give the id of the unit that an issue is about: None if unknown, `EVERYBODY` if it is about no file at all."""
    return EVERYBODY if issue.unit is None and issue.source is None else issue.unit


def column_name(definition: Definition, column: str | None) -> str:
    """Give a column's header; empty where there is no column.

    An issue may name a column that the unit added: then the header is all there is.
    """
    if column is None:
        return ""
    return definition.column(column).header if column in COLUMN_IDS else column


def origin_in_words(origin: str) -> str:
    """Say where a plugin comes from.

    >>> origin_in_words("bundled"), origin_in_words("folder: egna.py"), origin_in_words("entry point: stadens 1.2")
    ('följer med exceltools', 'filen egna.py', 'paketet stadens 1.2')
    """
    kind, _, place = origin.partition(": ")
    if kind == "folder":
        return f"{'filen' if place.endswith('.py') else 'mappen'} {place}"
    return f"paketet {place}".strip() if kind == "entry point" else "följer med exceltools"


def accepted_in_words(waiver: Waiver) -> str:
    """Say who has accepted something, until when and why."""
    who, reason = (" ".join(text.split()) for text in (waiver.who, waiver.reason))
    return f"Godtaget av {who} till och med {waiver.until}: {reason}"


def code_runs(codes: Iterable[str]) -> str:
    """Name rule codes, runs of numbers drawn together.

    >>> code_runs(["TID001", "TID003", "TID002", "UPP001"])
    'TID001–TID003, UPP001'
    """
    numbered = enumerate(sorted(codes))
    runs = (
        [code for _, code in run]
        for _, run in groupby(numbered, key=lambda pair: (pair[1][:-3], int(pair[1][-3:]) - pair[0]))
    )
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def number_word(number: int) -> str:
    """Write small numbers as words and others with digits.

    >>> number_word(4), number_word(13)
    ('fyra', '13')
    """
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else digits(number)


def digits(number: int) -> str:
    r"""Write a number with a hard space between thousands.

    >>> digits(412), digits(12345)
    ('412', '12\xa0345')
    """
    return f"{number:,}".replace(",", "\u00a0")


def counted(number: int, one: str, many: str) -> str:
    """Write a number with its noun.

    >>> counted(1, "plan", "planer"), counted(2, "plan", "planer")
    ('1 plan', '2 planer')
    """
    return f"{digits(number)} {one if number == 1 else many}"


def severities(number: int, severity: Severity) -> str:
    """Write how many issues of a severity there are.

    >>> severities(2, "error"), severities(1, "warning"), severities(22, "info")
    ('2 fel', '1 varning', '22 saker noterade')
    """
    return counted(number, *_SEVERITY_NOUNS[severity])


def listed(names: Iterable[str], last: str = "och") -> str:
    """Join names as a sentence does.

    >>> listed(["Bromma", "Farsta", "Norrmalm"]), listed([])
    ('Bromma, Farsta och Norrmalm', '')
    """
    *first, final = [*names] or [""]
    return f"{', '.join(first)} {last} {final}" if first else final


def numbered(numbers: Iterable[int]) -> str:
    """Give rising numbers, runs drawn together.

    >>> numbered([4, 7, 8, 9, 12]), numbered([3])
    ('4, 7–9 och 12', '3')
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return listed(f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)


def shortened(text: str, limit: int = 60) -> str:
    r"""Give the text on one line, cut between words where it is longer than the limit.

    >>> shortened("Föräldrar, skola och\npolis träffas varje månad", limit=24)
    'Föräldrar, skola och …'
    """
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    head = line[: limit - 1]
    return (head.rpartition(" ")[0] or head).rstrip(" ,;:–-") + " …"
