"""Which rules alone make it critical: those that lift what no rule advises as critical."""

import pytest

from tests.advice.toy import contract, review, rule


@pytest.mark.parametrize(
    ("priorities", "verbs", "pressing"),
    [
        (["high"], ["raise"], True),
        (["medium", "high"], ["raise"], True),
        (["medium"], ["raise"], False),
        (["critical"], ["raise"], False),
        (["high", "critical"], ["raise"], False),
        (["high"], ["raise", "lower"], False),
        (["high"], [], False),
    ],
)
def test_what_makes_it_critical(priorities: list[str], verbs: list[str], pressing: bool) -> None:
    rules = [rule("advise", "call", priority=priority) for priority in priorities]
    rules += [rule(verb, "call") for verb in verbs]

    (item,) = review(rules, contract()).recommendations

    lifting = [moved.rule for moved in item.moved_by]
    assert item.pressing == (tuple(lifting) if pressing else ())
    assert not pressing or item.priority.value == "critical"
