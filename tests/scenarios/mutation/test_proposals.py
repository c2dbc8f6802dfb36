"""Proposed scenarios: ready to paste, and each passes with the playbook and fails with the change."""

from pathlib import Path

import pytest

from advisor.scenarios import load_scenarios, run_scenarios
from advisor.scenarios.mutation.proposals import flow, propose
from advisor.scenarios.mutation.run import mutation_report, suite_data
from advisor.scenarios.mutation.trial import Suite
from advisor.source.reader import parse_tree
from tests.scenarios.mutation.toys import honestly, mutants, scenarios
from tests.scenarios.toy import toy


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_an_edge_is_caught_by_the_value_on_it() -> None:
    trial = Suite(suite_data(toy(), scenarios("expect: {recommended: [hurry@c-2]}")))
    [edge] = mutants("hurry-when-due", '"< policy.soon"')

    proposal = propose(trial, edge)

    assert proposal is not None
    assert (proposal.folder, proposal.like) == ("scenarios", "number 0")
    assert proposal.text == (
        "  - name: hurry-when-due at its edge, contracts.c-2.due\n"
        "    as_of: 2026-11-21\n"
        "    state: nora.yaml\n"
        "    with: {contracts.c-2.due: 2026-11-28}\n"
        "    expect:\n"
        "      recommended: [hurry@c-2]\n"
    )


def test_a_priority_is_caught_by_the_state_as_it_is() -> None:
    trial = Suite(suite_data(toy(), scenarios("expect: {recommended: [hurry@c-2]}")))
    [moved] = mutants("hurry-when-due", "`high`")

    proposal = propose(trial, moved)

    assert proposal is not None
    assert "recommended: [{action: hurry, subject: c-2, priority: medium}]" in proposal.text
    assert "with:" not in proposal.text


def test_every_proposal_holds_when_it_is_pasted() -> None:
    found = scenarios("expect: {recommended: [talk@c-1]}")
    report = mutation_report(toy(), found, jobs=1)
    proposals = [each for each in report.survivors if each.proposal is not None]

    for number, each in enumerate(proposals):
        assert each.proposal is not None
        path = Path(each.proposal.folder, f"pasted-{number}.yaml")
        path.write_text(f"scenarios:\n{each.proposal.text}")
        [pasted] = load_scenarios([str(path)], toy())
        [outcome] = run_scenarios(toy(), [pasted])
        assert outcome.passed
        assert honestly(each.mutant, toy(), pasted)

    assert len(proposals) > len(report.survivors) * 0.9
    assert report.caught == 2


def test_the_report_is_the_same_with_any_number_of_processes() -> None:
    found = scenarios("expect: {recommended: [talk@c-1]}")

    assert mutation_report(toy(), found, jobs=2) == mutation_report(toy(), found, jobs=1)


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
    assert node is not None

    again, found = parse_tree(f"it: {flow(node.get('it'))}", "it.yaml")  # type: ignore[union-attr, arg-type]

    assert (again, found) == (node, [])
