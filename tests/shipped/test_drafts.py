"""The shipped drafts: one for every action that means writing to somebody, readable whatever is unknown."""

import re

import pytest

from advisor.advice.fill_templates import Fillers
from advisor.engine.run import Program
from advisor.facts.rows import WorkingMemory
from advisor.facts.state import State
from advisor.playbook.conduct.breaches import ConductReader
from advisor.playbook.load import load_playbook
from advisor.playbook.model import Action
from advisor.shipped import shipped_playbook

NOBODY_IS_WRITTEN_TO = {
    *(
        "begin-the-work",
        "follow-the-dispute",
        "keep-it-up",
        "keep-the-date",
        "keep-work-small",
        "keep-removal-in-reserve",
        "let-it-rest",
        "let-it-stand",
        "look-into-the-fall",
        "note-lesson",
        "note-the-mood",
        "recover-job-success",
    ),
    *(
        "request-feedback-removal",
        "review-client-choice",
        "secure-good-endings",
        "stop-work",
        "win-more-good-work",
    ),
}


def written() -> Program:
    playbook = load_playbook((shipped_playbook(),)).playbook
    assert playbook is not None
    return Program(playbook)


PROGRAM = written()
ACTIONS = PROGRAM.playbook.actions
DRAFTS = sorted(action.id for action in ACTIONS.values() if action.message)


def filled(action: Action) -> list[str]:
    """The drafts where nothing is known but that there is such a contract and such a client."""
    state = State.from_values({"clients": [{"id": "a"}], "contracts": [{"id": "b", "client": "a"}]})
    facts = PROGRAM.builder.build(state, None, 740000)
    fillers = Fillers(PROGRAM)
    view, row = WorkingMemory(facts, {}), facts.rows[action.entity][0]
    return [fillers.fill(variant.text, view, row) for variant in action.message]


def test_every_action_that_means_writing_has_a_draft() -> None:
    assert set(ACTIONS) - set(DRAFTS) == NOBODY_IS_WRITTEN_TO


@pytest.mark.parametrize("name", DRAFTS)
def test_a_draft_is_short_and_reads_well_where_nothing_is_known(name: str) -> None:
    for text in filled(ACTIONS[name]):
        assert len(text.split()) <= 90
        assert not re.search(r"[{}]|\b(unknown|null|None)\b|\b(\w+) \2\b| [,.?]|\.\.", text)
        assert text.rstrip()[-1] in ".?]"
        assert ConductReader(PROGRAM.playbook.conduct).breaches(text) == ()
