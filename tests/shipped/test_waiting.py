"""While a talk is open there is always a next step, or a day to wait for, which the agenda tells."""

from itertools import product

import pytest

from advisor.advice.agenda import agenda_of
from advisor.advice.agenda_model import Occasion
from advisor.facts.state import State
from tests.shipped.whole import playbook

STATE = """\
as_of: 2026-11-21
profile: {{job_success: 95, completed_jobs: 30}}
clients: [{{id: acme, name: ACME, responsive: true}}]
contracts:
  - id: c-1
    client: acme
    title: Logo
    kind: fixed
    status: active
    started: 2026-10-01
    last_activity: 2026-11-18
    escrow: 300
    at_stake: 300
    work_delivered: true
    client_mood: unhappy
    fault: {fault}
    fixable: {fixable}
    negotiation: {negotiation}
    history: [{history}]
"""
TALKED_LONG_AGO = "{did: talk-it-through, on: 2026-11-08, reply: yes}"
STEPS = {
    "talked": "{did: talk-it-through, on: 2026-11-18, reply: REPLY}",
    "offered": f"{TALKED_LONG_AGO}, {{did: offer-to-fix, on: 2026-11-18, reply: REPLY}}",
}
CASES = list(
    product(STEPS, ("none", "yes"), ("open", "untried"), ("mine", "client", "shared"), ("true", "false"))
)


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_an_open_talk_has_a_next_step_or_a_day(case: tuple[str, ...]) -> None:
    step, reply, negotiation, fault, fixable = case
    history = STEPS[step].replace("REPLY", reply)
    text = STATE.format(fault=fault, fixable=fixable, negotiation=negotiation, history=history)

    agenda = agenda_of(playbook(), State.parse(text, "state.yaml"), days=30)

    told = [entry for entry in agenda.entries if entry.subject.id == "c-1" and entry.item is not None]
    assert told
    if reply == "none":  # seven days of silence
        assert 4 in [entry.day - agenda.today.day for entry in told if entry.occasion is Occasion.COMES]
