"""Proposed scenarios: ready to paste, and each passes with the playbook and fails with the change."""

from collections.abc import Callable
from pathlib import Path

import pytest

from advisor.scenarios import load_scenarios, run_scenarios
from advisor.scenarios.mutation.proposals import propose
from advisor.scenarios.mutation.run import CHUNK, mutation_report, suite_data
from advisor.scenarios.mutation.scenario_text import ScenarioWriter
from advisor.scenarios.mutation.suite import Suite
from advisor.source.reader import parse_tree
from advisor.source.tree import Mapping
from advisor.source.yaml_writer import YamlStyle
from tests.scenarios.mutation.toys import is_killed_slowly, mutants, report_of_one, scenarios
from tests.scenarios.toy import toy


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_an_edge_is_caught_by_the_value_on_it() -> None:
    suite = Suite(suite_data(toy(), scenarios("expect: {recommended: [hurry@c-2]}")))
    [edge] = mutants("hurry-when-due", '"< policy.soon"')

    proposal = propose(suite, edge)

    assert proposal is not None
    assert (proposal.folder, proposal.like) == ("scenarios", "number 0")
    assert proposal.text == (
        '  - name: "Notices hurry-when-due: days_left: <= policy.soon with < policy.soon"\n'
        "    as_of: 2026-11-21\n"
        "    state: {contracts: [{id: c-2}]}\n"
        "    with: {contracts.c-2.due: 2026-11-28}\n"
        "    expect:\n"
        "      recommended: [hurry@c-2]\n"
    )


def test_a_priority_is_caught_by_the_state_as_it_is() -> None:
    suite = Suite(suite_data(toy(), scenarios("expect: {recommended: [hurry@c-2]}")))
    [moved] = mutants("hurry-when-due", "`high`")

    proposal = propose(suite, moved)

    assert proposal is not None
    assert "recommended: [{action: hurry, subject: c-2, priority: medium}]" in proposal.text
    assert "with:" not in proposal.text


def test_facts_that_do_not_matter_are_dropped_and_names_differ() -> None:
    report = report_of_one()

    names = [proposal.name for proposal in report.proposals]
    states = {proposal.name: proposal.text.splitlines()[2] for proposal in report.proposals}
    assert len(names) == len(set(names))
    assert states["Notices rest-when-tired: the rule removed"] == "    state: {}"
    assert states["Notices part-at-last: the rule removed"] == (
        "    state: {clients: [{id: acme, kind: company}], contracts: [{id: c-1, client: acme, angry: true}]}"
    )
    assert all("title" not in state for state in states.values())


def test_a_proposal_that_notices_more_of_a_rule_stands_for_that_too() -> None:
    report = report_of_one()

    removed, turned = (
        next(result for result in report.survivors if (result.mutant.name, result.mutant.words) == change)
        for change in [
            ("rest-when-tired", "the rule removed"),
            ("rest-when-tired", "`tired: true` with `false`"),
        ]
    )
    assert removed.proposal is not None
    assert removed.proposal is turned.proposal


def test_rows_and_days_are_as_near_as_other_scenarios() -> None:
    Path("scenarios").mkdir()
    Path("scenarios/rows.yaml").write_text(
        "defaults: {as_of: 2026-11-21, state: {contracts: [{id: c-9, due: 2026-11-25}]}}\nscenarios:\n"
        "- name: it\n  rows: [{with: {contracts.c-9.title: Map}, expect: {recommended: [hurry@c-9]}}]\n"
    )
    suite = Suite(suite_data(toy(), load_scenarios(["scenarios/rows.yaml"], toy())))
    [edge] = mutants("hurry-when-due", '"< policy.soon"')

    proposal = propose(suite, edge)

    assert proposal is not None
    assert proposal.like == "it: row 1"
    assert "state: {contracts: [{id: c-9}]}\n    with: {contracts.c-9.due: 2026-11-28}\n" in proposal.text


def test_every_proposal_holds_when_it_is_pasted() -> None:
    scenarios("expect: {recommended: [talk@c-1]}")  # whose file the report names
    report = report_of_one()
    proposals = [(result.mutant, result.proposal) for result in report.survivors if result.proposal]

    for number, (mutant, proposal) in enumerate(proposals):
        path = Path(proposal.folder, f"pasted-{number}.yaml")
        path.write_text(f"scenarios:\n{proposal.text}")
        [pasted] = load_scenarios([str(path)], toy())
        [result] = run_scenarios(toy(), [pasted])
        assert result.passed
        assert is_killed_slowly(mutant, toy(), pasted)

    # Later steps than one that stands: nothing of theirs shows, nor is asked, before that is done.
    left = [result.mutant.name for result in report.survivors if not result.proposal]
    assert sorted(left) == ["fix-what-can-be"] * 3 + ["part-at-last"] * 2
    assert report.killed == 2


def test_the_report_is_the_same_with_any_number_of_processes() -> None:
    chosen = scenarios("expect: {recommended: [talk@c-1]}")
    steps: list[int] = []
    rounds: list[int] = []

    def progress(name: str, size: int) -> Callable[[int], None]:
        rounds.append(size)
        return steps.append

    assert mutation_report(toy(), chosen, jobs=2, progress=progress) == report_of_one()
    assert min(rounds) > CHUNK
    assert max(steps) > 1  # by others, a chunk at a time
    assert sum(steps) == sum(rounds)


@pytest.mark.parametrize(
    "text",
    [
        "null",
        '"null"',
        "plain words",
        "2026-11-21",
        '"a: b # c"',
        "[a, {b: 1, c: null}]",
        '"{x}"',
        '""',
    ],
)
def test_a_tree_is_written_so_that_it_reads_the_same(text: str) -> None:
    node, _ = parse_tree(f"it: {text}", "it.yaml")
    assert isinstance(node, Mapping)

    again, problems = parse_tree(
        f"it: {ScenarioWriter(YamlStyle()).on_line(node.entries[0].value)}", "it.yaml"
    )

    assert (again, problems) == (node, [])
