"""Conditions that exclude each other: which of several do, and how that is told with all their places."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from advisor.playbook.check.propositions import Proposition, excluded
from advisor.playbook.check.variables import DOES_NOT_HOLD, HOLDS, Variables, Wanted
from advisor.playbook.conditions import All, AnyOf, Condition, Count, FieldTest, NoneOf, Not, Some, Unless
from advisor.playbook.reading import Problems
from advisor.source.diagnostic import Location
from advisor.source.record import record

_NAMED = 3  # places in a message
_WORDS: dict[type, str] = {
    All: "all",
    AnyOf: "any",
    Not: "not",
    Unless: "unless",
    Some: "some",
    NoneOf: "none",
    Count: "count",
}


@record
class Part:
    """A condition that must have a truth, for a rule to fire or a block to hold."""

    condition: Condition
    wanted: Wanted

    @property
    def location(self) -> Location:
        """Where it is written."""
        return self.condition.location

    @property
    def named(self) -> str:
        """The word that it begins with, in quotes, and its place."""
        condition = self.condition
        word = (
            condition.path.text if isinstance(condition, FieldTest) else _WORDS.get(type(condition), "this")
        )
        return f'"{word}" at {self.location}'


def parts_of(condition: Condition, wanted: Wanted = HOLDS) -> Iterator[Part]:
    """The conditions that must all have their truth for this one to have the one that is wanted."""
    if isinstance(condition, Not):
        yield from parts_of(condition.part, wanted.opposite)
    elif isinstance(condition, Unless):
        yield from parts_of(condition.part, DOES_NOT_HOLD if wanted.truth else HOLDS)
    elif isinstance(condition, All if wanted.truth else AnyOf):
        for part in condition.parts:
            yield from parts_of(part, wanted)
    else:
        yield Part(condition, wanted)


def clashing(
    variables: Variables, parts: Sequence[Part], more: Sequence[Proposition] = ()
) -> tuple[Part, ...]:
    """As few parts as exclude each other, given what else holds, by place; none where they go together."""
    propositions = [variables.of(part.condition, part.wanted) for part in parts]
    if not excluded([*propositions, *more]):
        return ()
    kept = fewest(len(parts), lambda left: excluded([*(propositions[number] for number in left), *more]))
    return tuple(sorted((parts[number] for number in kept), key=lambda part: part.location))


def fewest(count: int, suffice: Callable[[list[int]], bool]) -> list[int]:
    """As few of so many things as suffice, where all do, by number: each is tried without."""
    kept = list(range(count))
    for number in range(count):
        left = [other for other in kept if other != number]
        if suffice(left):
            kept = left
    return kept


def report_clash(code: str, never: str, clash: Sequence[Part], at: Part, problems: Problems) -> None:
    """Tell at one of the parts that it excludes the others; `never` is what does not come about."""
    others = [part for part in clash if part is not at]
    if not others:
        message, hint = f"{never}: nothing meets this condition", "its parts exclude each other"
        problems.add(code, at.location, message, hint)
        return
    both = "both " if len(others) == 1 else ""
    message = f"{never}: nothing meets {both}this and {listed(part.named for part in others)}"
    hint = "they exclude each other: drop one, or put them into any:"
    problems.add(code, at.location, message, hint, related=[part.location for part in others])


def listed(names: Iterable[str]) -> str:
    """Names with "and", no more than a reader wants to see."""
    named = list(names)
    more = len(named) - _NAMED
    shown = [*named[:_NAMED], f"{more} more"] if more > 0 else named
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))
