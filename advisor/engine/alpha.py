"""The alpha network: which conjunctions of tests hold of a row.

Tests that many conjunctions share are asked first and once; where one fails, all conjunctions behind it are
passed over.  What is left for the engine is small: the names of the conjunctions that hold.
"""

import operator
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import chain
from typing import NamedTuple

from advisor.facts.evaluate import Getter
from advisor.facts.rows import Row, WorkingMemory
from advisor.playbook.types import Value


class PropertyTest(NamedTuple):
    """A test of one property of a row against a constant; an unknown one passes `unknown` and nothing else.

    `op` is one of eq, ne, lt, le, gt, ge, known, unknown; the last two have no `value`.  A tuple: compiling
    a playbook looks up thousands of tests, each by its hash.
    """

    prop: str
    op: str
    value: Value | None = None


Holds = Callable[[WorkingMemory, Row], object]
Leaves = frozenset[PropertyTest]
MakesGetter = Callable[[], Getter]


class AlphaNode:
    """A place in the network; it grows when the first row comes by.

    Most tests of a large playbook fail of every row of a review, and what lies behind them is never seen.
    """

    __slots__ = ("_children", "_complete", "_conjunctions", "_tests")

    def __init__(self, conjunctions: list[tuple[int, set[int]]], tests: "_Tests") -> None:
        """The conjunctions behind here, by number, each with those of its tests that are still open."""
        self._conjunctions, self._tests = conjunctions, tests
        self._complete: list[int] = []
        self._children: list[tuple[Holds, AlphaNode]] | None = None

    def collect(self, view: WorkingMemory, row: Row, into: list[int]) -> None:
        """Append the numbers of all conjunctions that hold of the row."""
        waiting = [self]  # and not a call for each: one block may hold a thousand tests
        while waiting:
            node = waiting.pop()
            children = node._children
            if children is None:
                children = node._grow()
            into += node._complete
            waiting += [child for holds, child in children if holds(view, row)]

    def _grow(self) -> "list[tuple[Holds, AlphaNode]]":
        """What lies behind each test; the one that most conjunctions share comes first."""
        children: list[tuple[Holds, AlphaNode]] = []
        rest = [(number, leaves) for number, leaves in self._conjunctions if leaves]
        while rest:
            shared = Counter(chain.from_iterable(leaves for _, leaves in rest))
            most = max(shared.values())
            first = min(leaf for leaf, times in shared.items() if times == most)
            behind = [(number, leaves - {first}) for number, leaves in rest if first in leaves]
            rest = [(number, leaves) for number, leaves in rest if first not in leaves]
            children.append((self._tests[first], AlphaNode(behind, self._tests)))
        self._complete = [number for number, leaves in self._conjunctions if not leaves]
        self._children = children
        return children


def alpha_network(
    conjunctions: Iterable[Leaves], getters: dict[str, MakesGetter], slots: dict[str, int]
) -> AlphaNode:
    """The network of conjunctions, each known by its number in the order given.

    `getters` make what reads the properties of a row; `slots` has those that are simply one of its values.
    """
    numbered = list(enumerate(conjunctions))
    every = {leaf for _, conjunction in numbered for leaf in conjunction}
    leaves = sorted(every, key=lambda leaf: (leaf.prop, leaf.op, str(leaf.value)))
    numbers = {leaf: number for number, leaf in enumerate(leaves)}
    tests = _Tests(leaves, getters, slots)
    return AlphaNode(
        [(number, {numbers[leaf] for leaf in conjunction}) for number, conjunction in numbered], tests
    )


class _Tests(dict[int, Holds]):
    """Tests by number, each made when it is first looked up."""

    def __init__(
        self, leaves: list[PropertyTest], getters: dict[str, MakesGetter], slots: dict[str, int]
    ) -> None:
        super().__init__()
        self._leaves, self._getters, self._slots = leaves, getters, slots

    def __missing__(self, number: int) -> Holds:
        leaf = self._leaves[number]
        test = self[number] = _test(leaf, self._getters[leaf.prop], self._slots.get(leaf.prop))
        return test


def _test(leaf: PropertyTest, getter: MakesGetter, slot: int | None) -> Holds:
    value = leaf.value
    if leaf.op == "eq" and slot is not None:
        return lambda view, row: row.values[slot] == value  # what most tests are, in one step
    get = getter()
    if leaf.op == "eq":
        # True, False or None for unknown: a getter of flags is a test already.
        return get if value is True else lambda view, row: get(view, row) == value
    if leaf.op in ("known", "unknown"):
        known = leaf.op == "known"
        return lambda view, row: (get(view, row) is not None) is known
    compare = getattr(operator, leaf.op)

    def holds(view: WorkingMemory, row: Row) -> bool:
        left = get(view, row)
        return left is not None and compare(left, value)

    return holds
