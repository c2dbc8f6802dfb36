"""Blocks of conditions: `when` and everything nested in it."""

import re
from dataclasses import replace

from advisor.playbook.conditions import (
    DRAWN,
    NOT_DRAWN,
    All,
    AnyOf,
    Between,
    Compare,
    Complement,
    Condition,
    Contains,
    Count,
    FieldTest,
    Has,
    Membership,
    NoneOf,
    Not,
    OneOf,
    Op,
    Presence,
    Relation,
    Some,
    Test,
    Unless,
)
from advisor.playbook.expressions import Literal, Path, Root
from advisor.playbook.grammar import BLOCK, NUMBER
from advisor.playbook.parse_keys import Keys, read_shape
from advisor.playbook.parse_operands import OperandParser, limits_of
from advisor.playbook.reading import Problems, a, describe, read_list, read_mapping, read_text
from advisor.playbook.scope import Scope
from advisor.playbook.typed_tests import written_plainly
from advisor.playbook.types import NOUNS, ORDERED, FieldType, read_value
from advisor.playbook.vocabulary import EVENT, entity_called
from advisor.source.corrections import CertainHint
from advisor.source.tree import Entry, Mapping, Node, Scalar, Sequence

_COMPARISON = re.compile(r"(<=|>=|!=|<|>|=)\s*(.*)", re.DOTALL)
_MEMBERSHIPS: dict[str, tuple[FieldType, type[Membership]]] = {
    "has": (FieldType.CHOICES, Has),
    "contains": (FieldType.TEXT, Contains),
}
_ORDERS = frozenset({Op.LT, Op.LE, Op.GT, Op.GE})


class TestParser:
    """Reads the tests of one path (of type `kind`, from a subject of `entity`)."""

    __test__ = False

    def __init__(self, scope: Scope, entity: str, path: Path) -> None:
        self.scope, self.problems = scope, scope.problems
        self.entity, self.path, self.kind = entity, path, path.kind
        self.operands = OperandParser(scope, entity, path)

    def read(self, node: Node) -> Test | None:
        """The test, or None with a diagnostic."""
        if self.path.conclusion:
            flag = read_value(node.text, FieldType.FLAG) if isinstance(node, Scalar) else None
            if isinstance(flag, bool):
                return DRAWN if flag else NOT_DRAWN
            hint = "a conclusion that was not drawn is false; it is never unknown"
            self._report(node, f"is a conclusion: found {describe(node)}, expected true or false", hint)
            return None
        if self.kind is FieldType.LIST:
            hint = 'test what it lists: write "some", "none" or "count", with the block of the list'
            self._report(node, f"is {NOUNS[self.kind]}, which no condition tests", hint)
            return None
        if isinstance(node, Sequence):
            return self._one_of(node)
        if isinstance(node, Mapping):
            return self._keyed(node)
        text = node.text.strip()
        if node.is_null:
            self._report(node, "has no test", 'write a value, "known" or "unknown"')
            return None
        if self._typed_otherwise(text, node):
            return None
        if text in ("known", "unknown"):
            return Presence(text == "known")
        comparison = _COMPARISON.fullmatch(text)
        if comparison:
            return self._compare(Op(comparison[1]), comparison[2], node)
        limits = limits_of(text) if self.kind is not FieldType.TEXT else None
        if limits:
            return self._between(limits, node)
        return self._compare(Op.EQ, text, node, bare=True)

    def _typed_otherwise(self, text: str, node: Scalar) -> bool:
        """Whether the text is a test in other words than the language's own, which is reported."""
        plain = written_plainly(text) if self.kind is not FieldType.TEXT else text
        if plain == text:
            return False
        quiet = TestParser(replace(self.scope, problems=Problems()), self.entity, self.path)
        test = quiet.read(Scalar(plain, True, node.location))
        if test is None:
            return False
        message = "which is written otherwise here"
        hint: str = CertainHint(f'write "{plain}"', text, plain)
        if ends := _ends_of_nothing(test):
            low, high = ends
            message = "which nothing meets"
            between = f"{low.text}..{high.text}"
            hint = f'for what lies between, write "{between}"; for what lies outside, a list of tests'
        self.problems.add("bad-test", node, f'"{self.path.text}": found {describe(node)}, {message}', hint)
        return True

    def _report(self, node: Node, message: str, hint: str = "") -> None:
        """Report a test; the message goes on after the path."""
        self.problems.add("bad-test", node, f'"{self.path.text}" {message}', hint)

    def _one_of(self, node: Sequence) -> Test | None:
        if not node.items:
            self.problems.add("bad-test", node, "an empty list of tests never holds", "list at least one")
            return None
        tests = [self.read(item) for item in node.items]
        good = tuple(test for test in tests if test is not None)
        return OneOf(good) if len(good) == len(tests) else None

    def _keyed(self, node: Mapping) -> Test | None:
        """`{not: TEST}`, and for some types `{contains: WORDS}` or `{has: WORDS}`."""
        key = node.entries[0].key.text if len(node.entries) == 1 else ""
        if key == "not":
            inner = self.read(node.entries[0].value)
            return None if inner is None else Complement(inner)
        if key in _MEMBERSHIPS:
            return self._membership(key, node.entries[0])
        message = f'"{self.path.text}": found a mapping, expected a test'
        others = {kind: f"{{{key}: WORD}}" for key, (kind, _) in _MEMBERSHIPS.items()}
        last = f"{others[self.kind]} or {{not: TEST}}" if self.kind in others else "or {not: TEST}"
        hint = f'a test is a value, a comparison such as ">= 3", a list, {last}'
        self.problems.add("bad-test", node, message, hint)
        return None

    def _membership(self, key: str, entry: Entry) -> Test | None:
        kind, test = _MEMBERSHIPS[key]
        if self.kind is not kind:
            message = f'is {NOUNS[self.kind]}: "{key}" asks for {NOUNS[kind]}'
            mine = next((word for word, (fits, _) in _MEMBERSHIPS.items() if fits is self.kind), "")
            self._report(entry.key, message, f"write {{{mine}: ...}}" if mine else "write the value alone")
            return None
        items = entry.value.items if isinstance(entry.value, Sequence) else (entry.value,)
        if not items:
            message = f'an empty "{key}" never holds'
            self.problems.add("bad-test", entry.value, message, "list at least one word")
        words = [self._word(item, f'"{self.path.text}", {key}') for item in items]
        good = tuple(word for word in words if word is not None)
        return test(good) if good and len(good) == len(items) else None

    def _word(self, node: Node, what: str) -> Literal | None:
        text = read_text(node, what, self.problems)
        return self.operands.literal(text, node) if text and isinstance(node, Scalar) else None

    def _compare(self, op: Op, text: str, node: Scalar, *, bare: bool = False) -> Test | None:
        if self.kind is FieldType.CHOICES:
            hint = f"write {{has: {text if text in self.operands.choices else 'WORD'}}}"
            self._report(node, "holds several choices, which no single value equals", hint)
            return None
        if op in _ORDERS and self.kind not in ORDERED:
            message = f'is {NOUNS[self.kind]} and has no order: "{op}" cannot compare it'
            self._report(node, message, 'write the value alone, or "!= ..."')
            return None
        right = self.operands.literal(text, node) if bare else self.operands.read(text, node)
        return None if right is None else Compare(op, right)

    def _between(self, limits: tuple[str, str, str, str], node: Scalar) -> Test | None:
        opening, low_text, high_text, closing = limits
        if bool(opening) != bool(closing):
            message = f"found {describe(node)}, expected an interval such as 80..89 or [80..90)"
            self.problems.add("bad-test", node, message)
            return None
        if self.kind not in ORDERED:
            message = f"is {NOUNS[self.kind]} and has no order for an interval"
            self._report(node, message, "list the values: [one, two]")
            return None
        low, high = self.operands.read(low_text, node), self.operands.read(high_text, node)
        if low is None or high is None:
            return None
        return Between(low, high, opening == "(", closing == ")")


def _ends_of_nothing(test: Test) -> list[Literal]:
    """The ends of an interval between which no value lies, the lower one first; none for any other test."""
    if not isinstance(test, Between):
        return []
    ends = [end for end in (test.low, test.high) if isinstance(end, Literal)]
    values = [int(end.value) for end in ends]
    if len(ends) < 2 or values[0] + test.low_open <= values[1] - test.high_open:
        return []
    return sorted(ends, key=lambda end: int(end.value))


_OTHER_WORDS = {"and": "all", "or": "any", "exists": "some", "no": "none", "nor": "none"}
_NUMBER = Path("count", Root.SUBJECT, (), "", "count", FieldType.COUNT)


class BlockParser:
    """Reads blocks in a scope; collects diagnostics, returns None where a part is wrong."""

    def __init__(self, scope: Scope) -> None:
        self.scope, self.problems = scope, scope.problems

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
        key, where = entry.key.text, entry.key.location
        if key in ("all", "any"):
            parts = self._blocks(entry.value, key, entity)
            return None if parts is None else All(parts, where) if key == "all" else AnyOf(parts, where)
        if key == "not":
            part = self.block(entry.value, entity, '"not"')
            return None if part is None else Not(part, where)
        if key in ("some", "none"):
            related = self.related_block(entry.value, entity, f'"{key}"')
            return None if related is None else (Some if key == "some" else NoneOf)(*related, where)
        return self._count(entry, entity) if key == "count" else self._field(entry, entity)

    def _blocks(self, node: Node, key: str, entity: str) -> tuple[Condition, ...] | None:
        items = read_list(node, f'"{key}"', self.problems)
        if not items and not isinstance(node, Mapping) and (isinstance(node, Sequence) or node.is_null):
            message = f'"{key}" has no blocks'
            self.problems.add("empty-block", node, message, 'start each block with "- "')
        parts = [self.block(item, entity, f'"{key}"') for item in items]
        good = tuple(part for part in parts if part is not None)
        return good if good and len(good) == len(parts) else None

    def _count(self, entry: Entry, entity: str) -> Condition | None:
        keys = read_shape(entry.value, '"count"', NUMBER, self.problems)
        if keys is None:
            return None
        related = self.related_block(keys["of"], entity, '"of"')
        test = TestParser(self.scope, entity, _NUMBER).read(keys["is"])
        return None if related is None or test is None else Count(*related, test, entry.key.location)

    def related_block(self, node: Node, entity: str, what: str) -> tuple[Relation, Condition] | None:
        """`{ENTITY: block}`: the relation from the subject to the entity, and the block."""
        if not isinstance(node, Mapping) or len(node.entries) != 1:
            self.problems.mismatch("wrong-shape", node, what, "one entity with its block")
            return None
        inner, vocabulary = node.entries[0], self.scope.vocabulary
        name = entity_called(inner.key.text, entity, vocabulary.entities)
        if name == EVENT and name not in vocabulary.entities:
            self._no_history(inner.key, entity)
            return None
        if not self.problems.declared("entity", name, inner.key, vocabulary.entities):
            return None
        relation = vocabulary.relation(entity, inner.key.text)
        if relation is None:
            message = f"{a(inner.key.text)} neither belongs nor links to {a(entity)}"
            hint = "only a single entity, such as the profile, ranges over all of them"
            self.problems.add("unrelated-entity", inner.key, message, hint)
            return None
        block = self.block(inner.value, name)
        links = () if relation.via is None else vocabulary.links_between(entity, inner.key.text)
        if len(links) > 1:
            self._ambiguous(inner.key, entity, links)
            return None
        return None if block is None else (relation, block)

    def _ambiguous(self, name: Scalar, entity: str, links: tuple[str, ...]) -> None:
        """Tell that it cannot be told which of several links is meant."""
        ways = " and by ".join(f'"{link}"' for link in links)
        noun = self.scope.vocabulary.entities[entity].noun
        message = f"{a(name.text)} links to {a(noun)} by {ways}: which one is meant?"
        hint = f"write it for {a(name.text)}, whose conditions can name each, as in {links[0]}.FIELD"
        self.problems.add("ambiguous-link", name, message, hint)

    def _no_history(self, name: Scalar, entity: str) -> None:
        """Tell that there are no events of a subject, unless its history is declared and broken."""
        if EVENT in self.scope.broken:
            return
        others = [
            event for event in self.scope.vocabulary.events if self.scope.vocabulary.relation(entity, event)
        ]
        hint = f'write "history: true" under the entity "{entity}"'
        hint += f", or name those of another: {', '.join(others)}" if others else ""
        self.problems.add("unknown-entity", name, f'{a(entity)} has no history, and so no "{EVENT}"', hint)

    def _field(self, entry: Entry, entity: str) -> Condition | None:
        key = entry.key
        hint = self._misplaced(entry, entity)
        if hint:
            noun = self.scope.vocabulary.entities[entity].noun
            self.problems.add("unknown-field", key, f'{a(noun)} has no field "{key.text}"', hint)
            return None
        path = self.scope.resolve(key.text, entity, key)
        if path is None:
            return None
        test = TestParser(self.scope, entity, path).read(entry.value)
        return None if test is None else FieldTest(path, test, key.location)

    def _misplaced(self, entry: Entry, entity: str) -> str:
        """What to write for a key that is almost a word of the language, or an entity and no field."""
        key, entities = entry.key.text, self.scope.vocabulary.entities
        subject = entities[entity]
        if subject.member(key) is not None or key in self.scope.conclusions.get(entity, ()):
            return ""
        if key.lower() in BLOCK.names:
            return CertainHint(f'did you mean "{key.lower()}"?', key, key.lower())
        if key.lower() == "unless":
            return '"unless" stands beside "when"; within a block, write "not"'
        if key.lower() in _OTHER_WORDS:
            other = _OTHER_WORDS[key.lower()]
            hint = f'did you mean "{other}"?'
            return CertainHint(hint, key, other) if isinstance(entry.value, Sequence) else hint
        if not isinstance(entry.value, Mapping):
            return ""
        if key in subject.hops or (key in entities and entities[key].single):
            return f'write a path: "{key}.FIELD: ..."'
        is_entity = entity_called(key, entity, entities) in entities
        return f'range over entities with "some: {{{key}: ...}}"' if is_entity else ""


def read_conditions(keys: Keys, entity: str, blocks: BlockParser) -> Condition | None:
    """The conditions of a rule: its `when`, beside which its `unless` stands as one more; or None."""
    when = blocks.block(keys["when"], entity, f'{keys.what}: "when"')
    if "unless" not in keys:
        return when
    block = blocks.block(keys["unless"], entity, f'{keys.what}: "unless"')
    if when is None or block is None:
        return None
    parts = when.parts if isinstance(when, All) else (when,)
    return All((*parts, Unless(block, keys["unless"].location)), when.location)
