"""What rules and computed fields depend on: fields, parameters, conclusions, and time.

A name is a pair (entity, field); a parameter of the policy is ("policy", name), a conclusion is as a field.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from advisor.playbook.conditions import (
    Compare,
    Condition,
    FieldTest,
    OneOf,
    Quantifier,
    Test,
    conclusions_read,
    paths_of,
    walk,
)
from advisor.playbook.expressions import Literal, Path
from advisor.playbook.formulas import Cases, DayCount, OverRelated, formula_paths
from advisor.playbook.functions import usable_function
from advisor.playbook.model import Rule, RuleBase, Validity
from advisor.playbook.strata import Conclusion
from advisor.playbook.vocabulary import POLICY, Computed, Vocabulary
from advisor.source.record import record

Name = tuple[str, str]
Node = TypeVar("Node")


def names_of(paths: Iterable[Path]) -> Iterator[Name]:
    """Paths as names."""
    for path in paths:
        yield path.entity or POLICY, path.name


def reads_of(entity: str, computed: Computed) -> list[Name]:
    """The names that a computed field of `entity` reads, without parameters of the policy."""
    return [name for name in _names_in(entity, computed) if name[0] != POLICY]


def parameters_of(computed: Computed) -> list[Name]:
    """The parameters in a formula, which `reads_of` leaves out."""
    return [name for name in _names_in("", computed) if name[0] == POLICY]


def _names_in(entity: str, computed: Computed) -> list[Name]:
    formula = computed.formula
    if isinstance(formula, DayCount):
        return [(entity, formula.of)]
    if isinstance(formula, OverRelated | Cases):
        return list(names_of(formula_paths(formula)))
    function = usable_function(formula.name)
    if function is None:
        return []
    parameters = (text for text in function.needs if text.startswith(f"{POLICY}."))
    parts = (text.partition(".") for text in (*function.reads, *parameters))
    return [(owner, name) for owner, _, name in parts]


def rule_reads(rule: Rule, vocabulary: Vocabulary) -> frozenset[Name]:
    """The names that a rule reads, sources of computed fields included."""

    def sources(name: Name) -> list[Name]:
        entity = vocabulary.entities.get(name[0])
        computed = entity.computed.get(name[1]) if entity else None
        return _names_in(name[0], computed) if computed else []

    paths = list(paths_of(rule.when))
    for consequence in rule.consequences:
        paths += consequence.because.paths
        paths += consequence.deadline.paths if consequence.deadline is not None else ()
    return frozenset(closure(names_of(paths), sources))


def closure(start: Iterable[Node], onwards: Callable[[Node], Iterable[Node]]) -> set[Node]:
    """What is reached from the start, itself included, step by step."""
    reached: set[Node] = set()
    waiting = list(start)
    while waiting:
        here = waiting.pop()
        if here not in reached:
            reached.add(here)
            waiting += onwards(here)
    return reached


def rules_by_conclusion(rules: Iterable[Rule]) -> dict[Conclusion, list[str]]:
    """The ids of the rules that draw each conclusion, in their order."""
    drawn: dict[Conclusion, list[str]] = {}
    for rule in rules:
        for target in rule.conclusions:
            drawn.setdefault((rule.entity, target), []).append(rule.id)
    return drawn


def rules_by_read_name(playbook: RuleBase) -> dict[Name, list[Rule]]:
    """The rules that read each name, in their order; what nobody reads is not there."""
    readers: dict[Name, list[Rule]] = {}
    for rule in playbook.rules:
        for name in rule_reads(rule, playbook.vocabulary):
            readers.setdefault(name, []).append(rule)
    return readers


def with_dependencies(playbook: RuleBase, rules: Iterable[str]) -> RuleBase:
    """The playbook with these rules and all that they depend on: they fire in it as in the whole one."""
    by_id = {rule.id: rule for rule in playbook.rules}
    drawn = rules_by_conclusion(playbook.rules)

    def needs(rule: str) -> Iterable[str]:
        names = rule_reads(by_id[rule], playbook.vocabulary)
        return (other for name in names for other in drawn.get(name, ()))

    needed = closure(rules, needs)
    return replace(playbook, rules=tuple(rule for rule in playbook.rules if rule.id in needed))


@record
class DependencyGraph:
    """The conclusions of a playbook, in order, with ids of rules in the order of the playbook.

    `absent` are the readers, as (rule, conclusion), for whom it counts that the conclusion is not drawn.
    """

    drawn_by: Mapping[Conclusion, tuple[str, ...]]
    read_by: Mapping[Conclusion, tuple[str, ...]]
    read_in: Mapping[str, tuple[Conclusion, ...]]
    absent: frozenset[tuple[str, Conclusion]]

    def reads(self, rule: str) -> tuple[Conclusion, ...]:
        """The conclusions that the rule reads, in order."""
        return self.read_in.get(rule, ())


def dependency_graph(playbook: RuleBase) -> DependencyGraph:
    """Who draws and who reads each conclusion; in a computed field or in a reason it is read as well."""
    drawn = sorted(rules_by_conclusion(playbook.rules).items())
    readers = rules_by_read_name(playbook)
    read_in: dict[str, list[Conclusion]] = {}
    for name, _ in drawn:
        for rule in readers.get(name, ()):
            read_in.setdefault(rule.id, []).append(name)
    return DependencyGraph(
        {name: tuple(rules) for name, rules in drawn},
        {name: tuple(rule.id for rule in readers.get(name, ())) for name, _ in drawn},
        {rule: tuple(names) for rule, names in read_in.items()},
        frozenset(
            (rule.id, (path.entity, path.name))
            for rule in playbook.rules
            for path, negative, _ in conclusions_read(rule.when)
            if negative
        ),
    )


def reads_field_of(rules: Iterable[Rule], entity: str, name: str, key: str, value: str) -> bool:
    """Whether a rule tests the field `name` of those entities of a list whose `key` is the value.

    So "reply" of events that did "check-in"; a rule that does not test the key speaks of all of them.
    """
    for node in (node for rule in rules for node in walk(rule.when)):
        if isinstance(node, Quantifier) and node.relation.entity == entity:
            tests = [inner for inner in walk(node.block) if isinstance(inner, FieldTest)]
            keys = {text for test in tests if test.path.name == key for text in _constants(test.test)}
            if any(test.path.name == name for test in tests) and (value in keys or not keys):
                return True
    return False


def _constants(test: Test) -> Iterator[str]:
    """The constants to which a value is compared."""
    if isinstance(test, Compare) and isinstance(test.right, Literal):
        yield str(test.right.value)
    elif isinstance(test, OneOf):
        for inner in test.tests:
            yield from _constants(inner)


class TimeDependence:
    """Which parts of a playbook change with time alone."""

    def __init__(self, playbook: RuleBase) -> None:
        entities = playbook.vocabulary.entities.values()
        self._dated = {entity.name for entity in entities if entity.records_days}
        self._names: set[Name] = {
            (POLICY, parameter.name) for parameter in playbook.policy.values() if parameter.dated
        }
        fields = [(entity.name, field) for entity in entities for field in entity.computed.values()]
        concluding = [rule for rule in playbook.rules if rule.conclusions]
        before = -1
        while before < len(self._names):
            before = len(self._names)
            self._names |= {(entity, field.name) for entity, field in fields if self._computed(entity, field)}
            waiting = []
            for rule in concluding:
                if self.rule(rule):
                    self._names |= {(rule.entity, target) for target in rule.conclusions}
                else:
                    waiting.append(rule)
            concluding = waiting

    def rule(self, rule: Rule) -> bool:
        """Whether time alone can make the rule fire, or not."""
        return rule.period != Validity() or self.condition(rule.when)

    def condition(self, condition: Condition) -> bool:
        """Whether time alone can make the condition true, or not."""
        related = (node for node in walk(condition) if isinstance(node, Quantifier))
        ranges = any(node.relation.entity in self._dated for node in related)
        return ranges or not self._names.isdisjoint(names_of(paths_of(condition)))

    def _computed(self, entity: str, computed: Computed) -> bool:
        formula = computed.formula
        if isinstance(formula, DayCount) or not self._names.isdisjoint(_names_in(entity, computed)):
            return True
        if isinstance(formula, OverRelated):
            return formula.relation.entity in self._dated or self.condition(formula.block)
        return isinstance(formula, Cases) and any(map(self.condition, formula.conditions))
