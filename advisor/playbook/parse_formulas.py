"""The formulas of computed fields."""

from collections.abc import Mapping as ReadMapping

from advisor.playbook.conditions import Root
from advisor.playbook.functions import RegisteredFunction, registered_functions
from advisor.playbook.parse_conditions import BlockParser
from advisor.playbook.quantities import NOUNS, FieldType
from advisor.playbook.reading import Problems, a, read_keys, read_text
from advisor.playbook.scope import Scope
from advisor.playbook.vocabulary import CountOf, DaysSince, DaysUntil, Entity, Formula, Function, SumOf
from advisor.source.diagnostic import suggest
from advisor.source.tree import Entry, Mapping, Node, Scalar

FORMULAS = ("days_since", "days_until", "count", "sum", "function")
_SUMMED = frozenset(
    {FieldType.COUNT, FieldType.MONEY, FieldType.HOURS, FieldType.DAYS, FieldType.PERCENT, FieldType.POINTS}
)


def kind_of(
    owner: str, name: str, entities: ReadMapping[str, Entity], computed: ReadMapping[tuple[str, str], Entry]
) -> FieldType:
    """The type that a computed field will have, told from its formula as it is written."""
    seen: set[tuple[str, str]] = set()
    while (owner, name) in computed and (owner, name) not in seen:
        seen.add((owner, name))
        node = computed[owner, name].value
        written = {entry.key.text: entry.value for entry in node.entries} if isinstance(node, Mapping) else {}
        if "days_since" in written or "days_until" in written:
            return FieldType.DAYS
        function, total = written.get("function"), written.get("sum")
        if isinstance(function, Scalar) and function.text in registered_functions():
            return registered_functions()[function.text].kind
        of, over = (total.get("of"), total.get("over")) if isinstance(total, Mapping) else (None, None)
        if not isinstance(of, Scalar) or not isinstance(over, Mapping) or not over.entries:
            return FieldType.COUNT
        owner, name = over.entries[0].key.text, of.text
    field = entities[owner].fields.get(name) if owner in entities else None
    return field.kind if field else FieldType.COUNT


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
        functions = registered_functions()
        if name is not None and name in functions and functions[name].entity == entity.name:
            return Function(name) if self._has_all(functions[name], name, node) else None
        if name is not None:
            known = [each for each, function in functions.items() if function.entity == entity.name]
            hint = suggest(name, known) or "functions are written in Python: " + ", ".join(functions)
            message = f'{a(entity.name)} has no function "{name}"'
            self.problems.add("unknown-function", node, message, hint)
        return None

    def _has_all(self, function: RegisteredFunction, name: str, node: Node) -> bool:
        """Whether the vocabulary declares everything that the function's code reads."""
        lacking = [
            path
            for path, kind in function.needs.items()
            if getattr(self.scope.resolve(path, function.entity, node, Problems()), "kind", None) is not kind
        ]
        for path in lacking:
            message = (
                f'the function "{name}" reads "{path}", {NOUNS[function.needs[path]]} that is not declared'
            )
            self.problems.add("function-needs", node, message, "declare it, or drop the computed field")
        return not lacking

    def _days(self, key: str, node: Node, entity: Entity) -> Formula | None:
        name = read_text(node, f'"{key}"', self.problems)
        path = self.scope.resolve(name, entity.name, node, self.problems) if name else None
        if path is None or name is None:
            return None
        if path.kind is not FieldType.DATE or path.hops or path.entity != entity.name:
            self.problems.add(
                "wrong-type", node, f'"{key}" needs a date field of {a(entity.name)}; "{name}" is none'
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
        if path is None:
            return None
        if path.kind not in _SUMMED or path.root is not Root.SUBJECT or path.hops or path.name != name:
            message = f'"sum" needs a number of {a(related[0].entity)} itself; "{name}" is none'
            self.problems.add("wrong-type", keys["of"], message, "name a number field of it, without a dot")
            return None
        return SumOf(path, *related)
