"""Files locked with a password: opened where a person gives it, and the password seen nowhere."""

import io
import json
import os
import zipfile

import pytest
from msoffcrypto.method.ecma376_agile import ECMA376Agile
from office import Office, available
from packages import ods, ole, plan, replace, xls, zipped
from returns import write_return

from exceltools.cli import main
from exceltools.errors import UsageError
from exceltools.passwords import MOST, read_passwords
from exceltools.reading.candidates import Candidate
from exceltools.reading.limits import Limits
from exceltools.reading.outcomes import read_all

PLAN = plan()
SECRET = "Hemligt lösenord €1"  # noqa: S105 - that of the tests


def locked(data: bytes, password: str = SECRET) -> bytes:
    return ECMA376Agile.encrypt(password, io.BytesIO(data))


LOCKED = locked(PLAN)


def outcome(data: bytes, *passwords: str, limits: Limits | None = None):
    before, found, after = read_all(
        [
            Candidate("a.xlsx", opener=lambda: PLAN),
            Candidate("x", opener=lambda: data),
            Candidate("b.xlsx", opener=lambda: PLAN),
        ],
        limits,
        passwords=passwords,
    )
    assert before.workbook is not None
    assert before.workbook == after.workbook
    return found


def code(data: bytes, *passwords: str, limits: Limits | None = None) -> str:
    found = outcome(data, *passwords, limits=limits)
    return found.reason.rule.code if found.reason else "read"


def test_a_locked_workbook_is_read_as_if_it_were_open():
    found = outcome(LOCKED, "fel", SECRET)
    assert found.workbook == outcome(PLAN).workbook
    assert [remark.rule.code for remark in found.remarks] == ["INT105"]
    assert found.bytes == len(LOCKED)


def test_excels_own_password_is_no_secret():
    found = outcome(locked(PLAN, "VelvetSweatshop"))
    assert found.workbook == outcome(PLAN).workbook
    assert "Excels eget" in found.remarks[0].words["how"]


@pytest.mark.parametrize(
    ("data", "passwords", "expected"),
    [
        pytest.param(LOCKED, [], "INT011", id="nobody gives a password"),
        pytest.param(LOCKED, ["hemligt lösenord €1"], "INT106", id="in other case"),
        pytest.param(LOCKED, [SECRET + " "], "INT106", id="with a space more"),
        pytest.param(locked(zipped({"a.txt": os.urandom(9000)})), [SECRET], "INT010", id="no workbook inside"),
        pytest.param(
            locked(replace(PLAN, "xl/workbook.xml", b"<sheets>", b"<!DOCTYPE x><sheets>")),
            [SECRET],
            "INT016",
            id="a bomb inside",
        ),
        pytest.param(locked(LOCKED), [SECRET], "INT106", id="a lock inside a lock"),
        pytest.param(LOCKED[:3000], [SECRET], "INT014", id="cut off"),
        pytest.param(
            ole({"EncryptedPackage": b"x", "EncryptionInfo": b"\4\0\3\0"}), [SECRET], "INT107", id="another lock"
        ),
        pytest.param(ole({"EncryptedPackage": b"x"}), [SECRET], "INT107", id="no description of the lock"),
        pytest.param(
            ole({"EncryptedPackage": b"x", "EncryptionInfo": b"\4\0\4\0\0\0\0\0<!DOCTYPE a><a/>"}),
            [SECRET],
            "INT014",
            id="definitions in it",
        ),
        pytest.param(
            ole({"EncryptedPackage": b"x", "EncryptionInfo": b"\4\0\4\0\0\0\0\0<a/>"}),
            [SECRET],
            "INT014",
            id="no lock in it",
        ),
        pytest.param(
            ole({"EncryptedPackage": b"x", "EncryptionInfo": b"\4\0\3\0"}), [], "INT011", id="another lock, unasked"
        ),
        pytest.param(xls([["a"]], password=True), [SECRET], "INT107", id="an old workbook that only says so"),
    ],
)
def test_what_cannot_be_opened_says_why(data, passwords, expected):
    assert code(data, *passwords) == expected


def test_an_open_document_with_a_password_cannot_be_opened_here():
    manifest = b"<manifest><encryption-data/></manifest>"
    data = replace(ods(""), "META-INF/manifest.xml", b"<manifest/>", manifest)
    assert (code(data), code(data, SECRET)) == ("INT011", "INT107")


@pytest.mark.skipif(os.name != "posix", reason="there a worker's processor time cannot be limited")
def test_a_lock_that_is_made_to_cost_costs_only_its_file():
    assert b'spinCount="100000"' in LOCKED
    dear = LOCKED.replace(b'spinCount="100000"', b'spinCount="9999999"').replace(b'saltSize="16"', b'saltSize="6"', 1)
    assert code(dear, SECRET, limits=Limits(cpu_seconds=0)) == "INT020"


@pytest.mark.libreoffice
def test_an_old_workbook_locked_by_another_program_is_opened(tmp_path):
    if not available() and not os.environ.get("CI"):
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "plan.xlsx").write_bytes(PLAN)
    with Office(tmp_path / "profile") as office:
        office.open(str(tmp_path / "plan.xlsx"))
        office.save(str(tmp_path / "plan.xls"), "xls", "Hemligt")
        office.save(str(tmp_path / "plan.ods"), "ods", "Hemligt")
    old, document = ((tmp_path / f"plan.{form}").read_bytes() for form in ("xls", "ods"))
    assert [code(old), code(old, "fel"), code(old, "fel", "Hemligt")] == ["INT011", "INT106", "read"]
    assert dict(outcome(old, "Hemligt").workbook.sheets[0].values) == dict(outcome(PLAN).workbook.sheets[0].values)
    assert [code(document), code(document, "Hemligt")] == ["INT011", "INT107"]


# --- the password file -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("första\n" + SECRET, id="UTF-8"),
        pytest.param("\ufeffförsta\r\n\r\n" + SECRET + "\r\n", id="as Notepad writes it"),
        pytest.param("första\n  \n" + SECRET + "\nförsta\n", id="blank lines and one twice"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_passwords_stand_one_a_line(tmp_path, content, encoding):
    if encoding != "utf-8":
        content = content.removeprefix("\ufeff")
    path = tmp_path / "lösenord.txt"
    path.write_bytes(content.encode(encoding))
    found = read_passwords(path)
    assert found == ("första", SECRET)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(None, "finns inte", id="missing"),
        pytest.param(b"", "finns inga lösenord", id="empty"),
        pytest.param(b" \r\n\r\n", "finns inga lösenord", id="blank"),
        pytest.param(PLAN, "finns inga lösenord", id="a workbook"),
        pytest.param(b"x" * 300, "finns inga lösenord", id="too long for a password"),
        pytest.param(b"".join(b"%d\n" % n for n in range(MOST + 1)), "fler än 20", id="too many"),
    ],
)
def test_a_password_file_that_is_none(tmp_path, content, said):
    path = tmp_path / "lösenord.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UsageError, match=said):
        read_passwords(path)


def test_without_the_extra_it_is_said_how_to_get_it(tmp_path, monkeypatch):
    monkeypatch.setattr("exceltools.passwords.find_spec", lambda _: None)
    with pytest.raises(UsageError, match="crypto"):
        read_passwords(tmp_path / "lösenord.txt")


# --- from the command line ---------------------------------------------------------------------------------


def run(capfd, *arguments):
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    said = capfd.readouterr()
    return ended.value.code, said.out + said.err


def test_the_password_is_seen_nowhere(tmp_path, capfd, monkeypatch):
    """Not on the screen, not in the report, not in the workbook, not in the log of a fault; right or wrong."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "in").mkdir()
    data = write_return(tmp_path / "öppen.xlsx").read_bytes()
    (tmp_path / "in" / "Bromma.xlsx").write_bytes(locked(data))
    (tmp_path / "in" / "Farsta.xlsx").write_bytes(locked(data, "ett helt annat"))
    secrets = tmp_path / "in" / "lösenord.txt"
    secrets.write_text(f"{SECRET}\ngissning\n", encoding="utf-8")
    arguments = ["merge", tmp_path / "in", "-o", tmp_path / "ut.xlsx", "--report", tmp_path / "ut.json"]
    code, said = run(capfd, *arguments, "--password-file", secrets)
    assert code == 3
    report = json.loads((tmp_path / "ut.json").read_text(encoding="utf-8"))
    assert [source["status"] for source in report["sources"]] == ["read", "refused", "ignored"]
    assert [source["reason"] for source in report["sources"]] == [None, "INT106", "INT004"]
    assert {activity["unit"] for activity in report["activities"]} == {"bromma"}
    monkeypatch.setattr("exceltools.schemas.check", lambda *_: 1 / 0)
    code, fault = run(capfd, "check", tmp_path / "in" / "Bromma.xlsx", "--password-file", secrets)
    assert code == 4
    (log,) = tmp_path.glob("exceltools-*.log")
    seen = [said, fault, log.read_text(encoding="utf-8"), (tmp_path / "ut.json").read_text(encoding="utf-8")]
    with zipfile.ZipFile(tmp_path / "ut.xlsx") as book:
        seen += [book.read(name).decode("utf-8", "replace") for name in book.namelist()]
    assert not any(secret in text for secret in (SECRET, "gissning") for text in seen)


def test_the_password_file_is_never_written_over(tmp_path, capfd):
    secrets = tmp_path / "ut.json"
    secrets.write_text("hemligt", encoding="utf-8")
    plan_file = write_return(tmp_path / "Bromma.xlsx")
    code, said = run(capfd, "check", plan_file, "--report", secrets, "--password-file", secrets)
    assert (code, "är lösenordsfilen" in said) == (2, True)
    assert secrets.read_text(encoding="utf-8") == "hemligt"
