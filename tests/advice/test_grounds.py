"""The facts behind a recommendation: which, in which words, and from where."""

from advisor.advice.advise import Adviser
from advisor.advice.model import Known
from advisor.engine import Program
from advisor.facts import State
from advisor.playbook.model import Authority
from tests.advice.toy import book, contract, review, rule
from tests.engine.written import Json


def behind(rules: list[Json], *contracts: Json, **state: Json) -> list[tuple[str, str]]:
    """The facts behind the first recommendation."""
    return [
        (known.path, known.value) for known in review(rules, *contracts, **state).recommendations[0].facts
    ]


def test_the_fields_that_a_rule_tests() -> None:
    when = {"f1": True, "status": ["active", "ended"], "earned": "> 5", "client.fair": {"not": True}}
    rules = [rule("advise", "call", when=when)]
    state = {"clients": [{"id": "a", "fair": False}]}

    assert behind(rules, contract(client="a", status="ended", earned="7.5"), **state) == [
        ("clients.a.fair", "no"),
        ("contracts.c.earned", "7.50"),
        ("contracts.c.f1", "yes"),
        ("contracts.c.status", "ended"),
    ]


def test_of_alternatives_those_that_hold() -> None:
    when = {
        "any": [{"f1": True}, {"f2": True}, {"all": [{"f3": True}, {"f4": True}]}, {"not": {"f5": False}}]
    }
    rules = [rule("advise", "call", when=when)]

    assert behind(rules, contract(f1=None, f2=False, f5=None)) == [
        *(("contracts.c.f3", "yes"), ("contracts.c.f4", "yes"))
    ]
    assert behind(rules, contract(f1=None, f2=True, f3=False)) == [
        *(("contracts.c.f2", "yes"), ("contracts.c.f5", "yes"))
    ]


def test_of_an_exception_what_makes_it_false_or_is_not_known() -> None:
    rules = [rule("advise", "call", when={"f1": True}, unless={"f2": True, "f3": True})]

    assert behind(rules, contract(f2=None)) == [*(("contracts.c.f1", "yes"), ("contracts.c.f2", "unknown"))]
    assert behind(rules, contract(f3=False)) == [*(("contracts.c.f1", "yes"), ("contracts.c.f3", "no"))]


def test_unknown_facts_that_a_rule_asked_for_and_policy_on_the_right() -> None:
    when = {"earned": "unknown", "idle": "> policy.window"}

    assert behind([rule("advise", "call", when=when)], contract(moved="2026-11-01")) == [
        *(("contracts.c.earned", "unknown"), ("contracts.c.idle", "20 days"), ("policy.window", "7 days"))
    ]


def test_conclusions_are_followed_down_to_facts() -> None:
    rules = [
        rule("conclude", "hot"),
        rule("conclude", "hot", when={"f2": True, "f3": False}),
        rule("conclude", "hotter", when={"hot": True, "status": "active"}),
        rule("advise", "call", when={"hotter": True, "cold": False}),
        rule("conclude", "cold", when={"f9": False}),
    ]

    assert behind(rules, contract(status="active")) == [
        *(("contracts.c.f1", "yes"), ("contracts.c.status", "active"))
    ]


def test_of_related_entities_those_that_decide() -> None:
    when = {
        "some": {"event": {"did": "call"}},
        "count": {"of": {"event": {"until": "known"}}, "is": "1"},
        "none": {"event": {"did": "write"}},
    }
    rules = [rule("advise", "visit", when=when), rule("advise", ["call", "write"], when={"f12": False})]
    history = [
        {"did": "visit", "on": "2026-01-01", "until": "2026-02-01"},
        {"did": "call", "on": "2026-01-02"},
    ]

    advice = review(rules, contract("other"), contract(history=[{**history[1], "did": "call"}, history[0]]))
    assert [aside.subject.id for aside in advice.set_aside] == ["c"]

    history[0]["did"] = "call"
    (item,) = review(rules, contract(history=history)).recommendations
    assert [(known.path, known.value) for known in item.facts] == [
        ("contracts.c.history.0.did", "call"),
        ("contracts.c.history.0.until", "1 February 2026"),
        ("contracts.c.history.1.did", "call"),
    ]


def test_a_count_rests_on_the_number_that_it_is_held_against() -> None:
    counted = {
        "count": {"of": {"event": {"did": "call"}}, "is": ["< policy.many", "> profile.completed_jobs"]}
    }
    rules = [rule("advise", "visit", when=counted), rule("advise", "call", when={"f12": False})]

    assert behind(rules, contract(history=[{"did": "call"}]), profile={"completed_jobs": 1}) == [
        ("contracts.c.history.0.did", "call"),
        ("policy.many", "2"),
        ("profile.completed_jobs", "1"),
    ]


def test_each_fact_has_its_place_in_the_state_unless_it_is_computed() -> None:
    text = """\
policy: {window: 3 days}
contracts:
  - id: c
    f1: yes
    moved: 2026-11-01
    client: a
"""
    when = {"f1": True, "idle": "> policy.window", "client.name": "unknown"}
    adviser = Adviser(Program(book([rule("advise", "call", when=when)])))
    program = adviser.program
    facts = program.builder.build(State.parse(text, "state.yaml"), None, 739941)

    (item,) = adviser.advise(program.run(facts)).recommendations

    assert [(known.path, known.value, str(known.location or "-")) for known in item.facts] == [
        ("clients.a.name", "unknown", "-"),
        ("contracts.c.f1", "yes", "state.yaml:4:9"),
        ("contracts.c.idle", "20 days", "-"),
        ("policy.window", "3 days", "state.yaml:1:18"),
    ]
    assert item.facts[0] == Known("clients.a.name", "unknown")


def test_reasons_carry_claims_and_who_stands_behind_them() -> None:
    rules = [
        rule("advise", "call"),
        rule("advise", "call", claims=["C2", "C"]),
        rule("raise", "call", claims="C2"),
    ]

    (item,) = review(rules).recommendations

    assert [(reason.rule, reason.text, reason.claims, reason.authorities) for reason in item.reasons] == [
        ("r1", "Because 1.", ("C",), (Authority.DOCUMENT,)),
        ("r2", "Because 2.", ("C2", "C"), (Authority.DOCUMENT, Authority.PLATFORM)),
    ]
    assert [reason.rule for reason in item.moved_by] == ["r3"]
    assert item.claims == ("C", "C2")


def test_the_grounds_are_the_rules_that_drew_what_the_advising_rules_read() -> None:
    rules = [
        rule("conclude", "warm", when={"f8": True}),
        rule("conclude", "hot", because="It is hot.", when={"warm": True}),
        rule("conclude", "hot", because="It burns.", claims=["C2"], when={"f2": True}),
        rule("conclude", "hot", when={"f3": False}),
        rule("conclude", "cold", when={"f9": False}),
        rule("advise", "call", when={"hot": True, "cold": False}),
        rule("advise", "call", when={"any": [{"hot": True}, {"f1": True}]}),
    ]

    (item,) = review(rules).recommendations

    assert [(ground.rule, ground.text, ground.claims) for ground in item.grounds] == [
        ("r2", "It is hot.", ("C",)),
        ("r3", "It burns.", ("C2",)),
    ]
