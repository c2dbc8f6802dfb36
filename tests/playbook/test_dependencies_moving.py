"""What moves with time alone."""

import pytest

from advisor.playbook.dependencies import TimeDependence
from tests.engine.toy import ENTITIES, book
from tests.engine.written import Json

NOTE: Json = {"belongs_to": "deal", "as": "log", "fields": {"n": {"type": "count"}, "on": {"type": "date"}}}
DEAL: Json = {"for": "deal"}


@pytest.mark.parametrize(
    ("when", "moves"),
    [
        ({"late": "> 3"}, True),
        ({"not": {"late": "> 3"}}, True),
        ({"any": [{"a": "1"}, {"late": "> 3"}]}, True),
        ({"after.late": "> 3"}, True),
        ({"old": True, "a": "1"}, True),
        ({"a": "1"}, False),
        ({"due": "known"}, False),
        ({"some": {"note": {"n": "1"}}}, False),
        ({"steady": True, "a": "1"}, False),
    ],
)
def test_days_and_what_is_concluded_from_them_move(when: Json, moves: bool) -> None:
    rules = {
        "is-old": {**DEAL, "when": {"late": "> 9"}, "conclude": "old"},
        "is-steady": {**DEAL, "when": {"b": "1"}, "conclude": "steady"},
        "asked": {**DEAL, "when": when},
    }
    playbook = book(rules)
    (rule,) = (rule for rule in playbook.rules if rule.id == "asked")

    assert TimeDependence(playbook).rule(rule) is moves


def test_a_rule_that_is_in_force_for_a_time_moves() -> None:
    playbook = book({"asked": {**DEAL, "when": {"a": "1"}, "in_force": {"until": "2027-01-01"}}})
    (rule,) = (rule for rule in playbook.rules if rule.id == "asked")

    assert TimeDependence(playbook).rule(rule)


@pytest.mark.parametrize("when", [{"some": {"note": {"on": "known"}}}, {"notes": "> 0"}])
def test_dated_records_move_as_some_may_be_of_days_to_come(when: Json) -> None:
    deal = {**ENTITIES["deal"], "computed": {"notes": {"count": {"note": {"on": "known"}}}}}
    entities = {**ENTITIES, "note": NOTE, "deal": deal}
    playbook = book({"asked": {**DEAL, "when": when}}, entities=entities)
    (rule,) = (rule for rule in playbook.rules if rule.id == "asked")

    assert TimeDependence(playbook).rule(rule)
