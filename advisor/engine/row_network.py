"""What holds of the rows of one kind: an alpha network, walked, or from some number of rows on a function."""

from collections.abc import Mapping, Sequence

from advisor.engine.alpha import AlphaTree, Holding, Holds, PropertyTest, alpha_network, leaf_test
from advisor.engine.stages import Source
from advisor.facts.evaluate import Evaluator
from advisor.facts.rows import Row, WorkingMemory
from advisor.playbook.expressions import Path
from advisor.playbook.model import Validity

ENOUGH = 300  # rows, after which the work of writing a function comes back within as many


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
        self._function: Holding | None = None

    def holding(self, view: WorkingMemory, rows: Sequence[Row]) -> list[list[int]]:
        """The numbers of the conjunctions that hold of each row."""
        if self._function is None:
            if self._seen < ENOUGH:
                self._seen += len(rows)
                return [self._root.holding(view, row) for row in rows]
            self._function = self._written()
        return self._function(view, rows)

    def _written(self) -> Holding:
        from advisor.engine.alpha_code import NetworkWriter  # a command that reviews once needs none

        writer = NetworkWriter(self._tree.leaves, self._sources, self._evaluator, perhaps=self._perhaps)
        return writer.function(self._root)

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
