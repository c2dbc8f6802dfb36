"""The formulas of computed fields, once it is known what every field holds."""

from collections.abc import Mapping

from advisor.playbook.conditions import Condition, Relation
from advisor.playbook.expressions import Expression, Path, Root
from advisor.playbook.formulas import (
    BusinessDaysSince,
    BusinessDaysUntil,
    Case,
    Cases,
    CountOf,
    DayCount,
    DaysSince,
    DaysUntil,
    Formula,
    Function,
    ListOf,
    Moment,
    Statistic,
    StatisticOf,
    SumOf,
    ValueAt,
)
from advisor.playbook.functions import BrokenFunction, function_names, registered
from advisor.playbook.grammar import CASE, DATED, LISTED, SUM
from advisor.playbook.parse_conditions import BlockParser
from advisor.playbook.parse_expressions import ExpressionParser
from advisor.playbook.parse_keys import Keys, read_count, read_shape
from advisor.playbook.reading import a, read_text
from advisor.playbook.scope import Scope
from advisor.playbook.types import NOUNS, ORDERED, FieldType
from advisor.source.diagnostic import suggest
from advisor.source.tree import Node, Scalar, Sequence

_DAYS: dict[str, type[DayCount]] = {
    "days_since": DaysSince,
    "days_until": DaysUntil,
    "business_days_since": BusinessDaysSince,
    "business_days_until": BusinessDaysUntil,
}
_ADDED = ORDERED - {FieldType.DATE, FieldType.RATING}
_AVERAGED = ORDERED - {FieldType.DATE}


class FormulaParser:
    """Reads the formula of a computed field of `entity` that holds a `kind`, None where nothing tells it."""

    def __init__(self, scope: Scope, entity: str, name: str, kind: FieldType | None) -> None:
        self.scope, self.problems = scope, scope.problems
        self.entity, self.name, self.kind = entity, name, kind

    def read(self, key: str, node: Node) -> Formula | None:
        """The formula under a key, or None with a diagnostic."""
        if key == "value":
            return self._cases(node)
        if key == "count":
            related = BlockParser(self.scope).related_block(node, self.entity, '"count"')
            return CountOf(*related) if related else None
        if key in _DAYS or key == "function":
            name = read_text(node, f'"{key}"', self.problems)
            if name is None:
                return None
            return self._function(name, node) if key == "function" else self._days(key, name, node)
        if key in list(Moment):
            return self._value_at(Moment(key), node)
        if key == "list":
            return self._list(node)
        return self._statistic(key, node)

    def _days(self, key: str, name: str, node: Node) -> DayCount | None:
        path = self.scope.resolve(name, self.entity, node)
        if path is None:
            return None
        if path.kind is not FieldType.DATE or path.hops or path.entity != self.entity:
            message = f'"{key}" needs a date field of {a(self.entity)}; "{name}" is none'
            self.problems.add("wrong-type", node, message)
            return None
        return _DAYS[key](name)

    def _statistic(self, key: str, node: Node) -> Formula | None:
        keys = read_shape(node, f'"{key}"', SUM, self.problems)
        related = self._related(keys)
        if keys is None or related is None:
            return None
        kinds = {"sum": _ADDED, "average": _AVERAGED}.get(key, ORDERED)
        what = "a number or a date" if kinds is ORDERED else "a number"
        path = self._own(key, "of", keys, related[0].entity)
        if path is None:
            return None
        if path.kind not in kinds:
            message = f'"{key}" needs {what} of {a(related[0].entity)}; "{path.text}" is {NOUNS[path.kind]}'
            self.problems.add("wrong-type", keys["of"], message, "name another field of it")
            return None
        return SumOf(path, *related) if key == "sum" else StatisticOf(Statistic(key), path, *related)

    def _value_at(self, moment: Moment, node: Node) -> ValueAt | None:
        keys = read_shape(node, f'"{moment}"', DATED, self.problems)
        related = self._related(keys)
        if keys is None or related is None:
            return None
        entity = related[0].entity
        path, by = self._own(moment, "of", keys, entity), self._own(moment, "by", keys, entity)
        if by is not None and by.kind is not FieldType.DATE:
            message = f'"{moment}" needs a date of {a(entity)} under "by"; "{by.text}" is {NOUNS[by.kind]}'
            self.problems.add("wrong-type", keys["by"], message, "name the date that tells which it is")
            return None
        return None if path is None or by is None else ValueAt(moment, path, by, *related)

    def _list(self, node: Node) -> ListOf | None:
        keys = read_shape(node, '"list"', LISTED, self.problems)
        related = self._related(keys)
        if keys is None or related is None:
            return None
        entity, before = related[0].entity, len(self.problems.found)
        of, by = self._listed("of", keys, entity), self._listed("by", keys, entity) if "by" in keys else None
        if by is not None and by.kind not in ORDERED:
            message = f'"list" needs a number or a date of {a(entity)} under "by"; '
            message += f'"{by.text}" is {NOUNS[by.kind]}'
            self.problems.add("wrong-type", keys["by"], message, "name what tells which of them come first")
        first = read_count(keys["first"], keys.about("first"), self.problems) if "first" in keys else None
        if first == 0:
            hint = 'leave "first" out to list all of them'
            self.problems.mismatch(
                "wrong-value", keys["first"], keys.about("first"), "a whole number, 1 or more", hint
            )
        good = of is not None and len(self.problems.found) == before
        return ListOf(of, by, first, *related) if of is not None and good else None

    def _listed(self, key: str, keys: Keys, entity: str) -> Path | None:
        """A field of the related entity, or of what it links to; None with a diagnostic."""
        name = read_text(keys[key], f'"{key}"', self.problems)
        path = None if name is None else self.scope.resolve(name, entity, keys[key])
        if path is None or (path.root is Root.SUBJECT and path.kind is not FieldType.LIST):
            return path
        is_list = path.kind is FieldType.LIST
        message = f'"list" needs a field of {a(entity)} or of what it links to; "{name}" is '
        message += "a list itself" if is_list else "none"
        self.problems.add("wrong-type", keys[key], message, "name a field that each of them has")
        return None

    def _related(self, keys: Keys | None) -> tuple[Relation, Condition] | None:
        if keys is None:
            return None
        return BlockParser(self.scope).related_block(keys["over"], self.entity, '"over"')

    def _own(self, what: str, key: str, keys: Keys, entity: str) -> Path | None:
        """A field of the related entity itself, or None with a diagnostic."""
        name = read_text(keys[key], f'"{key}"', self.problems)
        path = None if name is None else self.scope.resolve(name, entity, keys[key])
        if path is None:
            return None
        if path.kind is FieldType.LIST:
            message = f'"{what}" needs a value; "{name}" is {NOUNS[path.kind]}'
            self.problems.add("wrong-type", keys[key], message, "name another field of it")
            return None
        if path.root is not Root.SUBJECT or path.hops or path.name != name or path.conclusion:
            message = f'"{what}" needs a field of {a(entity)} itself; "{name}" is none'
            self.problems.add("wrong-type", keys[key], message, "name a field of it, without a dot")
            return None
        return path

    def _cases(self, node: Node) -> Cases | None:
        if isinstance(node, Scalar):
            value = self._expression(node)
            return None if value is None else Cases((Case(None, value),))
        if not isinstance(node, Sequence) or not node.items:
            hint = "write each case as {when: {...}, is: ...}; the last may lack its when"
            self.problems.mismatch("wrong-shape", node, '"value"', "an expression or a list of cases", hint)
            return None
        cases = [self._case(item) for item in node.items]
        known = [case for case in cases if case is not None]
        for case, item in zip(cases[:-1], node.items, strict=False):
            if case is not None and case.when is None:
                message = '"value": this case has no "when", so that none after it ever counts'
                self.problems.add("wrong-shape", item, message, "put it last")
                return None
        return Cases(tuple(known)) if len(known) == len(cases) else None

    def _case(self, node: Node) -> Case | None:
        keys = read_shape(node, "a case", CASE, self.problems)
        if keys is None:
            return None
        value, when = self._expression(keys["is"]), None
        if "when" in keys:
            when = BlockParser(self.scope).block(keys["when"], self.entity, '"when"')
            if when is None:
                return None
        return None if value is None else Case(when, value)

    def _expression(self, node: Node) -> Expression | None:
        text = read_text(node, f'"{self.name}"', self.problems)
        if text is None or not isinstance(node, Scalar):
            return None
        return ExpressionParser(self.scope, self.entity, node).read(text, self.kind, f'"{self.name}"')

    def _function(self, name: str, node: Node) -> Function | None:
        function = registered(name)
        if function is None or isinstance(function, BrokenFunction):
            hint = function.why if isinstance(function, BrokenFunction) else suggest(name, function_names())
            hint = hint or "functions come with packages, under the entry point advisor.functions"
            self.problems.add("unknown-function", node, f'no package brings a function "{name}"', hint)
            return None
        if function.entity != self.entity:
            message = f'the function "{name}" is for {a(function.entity)}, not for {a(self.entity)}'
            self.problems.add("unknown-function", node, message, "compute the field there")
            return None
        return Function(name) if self._has_what_it_needs(name, function.needs, node) else None

    def _has_what_it_needs(self, name: str, needs: Mapping[str, FieldType], node: Node) -> bool:
        complete = True
        for text, kind in needs.items():
            path = self.scope.find(text, self.entity)
            if path is None or path.kind is not kind:
                complete = False
                message = f'the function "{name}" reads "{text}", {NOUNS[kind]} that is not declared'
                code = "unknown-field" if path is None else "wrong-type"
                self.problems.add(code, node, message, "declare it, or drop the computed field")
        return complete
