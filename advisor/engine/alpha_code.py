"""An alpha network as one function of Python, compiled once enough rows have come by.

To ask a test by a call costs several times what the test itself does.  What rows have reached of a network is
written as nested conditions, in which most tests are an expression; the rest of it is walked as before, and
so is the whole for those who review a few rows and end.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from advisor.engine.alpha import AlphaNode, AlphaTree, Holds, PropertyTest, alpha_network, leaf_test
from advisor.engine.stages import Source
from advisor.facts.condition_code import ConditionWriter, Reading
from advisor.facts.evaluate import Evaluator
from advisor.facts.rows import Row, WorkingMemory
from advisor.playbook.expressions import Path, Root
from advisor.playbook.model import Validity

ENOUGH = 300  # rows, after which the work of a compilation comes back within as many
_DEEPEST = 40  # conditions within one another; Python's tokenizer takes a hundred
_LARGEST = 4_000  # tests in one function
_OPERATORS = {"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}

_Written = Callable[[WorkingMemory, Sequence[Row]], list[list[int]]]


class RowNetwork:
    """Finds which conjunctions of tests hold of rows of one kind.

    With `perhaps`, those of which no test is known to fail: what is unknown passes then.
    """

    def __init__(
        self, tree: AlphaTree, sources: Mapping[str, Source], evaluator: Evaluator, *, perhaps: bool = False
    ) -> None:
        self._tree, self._sources, self._evaluator, self._perhaps = tree, sources, evaluator, perhaps
        self._root = alpha_network(tree, self._holds)
        self._seen = 0
        self._function: _Written | None = None

    def holding(self, view: WorkingMemory, rows: Sequence[Row]) -> list[list[int]]:
        """The numbers of the conjunctions that hold of each row."""
        if self._function is None:
            if self._seen < ENOUGH:
                self._seen += len(rows)
                return [self._root.holding(view, row) for row in rows]
            self._function = self._written()
        return self._function(view, rows)

    def _written(self) -> "_Written":
        reading = Reading(certain=not self._perhaps)
        return _Writer(self._tree, self._sources, self._evaluator, reading).function(self._root)

    def _holds(self, leaf: PropertyTest) -> Holds:
        return (perhaps_holds_of if self._perhaps else holds_of)(self._sources, self._evaluator, leaf)


def holds_of(sources: Mapping[str, Source], evaluator: Evaluator, leaf: PropertyTest) -> Holds:
    """What asks a test of a row."""
    source = sources[leaf.prop]
    if isinstance(source, Path):
        return leaf_test(leaf, evaluator.getter(source), evaluator.own_slot(source))
    if isinstance(source, Validity):
        return leaf_test(leaf, evaluator.in_force(source), None)
    return leaf_test(leaf, evaluator.condition(source), None)


def perhaps_holds_of(sources: Mapping[str, Source], evaluator: Evaluator, leaf: PropertyTest) -> Holds:
    """What asks whether a test of a row may hold: an unknown value passes all but `known`."""
    source, holds = sources[leaf.prop], holds_of(sources, evaluator, leaf)
    if leaf.op in ("known", "unknown") or isinstance(source, Validity):
        return holds
    if not isinstance(source, Path):
        truth, fails = evaluator.condition(source), not leaf.value
        return lambda view, row: truth(view, row) is not fails
    get = evaluator.getter(source)
    return lambda view, row: get(view, row) is None or holds(view, row)


class _Writer:
    """Writes the function of one network, in which `h` is what holds of a row."""

    def __init__(
        self, tree: AlphaTree, sources: Mapping[str, Source], evaluator: Evaluator, reading: Reading
    ) -> None:
        self._leaves, self._sources, self._reading = tree.leaves, sources, reading
        self._conditions = ConditionWriter(evaluator)
        self._left = _LARGEST

    def function(self, root: AlphaNode) -> _Written:
        """The function, compiled."""
        written: _Written = self._conditions.function("view, rows", lambda: list(self._whole(root)))
        return written

    def _whole(self, root: AlphaNode) -> Iterator[str]:
        yield " found = []"
        yield " for row in rows:"
        yield "  v = row.values; h = []; found.append(h)"
        yield from self._lines(root, 2)
        yield " return found"

    def _lines(self, node: AlphaNode, depth: int) -> Iterator[str]:
        """What is complete at a node, and the conditions behind it."""
        indent = " " * depth
        children = node.grown
        if children is None or depth > _DEEPEST or self._left < len(children):
            yield f"{indent}{self._conditions.named(node.collect)}(view, row, h)"
            return
        self._left -= len(children)
        if node.complete:
            yield f"{indent}h += {tuple(node.complete)}"
        for number, holds, child in children:
            yield f"{indent}if {self._expression(self._leaves[number], holds)}:"
            yield from self._lines(child, depth + 1)

    def _expression(self, leaf: PropertyTest, holds: Holds) -> str:
        """A test as Python has it, else a call of what asks it."""
        source, conditions = self._sources[leaf.prop], self._conditions
        if isinstance(source, Validity):
            return f"{conditions.named(holds)}(view, row)"
        if not isinstance(source, Path):
            if leaf.value:
                return conditions.of(source, self._reading)
            return f"not {conditions.of(source, self._reading.other)}"
        if source.conclusion:
            if source.root is Root.SUBJECT and not source.hops:
                return conditions.conclusion(source, bool(leaf.value), self._reading)
            return f"{conditions.named(holds)}(view, row)"
        if leaf.op in ("known", "unknown"):
            return f"{conditions.value(source)} is {'not ' if leaf.op == 'known' else ''}None"
        return conditions.compared(conditions.value(source), _OPERATORS[leaf.op], leaf.value, self._reading)
