"""Paths and values as they are typed after `--set`."""

from datetime import date

import pytest

from advisor.facts.override import changes_of
from advisor.facts.schema import Schema
from advisor.facts.state import State
from advisor.facts.typed.changes import typed_changes
from advisor.source.errors import StateError
from advisor.source.tree import Scalar
from tests.facts.shipped import schema

STATE = """\
as_of: 2026-11-21
profile: {job_success: 92}
contracts:
  - id: c.1
    status: active
    history: [{did: check-in, on: 2026-11-01}]
"""
TODAY = date(2026, 11, 28).toordinal()


def typed(text: str, facts: Schema | None = None) -> str:
    """The value of one path as it goes on."""
    changes = changes_of([text], "--set")
    [entry] = typed_changes(changes, State.parse(STATE, "s"), facts or schema(), TODAY).entries
    assert isinstance(entry.value, Scalar)
    return entry.value.text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("as_of=yesterday", "2026-11-27"),
        ("contracts.c.1.last_activity=friday", "2026-11-27"),
        ("contracts.c.1.next_deadline=friday", "2026-12-04"),
        ("contracts.new.next_deadline=in 2 weeks", "2026-12-12"),
        ("contracts.c.1.earned=$1.2k", "1200"),
        ("contracts.c.1.fixable=yep", "true"),
        ("contracts.c.1.client_mood=unh", "unhappy"),
        ("contracts.c.1.history.0.on=3 days ago", "2026-11-25"),
        ("profile.job_success=88 percent", "88"),
        ("policy.reply_wait=2w", "14 days"),
        ("contracts.c.1.title=friday", "friday"),  # a text is a text
        ('contracts.c.1.next_deadline="friday"', "friday"),  # and in quotes a value is as it stands
        ("contracts.c.1.next_deadline=", "null"),
        ("contracts.c.1.next_deadline=soon", "soon"),  # the state tells what is wrong with these
        ("contracts.c.1.titel=friday", "friday"),
        ("contracts.c.1.history.x.on=friday", "friday"),
        ("contracts=friday", "friday"),
        ("nothing.at.all=friday", "friday"),
        ("policy.nothing=2w", "2w"),
        ("contracts.c.1.client_mood=2", "2"),  # no list was shown
    ],
)
def test_what_is_typed_becomes_what_a_file_holds(text: str, value: str) -> None:
    assert typed(text) == value


def test_what_could_be_two_values_is_refused_all_at_once() -> None:
    texts = [
        "contracts.c.1.next_deadline=03/04/2026",
        "profile.job_success=0.92",
        "contracts.c.1.earned=1.200",
    ]

    with pytest.raises(StateError) as raised:
        typed_changes(changes_of(texts, "--set"), State.parse(STATE, "s"), schema(), TODAY)

    assert list(map(str, raised.value.diagnostics)) == [
        '--set:1:29: error[wrong-value]: "next_deadline": found "03/04/2026", '
        "expected 2026-03-04 or 2026-04-03\n"
        "    hint: it could be 4 March 2026 or 3 April 2026",
        '--set:2:21: error[wrong-value]: "job_success": found "0.92", expected 0.92% or 92%\n'
        "    hint: it could be 0.92% or 92%",
        '--set:3:22: error[wrong-value]: "earned": found "1.200", expected $1.20 or $1,200\n'
        "    hint: it could be $1.20 or $1,200",
    ]
