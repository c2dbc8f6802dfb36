"""A question is asked where an answer could change what is recommended, and nowhere else."""

import itertools
from collections import Counter
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.advice.advise import Adviser
from advisor.advice.model import Advice, Question
from advisor.engine import Program
from advisor.facts import State
from tests.advice.toy import ACTIONS, LADDER, TODAY, book, contract, order, review, rule
from tests.engine.written import Json

FLAGS = ["f1", "f2", "f3"]
SOON: dict[str, Any] = {"deadline": {"field": "due", "plus": "3 days"}}


PUT_OFF: Json = {"did": "talk", "on": "2026-11-01", "status": "snoozed", "until": "2026-12-01"}


def _after(days: int) -> dict[str, Any]:
    return {"deadline": {"field": "due", "plus": f"{days} days"}}


def moved(advice: Advice) -> list[tuple[str, tuple[str, ...]]]:
    return [(question.path, question.could_move) for question in advice.questions]


def brought(advice: Advice) -> list[tuple[str, tuple[str, ...]]]:
    return [(question.path, question.could_bring) for question in advice.questions]


def test_more_urgent_advice_for_what_is_recommended_is_asked_for() -> None:
    rules = [rule("advise", "call"), rule("advise", "call", priority="high", when={"f2": True})]

    assert moved(review(rules, contract(f2=None))) == [("contracts.c.f2", ("call",))]


def test_advice_that_is_no_more_urgent_is_not_asked_for() -> None:
    rules = [
        rule("advise", "call", priority="high"),
        rule("advise", "call", priority="high", when={"f2": True}),
        rule("advise", "call", priority="low", when={"f2": False}),
    ]

    assert moved(review(rules, contract(f2=None))) == []


def test_an_earlier_deadline_is_asked_for_and_a_later_one_is_not() -> None:
    rules = [rule("advise", "call", **SOON), rule("advise", "call", when={"f2": True}, **_after(1))]

    assert moved(review(rules, contract(due=TODAY, f2=None))) == [("contracts.c.f2", ("call",))]
    rules[1] = rule("advise", "call", when={"f2": True}, **_after(9))
    assert moved(review(rules, contract(due=TODAY, f2=None))) == []


def test_a_deadline_that_another_rule_sets_as_well_is_not_at_stake() -> None:
    hot = rule("conclude", "hot", when={"f2": True})
    rules = [hot, rule("advise", "call", when={"hot": False}, **SOON), rule("advise", "call")]

    assert moved(review(rules, contract(due=TODAY, f2=None))) == [("contracts.c.f2", ("call",))]
    rules[2] |= SOON
    assert moved(review(rules, contract(due=TODAY, f2=None))) == []


def test_a_rule_that_moves_a_priority_asks_where_something_urgent_changes_its_place() -> None:
    rules = [
        rule("advise", "visit", priority="medium"),
        rule("advise", "call", priority="medium"),
        rule("raise", "visit", when={"f3": True}),
        rule("raise", "call", when={"f4": True}),
    ]

    assert moved(review(rules, contract(f3=None, f4=None))) == [("contracts.c.f3", ("visit",))]
    assert moved(review([*rules, rule("raise", "visit")], contract(f3=None))) == []
    lowering = [*rules[:2], rule("lower", "call", when={"f3": True})]
    assert moved(review(lowering, contract(f3=None))) == []  # neither is urgent, so or so
    urgent = [written | {"priority": "high"} for written in rules[:2]]
    assert moved(review([*urgent, lowering[2]], contract(f3=None))) == [("contracts.c.f3", ("call",))]
    assert moved(review([*urgent, rule("lower", "visit", when={"f3": True})], contract(f3=None))) == []


def test_nothing_is_asked_for_a_step_behind_one_that_stays() -> None:
    rules = [
        rule("advise", "talk"),
        rule("advise", ["fix", "refund"], when={"f2": True}),
        rule("forbid", "talk", when={"f3": True}),
    ]

    assert brought(review(rules[:2], contract(f2=None))) == []
    assert brought(review(rules, contract(f2=None, f3=None))) == [("contracts.c.f3", ())]
    assert brought(review(rules, contract(f2=None))) == [("contracts.c.f2", ("fix",))]


def test_an_answer_that_ends_a_step_may_bring_the_next() -> None:
    rules = [
        rule("conclude", "hot", when={"f1": True}),
        rule("advise", "talk", when={"hot": False}),
        rule("advise", ["fix", "refund"], when={"hot": True}),
    ]

    (question,) = review(rules, contract(f1=None)).questions

    assert (question.could_bring, question.could_forbid) == (("fix",), ("talk",))


def test_a_step_on_a_shared_rung_is_asked_for_where_it_would_come_first() -> None:
    rules = [
        rule("advise", "part", priority="medium"),
        rule("advise", "discount", priority="high", when={"f2": True}),
        rule("advise", "discount", priority="low", when={"f3": True}),
    ]

    assert brought(review(rules, contract(f2=None, f3=None))) == [("contracts.c.f2", ("discount",))]
    raising = [rule("advise", "part"), rule("advise", "discount", priority="low")]
    asking = [*raising, rule("raise", "discount", when={"f3": True})]
    assert brought(review(asking, contract(f3=None))) == [("contracts.c.f3", ("discount",))]


def test_a_later_step_waits_for_the_question_of_the_first() -> None:
    rules = [
        rule("advise", "talk", when={"f1": True}),
        rule("advise", "fix", when={"f1": True, "f2": True}),
        rule("advise", "refund", when={"f3": True}),
    ]

    assert brought(review(rules, contract(f1=None, f2=None, f3=None))) == [
        *(("contracts.c.f1", ("talk",)), ("contracts.c.f3", ("refund",)))
    ]


def test_nothing_is_asked_for_what_waits_for_a_step_that_is_put_off() -> None:
    rules = [rule("advise", "talk"), rule("advise", "fix", when={"f2": True})]

    assert brought(review(rules, contract(f2=None, history=[PUT_OFF]))) == []


def test_a_step_that_is_put_off_is_asked_about_where_it_holds_up_a_later_one() -> None:
    rules = [rule("advise", "talk", when={"f1": True}), rule("advise", "fix"), rule("advise", "refund")]
    hot = [
        rule("conclude", "hot", when={"f7": True}),
        *rules[1:],
        rule("advise", "talk", when={"hot": False}),
    ]

    (question,) = review(rules, contract(f1=None, history=[PUT_OFF])).questions
    (lifting,) = review(hot, contract(f7=None, history=[PUT_OFF])).questions

    assert (question.path, question.could_forbid) == ("contracts.c.f1", ("fix",))
    assert (lifting.path, lifting.could_bring) == ("contracts.c.f7", ("fix",))


def test_what_everybody_would_be_asked_comes_last() -> None:
    busy: Json = {"for": "profile", "when": {"busy": True}, "advise": "rest", "priority": "critical"}
    scored: Json = {"for": "profile", "when": {"busy": True, "job_success": "> 90"}}
    rest = {"rest": {"for": "profile", "effort": "low"}}
    rules = [rule("advise", "call", priority="low"), busy]

    def paths(*rules: Json) -> list[str]:
        advice = review(rules, contract(f1=None), actions=ACTIONS | rest, profile={"job_success": 95})
        return [question.path for question in advice.questions]

    assert paths(*rules) == ["contracts.c.f1", "profile.busy"]
    assert paths(rules[0], busy | scored) == ["profile.busy", "contracts.c.f1"]


def test_urgent_advice_about_something_listed_comes_before_what_only_moves() -> None:
    rules = [
        rule("advise", "visit", priority="high"),
        rule("advise", "call", priority="high"),
        rule("raise", "visit", when={"f3": True}),
        rule("advise", "write", priority="low", when={"f4": True}),
        rule("advise", "check", priority="high", when={"f5": True}),
    ]

    asked = [question.path for question in review(rules, contract(f3=None, f4=None, f5=None)).questions]

    assert asked == ["contracts.c.f5", "contracts.c.f3", "contracts.c.f4"]


NAMES = st.sampled_from(["talk", "fix", "discount", "part", "refund", "call", "write"])
PATHS = ["f1", "f2", "client.fair", "profile.busy"]
HANGS_ON = {"hot": ["f3", "client.fair"]}


@st.composite
def conditions(draw: st.DrawFn) -> Json:
    """Of some flags, or of the conclusion that hangs on others."""
    names = draw(st.lists(st.sampled_from([*PATHS, "hot", "f3"]), min_size=1, max_size=3, unique=True))
    if "hot" in names and draw(st.booleans()):
        return {"hot": False}  # beside it nothing else would be asked for: what decides a conclusion is first
    apart = [name for name in names if "hot" not in names or name not in HANGS_ON["hot"]]
    return {name: name == "hot" or draw(st.booleans()) for name in apart}


@st.composite
def books(draw: st.DrawFn) -> list[Json]:
    verbs = st.sampled_from(["advise", "advise", "advise", "forbid", "raise", "lower"])
    spoken = [(draw(verbs), draw(NAMES)) for _ in range(draw(st.integers(1, 6)))]
    spoken += [("advise", name) for name in sorted({name for verb, name in spoken if verb != "advise"})]
    priorities = st.sampled_from(["critical", "high", "medium", "low"])
    rules = [rule("conclude", "hot", when={"f3": draw(st.booleans()), "client.fair": draw(st.booleans())})]
    for verb, name in spoken:
        more = SOON if verb == "advise" and draw(st.integers(0, 3)) == 0 else {}
        rules.append(rule(verb, name, priority=draw(priorities), when=draw(conditions()), **more))
    return rules


@st.composite
def known(draw: st.DrawFn) -> dict[str, bool | None]:
    """What is known of each flag, by path; few are not."""
    paths = [*(f"contracts.{key}.{flag}" for key in "ab" for flag in FLAGS), "clients.x.fair", "profile.busy"]
    facts = {path: draw(st.booleans()) for path in paths}
    unknown = draw(st.lists(st.sampled_from(paths), min_size=1, max_size=4, unique=True))
    return {path: None if path in unknown else value for path, value in facts.items()}


@given(books(), known(), st.lists(st.tuples(NAMES, st.sampled_from(["done", "snoozed"])), max_size=2))
@settings(max_examples=40)
def test_only_what_could_change_what_is_recommended_is_asked(
    rules: list[Json], facts: dict[str, bool | None], deeds: list[tuple[str, str]]
) -> None:
    advised = {written["advise"] for written in rules if "advise" in written}
    history = [
        {"did": did, "on": "2026-11-01", "status": status, "until": "2027-01-01"}
        for did, status in deeds
        if did in advised
    ]
    adviser = Adviser(Program(book(rules)))

    def advice(**answers: bool | None) -> Advice:
        return _advice(adviser, facts | answers, history)

    def is_apart(question: Question) -> bool:
        """Whether no fact decides over a group twice, so that one rule undoes what another one does."""
        decided = {item.action for item in (*question.brings, *question.forbids, *question.moves)}
        decided |= set(LADDER) if not decided.isdisjoint(LADDER) else set()
        spoken = [
            one for one in rules if any(name in decided for name in one.values() if isinstance(name, str))
        ]
        reads = Counter(fact for one in spoken for name in one["when"] for fact in HANGS_ON.get(name, [name]))
        return max(reads.values()) == 1

    today = advice()
    asked = {question.path: question for question in today.questions}
    unknown = [path for path, value in facts.items() if value is None]
    assert set(asked) <= set(unknown)
    for path in unknown:
        if path in asked and is_apart(asked[path]):
            assert any(_differs(advice, path, others) for others in _answers(unknown, path)), path
        for value in (True, False) if path not in asked else ():
            assert _places(advice(**{path: value})) == _places(today), (path, value)


def _advice(adviser: Adviser, facts: dict[str, bool | None], history: list[Json]) -> Advice:
    contracts = [
        {
            "id": key,
            "client": "x",
            "title": key,
            "due": "2026-11-24",
            "history": history if key == "a" else [],
        }
        | {flag: facts[f"contracts.{key}.{flag}"] for flag in FLAGS}
        for key in "ab"
    ]
    state: Json = {
        "as_of": TODAY,
        "profile": {"busy": facts["profile.busy"]},
        "clients": [{"id": "x", "fair": facts["clients.x.fair"]}],
        "contracts": contracts,
    }
    program = adviser.program
    return adviser.advise(program.run(program.builder.build(State.from_values(state), None, 0)))


def _answers(unknown: list[str], path: str) -> Iterator[dict[str, bool | None]]:
    """What may be answered to the other questions."""
    others = [other for other in unknown if other != path]
    for values in itertools.product((None, True, False), repeat=len(others)):
        yield dict(zip(others, values, strict=True))


def _differs(advice: Any, path: str, others: dict[str, bool | None]) -> bool:
    """Whether an answer makes a difference beside these answers to others."""
    before = _shown(advice(**others))
    return any(_shown(advice(**others, **{path: value})) != before for value in (True, False))


def _shown(advice: Advice) -> list[tuple[object, ...]]:
    return [(item.action, item.subject.id, item.priority, item.due) for item in advice.recommendations]


def _places(advice: Advice) -> list[tuple[str, int | None]]:
    """What is recommended, by when; that a priority moves is not always asked for."""
    return sorted(zip(order(advice), [item.due for item in advice.recommendations], strict=True), key=str)
