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
from advisor.playbook.reading import Problems, describe, read_keys, read_list, read_mapping
from advisor.playbook.scope import Scope
from advisor.source.diagnostic import suggest
from advisor.source.tree import Entry, Mapping, Node

CONNECTIVES = ("all", "any", "not", "some", "none", "count")
_NUMBER = Path("count", Root.SUBJECT, (), "", "count", FieldType.COUNT)


class BlockParser:
    """Reads blocks in a scope; collects diagnostics, returns None where a part is wrong."""

    def __init__(self, scope: Scope, problems: Problems) -> None:
        self.scope = scope
        self.problems = problems

    def block(self, node: Node, entity: str) -> Condition | None:
        """A mapping all of whose entries must hold."""
        mapping = read_mapping(node, "a block of conditions", self.problems)
        if mapping is None:
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
            part = self.block(value, entity)
            return None if part is None else Not(part, where)
        if key in ("some", "none"):
            return self._quantified(entry, entity)
        if key == "count":
            return self._count(entry, entity)
        return self._field(entry, entity)

    def _blocks(self, node: Node, key: str, entity: str) -> tuple[Condition, ...] | None:
        items = read_list(node, f'"{key}"', self.problems)
        if not items:
            if not self.problems.found or self.problems.found[-1].location != node.location:
                self.problems.add(
                    "empty-block", node, f'"{key}" has no blocks', 'each block starts with "- "'
                )
            return None
        parts = [self.block(item, entity) for item in items]
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
                f"a {inner.key.text} neither belongs nor links to a {entity}",
                "only from a single entity such as profile can a quantifier range over all",
            )
            return None
        block = self.block(inner.value, inner.key.text)
        return None if block is None else (relation, block)

    def _field(self, entry: Entry, entity: str) -> Condition | None:
        key = entry.key
        near = suggest(key.text, CONNECTIVES) if key.text.lower() in CONNECTIVES else ""
        if near or (
            "." not in key.text and isinstance(entry.value, Mapping) and key.text in self._entities()
        ):
            self.problems.add(
                "unknown-field",
                key,
                f'"{key.text}" is no field of a {entity}',
                near or f'range over entities with "some: {{{key.text}: ...}}"',
            )
            return None
        path = self.scope.resolve(key.text, entity, key, self.problems)
        if path is None:
            return None
        test = TestParser(self.scope, entity, path, self.problems).read(entry.value)
        return None if test is None else FieldTest(path, test, key.location)

    def _entities(self) -> frozenset[str]:
        return frozenset(self.scope.vocabulary.entities)
