"""A file's bytes in, its format or the reason to refuse it out, before any reader meets it.

Only the standard library and no XML parsing: what could hurt a reader is recognised by counting and by looking for
bytes. Every part is inflated once, within the limits, so that checksums are known to be right afterwards.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from exceltools.catalogue import (
    ACTIVE_CONTENT,
    CONTENT_WORDS,
    CUT_OFF,
    DAMAGED,
    DEFINITIONS_INSIDE,
    EMPTY_FILE,
    ENCRYPTED,
    FILE_KINDS,
    LABELLED,
    ODD_PACKAGE,
    OLDER_FORMAT,
    OWN_OUTPUT,
    TOO_MUCH_CONTENT,
    UNPACKS_TOO_LARGE,
    UNTOUCHED_TEMPLATE,
    WINMAIL,
    WRONG_KIND,
)
from exceltools.reading import kinds
from exceltools.reading.candidates import Reason, RefusalError
from exceltools.reading.limits import KIB, MIB, Limits
from exceltools.reading.raw import OUTPUT_PROPERTY, UNTOUCHED, Format
from exceltools.wording import digits, listed

_END_OF_ZIP = b"PK\x05\x06"
_CENTRAL_ENTRY = b"PK\x01\x02"
_LOCAL_HEADER = 30  # bytes before a part's name
_LOCKED_PART = 0x1
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError)
# The parts that are looked into here; of the others only the beginning is kept.
_CONTENT_TYPES, _MIMETYPE = "[content_types].xml", "mimetype"
_PROPERTIES, _MANIFEST = "docprops/custom.xml", "meta-inf/manifest.xml"
_KEPT = frozenset({_CONTENT_TYPES, _MIMETYPE, _PROPERTIES, _MANIFEST})
_BEGINNING = 4 * KIB


@dataclass(frozen=True, slots=True)
class Passed:
    """A file that the readers may be given."""

    format: Format
    remarks: tuple[Reason, ...] = ()  # what was noticed and does not hinder


def inspect(data: bytes, limits: Limits) -> Passed | Reason:
    """Tell what the bytes are, and whether they may be read.

    Args:
        data: the whole file.
        limits: what may be unpacked.
    """
    try:
        return _container(data, limits)
    except RefusalError as refusal:
        return refusal.reason
    except Exception:  # noqa: BLE001 - a zip can be broken in more ways than zipfile has names for
        return Reason(DAMAGED)


def too_much(what: str, count: int, limit: int) -> Reason:
    """Give the reason for a workbook with too much of something, a key of CONTENT_WORDS."""
    return Reason(TOO_MUCH_CONTENT, {"what": CONTENT_WORDS[what], "count": digits(count), "limit": digits(limit)})


def _container(data: bytes, limits: Limits) -> Passed:
    if not data.strip(b"\0"):
        raise RefusalError(Reason(EMPTY_FILE))
    kind = kinds.of_bytes(data)
    if kind == "zip":
        return _package(data, limits)
    if _CENTRAL_ENTRY in data and zipfile.is_zipfile(io.BytesIO(data)):
        raise _odd("främmande innehåll före arbetsboken")  # programs that look from the end would read it
    return _judged(kinds.of_ole(data) if kind == "ole" else kind)


def _package(data: bytes, limits: Limits) -> Passed:
    if data.count(_CENTRAL_ENTRY) > limits.entries:
        raise _too_many_parts(data, limits)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _FAULTS:
        raise RefusalError(Reason(DAMAGED if _END_OF_ZIP in data else CUT_OFF)) from None
    with archive:
        infos = archive.infolist()
        _judge_directory(infos, len(data), limits)
        parts = _inflated(archive, infos, limits)
    kind = kinds.of_package(parts, _text(parts, _CONTENT_TYPES), _text(parts, _MIMETYPE))
    if kind == "ods" and "encryption-data" in _text(parts, _MANIFEST):
        kind = "encrypted"
    if infos and all(info.date_time == UNTOUCHED for info in infos):
        raise RefusalError(Reason(UNTOUCHED_TEMPLATE))
    if OUTPUT_PROPERTY in _text(parts, _PROPERTIES):
        raise RefusalError(Reason(OWN_OUTPUT))
    sheets = sum(name.startswith("xl/worksheets/") and "/_rels/" not in name for name in parts)
    if sheets > limits.sheets:
        raise _too_many_sheets(sheets, limits)
    if kind == "xlsx" and any(_STRICT in _text(parts, name) for name in parts):
        kind = "strict"
    return _judged(kind, tuple(_remarks(parts)))


def _judged(kind: str, remarks: tuple[Reason, ...] = ()) -> Passed:
    match kind:
        case "xlsx" | "xlsm" | "strict" | "ods":
            return Passed(kind, remarks)
        case "xls" | "xlsb":
            return Passed(kind, (*remarks, Reason(OLDER_FORMAT, {"format": kind})))
        case "encrypted":
            raise RefusalError(Reason(ENCRYPTED))
        case "labelled":
            raise RefusalError(Reason(LABELLED))
        case "cut-off":
            raise RefusalError(Reason(CUT_OFF))
        case "winmail":
            raise RefusalError(Reason(WINMAIL))
        case _:
            raise RefusalError(Reason(WRONG_KIND, FILE_KINDS[kind]))


def _judge_directory(infos: list[zipfile.ZipInfo], size: int, limits: Limits) -> None:
    """Refuse by what the package says of its parts, before anything is inflated."""
    if len({_normal(info) for info in infos}) < len(infos):
        raise _odd("samma del finns två gånger")
    if any(info.flag_bits & _LOCKED_PART for info in infos):
        raise _odd("enskilda delar är låsta")
    if any(info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in infos):
        raise _odd("okänd packning")
    _judge_places(infos, size)
    if sum(info.file_size for info in infos) > limits.unpacked_bytes:
        raise RefusalError(Reason(UNPACKS_TOO_LARGE))
    if any(_unpacks_too_large(info, limits) for info in infos):
        raise RefusalError(Reason(UNPACKS_TOO_LARGE))


def _judge_places(infos: list[zipfile.ZipInfo], size: int) -> None:
    """Refuse parts that lie on each other, and a second package behind a first one."""
    ordered = sorted(infos, key=lambda info: info.header_offset)
    if ordered and ordered[0].header_offset > 0:
        raise _odd("främmande innehåll före arbetsboken")
    ends = 0
    for info in ordered:
        if info.header_offset < ends:
            raise _odd("delar ligger på varandra")
        outside = info.header_offset + info.compress_size > size
        # Packing never makes a part much larger: where it seems to, the size is a lie.
        if outside or info.compress_size > info.file_size + info.file_size // 64 + KIB:
            raise RefusalError(Reason(DAMAGED))
        ends = info.header_offset + _LOCAL_HEADER + len(info.filename) + info.compress_size


def _unpacks_too_large(info: zipfile.ZipInfo, limits: Limits) -> bool:
    if info.file_size > limits.part_bytes:
        return True
    swells = info.file_size > limits.ratio * max(info.compress_size, 1)
    return swells and info.file_size > limits.ratio_from and not (_is_picture(_normal(info)) or _is_note(_normal(info)))


def _inflated(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], limits: Limits) -> dict[str, bytes]:
    """Inflate every part once; give their beginnings by name."""
    beginnings: dict[str, bytes] = {}
    total = 0
    for info in infos:
        name, tail = _normal(info), b""
        beginnings[name] = b""
        for chunk in _chunks(archive, info):
            total += len(chunk)
            if total > limits.unpacked_bytes:
                raise RefusalError(Reason(UNPACKS_TOO_LARGE))
            if not _is_picture(name) and _has_definitions(tail + chunk):
                raise RefusalError(Reason(DEFINITIONS_INSIDE))
            beginnings[name] = beginnings[name] or (chunk if name in _KEPT else chunk[:_BEGINNING])
            tail = chunk[-32:]
    return beginnings


def _chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """Give a part by pieces; zipfile stops at the declared size, and the checksum tells where that was a lie."""
    try:
        with archive.open(info) as part:
            while chunk := part.read(MIB):
                yield chunk
    except _FAULTS as fault:
        # Python's own look at overlaps came with 3.11.8.
        raise (_odd("delar ligger på varandra") if "verlap" in str(fault) else RefusalError(Reason(DAMAGED))) from None


def _has_definitions(chunk: bytes) -> bool:
    """Look for a document type or an entity, in UTF-8 and in both orders of UTF-16.

    >>> _has_definitions('<?xml version="1.0"?><!DOCTYPE x>'.encode("utf-16-be")), _has_definitions(b"<!-- x -->")
    (True, False)
    """
    if b"\0" in chunk:
        chunk = chunk.replace(b"\0", b"")
    return b"<!DOCTYPE" in chunk or b"<!ENTITY" in chunk


def _remarks(names: dict[str, bytes]) -> Iterator[Reason]:
    found = set()
    for name in names:
        if name.endswith("vbaproject.bin") or "/macrosheets/" in name or name.startswith("basic/"):
            found.add("makron")
        elif "/externallinks/" in name and "/_rels/" not in name:
            found.add("länkar till andra filer")
        elif name.startswith(("/", "../")) or "/../" in name or ":" in name:
            found.add("delar med vilseledande namn")
    if found:
        yield Reason(ACTIVE_CONTENT, {"what": listed(sorted(found, reverse=True))})


def _is_picture(name: str) -> bool:
    """Tell whether a part is something pasted in, which may well be an SVG with a document type or a white bitmap."""
    pasted = "/media/" in name or "/embeddings/" in name or name.startswith("pictures/")
    return pasted and not name.endswith((".xml", ".rels"))


def _is_note(name: str) -> bool:
    """Tell whether a part holds notes or their boxes: the same words many times over, and no reader opens them."""
    return name.endswith(".vml") or "/comments" in name


def _text(parts: dict[str, bytes], name: str) -> str:
    """Give an XML part as text, whichever Unicode it is written in; good enough to look for words."""
    return parts.get(name, b"").replace(b"\0", b"").decode("utf-8", "replace")


def _normal(info: zipfile.ZipInfo) -> str:
    return info.filename.replace("\\", "/").casefold()


def _too_many_parts(data: bytes, limits: Limits) -> RefusalError:
    sheets = data.count(b"xl/worksheets/sheet") // 2  # the name stands at the part and in the directory
    if sheets > limits.sheets:
        return _too_many_sheets(sheets, limits)
    return _odd(f"den har fler än {limits.entries} delar")


def _too_many_sheets(count: int, limits: Limits) -> RefusalError:
    return RefusalError(too_much("sheets", count, limits.sheets))


def _odd(what: str) -> RefusalError:
    return RefusalError(Reason(ODD_PACKAGE, {"what": what}))
