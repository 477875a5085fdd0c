"""What somebody calls a plugin in; the names of its folder, package, rule and codes out."""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from exceltools.errors import UsageError

_WORDS = re.compile(r"[a-z0-9]+")
_PREFIX = re.compile(r"[A-Z]{2,6}")
_LETTERS = 4  # of the name, for a prefix


@dataclass(frozen=True, slots=True)
class Names:
    """Everything that a new plugin is called."""

    words: str  # "metoder i skolan"
    plugin: str  # "metoder_i_skolan": the folder, and the entry point
    package: str  # "exceltools_metoder_i_skolan"
    distribution: str  # "exceltools-metoder-i-skolan"
    prefix: str  # "METO"
    rule_name: str  # "metoder-i-skolan-too-short"
    function: str  # "too_short"


def names(title: str, owners: Mapping[str, str], prefix: str | None = None) -> Names:
    """Make the names.

    Args:
        title: a word or some, å ä ö and spaces allowed.
        owners: prefixes that are taken -> who has them.
        prefix: the prefix of the rule's code; None for the name's first letters.

    Raises:
        UsageError: the title gives no name, or the prefix is taken or is none.
    """
    words = _WORDS.findall(_ascii(title).lower())
    words = words[1:] if len(words) > 1 and words[0] == "exceltools" else words
    if not words or not words[0][0].isalpha() or "/" in title or "\\" in title:
        raise UsageError(f"”{title}” kan inte bli ett namn. Välj ett eller ett par ord, till exempel metoder.")
    plugin = "_".join(words)
    return Names(
        words=" ".join(words),
        plugin=f"{plugin}_" if keyword.iskeyword(plugin) else plugin,
        package=f"exceltools_{plugin}",
        distribution=f"exceltools-{'-'.join(words)}",
        prefix=_free(prefix.strip().upper() if prefix else _derived(words), owners, title),
        rule_name=f"{'-'.join(words)}-too-short",
        function="too_short",
    )


def _derived(words: list[str]) -> str:
    letters = re.sub(r"\d", "", "".join(words)).upper()
    return letters[:_LETTERS] if len(letters) > 1 else f"{letters}X"


def _free(prefix: str, owners: Mapping[str, str], title: str) -> str:
    if not _PREFIX.fullmatch(prefix):
        raise UsageError(f"”{prefix}” kan inte inleda en regelkod. Välj två till sex bokstäver A–Z.")
    if prefix in owners:
        raise UsageError(
            f"Koder som börjar med {prefix} är redan tagna av {owners[prefix]}. Välj en annan inledning: "
            f"exceltools plugins new {title} --prefix EGEN"
        )
    return prefix


def _ascii(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))
