"""Bytes in, what they are out: told by content, never by the file's name.

The answer is "zip" or "ole" for the two containers that workbooks come in, otherwise a key of the catalogue's
`FILE_KINDS`. What is inside a container is told by `of_package` and `of_ole`.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from exceltools.reading import ole

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_FIRST_BYTES: tuple[tuple[bytes, str], ...] = (
    (ZIP, "zip"),
    (b"PK\x05\x06", "zip"),  # without any part
    (OLE, "ole"),
    (b"%PDF", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"7z\xbc\xaf", "archive"),
    (b"Rar!", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"\x78\x9f\x3e\x22", "winmail"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "shortcut"),
    (b"[InternetShortcut]", "shortcut"),
    (b"\x09\x00\x04\x00", "excel-4"),
    (b"\x09\x02\x06\x00", "excel-4"),
    (b"\x09\x04\x06\x00", "excel-4"),
)
_MARKUP: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"urn:schemas-microsoft-com:office:spreadsheet"), "excel-xml"),
    (re.compile(r"<!doctype html|<(html|head|meta|table)[\s>]", re.IGNORECASE), "html"),
    (re.compile(r"(?im)^(mime-version:|content-type: multipart/related)"), "mhtml"),
    (re.compile(r"(?im)^(received|return-path|message-id|delivered-to|subject): "), "e-mail"),
    (re.compile(r"^\s*<\?xml"), "xml"),
)
_OFFICE_TYPES: tuple[tuple[str, str], ...] = (
    ("ms-excel.sheet.binary.macroEnabled.main", "xlsb"),
    ("ms-excel.sheet.macroEnabled.main+xml", "xlsm"),
    ("ms-excel.template.macroEnabled.main+xml", "xlsm"),
    ("spreadsheetml.sheet.main+xml", "xlsx"),
    ("spreadsheetml.template.main+xml", "xlsx"),
    ("wordprocessingml", "word"),
    ("presentationml", "slides"),
)
_OPEN_DOCUMENT: tuple[tuple[str, str], ...] = (
    ("application/vnd.oasis.opendocument.spreadsheet", "ods"),
    ("application/vnd.oasis.opendocument.text", "writer"),
    ("application/vnd.oasis.opendocument.presentation", "slides"),
)
# In this order: an encrypted package is only a shell, and a workbook may hold a Word document.
_OLE_STREAMS: tuple[tuple[str, str], ...] = (
    ("EncryptedPackage", "encrypted"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("WordDocument", "word"),
    ("PowerPoint Document", "slides"),
    ("__properties_version1.0", "outlook"),
)
_HEAD = 4096


def of_bytes(data: bytes) -> str:
    r"""Tell what a file is by its first bytes.

    >>> of_bytes(b"%PDF-1.7"), of_bytes("Mål;Tid\r\nfler;2021".encode("utf-16")), of_bytes(b"\x00\x01\x02")
    ('pdf', 'text', 'unknown')
    """
    for first, kind in _FIRST_BYTES:
        if data.startswith(first):
            return kind
    return _of_text(data[:_HEAD])


def of_package(names: Collection[str], content_types: str, mimetype: str) -> str:
    """Tell what a zip is by its parts.

    Args:
        names: the parts, in lower case with forward slashes.
        content_types: the part of an Office package that lists the others' types; empty where there is none.
        mimetype: the part that an OpenDocument begins with; empty where there is none.
    """
    for wanted, kind in _OPEN_DOCUMENT:
        if mimetype.startswith(wanted):
            return kind
    for wanted, kind in _OFFICE_TYPES:
        if wanted in content_types:
            return kind
    if any(name.endswith((".iwa", "index.zip")) for name in names):
        return "numbers"
    return "zip"


def of_ole(data: bytes) -> str:
    """Tell what an OLE file is by the names in its directory.

    Returns:
        "encrypted", "labelled", "xls", "cut-off" where the file ends before its directory, or a key of FILE_KINDS.
    """
    for name, kind in _OLE_STREAMS:
        if ole.entry(data, name) is None:
            continue
        if kind == "encrypted" and "DRMEncrypted".encode("utf-16-le") in data:
            return "labelled"
        return "encrypted" if kind == "xls" and _has_password(ole.stream(data, name) or b"") else kind
    return "cut-off" if ole.is_cut_off(data) else "unknown"


def _has_password(book: bytes) -> bool:
    """Tell whether one of the first records of a workbook says that the others are encrypted."""
    at = 0
    for _ in range(4):
        if book[at : at + 2] == b"\x2f\x00":
            return True
        at += 4 + int.from_bytes(book[at + 2 : at + 4], "little")
    return False


def _of_text(head: bytes) -> str:
    text = _decoded(head)
    if text is None:
        return "unknown"
    for pattern, kind in _MARKUP:
        if pattern.search(text):
            return kind
    return "text"


def _decoded(head: bytes) -> str | None:
    """Give the beginning of a text file, None where the bytes are no text."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) // 2 * 2].decode("utf-16", "replace")
    text = head.decode("cp1252", "replace")
    return None if re.search(r"[\x00-\x08\x0e-\x1a]", text) else text
