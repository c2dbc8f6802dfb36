"""JSON Schema of blocks of conditions: one for each kind of subject, with every path that it reaches."""

from collections.abc import Iterator, Mapping, Sequence

from advisor.playbook.dependencies import rules_by_conclusion
from advisor.playbook.formulas import (
    BusinessDaysSince,
    Cases,
    CountOf,
    DayCount,
    DaysSince,
    DaysUntil,
    Function,
    ListOf,
    Statistic,
    SumOf,
    ValueAt,
)
from advisor.playbook.grammar import BLOCK, NUMBER
from advisor.playbook.model import RuleBase
from advisor.playbook.reading import a
from advisor.playbook.types import NOUNS, ORDERED, FieldType, expected_value, plain
from advisor.playbook.vocabulary import EVENT, POLICY, Computed, Entity, Field, Vocabulary, entity_called
from advisor.schemas.values import (
    NAME,
    TEXT,
    Schema,
    bare_types,
    described,
    limits,
    mapping_of,
    offered,
    one_of_types,
    one_or_more,
    properties_of,
    re_escape,
    record_of,
    ref,
    spelled,
    value_pattern,
    words,
)
from advisor.source.json_text import Json

# Paths with more links than these are taken as they are: an entity may link to itself without end.
_MOST_HOPS = 3
_PRESENCE = {"known": "There is a value.", "unknown": "There is no value yet."}
Conclusions = Mapping[str, Mapping[str, list[str]]]
_NO_KEYS: Mapping[str, Schema] = {}
# Whatever has an operator in it: only the parser knows what fits.
_SIGNS = r"(?:[^<>=!\[\].]|\.[A-Za-z0-9])*"
_CALCULATION = rf"{_SIGNS}[-*/+(]{_SIGNS}"
_OFFERED = ("<", "<=", ">", ">=")
_TRUE_OR_FALSE = "A conclusion is tested with true or false."
_CONCLUSION_TEST: Schema = {
    "type": ["boolean", "string"],
    "pattern": rf"^\s*{value_pattern(FieldType.FLAG)}\s*$",
    "patternErrorMessage": _TRUE_OR_FALSE,
    "errorMessage": _TRUE_OR_FALSE,
}


def _test_name(kind: FieldType) -> str:
    return f"test.{kind}"


def _choice_tests(playbook: RuleBase, choices: Sequence[str], name: str) -> Iterator[tuple[str, Schema]]:
    """Definitions for the tests of a choice: that of this name, and one for an item of a list."""
    words = "|".join(map(re_escape, choices))
    right = _either([words, _paths_of_kind(playbook, FieldType.CHOICE)])
    text = rf"known|unknown|{words}|!?=\s*(?:{right})"
    expected = f"one of {', '.join(choices)}, known or unknown"
    offers = dict.fromkeys(choices, "") | _PRESENCE
    yield from _with_lists(name, _any_test(one_of_types(choices), text, expected, name, offers))


def _test(kind: FieldType, name: str, playbook: RuleBase) -> Schema:
    if kind is FieldType.TEXT:
        pieces = described(one_or_more(TEXT), "The text contains this, or one of these, in capitals or not.")
        types = ["string", "number", "boolean"]
        return _any_test(types, "", "a text", name, _PRESENCE, keyed={"contains": pieces})
    paths = _paths_of_kind(playbook, kind)
    if kind is FieldType.ACTION:
        ids = "|".join(map(re_escape, playbook.actions))
        text = rf"known|unknown|(?:!?=\s*)?(?:{ids})|!?=\s*(?:{paths})"
        offers = {action.id: action.title.text for action in playbook.actions.values()}
        return _any_test(one_of_types(offers), text, "the id of a known action", name, offers | _PRESENCE)
    units = playbook.words.units
    literal = value_pattern(kind, units)
    right = _either([literal, paths])
    if kind not in ORDERED:
        text = rf"known|unknown|{literal}|!?=\s*(?:{right})"
        return _any_test(["boolean", "string"], text, "true or false", name, _PRESENCE)
    end = rf"(?:{right}|{_CALCULATION})"
    between = rf"{end}\s*\.\.\s*{end}"
    text = rf"known|unknown|{literal}|(?:<=|>=|!=|<|>|=)\s*{end}|{between}|[\[(]\s*{between}\s*[\])]"
    expected = expected_value(kind, units)
    expected += ", a comparison with one or with a known path, an interval, known or unknown"
    types, offers = [*bare_types(kind), "string"], _PRESENCE | _comparisons(playbook, kind)
    return {**_any_test(types, text, expected, name, offers), **limits(kind)}


def _several_tests(choices: Sequence[str], name: str) -> Iterator[tuple[str, Schema]]:
    """Definitions for the tests of a field of several choices."""
    among = described(one_or_more(words(choices)), "This, or one of these, is among the choices.")
    tests, expected = "known|unknown", "{has: WORD}, known or unknown"
    test = _any_test(["string"], tests, expected, name, _PRESENCE, keyed={"has": among})
    yield from _with_lists(name, test)


def _any_test(
    types: Sequence[str],
    text: str,
    expected: str,
    name: str,
    offers: Mapping[str, str],
    *,
    keyed: Mapping[str, Schema] = _NO_KEYS,
) -> Schema:
    """A test as a text, as `{not: TEST}` or with one of the other keys, or (whatever is in it) as a list."""
    one: dict[str, Json] = {"minProperties": 1, "maxProperties": 1} if keyed else {"required": ["not"]}
    opposite: Schema = {"description": "The opposite, for a known value.", "allOf": [ref(name)]}
    return {
        "type": [*types, "array", "object"],
        **(spelled(text, f"Expected {expected}.") if text else {}),
        "properties": {"not": opposite, **keyed},
        **one,
        "additionalProperties": False,
        **offered(offers),
    }


def _with_lists(name: str, test: Schema) -> Iterator[tuple[str, Schema]]:
    yield f"{name}.item", test
    yield name, {**one_or_more(ref(f"{name}.item")), "minItems": 1}


def _paths_of_kind(playbook: RuleBase, kind: FieldType) -> str:
    """The pattern of paths of a type: parameters by name, and fields however they are reached."""
    policy = [parameter.name for parameter in playbook.policy.values() if parameter.kind is kind]
    entities = playbook.vocabulary.entities.values()
    members = {member.name for entity in entities for member in _members(entity) if member.kind is kind}
    named = rf"policy\.(?:{'|'.join(policy)})" if policy else ""
    reached = rf"(?:{NAME}\.)*(?:{'|'.join(sorted(members))})" if members else ""
    return _either([named, reached])


def _either(patterns: Sequence[str]) -> str:
    return "|".join(pattern for pattern in patterns if pattern)


def _comparisons(playbook: RuleBase, kind: FieldType) -> dict[str, str]:
    """Comparisons with the parameters of a type, and what those hold."""
    return {
        f"{operator} policy.{parameter.name}": f"{playbook.spoken(parameter.name)}. {parameter.note}".strip()
        for parameter in playbook.policy.values()
        if parameter.kind is kind
        for operator in _OFFERED
    }


def _members(entity: Entity) -> tuple[Field | Computed, ...]:
    """The fields and computed fields that conditions can test."""
    tested = (computed for computed in entity.computed.values() if computed.kind is not FieldType.LIST)
    return (*entity.fields.values(), *tested)


def condition_definitions(playbook: RuleBase) -> Iterator[tuple[str, Schema]]:
    """Definitions for tests, for each field and conclusion of each entity, and for blocks about it."""
    drawn = conclusions_of(playbook)
    for kind in FieldType:
        if kind not in (FieldType.CHOICE, FieldType.CHOICES, FieldType.LIST):  # each has its own, or none
            yield from _with_lists(_test_name(kind), _test(kind, _test_name(kind), playbook))
    for parameter in playbook.policy.values():
        now = playbook.spoken(parameter.name)
        description = f"{parameter.note} {NOUNS[parameter.kind].capitalize()}, now {now}.".strip()
        yield f"policy.{parameter.name}", described(ref(_test_name(parameter.kind)), description)
    for entity in playbook.vocabulary.entities.values():
        for member in _members(entity):
            yield from _tested(playbook, entity, member)
        for link, target in entity.links.items():
            asked = entity.asked[link].ask if link in entity.asked else ""
            test = described(ref(_test_name(FieldType.TEXT)), f"{asked} The id of {a(target)}.".strip())
            yield f"{entity.name}.{link}", test
        for name, rules in drawn.get(entity.name, {}).items():
            description = f"A conclusion: true where it is drawn, by {' or '.join(rules)}."
            yield f"{entity.name}.{name}", described(_CONCLUSION_TEST, description)
        yield f"when.{entity.name}", _block(playbook, entity, drawn)
        yield f"related.{entity.name}", _related(playbook.vocabulary, entity)


def conclusions_of(playbook: RuleBase) -> Conclusions:
    """The conclusions on each entity, and the rules that draw them."""
    conclusions: dict[str, dict[str, list[str]]] = {}
    for (entity, name), rules in rules_by_conclusion(playbook.rules).items():
        conclusions.setdefault(entity, {})[name] = rules
    return conclusions


def about(member: Field | Computed) -> str:
    """What a field is, for a reader: its question, where to look, its type."""
    if isinstance(member, Computed):
        return f"Computed: {_formula(member)}. {NOUNS[member.kind].capitalize()}."
    parts = [member.ask, f"Where to look: {member.find}." if member.find else ""]
    parts.append(f"{NOUNS[member.kind].capitalize()}.")
    if member.default is not None:
        parts.append(f"Left out, it is {plain(member.default, member.kind)}.")
    return " ".join(part for part in parts if part)


def _formula(computed: Computed) -> str:
    formula = computed.formula
    if isinstance(formula, DayCount):
        since = isinstance(formula, DaysSince | BusinessDaysSince)
        days = "days" if isinstance(formula, DaysSince | DaysUntil) else "business days"
        return f"{days} {'since' if since else 'until'} {formula.of}"
    if isinstance(formula, CountOf):
        return f"how many of each {formula.relation.written} match"
    if isinstance(formula, Cases):
        return " or ".join(dict.fromkeys(case.value.text for case in formula.cases))
    if isinstance(formula, Function):
        return f"by the function {formula.name}"
    each = f"each {formula.relation.written} that matches"
    if isinstance(formula, ListOf):
        order = "" if formula.by is None else f", the most by {formula.by.text} first"
        return f"{formula.of.text} of {each}{order}"
    if isinstance(formula, ValueAt):
        return f"{formula.of.text} of {each}, the {formula.moment} by {formula.by.text}"
    word = "sum" if isinstance(formula, SumOf) else _STATISTICS[formula.statistic]
    return f"the {word} of {formula.of.text} over {each}"


_STATISTICS = {
    Statistic.MAX: "greatest",
    Statistic.MIN: "least",
    Statistic.AVERAGE: "average",
}


def _tested(playbook: RuleBase, entity: Entity, member: Field | Computed) -> Iterator[tuple[str, Schema]]:
    name, tests = f"{entity.name}.{member.name}", _test_name(member.kind)
    if member.choices:
        tests = f"{name}.test"
        if member.kind is FieldType.CHOICES:
            yield from _several_tests(member.choices, tests)
        else:
            yield from _choice_tests(playbook, member.choices, tests)
    yield name, described(ref(tests), about(member))


def _block(playbook: RuleBase, entity: Entity, drawn: Conclusions) -> Schema:
    block, related = ref(f"when.{entity.name}"), ref(f"related.{entity.name}")
    blocks: Schema = {"type": "array", "items": block, "minItems": 1}
    paths: dict[str, Json] = dict(_paths(playbook.vocabulary, entity, drawn))
    counted = mapping_of(NUMBER, {"of": related, "is": ref(_test_name(FieldType.COUNT))})
    shapes = {"all": blocks, "any": blocks, "not": block, "some": related, "none": related, "count": counted}
    connectives = properties_of(BLOCK, shapes)
    parameters: dict[str, Json] = {f"{POLICY}.{name}": ref(f"{POLICY}.{name}") for name in playbook.policy}
    long_path = rf"^(?:{NAME}\.){{{_MOST_HOPS + 1},}}{NAME}$"
    return record_of({**paths, **connectives, **parameters}, patternProperties={long_path: {}})


def _related(vocabulary: Vocabulary, entity: Entity) -> Schema:
    """`{ENTITY: block}`, for the entities that relate to one."""
    relations = [vocabulary.relation(entity.name, name) for name in vocabulary.entities]
    meant = {relation.written: relation.entity for relation in relations if relation is not None}
    own = entity_called(EVENT, entity.name, vocabulary.entities)
    if own != EVENT:
        meant = {EVENT: own, **meant}
    blocks: dict[str, Json] = {
        written: described(
            ref(f"when.{name}"), f"What must hold of {a(vocabulary.entities[name].called or name)}."
        )
        for written, name in meant.items()
    }
    return record_of(blocks, minProperties=1, maxProperties=1)


def _paths(vocabulary: Vocabulary, entity: Entity, drawn: Conclusions) -> Iterator[tuple[str, Schema]]:
    """All that a block about the entity can test."""
    yield from _reached(vocabulary, entity, drawn, "", 0)
    for single in vocabulary.entities.values():
        if single.single and single.name not in entity.hops:
            yield from _reached(vocabulary, single, drawn, f"{single.name}.", 0)


def _reached(
    vocabulary: Vocabulary, entity: Entity, drawn: Conclusions, prefix: str, hops: int
) -> Iterator[tuple[str, Schema]]:
    members = (member.name for member in _members(entity))
    for name in (*members, *entity.links, *drawn.get(entity.name, {})):
        yield prefix + name, ref(f"{entity.name}.{name}")
    if hops < _MOST_HOPS:
        for hop, target in entity.hops.items():
            yield from _reached(vocabulary, vocabulary.entities[target], drawn, f"{prefix}{hop}.", hops + 1)
