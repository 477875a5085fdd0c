"""A single value of the definition in, the value out, or what is wrong with it in Swedish.

Each type carries its own check and the JSON Schema that an editor goes by. A check that fails raises ValueError with
the end of a sentence whose beginning is the key: "är tom.", "får bara ha …".
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema

from exceltools.definition.faults import enumerated, shown
from exceltools.text import ascii_key, clean, key, units_in_excel

_ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_VERSION = r"^[0-9A-Za-z.\-]{1,32}$"
_LANGUAGE = r"^[a-z]{2}(-[A-Z]{2})?$"
_CODE = r"^[A-ZÅÄÖ]{1,8}[0-9]{0,7}$"
_RULE_CODE = r"^[A-Z]+[0-9]{3}$"
_RULE_GROUP = r"^[A-Z]{2,}([0-9]{3})?$"
_EMAIL = r"^([A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(\.[A-Za-z0-9\-]+)+)?$"
_MONTH_DAY = r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"

_ROOM = 255  # characters that Excel shows of a prompt or takes as the name of a choice
_ROOM_FOR_EXPLANATION = 1000
_ROOM_FOR_UNIT = 100  # a file name has room for 255, and needs words beside the unit's
_NOT_IN_FILE_NAMES = '\\/:*?"<>|[]'
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})


def _text(text: str) -> str:
    """Refuse what nobody can see, and what Excel would take for a formula."""
    for place, char in enumerate(text):
        if char not in "\n\t" and unicodedata.category(char) in ("Cc", "Cf", "Co", "Cn"):
            before = clean(text[:place])[-20:]
            after = f" efter ”{before}”" if before else " i början"
            raise ValueError(f"innehåller ett osynligt tecken (U+{ord(char):04X}){after}. Skriv om texten för hand.")
    if text.startswith("="):
        raise ValueError("börjar med =, och då tror Excel att det är en formel. Börja med något annat.")
    return text


def _within(text: str, room: int) -> str:
    length = units_in_excel(text)
    if length > room:
        raise ValueError(f"är {length} tecken lång, och det får plats {room}. Korta den med {length - room}.")
    return text


def _paragraph(text: str) -> str:
    if not clean(text):
        raise ValueError("är tom. Skriv en text mellan citattecknen.")
    return _within(_text(text), _ROOM)


def _explanation(text: str) -> str:
    return _within(_text(text), _ROOM_FOR_EXPLANATION)


def _line(text: str) -> str:
    if "\n" in text or "\t" in text:
        raise ValueError("ska stå på en enda rad, utan radbrytning och tabb.")
    if text != text.strip() and text.strip():
        raise ValueError("har mellanslag i början eller slutet. Ta bort dem.")
    return _paragraph(text)


def _label(text: str) -> str:
    _line(text)
    if not key(text):
        raise ValueError("saknar bokstäver och siffror, och kan därför inte kännas igen.")
    return text


def _other_name(text: str) -> str:
    _label(text)
    if len(key(text)) < 2 or not any(char.isalpha() for char in text):
        raise ValueError("är en enda bokstav eller bara siffror, och skulle kännas igen i vilken text som helst.")
    return text


def _unit_name(text: str) -> str:
    _within(_other_name(text), _ROOM_FOR_UNIT)
    bad = sorted(set(text) & set(_NOT_IN_FILE_NAMES))
    if bad:
        raise ValueError(f"innehåller {enumerated(bad)}, och kan därför inte bli ett filnamn.")
    if text != text.strip(".'"):
        raise ValueError("kan inte bli ett filnamn. Ta bort punkt och apostrof i början och slutet.")
    return _not_a_device(text)


def _not_a_device(text: str) -> str:
    if text.casefold() in _DEVICES:
        raise ValueError("är ett namn som Windows har reserverat. Välj ett annat.")
    return text


def _id(text: str) -> str:
    if not re.fullmatch(_ID, text):
        example = re.sub(r"[^a-z0-9]+", "-", _ascii(text)).strip("-") or "bromma"
        raise ValueError(f"får bara ha a–z, 0–9 och bindestreck emellan. Skriv till exempel {shown(example)}.")
    return _not_a_device(text)


def _ascii(text: str) -> str:
    return "".join(ascii_key(char) or " " for char in text)


def _email(text: str) -> str:
    if not re.fullmatch(_EMAIL, text):
        raise ValueError("är ingen e-postadress. Skriv till exempel ”plan@staden.example”.")
    return text


def _version(text: str) -> str:
    if not re.fullmatch(_VERSION, text):
        raise ValueError("får bara ha a–z, 0–9, punkt och bindestreck, högst 32 tecken, till exempel ”2021.1”.")
    return text


def _language(text: str) -> str:
    if not re.fullmatch(_LANGUAGE, text):
        raise ValueError("ska vara ett språk som ”sv-SE”.")
    return text


def _code(text: str) -> str:
    if not re.fullmatch(_CODE, text) or len(text) > 8:
        raise ValueError("ska vara stora bokstäver och eventuellt siffror sist, högst 8 tecken, till exempel ”T1”.")
    return text


def _rule_code(text: str) -> str:
    if not re.fullmatch(_RULE_CODE, text):
        meant = f" Menade du ”{text.upper()}”?" if re.fullmatch(_RULE_CODE, text.upper()) else ""
        raise ValueError(
            f"är ingen regelkod. En sådan är stora bokstäver och tre siffror, till exempel ”TID003”.{meant}"
        )
    return text


def _rule_group(text: str) -> str:
    return text if re.fullmatch(_RULE_GROUP, text) else _rule_code(text)


def _month_day(text: str) -> str:
    if text == "02-29":
        raise ValueError("är en dag som bara finns vissa år. Skriv ”02-28” för slutet av februari.")
    if not _in_every_year(text):
        numbers = [int(number) for number in re.findall(r"[0-9]+", text)[:2]]
        turned = f"{numbers[1]:02}-{numbers[0]:02}" if len(numbers) == 2 else ""
        padded = f"{numbers[0]:02}-{numbers[1]:02}" if len(numbers) == 2 else ""
        meant = next((f" Menade du ”{date}”?" for date in (padded, turned) if _in_every_year(date)), "")
        raise ValueError(f"ska vara en månad och en dag som finns, till exempel ”04-30” för 30 april.{meant}")
    return text


def _in_every_year(month_day: str) -> bool:
    try:
        dt.date.fromisoformat(f"2001-{month_day}")  # not a leap year
    except ValueError:
        return False
    return re.fullmatch(_MONTH_DAY, month_day) is not None


def _day(value: object) -> dt.date:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            raise ValueError("är ett datum som inte finns i almanackan.") from None
    if isinstance(value, dt.datetime):
        raise ValueError("ska vara ett datum utan klockslag, till exempel 2021-12-31.")  # noqa: TRY004
    if not isinstance(value, dt.date):
        raise ValueError("ska vara ett datum, till exempel 2021-12-31.")  # noqa: TRY004 - pydantic collects ValueError
    return value


def _string(**limits: str | int) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", **limits})


Id = Annotated[str, AfterValidator(_id), _string(pattern=_ID)]
Version = Annotated[str, AfterValidator(_version), _string(pattern=_VERSION)]
Language = Annotated[str, AfterValidator(_language), _string(pattern=_LANGUAGE)]
Email = Annotated[str, AfterValidator(_email), _string(pattern=_EMAIL)]
Code = Annotated[str, AfterValidator(_code), _string(pattern=_CODE, maxLength=8)]
RuleCode = Annotated[str, AfterValidator(_rule_code), _string(pattern=_RULE_CODE)]
RuleGroup = Annotated[str, AfterValidator(_rule_group), _string(pattern=_RULE_GROUP)]  # or how several codes begin
MonthDay = Annotated[str, AfterValidator(_month_day), _string(pattern=_MONTH_DAY)]
Day = Annotated[dt.date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]

Line = Annotated[str, AfterValidator(_line), _string(minLength=1, maxLength=_ROOM)]  # one line of text
LineOrNothing = Annotated[str, AfterValidator(lambda text: text and _line(text)), _string(maxLength=_ROOM)]
Label = Annotated[str, AfterValidator(_label), _string(minLength=1, maxLength=_ROOM)]  # what something is recognised by
Question = Annotated[str, AfterValidator(_paragraph), _string(minLength=1, maxLength=_ROOM)]
Explanation = Annotated[str, AfterValidator(_explanation), _string(maxLength=_ROOM_FOR_EXPLANATION)]
UnitName = Annotated[str, AfterValidator(_unit_name), _string(minLength=2, maxLength=_ROOM_FOR_UNIT)]
UnitAlias = Annotated[str, AfterValidator(_other_name), _string(minLength=2, maxLength=_ROOM)]
