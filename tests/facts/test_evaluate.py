"""Conditions in three values."""

from functools import cache
from pathlib import Path

import pytest

from advisor.facts import Evaluator, Facts, FactsBuilder, Schema, State, WorkingMemory
from advisor.facts.evaluate import Truth, conjunction, disjunction, either, negated, negation
from advisor.facts.rows import Row
from tests.playbook.sound import rule, sound

TRUTHS: list[Truth] = [True, False, None]
STATE = """
as_of: 2026-11-21
profile: {job_success: 90}
clients:
  - {id: acme, name: ACME, responsive: true, member_since: 2026-01-01}
  - {id: void}
contracts:
  - id: a
    client: acme
    title: ACME
    status: active
    stars: 3
    issues: 2
    last_activity: 2026-05-01
    history: [{did: check-in, reply: yes, on: 2026-05-02}, {did: check-in, on: 2026-05-03}, {reply: no}]
  - {id: b, client: void}
  - {id: c}
"""


@cache
def facts() -> Facts:
    return FactsBuilder(Schema.of(sound())).build(State.parse(STATE, "s"), None, 0)


def truth(when: str, folder: Path, contract: str = "a", drawn: frozenset[int] = frozenset()) -> Truth:
    row = next(row for row in facts().rows["contract"] if row.id == contract)
    view = WorkingMemory(facts(), {("contract", "quiet"): drawn})
    return Evaluator(Schema.of(sound())).condition(rule(when, folder).when)(view, row)


@pytest.mark.parametrize("left", TRUTHS)
@pytest.mark.parametrize("right", TRUTHS)
def test_connectives_are_kleenes(left: Truth, right: Truth) -> None:
    row: Row = facts().rows["profile"][0]
    view = WorkingMemory(facts(), {})
    parts = [lambda view, row: left, lambda view, row: right]

    least, most = sorted((left, right), key=[False, None, True].index)
    assert conjunction(parts)(view, row) is least
    assert disjunction(parts)(view, row) is most
    assert either([left, right]) is most
    assert negated(left) is negation(parts[0])(view, row) is {True: False, False: True, None: None}[left]


@pytest.mark.parametrize(
    ("when", "known", "unknown"),
    [
        ("{status: active}", True, None),
        ("{status: {not: active}}", False, None),
        ("{stars: 3..4}", True, None),
        ('{stars: "(3..4]"}', False, None),
        ("{stars: known}", True, False),
        ("{stars: unknown}", False, True),
        ("{stars: {not: known}}", False, True),
        ('{stars: [unknown, "> 3"]}', False, True),
        ("{stars: [1, 3]}", True, None),
        ("{issues: 2}", True, False),
        ('{idle: "> policy.idle_after"}', True, None),
        ('{title: ["= client.name", x]}', True, None),
        ('{title: {not: "= client.name"}}', False, None),
        ("{client.responsive: true}", True, None),
        ("{client.name: unknown}", False, True),
        ("{quiet: true}", False, False),
        ("{quiet: false}", True, True),
        ("{profile.job_success: 90}", True, True),
        ("{status: active, stars: 4}", False, None),
        ("{any: [{status: active}, {stars: 4}]}", True, None),
        ("{not: {status: active}}", False, None),
        ("{not: {all: [{status: ended}, {stars: 4}]}}", True, None),
    ],
)
@pytest.mark.parametrize("missing", ["b", "c"])
def test_a_test_of_what_is_unknown_is_unknown(
    when: str, known: Truth, unknown: Truth, missing: str, tmp_path: Path
) -> None:
    assert truth(when, tmp_path) is known
    assert truth(when, tmp_path, missing) is unknown


@pytest.mark.parametrize(
    ("when", "whole", "empty"),
    [
        ("{some: {event: {reply: yes}}}", True, False),
        ("{some: {event: {reply: none}}}", None, False),
        ("{some: {event: {on: 2026-05-04}}}", None, False),
        ("{none: {event: {reply: yes}}}", False, True),
        ("{none: {event: {reply: none}}}", None, True),
        ("{some: {event: {}}}", True, False),
        ("{none: {event: {did: known, reply: no}}}", None, True),
        ('{count: {of: {event: {reply: yes}}, is: ">= 1"}}', True, False),
        ("{count: {of: {event: {reply: yes}}, is: 1}}", None, False),
        ("{count: {of: {event: {reply: yes}}, is: 1..2}}", True, False),
        ('{count: {of: {event: {reply: yes}}, is: "> 2"}}', False, False),
        ('{count: {of: {event: {did: check-in}}, is: "= issues"}}', None, True),
        ('{count: {of: {event: {did: check-in}}, is: {not: "< issues"}}}', True, True),
        ("{count: {of: {event: {reply: yes}}, is: [1, 2]}}", True, False),
        ('{count: {of: {event: {reply: yes}}, is: ["< issues", "= issues"]}}', True, True),
    ],
)
def test_related_entities_are_counted_however_the_unknown_turn_out(
    when: str, whole: Truth, empty: Truth, tmp_path: Path
) -> None:
    assert truth(when, tmp_path) is whole
    assert truth(when, tmp_path, "c") is empty


def test_a_conclusion_is_true_once_it_is_drawn(tmp_path: Path) -> None:
    assert truth("{quiet: true}", tmp_path, drawn=frozenset({0})) is True
    assert truth("{quiet: true}", tmp_path, "b", frozenset({0})) is False
    assert truth("{some: {event: {contract.quiet: true}}}", tmp_path, drawn=frozenset({0})) is True
