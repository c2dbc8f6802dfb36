"""What is new, gone, more or less urgent, or due on another day since an earlier portfolio."""

from pathlib import Path

import pytest

from advisor.portfolio.model import Item, ItemChange, Portfolio
from advisor.portfolio.since import Earlier, since
from tests.portfolio.many import CALM, ENDED, LATE, QUIET, lines, portfolio_of, state, told

SOON = state(due="2026-11-23")  # medium, by 23 November


def earlier(portfolio: Portfolio) -> Earlier:
    """The portfolio as it would be read again."""
    return Earlier({item.key: item for item in portfolio.items}, 739_000, portfolio.digest, is_part=False)


def changes(folder: Path, before: dict[str, object], after: dict[str, object]) -> Portfolio:
    """What a freelancer's portfolio says since an earlier one."""
    old = portfolio_of(lines(folder, {"freelancer": "ann", **before}, name="old.jsonl"))
    return since(portfolio_of(lines(folder, {"freelancer": "ann", **after})), earlier(old))


def gone(portfolio: Portfolio) -> list[tuple[str, str, ItemChange | None]]:
    """Person, action and change of what is gone."""
    return [(item.person, item.what.action, item.change) for item in portfolio.gone]


def test_what_was_not_there_is_new_and_what_is_no_longer_there_is_gone(tmp_path: Path) -> None:
    portfolio = changes(tmp_path, ENDED, QUIET)
    assert told(portfolio) == [("ann", "ask", "low", None, ItemChange.NEW)]
    assert gone(portfolio) == [("ann", "review", ItemChange.GONE)]
    assert portfolio.since == 739_000


def test_what_stays_has_no_change(tmp_path: Path) -> None:
    portfolio = changes(tmp_path, ENDED, ENDED)
    assert told(portfolio) == [("ann", "review", "medium", 4, None)]
    assert gone(portfolio) == []


def test_another_priority_is_more_or_less_urgent(tmp_path: Path) -> None:
    assert told(changes(tmp_path, SOON, LATE)) == [("ann", "hurry", "critical", None, ItemChange.MORE_URGENT)]
    assert told(changes(tmp_path, LATE, SOON)) == [("ann", "hurry", "medium", 2, ItemChange.LESS_URGENT)]


def test_one_step_is_enough(tmp_path: Path) -> None:
    calm, pressing = state(ended="2026-11-18"), state(ended="2026-11-14")  # tonight is the last evening

    assert told(changes(tmp_path, calm, pressing))[0][2:] == ("high", 0, ItemChange.MORE_URGENT)
    assert told(changes(tmp_path, pressing, calm))[0][2:] == ("medium", 4, ItemChange.LESS_URGENT)


def test_another_day_is_told(tmp_path: Path) -> None:
    portfolio = changes(tmp_path, SOON, state(due="2026-11-24"))
    assert told(portfolio) == [("ann", "hurry", "medium", 3, ItemChange.OTHER_DEADLINE)]


@pytest.mark.parametrize(
    "after", ['"contracts": 1}', '"contracts": [', '"contracts": [{"id": "a"}], "contracts": []}']
)
def test_of_whom_nobody_can_read_nothing_is_gone(tmp_path: Path, after: str) -> None:
    old = portfolio_of(lines(tmp_path, {"freelancer": "ann", **ENDED}, name="old.jsonl"))
    (tmp_path / "new.jsonl").write_text('{"freelancer": "ann", ' + after)
    portfolio = since(portfolio_of(str(tmp_path / "new.jsonl")), earlier(old))
    assert [one.name for one in portfolio.not_read] == ["ann"]
    assert (told(portfolio), gone(portfolio)) == ([], [])


def test_whoever_is_no_longer_there_takes_everything_along(tmp_path: Path) -> None:
    old = portfolio_of(
        lines(tmp_path, {"freelancer": "ann", **ENDED}, {"freelancer": "ben", **LATE}, name="old.jsonl")
    )
    new = portfolio_of(lines(tmp_path, {"freelancer": "ann", **ENDED}, {"freelancer": "cid", **CALM}))
    assert gone(since(new, earlier(old))) == [("ben", "hurry", ItemChange.GONE)]


def test_two_of_one_action_are_told_apart_by_what_they_are_about(tmp_path: Path) -> None:
    two: dict[str, object] = {"contracts": [{"id": name, "ended": "2026-11-18"} for name in "ab"]}
    one: dict[str, object] = {"contracts": [{"id": "b", "ended": "2026-11-18"}]}
    portfolio = changes(tmp_path, one, two)
    assert [(item.what.subject.id, item.change) for item in portfolio.items] == [
        ("a", ItemChange.NEW),
        ("b", None),
    ]
    assert isinstance(portfolio.items[0], Item)
