"""What people write instead of an answer, as keys: for the merge's checks and for the template's own formulas."""

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
