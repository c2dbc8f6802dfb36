"""Expectations of failed scenarios brought in line with the advice: the new text of their files, unwritten.

Nothing is trusted: the new text is read as any scenario file is, and a rewritten scenario must pass, while
all else in the file says what it said.
"""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field

from advisor.advice.api import Playbook
from advisor.scenarios.load import read_scenarios
from advisor.scenarios.model import Scenario
from advisor.scenarios.run import ScenarioResult, Variants
from advisor.scenarios.update_edits import expectation_edits, plan_of
from advisor.source.atomic_write import read_whole
from advisor.source.errors import ScenarioError, SourceError
from advisor.source.node_spans import NodeSpan, Shape, span_tree
from advisor.source.record import record
from advisor.source.rewriting import CannotRewrite, Edit, apply

_MARK = "\ufeff"


@record
class Refusal:
    """A failed scenario that is left as it is, and why."""

    scenario: Scenario
    reason: str


@record
class FileUpdate:
    """A file as it is and as it would be, with the scenarios that change in it.

    Where none can be changed the two texts are the same.
    """

    file: str
    before: str
    after: str
    changed: tuple[Scenario, ...]
    refused: tuple[Refusal, ...]


def updates(playbook: Playbook, outcomes: Iterable[ScenarioResult]) -> tuple[FileUpdate, ...]:
    """An update for each file with failed scenarios, in their order."""
    failed: dict[str, list[ScenarioResult]] = {}
    for outcome in outcomes:
        if not outcome.passed:
            failed.setdefault(outcome.scenario.location.file, []).append(outcome)
    variants = Variants(playbook)
    return tuple(_File(file, variants).update(found) for file, found in failed.items())


def text_of(file: str) -> str:
    """The text of a file with its line ends and its byte order mark; "" where it cannot be read."""
    try:
        return read_whole(file)
    except SourceError:
        return ""


@dataclass(slots=True)
class _File:
    file: str
    variants: Variants
    before: str = ""
    old: tuple[Scenario, ...] = ()
    refused: list[Refusal] = field(default_factory=list)

    def update(self, outcomes: list[ScenarioResult]) -> FileUpdate:
        self.before = text_of(self.file)
        edits: dict[str, list[Edit]] = {}
        for scenario, mine in self.edits(outcomes):
            if reason := self.wrong(self.edited([mine]), {scenario.name}):
                self.refused.append(Refusal(scenario, reason))
            else:
                edits[scenario.name] = mine
        after = self.edited(list(edits.values()))
        changed = tuple(each.scenario for each in outcomes if each.scenario.name in edits)
        if edits and (reason := self.wrong(after, edits.keys())):
            self.refused += [Refusal(each, reason) for each in changed]
            after, changed = self.before, ()
        return FileUpdate(self.file, self.before, after, changed, tuple(self.refused))

    @property
    def text(self) -> str:
        """The text as it is edited: line feeds alone, one of them at the end, and no mark before it."""
        text = self.before.removeprefix(_MARK).replace("\r\n", "\n")
        return text if text.endswith("\n") else text + "\n"

    def edits(self, outcomes: list[ScenarioResult]) -> Iterator[tuple[Scenario, list[Edit]]]:
        root = span_tree(self.text, self.file)
        for outcome in outcomes:
            scenario = outcome.scenario
            try:
                node = _found(root, scenario)
                yield scenario, expectation_edits(self.text, node, plan_of(outcome))
            except CannotRewrite as error:
                self.refused.append(Refusal(scenario, str(error)))

    def edited(self, edits: Sequence[list[Edit]]) -> str:
        if not edits:
            return self.before
        after = apply(self.text, [edit for each in edits for edit in each])
        if not self.before.endswith("\n"):
            after = after.removesuffix("\n")
        if "\r\n" in self.before:
            after = after.replace("\n", "\r\n")
        return _MARK + after if self.before.startswith(_MARK) else after

    def wrong(self, after: str, names: Set[str]) -> str:
        """Why the scenarios of these names may not be changed so; "" where they may."""
        if "\r\n" in self.before and self.before.count("\r\n") != self.before.count("\n"):
            return "its file mixes two kinds of line ends"
        try:
            old = self.old = self.old or read_scenarios(self.before, self.file, self.variants.whole.content)
            new = read_scenarios(after, self.file, self.variants.whole.content)
        except ScenarioError as error:
            return f"the file would have a problem: {error.diagnostics[0].message}"
        if [_kept(each, names) for each in old] != [_kept(each, names) for each in new]:
            return "more than its expectations would change"
        if all(self.variants.outcome(each).passed for each in new if each.name in names):
            return ""
        return "what the advice holds cannot be written in this place"


def _kept(scenario: Scenario, names: Set[str]) -> object:
    """What must stay of a scenario when those of these names change."""
    return scenario if scenario.name not in names else _given(scenario)


def _given(scenario: Scenario) -> tuple[object, ...]:
    """A scenario but for what it expects."""
    return scenario.name, scenario.as_of, scenario.state, scenario.without


def _found(root: NodeSpan | None, scenario: Scenario) -> NodeSpan:
    """The scenario whose name stands where it stood when it was read."""
    listed = None if root is None else root.get("scenarios")
    nodes = () if listed is None else listed.children if listed.shape is Shape.LIST else (listed,)
    for node in nodes:
        name = node.get("name")
        if name is not None and name.location == scenario.location:
            return node
    raise CannotRewrite("it cannot be found in its file again")
