"""Whether it has ended is asked before when and how it did."""

from datetime import date

import pytest

from advisor.advice.api import Playbook
from advisor.facts.state import State
from advisor.shipped import shipped_playbook

STATE = """\
profile: {job_success: 92, completed_jobs: 30}
contracts: [{id: logo, title: Logo, checked_on: 2026-11-20}, {id: menu, title: Menu, checked_on: 2026-11-20}]
"""


@pytest.mark.parametrize("subject", ["logo", "menu"])
def test_whether_it_has_ended_comes_first(subject: str) -> None:
    playbook = Playbook.load(str(shipped_playbook()))

    paths = [each.path for each in playbook.review(State.parse(STATE), date(2026, 11, 21)).questions]

    status, ended, by = (
        paths.index(f"contracts.{subject}.{name}") for name in ("status", "ended", "ended_by")
    )
    assert status < ended
    assert status < by
