"""The alpha network: which conjunctions of tests hold of a row.

Tests that many conjunctions share are asked first and once; where one fails, all conjunctions behind it are
passed over.  What is left for the engine is small: the names of the conjunctions that hold.
"""

import operator
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from itertools import chain
from typing import NamedTuple

from advisor.facts.evaluate import Getter
from advisor.facts.rows import Row, WorkingMemory
from advisor.playbook.types import Value
from advisor.source.record import record


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
HoldsOf = Callable[[PropertyTest], Holds]
Holding = Callable[[WorkingMemory, Sequence[Row]], list[list[int]]]
"""Finds the numbers of the conjunctions that hold of each of several rows."""
Behind = list[tuple[int, "Branch"]]


class Branch:
    """A place in a tree of tests, known by their numbers: what is complete here, and what lies behind a test.

    It is divided when the first row comes by: most tests of a large playbook fail of every row of a review,
    and what lies behind them is never seen.
    """

    __slots__ = ("_behind", "_open", "complete")

    def __init__(self, conjunctions: list[tuple[int, set[int]]]) -> None:
        """The conjunctions from here on, by number, each with those of its tests that are still open."""
        self.complete = [number for number, leaves in conjunctions if not leaves]
        self._open = [(number, leaves) for number, leaves in conjunctions if leaves]
        self._behind: Behind | None = None

    @property
    def behind(self) -> Behind:
        """What lies behind each test; the one that most conjunctions share comes first."""
        if self._behind is None:
            self._behind = list(self._divided())
        return self._behind

    def _divided(self) -> Iterator[tuple[int, "Branch"]]:
        rest = self._open
        while rest:
            shared = Counter(chain.from_iterable(leaves for _, leaves in rest))
            most = max(shared.values())
            first = min(leaf for leaf, times in shared.items() if times == most)
            yield first, Branch([(number, leaves - {first}) for number, leaves in rest if first in leaves])
            rest = [(number, leaves) for number, leaves in rest if first not in leaves]

    def divide(self) -> None:
        """Divide all that is behind, so that it can be kept."""
        waiting = [self]
        while waiting:
            branch = waiting.pop()
            waiting += (behind for _, behind in branch.behind)
            branch._open = []


@record
class AlphaTree:
    """The tests of one kind of rows, by number, and the tree in which they are asked."""

    leaves: tuple[PropertyTest, ...]
    root: Branch


def alpha_tree(conjunctions: Iterable[Leaves], costly: Set[str] = frozenset()) -> AlphaTree:
    """The tree of conjunctions, each known by its number in the order given.

    Of tests that as many conjunctions share, those of a `costly` property are asked last.
    """
    numbered = list(enumerate(conjunctions))
    every = {leaf for _, conjunction in numbered for leaf in conjunction}
    leaves = tuple(sorted(every, key=lambda leaf: (leaf.prop in costly, leaf.prop, leaf.op, str(leaf.value))))
    numbers = {leaf: number for number, leaf in enumerate(leaves)}
    return AlphaTree(
        leaves,
        Branch([(number, {numbers[leaf] for leaf in conjunction}) for number, conjunction in numbered]),
    )


class AlphaNode:
    """A branch whose tests can be asked of rows; it grows as far as rows come."""

    __slots__ = ("_branch", "_children", "_tests", "complete")

    def __init__(self, branch: Branch, tests: "_Tests") -> None:
        self._branch, self._tests = branch, tests
        self.complete = branch.complete
        self._children: list[tuple[Holds, AlphaNode]] | None = None

    @property
    def grown(self) -> "list[tuple[int, Holds, AlphaNode]] | None":
        """The tests behind it by number, each with what asks it and the node behind; None: no row came."""
        if self._children is None:
            return None
        behind = zip(self._branch.behind, self._children, strict=True)
        return [(number, holds, node) for (number, _), (holds, node) in behind]

    def holding(self, view: WorkingMemory, row: Row) -> list[int]:
        """The numbers of all conjunctions that hold of a row."""
        holding: list[int] = []
        self.collect(view, row, holding)
        return holding

    def collect(self, view: WorkingMemory, row: Row, into: list[int]) -> None:
        """Append the numbers of all conjunctions that hold of the row."""
        waiting = [self]  # and not a call for each: one block may hold a thousand tests
        while waiting:
            node = waiting.pop()
            children = node._children
            if children is None:
                children = node._grow()
            into += node.complete
            waiting += [child for holds, child in children if holds(view, row)]

    def _grow(self) -> "list[tuple[Holds, AlphaNode]]":
        tests = self._tests
        self._children = [(tests[leaf], AlphaNode(branch, tests)) for leaf, branch in self._branch.behind]
        return self._children


def alpha_network(tree: AlphaTree, holds_of: HoldsOf) -> AlphaNode:
    """The network of a tree; `holds_of` makes what asks a test of a row."""
    return AlphaNode(tree.root, _Tests(tree.leaves, holds_of))


class _Tests(dict[int, Holds]):
    """Tests by number, each made when it is first looked up."""

    def __init__(self, leaves: tuple[PropertyTest, ...], holds_of: HoldsOf) -> None:
        super().__init__()
        self._leaves, self._holds_of = leaves, holds_of

    def __missing__(self, number: int) -> Holds:
        test = self[number] = self._holds_of(self._leaves[number])
        return test


def leaf_test(leaf: PropertyTest, get: Getter, slot: int | None) -> Holds:
    """Asks a test; `get` reads its property of a row, whose slot it is where that is simply a value."""
    value = leaf.value
    if leaf.op == "eq" and slot is not None:
        return lambda view, row: row.values[slot] == value  # what most tests are, in one step
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
