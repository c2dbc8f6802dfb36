"""A parameter of the policy with another value: the rules that read it, and the facts with it."""

from advisor.engine.run import Program
from advisor.facts.override import override
from advisor.facts.rows import Facts
from advisor.playbook.model import Parameter, Rule, RuleBase
from advisor.playbook.quantities import plain
from advisor.playbook.rule_reads import parameters_of
from advisor.playbook.vocabulary import POLICY
from advisor.scenarios.model import Scenario
from advisor.scenarios.mutation.rules import readers_of
from advisor.source.location import Location
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
