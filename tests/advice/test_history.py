"""What was done, put off or dismissed rests until its day; each boundary day by day."""

import pytest

from tests.advice.toy import ENTITIES, contract, order, resting, review, rule
from tests.engine.written import Json


def rest(action: str, *history: Json, day: str = "2026-11-21", **facts: Json) -> list[tuple[str, str, str]]:
    """The reason, event and sentence of a rested action; nothing where it is recommended."""
    advice = review([rule("advise", action)], contract(history=list(history), **facts), day=day)
    assert len(advice.recommendations) + len(advice.set_aside) == 1
    return [held[1:] for held in resting(advice)]


def test_once_done_is_done_for_good_unless_it_may_repeat() -> None:
    assert rest("call", {"did": "call", "on": "2020-01-01"}) == [
        ("done", "contracts.c.history.0", "Done on 1 January 2020; once is enough.")
    ]
    assert rest("call", {"did": "call"}) == [
        ("done", "contracts.c.history.0", "Done on a day that is not recorded; once is enough.")
    ]


def test_a_deed_to_come_is_no_deed_yet() -> None:
    assert rest("call", {"did": "call", "on": "2026-11-22"}) == []
    assert [held[0] for held in rest("call", {"did": "call", "on": "2026-11-21"})] == ["done"]


def test_another_action_or_another_subject_rests_nothing() -> None:
    rules = [rule("advise", "call"), rule("advise", "write")]

    advice = review(rules, contract("a", history=[{"did": "write", "on": "2026-11-01"}]), contract("b"))

    assert order(advice) == ["call@a", "call@b", "write@b"]


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        ("2026-11-10", None),
        ("2026-11-11", None),
        ("2026-11-12", "Done on 12 November 2026; on hold until 22 November 2026."),
        ("2026-11-21", "Done on 21 November 2026; on hold until 1 December 2026."),
        (None, "Done on a day that is not recorded; how long to wait is not known."),
    ],
)
def test_an_action_that_may_come_again_after_ten_days(on: str | None, sentence: str | None) -> None:
    rests = rest("again", {"did": "again", "on": on})

    assert [held[2] for held in rests] == ([] if sentence is None else [sentence])


@pytest.mark.parametrize(
    ("moved", "heard", "may"),
    [
        (None, None, False),
        ("2026-11-10", None, False),
        ("2026-11-09", "2026-11-10", False),
        ("2026-11-11", None, True),
        ("2026-11-01", "2026-11-11", True),
    ],
)
def test_an_action_that_may_come_again_after_activity(
    moved: str | None, heard: str | None, may: bool
) -> None:
    rests = rest("check", {"did": "check", "on": "2026-11-10"}, moved=moved, heard=heard)

    assert [held[2] for held in rests] == (
        [] if may else ["Done on 10 November 2026; no activity has been recorded since."]
    )


def test_where_the_day_is_not_recorded_nobody_knows_of_activity_since() -> None:
    assert rest("check", {"did": "check"}, moved="2026-11-10") == [
        (
            "done",
            "contracts.c.history.0",
            "Done on a day that is not recorded; it is not known whether there was activity since.",
        )
    ]


@pytest.mark.parametrize("status", ["snoozed", "dismissed"])
@pytest.mark.parametrize(
    ("until", "day", "end"),
    [
        ("2026-11-22", "2026-11-21", "until 22 November 2026"),
        ("2026-11-22", "2026-11-22", None),
        ("2026-11-22", "2026-11-23", None),
        (None, "2036-11-21", "for good"),
    ],
)
def test_put_off_or_dismissed_until_its_day(
    status: str, until: str | None, day: str, end: str | None
) -> None:
    rests = rest("call", {"did": "call", "on": "2026-11-01", "status": status, "until": until}, day=day)

    word = {"snoozed": "Put off", "dismissed": "Dismissed"}[status]
    assert rests == ([] if end is None else [(status, "contracts.c.history.0", f"{word} {end}.")])


def test_of_several_events_the_one_that_holds_for_longest_is_named() -> None:
    history = [
        {"did": "call", "on": "2026-11-05", "status": "snoozed", "until": "2026-12-01"},
        {"did": "call", "on": "2026-11-09", "status": "snoozed", "until": "2026-11-25"},
        {"did": "call", "on": "2026-11-01"},
    ]

    assert rest("call", *history[:2]) == [
        ("snoozed", "contracts.c.history.0", "Put off until 1 December 2026.")
    ]
    assert [held[2] for held in rest("call", *history)] == ["Done on 1 November 2026; once is enough."]


def test_what_is_done_and_put_off_rests_until_the_later_day() -> None:
    snooze = {"did": "again", "on": "2026-11-19", "status": "snoozed", "until": "2026-11-22"}
    history = [{"did": "again", "on": "2026-11-18"}, snooze]

    assert rest("again", *history, day="2026-11-20") == [
        ("done", "contracts.c.history.0", "Done on 18 November 2026; on hold until 28 November 2026.")
    ]
    assert rest("again", *history, {**snooze, "until": "2026-12-05"}, day="2026-11-20") == [
        ("snoozed", "contracts.c.history.2", PUT_OFF)
    ]


DONE = "Done on 10 November 2026; on hold until 20 November 2026."
PUT_OFF = "Put off until 5 December 2026."
UNKNOWN = "Done on a day that is not recorded; how long to wait is not known."


@pytest.mark.parametrize(
    ("put_off", "done", "sentence"),
    [
        ("2026-11-09", "2026-11-10", DONE),
        ("2026-11-10", "2026-11-10", DONE),
        ("2026-11-11", "2026-11-10", PUT_OFF),
        (None, "2026-11-10", PUT_OFF),  # it may have been put off later
        ("2026-11-09", None, UNKNOWN),  # it may have been done before, and rest for longer
    ],
)
def test_what_is_done_is_no_longer_put_off(put_off: str | None, done: str | None, sentence: str) -> None:
    history = [
        {"did": "again", "on": put_off, "status": "snoozed", "until": "2026-12-05"},
        {"did": "again", "on": done},
    ]

    for events in (history, history[::-1]):
        assert [held[2] for held in rest("again", *events, day="2026-11-19")] == [sentence]
    left = [] if sentence == DONE else [sentence]
    for events in (history, history[::-1]):
        assert [held[2] for held in rest("again", *events)] == left


def test_what_was_dismissed_and_done_after_all_stays_dismissed() -> None:
    """And no day is named on which it would come back."""
    history = [
        {"did": "again", "on": "2026-11-09", "status": "dismissed"},
        {"did": "again", "on": "2026-11-20"},
    ]

    assert rest("again", *history) == [("dismissed", "contracts.c.history.0", "Dismissed for good.")]


def test_what_was_done_rests_before_it_can_be_forbidden() -> None:
    rules = [rule("advise", "call"), rule("forbid", "call")]

    advice = review(rules, contract(history=[{"did": "call", "on": "2026-11-01"}]))

    assert [held[:2] for held in resting(advice)] == [("call", "done")]


@pytest.mark.parametrize("missing", [("status", "until"), ("on", "status", "until")])
def test_a_vocabulary_may_record_no_more_than_the_deed(missing: tuple[str, ...]) -> None:
    event = ENTITIES["event"]
    fields = {name: field for name, field in event["fields"].items() if name not in missing}
    history = [{"did": "call"} if "on" in missing else {"did": "call", "on": "2026-11-01"}]

    advice = review(
        [rule("advise", "call")],
        contract(history=history),
        entities={**ENTITIES, "event": {**event, "fields": fields}},
    )

    assert [held[:2] for held in resting(advice)] == [("call", "done")]
