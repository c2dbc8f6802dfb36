"""Tests and rules that can never hold, and tests that always do."""

from advisor.playbook.conditions import (
    All,
    AnyOf,
    Between,
    Compare,
    Complement,
    ConditionFold,
    Count,
    FieldTest,
    Literal,
    Membership,
    Not,
    OneOf,
    Op,
    Path,
    Presence,
    Quantifier,
    Root,
    Test,
    Unless,
)
from advisor.playbook.model import RuleBase
from advisor.playbook.reading import Problems
from advisor.playbook.types import ORDERED, UPPER_BOUND, FieldType
from advisor.playbook.vocabulary import Vocabulary
from advisor.source.diagnostic import Location
from advisor.source.record import record

_INFINITE = 10**18
Span = tuple[int, int]
Spans = tuple[Span, ...]

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


def meet(left: Spans, right: Spans) -> Spans:
    """The values in both."""
    both = [(max(a, c), min(b, d)) for a, b in left for c, d in right]
    return tuple(sorted((low, high) for low, high in both if low <= high))


def minus(whole: Spans, part: Spans) -> Spans:
    """The values of `whole` that are not in `part`."""
    left = list(whole)
    for low, high in part:
        cut: list[Span] = []
        for a, b in left:
            cut += [(a, min(b, low - 1)), (max(a, high + 1), b)]
        left = [(a, b) for a, b in cut if a <= b]
    return tuple(sorted(set(left)))


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


@record
class _Allowed:
    """What earlier conditions of a block leave open for a path."""

    values: Spans
    unknown: bool


@record
class _Context:
    """What is allowed for paths by the conditions that hold as well, `deep` in a block that need not hold."""

    allowed: dict[Path, _Allowed]
    deep: bool = False


_ALWAYS = {
    None: 'remove it, or write "known" if any value will do',
    False: 'write "known" alone',
    True: "remove it",
}


def check_satisfiable(playbook: RuleBase, problems: Problems) -> None:
    """`never-holds` and `always-holds` for a test alone, `never-fires` for tests that exclude each other."""
    for rule in playbook.rules:
        _Conjunctions(playbook.vocabulary, rule.id, problems).of(rule.when, _Context({}))


class _Conjunctions(ConditionFold[_Context, None]):
    """Checks conditions of one rule that must be true together with the context, and extends that."""

    def __init__(self, vocabulary: Vocabulary, rule: str, problems: Problems) -> None:
        self.vocabulary = vocabulary
        self.rule = rule
        self.problems = problems

    def all_of(self, condition: All, context: _Context) -> None:
        for part in sorted(condition.parts, key=lambda part: isinstance(part, AnyOf | Not)):
            self.of(part, context)

    def any_of(self, condition: AnyOf, context: _Context) -> None:
        for part in condition.parts:
            self.of(part, _Context(dict(context.allowed), deep=True))

    def negation(self, condition: Not, context: _Context) -> None:
        self.of(condition.part, _Context({}, deep=True))

    def exception(self, condition: Unless, context: _Context) -> None:
        self.of(condition.part, _Context({}, deep=True))

    def quantifier(self, condition: Quantifier, context: _Context) -> None:
        self.of(condition.block, _Context({}, deep=True))
        whole = domain(FieldType.COUNT, ())
        if isinstance(condition, Count) and whole:
            self._alone(condition.test, "count", whole, (), condition.location)

    def test(self, condition: FieldTest, context: _Context) -> None:
        path = condition.path
        choices = self.vocabulary.choices(path)
        whole = domain(path.kind, choices)
        maybe = self._may_be_unknown(path)
        if whole is None:
            return
        if isinstance(condition.test, Presence) and not maybe:
            holds = "always" if condition.test.known else "never"
            message = f'the rule "{self.rule}": "{path.text}" is never unknown, so this test {holds} holds'
            self.problems.add(f"{holds}-holds", condition.location, message, "remove the condition")
            return
        if self._with_itself(condition):
            return
        values = self._alone(condition.test, path.text, whole, choices, condition.location)
        if values is None:
            return
        unknown = passes_unknown(condition.test) is True
        earlier = context.allowed.get(path, _Allowed(whole, maybe))
        left = _Allowed(meet(earlier.values, values), earlier.unknown and unknown)
        if left.values or left.unknown:
            context.allowed[path] = left
            return
        code, never = "never-fires", f'the rule "{self.rule}" can never fire'
        if context.deep:
            code, never = "never-holds", f'the rule "{self.rule}": this block never holds'
        message = f'{never}: no "{path.text}" passes all its tests'
        hint = "the tests exclude each other: drop one, or put them into any:"
        self.problems.add(code, condition.location, message, hint)

    def _with_itself(self, condition: FieldTest) -> bool:
        """Whether a path is compared with itself, which needs no facts."""
        test, path = condition.test, condition.path
        if not isinstance(test, Compare) or not isinstance(test.right, Path):
            return False
        if path.target != test.right.target:
            return False
        holds = "always" if test.op in (Op.EQ, Op.LE, Op.GE) else "never"
        message = f'the rule "{self.rule}": "{path.text}" is compared with itself, which {holds} holds'
        self.problems.add(f"{holds}-holds", condition.location, message, "compare it with something else")
        return True

    def _alone(
        self, test: Test, name: str, whole: Spans, choices: tuple[str, ...], where: Location
    ) -> Spans | None:
        """The values that pass; None where that is open, or where the test alone is reported."""
        values, unknown = passing(test, whole, choices), passes_unknown(test)
        if values is None or isinstance(test, Presence):
            return values
        if not values and unknown is not True:
            message = f'the rule "{self.rule}": no "{name}" passes this test, so it never holds'
            self.problems.add("never-holds", where, message, "correct the values, or remove the test")
            return None
        if values == whole and (unknown is not False or isinstance(test, OneOf)):
            message = f'the rule "{self.rule}": every "{name}" passes this test, so it always holds'
            self.problems.add("always-holds", where, message, _ALWAYS[unknown])
            return None
        return values

    def _may_be_unknown(self, path: Path) -> bool:
        if path.root is Root.POLICY or path.conclusion:
            return False
        if path.hops:
            return True
        entity = self.vocabulary.entities[path.entity]
        field = entity.fields.get(path.name)
        return field is None or (field.default is None and path.name != entity.key)
