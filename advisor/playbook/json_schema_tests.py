"""JSON Schema of tests: what may stand on the right of a field in a block of conditions."""

from collections.abc import Iterator, Mapping, Sequence

from advisor.playbook.json_schema_values import (
    NAME,
    Json,
    Schema,
    bare_types,
    limits,
    offered,
    one_or_more,
    re_escape,
    readings,
    ref,
    written,
)
from advisor.playbook.model import RuleBase
from advisor.playbook.quantities import EXPECTED, ORDERED, FieldType, speak
from advisor.playbook.vocabulary import Computed, Entity, Field

_PRESENCE = {"known": "There is a value.", "unknown": "There is no value yet."}
_OFFERED = ("<", "<=", ">", ">=")
_TESTED = tuple(kind for kind in FieldType if kind is not FieldType.CHOICE)


def test_definitions(playbook: RuleBase) -> Iterator[tuple[str, Schema]]:
    """Definitions for the tests of each type but choices, which have them for each field."""
    for kind in _TESTED:
        yield from _with_lists(test_name(kind), _test(kind, test_name(kind), playbook))


def test_name(kind: FieldType) -> str:
    """The name of the definition for the tests of a type."""
    return f"test.{kind}"


def choice_tests(playbook: RuleBase, choices: Sequence[str], name: str) -> Iterator[tuple[str, Schema]]:
    """Definitions for the tests of a choice: that of this name, and one for an item of a list."""
    words = "|".join(map(re_escape, choices))
    right = _either([words, _paths(playbook, FieldType.CHOICE)])
    text = rf"known|unknown|{words}|!?=\s*(?:{right})"
    expected = ", ".join(choices)
    bare = [reading for word in choices for reading in readings(word) if not isinstance(reading, str)]
    types = ["string", *(["number", "boolean"] if bare else [])]
    offers = dict.fromkeys(choices, "") | _PRESENCE
    yield from _with_lists(name, _any_test(types, text, f"one of {expected}, known or unknown", name, offers))


def conclusion_test() -> Schema:
    """Tests of a conclusion: it was drawn, or not."""
    message = "A conclusion is tested with true or false."
    pattern = rf"^\s*{written(FieldType.FLAG)}\s*$"
    return {
        "type": ["boolean", "string"],
        "pattern": pattern,
        "patternErrorMessage": message,
        "errorMessage": message,
    }


def _test(kind: FieldType, name: str, playbook: RuleBase) -> Schema:
    if kind is FieldType.TEXT:
        return _any_test(["string", "number", "boolean"], "", "a text", name, _PRESENCE)
    if kind is FieldType.ACTION:
        ids = "|".join(map(re_escape, playbook.actions))
        text = rf"known|unknown|(?:!?=\s*)?(?:{ids})|!?=\s*(?:{_paths(playbook, kind)})"
        offers = {action.id: action.title.text for action in playbook.actions.values()}
        types = (
            ["string"]
            if all(readings(each) == [each] for each in offers)
            else ["string", "number", "boolean"]
        )
        return _any_test(types, text, "the id of a known action", name, offers | _PRESENCE)
    literal, paths = written(kind), _paths(playbook, kind)
    right = _either([literal, paths])
    if kind not in ORDERED:
        return _any_test(
            ["boolean", "string"],
            rf"known|unknown|{literal}|!?=\s*(?:{right})",
            "true or false",
            name,
            _PRESENCE,
        )
    between = rf"{literal}\s*\.\.\s*{literal}"
    text = rf"known|unknown|{literal}|(?:<=|>=|!=|<|>|=)\s*(?:{right})|{between}|[\[(]\s*{between}\s*[\])]"
    expected = f"{EXPECTED[kind]}, a comparison with one or with a known path, an interval, known or unknown"
    schema = _any_test(
        [*bare_types(kind), "string"], text, expected, name, _PRESENCE | _comparisons(playbook, kind)
    )
    return {**schema, **limits(kind)}


def _any_test(types: Sequence[str], text: str, expected: str, name: str, offers: Mapping[str, str]) -> Schema:
    """A test as a text, as `{not: TEST}`, or (whatever is in it) as a list."""
    said: dict[str, Json] = {"patternErrorMessage": f"Expected {expected}."}
    return {
        "type": [*types, "array", "object"],
        **({"pattern": rf"^\s*(?:{text})\s*$", **said} if text else {}),
        "properties": {"not": {"description": "The opposite, for a known value.", "allOf": [ref(name)]}},
        "required": ["not"],
        "additionalProperties": False,
        **offered(offers),
    }


def _with_lists(name: str, test: Schema) -> Iterator[tuple[str, Schema]]:
    yield f"{name}.item", test
    yield name, {**one_or_more(ref(f"{name}.item")), "minItems": 1}


def _paths(playbook: RuleBase, kind: FieldType) -> str:
    """The pattern of paths of a type: parameters by name, and fields however they are reached."""
    policy = [parameter.name for parameter in playbook.policy.values() if parameter.kind is kind]
    members = {
        member.name
        for entity in playbook.vocabulary.entities.values()
        for member in members_of(entity)
        if member.kind is kind
    }
    named = rf"policy\.(?:{'|'.join(policy)})" if policy else ""
    reached = rf"(?:{NAME}\.)*(?:{'|'.join(sorted(members))})" if members else ""
    return _either([named, reached])


def _either(patterns: Sequence[str]) -> str:
    return "|".join(pattern for pattern in patterns if pattern)


def _comparisons(playbook: RuleBase, kind: FieldType) -> dict[str, str]:
    """Comparisons with the parameters of a type, and what those hold."""
    return {
        f"{operator} policy.{parameter.name}": f"{speak(parameter.value, kind)}. {parameter.note}".strip()
        for parameter in playbook.policy.values()
        if parameter.kind is kind
        for operator in _OFFERED
    }


def members_of(entity: Entity) -> tuple[Field | Computed, ...]:
    """The fields of an entity, computed ones included."""
    return (*entity.fields.values(), *entity.computed.values())
