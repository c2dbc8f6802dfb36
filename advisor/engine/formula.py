"""A rule's conditions as a formula of engine leaves, and its disjunctive normal form.

Kleene's "is true" and "is false" of a condition are both expressible by positive leaves, because an engine
test never matches a missing property: no negation is left, and an engine needs none.
"""

from collections.abc import Callable
from itertools import product
from math import prod

from advisor.engine.network import Condition as Leaf
from advisor.source.record import record

MAX_ALTERNATIVES = 12
MAX_CHAINS = 3


@record
class Chain:
    """A derived fact of `kind` whose `ref` is the subject's property `prop`."""

    kind: str
    prop: str


@record
class And:
    """All parts; none: true."""

    parts: tuple["Formula", ...]


@record
class Or:
    """One part; none: false."""

    parts: tuple["Formula", ...]


Formula = Leaf | Chain | And | Or
Conjunction = tuple[Leaf | Chain, ...]
Shortcut = Callable[[list[Conjunction]], Chain]


def alternatives(formula: Formula, shortcut: Shortcut) -> list[Conjunction]:
    """The formula as a list of conjunctions.

    `shortcut` names a derived fact for a list of alternatives: it keeps the list short where the product of
    several disjunctions would be long, and a conjunction within the number of joins that an engine does well.
    """
    if isinstance(formula, Leaf | Chain):
        return [(formula,)]
    parts = [alternatives(part, shortcut) for part in formula.parts]
    if isinstance(formula, Or):
        return list(dict.fromkeys(conjunction for part in parts for conjunction in part))
    if prod(len(part) for part in parts) > MAX_ALTERNATIVES:
        parts = [part if len(part) == 1 else [(shortcut(part),)] for part in parts]
    joined = (
        tuple(dict.fromkeys(leaf for part in combination for leaf in part)) for combination in product(*parts)
    )
    return [fold(conjunction, shortcut) for conjunction in dict.fromkeys(joined)]


def fold(conjunction: Conjunction, shortcut: Shortcut) -> Conjunction:
    """The same conjunction with at most `MAX_CHAINS` derived facts in it, and no two of one kind.

    The patterns of a match are different facts, and two ways of links may end at the same one.
    """
    first: dict[str, Leaf | Chain] = {}
    conjunction = tuple(
        shortcut([(leaf,)]) if isinstance(leaf, Chain) and first.setdefault(leaf.kind, leaf) != leaf else leaf
        for leaf in conjunction
    )
    chains = [leaf for leaf in conjunction if isinstance(leaf, Chain)]
    if len(chains) <= MAX_CHAINS:
        return conjunction
    rest = tuple(leaf for leaf in conjunction if leaf not in chains[:MAX_CHAINS])
    return fold((*rest, shortcut([tuple(chains[:MAX_CHAINS])])), shortcut)
