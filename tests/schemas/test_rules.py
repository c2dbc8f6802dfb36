"""The schema of rules: their consequences, beside the conditions and under `then`."""

import pytest

from tests.schemas.reading import wrong

RULE = """\
ruleset: mine
rules:
  - id: mine
    for: contract
    when: {status: active}
    claims: [S1-01]
"""


def of_rule(*lines: str) -> list[str]:
    return wrong("playbook", RULE + "".join(f"    {line}\n" for line in lines))


def test_several_consequences_with_words_of_their_own_or_those_of_the_rule() -> None:
    items = [
        "- {advise: check-in, priority: low, because: So, deadline: {field: ended, plus: 3 days}}",
        "- {forbid: [close-contract]}",
        "- {conclude: going_south}",
    ]

    assert of_rule("because: So", "then:", *items) == []
    assert of_rule("because: So", "priority: low", "then: [{advise: check-in}]") == []
    assert of_rule("then: [{raise: check-in, because: So}]") == []


@pytest.mark.parametrize(
    ("lines", "problems"),
    [
        (["because: So", "then: []"], ["rules.0.then"]),
        (["because: So", "then: forbid"], ["rules.0.then"]),
        (["because: So", "then: [check-in]"], ["rules.0.then.0"]),
        (["because: So", "then: [{forbid: chek-in}]"], ["rules.0.then.0.forbid"]),
        (["because: So", "then: [{forbid: keep-it-up}]"], ["rules.0.then.0.forbid"]),
        (["because: So", "then: [{forbid: check-in, raise: close-contract}]"], ["rules.0.then.0"]),
        (["because: So", "then: [{because: So}]"], ["rules.0.then.0"]),
        (
            ["because: So", "then: [{forbit: check-in}]"],
            ["rules.0.then.0", "rules.0.then.0: forbit is not known"],
        ),
        (["because: So", "forbid: check-in", "then: [{raise: close-contract}]"], ["rules.0"]),
        (
            ["because: So", "then: [{forbid: check-in, priority: low}]"],
            ["rules.0.then.0: 'advise' is a dependency of 'priority'"],
        ),
        (["forbid: check-in"], ["rules.0: 'because' is a required property"]),
    ],
)
def test_what_is_wrong_in_consequences_is_found_at_its_place(lines: list[str], problems: list[str]) -> None:
    assert of_rule(*lines) == problems


@pytest.mark.parametrize(
    ("deadline", "problems"),
    [
        ("{field: ended, plus: 5 business days}", []),
        ("{field: ended, minus: 12 months}", []),
        ("{field: ended, minus: policy.feedback_window}", []),
        ("{field: ended, plus: days_since_end}", []),
        ("{field: client.last_seen, plus: client.days_since_seen}", []),
        ("{field: ended, minus: policy.fedback_window}", ["deadline.minus"]),
        ("{field: ended, minus: policy.small_stake}", ["deadline.minus"]),
        ("{field: ended, plus: 5 busy days}", ["deadline.plus"]),
        ("{field: ended, plus: earned}", ["deadline.plus"]),
        ("{field: ended, plus: 1, minus: 1}", ["deadline"]),
    ],
)
def test_a_time_after_or_before_the_date_of_a_deadline(deadline: str, problems: list[str]) -> None:
    beside = of_rule("because: So", "advise: check-in", "priority: low", f"deadline: {deadline}")
    item = f"then: [{{advise: check-in, priority: low, deadline: {deadline}}}]"

    assert beside == [f"rules.0.{problem}" for problem in problems]
    assert of_rule("because: So", item) == [f"rules.0.then.0.{problem}" for problem in problems]


@pytest.mark.parametrize(
    ("lines", "problems"),
    [
        (["conclude: odd", 'says: "it is odd"'], []),
        (["conclude: odd", 'says: {true: "it is odd", false: "all is well"}'], []),
        (["then: [{conclude: odd, says: {false: all is well}}]"], []),
        (["conclude: odd", "says: {yes: it is odd}"], ["rules.0.says: yes is not known"]),
        (["conclude: odd", "says: [it is odd]"], ["rules.0.says"]),
        (["forbid: check-in", "says: it is odd"], ["rules.0: 'conclude' is a dependency of 'says'"]),
    ],
)
def test_a_conclusion_in_words(lines: list[str], problems: list[str]) -> None:
    assert of_rule("because: So", *lines) == problems
