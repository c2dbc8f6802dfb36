"""Cycles through negation: a conclusion that depends on its own absence has no meaning."""

from advisor.playbook.dependencies import Name, reads_of
from advisor.playbook.model import RuleBase
from advisor.playbook.parse_rules import SourceRules
from advisor.playbook.reading import Problems
from advisor.playbook.strata import stratify
from advisor.playbook.vocabulary import Vocabulary


def check_computed(playbook: RuleBase, source: SourceRules, problems: Problems) -> None:
    """`computed-cycle`: a computed field needs its own value first."""
    del source
    vocabulary = playbook.vocabulary
    done: set[Name] = set()
    for entity in vocabulary.entities.values():
        for computed in entity.computed.values():
            cycle = _cycle(vocabulary, (entity.name, computed.name), (), done)
            if cycle:
                names = " needs ".join(f"{owner}.{name}" for owner, name in cycle)
                owner, name = cycle[0]
                place = vocabulary.entities[owner].computed[name].location
                message = f"a computed field needs itself: {names}"
                problems.add("computed-cycle", place, message, "compute one of them from fields alone")


def _cycle(vocabulary: Vocabulary, name: Name, trail: tuple[Name, ...], done: set[Name]) -> tuple[Name, ...]:
    if name in trail:
        return (*trail[trail.index(name) :], name)
    if name in done:
        return ()
    done.add(name)
    computed = vocabulary.entities[name[0]].computed.get(name[1])
    for needed in reads_of(name[0], computed) if computed else ():
        cycle = _cycle(vocabulary, needed, (*trail, name), done)
        if cycle:
            return cycle
    return ()


def check_negation(playbook: RuleBase, source: SourceRules, problems: Problems) -> None:
    """`negation-cycle`, at the condition that closes the cycle; the message names the rules on it."""
    del source
    for cycle in stratify(playbook.rules).cycles:
        names = ", ".join(f'"{rule}"' for rule in cycle.rules)
        message = f'"{cycle.conclusion}" depends on its own absence, through the rules {names}'
        hint = "a conclusion under not, none or count must be finished first; break the circle"
        problems.add("negation-cycle", cycle.location, message, hint)
