"""What is done again and again while memory is watched: each function takes the number of turns."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from advisor import Playbook, State
from advisor.reports.advice.as_json import advice_json

TODAY = date(2026, 11, 21)
LANDLORD = Path(__file__).parents[1] / "landlord"
SMALL: dict[str, Any] = {
    "profile": {"job_success": 92, "completed_jobs": 40},
    "contracts": [
        {"id": "a", "title": "Blog", "status": "active", "last_activity": "2026-02-01", "client": "x"},
        {"id": "b", "title": "Site", "status": "ended", "ended": "2026-11-12", "client": "y", "earned": 300},
    ],
}
LAYER = """\
ruleset: house
rules:
  - id: no-check-in-here
    for: contract
    when: {idle: "> 10 days"}
    forbid: check-in
    because: "We never write first."
    claims: [S2-48]
"""

_loaded: dict[str, Playbook] = {}


def shipped() -> Playbook:
    """The shipped playbook, loaded once."""
    return _loaded.get("shipped") or _loaded.setdefault("shipped", Playbook.load())


def new_states(times: int) -> None:
    """New states, each read whole, on changing days."""
    for number in range(times):
        state = State.from_values({**SMALL, "policy": {"many_refunds": number}})
        advice_json(shipped().review(state, as_of=TODAY + timedelta(days=number % 400)))


def one_state(times: int) -> None:
    """One state on changing days, far enough apart for other rules to fire each time."""
    state = State.from_values(SMALL)
    for number in range(times):
        shipped().review(state, as_of=TODAY + timedelta(days=number * 37 % 400))


def new_playbooks(times: int) -> None:
    """Playbooks that are loaded, used once and forgotten."""
    state = State.load(str(LANDLORD / "states" / "lind.yaml"))
    for _ in range(times):
        Playbook.load(str(LANDLORD / "playbook")).review(state, as_of=TODAY)
