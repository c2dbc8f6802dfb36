"""All changes of a playbook that scenarios are tried with: rule by rule, then the policy."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace

from advisor.playbook.conditions import conclusions_read, paths_of
from advisor.playbook.dependencies import names_of, parameters_of, rule_reads, rules_by_read_name
from advisor.playbook.durations import Duration
from advisor.playbook.expressions import Path, Root
from advisor.playbook.model import (
    Consequence,
    Constraint,
    DatedValue,
    Deadline,
    Parameter,
    Priority,
    Rule,
    RuleBase,
    Validity,
    Verb,
)
from advisor.playbook.strata import stratify
from advisor.playbook.types import ORDERED, Value, iso_date, plain
from advisor.playbook.vocabulary import POLICY
from advisor.scenarios.mutation.conditions import ConditionMutator, is_writable, stepped
from advisor.scenarios.mutation.constraints import constraint_mutants
from advisor.scenarios.mutation.formulas import formula_mutants
from advisor.scenarios.mutation.model import Mutant, Mutants, Operator
from advisor.scenarios.mutation.texts import text_mutants
from advisor.source.diagnostic import Location


class Readers:
    """Which rules read each parameter, and which parameters computed fields and constraints do."""

    def __init__(self, playbook: RuleBase) -> None:
        self._rules = rules_by_read_name(playbook)
        computed = [
            field for entity in playbook.vocabulary.entities.values() for field in entity.computed.values()
        ]
        self.computed = frozenset(name for field in computed for _, name in parameters_of(field))
        held = [path for constraint in playbook.constraints for path in paths_of(constraint.holds)]
        self.constrained = frozenset(name for owner, name in names_of(held) if owner == POLICY)

    def rules(self, parameter: str) -> tuple[Rule, ...]:
        """The rules that read it, through computed fields too."""
        return tuple(self._rules.get((POLICY, parameter), ()))


_TURNED = {Verb.RAISE: Verb.LOWER, Verb.LOWER: Verb.RAISE}
_LEAST = 9


def mutants_of(
    playbook: RuleBase,
    own: Container[str] | None = None,
    constraints: Iterable[Constraint] | None = None,
) -> Mutants:
    """Every change, worst first; those that are known to change nothing are counted and left out.

    A change that the checker would refuse, because a conclusion would hang on its own absence, is none.
    With `own`, only the rules of these ids are changed, and only `constraints` that are given.
    """
    importance = _importance(playbook)
    concluding = [rule for rule in playbook.rules if rule.conclusions]
    mutants: list[Mutant] = []
    equivalent = 0
    for rule in playbook.rules:
        if own is not None and rule.id not in own:
            continue
        weight = importance[rule.id]
        mutator = ConditionMutator(playbook.vocabulary)
        for changed in mutator.changes(rule.when):
            instead = replace(rule, when=changed.when)
            if not _makes_a_cycle(rule, instead, concluding):
                mutants.append(
                    Mutant(changed.operator, weight, changed.words, changed.location, rule, instead)
                )
        equivalent += mutator.same
        for operator, changed_rule, words, place in _whole_rule(playbook, rule):
            mutants.append(Mutant(operator, weight, words, place, rule, changed_rule))
    of_texts, same = text_mutants(playbook, importance, own)
    of_fields, same_fields = formula_mutants(playbook, importance, own)
    if constraints is None:
        constraints = playbook.constraints if own is None else ()
    of_constraints, same_constraints = constraint_mutants(playbook, constraints, _LEAST)
    mutants += [*of_texts, *of_fields, *of_constraints]
    equivalent += same + same_fields + same_constraints
    if own is None:
        mutants += _steps(playbook, importance)
    return Mutants(tuple(sorted(mutants, key=lambda mutant: mutant.order)), equivalent)


def _makes_a_cycle(rule: Rule, instead: Rule, concluding: list[Rule]) -> bool:
    """Whether a conclusion would hang on its own absence; none can where the rule reads what it has read."""
    if not rule.conclusions or set(conclusions_read(instead.when)) <= set(conclusions_read(rule.when)):
        return False
    return bool(stratify(instead if other.id == rule.id else other for other in concluding).cycles)


def _whole_rule(playbook: RuleBase, rule: Rule) -> Iterator[tuple[Operator, Rule | None, str, Location]]:
    """The rule without itself, and with one change outside of its conditions, in words."""
    place = rule.location
    yield Operator.RULE, None, "the rule removed", place
    several = len(rule.consequences) > 1
    for position, consequence in enumerate(rule.consequences):
        before, after = rule.consequences[:position], rule.consequences[position + 1 :]
        here = consequence.location if several else place
        if several:
            words = f"`{consequence.verb} {', '.join(consequence.targets)}` removed"
            yield Operator.LISTED, replace(rule, consequences=(*before, *after)), words, here
        for operator, changed, words in _consequence(playbook, consequence):
            yield operator, replace(rule, consequences=(*before, changed, *after)), words, here
    for name, day in (("from", rule.period.start), ("until", rule.period.end)):
        for moved in (day - 1, day + 1) if day is not None else ():
            start, end = (moved, rule.period.end) if name == "from" else (rule.period.start, moved)
            words = f"`{name}: {iso_date(day or 1)}` with `{iso_date(moved)}`"
            yield Operator.PERIOD, replace(rule, period=Validity(start, end)), words, place


def _consequence(playbook: RuleBase, consequence: Consequence) -> Iterator[tuple[Operator, Consequence, str]]:
    verb, targets, priority = consequence.verb, consequence.targets, consequence.priority
    if verb in _TURNED:
        turned = _TURNED[verb]
        yield Operator.TURNED, replace(consequence, verb=turned), f"`{verb}` with `{turned}`"
    for target in targets if len(targets) > 1 else ():
        others = tuple(other for other in targets if other != target)
        yield Operator.LISTED, replace(consequence, targets=others), f"`{verb}` without `{target}`"
    for moved in (priority.moved(1), priority.moved(-1)) if verb is Verb.ADVISE else ():
        if moved is not priority:
            words = f"`priority: {priority}` with `{moved}`"
            yield Operator.PRIORITY, replace(consequence, priority=moved), words
    if consequence.deadline is not None:
        yield Operator.DEADLINE, replace(consequence, deadline=None), "the deadline removed"
        for deadline, words in _moved(playbook, consequence.deadline):
            yield Operator.DEADLINE, replace(consequence, deadline=deadline), f"the deadline {words}"


def _moved(playbook: RuleBase, deadline: Deadline) -> Iterator[tuple[Deadline, str]]:
    """The deadline by one of its unit earlier and later; nothing where its time stands in a state."""
    span = deadline.span
    if isinstance(span, Path):
        if span.root is not Root.POLICY:
            return
        span = Duration(int(playbook.policy[span.name].value))
    for step, word in ((-1, "earlier"), (1, "later")):
        number = span.number + (-step if deadline.is_before else step)
        yield replace(deadline, span=replace(span, number=number)), f"a {span.unit} {word}"


def _steps(playbook: RuleBase, importance: dict[str, int]) -> Iterator[Mutant]:
    """Every parameter that has an order, one step down and up."""
    readers = Readers(playbook)
    for parameter in playbook.policy.values():
        kind = parameter.kind
        weight = min((importance[rule.id] for rule in readers.rules(parameter.name)), default=_LEAST)
        for steps in (-1, 1) if kind in ORDERED else ():
            values = parameter.dated or (DatedValue(0, parameter.value, parameter.location),)
            for position, one in enumerate(values):
                value = stepped(one.value, kind, steps)
                if is_writable(value, kind):
                    words = f"`{plain(one.value, kind)}` with `{plain(value, kind)}`"
                    changed = _with_value(parameter, position, value)
                    yield Mutant(Operator.STEP, weight, words, one.location, parameter=changed)


def _with_value(parameter: Parameter, position: int, value: Value) -> Parameter:
    """The parameter with another value, or another one at a position among those with dates."""
    dated = list(parameter.dated)
    if dated:
        dated[position] = replace(dated[position], value=value)
    return replace(parameter, value=dated[-1].value if dated else value, dated=tuple(dated))


def _importance(playbook: RuleBase) -> dict[str, int]:
    """How much hangs on each rule: 0 for guards, then by priority; a conclusion weighs what reads it."""
    importance = {rule.id: _own_importance(rule) for rule in playbook.rules}
    reads = {rule.id: rule_reads(rule, playbook.vocabulary) for rule in playbook.rules}
    changed = True
    while changed:
        changed = False
        for rule in playbook.rules:
            if not rule.conclusions:
                continue
            names = {(rule.entity, target) for target in rule.conclusions}
            least = min((importance[reader] for reader in reads if names & reads[reader]), default=_LEAST)
            changed |= least < importance[rule.id]
            importance[rule.id] = min(least, importance[rule.id])
    return importance


def _own_importance(rule: Rule) -> int:
    return min(map(_importance_of, rule.consequences))


def _importance_of(consequence: Consequence) -> int:
    if consequence.verb is Verb.FORBID:
        return 0
    if consequence.verb is Verb.ADVISE:
        urgency = {Priority.CRITICAL: 1, Priority.HIGH: 2, Priority.MEDIUM: 4, Priority.LOW: 5}
        return urgency[consequence.priority]
    return _LEAST if consequence.verb is Verb.CONCLUDE else 3
