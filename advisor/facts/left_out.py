"""A state for a vocabulary that does not know all of it: what only another one knows is left out."""

from collections import Counter
from collections.abc import Mapping as Counts

from advisor.facts.facts_builder import FactsBuilder
from advisor.facts.state import State
from advisor.source.diagnostic import Diagnostic, Location
from advisor.source.errors import StateError
from advisor.source.record import record
from advisor.source.tree import Entry, Mapping, Node, Scalar, Sequence

# What may be amiss only because a vocabulary lacks a name that another one has, or has it with another type.
_OF_VOCABULARY = frozenset(
    {"computed-field", "unknown-field", "unknown-key", "unknown-policy", "wrong-value"}
)
_OF_ACTIONS = "unknown-action"  # where a record makes no sense without the action
_SOME_DAY = 730_000


@record
class Fitted:
    """A state without what its vocabulary lacks; how often that was, by section and name: "contracts.fee"."""

    state: State
    left_out: Counts[str, int]


def fitted(state: State, builder: FactsBuilder, other: FactsBuilder) -> Fitted:
    """The state for the vocabulary of `builder`, without what only that of `other` can read.

    What neither reads stays, for whoever builds the facts to tell.
    """
    theirs = {problem.location for problem in _problems(state, other)}
    mine = [problem for problem in _problems(state, builder) if problem.location not in theirs]
    cutter = _Cutter(mine)
    tree = cutter.cut(state.tree, ())
    assert isinstance(tree, Mapping)
    return Fitted(
        State(tree, state.name) if cutter.left_out else state, dict(sorted(cutter.left_out.items()))
    )


def _problems(state: State, builder: FactsBuilder) -> tuple[Diagnostic, ...]:
    try:
        builder.build(state, None, _SOME_DAY, refuses=False)
    except StateError as error:
        return error.diagnostics
    return ()


class _Cutter:
    """Cuts a tree at the places of problems, and counts what went."""

    def __init__(self, problems: list[Diagnostic]) -> None:
        self._entries = {problem.location for problem in problems if problem.code in _OF_VOCABULARY}
        self._records = {problem.location for problem in problems if problem.code == _OF_ACTIONS}
        self.left_out: Counter[str] = Counter()

    def cut(self, node: Node, path: tuple[str, ...]) -> Node:
        """The node without what is left out; `path` is of the keys around it."""
        if isinstance(node, Sequence):
            items = (self.cut(item, path) for item in node.items if not self._goes(item, path))
            return Sequence(tuple(items), node.location)
        if not isinstance(node, Mapping):
            return node
        entries = []
        for entry in node.entries:
            inside = (*path, entry.key.text)
            if self._is_foreign(entry):
                self.left_out[".".join(inside)] += 1
            else:
                entries.append(Entry(entry.key, self.cut(entry.value, inside)))
        return Mapping(tuple(entries), node.location)

    def _is_foreign(self, entry: Entry) -> bool:
        # A mapping that stands in a block has the place of its first key, which has problems of its own.
        at_value = not isinstance(entry.value, Mapping) and entry.value.location in self._entries
        return at_value or entry.key.location in self._entries or self._is_at(entry.value, self._records)

    def _goes(self, item: Node, path: tuple[str, ...]) -> bool:
        """Whether an item of a list goes as a whole, because of the action in it; then it is counted."""
        entries = item.entries if isinstance(item, Mapping) else ()
        acting = [entry for entry in entries if self._is_at(entry.value, self._records)]
        self.left_out.update(".".join((*path, entry.key.text)) for entry in acting)
        return bool(acting)

    @staticmethod
    def _is_at(node: Node, places: set[Location]) -> bool:
        return isinstance(node, Scalar) and node.location in places
