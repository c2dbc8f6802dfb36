"""What scenarios leave untested: rules that never fire, conditions never true or false, constraints unbroken.

A condition is one test: a field's, wherever it stands in the blocks of a rule, or the one on a count.  It is
asked of everybody whom its rule asks, in every scenario on whose day the rule is in force; that of a step or
a draft, of everybody for whom its action is advised; that of a computed field which a rule reads, of
everybody who has the field.  An unknown answer is neither true nor false.

A constraint that refuses a state is left out, since no scenario has such a state.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import field

from advisor.facts.evaluate import Evaluator, Truths
from advisor.facts.rows import Facts, Row
from advisor.facts.schema import Schema
from advisor.playbook.condition_text import condition_text
from advisor.playbook.conditions import (
    Condition,
    ConditionFold,
    Connective,
    Count,
    FieldTest,
    Not,
    Quantifier,
    Relation,
    Unless,
)
from advisor.playbook.dependencies import rule_reads
from advisor.playbook.formulas import Cases, Formula, OverRelated
from advisor.playbook.model import Constraint, Rule, RuleBase, Verb
from advisor.scenarios.firings import ScenarioFirings
from advisor.scenarios.model import Share
from advisor.source.diagnostic import Location, Severity
from advisor.source.record import record


@record
class ConditionOf:
    """What a condition belongs to: a rule, the texts of an action, or a computed field; the others are ""."""

    rule: str = ""
    action: str = ""
    field: str = ""

    @property
    def kind(self) -> str:
        """Which of them it is: "rule", "action" or "field"."""
        return "rule" if self.rule else "action" if self.action else "field"

    def __str__(self) -> str:
        return self.rule or self.action or self.field


@record
class ConditionCoverage:
    """A condition, as it is written, and which answers scenarios gave it."""

    of: ConditionOf
    condition: str
    true: bool
    false: bool
    location: Location = field(compare=False, repr=False)

    @property
    def lacks(self) -> str:
        """The answer that is missing: "true", "false", "true or false"; "" where none is."""
        missing = [side for side, given in (("true", self.true), ("false", self.false)) if not given]
        return " or ".join(missing)


@record
class Coverage:
    """The rules, conditions and constraints of a playbook, in the order of its files, held against scenarios.

    Of a constraint that is written once for several histories, the first stands for all.
    """

    rules: tuple[Rule, ...]
    fired: frozenset[str]
    conditions: tuple[ConditionCoverage, ...]
    constraints: tuple[Constraint, ...] = ()
    broken: frozenset[Location] = frozenset()

    @property
    def silent(self) -> tuple[Rule, ...]:
        """The rules that fire in no scenario."""
        return tuple(rule for rule in self.rules if rule.id not in self.fired)

    @property
    def untested(self) -> tuple[ConditionCoverage, ...]:
        """The conditions that lack an answer."""
        return tuple(condition for condition in self.conditions if condition.lacks)

    @property
    def unbroken(self) -> tuple[Constraint, ...]:
        """The constraints that no scenario breaks."""
        return tuple(one for one in self.constraints if one.location not in self.broken)

    @property
    def constraint_share(self) -> Share:
        """The constraints that a scenario breaks."""
        return Share(len(self.constraints) - len(self.unbroken), len(self.constraints))

    @property
    def rule_share(self) -> Share:
        """The rules that fire."""
        return Share(len(self.rules) - len(self.silent), len(self.rules))

    @property
    def condition_share(self) -> Share:
        """The conditions that have both answers."""
        return Share(len(self.conditions) - len(self.untested), len(self.conditions))

    @property
    def percent(self) -> float:
        """The lowest of the three shares."""
        shares = (self.rule_share, self.condition_share, self.constraint_share)
        return min(share.percent for share in shares)

    def reaches(self, percent: float | None) -> bool:
        """Whether as much is covered as was asked for, None for nothing."""
        return percent is None or self.percent >= percent


def coverage_of(
    playbook: RuleBase,
    firings: Sequence[ScenarioFirings],
    own: Container[str] | None = None,
    constraints: Iterable[Constraint] | None = None,
) -> Coverage:
    """How far scenarios that have been run cover the rules, conditions and constraints of a playbook.

    With `own`, only the rules of these ids count, and only `constraints` that are given.
    """
    chosen = (rule for rule in playbook.rules if own is None or rule.id in own)
    rules = tuple(sorted(chosen, key=lambda rule: rule.location))
    evaluator = Evaluator(Schema.of(playbook))
    everybody = _everybody(playbook, firings)
    conditions: list[ConditionCoverage] = []
    for rule in rules:
        asking = [
            (scenario, rows)
            for scenario, rows, ids in everybody[rule.entity]
            if rule.id in ids and rule.period.covers(scenario.scenario.as_of)
        ]
        conditions += _covered(rule.when, ConditionOf(rule=rule.id), evaluator, asking)
    conditions += _of_fields(playbook, rules, evaluator, firings)
    advised = {name for rule in rules for name in rule.targets(Verb.ADVISE)}
    subjects = [_advised(scenario) for scenario in firings]
    for action in sorted(playbook.actions.values(), key=lambda action: action.location):
        if action.id in advised and action.conditions:
            asking = [(one, rows.get(action.id, ())) for one, rows in zip(firings, subjects, strict=True)]
            for condition in action.conditions:
                conditions += _covered(condition, ConditionOf(action=action.id), evaluator, asking)
    fired = frozenset(rule for scenario in firings for rule in scenario.fired)
    if constraints is None:
        constraints = playbook.constraints if own is None else ()
    warning = [one for one in constraints if one.severity is Severity.WARNING]
    written: dict[Location, Constraint] = {}
    for one in sorted(warning, key=lambda one: one.location):
        written.setdefault(one.location, one)
    broken = frozenset(one.location for one in warning if any(scenario.breaks(one) for scenario in firings))
    return Coverage(rules, fired, tuple(conditions), tuple(written.values()), broken)


def _everybody(
    playbook: RuleBase, firings: Sequence[ScenarioFirings]
) -> Mapping[str, Sequence[tuple[ScenarioFirings, Sequence[Row], frozenset[str]]]]:
    """By entity the scenarios that have somebody of its kind, with these and the rules that may ask them."""
    present = {id(one.playbook): one.playbook for one in firings}
    rules = {key: frozenset(rule.id for rule in one.content.rules) for key, one in present.items()}
    return {
        entity: [
            (one, rows, rules[id(one.playbook)]) for one in firings if (rows := one.run.facts.rows[entity])
        ]
        for entity in playbook.vocabulary.entities
    }


def _of_fields(
    playbook: RuleBase, rules: Sequence[Rule], evaluator: Evaluator, firings: Sequence[ScenarioFirings]
) -> Iterator[ConditionCoverage]:
    """The conditions of the computed fields that the rules read."""
    read = {name for rule in rules for name in rule_reads(rule, playbook.vocabulary)}
    for entity in playbook.vocabulary.entities.values():
        asking = [(scenario, scenario.run.facts.rows[entity.name]) for scenario in firings]
        for computed in entity.computed.values():
            if (entity.name, computed.name) in read:
                of = ConditionOf(field=f"{entity.name}.{computed.name}")
                for condition, relations in _conditions_of(computed.formula):
                    yield from _covered(condition, of, evaluator, asking, relations)


def _conditions_of(formula: Formula) -> Iterator[tuple[Condition, "Relations"]]:
    """The conditions of a formula, each with the relations to those of whom it is asked."""
    if isinstance(formula, OverRelated):
        yield formula.block, (formula.relation,)
    elif isinstance(formula, Cases):
        yield from ((condition, ()) for condition in formula.conditions)


def _advised(scenario: ScenarioFirings) -> Mapping[str, Sequence[Row]]:
    """The subjects for which a rule advises each action."""
    rows: dict[str, dict[int, Row]] = {}
    for firing in scenario.run.firings:
        for action in firing.rule.targets(Verb.ADVISE):
            rows.setdefault(action, {})[firing.row.index] = firing.row
    return {action: tuple(by_index.values()) for action, by_index in rows.items()}


Asking = Sequence[tuple[ScenarioFirings, Sequence[Row]]]  # the scenarios, and of whom it is asked in each


def _covered(
    condition: Condition, of: ConditionOf, evaluator: Evaluator, asking: Asking, via: "Relations" = ()
) -> Iterator[ConditionCoverage]:
    for test, relations in _Tests().of(condition, via):
        answers = _answers(evaluator.condition(test), relations, asking)
        text = condition_text(test).strip("`")
        yield ConditionCoverage(of, text, True in answers, False in answers, test.location)


Relations = tuple[Relation, ...]
_Test = tuple[FieldTest | Count, Relations]


class _Tests(ConditionFold[Relations, Iterator[_Test]]):
    """The tests, each with the relations from the subject to those of whom it is asked."""

    def test(self, condition: FieldTest, context: Relations) -> Iterator[_Test]:
        yield condition, context

    def connective(self, condition: Connective, context: Relations) -> Iterator[_Test]:
        for part in condition.parts:
            yield from self.of(part, context)

    def negation(self, condition: Not, context: Relations) -> Iterator[_Test]:
        return self.of(condition.part, context)

    def exception(self, condition: Unless, context: Relations) -> Iterator[_Test]:
        return self.of(condition.part, context)

    def quantifier(self, condition: Quantifier, context: Relations) -> Iterator[_Test]:
        if isinstance(condition, Count):
            yield condition, context
        yield from self.of(condition.block, (*context, condition.relation))


def _answers(truth: Truths, relations: Relations, asking: Asking) -> set[bool | None]:
    """What a test comes to, asked until it was both true and false."""
    answers: set[bool | None] = set()
    for scenario, subjects in asking:
        view = scenario.run.view
        for row in _related(view.facts, subjects, relations):
            answers.add(truth(view, row))
            if answers >= {True, False}:
                return answers
    return answers


def _related(facts: Facts, rows: Sequence[Row], relations: Relations) -> Sequence[Row]:
    for relation in relations:
        related = (other for row in rows for other in facts.related(relation.entity, relation.via, row))
        rows = tuple({other.index: other for other in related}.values())
    return rows
