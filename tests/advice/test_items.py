"""What people name: an action for a subject, or a rule."""

import datetime

import pytest

from advisor.advice.api import Playbook
from advisor.advice.items import find_item, find_named, split_item
from advisor.engine.run import Run
from advisor.facts import State
from advisor.source.errors import SelectionError

IDS = ["c-1", "c-2", "me.home", "a.b"]
STATE = {
    "profile": {"completed_jobs": 3},
    "contracts": [{"id": key, "client": "acme"} for key in IDS],
}


@pytest.fixture(scope="module")
def playbook() -> Playbook:
    return Playbook.load()


@pytest.fixture(scope="module")
def run(playbook: Playbook) -> Run:
    return playbook.run(State.from_values(STATE), datetime.date(2026, 11, 21))


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("check-in@c-1", "contracts.c-1"),
        ("check-in@contracts.c-1", "contracts.c-1"),
        (" check-in @ c-1 ", "contracts.c-1"),
        ("check-in@me.home", "contracts.me.home"),
        ("check-in@a.b", "contracts.a.b"),
        ("keep-it-up", "profile"),
        ("keep-it-up@profile", "profile"),
    ],
)
def test_an_item_is_an_action_and_a_row(playbook: Playbook, run: Run, text: str, path: str) -> None:
    item = find_item(text, playbook.content, run.facts)

    assert (item.action.id, item.row.path) == (split_item(text)[0], path)
    assert find_item(item.name, playbook.content, run.facts) == item


def test_the_usual_subject_need_not_be_named(playbook: Playbook, run: Run) -> None:
    row = run.facts.rows["contract"][1]

    assert find_item("check-in", playbook.content, run.facts, [row]).row is row


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("chek-in@c-1", 'there is no action "chek-in": did you mean "check-in"?'),
        (
            "check-in",
            '"check-in" is for a contract, and none is named: '
            "write check-in@ID, with one of a.b, c-1, c-2 or me.home",
        ),
        ("check-in@c-9", 'the state has no contract "c-9": did you mean "c-2"?'),
        (
            "check-in@logo",
            'the state has no contract "logo": write check-in@ID, with one of a.b, c-1, c-2 or me.home',
        ),
        ("keep-it-up@logo", 'the state has no profile "logo": write "keep-it-up" alone'),
        ("close-when-due", 'there is no action "close-when-due": that is a rule, about close-contract'),
    ],
)
def test_a_name_that_means_nothing(playbook: Playbook, run: Run, text: str, message: str) -> None:
    with pytest.raises(SelectionError) as caught:
        find_item(text, playbook.content, run.facts)

    assert str(caught.value) == message


def test_a_rule_or_an_action_may_be_named(playbook: Playbook) -> None:
    assert find_named("check-in", playbook.content) is playbook.content.actions["check-in"]
    assert find_named("close-when-due", playbook.content) in playbook.content.rules
    with pytest.raises(SelectionError, match='no action and no rule "close-when-do": did you mean'):
        find_named("close-when-do", playbook.content)
