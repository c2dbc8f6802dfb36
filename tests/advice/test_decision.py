"""An all-clear stands only where nothing else needs doing, and no question is open."""

from hypothesis import given
from hypothesis import strategies as st

from advisor.advice.model import Advice
from advisor.playbook.model import Priority
from tests.advice.toy import ACTIONS, contract, order, resting, review, rule
from tests.engine.written import Json

CLEAR: Json = ACTIONS | {"rest": {"effort": "low", "all_clear": True}}
OTHER = "Other advice comes first."
OPEN = "Questions are open, and their answers may change what there is to do."


def clear(rules: list[Json], *contracts: Json) -> Advice:
    return review([rule("advise", "rest", priority="low"), *rules], *contracts, actions=CLEAR)


def test_it_stands_alone_and_beside_what_can_wait() -> None:
    assert order(clear([])) == ["rest@c"]
    assert order(clear([rule("advise", "call", priority="low")])) == ["call@c", "rest@c"]


def test_it_gives_way_to_other_advice_about_anything() -> None:
    advice = clear(
        [rule("advise", "call"), rule("advise", "write", priority="high")],
        contract(f2=False, f3=False),
        contract("d", f1=False),
    )

    assert order(advice) == ["write@d", "call@d"]
    assert resting(advice) == [("rest", "other_advice", "write@d", OTHER)]


def test_it_gives_way_to_open_questions() -> None:
    rules = [rule("advise", "call", priority="low"), rule("advise", "write", when={"f3": True, "f4": True})]

    advice = clear(rules, contract(f2=False, f3=None))

    assert order(advice) == []
    assert resting(advice) == [("rest", "open_questions", "contracts.c.f3", OPEN)]
    assert order(clear(rules, contract(f2=False, f3=None, f4=False))) == ["rest@c"]


def test_it_is_asked_for_as_other_advice_is_unless_something_is_up() -> None:
    asking = [rule("advise", "rest", priority="low", when={"f2": True})]

    (question,) = review(asking, contract(f2=None), actions=CLEAR).questions
    assert question.could_bring == ("rest",)
    assert (
        review(
            [*asking, rule("advise", "call", when={"f3": True})], contract(f2=None), actions=CLEAR
        ).questions
        == ()
    )
    barring = [rule("advise", "rest", priority="low"), rule("forbid", "rest", when={"f2": True})]
    barred = review(barring, contract(f2=None), actions=CLEAR)
    assert [question.could_forbid for question in barred.questions] == [("rest",)]
    assert resting(barred) == [("rest", "open_questions", "contracts.c.f2", OPEN)]


def test_what_is_done_or_forbidden_stays_so() -> None:
    history = [{"did": "rest", "on": "2026-11-01"}]
    rules = [rule("advise", "call", priority="high")]

    assert [reason for _, reason, _, _ in resting(clear(rules, contract(history=history)))] == ["done"]
    assert [reason for _, reason, _, _ in resting(clear([*rules, rule("forbid", "rest")]))] == ["forbidden"]


@given(
    st.lists(st.sampled_from(["critical", "high", "medium", "low"]), max_size=4),
    st.lists(st.sampled_from([True, False, None]), min_size=5, max_size=5),
)
def test_it_is_never_said_beside_open_questions_or_what_matters(
    priorities: list[str], flags: list[bool | None]
) -> None:
    names = ["call", "write", "visit", "talk"]
    rules = [rule("advise", name, priority=urgency) for name, urgency in zip(names, priorities, strict=False)]

    facts: Json = {f"f{n}": flag for n, flag in enumerate(flags, start=1)}

    advice = clear(rules, contract(**facts))

    said = {item.action: item.priority for item in advice.recommendations}
    if "rest" in said:
        assert set(said.values()) == {Priority.LOW}
        assert advice.questions == ()
    elif flags[0]:
        assert advice.questions or min(priority.rank for priority in said.values()) < Priority.LOW.rank
