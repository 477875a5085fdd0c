"""What pydantic refuses in, a Swedish sentence and a line each out.

The sentences are found by way of the same JSON Schema that editors use, so that both know the same keys and values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from exceltools.definition.faults import Fault, KeyPath, enumerated, nearest, shown
from exceltools.definition.places import Node, Places, dotted
from exceltools.definition.toml_lines import Lines

# What people write who think in Swedish: keys, and then values.
_SWEDISH = {
    "namn": "name",
    "rubrik": "header",
    "fråga": "question",
    "titel": "title",
    "kod": "code",
    "datum": "date",
    "förklaring": "explanation",
    "bredd": "width",
    "obligatorisk": "required",
    "sort": "kind",
    "typ": "kind",
    "slut": "end",
    "enheter": "units",
    "kolumner": "columns",
    "områden": "omraden",
    "utgångspunkter": "utgangspunkter",
    "stadsdel": "district",
    "stadsdelsnämnd": "district",
    "nämnd": "committee",
    "facknämnd": "committee",
    "fel": "error",
    "varning": "warning",
    "noterat": "info",
    "notering": "info",
    "prov": "trial",
    "på prov": "trial",
    "av": "off",
    "avstängd": "off",
}
_LOST = 3  # so many keys that are like no other have hardly been misspelt


def explain(errors: Sequence[Mapping[str, Any]], data: dict[str, Any], lines: Lines, schema: Node) -> list[Fault]:
    """Explain what pydantic refuses.

    Args:
        errors: as `ValidationError.errors()` gives them.
        data: what was refused.
        lines: where everything in it stands.
        schema: the JSON Schema of what was expected.
    """
    if not data:
        return [Fault(1, "Filen är tom. Börja med en kopia av den medföljande handlingsplan.toml.")]
    if not data.keys() & schema["properties"].keys():
        return [Fault(1, "Filen är ingen definition av en handlingsplan: inget av det som ska stå överst finns med.")]
    refused = {tuple(part for part in error["loc"] if part != "[key]"): error for error in _keys_last(errors)}
    said = dict(_Explanation(refused, Places(schema)).sentences(lines))
    return [Fault(lines.of(at), sentence, at) for at, sentence in said.items()]


def _keys_last(errors: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Order errors so that what is wrong with a key outdoes what is wrong with its value."""
    return sorted(errors, key=lambda error: error["loc"][-1] == "[key]")


class _Explanation:
    """pydantic's errors by their places, seen together: one slip of the hand can make several of them."""

    def __init__(self, errors: Mapping[KeyPath, Mapping[str, Any]], places: Places) -> None:
        self._errors = errors
        self._places = places
        self._unknown = [at for at, error in errors.items() if error["type"] == "extra_forbidden"]
        self._missing = [at for at, error in errors.items() if error["type"] == "missing"]
        self._meant = {at: guess for at in self._unknown if (guess := self._guess_key(at))}

    def sentences(self, lines: Lines) -> Iterator[tuple[KeyPath, str]]:
        """Give each fault's place and sentence."""
        empty = {at[:-1] for at in self._missing if not self._errors[at]["input"]}
        misspelt = {*self._meant.values(), *(self._places.homes.get(str(at[-1])) for at in self._unknown)}
        lost = list(self._lost(lines))
        silent = {at for at in self._missing if at in misspelt or at[:-1] in empty} | {
            at for keys in lost for at in keys
        }
        for table in empty:
            yield table, f"Under {self._places.heading(table)} står ingenting."
        for keys in lost:
            names = enumerated(str(at[-1]) for at in keys)
            yield keys[0], f"Nycklarna {names} finns inte här. Kanske saknas en rubrik före dem?"
        for at, error in self._errors.items():
            if at not in silent:
                yield from ((at, sentence) for sentence in self._sentences(at, error))

    def _lost(self, lines: Lines) -> Iterator[list[KeyPath]]:
        """Give groups of keys in one table that are like none of its own: they have lost their heading."""
        tables: dict[KeyPath, list[KeyPath]] = {}
        for at in self._unknown:
            if at not in self._meant and not _is_table(self._errors[at]["input"]):
                tables.setdefault(at[:-1], []).append(at)
        yield from (sorted(keys, key=lines.of) for keys in tables.values() if len(keys) >= _LOST)

    def _guess_key(self, at: KeyPath) -> KeyPath | None:
        """Give the key of the same table that an unknown key most likely stands for."""
        key, table, value = str(at[-1]), at[:-1], self._errors[at]["input"]
        here = [
            name for name in self._places.keys(table) if self._places.has_heading((*table, name)) == _is_table(value)
        ]
        guess = _guess(key, here)
        return (*table, guess) if guess else None

    def _sentences(self, at: KeyPath, error: Mapping[str, Any]) -> Iterator[str]:
        """Give the error's sentence; none where something else says it better."""
        node, value = self._places.at(at), error["input"]
        match error["type"]:
            case "missing" if self._places.has_heading(at):
                yield f"Avsnittet {self._places.heading(at)} saknas."
            case "missing":
                yield f"Nyckeln ”{at[-1]}” saknas. {self._home(at)}"
            case "extra_forbidden":
                yield self._unknown_key(at, value)
            case "value_error" if error["loc"][-1] == "[key]" and at[-1] in self._places.keys(()):
                yield f"Nyckeln ”{at[-1]}” hör inte hemma här. {self._home(at[-1:])}"
            case "tuple_type" | "model_type" | "dict_type":
                yield self._wrong_shape(at, value)
            case "too_short" if not value and self._places.is_tables(at) and at != ("columns",):
                yield f"Här behövs minst ett avsnitt {self._places.heading(at)}."
            case "too_short" if not value and at != ("columns",):
                yield f"{_subject(at)} är en tom lista. Skriv minst en text i den."
            case "too_short" | "too_long":
                pass  # said by what is wrong with the items, or of the seven columns by `check`
            case _:
                yield _of_value(at, error, node)

    def _unknown_key(self, at: KeyPath, value: object) -> str:
        what = f"Avsnittet ”{dotted(at)}”" if _is_table(value) else f"Nyckeln ”{at[-1]}”"
        meant, home = self._meant.get(at), self._places.homes.get(str(at[-1]))
        if _is_table(value) and (meant or home):
            return f"{what} finns inte här. Menade du {self._places.heading(meant or home or ())}?"
        if meant:
            return f"{what} finns inte här. Menade du ”{meant[-1]}”?"
        if home:
            return f"{what} hör inte hemma här. {self._home(home)}"
        return f"{what} finns inte här. Det som kan stå här är {enumerated(self._places.keys(at[:-1]))}."

    def _home(self, at: KeyPath) -> str:
        """Say where a key is to stand."""
        if len(at) == 1:
            return "Den ska stå överst i filen, före den första rubriken inom hakparenteser."
        return f"Den ska stå under {self._places.heading(at[:-1])}."

    def _wrong_shape(self, at: KeyPath, value: object) -> str:
        if self._places.is_tables(at) and isinstance(value, dict):
            return f"Rubriken ska ha dubbla hakparenteser, {self._places.heading(at)}, eftersom det kan finnas flera."
        if self._places.is_table(at) and isinstance(value, list):
            heading = self._places.heading(at)
            return f"Rubriken ska ha enkla hakparenteser, {heading}, eftersom avsnittet bara finns en gång."
        if self._places.has_heading(at):
            return f"{_subject(at)} ska vara ett avsnitt med rubriken {self._places.heading(at)}."
        example = shown(value if isinstance(value, str) else "…").strip("”")
        return f'{_subject(at)} ska vara en lista inom hakparenteser: {at[-1]} = ["{example}"].'


def _of_value(at: KeyPath, error: Mapping[str, Any], node: Node) -> str:
    """Say what is wrong with a single value."""
    match error["type"]:
        case "value_error":
            return f"{_subject(at)} {error['ctx']['error']}"
        case "string_type":
            return f"{_subject(at)} ska vara en text inom citattecken{_as_text(at, error['input'])}."
        case "literal_error":
            return _not_a_choice(at, error["input"], [node["const"]] if "const" in node else node["enum"])
        case "int_type" | "int_from_float" | "greater_than_equal" | "less_than_equal":
            limits = f"från {node['minimum']} till {node['maximum']}"
            return f"{_subject(at)} ska vara ett heltal {limits}, utan citattecken."
        case "bool_type":
            return f"{_subject(at)} ska vara true eller false, utan citattecken."
        case _:
            return f"{shown(error['input'])} passar inte som {_subject(at)}."


def _not_a_choice(at: KeyPath, value: object, choices: Sequence[str]) -> str:
    guess = _guess(value, choices) if isinstance(value, str) else None
    advice = f"Menade du ”{guess}”?" if guess else f"Skriv {enumerated(choices, 'eller')}."
    return f"{_subject(at)} kan inte vara {shown(value)}. {advice}"


def _as_text(at: KeyPath, value: object) -> str:
    if isinstance(value, (list, dict)):
        return f", inte {shown(value)}"
    return f': {at[-1]} = "{shown(value)}"' if isinstance(at[-1], str) else f': "{shown(value)}"'


def _subject(at: KeyPath) -> str:
    """Name what a sentence is about, to begin the sentence with."""
    return f"En del av ”{at[-2]}”" if isinstance(at[-1], int) else f"”{at[-1]}”"


def _guess(word: str, choices: Sequence[str]) -> str | None:
    swedish = _SWEDISH.get(word.casefold())
    return swedish if swedish in choices else nearest(word, choices)


def _is_table(value: object) -> bool:
    """Tell whether a value is written below a heading of its own."""
    return isinstance(value, dict) or (isinstance(value, list) and bool(value) and isinstance(value[0], dict))
