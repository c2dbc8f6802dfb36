"""A choice of a portfolio's items."""

from pathlib import Path

import pytest

from advisor.playbook.model import Priority
from advisor.portfolio.choose import Choice
from advisor.source.errors import SelectionError
from tests.advice.monthly import months
from tests.portfolio.many import lines, people, portfolio_of, told


def chosen(source: str, *only: str, within: int | None = None, top: int | None = None) -> list[object]:
    """The freelancers and actions that are left."""
    choice = Choice.of(only, months().content, within, top)
    return [(who, action) for who, action, *_ in told(choice.of_portfolio(portfolio_of(source)))]


def test_nothing_chosen_leaves_everything(tmp_path: Path) -> None:
    assert chosen(people(tmp_path)) == [("ann", "hurry"), ("ben", "review"), ("cid", "ask")]


def test_actions_and_priorities_are_chosen_by_their_words(tmp_path: Path) -> None:
    source = people(tmp_path)
    assert chosen(source, "ask") == [("cid", "ask")]
    assert chosen(source, "critical", "medium") == [("ann", "hurry"), ("ben", "review")]
    assert chosen(source, "review", "critical") == []


@pytest.mark.parametrize(("within", "left"), [(3, []), (4, [("ben", "review")]), (5, [("ben", "review")])])
def test_what_is_due_within_some_days_is_chosen(tmp_path: Path, within: int, left: list[object]) -> None:
    assert chosen(people(tmp_path), within=within) == left


def test_the_most_urgent_of_each_are_chosen_after_all_else(tmp_path: Path) -> None:
    contracts = [
        {"id": "a", "moved": "2026-11-01"},
        {"id": "b", "due": "2026-11-20"},
        {"id": "c", "moved": "2026-11-01"},
    ]
    source = lines(tmp_path, {"contracts": contracts})
    assert chosen(source, top=1) == [("line 1", "hurry")]
    assert chosen(source, "low", top=1) == [("line 1", "ask")]
    assert chosen(source, "low", top=2) == [("line 1", "ask"), ("line 1", "ask")]


def test_a_word_that_means_nothing_is_told_with_the_nearest_one() -> None:
    with pytest.raises(SelectionError) as error:
        Choice.of(["critcal"], months().content, None, None)
    assert str(error.value) == 'no action and no priority is called "critcal": did you mean "critical"?'
    with pytest.raises(SelectionError, match='"advisor rules list" shows the actions'):
        Choice.of(["xyz"], months().content, None, None)
    assert Choice.of(["high"], months().content, None, None).priorities == {Priority.HIGH}
