"""The total order of advice: each value decides where all before it are equal."""

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.advice.model import AtStake
from advisor.advice.ranking import Candidate, what_ranks
from advisor.facts.rows import Row
from advisor.playbook.model import Priority
from advisor.playbook.types import FieldType
from tests.advice.toy import ACTIONS, TODAY, book, contract, order, resting, review, rule
from tests.engine.written import Json

POINTS, MONEY = FieldType.POINTS, FieldType.MONEY


def test_priority_comes_first() -> None:
    soon = {"deadline": {"field": "due"}}
    rules = [
        rule("advise", "call", priority="low", **soon),
        rule("advise", "write", priority="medium", **soon),
        rule("advise", "visit", priority="high"),
        rule("advise", "again", priority="critical"),
    ]

    assert order(review(rules, contract(due="2026-11-22"))) == ["again@c", "visit@c", "write@c", "call@c"]


def test_then_the_sooner_deadline_and_none_last() -> None:
    rules = [rule("advise", "visit", deadline={"field": "due"}), rule("advise", "call")]
    contracts = [
        contract("late", due="2026-12-24"),
        contract("overdue", due="2026-11-01"),
        contract("never"),
        contract("soon", due="2026-11-22"),
    ]

    assert order(review(rules[:1], *contracts)) == [
        "visit@overdue",
        "visit@soon",
        "visit@late",
        "visit@never",
    ]
    assert order(review(rules, contracts[0])) == ["visit@late", "call@late"]


def test_then_more_points_at_stake_and_unknown_ones_last() -> None:
    contracts = [
        contract("light", earned=100),
        contract("rated", feedback_received=4),
        contract("heavy", earned=5000),
        contract("middle", earned=500),
    ]

    advice = review([rule("advise", "visit")], *contracts, profile={"completed_jobs": 3, "job_success": 100})

    assert order(advice) == ["visit@heavy", "visit@middle", "visit@light", "visit@rated"]
    assert [item.points for item in advice.recommendations] == [3333, 2941, 2500, None]


SOON: Json = {"soon": {"type": "days", "value": "3 days"}}


def test_a_deadline_within_what_is_soon_comes_before_what_is_at_stake_and_a_later_one_after_it() -> None:
    rules = [rule("advise", "write", deadline={"field": "due"}), rule("advise", "claim", when={"rounds": 1})]
    contracts = [
        contract("past", due="2026-11-01"),
        contract("third", due="2026-11-24"),
        contract("fourth", due="2026-11-25"),
        contract("fifth", due="2026-11-26"),
        contract("staked", rounds=1, f1=False, earned=5),
        contract("none"),
    ]
    late = ["write@fourth", "write@fifth"]

    advice = review(rules, *contracts, policy=SOON)

    assert order(advice) == ["write@past", "write@third", "claim@staked", *late, "write@none"]
    as_before = ["write@past", "write@third", *late, "claim@staked", "write@none"]
    assert order(review(rules, *contracts)) == as_before
    for days, day in (("4 days", TODAY), ("3 days", "2026-11-22")):
        whole = order(review(rules, *contracts, policy={"soon": {"type": "days", "value": days}}, day=day))
        assert whole.index("write@fourth") + 1 == whole.index("claim@staked")


def test_a_parameter_of_another_type_says_nothing_of_what_is_soon() -> None:
    assert book([rule("advise", "call")], policy={"soon": {"type": "count", "value": "3"}}).soon is None


def test_anything_at_stake_comes_before_nothing_be_it_known_or_not() -> None:
    contracts = [contract("a", earned=0), contract("b"), contract("c", earned=7)]

    advice = review([rule("advise", "claim")], *contracts)

    stakes = [(item.subject.id, item.money) for item in advice.recommendations]
    assert stakes == [("c", 700), ("b", None), ("a", 0)]


def test_then_more_money_at_stake() -> None:
    rules = [rule("advise", "claim"), rule("advise", "visit"), rule("advise", "write")]
    contracts = [contract("little", earned=1), contract("much", earned=90), contract("unknown")]
    shown = {"completed_jobs": 5, "job_success": 90}

    assert order(review(rules[:1], *contracts)) == ["claim@much", "claim@little", "claim@unknown"]
    assert order(review(rules, contracts[0], profile=shown)) == [
        "visit@little",
        "claim@little",
        "write@little",
    ]


def test_what_has_nothing_at_stake_is_not_ranked_by_it() -> None:
    contracts = [contract("a", earned=100), contract("b", earned=5000)]
    advice = review([rule("advise", "write")], *contracts, profile={"completed_jobs": 5, "job_success": 90})

    assert [(item.subject.id, item.stake) for item in advice.recommendations] == [("a", None), ("b", None)]


def test_then_less_effort_then_the_names() -> None:
    rules = [rule("advise", name) for name in ("write", "visit", "talk", "call")]
    actions = ACTIONS | {"visit": {"effort": "high"}, "call": {"effort": "low"}, "talk": {"effort": "medium"}}

    advice = review(rules, contract("b"), contract("a"), actions=actions)

    assert order(advice) == [f"{name}@{key}" for name in ("call", "write", "talk", "visit") for key in "ab"]
    assert [item.rank for item in advice.recommendations] == list(range(1, 9))


VERBS = st.sampled_from(["advise", "advise", "advise", "forbid", "raise", "lower"])
STATUSES = st.sampled_from(["done", "snoozed", "dismissed"])
DAYS = st.none() | st.sampled_from([f"2026-11-{day}" for day in ("01", 12, 20, 21, 22)])
NAMES = st.sampled_from(sorted(ACTIONS))


@st.composite
def rules_of(draw: st.DrawFn) -> list[Json]:
    """Rules in which every action that is spoken of is advised by somebody."""
    spoken = [(draw(VERBS), draw(NAMES)) for _ in range(draw(st.integers(1, 6)))]
    speaking = spoken + [("advise", name) for name in {name for _, name in spoken}]
    priorities = st.sampled_from(["critical", "high", "medium", "low"])
    return [rule(verb, name, priority=draw(priorities)) for verb, name in speaking[:12]]


@st.composite
def contracts_of(draw: st.DrawFn, key: str) -> Json:
    flags = {f"f{n}": draw(st.sampled_from([True, True, False, None])) for n in range(1, 13)}
    event = st.fixed_dictionaries({"did": NAMES, "on": DAYS, "until": DAYS, "status": STATUSES})
    return {"id": key, **flags, "moved": draw(DAYS), "history": draw(st.lists(event, max_size=3))}


@given(rules_of(), st.data())
def test_nothing_disappears(rules: list[Json], data: st.DataObject) -> None:
    """Every candidate ends as recommended, as a next step or as set aside, once; nothing else does."""
    contracts = [data.draw(contracts_of(key)) for key in ("a", "b")]
    advised = {written["advise"] for written in rules if "advise" in written}
    for case in contracts:  # a history speaks of the actions that there are
        case["history"] = [event for event in case["history"] if event["did"] in advised]

    advice = review(rules, *contracts)

    ended = [(item.action, item.subject.id) for item in advice.recommendations]
    ended += [(s.action, r.subject.id) for r in advice.recommendations for s in r.next_steps]
    ended += [(aside.action, aside.subject.id) for aside in advice.set_aside]
    candidates = {
        (written["advise"], case["id"])
        for (number, written), case in itertools.product(enumerate(rules, start=1), contracts)
        if "advise" in written and case[f"f{number}"]
    }
    assert sorted(ended) == sorted(candidates)
    for case in contracts:
        settling = [r for r in advice.recommendations if r.subject.id == case["id"] and r.action in SETTLING]
        assert len(settling) <= 1
    places = [
        (
            *(r.priority.rank, r.stake is None or r.stake.amount == 0, -(r.points or 0), -(r.money or 0)),
            *(r.effort.rank, r.action, r.subject.id),
        )
        for r in advice.recommendations
    ]
    assert places == sorted(places)
    assert [item.rank for item in advice.recommendations] == list(range(1, len(places) + 1))
    forbidden = {
        (written["forbid"], case["id"])
        for (number, written), case in itertools.product(enumerate(rules, start=1), contracts)
        if "forbid" in written and case[f"f{number}"]
    }
    shown = [(item.action, item.subject.id) for item in advice.recommendations]
    shown += [(s.action, r.subject.id) for r in advice.recommendations for s in r.next_steps]
    assert forbidden.isdisjoint(shown)
    assert all(because for _, _, _, because in resting(advice))


SETTLING = {name for name, action in ACTIONS.items() if "group" in action}


def candidate(action: str = "call", index: int = 0, **values: Any) -> Candidate:
    """An action for a contract with these values; the contract is known by its number alone."""
    row = Row("contract", "c", "contracts.c", [], None)
    row.index = index
    actions = book([rule("advise", name) for name in ("call", "write", "visit")]).actions
    return Candidate(actions[action], row, **values)


@pytest.mark.parametrize(
    ("first", "second", "ahead", "behind"),
    [
        (
            candidate(priority=Priority.HIGH),
            candidate(priority=Priority.MEDIUM, deadline=1),
            *("has the higher priority", "has the lower priority"),
        ),
        (
            candidate(deadline=1),
            candidate(deadline=2, stake=AtStake(POINTS, 9)),
            *("has the earlier deadline", "has the later deadline"),
        ),
        (candidate(deadline=1), candidate(), "has the earlier deadline", "has no deadline"),
        (
            candidate(deadline=3, soon_until=3),
            candidate(deadline=4, soon_until=3, stake=AtStake(POINTS, 9)),
            *("has the earlier deadline", "has the later deadline"),
        ),
        (
            candidate(stake=AtStake(MONEY, 1)),
            candidate(deadline=4, soon_until=3),
            *("has something at stake", "has nothing at stake"),
        ),
        (
            candidate("visit", deadline=4, soon_until=3),
            candidate(deadline=5, soon_until=3),
            *("has the earlier deadline", "has the later deadline"),
        ),
        (
            candidate("visit", deadline=4, soon_until=3),
            candidate(soon_until=3),
            *("has the earlier deadline", "has no deadline"),
        ),
        (
            candidate("visit", stake=AtStake(POINTS, None)),
            candidate(stake=AtStake(POINTS, 0)),
            *("has something at stake", "has nothing at stake"),
        ),
        (
            candidate("visit", stake=AtStake(POINTS, 2)),
            candidate(stake=AtStake(POINTS, 1)),
            *("has more points at stake", "has fewer points at stake"),
        ),
        (
            candidate(stake=AtStake(POINTS, 1)),
            candidate(stake=AtStake(MONEY, 9)),
            *("has more points at stake", "has no points at stake"),
        ),
        (
            candidate("visit", stake=AtStake(MONEY, 2)),
            candidate(stake=AtStake(MONEY, 1)),
            *("has more money at stake", "has less money at stake"),
        ),
        (
            candidate(stake=AtStake(MONEY, 1)),
            candidate(stake=AtStake(MONEY, None)),
            *("has more money at stake", "has no money at stake"),
        ),
        (candidate("call"), candidate("visit"), "takes less effort", "takes more effort"),
        (candidate("call", 1), candidate("write", 0), "comes first by name", "comes later by name"),
        (candidate(index=0), candidate(index=1), "comes first by name", "comes later by name"),
    ],
)
def test_what_is_said_to_rank_is_what_ranks(
    first: Candidate, second: Candidate, ahead: str, behind: str
) -> None:
    assert first.order < second.order
    assert (what_ranks(first, second), what_ranks(second, first)) == (ahead, behind)
