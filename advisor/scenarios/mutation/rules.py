"""All changes of a playbook that scenarios are tried with: rule by rule, then the policy."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace

from advisor.engine.run import Program
from advisor.facts.override import override
from advisor.facts.rows import Facts
from advisor.playbook.dependencies import parameters_of, rule_reads
from advisor.playbook.model import Deadline, Parameter, Priority, Rule, RuleBase, Validity, Verb
from advisor.playbook.strata import stratify
from advisor.playbook.types import ORDERED, iso_date, plain
from advisor.playbook.vocabulary import POLICY
from advisor.scenarios.model import Scenario
from advisor.scenarios.mutation.conditions import ConditionMutator, is_writable, stepped
from advisor.scenarios.mutation.model import Mutant, Mutants, Operator
from advisor.source.diagnostic import Location
from advisor.source.record import record
from advisor.source.tree import Entry, Mapping, Scalar

_HERE = Location("<policy>", 1, 1)


class Readers:
    """Which rules read each parameter, and which parameters computed fields do."""

    def __init__(self, playbook: RuleBase) -> None:
        self.playbook = playbook
        self._rules: dict[str, tuple[Rule, ...]] = {}
        computed = [
            each for entity in playbook.vocabulary.entities.values() for each in entity.computed.values()
        ]
        self.computed = frozenset(name for each in computed for _, name in parameters_of(each))

    def rules(self, parameter: str) -> tuple[Rule, ...]:
        """The rules that read it, through computed fields too."""
        if parameter not in self._rules:
            self._rules[parameter] = readers_of(self.playbook, parameter)
        return self._rules[parameter]


def with_parameter(
    scenario: Scenario, program: Program, facts: Facts, parameter: Parameter, readers: Readers
) -> Facts:
    """The facts of a scenario under another value; their rows are the same where no value of them moves."""
    name = parameter.name
    if name in readers.computed:
        value = Scalar(plain(parameter.value, parameter.kind), False, _HERE)
        change = Mapping((Entry(Scalar(f"{POLICY}.{name}", False, _HERE), value),), _HERE)
        state = override(scenario.state, change, program.schema)
        moved = program.builder.build(state, scenario.as_of, scenario.as_of)
        if any(
            row.values != moved.rows[entity][row.index].values
            for entity in facts.rows
            for row in facts.rows[entity]
        ):
            return moved
    policy = {**facts.policy, name: parameter.value}
    return Facts(facts.schema, facts.as_of, facts.rows, policy, facts.policy_places)


_TURNED = {Verb.RAISE: Verb.LOWER, Verb.LOWER: Verb.RAISE}
_LEAST = 9


@record
class _Part:
    """A rule with one change, before it is known how much that matters."""

    change: Operator
    instead: Rule | None
    words: str


def mutants_of(playbook: RuleBase, own: Container[str] | None = None) -> Mutants:
    """Every change, worst first; those that are known to change nothing are counted and left out.

    A change that the checker would refuse, because a conclusion would hang on its own absence, is none.
    With `own`, only the rules of these ids are changed.
    """
    importance = _importance(playbook)
    found: list[Mutant] = []
    equivalent = 0
    for rule in playbook.rules:
        if own is not None and rule.id not in own:
            continue
        changer = ConditionMutator(playbook.vocabulary)
        for changed in changer.changes(rule.when):
            instead = replace(rule, when=changed.when)
            if rule.verb is not Verb.CONCLUDE or _stands(playbook, instead):
                found.append(
                    Mutant(
                        changed.change, importance[rule.id], changed.words, changed.location, rule, instead
                    )
                )
        equivalent += changer.same
        for part in (*_as_a_whole(rule), *_parts(playbook, rule)):
            found.append(
                Mutant(part.change, importance[rule.id], part.words, rule.location, rule, part.instead)
            )
    for parameter in playbook.policy.values() if own is None else ():
        found += _steps(playbook, parameter, importance)
    return Mutants(tuple(sorted(found, key=lambda each: each.order)), equivalent)


def _stands(playbook: RuleBase, instead: Rule) -> bool:
    """Whether the rules with this one can be put into strata."""
    return not stratify(instead if rule.id == instead.id else rule for rule in playbook.rules).cycles


def _as_a_whole(rule: Rule) -> Iterator[_Part]:
    """The rule without itself, with its verb turned, with one target less."""
    yield _Part(Operator.RULE, None, "the rule removed")
    if rule.verb in _TURNED:
        turned = _TURNED[rule.verb]
        yield _Part(Operator.TURNED, replace(rule, verb=turned), f"`{rule.verb}` with `{turned}`")
    for target in rule.targets if len(rule.targets) > 1 else ():
        targets = tuple(each for each in rule.targets if each != target)
        yield _Part(Operator.LISTED, replace(rule, targets=targets), f"`{rule.verb}` without `{target}`")


def _parts(playbook: RuleBase, rule: Rule) -> Iterator[_Part]:
    """The rule with its priority, its deadline or its period moved."""
    if rule.verb is Verb.ADVISE:
        for priority in (rule.priority.moved(1), rule.priority.moved(-1)):
            if priority is not rule.priority:
                words = f"`priority: {rule.priority}` with `{priority}`"
                yield _Part(Operator.PRIORITY, replace(rule, priority=priority), words)
    if rule.deadline is not None:
        yield _Part(Operator.DEADLINE, replace(rule, deadline=None), "the deadline removed")
        for days, words in ((-1, "a day earlier"), (1, "a day later")):
            moved = Deadline(rule.deadline.field, _days(playbook, rule.deadline) + days)
            yield _Part(Operator.DEADLINE, replace(rule, deadline=moved), f"the deadline {words}")
    for name, day in (("from", rule.period.start), ("until", rule.period.end)):
        for moved_day in (day - 1, day + 1) if day is not None else ():
            start, end = (moved_day, rule.period.end) if name == "from" else (rule.period.start, moved_day)
            words = f"`{name}: {iso_date(day or 1)}` with `{iso_date(moved_day)}`"
            yield _Part(Operator.PERIOD, replace(rule, period=Validity(start, end)), words)


def _days(playbook: RuleBase, deadline: Deadline) -> int:
    plus = deadline.plus
    return plus if isinstance(plus, int) else int(playbook.policy[plus.name].value)


def _steps(playbook: RuleBase, parameter: Parameter, importance: dict[str, int]) -> Iterator[Mutant]:
    kind = parameter.kind
    if kind not in ORDERED:
        return
    weights = [importance[rule.id] for rule in readers_of(playbook, parameter.name)]
    for steps in (-1, 1):
        value = stepped(parameter.value, kind, steps)
        if is_writable(value, kind):
            words = f"`{plain(parameter.value, kind)}` with `{plain(value, kind)}`"
            yield Mutant(
                Operator.STEP,
                min(weights, default=_LEAST),
                words,
                parameter.location,
                parameter=replace(parameter, value=value),
            )


def readers_of(playbook: RuleBase, parameter: str) -> tuple[Rule, ...]:
    """The rules that read a parameter, through computed fields too."""
    vocabulary = playbook.vocabulary
    return tuple(rule for rule in playbook.rules if (POLICY, parameter) in rule_reads(rule, vocabulary))


def _importance(playbook: RuleBase) -> dict[str, int]:
    """How much hangs on each rule: 0 for guards, then by priority; a conclusion weighs what reads it."""
    found = {rule.id: _own(rule) for rule in playbook.rules}
    reads = {rule.id: rule_reads(rule, playbook.vocabulary) for rule in playbook.rules}
    changed = True
    while changed:
        changed = False
        for rule in playbook.rules:
            if rule.verb is not Verb.CONCLUDE:
                continue
            names = {(rule.entity, target) for target in rule.targets}
            least = min((found[each.id] for each in _reading(playbook.rules, reads, names)), default=_LEAST)
            changed |= least < found[rule.id]
            found[rule.id] = min(least, found[rule.id])
    return found


def _reading(
    rules: Iterable[Rule], reads: dict[str, frozenset[tuple[str, str]]], names: set[tuple[str, str]]
) -> Iterator[Rule]:
    return (rule for rule in rules if names & reads[rule.id])


def _own(rule: Rule) -> int:
    if rule.verb is Verb.FORBID:
        return 0
    if rule.verb is Verb.ADVISE:
        return {Priority.CRITICAL: 1, Priority.HIGH: 2, Priority.MEDIUM: 4, Priority.LOW: 5}[rule.priority]
    return _LEAST if rule.verb is Verb.CONCLUDE else 3
