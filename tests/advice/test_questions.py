"""Which facts are asked for, why, and in which order."""

from advisor.advice.model import Advice, Prospect, Subject
from advisor.playbook.model import Priority
from tests.advice.toy import contract, review, rule
from tests.engine.written import Json

Asked = list[tuple[str, tuple[str, ...], tuple[str, ...]]]


def asked(advice: Advice) -> Asked:
    """Each question: the path, what it could bring, what it could forbid."""
    return [(question.path, question.could_bring, question.could_forbid) for question in advice.questions]


def test_a_rule_that_one_unknown_fact_keeps_from_firing_asks_for_it() -> None:
    rules = [rule("advise", "call", when={"f1": True, "client.fair": False, "profile.busy": {"not": True}})]
    state: Json = {"clients": [{"id": "a"}], "profile": {"busy": False}}

    (question,) = review(rules, contract(client="a"), **state).questions

    assert (question.path, question.question, question.find) == ("clients.a.fair", "Fair?", "")
    assert (question.subject.entity, question.subject.id, question.subject.label) == (
        "client",
        "a",
        "Your client",
    )
    assert (question.could_bring, question.could_forbid) == (("call",), ())


def test_a_rule_that_a_known_fact_keeps_from_firing_asks_nothing() -> None:
    rules = [rule("advise", "call", when={"f1": True, "f2": True, "client.fair": True})]

    assert asked(review(rules, contract(f1=False, f2=None))) == []


def test_nothing_is_asked_for_that_could_only_keep_a_rule_back() -> None:
    rules = [rule("advise", "call", when={"f1": True, "f2": True}, unless={"f3": True, "client.fair": True})]

    assert asked(review(rules, contract(f3=None))) == []
    assert asked(review(rules, contract(f2=None, f3=None))) == [("contracts.c.f2", ("call",), ())]
    assert asked(review(rules, contract(f2=None, client="a"), clients=[{"id": "a", "fair": True}])) == []


def test_an_exception_holds_against_what_is_not_yet_concluded() -> None:
    rules = [
        rule("conclude", "hot", when={"f1": True}),
        rule("advise", "call", when={"f2": True}, unless={"hot": False}),
        rule("advise", "write", when={"f2": True}, unless={"hot": True}),
    ]

    assert asked(review(rules, contract(f1=None))) == []


def test_a_field_without_a_question_of_its_own_is_asked_for_by_its_name() -> None:
    rules = [rule("advise", "call", when={"earned": "> 5"})]

    assert [question.question for question in review(rules).questions] == [
        "What is the earned of this contract?"
    ]


def test_questions_come_in_order_of_what_they_could_bring_or_end_then_of_how_few_decide_it() -> None:
    rules = [
        rule("advise", "call", priority="low", when={"f1": True}),
        rule("advise", "write", priority="high", when={"f2": True, "f3": True}),
        rule("advise", "visit", priority="high", when={"f4": True}),
        rule("advise", "check", priority="critical", when={"f5": True, "f6": True, "f7": True}),
        rule("advise", "again", priority="medium", when={"f2": False}),
        rule("advise", "talk"),
        rule("forbid", "talk", when={"f9": True}),
    ]
    unknown: Json = {f"f{n}": None for n in (1, 2, 3, 4, 5, 6, 7, 9)}

    assert asked(review(rules, contract(f8=True, **unknown | {"f6": True}))) == [
        ("contracts.c.f5", ("check",), ()),
        ("contracts.c.f7", ("check",), ()),
        ("contracts.c.f4", ("visit",), ()),
        ("contracts.c.f2", ("write", "again"), ()),
        ("contracts.c.f3", ("write",), ()),
        ("contracts.c.f9", (), ("talk",)),
        ("contracts.c.f1", ("call",), ()),
    ]


def test_what_could_end_the_most_important_advice_is_asked_before_what_could_bring_less() -> None:
    rules = [
        rule("advise", "call", priority="critical"),
        rule("forbid", "call", when={"f2": True, "f3": True}),
        rule("advise", "write", priority="high", when={"f8": True}),
        rule("advise", "visit", priority="medium"),
        rule("forbid", "visit", when={"f6": True}),
    ]

    advice = review(rules, contract(f2=None, f8=None, f6=None))

    assert asked(advice) == [
        ("contracts.c.f2", (), ("call",)),
        ("contracts.c.f8", ("write",), ()),
        ("contracts.c.f6", (), ("visit",)),
    ]
    subject = Subject("contract", "c", "Logo (your client)")
    assert advice.questions[0].forbids == (Prospect("call", subject, "call", Priority.CRITICAL),)
    assert advice.questions[1].brings == (Prospect("write", subject, "write", Priority.HIGH),)


def test_an_answer_may_bring_advice_for_several_subjects_the_most_urgent_first() -> None:
    rules = [
        rule("advise", "call", priority="low", when={"client.fair": True}),
        rule("advise", "write", priority="high", when={"client.fair": True, "f2": True}),
    ]
    state: Json = {"clients": [{"id": "a"}]}

    advice = review(rules, contract("c", client="a"), contract("d", client="a", f2=False), **state)

    (question,) = advice.questions
    assert question.could_bring == ("write", "call")
    assert [
        (prospect.action, prospect.subject.id, prospect.priority.value) for prospect in question.brings
    ] == [
        ("write", "c", "high"),
        ("call", "c", "low"),
        ("call", "d", "low"),
    ]


def test_of_questions_that_could_bring_as_much_the_one_with_the_nearer_deadline_comes_first() -> None:
    rules = [
        rule("advise", "call", when={"f1": True}),
        rule("advise", "write", when={"f2": True}, deadline={"field": "moved", "plus": "9 days"}),
        rule("advise", "visit", when={"f3": True}, deadline={"field": "moved", "plus": "5 days"}),
        rule("advise", "check", priority="high", when={"f4": True}),
    ]
    unknown: Json = dict.fromkeys(("f1", "f2", "f3", "f4"))

    assert [path for path, _, _ in asked(review(rules, contract(moved="2026-11-20", **unknown)))] == [
        *("contracts.c.f4", "contracts.c.f3", "contracts.c.f2", "contracts.c.f1")
    ]


def test_nothing_is_asked_for_what_is_as_urgent_already() -> None:
    rules = [
        rule("advise", "call", priority="critical"),
        rule("advise", "call", priority="critical", when={"f2": True}),
    ]

    assert asked(review(rules, contract(f2=None))) == []
    assert asked(review(rules, contract(f1=None))) == []
    assert asked(review(rules, contract(f1=None, f2=None))) == [
        *(("contracts.c.f1", ("call",), ()), ("contracts.c.f2", ("call",), ()))
    ]


def test_nothing_is_asked_for_what_would_be_set_aside_at_once() -> None:
    rules = [
        rule("advise", "call"),
        rule("advise", "write"),
        rule("advise", "again"),
        rule("forbid", "write"),
    ]
    history = [{"did": did, "on": "2026-11-01"} for did in ("call", "again")]

    assert asked(review(rules, contract(f1=None, f2=None, f3=None, history=history))) == [
        ("contracts.c.f3", ("again",), ())
    ]


def test_a_guard_asks_where_it_could_bar_what_is_recommended() -> None:
    rules = [
        *(rule("advise", "talk"), rule("advise", "fix"), rule("advise", "call")),
        rule("forbid", ["call", "fix", "talk"], when={"client.fair": True}),
    ]
    state: Json = {"clients": [{"id": "a"}]}

    assert asked(review(rules, contract(client="a"), **state)) == [("clients.a.fair", (), ("call", "talk"))]
    assert asked(review(rules, contract(client="a", f1=False, f2=False, f3=False), **state)) == []


def test_conclusions_are_followed_down_to_the_facts_that_they_wait_for() -> None:
    rules = [
        rule("conclude", "hot", when={"f1": True, "f2": True}),
        rule("conclude", "hot", when={"f3": True, "f4": True}),
        rule("conclude", "hotter", when={"hot": True, "f5": True}),
        rule("advise", "call", when={"hotter": True}),
        rule("advise", "visit", when={"hot": False, "f6": True}),
    ]

    assert asked(review(rules, contract(f1=None, f3=False, f4=None, f6=False))) == [
        ("contracts.c.f1", ("call",), ())
    ]
    assert asked(review(rules, contract(f1=None, f3=None, f5=False, f6=False))) == []
    # Not drawn is false, so that a visit is advised; once it is drawn, no longer.
    assert asked(review(rules, contract(f1=None, f3=False, f5=False))) == [("contracts.c.f1", (), ("visit",))]


def test_advice_that_another_rule_upholds_cannot_end_by_an_answer() -> None:
    rules = [
        rule("conclude", "hot", when={"f1": True}),
        rule("advise", "visit", when={"hot": False}),
        rule("advise", "visit", when={"f3": True}),
    ]

    assert asked(review(rules, contract(f1=None, f3=False))) == [("contracts.c.f1", (), ("visit",))]
    assert asked(review(rules, contract(f1=None))) == []


def test_what_a_conclusion_waits_for_is_asked_before_what_else_its_reader_lacks() -> None:
    rules = [
        rule("conclude", "hot", when={"f1": True}),
        rule("advise", "call", when={"hot": True, "f2": True}),
        rule("advise", "visit", when={"any": [{"hot": True}, {"f3": True}]}),
    ]

    assert asked(review(rules, contract(f1=None, f2=None, f3=False))) == [
        ("contracts.c.f1", ("call", "visit"), ())
    ]
    assert asked(review(rules, contract(f1=None, f2=False, f3=None))) == [
        *(("contracts.c.f1", ("visit",), ()), ("contracts.c.f3", ("visit",), ()))
    ]
    assert asked(review(rules, contract(f2=None))) == [("contracts.c.f2", ("call",), ())]


def test_a_circle_of_conclusions_is_followed_once() -> None:
    rules = [
        rule("conclude", "hot", when={"any": [{"warm": True}, {"f1": True}]}),
        rule("conclude", "warm", when={"any": [{"hot": True}, {"f2": True}]}),
        rule("advise", "call", when={"hot": True}),
    ]

    assert asked(review(rules, contract(f1=None, f2=None))) == [
        *(("contracts.c.f1", ("call",), ()), ("contracts.c.f2", ("call",), ()))
    ]


def test_a_computed_field_asks_for_what_it_is_computed_from() -> None:
    rules = [rule("advise", "call", when={"idle": "> 5"}), rule("advise", "visit", when={"drop": "> 5"})]

    assert asked(review(rules, contract(moved=None))) == [
        ("contracts.c.moved", ("call",), ()),
        ("profile.completed_jobs", ("visit",), ()),
        ("profile.job_success", ("visit",), ()),
    ]


def test_a_sum_asks_for_what_decides_its_parts_and_for_the_parts() -> None:
    rules = [rule("advise", "call", when={"profile.paid": "> 5"})]
    contracts = [
        contract("a", status="active", earned=9),
        contract("b", status="active"),
        contract("c", earned=1),
        contract("d", status="ended"),
    ]

    assert {path for path, _, _ in asked(review(rules, *contracts))} == {
        *("contracts.b.earned", "contracts.c.status")
    }


def test_counts_and_none_ask_for_each_entity_that_is_open() -> None:
    history = [{"did": "call", "on": "2026-11-01"}, {"did": "call"}, {"did": "write"}, {"on": "2026-11-05"}]
    late = {"did": "call", "on": "> 2026-11-10"}
    rules = [
        rule("advise", "visit", when={"none": {"event": late}}),
        rule("advise", "talk", when={"count": {"of": {"event": late}, "is": ">= 1"}}),
        rule("advise", ["call", "write"], when={"f12": False}),
    ]

    def paths(events: list[Json]) -> Asked:
        return asked(review(rules, contract(history=events)))

    assert paths(history) == [("contracts.c.history.1.on", ("talk", "visit"), ())]
    assert paths(history[:1]) == []
    assert paths([*history, {"did": "call", "on": "2026-11-11"}]) == []


def test_a_count_asks_for_the_number_that_it_is_held_against() -> None:
    counted = {"count": {"of": {"event": {"did": "call"}}, "is": "> profile.completed_jobs"}}
    rules = [rule("advise", "visit", when=counted), rule("advise", "call", when={"f12": False})]

    advice = review(rules, contract(history=[{"did": "call"}]))

    assert asked(advice) == [("profile.completed_jobs", ("visit",), ())]


def test_a_missing_link_is_asked_for_before_what_lies_behind_it() -> None:
    rules = [rule("advise", "call", when={"client.fair": True})]

    (question,) = review(rules).questions

    assert (question.path, question.question) == (
        "contracts.c.client",
        "Whose is it?",
    )
    assert question.find == "the contract"
    assert question.could_bring == ("call",)


def test_a_conclusion_over_a_link_that_is_not_known_is_not_known() -> None:
    rules = [
        of_client("busy_client", {"fair": True}),
        rule("advise", "call", when={"client.busy_client": False}),
        rule("advise", "write", when={"not": {"client.busy_client": True}}),
    ]

    advice = review(rules)

    assert advice.recommendations == ()
    assert asked(advice) == [("contracts.c.client", ("call", "write"), ())]


def test_what_may_be_related_is_asked_for_its_link() -> None:
    rules = [
        of_client("quiet", {"none": {"contract": {"f1": True}}}),
        of_client("calm", {"not": {"some": {"contract": {"f1": True}}}}),
        of_client("few", counted("contract", {"f1": True}, "< 1")),
        rule("advise", "call", when={"f2": True, "client.quiet": True}),
        rule("advise", "write", when={"f2": True, "client.calm": True}),
        rule("advise", "visit", when={"f2": True, "client.few": True}),
    ]
    known, all_three = contract(client="a", f1=False), ["call", "visit", "write"]

    assert recommended(review(rules, known, contract("d", f1=False, f2=False))) == all_three
    for unlinked in (contract("d", f2=False), contract("d", f1=None, f2=False)):
        advice = review(rules, known, unlinked)
        assert recommended(advice) == []
        assert asked(advice) == [("contracts.d.client", ("call", "visit", "write"), ())]
    assert recommended(review(rules, known, contract("d", client="b", f2=False))) == all_three


def of_client(conclusion: str, when: Json) -> Json:
    return {**rule("conclude", conclusion), "for": "client", "when": when}


def counted(entity: str, block: Json, number: str) -> Json:
    return {"count": {"of": {entity: block}, "is": number}}


def recommended(advice: Advice) -> list[str]:
    return sorted(item.action for item in advice.recommendations)


def test_a_guard_asks_where_an_answer_could_lift_it() -> None:
    rules = [
        rule("conclude", "hot", when={"f1": True}),
        rule("advise", "call", priority="high"),
        rule("forbid", "call", when={"hot": False}),
    ]

    assert asked(review(rules, contract(f1=None))) == [("contracts.c.f1", ("call",), ())]
    assert asked(review(rules, contract(f1=False))) == []
    assert asked(review([*rules, rule("forbid", "call")], contract(f1=None))) == []
    assert asked(review(rules, contract(f1=None, history=[{"did": "call", "on": "2026-11-01"}]))) == []


def test_what_a_guard_that_may_be_lifted_holds_up_is_asked_for_too() -> None:
    rules = [
        rule("conclude", "hot", when={"f1": True}),
        rule("advise", "call", when={"f2": True}),
        rule("forbid", "call", when={"hot": False}),
    ]

    assert asked(review(rules, contract(f1=None, f2=None))) == [
        *(("contracts.c.f1", ("call",), ()), ("contracts.c.f2", ("call",), ()))
    ]
    assert asked(review(rules, contract(f1=False, f2=None))) == []


def test_what_an_expression_lacks_is_asked_for() -> None:
    rules = [rule("advise", "call", when={"due": "> max(moved, heard) + 3 days"})]

    assert asked(review(rules, contract(due="2026-12-01", moved=None, heard="2026-11-01"))) == [
        ("contracts.c.moved", ("call",), ())
    ]


def test_the_first_case_that_may_hold_asks_for_what_decides_it() -> None:
    rules = [rule("advise", "call", when={"weight": "> 1"})]

    assert asked(review(rules, contract(earned=300))) == []
    assert asked(review(rules, contract())) == []  # one of unknown earnings weighs 1
