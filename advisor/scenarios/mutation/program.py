"""Programs of changed playbooks, made out of the program of the whole one: most of it stays as it is."""

from advisor.engine.run import Program
from advisor.playbook.conditions import conclusions_read
from advisor.playbook.connections import drawing
from advisor.playbook.model import Rule, RuleBase, Verb
from advisor.playbook.strata import stratify
from advisor.scenarios.mutation.model import Mutant


class ChangedProgram(Program):
    """The program of a playbook of which one rule is another, or missing; it shares what that leaves alone.

    It is for the reference evaluator and for deliberation: its facts are those of the program it is made of.
    """

    def __init__(self, base: Program, mutant: Mutant) -> None:
        self.playbook: RuleBase = mutant.applied(base.playbook)
        self.schema, self.builder, self.evaluator = base.schema, base.builder, base.evaluator
        self.rules = {rule.id: rule for rule in self.playbook.rules}
        self._truths = dict(base._truths)
        concludes = mutant.rule is not None and mutant.rule.verb is Verb.CONCLUDE
        self.strata = stratify(self.playbook.rules) if concludes else base.strata


def draws_itself(rules: tuple[Rule, ...]) -> frozenset[str]:
    """The rules whose conclusions lead back to themselves: with these a fixed point may not be the least."""
    drawn = drawing(rules)
    under = {
        rule.id: {
            name
            for path, _, _ in conclusions_read(rule.when)
            for name in drawn.get((path.entity, path.name), ())
        }
        for rule in rules
    }
    return frozenset(rule.id for rule in rules if rule.id in _reached(under, rule.id))


def _reached(under: dict[str, set[str]], start: str) -> set[str]:
    found: set[str] = set()
    waiting = list(under[start])
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += under[name]
    return found
