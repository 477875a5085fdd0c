"""Words and numbers in, the declaration of an issue that the core raises out."""

from __future__ import annotations

from dataclasses import dataclass

from exceltools.model import Declaration


@dataclass(frozen=True, slots=True, kw_only=True)
class CoreRule(Declaration):
    """An issue that the core raises. `message` and `hint` are Swedish sentences with {words} to fill in."""

    message: str
    hint: str = ""
