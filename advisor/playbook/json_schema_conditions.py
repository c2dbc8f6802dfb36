"""JSON Schema of blocks of conditions: one for each kind of subject, with every path that it reaches."""

from collections.abc import Iterator, Mapping

from advisor.playbook.connections import drawing
from advisor.playbook.json_schema_tests import (
    choice_tests,
    conclusion_test,
    members_of,
    test_definitions,
    test_name,
)
from advisor.playbook.json_schema_values import NAME, Json, Schema, described, record_of, ref
from advisor.playbook.model import RuleBase
from advisor.playbook.quantities import NOUNS, FieldType, plain, speak
from advisor.playbook.reading import a
from advisor.playbook.vocabulary import (
    POLICY,
    Computed,
    CountOf,
    DaysSince,
    DaysUntil,
    Entity,
    Field,
    SumOf,
    Vocabulary,
)

# Paths with more links than these are taken as they are: an entity may link to itself without end.
MOST_HOPS = 3
_ALL = "All of these blocks hold."
_ANY = "At least one of these blocks holds."
_NOT = "The block does not hold."
_SOME = "The block holds of one related entity."
_NONE = "The block holds of no related entity."
_COUNT = "How many related entities the block holds of."

Conclusions = Mapping[str, Mapping[str, list[str]]]


def condition_definitions(playbook: RuleBase) -> Iterator[tuple[str, Schema]]:
    """Definitions for tests, for each field and conclusion of each entity, and for blocks about it."""
    drawn = conclusions_of(playbook)
    yield from test_definitions(playbook)
    for parameter in playbook.policy.values():
        now = speak(parameter.value, parameter.kind)
        said = f"{parameter.note} {NOUNS[parameter.kind].capitalize()}, now {now}."
        yield f"policy.{parameter.name}", described(ref(test_name(parameter.kind)), said.strip())
    for entity in playbook.vocabulary.entities.values():
        for member in members_of(entity):
            yield from _tested(playbook, entity, member)
        for link, target in entity.links.items():
            yield (
                f"{entity.name}.{link}",
                described(ref(test_name(FieldType.TEXT)), f"The id of {a(target)}."),
            )
        for name, rules in drawn.get(entity.name, {}).items():
            said = f"A conclusion: true where it is drawn, by {' or '.join(rules)}."
            yield f"{entity.name}.{name}", described(conclusion_test(), said)
        yield f"when.{entity.name}", _block(playbook, entity, drawn)
        yield f"related.{entity.name}", _related(playbook.vocabulary, entity)


def conclusions_of(playbook: RuleBase) -> Conclusions:
    """The conclusions on each entity, and the rules that draw them."""
    found: dict[str, dict[str, list[str]]] = {}
    for (entity, name), rules in drawing(playbook.rules).items():
        found.setdefault(entity, {})[name] = rules
    return found


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
    if isinstance(formula, DaysSince | DaysUntil):
        return f"days {'since' if isinstance(formula, DaysSince) else 'until'} {formula.of}"
    if isinstance(formula, CountOf):
        return f"how many of each {formula.relation.entity} match"
    if isinstance(formula, SumOf):
        return f"the sum of {formula.of.text} over each {formula.relation.entity} that matches"
    return f"by the function {formula.name}"


def _tested(playbook: RuleBase, entity: Entity, member: Field | Computed) -> Iterator[tuple[str, Schema]]:
    name = f"{entity.name}.{member.name}"
    tests = test_name(member.kind)
    if isinstance(member, Field) and member.choices:
        tests = f"{name}.test"
        yield from choice_tests(playbook, member.choices, tests)
    yield name, described(ref(tests), about(member))


def _block(playbook: RuleBase, entity: Entity, drawn: Conclusions) -> Schema:
    block, related = ref(f"when.{entity.name}"), ref(f"related.{entity.name}")
    blocks: Schema = {"type": "array", "items": block, "minItems": 1}
    paths: dict[str, Json] = {
        path: ref(f"{owner}.{name}") for path, owner, name in _paths(playbook.vocabulary, entity, drawn)
    }
    counted = record_of(
        {"of": related, "is": described(ref(test_name(FieldType.COUNT)), "A test of the number.")},
        ["of", "is"],
    )
    connectives: dict[str, Json] = {
        "all": described(blocks, _ALL),
        "any": described(blocks, _ANY),
        "not": described(block, _NOT),
        "some": described(related, _SOME),
        "none": described(related, _NONE),
        "count": described(counted, _COUNT),
    }
    parameters: dict[str, Json] = {f"{POLICY}.{name}": ref(f"{POLICY}.{name}") for name in playbook.policy}
    long_path = rf"^(?:{NAME}\.){{{MOST_HOPS + 1},}}{NAME}$"
    return record_of({**paths, **connectives, **parameters}, patternProperties={long_path: {}})


def _related(vocabulary: Vocabulary, entity: Entity) -> Schema:
    """`{ENTITY: block}`, for the entities that relate to one."""
    names = [name for name in vocabulary.entities if vocabulary.relation(entity.name, name) is not None]
    blocks: dict[str, Json] = {
        name: described(
            ref(f"when.{name}"), f"What must hold of {a(vocabulary.entities[name].called or name)}."
        )
        for name in names
    }
    return record_of(blocks, minProperties=1, maxProperties=1)


def _paths(vocabulary: Vocabulary, entity: Entity, drawn: Conclusions) -> Iterator[tuple[str, str, str]]:
    """(path, entity, name) of all that a block about the entity can test."""
    yield from _reached(vocabulary, entity, drawn, "", 0)
    for single in vocabulary.entities.values():
        if single.single and single.name not in entity.hops:
            yield from _reached(vocabulary, single, drawn, f"{single.name}.", 0)


def _reached(
    vocabulary: Vocabulary, entity: Entity, drawn: Conclusions, prefix: str, hops: int
) -> Iterator[tuple[str, str, str]]:
    for name in (*entity.fields, *entity.links, *drawn.get(entity.name, {}), *entity.computed):
        yield prefix + name, entity.name, name
    if hops < MOST_HOPS:
        for hop, target in entity.hops.items():
            yield from _reached(vocabulary, vocabulary.entities[target], drawn, f"{prefix}{hop}.", hops + 1)
