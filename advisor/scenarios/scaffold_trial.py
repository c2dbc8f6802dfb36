"""Trying a scaffold out before it is written where it is to stay."""

import os
import tempfile
from collections.abc import Iterable

from advisor.advice.library import Playbook
from advisor.playbook.load import load_playbook
from advisor.scenarios.files import load_scenarios
from advisor.scenarios.run import run_scenarios
from advisor.scenarios.scaffold import Scaffold
from advisor.source.errors import SourceError

_TRIALS = 8  # each reads the whole playbook once


def first_that_passes(candidates: Iterable[Scaffold], folders: tuple[str, ...]) -> Scaffold | None:
    """The first scaffold that is sound on top of the playbook in the folders, and whose scenarios pass."""
    for number, candidate in enumerate(candidates):
        if number == _TRIALS:
            return None
        if _passes(candidate, folders):
            return candidate
    return None


def _passes(scaffold: Scaffold, folders: tuple[str, ...]) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        rule, scenarios = os.path.join(folder, "rule.yaml"), os.path.join(folder, "scenarios.yaml")
        for path, text in ((rule, scaffold.rule), (scenarios, scaffold.scenarios)):
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        loaded = load_playbook((*folders, rule))
        if any(each.location.file == rule for each in loaded.diagnostics):
            return False
        try:
            playbook = Playbook.load(*folders, rule)
            found = load_scenarios((scenarios,), playbook)
        except SourceError:
            return False
        return all(outcome.passed for outcome in run_scenarios(playbook, found))
