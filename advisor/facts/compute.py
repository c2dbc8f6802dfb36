"""From a state to the facts of one review: typed once, then computed for the day."""

from advisor.facts.evaluate import Evaluator, Getter
from advisor.facts.functions import IMPLEMENTATIONS
from advisor.facts.kleene import Truth, Truths
from advisor.facts.read_state import StateReader
from advisor.facts.rows import Facts, Row
from advisor.facts.schema import Schema
from advisor.facts.state import State
from advisor.facts.view import View
from advisor.playbook.conditions import Relation
from advisor.playbook.quantities import Value
from advisor.playbook.reading import Problems, ordered
from advisor.playbook.vocabulary import CountOf, DaysSince, DaysUntil, Formula, SumOf
from advisor.source.errors import StateError


class FactsBuilder:
    """Builds facts from states, for one schema; keep it as long as the playbook."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        evaluator = Evaluator(schema)
        self._steps: list[tuple[str, int, Getter]] = [
            (
                entity,
                schema.layouts[entity].slots[computed.name],
                self._getter(computed.formula, entity, evaluator),
            )
            for entity, computed in schema.computed
        ]

    def build(self, state: State, as_of: int | None, today: int) -> Facts:
        """The facts on `as_of`, else on the day that the state names, else today (ordinals).

        Raises StateError with every problem in the state.
        """
        reader = self._read(state)
        day = as_of if as_of is not None else reader.as_of if reader.as_of is not None else today
        rows = {name: [row.at(list(row.values)) for row in found] for name, found in reader.rows.items()}
        for name, found in reader.rows.items():
            for old, new in zip(found, rows[name], strict=True):
                new.links = {link: rows[to.entity][to.index] for link, to in old.links.items()}
        facts = Facts(self.schema, day, rows, reader.policy, reader.policy_places)
        view = View(facts, {})
        for entity, slot, get in self._steps:
            for row in rows[entity]:
                row.values[slot] = get(view, row)
        return facts

    def _read(self, state: State) -> StateReader:
        """The typed state; kept with the state, because reviews of one state on several days share it."""
        known = state.memo.get(id(self.schema))
        if isinstance(known, StateReader) and known.schema is self.schema:
            return known
        problems = Problems()
        reader = StateReader(self.schema, problems)
        reader.read(state.tree)
        if problems.errors:
            raise StateError(ordered(problems.found))
        state.memo[id(self.schema)] = reader
        return reader

    def _getter(self, formula: Formula, entity: str, evaluator: Evaluator) -> Getter:
        if isinstance(formula, DaysSince | DaysUntil):
            slot = self.schema.layouts[entity].slots[formula.of]
            return _days(slot, -1 if isinstance(formula, DaysSince) else 1)
        if isinstance(formula, CountOf):
            return _count(formula.relation, evaluator.condition(formula.block))
        if isinstance(formula, SumOf):
            return _sum(formula.relation, evaluator.condition(formula.block), evaluator.getter(formula.of))
        function = IMPLEMENTATIONS[formula.name]
        return lambda view, row: function(view.facts, row)


def _days(slot: int, sign: int) -> Getter:
    def days(view: View, row: Row) -> Value | None:
        day = row.values[slot]
        return None if day is None else sign * (int(day) - view.facts.as_of)

    return days


def _count(relation: Relation, block: Truths) -> Getter:
    def count(view: View, row: Row) -> Value | None:
        truths: list[Truth] = [
            block(view, other) for other in view.facts.related(relation.entity, relation.via, row)
        ]
        return None if None in truths else truths.count(True)

    return count


def _sum(relation: Relation, block: Truths, of: Getter) -> Getter:
    def total(view: View, row: Row) -> Value | None:
        amount = 0
        for other in view.facts.related(relation.entity, relation.via, row):
            truth = block(view, other)
            value = of(view, other) if truth else 0
            if truth is None or value is None:
                return None
            amount += int(value)
        return amount

    return total
