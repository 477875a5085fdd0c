"""Nothing in, what stands in cells instead of an answer out: for the merge's checks and for the template.

Words that people write, as keys, and the values that programs show where a formula has broken.
"""

from __future__ import annotations

from exceltools.normalise import key

# Texts without any letter or digit ("-", "?", "…") need no entry: their key is empty.
STAND_INS = tuple(
    key(text)
    for text in (
        *("0", "x", "xx", "xxx", "n/a", "nan", "none", "null", "tbd", "tba", "tbc", "to do", "not applicable"),
        *("saknas", "ingen", "inget", "inga", "tom", "tomt", "ej aktuellt", "inte aktuellt", "ej relevant"),
        *("inte relevant", "ej tillämpligt", "inte tillämpligt", "ej angivet", "ej ifyllt", "vet ej", "vet inte"),
        *("oklart", "kommer senare", "fylls i senare", "fylls på senare", "kompletteras", "kompletteras senare"),
        *("se ovan", "som ovan", "enligt ovan", "samma", "samma som ovan", "dito", "d:o"),
    )
)

# "#REF!", "#NAMN?", "#DIV/0!" in any language, the two without a sign at the end, and LibreOffice's; no hashtags. The
# capitals are spelt out because polars and Python's own `re` know no common word for them.
_CAPITAL = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶŁĻŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŲŹŻŽȘȚΆ-ΏΑ-ΫЀ-Я"
ERROR_VALUE = rf"^(#[{_CAPITAL}0-9/_]+[!?]|#N/A|#[{_CAPITAL}]+_[{_CAPITAL}]+|Err:[0-9]{{3}})$"
