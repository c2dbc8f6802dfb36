"""The schema of standard histories: "event" where a block may range over one, and words of their own."""

import pytest

from advisor.schemas.playbook import playbook_schema
from tests.schemas.reading import shipped, wrong

RULE = """\
ruleset: mine
rules:
  - {{id: mine, for: {entity}, when: {when}, conclude: odd, because: Why not?, claims: [S1-01]}}
"""


def of_rule(entity: str, when: str) -> list[str]:
    return wrong("playbook", RULE.format(entity=entity, when=when))


def related(entity: str) -> list[str]:
    definitions = playbook_schema(shipped())["definitions"]
    assert isinstance(definitions, dict)
    offered = definitions[f"related.{entity}"]
    assert isinstance(offered, dict)
    assert isinstance(offered["properties"], dict)
    return [name for name in offered["properties"] if name.endswith("event")]


def test_editors_offer_the_own_history_first_and_those_that_can_be_reached() -> None:
    assert related("contract") == ["event", "contract_event"]
    assert related("client") == ["event", "client_event"]
    assert related("profile") == ["event", "profile_event", "client_event", "contract_event"]
    assert related("contract_event") == []


@pytest.mark.parametrize("entity", ["contract", "client", "profile"])
@pytest.mark.parametrize(
    "block",
    [
        "{none: {event: {did: check-in, age: '< 30 days', reply: [none, yes]}}}",
        "{count: {of: {event: {status: done, until: known}}, is: '>= 2'}}",
        "{some: {event: {did: check-in}}}",
    ],
)
def test_an_event_is_tested_by_the_standard_fields(entity: str, block: str) -> None:
    assert of_rule(entity, block) == []
    assert of_rule(entity, block.replace("event:", f"{entity}_event:")) == []


def test_what_no_history_has() -> None:
    assert len(of_rule("contract", "{none: {event: {dit: check-in}}}")) == 1
    assert len(of_rule("contract", "{none: {client_event: {did: check-in}}}")) == 1
    assert len(of_rule("contract", "{none: {event: {reply: perhaps}}}")) == 1


def test_a_history_is_given_and_worded() -> None:
    words = "entities:\n  contract_event:\n    called: deed\n    label: '{did}'\n"
    words += "    fields: {reply: {ask: Well?}}\n"

    assert wrong("playbook", "entities: {task: {key: id, history: true}}\n") == []
    assert wrong("playbook", words + "    computed: {age: {says: old, if_unknown: a while}}\n") == []
    assert wrong("playbook", "entities: {contract_event: {fields: {how: {type: text}}}}\n") == []
    assert len(wrong("playbook", "entities: {task: {key: id, history: perhaps}}\n")) == 1
    assert len(wrong("playbook", "entities: {contract_event: {fields: {reply: {type: text}}}}\n")) == 1
    assert len(wrong("playbook", "entities: {contract_event: {computed: {age: {days_until: on}}}}\n")) == 1


def test_a_constraint_is_about_all_events_or_about_some() -> None:
    for entity, holds, problems in (
        ("event", "{until: '>= on'}", 0),
        ("contract_event", "{on: '>= contract.started'}", 0),
        ("event", "{untill: '>= on'}", 1),
        ("events", "{until: '>= on'}", 1),
    ):
        text = f'constraints:\n  - {{for: {entity}, holds: {holds}, says: "it is wrong"}}\n'
        assert (entity, holds, len(wrong("playbook", text)) > 0) == (entity, holds, problems > 0)
