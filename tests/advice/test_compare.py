"""Two pieces of advice held against each other."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.advice.compare import NOWHERE, Change, ChangeKind, Comparison, Outcome, Place, compare_advice
from advisor.advice.model import Advice, AtStake, NextStep, Question, Recommendation, SetAside, SetAsideReason
from advisor.playbook.model import Effort, Priority
from advisor.playbook.types import FieldType
from tests.reports.samples import (
    EMPTY,
    FULL,
    LEAFLETS,
    MANUAL,
    PROFILE,
    QUESTIONS,
    RENEGOTIATE,
    REST,
    TALK,
    TODAY,
    advice,
    reason,
)


def ranked(*items: Recommendation) -> Advice:
    return advice(tuple(replace(item, rank=rank) for rank, item in enumerate(items, start=1)))


def kinds(comparison: Comparison) -> list[tuple[str, str, str]]:
    return [(change.kind.value, change.action, change.subject.id) for change in comparison.changes]


def only(comparison: Comparison) -> Change:
    (change,) = comparison.changes
    return change


def test_the_same_advice_differs_in_nothing() -> None:
    comparison = compare_advice(FULL, FULL)

    assert (comparison.changes, comparison.is_empty) == ((), True)
    assert (comparison.new_questions, comparison.old_questions) == ((), ())
    assert comparison.is_wording is False


def test_all_of_it_comes_and_goes() -> None:
    came, went = compare_advice(EMPTY, FULL), compare_advice(FULL, EMPTY)

    assert kinds(came) == [
        ("came", "talk-it-through", "c-1"),
        ("came", "renegotiate-deadline", "c-2"),
        ("came", "keep-it-up", "profile"),
        ("set aside", "cancel-and-refund", "c-1"),
        ("set aside", "offer-discount", "c-1"),
        ("set aside", "stop-taking-work", "profile"),
        ("next step", "offer-to-fix", "c-1"),
    ]
    assert [kind for kind, *_ in kinds(went)] == [
        "went",
        "went",
        "went",
        "no longer set aside",
        "no longer set aside",
        "no longer set aside",
        "no longer next step",
    ]
    assert (came.new_questions, came.old_questions) == (QUESTIONS, ())
    assert (went.new_questions, went.old_questions) == ((), QUESTIONS)


def test_what_came_says_where_it_stands_and_by_which_rules() -> None:
    change = only(compare_advice(EMPTY, ranked(RENEGOTIATE)))

    assert (change.title, change.subject, change.before) == (RENEGOTIATE.title, LEAFLETS, NOWHERE)
    assert change.after == Outcome(
        Place.RECOMMENDED,
        RENEGOTIATE.title,
        ("deadline-missed",),
        rank=1,
        priority=Priority.HIGH,
        deadline=TODAY - 2,
    )
    assert (change.new_rules, change.old_rules, change.lasting_rules) == (("deadline-missed",), (), ())


def test_making_room_is_no_move() -> None:
    comparison = compare_advice(ranked(RENEGOTIATE, REST), ranked(TALK, RENEGOTIATE, REST))

    assert kinds(comparison) == [("came", "talk-it-through", "c-1"), ("next step", "offer-to-fix", "c-1")]


def test_the_fewest_move() -> None:
    talk = replace(TALK, next_steps=())

    assert kinds(compare_advice(ranked(talk, RENEGOTIATE, REST), ranked(REST, talk, RENEGOTIATE))) == [
        ("moved", "keep-it-up", "profile")
    ]


@pytest.mark.parametrize("change", [{"priority": Priority.LOW}, {"due": None}])
def test_another_priority_or_deadline_is_a_move(change: dict[str, object]) -> None:
    moved = only(compare_advice(ranked(RENEGOTIATE), ranked(replace(RENEGOTIATE, **change))))  # type: ignore[arg-type]

    assert (moved.kind, moved.reworded) == (ChangeKind.MOVED, ())
    assert moved.lasting_rules == ("deadline-missed",)


def test_who_raises_it_counts_where_it_moves() -> None:
    lower = replace(RENEGOTIATE, priority=Priority.MEDIUM, moved_by=(reason("never-mind", "It can wait."),))

    assert only(compare_advice(ranked(RENEGOTIATE), ranked(lower))).new_rules == ("never-mind",)
    assert only(compare_advice(ranked(lower), EMPTY)).old_rules == ("deadline-missed",)


FORBIDDEN = SetAside(
    "renegotiate-deadline",
    LEAFLETS,
    RENEGOTIATE.title,
    ("deadline-missed",),
    SetAsideReason.FORBIDDEN,
    "no-second-date, no-third-date",
    "One new date is enough.",
)


def test_what_is_forbidden_now_went_and_tells_who_forbids_it() -> None:
    change = only(compare_advice(ranked(RENEGOTIATE), advice(set_aside=(FORBIDDEN,))))

    assert (change.kind, change.after.because) == (ChangeKind.WENT, "One new date is enough.")
    assert change.new_rules == ("no-second-date", "no-third-date")
    assert change.lasting_rules == ("deadline-missed",)
    back = only(compare_advice(advice(set_aside=(FORBIDDEN,)), ranked(RENEGOTIATE)))
    assert (back.kind, back.old_rules) == (ChangeKind.CAME, ("no-second-date", "no-third-date"))


def test_another_reason_to_set_aside_is_a_change_and_other_words_are_none() -> None:
    other = replace(FORBIDDEN, by="no-second-date")
    words = replace(FORBIDDEN, because="Enough.")

    assert only(compare_advice(advice(set_aside=(FORBIDDEN,)), advice(set_aside=(other,)))).old_rules == (
        "no-third-date",
    )
    assert compare_advice(advice(set_aside=(FORBIDDEN,)), advice(set_aside=(words,))).is_empty


DONE = replace(
    FORBIDDEN,
    reason=SetAsideReason.DONE,
    by="contracts.c-1.history.0",
    because="Done on 12 October 2026; on hold until 11 December 2026.",
)


def test_where_an_event_stands_in_its_list_is_no_reason() -> None:
    """It moves when an earlier one is written above it."""
    moved = replace(DONE, by="contracts.c-1.history.1")
    once_more = replace(moved, because="Done on 20 November 2026; on hold until 19 January 2027.")

    assert compare_advice(advice(set_aside=(DONE,)), advice(set_aside=(moved,))).is_empty
    change = only(compare_advice(advice(set_aside=(DONE,)), advice(set_aside=(once_more,))))
    assert (change.kind, change.after.because) == (ChangeKind.SET_ASIDE, once_more.because)


def test_a_next_step_that_becomes_the_first_came() -> None:
    step = NextStep("renegotiate-deadline", RENEGOTIATE.title, ("deadline-missed",))
    before = ranked(replace(REST, subject=LEAFLETS, next_steps=(step,)))

    comparison = compare_advice(before, ranked(RENEGOTIATE))

    assert kinds(comparison) == [("came", "renegotiate-deadline", "c-2"), ("went", "keep-it-up", "c-2")]
    assert comparison.changes[0].before == Outcome(
        Place.NEXT, RENEGOTIATE.title, ("deadline-missed",), after="keep-it-up"
    )


def test_other_words_are_told_apart() -> None:
    again = replace(
        TALK,
        title="Talk",
        steps=(),
        message="Hi",
        effort=Effort.HIGH,
        stake=AtStake(FieldType.POINTS, 1),
        grounds=(),
    )
    comparison = compare_advice(ranked(TALK), ranked(again))

    assert only(comparison).reworded == ("title", "reasons", "steps", "draft", "effort", "points at stake")
    assert only(comparison).kind is ChangeKind.REWORDED
    assert (comparison.is_wording, comparison.is_empty) == (True, False)


def test_one_action_for_two_subjects_is_two_things() -> None:
    other = replace(RENEGOTIATE, subject=MANUAL)

    assert kinds(compare_advice(ranked(RENEGOTIATE), ranked(RENEGOTIATE, other))) == [
        ("came", "renegotiate-deadline", "c-1")
    ]


def test_a_question_is_the_same_by_its_path() -> None:
    reworded = Question(QUESTIONS[0].path, "Another sentence?", "", PROFILE, ())

    assert compare_advice(advice(questions=QUESTIONS), advice(questions=(reworded, QUESTIONS[1]))).is_empty


@given(st.permutations(range(6)))
def test_what_did_not_move_stays_in_order(order: list[int]) -> None:
    items = [replace(REST, action=f"a-{number}") for number in range(6)]
    comparison = compare_advice(ranked(*items), ranked(*(items[number] for number in order)))

    moved = {change.action for change in comparison.changes}
    left = [number for number in order if f"a-{number}" not in moved]
    assert left == sorted(left)
    assert (len(moved) == 0) == (order == sorted(order))
    assert len(moved) < 6


def test_words_can_be_left_aside() -> None:
    other = replace(TALK, title="Talk", stake=AtStake(FieldType.POINTS, 3), priority=Priority.LOW)
    now = advice((replace(REST, title="Go on"), other))

    assert [
        change.reworded for change in compare_advice(FULL, now, words=False).changes if change.reworded
    ] == []
    assert kinds(compare_advice(ranked(REST), ranked(replace(REST, title="Go on")), words=False)) == []
