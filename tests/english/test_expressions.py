"""Expressions as people say them."""

from pathlib import Path

import pytest

from advisor.english import comparisons
from advisor.playbook.conditions import FieldTest
from tests.playbook.sound import rule, sound


@pytest.mark.parametrize(
    ("when", "english"),
    [
        ('{earned: ">= 0.9 * refunded"}', "the earned is at least 90% of the refunded"),
        ('{earned: ">= refunded * 0.125"}', "the earned is at least 12.5% of the refunded"),
        ('{earned: "> 12% * refunded"}', "the earned is more than 12% of the refunded"),
        ('{earned: "< 2 * refunded"}', "the earned is less than 2 times the refunded"),
        (
            '{earned: "> refunded + 50% * policy.small_stake"}',
            "the earned is more than the refunded plus 50% of 250 (policy small_stake)",
        ),
        ('{earned: "> 2 * (refunded - $5)"}', "the earned is more than 2 times (the refunded minus 5)"),
        (
            '{idle: "< policy.idle_after - 30 days"}',
            "the last activity was less than 183 days minus 30 days ago (policy idle_after)",
        ),
        (
            '{last_activity: ">= client.member_since + 2 weeks"}',
            "the last activity is on or after 14 days after the member since of the client",
        ),
        ('{last_activity: "< 2026-05-01 - 3 days"}', "the last activity is before 3 days before 1 May 2026"),
        (
            '{idle: "> days_between(client.member_since, last_activity)"}',
            "the last activity was more than the days from the member since of the client "
            "to the last activity ago",
        ),
        (
            '{earned: "= min(refunded, $50, policy.small_stake)"}',
            "the earned is the lesser of the refunded, 50 and 250 (policy small_stake)",
        ),
        (
            '{earned: "> 2 * min(refunded, $5) - max(refunded, $7)"}',
            "the earned is more than 2 times the lesser of the refunded and 5 minus the greater of the "
            "refunded and 7",
        ),
        ('{earned: "!= max(refunded, $50)"}', "the earned is not the greater of the refunded and 50"),
        (
            '{earned: "[refunded / 2..policy.small_stake)"}',
            "the earned is at least the refunded divided by 2 and less than 250 (policy small_stake)",
        ),
        (
            '{earned: "> abs(refunded - $5)"}',
            "the earned is more than the size of the refunded minus 5, whichever its sign",
        ),
        ('{earned: "> 0.33333 * refunded"}', "the earned is more than 0.33333 times the refunded"),
    ],
)
def test_an_expression_in_english(when: str, english: str, tmp_path: Path) -> None:
    condition = rule(when, tmp_path).when
    assert isinstance(condition, FieldTest)

    assert comparisons.tested_in_english(comparisons.Words(sound()), condition) == english
