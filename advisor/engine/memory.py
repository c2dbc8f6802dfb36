"""Rows as an engine's working memory: small facts, with a flag for each conjunction that holds of the row."""

from advisor.engine.alpha import Node, alpha_network
from advisor.engine.compile import Stage, Subjects, flag
from advisor.engine.network import Value
from advisor.facts.evaluate import Getter
from advisor.facts.rows import Row
from advisor.facts.view import View

Fact = dict[str, Value]


class FactMaker:
    """Makes the facts of one stage from the rows of a review."""

    def __init__(self, stage: Stage) -> None:
        self._makers = [_EntityMaker(entity, subjects) for entity, subjects in stage.subjects.items()]

    def facts(self, view: View) -> list[Fact]:
        """The facts of all rows of which anything holds; what holds of none, no rule can fire for."""
        found: list[Fact] = []
        for maker in self._makers:
            for row in view.facts.rows[maker.entity]:
                found += maker.make(view, row)
        return found


class _EntityMaker:
    def __init__(self, entity: str, subjects: Subjects) -> None:
        self.entity = entity
        self.network: Node = alpha_network(subjects.conjunctions, subjects.getters, subjects.slots)
        self.flags = [(kind, flag(number)) for number, kind in enumerate(subjects.kinds)]
        self.links: tuple[tuple[str, Getter], ...] = tuple(subjects.links.items())

    def make(self, view: View, row: Row) -> list[Fact]:
        holding: list[int] = []
        self.network.collect(view, row, holding)
        made: dict[str, Fact] = {}
        for number in holding:
            kind, name = self.flags[number]
            fact = made.get(kind)
            if fact is None:
                fact = made[kind] = {"kind": kind, "ref": row.index}
                for link, get in self.links:
                    index = get(view, row)
                    if index is not None:
                        fact[link] = index
            fact[name] = True
        return list(made.values())
