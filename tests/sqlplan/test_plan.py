"""SQL and the engine agree on all that the repository has: the states, and every scenario."""

import datetime

from advisor.advice.api import Playbook
from advisor.engine import Run
from advisor.facts.state import State
from advisor.scenarios.load import load_scenarios, scenario_files
from advisor.scenarios.run import Variants
from tests.house.tree import ROOT
from tests.sqlplan.duckdb_here import connected
from tests.sqlplan.held_against import differences

DAYS = ("2026-11-21", "2026-11-22", "2027-03-01", "2025-06-30")
EVERY = 10  # one scenario file in so many: to read all of them takes longer than to review them


def shipped() -> Playbook:
    return Playbook.load(str(ROOT / "rules"))


def test_the_states_of_the_repository_come_to_the_same_on_several_days() -> None:
    playbook = shipped()
    states = [State.load(str(path)) for path in sorted((ROOT / "scenarios" / "states").glob("*.yaml"))]
    runs = [playbook.run(state, day, ahead=True) for state in states for day in DAYS]

    assert differences(connected(), playbook.program, dict(enumerate(runs))) == {}


def test_scenarios_come_to_the_same() -> None:
    playbook = shipped()
    variants = Variants(playbook)
    by_playbook: dict[tuple[str, ...], list[Run]] = {}
    files, _ = scenario_files([str(ROOT / "scenarios")])
    some = [file for number, file in enumerate(sorted(files)) if number % EVERY == 0]
    for scenario in load_scenarios(some, playbook):
        day = datetime.date.fromordinal(scenario.as_of)
        run = variants.of(scenario).run(scenario.state, day)
        by_playbook.setdefault(scenario.without, []).append(run)

    for without, runs in by_playbook.items():
        program = playbook.without(*without).program
        assert differences(connected(), program, dict(enumerate(runs))) == {}
