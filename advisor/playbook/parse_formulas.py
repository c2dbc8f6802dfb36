"""The formulas of computed fields."""

from advisor.playbook.functions import FUNCTIONS
from advisor.playbook.parse_conditions import BlockParser
from advisor.playbook.quantities import FieldType
from advisor.playbook.reading import Problems, read_keys, read_text
from advisor.playbook.scope import Scope
from advisor.playbook.vocabulary import CountOf, DaysSince, DaysUntil, Entity, Formula, Function, SumOf
from advisor.source.diagnostic import suggest
from advisor.source.tree import Node

FORMULAS = ("days_since", "days_until", "count", "sum", "function")


class FormulaParser:
    """Reads one formula of a computed field."""

    def __init__(self, scope: Scope, problems: Problems) -> None:
        self.scope = scope
        self.problems = problems

    def read(self, key: str, node: Node, entity: Entity) -> Formula | None:
        """The formula, or None with a diagnostic."""
        if key in ("days_since", "days_until"):
            return self._days(key, node, entity)
        if key == "count":
            related = BlockParser(self.scope, self.problems).related_block(node, entity.name, '"count"')
            return CountOf(*related) if related else None
        if key == "sum":
            return self._sum(node, entity)
        name = read_text(node, '"function"', self.problems)
        if name in FUNCTIONS and FUNCTIONS[name].entity == entity.name:
            return Function(name)
        if name is not None:
            hint = suggest(name, FUNCTIONS) or "the functions are " + ", ".join(FUNCTIONS)
            self.problems.add(
                "unknown-function", node, f'there is no function "{name}" of a {entity.name}', hint
            )
        return None

    def _days(self, key: str, node: Node, entity: Entity) -> Formula | None:
        name = read_text(node, f'"{key}"', self.problems)
        path = self.scope.resolve(name, entity.name, node, self.problems) if name else None
        if path is None or name is None:
            return None
        if path.kind is not FieldType.DATE or path.hops or path.entity != entity.name:
            self.problems.add(
                "wrong-type", node, f'"{key}" needs a date field of the {entity.name}; "{name}" is none'
            )
            return None
        return DaysSince(name) if key == "days_since" else DaysUntil(name)

    def _sum(self, node: Node, entity: Entity) -> Formula | None:
        keys = read_keys(node, '"sum"', self.problems, required=["of", "over"])
        related = keys and BlockParser(self.scope, self.problems).related_block(
            keys["over"], entity.name, '"over"'
        )
        name = read_text(keys["of"], '"of"', self.problems) if keys else None
        if not keys or not related or name is None:
            return None
        path = self.scope.resolve(name, related[0].entity, keys["of"], self.problems)
        return SumOf(path, *related) if path else None
