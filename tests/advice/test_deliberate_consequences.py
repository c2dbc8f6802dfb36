"""One rule with several consequences: each counts by itself, with its own urgency and its own words."""

import pytest

from advisor.advice.model import Reason
from advisor.playbook.model import Authority, Priority
from tests.advice.toy import contract, order, resting, review, rule
from tests.engine.written import Json


def several(*then: Json, **more: Json) -> Json:
    """The next rule, with these consequences."""
    return {"then": list(then), **more}


THEN = (
    {"advise": "call", "because": "Call {client.name}.", "priority": "high"},
    {"advise": "write", "deadline": {"field": "due"}},
    {"forbid": "visit", "because": "Do not go there."},
)


def test_each_consequence_counts_with_what_it_says_itself() -> None:
    rules = [several(*THEN, because="So it is.", priority="low"), rule("advise", "visit")]
    advice = review(rules, contract(due="2026-11-25"))

    call, write = advice.recommendations
    assert order(advice) == ["call@c", "write@c"]
    assert (call.priority, call.due, [reason.text for reason in call.reasons]) == (
        *(Priority.HIGH, None),
        ["Call your client."],
    )
    assert (write.priority, write.due, [reason.text for reason in write.reasons]) == (
        *(Priority.LOW, advice.day + 4),
        ["So it is."],
    )
    assert resting(advice) == [("visit", "forbidden", "r1", "Do not go there.")]


def test_a_conclusion_is_told_with_the_reason_of_what_draws_it() -> None:
    drawing = several(
        {"conclude": "odd", "because": "It is odd."},
        {"conclude": "even", "because": "It is even."},
        {"raise": "call", "because": "It is urgent."},
    )
    reading = rule("advise", "call", when={"even": True})
    other = rule("advise", "write", when={"odd": True}, priority="low")

    item, second = review([drawing, reading, other]).recommendations

    assert [reason.text for reason in second.grounds] == ["It is odd."]
    assert item.grounds == (Reason("r1", "It is even.", ("C",), (Authority.DOCUMENT,)),)
    assert [reason.text for reason in item.moved_by] == ["It is urgent."]


def test_a_missing_fact_could_bring_one_action_and_forbid_another() -> None:
    rules = [several(*THEN, because="So it is.", priority="low"), rule("advise", "visit")]

    [question] = review(rules, contract(f1=None)).questions

    assert question.path == "contracts.c.f1"
    assert (question.could_bring, question.could_forbid) == (("call", "write"), ("visit",))


@pytest.mark.parametrize(
    ("deadline", "due"),
    [
        ({"plus": "3 business days"}, "2026-12-02"),
        ({"minus": "2 business days"}, "2026-11-25"),
        ({"plus": "3 months"}, "2027-02-27"),
        ({"minus": "1 year"}, "2025-11-27"),
        ({"minus": "policy.window"}, "2026-11-20"),
        ({"plus": "idle"}, "2026-12-07"),
        ({"minus": "idle"}, "2026-11-17"),
    ],
)
def test_a_deadline_counts_from_its_date(deadline: Json, due: str) -> None:
    rules = [rule("advise", "call", deadline={"field": "due", **deadline})]
    [item] = review(rules, contract(due="2026-11-27", moved="2026-11-11")).recommendations

    assert str(item.deadline) == due


def test_a_deadline_that_hangs_on_what_is_unknown_is_none() -> None:
    rules = [rule("advise", "call", deadline={"field": "due", "plus": "idle"})]

    assert [item.due for item in review(rules, contract(due="2026-11-27")).recommendations] == [None]
    assert [item.due for item in review(rules, contract(moved="2026-11-11")).recommendations] == [None]
