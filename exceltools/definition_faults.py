"""What pydantic refuses in, a Swedish sentence and a line each out.

The sentences are found by walking the same JSON Schema that editors use, so that both know the same keys and values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from exceltools.faults import Fault, KeyPath, enumerated, nearest, shown
from exceltools.toml_lines import Lines

Schema = Mapping[str, Any]

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
    "notering": "info",
}
_NEAR = 80  # of 100: nearer than a key that is spelt right but belongs elsewhere


def explain(errors: Sequence[Mapping[str, Any]], data: dict[str, Any], lines: Lines, schema: Schema) -> list[Fault]:
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
        return [
            Fault(1, "Filen är ingen definition av en handlingsplan: inget av det som brukar stå överst finns med.")
        ]
    keys_first = sorted(errors, key=lambda error: error["loc"][-1] != "[key]")
    meant = _meant_keys(keys_first, schema)
    found: dict[KeyPath, Fault] = {}
    for error in keys_first:
        at = tuple(part for part in error["loc"] if part != "[key]")
        if at not in found and not (error["type"] == "missing" and at in meant.values()):
            for sentence in _sentences(error, at, meant.get(at), schema):
                found[at] = Fault(lines.of(at), sentence, at)
    return list(found.values())


def _meant_keys(errors: Sequence[Mapping[str, Any]], schema: Schema) -> dict[KeyPath, KeyPath]:
    """Give, for each key that is unknown where it stands, the key of the same table that it most likely stands for."""
    meant: dict[KeyPath, KeyPath] = {}
    for error in errors:
        *table, key = error["loc"]
        if error["type"] == "extra_forbidden":
            here = list(_node(schema, table)["properties"])
            elsewhere = key in _homes(schema)
            guess = _guess(str(key), here) if not elsewhere or nearest(str(key), here, _NEAR) else None
            if guess:
                meant[*table, key] = (*table, guess)
    return meant


def _guess(word: str, choices: Sequence[str]) -> str | None:
    swedish = _SWEDISH.get(word.casefold())
    return swedish if swedish in choices else nearest(word, choices)


def _sentences(error: Mapping[str, Any], at: KeyPath, meant: KeyPath | None, schema: Schema) -> Iterator[str]:  # noqa: C901 - a case a sentence
    """Give the error's sentence; none where another check says it better."""
    node, value = _node(schema, at), error["input"]
    match error["type"]:
        case "missing":
            yield _missing(at, node, schema)
        case "extra_forbidden":
            yield _unknown(at, value, meant, schema)
        case "value_error" if error["loc"][-1] == "[key]" and at[-1] in schema["properties"]:
            yield f"Nyckeln ”{at[-1]}” hör inte hemma här. {_home(at[-1:], schema)}"
        case "value_error":
            yield f"{_subject(at)} {error['ctx']['error']}"
        case "string_type":
            yield f"{_subject(at)} ska vara en text inom citattecken{_as_text(at, value)}."
        case "literal_error":
            yield _not_a_choice(at, value, node)
        case "int_type" | "int_from_float" | "greater_than_equal" | "less_than_equal":
            limits = f"från {node['minimum']} till {node['maximum']}"
            yield f"{_subject(at)} ska vara ett heltal {limits}, utan citattecken."
        case "bool_type":
            yield f"{_subject(at)} ska vara true eller false, utan citattecken."
        case "tuple_type" | "model_type" | "dict_type":
            yield _wrong_shape(at, value, node, schema)
        case "too_short" if at != ("columns",) and not value:
            yield _too_short(at, node, schema)
        case "too_short" | "too_long":
            pass  # said by what is wrong with the items, or of the seven columns by definition_check
        case _:
            yield f"{shown(value)} passar inte som {_subject(at)}."


def _missing(at: KeyPath, node: Schema, schema: Schema) -> str:
    if _is_table(node, schema) or _is_table_list(node, schema):
        return f"Avsnittet {_heading(at, schema)} saknas."
    return f"Nyckeln ”{at[-1]}” saknas. {_home(at, schema)}"


def _unknown(at: KeyPath, value: object, meant: KeyPath | None, schema: Schema) -> str:
    is_heading = isinstance(value, dict) or (isinstance(value, list) and bool(value) and isinstance(value[0], dict))
    what = f"Avsnittet ”{_dotted(at)}”" if is_heading else f"Nyckeln ”{at[-1]}”"
    if meant:
        node = _node(schema, meant)
        table = _is_table(node, schema) or _is_table_list(node, schema)
        return f"{what} finns inte här. Menade du {_heading(meant, schema) if table else f'”{meant[-1]}”'}?"
    home = _homes(schema).get(str(at[-1]))
    if home and is_heading:
        return f"{what} finns inte här. Menade du {_heading(home, schema)}?"
    if home:
        return f"{what} hör inte hemma här. {_home(home, schema)}"
    return f"{what} finns inte här. Det som kan stå här är {enumerated(_node(schema, at[:-1])['properties'])}."


def _home(at: KeyPath, schema: Schema) -> str:
    """Say where a key is to stand."""
    if len(at) == 1:
        return "Den ska stå överst i filen, före den första rubriken inom hakparenteser."
    return f"Den ska stå under {_heading(at[:-1], schema)}."


def _not_a_choice(at: KeyPath, value: object, node: Schema) -> str:
    choices = [node["const"]] if "const" in node else node["enum"]
    guess = _guess(value, choices) if isinstance(value, str) else None
    advice = f"Menade du ”{guess}”?" if guess else f"Skriv {enumerated(choices, 'eller')}."
    return f"{_subject(at)} kan inte vara {shown(value)}. {advice}"


def _wrong_shape(at: KeyPath, value: object, node: Schema, schema: Schema) -> str:
    heading = _heading(at, schema)
    if _is_table_list(node, schema) and isinstance(value, dict):
        return f"Rubriken ska ha dubbla hakparenteser, {heading}, eftersom det kan finnas flera."
    if _is_table(node, schema) and isinstance(value, list):
        return f"Rubriken ska ha enkla hakparenteser, {heading}, eftersom avsnittet bara finns en gång."
    if _is_table_list(node, schema) or _is_table(node, schema):
        return f"{_subject(at)} ska vara ett avsnitt med rubriken {heading}."
    text = value if isinstance(value, str) else "…"
    return f'{_subject(at)} ska vara en lista inom hakparenteser: {at[-1]} = ["{shown(text)[1:-1]}"].'


def _too_short(at: KeyPath, node: Schema, schema: Schema) -> str:
    if _is_table_list(node, schema):
        return f"Här behövs minst ett avsnitt {_heading(at, schema)}."
    return f"{_subject(at)} är en tom lista. Skriv minst en text i den."


def _as_text(at: KeyPath, value: object) -> str:
    if isinstance(value, (list, dict)):
        return f", inte {shown(value)}"
    return f': {at[-1]} = "{shown(value)}"' if isinstance(at[-1], str) else f': "{shown(value)}"'


def _subject(at: KeyPath) -> str:
    """Name what a sentence is about, to begin the sentence with."""
    if isinstance(at[-1], int):
        return f"En del av ”{at[-2]}”"
    return f"”{at[-1]}”"


def _heading(at: KeyPath, schema: Schema) -> str:
    many = isinstance(at[-1], int) or _is_table_list(_node(schema, at), schema)
    return f"[[{_dotted(at)}]]" if many else f"[{_dotted(at)}]"


def _dotted(at: KeyPath) -> str:
    return ".".join(part for part in at if isinstance(part, str))


def _homes(schema: Schema) -> dict[str, KeyPath]:
    """Give the one place of each key that belongs in one place only."""
    places: dict[str, list[KeyPath]] = {}

    def walk(node: Schema, at: KeyPath) -> None:
        for key, field in node.get("properties", {}).items():
            places.setdefault(key, []).append((*at, key))
            inner = _resolved(field, schema)
            walk(_resolved(inner.get("items", inner), schema), (*at, key))

    walk(schema, ())
    return {key: found[0] for key, found in places.items() if len(found) == 1}


def _node(schema: Schema, at: Sequence[str | int]) -> Schema:
    """Give the schema of a place in the data; an empty one where nothing is said about it."""
    node = schema
    for part in at:
        node = _resolved(node, schema)
        if isinstance(part, int):
            node = node.get("items", {})
        else:
            node = _resolved(node.get("items", node), schema)
            inner: Schema = next(iter(node.get("patternProperties", {}).values()), {})
            node = node.get("properties", {}).get(part, inner)
    return _resolved(node, schema)


def _resolved(node: Schema, schema: Schema) -> Schema:
    if "allOf" in node:
        node = node["allOf"][0]
    if "$ref" in node:
        node = schema["definitions"][node["$ref"].rpartition("/")[2]]
    return node


def _is_table(node: Schema, schema: Schema) -> bool:
    return bool(_resolved(node, schema).get("type") == "object")


def _is_table_list(node: Schema, schema: Schema) -> bool:
    return _is_table(_resolved(node, schema).get("items", {}), schema)
