"""The shipped playbook, read once, and states held against it."""

from functools import cache
from pathlib import Path

from advisor.facts import Facts, FactsBuilder, Schema, State
from advisor.playbook.load import load_playbook
from advisor.playbook.types import Value

RULES = Path(__file__).parents[2] / "rules"
TODAY = 740_000


@cache
def schema() -> Schema:
    playbook = load_playbook((str(RULES),)).playbook
    assert playbook is not None
    return Schema.of(playbook)


@cache
def builder() -> FactsBuilder:
    return FactsBuilder(schema())


def facts(text: str, as_of: int | None = None) -> Facts:
    return builder().build(State.parse(text, "s"), as_of, TODAY)


def value(found: Facts, entity: str, name: str, number: int = 0) -> Value | None:
    return found.value(found.rows[entity][number], name)
