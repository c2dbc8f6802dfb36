"""The syntax of expressions: from text to a tree of numbers, names and operations, each with its place.

Read from left to right in linear time; what names mean, and whether units fit, is not known here.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from advisor.playbook.expressions import Operation, Quantity
from advisor.playbook.types import DURATION_UNITS, FieldType, Mismatch, read_value
from advisor.playbook.units import Units
from advisor.source.diagnostic import suggest
from advisor.source.record import record

LONGEST = 500  # signs
MOST_PARTS = 50  # numbers, names, functions and parentheses
MOST_NESTED = 20  # parentheses in parentheses
_FUNCTIONS = {
    Operation.MIN: (2, MOST_PARTS),
    Operation.MAX: (2, MOST_PARTS),
    Operation.ABS: (1, 1),
    Operation.DAYS_BETWEEN: (2, 2),
}
_HOW_MANY = {1: "one part", 2: "two parts"}
_OTHER_SIGNS = {"×": "*", "·": "*", "÷": "/", ":": "/", "−": "-", "–": "-", "^": "*", "%": "12%"}
_OTHER_UNITS = {
    "%": FieldType.PERCENT,
    "h": FieldType.HOURS,
    "hour": FieldType.HOURS,
    "hours": FieldType.HOURS,
}

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_TOKEN = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d(?!\d))"
    rf"|(?P<number>{_NUMBER})"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*)"
    r"|(?P<sign>[-+*/(),])",
    re.ASCII,
)
_BLANKS = re.compile(r"\s*")
_UNIT = re.compile(r"\s?(%|[^\W\d_]+)(?![\w.(])")
_SIGN = r"[^\W\d_]{1,4}\.?|[^\w\s.,+*/<>=!%()\[\]-]"
_MONEY = re.compile(rf"(?:{_SIGN})\s?{_NUMBER}(?![\w.])|{_NUMBER}\s?(?:{_SIGN})(?![\w.(])")


@record
class Named:
    """A path, as it is written, at an offset."""

    text: str
    offset: int


@record
class Operated:
    """An operation on parts; the offset is that of its sign or name."""

    operation: Operation
    parts: tuple["Syntax", ...]
    offset: int


Syntax = Quantity | Named | Operated


@record
class SyntaxProblem:
    """What cannot be read, with its offset, and what to try."""

    message: str
    offset: int
    hint: str = ""


def read_syntax(text: str, units: Units) -> Syntax | SyntaxProblem:
    """The tree of an expression, or the first thing that cannot be read; `units` are the playbook's."""
    if len(text) > LONGEST:
        hint = "compute a part of it in a field of its own"
        return SyntaxProblem(f"the expression is longer than {LONGEST} signs", 0, hint)
    tokens = _tokens(text, units)
    if isinstance(tokens, SyntaxProblem):
        return tokens
    try:
        return _Reader(tokens, len(text)).whole()
    except _GiveUp as problem:
        return problem.problem


def names_in(syntax: Syntax) -> Iterator[Named]:
    """The names in a tree, in the order written."""
    if isinstance(syntax, Named):
        yield syntax
    elif isinstance(syntax, Operated):
        for part in syntax.parts:
            yield from names_in(part)


class _GiveUp(Exception):
    def __init__(self, message: str, offset: int, hint: str = "") -> None:
        super().__init__(message)
        self.problem = SyntaxProblem(message, offset, hint)


@record
class _Token:
    text: str
    offset: int
    quantity: Quantity | None = None
    is_name: bool = False


def _tokens(text: str, units: Units) -> list[_Token] | SyntaxProblem:
    tokens: list[_Token] = []
    here = _end(_BLANKS, text, 0)
    while here < len(text):
        token = _amount(text, here, units) or _token(text, here, units)
        if isinstance(token, SyntaxProblem):
            return token
        tokens.append(token)
        here = _end(_BLANKS, text, here + len(token.text))
        if len(tokens) > 4 * MOST_PARTS:
            return _too_many(here)
    return tokens


def _amount(text: str, here: int, units: Units) -> _Token | SyntaxProblem | None:
    """An amount of money, with a currency's sign before it or after it; None for something else."""
    match = _MONEY.match(text, here)
    if match is None:
        return None
    written = match[0]
    if units.bare_amount(written) == written:
        foreign = units.foreign_sign(written)
        hint = f"amounts are in {units.sign} here: write {units.amount('250')}"
        return SyntaxProblem(f'found "{written}", an amount in {foreign}', here, hint) if foreign else None
    return _number_token(written, units.bare_amount(written), FieldType.MONEY, here)


def _token(text: str, here: int, units: Units) -> _Token | SyntaxProblem:
    match = _TOKEN.match(text, here)
    if match is None:
        return _unreadable(text, here)
    if match["name"]:
        return _Token(match[0], here, is_name=True)
    if match["sign"]:
        return _Token(match[0], here)
    end, kind = match.end(), FieldType.DATE
    if match["number"]:
        end, kind = _with_unit(text, end, units)
    written = text[here:end]
    return _number_token(written, match[0], kind, here)


def _number_token(written: str, number: str, kind: FieldType, here: int) -> _Token | SyntaxProblem:
    quantity = _quantity(written, number, kind)
    if isinstance(quantity, Quantity):
        return _Token(written, here, quantity)
    return SyntaxProblem(f'found "{written}", expected {quantity.expected}', here, quantity.hint)


def _with_unit(text: str, end: int, units: Units) -> tuple[int, FieldType]:
    """Where a number ends with its unit, and the type that the unit gives it."""
    match = _UNIT.match(text, end)
    word = match[1] if match else ""
    if word in (units.point, units.points):
        kind = FieldType.POINTS
    elif word.removesuffix("s") in DURATION_UNITS:
        kind = FieldType.DAYS
    else:
        kind = _OTHER_UNITS.get(word, FieldType.NUMBER)
    return (end, kind) if match is None or kind is FieldType.NUMBER else (match.end(), kind)


def _end(pattern: re.Pattern[str], text: str, start: int) -> int:
    match = pattern.match(text, start)
    return start if match is None else match.end()


def _unreadable(text: str, here: int) -> SyntaxProblem:
    other = _OTHER_SIGNS.get(text[here])
    hint = f'write "{other}"' if other else "an expression has numbers, paths, + - * / and parentheses"
    return SyntaxProblem(f'found "{text[here]}", which no expression has', here, hint)


def _quantity(written: str, number: str, kind: FieldType) -> Quantity | Mismatch:
    """The quantity in units of its type: a percentage is a part of one, a date its ordinal."""
    if kind in (FieldType.DATE, FieldType.DAYS):
        value = read_value(written, kind)
        return value if isinstance(value, Mismatch) else Quantity(int(value), 1, kind, written)
    whole, _, fraction = number.replace(",", "").partition(".")
    if len(whole) > 12 or len(fraction) > 12:
        return Mismatch("a number of at most 12 digits before its point, and after it")
    scale = 10 ** len(fraction) * (100 if kind in (FieldType.PERCENT, FieldType.POINTS) else 1)
    return Quantity(int(whole + fraction), scale, kind, written)


def _too_many(offset: int) -> SyntaxProblem:
    hint = "compute a part of it in a field of its own"
    return SyntaxProblem(f"the expression has more than {MOST_PARTS} parts", offset, hint)


class _Reader:
    """Recursive descent: as deep as parentheses stand in each other, and no deeper."""

    def __init__(self, tokens: Sequence[_Token], end: int) -> None:
        self.tokens, self.end = tokens, end
        self.next = 0
        self.parts = 0

    def whole(self) -> Syntax:
        syntax = self.sum(0)
        if self.next < len(self.tokens):
            token = self.tokens[self.next]
            hint = "close what is opened, and open what is closed" if token.text == ")" else ""
            hint = hint or "an operator stands between two parts: + - * /"
            raise _GiveUp(f'found "{token.text}" after the end of the expression', token.offset, hint)
        return syntax

    def sum(self, depth: int) -> Syntax:
        return self._chain((Operation.PLUS, Operation.MINUS), self._product, depth)

    def _product(self, depth: int) -> Syntax:
        return self._chain((Operation.TIMES, Operation.OVER), self._part, depth)

    def _chain(
        self, operations: tuple[Operation, Operation], inner: Callable[[int], Syntax], depth: int
    ) -> Syntax:
        """Parts with operators of one binding between them; those of one operator stand side by side."""
        left = inner(depth)
        while (token := self._peek()) is not None and token.text in operations:
            self.next += 1
            left = _joined(Operation(token.text), left, inner(depth), token.offset)
        return left

    def _part(self, depth: int) -> Syntax:
        token = self._peek()
        if token is None:
            raise _GiveUp("the expression ends where a part of it should follow", self.end, "complete it")
        self.next += 1
        self._count(token.offset)
        if token.quantity is not None:
            return token.quantity
        if token.text == "(":
            inner = self.sum(self._deeper(depth, token))
            self._close(token)
            return inner
        if token.is_name:
            return self._called(token, depth) if self._is_next("(") else Named(token.text, token.offset)
        hint = "no number here is negative: subtract it from something" if token.text == "-" else ""
        raise _GiveUp(f'found "{token.text}", expected a number or a path', token.offset, hint)

    def _called(self, name: _Token, depth: int) -> Syntax:
        functions = [str(operation) for operation in _FUNCTIONS]
        if name.text not in functions:
            hint = suggest(name.text, functions) or "the functions are " + ", ".join(functions)
            raise _GiveUp(f'there is no function "{name.text}"', name.offset, hint)
        opening = self.tokens[self.next]
        self.next += 1
        parts = [self.sum(self._deeper(depth, opening))]
        while self._is_next(","):
            self.next += 1
            parts.append(self.sum(depth + 1))
        self._close(opening)
        least, most = _FUNCTIONS[Operation(name.text)]
        if not least <= len(parts) <= most:
            wanted = _HOW_MANY[least] if least == most else f"{_HOW_MANY[least]} or more"
            message = f"{name.text} takes {wanted}, and found {len(parts)}"
            raise _GiveUp(message, name.offset, "separate the parts with a comma and a blank")
        return Operated(Operation(name.text), tuple(parts), name.offset)

    def _deeper(self, depth: int, token: _Token) -> int:
        if depth == MOST_NESTED:
            message = f"parentheses stand in each other more than {MOST_NESTED} times"
            raise _GiveUp(message, token.offset, "compute a part of it in a field of its own")
        return depth + 1

    def _close(self, opening: _Token) -> None:
        if not self._is_next(")"):
            hint = "close it; within { } put an expression that has a comma in quotes"
            raise _GiveUp('found "(" without its ")"', opening.offset, hint)
        self.next += 1

    def _is_next(self, text: str) -> bool:
        token = self._peek()
        return token is not None and token.text == text

    def _peek(self) -> _Token | None:
        return self.tokens[self.next] if self.next < len(self.tokens) else None

    def _count(self, offset: int) -> None:
        self.parts += 1
        if self.parts > MOST_PARTS:
            problem = _too_many(offset)
            raise _GiveUp(problem.message, offset, problem.hint)


def _joined(operation: Operation, left: Syntax, right: Syntax, offset: int) -> Operated:
    """A chain of one operator holds all its parts, so that its tree stays flat."""
    if isinstance(left, Operated) and left.operation is operation:
        return Operated(operation, (*left.parts, right), left.offset)
    return Operated(operation, (left, right), offset)
