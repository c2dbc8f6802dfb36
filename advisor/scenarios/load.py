"""Scenario files: found in folders, read with everything wrong in them, each state file once."""

import os
from collections.abc import Iterable, Iterator
from itertools import chain

from advisor.advice.api import Playbook
from advisor.facts.facts_builder import FactsBuilder
from advisor.facts.override import override
from advisor.facts.rows import Facts
from advisor.facts.schema import Schema
from advisor.facts.state import State
from advisor.playbook.model import RuleBase
from advisor.playbook.outside import is_outside, unquoted
from advisor.playbook.reading import (
    Problems,
    ordered,
    read_keys,
    read_list,
    read_mapping,
    read_text,
    read_texts,
)
from advisor.playbook.types import FieldType
from advisor.scenarios.cases import FORMS, Case, find_mixed_forms, read_cases
from advisor.scenarios.expectations import read_expectation
from advisor.scenarios.items import ScenarioNames, read_typed
from advisor.scenarios.model import Origin, Scenario
from advisor.source.diagnostic import Diagnostic, Location
from advisor.source.errors import ScenarioError, SelectionError, StateError
from advisor.source.reader import parse_tree, playbook_files, read_tree
from advisor.source.record import record
from advisor.source.tree import Mapping, Node, entries_of, is_null

SOME_DAY = 730_000  # for reading a state whose scenario names no day
SHARED = ("as_of", "state", "without")  # what a file may say once for all of its scenarios


@record
class Start:
    """What scenarios start from: a day, a state, what is left out; None and () where it is not said.

    `given` are the keys that are said, whether or not they could be read.
    """

    given: frozenset[str]
    as_of: int | None
    state: State | None
    state_node: Node | None
    reduced: RuleBase


class ScenarioReader:
    """Reads scenarios; names are told apart over all of them, and a state file is read once."""

    def __init__(self, playbook: RuleBase, builder: FactsBuilder, problems: Problems) -> None:
        self.playbook, self.problems = playbook, problems
        self.schema, self.builder = builder.schema, builder
        self._names: dict[str, Location] = {}
        self._states: dict[str, State | StateError] = {}
        self._left: dict[tuple[str, ...], RuleBase] = {}
        self._absent: dict[tuple[str, ...], frozenset[str]] = {}
        self.nothing = Start(frozenset(), None, None, None, playbook)
        self.unreadable = Start(frozenset(SHARED), None, None, None, playbook)

    def start(self, keys: dict[str, Node], before: Start) -> Start:
        """What is said under these keys, and what was said before where they are silent."""
        as_of = before.as_of
        if "as_of" in keys:
            read = read_typed(keys["as_of"], '"as_of"', FieldType.DATE, self.problems)
            as_of = read if isinstance(read, int) else None
        return Start(
            before.given | keys.keys(),
            as_of,
            self._state(keys["state"]) if "state" in keys else before.state,
            keys.get("state", before.state_node),
            self._reduced(keys["without"]) if "without" in keys else before.reduced,
        )

    def read(self, node: Node, defaults: Start) -> Iterator[Scenario]:
        """The scenarios at `node`, one or a row or a day each; none, with diagnostics, that has problems."""
        keys = read_keys(node, "a scenario", self.problems, optional=("name", *SHARED, "with", *FORMS))
        if keys is None:
            return
        self._find_missing(node, keys, defaults)
        find_mixed_forms(keys, self.problems)
        name, where = self._name(keys.get("name")), keys.get("name", node).location
        start = self.start(keys, defaults)
        for case in read_cases(keys, where, start.as_of, self.problems):
            scenario = self._scenario(name, case, start)
            if scenario is not None:
                yield scenario

    def _find_missing(self, node: Node, keys: dict[str, Node], defaults: Start) -> None:
        needed = ["name", "as_of", "state", "expect"]
        if "days" in keys:
            needed = ["name", "state"]
        elif "rows" in keys:
            needed = ["name", "as_of", "state"]
        missing = [key for key in needed if key not in keys and key not in defaults.given]
        self.problems.missing(missing, node, "a scenario")

    def _scenario(self, name: str | None, case: Case, start: Start) -> Scenario | None:
        if name is not None and case.called:
            name = f"{name}: {case.called}"
            self._tell_apart(name, case.location)
        state, day = start.state, case.as_of
        for changes in case.changes:
            state = self._changed(state, changes)
        facts = self._facts(state, day) if state else None
        names = ScenarioNames(self.playbook, facts, self.problems, self._absent_from(start.reduced))
        expect = read_expectation(case.expect, names)
        if not (name and day and state and expect and start.state_node):
            return None
        origin = Origin(start.state_node, tuple(chain(*map(entries_of, case.changes))))
        return Scenario(name, day, state, expect, case.location, start.reduced.left_out, origin)

    def _absent_from(self, reduced: RuleBase) -> frozenset[str]:
        """The rules that a playbook made of this one lacks."""
        names = reduced.left_out
        if names not in self._absent:
            rules, left = ({rule.id for rule in playbook.rules} for playbook in (self.playbook, reduced))
            self._absent[names] = frozenset(rules - left)
        return self._absent[names]

    def _reduced(self, node: Node | None) -> RuleBase:
        """The playbook without what the scenario leaves out; whole, with a diagnostic, if that cannot be."""
        named = read_texts(node, '"without"', self.problems)
        sets: list[tuple[Node, tuple[str, ...]]] = [(item, (name,)) for name, item in named]
        if node is not None and len(named) > 1:
            sets.append((node, tuple(sorted({name for name, _ in named}))))
        reduced = self.playbook
        for where, names in sets:
            try:
                reduced = self._left[names] = self._left.get(names) or self.playbook.without(names)
            except SelectionError as error:
                self.problems.add("unknown-rules", where, error.message, error.hint)
                return self.playbook
        return reduced

    def _name(self, node: Node | None) -> str | None:
        name = read_text(node, '"name"', self.problems)
        if name is None or node is None:
            return None
        name = " ".join(name.split())
        self._tell_apart(name, node.location)
        return name

    def _tell_apart(self, name: str, where: Location) -> None:
        if name in self._names:
            message = f'there is a scenario "{name}" already, at {self._names[name]}'
            self.problems.add("duplicate-name", where, message, "say in the name what sets it apart")
        self._names.setdefault(name, where)

    def _state(self, node: Node | None) -> State | None:
        """The state, read and found to be sound before anything in it is changed."""
        if isinstance(node, Mapping):
            state = State(node, node.location.file)
            return state if self._facts(state, None) else None
        path = read_text(node, '"state"', self.problems)
        if path is None or node is None:
            return None
        if os.path.isabs(path):
            hint = "name it from the folder of this file, as in ../states/newcomer.yaml"
            self.problems.add("absolute-path", node, f'the path "{path}" is absolute', hint)
            return None
        place = os.path.normpath(os.path.join(os.path.dirname(node.location.file), path))
        if place not in self._states:
            try:
                self._states[place] = state = State.load(place)
                self.builder.build(state, None, SOME_DAY, refuses=False)
            except StateError as error:
                self._states[place] = error
        loaded = self._states[place]
        if isinstance(loaded, State):
            return loaded
        if is_outside(place, [node.location.file]) and os.path.exists(place):
            self.problems.found.append(unquoted(path, len(loaded.diagnostics), node.location))
            return None
        for diagnostic in loaded.diagnostics:
            if diagnostic.code == "file-missing":
                message = f'there is no state file "{path}"'
                self.problems.add(diagnostic.code, node, message, diagnostic.hint)
            else:
                self.problems.found.append(diagnostic)
        return None

    def _changed(self, state: State | None, node: Node | None) -> State | None:
        if state is None or node is None or is_null(node):
            return state
        changes = read_mapping(node, '"with"', self.problems)
        if changes is None:
            return None
        for entry in changes.entries:
            if entry.key.text == "as_of":
                message = 'the day of a scenario is its own "as_of"'
                self.problems.add("wrong-value", entry.key, message, 'change that, beside "state:"')
                return None
        try:
            return override(state, changes, self.schema)
        except StateError as error:
            self.problems.found += error.diagnostics
            return None

    def _facts(self, state: State, as_of: int | None) -> Facts | None:
        try:
            return self.builder.build(state, as_of, SOME_DAY, refuses=as_of is not None)
        except StateError as error:
            self.problems.found += error.diagnostics
            return None


STATES = "states"


def scenario_files(paths: Iterable[str]) -> tuple[list[str], list[Diagnostic]]:
    """The scenario files at these paths or below, each once; not what folders called `states` hold."""
    files: dict[str, str] = {}
    problems: list[Diagnostic] = []
    for path in paths:
        names = [path]
        if os.path.isdir(path):
            names, more = playbook_files(path)
            problems += more
            names = [name for name in names if STATES not in os.path.relpath(name, path).split(os.sep)[:-1]]
        for name in names:
            files.setdefault(os.path.realpath(name), os.path.normpath(name))
    return list(files.values()), problems


def load_scenarios(paths: Iterable[str], playbook: Playbook) -> tuple[Scenario, ...]:
    """The scenarios in these files and folders, in their order.  Raises ScenarioError with every problem."""
    files, found = scenario_files(paths)
    return _scenarios(
        playbook.content, playbook.program.builder, ((file, read_tree(file)) for file in files), found
    )


@record
class BrokenFile:
    """A scenario file of which nothing can be run, with the errors in it and in the states that it names."""

    file: str
    errors: tuple[Diagnostic, ...]


def load_what_can_be_read(
    paths: Iterable[str], playbook: Playbook
) -> tuple[tuple[Scenario, ...], tuple[BrokenFile, ...]]:
    """The scenarios of the files without errors, in their order, and the files that have some."""
    files, found = scenario_files(paths)
    reader = ScenarioReader(playbook.content, playbook.program.builder, Problems())
    broken = [BrokenFile(problem.location.file, (problem,)) for problem in found]
    scenarios: list[Scenario] = []
    for file in files:
        before = len(reader.problems.errors)
        of_file = _of_file(file, *read_tree(file), reader)
        if errors := ordered(reader.problems.errors[before:]):
            broken.append(BrokenFile(file, errors))
        else:
            scenarios += of_file
    return tuple(scenarios), tuple(broken)


def read_scenarios(text: str, file: str, playbook: RuleBase) -> tuple[Scenario, ...]:
    """The scenarios in a text, as if it stood in that file.  Raises ScenarioError with every problem."""
    return _scenarios(playbook, FactsBuilder(Schema.of(playbook)), [(file, parse_tree(text, file))], [])


def _scenarios(
    playbook: RuleBase,
    builder: FactsBuilder,
    files: Iterable[tuple[str, tuple[Node | None, list[Diagnostic]]]],
    found: list[Diagnostic],
) -> tuple[Scenario, ...]:
    problems = Problems()
    problems.found += found
    reader = ScenarioReader(playbook, builder, problems)
    scenarios: list[Scenario] = []
    for file, (root, unreadable) in files:
        scenarios += _of_file(file, root, unreadable, reader)
    if problems.errors:
        raise ScenarioError(ordered(problems.found))
    return tuple(scenarios)


def _of_file(
    file: str, root: Node | None, unreadable: list[Diagnostic], reader: ScenarioReader
) -> list[Scenario]:
    found = reader.problems.found
    before = len(found)
    listed, defaults = _listed(file, root, unreadable, reader)
    scenarios = [scenario for node in listed for scenario in reader.read(node, defaults)]
    if len(found) > before and os.path.islink(file) and is_outside(file, [file]):
        found[before:] = [unquoted(file, len(found) - before, Location(file, 1, 1))]
    return scenarios


def _listed(
    file: str, root: Node | None, unreadable: list[Diagnostic], reader: ScenarioReader
) -> tuple[tuple[Node, ...], Start]:
    """The items of a scenario file, whose text could be read as a tree or not, and what they start from."""
    problems = reader.problems
    problems.found += unreadable
    if root is None:
        if not unreadable:
            where, hint = Location(file, 1, 1), 'it starts with "scenarios:"'
            problems.add("no-scenarios", where, "the file is empty", hint)
        return (), reader.nothing
    keys = read_keys(root, "a scenario file", problems, required=["scenarios"], optional=["defaults"])
    if keys is None:
        return (), reader.nothing
    defaults = reader.nothing
    if "defaults" in keys:
        shared = read_keys(keys["defaults"], '"defaults"', problems, optional=SHARED)
        # What could not be read may be what a scenario goes without.
        defaults = reader.start(shared, defaults) if shared is not None else reader.unreadable
    listed = keys["scenarios"]
    items = read_list(listed, '"scenarios"', problems)
    if not items and not problems.has_at(listed):
        problems.add("no-scenarios", listed, "the file holds no scenarios", "write at least one")
    return items, defaults
