"""Is the responsible a function, and is nobody's personal data in the plan? KVAL005 to KVAL007.

What is found is not repeated in the sentence: a list of issues is sent to more people than the plan.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from exceltools.definition import COLUMN_IDS
from exceltools.normalise import key
from exceltools.phrases import listed_with_dots
from exceltools.rules import Activity, Cell, Context, Finding, rule
from exceltools.wording import listed, shortened

from .names import ENDINGS, FIRST, SURNAMES

VAGUE = """
    alla · samtliga · alla medarbetare · samtliga medarbetare · all personal · personal · personalen · medarbetare ·
    medarbetarna · vi · vi alla · oss · förvaltningen · stadsdelen · stadsdelsförvaltningen · nämnden ·
    stadsdelsnämnden · verksamheten · verksamheterna · enheten · enheterna · berörda · berörd personal · berörda enheter
    · berörda chefer · respektive · respektive chef · respektive enhet · ansvarig · ansvarig chef · ansvariga · olika ·
    flera · många · någon · vakant · ej utsett · inte utsett · utses senare · nn · beslutas senare
"""
_SIGN = re.compile(r"@|\d(?:[\s()/–-]{0,5}\d){5}")  # an address, or six digits in a row
_PARTS = re.compile(r"[,;/\n&+]|\boch\b|\bsamt\b")
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_PERSONAL_MAIL = re.compile(r"[^\W\d_]{2,40}[._-][^\W\d_]{2,40}\d{0,4}@")  # anna.svensson@
_PHONE = re.compile(r"(?<![\w-])(?:\+46|0046|0)[\s(0)/-]{0,5}[1-9](?:[\s/–-]{0,2}\d){6,9}(?![\w-])")
_MOBILE = re.compile(r"(?<![\w-])(?:(?:\+46|0046)[\s(0)-]{0,5}|0)7[02369](?:[\s–-]{0,2}\d){7}(?![\w-])")
_DATE = re.compile(r"0?\d{1,2}[\s/–-]\d{1,2}[\s/–-](?:\d{2}){1,2}")
_IDENTITY = re.compile(r"(?<!\d)(?:19|20)?(\d{2})(\d{2})(\d{2})[-+]?(\d{4})(?!\d)")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")


@rule(
    code="KVAL005",
    name="ansvarig-vague",
    title="Den ansvariga är ingen särskild",
    severity="warning",
    scope="cell",
    columns=["ansvarig"],
    requires=["SCH002", "SCH007"],
    parameters={"words": listed_with_dots(VAGUE)},
    why="Det som alla ansvarar för gör ofta ingen. En chef eller en funktion kan få frågan hur det gick.",
    passes=[{"ansvarig": "Enhetschef fritid"}, {"ansvarig": "Rektorerna och alla fritidsledare"}],
    fails=[{"ansvarig": "Alla"}, {"ansvarig": "Berörda enheter, samtliga medarbetare"}, {"ansvarig": "Förvaltningen"}],
)
def responsible_vague(cell: Cell, context: Context) -> Iterator[Finding]:
    """Find responsibles that point at nobody."""
    vague = _keys(context.parameters["words"])
    parts = [said for part in _PARTS.split(cell.text.casefold()) if (said := key(part))]
    if parts and (all(part in vague for part in parts) or key(cell.text) in vague):
        yield Finding(
            f"”{shortened(cell.text)}” pekar inte ut någon som ansvarar.",
            hint="Skriv vilken chef eller funktion som ser till att det blir gjort, till exempel Enhetschef fritid.",
        )


@rule(
    code="KVAL006",
    name="personal-data",
    title="Här står personuppgifter",
    severity="warning",
    scope="row",
    why="Planen sprids, publiceras och sparas. Personnummer, telefonnummer och e-postadresser hör inte hemma i den.",
    passes=[{"ansvarig": "Enhetschef fritid"}, {"metod": "Ring 112 vid fara. Mer står i planen för 2020-09-15."}],
    fails=[
        {"ansvarig": "Enhetschef, 08-508 00 000"},
        {"ansvarig": "enhetschef.fritid@ekeby.example"},
        {"metod": "Ring samordnaren på 070-123 45 67."},
    ],
)
def personal_data(activity: Activity, context: Context) -> Iterator[Finding]:
    """Find personal identity numbers, and ways to reach a person; those of a service are welcome outside Ansvarig."""
    del context
    read = activity.period is not None and activity.period.kind != "not-a-period"  # nothing but a time stands there
    for column in COLUMN_IDS:
        text = "" if column == "tidsplan" and read else activity.text(column)
        kinds = _personal(text, person=column == "ansvarig") if _SIGN.search(text) else []
        if kinds:
            yield Finding(
                f"Här står {listed(kinds)}.",
                hint="Ta bort det: planen läses av många och sparas länge. Skriv vilken funktion det gäller.",
                column=column,
                about=" ".join(kinds),
            )


@rule(
    code="KVAL007",
    name="person-named",
    title="En person är ansvarig, inte en funktion",
    severity="warning",
    scope="cell",
    columns=["ansvarig"],
    parameters={"allowed": []},
    why="Personer byter arbete. Står funktionen i planen gäller den ändå, och ingens namn sprids i onödan.",
    passes=[{"ansvarig": "Enhetschef, Maria Ungdom"}, {"ansvarig": "Rektor, Katarina norra skola"}],
    fails=[{"ansvarig": "Anna Svensson"}, {"ansvarig": "Enhetschef Erik Lindström"}],
)
def person_named(cell: Cell, context: Context) -> Iterator[Finding]:
    """Find a first name with a surname after it."""
    allowed = _keys(context.parameters["allowed"])
    if key(cell.text) not in allowed and any(key(name) not in allowed for name in _names(cell.text)):
        yield Finding(
            "Här verkar en person vara nämnd vid namn.",
            hint="Skriv vilken chef eller funktion som ansvarar, så gäller planen även om någon byter arbete.",
        )


RULES = [responsible_vague, personal_data, person_named]


@lru_cache(maxsize=8)
def _keys(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(key, texts))


def _personal(text: str, *, person: bool) -> list[str]:
    """Name what there is of personal data; where a person is meant, any number and any address is somebody's."""
    kinds = []
    if any(_is_identity(match) for match in _IDENTITY.finditer(text)):
        kinds.append("ett personnummer")
    if (_MAIL if person else _PERSONAL_MAIL).search(text):
        kinds.append("en e-postadress")
    phones = (_PHONE if person else _MOBILE).finditer(text)
    if "ett personnummer" not in kinds and any(not _DATE.fullmatch(match[0].strip()) for match in phones):
        kinds.append("ett telefonnummer")
    return kinds


def _names(text: str) -> Iterator[str]:
    """Give what looks like first name and surname, both with a capital."""
    found = list(_WORD.finditer(text))
    for first, second in pairwise(found):
        between = text[first.end() : second.start()]
        capitals = first[0][0].isupper() and second[0][0].isupper()
        if between == " " and capitals and first[0].casefold().split("-")[0] in FIRST and _is_surname(second[0]):
            yield f"{first[0]} {second[0]}"


def _is_surname(word: str) -> bool:
    last = word.casefold().split("-")[-1]
    return last in SURNAMES or (len(last) > 4 and last.endswith(ENDINGS))


def _is_identity(match: re.Match[str]) -> bool:
    """Tell whether ten digits are a personal identity number: a day of some year, and the check digit."""
    _, month, day, _ = (int(part) for part in match.groups())
    try:
        dt.date(2004, month, day - 60 if day > 60 else day)  # 60 more: a number for somebody not registered here
    except ValueError:
        return False
    digits = [int(digit) * (2 - place % 2) for place, digit in enumerate("".join(match.groups()))]
    return sum(digit // 10 + digit % 10 for digit in digits) % 10 == 0
