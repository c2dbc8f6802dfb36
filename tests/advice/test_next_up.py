"""What comes up next where there is nothing to do today."""

from datetime import date
from pathlib import Path

import pytest

from advisor.advice.api import Playbook
from advisor.advice.next_up import NextUp, next_up, recorded_on
from advisor.facts.state import State
from advisor.shipped import shipped_playbook

RULES = str(Path(__file__).parents[1] / "cli" / "day_rules")
DAY = date(2026, 11, 21).toordinal()
QUIET = """\
profile: {job_success: 92, completed_jobs: 14}
contracts:
  - {id: a, title: Menu, status: active, kind: hourly, work_begun: true, work_delivered: false, escrow: 0,
     checked_on: 2026-11-21, last_activity: 2026-10-31, last_client_message: 2026-10-31, client: kim}
clients: [{id: kim, name: Kim}]
"""


@pytest.mark.parametrize(
    ("days", "found"),
    [(60, NextUp(date(2026, 12, 31).toordinal(), "Ask Kim whether to go on with “Menu”")), (39, None)],
)
def test_the_first_day_that_brings_something(days: int, found: NextUp | None) -> None:
    playbook, state = Playbook.load(str(shipped_playbook())), State.parse(QUIET)

    now = playbook.review(state, date(2026, 11, 21)).recommendations
    assert [item.action for item in now] == ["keep-it-up"]  # which says that nothing needs doing
    assert next_up(playbook, state, DAY, days) == found


def test_nothing_known_brings_nothing() -> None:
    assert next_up(Playbook.load(RULES), State.parse("contracts: []\n"), DAY) is None


def test_what_was_recorded_on_a_day_is_counted() -> None:
    history = "[{did: calm, on: 2026-11-21}, {did: hurry, on: 2026-11-20}, {did: bill, on: 2026-11-21}]"
    state = State.parse(f"contracts: [{{id: a, title: Menu, history: {history}}}]\n")

    assert recorded_on(Playbook.load(RULES).run(state, date(2026, 11, 21)).facts, DAY) == 2
