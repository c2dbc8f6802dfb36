"""One letter a day: what writes to one addressee stands once, unless it cannot wait."""

import datetime
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.advice.model import Advice
from advisor.playbook.model import Priority
from tests.advice.toy import ACTIONS, NO_MORE, contract, order, review, rule
from tests.engine.written import Json

SOON: Json = {"soon": {"type": "days", "value": "7"}}
DUE: Json = {"field": "due"}
LETTER: Json = {"message": "Hello", "writes_to": "client"}
LETTERS: Json = ACTIONS | {
    name: ACTIONS[name] | LETTER for name in ("talk", "fix", "discount", "call", "write", "visit", "again")
}
KAY: Json = [{"id": "kay", "name": "Kay"}, {"id": "lee", "name": "Lee"}]
HISTORY = {"did": "call", "on": "2026-11-21"}


def of(client: str, key: str = "c", **facts: Json) -> Json:
    return contract(key, client=client, **facts)


def letters(rules: Sequence[Json], *contracts: Json, policy: Json = SOON, day: str = "2026-11-21") -> Advice:
    listed = contracts or (of("kay"),)
    return review(rules, *listed, actions=LETTERS, policy=policy, day=day, clients=KAY)


def held(advice: Advice) -> list[tuple[str, str, str]]:
    """What is held: the item, what it waits for, and why."""
    return [
        (f"{aside.action}@{aside.subject.id}", aside.by, aside.because)
        for aside in advice.set_aside
        if aside.reason.value == "one_letter"
    ]


def first(title: str) -> str:
    return f"Kay gets one letter today: first comes “{title}”. Put what cannot wait into it."


CALL = rule("advise", "call", priority="high")
TODAY = "You wrote to Kay today. This can wait until tomorrow."


def test_the_first_by_rank_stands_and_the_others_wait() -> None:
    advice = letters([rule("advise", "call", priority="low"), rule("advise", "write", priority="high")])

    assert order(advice) == ["write@c"]
    assert held(advice) == [("call@c", "write@c", first("write"))]


def test_contracts_of_one_client_share_the_letter_and_those_of_others_do_not() -> None:
    rules = [rule("advise", "call"), rule("advise", "claim")]

    advice = letters(rules, of("kay", "a"), of("kay", "b"), of("lee", "c"))

    assert sorted(order(advice)) == ["call@a", "call@c", "claim@a", "claim@b", "claim@c"]
    assert held(advice) == [("call@b", "call@a", first("call"))]


def test_a_client_who_is_not_known_is_nobody() -> None:
    advice = letters([rule("advise", "call"), rule("advise", "write")], contract("a"), contract("b"))

    assert sorted(order(advice)) == ["call@a", "call@b", "write@a", "write@b"]


def test_what_is_critical_or_due_soon_is_never_held() -> None:
    rules = [
        rule("advise", "write", priority="high"),
        rule("advise", "visit", priority="low", deadline=DUE),
        rule("advise", "call", priority="critical"),
    ]

    assert order(letters(rules, of("kay", due="2026-11-28"))) == ["call@c", "visit@c"]
    assert order(letters(rules, of("kay", due="2026-11-29"))) == ["call@c"]
    assert order(letters(rules, of("kay", due="2026-12-24"), policy=NO_MORE)) == ["call@c", "visit@c"]


def test_later_steps_wait_with_one_that_is_held_unless_they_cannot_wait() -> None:
    rules = [rule("advise", "call", priority="high"), rule("advise", ["talk", "fix", "part", "refund"])]
    urgent = [*rules, rule("advise", "part", priority="critical")]
    behind = "The step before it waits for another letter."

    advice = letters(urgent)

    assert order(advice) == ["part@c", "call@c"]
    assert [step.action for step in advice.recommendations[0].next_steps] == ["refund"]
    assert held(advice) == [("fix@c", "talk@c", behind), ("talk@c", "call@c", first("call"))]
    assert order(letters(rules)) == ["call@c"]
    assert [item for item, _, _ in held(letters(rules))] == ["fix@c", "part@c", "refund@c", "talk@c"]


def test_what_stands_behind_a_held_step_is_asked_for_where_it_would_stand() -> None:
    def brought(*rules: Json, **facts: Json) -> list[tuple[str, ...]]:
        return [one.could_bring for one in letters([CALL, *rules], of("kay", **facts)).questions]

    part = rule("advise", "part")

    assert brought(rule("advise", "talk"), part, f3=None) == []
    assert brought(rule("advise", "talk"), part, f2=None) == []
    assert brought(part, rule("forbid", "talk", when={"f3": True}), rule("advise", "talk"), f3=None) == [
        ("part",)
    ]
    assert brought(rule("advise", "talk"), part, rule("raise", "part", when={"f4": True}), f4=None) == []
    urgent = rule("advise", "part", priority="high")
    assert brought(rule("advise", "talk"), urgent, rule("raise", "part", when={"f4": True}), f4=None) == [
        ("part",)
    ]


def test_a_letter_of_today_is_enough_whichever_contract_it_was_about() -> None:
    rules = [rule("advise", "write"), rule("advise", "claim"), rule("advise", "call")]
    contracts = [of("kay", "a"), of("kay", "b", f1=False, f2=False, history=[HISTORY])]

    advice = letters(rules, *contracts)

    assert order(advice) == ["claim@a"]
    assert held(advice) == [
        ("call@a", "contracts.b.history.0", TODAY),
        ("write@a", "contracts.b.history.0", TODAY),
    ]
    assert order(letters(rules, *contracts, day="2026-11-22")) == ["call@a", "claim@a"]


def test_after_a_letter_of_today_what_cannot_wait_still_stands() -> None:
    advice = letters(
        [rule("advise", "write", priority="critical"), rule("advise", "call")], of("kay", history=[HISTORY])
    )

    assert order(advice) == ["write@c"]
    assert [(aside.action, aside.reason.value) for aside in advice.set_aside] == [("call", "done")]


@pytest.mark.parametrize(
    "event",
    [
        {"on": "2026-11-20"},
        {"status": "snoozed", "until": "2026-11-30"},
        {"did": "claim"},
    ],
)
def test_only_a_letter_that_was_done_today_counts(event: Json) -> None:
    rules = [rule("advise", "write"), rule("advise", "call"), rule("advise", "claim")]

    advice = letters(rules, of("kay", f2=False, f3=False, history=[HISTORY | event]))

    assert order(advice) == ["write@c"]


def test_the_subject_itself_may_be_the_addressee() -> None:
    greet: Json = {"for": "client", "effort": "low", "message": "Hello", "writes_to": "self"}
    greeting: Json = {
        "for": "client",
        "when": {"name": "known"},
        "advise": "greet",
        "priority": "high",
        "because": "-",
        "claims": "C",
    }
    advice = review(
        [rule("advise", "call"), greeting],
        of("kay", "a"),
        actions=LETTERS | {"greet": greet},
        policy=SOON,
        clients=KAY,
    )

    assert sorted(order(advice)) == ["greet@kay", "greet@lee"]
    assert held(advice) == [("call@a", "greet@kay", first("greet"))]


def test_nothing_is_said_to_be_well_while_a_letter_waits() -> None:
    clear = LETTERS | {"rest": {"effort": "low", "all_clear": True}}
    rules = [rule("advise", "rest", priority="low"), rule("advise", "write"), rule("advise", "call")]

    advice = review(
        rules, of("kay", f3=False, history=[]), of("kay", "d", f1=False, f2=False, history=[HISTORY]),
        actions=clear, policy=SOON, clients=KAY,
    )  # fmt: skip

    assert order(advice) == []
    assert {aside.action: aside.reason.value for aside in advice.set_aside}["rest"] == "other_advice"


def test_nothing_is_asked_for_a_letter_that_would_wait() -> None:
    def asked(rules: list[Json], **facts: Json) -> list[str]:
        return [question.path for question in letters(rules, of("kay", f2=None, **facts)).questions]

    rules = [rule("advise", "write", priority="high"), rule("advise", "call", when={"f2": True})]
    critical = [rules[0], rule("advise", "call", priority="critical", when={"f2": True})]
    lifted = [*rules[:1], rule("forbid", "call", when={"f2": True}), rule("advise", "call")]

    assert asked(rules) == []
    assert asked(critical) == ["contracts.c.f2"]
    assert asked(lifted) == []
    assert asked([rules[0], rule("advise", "claim", when={"f2": True})]) == ["contracts.c.f2"]
    assert asked([*rules, rule("advise", "again")], f1=False, history=[HISTORY | {"did": "again"}]) == []


def test_a_raise_is_asked_for_where_a_letter_would_no_longer_wait() -> None:
    def asked(low: str, first: str) -> list[str]:
        rules = [
            rule("advise", "call", priority=first),
            rule("raise", "write", when={"f2": True}),
            rule("advise", "write", priority=low),
        ]
        return [question.path for question in letters(rules, of("kay", f2=None)).questions]

    assert asked("low", "high") == []
    assert asked("low", "medium") == []
    assert asked("high", "high") == ["contracts.c.f2"]
    assert asked("medium", "medium") == ["contracts.c.f2"]


NAMES = st.sampled_from(["talk", "fix", "discount", "part", "refund", "call", "write", "visit", "claim"])


@st.composite
def books(draw: st.DrawFn) -> list[Json]:
    priorities = st.sampled_from(["critical", "high", "medium", "low"])
    rules = []
    for _ in range(draw(st.integers(1, 8))):
        more: Json = {"deadline": DUE} if draw(st.booleans()) else {}
        rules.append(rule("advise", draw(NAMES), priority=draw(priorities), **more))
    return rules


@st.composite
def listed(draw: st.DrawFn, name: str) -> Json:
    client = draw(st.sampled_from(["kay", "kay", "lee", None]))
    flags = {f"f{n}": draw(st.booleans()) for n in range(1, 9)}
    due = draw(st.none() | st.dates(datetime.date(2026, 11, 15), datetime.date(2026, 12, 15)))
    facts = flags | ({"client": client} if client else {}) | ({"due": due.isoformat()} if due else {})
    return contract(name, **facts)


@given(books(), st.tuples(listed("a"), listed("b"), listed("c")), st.booleans())
@settings(max_examples=60)
def test_nobody_gets_two_letters_that_could_wait_and_nothing_disappears(
    rules: list[Json], contracts: tuple[Json, ...], wrote: bool
) -> None:
    if wrote and any(one["advise"] == "write" for one in rules):
        contracts[0]["history"] = [{"did": "write", "on": "2026-11-21"}]
    with_letters = letters(rules, *contracts)
    without = review(rules, *contracts, policy=SOON, clients=KAY)

    clients = {one["id"]: one.get("client") for one in contracts}
    sent: dict[str, int] = {"kay": 0, "lee": 0}
    for item in with_letters.recommendations:
        client = clients[item.subject.id]
        if client is None or "writes_to" not in LETTERS[item.action]:
            continue
        soon = item.due is not None and item.due <= with_letters.day + 7
        sent[client] += not (item.priority is Priority.CRITICAL or soon)
    assert max(sent.values()) <= 1

    assert _all(with_letters) == _all(without)


def _all(advice: Advice) -> list[tuple[str, str]]:
    """Everything that stands anywhere in advice."""
    steps = [(step.action, item.subject.id) for item in advice.recommendations for step in item.next_steps]
    items = [(item.action, item.subject.id) for item in advice.recommendations]
    items += [(aside.action, aside.subject.id) for aside in advice.set_aside]
    return sorted(steps + items)
