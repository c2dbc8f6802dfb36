"""What a computed field is computed from: asked by the checker, and by whoever computes in that order."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from advisor.playbook.conditions import (
    Compare,
    Condition,
    Count,
    FieldTest,
    Literal,
    NoneOf,
    OneOf,
    Path,
    Some,
    Test,
    conclusions_read,
    paths_of,
    walk,
)
from advisor.playbook.extensions import registered_functions
from advisor.playbook.model import Rule, RuleBase, Validity, Verb
from advisor.playbook.strata import Conclusion
from advisor.playbook.vocabulary import (
    POLICY,
    Computed,
    CountOf,
    DaysSince,
    DaysUntil,
    Function,
    SumOf,
    Vocabulary,
)
from advisor.source.record import record

Name = tuple[str, str]


def reads_of(entity: str, computed: Computed) -> list[Name]:
    """The (entity, field) pairs that a computed field of `entity` reads, without parameters of the policy."""
    formula = computed.formula
    if isinstance(formula, DaysSince | DaysUntil):
        return [(entity, formula.of)]
    if isinstance(formula, CountOf | SumOf):
        paths: list[Path] = list(paths_of(formula.block))
        paths += [formula.of] if isinstance(formula, SumOf) else []
        return [(path.entity, path.name) for path in paths if path.entity]
    signature = registered_functions().get(formula.name)
    parts = (text.partition(".") for text in signature.reads) if signature else ()
    return [(owner, name) for owner, _, name in parts]


def with_those_behind(playbook: RuleBase, rules: Iterable[str]) -> RuleBase:
    """The playbook with these rules and all that they hang on: they fire in it as in the whole one."""
    by_id: dict[str, Rule] = {rule.id: rule for rule in playbook.rules}
    drawn: dict[Conclusion, list[str]] = drawing(playbook.rules)

    def behind(name: str) -> Iterable[str]:
        reads = rule_reads(by_id[name], playbook.vocabulary)
        return (rule for read in reads for rule in drawn.get(read, ()))

    needed = reached(rules, behind)
    return replace(playbook, rules=tuple(rule for rule in playbook.rules if rule.id in needed))


@record
class Connections:
    """The conclusions of a playbook, as (entity, name), with ids of rules in the order of the playbook.

    `absent` are the readers, as (rule, conclusion), for whom it counts that the conclusion is not drawn.
    """

    drawn_by: Mapping[Conclusion, tuple[str, ...]]
    read_by: Mapping[Conclusion, tuple[str, ...]]
    absent: frozenset[tuple[str, Conclusion]]

    def reads(self, rule: str) -> tuple[Conclusion, ...]:
        """What the rule reads, in order."""
        return tuple(sorted(name for name, readers in self.read_by.items() if rule in readers))


def connect(playbook: RuleBase) -> Connections:
    """The connections of all rules.  A conclusion in a computed field or in a reason is read as well."""
    drawn = drawing(playbook.rules)
    read: dict[Conclusion, list[str]] = {name: [] for name in sorted(drawn)}
    for rule in playbook.rules:
        for name in rule_reads(rule, playbook.vocabulary) & read.keys():
            read[name].append(rule.id)
    return Connections(
        {name: tuple(rules) for name, rules in sorted(drawn.items())},
        {name: tuple(rules) for name, rules in read.items()},
        frozenset(pair for rule in playbook.rules for pair in _absent(rule)),
    )


def drawing(rules: Iterable[Rule]) -> dict[Conclusion, list[str]]:
    """The ids of the rules that draw each conclusion, in their order."""
    found: dict[Conclusion, list[str]] = {}
    for rule in rules:
        for target in rule.targets if rule.verb is Verb.CONCLUDE else ():
            found.setdefault((rule.entity, target), []).append(rule.id)
    return found


def reached(rules: Iterable[str], onwards: Callable[[str], Iterable[str]]) -> set[str]:
    """These rules and all that are reached from them, step by step."""
    found: set[str] = set()
    waiting = list(rules)
    while waiting:
        rule = waiting.pop()
        if rule not in found:
            found.add(rule)
            waiting += onwards(rule)
    return found


def _absent(rule: Rule) -> list[tuple[str, Conclusion]]:
    found = conclusions_read(rule.when)
    return [(rule.id, (path.entity, path.name)) for path, negative, _ in found if negative]


def rule_reads(rule: Rule, vocabulary: Vocabulary) -> frozenset[Name]:
    """The (entity, field) pairs that a rule reads, sources of computed fields included.

    Parameters of the policy are ("policy", name), and conclusions stand as fields.
    """
    found: set[Name] = set()
    waiting = list(names_of([*paths_of(rule.when), *rule.because.paths, *_of_deadline(rule)]))
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        entity = vocabulary.entities.get(name[0])
        computed = entity.computed.get(name[1]) if entity else None
        if computed is not None:
            waiting += [*reads_of(name[0], computed), *parameters_of(computed)]
    return frozenset(found)


def names_of(paths: Iterable[Path]) -> Iterator[Name]:
    """Paths as (entity, field) pairs; the entity of a parameter is "policy"."""
    for path in paths:
        yield path.entity or POLICY, path.name


def _of_deadline(rule: Rule) -> Iterator[Path]:
    if rule.deadline is not None:
        yield rule.deadline.field
        if isinstance(rule.deadline.plus, Path):
            yield rule.deadline.plus


def parameters_of(computed: Computed) -> Iterator[Name]:
    """The parameters in a formula, which `reads_of` leaves out, as ("policy", name)."""
    formula = computed.formula
    if isinstance(formula, CountOf | SumOf):
        yield from (name for name in names_of(paths_of(formula.block)) if name[0] == POLICY)
    elif isinstance(formula, Function) and formula.name in registered_functions():
        for text in registered_functions()[formula.name].needs:
            owner, _, name = text.partition(".")
            if owner == POLICY:
                yield POLICY, name


def reads_field_of(rules: Iterable[Rule], entity: str, name: str, key: str, value: str) -> bool:
    """Whether a rule tests the field `name` of those entities of a list whose `key` is the value.

    So "reply" of events that did "check-in"; a rule that does not test the key speaks of all of them.
    """
    for rule in rules:
        for node in walk(rule.when):
            if isinstance(node, Some | NoneOf | Count) and node.relation.entity == entity:
                tests = [each for each in walk(node.block) if isinstance(each, FieldTest)]
                keys = {text for each in tests if each.path.name == key for text in _texts(each.test)}
                if any(each.path.name == name for each in tests) and (value in keys or not keys):
                    return True
    return False


def _texts(test: Test) -> Iterator[str]:
    """The constants to which a value is compared."""
    if isinstance(test, Compare) and isinstance(test.right, Literal):
        yield str(test.right.value)
    elif isinstance(test, OneOf):
        for inner in test.tests:
            yield from _texts(inner)


class TimeDependence:
    """Which parts of a playbook move with time."""

    def __init__(self, playbook: RuleBase) -> None:
        entities = playbook.vocabulary.entities
        self._dated = {entity.name for entity in entities.values() if entity.records_days}
        self._names: set[Name] = set()
        computed = [(e.name, each) for e in entities.values() for each in e.computed.values()]
        before = -1
        while before < len(self._names):
            before = len(self._names)
            self._names |= {(entity, each.name) for entity, each in computed if self._computes(each)}
            for rule in playbook.rules:
                if rule.verb is Verb.CONCLUDE and self.rule(rule):
                    self._names |= {(rule.entity, target) for target in rule.targets}

    def rule(self, rule: Rule) -> bool:
        """Whether time alone can make the rule fire, or not."""
        return rule.period != Validity() or self.condition(rule.when)

    def condition(self, condition: Condition) -> bool:
        """Whether time alone can make the condition true, or not."""
        if any(self._path(path) for path in paths_of(condition)):
            return True
        related = (node for node in walk(condition) if isinstance(node, Some | NoneOf | Count))
        return any(node.relation.entity in self._dated for node in related)

    def _path(self, path: Path) -> bool:
        return (path.entity, path.name) in self._names

    def _computes(self, computed: Computed) -> bool:
        formula = computed.formula
        if isinstance(formula, DaysSince | DaysUntil):
            return True
        if isinstance(formula, CountOf | SumOf):
            ranges = formula.relation.entity in self._dated
            summed = isinstance(formula, SumOf) and self._path(formula.of)
            return ranges or summed or self.condition(formula.block)
        return False
