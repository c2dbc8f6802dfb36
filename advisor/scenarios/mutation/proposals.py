"""A scenario that would kill a mutant: the state of an existing one, with few facts and maybe one changed.

What it expects is what the playbook says without the change.  Each proposal is read and run like any other
scenario before it is made: it passes with the playbook, and fails with the change.
"""

import os
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from advisor.advice.advise import Adviser
from advisor.engine.run import Program
from advisor.facts.override import override
from advisor.facts.state import State
from advisor.playbook.model import Rule
from advisor.scenarios.difference import compare
from advisor.scenarios.load import read_scenarios
from advisor.scenarios.model import Expectation, Scenario
from advisor.scenarios.mutation.constraints import rules_like
from advisor.scenarios.mutation.contrast import Expected, distinct_warnings, distinguishing
from advisor.scenarios.mutation.formulas import rules_on
from advisor.scenarios.mutation.model import Mutant, Proposal
from advisor.scenarios.mutation.nearby import changes_near
from advisor.scenarios.mutation.prepare_state import preparations
from advisor.scenarios.mutation.reduce_state import reduced
from advisor.scenarios.mutation.scenario_text import ProposedScenario, distinct_name
from advisor.scenarios.mutation.suite import Baseline, MutantRun, Suite, advice_without_words
from advisor.scenarios.mutation.texts import rules_about
from advisor.scenarios.warned import compare_warnings, warned_of
from advisor.source.diagnostic import Location
from advisor.source.errors import ScenarioError, StateError
from advisor.source.record import record
from advisor.source.tree import Entry, Mapping, Node, Scalar, children_of

_HERE = Location("<change>", 1, 1)

MOST_TRIES = 250
MOST_PREPARED = 60  # states with several changes
KEPT = 4_000
MOST_SCENARIOS = 40
MOST_DROPS = 80  # how often something is dropped from a state, to see whether it matters
MOST_FACTS = 12  # in a state that is written out, where it can be named by its path


def propose(suite: Suite, mutant: Mutant) -> Proposal | None:
    """A scenario that would kill the mutant; None where no state nearby tells it apart."""
    writer = _ProposalWriter(suite, mutant)
    return next(filter(None, map(writer.proposal, _Search(suite, mutant).candidates())), None)


@record
class _Candidate:
    """A scenario, with changes perhaps, that may tell a mutant from the playbook; and what it was."""

    moved: Baseline
    baseline: Baseline
    changes: tuple[Entry, ...] = ()


class _Search:
    """Looks for states: those of scenarios, then those that are one change away."""

    def __init__(self, suite: Suite, mutant: Mutant) -> None:
        self.suite, self.mutant = suite, mutant
        self.rules: tuple[Rule, ...] = ()  # those whose tests a change may turn on
        if mutant.rule is not None:
            self.rules = (mutant.rule,)
        elif mutant.parameter is not None:
            self.rules = suite.readers.rules(mutant.parameter.name)
        elif mutant.says_instead is not None:
            self.rules = rules_about(suite.playbook, mutant.says_instead.id)
        elif mutant.computed is not None:
            self.rules = rules_on(suite.playbook, mutant.computed)
        elif mutant.constraint is not None:
            self.rules = rules_like(suite.playbook, mutant.constraint)
        # Where no rule turns on what is changed, what is said may.
        self.wording = mutant.says_instead is not None or (mutant.rule is None and not self.rules)

    def candidates(self) -> Iterator[_Candidate]:
        """What may tell the mutant apart: scenarios as they are, with one change, then with several."""
        baselines = sorted(self.suite.baselines, key=self._distance)
        for baseline in baselines[: MOST_SCENARIOS if self.wording else None]:
            yield _Candidate(self._worded(baseline) if self.wording else baseline, baseline)
        tries = 0
        for baseline in baselines[:MOST_SCENARIOS]:
            for rule in self.rules:
                for change in changes_near(self.suite.playbook, rule, baseline, self.mutant.location):
                    tries += 1
                    if tries > MOST_TRIES:
                        break
                    moved = self._moved(baseline, (change,))
                    if moved is not None:
                        yield _Candidate(moved, baseline, (change,))
        yield from islice(self._prepared(baselines), MOST_PREPARED)

    def _prepared(self, baselines: list[Baseline]) -> Iterator[_Candidate]:
        """Scenarios in which the rules were made to fire, and then once more changed."""
        for baseline in baselines[:MOST_SCENARIOS]:
            for rule in self.rules:
                for changes in preparations(self.suite.playbook, rule, baseline):
                    prepared = self._moved(baseline, changes)
                    if prepared is None:
                        continue
                    yield _Candidate(prepared, baseline, changes)
                    for change in changes_near(self.suite.playbook, rule, prepared, self.mutant.location):
                        further = (*(one for one in changes if one.key.text != change.key.text), change)
                        moved = self._moved(baseline, further)
                        if moved is not None:
                            yield _Candidate(moved, baseline, further)

    def _worded(self, baseline: Baseline) -> Baseline:
        return Baseline(baseline.scenario, baseline.program, asking=True, wording=True)

    def _distance(self, baseline: Baseline) -> tuple[bool, bool, int, int]:
        """Near is where a rule fires, what lies in its folder, and what has little in it."""
        silent = all(rule.id not in baseline.fired for rule in self.rules)
        folder = folder_of(baseline.scenario).replace("\\", "/").rpartition("/")[2]
        elsewhere = all(rule.ruleset != folder for rule in self.rules)
        rows = sum(map(len, baseline.facts.rows.values()))
        return silent, elsewhere, rows, len(baseline.scenario.name)

    def _moved(self, baseline: Baseline, changes: tuple[Entry, ...]) -> Baseline | None:
        """The scenario with changes, kept for other mutants of the rule; None where they cannot be made."""
        kept, program, wording = self.suite.moved, baseline.program, self.wording
        key = (id(baseline), wording, changes)
        if key not in kept:
            if len(kept) >= KEPT:
                kept.clear()
            try:
                state = override(baseline.scenario.state, Mapping(changes, _HERE), program.schema)
                scenario = replace(baseline.scenario, state=state)
                kept[key] = Baseline(scenario, program, asking=True, wording=wording)
            except StateError:
                kept[key] = None
        return kept[key]


class _ProposalWriter:
    """Makes a scenario of a state that tells a mutant apart, with as few facts as will do."""

    def __init__(self, suite: Suite, mutant: Mutant) -> None:
        self.suite, self.mutant = suite, mutant
        self.run = MutantRun(mutant, suite)
        self._programs: dict[tuple[str, ...], Program] = {}

    def proposal(self, candidate: _Candidate) -> Proposal | None:
        """The proposal, where it holds when it is read from its text and run, all compiled anew."""
        moved, like = candidate.moved, candidate.baseline.scenario
        expected = self._expected(moved)
        if expected is None:
            return None
        whole = ProposedScenario(like.as_of, like.state.tree, candidate.changes, like.without, expected)
        checked = self._checked(whole, candidate.baseline)
        if checked is None:
            return None
        for proposed in (*self._smaller(whole, checked, candidate.baseline), whole):
            scenario = self._checked(proposed, candidate.baseline)
            if scenario is not None:
                return Proposal(self._name(), proposed, folder_of(like), like.name, scenario)
        return None

    def _expected(self, moved: Baseline) -> Expected | None:
        """What a scenario would have to expect of a state; None where nothing tells the mutant apart."""
        try:
            changed, warned = self.run.changed(moved), self.run.warned(moved)
        except StateError:
            return None  # no scenario expects that a state is refused
        if changed is not None:
            asking, wording = moved.asking, moved.wording
            own = moved.firings.advice(asking=asking, wording=wording)
            expected = next(distinguishing(own, changed.advice(asking=asking, wording=wording)), None)
            if expected is not None:
                return expected
        return None if warned is None else next(distinct_warnings(moved.warned, warned), None)

    def _smaller(
        self, whole: ProposedScenario, checked: Scenario, baseline: Baseline
    ) -> Iterator[ProposedScenario]:
        """The scenario with only the facts that matter; with the path of its state, where these are many."""
        tree, changes, origin = baseline.scenario.state.tree, whole.changes, baseline.scenario.origin
        small = reduced(tree, lambda smaller: self._tells(checked, baseline, smaller, changes), MOST_DROPS)
        if origin is not None and isinstance(origin.state, Scalar) and facts_in(small) > MOST_FACTS:
            laid_over = (*origin.changes, *changes)
            if len({entry.key.text for entry in laid_over}) == len(laid_over):
                path = os.path.join(folder_of(baseline.scenario), origin.state.text)
                yield replace(whole, state=replace(origin.state, text=path), changes=laid_over)
        for change in changes:
            fewer = tuple(other for other in changes if other is not change)
            changes = fewer if self._tells(checked, baseline, small, fewer) else changes
        yield replace(whole, state=small, changes=changes)

    def _tells(
        self, checked: Scenario, baseline: Baseline, tree: Mapping, changes: tuple[Entry, ...]
    ) -> bool:
        """Whether what is expected tells the mutant apart in this state, too."""
        program = baseline.program
        try:
            state = override(State(tree, checked.state.name), Mapping(changes, _HERE), program.schema)
            moved = Baseline(replace(checked, state=state), program)
        except StateError:
            return False
        advice = moved.firings.advice(asking=moved.asking, wording=moved.wording)
        if compare(checked.expect, advice) or compare_warnings(checked.expect, moved.warned):
            return False
        return self.run.is_killed(moved) and _names_its_subjects(checked.expect, moved)

    def _checked(self, proposed: ProposedScenario, baseline: Baseline) -> Scenario | None:
        """The scenario as it reads from its text, where it holds; None where it does not."""
        folder = folder_of(baseline.scenario)
        text = proposed.text(self._name(), folder)
        try:
            [scenario] = read_scenarios(
                f"scenarios:\n{text}", os.path.join(folder, "proposed.yaml"), self.suite.playbook
            )
        except ScenarioError:
            return None
        if _fails(baseline.program, scenario):
            return None
        return scenario if _fails(self.changed_program(baseline), scenario) else None

    def changed_program(self, baseline: Baseline) -> Program:
        """The playbook of a scenario with the change, compiled anew."""
        key = baseline.scenario.without
        if key not in self._programs:
            self._programs[key] = Program(self.mutant.applied(baseline.program.playbook))
        return self._programs[key]

    def _name(self) -> str:
        """What the scenario notices; to be made a sentence of what holds by whoever takes it over."""
        return distinct_name(f"Notices {self.mutant.name}: {self.mutant.words}", ())


def _names_its_subjects(expect: Expectation, baseline: Baseline) -> bool:
    """Whether the state has whom it expects something of: of nobody at all, much holds."""
    ids = {(entity, row.name) for entity, rows in baseline.facts.rows.items() for row in rows}
    items = [*(wanted.item for wanted in expect.recommended), *(wanted.item for wanted in expect.set_aside)]
    items += [*expect.not_recommended, *expect.next_steps]
    entities = baseline.program.schema.vocabulary.entities
    return all(entities[item.entity].single or (item.entity, item.subject) in ids for item in items)


def facts_in(tree: Mapping) -> int:
    """How many facts a state has."""
    return sum(1 for _ in _scalars(tree))


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    for child in children_of(node):
        yield from _scalars(child)


def folder_of(scenario: Scenario) -> str:
    """The folder of a scenario's file, from which it names states."""
    return os.path.dirname(scenario.location.file)


def _fails(program: Program, scenario: Scenario) -> bool:
    try:
        facts = program.builder.build(scenario.state, scenario.as_of, scenario.as_of)
    except StateError:
        return True
    if compare_warnings(scenario.expect, warned_of(facts)):
        return True
    run = program.run(facts)
    if scenario.expect.is_about_words:
        return bool(compare(scenario.expect, Adviser(program).advise(run)))
    return bool(compare(scenario.expect, advice_without_words(program, run, asking=True)))
