"""What scenarios show: which rules fire in each of them, and for whom."""

import datetime
from collections.abc import Iterable, Mapping

from advisor.advice.api import Playbook
from advisor.engine.run import Run
from advisor.playbook.citations import Carrier, CarrierKind
from advisor.playbook.conditions import paths_of
from advisor.playbook.dependencies import Name, names_of, rule_reads
from advisor.playbook.model import Action, Constraint, RuleBase, Verb
from advisor.playbook.types import FieldType
from advisor.playbook.vocabulary import POLICY
from advisor.scenarios.model import Scenario
from advisor.scenarios.run import ScenarioResult, Variants
from advisor.source.record import record


@record
class ScenarioFirings:
    """A scenario that was run with a playbook: for which of its subjects (paths) each rule fired."""

    scenario: Scenario
    playbook: Playbook
    run: Run
    fired: Mapping[str, frozenset[str]]
    subjects: frozenset[str]

    def result(self) -> ScenarioResult:
        """The advice that followed, held against what the scenario expects."""
        return ScenarioResult.of(self.scenario, self.playbook, self.run)

    def advised(self) -> frozenset[str]:
        """The actions that are recommended, or stand as next steps."""
        advice = self.playbook.advise(self.run)
        steps = [step.action for item in advice.recommendations for step in item.next_steps]
        return frozenset([*(item.action for item in advice.recommendations), *steps])

    def breaks(self, constraint: Constraint) -> bool:
        """Whether a constraint is known not to hold of somebody in it."""
        holds, run = self.playbook.program.truth(constraint.holds), self.run
        return any(holds(run.view, row) is False for row in run.facts.rows[constraint.entity])


def firings_of(playbook: Playbook, scenarios: Iterable[Scenario]) -> tuple[ScenarioFirings, ...]:
    """Each scenario with what fires in it, in their order."""
    variants = Variants(playbook)
    return tuple(_firings(variants.of(scenario), scenario) for scenario in scenarios)


def _firings(playbook: Playbook, scenario: Scenario) -> ScenarioFirings:
    run = playbook.run(scenario.state, as_of=datetime.date.fromordinal(scenario.as_of))
    fired: dict[str, set[str]] = {}
    for firing in run.firings:
        fired.setdefault(firing.rule.id, set()).add(firing.row.path)
    subjects = frozenset(row.path for rows in run.facts.rows.values() for row in rows)
    by_rule = {rule: frozenset(paths) for rule, paths in fired.items()}
    return ScenarioFirings(scenario, playbook, run, by_rule, subjects)


Claims = Mapping[str, frozenset[str]]
Part = tuple[CarrierKind, str]  # what may carry a claim: a kind, and a name
Cited = Mapping[Part, set[str]]


def claims_shown(
    playbook: RuleBase, carriers: Mapping[str, tuple[Carrier, ...]], firings: Iterable[ScenarioFirings]
) -> Mapping[str, tuple[Scenario, ...]]:
    """For every claim in `carriers` the scenarios that show it, in their order."""
    showing: dict[str, list[Scenario]] = {claim: [] for claim in carriers}
    cited = _claims_by_carrier(carriers)
    by_rule, by_action = _claims_by_rule_and_action(playbook, cited)
    entities = playbook.vocabulary.entities.values()
    by_points = {
        entity.name: frozenset(cited.get(_part((entity.name, entity.points)), ())) for entity in entities
    }
    advising = {
        rule.id for rule in playbook.rules if not by_action.keys().isdisjoint(rule.targets(Verb.ADVISE))
    }
    for scenario in firings:
        sources = [by_rule.get(rule, frozenset()) for rule in scenario.fired]
        if not advising.isdisjoint(scenario.fired):
            sources += [by_action.get(action, frozenset()) for action in scenario.advised()]
        sources += [by_points[entity] for entity in _weighed(scenario)]
        for claim in frozenset().union(*sources):
            showing[claim].append(scenario.scenario)
    return {claim: tuple(scenarios) for claim, scenarios in showing.items()}


def _weighed(scenario: ScenarioFirings) -> set[str]:
    """The entities of which a subject is advised something that has points of it at stake."""
    program, run = scenario.playbook.program, scenario.run
    return {
        firing.row.entity
        for firing in run.firings
        for action in map(scenario.playbook.content.actions.__getitem__, firing.rule.targets(Verb.ADVISE))
        if action.stake is not None
        and action.stake.kind is FieldType.POINTS
        and program.stake(run.view, action, firing.row)
    }


def _claims_by_carrier(carriers: Mapping[str, tuple[Carrier, ...]]) -> Cited:
    """The claims by what shows them: the rules that cite them, or else all that carries them."""
    cited: dict[Part, set[str]] = {}
    for claim, of_claim in carriers.items():
        rules = [carrier for carrier in of_claim if carrier.kind is CarrierKind.RULE]
        for carrier in rules or of_claim:
            cited.setdefault((carrier.kind, carrier.name), set()).add(claim)
    return cited


def _claims_by_rule_and_action(playbook: RuleBase, cited: Cited) -> tuple[Claims, Claims]:
    """The claims that each rule shows when it fires, and each action when it is recommended."""
    by_rule: dict[str, frozenset[str]] = {}
    read: set[Name] = set()
    for rule in playbook.rules:
        reads = rule_reads(rule, playbook.vocabulary)
        read |= reads
        parts = [(CarrierKind.RULE, rule.id), *map(_part, reads)]
        by_rule[rule.id] = frozenset(claim for part in parts for claim in cited.get(part, ()))
    by_action: dict[str, frozenset[str]] = {}
    for action in playbook.actions.values():
        kind = CarrierKind.DRAFT if action.message else CarrierKind.STEPS
        parts = [(kind, action.id), *(_part(name) for name in _parameters_named(action) - read)]
        claims = frozenset(claim for part in parts for claim in cited.get(part, ()))
        if claims:
            by_action[action.id] = claims
    return by_rule, by_action


def _part(name: Name) -> Part:
    """A parameter or a computed field as what may carry a claim; a plain field carries none."""
    owner, field = name
    return (CarrierKind.PARAMETER, field) if owner == POLICY else (CarrierKind.COMPUTED, f"{owner}.{field}")


def _parameters_named(action: Action) -> set[Name]:
    templates = [action.title, *(variant.text for variant in (*action.steps, *action.message))]
    paths = [path for template in templates for path in template.paths]
    paths += [path for condition in action.conditions for path in paths_of(condition)]
    return {name for name in names_of(paths) if name[0] == POLICY}
