"""What stands on the right of a test, or gives a computed field its value: literals, paths, and arithmetic.

Nothing here evaluates: `facts/arithmetic.py` gives expressions their values.
"""

from collections.abc import Iterator
from enum import StrEnum

from advisor.playbook.types import NOUNS, FieldType, Value
from advisor.source.record import record


class Root(StrEnum):
    """Where a path starts."""

    SUBJECT = "subject"
    SINGLE = "single"
    POLICY = "policy"


@record
class Path:
    """A resolved reference, such as `idle`, `client.responsive`, `profile.job_success`, `policy.idle_after`.

    `hops` are the links followed from the subject; `entity` owns `name` ("" for a policy parameter);
    a conclusion has the type flag.
    """

    text: str
    root: Root
    hops: tuple[str, ...]
    entity: str
    name: str
    kind: FieldType
    conclusion: bool = False

    @property
    def target(self) -> tuple[Root, tuple[str, ...], str, str]:
        """What the path leads to, however it is written."""
        return self.root, self.hops, self.entity, self.name

    @property
    def noun(self) -> str:
        """What it leads to, with an article: "a conclusion", or its type."""
        return "a conclusion" if self.conclusion else NOUNS[self.kind]

    @property
    def single(self) -> str:
        """The single entity at which the path starts; "" where it starts elsewhere."""
        return self.text.partition(".")[0] if self.root is Root.SINGLE else ""


@record
class Literal:
    """A value in the unit of its type, with the text it was written as."""

    value: Value
    text: str


@record
class Quantity:
    """A number in an expression, exact as `numerator / denominator`: dollars, days, 0.12 for 12%.

    `kind` is its type (a date is its ordinal), `text` what was written.
    """

    numerator: int
    denominator: int
    kind: FieldType
    text: str


class Operation(StrEnum):
    """What an expression does with its parts, spelled as it is written."""

    PLUS = "+"
    MINUS = "-"
    TIMES = "*"
    OVER = "/"
    MIN = "min"
    MAX = "max"
    ABS = "abs"
    DAYS_BETWEEN = "days_between"


@record
class Calculation:
    """An operation on its parts: two or more, or one for `abs`."""

    operation: Operation
    parts: tuple["Term", ...]


Term = Quantity | Path | Calculation


@record
class Expression:
    """Arithmetic whose result is of the type `kind`; `text` is what was written."""

    term: Term
    kind: FieldType
    text: str


Operand = Literal | Path | Expression


def paths_in(operand: Operand) -> Iterator[Path]:
    """The paths that an operand reads, in the order written."""
    if isinstance(operand, Path):
        yield operand
    elif isinstance(operand, Expression):
        yield from _paths_of(operand.term)


def _paths_of(term: Term) -> Iterator[Path]:
    if isinstance(term, Path):
        yield term
    elif isinstance(term, Calculation):
        for part in term.parts:
            yield from _paths_of(part)


PRECEDENCE = {Operation.PLUS: 1, Operation.MINUS: 1, Operation.TIMES: 2, Operation.OVER: 2}
"""Of the operators; a higher one binds first, and equal ones from left to right."""


def term_text(term: Term) -> str:
    """A term as an author writes it, with no more parentheses than it needs."""
    if not isinstance(term, Calculation):
        return term.text
    binding = PRECEDENCE.get(term.operation)
    if binding is None:
        return f"{term.operation}({', '.join(map(term_text, term.parts))})"
    first, *rest = (_bound(part, binding + (number > 0)) for number, part in enumerate(term.parts))
    return first + "".join(f" {term.operation} {part}" for part in rest)


def _bound(part: Term, least: int) -> str:
    """A part of an operator that binds as `least` says, or in parentheses."""
    loose = isinstance(part, Calculation) and PRECEDENCE.get(part.operation, least) < least
    return f"({term_text(part)})" if loose else term_text(part)
