"""All changes of a playbook that scenarios are tried with: rule by rule, then the policy."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace

from advisor.playbook.model import Deadline, Parameter, Period, Priority, Rule, RuleBase, Verb
from advisor.playbook.quantities import ORDERED, iso_date, plain
from advisor.playbook.rule_reads import rule_reads
from advisor.playbook.strata import stratify
from advisor.playbook.vocabulary import POLICY
from advisor.scenarios.mutation.conditions import Changer
from advisor.scenarios.mutation.model import Change, Mutant, Mutants
from advisor.scenarios.mutation.tests import is_writable, stepped
from advisor.source.record import record

_TURNED = {Verb.RAISE: Verb.LOWER, Verb.LOWER: Verb.RAISE}
_LEAST = 9


@record
class _Part:
    """A rule with one change, before it is known how much that matters."""

    change: Change
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
        changer = Changer(playbook.vocabulary)
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
    yield _Part(Change.RULE, None, "the rule removed")
    if rule.verb in _TURNED:
        turned = _TURNED[rule.verb]
        yield _Part(Change.TURNED, replace(rule, verb=turned), f"`{rule.verb}` with `{turned}`")
    for target in rule.targets if len(rule.targets) > 1 else ():
        targets = tuple(each for each in rule.targets if each != target)
        yield _Part(Change.LISTED, replace(rule, targets=targets), f"`{rule.verb}` without `{target}`")


def _parts(playbook: RuleBase, rule: Rule) -> Iterator[_Part]:
    """The rule with its priority, its deadline or its period moved."""
    if rule.verb is Verb.ADVISE:
        for priority in (rule.priority.moved(1), rule.priority.moved(-1)):
            if priority is not rule.priority:
                words = f"`priority: {rule.priority}` with `{priority}`"
                yield _Part(Change.PRIORITY, replace(rule, priority=priority), words)
    if rule.deadline is not None:
        yield _Part(Change.DEADLINE, replace(rule, deadline=None), "the deadline removed")
        for days, words in ((-1, "a day earlier"), (1, "a day later")):
            moved = Deadline(rule.deadline.field, _days(playbook, rule.deadline) + days)
            yield _Part(Change.DEADLINE, replace(rule, deadline=moved), f"the deadline {words}")
    for name, day in (("from", rule.period.start), ("until", rule.period.end)):
        for moved_day in (day - 1, day + 1) if day is not None else ():
            start, end = (moved_day, rule.period.end) if name == "from" else (rule.period.start, moved_day)
            words = f"`{name}: {iso_date(day or 1)}` with `{iso_date(moved_day)}`"
            yield _Part(Change.PERIOD, replace(rule, period=Period(start, end)), words)


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
                Change.STEP,
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
