"""A scenario that would kill a mutant: the state of an existing one, maybe with one fact changed.

What it expects is what the playbook says without the change.  Each proposal is read and run like any other
scenario before it is made: it passes with the playbook, and fails with the change.
"""

import os
import re
from collections.abc import Iterator, Sequence

from advisor.advice.model import Advice, Recommendation, SetAside
from advisor.engine.run import Program
from advisor.facts.override import override
from advisor.playbook.model import Rule
from advisor.playbook.types import iso_date
from advisor.scenarios.difference import AdviceItems, compare
from advisor.scenarios.load import read_scenarios
from advisor.scenarios.model import Scenario
from advisor.scenarios.mutation.model import Mutant, Proposal
from advisor.scenarios.mutation.nearby import changes_near
from advisor.scenarios.mutation.suite import Baseline, MutantRun, Suite, advice_without_words
from advisor.source.diagnostic import Location
from advisor.source.errors import ScenarioError, StateError
from advisor.source.reader import read_tree
from advisor.source.record import record
from advisor.source.tree import NULLS, Entry, Mapping, Node, Scalar, text_of
from advisor.source.tree import Sequence as Items
from advisor.source.yaml_writer import WIDTH, YamlStyle, YamlWriter, in_double_quotes

_HERE = Location("<change>", 1, 1)

Expected = tuple[str, str]


def distinguishing(own: Advice, other: Advice) -> Iterator[Expected]:
    """Expectations (a key, and an item under it) of a piece of advice that another contradicts.

    The plainest come first; there are none where nothing can be expected.
    """
    mine, yours = AdviceItems(own), AdviceItems(other)
    for name in mine.chosen:
        if name not in yours.chosen:
            yield "recommended", name
    for name in yours.chosen:
        if name not in mine.chosen and name not in mine.aside:
            yield "not_recommended", name
    for name, aside in mine.aside.items():
        yield from _distinct_cause(name, aside, yours.aside.get(name))
    for name in mine.after:
        if name not in yours.after:
            yield "next_steps", name
    for name in sorted(mine.chosen.keys() & yours.chosen.keys()):
        yield from _distinct_details(name, mine.chosen[name], yours.chosen[name])
    asked, asked_by_other = ({question.path for question in advice.questions} for advice in (own, other))
    for path in sorted(asked - asked_by_other):
        yield "asked", path
    for path in sorted(asked_by_other - asked):
        yield "not_asked", path
    for name, chosen in mine.chosen.items():
        if name in yours.chosen and yours.chosen[name].rank != chosen.rank:
            yield "recommended", _item(name, rank=str(chosen.rank))


def _distinct_cause(name: str, own: SetAside, other: SetAside | None) -> Iterator[Expected]:
    causes = own.by.split(", ")
    if other is not None and other.reason is own.reason:
        causes = [cause for cause in causes if cause not in other.by.split(", ")]
    if causes:
        yield "set_aside", _item(name, reason=str(own.reason), by=causes[0])
    elif other is None:
        yield "set_aside", _item(name, reason=str(own.reason))


def _distinct_details(name: str, own: Recommendation, other: Recommendation) -> Iterator[Expected]:
    if own.priority is not other.priority:
        yield "recommended", _item(name, priority=str(own.priority))
    if own.due != other.due and own.due is not None:
        yield "recommended", _item(name, deadline=iso_date(own.due))
    behind = [rule for rule in own.all_rules if rule not in other.all_rules]
    if behind:
        yield "recommended", _item(name, by=behind[0])


def _item(name: str, **details: str) -> str:
    action, _, subject = name.partition("@")
    keys = {"action": action} | ({"subject": subject} if subject else {}) | details
    return f"{{{', '.join(f'{key}: {value}' for key, value in keys.items())}}}"


_PLAIN = re.compile(r"[A-Za-z0-9$/.][A-Za-z0-9$%@/._ -]*(?<! )", re.ASCII)


class ScenarioWriter(YamlWriter):
    """Writes as scenarios are written: without quotes where nothing else is read here, and with nulls."""

    def scalar(self, value: Scalar) -> str:
        """A value, as part of a line."""
        if value.is_null:
            return "null"
        is_plain = value.text not in NULLS and _PLAIN.fullmatch(value.text)
        return value.text if is_plain else in_double_quotes(value.text)

    def entries(self, node: Mapping) -> tuple[Entry, ...]:
        """All entries of a mapping."""
        return node.entries


_WRITER = ScenarioWriter(YamlStyle())


def source_of(scenario: Scenario) -> Mapping | None:
    """A scenario as it stands in its file; None where that is gone."""
    root, _ = read_tree(scenario.location.file)
    listed = root.get("scenarios") if isinstance(root, Mapping) else None
    for item in listed.items if isinstance(listed, Items) else ():
        name = item.get("name") if isinstance(item, Mapping) else None
        if isinstance(item, Mapping) and " ".join(text_of(name).split()) == scenario.name:
            return item
    return None


def scenario_text(
    name: str, like: Scenario, source: Mapping, changes: Sequence[Entry], expected: Expected
) -> str:
    """One item of `scenarios:`: the state of `like`, changed, with one expectation."""
    lines = [f"  - name: {name}", f"    as_of: {iso_date(like.as_of)}"]
    state, old = source.get("state"), source.get("with")
    lines += _state_lines(state) if state is not None else []
    new = {change.key.text for change in changes}
    kept = [entry for entry in (old.entries if isinstance(old, Mapping) else ()) if entry.key.text not in new]
    lines += _with_lines((*kept, *changes))
    if like.without:
        lines.append(f"    without: [{', '.join(like.without)}]")
    key, item = expected
    lines += ["    expect:", f"      {key}: [{item}]"]
    return "".join(f"{line}\n" for line in lines)


def _with_lines(entries: tuple[Entry, ...]) -> list[str]:
    line = f"    with: {_WRITER.on_line(Mapping(entries, _HERE))}"
    if len(line) <= WIDTH:
        return [line] if entries else []
    return ["    with:", *(f"      {_WRITER.on_line(entry)}" for entry in entries)]


def _state_lines(state: Node) -> list[str]:
    """A state, with a section on each line where it is too long for one, and a row on each of such."""
    line = f"    state: {_WRITER.on_line(state)}"
    if len(line) <= WIDTH or not isinstance(state, Mapping):
        return [line]
    lines = ["    state:"]
    for entry in state.entries:
        line = f"      {_WRITER.on_line(entry)}"
        if len(line) <= WIDTH or not isinstance(entry.value, Items):
            lines.append(line)
        else:
            lines.append(f"      {_WRITER.key(entry.key)}:")
            lines += [f"        - {_WRITER.on_line(item)}" for item in entry.value.items]
    return lines


MOST_TRIES = 250
KEPT = 4_000
MOST_SCENARIOS = 40


def propose(suite: Suite, mutant: Mutant) -> Proposal | None:
    """A scenario that would kill the mutant; None where no state nearby tells it apart."""
    search = _Search(suite, mutant)
    for candidate in search.candidates():
        proposal = search.proposal(candidate)
        if proposal is not None:
            return proposal
    return None


@record
class _Candidate:
    """A scenario and changes of it that tell a mutant from the playbook, and by what."""

    baseline: Baseline
    changes: tuple[Entry, ...]
    expected: Expected


class _Search:
    def __init__(self, suite: Suite, mutant: Mutant) -> None:
        self.suite, self.mutant = suite, mutant
        self.run = MutantRun(mutant, suite)
        self.rules: tuple[Rule, ...] = ()  # those whose tests a change may turn on
        if mutant.rule is not None:
            self.rules = (mutant.rule,)
        elif mutant.parameter is not None:
            self.rules = suite.readers.rules(mutant.parameter.name)

    def candidates(self) -> Iterator[_Candidate]:
        """What tells the mutant apart: scenarios as they are, then with one change."""
        baselines = sorted(self.suite.baselines, key=self._distance)
        for baseline in baselines:
            yield from self._of(baseline, (), baseline)
        tries = 0
        for baseline in baselines[:MOST_SCENARIOS]:
            for rule in self.rules:
                for change in changes_near(self.suite.playbook, rule, baseline, self.mutant.location):
                    tries += 1
                    if tries > MOST_TRIES:
                        return
                    moved = self._moved(baseline, change)
                    if moved is not None:
                        yield from self._of(moved, (change,), baseline)

    def _distance(self, baseline: Baseline) -> tuple[bool, bool, int, int]:
        """Near is where a rule fires, what lies in its folder, and what has little in it."""
        silent = all(rule.id not in baseline.fired for rule in self.rules)
        folder = folder_of(baseline.scenario).replace("\\", "/").rpartition("/")[2]
        elsewhere = all(rule.ruleset != folder for rule in self.rules)
        rows = sum(map(len, baseline.facts.rows.values()))
        return silent, elsewhere, rows, len(baseline.scenario.name)

    def _moved(self, baseline: Baseline, change: Entry) -> Baseline | None:
        """The scenario with one change; None where the state cannot take it.

        Kept for the mutants that follow: those of one rule ask for the same ones.
        """
        key = (id(baseline), change.key.text, change.value)
        kept = self.suite.moved
        if key not in kept:
            if len(kept) >= KEPT:
                kept.clear()
            kept[key] = _with_change(baseline, change)
        return kept[key]

    def _of(self, moved: Baseline, changes: tuple[Entry, ...], like: Baseline) -> Iterator[_Candidate]:
        changed = self.run.changed(moved)
        if changed is None:
            return
        own, other = moved.firings.advice(asking=moved.asking), changed.advice(asking=moved.asking)
        for expected in distinguishing(own, other):
            yield _Candidate(like, changes, expected)
            return

    def proposal(self, candidate: _Candidate) -> Proposal | None:
        """The proposal, where it holds when it is read from its text and run, all compiled anew."""
        like, program = candidate.baseline.scenario, candidate.baseline.program
        source = source_of(like)
        if source is None:
            return None
        text = scenario_text(self._name(candidate), like, source, candidate.changes, candidate.expected)
        folder = folder_of(like)
        file = f"{folder}/proposed.yaml" if folder else "proposed.yaml"
        try:
            scenarios = read_scenarios(f"scenarios:\n{text}", file, self.suite.playbook)
        except ScenarioError:
            return None
        if len(scenarios) != 1 or _fails(program, scenarios[0]):
            return None
        killed = _fails(Program(self.mutant.applied(program.playbook)), scenarios[0])
        return Proposal(text, folder, like.name) if killed else None

    def _name(self, candidate: _Candidate) -> str:
        """A name that no other scenario has; to be made a sentence by whoever takes the scenario over."""
        changed = " and ".join(change.key.text for change in candidate.changes)
        name = f"{self.mutant.name} at its edge, {changed or candidate.baseline.scenario.name}"
        plain = "".join(sign for sign in name if sign.isalnum() or sign in " -_.,'")
        return " ".join(plain.split())


def folder_of(scenario: Scenario) -> str:
    """The folder of a scenario's file, from which it names states."""
    return os.path.dirname(scenario.location.file)


def _with_change(baseline: Baseline, change: Entry) -> Baseline | None:
    """The scenario with one change; None where the state cannot take it."""
    like = baseline.scenario
    try:
        state = override(like.state, Mapping((change,), _HERE), baseline.program.schema)
        scenario = Scenario(like.name, like.as_of, state, like.expect, like.location, like.without)
        return Baseline(scenario, baseline.program, asking=True)
    except StateError:
        return None


def _fails(program: Program, scenario: Scenario) -> bool:
    facts = program.builder.build(scenario.state, scenario.as_of, scenario.as_of)
    return bool(compare(scenario.expect, advice_without_words(program, program.run(facts), asking=True)))
