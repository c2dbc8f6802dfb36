"""What scenarios leave untested: rules that never fire, and conditions that are never true or never false.

A condition is one test: a field's, wherever it stands in the blocks of a rule, or the one on a count.  It is
asked of everybody whom its rule asks, in every scenario on whose day the rule is in force; an unknown answer
is neither true nor false.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from advisor.facts.evaluate import Evaluator, Truths
from advisor.facts.rows import Row
from advisor.facts.schema import Schema
from advisor.playbook.conditions import All, AnyOf, Condition, Count, FieldTest, NoneOf, Not, Relation, Some
from advisor.playbook.model import Rule, RuleBase
from advisor.scenarios.mutation.conditions import condition_text
from advisor.scenarios.shown import ScenarioFirings
from advisor.source.diagnostic import Location
from advisor.source.record import record

Way = tuple[Relation, ...]


@record
class ConditionCoverage:
    """A condition of a rule, as it is written, and which answers scenarios gave it."""

    rule: str
    condition: str
    true: bool
    false: bool
    location: Location = field(compare=False, repr=False)

    @property
    def lacks(self) -> str:
        """The answer that is missing: "true", "false", "true or false"; "" where none is."""
        missing = [side for side, seen in (("true", self.true), ("false", self.false)) if not seen]
        return " or ".join(missing)


@record
class Coverage:
    """The rules and conditions of a playbook, in the order of its files, held against scenarios."""

    rules: tuple[Rule, ...]
    fired: frozenset[str]
    conditions: tuple[ConditionCoverage, ...]

    @property
    def silent(self) -> tuple[Rule, ...]:
        """The rules that fire in no scenario."""
        return tuple(rule for rule in self.rules if rule.id not in self.fired)

    @property
    def untested(self) -> tuple[ConditionCoverage, ...]:
        """The conditions that lack an answer."""
        return tuple(each for each in self.conditions if each.lacks)


def coverage_of(
    playbook: RuleBase, shown: Sequence[ScenarioFirings], own: Container[str] | None = None
) -> Coverage:
    """How far scenarios that have been run cover the rules (in `own`) and conditions of a playbook."""
    chosen = (rule for rule in playbook.rules if own is None or rule.id in own)
    rules = tuple(sorted(chosen, key=lambda rule: rule.location))
    evaluator = Evaluator(Schema.of(playbook))
    fired: set[str] = set()
    present = [frozenset(rule.id for rule in each.playbook.content.rules) for each in shown]
    for each in shown:
        fired.update(each.fired)
    found: list[ConditionCoverage] = []
    for rule in rules:
        asked = [
            each
            for each, ids in zip(shown, present, strict=True)
            if rule.id in ids and rule.period.covers(each.run.facts.as_of)
        ]
        for leaf in _leaves(rule.when, ()):
            _ask(leaf, evaluator.condition(leaf.condition), rule, asked)
            found.append(
                ConditionCoverage(
                    rule.id,
                    condition_text(leaf.condition).strip("`"),
                    leaf.true,
                    leaf.false,
                    leaf.condition.location,
                )
            )
    return Coverage(rules, frozenset(fired), tuple(found))


@dataclass(slots=True)
class _Leaf:
    """A condition, the way of relations from the subject to those of whom it is asked, and the answers."""

    condition: FieldTest | Count
    way: Way
    true: bool = False
    false: bool = False


def _leaves(condition: Condition, way: Way) -> Iterator[_Leaf]:
    if isinstance(condition, FieldTest):
        yield _Leaf(condition, way)
    elif isinstance(condition, All | AnyOf):
        for part in condition.parts:
            yield from _leaves(part, way)
    elif isinstance(condition, Not):
        yield from _leaves(condition.part, way)
    elif isinstance(condition, Some | NoneOf | Count):
        if isinstance(condition, Count):
            yield _Leaf(condition, way)
        yield from _leaves(condition.block, (*way, condition.relation))


def _ask(leaf: _Leaf, truth: Truths, rule: Rule, shown: Iterable[ScenarioFirings]) -> None:
    """Ask until both answers are there."""
    for each in shown:
        view = each.run.view
        for row in _reached(each, rule.entity, leaf.way):
            answer = truth(view, row)
            leaf.true |= answer is True
            leaf.false |= answer is False
            if leaf.true and leaf.false:
                return


def _reached(shown: ScenarioFirings, entity: str, way: Way) -> Sequence[Row]:
    facts = shown.run.facts
    rows: Sequence[Row] = facts.rows[entity]
    for relation in way:
        found = (other for row in rows for other in facts.related(relation.entity, relation.via, row))
        rows = tuple({other.index: other for other in found}.values())
    return rows
