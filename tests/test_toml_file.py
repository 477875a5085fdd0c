import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_toml_lines import documents

from exceltools.definition import toml_file
from exceltools.definition.toml_file import parse

BEFORE = 'title = "x"\n\n'  # so that what is tested begins on line 3
AFTER = '\n[after]\nkey = "y"\n'

CURLY = 'Citattecknen kring en text ska vara raka: " i stället för ”.'
NO_END = "Texten saknar sitt sista citattecken."
A_DATE = "Ett datum skrivs som 2021-12-31 och måste finnas i almanackan. Annan text ska stå inom citattecken."
LOOSE = "Raden är varken en rubrik, en nyckel med ett värde eller en kommentar. En kommentar börjar med #."
BACKSLASH = r"Ett omvänt snedstreck i en text skrivs dubbelt: \\."
TOO_MUCH = "Efter värdet står något som inte hör dit. En kommentar börjar med #."
IN_LIST = "Listan går inte att läsa härifrån: ett kommatecken saknas eller ett citattecken står fel."
EQUALS = "Mellan nyckeln och värdet ska det stå ett likhetstecken: name = …"
NEVER = "Listan som börjar här slutar aldrig. Sätt ] efter dess sista text."
NEVER_LONG = "Texten som börjar här med tre citattecken slutar aldrig. Sätt tre till efter den."
BRACES = "Klammerparentesen { … } är inte avslutad. Den ska börja och sluta på samma rad."
BRACKETS = "Rubriken ska ha lika många hakparenteser på båda sidor. Menade du [[units]]?"
DOUBLE = "Rubriken ska ha dubbla hakparenteser, [[units]], som på andra ställen i filen."
NO_NAME = "Rubriken går inte att läsa. En rubrik är ett namn inom hakparenteser, till exempel [[units]]."
UNREADABLE = "Värdet går inte att läsa. Jämför med en liknande rad i filen."
INNER = "Texten slutar redan vid sitt andra citattecken. Använd ” för citattecken inne i en text."
TWO_PLANS = (
    "Avsnittet ”plan” finns redan i filen. Ta bort det ena. "
    "Ska det finnas flera står varje rubrik inom dubbla hakparenteser: [[plan]]."
)
CONTROL = "Här finns ett osynligt styrtecken. Skriv om raden för hand."


def twice(key):
    return f"Nyckeln ”{key}” finns redan i samma avsnitt. Ta bort den ena, eller sätt en ny rubrik före den här."


SYNTAX = [
    pytest.param("name = ”Bromma”", 3, f"Tecken 8: {CURLY}", id="curly quotes"),
    pytest.param('aliases = ["a", ”b”]', 3, f"Tecken 17: {CURLY}", id="curly quotes in a list"),
    pytest.param('name = "Bromma', 3, f"Tecken 15: {NO_END}", id="last quote missing"),
    pytest.param("name = 'Bromma", 3, f"Tecken 15: {NO_END}", id="last single quote missing"),
    pytest.param('aliases = ["a", "b]', 3, f"Tecken 20: {NO_END}", id="last quote missing in a list"),
    pytest.param("name = Bromma", 3, 'Tecken 8: Text ska stå inom raka citattecken: name = "Bromma".', id="no quotes"),
    pytest.param(
        "aliases = [EÅV]", 3, 'Tecken 12: Text ska stå inom raka citattecken: "EÅV".', id="no quotes in a list"
    ),
    pytest.param("required = ja", 3, "Tecken 12: Skriv true, med små bokstäver och utan citattecken.", id="ja"),
    pytest.param("required = False", 3, "Tecken 12: Skriv false, med små bokstäver och utan citattecken.", id="False"),
    pytest.param("name =", 3, "Tecken 7: Efter name = saknas värdet.", id="no value"),
    pytest.param("name = # Bromma", 3, "Tecken 8: Efter name = saknas värdet.", id="no value but a comment"),
    pytest.param('name: "Bromma"', 3, f"Tecken 5: {EQUALS}", id="colon"),
    pytest.param('name "Bromma"', 3, f"Tecken 6: {EQUALS}", id="no equals sign"),
    pytest.param('områden = "x"', 3, "Tecken 4: Nycklar skrivs utan å, ä och ö. Menade du ”omraden”?", id="å in a key"),
    pytest.param("Bromma och Farsta", 3, f"Tecken 8: {LOOSE}", id="loose text"),
    pytest.param("start = 2021-02-30", 3, f"Tecken 9: {A_DATE}", id="30 February"),
    pytest.param("start = 2021-13-01", 3, f"Tecken 13: {A_DATE}", id="thirteenth month"),
    pytest.param("start = 1/9 2021", 3, f"Tecken 10: {A_DATE}", id="a date as people write it"),
    pytest.param('to = "mappen c:\\planer\\"', 3, f"Tecken 18: {BACKSLASH}", id="backslash"),
    pytest.param('to = "samordnaren" på SoF', 3, f"Tecken 20: {TOO_MUCH}", id="text after the value"),
    pytest.param('to = "den "nya" samordnaren"', 3, f"Tecken 12: {INNER}", id="quotes in a text"),
    pytest.param('aliases = ["a" "b"]', 3, f"Tecken 16: {IN_LIST}", id="comma missing"),
    pytest.param('aliases = [\n  "a",\n  "b"\n  "c",\n]', 6, f"Tecken 3: {IN_LIST}", id="comma missing between rows"),
    pytest.param('aliases = ["a",\n"b"\n', 3, NEVER, id="list without end"),
    pytest.param('question = """Hur?\nrequired = true', 3, NEVER_LONG, id="long text without end"),
    pytest.param('name = "a"\nname = "b"', 4, f"Tecken 11: {twice('name')}", id="key twice"),
    pytest.param('aliases = ["a"]\naliases = [\n"b",\n]', 6, f"Tecken 2: {twice('aliases')}", id="list twice"),
    pytest.param(
        "span = { a = 1, a = 2 }",
        3,
        "Tecken 22: Nyckeln ”span” står två gånger mellan klammerparenteserna. Ta bort den ena.",
        id="key twice in braces",
    ),
    pytest.param("span = { a = 1", 3, f"Tecken 15: {BRACES}", id="brace without end"),
    pytest.param("[[units]\nid = 1", 3, f"Tecken 8: {BRACKETS}", id="heading without end"),
    pytest.param("[units]]\nid = 1", 3, f"Tecken 8: {BRACKETS}", id="heading without beginning"),
    pytest.param(
        "[[områden]]", 3, "Tecken 6: Rubriker skrivs utan å, ä och ö. Menade du [[omraden]]?", id="å in a heading"
    ),
    pytest.param("[]", 3, f"Tecken 2: {NO_NAME}", id="heading of nothing"),
    pytest.param("[plan]\n[plan]", 4, f"Tecken 6: {TWO_PLANS}", id="heading twice"),
    pytest.param("[units] # Bromma\n[[units]]\n[[units]]", 3, DOUBLE, id="first heading single"),
    pytest.param("[[units]]\n[units]\n[[units]]", 4, DOUBLE, id="later heading single"),
    pytest.param("# b\x07l", 3, f"Tecken 4: {CONTROL}", id="control character in a comment"),
    pytest.param('name = "b\x07l"', 3, f"Tecken 10: {CONTROL}", id="control character in a text"),
    pytest.param("width = 024", 3, f"Tecken 10: {TOO_MUCH}", id="number that begins with nought"),
    pytest.param("width = +", 3, f"Tecken 9: {UNREADABLE}", id="anything else"),
]


@pytest.mark.parametrize(("text", "line", "sentence"), SYNTAX)
def test_a_syntax_fault_is_explained_and_the_rest_is_read(text, line, sentence):
    document = parse(f"{BEFORE}{text}{AFTER}")
    assert [(fault.line, fault.sentence) for fault in document.faults] == [(line, sentence)]
    assert document.data["title"] == "x"
    assert document.data["after"] == {"key": "y"}
    assert line in document.put_aside


def test_all_syntax_faults_are_found_at_once():
    text = 'a = "x\nb = ”y”\n[[c]\nd: 1\nfri text\ne = 1\nf = [\n"x"\n"y",\n]\n'
    document = parse(text)
    assert [fault.line for fault in document.faults] == [1, 2, 3, 4, 5, 9]
    assert document.put_aside == {1, 2, 3, 4, 5, 7, 8, 9, 10}
    assert document.data["c"][0]["e"] == 1


def test_a_file_of_nothing_but_faults_is_given_up():
    document = parse("a = ”y”\n" * 100)
    assert document.data is None
    assert len(document.faults) == 26
    assert document.faults[-1].sentence == "Härifrån kan filen granskas först när felen ovanför är rättade."


@pytest.mark.parametrize(
    "text", [pytest.param("a = " + "[" * 5000 + "]" * 5000, id="deep"), pytest.param("a = " + "9" * 5000, id="long")]
)
def test_what_python_cannot_hold_is_a_fault(text):
    document = parse(text)
    assert document.data is None
    assert [fault.line for fault in document.faults] == [0]


@settings(deadline=None)
@given(documents())
def test_good_toml_has_no_faults(made):
    text, _ = made
    document = parse(text)
    assert document.faults == ()
    assert document.data == tomllib.loads(text)


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("ab1 =.,[]{}\"'#\\\n\t”é\x07-")))
def test_any_text_is_read_or_explained(text):
    document = parse(text)
    last = text.count("\n") + 1
    assert document.faults or document.data is not None
    assert all(0 <= fault.line <= last for fault in document.faults)
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        assert document.faults
    else:
        assert not document.faults


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param('a = "å"\n'.encode(), [], id="utf-8"),
        pytest.param(b'\xef\xbb\xbfa = "\xc3\xa5"\n', [], id="utf-8 with a mark"),
        pytest.param(b'a = "\xc3\xa5"\r\nb = 1\r\n', [], id="lines of Windows"),
        pytest.param(b'a = "\xc3\xa5"\rb = 1\r', [], id="lines of an old Mac"),
        pytest.param('a = "å"\n'.encode("utf-16"), [(1, "UTF-16")], id="utf-16"),
        pytest.param(
            'b = 1\r\na = "å"\r\nc = "ä"'.encode("cp1252"), [(2, "Tecknet ”å” är sparat i en annan")], id="ansi"
        ),
        pytest.param(b"PK\x03\x04\x00\x00", [(0, "ingen textfil")], id="workbook"),
    ],
)
def test_a_file_is_read_in_whatever_it_was_saved(tmp_path, content, expected):
    path = tmp_path / "fil.toml"
    path.write_bytes(content)
    document = toml_file.read(path)
    assert [fault.line for fault in document.faults] == [line for line, _ in expected]
    assert all(part in fault.sentence for fault, (_, part) in zip(document.faults, expected, strict=True))
    assert document.data is None or document.data["a"] == "å"
    assert (document.data is None) == content.startswith(b"PK")


@settings(deadline=None)
@given(st.binary())
def test_any_bytes_are_read_or_explained(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("any") / "fil.toml"
    path.write_bytes(content)
    document = toml_file.read(path)
    assert document.faults or document.data is not None


def test_a_missing_file_has_its_neighbour_proposed(tmp_path):
    (tmp_path / "handlingsplan.toml").write_text("", encoding="utf-8")
    missing = tmp_path / "handlingplan.toml"
    (fault,) = toml_file.read(missing).faults
    assert (fault.line, fault.sentence) == (0, f"Filen {missing} finns inte. Menade du ”handlingsplan.toml”?")


def test_a_missing_file_in_a_missing_folder(tmp_path):
    missing = tmp_path / "plan" / "handlingsplan.toml"
    (fault,) = toml_file.read(missing).faults
    assert fault.sentence == f"Filen {missing} finns inte."


def test_a_folder_is_no_file(tmp_path):
    (fault,) = toml_file.read(tmp_path).faults
    assert fault.sentence == f"{tmp_path} är en mapp. Ange filen i den."
