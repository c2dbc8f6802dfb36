"""Rules that can never fire, and blocks in them that can never hold."""

from collections.abc import Collection, Mapping, Sequence

from advisor.playbook.check.causes import Causes, report_never_fires
from advisor.playbook.check.clashes import Part, clashing, parts_of, report_clash
from advisor.playbook.check.variables import Variables
from advisor.playbook.conditions import AnyOf, Condition, Not, Quantifier, Unless, conjuncts_of
from advisor.playbook.model import RuleBase
from advisor.playbook.reading import Problems
from advisor.playbook.strata import Strata


def check_contradictions(
    playbook: RuleBase,
    variables: Mapping[str, Variables],
    strata: Strata,
    problems: Problems,
    elsewhere: Collection[str] = (),
) -> None:
    """`never-fires`, `cause-out-of-force`, and `never-holds` for a block.

    `variables` are those of each entity; a condition that is opaque to them is not to blame for anything.
    `elsewhere` are the conclusions that rules draw which could not be read.
    """
    clashes = Causes(playbook, variables, strata, elsewhere).clashes()
    for rule in playbook.rules:
        blocks = _Blocks(variables, rule.id, problems)
        clash = clashes.get(rule.id)
        if clash is None:
            blocks.inside(rule.when, rule.entity)
        else:
            report_never_fires(rule, clash, problems)
            for condition in conjuncts_of(rule.when):
                blocks.apart(condition, rule.entity)


class _Blocks:
    """Checks that each block inside a rule can hold beside what must hold as well."""

    def __init__(self, variables: Mapping[str, Variables], rule: str, problems: Problems) -> None:
        self.variables, self.rule, self.problems = variables, rule, problems

    def inside(self, condition: Condition, entity: str, beside: Sequence[Condition] = ()) -> None:
        """The blocks in a condition of an entity that can hold itself, `beside` what holds as well."""
        parts = conjuncts_of(condition)
        for part in parts:
            others = [*beside, *(other for other in parts if other is not part)]
            if isinstance(part, AnyOf):
                for alternative in part.parts:
                    self._alternative(alternative, entity, others)
            else:
                self.apart(part, entity)

    def apart(self, condition: Condition, entity: str) -> None:
        """A block that needs not hold where the condition does, or is about something else."""
        if isinstance(condition, Not | Unless | Quantifier):
            block = condition.block if isinstance(condition, Quantifier) else condition.part
            entity = condition.relation.entity if isinstance(condition, Quantifier) else entity
            clash = clashing(self.variables[entity], list(parts_of(block)))
            if clash:
                self._report(clash, clash[-1])
            else:
                self.inside(block, entity)

    def _alternative(self, block: Condition, entity: str, beside: Sequence[Condition]) -> None:
        own = list(parts_of(block))
        around = [part for other in beside for part in parts_of(other)]
        clash = clashing(self.variables[entity], [*around, *own])
        if not clash:
            self.inside(block, entity, beside)
            return
        mine = [part for part in clash if any(part is one for one in own)]
        if mine:
            self._report(clash, mine[-1])

    def _report(self, clash: Sequence[Part], at: Part) -> None:
        never = f'the rule "{self.rule}": this block never holds'
        report_clash("never-holds", never, clash, at, self.problems)
