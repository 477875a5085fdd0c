"""A folder in, the files in it that we wrote ourselves and nobody has changed since out.

Whoever writes files into a folder that may be searched for plans leaves a list there, with checksums. What still is as
it was written is nobody's return; what somebody has worked in may be one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

LIST = "exceltools-filer.json"


def listed(folder: Path, name: str = LIST) -> dict[str, str]:
    """Give the checksums of the files that were written there, by name; nothing where there is no list."""
    try:
        found = json.loads((folder / name).read_text(encoding="utf-8"))
        return {str(file): str(checksum) for file, checksum in found.items() if "/" not in file and "\\" not in file}
    except (OSError, ValueError, AttributeError, RecursionError):
        return {}


def list_of(checksums: Mapping[str, str]) -> bytes:
    """Give the list as it stands in the folder."""
    return f"{json.dumps(dict(sorted(checksums.items())), ensure_ascii=False, indent=1)}\n".encode()


def checksum(content: bytes) -> str:
    """Give the checksum by which a file is known again."""
    return hashlib.sha256(content).hexdigest()


def unchanged(path: Path, checksums: Mapping[str, str]) -> bool:
    """Tell whether a file is one of those listed, as it was written."""
    if path.name not in checksums:
        return False
    try:
        return checksum(path.read_bytes()) == checksums[path.name]
    except OSError:
        return False
