"""Whether a rule waits for the answer to a deed."""

import pytest

from advisor.playbook.dependencies import reads_field_of
from advisor.playbook.load import load_playbook
from tests.facts.shipped import RULES


@pytest.mark.parametrize(
    ("deed", "waits"),
    [
        ("check-in", True),  # did: check-in
        ("answer-escrow-request", True),  # did: [talk-it-through, answer-escrow-request]
        ("leave-feedback", False),
        ("close-contract", False),
    ],
)
def test_the_shipped_rules_wait_for_some_answers(deed: str, waits: bool) -> None:
    playbook = load_playbook((str(RULES),)).playbook
    assert playbook is not None

    assert reads_field_of(playbook.rules, "event", "reply", "did", deed) is waits
    assert not reads_field_of(playbook.rules, "event", "note", "did", deed)
