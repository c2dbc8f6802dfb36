"""A comment behind a text that looks like a part of it is told; any other comment is none of our business."""

import pytest

from advisor.advice.api import Playbook
from advisor.facts.state import State
from advisor.facts.state_warnings import state_warnings
from tests.playbook.sound import SOUND

PLAYBOOK = Playbook.load(str(SOUND))
HINT = 'put the whole text in quotes, or write a blank after "#" if it is a comment'


@pytest.mark.parametrize(
    ("title", "swallowed"),
    [
        ("Logo #2", "#2"),
        ("Logo   #two and more", "#two and more"),
        ("Logo #2 # really", "#2 # really"),
        ("Logo # 2", None),
        ('"Logo #2"', None),
        ('"Logo" #2', None),
        ("Logo#2", None),
        ("Logo", None),
    ],
)
def test_it_is_told_at_its_text(title: str, swallowed: str | None) -> None:
    state = State.parse(f"contracts:\n  - id: c\n    title: {title}\n    status: active #1\n")

    found = state_warnings(PLAYBOOK.run(state, "2026-11-21").facts)

    message = f'"title": the text ends before "{swallowed}", which YAML takes for a comment'
    assert [(str(one.location), one.code, one.message, one.hint) for one in found] == (
        [("<text>:3:12", "swallowed-comment", message, HINT)] if swallowed else []
    )
