"""A Swedish noun in, its likely forms out, so that a definition need not list läsåret, läsåren and läsårets."""

from __future__ import annotations

_ENDINGS = ("", "s", "n", "ns", "en", "ens", "et", "ets", "r", "rna", "er", "erna", "ar", "arna")
_DEFINITE = ("en", "et", "n")
_SHORTEST = 3  # letters: below, a name is an abbreviation and has no endings


def forms(word: str) -> list[str]:
    """Give a word's likely forms, itself first. Forms that no one writes are among them and do no harm.

    >>> {"läsår", "läsåren", "läsårets"} < set(forms("läsåret"))
    True
    >>> forms("VT")
    ['VT']
    """
    if len(word) < _SHORTEST:
        return [word]
    bases = [word, *(word.removesuffix(ending) for ending in _DEFINITE if word.endswith(ending))]
    return list(dict.fromkeys(base + ending for base in bases for ending in _ENDINGS))
