"""JSON Schema of values as editors read them: YAML 1.2, in which money may be a number and a flag a boolean.

The schemas are for editors. They accept all that the readers of this room accept, and so may be kinder than
`advisor check`, which has the last word. Draft 07 is what every editor's YAML plugin knows.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from advisor.playbook.shapes import Content, Reference, ValueShape
from advisor.playbook.types import ORDERED, UPPER_BOUND, FieldType, expected_value
from advisor.playbook.units import UNNAMED, Units
from advisor.source.json_text import Json

Schema = Mapping[str, Json]

DRAFT = "http://json-schema.org/draft-07/schema#"
TEXT: Schema = {"type": ["string", "number", "boolean"]}
TEXT_OR_NULL: Schema = {"type": ["string", "number", "boolean", "null"]}
NAME = "[a-z][a-z0-9_]*"
WHOLE_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)"
_DECIMAL = WHOLE_NUMBER + r"(?:\.\d+)?"
_FLAG = "(?:[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|[Yy][Ee][Ss]|[Nn][Oo])"
_WRITTEN = {
    FieldType.FLAG: _FLAG,
    FieldType.COUNT: WHOLE_NUMBER + r"(?:\.0+)?",
    FieldType.PERCENT: _DECIMAL + " ?%?",
    FieldType.RATING: _DECIMAL,
    FieldType.HOURS: _DECIMAL + "(?: ?(?:h|hours?))?",
    FieldType.DATE: r"\d{4}-\d\d-\d\d",
    FieldType.DAYS: WHOLE_NUMBER + " ?(?:(?:day|week|month|year)s?)?",
    FieldType.NUMBER: _DECIMAL,
}
_CORE_NUMBER = re.compile(
    r"[-+]?\d+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?", re.ASCII
)


def value_pattern(kind: FieldType, units: Units = UNNAMED) -> str:
    """The pattern of the texts that stand for a value of a type with a written form of its own."""
    if kind is FieldType.MONEY:
        signs = "|".join(map(_in_any_letters, units.signs)) or r"[^\d\s.,-]"
        return rf"(?:(?:{signs})\s?)?{_DECIMAL}(?:\s?(?:{signs}))?"
    if kind is FieldType.POINTS:
        return rf"{_DECIMAL}(?: ?(?:{re_escape(units.points)}|{re_escape(units.point)}))?"
    return _WRITTEN[kind]


def value(
    kind: FieldType, choices: Sequence[str] = (), *, blank: bool = False, units: Units = UNNAMED
) -> Schema:
    """One value of a type.  With `blank`, nothing (null, an empty text) is welcome too.

    An action's id is a text here: who knows the actions says which there are.
    """
    if kind is FieldType.CHOICE and choices:
        return words(choices, blank=blank)
    if kind is FieldType.CHOICES and choices:
        return _several(choices, blank=blank)
    nothing = ["null"] if blank else []
    if kind not in ORDERED | _WRITTEN.keys():
        return {"type": ["string", "number", "boolean", *nothing]}
    types = [*bare_types(kind), "string", *nothing]
    text = spelled(value_pattern(kind, units), f"Expected {expected_value(kind, units)}.", blank=blank)
    return {"type": types, **limits(kind), **text}


def _in_any_letters(sign: str) -> str:
    """The pattern of a currency's sign in capitals or small letters."""
    return "".join(f"[{c.upper()}{c.lower()}]" if c.isalpha() else re_escape(c) for c in sign)


def spelled(pattern: str, message: str, *, blank: bool = False) -> Schema:
    """A pattern for a whole text, with blanks around it, and what to say of a text of another form."""
    return {"pattern": rf"^\s*(?:{pattern}){'?' if blank else ''}\s*$", "patternErrorMessage": message}


def one_of_types(texts: Iterable[str]) -> list[str]:
    """The JSON types that these texts may be read as where they stand without quotes."""
    return ["string"] if all(map(is_plain, texts)) else ["string", "number", "boolean"]


def bare_types(kind: FieldType) -> list[str]:
    """The JSON types, besides text, that a value of a type may be read as."""
    if kind is FieldType.FLAG:
        return ["boolean"]
    if kind in (FieldType.COUNT, FieldType.DAYS):
        return ["integer"]
    return ["number"] if kind in ORDERED and kind is not FieldType.DATE else []


def limits(kind: FieldType) -> Schema:
    """The least and the greatest number of a type."""
    if not {"number", "integer"} & set(bare_types(kind)):
        return {}
    top = UPPER_BOUND.get(kind)
    return {"minimum": 0, **({"maximum": top // 100} if top is not None else {})}


def words(choices: Iterable[str], *, blank: bool = False) -> Schema:
    """One of a few words, which a message can list."""
    listed: Schema = {"enum": [reading for word in choices for reading in readings(word)]}
    return or_blank(listed) if blank else listed


def _several(choices: Sequence[str], *, blank: bool) -> Schema:
    """Several of a few words: one of them, a text with commas, or a list."""
    word = "|".join(map(re_escape, choices))
    text: Json = {"type": "string", "pattern": rf"^\s*(?:{word})(?:\s*,\s*(?:{word}))+\s*$"}
    return {"anyOf": [words(choices, blank=blank), text, {"type": "array", "items": words(choices)}]}


def or_blank(item: Schema) -> Schema:
    """An item, or nothing: null, or an empty text."""
    return {"anyOf": [item, {"type": ["string", "null"], "pattern": r"^\s*$"}]}


def or_null(item: Schema) -> Schema:
    """An item, or null; what is wrong in the item is underlined there."""
    return {"if": {"type": "null"}, "else": item}


def known(ids: Mapping[str, str], noun: str) -> Schema:
    """One of many ids, each offered with its description; another one is refused in one short sentence."""
    plain = all(map(is_plain, ids))
    pattern = rf"^\s*(?:{'|'.join(map(re_escape, ids))})\s*$"
    message = f"There is no {noun} of this name, as far as this schema knows."
    return {
        **({"type": "string"} if plain else TEXT),
        **({"pattern": pattern} if plain and ids else {}),
        "patternErrorMessage": message,
        "errorMessage": message,
        **offered(ids),
    }


def offered(texts: Mapping[str, str]) -> Schema:
    """Texts for an editor to offer, each with its description; nothing is refused."""
    offers: list[Json] = [
        {"const": text, "description": about} if about else {"const": text} for text, about in texts.items()
    ]
    return {"anyOf": [*offers, {}]} if offers else {}


def one_or_more(item: Schema) -> Schema:
    """One item, or a list of them.

    Not as `if` and `then`: editors offer values from `anyOf` alone.  An item must not hold itself, even
    through `items`, or they offer nothing.
    """
    return {"items": item, "anyOf": [item, {"type": "array"}]}


def list_of(item: Schema) -> Schema:
    """A list, or nothing."""
    return {"type": ["array", "null"], "items": item}


def described(schema: Schema, text: str) -> Schema:
    """The schema with words for a reader; beside a reference, they would not be read."""
    if not text:
        return schema
    return {"description": text, **({"allOf": [schema]} if "$ref" in schema else schema)}


def ref(name: str) -> Schema:
    """A reference to a definition of the same schema."""
    return {"$ref": f"#/definitions/{name}"}


def record_of(properties: Mapping[str, Json], required: Sequence[str] = (), **more: Json) -> dict[str, Json]:
    """A mapping with these keys and no others."""
    needed: dict[str, Json] = {"required": list(required)} if required else {}
    return {"type": "object", "properties": properties, **needed, **more, "additionalProperties": False}


def properties_of(shape: ValueShape, given: Mapping[str, Schema] | None = None) -> dict[str, Json]:
    """The keys of a shape, each with its description; `given` has what the grammar cannot know.

    Raises KeyError where a key that holds a shape of its own is not given.
    """
    schemas = {key.name: _holding(key.content) for key in shape.keys if key.content is not None}
    schemas |= given or {}
    return {key.name: described(schemas[key.name], key.description) for key in shape.keys}


def mapping_of(shape: ValueShape, given: Mapping[str, Schema] | None = None, **more: Json) -> Schema:
    """A mapping of a shape, as `properties_of` has its keys."""
    return record_of(properties_of(shape, given), shape.required, **more)


def where(key: str, word: str, then: Mapping[str, Json]) -> Schema:
    """What the keys hold where a key has this word."""
    return {"if": {"properties": {key: {"const": word}}, "required": [key]}, "then": {"properties": then}}


def _holding(content: Content) -> Schema:
    if isinstance(content, FieldType):
        return value(content)
    if isinstance(content, Reference):
        return ref(content.to)
    return words(content)


def readings(word: str) -> list[Json]:
    """What an editor may read a word as: the text, and without quotes perhaps a number or a boolean."""
    if word.lower() in ("true", "false"):
        return [word, word.lower() == "true"]
    if _CORE_NUMBER.fullmatch(word) and not word.startswith(("0o", "0x")):
        return [word, float(word) if re.search(r"[.eE]", word) else int(word)]
    return [word]


def is_plain(word: str) -> bool:
    """Whether an editor reads this word, without quotes, as the text that it is."""
    return readings(word) == [word]


def re_escape(text: str) -> str:
    """The text as a pattern that means the same in every dialect."""
    return re.sub(r"[.*+?^${}()|\[\]\\/]", lambda match: "\\" + match[0], text)
