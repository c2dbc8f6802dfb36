"""What scenarios show: firings by rule and subject, actions that are tried, and claims."""

from pathlib import Path

import pytest

from advisor.advice.api import Playbook
from advisor.playbook.citations import carriers_of
from advisor.scenarios import load_scenarios
from advisor.scenarios.firings import ScenarioFirings, claims_shown, firings_of
from tests.scenarios.toy import NORA, TOY, scenario, toy

MORE = """\
claims:
  C-rule: {document: T1, section: A, kind: rule, says: A.}
  C-parameter: {document: T1, section: A, kind: threshold, says: A.}
  C-words: {document: T1, section: A, kind: threshold, says: A.}
  C-inner: {document: T1, section: A, kind: threshold, says: A.}
  C-computed: {document: T1, section: A, kind: rule, says: A.}
  C-steps: {document: T1, section: A, kind: fact, says: A.}
  C-draft: {document: T1, section: A, kind: template, says: A.}
  C-both: {document: T1, section: A, kind: template, says: A.}
  C-none: {document: T1, section: A, kind: fact, says: A., not_carried: So it is.}
policy:
  enough: {type: percent, value: 60, claims: [C-parameter, C-both]}
  naps: {type: count, value: 3, claims: C-words}
  far: {type: days, value: 30 days, claims: C-inner}
entities:
  profile:
    computed:
      late: {count: {contract: {days_left: "< policy.far"}}, claims: C-computed}
actions:
  nap: {for: profile, effort: low, title: "Nap {policy.naps} times", claims: [C-steps, C-rule]}
  sing: {for: contract, effort: low, title: Sing, message: La la, claims: [C-draft, C-both]}
ruleset: more
rules:
  - {id: nap-after-low-scores, for: profile, when: {score: "< policy.enough"}, advise: nap, priority: low,
     because: So, claims: T1-01}
  - {id: no-nap-when-late, for: profile, when: {late: "> 1"}, forbid: nap, because: So, claims: C-rule}
  - {id: sing-when-calm, for: contract, when: {angry: false}, advise: sing, priority: low,
     because: So, claims: T1-01}
"""
SCENARIOS = """\
scenarios:
  - {name: As it is, as_of: 2026-11-21, state: nora.yaml, expect: {not_asked: [profile.score]}}
  - {name: Low score, as_of: 2026-11-21, state: nora.yaml, with: {profile.score: 50},
     expect: {recommended: [nap]}}
  - {name: Low and late, as_of: 2026-11-21, state: nora.yaml,
     with: {profile.score: 50, contracts.c-1.due: 2026-11-30}, expect: {not_recommended: [nap]}}
  - {name: All are angry, as_of: 2026-11-21, state: nora.yaml, with: {contracts.c-2.angry: true},
     expect: {not_recommended: [nap]}}
  - {name: Without what was added, as_of: 2026-11-21, state: nora.yaml, with: {profile.score: 50},
     without: [more], expect: {not_recommended: [nap]}}
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_each_scenario_tells_for_whom_its_rules_fired() -> None:
    tired = scenario("{not_asked: [profile.score]}", changes="{profile.tired: true}")

    [firings] = firings_of(toy(), [tired])

    assert firings.scenario is tired
    assert firings.fired == {
        "fix-what-can-be": {"contracts.c-1"},
        "greet-people": {"clients.bob"},
        "hurry-when-due": {"contracts.c-2"},
        "no-hurry-when-tired": {"contracts.c-1", "contracts.c-2"},
        "part-at-last": {"contracts.c-1"},
        "rest-when-tired": {"profile"},
        "talk-when-angry": {"contracts.c-1"},
    }
    assert firings.subjects == {"profile", "clients.acme", "clients.bob", "contracts.c-1", "contracts.c-2"}
    assert firings.advised() == {"talk", "fix", "part", "rest", "greet"}


def played() -> tuple[Playbook, tuple[ScenarioFirings, ...]]:
    Path("nora.yaml").write_text(NORA)
    Path("more.yaml").write_text(MORE)
    Path("it.yaml").write_text(SCENARIOS)
    playbook = Playbook.load(TOY, "more.yaml")
    return playbook, firings_of(playbook, load_scenarios(["it.yaml"], playbook))


def test_a_claim_is_shown_where_what_carries_it_has_a_say() -> None:
    playbook, firings = played()

    claims = claims_shown(playbook.content, carriers_of(playbook.content), firings)

    everywhere = [scenario.scenario.name for scenario in firings]
    assert {claim: [scenario.name for scenario in claims[claim]] for claim in claims} == {
        "T1-01": everywhere,
        "C-rule": ["Low and late"],  # the action that also carries it is recommended in "Low score"
        "C-parameter": ["Low score", "Low and late"],
        "C-words": ["Low score"],
        "C-inner": ["Low and late"],
        "C-computed": ["Low and late"],
        "C-steps": ["Low score"],
        "C-draft": ["As it is", "Low score", "Low and late"],
        "C-both": ["As it is", "Low score", "Low and late"],
        "C-none": [],
    }


STAKES = """\
playbook: {name: stakes}
documents: {D: {title: One, authority: document}}
claims:
  D-1: {document: D, section: A, kind: rule, says: A.}
  D-2: {document: D, section: A, kind: fact, says: B.}
policy: {new_jobs: {type: count, value: 3}}
entities:
  profile: {single: true, fields: {completed_jobs: {type: count}, job_success: {type: percent}}}
  contract:
    key: id
    points: job_success_drop
    fields:
      status: {type: choice, of: [active, ended]}
      earned: {type: money}
      feedback_received: {type: rating}
    computed:
      job_success_drop:
        type: points
        claims: D-2
        value: [{when: {feedback_received: unknown}, is: profile.job_success / (profile.completed_jobs + 1)}]
actions:
  mend: {for: contract, effort: low, stake: score, title: Mend}
  wait: {for: contract, effort: low, title: Wait}
ruleset: stakes
rules:
  - {id: mend-now, for: contract, when: {earned: "> 10"}, advise: mend, priority: low, because: So,
     claims: D-1}
  - {id: wait-now, for: contract, when: {status: ended}, advise: wait, priority: low, because: So,
     claims: D-1}
"""
STAKED = """\
scenarios:
  - name: Little earned
    as_of: 2026-11-21
    state: {profile: {completed_jobs: 9, job_success: 90}, contracts: [{id: a, status: active, earned: 5}]}
    expect: {not_recommended: [mend@a]}
  - name: Nothing at stake
    as_of: 2026-11-21
    state: {profile: {completed_jobs: 9, job_success: 90}, contracts: [{id: a, status: ended, earned: 5}]}
    expect: {recommended: [wait@a]}
  - name: Much earned
    as_of: 2026-11-21
    state: {profile: {completed_jobs: 9, job_success: 90}, contracts: [{id: a, status: active, earned: 50}]}
    expect: {recommended: [mend@a]}
"""


def test_points_at_stake_are_shown_where_they_may_order_the_advice() -> None:
    Path("stakes.yaml").write_text(STAKES)
    Path("it.yaml").write_text(STAKED)
    playbook = Playbook.load("stakes.yaml")
    firings = firings_of(playbook, load_scenarios(["it.yaml"], playbook))

    claims = claims_shown(playbook.content, carriers_of(playbook.content), firings)

    assert [scenario.name for scenario in claims["D-2"]] == ["Much earned"]


def test_a_scenario_is_run_without_what_it_leaves_out() -> None:
    *_, last = played()[1]

    assert last.scenario.without == ("more",)
    assert sorted(last.fired) == [
        "fix-what-can-be",
        "greet-people",
        "hurry-when-due",
        "part-at-last",
        "talk-when-angry",
    ]
