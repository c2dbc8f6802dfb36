"""What a path may be called."""

import pytest

from advisor.playbook.load import load_playbook
from advisor.playbook.reading import Problems
from advisor.playbook.scope import Scope
from tests.playbook.sound import SOUND, usable


@pytest.fixture(scope="module")
def scope() -> Scope:
    playbook = usable(load_playbook((str(SOUND),)))
    kinds = {parameter.name: parameter.kind for parameter in playbook.policy.values()}
    return Scope(playbook.vocabulary, kinds, Problems(), actions=frozenset(playbook.actions))


def test_a_field_of_the_subject_has_a_full_name_too(scope: Scope) -> None:
    short, full = scope.find("idle", "contract"), scope.find("contract.idle", "contract")

    assert short is not None
    assert full is not None
    assert full.target == short.target


def test_what_no_link_leads_to_has_no_path(scope: Scope) -> None:
    assert scope.find("contract.idle", "client") is None
    assert scope.find("contract.contract.idle", "contract") is None
