"""Every claim that the shipped playbook tells is carried by something in it."""

from advisor.playbook.load import load_playbook
from advisor.shipped import shipped_playbook


def test_no_claim_is_without_a_carrier() -> None:
    found = [str(each) for each in load_playbook((shipped_playbook(),)).diagnostics]

    assert found == []
