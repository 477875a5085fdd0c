"""A letter in, its attachments out: as mail programs write them, and as nobody should."""

import base64
from email.message import EmailMessage
from pathlib import Path

import pytest
from packages import plan, zipped

from exceltools.reading import sources
from exceltools.reading.limits import Limits

PLAN = plan()
XLSX = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
FROM_ANNA = "Filen låg i ett brev från Anna Ek (anna.ek@exempel.se) den 2021-03-03 med ämnet ”Vår plan”."


def letter(subject: str = "Vår plan", sender: str = "Anna Ek <anna.ek@exempel.se>") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["Subject"] = sender, subject
    message["Date"] = "Wed, 03 Mar 2021 14:05:00 +0100"
    message.set_content("Hej! Här kommer planen.")
    return message


def carrying(*names: str, data: bytes = PLAN, **options: str) -> EmailMessage:
    message = letter(**options)
    for name in names:
        message.add_attachment(data, *XLSX, filename=name)
    return message


@pytest.fixture
def opened(tmp_path, monkeypatch):
    """Give what a letter carries: (path, code or None, the bytes or None, what is said of where it came from)."""
    monkeypatch.chdir(tmp_path)

    def find(message: EmailMessage | bytes, limits: Limits | None = None):
        Path("brev.eml").write_bytes(message if isinstance(message, bytes) else message.as_bytes())
        return [
            (
                candidate.path,
                candidate.reason.rule.code if candidate.reason else None,
                candidate.read() if candidate.reason is None else None,
                [remark.rule.message.format_map(remark.words) for remark in candidate.remarks],
            )
            for candidate in sources.find([Path("brev.eml")], limits)
        ]

    return find


def test_a_workbook_in_a_letter_knows_who_sent_it(opened):
    assert opened(carrying("Plan.xlsx")) == [("brev.eml/Plan.xlsx", None, PLAN, [FROM_ANNA])]


def test_several_attachments_one_of_them_twice(opened):
    found = opened(carrying("Plan.xlsx", "Bilaga.xlsx", "Plan.xlsx"))
    assert [path for path, *_ in found] == ["brev.eml/Plan.xlsx", "brev.eml/Bilaga.xlsx", "brev.eml/Plan (2).xlsx"]
    assert {data for _, _, data, _ in found} == {PLAN}


def test_a_forwarded_letter_names_both_who_wrote_and_who_sent_it_on(opened):
    outer = letter("VB: Vår plan", "Registrator <registrator@exempel.se>")
    outer.add_attachment(carrying("Plan.xlsx"))
    ((path, code, data, said),) = opened(outer)
    assert (path, code, data) == ("brev.eml/Vår plan/Plan.xlsx", None, PLAN)
    assert said == [f"{FROM_ANNA[:-1]}, vidarebefordrat av Registrator (registrator@exempel.se)."]


def test_a_letter_saved_as_a_file_and_attached_is_opened_too(opened):
    outer = letter("Alla planer", "Registrator <registrator@exempel.se>")
    outer.add_attachment(carrying("Plan.xlsx").as_bytes(), "application", "octet-stream", filename="Bromma.eml")
    ((path, code, data, said),) = opened(outer)
    assert (path, code, data) == ("brev.eml/Bromma.eml/Plan.xlsx", None, PLAN)
    assert said[-1] == FROM_ANNA


def test_a_zip_in_a_letter_and_a_letter_in_a_zip(opened):
    message = letter()
    message.add_attachment(
        zipped({"Bromma.xlsx": PLAN, "Farsta.xlsx": PLAN}), "application", "zip", filename="alla.zip"
    )
    assert opened(message) == [
        ("brev.eml/alla.zip/Bromma.xlsx", None, PLAN, [FROM_ANNA]),
        ("brev.eml/alla.zip/Farsta.xlsx", None, PLAN, [FROM_ANNA]),
    ]
    Path("alla.zip").write_bytes(zipped({"Bromma.eml": carrying("Plan.xlsx").as_bytes()}))
    (candidate,) = sources.find([Path("alla.zip")])
    assert (candidate.path, candidate.read()) == ("alla.zip/Bromma.eml/Plan.xlsx", PLAN)


ENCODED = base64.encodebytes(PLAN)


def by_hand(headers: bytes, ending: bytes = b"\r\n--grans--\r\n", body: bytes = ENCODED) -> bytes:
    """Write a letter with one attachment the way a mail program does that knows no better."""
    return (
        b"From: anna.ek@exempel.se\r\nSubject: Plan\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/mixed; boundary="grans"\r\n\r\n--grans\r\n'
        b"Content-Transfer-Encoding: base64\r\n" + headers + b"\r\n\r\n" + body + ending
    )


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param(
            b"Content-Disposition: attachment; filename*=UTF-8''%C3%84lvsj%C3%B6.xlsx", id="as the standard says"
        ),
        pytest.param(
            b'Content-Disposition: attachment; filename="=?utf-8?Q?=C3=84lvsj=C3=B6=2Exlsx?="', id="as Outlook does"
        ),
        pytest.param(b'Content-Type: application/octet-stream; name="=?iso-8859-1?B?xGx2c2r2Lnhsc3g=?="', id="Latin 1"),
        pytest.param('Content-Disposition: attachment; filename="Älvsjö.xlsx"'.encode(), id="bare UTF-8"),
        pytest.param('Content-Disposition: attachment; filename="Älvsjö.xlsx"'.encode("cp1252"), id="bare cp1252"),
        pytest.param(
            b"Content-Disposition: attachment;\r\n filename*0*=UTF-8''%C3%84lv;\r\n filename*1*=sj%C3%B6.xlsx",
            id="in pieces",
        ),
    ],
)
def test_names_have_their_letters(opened, headers):
    ((path, code, data, _),) = opened(by_hand(headers))
    assert (path, code, data) == ("brev.eml/Älvsjö.xlsx", None, PLAN)


def test_a_workbook_without_a_name_is_found_by_its_content(opened):
    ((path, code, data, _),) = opened(by_hand(b"Content-Type: application/octet-stream"))
    assert (path, code, data) == ("brev.eml/namnlös", None, PLAN)


@pytest.mark.parametrize("name", ["../../x.xlsx", "/etc/x.xlsx", "C:\\x.xlsx", "a\r\nb.xlsx", "con\0.xlsx"])
def test_names_lead_nowhere(opened, name):
    encoded = base64.b64encode(name.encode()).decode()
    header = f'Content-Disposition: attachment; filename="=?utf-8?B?{encoded}?="'.encode()
    ((path, code, data, _),) = opened(by_hand(header))
    assert (code, data) == (None, PLAN)
    assert path.startswith("brev.eml/")
    assert ".." not in path
    assert path.isprintable()


def test_the_pictures_of_a_signature_are_no_files_and_other_attachments_are_shown(opened):
    message = carrying("Plan.xlsx")
    message.add_attachment(b"\x89PNG", "image", "png", filename="logga.png", disposition="inline", cid="<logga>")
    message.add_attachment(b"hej", "text", "plain", filename="läs mig.txt")
    message.add_attachment(b"%PDF-1.7", "application", "pdf", filename="Plan.pdf")
    message.add_attachment(b"begin", "text", "x-vcard", filename="Anna.vcf")
    assert [(path, code) for path, code, *_ in opened(message)] == [
        ("brev.eml/Plan.xlsx", None),
        ("brev.eml/läs mig.txt", "INT004"),
        ("brev.eml/Plan.pdf", None),
        ("brev.eml/Anna.vcf", "INT004"),
    ]


@pytest.mark.parametrize(
    ("kind", "name", "code"),
    [
        pytest.param("application/ms-tnef", "winmail.dat", "INT102", id="winmail.dat"),
        pytest.param("application/ms-tnef", "bilaga", "INT102", id="winmail.dat by its kind"),
        pytest.param("application/octet-stream", "WINMAIL.DAT", "INT102", id="winmail.dat by its name"),
        pytest.param("application/pkcs7-mime", "smime.p7m", "INT103", id="encrypted"),
        pytest.param("application/octet-stream", "~$Plan.xlsx", "INT003", id="a lock file"),
    ],
)
def test_attachments_that_are_decided_by_their_kind_or_name(opened, kind, name, code):
    message = carrying("Plan.xlsx")
    message.add_attachment(b"x", *kind.split("/"), filename=name)
    assert [found[1] for found in opened(message)] == [None, code]


@pytest.mark.parametrize(
    "message",
    [
        pytest.param(letter(), id="text alone"),
        pytest.param(letter().as_bytes().replace(b"Hej!", b"https://exempel.sharepoint.com/plan"), id="a link"),
    ],
)
def test_a_letter_without_a_workbook_is_said(opened, message):
    ((path, code, _, _),) = opened(message)
    assert (path, code) == ("brev.eml", "INT101")


def test_a_draft_has_not_been_sent_by_anybody(opened):
    message = carrying("Plan.xlsx")
    message["X-Unsent"] = "1"
    assert [found[:2] for found in opened(message)] == [("brev.eml", "INT004")]


def test_a_letter_whose_last_attachment_was_cut_off_still_gives_it(opened):
    data = by_hand(b'Content-Disposition: attachment; filename="Plan.xlsx"', ending=b"", body=ENCODED[:2000])
    ((path, code, given, _),) = opened(data)
    assert (path, code) == ("brev.eml/Plan.xlsx", None)
    assert PLAN.startswith(given[:1000])
    assert given != PLAN


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(PLAN, id="a workbook"),
        pytest.param(b"%PDF-1.7", id="pdf"),
        pytest.param("Mål;Tid\nfler;2021\n".encode(), id="csv"),
    ],
)
def test_what_is_no_letter_is_left_to_the_preflight(opened, data):
    ((path, code, given, _),) = opened(data)
    assert (path, code, given) == ("brev.eml", None, data)


def nested(levels: int) -> bytes:
    heads = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (level, level) for level in range(levels)
    )
    return b"From: a@b\n" + heads


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(nested(3000), "INT014", id="parts within parts without end"),
        pytest.param(b"From: a@b\nContent-Type: message/rfc822\n\n" * 3000, "INT014", id="letters within letters"),
        pytest.param(b"From: a@b\nContent-Type: multipart/mixed\n\nhej", "INT101", id="no boundary"),
        pytest.param(b"From: " + b"(" * 100_000 + b"\nSubject: =?utf-8?B?" + b"A" * 50_000, "INT101", id="headers"),
        pytest.param(b"From: =?finns-inte?Q?x?= <a@b>\nDate: i fjol\n\nhej", "INT101", id="unknown letters"),
        pytest.param(b"From: a@b\nDate: Mon, 99 Foo 99999 99:99:99 +9999\n\nhej", "INT101", id="impossible date"),
        pytest.param(b"Subject: \xff\xfe\x00\n\n\x00", "INT101", id="no text at all"),
    ],
)
def test_a_hostile_letter_costs_nobody_anything(opened, data, code):
    assert [found[1] for found in opened(data)] == [code]


def test_a_letter_that_is_too_large_is_refused(opened):
    limits = Limits(letter_bytes=len(PLAN))
    assert [found[:2] for found in opened(carrying("Plan.xlsx"), limits)] == [("brev.eml", "INT018")]


def test_a_letter_that_takes_too_long_is_refused(opened):
    assert [found[:2] for found in opened(carrying("Plan.xlsx"), Limits(cpu_seconds=0))] == [("brev.eml", "INT020")]


def test_an_attachment_that_is_too_large_is_refused_alone(opened, tmp_path):
    (tmp_path / "brev.eml").write_bytes(carrying("Plan.xlsx").as_bytes())
    (candidate,) = sources.find([Path("brev.eml")], Limits(file_bytes=1000))
    from exceltools.reading.outcomes import read_all

    (outcome,) = read_all([candidate])
    assert outcome.reason is not None
    assert outcome.reason.rule.code == "INT018"
