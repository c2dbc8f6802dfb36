"""An answer that a constraint refuses is none: the question is asked again."""

from pathlib import Path

from advisor import State
from advisor.advice.interview import Asks, Interview
from advisor.playbook.types import Mismatch
from tests.facts.refusing import STATE, refusing


def test_what_has_happened_cannot_have_happened(tmp_path: Path) -> None:
    interview = Interview(
        refusing(tmp_path), State.parse(STATE, "me.yaml"), asks=Asks.INTAKE, about="hives.h-1"
    )
    while interview.asking is not None and not interview.asking.options:
        interview = interview.put_off()

    refused, taken = interview.answered("it swarmed"), interview.answered("no")

    assert isinstance(refused, Mismatch)
    assert refused.expected == "something else: hives.h-1: no hive swarms"
    assert isinstance(taken, Interview)
