"""Parts of a playbook that are at odds: circles, actions on one rung, rules with the same conditions."""

from collections.abc import Iterable
from itertools import product

from advisor.playbook.check.canonical_form import canonical
from advisor.playbook.components import components
from advisor.playbook.conditions import conclusions_read
from advisor.playbook.dependencies import Name, reads_of
from advisor.playbook.model import Action, Consequence, Rule, RuleBase
from advisor.playbook.reading import Problems, a
from advisor.playbook.strata import Conclusion, Strata
from advisor.playbook.vocabulary import Vocabulary

LONGEST_CHAIN = 50  # of computed fields, or of conclusions, each of which needs the next


def check_computed(vocabulary: Vocabulary, problems: Problems) -> None:
    """`computed-cycle`: a computed field needs its own value first, or too many others before it."""
    depths: dict[Name, int] = {}
    for entity in vocabulary.entities.values():
        for computed in entity.computed.values():
            cycle = _cycle(vocabulary, (entity.name, computed.name), (), depths)
            if depths[entity.name, computed.name] > LONGEST_CHAIN:
                message = f"a computed field needs more than {LONGEST_CHAIN} others, one after the other"
                problems.add("computed-cycle", computed.location, message, "compute it in fewer steps")
                return
            if cycle:
                owner, name = cycle[0]
                place = vocabulary.entities[owner].computed[name].location
                message = "a computed field needs itself: " + " needs ".join(map(".".join, cycle))
                problems.add("computed-cycle", place, message, "compute one of them from fields alone")


def _cycle(
    vocabulary: Vocabulary, name: Name, trail: tuple[Name, ...], depths: dict[Name, int]
) -> tuple[Name, ...]:
    """The way round from a name to itself, if there is one; notes how deep each name goes on the way."""
    if name in trail:
        return (*trail[trail.index(name) :], name)
    if name in depths:
        return ()
    computed = vocabulary.entities[name[0]].computed.get(name[1])
    depths[name] = len(trail) if computed else 0
    if computed is None or len(trail) > LONGEST_CHAIN:
        return ()
    needed = reads_of(name[0], computed)
    cycles = [_cycle(vocabulary, other, (*trail, name), depths) for other in needed]
    depths[name] = 1 + max((depths[other] for other in needed), default=0)
    return next((cycle for cycle in cycles if cycle), ())


def check_negation(strata: Strata, problems: Problems) -> None:
    """`negation-cycle`, at the condition that closes the cycle; the message names the rules on it."""
    for cycle in strata.cycles:
        names = ", ".join(f'"{rule}"' for rule in cycle.rules)
        message = f'"{cycle.conclusion}" depends on its own absence, through the rules {names}'
        hint = "a conclusion under not, unless, none or count must be finished first; break the circle"
        problems.add("negation-cycle", cycle.location, message, hint)


def check_chains(rules: Iterable[Rule], problems: Problems) -> None:
    """`conclusion-chain`: a conclusion rests on too many others, one upon the other, for anyone to follow."""
    after: dict[Conclusion, list[Conclusion]] = {}
    for rule in rules:
        for path, _, _ in conclusions_read(rule.when):
            after.setdefault((path.entity, path.name), []).extend((rule.entity, n) for n in rule.conclusions)
    before: dict[Conclusion, int] = {}
    lengths: dict[Conclusion, int] = {}
    for names in reversed(components(after)):  # each after those on which it rests
        length = len(names) + max(before.get(name, 0) for name in names)
        for name in names:
            lengths[name] = length
            for other in after.get(name, ()):
                before[other] = max(before.get(other, 0), length)
    drawn = [(lengths.get((rule.entity, n), 1), rule.location, n) for rule in rules for n in rule.conclusions]
    too_long = [one for one in drawn if one[0] > LONGEST_CHAIN]
    if too_long:
        _, place, last = min(too_long)
        message = f'"{last}" rests on {LONGEST_CHAIN} conclusions or more, one upon the other'
        problems.add("conclusion-chain", place, message, "draw it in fewer steps")


def check_rungs(playbook: RuleBase, problems: Problems) -> None:
    """`rung-collision`: two actions of a group stand on one rung, or are for different subjects."""
    by_rung: dict[tuple[str, int], Action] = {}
    subjects: dict[str, Action] = {}
    for action in sorted(playbook.actions.values(), key=lambda action: action.location):
        group = playbook.groups.get(action.group)
        if group is None:
            continue
        first = subjects.setdefault(group.id, action)
        if first.entity != action.entity:
            message = f'"{action.id}" is for {a(action.entity)}, but "{group.id}" is for {a(first.entity)}'
            problems.add("rung-collision", action.location, message, "a group is for one kind of subject")
            continue
        other = by_rung.setdefault((group.id, action.rung), action)
        if other is not action and action.rung not in group.shared_rungs:
            message = f'"{action.id}" stands on rung {action.rung} of "{group.id}", as "{other.id}" does'
            hint = f'use another rung, or list {action.rung} under "shared_rungs" of the group'
            problems.add("rung-collision", action.location, message, hint)


def check_conclusions_in_words(playbook: RuleBase, problems: Problems) -> None:
    """`two-wordings`: two rules tell one conclusion in different clauses."""
    first: dict[tuple[str, str, str], tuple[str, Consequence]] = {}
    for rule in sorted(playbook.rules, key=lambda rule: rule.location):
        for one in rule.consequences:
            for (key, text), name in product(one.says, one.targets):
                known, earlier = first.setdefault((rule.entity, name, key), (text, one))
                if text != known:
                    place = f"at {earlier.location}"
                    message = f'the rule "{rule.id}": "{name}" is told otherwise already where {key}, {place}'
                    problems.add("two-wordings", one.location, message, "tell it once, or the same way")


def check_same_conditions(playbook: RuleBase, problems: Problems) -> None:
    """`same-conditions`, a warning: two rules have a consequence of one verb on the same facts and days."""
    first: dict[object, tuple[Rule, Consequence]] = {}
    for rule in sorted(playbook.rules, key=lambda rule: rule.location):
        conditions = (rule.entity, rule.period, canonical(rule.when))
        for now in rule.consequences:
            earlier, was = first.setdefault((now.verb, conditions), (rule, now))
            if earlier is not rule:
                _same_conditions(earlier, was, rule, now, problems)


def _same_conditions(
    earlier: Rule, was: Consequence, rule: Rule, now: Consequence, problems: Problems
) -> None:
    message = f'the rule "{rule.id}" has the same conditions as "{earlier.id}", at {earlier.location}'
    hint = 'is one of them missing a condition? Else list both under "then:" of one rule'
    if not set(earlier.targets(was.verb)).isdisjoint(now.targets):
        hint = "remove one"
    elif (was.priority, was.deadline) == (now.priority, now.deadline):
        hint = "list both in one rule"
    problems.warn("same-conditions", rule.location, message, hint, [earlier.location])
