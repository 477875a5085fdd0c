"""An e-mail letter (.eml) in, its attachments as candidates out, each with who sent it and when.

Letters within the letter, as when somebody forwards one, are looked through as well. The text of a letter and the
pictures in it are no files; everything else that was attached is shown.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesFeedParser
from email.policy import Compat32
from email.utils import collapse_rfc2231_value, parseaddr, parsedate_to_datetime
from functools import lru_cache, partial
from typing import BinaryIO

from exceltools.catalogue import (
    DAMAGED,
    FROM_LETTER,
    LOCKED_LETTER,
    NO_ATTACHMENT,
    NOT_A_RETURN,
    TOO_SLOW,
    WINMAIL,
)
from exceltools.paths import shown
from exceltools.reading import kinds
from exceltools.reading.candidates import (
    Candidate,
    Reason,
    RefusalError,
    decided,
    name_inside,
    told_apart,
    too_large,
    worth_opening,
)
from exceltools.reading.limits import KIB, Limits
from exceltools.text import clean
from exceltools.wording import shortened

Opener = Callable[[], BinaryIO]

_CHUNK = 256 * KIB  # read between two looks at the clock
_LETTERS_OWN = ("from", "subject", "date", "received", "message-id")  # one of them stands in every letter
_SEALED = ("application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted")
_OF_A_MAC = "application/applefile"  # what a Mac keeps beside a file
_UNSENT = "x-unsent"  # stands in a draft, such as those that we write ourselves
_SHOWN = 80  # characters of a header


class _AsWritten(Compat32):
    """Headers as they were written: what they mean is found out here, and nothing in them can raise."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        """Give the value."""
        del name
        return value


@dataclass(frozen=True, slots=True)
class _Attachment:
    """A file in a letter."""

    name: str
    kind: str  # its content type
    data: bytes
    sent: Reason  # by whom and when


@dataclass(frozen=True, eq=False)
class _Letter:
    """A letter as the key under which its attachments stay at hand while they are read one after the other."""

    opener: Opener
    limits: Limits


def attachments(opener: Opener, display: str, identity: object, limits: Limits) -> list[Candidate] | None:
    """List what a letter carries.

    Args:
        opener: opens it.
        display: how it is shown.
        identity: equal for one letter that was reached twice.
        limits: of bytes and seconds.

    Returns:
        A candidate for each attachment; None where the file is no letter.

    Raises:
        RefusalError: it is too large, or takes too long.
        OSError: it cannot be read.
    """
    letter = _Letter(opener, limits)
    opened = _opened(letter)
    if opened is None:
        return None
    sent, carried = opened
    paths = told_apart([f"{display}/{attachment.name}" for attachment in carried])
    found = [
        Candidate(
            path,
            _reason(attachment),
            (identity, number),
            (attachment.sent,),
            partial(_read, letter, number),
        )
        for number, (path, attachment) in enumerate(zip(paths, carried, strict=True))
    ]
    if all(candidate.reason and candidate.reason.ignored for candidate in found):
        found.append(Candidate(display, Reason(NO_ATTACHMENT, sent.words)))
    return found


def _read(letter: _Letter, number: int) -> bytes:
    opened = _opened(letter)
    if opened is None or number >= len(opened[1]):  # the letter has changed since it was found
        raise RefusalError(Reason(DAMAGED))
    data = opened[1][number].data
    if len(data) > letter.limits.file_bytes:
        raise RefusalError(too_large(len(data), letter.limits.file_bytes))
    return data


def _reason(attachment: _Attachment) -> Reason | None:
    """Give the reason not to read an attachment, None where its content decides."""
    if attachment.kind == "application/ms-tnef" or attachment.name.casefold() == "winmail.dat":
        return Reason(WINMAIL)
    if attachment.kind in _SEALED:
        return Reason(LOCKED_LETTER)
    by_name = decided(attachment.name.rpartition("/")[2])
    if by_name or (worth_opening(attachment.name) and attachment.kind != _OF_A_MAC):
        return by_name
    is_workbook = kinds.of_bytes(attachment.data[:8]) in ("zip", "ole")
    return None if is_workbook else Reason(NOT_A_RETURN, {"what": "Bilagan"})


@lru_cache(maxsize=1)
def _opened(letter: _Letter) -> tuple[Reason, list[_Attachment]] | None:
    try:
        message = _parsed(letter)
        if not any(message.get(name) for name in _LETTERS_OWN):
            return None
        sent = _sent(message)
        if message.get(_UNSENT) == "1":
            raise RefusalError(Reason(NOT_A_RETURN, {"what": "Brevet är ett utkast som inte är skickat. Det"}))
        return sent, list(_carried(message, sent, ""))
    except RecursionError:  # letters within letters without end
        raise RefusalError(Reason(DAMAGED)) from None


def _parsed(letter: _Letter) -> Message:
    """Parse the letter, looking at its size and at the clock now and then."""
    parser = BytesFeedParser(policy=_AsWritten())
    limits, size = letter.limits, 0
    until = time.thread_time() + limits.cpu_seconds
    with letter.opener() as file:
        while chunk := file.read(_CHUNK):
            size += len(chunk)
            if size > limits.letter_bytes:
                raise RefusalError(too_large(size, limits.letter_bytes))
            parser.feed(chunk)
            if time.thread_time() > until:
                raise RefusalError(Reason(TOO_SLOW, {"seconds": str(limits.cpu_seconds)}))
    return parser.close()


def _carried(message: Message, sent: Reason, folder: str) -> Iterator[_Attachment]:
    """Give what a letter or a part of one carries, in its order."""
    kind, inner = message.get_content_type(), message.get_payload()
    if isinstance(inner, list):
        for part in (each for each in inner if isinstance(each, Message)):
            if kind == "message/rfc822":
                subject = _header(part, "subject") or "brev"
                yield from _carried(part, _sent(part, sent), f"{folder}{name_inside(subject.replace('/', '-'))}/")
            else:
                yield from _carried(part, sent, folder)
        return
    name = _file_name(message)
    of_the_text = message.get_content_maintype() == "image" and not _is_attached(message)
    if not of_the_text and (name or message.get_content_maintype() not in ("text", "message", "multipart")):
        data = message.get_payload(decode=True)
        yield _Attachment(f"{folder}{name_inside(name or '')}", kind, data if isinstance(data, bytes) else b"", sent)


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" and not part.get("content-id")


def _file_name(part: Message) -> str:
    for header, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        value = part.get_param(parameter, header=header)
        if value:
            return _decoded(collapse_rfc2231_value(value))
    return ""


def _sent(message: Message, forwarded: Reason | None = None) -> Reason:
    """Say who sent a letter and when; and of one within another, who sent it on."""
    name, address = _person(_header(message, "from"))
    sender = f"{name} ({address})" if name and address else name or address or "en okänd avsändare"
    about = _header(message, "subject")
    words = {
        "sender": shortened(sender, _SHOWN),
        "when": _when(message),
        "about": f" med ämnet ”{shortened(about, _SHOWN)}”" if about else "",
    }
    if forwarded:
        words["about"] += f", vidarebefordrat av {forwarded.words['sender']}"
    return Reason(FROM_LETTER, words)


def _person(text: str) -> tuple[str, str]:
    try:
        return parseaddr(text)
    except RecursionError:  # brackets within brackets
        return text, ""


def _when(message: Message) -> str:
    try:
        return f" den {parsedate_to_datetime(_header(message, 'date')):%Y-%m-%d}"
    except (ValueError, TypeError, OverflowError):
        return ""


def _header(message: Message, name: str) -> str:
    return clean(_decoded(str(message.get(name, ""))[:2000]))


def _decoded(text: str) -> str:
    """Undo the ways in which a header writes what is not ASCII; bytes that were no UTF-8 are Windows' letters."""
    try:
        return str(make_header(decode_header(shown(text))))
    except (HeaderParseError, LookupError, UnicodeError, ValueError):
        return shown(text)
