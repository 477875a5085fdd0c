"""Editing XML as text: what is found is what a parser finds, and what is not edited stays byte by byte."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exceltools.feedback.markup import Markup, MarkupError, prefixed

NAMES = st.sampled_from(["a", "ab", "x:a", "row", "c", "x:c"])
VALUES = st.text("ab\"'&<>å–= /", max_size=6)
BESIDE = st.sampled_from(["", " ", "\n", "<!-- <a> </a> -->", "<![CDATA[<a></c>]]>", "<?p <a>?>", "text &lt;a&gt; > "])


def attribute(value, quote):
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (quote, "&quot;" if quote == '"' else "&apos;")):
        value = value.replace(sign, entity)
    return f"{quote}{value}{quote}"


@st.composite
def elements(draw, depth=2):
    name, value, quote = draw(NAMES), draw(VALUES), draw(st.sampled_from("\"'"))
    start = f"<{name} k={attribute(value, quote)}{draw(st.sampled_from(['', ' ']))}"
    inside = draw(BESIDE)
    if depth:
        inside += "".join(draw(elements(depth - 1)) + draw(BESIDE) for _ in range(draw(st.integers(0, 2))))
    return f"{start}>{inside}</{name}>" if inside or draw(st.booleans()) else f"{start}/>"


@st.composite
def documents(draw):
    declaration = draw(st.sampled_from(["", '<?xml version="1.0" encoding="UTF-8"?>\n', "<!-- <b> -->"]))
    inside = "".join(draw(BESIDE) + draw(elements()) for _ in range(draw(st.integers(0, 3))))
    return f'{declaration}<root xmlns:x="urn:x">{inside}</root>'


def shape(markup, element):
    """The tree as it is found: local names, the attribute, the children."""
    return [(one.local, one.get("k"), shape(markup, one)) for one in markup.children(element)]


def parsed(element):
    return [(one.tag.rpartition("}")[2], one.get("k"), parsed(one)) for one in element]


@given(documents())
def test_the_elements_are_those_that_a_parser_finds(text):
    markup = Markup(text.encode())
    assert shape(markup, markup.root) == parsed(ET.fromstring(text))


@given(documents(), st.sampled_from(["utf-8", "utf-16", "utf-8-sig"]))
def test_without_edits_the_part_is_the_same(text, encoding):
    if encoding == "utf-16":
        text = text.replace("UTF-8", "UTF-16")
    assert Markup(text.encode(encoding)).bytes() == text.encode(encoding)


@given(documents(), st.integers(0, 3), st.integers(0, 3))
def test_an_edit_changes_only_its_place(text, first, second):
    markup = Markup(text.encode())
    found = list(markup.children(markup.root))
    if not found:
        return
    changed, grown = found[first % len(found)], found[second % len(found)]
    markup.set(changed, "k", 'å"<')
    markup.append(grown, "<new/>")
    now = ET.fromstring(markup.bytes())
    then = ET.fromstring(text)
    then[found.index(changed)].set("k", 'å"<')
    ET.SubElement(then[found.index(grown)], "new")
    assert parsed(now) == parsed(then)
    assert "".join(now.itertext()) == "".join(then.itertext())


@given(documents(), st.integers(0, 3))
def test_what_is_taken_out_is_gone_and_nothing_else(text, number):
    markup = Markup(text.encode())
    found = list(markup.children(markup.root))
    if not found:
        return
    one = found[number % len(found)]
    markup.replace(one)
    assert markup.bytes().decode() == text[: one.start] + text[one.end :]


ORDER = ("a", "b", "c", "d")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("<r/>", "<r><new/></r>", id="nothing there"),
        pytest.param("<r></r>", "<r><new/></r>", id="nothing there, two tags"),
        pytest.param("<r><a/><d/></r>", "<r><a/><new/><d/></r>", id="between"),
        pytest.param("<r><a/><b/></r>", "<r><a/><b/><new/></r>", id="last"),
        pytest.param("<r><d/></r>", "<r><new/><d/></r>", id="first"),
        pytest.param("<r><b/><b/><c/></r>", "<r><b/><b/><new/><c/></r>", id="after all of its like"),
        pytest.param("<r><other/><d/></r>", "<r><other/><new/><d/></r>", id="unknown ones come first"),
        pytest.param("<r><w><x/><d/></w></r>", "<r><new/><w><x/><d/></w></r>", id="a wrapped one"),
        pytest.param("<r><!--<d/>--><d/></r>", "<r><!--<d/>--><new/><d/></r>", id="a comment is none"),
    ],
)
def test_the_schemas_order_is_kept(before, after):
    markup = Markup(before.encode())
    markup.insert_in_order(markup.root, ORDER, "b", "<new/>")
    assert markup.bytes().decode() == after


@pytest.mark.parametrize(
    "text",
    ["", "text", "<a>", "<a><b></a>", "</a>", "<a b=c/>", "<a", "<a><b", '<a b="<"/>', "<?xml?>", "<!-- <a/> -->"],
)
def test_what_is_no_xml_is_refused(text):
    with pytest.raises(MarkupError):
        shape(markup := Markup(text.encode()), markup.root)


@pytest.mark.parametrize("part", [b"\xff\xfea", b"<a>\xe5</a>", b'<?xml version="1.0" encoding="klingon"?><a/>'])
def test_bytes_that_are_no_text_are_refused(part):
    with pytest.raises(MarkupError):
        Markup(part)


def test_letters_that_the_encoding_lacks_are_written_as_numbers():
    markup = Markup('<?xml version="1.0" encoding="iso-8859-1"?><a>å</a>'.encode("iso-8859-1"))
    markup.append(markup.root, "<b>–</b>")
    assert markup.bytes() == b'<?xml version="1.0" encoding="iso-8859-1"?><a>\xe5<b>&#8211;</b></a>'


def test_prefixes_go_on_elements_only():
    assert prefixed('<a b="c:d">&lt;e><f/></a>', "x:") == '<x:a b="c:d">&lt;e><x:f/></x:a>'
