"""A playbook with equal parts shared: the same playbook, smaller, without the places inside its rules."""

import pickle
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from advisor.playbook.load import load_playbook
from advisor.playbook.model import RuleBase
from advisor.playbook.shared_parts import NOWHERE, with_shared_parts
from advisor.shipped import shipped_playbook
from advisor.source.diagnostic import Location
from tests.engine.generate import playbooks
from tests.engine.words import Words
from tests.engine.written import Written


@cache
def shipped() -> RuleBase:
    playbook = load_playbook((shipped_playbook(),)).playbook
    assert playbook is not None
    return playbook


def told(part: object) -> object:
    """All that a part says, fields left out of equality and the types of values included; without places."""
    if isinstance(part, dict):
        return [(told(key), told(value)) for key, value in part.items()]
    if isinstance(part, tuple):
        return [told(item) for item in part]
    if isinstance(part, Location):
        return None
    if is_dataclass(part):
        return [type(part).__name__, *(told(getattr(part, field.name)) for field in fields(part))]
    return type(part).__name__, part


def test_the_playbook_stays_the_same_in_less_room() -> None:
    playbook = shipped()
    shared = with_shared_parts(playbook)

    assert told(shared) == told(playbook)
    assert len(pickle.dumps(shared)) < len(pickle.dumps(playbook)) / 2


@settings(suppress_health_check=[*settings().suppress_health_check, HealthCheck.function_scoped_fixture])
@given(playbooks(most=3))
def test_so_does_any_playbook(tmp_path: Path, made: tuple[Words, Written]) -> None:
    path = tmp_path / "random.yaml"
    path.write_text(made[1].sound().text())
    playbook = load_playbook((str(path),)).playbook
    assert playbook is not None

    assert told(with_shared_parts(playbook)) == told(playbook)


def test_equal_conditions_are_one_object() -> None:
    shared = with_shared_parts(shipped())

    conditions = [rule.when for rule in shared.rules]
    assert len({id(condition) for condition in conditions}) == len(set(conditions)) < len(conditions)


def test_declarations_keep_their_places_and_conditions_have_none() -> None:
    playbook = shipped()
    shared = with_shared_parts(playbook)

    assert [rule.location for rule in shared.rules] == [rule.location for rule in playbook.rules]
    assert [claim.location for claim in shared.claims.values()] == [
        claim.location for claim in playbook.claims.values()
    ]
    assert {rule.when.location for rule in shared.rules} == {NOWHERE}
