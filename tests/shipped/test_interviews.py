"""Interviews about the freelancers of the scenarios: a file says what was reviewed, whatever they answer."""

import random
from pathlib import Path

import pytest

from advisor.advice.interview import Interview
from advisor.facts import State
from advisor.facts.rewrite_state import rewrite_state
from advisor.playbook.types import FieldType
from tests.house.tree import ROOT
from tests.shipped.whole import playbook

STATES = sorted(Path(ROOT, "scenarios", "states").glob("*.yaml"))
SAID = {
    FieldType.FLAG: ("yes", "no"),
    FieldType.DATE: ("today", "yesterday", "2 weeks ago", "8 months ago", "not yet"),
    FieldType.TEXT: ("Somebody", "a: b # c"),
}


@pytest.mark.parametrize("state", STATES, ids=lambda path: path.stem)
def test_what_is_written_is_what_was_reviewed(state: Path) -> None:
    dice = random.Random(state.stem)
    text = state.read_text(encoding="utf-8")
    comments = [line for line in text.splitlines() if line.lstrip().startswith("#")]
    now = Interview(playbook(), State.parse(text, state.name))
    while (asking := now.asking) is not None:
        said = dice.choice(asking.form.choices or SAID.get(asking.form.kind, ("0", "3", "75")))
        step = now.put_off() if dice.random() < 0.2 else now.answered(said)
        assert isinstance(step, Interview), f"{asking.path}: {said}: {step}"
        now = step
        text = rewrite_state(text, state.name, now.entries, playbook().program.schema)

    assert playbook().review(State.parse(text, state.name)) == now.advice
    assert [line for line in text.splitlines() if line.lstrip().startswith("#")] == comments
    assert len({each.asking.path for each in now.given}) == len(now.given)
