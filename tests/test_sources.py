"""SOURCE arguments in, candidates out: every file that is seen is accounted for."""

import dataclasses
import io
import os
import stat
import unicodedata
import zipfile
from pathlib import Path

import pytest
from packages import Entry, ods, plan, raw_zip, swollen, zipped

from exceltools.reading import own, sources
from exceltools.reading.candidates import RefusalError, decided, suffix
from exceltools.reading.limits import Limits

PLAN = plan()


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def place(path: str, content: bytes = PLAN) -> Path:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file


def found(*arguments: str, limits: Limits | None = None) -> dict[str, str | None]:
    """Give path -> code of the reason, or None for a file that waits to be read."""
    candidates = sources.find([Path(argument) for argument in arguments], limits)
    seen = {candidate.path: candidate.reason.rule.code if candidate.reason else None for candidate in candidates}
    assert len(seen) == len(candidates), "two candidates with one path"
    return seen


def test_a_workbook_is_shown_as_it_was_given(here):
    place("in/Bromma.xlsx")
    assert found("in/Bromma.xlsx") == {"in/Bromma.xlsx": None}
    assert found("./in/Bromma.xlsx") == {"in/Bromma.xlsx": None}
    assert found(str(here / "in/Bromma.xlsx")) == {f"{here.as_posix()}/in/Bromma.xlsx": None}


def test_reading_gives_the_bytes(here):
    place("Bromma.xlsx", b"innehall")
    assert sources.find([Path("Bromma.xlsx")])[0].read() == b"innehall"


def test_a_folder_is_searched_in_the_same_order_everywhere(here):
    for name in ("in/b.xlsx", "in/A.xlsx", "in/undermapp/c.xlsx", "in/Ö.xlsx"):
        place(name)
    assert list(found("in")) == ["in/A.xlsx", "in/b.xlsx", "in/undermapp/c.xlsx", "in/Ö.xlsx"]


def test_the_current_folder_gives_bare_names(here):
    place("Bromma.xlsx")
    assert found(".") == {"Bromma.xlsx": None}


def test_a_file_reached_twice_counts_once(here):
    place("in/Bromma.xlsx")
    assert list(found("in", "in/Bromma.xlsx", "./in")) == ["in/Bromma.xlsx"]


def test_the_order_of_arguments_is_kept(here):
    place("b.xlsx")
    place("a.xlsx")
    assert list(found("b.xlsx", "a.xlsx")) == ["b.xlsx", "a.xlsx"]


def test_what_does_not_exist_is_said_and_the_rest_goes_on(here):
    place("Bromma.xlsx")
    (here / "dangling.xlsx").symlink_to("nowhere")
    assert found("Saknas.xlsx", "Bromma.xlsx", "dangling.xlsx") == {
        "Saknas.xlsx": "INT001",
        "Bromma.xlsx": None,
        "dangling.xlsx": "INT001",
    }


@pytest.mark.parametrize("name", ["a" * 5000, "nul\0byte.xlsx"])
def test_an_impossible_name_is_a_missing_source(here, name):
    assert list(found(name).values()) == ["INT001"]


def test_a_folder_without_workbooks_is_said(here):
    place("in/notiser.txt", b"hej")
    Path("tom").mkdir()
    assert found("in", "tom") == {"in/notiser.txt": "INT004", "in": "INT002", "tom": "INT002"}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        pytest.param("~$Plan.xlsx", "INT003", id="lock file of Excel"),
        pytest.param(".~lock.Plan.xlsx#", "INT003", id="lock file of LibreOffice"),
        pytest.param("Thumbs.db", "INT004", id="thumbnails"),
        pytest.param("desktop.ini", "INT004", id="folder settings"),
        pytest.param(".DS_Store", "INT004", id="Finder's notes"),
        pytest.param("._Bromma.xlsx", "INT004", id="a Mac's shadow of a file"),
        pytest.param("~WRL0001.tmp", "INT004", id="left by Word"),
        pytest.param("anteckningar.txt", "INT004", id="text"),
        pytest.param("logga.png", "INT004", id="picture"),
        pytest.param("rapport.json", "INT004", id="our own report"),
        pytest.param("läs mig", "INT004", id="no extension, no workbook"),
        pytest.param("plan.pdf", None, id="pdf: its content will be refused"),
        pytest.param("plan.docx", None, id="Word"),
        pytest.param("plan.csv", None, id="csv"),
        pytest.param("plan.numbers", None, id="Numbers"),
        pytest.param("plan.html", None, id="web page"),
        pytest.param("brev.eml", None, id="e-mail"),
        pytest.param("plan.xls", None, id="xls"),
        pytest.param("plan.ods", None, id="ods"),
        pytest.param("PLAN.XLSX", None, id="capitals"),
        pytest.param("plan.xlsx ", None, id="trailing space"),
    ],
)
def test_names_decide_only_what_names_can(here, name, code):
    place(f"in/{name}", b"sma ord")
    assert found("in")[f"in/{name}"] == code


def test_a_workbook_without_its_extension_is_found_by_content(here):
    place("in/Plan för Bromma")
    place("in/Plan.gammal")
    assert found("in") == {"in/Plan för Bromma": None, "in/Plan.gammal": None}


def test_a_file_that_is_named_is_taken_at_its_word_unless_it_is_a_lock(here):
    place("anteckningar.txt", b"hej")
    place("~$Plan.xlsx", b"lock")
    assert found("anteckningar.txt", "~$Plan.xlsx") == {"anteckningar.txt": None, "~$Plan.xlsx": "INT003"}


def test_what_is_no_file_is_never_opened(here):
    place("elsewhere/Plan.xlsx")
    Path("in/Mapp.xlsx").mkdir(parents=True)
    Path("in/Plan.numbers").mkdir()
    os.mkfifo("in/pipa.xlsx")
    os.mkfifo("in/pipa")
    Path("in/länk.xlsx").symlink_to(Path("elsewhere/Plan.xlsx").absolute())
    Path("in/mapplänk").symlink_to(Path("elsewhere").absolute())
    Path("in/lös.xlsx").symlink_to("nowhere")
    Path("in/lös.txt").symlink_to("nowhere")
    assert found("in") == {
        "in/Mapp.xlsx": "INT006",
        "in/Plan.numbers": "INT010",
        "in/pipa.xlsx": "INT006",
        "in/pipa": "INT004",
        "in/länk.xlsx": "INT006",
        "in/mapplänk": "INT006",
        "in/lös.xlsx": "INT006",
        "in/lös.txt": "INT004",
    }
    assert found("in/pipa.xlsx") == {"in/pipa.xlsx": "INT006"}


def test_a_link_that_is_named_is_followed(here):
    place("elsewhere/Plan.xlsx")
    Path("plan.xlsx").symlink_to("elsewhere/Plan.xlsx")
    assert found("plan.xlsx") == {"plan.xlsx": None}


def test_folders_below_the_third_level_are_named_not_searched(here):
    place("in/1/2/3/nära.xlsx")
    place("in/1/2/3/4/djupt.xlsx")
    assert found("in") == {"in/1/2/3/nära.xlsx": None, "in/1/2/3/4": "INT024"}


def test_hidden_folders_are_named_not_searched(here):
    place("in/.git/config")
    place("in/__MACOSX/Plan.xlsx")
    place("in/Plan.xlsx")
    assert found("in") == {"in/.git": "INT004", "in/__MACOSX": "INT004", "in/Plan.xlsx": None}


def test_more_files_than_the_limit_are_said(here):
    for number in range(4):
        place(f"in/{number}.xlsx")
    assert found("in", limits=Limits(files=3)) == {
        "in/0.xlsx": None,
        "in/1.xlsx": None,
        "in/2.xlsx": None,
        "in": "INT025",
    }


def test_a_file_that_is_too_large_is_never_read(here):
    place("in/stor.xlsx", b"PK\x03\x04" + b"x" * 2_000_000)
    candidate = sources.find([Path("in")], Limits(file_bytes=1_000_000))[0]
    assert candidate.reason is not None
    assert (candidate.reason.rule.code, dict(candidate.reason.words)) == ("INT018", {"size": "2", "limit": "1"})


def test_a_file_that_grew_since_is_refused(here):
    file = place("in/växer.xlsx", b"PK\x03\x04")
    candidate = sources.find([Path("in")], Limits(file_bytes=1_000_000))[0]
    file.write_bytes(b"x" * 2_000_000)
    with pytest.raises(RefusalError) as refusal:
        candidate.read()
    assert refusal.value.reason.rule.code == "INT018"


@pytest.mark.parametrize(
    "attribute", [0x1000, 0x40000, 0x400000], ids=["offline", "recall on open", "recall on access"]
)
def test_a_file_that_is_only_in_the_cloud_is_not_opened(here, attribute):
    class Status:
        st_file_attributes = 0x20 | attribute
        st_mode, st_size, st_dev, st_ino = stat.S_IFREG, 9000, 1, 7

    seen = [candidate.reason for candidate in sources._file(Path("moln.xlsx"), Status, Limits(), named=False)]
    assert [reason.rule.code for reason in seen if reason] == ["INT008"]


def test_names_are_compared_in_nfc_and_shown_as_they_are(here):
    decomposed = unicodedata.normalize("NFD", "Älvsjö.xlsx")
    place(f"in/{decomposed}")
    assert found("in") == {f"in/{decomposed}": None}
    assert suffix(unicodedata.normalize("NFD", "plan.å")) == "å"


@pytest.mark.skipif(os.name != "posix", reason="only there can a name be other bytes than text")
def test_a_name_in_latin_1_is_shown_with_its_letters(here):
    name = os.fsdecode("Skärholmen.xlsx".encode("latin-1"))
    place(f"in/{name}")
    assert found("in") == {"in/Skärholmen.xlsx": None}
    assert sources.find([Path("in")])[0].read() == PLAN


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs the rights of POSIX")
def test_a_folder_or_file_without_rights_is_said(here):
    place("in/stängd/Plan.xlsx")
    file = place("in/Plan.xlsx")
    file.chmod(0)
    Path("in/stängd").chmod(0)
    here.chmod(0o755)
    was = os.geteuid()
    if was == 0:
        for folder in (here.parent, here.parent.parent, here.parent.parent.parent):
            folder.chmod(0o755)
        os.seteuid(65534)
    try:
        candidates = {candidate.path: candidate for candidate in sources.find([Path("in")])}
        reason = candidates["in/stängd"].reason
        assert reason is not None
        assert reason.rule.code == "INT007"
        with pytest.raises(PermissionError):
            candidates["in/Plan.xlsx"].read()
    finally:
        os.seteuid(was)
        Path("in/stängd").chmod(0o700)


def test_what_we_wrote_into_a_folder_is_passed_over_until_somebody_works_in_it(here):
    own_copy = place("in/återkoppling/Bromma återkoppling.xlsx")
    place("in/återkoppling/Farsta återkoppling.xlsx", plan("Farsta"))
    place("in/återkoppling/egen.xlsx")
    written = {path.name: own.checksum(path.read_bytes()) for path in own_copy.parent.iterdir()}
    del written["egen.xlsx"]
    place(f"in/återkoppling/{own.LIST}", own.list_of(written))
    place("in/återkoppling/Farsta återkoppling.xlsx", plan("Farsta", rows=4))
    assert found("in") == {
        "in/återkoppling/Bromma återkoppling.xlsx": "INT005",
        "in/återkoppling/Farsta återkoppling.xlsx": None,
        "in/återkoppling/egen.xlsx": None,
        f"in/återkoppling/{own.LIST}": "INT004",
    }


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"[" * 10_000, b"\xff", b'{"x": {}}'])
def test_a_list_that_is_none_of_ours_is_a_file_like_others(here, content):
    place("in/Bromma.xlsx")
    place(f"in/{own.LIST}", content)
    assert found("in") == {"in/Bromma.xlsx": None, f"in/{own.LIST}": "INT004"}


# --- zip archives ------------------------------------------------------------------------------------------


def test_a_zip_of_returns_gives_its_members(here):
    farsta = plan("Farsta")  # made once: a workbook tells the second that it was made
    place("in/returer.zip", zipped({"Bromma.xlsx": PLAN, "mapp/Farsta.xlsx": farsta, "läs mig.txt": b"hej"}))
    assert found("in") == {
        "in/returer.zip/Bromma.xlsx": None,
        "in/returer.zip/läs mig.txt": "INT004",
        "in/returer.zip/mapp/Farsta.xlsx": None,
    }
    by_path = {candidate.path: candidate for candidate in sources.find([Path("in")])}
    assert by_path["in/returer.zip/mapp/Farsta.xlsx"].read() == farsta
    assert [path.name for path in here.rglob("*")] == ["in", "returer.zip"], "nothing is unpacked to the disk"


def test_a_zip_reached_twice_counts_once(here):
    place("in/returer.zip", zipped({"Bromma.xlsx": PLAN}))
    assert list(found("in/returer.zip", "in")) == ["in/returer.zip/Bromma.xlsx"]


@pytest.mark.parametrize("content", [PLAN, ods("")], ids=["xlsx", "ods"])
def test_a_workbook_named_zip_is_a_workbook(here, content):
    place("plan.zip", content)
    assert found("plan.zip") == {"plan.zip": None}


def test_a_broken_zip_is_left_to_the_preflight(here):
    place("in/returer.zip", zipped({"Bromma.xlsx": PLAN})[:-40])
    assert found("in") == {"in/returer.zip": None}


def test_a_member_that_lies_before_the_beginning_is_damaged(here):
    packed = zipped({"Bromma.xlsx": PLAN})
    at = packed.rindex(b"PK\x05\x06") + 16
    place("in/returer.zip", packed[:at] + b"\xff\xff\xff\x7f" + packed[at + 4 :])
    (candidate,) = sources.find([Path("in")])
    with pytest.raises(RefusalError) as refusal:
        candidate.read()
    assert refusal.value.reason.rule.code == "INT014"


def test_a_zip_without_workbooks_is_said(here):
    place("a.zip", zipped({"läs mig.txt": b"hej"}))
    place("tom.zip", zipped({}))
    assert found("a.zip", "tom.zip") == {"a.zip/läs mig.txt": "INT004", "a.zip": "INT002", "tom.zip": "INT002"}


def test_a_zip_within_a_zip_gives_its_members(here):
    place("yttre.zip", zipped({"inre.zip": zipped({"Bromma.xlsx": PLAN, "Farsta.xlsx": plan("Farsta")})}))
    assert found("yttre.zip") == {
        "yttre.zip/inre.zip/Bromma.xlsx": None,
        "yttre.zip/inre.zip/Farsta.xlsx": None,
    }
    assert [candidate.read() for candidate in sources.find([Path("yttre.zip")])] == [PLAN, plan("Farsta")]


def test_archives_within_each_other_end_somewhere(here):
    packed = zipped({"Bromma.xlsx": PLAN})
    for level in range(5):
        packed = zipped({f"{level}.zip": packed})
    place("yttre.zip", packed)
    assert found("yttre.zip") == {"yttre.zip/4.zip/3.zip/2.zip": None}, "what is deeper is refused by its content"


def test_archives_that_multiply_are_cut_and_it_is_said(here):
    inner = zipped({f"{number}.xlsx": PLAN[:50] for number in range(20)})
    place("yttre.zip", zipped({f"{number:02}.zip": inner for number in range(10)}))
    seen = found("yttre.zip", limits=Limits(files=50))
    assert len(seen) == 51
    assert seen["yttre.zip"] == "INT025"
    seen = found("yttre.zip", limits=Limits(unpacked_bytes=3 * len(inner)))
    assert [code for code in seen.values() if code] == ["INT015"] * 7


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param(Entry("Skärholmen.xlsx", PLAN, flags=0x800), id="UTF-8, said so"),
        pytest.param(Entry("Skärholmen.xlsx", PLAN), id="UTF-8 of a Mac, not said"),
    ],
)
def test_members_have_their_letters(here, entry):
    place("r.zip", raw_zip([entry]))
    assert found("r.zip") == {"r.zip/Skärholmen.xlsx": None}
    assert sources.find([Path("r.zip")])[0].read() == PLAN


def test_members_named_in_the_letters_of_dos_have_their_letters(here):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("Skarholmen.xlsx", PLAN)
    packed = target.getvalue().replace(b"Skarholmen", "Skärholmen".encode("cp850"))
    place("r.zip", packed)
    assert found("r.zip") == {"r.zip/Skärholmen.xlsx": None}
    assert sources.find([Path("r.zip")])[0].read() == PLAN


@pytest.mark.parametrize("name", ["../../Bromma.xlsx", "/Bromma.xlsx", "..\\Bromma.xlsx"])
def test_members_cannot_lead_elsewhere(here, name):
    place("r.zip", raw_zip([Entry(name, PLAN)]))
    assert found("r.zip") == {"r.zip/Bromma.xlsx": None}
    assert sources.find([Path("r.zip")])[0].read() == PLAN


def test_members_with_one_name_are_two_candidates(here):
    with pytest.warns(UserWarning, match="Duplicate name"):
        packed = zipped([("Bromma.xlsx", PLAN), ("Bromma.xlsx", plan("Farsta"))])
    place("r.zip", packed)
    assert found("r.zip") == {"r.zip/Bromma.xlsx": None, "r.zip/Bromma (2).xlsx": None}
    assert [candidate.read() for candidate in sources.find([Path("r.zip")])] == [PLAN, plan("Farsta")]


def test_system_files_of_archives_are_ignored(here):
    place("r.zip", zipped({"__MACOSX/._Bromma.xlsx": b"x", "~$Bromma.xlsx": b"x", "Bromma.xlsx": PLAN}))
    assert found("r.zip") == {
        "r.zip/__MACOSX/._Bromma.xlsx": "INT004",
        "r.zip/~$Bromma.xlsx": "INT003",
        "r.zip/Bromma.xlsx": None,
    }


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        pytest.param(Entry("Bromma.xlsx", PLAN, flags=1), "INT104", id="password"),
        pytest.param(Entry("Bromma.xlsx", PLAN, method=9), "INT017", id="unknown method"),
        pytest.param(Entry("Bromma.xlsx", PLAN, crc=1), "INT014", id="wrong checksum"),
        pytest.param(Entry("Bromma.xlsx", PLAN, deflated=b"\xff\xff"), "INT014", id="broken packing"),
        pytest.param(Entry("Bromma.xlsx", PLAN, size=30 * 2**20), "INT018", id="too large"),
    ],
)
def test_a_member_that_cannot_be_had_says_why(here, entry, code):
    place("r.zip", raw_zip([entry, Entry("Farsta.xlsx", PLAN)]))
    bad, good = sources.find([Path("r.zip")])
    with pytest.raises(RefusalError) as refusal:
        bad.read()
    assert refusal.value.reason.rule.code == code
    assert good.read() == PLAN


def test_a_member_that_lies_of_its_size_costs_no_memory(here):
    place("r.zip", raw_zip([dataclasses.replace(swollen("Bromma.xlsx", b"0", 200), size=100)]))
    with pytest.raises(RefusalError) as refusal:
        sources.find([Path("r.zip")])[0].read()
    assert refusal.value.reason.rule.code == "INT014"


def test_a_zip_with_more_files_than_the_limit_is_said(here):
    place("r.zip", zipped({f"{number}.xlsx": PLAN for number in range(4)}))
    assert list(found("r.zip", limits=Limits(files=3)).values()) == [None, None, None, "INT025"]


def test_decided_names_are_not_workbooks():
    assert decided("Bromma.xlsx") is None
    assert decided("~$Bromma.xlsx").ignored
