"""The alpha network: which conjunctions of tests hold of a row.

Tests that many conjunctions share are asked first and once; where one fails, all conjunctions behind it are
passed over.  What is left for the engine is small: the names of the conjunctions that hold.
"""

import operator
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import chain

from advisor.facts.evaluate import Getter
from advisor.facts.rows import Row, WorkingMemory
from advisor.playbook.types import Value
from advisor.source.record import record


@record
class PropertyTest:
    """A test of one property of a row against a constant; an unknown one passes `unknown` and nothing else.

    `op` is one of eq, ne, lt, le, gt, ge, known, unknown; the last two have no `value`.
    """

    prop: str
    op: str
    value: Value | None = None


Holds = Callable[[WorkingMemory, Row], object]
Leaves = frozenset[PropertyTest]


@dataclass(slots=True)
class AlphaNode:
    """The conjunctions numbered `complete` hold here; each child needs its test."""

    complete: list[int] = field(default_factory=list)
    children: list[tuple[Holds, "AlphaNode"]] = field(default_factory=list)

    def collect(self, view: WorkingMemory, row: Row, into: list[int]) -> None:
        """Append the numbers of all conjunctions that hold of the row."""
        into += self.complete
        for holds, child in self.children:
            if holds(view, row):
                child.collect(view, row, into)


def alpha_network(
    conjunctions: Iterable[Leaves], getters: dict[str, Getter], slots: dict[str, int]
) -> AlphaNode:
    """The network of conjunctions, each known by its number in the order given.

    `getters` read the properties of a row; `slots` has those that are simply one of its values.
    """
    numbered = list(enumerate(conjunctions))
    every = {leaf for _, conjunction in numbered for leaf in conjunction}
    leaves = sorted(every, key=lambda leaf: (leaf.prop, leaf.op, str(leaf.value)))
    numbers = {leaf: number for number, leaf in enumerate(leaves)}
    tests = [_test(leaf, getters, slots) for leaf in leaves]
    return _grown(
        [(number, {numbers[leaf] for leaf in conjunction}) for number, conjunction in numbered], tests
    )


def _grown(conjunctions: list[tuple[int, set[int]]], tests: list[Holds]) -> AlphaNode:
    """The network over numbered tests; the test that most conjunctions share comes first."""
    node = AlphaNode([number for number, leaves in conjunctions if not leaves])
    rest = [(number, leaves) for number, leaves in conjunctions if leaves]
    while rest:
        shared = Counter(chain.from_iterable(leaves for _, leaves in rest))
        most = max(shared.values())
        first = min(leaf for leaf, times in shared.items() if times == most)
        behind = [(number, leaves - {first}) for number, leaves in rest if first in leaves]
        rest = [(number, leaves) for number, leaves in rest if first not in leaves]
        node.children.append((tests[first], _grown(behind, tests)))
    return node


def _test(leaf: PropertyTest, getters: dict[str, Getter], slots: dict[str, int]) -> Holds:
    value, slot, get = leaf.value, slots.get(leaf.prop), getters[leaf.prop]
    if leaf.op == "eq":
        if slot is not None:
            return lambda view, row: row.values[slot] == value  # what most tests are, in one step
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
