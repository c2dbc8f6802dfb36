"""Changes of constraints: which there are, that quick and slow agree on them, and what is proposed."""

from pathlib import Path

import pytest

from advisor.advice.api import Playbook
from advisor.scenarios.coverage import coverage_of
from advisor.scenarios.firings import firings_of
from advisor.scenarios.mutation.rules import mutants_of
from advisor.scenarios.mutation.run import mutation_report
from tests.scenarios.mutation.toys import quick_and_slow, scenarios, toy_with

ODD = """\
constraints:
  - for: contract
    holds: {any: [{angry: false}, {days_left: ">= policy.soon"}]}
    says: "it was never angry so late"
  - {for: client, holds: {not: {some: {contract: {angry: true, fixable: true}}}}, says: "all is well"}
  - {for: contract, holds: {due: ">= 2020-01-01"}, says: "nobody sang then", severity: error}
"""
CHOSEN = (
    "with: {contracts.c-1.due: 2026-11-27}\n  expect: {warnings: [so late]}",
    "with: {contracts.c-1.due: 2026-11-28}\n  expect: {not_warned: [so late]}",
    "with: {contracts.c-1.fixable: false}\n  expect: {not_warned: [all is well], not_recommended: [rest]}",
    "expect: {warnings: ['clients.acme: all is well'], not_warned: ['clients.bob:']}",
    "expect: {recommended: [talk@c-1]}",
)


@pytest.fixture(name="playbook")
def _playbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Playbook:
    monkeypatch.chdir(tmp_path)
    return toy_with(ODD, "odd.yaml")


def test_each_condition_of_a_constraint_that_warns_is_changed(playbook: Playbook) -> None:
    tried = mutants_of(playbook.content).tried

    assert sorted(f"{m.name}: {m.words}" for m in tried if m.constraint is not None) == [
        "client: all is well: `all` of 2 conditions with `any`",
        "client: all is well: `angry: true` dropped",
        "client: all is well: `angry: true` with `false`",
        "client: all is well: `fixable: true` dropped",
        "client: all is well: `fixable: true` with `false`",
        "client: all is well: `not` without its not",
        "client: all is well: `some: {contract: ...}` with `none: {contract: ...}`",
        "client: all is well: the constraint dropped",
        "contract: it was never angry so late: `angry: false` dropped",
        "contract: it was never angry so late: `angry: false` with `true`",
        "contract: it was never angry so late: `any` of 2 conditions with `all`",
        'contract: it was never angry so late: `days_left: ">= policy.soon"` dropped',
        'contract: it was never angry so late: `days_left: ">= policy.soon"` with `"<= policy.soon"`',
        'contract: it was never angry so late: `days_left: ">= policy.soon"` with `"> policy.soon"`',
        "contract: it was never angry so late: the constraint dropped",
    ]


def test_of_ones_own_only_those_are_changed_that_are_given(playbook: Playbook) -> None:
    own = [one for one in playbook.content.constraints if one.says == "all is well"]

    def names(*given: object) -> set[str]:
        tried = mutants_of(playbook.content, {"rest-when-tired"}, *given).tried  # type: ignore[arg-type]
        return {mutant.name for mutant in tried}

    assert names() == {"rest-when-tired"}
    assert names(own) == {"rest-when-tired", "client: all is well"}


def test_quick_and_slow_agree_on_warnings(playbook: Playbook) -> None:
    tried = [
        mutant
        for mutant in mutants_of(playbook.content).tried
        if mutant.constraint is not None or mutant.name in ("policy.soon", "contract.days_left")
    ]

    disagree, killed = quick_and_slow(tried, playbook, scenarios(*CHOSEN, playbook=playbook))

    assert disagree == []
    assert {"the constraint dropped", "`7 days` with `8 days`", "`7 days` with `6 days`"} <= killed


def test_what_is_proposed_tells_what_the_state_is_warned_of(playbook: Playbook) -> None:
    report = mutation_report(
        playbook,
        scenarios("expect: {recommended: [talk@c-1]}", playbook=playbook),
        own=(),
        constraints=playbook.content.constraints,
        jobs=1,
    )

    proposed = {
        f"{result.mutant.name}: {result.mutant.words}": result.proposal.proposed.expected
        for result in report.survivors
        if result.proposal is not None
    }
    assert proposed["client: all is well: the constraint dropped"] == (
        "warnings",
        '"clients.acme: all is well"',
    )
    assert proposed["client: all is well: `fixable: true` dropped"][0] == "not_warned"
    edge = 'contract: it was never angry so late: `days_left: ">= policy.soon"` with `"> policy.soon"`'
    assert proposed[edge] == ("not_warned", '"contracts.c-1: it was never angry so late"')


@pytest.mark.parametrize(
    ("items", "unbroken"),
    [
        (CHOSEN, []),
        (CHOSEN[2:3], ["it was never angry so late", "all is well"]),
        (CHOSEN[4:], ["it was never angry so late"]),  # which breaks the other one, and does not say so
    ],
)
def test_coverage_counts_the_constraints_that_are_broken(
    playbook: Playbook, items: tuple[str, ...], unbroken: list[str]
) -> None:
    firings = firings_of(playbook, scenarios(*items, playbook=playbook))

    coverage = coverage_of(playbook.content, firings, (), playbook.content.constraints)

    assert [constraint.says for constraint in coverage.unbroken] == unbroken
    assert (coverage.constraint_share.covered, coverage.constraint_share.of) == (2 - len(unbroken), 2)
    assert coverage.percent == coverage.constraint_share.percent
    assert coverage_of(playbook.content, firings, ()).constraints == ()
