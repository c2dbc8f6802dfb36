"""Conditions as expressions of Python, for what is asked of very many rows.

In three values a condition has two readings in two: that it is certain (its truth is True), and that it may
be (its truth is not False).  Each is made of readings of its parts: a block is certain where all its parts
are, `not` is certain where what it denies may not be.  So an expression needs no third value.  What is rare
is left to the closures of `facts/evaluate.py`, which are the meaning of all of it.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from advisor.facts.evaluate import Evaluator
from advisor.playbook.conditions import (
    All,
    Between,
    Compare,
    Complement,
    Condition,
    ConditionFold,
    Connective,
    Count,
    FieldTest,
    NoneOf,
    Not,
    OneOf,
    Op,
    Presence,
    Some,
    Test,
    Unless,
    tests_absence,
)
from advisor.playbook.expressions import Literal, Operand, Path, Root

_DEEPEST = 20  # blocks within one another; Python's parser takes several times that
_NONE: frozenset[int] = frozenset()
_OPERATORS = {Op.EQ: "==", Op.NE: "!=", Op.LT: "<", Op.LE: "<=", Op.GT: ">", Op.GE: ">="}


class Reading(NamedTuple):
    """Whether a condition is asked to be certain, or else whether it may be.

    With `drawn_only`, a conclusion that may yet be drawn counts as not drawn.
    """

    certain: bool
    drawn_only: bool = False

    @property
    def other(self) -> "Reading":
        """The one that decides over the opposite."""
        return Reading(not self.certain, self.drawn_only)


class ConditionWriter(ConditionFold[Reading, str]):
    """Writes conditions of rows: in its expressions `row` is the row, `v` are its values, `view` the view."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._scope: dict[str, Any] = {"none": _NONE}
        self._functions: list[str] = []
        self._once: dict[str, str] = {}  # of the function that is being written: what it works out first
        self._depth = 0

    def function(self, parameters: str, write: Callable[[], Sequence[str]]) -> Any:
        """A function with the lines that `write` gives for its body, which may use what this writes."""
        name = self._function(parameters, write)
        exec("\n".join(self._functions), self._scope)
        return self._scope[name]

    def named(self, value: object) -> str:
        """A name for a value in what is written."""
        name = f"n{len(self._scope)}"
        self._scope[name] = value
        return name

    def once(self, expression: str) -> str:
        """A name for what hangs on the view alone, and is worked out once a call."""
        return self._once.setdefault(expression, f"o{len(self._once)}")

    def of(self, condition: Condition, context: Reading) -> str:
        """An expression for a condition that is certain, or that may be."""
        if self._depth >= _DEEPEST:
            return self._asked(condition, context)
        self._depth += 1
        written = super().of(condition, context)
        self._depth -= 1
        return written

    def value(self, path: Path) -> str:
        """An expression for the value of a path that leads to no conclusion; None where it is unknown."""
        if path.root is Root.POLICY:
            return self.once(f"view.facts.policy[{path.name!r}]")
        slot = self._evaluator.own_slot(path)
        if slot is not None:
            return f"v[{slot}]"
        if not path.single and len(path.hops) == 1:
            slot = self._evaluator.schema.layouts[path.entity].slots[path.name]
            return f"(None if (to := row.links.get({path.hops[0]!r})) is None else to.values[{slot}])"
        return f"{self.named(self._evaluator.getter(path))}(view, row)"

    def conclusion(self, path: Path, wanted: bool, context: Reading) -> str:
        """An expression for a conclusion about the row itself that is to be drawn, or not to be."""
        drawn, possible = (
            f"row.index in {self.once(f'view.{name}.get({(path.entity, path.name)!r}, none)')}"
            for name in ("drawn", "possible")
        )
        if context.drawn_only or context.certain == wanted:
            return drawn if wanted else f"not {drawn}"
        return f"({drawn} or {possible})" if wanted else f"not ({drawn} or {possible})"

    def compared(self, value: str, op: Op, constant: object, context: Reading) -> str:
        """An expression for a value that is held against a constant."""
        return self._passing(value, f"x {_OPERATORS[op]} {constant!r}", context)

    def _passing(self, value: str, passes: str, context: Reading) -> str:
        """The same for any test of a known value x."""
        known = "is not None and" if context.certain else "is None or"
        return f"((x := {value}) {known} {passes})"

    def _function(self, parameters: str, write: Callable[[], Sequence[str]]) -> str:
        outside, self._once = self._once, {}
        body = write()
        name = self.named(None)
        first = [f" {local} = {expression}" for expression, local in self._once.items()]
        self._functions.append("\n".join([f"def {name}({parameters}):", *first, *body]))
        self._once = outside
        return name

    def _asked(self, condition: Condition, context: Reading) -> str:
        """What asks the closure of a condition."""
        view = "view.certain" if context.drawn_only else "view"
        asked = f"{self.named(self._evaluator.condition(condition))}({view}, row)"
        return f"({asked} is True)" if context.certain else f"({asked} is not False)"

    def connective(self, condition: Connective, context: Reading) -> str:
        everything = isinstance(condition, All)
        parts = [self.of(part, context) for part in condition.parts]
        return f"({(' and ' if everything else ' or ').join(parts)})" if parts else str(everything)

    def negation(self, condition: Not, context: Reading) -> str:
        return f"(not {self.of(condition.part, context.other)})"

    def exception(self, condition: Unless, context: Reading) -> str:
        return f"(not {self.of(condition.part, Reading(True, drawn_only=True))})"

    def count(self, condition: Count, context: Reading) -> str:
        return self._asked(condition, context)

    def none_of(self, condition: NoneOf, context: Reading) -> str:
        return f"(not {self.some(condition, context.other)})"

    def some(self, condition: Some | NoneOf, context: Reading) -> str:
        """A function of its own: it is certain of a row that is related for certain."""
        entity, via = condition.relation.entity, condition.relation.via

        def lines() -> list[str]:
            holds = self.of(condition.block, context)
            ranges = [f"view.facts.related({entity!r}, {via!r}, row)"]
            if via is not None:
                ranges = [f"row.inverse.get({(entity, via)!r}, ())"]
                ranges += [] if context.certain else [f"view.facts.unlinked({entity!r}, {via!r})"]
            body = []
            for rows in ranges:
                body += [f" for row in {rows}:", "  v = row.values", f"  if {holds}: return True"]
            return [*body, " return False"]

        return f"{self._function('view, row', lines)}(view, row)"

    def test(self, condition: FieldTest, context: Reading) -> str:
        path = condition.path
        if path.conclusion:
            is_own = path.root is Root.SUBJECT and not path.hops
            if not is_own or not isinstance(condition.test, Compare):
                return self._asked(condition, context)
            return self.conclusion(path, not tests_absence(condition.test), context)
        return self._tested(condition.test, self.value(path), context)

    def _tested(self, test: Test, value: str, context: Reading) -> str:
        if isinstance(test, Presence):
            return f"({value} is {'not None' if test.known else 'None'})"
        if isinstance(test, Compare):
            return self._held_against(value, test.op, test.right, context)
        if isinstance(test, Between):
            low = self._held_against(value, Op.GT if test.low_open else Op.GE, test.low, context)
            high = self._held_against(value, Op.LT if test.high_open else Op.LE, test.high, context)
            return f"({low} and {high})"
        if isinstance(test, Complement):
            return f"(not {self._tested(test.test, value, context.other)})"
        passes = self._evaluator.closed(test)
        if passes is None and isinstance(test, OneOf):
            return f"({' or '.join(self._tested(part, value, context) for part in test.tests)})"
        return self._passing(value, f"{self.named(passes)}(x)", context)

    def _held_against(self, value: str, op: Op, right: Operand, context: Reading) -> str:
        if isinstance(right, Literal):
            return self.compared(value, op, right.value, context)
        if isinstance(right, Path):
            other = self.value(right)
        else:
            other = f"{self.named(self._evaluator.operand(right))}(view, row)"
        known, joined = ("is not None", "and") if context.certain else ("is None", "or")
        return f"((x := {value}) {known} {joined} (y := {other}) {known} {joined} x {_OPERATORS[op]} y)"
