"""Tests that can never hold, and tests that always do, each by itself."""

from advisor.playbook.conditions import (
    Between,
    Compare,
    Complement,
    Condition,
    Count,
    FieldTest,
    Membership,
    OneOf,
    Op,
    Presence,
    Test,
    walk,
)
from advisor.playbook.expressions import Literal, Path, Root
from advisor.playbook.model import RuleBase
from advisor.playbook.reading import Problems
from advisor.playbook.types import ORDERED, UPPER_BOUND, FieldType
from advisor.playbook.vocabulary import Vocabulary
from advisor.source.diagnostic import Location, Severity

_INFINITE = 10**18
Span = tuple[int, int]
Spans = tuple[Span, ...]

COUNTED: Spans = ((0, _INFINITE),)
"""All numbers of entities."""

_SIGNED = frozenset({FieldType.DATE, FieldType.DAYS, FieldType.POINTS})


def domain(kind: FieldType, choices: tuple[str, ...]) -> Spans | None:
    """All values of a type, or None where it is not analysed."""
    if kind is FieldType.FLAG:
        return ((0, 1),)
    if kind is FieldType.CHOICE:
        return ((0, len(choices) - 1),)
    if kind in ORDERED:
        return ((-_INFINITE if kind in _SIGNED else 0, UPPER_BOUND.get(kind, _INFINITE)),)
    return None


def domain_at(path: Path, vocabulary: Vocabulary) -> Spans | None:
    """All values that a path may lead to, or None where that is not analysed.

    What is calculated may be negative, or beyond what its type reaches to elsewhere.
    """
    if path.kind in ORDERED and vocabulary.is_calculated(path):
        return ((-_INFINITE, _INFINITE),)
    return domain(path.kind, vocabulary.choices(path))


def meet(left: Spans, right: Spans) -> Spans:
    """The values in both."""
    both = [(max(a, c), min(b, d)) for a, b in left for c, d in right]
    return tuple(sorted((low, high) for low, high in both if low <= high))


def minus(whole: Spans, part: Spans) -> Spans:
    """The values of `whole` that are not in `part`."""
    left: list[Span] = []
    spans, holes, at = sorted(whole), sorted(part), 0
    done = spans[0][0] - 1 if spans else 0
    for first, last in spans:
        low = max(first, done + 1)  # spans may lie upon one another
        done = max(done, last)
        while at < len(holes) and low <= last and holes[at][0] <= last:
            start, end = holes[at]
            if low < start:
                left.append((low, start - 1))
            low = max(low, end + 1)
            if end > last:  # it reaches into what follows
                break
            at += 1
        if low <= last:
            left.append((low, last))
    return tuple(left)


def passing(test: Test, whole: Spans, choices: tuple[str, ...]) -> Spans | None:
    """The known values that pass a test; None where a path or an expression in it leaves that open."""
    if isinstance(test, Presence):
        return whole if test.known else ()
    if isinstance(test, Complement):
        inner = passing(test.test, whole, choices)
        return None if inner is None else minus(whole, inner)
    if isinstance(test, OneOf):
        parts = [passing(inner, whole, choices) for inner in test.tests]
        joined = tuple(span for part in parts if part is not None for span in part)
        return None if None in parts else minus(whole, minus(whole, joined))
    if isinstance(test, Between):
        if not (isinstance(test.low, Literal) and isinstance(test.high, Literal)):
            return None
        low, high = _number(test.low, choices), _number(test.high, choices)
        return meet(whole, ((low + test.low_open, high - test.high_open),))
    return None if isinstance(test, Membership) else _comparing(test, whole, choices)


def passes_unknown(test: Test) -> bool | None:
    """What a test says of a value that is not there: True, False, or None for unknown (after Kleene)."""
    if isinstance(test, Presence):
        return not test.known
    if isinstance(test, Complement):
        inner = passes_unknown(test.test)
        return None if inner is None else not inner
    if isinstance(test, OneOf):
        parts = {passes_unknown(inner) for inner in test.tests}
        return True if True in parts else None if None in parts else False
    return None


def _comparing(test: Compare, whole: Spans, choices: tuple[str, ...]) -> Spans | None:
    if not isinstance(test.right, Literal):
        return None
    value = _number(test.right, choices)
    if test.op is Op.NE:
        return minus(whole, ((value, value),))
    bounds = {
        Op.EQ: (value, value),
        Op.LT: (-_INFINITE, value - 1),
        Op.LE: (-_INFINITE, value),
        Op.GT: (value + 1, _INFINITE),
        Op.GE: (value, _INFINITE),
    }
    return meet(whole, (bounds[test.op],))


def _number(literal: Literal, choices: tuple[str, ...]) -> int:
    if isinstance(literal.value, str):
        return choices.index(literal.value)
    return int(literal.value)


_ALWAYS = {
    None: 'remove it, or write "known" if any value will do',
    False: 'write "known" alone',
    True: "remove it",
}


def check_tests(playbook: RuleBase, problems: Problems) -> list[Condition]:
    """`never-holds`, and the warning `always-holds`, for each test alone; gives what is reported."""
    reported: list[Condition] = []
    conditions = [(f'the rule "{rule.id}"', rule.when) for rule in playbook.rules]
    for action in playbook.actions.values():
        conditions += [(f'the action "{action.id}"', condition) for condition in action.conditions]
    for constraint in {one.location: one for one in reversed(playbook.constraints)}.values():
        conditions.append((f'the constraint "{constraint.says}"', constraint.holds))
    for what, whole in conditions:
        tests = _TestsAlone(playbook.vocabulary, what, problems)
        reported += [condition for condition in walk(whole) if tests.report(condition)]
    return reported


class _TestsAlone:
    """Checks the tests of one condition, each by itself."""

    def __init__(self, vocabulary: Vocabulary, what: str, problems: Problems) -> None:
        self.vocabulary = vocabulary
        self.what = what
        self.problems = problems

    def report(self, condition: Condition) -> bool:
        """Whether there is something to report of the test in a condition."""
        if isinstance(condition, Count):
            return self._alone(condition.test, "count", COUNTED, (), condition.location)
        if not isinstance(condition, FieldTest):
            return False
        path = condition.path
        choices = self.vocabulary.choices(path)
        whole = domain_at(path, self.vocabulary)
        if whole is None:
            return False
        if isinstance(condition.test, Presence) and not may_be_unknown(self.vocabulary, path):
            holds = "always" if condition.test.known else "never"
            message = f'{self.what}: "{path.text}" is never unknown, so this test {holds} holds'
            self._add(holds, condition.location, message, "remove the condition")
            return True
        return self._with_itself(condition) or self._alone(
            condition.test, path.text, whole, choices, condition.location
        )

    def _with_itself(self, condition: FieldTest) -> bool:
        """Whether a path is compared with itself, which needs no facts."""
        test, path = condition.test, condition.path
        if not isinstance(test, Compare) or not isinstance(test.right, Path):
            return False
        if path.target != test.right.target:
            return False
        holds = "always" if test.op in (Op.EQ, Op.LE, Op.GE) else "never"
        message = f'{self.what}: "{path.text}" is compared with itself, which {holds} holds'
        self._add(holds, condition.location, message, "compare it with something else")
        return True

    def _alone(self, test: Test, name: str, whole: Spans, choices: tuple[str, ...], where: Location) -> bool:
        """Whether no value passes, or every one."""
        values, unknown = passing(test, whole, choices), passes_unknown(test)
        if values is None or isinstance(test, Presence):
            return False
        if not values and unknown is not True:
            message = f'{self.what}: no "{name}" passes this test, so it never holds'
            self._add("never", where, message, "correct the values, or remove the test")
            return True
        if values == whole and (unknown is not False or isinstance(test, OneOf)):
            message = f'{self.what}: every "{name}" passes this test, so it always holds'
            self._add("always", where, message, _ALWAYS[unknown])
            return True
        return False

    def _add(self, holds: str, where: Location, message: str, hint: str) -> None:
        """What always holds leaves the meaning clear, and is a warning."""
        severity = Severity.WARNING if holds == "always" else Severity.ERROR
        self.problems.add(f"{holds}-holds", where, message, hint, severity)


def may_be_unknown(vocabulary: Vocabulary, path: Path) -> bool:
    """Whether there may be no value at the end of a path."""
    if path.root is Root.POLICY:
        return False
    if path.hops or path.conclusion:
        return bool(path.hops)
    entity = vocabulary.entities[path.entity]
    field = entity.fields.get(path.name)
    return field is None or (field.default is None and path.name != entity.key)
