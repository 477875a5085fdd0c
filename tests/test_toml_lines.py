import itertools
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exceltools.definition.toml_lines import Lines, Statement, statements

# Text on the left, and at which line each path stands. The line numbers are counted by eye: `1|` begins line 1.
HOSTILE = [
    pytest.param("a = 1\n\n# b = 2\nb = 3", {("a",): 1, ("b",): 4}, id="comment that looks like a key"),
    pytest.param("a.b.c = 1\na.b.d = 2", {("a",): 1, ("a", "b"): 1, ("a", "b", "d"): 2}, id="dotted keys"),
    pytest.param("a . b = 1", {("a", "b"): 1}, id="dotted key with spaces"),
    pytest.param("\"a.b\" = 1\n'c d' = 2", {("a.b",): 1, ("c d",): 2}, id="quoted keys"),
    pytest.param('\n"\\u00e5" = 1', {("å",): 2}, id="escape in a key"),
    pytest.param('"" = 1', {("",): 1}, id="empty key"),
    pytest.param("3.14 = 1\n1979-05-27 = 2", {("3", "14"): 1, ("1979-05-27",): 2}, id="keys that look like values"),
    pytest.param('a = """\nb = 1\n[c]\n"""\nb = 2', {("a",): 1, ("b",): 5}, id="statements inside a long text"),
    pytest.param("a = '''\nb = 1 '' \"\"\"\n'''\nb = 2", {("a",): 1, ("b",): 4}, id="quotes inside a long literal"),
    pytest.param('a = """x\\"""" # b = 1\nb = 2', {("b",): 2}, id="escaped quote before the end of a long text"),
    pytest.param('a = """x"""""\nb = 2', {("b",): 2}, id="long text that ends in two quotes of its own"),
    pytest.param('a = ["""x"""", "]",\n1]', {("a", 2): 2}, id="long text that ends in a quote, and a bracket after it"),
    pytest.param("a = ['''x'''', ']',\n1]", {("a", 2): 2}, id="the same of literals"),
    pytest.param('a = ""\nb = \'\'\nc = """"""\nd = 1', {("d",): 4}, id="empty texts"),
    pytest.param('a = "[[b]] # \\" ="\nb = 1', {("b",): 2}, id="brackets, hash and quote inside a text"),
    pytest.param("a = 'c:\\'\nb = 1", {("b",): 2}, id="backslash that ends a literal"),
    pytest.param(
        'a = [ # ]\n  "x", # "z",\n\n  "y]",\n]\nb = 1',
        {("a",): 1, ("a", 0): 2, ("a", 1): 4, ("b",): 6},
        id="list over many lines with comments",
    ),
    pytest.param("a = [[1, 2],\n[3,\n4]]", {("a", 0, 1): 1, ("a", 1): 2, ("a", 1, 1): 3}, id="lists in a list"),
    pytest.param("a = { b = 1, c.d = [1, { e = 2 }] }", {("a", "c", "d", 1, "e"): 1}, id="inline tables"),
    pytest.param(
        'a = [\n{ b = "}" },\n{ b = 2 },\n]', {("a", 0, "b"): 2, ("a", 1, "b"): 3}, id="inline tables in a list"
    ),
    pytest.param("a = 1979-05-27 07:32:00.5-07:00\nb = 07:32:00", {("b",): 2}, id="date and time with a space"),
    pytest.param(
        "[a.b]\nc = 1\n[a]\nd = 2",
        {("a",): 3, ("a", "b"): 1, ("a", "b", "c"): 2, ("a", "d"): 4},
        id="table after its part",
    ),
    pytest.param("[ a . 'b' ] # [c]\nd = 1", {("a", "b"): 1, ("a", "b", "d"): 2}, id="spaces in a heading"),
    pytest.param(
        "[[a]]\nb = 1\n[[a]]\nb = 2", {("a",): 1, ("a", 0, "b"): 2, ("a", 1): 3, ("a", 1, "b"): 4}, id="list of tables"
    ),
    pytest.param(
        "[[a]]\n[[a.b]]\nc = 1\n[[a.b]]\n[[a]]\n[[a.b]]\nc = 2",
        {("a", 0, "b", 0, "c"): 3, ("a", 0, "b", 1): 4, ("a", 1): 5, ("a", 1, "b", 0): 6, ("a", 1, "b", 0, "c"): 7},
        id="lists of tables in a list of tables",
    ),
    pytest.param(
        "[[a]]\n[a.b]\nc = 1\n[[a]]\n[a.b]\nc = 2",
        {("a", 0, "b", "c"): 3, ("a", 1, "b", "c"): 6},
        id="table in a list of tables",
    ),
    pytest.param("[[ a ]]\nb=1", {("a", 0): 1, ("a", 0, "b"): 2}, id="spaces in a doubled heading"),
    pytest.param("a=1\n\tb=2\n  [c]\n\td=3", {("b",): 2, ("c",): 3, ("c", "d"): 4}, id="indented"),
]


@pytest.mark.parametrize(("text", "expected"), HOSTILE)
def test_every_key_is_found_at_its_line(text, expected):
    tomllib.loads(text)
    lines = Lines(text)
    assert {path: lines.of(path) for path in expected} == expected
    assert all(path in lines for path in expected)


@pytest.mark.parametrize(
    ("path", "line"),
    [
        pytest.param(("units", 1, "name"), 4, id="missing key: the heading"),
        pytest.param(("units", 2), 1, id="missing table: the first of its list"),
        pytest.param(("plan", "start"), 1, id="missing table altogether: the top"),
        pytest.param(("units", 0, "aliases", 7), 3, id="missing item: its list"),
    ],
)
def test_what_is_not_there_is_given_the_line_around_it(path, line):
    lines = Lines('[[units]]\nid = "a"\naliases = []\n[[units]]\nid = "b"\n')
    assert lines.of(path) == line
    assert path not in lines


class Document:
    """Builds a TOML text line by line and notes where each path was put: an answer that needs no scanner."""

    def __init__(self, draw):
        self.draw = draw
        self.rows = []
        self.expected = {}
        self.keys = 0

    def pick(self, *choices):
        return self.draw(st.sampled_from(choices))

    def key(self):
        """A key that is nowhere else in the document, and one of its spellings."""
        self.keys += 1
        name = f"k{self.keys}"
        return name, self.pick(name, f'"{name}"', f"'{name}'", f'"\\u006b{self.keys}"')

    def decoy(self):
        return f"k{self.draw(st.integers(1, 9))} = [[k1]] # {{"

    def table(self, path, depth=0):
        for _ in range(self.draw(st.integers(0, 3))):
            self.pair(path, depth)

    def pair(self, path, depth):
        self.noise()
        name, spelling = self.key()
        self.expected[*path, name] = self.line
        path = (*path, name)
        if self.pick(False, True):
            name, more = self.key()
            spelling += self.pick(".", " . ") + more
            self.expected[*path, name] = self.line
            path = (*path, name)
        self.rows.append(self.pick("", " ", "\t") + spelling + self.pick("=", " = "))
        self.value(path, depth)
        self.rows[-1] += self.pick("", " # ] }", "  ")

    @property
    def line(self):
        """The line that is about to be begun."""
        return len(self.rows) + 1

    def value(self, path, depth):
        """Go on with the last row; lists and long texts begin new ones."""
        make = self.pick(self.scalar, self.scalar, *([self.list_in_row, self.list_of_rows, self.inline] * (depth < 2)))
        make(path, depth)

    def scalar(self, path, depth):
        first, *more = self.pick(
            ["-1_0.5e3"],
            ["1979-05-27 07:32:00Z"],
            [f'"\\"{self.decoy()}"'],
            [f"'\"{self.decoy()}\\'"],
            ['"""', self.decoy(), '\\""" ]"""""'],
            ["'''", self.decoy(), "' '' '''"],
        )
        self.rows[-1] += first
        self.rows += more

    def list_in_row(self, path, depth):
        self.rows[-1] += "["
        for n in range(self.draw(st.integers(0, 2))):
            self.rows[-1] += ", " if n else ""
            self.expected[*path, n] = len(self.rows)
            self.value((*path, n), depth + 1)
        self.rows[-1] += "]"

    def list_of_rows(self, path, depth):
        self.rows[-1] += "[ # " + self.decoy()
        for n in range(self.draw(st.integers(0, 2))):
            self.noise()
            self.rows.append("  ")
            self.expected[*path, n] = len(self.rows)
            self.value((*path, n), depth + 1)
            self.rows[-1] += ", # " + self.decoy()
        self.rows.append("]")

    def inline(self, path, depth):
        self.rows[-1] += "{"
        for n in range(self.draw(st.integers(0, 2))):
            name, spelling = self.key()
            self.rows[-1] += f"{', ' if n else ''}{spelling} = "
            self.expected[*path, name] = len(self.rows)
            self.value((*path, name), 2)
        self.rows[-1] += "}"

    def noise(self):
        self.rows += self.pick([], [], [""], ["# " + self.decoy()], ["\t# [[k1]]", ""])

    def heading(self, path, spelling, *, doubled=False):
        self.noise()
        self.expected[path] = self.line
        gap = self.pick("", " ")
        self.rows.append(f"[[{gap}{spelling}{gap}]]" if doubled else f"[{gap}{spelling}{gap}]")
        self.table(path)

    def sections(self):
        for _ in range(self.draw(st.integers(0, 2))):
            name, spelling = self.key()
            if self.pick(False, True):
                self.heading((name,), spelling)
                inner, more = self.key()
                self.heading((name, inner), f"{spelling}.{more}")
            else:
                self.doubled(name, spelling)

    def doubled(self, name, spelling):
        inner, more = self.key()
        other, another = self.key()
        for n in range(self.draw(st.integers(1, 2))):
            self.heading((name, n), spelling, doubled=True)
            self.expected.setdefault((name,), self.expected[name, n])
            for m in range(self.draw(st.integers(0, 2))):
                self.heading((name, n, inner, m), f"{spelling}.{more}", doubled=True)
                self.expected.setdefault((name, n, inner), self.expected[name, n, inner, m])
            if self.pick(False, True):
                self.heading((name, n, other), f"{spelling} . {another}")


@st.composite
def documents(draw):
    document = Document(draw)
    document.table(())
    document.sections()
    return "\n".join(document.rows), document.expected


def paths_of(value, at=()):
    for part, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield (*at, part)
        if isinstance(inner, (dict, list)):
            yield from paths_of(inner, (*at, part))


@settings(deadline=None)
@given(documents())
def test_every_key_of_any_text_is_found_where_it_was_put(made):
    text, expected = made
    lines = Lines(text)
    assert set(paths_of(tomllib.loads(text))) == set(expected)
    assert {path: lines.of(path) for path in expected} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("# a = 1\n\n", [], id="comments only"),
        pytest.param("a = 1\n\n[b]", [(1, 1, True), (3, 3, True)], id="a key and a heading"),
        pytest.param("a = [\n1,\n]\nb = 2", [(1, 3, True), (4, 4, True)], id="a list"),
        pytest.param("a = [\n1,\nb = 2", [(1, 2, False), (3, 3, True)], id="a list that never ends before a key"),
        pytest.param('a = ["x",\n[[b]]', [(1, 1, False), (2, 2, True)], id="a list that never ends before a heading"),
        pytest.param("a = [1", [(1, 1, False)], id="a list that never ends at all"),
        pytest.param('a = """\nx\nb = 1', [(1, 2, False), (3, 3, True)], id="a long text that never ends"),
        pytest.param('a = """\nb = 1\n"""\nc = 1', [(1, 3, True), (4, 4, True)], id="a long text"),
        pytest.param("[[a]\nb = 1", [(1, 1, True), (2, 2, True)], id="a heading without its end"),
        pytest.param('a = "x\nb = 1', [(1, 1, True), (2, 2, True)], id="a text without its end"),
        pytest.param("a = ]]\nb = [1]", [(1, 1, True), (2, 2, True)], id="an end without a beginning"),
    ],
)
def test_statements_are_told_apart_even_in_what_is_not_toml(text, expected):
    assert statements(text) == [Statement(*each) for each in expected]


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("ab1 =.,[]{}\"'#\\\n\t”é")))
def test_statements_of_any_text_are_in_order_and_apart(text):
    found = statements(text)
    assert all(one.first <= one.last for one in found)
    assert all(one.last < other.first for one, other in itertools.pairwise(found))
