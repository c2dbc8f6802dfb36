"""Scenario files: found in folders, read with everything wrong in them, each state file once."""

import os
from collections.abc import Iterable, Iterator

from advisor.advice.library import Playbook
from advisor.playbook.model import RuleBase
from advisor.playbook.reading import Problems, ordered, read_keys, read_list
from advisor.scenarios.model import Scenario
from advisor.scenarios.reading import ScenarioReader
from advisor.source.diagnostic import Diagnostic
from advisor.source.errors import ScenarioError
from advisor.source.location import Location
from advisor.source.reader import parse_tree, playbook_files, read_tree
from advisor.source.tree import Node

STATES = "states"


def scenario_files(paths: Iterable[str]) -> tuple[list[str], list[Diagnostic]]:
    """The scenario files that paths of files and folders name, each once.

    In folders, what lies in a folder called `states` is passed over: there are whole freelancers.
    """
    found: dict[str, str] = {}
    problems: list[Diagnostic] = []
    for path in paths:
        names = [path]
        if os.path.isdir(path):
            names, more = playbook_files(path)
            problems += more
            names = [name for name in names if STATES not in _folders(name, path)]
        for name in names:
            found.setdefault(os.path.realpath(name), os.path.normpath(name))
    return list(found.values()), problems


def load_scenarios(paths: Iterable[str], playbook: Playbook) -> tuple[Scenario, ...]:
    """The scenarios in these files and folders, in the order of files.

    Raises ScenarioError with every problem in any of them, and in the states that they name; nothing is
    half-loaded.
    """
    problems = Problems()
    files, found = scenario_files(paths)
    problems.found += found
    reader = ScenarioReader(playbook.content, problems)
    scenarios = [
        scenario
        for file in files
        for node in _listed(file, read_tree(file), problems)
        for scenario in reader.read(node)
    ]
    if problems.errors:
        raise ScenarioError(ordered(problems.found))
    return tuple(scenarios)


def read_scenarios(text: str, file: str, playbook: RuleBase) -> tuple[Scenario, ...]:
    """The scenarios in a text, as if it stood in that file.  Raises ScenarioError with every problem."""
    problems = Problems()
    reader = ScenarioReader(playbook, problems)
    nodes = _listed(file, parse_tree(text, file), problems)
    scenarios = [scenario for node in nodes for scenario in reader.read(node)]
    if problems.errors:
        raise ScenarioError(ordered(problems.found))
    return tuple(scenarios)


def _folders(name: str, folder: str) -> list[str]:
    return os.path.relpath(name, folder).split(os.sep)[:-1]


def _listed(file: str, read: tuple[Node | None, list[Diagnostic]], problems: Problems) -> Iterator[Node]:
    node, found = read
    problems.found += found
    if node is None:
        if not found:
            problems.add(
                "no-scenarios", Location(file, 1, 1), "the file is empty", 'it starts with "scenarios:"'
            )
        return
    keys = read_keys(node, "a scenario file", problems, required=["scenarios"])
    if keys is None:
        return
    items = read_list(keys["scenarios"], '"scenarios"', problems)
    if not items and not any(d.location == keys["scenarios"].location for d in problems.found):
        problems.add("no-scenarios", keys["scenarios"], "the file holds no scenarios", "write at least one")
    yield from items
