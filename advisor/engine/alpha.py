"""The alpha network: which conjunctions of tests hold of a row.

Tests that many conjunctions share are asked first and once; where one fails, all conjunctions behind it are
passed over.  What is left for the engine is small: the names of the conjunctions that hold.
"""

import operator
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from advisor.engine.limits import PropertyTest
from advisor.facts.evaluate import Getter
from advisor.facts.rows import Row, WorkingMemory

Holds = Callable[[WorkingMemory, Row], object]
Leaves = frozenset[PropertyTest]

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "le": operator.le,
    "gt": operator.gt,
    "ge": operator.ge,
}


@dataclass(slots=True)
class AlphaNode:
    """`found` hold here; each child needs its test."""

    found: list[int] = field(default_factory=list)
    children: list[tuple[Holds, "AlphaNode"]] = field(default_factory=list)

    def collect(self, view: WorkingMemory, row: Row, into: list[int]) -> None:
        """Append the numbers of all conjunctions that hold of the row."""
        into += self.found
        for holds, child in self.children:
            if holds(view, row):
                if child.children:
                    child.collect(view, row, into)
                else:
                    into += child.found


def alpha_network(
    conjunctions: Iterable[Leaves], getters: dict[str, Getter], slots: dict[str, int]
) -> AlphaNode:
    """The network of conjunctions, each known by its number in the order given.

    `getters` read the properties of a row; `slots` has those that are simply one of its values.
    """
    conjunctions = list(conjunctions)
    leaves = sorted({leaf for each in conjunctions for leaf in each}, key=_name)
    numbers = {leaf: number for number, leaf in enumerate(leaves)}
    numbered = [(number, {numbers[leaf] for leaf in each}) for number, each in enumerate(conjunctions)]
    return _Grower([_test(leaf, getters, slots) for leaf in leaves]).grow(numbered)


def _name(leaf: PropertyTest) -> tuple[str, str, str]:
    return leaf.prop, leaf.op, str(leaf.value)


class _Grower:
    """Grows the network over numbered tests; the one that most conjunctions share comes first."""

    def __init__(self, tests: list[Holds]) -> None:
        self.tests = tests

    def grow(self, rest: list[tuple[int, set[int]]]) -> AlphaNode:
        node = AlphaNode([number for number, leaves in rest if not leaves])
        rest = [each for each in rest if each[1]]
        while rest:
            shared = Counter(chain.from_iterable(leaves for _, leaves in rest))
            most = max(shared.values())
            leaf = min(number for number, times in shared.items() if times == most)
            behind = [(number, leaves - {leaf}) for number, leaves in rest if leaf in leaves]
            rest = [each for each in rest if leaf not in each[1]]
            node.children.append((self.tests[leaf], self.grow(behind)))
        return node


def _test(leaf: PropertyTest, getters: dict[str, Getter], slots: dict[str, int]) -> Holds:
    slot = slots.get(leaf.prop)
    return _test_of_value(leaf, getters[leaf.prop]) if slot is None else _test_of_slot(leaf, slot)


def _test_of_value(leaf: PropertyTest, get: Getter) -> Holds:
    value = leaf.value
    if value is True and leaf.op == "eq":
        return get  # true, false or unknown: what counts is whether it is true
    if leaf.op == "eq":
        return lambda view, row: get(view, row) == value
    if leaf.op in ("known", "unknown"):
        known = leaf.op == "known"
        return lambda view, row: (get(view, row) is not None) is known
    compare = _COMPARE[leaf.op]

    def holds(view: WorkingMemory, row: Row) -> bool:
        found = get(view, row)
        return found is not None and compare(found, value)

    return holds


def _test_of_slot(leaf: PropertyTest, slot: int) -> Holds:
    """The same in one step, for what is simply a value of the row."""
    value = leaf.value
    if leaf.op == "eq":
        return lambda view, row: row.values[slot] == value
    if leaf.op == "known":
        return lambda view, row: row.values[slot] is not None
    if leaf.op == "unknown":
        return lambda view, row: row.values[slot] is None
    compare = _COMPARE[leaf.op]

    def holds(view: WorkingMemory, row: Row) -> bool:
        found = row.values[slot]
        return found is not None and compare(found, value)

    return holds
