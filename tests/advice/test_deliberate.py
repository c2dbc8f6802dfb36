"""Merging, guards, moves and groups, point by point."""

import datetime

import pytest

from advisor.advice.model import Advice
from advisor.playbook.model import Priority
from tests.advice.toy import contract, order, resting, review, rule
from tests.engine.written import Json


def only(advice: Advice) -> tuple[str, tuple[str, ...], Priority, int | None]:
    """The one recommendation: action, rules, priority, and the days that are left."""
    (item,) = advice.recommendations
    left = None if item.due is None else item.due - advice.day
    return item.action, item.rules, item.priority, left


def due(days: int) -> Json:
    return {"deadline": {"field": "due", "plus": f"{days} days"}}


def test_rules_for_one_action_merge_into_the_highest_priority_and_the_earliest_deadline() -> None:
    rules = [
        rule("advise", "call", priority="low", **due(3)),
        rule("advise", ["write", "call"], priority="high", **due(9)),
        rule("advise", "call", priority="medium", deadline={"field": "due", "plus": "policy.window"}),
        rule("advise", "call", priority="low", deadline={"field": "moved"}),
    ]

    advice = review(rules, contract(due="2026-11-21"))

    assert order(advice) == ["call@c", "write@c"]
    first, second = advice.recommendations
    assert (first.rules, first.priority, first.due) == (
        *(("r1", "r2", "r3", "r4"), Priority.HIGH),
        advice.day + 3,
    )
    assert (second.rules, second.priority, second.due) == (("r2",), Priority.HIGH, advice.day + 9)
    assert only(review(rules, contract(f1=False, f2=False))) == ("call", ("r3", "r4"), Priority.MEDIUM, None)


def test_the_same_action_for_two_subjects_is_two_candidates() -> None:
    advice = review([rule("advise", "call")], contract("a"), contract("b"), contract("c", f1=None))

    assert order(advice) == ["call@a", "call@b"]


def test_what_is_forbidden_is_set_aside_with_the_reason_of_the_guard() -> None:
    rules = [
        rule("advise", "call", priority="critical"),
        rule("raise", "call"),
        rule("forbid", ["call", "visit"], because="Never call {client.name}."),
        rule("advise", "visit"),
        rule("forbid", "call", because="Not today."),
    ]

    advice = review(rules)
    assert order(advice) == []
    assert resting(advice) == [
        ("call", "forbidden", "r3, r5", "Never call your client. Not today."),
        ("visit", "forbidden", "r3", "Never call your client."),
    ]
    assert [aside.rules for aside in advice.set_aside] == [("r1",), ("r4",)]
    assert resting(review(rules, contract(f1=False, f4=False))) == []
    assert resting(review(rules, contract(f3=None, f5=None))) == []


def test_a_guard_bars_its_own_subject_alone() -> None:
    rules = [rule("advise", "call"), rule("forbid", "call")]

    advice = review(rules, contract("a"), contract("b", f2=False))

    assert order(advice) == ["call@b"]
    assert [aside.subject.id for aside in advice.set_aside] == ["a"]


@pytest.mark.parametrize(
    ("start", "raised", "lowered", "end"),
    [
        ("medium", 0, 0, "medium"),
        ("medium", 1, 0, "high"),
        ("medium", 3, 0, "high"),
        ("medium", 0, 1, "low"),
        ("medium", 0, 3, "low"),
        ("medium", 1, 1, "medium"),
        ("medium", 3, 1, "medium"),
        ("high", 2, 0, "critical"),
        ("critical", 1, 0, "critical"),
        ("critical", 0, 1, "high"),
        ("critical", 1, 1, "critical"),
        ("low", 0, 1, "low"),
        ("low", 2, 0, "medium"),
        ("low", 1, 2, "low"),
    ],
)
def test_priorities_move_one_step_at_most(start: str, raised: int, lowered: int, end: str) -> None:
    moves = [rule("raise", "call")] * raised + [rule("lower", "call")] * lowered

    (item,) = review([rule("advise", "call", priority=start), *moves]).recommendations

    assert item.priority == Priority(end)
    assert [reason.rule for reason in item.moved_by] == [f"r{n}" for n in range(2, 2 + len(moves))]


def test_a_move_without_a_candidate_moves_nothing() -> None:
    rules = [rule("advise", "call"), rule("raise", ["call", "write"]), rule("advise", "write")]

    assert order(review(rules, contract(f1=False))) == ["write@c"]


LADDER = ["dispute", "refund", "part", "fix", "talk", "discount"]


def test_of_a_group_the_lowest_rung_is_recommended_and_the_others_follow_it() -> None:
    advice = review([rule("advise", name, priority="critical") for name in LADDER])

    (item,) = advice.recommendations
    assert item.action == "talk"
    assert [step.action for step in item.next_steps] == ["fix", "discount", "part", "refund", "dispute"]
    assert [step.rules for step in item.next_steps] == [("r4",), ("r6",), ("r3",), ("r2",), ("r1",)]
    assert advice.set_aside == ()


def test_a_higher_rung_waits_however_urgent_it_is() -> None:
    rules = [rule("advise", "dispute", priority="critical"), rule("advise", "refund", priority="low")]

    (item,) = review(rules).recommendations

    assert (item.action, item.priority) == ("refund", Priority.LOW)
    assert [step.action for step in item.next_steps] == ["dispute"]


def test_of_two_on_one_rung_the_one_that_ranks_first_is_recommended() -> None:
    rules = [rule("advise", "discount"), rule("advise", "part"), rule("raise", "part")]

    (item,) = review(rules).recommendations
    assert (item.action, [step.action for step in item.next_steps]) == ("part", ["discount"])

    (item,) = review(rules, contract(f3=False)).recommendations
    assert (item.action, [step.action for step in item.next_steps]) == ("discount", ["part"])


def test_a_rung_that_is_set_aside_makes_room_for_the_next() -> None:
    rules = [rule("advise", name) for name in LADDER] + [rule("forbid", ["talk", "refund"])]

    advice = review(rules, contract(history=[{"did": "fix", "on": "2026-11-01"}]))

    (item,) = advice.recommendations
    assert item.action == "discount"
    assert [step.action for step in item.next_steps] == ["part", "dispute"]
    assert [aside.action for aside in advice.set_aside] == ["fix", "refund", "talk"]


def test_a_group_chooses_for_each_subject_and_beside_other_actions() -> None:
    rules = [rule("advise", "refund"), rule("advise", "dispute"), rule("advise", "call", priority="low")]

    advice = review(rules, contract("a"), contract("b", f1=False))

    assert order(advice) == ["dispute@b", "refund@a", "call@a", "call@b"]


def test_a_deadline_stays_within_the_calendar() -> None:
    rules = [rule("advise", "call", deadline={"field": "due", "plus": "14 days"})]

    (item,) = review(rules, contract(due="9999-12-30")).recommendations

    assert (item.due, item.deadline) == (datetime.date.max.toordinal(), datetime.date.max)
