"""Conditions that add nothing to those beside them: said twice, or true wherever another one is."""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence

from advisor.playbook.check.canonical_form import canonical
from advisor.playbook.check.clashes import Part
from advisor.playbook.check.variables import HOLDS, Truths, Variables
from advisor.playbook.conditions import (
    AnyOf,
    Compare,
    Complement,
    Condition,
    Connective,
    Contains,
    FieldTest,
    Membership,
    OneOf,
    Op,
    Presence,
    Quantifier,
    Test,
    children_of,
    flat_parts,
)
from advisor.playbook.expressions import Literal
from advisor.playbook.model import RuleBase
from advisor.playbook.reading import Problems

_HINT = "remove one"


def check_redundant(
    playbook: RuleBase,
    variables: Mapping[str, Variables],
    reported: Sequence[Condition],
    problems: Problems,
) -> None:
    """`redundant-condition`, a warning.  What is `reported` already is passed over."""
    known = {id(condition) for condition in reported}
    for rule in playbook.rules:
        for node, entity in _with_entities(rule.when, rule.entity):
            here = _Redundant(variables[entity], f'the rule "{rule.id}"', problems)
            if isinstance(node, Connective):
                here.block(
                    [part for part in flat_parts(node) if id(part) not in known],
                    alternatives=isinstance(node, AnyOf),
                )
            elif isinstance(node, FieldTest) and id(node) not in known:
                here.lists(node)


def _with_entities(
    condition: Condition, entity: str, around: type | None = None
) -> Iterator[tuple[Condition, str]]:
    """The conditions in one, each with its subject; a block right in one of its kind belongs to that."""
    if not (isinstance(condition, Connective) and type(condition) is around):
        yield condition, entity
    about = condition.relation.entity if isinstance(condition, Quantifier) else entity
    for child in children_of(condition):
        yield from _with_entities(child, about, type(condition))


_Told = tuple[FieldTest, Truths]


class _Redundant:
    """Reports what adds nothing, in one rule, about one kind of subject."""

    def __init__(self, variables: Variables, what: str, problems: Problems) -> None:
        self.variables, self.what, self.problems = variables, what, problems

    def block(self, parts: Sequence[Condition], *, alternatives: bool) -> None:
        """Parts that stand side by side, all of which must hold, or one."""
        seen: dict[Hashable, Condition] = {}
        for part in parts:
            twin = seen.setdefault(canonical(part), part)
            if twin is not part:
                self._report(part, twin, twins=True)
        tests: dict[Hashable, list[_Told]] = {}
        # Of a path, where a test of it is true (of alternatives) or false; everywhere, if one nowhere is.
        taken: dict[Hashable, int] = {}
        for part in seen.values():
            truths = self.variables.truths(part.path, part.test) if isinstance(part, FieldTest) else None
            if isinstance(part, FieldTest) and truths is not None:
                target, (true, unknown) = part.path.target, truths
                earlier, before = tests.setdefault(target, []), taken.get(target, 0)
                mine = true if alternatives else self.variables.pieces(part.path) & ~true & ~unknown
                apart = mine and not mine & before  # so that none of them lies within another
                taken[target] = before | (mine or -1)
                if apart or not self._beside((part, truths), earlier, alternatives=alternatives):
                    earlier.append((part, truths))

    def _beside(self, told: _Told, earlier: list[_Told], *, alternatives: bool) -> bool:
        """Whether a test adds nothing to an earlier one; the earlier ones that add nothing to it are gone."""
        test, truths = told
        kept: list[_Told] = []
        for number, (other, others) in enumerate(earlier):
            if _adds_nothing(truths, others, alternatives=alternatives):
                self._report(test, other, twins=False)
                earlier[:] = kept + earlier[number:]
                return True
            if _adds_nothing(others, truths, alternatives=alternatives):
                self._report(other, test, twins=False)
            else:
                kept.append((other, others))
        earlier[:] = kept
        return False

    def _report(self, idle: Condition, other: Condition, *, twins: bool) -> None:
        named = Part(other, HOLDS).named
        message = f"{self.what}: this is said already, with {named}"
        if not twins:
            message = f"{self.what}: this adds nothing to {named}"
        place = [other.location]
        self.problems.warn("redundant-condition", idle.location, message, _HINT, place)

    def lists(self, condition: FieldTest) -> None:
        """The tests in a list, of which one must hold."""
        for tests in _lists(condition.test):
            truths = [self.variables.truths(condition.path, test) for test in tests]
            forms = [canonical(test) for test in tests]
            for number in _doubtful(truths, forms):
                self._listed(condition, tests, truths, forms, number)

    def _listed(
        self,
        condition: FieldTest,
        tests: Sequence[Test],
        truths: Sequence[Truths | None],
        forms: Sequence[Hashable],
        number: int,
    ) -> None:
        """Report one test of a list where another one makes it idle; of two that are alike, the later one."""
        mine = truths[number]
        for other, its in enumerate(truths):
            twins = forms[number] == forms[other]
            may_go = other < number or (other > number and mine != its and not twins)
            if may_go and (twins or (mine and its and _adds_nothing(mine, its, alternatives=True))):
                self._report_listed(condition, tests[number], tests[other], twins=twins)
                return

    def _report_listed(self, condition: FieldTest, test: Test, other: Test, *, twins: bool) -> None:
        what = f'in the list of "{condition.path.text}"'
        message = f'{self.what}: "{_written(test)}" adds nothing to "{_written(other)}" {what}'
        if twins:
            message = f'{self.what}: "{_written(test)}" stands twice {what}'
        self.problems.warn("redundant-condition", condition.location, message, _HINT)


def _doubtful(truths: Sequence[Truths | None], forms: Sequence[Hashable]) -> Iterator[int]:
    """The tests of a list that another one may make idle: those that alone hold somewhere are left out.

    So a list of thousands is gone through once, and not once for each of its tests.
    """
    written, once, twice = Counter(forms), 0, 0
    for told in truths:
        true = told[0] if told is not None else 0
        once, twice = once | true, twice | (once & true)
    for number, (told, form) in enumerate(zip(truths, forms, strict=True)):
        if written[form] > 1 or (told is not None and not told[0] & ~twice):
            yield number


def _adds_nothing(truths: Truths, others: Truths, *, alternatives: bool) -> bool:
    """Whether what two tests say together is what the other says alone, of known values and unknown ones."""
    (true, unknown), (its_true, its_unknown) = truths, others
    if alternatives:  # nowhere truer than the other
        return not (true & ~its_true or unknown & ~its_true & ~its_unknown)
    return not (its_true & ~true or its_unknown & ~true & ~unknown)


def _lists(test: Test) -> Iterator[tuple[Test, ...]]:
    if isinstance(test, OneOf):
        yield test.tests
        for inner in test.tests:
            yield from _lists(inner)
    elif isinstance(test, Complement):
        yield from _lists(test.test)


def _written(test: Test) -> str:
    """A test as its author may have written it."""
    if isinstance(test, Presence):
        return "known" if test.known else "unknown"
    if isinstance(test, Compare):
        right = test.right.text
        return right if test.op is Op.EQ and isinstance(test.right, Literal) else f"{test.op} {right}"
    if isinstance(test, Complement):
        return f"not {_written(test.test)}"
    if isinstance(test, OneOf):
        return ", ".join(map(_written, test.tests))
    if isinstance(test, Membership):
        verb = "contains" if isinstance(test, Contains) else "has"
        return f"{verb} {', '.join(word.text for word in test.words)}"
    return f"{test.low.text}..{test.high.text}"
