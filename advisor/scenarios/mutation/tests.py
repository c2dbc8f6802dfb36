"""Changes of one test: turned, its edge moved, its values moved by the step that a coach sees."""

from collections.abc import Iterator

from advisor.playbook.check.spans import Spans, domain, passes_unknown, passing
from advisor.playbook.conditions import Between, Compare, Complement, Literal, OneOf, Op, Path, Presence, Test
from advisor.playbook.quantities import ORDERED, UPPER_BOUND, FieldType, Value, plain
from advisor.playbook.vocabulary import Vocabulary
from advisor.scenarios.mutation.model import Change
from advisor.source.record import record

# The smallest differences that somebody would write down: $1, 1 %, 0.1 stars, 1 hour, 1 day, 1.
STEPS = {
    FieldType.MONEY: 100,
    FieldType.PERCENT: 100,
    FieldType.RATING: 10,
    FieldType.HOURS: 100,
    FieldType.POINTS: 100,
    FieldType.COUNT: 1,
    FieldType.DAYS: 1,
    FieldType.DATE: 1,
}
_EDGES = {Op.LT: Op.LE, Op.LE: Op.LT, Op.GT: Op.GE, Op.GE: Op.GT}
_TURNED = {Op.LT: Op.GT, Op.LE: Op.GE, Op.GT: Op.LT, Op.GE: Op.LE, Op.EQ: Op.NE, Op.NE: Op.EQ}


@record
class Changed:
    """A test with one change in it; not `writable` with a value that no file may hold."""

    change: Change
    test: Test
    writable: bool = True


@record
class Meaning:
    """What a test lets through, for the fields whose values can be listed as spans."""

    known: Spans
    unknown: bool | None


def changed_tests(test: Test, path: Path, vocabulary: Vocabulary) -> tuple[list[Changed], int]:
    """The changes of a test of a path that mean something else, each meaning once; how many do not."""
    own = meaning(test, path, vocabulary)
    seen: list[Meaning] = []
    found: list[Changed] = []
    same = 0
    for each in _changes(test, path):
        means = meaning(each.test, path, vocabulary)
        if not each.writable or (means is not None and means == own):
            same += 1
        elif means is None or means not in seen:
            seen += [means] if means is not None else []
            found.append(each)
    return found, same


def meaning(test: Test, path: Path, vocabulary: Vocabulary) -> Meaning | None:
    """What the test means, told without facts; None where a path on its right leaves that open."""
    field = vocabulary.entities[path.entity].fields.get(path.name) if path.entity else None
    choices = field.choices if field else ()
    whole = domain(path.kind, choices)
    known = None if whole is None else passing(test, whole, choices)
    return None if known is None else Meaning(known, passes_unknown(test))


def _changes(test: Test, path: Path) -> Iterator[Changed]:
    if isinstance(test, Presence):
        yield Changed(Change.TURNED, Presence(not test.known))
    elif isinstance(test, Compare):
        yield from _of_comparison(test, path.kind)
    elif isinstance(test, Between):
        yield from _of_interval(test, path.kind)
    elif isinstance(test, Complement):
        yield Changed(Change.BLOCK, test.test)
        for inner in _changes(test.test, path):
            yield Changed(inner.change, Complement(inner.test), inner.writable)
    else:
        yield from _of_list(test, path)


def _of_comparison(test: Compare, kind: FieldType) -> Iterator[Changed]:
    right = test.right
    if isinstance(right, Literal) and isinstance(right.value, bool):
        yield Changed(Change.TURNED, Compare(test.op, Literal(not right.value, plain(not right.value, kind))))
        return
    yield Changed(Change.TURNED, Compare(_TURNED[test.op], right))
    if test.op in _EDGES:
        yield Changed(Change.EDGE, Compare(_EDGES[test.op], right))
    if isinstance(right, Literal):
        for moved, writable in _moved(right, kind):
            yield Changed(Change.STEP, Compare(test.op, moved), writable)


def _of_interval(test: Between, kind: FieldType) -> Iterator[Changed]:
    low, high = test.low, test.high
    yield Changed(Change.TURNED, Complement(test))
    yield Changed(Change.EDGE, Between(low, high, not test.low_open, test.high_open))
    yield Changed(Change.EDGE, Between(low, high, test.low_open, not test.high_open))
    for moved, writable in _moved(low, kind):
        yield Changed(Change.STEP, Between(moved, high, test.low_open, test.high_open), writable)
    for moved, writable in _moved(high, kind):
        yield Changed(Change.STEP, Between(low, moved, test.low_open, test.high_open), writable)


def _of_list(test: OneOf, path: Path) -> Iterator[Changed]:
    yield Changed(Change.TURNED, Complement(test))
    for number, each in enumerate(test.tests):
        rest = (*test.tests[:number], *test.tests[number + 1 :])
        yield Changed(Change.LISTED, rest[0] if len(rest) == 1 else OneOf(rest))
        if not (isinstance(each, Compare) and each.op is Op.EQ):
            for inner in _changes(each, path):
                listed = (*test.tests[:number], inner.test, *test.tests[number + 1 :])
                yield Changed(inner.change, OneOf(listed), inner.writable)


def _moved(literal: Literal, kind: FieldType) -> list[tuple[Literal, bool]]:
    """A literal one step down and up, and whether each may be written."""
    if kind not in ORDERED:
        return []
    values = [stepped(literal.value, kind, sign) for sign in (-1, 1)]
    return [(Literal(value, plain(value, kind)), is_writable(value, kind)) for value in values]


def is_writable(value: int, kind: FieldType) -> bool:
    """Whether a file may hold the value: nothing is written below zero, or above what its type reaches to."""
    return 0 <= value <= UPPER_BOUND.get(kind, value)


def stepped(value: Value, kind: FieldType, steps: int) -> int:
    """The value so many steps of its type further."""
    return int(value) + steps * STEPS.get(kind, 1)


def written(test: Test) -> str:
    """A test as an author writes it on the right of a field."""
    if isinstance(test, Presence):
        return "known" if test.known else "unknown"
    if isinstance(test, Complement):
        return f"{{not: {written(test.test)}}}"
    if isinstance(test, OneOf):
        return f"[{', '.join(written(each) for each in test.tests)}]"
    if isinstance(test, Between):
        bounds = f"{test.low.text}..{test.high.text}"
        open_at = test.low_open, test.high_open
        return (
            f'"{"(" if open_at[0] else "["}{bounds}{")" if open_at[1] else "]"}"' if any(open_at) else bounds
        )
    return (
        test.right.text
        if test.op is Op.EQ and isinstance(test.right, Literal)
        else f'"{test.op} {test.right.text}"'
    )
