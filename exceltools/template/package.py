"""An openpyxl workbook in, the bytes of an .xlsx out: the same ones each time, whatever the clock says."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Mapping
from html import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl.workbook import Workbook
from openpyxl.writer.excel import ExcelWriter

from exceltools.reading.raw import UNTOUCHED
from exceltools.template.names import PLAN_SHEET

Stamp = tuple[int, int, int, int, int, int]
FILLED_IN: Stamp = (2000, 1, 2, 0, 0, 0)  # made by us too, but with a plan in it

Shown = Mapping[str, str | int]  # cell -> what its formula shows

_FORMULA = re.compile(rb'(?P<start><c r="(?P<cell>[A-Z]+[0-9]+)"[^>]*)(?P<formula>><f>[^<]*</f>)<v ?/>')
# Rows of a given height stay so high; without this mark they are fitted anew when somebody types in them.
_FITTED = re.compile(rb'(<row r="(?:[6-9]|[1-9][0-9]+)"[^>]*?) customHeight="1"')
_DATES = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def package(book: Workbook, day: dt.date, shown: Mapping[str, Shown], mark: Stamp = UNTOUCHED) -> bytes:
    """Save the workbook.

    Args:
        book: the workbook.
        day: the date in its properties.
        shown: sheet title -> what its formulas show to programs that do not calculate.
        mark: the moment that the zip directory gives for every part.
    """
    fitted = f"xl/worksheets/sheet{book.sheetnames.index(PLAN_SHEET) + 1}.xml"
    parts = {f"xl/worksheets/sheet{n}.xml": shown.get(title, {}) for n, title in enumerate(book.sheetnames, 1)}
    saved, fixed = io.BytesIO(), io.BytesIO()
    ExcelWriter(book, ZipFile(saved, "w")).save()  # as book.save does, without compressing twice
    with ZipFile(saved) as source, ZipFile(fixed, "w", ZIP_DEFLATED, compresslevel=9) as target:
        for part in source.infolist():
            info = ZipInfo(part.filename, mark)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            content = source.read(part)
            if part.filename == "docProps/core.xml":
                content = _DATES.sub(rb"\g<1>" + f"{day.isoformat()}T00:00:00Z".encode(), content)
            content = _with_values(content, parts.get(part.filename, {}))
            target.writestr(info, _FITTED.sub(rb"\g<1>", content) if part.filename == fitted else content)
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


def _with_values(part: bytes, shown: Shown) -> bytes:
    """Write values beside formulas, which openpyxl cannot."""

    def with_value(found: re.Match[bytes]) -> bytes:
        value = shown.get(found["cell"].decode())
        if value is None:
            return found[0]
        kind, text = (b' t="str"', escape(value, quote=False)) if isinstance(value, str) else (b"", str(value))
        return found["start"] + kind + found["formula"] + b"<v>" + text.encode() + b"</v>"

    return _FORMULA.sub(with_value, part) if shown else part
