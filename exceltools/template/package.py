"""An openpyxl workbook in, the bytes of an .xlsx out: the same ones each time, whatever the clock says."""

from __future__ import annotations

import datetime as dt
import io
import re
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl.workbook import Workbook
from openpyxl.writer.excel import ExcelWriter

# No program that saves a workbook dates its parts so: it shows that nobody has touched the file since.
UNTOUCHED = (2000, 1, 1, 0, 0, 0)

_DATES = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def package(book: Workbook, day: dt.date) -> bytes:
    """Save the workbook with fixed dates: `day` in its properties, `UNTOUCHED` in the zip directory."""
    saved, fixed = io.BytesIO(), io.BytesIO()
    ExcelWriter(book, ZipFile(saved, "w")).save()  # as book.save does, without compressing twice
    with ZipFile(saved) as source, ZipFile(fixed, "w", ZIP_DEFLATED, compresslevel=9) as target:
        for part in source.infolist():
            info = ZipInfo(part.filename, UNTOUCHED)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            target.writestr(info, _dated(part.filename, source.read(part), day))
    return fixed.getvalue()


def untouched(data: bytes) -> bool:
    """Tell whether the bytes are a workbook that `package` made and nobody has saved since."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            return all(part.date_time == UNTOUCHED for part in archive.infolist())
    except (OSError, ValueError, KeyError, NotImplementedError):
        return False
    except Exception:  # noqa: BLE001  zipfile.BadZipFile and whatever else a damaged file brings out
        return False


def _dated(name: str, content: bytes, day: dt.date) -> bytes:
    if name != "docProps/core.xml":
        return content
    return _DATES.sub(rb"\g<1>" + f"{day.isoformat()}T00:00:00Z".encode(), content)
