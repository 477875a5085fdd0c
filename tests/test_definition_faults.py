"""Faults in a good definition, mostly one at a time: the line that each is reported at, and the sentence."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exceltools.definition import BUNDLED, load
from exceltools.errors import DefinitionError

HERE = Path(__file__).parent / "definitions"
EKEBY = (HERE / "ekeby.toml").read_text(encoding="utf-8")
SAVE_AGAIN = "Öppna filen i Anteckningar, välj Arkiv > Spara som och kodningen UTF-8."
ALL_SEVEN = "”utgangspunkt”, ”omrade”, ”mal”, ”metod”, ”ansvarig”, ”tidsplan” och ”uppfoljning”"
BUNDLED_LINES = BUNDLED.read_text(encoding="utf-8").splitlines()


def faults_of(folder, text) -> list[str]:
    """Load the text as plan.toml and give what is said of it: `LINE: SENTENCE` each."""
    path = folder / "plan.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(DefinitionError) as caught:
        load(path)
    said = str(caught.value)
    said.encode("cp1252")  # what every console of Windows can show
    return [line.removeprefix("plan.toml:") for line in said.split("\n")]


def cases():
    _, *blocks = (HERE / "faults.txt").read_text(encoding="utf-8").split("\n# ")
    for block in blocks:
        name, *rows = block.rstrip("\n").split("\n")
        out, into, said = ([row[1:] for row in rows if row.startswith(mark)] for mark in "-+=")
        yield pytest.param("\n".join(out) + "\n", "\n".join(into) + "\n", said, id=name)


@pytest.mark.parametrize(("out", "into", "said"), list(cases()))
def test_a_fault_is_reported_at_its_line(tmp_path, out, into, said):
    assert f"\n{EKEBY}".count(f"\n{out}") == 1
    assert faults_of(tmp_path, EKEBY.replace(out, into)) == said


SEVEN = [
    ('version = "2025-a"', "version = 2025"),
    ("end = 2026-12-31", "end = 2031-12-31"),
    ('by = "senast den 15 november"', "by = ”senast den 15 november”"),
    ('header = "Delmål"', 'heder = "Delmål"'),
    ('date = "08-31"', 'date = "08-32"'),
    ('id = "soder"', 'id = "norr"'),
    ('kind = "committee"', 'kind = "nämnd"'),
]


def test_seven_faults_of_different_kinds_are_seven_lines_in_order(tmp_path):
    text = EKEBY
    for good, bad in SEVEN:
        assert text.count(f"{good}\n") == 1
        text = text.replace(good, bad)
    assert faults_of(tmp_path, text) == [
        '5: ”version” ska vara en text inom citattecken: version = "2025".',
        "15: 2031-12-31 ligger utanför strategins tid, 2024-07-01 till 2030-06-30. Planen ska rymmas i den.",
        '19: Tecken 6: Citattecknen kring en text ska vara raka: " i stället för ”.',
        "29: Nyckeln ”heder” finns inte här. Menade du ”header”?",
        "91: ”date” ska vara en månad och en dag som finns, till exempel ”04-30” för 30 april.",
        '117: id = "norr" finns redan på rad 112. Den ska vara olika varje gång.',
        "125: ”kind” kan inte vara ”nämnd”. Menade du ”committee”?",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("", ["1: Filen är tom. Börja med en kopia av den medföljande handlingsplan.toml."], id="empty"),
        pytest.param(
            "# plan\n\n", ["1: Filen är tom. Börja med en kopia av den medföljande handlingsplan.toml."], id="comments"
        ),
        pytest.param(
            '[project]\nname = "x"\n',
            ["1: Filen är ingen definition av en handlingsplan: inget av det som ska stå överst finns med."],
            id="another kind of file",
        ),
        pytest.param(
            b"PK\x03\x04\0\0",
            [" Det här är ingen textfil. Välj en definition, det vill säga en fil som slutar på .toml."],
            id="workbook",
        ),
        pytest.param(
            EKEBY.replace("–", "-").encode("cp1252"),
            [f"6: Tecknet ”å” är sparat i en annan teckenkodning än UTF-8. {SAVE_AGAIN}"],
            id="ansi",
        ),
        pytest.param(
            EKEBY.encode("utf-16"),
            [f"1: Filen är sparad i teckenkodningen UTF-16 i stället för UTF-8. {SAVE_AGAIN}"],
            id="utf-16",
        ),
        pytest.param(
            EKEBY.replace("Kommunstyrelsen i Ekeby", "").encode("cp1252"),
            [
                f"6: Tecknet ”å” är sparat i en annan teckenkodning än UTF-8. {SAVE_AGAIN}",
                "7: ”organisation” är tom. Skriv en text mellan citattecknen.",
            ],
            id="ansi and another fault",
        ),
        pytest.param(
            EKEBY.replace("Vad ska ni göra?", "å" * 256),
            ["36: ”question” är 256 tecken lång, och det får plats 255. Korta den med 1."],
            id="question too long for Excel",
        ),
        pytest.param(
            EKEBY.replace("Vad ska ni göra?", "\U0001f600" * 128),
            ["36: ”question” är 256 tecken lång, och det får plats 255. Korta den med 1."],
            id="a smile is two characters to Excel",
        ),
        pytest.param(
            f"columns = []\n{EKEBY[: EKEBY.index('[[columns]]')]}{EKEBY[EKEBY.index('[[utgangspunkter]]') :]}",
            [f"1: Alla sju kolumner ska finnas med. Det saknas en med id {ALL_SEVEN}."],
            id="no columns",
        ),
        pytest.param(
            EKEBY.replace("[[units]]", "[[unit]]"),
            ["111: Avsnittet ”unit” finns inte här. Menade du [[units]]?"],
            id="heading misspelt each time",
        ),
        pytest.param(
            EKEBY.replace("[[utgangspunkter.omraden]]", "[[utgangspunkter.område]]"),
            [
                f"{line}: Tecken 21: Rubriker skrivs utan å, ä och ö. Menade du [[utgangspunkter.omrade]]?"
                for line in (70, 75, 84)
            ],
            id="only what is written is explained where it cannot be read",
        ),
    ],
)
def test_a_whole_file_at_fault(tmp_path, text, said):
    assert faults_of(tmp_path, text) == said


def test_a_fault_on_a_line_that_was_put_aside_is_not_reported_twice(tmp_path):
    text = EKEBY.replace('id = "norr"', "id = ”Norr!”").replace('id = "soder"', "id = ”Söder!”")
    assert [line.split(":")[0] for line in faults_of(tmp_path, text)] == ["112", "117"]


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DefinitionError, match=r"^borta\.toml: Filen .*borta\.toml finns inte\.$"):
        load(tmp_path / "borta.toml")


def test_a_question_may_fill_all_the_room_there_is(tmp_path):
    path = tmp_path / "plan.toml"
    path.write_text(EKEBY.replace("Vad ska ni göra?", "å" * 255), encoding="utf-8")
    assert load(path).column("metod").question == "å" * 255


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_good_file_is_good_however_the_editor_saved_it(tmp_path, ending, mark):
    path = tmp_path / "plan.toml"
    path.write_bytes(mark + EKEBY.replace("\n", ending).encode())
    assert load(path) == load(HERE / "ekeby.toml")


@st.composite
def edits(draw):
    """The bundled file after a few slips of the hand."""
    lines = list(BUNDLED_LINES)
    for _ in range(draw(st.integers(1, 4))):
        n = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["drop", "double", "move", "cut", "insert", "glue"])):
            case "drop":
                del lines[n]
            case "double":
                lines.insert(n, lines[n])
            case "move":
                lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(n))
            case "cut":
                lines[n] = lines[n][: draw(st.integers(0, len(lines[n])))]
            case "insert":
                at = draw(st.integers(0, len(lines[n])))
                lines[n] = lines[n][:at] + draw(st.sampled_from([*"[]{}=\"'#,.”\\å0\t\n", '"""'])) + lines[n][at:]
            case "glue":
                lines[n : n + 2] = ["".join(lines[n : n + 2])]
    return "\n".join(lines) + "\n"


@settings(max_examples=60, deadline=None)
@given(edits())
def test_an_edited_file_is_good_or_its_faults_are_lines_of_it(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("edited") / "plan.toml"
    path.write_text(text, encoding="utf-8")
    try:
        load(path)
    except DefinitionError as error:
        places = [int(line.split(":")[1]) for line in str(error).split("\n")]
        assert places == sorted(places)
        assert all(1 <= place <= text.count("\n") for place in places)
