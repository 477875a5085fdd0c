"""A workbook locked with a password and the passwords to try in, the open workbook's bytes out.

Runs in the worker, under its limits: whoever made the file says how much work each password costs, and the library that
undoes the lock parses what they wrote. It is not installed with exceltools itself but with `exceltools[crypto]`.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from exceltools.reading.wire import Failure

# Excel locks a workbook with this when it is only to be protected from changes, and opens it without asking.
EXCELS_OWN = "VelvetSweatshop"
_INFO = "EncryptionInfo"


def opened(data: bytes, passwords: Sequence[str]) -> tuple[bytes, int]:
    """Open a locked workbook.

    Args:
        data: the whole file.
        passwords: tried in this order.

    Returns:
        The workbook without its lock, and the number of the password that fitted.

    Raises:
        Failure: "no-key" where none of them fits, "no-way" where the lock is of a kind that cannot be undone, "damaged"
            where the library cannot make anything of the file.
    """
    import msoffcrypto
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError

    try:
        _must_be_plain(data)
        for number, password in enumerate(passwords):
            try:
                file = msoffcrypto.OfficeFile(io.BytesIO(data))
                verify = {"verify_password": True} if file.format == "ooxml" else {}  # the others always do
                file.load_key(password=password, **verify)
                target = io.BytesIO()
                file.decrypt(target)
            except InvalidKeyError:
                continue
            return target.getvalue(), number
    except Failure:
        raise
    except (DecryptionError, FileFormatError) as fault:
        raise Failure("no-way") from fault
    except Exception as fault:  # the library trusts what it parses
        raise Failure("damaged") from fault
    raise Failure("no-key")


def _must_be_plain(data: bytes) -> None:
    """Refuse definitions in the description of the lock: the library would expand them."""
    import olefile

    if not olefile.isOleFile(io.BytesIO(data)):  # bytes alone may be taken for a path
        raise Failure("no-way")
    with olefile.OleFileIO(io.BytesIO(data)) as container:
        if container.exists(_INFO):
            with container.openstream(_INFO) as stream:
                if b"<!" in stream.read().replace(b"\0", b""):
                    raise Failure("damaged")
