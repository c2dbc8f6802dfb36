"""A scenario that would notice a change: the state of an existing one, maybe with one fact changed.

What it expects is what the playbook says without the change.  Each proposal is read and run like any other
scenario before it is made: it passes with the playbook, and fails with the change.
"""

from collections.abc import Iterator, Sequence

from advisor.engine.run import Program
from advisor.facts.override import override
from advisor.playbook.model import Rule
from advisor.scenarios.difference import compare
from advisor.scenarios.files import read_scenarios
from advisor.scenarios.model import Scenario
from advisor.scenarios.mutation.bare import bare_advice
from advisor.scenarios.mutation.expected import Expected, telling
from advisor.scenarios.mutation.model import Mutant, Proposal
from advisor.scenarios.mutation.nearby import changes_near
from advisor.scenarios.mutation.trial import Attempt, Base, Trial, as_run
from advisor.scenarios.mutation.written import folder_of, scenario_text, source_of
from advisor.source.errors import ScenarioError, StateError
from advisor.source.location import Location
from advisor.source.record import record
from advisor.source.tree import Entry, Mapping

MOST_TRIES = 250
KEPT = 4_000
MOST_SCENARIOS = 40

_HERE = Location("<change>", 1, 1)


@record
class Found:
    """A state that tells a mutant from the playbook, and by what."""

    base: Base
    changes: tuple[Entry, ...]
    expected: Expected


def propose(trial: Trial, mutant: Mutant) -> Proposal | None:
    """A scenario that would notice the mutant; None where no state nearby tells it apart."""
    for found in _Search(trial, mutant).found():
        proposal = _worded(trial, mutant, found)
        if proposal is not None:
            return proposal
    return None


class _Search:
    def __init__(self, trial: Trial, mutant: Mutant) -> None:
        self.trial, self.mutant = trial, mutant
        self.attempt = Attempt(mutant, trial.readers, trial.circular)
        self.rules = self._rules()

    def _rules(self) -> tuple[Rule, ...]:
        """The rules whose tests a change may turn on."""
        if self.mutant.rule is not None:
            return (self.mutant.rule,)
        return self.trial.readers.rules(self.mutant.parameter.name) if self.mutant.parameter else ()

    def found(self) -> Iterator[Found]:
        """States that tell the mutant apart, those with the plainest expectations first."""
        bases = self._bases()
        for base in bases:
            yield from self._of(base, ())
        tries = 0
        for base in bases[:MOST_SCENARIOS]:
            for rule in self.rules:
                for change in changes_near(self.trial.playbook, rule, base, self.mutant.location):
                    tries += 1
                    if tries > MOST_TRIES:
                        return
                    moved = self._moved(base, change)
                    if moved is not None:
                        yield from self._of(moved, (change,), base)

    def _bases(self) -> Sequence[Base]:
        """The scenarios, nearest first: a rule fires in them, they lie in its folder, with little in them."""
        names = {rule.id for rule in self.rules}
        sets = {rule.ruleset for rule in self.rules}

        def far(base: Base) -> tuple[bool, bool, int, int]:
            fires = names.isdisjoint(base.fired)
            folder = folder_of(base.scenario).replace("\\", "/").rpartition("/")[2]
            rows = sum(map(len, base.facts.rows.values()))
            return fires, folder not in sets, rows, len(base.scenario.name)

        return sorted(self.trial.bases, key=far)

    def _moved(self, base: Base, change: Entry) -> Base | None:
        """The scenario with one change; None where the state cannot take it.

        Kept for the mutants that follow: those of one rule ask for the same ones.
        """
        key = (id(base), change.key.text, change.value)
        kept = self.trial.moved
        if key not in kept:
            if len(kept) >= KEPT:
                kept.clear()
            kept[key] = _moved(base, change)
        return kept[key]

    def _of(self, base: Base, changes: tuple[Entry, ...], like: Base | None = None) -> Iterator[Found]:
        found = self.attempt.changed(base)
        if found is None:
            return
        program, view, fired = found
        own = bare_advice(base.program, as_run(base.program, base.view, base.fired), asking=base.asking)
        other = bare_advice(program, as_run(program, view, fired), asking=base.asking)
        for expected in telling(own, other)[:1]:
            yield Found(like or base, changes, expected)


def _moved(base: Base, change: Entry) -> Base | None:
    """The scenario with one change; None where the state cannot take it."""
    try:
        state = override(base.scenario.state, Mapping((change,), _HERE), base.program.schema)
        like = base.scenario
        scenario = Scenario(like.name, like.as_of, state, like.expect, like.location, like.without)
        moved = Base(scenario, base.program)
    except StateError:
        return None
    moved.asking = True
    return moved


def _worded(trial: Trial, mutant: Mutant, found: Found) -> Proposal | None:
    """The proposal, where it holds when it is read from its text and run."""
    like = found.base.scenario
    source = source_of(like)
    if source is None:
        return None
    name = _name(mutant, found)
    text = scenario_text(name, like, source, found.changes, [found.expected])
    folder = folder_of(like)
    scenario = _read(trial, text, folder)
    if scenario is None or not _holds(trial, mutant, found.base.program, scenario):
        return None
    return Proposal(text, folder, like.name)


def _name(mutant: Mutant, found: Found) -> str:
    """A name that no other scenario has; to be made a sentence by whoever takes the scenario over."""
    changed = " and ".join(each.key.text for each in found.changes) or found.base.scenario.name
    plain = "".join(
        sign for sign in f"{mutant.name} at its edge, {changed}" if sign.isalnum() or sign in " -_.,'"
    )
    return " ".join(plain.split())


def _read(trial: Trial, text: str, folder: str) -> Scenario | None:
    file = f"{folder}/proposed.yaml" if folder else "proposed.yaml"
    try:
        read = read_scenarios(f"scenarios:\n{text}", file, trial.playbook)
    except ScenarioError:
        return None
    return read[0] if len(read) == 1 else None


def _holds(trial: Trial, mutant: Mutant, program: Program, scenario: Scenario) -> bool:
    """Whether the scenario passes with the playbook and fails with the change, both compiled and run anew."""
    changed = Program(mutant.applied(program.playbook))
    return not _departs(program, scenario) and _departs(changed, scenario)


def _departs(program: Program, scenario: Scenario) -> bool:
    facts = program.builder.build(scenario.state, scenario.as_of, scenario.as_of)
    return bool(compare(scenario.expect, bare_advice(program, program.run(facts), asking=True)))
