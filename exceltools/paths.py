"""File names as the system gives them in, text that can be written anywhere out, and back again."""

from __future__ import annotations

import os
from pathlib import Path


def shown(text: str) -> str:
    """Give a file name that can be written anywhere: bytes that were no UTF-8 are taken for Windows' own letters."""
    try:
        return text.encode("utf-8", "surrogateescape").decode("utf-8")
    except UnicodeDecodeError:
        return text.encode("utf-8", "surrogateescape").decode("cp1252", "replace")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode("utf-8")


def on_disk(text: str) -> Path:
    """Give the path that is shown so, also where the system has been told that it knows no å, ä and ö."""
    try:
        os.fsencode(text)
    except UnicodeEncodeError:
        return Path(os.fsdecode(text.encode("utf-8", "replace")))
    return Path(text)
