"""Files of every other kind, and files within files: each is opened, or refused as what it is."""

from __future__ import annotations

import io
import os
from email.message import EmailMessage
from pathlib import Path

import xlsxwriter
from cases_case import READ, Case
from msoffcrypto.method.ecma376_agile import ECMA376Agile
from packages import Entry, ods, ole, parts, plan, raw_zip, written, zipped

from exceltools.definition import load
from exceltools.reading.raw import OUTPUT_PROPERTY
from exceltools.template import template_bytes

DEFINITION = load()
PASSWORD = "Hemligt"  # noqa: S105 - that of the tests
TABLE = "<table><tr><td>Prioriterad utgångspunkt</td><td>Område</td></tr></table>"
OFFICE = "application/vnd.openxmlformats-officedocument."


def one(number: int) -> bytes:
    """Give a plan that no other case has."""
    return plan("okänd", rows=3) if number == 0 else plan(f"okänd {number}", rows=3)


def office(main: str) -> bytes:
    types = f'<Types><Override ContentType="application/vnd.{main}+xml"/></Types>'
    return zipped({"[Content_Types].xml": types.encode(), "a.xml": b"<a/>"})


OTHERS = {
    "csv": "Mål;Tid\r\nfärre;2021\r\n".encode("cp1252"),
    "tsv in UTF-16": "Mål\tTid\r\n".encode("utf-16"),
    "html": f"<html><body>{TABLE}</body></html>".encode(),
    "mhtml": b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n",
    "pdf": b"%PDF-1.7\n%\xe2\xe3",
    "rtf": b"{\\rtf1\\ansi",
    "docx": office("openxmlformats-officedocument.wordprocessingml.document.main"),
    "png": b"\x89PNG\r\n\x1a\n\0\0",
    "Excel 2003 XML": b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
    "numbers": zipped({"Index/Document.iwa": b"x"}),
    "pptx": office("openxmlformats-officedocument.presentationml.presentation.main"),
    "odt": zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}),
    "old Word": ole({"WordDocument": b"x"}),
    "Outlook": ole({"__properties_version1.0": b"x"}),
    "Excel 4": b"\x09\x04\x06\0\0\0\x10\0",
    "7z": b"7z\xbc\xaf\x27\x1c",
    "a zip of workbooks": zipped({"Plan.xlsx": plan()}),
    "an empty zip": zipped({}),
    "anything": b"\0\x01\x02\x03" * 20,
}


def letter(*files: tuple[str, bytes], kind: str = "application/octet-stream") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["Subject"] = "Anna Ek <anna.ek@exempel.se>", "Vår plan"
    message.set_content("Hej!")
    for name, data in files:
        message.add_attachment(data, *kind.split("/"), filename=name)
    return message


def forwarded(message: EmailMessage) -> bytes:
    outer = letter()
    outer.add_attachment(message)
    return outer.as_bytes()


def locked(data: bytes, password: str) -> bytes:
    return ECMA376Agile.encrypt(password, io.BytesIO(data))


def two_units() -> bytes:
    def fill(book: xlsxwriter.Workbook) -> None:
        for name in ("Farsta", "Hägersten-Älvsjö"):
            page = book.add_worksheet(name)
            for row, texts in enumerate([[column.header for column in DEFINITION.columns], ["x"] * 7]):
                page.write_row(row, 0, texts)

    return written(fill)


def link(path: Path) -> None:
    path.symlink_to(path.parent / "finns inte")


def no_rights(path: Path) -> None:
    path.write_bytes(one(90))
    path.chmod(0)


LETTER = ("INT100",)
CASES = (
    *(Case(f"{name} named .{ends}", data, "INT010", ends) for name, data in OTHERS.items() for ends in ("xlsx", "xls")),
    Case("a pdf", b"%PDF-1.7 plan", "INT010", "pdf"),
    Case("a Numbers document", zipped({"Index.zip": b"x"}), "INT010", "numbers"),
    Case("a shortcut", b"L\0\0\0\x01\x14\x02\0\0\0\0\0", "INT010", "lnk"),
    Case(
        "a letter with a plan",
        letter(("Plan.xlsx", one(1))).as_bytes(),
        READ,
        "eml",
        also=LETTER,
        inside=("/Plan.xlsx",),
    ),
    Case(
        "a forwarded letter",
        forwarded(letter(("Plan.xlsx", one(2)))),
        READ,
        "eml",
        also=LETTER,
        inside=("/Vår plan/Plan.xlsx",),
    ),
    Case(
        "a zip in a letter",
        letter(("alla.zip", zipped({"A.xlsx": one(3)}))).as_bytes(),
        READ,
        "eml",
        also=LETTER,
        inside=("/alla.zip/A.xlsx",),
    ),
    Case(
        "a letter in a zip",
        zipped({"brev.eml": letter(("Plan.xlsx", one(4))).as_bytes()}),
        READ,
        "zip",
        also=LETTER,
        inside=("/brev.eml/Plan.xlsx",),
    ),
    Case(
        "a bomb in a letter",
        letter(("Plan.xlsx", raw_zip([Entry("a", b"x")], copies_of_first=60))).as_bytes(),
        "INT017",
        "eml",
        also=LETTER,
        inside=("/Plan.xlsx",),
    ),
    Case(
        "winmail.dat in a letter", letter(("winmail.dat", b"x")).as_bytes(), "INT102", "eml", inside=("/winmail.dat",)
    ),
    Case("winmail.dat", b"\x78\x9f\x3e\x22rest", "INT102", "xlsx"),
    Case(
        "a locked letter",
        letter(("smime.p7m", b"x"), kind="application/pkcs7-mime").as_bytes(),
        "INT103",
        "eml",
        inside=("/smime.p7m",),
    ),
    Case("a letter without a plan", letter().as_bytes(), "INT101", "eml"),
    Case("a letter without end", b"From: a@b\nContent-Type: message/rfc822\n\n" * 3000, "INT014", "eml"),
    Case("a zip of returns", zipped({"A.xlsx": one(5), "B.xlsx": one(6)}), READ, "zip", inside=("/A.xlsx", "/B.xlsx")),
    Case("a zip in a zip", zipped({"inre.zip": zipped({"A.xlsx": one(7)})}), READ, "zip", inside=("/inre.zip/A.xlsx",)),
    Case("a zip that leads elsewhere", zipped({"../../A.xlsx": one(8)}), READ, "zip", inside=("/A.xlsx",)),
    Case("a zip with a password", raw_zip([Entry("A.xlsx", one(9), flags=1)]), "INT104", "zip", inside=("/A.xlsx",)),
    Case("a zip without workbooks", zipped({"läs mig.txt": b"hej"}), "INT002", "zip"),
    Case("locked, and the password is there", locked(one(10), PASSWORD), READ, also=("INT105",)),
    Case("locked with another password", locked(one(11), "ett annat"), "INT106"),
    Case("locked with Excel's own password", locked(one(12), "VelvetSweatshop"), READ, also=("INT105",)),
    Case(
        "a locked .ods",
        zipped(parts(ods("")) | {"META-INF/manifest.xml": b"<manifest:encryption-data/>"}),
        "INT107",
        "ods",
    ),
    Case("a sensitivity label", ole({"EncryptedPackage": b"x", "DRMEncryptedTransform": b"x"}), "INT012"),
    Case("an empty template", template_bytes(DEFINITION, DEFINITION.units[-1]), "INT108"),
    Case("our own result", written(lambda book: book.set_custom_property(OUTPUT_PROPERTY, "x")), "INT005"),
    Case("two units in one workbook", two_units(), "INT063"),
    Case("thumbnails", lambda path: (path.parent / "Thumbs.db").write_bytes(b"x"), "INT004", "Thumbs.db"),
    Case("a lock file of Excel", b"\x05Anna" * 33, "INT003", "~$"),
    Case("a lock file of LibreOffice", b",anna,", "INT003", ".~lock#"),
    Case("an unfinished download", b"PK", "INT004", "tmp"),
    Case("a folder named as a workbook", Path.mkdir, "INT006"),
    Case("a link that leads nowhere", link, "INT006"),
    *((Case("a pipe", os.mkfifo, "INT006"),) if hasattr(os, "mkfifo") else ()),
    *((Case("no right to read", no_rights, "INT007"),) if hasattr(os, "geteuid") and os.geteuid() != 0 else ()),
)
