"""Which of two questions about one thing comes first, however useful they are: has it ended, then when."""

from collections.abc import Mapping, Sequence
from typing import Protocol, TypeVar

from advisor.facts.rows import Row
from advisor.playbook.intake import Ending
from advisor.playbook.vocabulary import Entity


class Asked(Protocol):
    """A fact that is asked for: a field of a row."""

    row: Row
    name: str


A = TypeVar("A", bound=Asked)


def ends_first(facts: list[A], entities: Mapping[str, Entity]) -> list[A]:
    """The facts in their order, but for those that an end writes: they come before when and how it ended."""
    ordered = list(facts)
    for fact in facts:
        intake = entities[fact.row.entity].intake
        ending = intake.ending if intake is not None else None
        if ending is not None and fact.name in {name for name, _ in ending.sets}:
            ordered.remove(fact)
            ordered.insert(_place_of(fact, ending, facts, ordered), fact)
    return ordered


def _place_of(fact: Asked, ending: Ending, before: Sequence[Asked], others: Sequence[Asked]) -> int:
    """Where a fact belongs among the others: before the first that tells of the end, else where it stood."""
    told = (ending.on, *ending.asks)
    own = before.index(fact)
    first = (at for at, one in enumerate(others) if one.row is fact.row and one.name in told)
    return min(next(first, own), own)
