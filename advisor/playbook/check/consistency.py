"""Parts of a playbook that are at odds: circles, actions on one rung, rules with the same conditions."""

from dataclasses import fields, is_dataclass

from advisor.playbook.conditions import Condition, Connective, Literal, Membership, OneOf, Path
from advisor.playbook.conduct.breaches import ConductReader
from advisor.playbook.dependencies import Name, reads_of
from advisor.playbook.model import Action, Consequence, Rule, RuleBase
from advisor.playbook.reading import Problems, a
from advisor.playbook.strata import stratify
from advisor.playbook.vocabulary import NumberForms, Template, Vocabulary


def check_computed(vocabulary: Vocabulary, problems: Problems) -> None:
    """`computed-cycle`: a computed field needs its own value first."""
    done: set[Name] = set()
    for entity in vocabulary.entities.values():
        for computed in entity.computed.values():
            cycle = _cycle(vocabulary, (entity.name, computed.name), (), done)
            if cycle:
                owner, name = cycle[0]
                place = vocabulary.entities[owner].computed[name].location
                message = "a computed field needs itself: " + " needs ".join(map(".".join, cycle))
                problems.add("computed-cycle", place, message, "compute one of them from fields alone")


def _cycle(vocabulary: Vocabulary, name: Name, trail: tuple[Name, ...], done: set[Name]) -> tuple[Name, ...]:
    if name in trail:
        return (*trail[trail.index(name) :], name)
    if name in done:
        return ()
    done.add(name)
    computed = vocabulary.entities[name[0]].computed.get(name[1])
    needed = reads_of(name[0], computed) if computed else ()
    cycles = (_cycle(vocabulary, other, (*trail, name), done) for other in needed)
    return next((cycle for cycle in cycles if cycle), ())


def check_negation(playbook: RuleBase, problems: Problems) -> None:
    """`negation-cycle`, at the condition that closes the cycle; the message names the rules on it."""
    for cycle in stratify(playbook.rules).cycles:
        names = ", ".join(f'"{rule}"' for rule in cycle.rules)
        message = f'"{cycle.conclusion}" depends on its own absence, through the rules {names}'
        hint = "a conclusion under not, unless, none or count must be finished first; break the circle"
        problems.add("negation-cycle", cycle.location, message, hint)


def check_drafts(playbook: RuleBase, problems: Problems) -> None:
    """`conduct`: a draft says what no message may say."""
    if not playbook.conduct.never:
        return
    reader = ConductReader(playbook.conduct)
    for action in playbook.actions.values():
        if action.message is None:
            continue
        for breach in dict.fromkeys(b for text in _readings(action.message) for b in reader.breaches(text)):
            message = f'the message of "{action.id}" {breach.what}: "{breach.found}"'
            problems.add("conduct", action.message.location, message, breach.instead)


def _readings(template: Template) -> tuple[str, ...]:
    """A text as it may read: a placeholder is a plain word, whatever it will be filled with."""

    def reading(number: int) -> str:
        parts = (part.of(number) if isinstance(part, NumberForms) else part for part in template.parts)
        return "".join(part if isinstance(part, str) else "name" for part in parts)

    return tuple(dict.fromkeys((reading(1), reading(2))))


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


def check_same_conditions(playbook: RuleBase, problems: Problems) -> None:
    """`same-conditions`: two rules with a consequence of one verb fire on the same facts in the same period.

    A warning where they name different actions with a priority or deadline of their own.
    """
    first: dict[object, tuple[Rule, Consequence]] = {}
    for rule in sorted(playbook.rules, key=lambda rule: rule.location):
        conditions = (rule.entity, rule.period, _canonical(rule.when))
        for now in rule.consequences:
            earlier, was = first.setdefault((now.verb, conditions), (rule, now))
            if earlier is not rule:
                _same_conditions(earlier, was, rule, now, problems)


def _same_conditions(
    earlier: Rule, was: Consequence, rule: Rule, now: Consequence, problems: Problems
) -> None:
    message = f'the rule "{rule.id}" has the same conditions as "{earlier.id}", at {earlier.location}'
    if not set(earlier.targets(was.verb)).isdisjoint(now.targets):
        problems.add("same-conditions", rule.location, message, "remove one")
    elif (was.priority, was.deadline) == (now.priority, now.deadline):
        problems.add("same-conditions", rule.location, message, "list both in one rule")
    else:
        hint = 'is one of them missing a condition? Else list both under "then:" of one rule'
        problems.warn("same-conditions", rule.location, message, hint)


def _canonical(value: object) -> object:
    """A condition without places, the order of its parts, and how its paths and values are written."""
    if isinstance(value, Path):
        return value.target
    if isinstance(value, Literal):
        return value.value
    if isinstance(value, Membership):
        return type(value), frozenset(map(_canonical, value.words))
    if isinstance(value, Connective | OneOf):
        parts = _flat(value) if isinstance(value, Connective) else value.tests
        several = frozenset(map(_canonical, parts))
        return next(iter(several)) if len(several) == 1 else (type(value), several)
    if is_dataclass(value):
        compared = (field.name for field in fields(value) if field.compare)
        return type(value), *(_canonical(getattr(value, name)) for name in compared)
    return value


def _flat(block: Connective) -> list[Condition]:
    """The parts of a block, those included of blocks of its kind that stand in it."""
    nested = ([part] if type(part) is not type(block) else _flat(part) for part in block.parts)
    return [part for parts in nested for part in parts]
