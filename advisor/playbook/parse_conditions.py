"""Blocks of conditions: `when` and everything nested in it."""

from advisor.playbook.conditions import (
    All,
    Any,
    Condition,
    Count,
    FieldTest,
    NoneOf,
    Not,
    Path,
    Relation,
    Root,
    Some,
)
from advisor.playbook.parse_tests import TestParser
from advisor.playbook.quantities import FieldType
from advisor.playbook.reading import Problems, a, describe, read_keys, read_list, read_mapping
from advisor.playbook.scope import Scope
from advisor.source.diagnostic import suggest
from advisor.source.tree import Entry, Mapping, Node, Sequence

CONNECTIVES = ("all", "any", "not", "some", "none", "count")
_OTHER_WORDS = {"and": "all", "or": "any", "exists": "some", "no": "none", "nor": "none"}
_NUMBER = Path("count", Root.SUBJECT, (), "", "count", FieldType.COUNT)


class BlockParser:
    """Reads blocks in a scope; collects diagnostics, returns None where a part is wrong."""

    def __init__(self, scope: Scope, problems: Problems) -> None:
        self.scope = scope
        self.problems = problems

    def block(self, node: Node, entity: str, what: str = "") -> Condition | None:
        """A mapping all of whose entries must hold; `what` names one that may not be empty."""
        mapping = read_mapping(node, "a block of conditions", self.problems)
        if mapping is None:
            return None
        if what and not mapping.entries:
            message = f"{what} holds an empty block, which is always true"
            self.problems.add("empty-block", node, message, "name at least one condition")
            return None
        parts = [self._entry(entry, entity) for entry in mapping.entries]
        good = tuple(part for part in parts if part is not None)
        if len(good) < len(parts):
            return None
        return good[0] if len(good) == 1 else All(good, node.location)

    def _entry(self, entry: Entry, entity: str) -> Condition | None:
        key, value = entry.key.text, entry.value
        where = entry.key.location
        if key in ("all", "any"):
            parts = self._blocks(value, key, entity)
            if parts is None:
                return None
            return All(parts, where) if key == "all" else Any(parts, where)
        if key == "not":
            part = self.block(value, entity, '"not"')
            return None if part is None else Not(part, where)
        if key in ("some", "none"):
            return self._quantified(entry, entity)
        if key == "count":
            return self._count(entry, entity)
        return self._field(entry, entity)

    def _blocks(self, node: Node, key: str, entity: str) -> tuple[Condition, ...] | None:
        items = read_list(node, f'"{key}"', self.problems)
        if not items and not isinstance(node, Mapping) and (isinstance(node, Sequence) or node.is_null):
            message = f'"{key}" has no blocks'
            self.problems.add("empty-block", node, message, 'start each block with "- "')
        if not items:
            return None
        parts = [self.block(item, entity, f'"{key}"') for item in items]
        good = tuple(part for part in parts if part is not None)
        return good if len(good) == len(parts) else None

    def _quantified(self, entry: Entry, entity: str) -> Condition | None:
        found = self.related_block(entry.value, entity, f'"{entry.key.text}"')
        if found is None:
            return None
        relation, block = found
        kind = Some if entry.key.text == "some" else NoneOf
        return kind(relation, block, entry.key.location)

    def _count(self, entry: Entry, entity: str) -> Condition | None:
        keys = read_keys(entry.value, '"count"', self.problems, required=["of", "is"])
        if keys is None:
            return None
        found = self.related_block(keys["of"], entity, '"of"')
        test = TestParser(self.scope, entity, _NUMBER, self.problems).read(keys["is"])
        if found is None or test is None:
            return None
        return Count(found[0], found[1], test, entry.key.location)

    def related_block(self, node: Node, entity: str, what: str) -> tuple[Relation, Condition] | None:
        """`{ENTITY: block}`: the relation from the subject to the entity, and the block."""
        if not isinstance(node, Mapping) or len(node.entries) != 1:
            self.problems.add(
                "wrong-shape", node, f"{what}: found {describe(node)}, expected one entity with its block"
            )
            return None
        inner = node.entries[0]
        if inner.key.text not in self.scope.vocabulary.entities:
            names = list(self.scope.vocabulary.entities)
            hint = suggest(inner.key.text, names) or "the entities are " + ", ".join(names)
            self.problems.add("unknown-entity", inner.key, f'there is no entity "{inner.key.text}"', hint)
            return None
        relation = self.scope.vocabulary.relation(entity, inner.key.text)
        if relation is None:
            self.problems.add(
                "unrelated-entity",
                inner.key,
                f"{a(inner.key.text)} neither belongs nor links to {a(entity)}",
                "only a single entity, such as the profile, ranges over all of them",
            )
            return None
        block = self.block(inner.value, inner.key.text)
        return None if block is None else (relation, block)

    def _field(self, entry: Entry, entity: str) -> Condition | None:
        key = entry.key
        hint = self._misplaced(entry, entity)
        if hint:
            self.problems.add("unknown-field", key, f'{a(entity)} has no field "{key.text}"', hint)
            return None
        path = self.scope.resolve(key.text, entity, key, self.problems)
        if path is None:
            return None
        test = TestParser(self.scope, entity, path, self.problems).read(entry.value)
        return None if test is None else FieldTest(path, test, key.location)

    def _misplaced(self, entry: Entry, entity: str) -> str:
        """What to write for a key that is almost a word of the language, or an entity and no field."""
        key, entities = entry.key.text, self.scope.vocabulary.entities
        subject = entities[entity]
        if subject.member(key) is not None or key in self.scope.conclusions.get(entity, ()):
            return ""
        if key.lower() in CONNECTIVES:
            return f'did you mean "{key.lower()}"?'
        if key.lower() in _OTHER_WORDS:
            return f'did you mean "{_OTHER_WORDS[key.lower()]}"?'
        if not isinstance(entry.value, Mapping):
            return ""
        if key in subject.hops or (key in entities and entities[key].single):
            return f'write a path: "{key}.FIELD: ..."'
        return f'range over entities with "some: {{{key}: ...}}"' if key in entities else ""
