"""Changes of constraints: each dropped, and its conditions changed like those of a rule."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from advisor.playbook.conditions import Condition
from advisor.playbook.model import Constraint, Rule, RuleBase
from advisor.scenarios.mutation.conditions import ConditionMutator, MutatedCondition
from advisor.scenarios.mutation.model import ConstraintChange, Mutant, Operator
from advisor.source.diagnostic import Location, Severity


def constraint_mutants(
    playbook: RuleBase, constraints: Iterable[Constraint], importance: int
) -> tuple[list[Mutant], int]:
    """The changes of those constraints that warn, and how many would change nothing.

    One that is written once for the records of several histories is changed for all of them at once.
    """
    written: dict[Location, list[Constraint]] = {}
    for constraint in constraints:
        if constraint.severity is Severity.WARNING:
            written.setdefault(constraint.location, []).append(constraint)
    mutants: list[Mutant] = []
    same = 0
    for location, alike in written.items():
        mutator = ConditionMutator(playbook.vocabulary)
        first = alike[0]
        dropped = ConstraintChange(first, {})
        mutants.append(
            Mutant(Operator.CONSTRAINT, importance, "the constraint dropped", location, constraint=dropped)
        )
        changes = list(mutator.of(first.holds, None))
        same += mutator.same
        others = [_by_words(one, playbook) for one in alike[1:]]
        for changed in changes:
            instead = {first.entity: changed.when}
            for other, found in zip(alike[1:], others, strict=True):
                instead[other.entity] = found.get(_key(changed), other.holds)
            change = ConstraintChange(first, instead)
            mutants.append(
                Mutant(changed.operator, importance, changed.words, changed.location, constraint=change)
            )
    return mutants, same


def _by_words(constraint: Constraint, playbook: RuleBase) -> dict[tuple[str, Location], Condition]:
    changes = ConditionMutator(playbook.vocabulary).of(constraint.holds, None)
    return {_key(changed): changed.when for changed in changes}


def _key(changed: MutatedCondition) -> tuple[str, Location]:
    return changed.words, changed.location


def rules_like(playbook: RuleBase, change: ConstraintChange) -> tuple[Rule, ...]:
    """A rule with the conditions of each constraint that changes.

    They are made to look for states on which the constraint may turn, never to be run.
    """
    return tuple(_likened(playbook, change))


def _likened(playbook: RuleBase, change: ConstraintChange) -> Iterator[Rule]:
    for constraint in playbook.constraints:
        if constraint.location == change.constraint.location:
            yield replace(playbook.rules[0], id="", entity=constraint.entity, when=constraint.holds)
