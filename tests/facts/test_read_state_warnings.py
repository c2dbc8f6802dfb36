"""What to doubt in a state: days that have not come, in fields of the past."""

import datetime

from advisor.facts.read_state import state_warnings
from advisor.source.diagnostic import Severity
from tests.facts.shipped import facts

DAY = datetime.date(2026, 11, 20).toordinal()
STATE = """\
clients:
  - {id: acme, member_since: 2027-01-01, last_seen: 2026-11-20}
contracts:
  - {id: c-1, ended: 2026-12-16, started: null, next_deadline: 2026-12-24, milestone_due: 2026-12-24}
  - id: c-2
    last_activity: 2026-11-21
    history: [{did: check-in, on: 2026-12-01}]
"""


def test_a_day_to_come_is_a_warning_at_its_place_and_records_of_such_days_are_passed_over() -> None:
    assert "".join(f"{warning}\n" for warning in state_warnings(facts(STATE, DAY))) == (
        's:2:30: warning[day-ahead]: "member_since" of clients.acme is 1 January 2027, '
        "a day that has not come yet on 20 November 2026\n"
        "    hint: write the day on which it happened, or leave it out until it has\n"
        's:4:22: warning[day-ahead]: "ended" of contracts.c-1 is 16 December 2026, '
        "a day that has not come yet on 20 November 2026\n"
        "    hint: write the day on which it happened, or leave it out until it has\n"
        's:6:20: warning[day-ahead]: "last_activity" of contracts.c-2 is 21 November 2026, '
        "a day that has not come yet on 20 November 2026\n"
        "    hint: write the day on which it happened, or leave it out until it has\n"
    )


def test_a_day_that_has_come_is_no_warning() -> None:
    assert state_warnings(facts(STATE, DAY + 100)) == ()


def test_a_day_to_come_in_an_answer_is_an_error() -> None:
    warnings = state_warnings(facts(STATE, DAY), Severity.ERROR)

    assert {warning.severity for warning in warnings} == {Severity.ERROR}
