"""What a history says after a deed: one more event, or the one that was there, told anew."""

import pytest

from advisor.advice.history import is_recorded
from advisor.facts import Facts, State
from advisor.facts.history_edit import (
    DISMISSED,
    SNOOZED,
    HistoryEvent,
    edit_history,
    longer_rest,
)
from advisor.facts.rows import Row
from advisor.source.rewriting import content_of
from tests.facts.shipped import TODAY, builder

DAY = 739941  # 2026-11-21
STATE = """\
contracts:
  - id: c-1
    client: acme
    history:
      - {did: check-in, on: 2026-11-21, reply: none}
      - {did: check-in, on: 2026-10-01, reply: no}
      - {did: check-in, on: 2026-12-01, status: snoozed, until: 2027-01-01}
      - {did: close-contract, on: 2026-11-01, status: dismissed}
  - {id: c-2}
"""


def given(entity: str, key: str) -> tuple[State, Facts, Row]:
    state = State.parse(STATE, "s")
    facts = builder().build(state, DAY + 30, TODAY)
    return state, facts, next(row for row in facts.rows[entity] if row.id == key)


def changes(deed: HistoryEvent, entity: str = "contract", key: str = "c-1") -> object:
    state, facts, row = given(entity, key)
    return content_of(edit_history(state.tree, facts, row, deed).changes)


@pytest.mark.parametrize(
    ("deed", "told"),
    [
        (HistoryEvent("check-in", DAY), {}),
        (HistoryEvent("check-in", DAY, unanswered="none"), {}),
        (HistoryEvent("check-in", DAY, reply="yes", answers=True), {"contracts.c-1.history.0.reply": "yes"}),
        (
            HistoryEvent("check-in", DAY + 9, reply="yes", answers=True),
            {"contracts.c-1.history.0.reply": "yes"},
        ),
        (
            HistoryEvent("check-in", DAY - 9, reply="yes", answers=True),
            {"contracts.c-1.history.1.reply": "yes"},
        ),
        (HistoryEvent("check-in", DAY - 9, reply="no", answers=True), {}),
        (HistoryEvent("check-in", DAY, note="x"), {"contracts.c-1.history.0.note": "x"}),
        (
            HistoryEvent("check-in", DAY - 1, unanswered="none"),
            {"contracts.c-1.history.4": {"did": "check-in", "on": "2026-11-20", "reply": "none"}},
        ),
        (
            HistoryEvent("check-in", DAY + 10, SNOOZED, until=DAY + 20),
            {"contracts.c-1.history.2.until": "2026-12-11"},
        ),
        (
            HistoryEvent("apologise", DAY, DISMISSED, note="no"),
            {
                "contracts.c-1.history.4": {
                    "did": "apologise",
                    "on": "2026-11-21",
                    "status": "dismissed",
                    "note": "no",
                }
            },
        ),
    ],
)
def test_what_is_written_for_a_deed(deed: HistoryEvent, told: object) -> None:
    assert changes(deed) == told


def test_histories_that_are_not_there_yet_begin() -> None:
    event = {"did": "check-in", "on": "2026-11-21"}

    assert changes(HistoryEvent("check-in", DAY), key="c-2") == {"contracts.c-2.history.0": event}
    assert changes(HistoryEvent("check-in", DAY), "client", "acme") == {"clients.acme.history.0": event}
    assert changes(HistoryEvent("check-in", DAY), "profile", "profile") == {"profile.history.0": event}


def test_what_keeps_an_action_away_for_longer() -> None:
    state, facts, row = given("contract", "c-1")

    found = [
        longer_rest(state.tree, facts, row, HistoryEvent(action, DAY, SNOOZED, until=until))
        for action, until in (("check-in", DAY + 1), ("check-in", DAY + 60), ("close-contract", DAY + 60))
    ]

    assert [None if each is None else content_of(each) for each in found] == [
        {"did": "check-in", "on": "2026-12-01", "status": "snoozed", "until": "2027-01-01"},
        None,
        {"did": "close-contract", "on": "2026-11-01", "status": "dismissed"},
    ]


def test_what_was_done_after_all_is_no_longer_put_off() -> None:
    text = STATE.replace("2026-12-01, status", "2026-11-21, status")
    state = State.parse(text, "s")
    facts = builder().build(state, DAY + 30, TODAY)
    (row,) = (row for row in facts.rows["contract"] if row.id == "c-1")

    assert longer_rest(state.tree, facts, row, HistoryEvent("check-in", DAY, SNOOZED, until=DAY + 1)) is None


def test_whose_history_tells_of_an_action() -> None:
    _, facts, row = given("contract", "c-1")

    assert [is_recorded(facts, each, row) for each in ("check-in", "close-contract", "apologise")] == [
        True,
        True,
        False,
    ]
