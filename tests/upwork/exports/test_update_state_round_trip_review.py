"""A state that exports made is reviewed like one that a person wrote."""

import datetime

from hypothesis import given, settings

from advisor.facts import State
from tests.exports.examples import ADA, PRINT, SHOP
from tests.exports.freelancers import TODAY, freelancers
from tests.exports.shelf import imported_from
from tests.exports.truth import Freelancer
from tests.schemas.reading import wrong
from tests.shipped.whole import playbook
from tests.upwork.exports.test_update_state_round_trip_state import shelf

ON = datetime.date.fromordinal(TODAY)


def test_exports_alone_bring_advice() -> None:
    text, _ = imported_from(shelf(ADA))
    advice = playbook().review(State.parse(text, "s.yaml"), ON)
    advised = {
        (recommendation.action, recommendation.subject.id) for recommendation in advice.recommendations
    }
    assert {("request-escrow-release", PRINT.id), ("check-in", SHOP.id)} <= advised


@settings(max_examples=3)
@given(freelancers())
def test_any_state_that_exports_made_can_be_reviewed(truth: Freelancer) -> None:
    text, _ = imported_from(shelf(truth))
    advice = playbook().review(State.parse(text, "s.yaml"), ON)
    assert advice.recommendations or advice.set_aside or advice.questions
    assert wrong("state", text) == []
