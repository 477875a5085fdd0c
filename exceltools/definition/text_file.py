"""A file that somebody saved in a text editor in, its text out; and a word where it was saved as something else.

A text in the encoding that Windows calls ANSI is read as it was meant, and reported: whoever gets the other faults of
the file in the same breath saves it again only once.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from exceltools.definition.faults import Fault, nearest, shown

_NOT_UTF8 = re.compile("[\udc80-\udcff]")
_SAVE_AGAIN = "Öppna filen i Anteckningar, välj Arkiv > Spara som och kodningen UTF-8."


def read_text(path: Path) -> tuple[str | None, list[Fault]]:
    """Read a file; nothing that it may hold raises.

    Returns:
        The text with LF between lines, None where there is none to be had; and what is wrong with it as a text.
    """
    try:
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        return None, [Fault(0, _why_not(path, error))]
    text, faults = _decoded(content)
    return text and text.replace("\r\n", "\n").replace("\r", "\n"), faults


def _decoded(content: bytes) -> tuple[str | None, list[Fault]]:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        fault = Fault(1, f"Filen är sparad i teckenkodningen UTF-16 i stället för UTF-8. {_SAVE_AGAIN}")
        return content.decode("utf-16", errors="replace"), [fault]
    if b"\0" in content:
        return None, [
            Fault(0, "Det här är ingen textfil. Välj en definition, det vill säga en fil som slutar på .toml.")
        ]
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError as error:
        text = _NOT_UTF8.sub(_as_windows_means, content.decode("utf-8", errors="surrogateescape"))
        before = len(content[: error.start].decode("utf-8"))
        line = len(re.findall(r"\r\n?|\n", text[:before])) + 1
        sentence = f"Tecknet {shown(text[before])} är sparat i en annan teckenkodning än UTF-8. {_SAVE_AGAIN}"
        return text, [Fault(line, sentence)]


def _as_windows_means(match: re.Match[str]) -> str:
    return bytes([ord(match[0]) - 0xDC00]).decode("cp1252", errors="replace")


def _why_not(path: Path, error: Exception) -> str:
    if path.is_dir():
        return f"{path} är en mapp. Ange filen i den."
    if isinstance(error, FileNotFoundError):
        there = path.parent.glob("*.toml") if path.parent.is_dir() else ()
        meant = nearest(path.name, (other.name for other in there))
        return f"Filen {path} finns inte.{f' Menade du ”{meant}”?' if meant else ''}"
    if isinstance(error, PermissionError):
        return f"Filen {path} får inte läsas. Stäng den i andra program, och se efter att du har behörighet till den."
    return f"Filen {path} går inte att läsa."
