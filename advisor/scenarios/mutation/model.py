"""Changes of a playbook as values: what is changed, where, in words, and what the playbook is with it."""

from collections.abc import Mapping
from dataclasses import field, replace
from enum import StrEnum

from advisor.playbook.conditions import Condition
from advisor.playbook.model import Action, Constraint, Parameter, Rule, RuleBase
from advisor.playbook.vocabulary import Computed, Vocabulary
from advisor.scenarios.model import Scenario, Share
from advisor.scenarios.mutation.scenario_text import ProposedScenario
from advisor.source.diagnostic import Location
from advisor.source.record import record


class Operator(StrEnum):
    """The kinds of changes; those that change most stand first."""

    RULE = "rule removed"
    CONSTRAINT = "constraint dropped"
    CONDITION = "condition dropped"
    BLOCK = "all, any, not, some or none changed"
    TURNED = "test or verb turned"
    LISTED = "one of a list removed"
    PRIORITY = "priority moved"
    DEADLINE = "deadline moved"
    EDGE = "edge moved"
    STEP = "value moved by one step"
    PERIOD = "period moved by one day"


@record
class ComputedChange:
    """A computed field of an entity as it is then."""

    entity: str
    field: Computed

    @property
    def name(self) -> str:
        """The field: "profile.idle_contracts"."""
        return f"{self.entity}.{self.field.name}"

    def applied(self, vocabulary: Vocabulary) -> Vocabulary:
        """The vocabulary with the field."""
        entity = vocabulary.entities[self.entity]
        changed = replace(entity, computed={**entity.computed, self.field.name: self.field})
        return replace(vocabulary, entities={**vocabulary.entities, self.entity: changed})


@record
class ConstraintChange:
    """A constraint as it is then: what must hold, by kind of thing; nothing where it is dropped.

    Of one that is written once for the records of several histories, `constraint` is the first.
    """

    constraint: Constraint
    instead: Mapping[str, Condition]

    @property
    def name(self) -> str:
        """What it is for, and what it says: "contract: it ended before it started"."""
        return f"{self.constraint.entity}: {self.constraint.says}"

    def applied(self, constraints: tuple[Constraint, ...]) -> tuple[Constraint, ...]:
        """The constraints with the change."""
        changed = []
        for one in constraints:
            if one.location != self.constraint.location:
                changed.append(one)
            elif one.entity in self.instead:
                changed.append(replace(one, holds=self.instead[one.entity]))
        return tuple(changed)


@record
class Mutant:
    """One change: a rule is then `instead` (None: removed), or something else is another one.

    That is a parameter, what an action says, a computed field, or a constraint.

    `importance` is how much is at stake where it survives, 0 for the most; `words` begin with what stands at
    `location`.
    """

    operator: Operator
    importance: int
    words: str
    location: Location = field(compare=False)
    rule: Rule | None = None
    instead: Rule | None = None
    parameter: Parameter | None = None
    says_instead: Action | None = None
    computed: ComputedChange | None = None
    constraint: ConstraintChange | None = None

    @property
    def name(self) -> str:
        """What is changed: "no-second-refund", an action, a field, a constraint, "policy.small_stake"."""
        if self.rule is not None:
            return self.rule.id
        if self.says_instead is not None:
            return self.says_instead.id
        if self.computed is not None:
            return self.computed.name
        if self.constraint is not None:
            return self.constraint.name
        return f"policy.{self.parameter.name}" if self.parameter is not None else ""

    @property
    def order(self) -> tuple[int, int, Location]:
        """Worst first."""
        return self.importance, list(Operator).index(self.operator), self.location

    def applied(self, playbook: RuleBase) -> RuleBase:
        """The playbook with the change; itself where the rule was left out of it."""
        if self.parameter is not None:
            return replace(playbook, policy={**playbook.policy, self.parameter.name: self.parameter})
        if self.says_instead is not None:
            actions = {**playbook.actions, self.says_instead.id: self.says_instead}
            return replace(playbook, actions=actions)
        if self.computed is not None:
            return replace(playbook, vocabulary=self.computed.applied(playbook.vocabulary))
        if self.constraint is not None:
            return replace(playbook, constraints=self.constraint.applied(playbook.constraints))
        rules = (self.instead if rule.id == self.name else rule for rule in playbook.rules)
        return replace(playbook, rules=tuple(rule for rule in rules if rule is not None))


@record
class Mutants:
    """The mutants to try, worst first, and how many were left out because they change nothing."""

    tried: tuple[Mutant, ...]
    equivalent: int


@record
class Proposal:
    """A scenario that would kill a mutant: its name, what it says, its folder, the scenario it is made of.

    `scenario` is what reads from its text.
    """

    name: str
    proposed: ProposedScenario
    folder: str
    like: str
    scenario: Scenario = field(compare=False, repr=False)

    @property
    def text(self) -> str:
        """YAML to paste into a file of the folder."""
        return self.proposed.text(self.name, self.folder)


@record
class MutantResult:
    """A mutant and the scenario that kills it; where none does, one that would, if one was found.

    `sought` is whether one was looked for.
    """

    mutant: Mutant
    killed_by: Scenario | None
    proposal: Proposal | None = None
    sought: bool = True


@record
class MutationReport:
    """What became of all mutants, worst first, and how many scenarios they were tried on."""

    results: tuple[MutantResult, ...]
    equivalent: int
    scenarios: int

    @property
    def survivors(self) -> tuple[MutantResult, ...]:
        """Those that no scenario kills."""
        return tuple(result for result in self.results if result.killed_by is None)

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        """Each proposal once: one may kill several mutants."""
        return tuple(dict.fromkeys(result.proposal for result in self.survivors if result.proposal))

    @property
    def killed(self) -> int:
        """How many a scenario kills."""
        return len(self.results) - len(self.survivors)

    @property
    def score(self) -> float:
        """The percentage that is killed; 100 where there is nothing to kill."""
        return Share(self.killed, len(self.results)).percent

    def reaches(self, percent: float | None) -> bool:
        """Whether the score is as much as was asked for, None for nothing."""
        return percent is None or self.score >= percent
