"""Proposals in a scenario file: added whole, or not at all."""

from pathlib import Path

import pytest

from advisor.scenarios import load_scenarios, run_scenarios
from advisor.scenarios.mutation.model import MutationReport
from advisor.scenarios.mutation.run import mutation_report
from advisor.scenarios.mutation.write_proposals import with_proposals
from advisor.source.errors import ScenarioError
from advisor.source.rewriting import CannotRewrite
from tests.scenarios.mutation.toys import is_killed_slowly, report_of_one, scenarios
from tests.scenarios.toy import toy


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def report() -> MutationReport:
    scenarios(ONE)  # whose file the report names
    return report_of_one()


ONE = "expect: {recommended: [talk@c-1]}"
OWN = """\
# Mine.
defaults: {without: [], as_of: 2026-11-20}
scenarios:
- name: Mine  # it is
  state: {clients: [{id: bob, kind: person}]}
  expect: {recommended: [greet@bob]}  # always

# The end.
"""


def test_what_is_written_passes_and_notices_each_change() -> None:
    found = report()
    Path("elsewhere").mkdir()
    Path("elsewhere/new.yaml").write_text(with_proposals("", "elsewhere/new.yaml", found, toy(), toy()))

    written = {scenario.name: scenario for scenario in load_scenarios(["elsewhere"], toy())}

    assert len(written) == len(found.proposals) > 20
    assert all(result.passed for result in run_scenarios(toy(), written.values()))
    caught = [result for result in found.survivors if result.proposal]
    assert len(found.survivors) - len(caught) == 5  # all of later steps than one that stands
    for result in caught:
        assert result.proposal is not None
        assert is_killed_slowly(result.mutant, toy(), written[result.proposal.name])


def test_after_that_nothing_is_proposed_for_the_same_changes() -> None:
    found = report()
    Path("scenarios/new.yaml").write_text(with_proposals("", "scenarios/new.yaml", found, toy(), toy()))

    again = mutation_report(
        toy(), load_scenarios(["scenarios/some.yaml", "scenarios/new.yaml"], toy()), jobs=1
    )

    caught = {(result.mutant.name, result.mutant.words) for result in found.survivors if result.proposal}
    assert caught.isdisjoint((result.mutant.name, result.mutant.words) for result in again.survivors)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_they_stand_behind_what_is_there(newline: str, mark: str) -> None:
    before = mark + OWN.replace("\n", newline)

    after = with_proposals(before, "own.yaml", report(), toy(), toy())

    head, foot = before[: before.index("# The end")], before[before.index("# The end") :]
    head = head.removesuffix(newline)
    assert after.startswith(f"{head}{newline}- name: ")
    assert after.endswith(newline + foot)
    assert after.count("\r\n") == (after.count("\n") if newline == "\r\n" else 0)
    assert "  without: []" in after  # the defaults of the file are not theirs


def test_a_list_in_brackets_is_left_alone() -> None:
    text = "scenarios: [{name: a, as_of: 2026-11-21, state: {}, expect: {not_recommended: [rest]}}]\n"

    with pytest.raises(CannotRewrite, match="its scenarios do not stand on lines of their own"):
        with_proposals(text, "own.yaml", report(), toy(), toy())


def test_a_file_with_problems_is_left_alone() -> None:
    with pytest.raises(ScenarioError, match="no action"):
        with_proposals(OWN.replace("greet", "gret"), "own.yaml", report(), toy(), toy())


def test_names_differ_from_all_that_there_are() -> None:
    own = {"rest-when-tired", "part-at-last"}
    taken = {one.proposal.name for one in report().survivors if one.proposal and one.mutant.name in own}

    again = mutation_report(toy(), scenarios(ONE), own=own, taken=taken, jobs=1)

    names = [proposal.name for proposal in again.proposals]
    assert len(names) == len(set(names)) == len(taken) > 1
    assert taken.isdisjoint(names)
