"""Several changes at once, where one does not tell a change of a rule apart."""

from pathlib import Path

import pytest

from advisor.engine.run import Program
from advisor.facts.override import override
from advisor.scenarios.mutation.prepare_state import preparations
from advisor.scenarios.mutation.proposals import propose
from advisor.scenarios.mutation.run import suite_data
from advisor.scenarios.mutation.suite import Baseline, Suite, firings_from
from advisor.source.diagnostic import Location
from advisor.source.tree import Entry, Mapping, Scalar
from tests.scenarios.mutation.toys import mutants, scenarios
from tests.scenarios.toy import toy

CALM = "with: {contracts.c-1.angry: false, contracts.c-2.due: null}\n  expect: {not_recommended: [talk@c-1]}"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def written(changes: tuple[Entry, ...]) -> dict[str, str]:
    return {change.key.text: change.value.text for change in changes if isinstance(change.value, Scalar)}


def prepared(rule: str) -> tuple[Baseline, list[tuple[Entry, ...]]]:
    [scenario] = scenarios(CALM)
    program = Program(toy().content)
    baseline = Baseline(scenario, program)
    return baseline, list(preparations(toy().content, program.rules[rule], baseline))


def test_all_that_a_rule_needs_is_changed_at_once() -> None:
    _, found = prepared("fix-what-can-be")

    assert [written(changes) for changes in found] == [
        {"contracts.c-2.angry": "true", "contracts.c-2.fixable": "true"}
    ]


def test_what_a_rule_moves_is_advised_as_well() -> None:
    _, found = prepared("calm-after-good-scores")

    assert [written(changes) for changes in found] == [
        {"profile.score": "90", "contracts.c-1.angry": "true"},
        {"profile.score": "90", "contracts.c-2.angry": "true"},
    ]


@pytest.mark.parametrize("rule", ["fix-what-can-be", "calm-after-good-scores", "part-at-last"])
def test_after_the_changes_the_rule_fires(rule: str) -> None:
    baseline, found = prepared(rule)

    for changes in found:
        whole = Mapping(changes, Location("it", 1, 1))
        state = override(baseline.scenario.state, whole, baseline.program.schema)
        facts = baseline.program.builder.build(state, baseline.scenario.as_of, 0)
        assert rule in firings_from(baseline.program, facts).rows


def test_a_proposal_takes_as_many_changes_as_it_needs() -> None:
    suite = Suite(suite_data(toy(), scenarios(CALM)))
    [edge] = mutants("calm-after-good-scores", '"> 90"')

    proposal = propose(suite, edge)

    assert proposal is not None
    assert proposal.text.splitlines()[2:] == [
        "    state: {contracts: [{id: c-1}]}",
        "    with: {profile.score: 90, contracts.c-1.angry: true}",
        "    expect:",
        "      recommended: [{action: talk, subject: c-1, priority: medium}]",
    ]
