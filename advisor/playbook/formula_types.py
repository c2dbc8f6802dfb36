"""The types that computed fields will have, worked out from how their formulas are written.

A formula may name fields whose own formulas stand further down: what it waits for is settled before it.
"""

from collections.abc import Mapping as ReadMapping

from advisor.playbook.functions import usable_function
from advisor.playbook.grammar import FORMULA, RESULTS
from advisor.playbook.parse_expressions import type_of_result
from advisor.playbook.types import FieldType
from advisor.playbook.units import Units
from advisor.playbook.vocabulary import POLICY, Entity, entity_called, start_of
from advisor.source.record import record
from advisor.source.tree import Mapping, Node, Scalar, Sequence, text_of, text_under

Name = tuple[str, str]


@record
class Holds:
    """What a field holds: its type, and the words of a choice."""

    kind: FieldType
    choices: tuple[str, ...] = ()


class FormulaTypes:
    """Works out what computed fields hold, over the fields of entities and the parameters of the policy."""

    def __init__(
        self, entities: ReadMapping[str, Entity], policy: ReadMapping[str, FieldType], units: Units
    ) -> None:
        self.entities, self.policy, self.units = entities, policy, units
        self.settled: dict[Name, Holds] = {}
        self._awaited: Name | None = None

    def settle(self, formulas: ReadMapping[Name, Node]) -> dict[Name, Holds]:
        """What each computed field holds, by its entity and name, as far as that can be told."""
        begun: set[Name] = set()
        for first in formulas:
            waiting = [first]
            while waiting:
                name = waiting[-1]
                begun.add(name)
                self._awaited = None
                holds = self._of(name[0], formulas[name])
                awaited = self._awaited
                if holds is None and awaited is not None and awaited in formulas and awaited not in begun:
                    waiting.append(awaited)
                    continue
                waiting.pop()
                if holds is not None:
                    self.settled[name] = holds
        return self.settled

    def _of(self, owner: str, node: Node) -> Holds | None:
        key = next((name for name in FORMULA.names if isinstance(node, Mapping) and node.get(name)), "")
        formula = node.get(key) if isinstance(node, Mapping) else None
        if key.startswith(("days_", "business_days_")):
            return Holds(FieldType.DAYS)
        if key == "value":
            return self._of_value(owner, text_under(node, "type"), formula)
        if key == "function":
            function = usable_function(text_of(formula))
            return Holds(function.kind) if function is not None else None
        fixed = {"count": FieldType.COUNT, "list": FieldType.LIST}
        return Holds(fixed[key]) if key in fixed else self._over_related(owner, key, formula)

    def _of_value(self, owner: str, declared: str, value: Node | None) -> Holds | None:
        if declared in RESULTS:
            return Holds(FieldType(declared))
        if isinstance(value, Sequence):
            value = next((case.get("is") for case in value.items if isinstance(case, Mapping)), None)

        def kind_of(path: str) -> FieldType | None:
            holds = self._at(owner, path)
            return None if holds is None else holds.kind

        text = value.text.strip() if isinstance(value, Scalar) else ""
        kind = type_of_result(text, self.units, kind_of)
        return None if kind is None else Holds(kind)

    def _over_related(self, owner: str, key: str, formula: Node | None) -> Holds | None:
        over = formula.get("over") if isinstance(formula, Mapping) else None
        if not isinstance(over, Mapping) or not over.entries:
            return None
        related = entity_called(over.entries[0].key.text, owner, self.entities)
        holds = self._at(related, text_under(formula, "of"))
        is_number = holds is not None and key == "average" and holds.kind is FieldType.COUNT
        return Holds(FieldType.NUMBER) if is_number else holds

    def _at(self, owner: str, path: str) -> Holds | None:
        """What a path from an entity leads to; None where that is not settled, or leads nowhere."""
        parts = path.split(".")
        if parts[:-1] == [POLICY]:
            return Holds(self.policy[parts[1]]) if parts[1] in self.policy else None
        if owner not in self.entities:
            return None
        here, (*hops, name) = start_of(parts, owner, self.entities)
        for hop in hops:
            target = here.hops.get(hop, "")
            if target not in self.entities:
                return None
            here = self.entities[target]
        field = here.fields.get(name)
        if field is not None:
            return Holds(field.kind, field.choices)
        holds = self.settled.get((here.name, name))
        if holds is None:
            self._awaited = (here.name, name)
        return holds
