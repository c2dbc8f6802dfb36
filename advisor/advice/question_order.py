"""Which of two questions about one thing comes first, however useful they are: has it ended, then when."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from advisor.playbook.intake import Ending
from advisor.playbook.vocabulary import Entity

if TYPE_CHECKING:
    from advisor.advice.questions import MissingFact


def ends_first(facts: "list[MissingFact]", entities: Mapping[str, Entity]) -> "list[MissingFact]":
    """The facts in their order, but for those that an end writes: they come before when and how it ended."""
    ordered = list(facts)
    for fact in facts:
        intake = entities[fact.row.entity].intake
        ending = intake.ending if intake is not None else None
        if ending is not None and fact.name in {name for name, _ in ending.sets}:
            ordered.remove(fact)
            ordered.insert(_place_of(fact, ending, facts, ordered), fact)
    return ordered


def _place_of(
    fact: "MissingFact", ending: Ending, before: "list[MissingFact]", others: "list[MissingFact]"
) -> int:
    """Where a fact belongs among the others: before the first that tells of the end, else where it stood."""
    told = (ending.on, *ending.asks)
    own = before.index(fact)
    first = (at for at, one in enumerate(others) if one.row is fact.row and one.name in told)
    return min(next(first, own), own)
