"""Changes of computed fields: of the conditions in their formulas, of their numbers, of what they add up."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import replace

from advisor.playbook.conditions import All, Condition, Some
from advisor.playbook.dependencies import rules_by_read_name
from advisor.playbook.formulas import (
    Cases,
    Formula,
    ListOf,
    Moment,
    OverRelated,
    Statistic,
    StatisticOf,
    ValueAt,
)
from advisor.playbook.model import Rule, RuleBase
from advisor.playbook.vocabulary import Computed
from advisor.scenarios.mutation.conditions import ConditionMutator
from advisor.scenarios.mutation.expressions import moved_expressions, turned_expressions
from advisor.scenarios.mutation.model import ComputedChange, Mutant, Operator
from advisor.source.diagnostic import Location

_OTHER_STATISTIC = {Statistic.MAX: Statistic.MIN, Statistic.MIN: Statistic.MAX}
_OTHER_MOMENT = {Moment.LATEST: Moment.EARLIEST, Moment.EARLIEST: Moment.LATEST}
_Change = tuple[Operator, Formula, str, Location]


def formula_mutants(
    playbook: RuleBase, importance: Mapping[str, int], own: Container[str] | None
) -> tuple[list[Mutant], int]:
    """The changes of computed fields that rules read, and how many would change nothing.

    As important as the most important rule that reads the field; with `own`, those of fields that only rules
    of these ids read.  A list changes words alone, and none is tried.
    """
    readers = rules_by_read_name(playbook)
    mutants: list[Mutant] = []
    same = 0
    for entity in playbook.vocabulary.entities.values():
        for computed in entity.computed.values():
            rules = [rule.id for rule in readers.get((entity.name, computed.name), ())]
            if isinstance(computed.formula, ListOf):
                continue
            if not rules or not all(own is None or rule in own for rule in rules):
                continue
            mutator = ConditionMutator(playbook.vocabulary)
            weight = min(importance[rule] for rule in rules)
            for operator, formula, words, place in _changes(computed, mutator):
                change = ComputedChange(entity.name, replace(computed, formula=formula))
                mutants.append(Mutant(operator, weight, words, place, computed=change))
            same += mutator.same
    return mutants, same


def _changes(computed: Computed, mutator: ConditionMutator) -> Iterator[_Change]:
    formula, place = computed.formula, computed.location
    if isinstance(formula, OverRelated):
        for changed in mutator.changes(formula.block):
            yield changed.operator, replace(formula, block=changed.when), changed.words, changed.location
    if isinstance(formula, StatisticOf) and formula.statistic in _OTHER_STATISTIC:
        other = _OTHER_STATISTIC[formula.statistic]
        words = f"`{formula.statistic}` with `{other}`"
        yield Operator.TURNED, replace(formula, statistic=other), words, place
    elif isinstance(formula, ValueAt):
        moment = _OTHER_MOMENT[formula.moment]
        yield Operator.TURNED, replace(formula, moment=moment), f"`{formula.moment}` with `{moment}`", place
    elif isinstance(formula, Cases):
        yield from _of_cases(formula, mutator, place)


def _of_cases(formula: Cases, mutator: ConditionMutator, place: Location) -> Iterator[_Change]:
    cases = formula.cases
    for number, case in enumerate(cases):
        before, after = cases[:number], cases[number + 1 :]
        here = place if case.when is None else case.when.location
        if len(cases) > 1:
            yield Operator.LISTED, Cases((*before, *after)), f"`{case.value.text}` removed", here
        for changed in mutator.changes(case.when) if case.when is not None else ():
            instead = replace(case, when=changed.when)
            yield changed.operator, Cases((*before, instead, *after)), changed.words, changed.location
        for operator, values in (
            (Operator.TURNED, turned_expressions(case.value)),
            (Operator.STEP, moved_expressions(case.value)),
        ):
            for value in values:
                words = f"`{case.value.text}` with `{value.text}`"
                yield operator, Cases((*before, replace(case, value=value), *after)), words, here


def rules_on(playbook: RuleBase, change: ComputedChange) -> tuple[Rule, ...]:
    """The rules that read a computed field, first as if its conditions were theirs.

    They are made to look for states on which the field may turn, never to be run.
    """
    readers = rules_by_read_name(playbook).get((change.entity, change.field.name), [])
    conditions = _conditions(playbook.vocabulary.entities[change.entity].computed[change.field.name])
    likened = [
        replace(rule, entity=change.entity, when=All(conditions, rule.location)) for rule in readers[:1]
    ]
    return (*(likened if conditions else ()), *readers)


def _conditions(computed: Computed) -> tuple[Condition, ...]:
    formula = computed.formula
    if isinstance(formula, OverRelated):
        return (Some(formula.relation, formula.block, computed.location),)
    return formula.conditions if isinstance(formula, Cases) else ()
