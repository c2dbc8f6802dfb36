"""A scenario that would notice a change: the state of an existing one, maybe with one fact changed.

What it expects is what the playbook says without the change.  Each proposal is read and run like any other
scenario before it is made: it passes with the playbook, and fails with the change.
"""

import json
import os
import re
from collections.abc import Iterator, Sequence

from advisor.advice.model import Advice, Recommendation, SetAside, item_name
from advisor.engine.run import Program
from advisor.facts.override import override
from advisor.playbook.model import Rule
from advisor.playbook.types import iso_date
from advisor.scenarios.difference import compare
from advisor.scenarios.load import read_scenarios
from advisor.scenarios.model import Scenario
from advisor.scenarios.mutation.model import Mutant, Proposal
from advisor.scenarios.mutation.nearby import changes_near
from advisor.scenarios.mutation.trial import Baseline, MutantRun, Suite, advice_without_words, run_of
from advisor.source.diagnostic import Location
from advisor.source.errors import ScenarioError, StateError
from advisor.source.reader import read_tree
from advisor.source.record import record
from advisor.source.tree import Entry, Mapping, Node, Scalar
from advisor.source.tree import Sequence as Items

Expected = tuple[str, str]


def distinguishing(own: Advice, other: Advice) -> list[Expected]:
    """Expectations (a key, and an item under it), the plainest first; none where nothing can be expected."""
    return [*_Sides(own, other).all()]


class _Sides:
    def __init__(self, own: Advice, other: Advice) -> None:
        self.own, self.other = _Ended(own), _Ended(other)
        self.asked = {each.path for each in own.questions}, {each.path for each in other.questions}

    def all(self) -> Iterator[Expected]:
        yield from self._ends()
        mine, yours = self.own.chosen, self.other.chosen
        for name in sorted(mine.keys() & yours.keys()):
            yield from self._details(name, mine[name], yours[name])
        for path in sorted(self.asked[0] - self.asked[1]):
            yield "asked", path
        for path in sorted(self.asked[1] - self.asked[0]):
            yield "not_asked", path
        for name, found in mine.items():
            if name in yours and yours[name].rank != found.rank:
                yield "recommended", _item(name, rank=str(found.rank))

    def _ends(self) -> Iterator[Expected]:
        """Where candidates end."""
        mine, yours = self.own, self.other
        for name in mine.chosen:
            if name not in yours.chosen:
                yield "recommended", name
        for name in yours.chosen:
            if name not in mine.chosen and name not in mine.aside:
                yield "not_recommended", name
        for name, aside in mine.aside.items():
            yield from self._aside(name, aside)
        for name in mine.steps:
            if name not in yours.steps:
                yield "next_steps", name

    def _aside(self, name: str, aside: SetAside) -> Iterator[Expected]:
        other = self.other.aside.get(name)
        causes = aside.by.split(", ")
        if other is not None and other.reason is aside.reason:
            causes = [each for each in causes if each not in other.by.split(", ")]
        if causes:
            yield "set_aside", _item(name, reason=str(aside.reason), by=causes[0])
        elif other is None:
            yield "set_aside", _item(name, reason=str(aside.reason))

    def _details(self, name: str, found: Recommendation, other: Recommendation) -> Iterator[Expected]:
        if found.priority is not other.priority:
            yield "recommended", _item(name, priority=str(found.priority))
        if found.deadline != other.deadline and found.deadline is not None:
            yield "recommended", _item(name, deadline=iso_date(found.deadline))
        behind = [rule for rule in found.all_rules if rule not in other.all_rules]
        if behind:
            yield "recommended", _item(name, by=behind[0])


class _Ended:
    """Where every candidate ended, by the name that scenarios give it."""

    def __init__(self, advice: Advice) -> None:
        self.chosen = {item_name(each.action, each.subject): each for each in advice.recommendations}
        self.aside = {item_name(each.action, each.subject): each for each in advice.set_aside}
        self.steps = {
            item_name(step.action, each.subject): None
            for each in advice.recommendations
            for step in each.next_steps
        }


def _item(name: str, **details: str) -> str:
    action, at, subject = name.partition("@")
    parts = [f"action: {action}"] + ([f"subject: {subject}"] if at else [])
    return f"{{{', '.join([*parts, *(f'{key}: {value}' for key, value in details.items())])}}}"


WIDTH = 110
_PLAIN = re.compile(r"[A-Za-z0-9$/.][A-Za-z0-9$%@/._ -]*(?<! )", re.ASCII)


def flow(node: Node) -> str:
    """A tree as YAML on one line."""
    if isinstance(node, Scalar):
        if node.is_null:
            return "null"
        bare = not node.quoted or not Scalar(node.text, False, node.location).is_null
        return (
            node.text if bare and _PLAIN.fullmatch(node.text) else json.dumps(node.text, ensure_ascii=False)
        )
    if isinstance(node, Items):
        return f"[{', '.join(map(flow, node.items))}]"
    return f"{{{', '.join(f'{flow(each.key)}: {flow(each.value)}' for each in node.entries)}}}"


def source_of(scenario: Scenario) -> Mapping | None:
    """A scenario as it stands in its file; None where that is gone."""
    node, _ = read_tree(scenario.location.file)
    listed = node.get("scenarios") if isinstance(node, Mapping) else None
    for each in listed.items if isinstance(listed, Items) else ():
        name = each.get("name") if isinstance(each, Mapping) else None
        if (
            isinstance(each, Mapping)
            and isinstance(name, Scalar)
            and " ".join(name.text.split()) == scenario.name
        ):
            return each
    return None


def scenario_text(
    name: str, like: Scenario, source: Mapping, changes: Sequence[Entry], expect: Sequence[tuple[str, str]]
) -> str:
    """One item of `scenarios:`: the state of `like`, changed, with the expectations (a key and its list)."""
    lines = [f"  - name: {name}", f"    as_of: {iso_date(like.as_of)}"]
    state, old = source.get("state"), source.get("with")
    lines += _block("state", state) if state is not None else []
    kept = old.entries if isinstance(old, Mapping) else ()
    new = {each.key.text for each in changes}
    entries = (*(each for each in kept if each.key.text not in new), *changes)
    lines += _with(entries)
    if like.without:
        lines.append(f"    without: [{', '.join(like.without)}]")
    lines.append("    expect:")
    for key, item in expect:
        lines.append(f"      {key}: [{item}]")
    return "".join(f"{line}\n" for line in lines)


def folder_of(scenario: Scenario) -> str:
    """The folder of a scenario's file, from which it names states."""
    return os.path.dirname(scenario.location.file)


def _with(entries: Sequence[Entry]) -> list[str]:
    if not entries:
        return []
    inner = ", ".join(f"{flow(each.key)}: {flow(each.value)}" for each in entries)
    line = f"    with: {{{inner}}}"
    if len(line) <= WIDTH:
        return [line]
    return ["    with:", *(f"      {flow(each.key)}: {flow(each.value)}" for each in entries)]


def _block(key: str, node: Node) -> list[str]:
    """A value after its key; a mapping that is too long for a line with an entry on each."""
    line = f"    {key}: {flow(node)}"
    if len(line) <= WIDTH or not isinstance(node, Mapping):
        return [line]
    lines = [f"    {key}:"]
    for each in node.entries:
        inner = f"      {flow(each.key)}: {flow(each.value)}"
        if len(inner) <= WIDTH or not isinstance(each.value, Items):
            lines.append(inner)
        else:
            lines += [f"      {flow(each.key)}:", *(f"        - {flow(item)}" for item in each.value.items)]
    return lines


MOST_TRIES = 250
KEPT = 4_000
MOST_SCENARIOS = 40

_HERE = Location("<change>", 1, 1)


@record
class Found:
    """A state that tells a mutant from the playbook, and by what."""

    base: Baseline
    changes: tuple[Entry, ...]
    expected: Expected


def propose(trial: Suite, mutant: Mutant) -> Proposal | None:
    """A scenario that would notice the mutant; None where no state nearby tells it apart."""
    for found in _Search(trial, mutant).found():
        proposal = _worded(trial, mutant, found)
        if proposal is not None:
            return proposal
    return None


class _Search:
    def __init__(self, trial: Suite, mutant: Mutant) -> None:
        self.trial, self.mutant = trial, mutant
        self.attempt = MutantRun(mutant, trial.readers, trial.circular)
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

    def _bases(self) -> Sequence[Baseline]:
        """The scenarios, nearest first: a rule fires in them, they lie in its folder, with little in them."""
        names = {rule.id for rule in self.rules}
        sets = {rule.ruleset for rule in self.rules}

        def far(base: Baseline) -> tuple[bool, bool, int, int]:
            fires = names.isdisjoint(base.fired)
            folder = folder_of(base.scenario).replace("\\", "/").rpartition("/")[2]
            rows = sum(map(len, base.facts.rows.values()))
            return fires, folder not in sets, rows, len(base.scenario.name)

        return sorted(self.trial.bases, key=far)

    def _moved(self, base: Baseline, change: Entry) -> Baseline | None:
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

    def _of(
        self, base: Baseline, changes: tuple[Entry, ...], like: Baseline | None = None
    ) -> Iterator[Found]:
        found = self.attempt.changed(base)
        if found is None:
            return
        program, view, fired = found
        own = advice_without_words(
            base.program, run_of(base.program, base.view, base.fired), asking=base.asking
        )
        other = advice_without_words(program, run_of(program, view, fired), asking=base.asking)
        for expected in distinguishing(own, other)[:1]:
            yield Found(like or base, changes, expected)


def _moved(base: Baseline, change: Entry) -> Baseline | None:
    """The scenario with one change; None where the state cannot take it."""
    try:
        state = override(base.scenario.state, Mapping((change,), _HERE), base.program.schema)
        like = base.scenario
        scenario = Scenario(like.name, like.as_of, state, like.expect, like.location, like.without)
        moved = Baseline(scenario, base.program)
    except StateError:
        return None
    moved.asking = True
    return moved


def _worded(trial: Suite, mutant: Mutant, found: Found) -> Proposal | None:
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


def _read(trial: Suite, text: str, folder: str) -> Scenario | None:
    file = f"{folder}/proposed.yaml" if folder else "proposed.yaml"
    try:
        read = read_scenarios(f"scenarios:\n{text}", file, trial.playbook)
    except ScenarioError:
        return None
    return read[0] if len(read) == 1 else None


def _holds(trial: Suite, mutant: Mutant, program: Program, scenario: Scenario) -> bool:
    """Whether the scenario passes with the playbook and fails with the change, both compiled and run anew."""
    changed = Program(mutant.applied(program.playbook))
    return not _departs(program, scenario) and _departs(changed, scenario)


def _departs(program: Program, scenario: Scenario) -> bool:
    facts = program.builder.build(scenario.state, scenario.as_of, scenario.as_of)
    return bool(compare(scenario.expect, advice_without_words(program, program.run(facts), asking=True)))
