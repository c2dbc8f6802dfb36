"""The schema of scenario files: what it accepts, and where it finds what is not known."""

import pytest

from advisor.schemas.scenario import scenario_schema
from tests.schemas.reading import of, shipped, wrong

SCENARIOS = """\
defaults: {without: platform}
scenarios:
  - name: One
    as_of: 2026-11-21
    state: ../states/newcomer.yaml
    with:
      profile.job_success: 90
      profile.history: []
      profile.job_success_history.0.value: 80
      policy.small_stake: $300
      contracts.c-1.status: ended
      contracts.c-1.escrow: null
      contracts.c-2: {title: Poem, status: active}
      contracts.c-1.history: [{did: check-in, on: 2026-10-01}]
      contracts.c-1.history.0.reply: no
    without: [platform]
    expect:
      recommended:
        - action: check-in
          subject: c-1
          rank: 1
          priority: low
          deadline: 2026-12-01
          by: [check-in-when-quiet]
          says: hello
        - keep-it-up
      not_recommended: [close-contract@c-1, check-in@*]
      set_aside:
        - {action: check-in, subject: c-2, reason: done, by: contracts.c-2.history.0, says: [done, ago]}
      next_steps: [give-closing-notice@c-1]
      asked: [contracts.c-1.fault, profile.badge, contracts.c-1.history.0.reply]
      not_asked: [clients.acme.hires, clients.*.hires, contracts.*.history.*.reply]
      exact: true
  - name: Two
    as_of: 2026-11-21
    state: {profile: {badge: none}}
    without: settling
    expect: {recommended: []}
  - name: Three
    as_of: 2026-11-21
    state: ../states/newcomer.yaml
    rows:
      - {name: one, with: {profile.job_success: 90}, expect: {recommended: [keep-it-up]}}
      - expect: {recommended: []}
  - name: Four
    state: ../states/newcomer.yaml
    days:
      2026-11-21: {expect: {recommended: [keep-it-up]}}
      2026-11-22: {with: {profile.job_success: 90}, expect: {recommended: []}}
"""
SHORT = """\
defaults: {as_of: 2026-11-21, state: {profile: {}}}
scenarios: [{name: One, expect: {recommended: []}}]
"""


def test_the_schema_is_sound() -> None:
    of(scenario_schema(shipped()))


def test_everything_that_a_scenario_may_hold_passes() -> None:
    assert wrong("scenario", SCENARIOS) == []


EXPECT = "scenarios.0.expect"
WITH = "scenarios.0.with"


@pytest.mark.parametrize(
    ("old", "new", "problems"),
    [
        ("    as_of: 2026-11-21\n", "", ["scenarios.0: 'as_of' is a required property"]),
        ("without: [", "witout: [", ["scenarios.0: witout is not known"]),
        ("as_of: 2026-11-21", "as_of: today", ["scenarios.0.as_of"]),
        ("badge: none", "badge: silver", ["scenarios.1.state.profile.badge"]),
        ("profile.job_success: 90", "profile.job_sucess: 90", [f"{WITH}: profile.job_sucess is not known"]),
        ("profile.job_success: 90", "profile.job_success: high", [f"{WITH}.profile.job_success"]),
        ("contracts.c-1.status: ended", "contracts.c-1.status: endd", [f"{WITH}.contracts.c-1.status"]),
        ("c-1.escrow:", "c-1.escow:", [f"{WITH}: contracts.c-1.escow is not known"]),
        ("c-1.history.0.reply: no", "c-1.history.0.reply: x", [f"{WITH}.contracts.c-1.history.0.reply"]),
        ("did: check-in", "did: chek-in", [f"{WITH}.contracts.c-1.history.0.did"]),
        ("policy.small_stake: $300", "policy.small_stake: null", [f"{WITH}.policy.small_stake"]),
        ("[platform]", "[platfrm]", ["scenarios.0.without.0"]),
        (
            "- action: check-in",
            "- action: chek-in",
            [f"{EXPECT}.recommended.0.action"],
        ),
        ("rank: 1", "rank: 0", [f"{EXPECT}.recommended.0.rank"]),
        ("priority: low", "priority: lo", [f"{EXPECT}.recommended.0.priority"]),
        ("[check-in-when-quiet]", "[check-in-when-quite]", [f"{EXPECT}.recommended.0.by.0"]),
        ("- keep-it-up", "- keep-it", [f"{EXPECT}.recommended.1"]),
        ("close-contract@c-1", "close-contract", [f"{EXPECT}.not_recommended.0"]),
        ("reason: done", "reason: don", [f"{EXPECT}.set_aside.0.reason"]),
        ("contracts.c-1.fault,", "contracts.c-1.falt,", [f"{EXPECT}.asked.0"]),
        ("exact: true", "exat: true", [f"{EXPECT}: exat is not known"]),
        ("says: hello", "say: hello", [f"{EXPECT}.recommended.0: say is not known"]),
        ("clients.*.hires", "clients.*.hire", [f"{EXPECT}.not_asked.1"]),
        ("{without: platform}", "{witout: platform}", ["defaults: witout is not known"]),
        ("with: {profile.job_success: 90}", "wit: {}", ["scenarios.2.rows.0: wit is not known"]),
        ("- expect: {recommended: []}", "- {}", ["scenarios.2.rows.1: 'expect' is a required property"]),
        ("    rows:\n", "    expect: {recommended: []}\n    rows:\n", ["scenarios.2"]),
        ("2026-11-22:", "tomorrow:", ["scenarios.3.days: tomorrow is not known"]),
    ],
)
def test_what_is_wrong_is_found_at_its_place(old: str, new: str, problems: list[str]) -> None:
    assert old in SCENARIOS
    assert wrong("scenario", SCENARIOS.replace(old, new, 1)) == problems


@pytest.mark.parametrize(
    ("said", "key"), [("as_of: 2026-11-21, ", "as_of"), (", state: {profile: {}}", "state")]
)
def test_what_the_defaults_say_no_scenario_has_to(said: str, key: str) -> None:
    assert wrong("scenario", SHORT) == []
    assert wrong("scenario", SHORT.replace(said, "")) == [f"scenarios.0: '{key}' is a required property"]
