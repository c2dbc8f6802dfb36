"""The agenda of whole freelancers under the shipped rules holds what reviews of those days say."""

import datetime

import pytest

from advisor import State
from advisor.advice.agenda import agenda_of
from advisor.advice.agenda_model import Occasion
from advisor.advice.model import Advice, item_name
from tests.house.tree import ROOT
from tests.shipped.whole import playbook


def names(advice: Advice) -> set[str]:
    return {item_name(item.action, item.subject) for item in advice.recommendations}


@pytest.mark.parametrize("state", ["held-money", "in-trouble", "side-business"])
def test_what_comes_and_goes_does(state: str) -> None:
    facts = State.load(str(ROOT / "scenarios" / "states" / f"{state}.yaml"))
    found = agenda_of(playbook(), facts, days=60)
    dated = [entry for entry in found.entries if entry.item is not None]

    assert len({entry.occasion for entry in dated}) >= 3
    for entry in dated:
        assert entry.item is not None
        name, day = item_name(entry.item.action, entry.subject), datetime.date.fromordinal(entry.day)
        before, now, after = (
            names(playbook().review(facts, day + datetime.timedelta(days=step))) for step in (-1, 0, 1)
        )
        assert name in now
        assert name not in before or entry.occasion is not Occasion.COMES
        assert name not in after or entry.then is None


def test_windows_and_ladders() -> None:
    facts = State.load(str(ROOT / "scenarios" / "states" / "held-money.yaml"))
    found = agenda_of(playbook(), facts, days=20)

    assert [
        (entry.day - found.today.day, entry.occasion.value, item_name(entry.item.action, entry.subject))
        for entry in found.entries
        if entry.item is not None and entry.occasion is not Occasion.NOW
    ] == [
        (2, "last day", "answer-escrow-request@c-513"),
        (2, "due", "leave-feedback@c-513"),
        (3, "comes", "trace-escrow@c-513"),
        (4, "last day", "submit-final-milestone@c-511"),
        (5, "comes", "request-escrow-release@c-511"),
        (5, "comes", "request-escrow-release@c-512"),
        (9, "last day", "leave-feedback@c-513"),
        (11, "due", "request-escrow-release@c-511"),
        (12, "rises", "request-escrow-release@c-511"),
        (13, "comes", "renegotiate-deadline@c-515"),
        (19, "due", "request-escrow-release@c-511"),
        (20, "due", "renegotiate-deadline@c-515"),
    ]
