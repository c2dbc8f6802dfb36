"""What to doubt in a state: days that have not come, doubtful percentages, and what cannot be true."""

import datetime
from pathlib import Path

import pytest

from advisor.facts import FactsBuilder, Schema, State
from advisor.facts.state_warnings import state_warnings
from advisor.playbook.load import load_playbook
from advisor.source.diagnostic import Severity
from advisor.source.errors import StateError
from tests.facts.shipped import facts
from tests.playbook.sound import SOUND, usable

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


def told(text: str) -> list[str]:
    """Each warning without its severity and hint."""
    return [f"{w.location.line}:{w.location.column} {w.message}" for w in state_warnings(facts(text, DAY))]


def test_what_cannot_be_true_is_told_at_the_field_that_fails() -> None:
    assert told(
        """\
contracts:
  - {id: a, status: active, ended: 2026-05-01}
  - {id: b, status: ended, started: 2026-05-01, ended: 2026-03-01}
  - {id: c, ended: 2026-05-01, feedback_given: 2026-05-02, feedback_received_on: 2026-04-01}
  - {id: d, earned: 5, refunded: 7}
  - {id: e, history: [{did: check-in, on: 2026-05-02, status: snoozed, until: 2026-05-01}]}
"""
    ) == [
        "2:21 contracts.a: it has ended, and its status says that it goes on",
        "3:56 contracts.b: it ended before it started",
        "4:82 contracts.c: there is feedback from before the end",
        "5:34 contracts.d: more was refunded than was earned",
        "6:79 contracts.e.history.0: it is put off until a day before it was recorded",
    ]


def test_what_is_not_known_breaks_no_constraint() -> None:
    assert (
        told("contracts: [{id: a, ended: 2026-05-01}, {id: b, refunded: 7}, {id: c, status: active}]") == []
    )


def test_a_percentage_without_a_sign_has_two_readings() -> None:
    shares = "{id: a, work_done_share: 1}, {id: b, work_done_share: 1%}"
    text = f"profile: {{job_success: 0.92}}\ncontracts: [{shares}]"

    assert [(warning.message, warning.hint) for warning in state_warnings(facts(text))] == [
        ('"job_success": found "0.92", which is 0.92%', 'write "0.92%" for that, or "92%"'),
        ('"work_done_share": found "1", which is 1%', 'write "1%" for that, or "100%"'),
    ]


CONSTRAINTS = """\
constraints:
  - {for: contract, holds: {stars: ">= 1"}, says: "no stars at all are no rating", severity: error}
  - {for: contract, holds: {client.member_since: "<= last_activity"}, says: "it began before its client came"}
  - {for: client, holds: {not: {some: {contract: {issues: "> 9"}}}}, says: "nobody has so many issues"}
"""


def test_an_error_refuses_the_state_and_a_place_may_be_another_ones(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(CONSTRAINTS, encoding="utf-8")
    builder = FactsBuilder(Schema.of(usable(load_playbook((str(SOUND), str(path))))))

    with pytest.raises(StateError) as caught:
        builder.build(State.parse("contracts: [{id: a, stars: 0.5}, {id: b, stars: 1}]", "s"), None, DAY)
    assert str(caught.value) == "s:1:28: error[constraint]: contracts.a: no stars at all are no rating"

    text = """\
clients: [{id: acme, member_since: 2026-02-01}]
contracts:
  - {id: a, client: acme, last_activity: 2026-01-01, issues: 10}
"""
    assert [f"{w}" for w in state_warnings(builder.build(State.parse(text, "s"), None, DAY))] == [
        "s:1:11: warning[constraint]: clients.acme: nobody has so many issues",
        "s:1:36: warning[constraint]: contracts.a: it began before its client came",
    ]


@pytest.mark.parametrize(
    ("holds", "place"),
    [
        ("{not: {stars: 1, issues: 3}}", "stars"),
        ("{not: {any: [{stars: 2}, {issues: 3}]}}", "issues"),
        ("{any: [{not: {issues: 3}}, {stars: 2}]}", "issues"),
        ("{all: [{stars: 1}, {not: {any: [{stars: 5}, {issues: '> 2'}]}}]}", "issues"),
        ("{not: {not: {issues: 2}}}", "issues"),
        ("{stars: 1, mood: known}", "the row"),
        ("{stars: 1, count: {of: {event: {reply: known}}, is: '>= issues'}}", "issues"),
        ("{not: {count: {of: {event: {reply: known}}, is: '< issues'}, stars: 1}}", "issues"),
    ],
)
def test_the_place_is_that_of_a_fact_which_makes_the_constraint_fail(
    holds: str, place: str, tmp_path: Path
) -> None:
    path = tmp_path / "mine.yaml"
    text = f"constraints: [{{for: contract, holds: {holds}, says: so it cannot be}}]"
    path.write_text(text, encoding="utf-8")
    builder = FactsBuilder(Schema.of(usable(load_playbook((str(SOUND), str(path))))))
    state = "contracts: [{id: a, stars: 1, issues: 3}]"

    warnings = state_warnings(builder.build(State.parse(state, "s"), None, DAY))

    columns = {
        "the row": state.index("{id") + 1,
        "stars": state.index("1,") + 1,
        "issues": state.index("3") + 1,
    }
    assert [warning.location.column for warning in warnings] == [columns[place]]
