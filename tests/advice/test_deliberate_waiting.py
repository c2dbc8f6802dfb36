"""Steps that wait for a step that is put off, records of days to come, and histories of every subject."""

import datetime
from collections.abc import Mapping

import pytest

from advisor import Advice, Playbook, State

TROUBLE: dict[str, object] = {
    "id": "c-1",
    "title": "Landing page",
    "status": "active",
    "client_mood": "unhappy",
    "last_activity": "2026-11-10",
    "fixable": False,
    "fault": "mine",
    "earned": 400,
    "escrow": 0,
    "at_stake": 400,
    "rework_rounds": 2,
}


@pytest.fixture(scope="module")
def playbook() -> Playbook:
    """The shipped playbook."""
    return Playbook.load()


def review(playbook: Playbook, **state: object) -> Advice:
    return playbook.review(State.from_values({"as_of": "2026-11-21", **state}))


def recommended(advice: Advice) -> list[str]:
    return [item.action for item in advice.recommendations]


def with_history(*events: Mapping[str, object]) -> dict[str, object]:
    return {**TROUBLE, "history": list(events)}


def test_a_step_that_is_put_off_holds_the_later_steps_of_its_group(playbook: Playbook) -> None:
    snoozed = {"did": "talk-it-through", "on": "2026-11-20", "status": "snoozed", "until": "2026-12-01"}

    before = review(playbook, contracts=[TROUBLE])
    after = review(playbook, contracts=[with_history(snoozed)])

    assert "talk-it-through" in recommended(before)
    assert "offer-partial-refund" not in recommended(after)
    resting = {item.action: (str(item.reason), item.by, item.because) for item in after.set_aside}
    event = "contracts.c-1.history.0"
    assert resting["talk-it-through"] == ("snoozed", event, "Put off until 1 December 2026.")
    assert resting["offer-partial-refund"] == (
        "snoozed",
        event,
        "The step before it is on hold. Put off until 1 December 2026.",
    )


def test_a_step_that_is_done_and_put_off_as_well_holds_the_later_steps(playbook: Playbook) -> None:
    done = {"did": "talk-it-through", "on": "2026-11-19", "reply": "no"}
    snoozed = {"did": "talk-it-through", "on": "2026-11-20", "status": "snoozed", "until": "2026-11-22"}

    after = review(playbook, contracts=[with_history(done, snoozed)])

    resting = {item.action: (str(item.reason), item.because) for item in after.set_aside}
    assert resting["talk-it-through"][0] == "done"
    assert resting["offer-partial-refund"] == (
        "snoozed",
        "The step before it is on hold. Put off until 22 November 2026.",
    )


def test_a_step_that_was_dismissed_makes_room_for_the_next(playbook: Playbook) -> None:
    dismissed = {"did": "talk-it-through", "on": "2026-11-01", "status": "dismissed"}

    assert "offer-partial-refund" in recommended(review(playbook, contracts=[with_history(dismissed)]))


def test_a_record_of_a_day_to_come_has_not_happened(playbook: Playbook) -> None:
    talked = {"did": "talk-it-through", "on": "2026-11-25", "reply": "none"}
    state = State.from_values({"contracts": [with_history(talked)]})

    earlier = playbook.review(state, as_of=datetime.date(2026, 11, 24))
    later = playbook.review(state, as_of=datetime.date(2026, 11, 25))

    assert "talk-it-through" in recommended(earlier)
    assert earlier == playbook.review(
        State.from_values({"contracts": [TROUBLE]}), as_of=datetime.date(2026, 11, 24)
    )
    assert "talk-it-through" not in recommended(later)


def test_what_concerns_the_profile_can_be_put_off(playbook: Playbook) -> None:
    profile: dict[str, object] = {"job_success": 65, "completed_jobs": 20}
    snoozed = {"did": "recover-job-success", "on": "2026-11-20", "status": "snoozed", "until": "2026-12-01"}

    assert "recover-job-success" in recommended(review(playbook, profile=profile))
    advice = review(playbook, profile={**profile, "history": [snoozed]})

    assert "recover-job-success" not in recommended(advice)
    assert [(item.action, item.by) for item in advice.set_aside] == [
        ("recover-job-success", "profile.history.0")
    ]


def test_what_concerns_a_client_can_be_dismissed(playbook: Playbook) -> None:
    client: dict[str, object] = {"id": "acme", "name": "ACME", "red_flags": True}
    contract = {"id": "c-1", "client": "acme", "status": "active"}
    dismissed = {"did": "screen-client", "on": "2026-11-20", "status": "dismissed"}

    assert "screen-client" in recommended(review(playbook, clients=[client], contracts=[contract]))
    advice = review(playbook, clients=[{**client, "history": [dismissed]}], contracts=[contract])

    assert "screen-client" not in recommended(advice)
