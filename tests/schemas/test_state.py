"""The schema of a state: what it accepts, and where it finds what is not known."""

import pytest

from advisor.schemas.state import state_schema
from tests.schemas.reading import content, of, shipped, wrong

STATE = """\
as_of: 2026-11-21
profile:
  {name: Laura, job_success: 92%, pro_member: yes, badge: null, available_balance: "$1,200.50",
   job_success_history: [{on: 2026-01-01, value: 90}], history: []}
policy: {large_stake: 2000, idle_after: 4 months}
clients: [{id: acme, name: 007, hires: 3}]
contracts:
  - {id: 101, client: acme, title: 2024, status: active, escrow: 12.5, started: 2026-05-01, fixable: true,
     cancelled: "", kind: null, history: [{did: check-in, on: 2026-10-01, reply: no}]}
sources:
  files:
    - {file: weekly.csv, kind: weekly summary, read: 2026-11-22, rows: 252, from: 2025-11-01, to: 2026-11-20}
  profile: {job_success: {value: 92, file: api.json, place: "data[0]", day: 2026-11-20}}
  clients: {acme: {platform_id: 881, name: null}, gone: null}
  contracts:
    101:
      platform_id: "101"
      escrow: {value: 12.5, file: a.csv, place: row 2, also: [{file: b.csv, place: row 3}], from: 2026-01-01,
               to: 2026-11-20, lacks: [2026-02-01..2026-02-28]}
"""


def test_the_schema_is_sound() -> None:
    of(state_schema(shipped()))


def test_everything_that_a_state_may_hold_passes() -> None:
    assert wrong("state", STATE) == []


@pytest.mark.parametrize("text", ["{}", "profile: null\ncontracts: null\npolicy: null", "as_of: null"])
def test_nothing_is_welcome_where_a_fact_may_be_unknown(text: str) -> None:
    assert wrong("state", text) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("profile:\n", "profil:\n", ": profil is not known"),
        ("pro_member", "pro_membr", "profile: pro_membr is not known"),
        ("job_success: 92%", "job_success: 192", "profile.job_success"),
        ("pro_member: yes", "pro_member: perhaps", "profile.pro_member"),
        ("large_stake", "larg_stake", "policy: larg_stake is not known"),
        ("4 months", "four months", "policy.idle_after"),
        ("large_stake: 2000", "large_stake: null", "policy.large_stake"),
        ("status: active", "status: actve", "contracts.0.status"),
        ("escrow: 12.5", "escrow: lots", "contracts.0.escrow"),
        ("escrow: 12.5", "escrow: [1]", "contracts.0.escrow"),
        ("escrow: 12.5", "idle: 12", "contracts.0: idle is not known"),
        ("started: 2026-05-01", "started: 1 May", "contracts.0.started"),
        ("did: check-in", "did: chek-in", "contracts.0.history.0.did"),
        ("reply: no", "reply: maybe", "contracts.0.history.0.reply"),
        ("files:", "filez:", "sources: filez is not known"),
        ("rows: 252", "rows: many", "sources.files.0.rows"),
        ("{value: 92, file", "{value: [92], file", "sources.profile.job_success.value"),
        ('place: "data[0]", ', "", "sources.profile.job_success: 'place' is a required property"),
        ("lacks: [2026-02-01..", "lacks: [", "sources.contracts.101.escrow.lacks.0"),
        ("{id: 101, ", "{", "contracts.0: 'id' is a required property"),
    ],
)
def test_what_is_wrong_is_found_at_its_place(old: str, new: str, problem: str) -> None:
    assert old in STATE
    assert wrong("state", STATE.replace(old, new)) == [problem]


def test_hover_shows_the_question_and_the_default() -> None:
    definitions = content("state")["definitions"]

    assert definitions["contract.refunded"]["description"] == (
        "How much have you refunded on this contract? An amount of money. Left out, it is 0."
    )
