"""A password file in, its passwords out; none of them ever reaches an output, a log or a report.

One password a line, as it is typed: spaces belong to it. Programs that write Windows' letters or UTF-16 are understood.
"""

from __future__ import annotations

import codecs
from importlib.util import find_spec
from pathlib import Path

from exceltools.errors import UsageError

MOST = 20  # each is tried on each locked file, and every try costs a tenth of a second by intention
_LONGEST = 255  # characters: Excel's own limit


def read_passwords(path: Path) -> tuple[str, ...]:
    """Read the passwords that locked workbooks may have.

    Raises:
        UsageError: the file cannot be read or holds no passwords, or the extra that opens locked workbooks is missing.
    """
    if find_spec("msoffcrypto") is None:
        raise UsageError(
            "För att öppna filer med lösenord behövs ett tillägg. Installera det med "
            'python -m pip install "exceltools[crypto]" och försök igen.'
        )
    try:
        content = path.read_bytes() if path.is_file() else None
    except OSError:
        content = None
    if content is None:
        raise UsageError(f"Lösenordsfilen {path} finns inte eller går inte att läsa.")
    found = tuple(dict.fromkeys(line for line in _text(content).splitlines() if line.strip()))
    if not found or any(len(line) > _LONGEST or "\0" in line for line in found):
        raise UsageError(f"I {path} finns inga lösenord. Skriv ett lösenord per rad i en vanlig textfil.")
    if len(found) > MOST:
        raise UsageError(f"I {path} finns fler än {MOST} lösenord. Ta bort dem som inte behövs.")
    return found


def _text(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
