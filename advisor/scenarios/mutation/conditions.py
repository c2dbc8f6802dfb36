"""Changes of a rule's conditions: one test, block or quantifier at a time."""

from collections.abc import Callable, Iterator

from advisor.playbook.check.spans import meet
from advisor.playbook.conditions import (
    All,
    Any,
    Condition,
    Count,
    FieldTest,
    NoneOf,
    Not,
    Path,
    Root,
    Some,
)
from advisor.playbook.quantities import FieldType
from advisor.playbook.vocabulary import Vocabulary
from advisor.scenarios.mutation.model import Change
from advisor.scenarios.mutation.tests import Meaning, changed_tests, meaning, written
from advisor.source.location import Location
from advisor.source.record import record

Put = Callable[[Condition], Condition]
_NUMBER = Path("count", Root.SUBJECT, (), "", "count", FieldType.COUNT)


@record
class ChangedWhen:
    """Conditions with one change: what it is, in words, and where."""

    change: Change
    when: Condition
    words: str
    location: Location


class Changer:
    """Changes the conditions of one rule; `same` counts the changes that would change nothing."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.same = 0

    def changes(self, when: Condition) -> Iterator[ChangedWhen]:
        """All of them, in the order in which the conditions are written."""
        if not isinstance(when, All):
            everything = All((), when.location)
            yield ChangedWhen(Change.CONDITION, everything, f"{told(when)} dropped", when.location)
        yield from self._inside(when, lambda new: new)

    def _inside(self, here: Condition, put: Put) -> Iterator[ChangedWhen]:
        if isinstance(here, FieldTest):
            yield from self._field(here, put)
        elif isinstance(here, All | Any):
            yield from self._block(here, put)
        elif isinstance(here, Not):
            yield ChangedWhen(Change.BLOCK, put(here.part), f"{told(here)} without its not", here.location)
            yield from self._inside(here.part, lambda new: put(Not(new, here.location)))
        else:
            yield from self._quantified(here, put)

    def _field(self, here: FieldTest, put: Put) -> Iterator[ChangedWhen]:
        found, same = changed_tests(here.test, here.path, self.vocabulary)
        self.same += same
        for each in found:
            words = f"{told(here)} with `{written(each.test)}`"
            yield ChangedWhen(
                each.change, put(FieldTest(here.path, each.test, here.location)), words, here.location
            )

    def _block(self, here: All | Any, put: Put) -> Iterator[ChangedWhen]:
        if len(here.parts) > 1:
            other: All | Any = (
                Any(here.parts, here.location) if isinstance(here, All) else All(here.parts, here.location)
            )
            words = f"{told(here)} with `{_name(other)}`"
            yield ChangedWhen(Change.BLOCK, put(other), words, here.location)
        for number, part in enumerate(here.parts):
            yield from self._dropped(here, number, put)
            yield from self._differing(here, number, part, put)

    def _dropped(self, here: All | Any, number: int, put: Put) -> Iterator[ChangedWhen]:
        """The block without one part; an `any` keeps its last one."""
        part = here.parts[number]
        rest = (*here.parts[:number], *here.parts[number + 1 :])
        if not rest and isinstance(here, Any):
            return
        if isinstance(here, All) and self._means(here.parts, part) == self._means(rest, part) is not None:
            self.same += 1
            return
        left = rest[0] if len(rest) == 1 else type(here)(rest, here.location)
        yield ChangedWhen(Change.CONDITION, put(left), f"{told(part)} dropped", part.location)

    def _differing(self, here: All | Any, number: int, part: Condition, put: Put) -> Iterator[ChangedWhen]:
        """The block with one part changed, where its other tests of the same field let that show."""

        def inside(new: Condition) -> Condition:
            return put(type(here)((*here.parts[:number], new, *here.parts[number + 1 :]), here.location))

        whole = self._means(here.parts, part) if isinstance(here, All) else None
        for each in self._inside(part, lambda new: new):
            parts = (*here.parts[:number], each.when, *here.parts[number + 1 :])
            if whole is not None and self._means(parts, part) == whole:
                self.same += 1
                continue
            yield ChangedWhen(each.change, inside(each.when), each.words, each.location)

    def _means(self, parts: tuple[Condition, ...], part: Condition) -> Meaning | None:
        """What the tests of one field mean together, where that can be told without facts."""
        if not isinstance(part, FieldTest):
            return None
        tests = [each.test for each in parts if isinstance(each, FieldTest) and each.path == part.path]
        found = [meaning(test, part.path, self.vocabulary) for test in tests]
        means = [each for each in found if each is not None]
        if len(means) < len(found) or not means:
            return None
        known, unknown = means[0].known, {each.unknown for each in means}
        for each in means[1:]:
            known = meet(known, each.known)
        return Meaning(known, False if False in unknown else None if None in unknown else True)

    def _quantified(self, here: Some | NoneOf | Count, put: Put) -> Iterator[ChangedWhen]:
        relation, where = here.relation, here.location
        if isinstance(here, Count):
            test, inner = here.test, here.block
            found, same = changed_tests(test, _NUMBER, self.vocabulary)
            self.same += same
            for each in found:
                words = f"{told(here)} with `{written(each.test)}`"
                yield ChangedWhen(each.change, put(Count(relation, inner, each.test, where)), words, where)
            yield from self._within(inner, lambda new: put(Count(relation, new, test, where)))
            return
        kind = type(here)
        other = NoneOf(relation, here.block, where) if kind is Some else Some(relation, here.block, where)
        yield ChangedWhen(Change.BLOCK, put(other), f"{told(here)} with `{_name(other)}`", where)
        yield from self._within(here.block, lambda new: put(kind(relation, new, where)))

    def _within(self, block: Condition, put: Put) -> Iterator[ChangedWhen]:
        """The block of a quantifier; a single condition in it may be dropped too."""
        if not isinstance(block, All):
            everything = All((), block.location)
            yield ChangedWhen(Change.CONDITION, put(everything), f"{told(block)} dropped", block.location)
        yield from self._inside(block, put)


def told(condition: Condition) -> str:
    """A condition as it is written, blocks by their name and what they range over."""
    if isinstance(condition, FieldTest):
        return f"`{condition.path.text}: {written(condition.test)}`"
    if isinstance(condition, Count):
        return f"`count: {{{condition.relation.entity}: ...}}, is: {written(condition.test)}`"
    if isinstance(condition, All | Any):
        return f"`{_name(condition)}` of {len(condition.parts)} conditions"
    return f"`{_name(condition)}`"


def _name(condition: Condition) -> str:
    if isinstance(condition, Some | NoneOf):
        return f"{'some' if isinstance(condition, Some) else 'none'}: {{{condition.relation.entity}: ...}}"
    return {All: "all", Any: "any", Not: "not"}[type(condition)]
