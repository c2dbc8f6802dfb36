"""An alpha network as one function of Python, for those who review very many rows.

To ask a test by a call costs several times what the test itself does.  What rows have reached of a network is
written as nested conditions, in which most tests are an expression; the rest of it is walked as before.
"""

from collections.abc import Iterator, Mapping, Sequence

from advisor.engine.alpha import AlphaNode, Holding, Holds, PropertyTest
from advisor.engine.stages import Source
from advisor.facts.condition_code import ConditionWriter, Reading
from advisor.facts.evaluate import Evaluator
from advisor.playbook.conditions import Op
from advisor.playbook.expressions import Path, Root
from advisor.playbook.model import Validity

_DEEPEST = 40  # conditions within one another; Python's tokenizer takes a hundred
_LARGEST = 4_000  # tests in one function


class NetworkWriter:
    """Writes the function of one network, in which `h` is what holds of a row."""

    def __init__(
        self,
        leaves: Sequence[PropertyTest],
        sources: Mapping[str, Source],
        evaluator: Evaluator,
        *,
        perhaps: bool,
    ) -> None:
        """The tests by number, and what they read; with `perhaps`, what is unknown passes."""
        self._leaves, self._sources, self._reading = leaves, sources, Reading(certain=not perhaps)
        self._conditions = ConditionWriter(evaluator)
        self._left = _LARGEST

    def function(self, root: AlphaNode) -> Holding:
        """The function, compiled."""
        written: Holding = self._conditions.function("view, rows", lambda: list(self._whole(root)))
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
        return conditions.compared(conditions.value(source), Op[leaf.op.upper()], leaf.value, self._reading)
