"""Unary tests: what may stand on the right of a field, after DMN's FEEL in words that YAML reads plainly."""

import re

from advisor.playbook.conditions import (
    Between,
    Compare,
    Complement,
    Literal,
    OneOf,
    Op,
    Path,
    Presence,
    Test,
)
from advisor.playbook.quantities import NOUNS, ORDERED, FieldType, Mismatch, read_value
from advisor.playbook.reading import Problems, describe
from advisor.playbook.scope import Scope
from advisor.source.diagnostic import suggest
from advisor.source.location import Location
from advisor.source.tree import Mapping, Node, Scalar, Sequence

_COMPARISON = re.compile(r"(<=|>=|!=|<|>|=)\s*(.*)", re.DOTALL)
_INTERVAL = re.compile(r"([\[(]?)\s*(.+?)\s*\.\.\s*(.+?)\s*([\])]?)")
_PATH = re.compile(r"[a-z][a-z0-9_-]*(\.[a-z0-9_-]+)*")
_NOWHERE = Location("", 1, 1)
_ORDERS = frozenset({Op.LT, Op.LE, Op.GT, Op.GE})


class TestParser:
    """Reads the tests of one path (of type `kind`, from a subject of `entity`)."""

    __test__ = False

    def __init__(self, scope: Scope, entity: str, path: Path, problems: Problems) -> None:
        self.scope = scope
        self.entity = entity
        self.path = path
        self.kind = path.kind
        self.problems = problems

    def read(self, node: Node) -> Test | None:
        """The test, or None with a diagnostic."""
        if self.path.conclusion:
            return self._conclusion(node)
        if isinstance(node, Sequence):
            return self._one_of(node)
        if isinstance(node, Mapping):
            return self._complement(node)
        text = node.text.strip()
        if node.is_null:
            self.problems.add(
                "bad-test", node, f'"{self.path.text}" has no test', 'write a value, "known" or "unknown"'
            )
            return None
        if text in ("known", "unknown"):
            return Presence(text == "known")
        comparison = _COMPARISON.fullmatch(text)
        if comparison:
            return self._compare(Op(comparison[1]), comparison[2], node)
        interval = _INTERVAL.fullmatch(text) if ".." in text and self.kind is not FieldType.TEXT else None
        if interval:
            return self._between(interval, node)
        literal = self._literal(text, node)
        return None if literal is None else Compare(Op.EQ, literal)

    def _conclusion(self, node: Node) -> Test | None:
        flag = read_value(node.text, FieldType.FLAG) if isinstance(node, Scalar) else None
        if isinstance(flag, bool):
            return Compare(Op.EQ, Literal(flag, "true" if flag else "false"))
        self.problems.add(
            "bad-test",
            node,
            f'"{self.path.text}" is a conclusion: found {describe(node)}, expected true or false',
            "a conclusion that was not drawn is false; it is never unknown",
        )
        return None

    def _one_of(self, node: Sequence) -> Test | None:
        if not node.items:
            self.problems.add("bad-test", node, "an empty list of tests never holds", "list at least one")
            return None
        tests = [self.read(item) for item in node.items]
        return OneOf(tuple(t for t in tests if t is not None)) if None not in tests else None

    def _complement(self, node: Mapping) -> Test | None:
        negated = node.get("not") if len(node.entries) == 1 else None
        if negated is None:
            message = f'"{self.path.text}": found a mapping, expected a test'
            hint = 'a test is a value, a comparison such as ">= 3", a list, or {not: TEST}'
            self.problems.add("bad-test", node, message, hint)
            return None
        inner = self.read(negated)
        return None if inner is None else Complement(inner)

    def _compare(self, op: Op, right: str, node: Node) -> Test | None:
        if op in _ORDERS and self.kind not in ORDERED:
            self.problems.add(
                "bad-test",
                node,
                f'"{self.path.text}" is {NOUNS[self.kind]} and has no order: "{op}" cannot compare it',
                'write the value alone, or "!= ..."',
            )
            return None
        if self._looks_like_path(right):
            path = self._right_path(right, node)
            return None if path is None else Compare(op, path)
        literal = self._literal(right, node)
        return None if literal is None else Compare(op, literal)

    def _looks_like_path(self, text: str) -> bool:
        if not _PATH.fullmatch(text):
            return False
        if self.kind in ORDERED:
            return True
        return "." in text and isinstance(self._value(text), Mismatch | str) and self._reaches(text)

    def _reaches(self, text: str) -> bool:
        return self.scope.resolve(text, self.entity, _NOWHERE, Problems()) is not None

    def _right_path(self, text: str, node: Node) -> Path | None:
        path = self.scope.resolve(text, self.entity, node, self.problems)
        if path is None:
            return None
        if path.kind is self.kind and not path.conclusion:
            return path
        found = "a conclusion" if path.conclusion else NOUNS[path.kind]
        message = f'"{self.path.text}" is {NOUNS[self.kind]} and "{text}" is {found}, expected the same type'
        self.problems.add("wrong-type", node, message)
        return None

    def _between(self, match: re.Match[str], node: Node) -> Test | None:
        opening, low_text, high_text, closing = match.groups()
        if bool(opening) != bool(closing):
            self.problems.add(
                "bad-test", node, f"found {describe(node)}, expected an interval such as 80..89 or [80..90)"
            )
            return None
        if self.kind not in ORDERED:
            message = f'"{self.path.text}" is {NOUNS[self.kind]} and has no order for an interval'
            self.problems.add("bad-test", node, message, "list the values: [one, two]")
            return None
        low, high = self._literal(low_text, node), self._literal(high_text, node)
        if low is None or high is None:
            return None
        return Between(low, high, opening == "(", closing == ")")

    def _value(self, text: str) -> object:
        return read_value(text, self.kind, self.scope.choices(self.path))

    def _literal(self, text: str, node: Node) -> Literal | None:
        choices = self.scope.choices(self.path)
        if self.kind is FieldType.ACTION and not self.scope.known_action(text, node, self.problems):
            return None
        value = read_value(text, self.kind, choices)
        if not isinstance(value, Mismatch):
            return Literal(value, text)
        hint = value.hint or self._hint(text, [*choices, "known", "unknown"])
        self.problems.add(
            "wrong-value", node, f'"{self.path.text}": found "{text}", expected {value.expected}', hint
        )
        return None

    def _hint(self, text: str, words: list[str]) -> str:
        """What to try instead of a text that is no value."""
        if text.startswith(("=", "<", ">", "!")):
            return "the comparisons are " + ", ".join(Op)
        if "." in text and self._reaches(text):
            return f'a path stands after a comparison: ">= {text}"'
        return suggest(text, words)
