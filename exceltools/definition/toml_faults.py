"""A line that tomllib refuses in, what to do about it in plain Swedish out."""

from __future__ import annotations

import re

# The key of a line as its writer meant it: bare or quoted, and with å, ä, ö, which TOML does not allow.
KEY = re.compile(r"""\s*(?P<key>[\w.-]+|"[^"\n]*"|'[^'\n]*')\s*(?P<sign>[=:]?)\s*(?P<value>.*)""")

_HEADING = re.compile(r"\s*(?P<left>\[+)\s*(?P<name>[^\[\]#]*?)\s*(?P<right>\]*)\s*(?:#.*)?$")
_NAME = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*")
_CURLY = re.compile(r"(?:^|[\[,])\s*[”“„»«‟‘’´`]")
_DATE_LIKE = re.compile(r"\d+[-/.]\d+[\d\s/.-]*(?:#.*)?$")
_SHOULD_BE = {"ja": "true", "nej": "false", "sant": "true", "falskt": "false", "true": "true", "false": "false"}

# The rest of the faults inside a value, by what tomllib's message holds.
_BY_MESSAGE = (
    (
        "Cannot",
        "Nyckeln ”{key}” finns redan i samma avsnitt. Ta bort den ena, eller sätt en ny rubrik före den här.",
    ),
    ("Duplicate", "Nyckeln ”{key}” står två gånger mellan klammerparenteserna. Ta bort den ena."),
    ("Invalid date", "Det datumet finns inte i almanackan."),
    ("Unescaped", "Ett omvänt snedstreck i en text skrivs dubbelt: \\\\."),
    ("hex value", "Ett omvänt snedstreck i en text skrivs dubbelt: \\\\."),
    ("Unicode scalar", "Ett omvänt snedstreck i en text skrivs dubbelt: \\\\."),
    ("'\\n'", "Texten saknar sitt sista citattecken."),
    ('Expected "\'"', "Texten saknar sitt sista citattecken."),
    ("Illegal character", "Här finns ett osynligt styrtecken. Skriv om raden för hand."),
    ("Found invalid character", "Här finns ett osynligt styrtecken. Skriv om raden för hand."),
    ("Unclosed array", "Listan går inte att läsa härifrån: ett kommatecken saknas eller ett citattecken står fel."),
    ("Unclosed inline", "Klammerparentesen { … } är inte avslutad. Den ska börja och sluta på samma rad."),
)


def explain(message: str, line: str, column: int, key: str | None = None) -> str:
    """Say what is wrong with a line.

    Args:
        message: tomllib's.
        line: the line that tomllib points at.
        column: 1-based, where on the line.
        key: the key whose value the line goes on with, where it began on an earlier line.
    """
    if key is not None:
        return _of_value(message, key, line.strip(), line[column - 1 :])
    if line.lstrip().startswith("["):
        return _of_heading(message, line)
    match = KEY.match(line)
    if match is None or not (match["sign"] or re.match(r"[\"'\[{”“\d]", match["value"])):
        return _of_loose_text(line)
    key = match["key"]
    if plain(key) != key and key[0] not in "\"'":
        return f"Nycklar skrivs utan å, ä och ö. Menade du ”{plain(key)}”?"
    if match["sign"] != "=":
        return f"Mellan nyckeln och värdet ska det stå ett likhetstecken: {key} = …"
    return _of_value(message, key, match["value"].strip(), line[column - 1 :])


def plain(text: str) -> str:
    """Give the text without the rings and dots that a key cannot have.

    >>> plain("områden")
    'omraden'
    """
    return text.translate(str.maketrans("åäöÅÄÖ", "aaoAAO"))


def heading(line: str) -> str | None:
    """Give the heading that the line was meant to be, brackets in balance; None where it names nothing.

    >>> heading("[[utgangspunkter.områden]"), heading("[]")
    ('[[utgangspunkter.omraden]]', None)
    """
    match = _HEADING.match(line)
    if match is None or not _NAME.fullmatch(plain(match["name"])):
        return None
    brackets = min(2, max(len(match["left"]), len(match["right"])))
    return f"{'[' * brackets}{plain(match['name'])}{']' * brackets}"


def _of_heading(message: str, line: str) -> str:
    meant = heading(line)
    written = line.split("#", maxsplit=1)[0].strip()
    if meant is None:
        return "Rubriken går inte att läsa. En rubrik är ett namn inom hakparenteser, till exempel [[units]]."
    if plain(written) != written:
        return f"Rubriker skrivs utan å, ä och ö. Menade du {meant}?"
    if "Cannot" in message:
        name = meant.strip("[]")
        return (
            f"Avsnittet ”{name}” finns redan i filen. Ta bort det ena. "
            f"Ska det finnas flera står varje rubrik inom dubbla hakparenteser: [[{name}]]."
        )
    return f"Rubriken ska ha lika många hakparenteser på båda sidor. Menade du {meant}?"


def _of_loose_text(line: str) -> str:
    if not line.replace("\t", " ").isprintable():
        return "Här finns ett osynligt styrtecken. Skriv om raden för hand."
    return "Raden är varken en rubrik, en nyckel med ett värde eller en kommentar. En kommentar börjar med #."


def _of_value(message: str, key: str, value: str, offending: str) -> str:
    if not value or value.startswith("#"):
        return f"Efter {key} = saknas värdet."
    if _CURLY.search(value):
        return 'Citattecknen kring en text ska vara raka: " i stället för ”.'
    if _DATE_LIKE.match(value):
        return "Ett datum skrivs som 2021-12-31 och måste finnas i almanackan. Annan text ska stå inom citattecken."
    for part, sentence in _BY_MESSAGE:
        if part in message:
            return sentence.replace("{key}", key)
    return _of_bare_value(message, key, value, offending)


def _of_bare_value(message: str, key: str, value: str, offending: str) -> str:
    word = re.split(r"[\s,\]}#]", offending)[0]
    if word.casefold() in _SHOULD_BE:
        return f"Skriv {_SHOULD_BE[word.casefold()]}, med små bokstäver och utan citattecken."
    if re.match(r"[^\W\d]", value):
        return f'Text ska stå inom raka citattecken: {key} = "{value.split("#", maxsplit=1)[0].strip()}".'
    if re.match(r"[^\W\d]", offending) and "Invalid value" in message:
        return f'Text ska stå inom raka citattecken: "{word}".'
    if value.startswith('"') and value.count('"') > 2:
        return "Texten slutar redan vid sitt andra citattecken. Använd ” för citattecken inne i en text."
    if "Expected newline" in message:
        return "Efter värdet står något som inte hör dit. En kommentar börjar med #."
    return "Värdet går inte att läsa. Jämför med en liknande rad i filen."
