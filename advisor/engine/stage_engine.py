"""One stage made ready to run: what its rows match, what fires by that alone, and what the Rete joins."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from advisor.engine.limits import EngineFact, Production, facts_for, within_reach
from advisor.engine.row_network import RowNetwork
from advisor.engine.stages import Stage, Subjects, flag
from advisor.facts.evaluate import Evaluator, row_finder
from advisor.facts.rows import Row, WorkingMemory
from advisor.source.record import record

if TYPE_CHECKING:
    from advisor.engine.rete import Rete

FiredIndexes = dict[str, set[int]]
"""The indexes of the subjects for which productions fire, by name."""

_FEW = 4  # times that more is loaded, until all is


@record
class Matched:
    """What a row matches: the names of the productions that fire by that alone, and facts for the others.

    `derived` are the kinds and subjects of what those that fire derive, where others join it.
    """

    index: int
    fires: tuple[str, ...]
    derived: tuple[tuple[str, int], ...]
    facts: tuple[EngineFact, ...]


class DividedProductions:
    """The productions of a stage: those that one fact is enough for, which need no Rete, and the others.

    `joined` are the kinds of facts that the others join.
    """

    def __init__(self, productions: Sequence[Production]) -> None:
        self.joined = {pattern.kind for production in productions for pattern in production.patterns[1:]}
        self.alone: dict[tuple[str, str], list[Production]] = {}
        self.others: list[Production] = []
        self.flags: set[tuple[str, str]] = set()
        for production in productions:
            first = production.patterns[0]
            if len(production.patterns) == 1:
                self.alone.setdefault((first.kind, first.flags[0]), []).append(production)
            else:
                self.others.append(production)
                self.flags.update((first.kind, name) for name in first.flags)


class RowMatcher:
    """What the rows of one entity match, by the conjunctions of tests that hold of them."""

    def __init__(self, entity: str, subjects: Subjects, divided: DividedProductions) -> None:
        self.entity = entity
        self._links = [(name, row_finder(way.single, way.hops)) for name, way in subjects.links.items()]
        finders = dict(self._links)
        flags = [(kind, flag(number)) for number, kind in enumerate(subjects.kinds)]
        alone = [divided.alone.get(one, ()) for one in flags]
        self._fires = [tuple(one.name for one in productions if one.name) for productions in alone]
        self._derives = [
            [
                (production.derives, finders.get(production.subject))
                for production in productions
                if production.derives in divided.joined
            ]
            for productions in alone
        ]
        self._flags = [one if one in divided.flags else None for one in flags]

    def matched(self, view: WorkingMemory, row: Row, holding: Iterable[int]) -> Matched:
        """What a row matches; where it is nothing, no production can fire for it."""
        fires: list[str] = []
        derived: list[tuple[str, int]] = []
        made: dict[str, dict[str, bool | int | str]] = {}
        for number in holding:
            fires += self._fires[number]
            for kind, find in self._derives[number]:
                subject = row if find is None else find(view, row)
                if subject is not None:
                    derived.append((kind, subject.index))
            flagged = self._flags[number]
            if flagged is not None:
                kind, name = flagged
                fact = made.get(kind)
                if fact is None:
                    fact = made[kind] = {"kind": kind, "ref": row.index}
                    for link, find in self._links:
                        linked = find(view, row) if find is not None else row
                        if linked is not None:
                            fact[link] = linked.index
                fact[name] = True
        return Matched(row.index, tuple(fires), tuple(derived), tuple(made.values()))


class StageEngine:
    """One stage, ready for any number of reviews."""

    def __init__(self, stage: Stage, evaluator: Evaluator) -> None:
        self.divided = DividedProductions(stage.productions)
        self._matchers = [
            (
                RowMatcher(entity, subjects, self.divided),
                RowNetwork(subjects.tree, subjects.sources, evaluator),
            )
            for entity, subjects in stage.subjects.items()
        ]
        self._loads = 0
        self._loaded: tuple[Rete | None, frozenset[int]] = None, frozenset()
        self._last: tuple[list[EngineFact], FiredIndexes] = [], {}

    def fire(self, view: WorkingMemory) -> FiredIndexes:
        """What fires in a working memory.  Raises EngineError."""
        return self.fire_matched(self._matched(view))

    def _matched(self, view: WorkingMemory) -> Iterator[Matched]:
        for matcher, network in self._matchers:
            rows = view.facts.rows[matcher.entity]
            for row, holding in zip(rows, network.holding(view, rows), strict=True):
                if holding:
                    yield matcher.matched(view, row, holding)

    def fire_matched(self, rows: Iterable[Matched]) -> FiredIndexes:
        """The same, of all that rows match."""
        fired: FiredIndexes = {}
        facts: list[EngineFact] = []
        derived: dict[tuple[str, int], None] = {}
        for row in rows:
            for name in row.fires:
                fired.setdefault(name, set()).add(row.index)
            derived.update(dict.fromkeys(row.derived))
            facts += row.facts
        facts += ({"kind": kind, "ref": subject} for kind, subject in derived)
        for name, indexes in self._joined(facts).items():
            fired[name] = fired[name] | indexes if name in fired else indexes
        return fired

    def _joined(self, facts: list[EngineFact]) -> FiredIndexes:
        """What the Rete fires: of the same facts as before, which are many from day to day, the same."""
        last = self._last
        if facts != last[0]:
            last = self._last = facts, self._fired(facts)
        return last[1]

    def _fired(self, facts: list[EngineFact]) -> FiredIndexes:
        """What the Rete fires anew, of the facts that a production could fire by.

        The first reviews are often the only ones: they load no production that could not fire.
        """
        needed = within_reach(self.divided.others, facts)
        if not needed:
            return {}
        rete, loaded = self._loaded  # together: another thread may load more at any time
        missing = {id(production) for production in needed} - loaded
        if rete is None or missing:
            self._loads += 1
            if self._loads <= _FEW:
                loaded = loaded | missing
                productions = [one for one in self.divided.others if id(one) in loaded]
            else:
                productions = self.divided.others
                loaded = frozenset(map(id, productions))
            rete = _new_rete(productions)
            self._loaded = rete, loaded
        return rete.fire(facts_for(needed, facts))


def _new_rete(productions: Sequence[Production]) -> "Rete":
    from advisor.engine.rete import Rete  # where nothing is to be joined, it is not loaded

    return Rete(productions)
