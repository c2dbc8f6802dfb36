"""Changes of a playbook as values: what is changed, where, in words, and what the playbook is with it."""

from dataclasses import field, replace
from enum import StrEnum

from advisor.playbook.model import Parameter, Rule, RuleBase
from advisor.scenarios.model import Scenario
from advisor.source.diagnostic import Location
from advisor.source.record import record


class Operator(StrEnum):
    """The kinds of changes; those that change most stand first."""

    RULE = "rule removed"
    CONDITION = "condition dropped"
    BLOCK = "all, any, not, some or none changed"
    TURNED = "test or verb turned"
    LISTED = "one of a list removed"
    PRIORITY = "priority moved"
    DEADLINE = "deadline moved"
    EDGE = "edge moved"
    STEP = "value moved by one step"
    PERIOD = "period moved by one day"

    weight: int


for _weight, _change in enumerate(Operator):
    _change.weight = _weight


@record
class Mutant:
    """One change: `rule` is then `instead` (None: removed), or `parameter` has a new value.

    `importance` tells how much is at stake where it goes unnoticed, 0 for the most; `words` begin with what
    stands at `location`.
    """

    change: Operator
    importance: int
    words: str
    location: Location = field(compare=False)
    rule: Rule | None = None
    instead: Rule | None = None
    parameter: Parameter | None = None

    @property
    def name(self) -> str:
        """The rule or the parameter that is changed: "no-second-refund", "policy.small_stake"."""
        if self.rule is not None:
            return self.rule.id
        return f"policy.{self.parameter.name}" if self.parameter is not None else ""

    @property
    def order(self) -> tuple[int, int, Location]:
        """Worst first."""
        return self.importance, self.change.weight, self.location

    def applied(self, playbook: RuleBase) -> RuleBase:
        """The playbook with the change; itself where the rule was left out of it."""
        if self.parameter is not None:
            return replace(playbook, policy={**playbook.policy, self.parameter.name: self.parameter})
        return replace(playbook, rules=tuple(self._rules(playbook)))

    def _rules(self, playbook: RuleBase) -> list[Rule]:
        changed = [
            rule if self.rule is None or rule.id != self.rule.id else self.instead for rule in playbook.rules
        ]
        return [rule for rule in changed if rule is not None]


@record
class Mutants:
    """The changes to try, worst first, and how many were left out because they change nothing."""

    tried: tuple[Mutant, ...]
    equivalent: int


@record
class Proposal:
    """A scenario that would notice a change: YAML to paste, and the folder it is written for."""

    text: str
    folder: str
    like: str


@record
class MutantResult:
    """A mutant and the scenario that notices it; where none does, one that would, if one was found."""

    mutant: Mutant
    caught_by: Scenario | None
    proposal: Proposal | None = None


@record
class MutationReport:
    """What became of all mutants, worst first."""

    verdicts: tuple[MutantResult, ...]
    equivalent: int
    scenarios: int

    @property
    def survivors(self) -> tuple[MutantResult, ...]:
        """Those that no scenario notices."""
        return tuple(each for each in self.verdicts if each.caught_by is None)

    @property
    def caught(self) -> int:
        """How many are noticed."""
        return len(self.verdicts) - len(self.survivors)

    @property
    def score(self) -> float:
        """The percentage that is noticed; 100 where there is nothing to notice."""
        return 100 * self.caught / len(self.verdicts) if self.verdicts else 100.0
