"""What stands on the right of a comparison or at an end of an interval: a literal, path or expression."""

import re

from advisor.playbook.conditions import Op
from advisor.playbook.dimensions import Dimension, fits
from advisor.playbook.expression_syntax import SyntaxProblem, names_in, read_syntax
from advisor.playbook.expressions import Literal, Operand, Path
from advisor.playbook.parse_expressions import ExpressionParser, dimension_of_syntax
from advisor.playbook.reading import small_percent
from advisor.playbook.scope import Scope
from advisor.playbook.types import NOUNS, ORDERED, FieldType, Mismatch, Value, read_value
from advisor.source.diagnostic import suggest
from advisor.source.tree import Scalar

_PATH = re.compile(r"[a-z][a-z0-9_-]*(\.[a-z0-9_-]+)*")
_CALCULATES = re.compile(r"[*/+()×÷·−]|\s[-–]\s")
_WORD = re.compile(r"[a-z_]{2,}")


def limits_of(text: str) -> tuple[str, str, str, str] | None:
    """The brackets and ends of an interval, in order, "" where there is no bracket; None for no interval."""
    low, dots, high = (part.strip() for part in text.partition(".."))
    opening, closing = low[:1], high[-1:]
    # A parenthesis that is closed before the dots belongs to an expression.
    if opening not in ("[", "(") or (opening == "(" and low.count("(") == low.count(")")):
        opening = ""
    if closing not in ("]", ")") or (closing == ")" and high.count("(") == high.count(")")):
        closing = ""
    low = low.removeprefix(opening).strip()
    high = high.removesuffix(closing).strip()
    return (opening, low, high, closing) if low and dots and high else None


class OperandParser:
    """Reads what values of one path are held against, from a subject of `entity`."""

    def __init__(self, scope: Scope, entity: str, path: Path) -> None:
        self.scope, self.problems = scope, scope.problems
        self.entity, self.path = entity, path
        self.kind = FieldType.CHOICE if path.kind is FieldType.CHOICES else path.kind  # one word at a time
        self.choices, self.units = scope.vocabulary.choices(path), scope.vocabulary.words.units

    def read(self, text: str, node: Scalar) -> Operand | None:
        """The operand, or None with a diagnostic."""
        if self._looks_like_path(text):
            return self._right_path(text, node)
        return self._expression(text, node) if self._calculates(text) else self.literal(text, node)

    def literal(self, text: str, node: Scalar) -> Literal | None:
        """A value of the path's type, or None with a diagnostic."""
        if self.kind is FieldType.ACTION and not self.scope.known_action(text, node):
            return None
        value = self._value(text)
        if not isinstance(value, Mismatch):
            if doubt := small_percent(text, value, self.kind, f'"{self.path.text}"', node):
                self.problems.found.append(doubt)
            return Literal(value, text)
        message = f'"{self.path.text}": found "{text}", expected {value.expected}'
        self.problems.add("wrong-value", node, message, value.hint or self._hint(text))
        return None

    def _value(self, text: str) -> Value | Mismatch:
        return read_value(text, self.kind, self.choices, self.units)

    def _looks_like_path(self, text: str) -> bool:
        if not _PATH.fullmatch(text) or self._is_difference(text):
            return False
        if self.kind in ORDERED:
            return True
        value = self._value(text)
        return "." in text and isinstance(value, Mismatch | str) and bool(self.scope.find(text, self.entity))

    def _is_difference(self, text: str) -> bool:
        """Whether paths stand there with a sign between them, and no blanks around it."""
        return "-" in text and any(self.scope.find(part, self.entity) for part in text.split("-"))

    def _calculates(self, text: str) -> bool:
        if self.kind not in ORDERED or not isinstance(self._value(text), Mismatch):
            return False
        if not _CALCULATES.search(text) and not self._is_difference(text):
            return False
        syntax = read_syntax(text, self.units)
        if isinstance(syntax, SyntaxProblem):
            return self.kind is not FieldType.DATE or bool(_WORD.search(text))
        unit = dimension_of_syntax(syntax, lambda name: None)
        # Without a path, what has another unit is more likely a value that is written wrongly, as 1/5/2026.
        return any(names_in(syntax)) or (isinstance(unit, Dimension) and fits(unit, self.kind))

    def _expression(self, text: str, node: Scalar) -> Operand | None:
        parser = ExpressionParser(self.scope, self.entity, node)
        return parser.read(text, self.kind, f'"{self.path.text}"')

    def _right_path(self, text: str, node: Scalar) -> Path | None:
        path = self.scope.resolve(text, self.entity, node)
        if path is None or (path.kind is self.kind and not path.conclusion):
            return path
        mine = NOUNS[self.kind]
        message = f'"{self.path.text}" is {mine} and "{text}" is {path.noun}, expected the same type'
        self.problems.add("wrong-type", node, message)
        return None

    def _hint(self, text: str) -> str:
        """What to try instead of a text that is no value."""
        if text.startswith(("=", "<", ">", "!")):
            return "the comparisons are " + ", ".join(Op)
        if "." in text and self.scope.find(text, self.entity):
            return f'a path stands after a comparison: ">= {text}"'
        if self._calculates(text):
            return f'an expression stands after a comparison: ">= {text}"'
        return suggest(text, [*self.choices, "known", "unknown"])
