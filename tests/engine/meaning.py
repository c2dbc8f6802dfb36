"""A third reading of a playbook's meaning, which shares no code with the other two.

Nested loops over the conditions as they were written; a truth is 1, 0 (unknown) or -1, so that `all` is the
least, `any` the greatest and `not` the opposite. Computed fields and strata are worked out here as well.
"""

import operator
import re
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

from advisor.facts import Facts, Row
from advisor.playbook.conditions import (
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
    NoneOf,
    Not,
    OneOf,
    Presence,
    Relation,
    Some,
    Test,
    Unless,
)
from advisor.playbook.expressions import Literal, Operand, Path, Root, paths_in
from advisor.playbook.formulas import (
    Cases,
    CountOf,
    DayCount,
    ListOf,
    OverRelated,
    StatisticOf,
    SumOf,
    ValueAt,
)
from advisor.playbook.model import Rule, RuleBase
from advisor.playbook.types import Value
from tests.engine.calculator import calculate, count_days

COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
Name = tuple[str, str]


class Meaning:
    """One playbook over one set of facts."""

    def __init__(self, playbook: RuleBase, facts: Facts) -> None:
        self.playbook = playbook
        self.facts = facts
        self.drawn: set[tuple[str, str, int]] = set()
        self._computed: dict[tuple[str, str, int], Value | None] = {}

    def firings(self) -> set[tuple[str, int]]:
        """The (rule, index of its subject) pairs that fire."""
        fired: set[tuple[str, int]] = set()
        levels = _levels(self.playbook.rules)
        concluding = [rule for rule in self.playbook.rules if rule.conclusions]
        for level in sorted(set(levels.values())):
            rules = [rule for rule in concluding if levels[rule.entity, rule.conclusions[0]] == level]
            before = -1
            while before < len(self.drawn):
                before = len(self.drawn)
                for rule, index in self._all(rules):
                    fired.add((rule.id, index))
                    self.drawn |= {(rule.entity, name, index) for name in rule.conclusions}
        rest = [rule for rule in self.playbook.rules if not rule.conclusions]
        return fired | {(rule.id, index) for rule, index in self._all(rest)}

    def _all(self, rules: list[Rule]) -> list[tuple[Rule, int]]:
        day = self.facts.as_of
        valid = [
            rule
            for rule in rules
            if (rule.period.start or day) <= day and (rule.period.end is None or rule.period.end > day)
        ]
        return [
            (rule, row.index)
            for rule in valid
            for row in self.facts.rows[rule.entity]
            if self.truth(rule.when, row) == 1
        ]

    def truth(self, condition: Condition, row: Row) -> int:
        """1, 0 or -1."""
        if isinstance(condition, All):
            return min((self.truth(part, row) for part in condition.parts), default=1)
        if isinstance(condition, AnyOf):
            return max((self.truth(part, row) for part in condition.parts), default=-1)
        if isinstance(condition, Not):
            return -self.truth(condition.part, row)
        if isinstance(condition, Unless):
            return -1 if self.truth(condition.part, row) == 1 else 1
        if isinstance(condition, FieldTest):
            return self.passes(condition.test, self.value(condition.path, row), row)
        truths = [truth for _, truth in self.judged(condition.relation, condition.block, row)]
        if isinstance(condition, Count):
            least = truths.count(1)
            may_be = {self.passes(condition.test, least + more, row) for more in range(truths.count(0) + 1)}
            return may_be.pop() if len(may_be) == 1 else 0
        return max(truths, default=-1) * (1 if isinstance(condition, Some) else -1)

    def passes(self, test: Test, value: Value | None, row: Row) -> int:
        """A test of a value, from a subject."""
        if isinstance(test, Presence):
            return 1 if (value is not None) == test.known else -1
        if isinstance(test, OneOf):
            return max(self.passes(part, value, row) for part in test.tests)
        if isinstance(test, Complement):
            return -self.passes(test.test, value, row)
        if value is None:
            return 0
        if isinstance(test, Contains):
            pieces = [" ".join(str(word.value).lower().split()) for word in test.words]
            return 1 if any(piece in str(value).lower() for piece in pieces) else -1
        if isinstance(test, Has):
            return 1 if set(str(value).split(", ")) & {word.value for word in test.words} else -1
        if isinstance(test, Between):
            above = self._compare(">" if test.low_open else ">=", value, test.low, row)
            return min(above, self._compare("<" if test.high_open else "<=", value, test.high, row))
        return self._compare(test.op.value, value, test.right, row)

    def _compare(self, op: str, value: Value, right: Operand, row: Row) -> int:
        other = self.operand(right, row)
        return 0 if other is None else 1 if COMPARE[op](value, other) else -1

    def operand(self, operand: Operand, row: Row) -> Value | None:
        """What stands on the right of a test; an expression is read anew from its text."""
        if isinstance(operand, Literal):
            return operand.value
        if isinstance(operand, Path):
            return self.value(operand, row)
        paths = {path.text: path for path in paths_in(operand)}

        def read(name: str) -> tuple[Value | None, str]:
            return self.value(paths[name], row), paths[name].kind.value

        return calculate(operand.text, operand.kind.value, read)

    def value(self, path: Path, row: Row) -> Value | None:
        """What a path means from a subject, followed name by name as it was written."""
        names = path.text.split(".")
        if path.root is Root.POLICY:
            dated = self.playbook.policy[names[1]].dated
            until_now = [one for one in dated if one.day <= self.facts.as_of] or dated[:1]
            return until_now[-1].value if until_now else self.playbook.policy[names[1]].value
        here: Row | None = row
        if path.root is Root.SINGLE or (
            len(names) > 1 and names[0] not in row.links and names[0] == row.entity
        ):
            here = self.facts.rows[names.pop(0)][0]
        for name in names[:-1]:
            here = here.links.get(name) if here is not None else None
        if path.conclusion:
            return None if here is None else (here.entity, names[-1], here.index) in self.drawn
        return None if here is None else self.member(here, names[-1])

    def member(self, row: Row, name: str) -> Value | None:
        """A field, link or computed field of a row."""
        computed = self.playbook.vocabulary.entities[row.entity].computed.get(name)
        if computed is None:
            return self.facts.value(row, name)
        key = (row.entity, name, row.index)
        if key not in self._computed:
            self._computed[key] = self._compute(computed.formula, row)
        return self._computed[key]

    def _compute(self, formula: object, row: Row) -> Value | None:
        if isinstance(formula, DayCount):
            day = self.member(row, formula.of)
            return None if day is None else count_days(type(formula).__name__, self.facts.as_of, int(day))
        if isinstance(formula, Cases):
            for case in formula.cases:
                truth = 1 if case.when is None else self.truth(case.when, row)
                if truth != -1:
                    return self.operand(case.value, row) if truth == 1 else None
            return None
        if isinstance(formula, ListOf):  # it has no value of its own
            return None
        assert isinstance(formula, OverRelated)
        truths = self.judged(formula.relation, formula.block, row)
        chosen = [other for other, truth in truths if truth == 1]
        undecided = [other for other, truth in truths if truth == 0]
        if undecided and (isinstance(formula, CountOf | SumOf) or formula_name(formula) == "average"):
            return None
        # What is known is what comes out however the undecided rows are decided.
        outcomes = {
            self._over(formula, [*chosen, *more])
            for number in range(len(undecided) + 1)
            for more in combinations(undecided, number)
        }
        return outcomes.pop() if len(outcomes) == 1 else None

    def _over(self, formula: OverRelated, rows: list[Row]) -> Value | None:
        """What a formula comes to over the rows that match."""
        if isinstance(formula, CountOf):
            return len(rows)
        parts = [self.value(formula.of, row) for row in rows]
        if isinstance(formula, ValueAt):
            days = [self.value(formula.by, row) for row in rows]
            if None in days or not days:
                return None
            edge = max(days) if formula.moment.value == "latest" else min(days)  # type: ignore[type-var]
            values = {part for part, day in zip(parts, days, strict=True) if day == edge}
            return values.pop() if len(values) == 1 else None
        if None in parts:
            return None
        numbers = [int(part) for part in parts if part is not None]
        if isinstance(formula, SumOf):
            return sum(numbers)
        if not numbers:
            return None
        if formula_name(formula) == "average":
            scale = 100 if formula.of.kind.value == "count" else 1
            return (2 * scale * sum(numbers) + len(numbers)) // (2 * len(numbers))
        return max(numbers) if formula_name(formula) == "max" else min(numbers)

    def listed(self, formula: ListOf, row: Row) -> list[Value | None]:
        """The values that a list is of, in its order."""
        rows = [other for other, truth in self.judged(formula.relation, formula.block, row) if truth == 1]
        rows.sort(
            key=lambda other: [int(p) if n % 2 else p for n, p in enumerate(re.split("([0-9]+)", other.id))]
        )
        if formula.by is not None:
            measured = [(self.value(formula.by, other), other) for other in rows]
            known = sorted({int(value) for value, _ in measured if value is not None}, reverse=True)
            rows = [other for step in [*known, None] for value, other in measured if value == step]
        return [self.value(formula.of, other) for other in rows]

    def judged(self, relation: Relation, block: Condition, row: Row) -> list[tuple[Row, int]]:
        """The truth of a block for the rows that a quantifier ranges over, or may range over."""
        judged = []
        for other in self.facts.rows[relation.entity]:
            linked = None if relation.via is None else other.links.get(relation.via)
            if relation.via is None or linked is row:
                judged.append((other, self.truth(block, other)))
            elif linked is None:  # it may be the subject: then what is true would count, or not
                judged.append((other, min(self.truth(block, other), 0)))
        return judged


def formula_name(formula: OverRelated) -> str:
    """ "max", "min" or "average"; "" for what is none of them."""
    return str(formula.statistic) if isinstance(formula, StatisticOf) else ""


def _levels(rules: tuple[Rule, ...]) -> dict[Name, int]:
    """The least levels at which everything whose absence counts is finished a level before."""
    concluding = [rule for rule in rules if rule.conclusions]
    levels = {(rule.entity, name): 0 for rule in concluding for name in rule.conclusions}
    needs = {rule.id: list(_needs(rule.when, 1)) for rule in concluding}
    before: dict[Name, int] = {}
    while before != levels:
        before = dict(levels)
        for rule in concluding:
            mine = [(rule.entity, name) for name in rule.conclusions]
            needed = [levels.get(name, -1) + later for name, later in needs[rule.id]]
            levels.update(dict.fromkeys(mine, max([*needed, *(levels[name] for name in mine)])))
    return levels


def _needs(condition: Condition, sign: int) -> Iterator[tuple[Name, bool]]:
    """(conclusion, whether it must be finished first); sign is 1, -1, or 0 where both matter."""
    if isinstance(condition, FieldTest):
        if condition.path.conclusion:
            test = condition.test
            wants = isinstance(test, Compare) and isinstance(test.right, Literal) and test.right.value is True
            yield (condition.path.entity, condition.path.name), sign != (1 if wants else -1)
    elif isinstance(condition, All | AnyOf):
        for part in condition.parts:
            yield from _needs(part, sign)
    elif isinstance(condition, Not):
        yield from _needs(condition.part, -sign)
    elif isinstance(condition, Unless):
        yield from _needs(condition.part, 0)
    else:
        looking = {Some: 1, NoneOf: -1, Count: 0}[type(condition)]
        yield from _needs(condition.block, 1 if looking == sign != 0 else 0)
