"""The dates that a state names for the days to come."""

import datetime

from advisor import State
from advisor.advice.agenda_model import noted_dates
from advisor.advice.api import Playbook
from tests.advice.monthly import months

STATE = """\
as_of: 2026-11-21
profile: {review_on: 2026-11-30}
contracts:
  - {id: a, due: 2026-11-20}
  - {id: b, due: 2026-12-01, ended: 2026-11-25, history: [{did: ask, on: 2026-11-22, until: 2026-11-23}]}
  - {id: c, due: 2026-12-02, moved: 2026-11-21}
  - {id: d, due: 2026-11-21}
"""


def noted(playbook: Playbook, text: str, last: datetime.date) -> list[tuple[str, str, str, str]]:
    run = playbook.run(State.parse(text))
    return [
        (str(datetime.date.fromordinal(date.day)), date.path, date.subject.label, date.words)
        for date in noted_dates(playbook.program, run, last.toordinal())
    ]


def test_dates_to_the_last_day_and_of_today_what_is_awaited() -> None:
    assert noted(months(), STATE, datetime.date(2026, 12, 1)) == [
        ("2026-11-30", "profile.review_on", "your profile", "the day of your yearly look back"),
        ("2026-11-25", "contracts.b.ended", "The job", "the ended"),
        ("2026-12-01", "contracts.b.due", "The job", "the next delivery"),
        ("2026-11-21", "contracts.d.due", "The job", "the next delivery"),
    ]


def test_a_state_without_dates() -> None:
    assert noted(months(), "as_of: 2026-11-21\nprofile: {}\n", datetime.date(2027, 12, 1)) == []
